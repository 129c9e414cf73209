"""Beside a receipt: what will be posted, and how the customer stands after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.journal_box import JournalBox, Leg
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.audit.queries import HistoryRow

WIDTH = 346
Fact = tuple[str, str, Role]


class SidePanel(Surface):
    """Journal lines above, facts or history beneath; nothing of it can be typed into."""

    def __init__(self, formats: Formats, journal_title: str = "") -> None:
        super().__init__("app")
        self._formats = formats
        self.journal = JournalBox(formats, journal_title)
        self.waiting = Label("", SMALL, REGULAR, "text2", wrap=True)
        self._facts_title = Label(tr("After this payment"), CARD_TITLE, SEMIBOLD)
        self._facts = column(spacing=6)
        self.note = Banner("info", closable=False)
        self._history_title = Label(tr("Activity"), CARD_TITLE, SEMIBOLD)
        self._history = column(spacing=0)
        body = column(
            self.waiting, self.journal, 4, self._facts_title, self._facts, self.note,
            self._history_title, self._history, None, spacing=10, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self.setLayout(row(Rule(Qt.Orientation.Vertical), ScrollColumn(box(body)), spacing=0))
        for one in (self.journal, self._facts_title, self.note, self._history_title):
            one.hide()
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(grown(WIDTH))

    def show_waiting(self, text: str) -> None:
        """Say why there is nothing to show yet."""
        self.waiting.setText(text)
        self.waiting.setVisible(bool(text))
        self.journal.setVisible(not text)

    def show_legs(self, legs: Sequence[Leg]) -> None:
        """The lines of the entry."""
        self.show_waiting("")
        self.journal.show_legs(legs)

    def show_facts(self, facts: Sequence[Fact], note: str = "") -> None:
        """How the customer stands afterwards, and what should be known of it."""
        clear(self._facts)
        for label, text, tone in facts:
            value = Label(text, SMALL, SEMIBOLD, tone, number=True)
            value.setAccessibleName(f"{label}: {text}")
            self._facts.addLayout(row(Label(label, SMALL, MEDIUM, "text2"), None, value))
        self._facts_title.setVisible(bool(facts))
        if note:
            self.note.say(note)
        else:
            self.note.hide()

    def show_history(self, history: Sequence[HistoryRow] | None) -> None:
        """What happened to the payment, newest first; None without the right to see it."""
        clear(self._history)
        self._history_title.setVisible(bool(history))
        if history:
            self._history.addWidget(_timeline(history, self._formats))


def _timeline(history: Sequence[HistoryRow], formats: Formats) -> QWidget:
    return Timeline(
        tuple(
            Moment(
                one.title,
                " · ".join(filter(None, (formats.instant(one.at), one.detail))),
                "neg" if one.tone == "neg" else "info",
            )
            for one in history
        )
    )

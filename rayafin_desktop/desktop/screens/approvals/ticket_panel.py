"""One ticket: why it waits, the document as it will print or its figures, and what will be posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.painting import RTL
from rayafin_desktop.desktop.components.paper_preview import PaperPreview
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import (
    CARD_TITLE,
    CRUMB,
    MEDIUM,
    MICRO,
    PAGE_TITLE,
    REGULAR,
    SEMIBOLD,
    SMALL,
)
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import direction, tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.approvals.rules import SUBJECTS
from rayafin_desktop.features.approvals.screens import STATUSES

from .reading import Shown, paper_of

_SIDE = 320
_MOST_LINES = 12


class TicketPanel(Surface):
    """Shows a ticket; nothing in it can be changed, only decided about."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.shown: Shown | None = None
        self.what = Label("", SMALL, MEDIUM, "text2")
        self.party = ElidedLabel("", CRUMB, SEMIBOLD)
        self.amount = Label("", PAGE_TITLE, SEMIBOLD, number=True)
        self.state = Pill(tr("Waits"), "warn")
        self.why = Banner("warn", closable=False)
        self.failure = Banner("neg", closable=False)
        self.preview = PaperPreview(workspace.runner)
        self._figures_title = Label(tr("Document"), CARD_TITLE, SEMIBOLD)
        self._facts = QGridLayout()
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._lines = QGridLayout()
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(0, 1)
        self.figures = ScrollColumn(
            box(column(self._figures_title, self._facts, 6, self._lines, None, margins=(24, 16, 20, 16)))
        )
        self._journal_title = Label(tr("What will be posted"), CARD_TITLE, SEMIBOLD)
        self.journal = QGridLayout()
        self.journal.setVerticalSpacing(8)
        self.journal.setColumnStretch(0, 1)
        self._history_title = Label(tr("Activity"), CARD_TITLE, SEMIBOLD)
        self._history = column(spacing=0)
        side = Surface(
            "app",
            row(
                Rule(Qt.Orientation.Vertical),
                ScrollColumn(
                    box(
                        column(
                            self._journal_title, self.journal, 8, self._history_title, self._history, None,
                            spacing=10, margins=(20, 16, 20, 16),
                        )
                    )
                ),
                spacing=0,
            ),
        )  # fmt: skip
        self._side = side
        head = row(
            column(self.what, row(self.party, self.state, None), spacing=2), None, self.amount,
            margins=(24, 14, 24, 10),
        )  # fmt: skip
        notes = column(self.why, self.failure, spacing=8, margins=(24, 0, 24, 12))
        body = row(self.preview, self.figures, side, spacing=0)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        whole = column(head, notes, Rule(), body, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.failure.hide()
        self.figures.hide()
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    def show_ticket(self, shown: Shown) -> None:
        """Show another ticket."""
        self.shown = shown
        ticket, formats = shown.detail.ticket, self._workspace.formats
        kind = tr(SUBJECTS.get(ticket.subject, ticket.subject))
        self.what.setText(tr("{kind}, ticket {number}", kind=kind, number=formats.count(ticket.ticket_no)))
        self.party.setText(ticket.party_name or kind)
        self.amount.setText(formats.money(ticket.amount_minor, sign=True))
        choice = next((one for one in STATUSES if one.value == shown.detail.status), STATUSES[0])
        self.state.set_state(tr(choice.label), choice.tone)
        self._say_why(shown)
        problems = [self._workspace.sentence(one) for one in shown.detail.failure]
        self.failure.setVisible(bool(problems))
        if problems:
            self.failure.say("\n".join((tr("It could not be carried out:"), *problems)))
        self.preview.setVisible(shown.document_id is not None)
        self.figures.setVisible(shown.document_id is None)
        if shown.document_id is not None:
            draw, backend = paper_of(shown.document_id), self._workspace.backend
            self.preview.show_pdf(lambda: backend.read(draw), at_once=True)
        else:
            self._show_figures(ticket.picture, formats)
        done = tr("What was posted") if ticket.done_id is not None else tr("What will be posted")
        self._journal_title.setText(done)
        self._show_legs(ticket.picture.get("legs", ()), formats)
        self._show_history(shown, formats)

    def _say_why(self, shown: Shown) -> None:
        detail, formats = shown.detail, self._workspace.formats
        ticket = detail.ticket
        words = [
            tr(
                "Above the limit of {limit} ({rule}). Asked for by {maker} on {day}.",
                limit=_apart(formats.whole_money(ticket.limit_minor)),
                rule=_apart(ticket.rule_name),
                maker=_apart(ticket.maker_name),
                day=_apart(formats.instant(ticket.asked_at)),
            )
        ]
        waits = detail.status == "PENDING"
        if waits:
            names = _apart(", ".join(detail.approver_names)) or tr("nobody")
            day = _apart(formats.date(ticket.expires_on))
            words.append(tr("Can be approved by {names} until {day}.", names=names, day=day))
            if ticket.approvers > 1:
                words.append(
                    tr("{given} of {needed} approvals.", given=ticket.approvals, needed=ticket.approvers)
                )
        elif ticket.reason:
            words.append(tr("Reason: {reason}", reason=ticket.reason))
        self.why.say(" ".join(words), "warn" if waits else "info")

    def _show_figures(self, picture: dict[str, Any], formats: Formats) -> None:
        """Of what has no paper yet: its facts and lines as they were when it was tried."""
        clear(self._facts)
        clear(self._lines)
        for number, (label, kind, value) in enumerate(picture.get("facts", ())):
            text = _fact(formats, kind, value)
            if text:
                self._facts.addWidget(Label(tr(label), SMALL, REGULAR, "text2"), number, 0)
                self._facts.addWidget(Label(text, SMALL, MEDIUM, number=kind == "money"), number, 1)
        lines = picture.get("lines", ())
        for number, (text, quantity, price, minor, currency) in enumerate(lines[:_MOST_LINES]):
            self._lines.addWidget(Rule(), 2 * number, 0, 1, 2)
            what = column(
                ElidedLabel(text, SMALL, MEDIUM),
                ElidedLabel(f"{quantity} × {price}", MICRO, REGULAR, "text2", tabular=True),
                spacing=0,
            )
            self._lines.addWidget(box(what), 2 * number + 1, 0)
            figure = Label(formats.money(minor, currency), SMALL, MEDIUM, number=True)
            self._lines.addWidget(figure, 2 * number + 1, 1)
        more = len(lines) - _MOST_LINES
        if more > 0:
            note = Label(tr("and {count} more lines", count=formats.count(more)), MICRO, REGULAR, "text2")
            self._lines.addWidget(note, 2 * _MOST_LINES, 0)

    def _show_legs(self, legs: Sequence[Sequence[Any]], formats: Formats) -> None:
        """Account by account, debits first named so: a narrow column has no room for two of figures."""
        clear(self.journal)
        for number, (_, code, name, about, minor) in enumerate(legs[:_MOST_LINES]):
            self.journal.addWidget(Rule(), 2 * number, 0, 1, 3)
            detail = " · ".join(filter(None, (code, about)))
            what = column(
                ElidedLabel(name, SMALL, MEDIUM), ElidedLabel(detail, MICRO, REGULAR, "text2"), spacing=0
            )
            figure = Label(formats.money(abs(minor)), SMALL, MEDIUM, number=True)
            side = Label(tr("Dr") if minor > 0 else tr("Cr"), MICRO, MEDIUM, "text2")
            figure.setAccessibleName(f"{name}: {figure.text()} {side.text()}")
            for place, widget in enumerate((box(what), figure, side)):
                self.journal.addWidget(widget, 2 * number + 1, place)

    def _show_history(self, shown: Shown, formats: Formats) -> None:
        clear(self._history)
        moments = tuple(
            Moment(tr(one.title), f"{formats.instant(one.at)} · {one.detail}", _tone(one.tone))
            for one in shown.steps
        )
        self._history.addWidget(Timeline(moments))


def _apart(text: str) -> str:
    """A name or figure that keeps its own order inside a sentence that runs from right to left."""
    return f"\u2068{text}\u2069" if text and direction() == RTL else text


def _fact(formats: Formats, kind: str, value: Any) -> str:
    if kind == "date":
        return formats.date(date.fromisoformat(value))
    if kind == "money":
        return formats.money(value[0], value[1], sign=True)
    return str(value)


def _tone(tone: str) -> Any:
    return tone if tone in ("pos", "neg", "muted") else "info"

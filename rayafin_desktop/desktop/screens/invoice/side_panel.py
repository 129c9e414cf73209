"""Beside the invoice: its paper, what will be posted, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from rayafin_desktop.desktop.components.journal_box import JournalBox, Leg
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.paper_preview import PaperPreview
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import PREVIEW, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.audit.queries import HistoryRow

from .document_paper import ReadPdf

_WIDEST = 16_000
PAPER, POSTING, ACTIVITY = "paper", "posting", "activity"


class SidePanel(Surface):
    """Three views of one document; each is filled by the page."""

    def __init__(self, workspace: Workspace, document_pdf: ReadPdf, waiting: str, nothing: str = "") -> None:
        super().__init__("sunken")
        self._workspace = workspace
        self._document_pdf = document_pdf
        self.preview = PaperPreview(workspace.runner)
        self.preview.waiting = waiting
        self.journal = JournalBox(workspace.formats)
        self._nothing = Label(
            nothing,
            SMALL, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        self._timeline = column(spacing=0)
        views = [(PAPER, tr("Preview")), (POSTING, tr("Posting")), (ACTIVITY, tr("Activity"))]
        # What is never posted has nothing to say there.
        self.views = Segmented([one for one in views if nothing or one[0] != POSTING], tr("Beside it"))
        self.views.chosen.connect(self.show_view)
        self._stack = QStackedWidget()
        posting = column(self._nothing, self.journal, None, spacing=8, margins=(16, 8, 16, 16))
        activity = column(self._timeline, None, spacing=0, margins=(16, 8, 16, 16))
        for view in (self.preview, ScrollColumn(box(posting)), ScrollColumn(box(activity))):
            self._stack.addWidget(view)
        head = row(self.views, None, margins=(14, 10, 14, 6))
        inner = box(column(head, self._stack, spacing=0))
        self.setLayout(row(Rule(Qt.Orientation.Vertical), inner, spacing=0))
        self.journal.hide()
        self.restyle()

    def restyle(self) -> None:
        self.set_alone(False)

    def set_alone(self, alone: bool) -> None:
        """Take the whole page, where there is no room for the form beside it."""
        self.setMinimumWidth(grown(PREVIEW))
        self.setMaximumWidth(_WIDEST if alone else grown(PREVIEW))

    def show_view(self, key: str) -> None:
        """Paper, posting or activity."""
        self.views.set_current(key)
        self._stack.setCurrentIndex((PAPER, POSTING, ACTIVITY).index(key))

    def current_view(self) -> QWidget | None:
        """The view in front."""
        return self._stack.currentWidget()

    def show_paper(self, invoice_id: UUID) -> None:
        """Draw the stored document on paper."""
        backend = self._workspace.backend
        self.preview.show_pdf(
            lambda: backend.read(lambda read: self._document_pdf(read, invoice_id)), at_once=True
        )

    def show_legs(self, legs: Sequence[Leg]) -> None:
        """The entry that posting makes or made."""
        self.journal.setVisible(bool(legs))
        self._nothing.setVisible(not legs)
        if legs:
            self.journal.show_legs(legs)

    def show_history(self, history: Sequence[HistoryRow] | None) -> None:
        """What happened, newest first; None without the right to see it."""
        while (item := self._timeline.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if history is None:
            text = tr("The audit log is open to owners, accountants and auditors.")
            self._timeline.addWidget(Label(text, SMALL, REGULAR, "text2", wrap=True))
            return
        formats = self._workspace.formats
        moments = []
        # A draft is saved at every pause in typing: one line for all of them in a row.
        for title, group in groupby(history, key=lambda one: one.title):
            steps = list(group)
            count = f" ({tr('{count} times', count=len(steps))})" if len(steps) > 1 else ""
            detail = " · ".join(filter(None, (formats.instant(steps[0].at), steps[0].detail)))
            moments.append(Moment(f"{title}{count}", detail, "neg" if steps[0].tone == "neg" else "info"))
        self._timeline.addWidget(Timeline(tuple(moments)))

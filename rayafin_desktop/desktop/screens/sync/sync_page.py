"""Where this book stands with its server: the last sync, what waits, what needs somebody, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from rayafin_desktop.base.errors import Problem, RayafinError
from rayafin_desktop.desktop.components.avatar import Glyph, IconTile
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.syncing.keeper import ON_THE_WAY
from rayafin_desktop.desktop.syncing.words import advice, ago, headline, sidebar_words
from rayafin_desktop.desktop.theme.fonts import (
    BASE,
    CARD_TITLE,
    CRUMB,
    MEDIUM,
    MICRO,
    REGULAR,
    SEMIBOLD,
    SMALL,
)
from rayafin_desktop.desktop.theme.sizes import CARD_GAP, GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.devices.screens import EXCEPTION_KINDS
from rayafin_desktop.sync.status import Comparison, SyncReport, SyncState, SyncStatus

from .reading import Outlook, read_outlook

_KINDS = frozenset({ON_THE_WAY, "sync_exception"})
_MOST_TABLES = 6


class SyncPage(Surface):
    """Nothing here waits for the server: what is shown is this book's, until an answer comes."""

    key = "sync"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self.title = tr("Sync")
        self.ready = False
        self._workspace = workspace
        self._keeper = workspace.sync
        self._stale = False
        self.header = PageHeader(self.title, ground="app")
        self.compare_button = Button(tr("Compare with the server"), "plain", "scale")
        self.now_button = Button(tr("Sync now"), "primary", "refresh-cw")
        self.header.add_action(self.compare_button)
        self.header.add_action(self.now_button)
        self.problem = Banner("warn", closable=False)
        self.problem.hide()
        self._tile = row()
        self.headline = Label("", CRUMB, SEMIBOLD)
        self.last = Label("", BASE, REGULAR, "text2", wrap=True, tabular=True)
        self.result = Label("", SMALL, REGULAR, "text2", wrap=True, tabular=True)
        self._result_mark = Glyph("scale", "text2")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        state = Card(spacing=12)
        words = column(self.headline, self.last, spacing=2)
        top = row(self._tile, words, spacing=14)
        top.setStretch(1, 1)
        state.column.addLayout(top)
        self._result_line = box(row(self._result_mark, self.result, spacing=8))
        result_layout = self._result_line.layout()
        if result_layout is not None:
            result_layout.setStretch(1, 1)  # type: ignore[attr-defined]
        state.column.addWidget(self._result_line)
        self._result_line.hide()
        state.column.addWidget(Rule())
        state.column.addLayout(self._facts)
        self._waiting, self._unsettled = _lines(), _lines()
        self.waiting_title = Label("", CARD_TITLE, SEMIBOLD)
        self.unsettled_title = Label("", CARD_TITLE, SEMIBOLD)
        self.queue_button = Button(tr("View all"), "link")
        self.inbox_button = Button(tr("View all"), "link")
        self.queue_button.setAccessibleName(tr("View all that was sent and waits"))
        self.inbox_button.setAccessibleName(tr("View all that needs a decision"))
        self.queue_button.clicked.connect(partial(workspace.open, "operations"))
        self.inbox_button.clicked.connect(partial(workspace.open, "sync_exceptions"))
        both = QGridLayout()
        both.setSpacing(CARD_GAP)
        both.addWidget(_card(self.unsettled_title, self.inbox_button, self._unsettled), 0, 0)
        both.addWidget(_card(self.waiting_title, self.queue_button, self._waiting), 0, 1)
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        self.devices_button = Button(tr("Devices"), "plain", "monitor")
        self.series_button = Button(tr("Document numbers"), "plain", "hash")
        self.devices_button.clicked.connect(partial(workspace.open, "devices"))
        self.series_button.clicked.connect(partial(open_series, workspace))
        self.devices_button.setVisible(workspace.may("device.read"))
        self.series_button.setVisible(workspace.may("number_series.see"))
        body = column(
            self.problem, state, both, row(self.devices_button, self.series_button, None), None,
            spacing=CARD_GAP, margins=(GUTTER, 4, GUTTER, GUTTER),
        )  # fmt: skip
        self.hints = HintBar((("Ctrl+Shift+S", "Sync now"),))
        page = column(self.header, ScrollColumn(box(body)), self.hints, spacing=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        self.setFocusProxy(self.now_button if self._keeper is not None else self.devices_button)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show_state)
        keeper = self._keeper
        if keeper is None:
            self.now_button.setEnabled(False)
            self.compare_button.setEnabled(False)
        else:
            self.now_button.clicked.connect(keeper.sync_now)
            self.compare_button.clicked.connect(keeper.compare)
            keeper.changed.connect(self._show_state)
            keeper.compared.connect(self._show_comparison)
            keeper.synced.connect(self._synced)
            keeper.refused.connect(self._refused)
        self._show_state()
        self._read()

    def show_params(self, params: dict[str, object]) -> None:
        """Nothing to choose here."""

    def close_page(self) -> None:
        """The page is thrown away."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show_state)
        keeper = self._keeper
        if keeper is not None:
            keeper.changed.disconnect(self._show_state)
            keeper.compared.disconnect(self._show_comparison)
            keeper.synced.disconnect(self._synced)
            keeper.refused.disconnect(self._refused)

    # The state of this book

    def _show_state(self) -> None:
        keeper = self._keeper
        if keeper is None:
            self._show_unshared()
            return
        status, now = keeper.status, keeper.now()
        # What needs a decision has a card of its own here.
        said = sidebar_words(replace(status, open_exceptions=0), now)
        clear(self._tile)
        tone = "accent" if said.tone in ("neutral", "info") else said.tone
        self._tile.addWidget(IconTile(said.icon, tone, 44))
        self.headline.setText(headline(status))
        self.last.setText("\n".join(filter(None, (self._last_words(status, now), advice(status)))))
        # Both stay enabled, or whoever pressed them by keyboard would lose his place.
        self.now_button.setText(tr("Syncing…") if keeper.is_syncing else tr("Sync now"))
        comparing = tr("Comparing…") if keeper.is_comparing else tr("Compare with the server")
        self.compare_button.setText(comparing)
        if status.problem and status.state not in (SyncState.OFFLINE, SyncState.SYNCING, SyncState.IDLE):
            self._say_problem(Problem(status.problem, "", status.problem_params))
        elif status.state is not SyncState.SYNCING:
            self.problem.hide()
        self._show_facts(status)

    def _show_unshared(self) -> None:
        clear(self._tile)
        self._tile.addWidget(IconTile("cloud-off", "neutral", 44))
        self.headline.setText(tr("This book follows no server"))
        self.last.setText(
            tr("Everything is in this book. Devices that follow it are invited on the page Devices.")
        )

    def _last_words(self, status: SyncStatus, now: datetime) -> str:
        if status.done_at is None:
            return tr("No sync has been completed yet.")
        when = self._workspace.formats.instant(status.done_at)
        return tr("Last synced {ago} ({when})", ago=ago(status.done_at, now), when=when)

    def _say_problem(self, problem: Problem) -> None:
        self.problem.say(self._workspace.sentence(problem), "warn")

    def _show_facts(self, status: SyncStatus) -> None:
        clear(self._facts)
        formats = self._workspace.formats
        facts = (
            (tr("Server"), status.server),
            (tr("This device"), status.device_name),
            (tr("Its number series begin with"), status.prefix),
            (tr("Stands at change"), formats.count(status.change_n) if status.change_n else ""),
        )
        for at, (label, value) in enumerate(fact for fact in facts if fact[1]):
            self._facts.addWidget(Label(label, SMALL, REGULAR, "text2"), at, 0)
            self._facts.addWidget(ElidedLabel(value, SMALL, MEDIUM, tabular=True), at, 1)

    def _synced(self, report: SyncReport) -> None:
        if report.sent or report.received:
            formats = self._workspace.formats
            self._workspace.say(
                tr(
                    "{sent} sent, {received} received",
                    sent=formats.count(report.sent),
                    received=formats.count(report.received),
                )
            )

    def _refused(self, error: object) -> None:
        if isinstance(error, RayafinError):
            self._say_problem(error.problems[0])

    def _show_comparison(self, comparison: Comparison) -> None:
        formats = self._workspace.formats
        n = formats.count(comparison.change_n)
        self._result_line.show()
        if comparison.is_equal:
            self._result_mark.set_glyph("circle-check", "pos")
            self.result.setText(tr("Equal to the server's book, to the last row, at change {n}.", n=n))
            return
        names = sorted(comparison.differing)
        told = ", ".join(
            f"{name.replace('_', ' ')} ({formats.count(len(comparison.differing[name]))})"
            for name in names[:_MOST_TABLES]
        )
        more = len(names) - _MOST_TABLES
        self._result_mark.set_glyph("triangle-alert", "neg")
        text = tr("At change {n} these tables differ, with so many rows each: {tables}", n=n, tables=told)
        self.result.setText(text + (f" {tr('and {count} more', count=more)}" if more > 0 else ""))

    # What waits

    def _read(self) -> None:
        self._workspace.read(read_outlook, self._show_outlook, owner=self, slot="outlook")

    def _touched(self, touched: dict[str, Any]) -> None:
        if set(touched) & _KINDS:
            self._stale = not self.isVisible()
            if not self._stale:
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._read()

    def _show_outlook(self, outlook: Outlook) -> None:
        formats = self._workspace.formats
        self.waiting_title.setText(_counted(tr("Waits to be sent"), formats.count(outlook.waiting_count)))
        self.unsettled_title.setText(_counted(tr("Needs a decision"), formats.count(outlook.unsettled_count)))
        self._fill_waiting(outlook.waiting)
        self._fill_unsettled(outlook.unsettled)
        self.ready = True

    def _fill_waiting(self, rows: Sequence[Any]) -> None:
        clear(self._waiting)
        formats = self._workspace.formats
        for at, one in enumerate(rows):
            if at:
                self._waiting.addWidget(Rule())
            lines = column(
                ElidedLabel(tr(one.what), BASE, MEDIUM),
                ElidedLabel(
                    f"{one.user_name} · {formats.instant(one.at)}", MICRO, REGULAR, "text2", tabular=True
                ),
                spacing=1,
            )
            number = Label(f"#{one.n}", SMALL, REGULAR, "text3", number=True)
            self._waiting.addLayout(row(lines, number, spacing=12))
        if not rows:
            self._waiting.addWidget(Label(tr("Nothing waits."), BASE, REGULAR, "text2"))
        self._waiting.addStretch(1)

    def _fill_unsettled(self, rows: Sequence[Any]) -> None:
        clear(self._unsettled)
        for at, one in enumerate(rows):
            if at:
                self._unsettled.addWidget(Rule())
            what = Button(tr(one.what), "link")
            what.clicked.connect(partial(self._workspace.open, "sync_exceptions", id=one.id, peek=True))
            choice = next(kind for kind in EXCEPTION_KINDS if kind.value == one.kind)
            lines = column(
                row(what, None, Pill(tr(choice.label), choice.tone)),
                Label(one.why, SMALL, REGULAR, "text2", wrap=True),
                ElidedLabel(f"{one.user_name} · {one.device_name}", MICRO, REGULAR, "text3"),
                spacing=3,
            )
            self._unsettled.addLayout(lines)
        if not rows:
            self._unsettled.addWidget(Label(tr("Nothing needs a decision."), BASE, REGULAR, "text2"))
        self._unsettled.addStretch(1)


def open_series(workspace: Workspace) -> None:
    """Where the numbers of every series and device are told: their report, or else the list of series."""
    if any(report.name == "series" for report in workspace.reports()):
        workspace.open("report", id="series")
    else:
        workspace.open("number_series")


def _counted(title: str, count: str) -> str:
    return title if count == "0" else f"{title} · {count}"


def _lines() -> QVBoxLayout:
    return column(spacing=10)


def _card(title: Label, more: Button, lines: QVBoxLayout) -> Card:
    card = Card(spacing=10)
    card.column.addLayout(row(title, None, more))
    card.column.addLayout(lines)
    return card

"""Periods and locks: how far each area is locked, the financial years, and who is let through."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from rayafin_desktop.base.dates import last_day_of_month
from rayafin_desktop.desktop.components.button import Button, IconButton
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import (
    CARD_GAP,
    GUTTER,
    ROW_LIST,
    ROW_TWO_LINES,
    S5,
    TABLE_HEAD,
    TARGET,
    grown,
)
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Choice, Column, Tone
from rayafin_desktop.features.periods.queries import YearState
from rayafin_desktop.features.periods.rules import LOCKABLE, Area
from rayafin_desktop.features.periods.screens import AREAS as AREA_CHOICES

from . import reading
from .days import span_text
from .lock_matrix import AREAS, LockMatrix

_KINDS = frozenset({"lock", "lock_exception", "year_closing"})
_ONE_DAY = timedelta(days=1)
STATE_TONES: dict[YearState, tuple[str, Tone]] = {
    YearState.OPEN: ("Open", "info"),
    YearState.CLOSED: ("Closed", "pos"),
    YearState.LOCKED: ("Closed for ever", "neg"),
}
_SHOWN_ROWS = 5


class PeriodsPage(Surface):
    """The matrix of locks over the years and the exceptions."""

    key = "periods"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self._workspace = workspace
        self.title = tr("Periods and locks")
        self.seen: reading.LocksSeen | None = None
        self.matrix: LockMatrix | None = None
        self.header = PageHeader(self.title, ground="app")
        for key, text, icon, variant, permission in (
            ("lock.hard", "Close for ever", "shield", "ghost", "lock.set_hard"),
            ("lock.exception", "New exception", "lock-open", "plain", "lock.except"),
            ("lock.set", "Set a lock", "lock", "plain", "lock.set"),
            ("closing", "Close a month", "list-checks", "primary", "period.close"),
        ):
            if workspace.may(permission):
                button = Button(tr(text), variant, icon)  # type: ignore[arg-type]
                button.clicked.connect(partial(workspace.open, key))
                self.header.add_action(button)
        self.year = Label("", CARD_TITLE, SEMIBOLD)
        self.days = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.state = Pill("", "neutral")
        self.earlier = IconButton("chevron-left", tr("Year before"), small=True)
        self.later = IconButton("chevron-right", tr("Year after"), small=True)
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        history = Button(tr("History of locks"), "link")
        history.clicked.connect(lambda: workspace.open("period_locks"))
        self._locks = Card(padding=1, spacing=0)
        self._locks.column.addLayout(
            row(
                self.year, self.days, self.state, self.earlier, self.later, None, history,
                spacing=10, margins=(S5, 10, S5, 8),
            )
        )  # fmt: skip
        self._locks.column.addWidget(Rule())
        self.years = RowList(_year_columns(), workspace.formats)
        self.year_table = DataTable(self.years, tr("Financial years"), row_height=ROW_TWO_LINES, edge=S5)
        self.year_table.activated_row.connect(self._open_year)
        self.exceptions = RowList(_exception_columns(), workspace.formats)
        self.exception_table = DataTable(
            self.exceptions, tr("Running exceptions"), row_height=ROW_TWO_LINES, edge=S5
        )
        self.exception_table.activated_row.connect(lambda _: workspace.open("lock_exceptions", tab="running"))
        self.nobody = Label(
            tr("Nobody is let through. A lock holds for everybody."), SMALL, REGULAR, "text2", wrap=True
        )
        self._nobody = box(row(self.nobody, margins=(S5, 12, S5, 14)))
        self._exceptions = self._listed(
            tr("Running exceptions"), self.exception_table, "lock_exceptions", tr("All exceptions")
        )
        self._exceptions.column.addWidget(self._nobody)
        self._exceptions.column.addStretch(1)
        years = self._listed(tr("Financial years"), self.year_table, "year_closings", tr("Closed years"))
        years.column.addStretch(1)
        if workspace.may("opening.post"):
            opening = Button(tr("Opening balances"), "link")
            opening.clicked.connect(lambda: workspace.open("opening.balances"))
            years.column.addLayout(row(opening, None, margins=(S5, 6, S5, 10)))
        lower = QHBoxLayout()
        lower.setSpacing(CARD_GAP)
        lower.addWidget(years, 1)
        lower.addWidget(self._exceptions, 1)
        body = column(self._locks, lower, None, spacing=CARD_GAP, margins=(GUTTER, 4, GUTTER, GUTTER))
        self.hints = HintBar(
            (("Up/Down", tr("Move")), ("Enter", tr("Set this lock")), ("Tab", tr("Next part")))
        )
        page = column(self.header, ScrollColumn(box(body)), self.hints, spacing=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show_again)
        self._read()

    def _listed(self, title: str, table: DataTable, opens: str, more: str) -> Card:
        card = Card(padding=1, spacing=0)
        link = Button(more, "link")
        link.clicked.connect(partial(self._workspace.open, opens))
        head = row(Label(title, CARD_TITLE, SEMIBOLD), None, link, margins=(S5, 10, S5, 8))
        head.addStrut(grown(TARGET))
        card.column.addLayout(head)
        card.column.addWidget(Rule())
        card.column.addWidget(table)
        return card

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Nothing to choose: the running year is shown."""

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show_again)

    @property
    def ready(self) -> bool:
        """Whether the locks are shown."""
        return self.seen is not None

    def step(self, years: int) -> None:
        """Show an earlier or later financial year."""
        if self.seen is None:
            return
        year = self.seen.shown.year
        day = year.starts_on - _ONE_DAY if years < 0 else year.ends_on + _ONE_DAY
        self._workspace.read(lambda read: reading.read_locks(read, day), self._show, owner=self, slot="locks")

    # Showing

    def _read(self) -> None:
        day = self.seen.shown.year.starts_on if self.seen is not None else None
        self._workspace.read(lambda read: reading.read_locks(read, day), self._show, owner=self, slot="locks")

    def _show(self, seen: reading.LocksSeen) -> None:
        self.seen = seen
        formats, year = self._workspace.formats, seen.shown.year
        self.year.setText(tr("Financial year {label}", label=seen.shown.label))
        self.days.setText(span_text(formats, year.starts_on, year.ends_on))
        words, tone = STATE_TONES[seen.shown.state]
        self.state.set_state(tr(words), tone)
        matrix = self._matrix(year.starts_on.month)
        matrix.show_locks(year, seen.until, seen.today)
        self.years.set_rows([self._year_row(one) for one in seen.years])
        self.exceptions.set_rows([self._exception_row(one) for one in seen.exceptions])
        for table, count in (
            (self.year_table, len(seen.years)),
            (self.exception_table, len(seen.exceptions)),
        ):
            rows = grown(ROW_TWO_LINES) * min(count, _SHOWN_ROWS)
            table.setFixedHeight(grown(TABLE_HEAD) + rows)
            table.move_to(0)
        self.exception_table.setVisible(bool(seen.exceptions))
        self._nobody.setVisible(not seen.exceptions)

    def _matrix(self, first_month: int) -> LockMatrix:
        if self.matrix is None:
            self.matrix = LockMatrix(self._workspace.formats, first_month)
            self.matrix.setFixedHeight(grown(TABLE_HEAD) + grown(ROW_LIST) * len(AREAS) + 2)
            self.matrix.activated_row.connect(self._set_lock)
            self._locks.column.addWidget(self.matrix)
            self.setFocusProxy(self.matrix)
            if self.isVisible() and self.focusWidget() is None:
                self.matrix.setFocus()
        return self.matrix

    def _year_row(self, line: reading.YearLine) -> SimpleNamespace:
        formats, year = self._workspace.formats, line.year.year
        return SimpleNamespace(
            label=line.year.label,
            days=span_text(formats, year.starts_on, year.ends_on),
            last_on=year.ends_on,
            state=line.year.state,
            profit_minor=line.profit_minor,
        )

    def _exception_row(self, one: Any) -> SimpleNamespace:
        formats = self._workspace.formats
        who = tr(one.role.value.capitalize()) if one.role is not None else one.who
        days = span_text(formats, one.first_on, one.last_on)
        return SimpleNamespace(who=who, about=f"{days} · {one.reason}", area=one.area, ends_at=one.ends_at)

    # Doing

    def _set_lock(self, at: int) -> None:
        """Enter on an area: its lock, one month further than it stands."""
        if self.seen is None or self.matrix is None:
            return
        area: Area = self.matrix.rows.row_at(at).area  # type: ignore[union-attr]
        if area in LOCKABLE and self._workspace.may("lock.set"):
            until = self.seen.until.get(area)
            last = self.seen.today.replace(day=1) - _ONE_DAY
            day = last if until is None else max(until, last)
            self._workspace.create(
                "lock.set", lambda _: None, area=area, locked_until=last_day_of_month(day.year, day.month)
            )
        elif area is Area.YEAR:
            self._workspace.open("closing", year=True)
        elif area is Area.HARD and self._workspace.may("lock.set_hard"):
            self._workspace.open("lock.hard")

    def _open_year(self, at: int) -> None:
        line = self.years.row_at(at)
        if line is not None:
            self._workspace.open("closing", day=line.last_on, year=True)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if set(touched) & _KINDS:
            self._read()

    def _show_again(self) -> None:
        for rows in (self.years, self.exceptions):
            rows.formats = self._workspace.formats
        if self.seen is not None:
            self._show(self.seen)


def _year_columns() -> tuple[Column, ...]:
    states = tuple(
        Choice(value=state, label=tr(words), tone=tone) for state, (words, tone) in STATE_TONES.items()
    )
    return (
        Column(key="label", title=tr("Year"), width=80, subtitle="days", sortable=False, stretch=True),
        Column(key="profit_minor", title=tr("Profit"), kind="money", width=110, sortable=False, priority=6),
        Column(
            key="state",
            title=tr("Status"),
            kind="status",
            width=100,
            sortable=False,
            priority=8,
            choices=states,
        ),
    )


def _exception_columns() -> tuple[Column, ...]:
    areas = tuple(Choice(value=one.value, label=tr(one.label), tone=one.tone) for one in AREA_CHOICES)
    return (
        Column(key="who", title=tr("For"), stretch=True, subtitle="about", sortable=False),
        Column(
            key="area", title=tr("Area"), kind="status", width=110, sortable=False, priority=7, choices=areas
        ),
        Column(key="ends_at", title=tr("Ends"), kind="instant", width=130, sortable=False, priority=8),
    )

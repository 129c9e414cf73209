"""The locks as a picture: areas by months, filled as far as they are locked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from rayafin_desktop.base.dates import FiscalYear, add_months, last_day_of_month
from rayafin_desktop.desktop.components.painting import hairline, mirrored, rounded, solid
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_delegate import RowDelegate
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.sizes import RADIUS_TICK, ROW_LIST, S4, S5, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column, Tone
from rayafin_desktop.features.periods.rules import Area

AREAS: tuple[tuple[Area, str, Tone], ...] = (
    (Area.ALL, "Everything", "accent"),
    (Area.SALES, "Sales", "info"),
    (Area.PURCHASE, "Purchases", "orange"),
    (Area.TAX, "Tax filed", "teal"),
    (Area.YEAR, "Years closed", "pos"),
    (Area.HARD, "Closed for ever", "neg"),
)
_PARTS = (Area.SALES, Area.PURCHASE, Area.TAX)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BAR, _SPREAD = 14, S4 - 2
_NAME, _DAY, _LEAST_MONTH = 126, 116, 26


def months_of(year: FiscalYear) -> list[date]:
    """The first days of a financial year's months."""
    return [add_months(year.starts_on, n) for n in range(12)]


def locked_share(month: date, until: date | None) -> float:
    """How much of a month is locked, from 0 to 1."""
    if until is None or until < month:
        return 0.0
    last = last_day_of_month(month.year, month.month)
    return min(until, last).day / last.day


class MonthDelegate(RowDelegate):
    """Paints one month of one area: a bar, filled as far as the lock reaches, and today's line."""

    def __init__(self, table: LockMatrix) -> None:
        super().__init__(table, table.rows, edge=S5)
        self._table = table

    def _draw(self, painter: QPainter, cell: QRectF, column: Column, row: Any, rtl: bool) -> None:
        at = int(column.key[1:])
        track = QRectF(cell.x() - _SPREAD, cell.center().y() - _BAR / 2, cell.width() + 2 * _SPREAD, _BAR)
        rounded(painter, track, RADIUS_TICK, "track")
        parts: tuple[tuple[float, Role], ...] = (
            (row.held[at], "border_strong"),
            (row.shares[at], solid(row.tone)),
        )
        for share, role in parts:
            if share:
                filled = QRectF(track.x(), track.y(), track.width() * share, track.height())
                rounded(painter, mirrored(filled, track, rtl), RADIUS_TICK, role)
        today = self._table.today_at
        if today is not None and today[0] == at:
            x = track.x() + track.width() * (1 - today[1] if rtl else today[1])
            hairline(painter, QPointF(x, cell.top()), QPointF(x, cell.bottom()), "text3")


class LockMatrix(DataTable):
    """Areas down, months across; Enter on an area sets its lock."""

    def __init__(self, formats: Formats, first_month: int) -> None:
        self.rows = RowList(_columns(first_month), formats)
        super().__init__(self.rows, tr("Locks by area and month"), row_height=ROW_LIST, edge=S5)
        self.today_at: tuple[int, float] | None = None
        self._months = MonthDelegate(self)
        for at in range(1, 13):
            self.setItemDelegateForColumn(at, self._months)

    def _fit_columns(self) -> None:
        """Months share what the area's name and its day leave; none is ever dropped."""
        room = self.viewport().width()
        last = len(self._columns) - 1
        name, day = grown(_NAME), grown(_DAY)
        month = max(_LEAST_MONTH, (room - name - day) // 12)
        for part in (self.head, self._delegate):
            part.first_column, part.last_column = 0, last
        self.setColumnWidth(0, max(name, room - day - 12 * month))
        for at in range(1, last):
            self.setColumnWidth(at, month)
        self.setColumnWidth(last, day)

    def show_locks(self, year: FiscalYear, until: Mapping[Area, date], today: date) -> None:
        """Fill the months of a financial year."""
        kept = max(self.cursor_row(), 0)
        months = months_of(year)
        self.today_at = None
        for at, month in enumerate(months):
            last = last_day_of_month(month.year, month.month)
            if month <= today <= last:
                self.today_at = (at, today.day / last.day)
        self.rows.set_rows([self._row(*one, months, until) for one in AREAS])
        self.move_to(kept)

    def _row(
        self, area: Area, label: str, tone: Tone, months: list[date], until: Mapping[Area, date]
    ) -> SimpleNamespace:
        day = until.get(area)
        shares = [locked_share(month, day) for month in months]
        # What a lock of everything holds, it holds of each area.
        general = max((until[one] for one in (Area.ALL, Area.YEAR, Area.HARD) if one in until), default=None)
        held = [locked_share(month, general if area in _PARTS else None) for month in months]
        spoken = [max(pair) for pair in zip(shares, held, strict=True)]
        words = "" if day is None else self.rows.formats.date(day)
        if area in _PARTS and general is not None and (day is None or day < general):
            words = tr("as everything")
        return SimpleNamespace(
            area=area,
            label=tr(label),
            tone=tone,
            shares=shares,
            held=held,
            until=day,
            until_text=words,
            **{f"m{at}": round(share * 100) for at, share in enumerate(spoken)},
        )


def _columns(first_month: int) -> tuple[Column, ...]:
    names = (*_MONTHS[first_month - 1 :], *_MONTHS[: first_month - 1])
    return (
        Column(key="label", title=tr("Area"), sortable=False),
        # As a share a month is never measured, and spoken as how much of it is locked.
        *(
            Column(key=f"m{at}", title=tr(name), kind="match", sortable=False)
            for at, name in enumerate(names)
        ),
        Column(key="until_text", title=tr("Locked until"), sortable=False),
    )

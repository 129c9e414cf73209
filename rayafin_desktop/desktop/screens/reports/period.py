"""The period of a report: a day, or a first and a last one, typed or chosen by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.dates import FiscalYear, add_months, last_day_of_month
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.label import Label, label_for
from rayafin_desktop.desktop.components.layout import fixed_width, row
from rayafin_desktop.desktop.components.text_input import ChoiceEdit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice

OWN = "own"
_DATE_WIDTH, _NAME_WIDTH = 142, 164
Dates = tuple[date, date]


def dates_asked(run: Callable[..., Any]) -> tuple[str, ...]:
    """The dates a report takes: `as_of`, or `first` and `last`, or none."""
    known = inspect.signature(run).parameters
    return tuple(name for name in ("as_of", "first", "last") if name in known)


def named_periods(today: date, year: FiscalYear) -> Mapping[str, tuple[str, Dates]]:
    """Periods people ask for by name; of a report as of a day the last day counts."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    quarter = _quarter_of(today, year)
    quarter_before = _quarter_of(quarter[0] - timedelta(days=1), year)
    last_year = FiscalYear(add_months(year.starts_on, -12), year.starts_on - timedelta(days=1))
    return {
        "year": (tr("This year so far"), (year.starts_on, today)),
        "today": (tr("Today"), (today, today)),
        "month": (tr("This month"), (month, last_day_of_month(today.year, today.month))),
        "last_month": (tr("Last month"), (before.replace(day=1), before)),
        "quarter": (tr("This quarter"), quarter),
        "last_quarter": (tr("Last quarter"), quarter_before),
        "whole_year": (tr("This financial year"), (year.starts_on, year.ends_on)),
        "last_year": (tr("Last financial year"), (last_year.starts_on, last_year.ends_on)),
    }


def _quarter_of(day: date, year: FiscalYear) -> Dates:
    """The quarter of a financial year that holds a day, counted from the year's first month."""
    months = (day.year - year.starts_on.year) * 12 + day.month - year.starts_on.month
    first = add_months(year.starts_on, months // 3 * 3)
    return first, add_months(first, 3) - timedelta(days=1)


class PeriodPicker(QWidget):
    """`changed` when another period was chosen or typed."""

    changed = Signal()

    def __init__(
        self, formats: Formats, today: date, year: FiscalYear, *, one_day: bool, days: str = "year"
    ) -> None:
        super().__init__()
        self._periods = dict(named_periods(today, year))
        if one_day:
            del self._periods["today"]  # the year so far ends today
        self._showing = False
        self.one_day = one_day
        choices = [Choice(value=key, label=label) for key, (label, _) in self._periods.items()]
        if one_day:
            titles = {
                "year": tr("Today"),
                "month": tr("End of this month"),
                "last_month": tr("End of last month"),
                "quarter": tr("End of this quarter"),
                "last_quarter": tr("End of last quarter"),
                "whole_year": tr("End of this year"),
                "last_year": tr("End of last year"),
            }
            choices = [Choice(value=one.value, label=titles[one.value]) for one in choices]
        own = Choice(value=OWN, label=tr("Own dates"))
        self.name = ChoiceEdit((*choices, own), required=True)
        self.name.setAccessibleName(tr("Period"))
        self.first = DateEdit(formats, lambda: today)
        self.last = DateEdit(formats, lambda: today)
        from_ = label_for(tr("From"), self.first, Label(tr("From"), SMALL, REGULAR, "text2"))
        to = tr("As of") if one_day else tr("to")
        until = label_for(to, self.last, Label(to, SMALL, REGULAR, "text2"))
        self.setLayout(row(self.name, 4, from_, self.first, until, self.last, spacing=8))
        for part in (from_, self.first):
            part.setVisible(not one_day)
        self.name.changed.connect(self._named)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._typed)
        self._show(days if days in self._periods else "year")
        self.setFocusProxy(self.name)
        self.restyle()

    def restyle(self) -> None:
        fixed_width(self.name, grown(_NAME_WIDTH))
        for edit in (self.first, self.last):
            fixed_width(edit, grown(_DATE_WIDTH))

    def dates(self) -> Dates:
        """The first and the last day, in this order."""
        first, last = self.first.value(), self.last.value()
        fallback = self._periods["year"][1]
        days = sorted((first or fallback[0], last or fallback[1]))
        return days[0], days[1]

    def show_dates(self, first: date, last: date) -> None:
        """Show a period that a link asked for, without `changed`."""
        self._showing = True
        name = next((key for key, (_, dates) in self._periods.items() if dates == (first, last)), OWN)
        self.name.set_value(name)
        self.first.set_value(first)
        self.last.set_value(last)
        self._showing = False
        self._told = self.dates()

    def _show(self, name: str) -> None:
        self.show_dates(*self._periods[name][1])

    def _named(self) -> None:
        key = self.name.value()
        if not self._showing and key is not None and key != OWN:
            self._show(key)
            self.changed.emit()

    def _typed(self) -> None:
        if self._showing or self.dates() == self._told:
            return
        self.show_dates(*self.dates())
        self.changed.emit()

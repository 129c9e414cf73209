"""What a report can be asked, as controls: its days, the records it is about, and its choices.

Made from the report alone (`Report.takes`, `options`, the registered parameters), so that a report needs no
code here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.dates import FiscalYear
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.label import Label, label_for
from rayafin_desktop.desktop.components.layout import column, fixed_width, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import ChoiceEdit
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.report import Report, ReportParameter
from rayafin_desktop.engine.screens import Choice

from .period import PeriodPicker, dates_asked

_LOOKUP_WIDTH, _CHOICE_WIDTH, _CHOICE_EDGES = 216, 168, 44


class ReportControls(QWidget):
    """`changed` when something else is asked; `level_chosen` with a level of detail."""

    changed = Signal()
    level_chosen = Signal(int)

    def __init__(self, workspace: Workspace, report: Report, today: date, year: FiscalYear) -> None:
        super().__init__()
        self._workspace = workspace
        self._report = report
        self.period: PeriodPicker | None = None
        self.records: dict[str, LookupEdit] = {}
        self.options: dict[str, ChoiceEdit] = {}
        self._labels: dict[str, str] = {}
        first_row, second_row = row(spacing=12), row(spacing=12)
        if asked := dates_asked(report.run):
            one_day = "as_of" in asked
            self.period = PeriodPicker(workspace.formats, today, year, one_day=one_day, days=report.days)
            self.period.changed.connect(self.changed)
            first_row.addWidget(self.period)
        # One short row where it fits a window of 1280 points, two where it does not.
        taken = [one for name, one in workspace.report_parameters().items() if name in report.takes]
        beside = len(report.options) <= 1 and not taken
        if beside:
            second_row = first_row
        for number, parameter in enumerate(taken):
            (second_row if number else first_row).addLayout(self._record(parameter))
        for option in report.options:
            choices = tuple(Choice(value=value, label=tr(label)) for value, label in option.choices)
            edit = ChoiceEdit(choices, required=True)
            edit.setAccessibleName(tr(option.label))
            edit.changed.connect(self.changed)
            self.options[option.name] = edit
            caption = Label(tr(option.label), SMALL, REGULAR, "text2")
            second_row.addLayout(row(label_for(tr(option.label), edit, caption), edit, spacing=8))
        self._levels_at = row()
        self.levels: Segmented | None = None
        self._level_count = 0
        first_row.addStretch(1)
        if not beside:
            second_row.addStretch(1)
        last_row = second_row if report.options or len(taken) > 1 else first_row
        last_row.addLayout(self._levels_at)
        self.setLayout(column(first_row, *([] if beside else [second_row]), spacing=8))
        self._widths()

    def _record(self, parameter: ReportParameter) -> Any:
        label = tr(parameter.label)
        self._labels[parameter.name] = label

        def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
            self._workspace.suggest(parameter.lookup, text, show, owner=edit)

        edit = LookupEdit(find, parameter.label.lower())
        edit.setAccessibleName(label)
        needed = self._report.takes[parameter.name]
        edit.setPlaceholderText(tr("Choose") if needed else tr("All"))
        edit.changed.connect(self.changed)
        self.records[parameter.name] = edit
        caption = label_for(label, edit, Label(label, SMALL, REGULAR, "text2"))
        return row(caption, edit, spacing=8)

    def _widths(self) -> None:
        for lookup in self.records.values():
            fixed_width(lookup, grown(_LOOKUP_WIDTH))
        for choice in self.options.values():
            texts = (choice.itemText(n) for n in range(choice.count()))
            longest = max(map(choice.fontMetrics().horizontalAdvance, texts), default=0)
            fixed_width(choice, max(grown(_CHOICE_WIDTH), longest + grown(_CHOICE_EDGES)))

    def restyle(self) -> None:
        self._widths()

    def asked(self) -> dict[str, Any]:
        """What `run` is given; what was left open is left out."""
        found: dict[str, Any] = {}
        if self.period is not None:
            first, last = self.period.dates()
            days = {"as_of": last, "first": first, "last": last}
            found |= {name: days[name] for name in dates_asked(self._report.run)}
        for name, lookup in self.records.items():
            if (key := lookup.value()) is not None:
                found[name] = key if isinstance(key, UUID) else UUID(str(key))
        for name, choice in self.options.items():
            found[name] = choice.value()
        return found

    def missing(self) -> str:
        """The label of a record that must be chosen first; empty when there is all that is needed."""
        asked = self.asked()
        needed = (name for name, must in self._report.takes.items() if must and name in self.records)
        return next((self._labels[name] for name in needed if name not in asked), "")

    def set_asked(self, asked: Mapping[str, Any]) -> None:
        """Show what a link asked for: days, options, and records as a `Suggestion`, without `changed`."""
        self.blockSignals(True)
        if self.period is not None and "last" in asked:
            self.period.show_dates(asked.get("first", asked["last"]), asked["last"])
        for name, lookup in self.records.items():
            if name in asked:
                lookup.set_value(asked[name])
        for name, choice in self.options.items():
            if name in asked:
                choice.set_value(asked[name])
        self.blockSignals(False)

    def show_levels(self, levels: int, level: int) -> None:
        """Offer the levels of detail a report has; nothing where there is only one."""
        if self.levels is not None and self._level_count == levels:
            self.levels.set_current(str(level))
            return
        self._level_count = levels
        while (item := self._levels_at.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.levels = None
        if levels < 2:
            return
        entries = [(str(n), self._workspace.formats.count(n)) for n in range(1, levels + 1)]
        self.levels = Segmented(entries, tr("Level of detail"), str(level))
        self.levels.chosen.connect(self._choose_level)
        self._levels_at.addWidget(Label(tr("Detail"), SMALL, REGULAR, "text2"))
        self._levels_at.addSpacing(8)
        self._levels_at.addWidget(self.levels)

    def _choose_level(self, key: str) -> None:
        self.level_chosen.emit(int(key))

    def take_focus(self) -> None:
        """Where one begins to ask for something else: the record that is missing, else the period."""
        asked = self.asked()
        first = next((edit for name, edit in self.records.items() if name not in asked), None)
        target: QWidget | None = first if self.missing() else self.period or first
        target = target or next(iter(self.options.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

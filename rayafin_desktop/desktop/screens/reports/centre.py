"""The reports centre: what there is, in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.report import Report
from rayafin_desktop.engine.screens import Column

from .period import dates_asked

GROUPS = (
    "Financial",
    "Receivables and payables",
    "Tax",
    "Commissions",
    "Registers",
    "Closing",
)


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    group: str
    title: str
    purpose: str
    dates: str
    shown_group: str = ""  # on the first line of a group only


class ReportsCentre(Surface):
    """A list of all reports that may be seen; Enter opens one."""

    key = "reports"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Reports")
        self._lines = [_line_of(report) for report in sorted(workspace.reports(), key=_place)]
        self.rows = RowList(
            (
                Column(key="shown_group", title=tr("Group"), kind="dim", width=208, sortable=False),
                Column(key="title", title=tr("Report"), stretch=True, subtitle="purpose", sortable=False),
                Column(key="dates", title=tr("Period"), kind="dim", width=150, sortable=False),
            ),
            workspace.formats,
            _grouped(self._lines),
        )
        self.table = DataTable(self.rows, self.title, row_height=ROW_TWO_LINES)
        self.table.activated_row.connect(self._open)
        self.table.move_to(0)
        self.filter = FilterBox(tr("Find a report"), tr("Filter"))
        self.filter.setFixedWidth(grown(288))
        self.filter.filtered.connect(self._narrow)
        self.filter.left.connect(self.table.setFocus)
        bar = row(self.filter, None, margins=(GUTTER, 10, GUTTER, 10))
        hints = HintBar((("Up/Down", tr("Move")), ("Enter", tr("Open")), ("/", tr("Filter"))))
        page = column(PageHeader(self.title), Rule(), bar, Rule(), self.table, hints, spacing=0)
        page.setStretch(page.indexOf(self.table), 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        self.shortcuts = install(self, "list", {"filter": self.filter.setFocus})

    def show_params(self, params: dict[str, Any]) -> None:
        """Narrow the list to a `text`."""
        self.filter.setText(str(params.get("text", "")))

    def close_page(self) -> None:
        """Nothing is held."""

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            line
            for line in self._lines
            if all(w in f"{line.group} {line.title} {line.purpose}".casefold() for w in words)
        ]
        self.rows.set_rows(_grouped(found))
        self.table.move_to(0)

    def _open(self, at: int) -> None:
        line = self.rows.row_at(at)
        if line is not None:
            self._workspace.open("report", id=line.id)


def _line_of(report: Report) -> _Line:
    asked = dates_asked(report.run)
    dates = tr("As of a day") if "as_of" in asked else tr("From day to day") if asked else ""
    return _Line(report.name, tr(report.group), tr(report.title), tr(report.purpose), dates)


def _place(report: Report) -> tuple[int, str]:
    """Groups in the order people look for them, others behind by name; within one as the features say."""
    known = GROUPS.index(report.group) if report.group in GROUPS else len(GROUPS)
    return (known, "" if report.group in GROUPS else report.group)


def _grouped(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with their group's name on the first of each."""
    before = ""
    found: list[_Line] = []
    for line in lines:
        found.append(replace(line, shown_group=line.group if line.group != before else ""))
        before = line.group
    return found

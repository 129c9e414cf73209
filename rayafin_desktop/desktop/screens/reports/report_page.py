"""One report on the screen: choose the period, look, drill down, come back, print, save."""

from __future__ import annotations

from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from rayafin_desktop.base.dates import FiscalYear, fiscal_year_of
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.skeleton import SkeletonRows
from rayafin_desktop.desktop.keys import hints, install, shortcut
from rayafin_desktop.desktop.printing import file_name, has_printer, print_pdf, save_pdf
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.report import Report
from rayafin_desktop.engine.report import ReportTable as Table
from rayafin_desktop.engine.report_files import WRITERS
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.queries import fiscal_year
from rayafin_desktop.features.companies.reporting import report_pdf

from .controls import ReportControls
from .period import PeriodPicker
from .saving import save_file
from .table import ReportRows, ReportTable, shown_rows

PAGES_OF = {
    "account": "account.ledger",
    "entry": "journal.entry",
    "journal": "journal.entry",
    "invoice": "invoice.editor",
    "credit_note": "invoice.editor",
    "bill": "bill.editor",
    "payment": "payment",
    "party": "party.form",
}
"""Where the record of a row is shown, by its kind."""


class ReportPage(Surface):
    """Shows the report `id` of the catalogue. Its rows keep their place while one looks behind them."""

    key = "report"
    nav_key = "reports"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Report")
        self.record_id = ""
        self.report: Report | None = None
        self.answer: Table | None = None
        self.table: ReportTable | None = None
        self.controls: ReportControls | None = None
        self.level = 0
        self._wanted: dict[str, Any] = {}
        self._year: FiscalYear | None = None
        self._stale = False
        self.header = PageHeader(self.title, crumbs=(tr("Reports"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("reports"))
        for text, icon, run in (
            (tr("CSV"), "file-spreadsheet", self.export),
            (tr("XLSX"), "file-spreadsheet", self.export_workbook),
            (tr("Save PDF"), "file-down", self.save_paper),
            (tr("Print"), "printer", self.print_paper),
        ):
            button = Button(text, "primary" if icon == "printer" else "plain", icon)
            button.clicked.connect(lambda _=False, do=run: do())
            self.header.add_action(button)
        self._bar = row()
        self.nothing = Label("", BASE, REGULAR, "text2").centre()
        self.nothing.hide()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(SkeletonRows())
        self.remarks = Label("", BASE, MEDIUM, "text", wrap=True, tabular=True)
        self.hints = HintBar((*hints("report"), ("+", tr("More detail")), ("Esc", tr("Back"))))
        bar = row(self._bar, margins=(GUTTER, 10, GUTTER, 10))
        foot = column(self.remarks, margins=(GUTTER, 8, GUTTER, 10))
        page = column(self.header, Rule(), bar, Rule(), self.nothing, self._body, foot, self.hints, spacing=0)
        page.setStretch(page.indexOf(self._body), 1)
        self.setLayout(page)
        handlers = {
            "period": self._to_period,
            "more_detail": lambda: self.change_level(1),
            "less_detail": lambda: self.change_level(-1),
            "export": self.export,
        }
        self.shortcuts = install(self, "report", handlers)
        self.shortcuts.append(shortcut(self, "Ctrl+P", self.print_paper))
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._formats_changed)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the report `id`; what else it is asked may come along (`first`, `last`, an option, a record
        as a `Suggestion`). The one shown already stays as it is.
        """
        name = str(params.get("id", ""))
        self._wanted = {key: value for key, value in params.items() if key != "id"}
        if name and name != self.record_id:
            self.record_id = name
            self.report = next((one for one in self._workspace.reports() if one.name == name), None)
            if self.report is not None:
                self.title = tr(self.report.title)
                self.header.title.setText(self.title)
                self._workspace.read(_today_and_year, self._begin, owner=self, slot="today")
        elif self._wanted and self.controls is not None:
            self.controls.set_asked(self._wanted)
            self.read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the report is shown."""
        return self.answer is not None or self.report is None or self.nothing.isVisible()

    @property
    def period(self) -> PeriodPicker | None:
        """The days chosen, of a report that takes days."""
        return self.controls.period if self.controls is not None else None

    # Reading

    def _begin(self, found: tuple[date, FiscalYear]) -> None:
        if self.report is None:
            return
        self._year = found[1]
        self.controls = ReportControls(self._workspace, self.report, *found)
        self.controls.set_asked(self._wanted)
        self.controls.changed.connect(self.read)
        self.controls.level_chosen.connect(self._set_level)
        self._bar.addWidget(self.controls)
        self.read()
        if self.controls.missing():
            self.controls.take_focus()

    def read(self) -> None:
        """Work the report out for what is asked; say so where something must be chosen first."""
        report, controls = self.report, self.controls
        if report is None or controls is None:
            return
        missing = controls.missing()
        self.nothing.setVisible(bool(missing))
        for n in range(self._body.count()):
            item = self._body.itemAt(n)
            if item is not None and (widget := item.widget()) is not None:
                widget.setVisible(not missing)
        if missing:
            self.answer = None
            self.nothing.setText(tr("Choose what the report is about: {what}.", what=missing))
            return
        asked = controls.asked()

        def run(read: Read) -> Table:
            return report.run(read, **asked)

        self._workspace.read(run, self._show, owner=self, slot="report")

    def _show(self, answer: Table) -> None:
        self.answer = answer
        self.level = min(self.level, answer.levels) or answer.levels
        if self.controls is not None:
            self.controls.show_levels(answer.levels, self.level)
        self.header.note.setText(answer.subtitle)
        remarks = [tr(remark) for remark in answer.remarks]
        if answer.difference_minor is not None:
            difference = self._workspace.formats.money(answer.difference_minor, answer.currency)
            remarks.append(tr("Difference {amount}", amount=difference))
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self._show_rows()

    def _show_rows(self) -> None:
        answer, old = self.answer, self.table
        if answer is None:
            return
        at = self._row_shown()
        rows = shown_rows(answer, self.level)
        model = old.model() if old is not None else None
        if old is None or not isinstance(model, ReportRows) or not model.fits(answer):
            self._make_table(answer)
        table = self.table
        model = table.model() if table is not None else None
        if table is None or not isinstance(model, ReportRows):
            return
        had_focus = table.hasFocus() or old is None
        model.set_rows(rows)
        table.move_to(_same_row(rows, at))
        if had_focus and self.isVisible():
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self, answer: Table) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.table = ReportTable(ReportRows(self._workspace.formats, answer), self.title)
        self.table.activated_row.connect(self.drill)
        self.table.moved.connect(self._moved)
        self._body.addWidget(self.table)
        self.setFocusProxy(self.table)

    def _row_shown(self) -> Any:
        model = self.table.model() if self.table is not None else None
        return model.row_at(self.table.cursor_row()) if isinstance(model, ReportRows) and self.table else None

    # What a person does

    def drill(self, at: int) -> None:
        """Open the record a row stands for, for the same period."""
        model = self.table.model() if self.table is not None else None
        row_ = model.row_at(at) if isinstance(model, ReportRows) else None
        if row_ is None:
            return
        about = row_.row.about
        if about is not None and about[0] in PAGES_OF:
            params: dict[str, object] = {"id": about[1]}
            if about[0] == "account":
                params |= self._days()
            self._workspace.open(PAGES_OF[about[0]], **params)
        elif row_.row.report:
            self._workspace.open("report", id=row_.row.report, **self._days())

    def _days(self) -> dict[str, object]:
        """The days shown, for a page behind a row; of a report as of a day its financial year until then."""
        if self.period is None or self._year is None:
            return {}
        first, last = self.period.dates()
        if self.period.one_day:
            first = fiscal_year_of(last, self._year.starts_on.month).starts_on
        return {"first": first, "last": last}

    def change_level(self, by: int) -> None:
        """More or less detail."""
        if self.answer is not None:
            wanted = max(1, min(self.answer.levels, self.level + by))
            if wanted != self.level:
                self._set_level(wanted)
                if self.controls is not None and self.controls.levels is not None:
                    self.controls.levels.set_current(str(wanted))

    def _set_level(self, level: int) -> None:
        self.level = level
        self._show_rows()

    def export(self) -> None:
        """Save the rows as CSV."""
        self._save("csv")

    def export_workbook(self) -> None:
        """Save the rows for a spreadsheet."""
        self._save("xlsx")

    def _save(self, suffix: str) -> None:
        answer = self.answer
        if answer is not None:
            name = file_name(self.title).removesuffix(".pdf")
            self._workspace.read(
                lambda _: WRITERS[suffix](answer),
                lambda content: save_file(self.window(), content, name, suffix),
                owner=self,
                slot="file",
            )

    def save_paper(self) -> None:
        """Save the report as a PDF."""
        self._with_pdf(lambda pdf: save_pdf(self.window(), pdf, file_name(self.title)))

    def print_paper(self) -> None:
        """Print the report."""
        if has_printer():
            self._with_pdf(lambda pdf: print_pdf(self.window(), pdf, self.title))
        else:
            self._workspace.say(tr("No printer is set up on this computer. Save the PDF instead."))

    def _with_pdf(self, use: Any) -> None:
        answer = self.answer
        if answer is not None:
            self._workspace.read(partial(_pdf, answer), use, owner=self, slot="pdf")

    def _to_period(self) -> None:
        if self.controls is not None:
            self.controls.take_focus()

    # Reactions

    def _moved(self, at: int) -> None:
        table = self.table
        if table is not None:
            count = self._workspace.formats.count
            rows = table.model().rowCount()
            self.hints.set_position(tr("Row {row} of {count}", row=count(at + 1), count=count(rows)))

    def _touched(self, touched: dict[str, Any]) -> None:
        if self.report is not None and {"entry", *self.report.kinds} & set(touched):
            self._stale = not self.isVisible()
            if not self._stale:
                self.read()

    def _formats_changed(self) -> None:
        model = self.table.model() if self.table is not None else None
        if isinstance(model, ReportRows) and self.table is not None:
            model.formats = self._workspace.formats
            self.table.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _today_and_year(read: Read) -> tuple[date, FiscalYear]:
    return read.today, fiscal_year(read)


def _pdf(answer: Table, _read: Read) -> bytes:
    return report_pdf(answer)


def _same_row(rows: list[SimpleNamespace], before: Any) -> int:
    """Where the row is now on which the cursor was: the same record, else the same words, else the top."""
    if before is None:
        return next((at for at, row_ in enumerate(rows) if row_.row.about is not None), 0)
    old = before.row
    same = [at for at, one in enumerate(rows) if one.row.about and one.row.about == old.about]
    same += [at for at, one in enumerate(rows) if one.row.values == old.values]
    return same[0] if same else 0

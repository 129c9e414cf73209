"""Reports on the screen: drill down and back, periods, levels of detail."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage

from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.screens.ledger.account_page import AccountPage
from rayafin_desktop.desktop.screens.reports.centre import ReportsCentre
from rayafin_desktop.desktop.screens.reports.report_page import ReportPage
from rayafin_desktop.desktop.screens.reports.table import ReportRows
from rayafin_desktop.desktop.stall import StallMeter
from rayafin_desktop.desktop.theme import font, theme
from rayafin_desktop.desktop.theme.fonts import BASE, SEMIBOLD
from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow
from rayafin_desktop.engine.report import ReportTable as Table
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.reporting import company_report
from rayafin_desktop.features.ledger.balances import party_ledger

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import ALT, CONTROL, SHIFT, focused, press, type_text

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def trial_balance(till: Till) -> ReportPage:  # noqa: F811
    """The trial balance, opened from the reports centre by keyboard."""
    till.window.open_page("reports")
    centre = till.page()
    assert isinstance(centre, ReportsCentre)
    till.rest()
    assert focused() is centre.table
    press(ENTER)
    page = till.page()
    assert isinstance(page, ReportPage)
    till.until(lambda: page.table is not None)
    till.rest()
    return page


def cells(page: ReportPage) -> list[tuple[str, ...]]:
    assert page.answer is not None
    return [page.answer.written(row) for row in page.answer.rows]


def test_the_trial_balance_agrees_and_says_so(trial_balance: ReportPage) -> None:
    total = cells(trial_balance)[-1]
    assert total == ("", "Total", "47,13,793.60", "47,13,793.60")
    assert trial_balance.remarks.text() == "Difference 0.00"


def test_drill_to_the_document_and_back_to_the_same_row(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    assert trial_balance.table is not None
    for _ in range(3):
        press(DOWN)
    at = trial_balance.table.cursor_row()
    press(ENTER)
    ledger = till.page()
    assert isinstance(ledger, AccountPage)
    till.until(lambda: ledger.stretch is not None)
    till.rest()
    assert ledger.title == "4110 Sales of goods"
    assert ledger.stretch is not None
    assert ledger.stretch.closing_minor == -471379360
    press(DOWN)
    press(ENTER)
    till.until(lambda: isinstance(till.page(), InvoiceEditor))
    till.rest()
    press(Qt.Key.Key_Left, ALT)
    assert till.page() is ledger
    assert ledger.table.cursor_row() == 1
    press(Qt.Key.Key_Escape)
    assert till.page() is trial_balance
    assert trial_balance.table.cursor_row() == at
    assert focused() is trial_balance.table


def test_another_day_is_typed(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    press(Qt.Key.Key_P, ALT)
    assert trial_balance.period is not None
    assert focused() is trial_balance.period.name
    press(Qt.Key.Key_Tab)
    type_text("310826")
    press(ENTER)
    till.rest()
    assert cells(trial_balance)[-1][2] == "6,47,500.00"
    assert trial_balance.period.dates()[1] == date(2026, 8, 31)
    assert trial_balance.period.name.value() == "own"


def test_less_detail_leaves_the_sums(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    assert trial_balance.table is not None
    whole = trial_balance.table.model().rowCount()
    type_text("-")
    till.rest()
    assert trial_balance.table.model().rowCount() == 3
    type_text("+")
    till.rest()
    assert trial_balance.table.model().rowCount() == whole


def test_amounts_are_hidden_on_reports_too(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    assert trial_balance.table is not None
    model = trial_balance.table.model()
    before: QImage = trial_balance.table.grab().toImage()
    press(Qt.Key.Key_H, CONTROL | SHIFT)
    assert model.index(1, 2).data() == "•••"
    assert trial_balance.table.grab().toImage() != before


def test_a_posting_shows_in_the_report_that_is_open(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    from .till import an_invoice

    an_invoice(till.office, till.customer, "100.00", date(2026, 11, 21))
    till.window.workspace.touched.emit({"entry": ()})
    till.until(lambda: cells(trial_balance)[-1][2] == "47,13,893.60")


def test_the_window_goes_on_while_a_report_is_worked_out(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    meter = StallMeter()
    meter.start()
    for _ in range(5):
        trial_balance.read()
        till.rest()
    meter.stop()
    assert meter.worst < 0.25  # a busy test machine; the product's own limit is 50 ms


def test_names_and_sizes(till: Till, trial_balance: ReportPage) -> None:  # noqa: F811
    assert faults_of(trial_balance) == []
    theme().apply(text_scale=1.3)
    till.rest()
    assert faults_of(trial_balance) == []


# Any report, by its own description


def shown(page: ReportPage) -> list[Any]:
    """The rows in the table."""
    model = page.table.model() if page.table is not None else None
    assert isinstance(model, ReportRows)
    return model.rows()


def report(till: Till, name: str) -> ReportPage:  # noqa: F811
    """A report by name, shown."""
    till.window.open_page("report", {"id": name})
    page = till.page()
    assert isinstance(page, ReportPage)
    till.until(lambda: page.controls is not None)
    till.rest()
    return page


def test_the_centre_groups_what_there_is(till: Till) -> None:  # noqa: F811
    till.window.open_page("reports")
    till.rest()
    centre = till.page()
    assert isinstance(centre, ReportsCentre)
    lines = centre.rows.rows()
    assert [line.id for line in lines][:6] == [
        "trial-balance", "profit-and-loss", "balance-sheet", "cash-flow", "general-ledger", "day-book",
    ]  # fmt: skip
    assert [line.shown_group for line in lines if line.shown_group][:1] == ["Financial"]
    assert sum(line.shown_group == "Financial" for line in lines) == 1
    assert all(line.purpose for line in lines)


def test_a_comparison_is_chosen_and_stands_beside(till: Till) -> None:  # noqa: F811
    page = report(till, "profit-and-loss")
    assert page.controls is not None
    assert [len(row) for row in cells(page)][:1] == [3]
    page.controls.options["compare"].set_value("year")
    till.until(lambda: page.answer is not None and len(page.answer.columns) == 5)
    till.rest()
    assert cells(page)[-1][1:] == ("Net profit", "47,13,793.60", "0.00", "47,13,793.60")
    assert page.remarks.text() == "Difference 0.00"
    assert page.header.note.text() == "1 Apr 2026 to 21 Nov 2026, in INR"


def test_the_level_is_chosen_by_its_number_and_by_plus_and_minus(till: Till) -> None:  # noqa: F811
    page = report(till, "balance-sheet")
    assert page.controls is not None
    assert page.controls.levels is not None
    assert page.table is not None
    whole = page.table.model().rowCount()
    type_text("--")
    till.rest()
    assert page.controls.levels.current() == "1"
    assert {row.row.kind for row in shown(page)} == {"subtotal", "total"}
    page.controls.level_chosen.emit(3)
    till.rest()
    assert page.table.model().rowCount() == whole


def test_a_report_of_a_record_asks_for_it_and_shows_it(till: Till) -> None:  # noqa: F811
    page = report(till, "general-ledger")
    assert page.controls is not None
    account = page.controls.records["account"]
    account.setFocus()
    type_text("trade rec")
    till.bot.wait(150)
    till.rest()
    press(ENTER)
    till.until(lambda: page.answer is not None and "account" in page.answer.parameters)
    till.rest()
    assert page.answer is not None
    assert {row.values[2] for row in page.answer.rows if row.kind == "section"} == {"1210 Trade receivables"}
    assert page.table is not None
    at = next(n for n, one in enumerate(shown(page)) if one.row.about and one.row.kind == "line")
    page.table.setFocus()
    page.table.move_to(at)
    press(ENTER)
    till.until(lambda: isinstance(till.page(), InvoiceEditor))
    till.rest()
    press(Qt.Key.Key_Left, ALT)
    assert till.page() is page
    assert page.table.cursor_row() == at


def party_balance(read: Read, *, party: UUID) -> Table:
    """A report of a feature above that this window knows nothing of."""
    found = party_ledger(read, party, date(2026, 4, 1), date(2027, 3, 31))
    column = ReportColumn(key="balance", title="Balance", kind="money")
    rows = [ReportRow(values=(found.closing_minor,), kind="total", about=("party", party))]
    return company_report(read, title="Party balance", columns=[column], rows=rows)


def test_a_report_that_needs_a_record_waits_for_it(till: Till) -> None:  # noqa: F811
    foreign = Report("party-balance", "Party balance", "ledger.read", party_balance, group="Receivables")
    catalogue = till.office.app.catalogue
    catalogue.reports = {**catalogue.reports, foreign.name: foreign}
    page = report(till, "party-balance")
    assert page.controls is not None
    assert page.ready
    assert page.answer is None
    assert page.nothing.text() == "Choose what the report is about: Party."
    assert focused() is page.controls.records["party"]
    page.controls.records["party"].set_value(till.customer, "Gokul Mills")
    till.until(lambda: page.answer is not None)
    till.rest()
    assert cells(page) == [("47,13,793.60",)]
    assert faults_of(page) == []


def test_a_wide_report_is_scrolled_and_drops_no_figure(till: Till) -> None:  # noqa: F811
    page = report(till, "profit-and-loss")
    assert page.controls is not None
    page.controls.options["by"].set_value("month")
    till.until(lambda: page.answer is not None and len(page.answer.columns) > 8)
    till.rest()
    table = page.table
    assert table is not None
    assert page.answer is not None
    count = len(page.answer.columns)
    assert not any(table.isColumnHidden(n) for n in range(count))
    face = QFontMetrics(font(BASE, SEMIBOLD, tabular=True))
    for n in range(2, count):
        widest = max(face.horizontalAdvance(shown[n]) for shown in cells(page))
        assert table.columnWidth(n) > widest
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    table.setFocus()
    for _ in range(count):
        press(Qt.Key.Key_Right)
    assert bar.value() == bar.maximum()


def test_what_a_report_can_be_asked_fits_the_window(till: Till) -> None:  # noqa: F811
    till.window.resize(1280, 800)
    for one in till.window.workspace.reports():
        page = report(till, one.name)
        assert page.controls is not None
        assert page.controls.minimumSizeHint().width() <= page.controls.width(), one.name
        for choice in page.controls.options.values():
            texts = [choice.itemText(n) for n in range(choice.count())]
            assert max(map(choice.fontMetrics().horizontalAdvance, texts)) < choice.width() - 30, one.name


def test_a_report_is_gone_to_from_the_palette(till: Till) -> None:  # noqa: F811
    palette = till.window.open_palette()
    type_text("profit")
    till.rest()
    assert palette.visible_titles()[0] == "Profit and loss"
    press(ENTER)
    till.until(lambda: isinstance(till.page(), ReportPage))
    till.rest()
    page = till.page()
    assert isinstance(page, ReportPage)
    assert page.title == "Profit and loss"


def test_the_result_in_the_balance_sheet_opens_the_profit_and_loss_until_that_day(till: Till) -> None:  # noqa: F811
    page = report(till, "balance-sheet")
    assert page.table is not None
    assert page.period is not None
    page.period.show_dates(date(2026, 8, 31), date(2026, 8, 31))
    page.read()
    till.rest()
    at = next(n for n, row in enumerate(shown(page)) if row.row.values[1] == "Result of this financial year")
    page.table.move_to(at)
    page.table.setFocus()
    press(ENTER)
    till.until(lambda: till.page() is not page)
    result = till.page()
    assert isinstance(result, ReportPage)
    till.until(lambda: result.answer is not None)
    till.rest()
    assert result.header.note.text() == "1 Apr 2026 to 31 Aug 2026, in INR"
    assert cells(result)[-1] == ("", "Net profit", "6,47,500.00")
    press(Qt.Key.Key_Escape)
    till.rest()
    assert till.page() is page
    assert page.table.cursor_row() == at

"""Reports on the screen: drill down and back, periods, levels of detail."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.screens.ledger.account_page import AccountPage
from rayafin_desktop.desktop.screens.reports.centre import ReportsCentre
from rayafin_desktop.desktop.screens.reports.report_page import ReportPage
from rayafin_desktop.desktop.stall import StallMeter
from rayafin_desktop.desktop.theme import theme

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

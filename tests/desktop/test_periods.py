"""Locks, closing and opening balances in a real book, by keyboard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.screens.ledger.entry_page import EntryPage
from rayafin_desktop.desktop.screens.periods.closing_page import ClosingPage
from rayafin_desktop.desktop.screens.periods.lock_matrix import locked_share
from rayafin_desktop.desktop.screens.periods.opening_page import BILLS, INVOICES, LINES, OpeningPage
from rayafin_desktop.desktop.screens.periods.periods_page import PeriodsPage
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.closing.commands import CloseYear
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.queries import period_locks
from rayafin_desktop.features.periods.rules import Area

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, focused, press, type_text

ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


def until_of(till: Till) -> dict[Area, date]:  # noqa: F811
    return dict(till.office.ask(period_locks).until)


@pytest.mark.parametrize(
    ("until", "share"),
    [(None, 0), (date(2026, 9, 30), 0), (date(2026, 10, 31), 1), (date(2027, 1, 1), 1)],
)
def test_how_much_of_a_month_is_locked(until: date | None, share: float) -> None:
    assert locked_share(date(2026, 10, 1), until) == share


def periods(till: Till) -> PeriodsPage:  # noqa: F811
    till.window.open_page("periods")
    page = till.page()
    assert isinstance(page, PeriodsPage)
    till.until(lambda: page.ready)
    till.rest()
    return page


def test_the_matrix_shows_each_lock_and_what_everything_holds(till: Till) -> None:  # noqa: F811
    till.office.do(SetLock(area=Area.ALL, locked_until=date(2026, 9, 30), reason="Done"))
    till.office.do(SetLock(area=Area.SALES, locked_until=date(2026, 10, 15), reason="Done"))
    page = periods(till)
    assert page.matrix is not None
    rows = {row.area: row for row in page.matrix.rows.rows()}
    october = 6  # the year begins in April
    assert rows[Area.ALL].shares[: october + 1] == [1.0] * 6 + [0.0]
    assert rows[Area.SALES].shares[october] == 15 / 31
    assert (rows[Area.PURCHASE].shares[0], rows[Area.PURCHASE].held[0]) == (0.0, 1.0)
    assert rows[Area.PURCHASE].until_text == "as everything"
    assert page.state.text() == "Open"
    assert faults_of(page) == []
    page.step(-1)
    till.rest()
    assert page.year.text() == "Financial year 25-26"


def test_enter_on_an_area_sets_its_lock(till: Till) -> None:  # noqa: F811
    page = periods(till)
    assert page.matrix is not None
    page.matrix.setFocus()
    press(DOWN)
    press(ENTER)
    till.rest()
    form = till.window.findChild(FormDialog)
    assert form is not None
    form.fields.boxes["reason"].input.setFocus()
    type_text("All invoices are out")
    press(ENTER, CONTROL)
    till.until(lambda: Area.SALES in until_of(till))
    assert until_of(till) == {Area.SALES: date(2026, 10, 31)}


def closing(till: Till, **params: object) -> ClosingPage:  # noqa: F811
    till.window.open_page("closing", params)
    page = till.page()
    assert isinstance(page, ClosingPage)
    till.until(lambda: page.ready)
    till.rest()
    return page


def confirm(till: Till, words: str) -> None:  # noqa: F811
    """Press the button of the question that stands over the window."""
    buttons = [b for b in till.window.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert buttons, words
    buttons[-1].click()


def test_a_month_is_closed_from_the_cockpit(till: Till) -> None:  # noqa: F811
    page = closing(till, day="2026-10-05")
    assert page.name.text() == "October 2026"
    assert page.close_button.text() == "Close October 2026"
    press(ENTER, CONTROL)
    till.rest()
    if not page.seen or not page.seen.cockpit.is_locked:
        confirm(till, "Close all the same")
    till.until(lambda: until_of(till).get(Area.ALL) == date(2026, 10, 31))
    till.rest()
    assert not page.close_button.isVisible()
    assert faults_of(page) == []


def test_a_draft_keeps_a_month_open_and_its_button_opens_the_drafts(till: Till) -> None:  # noqa: F811
    till.office.do(SaveDraft(issued_on=date(2026, 10, 5), reference="Call back"))
    page = closing(till, day="2026-10-05")
    assert not page.close_button.isEnabled()
    press(ENTER, CONTROL)
    till.rest()
    assert until_of(till) == {}
    assert "in the way" in page.banner.text()
    [show] = [
        one for one in page.findChildren(QPushButton) if one.accessibleName() == "Show: Invoices not posted"
    ]
    show.click()
    till.rest()
    assert till.page().key == "invoices"  # type: ignore[attr-defined]


def test_a_year_is_closed_and_reopened(till: Till) -> None:  # noqa: F811
    chart = till.office.ask(accounts)
    lines = (
        JournalLine(account_id=chart.by_role[AccountRole.BANK].id, debit=Decimal(1000)),
        JournalLine(account_id=chart.by_role[AccountRole.SALES].id, credit=Decimal(1000)),
    )
    till.office.do(PostJournal(posted_on=date(2026, 2, 1), lines=lines))
    page = closing(till, day="2026-02-01", year=True)
    assert page.close_button.text() == "Close year 25-26"
    assert page.result.text() == "₹1,000.00"
    assert page.result_label.text() == "Profit of the year"
    till.office.do(CloseYear(day=date(2026, 2, 1)), confirmed={"closing_warnings"})
    page = closing(till, day="2026-02-02", year=True)
    till.until(page.reopen.isVisible)
    assert page.report.isVisible()
    assert faults_of(page) == []


def test_opening_balances_by_keyboard(till: Till) -> None:  # noqa: F811
    till.window.open_page("opening.balances")
    page = till.page()
    assert isinstance(page, OpeningPage)
    till.until(lambda: page.ready)
    assert page.on.value() == date(2026, 3, 31)
    page.grids[LINES].setFocus(Qt.FocusReason.TabFocusReason)
    assert focused() is page.grids[LINES]
    for account, debit, credit in (("bank account", "5000", ""), ("capital", "", "5000")):
        type_text(account)
        till.bot.wait(120)
        till.rest()
        press(ENTER)
        for text in ("", debit, credit):
            type_text(text)
            press(ENTER)
        till.rest()
    assert page.state.text() == "Balanced"
    for part in (INVOICES, BILLS, LINES):
        page.show_params({"part": part})
        assert faults_of(page) == []
    page.grids[LINES].setFocus(Qt.FocusReason.TabFocusReason)
    press(ENTER, CONTROL)
    till.until(lambda: isinstance(till.page(), EntryPage))


def test_a_trial_balance_is_pasted_from_a_spreadsheet(till: Till) -> None:  # noqa: F811
    till.window.open_page("opening.balances")
    page = till.page()
    assert isinstance(page, OpeningPage)
    till.until(lambda: page.ready)
    QApplication.clipboard().setText("1120\t\t5000\t\nCapital\t\t\t5000\n")
    page.grids[LINES].setFocus(Qt.FocusReason.TabFocusReason)
    page.grids[LINES].paste_rows()
    assert [(one.account, one.debit, one.credit) for one in page.lines(LINES)] == [
        ("Bank account", Decimal(5000), None),
        ("Capital", None, Decimal(5000)),
    ]
    assert page.state.text() == "Balanced"


def test_a_difference_is_told_and_asked_about(till: Till) -> None:  # noqa: F811
    till.window.open_page("opening.balances")
    page = till.page()
    assert isinstance(page, OpeningPage)
    till.until(lambda: page.ready)
    page.grids[LINES].setFocus(Qt.FocusReason.TabFocusReason)
    type_text("bank account")
    till.bot.wait(120)
    till.rest()
    press(ENTER)
    for text in ("", "5000", ""):
        type_text(text)
        press(ENTER)
    till.rest()
    assert page.state.text() == "Stays on opening equity"
    press(ENTER, CONTROL)
    till.rest()
    confirm(till, "Post all the same")
    till.until(lambda: isinstance(till.page(), EntryPage))

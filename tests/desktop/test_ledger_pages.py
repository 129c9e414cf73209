"""The ledger's own pages in a real book: vouchers by keyboard, entries, and an account line by line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.screens.ledger import reading
from rayafin_desktop.desktop.screens.ledger.account_page import AccountPage
from rayafin_desktop.desktop.screens.ledger.entry_page import EntryPage
from rayafin_desktop.desktop.screens.ledger.voucher_lines import CENTRE, content_of
from rayafin_desktop.desktop.screens.ledger.voucher_page import VoucherPage
from rayafin_desktop.features.ledger.balances import account_ledger
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.cost_centres import SaveCostCentre
from rayafin_desktop.features.ledger.queries import accounts, entry_detail
from rayafin_desktop.features.ledger.roles import AccountRole

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, focused, press, type_text

ENTER, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape


@pytest.fixture
def voucher(till: Till) -> VoucherPage:  # noqa: F811
    """A new voucher by N, J; the cursor is in the first line."""
    till.window.open_page("journal")
    till.rest()
    type_text("nj")
    page = till.page()
    assert isinstance(page, VoucherPage)
    till.until(lambda: page.ready)
    press(ENTER)
    type_text("Rent for November")
    press(ENTER)
    assert focused() is page.grid
    return page


def line(till: Till, account: str, party: str, debit: str, credit: str) -> None:  # noqa: F811
    """Type a line; the cursor is in its account before, in the next line's after."""
    for text in (account, party):
        type_text(text)
        till.bot.wait(120)
        till.rest()
        press(ENTER)
    for text in (debit, credit, ""):
        type_text(text)
        press(ENTER)
    till.rest()


def test_a_voucher_is_refused_while_it_is_out_of_balance(till: Till, voucher: VoucherPage) -> None:  # noqa: F811
    line(till, "rent", "", "45000", "")
    line(till, "bank account", "", "", "44000")
    assert not voucher.post_button.isEnabled()
    assert voucher.state.text() == "Out by ₹1,000.00"
    assert voucher.why.text() == "₹1,000.00 is missing on the credit side."
    press(ENTER, CONTROL)
    till.rest()
    assert till.page() is voucher
    assert "missing on the credit side" in voucher.banner.text()


def test_a_balanced_voucher_is_posted_and_shown(till: Till, voucher: VoucherPage) -> None:  # noqa: F811
    line(till, "rent", "", "45000", "")
    type_text("bank account")
    till.bot.wait(120)
    till.rest()
    press(ENTER)
    assert voucher.grid.lines.lines()[1].credit == Decimal(45000), "what is missing is offered"
    assert voucher.post_button.isEnabled()
    press(ENTER, CONTROL)
    till.until(lambda: isinstance(till.page(), EntryPage))
    page = till.page()
    assert isinstance(page, EntryPage)
    till.until(lambda: page.entry is not None)
    assert page.entry is not None
    assert [(one.account_name, one.debit_minor - one.credit_minor) for one in page.entry.detail.lines] == [
        ("Rent", 4500000),
        ("Bank account", -4500000),
    ]
    assert faults_of(page) == []


def test_a_control_account_asks_whose_it_is(till: Till, voucher: VoucherPage) -> None:  # noqa: F811
    line(till, "trade rec", "", "100", "")
    line(till, "bank account", "", "", "100")
    assert voucher.why.text() == "Line 1 is kept per customer and supplier. Say whose it is."
    assert not voucher.post_button.isEnabled()


def test_an_accrual_reverses_itself_and_is_duplicated(till: Till, voucher: VoucherPage) -> None:  # noqa: F811
    line(till, "rent", "", "45000", "")
    line(till, "bank account", "", "", "45000")
    voucher.reverse_on.set_value(date(2026, 12, 1))
    press(ENTER, CONTROL)
    till.until(lambda: isinstance(till.page(), EntryPage))
    page = till.page()
    assert isinstance(page, EntryPage)
    till.until(lambda: page.entry is not None)
    assert page.entry is not None
    assert page.entry.detail.reversed_by_id is not None
    page.duplicate.click()
    till.until(lambda: isinstance(till.page(), VoucherPage))
    copy = till.page()
    assert isinstance(copy, VoucherPage)
    till.until(lambda: len(copy.grid.lines.lines()) == 2)
    assert copy.narration.value() == "Rent for November"
    assert copy.state.text() == "Balanced"


def test_undo_in_the_voucher(till: Till, voucher: VoucherPage) -> None:  # noqa: F811
    line(till, "rent", "", "45000", "")
    press(ESCAPE)
    press(Qt.Key.Key_Z, CONTROL)
    assert voucher.grid.lines.lines()[0].debit is None
    assert faults_of(voucher) == []


def post(till: Till, amount: str, on: date) -> None:  # noqa: F811
    chart = till.office.ask(accounts)
    rent = next(one for one in chart.by_id.values() if one.name == "Rent")
    bank = chart.by_role[AccountRole.BANK]
    till.office.do(
        PostJournal(
            posted_on=on,
            narration="Rent",
            lines=(
                JournalLine(account_id=rent.id, debit=Decimal(amount)),
                JournalLine(account_id=bank.id, credit=Decimal(amount)),
            ),
        )
    )


def test_a_voucher_is_reversed_from_its_entry(till: Till) -> None:  # noqa: F811
    post(till, "100", date(2026, 11, 1))
    bank = till.office.ask(accounts).by_role[AccountRole.BANK]
    lines = till.office.ask(account_ledger, bank.id, date(2026, 11, 1), date(2026, 11, 30)).lines
    page = till.window.open_page("journal.entry", {"id": lines[0].entry_id})
    assert isinstance(page, EntryPage)
    till.until(lambda: page.entry is not None)
    till.rest()
    page.reverse.click()
    till.until(lambda: isinstance(till.overlay(), FormDialog))
    till.rest()
    type_text("211126")
    press(ENTER)
    type_text("Paid twice")
    press(Qt.Key.Key_S, CONTROL)
    till.until(lambda: till.overlay() is None)
    till.rest()
    assert till.office.ask(entry_detail, lines[0].entry_id).reversed_by_id is not None
    till.until(lambda: not page.reverse.isVisible())


def test_a_long_ledger_is_read_a_page_at_a_time(till: Till) -> None:  # noqa: F811
    start = date(2026, 4, 1)
    for number in range(230):
        post(till, "10.00", start + timedelta(days=number))
    bank = till.office.ask(accounts).by_role[AccountRole.BANK]
    whole = till.office.ask(account_ledger, bank.id, start, date(2026, 11, 21)).lines
    head = till.office.ask(reading.read_account, bank.id)
    first = till.office.ask(reading.read_stretch, head, start, date(2026, 11, 21))
    assert reading.PAGE <= len(first.lines) < len(whole)
    assert first.closing_minor == -230000
    page = till.window.open_page("account.ledger", {"id": bank.id})
    assert isinstance(page, AccountPage)
    till.until(lambda: page.rows.rowCount() > 0)
    till.rest()
    assert page.rows.rowCount() == len(first.lines)
    press(Qt.Key.Key_End)
    till.until(lambda: page.rows.rowCount() == len(whole))
    assert [shown.line for shown in page.rows.rows()] == list(whole)
    assert page.table.cursor_row() == len(first.lines) - 1
    assert faults_of(page) == []


def test_a_group_has_the_balance_of_its_accounts_and_says_where_their_entries_are(till: Till) -> None:  # noqa: F811
    post(till, "100", date(2026, 11, 1))
    chart = till.office.ask(accounts)
    bank = chart.by_role[AccountRole.BANK]
    assert bank.parent_id is not None
    own = till.office.ask(reading.read_account, bank.id)
    group = till.office.ask(reading.read_account, bank.parent_id)
    days = (date(2026, 4, 1), date(2026, 11, 30))
    found = till.office.ask(reading.read_stretch, group, *days)
    assert bank.id in group.summed
    assert found.closing_minor == till.office.ask(reading.read_stretch, own, *days).closing_minor == -10000
    assert found.lines == ()
    page = till.window.open_page("account.ledger", {"id": bank.parent_id})
    assert isinstance(page, AccountPage)
    till.until(lambda: page.stretch is not None)
    till.rest()
    assert page._nothing.isVisible()
    assert "their entries stand in those" in page._nothing.text()


def test_a_voucher_asks_for_the_cost_centre_once_there_is_one(till: Till) -> None:  # noqa: F811
    pune = till.office.do(SaveCostCentre(code="PUNE", name="Pune branch"))
    till.window.open_page("journal.voucher")
    page = till.page()
    assert isinstance(page, VoucherPage)
    till.until(lambda: page.ready)
    assert not page.grid.isColumnHidden(CENTRE)
    page.grid.setFocus()
    for text in ("rent", "", "pune"):
        type_text(text)
        till.bot.wait(120)
        till.rest()
        press(ENTER)
    for text in ("450", "", ""):
        type_text(text)
        press(ENTER)
    till.rest()
    (rent,) = page.grid.lines.lines()
    assert (rent.centre_id, rent.centre, rent.debit) == (pune, "Pune branch", Decimal(450))
    content = content_of(rent)
    assert content is not None
    assert content.cost_centre_id == pune

"""Reconciling in the window by keyboard: take a statement in, match, book, keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from rayafin_desktop.desktop.screens.banking.page import ReconcilePage
from rayafin_desktop.desktop.screens.payment.new_payment_page import NewPaymentPage
from rayafin_desktop.features.banking.model import BankReconciliation
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.queries import open_items
from tests.features.purchases.bought import bill, line, supplier

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, press, type_text

ENTER = Qt.Key.Key_Return
STATEMENT = (
    "Date,Narration,Amount,Balance\n"
    "2026-11-21,NEFT UTR555,1000.00,1000.00\n"
    "2026-11-21,SERVICE CHARGE,-118.00,882.00\n"
)


def opened(till: Till) -> ReconcilePage:  # noqa: F811
    till.office.do(ReceivePayment(party_id=till.customer, amount=Decimal(1000), reference="UTR555"))
    till.window.open_page("bank.reconcile")
    till.rest()
    page = till.page()
    assert isinstance(page, ReconcilePage)
    till.until(lambda: page.ready)
    return page


def test_a_statement_is_worked_through_by_keyboard(till: Till, tmp_path: Path) -> None:  # noqa: F811
    page = opened(till)
    file = tmp_path / "november.csv"
    file.write_text(STATEMENT)
    page.take_in(file)
    till.until(lambda: len(page.lines.rows()) == 2)
    till.rest()
    assert faults_of(page) == []
    receipt = next(at for at, line in enumerate(page.lines.rows()) if line.amount_minor > 0)
    page.line_table.move_to(receipt)
    till.until(page.matches.rows)
    assert page.matches.rows()[0].score >= 80
    press(ENTER)
    till.until(lambda: len(page.lines.rows()) == 1)
    till.rest()
    type_text("b")
    till.rest()
    assert till.overlay() is not None
    type_text("bank charges")
    till.bot.wait(150)
    till.rest()
    press(ENTER)
    press(ENTER, CONTROL)
    till.until(lambda: not page.lines.rows())
    till.until(page.keep_button.isEnabled)
    press(ENTER, CONTROL)

    def kept() -> bool:
        with till.office.app.read(till.office.owner) as read:
            return len(read.all(BankReconciliation)) == 1

    till.until(kept)


def test_a_payment_is_entered_from_a_line_of_the_bank_and_found_by_it(
    till: Till,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = opened(till)
    seller = supplier(till.office, "Vidarbha Ginning", tax_id="")
    bill(till.office, seller, line(till.office, "5000.00", code=""), on=date(2026, 11, 2))
    file = tmp_path / "november.csv"
    file.write_text(
        "Date,Narration,Amount,Balance\n"
        "2026-11-18,NEFT KAVERI 4711,647500.00,647500.00\n"
        "2026-11-19,RTGS VIDARBHA 4712,-5000.00,642500.00\n"
    )
    page.take_in(file)
    till.until(lambda: len(page.lines.rows()) == 2)
    till.rest()
    assert page.pay_button.text() == "Receive payment"
    for key, name, minor in (("r", "kaveri", 64750000), ("p", "vidar", 500000)):
        page.line_table.setFocus()
        page.line_table.move_to(0)
        till.rest()
        if key == "p":
            assert page.pay_button.text() == "Pay supplier"
            type_text("r")  # the other way: told, nothing opened
            assert till.page() is page
        type_text(key)
        form = till.page()
        assert isinstance(form, NewPaymentPage)
        till.rest()
        head = form.head
        assert (head.amount.value(), head.account.value()) == (Decimal(minor) / 100, page.account_id)
        assert head.dated_on.value() == date(2026, 11, 18 if key == "r" else 19)
        assert "47" in head.reference.value()
        form.head.payer.setFocus()
        type_text(name)
        till.bot.wait(120)
        till.rest()
        press(ENTER)
        till.until(lambda form=form: form.sheet is not None)  # type: ignore[misc]
        till.rest()
        waiting = len(page.lines.rows())
        form.plain_post.click()
        till.until(lambda: till.page() is page)
        till.until(lambda waiting=waiting: len(page.lines.rows()) == waiting - 1)  # type: ignore[misc]
        till.rest()
    assert page.lines.rows() == []
    assert till.open_minor(0) == 0
    assert till.office.ask(open_items, seller, Side.PAYABLE) == []


def test_a_file_that_is_no_statement_is_refused_in_words(till: Till, tmp_path: Path) -> None:  # noqa: F811
    page = opened(till)
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir")
    page.take_in(file)
    till.until(lambda: "names a date and an amount" in page.banner.text())
    page.take_in(tmp_path / "gone.csv")
    till.until(lambda: "cannot be read" in page.banner.text())

"""Reconciling in the window by keyboard: take a statement in, match, book, keep."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from rayafin_desktop.desktop.screens.banking.page import ReconcilePage
from rayafin_desktop.features.banking.model import BankReconciliation
from rayafin_desktop.features.payments.commands import ReceivePayment

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


def test_a_file_that_is_no_statement_is_refused_in_words(till: Till, tmp_path: Path) -> None:  # noqa: F811
    page = opened(till)
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir")
    page.take_in(file)
    till.until(lambda: "names a date and an amount" in page.banner.text())
    page.take_in(tmp_path / "gone.csv")
    till.until(lambda: "cannot be read" in page.banner.text())

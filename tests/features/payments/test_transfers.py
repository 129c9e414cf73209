"""Transfers between our own accounts, and the accounts themselves."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import ReversePayment
from rayafin_desktop.features.payments.money_accounts import (
    MONEY_ACCOUNT_ROWS,
    SaveMoneyAccount,
    iban_is_valid,
    money_account_detail,
)
from rayafin_desktop.features.payments.queries import payment_detail, transfer_preview
from rayafin_desktop.features.payments.transferring import TransferContent, TransferMoney
from tests.books import Office

from .sales import balance, customer, receive, verify
from .test_commands import codes

R = AccountRole


def account(office: Office, role: AccountRole) -> UUID:
    return office.ask(lambda read: accounts(read).by_role[role].id)


def rows(office: Office) -> dict[str, Any]:
    found = office.ask(lambda read: list(page(MONEY_ACCOUNT_ROWS, read, Look())))
    return {row.name: row for row in found}


def test_a_cash_deposit_is_a_contra_and_can_be_reversed(office: Office) -> None:
    bank, cash = account(office, R.BANK), account(office, R.CASH)
    receive(office, customer(office), "100.00", account_id=cash)
    done = office.do(TransferMoney(account_id=cash, to_account_id=bank, amount=Decimal(60)))
    assert done.number == "TRF/26-27/00001"
    assert (balance(office, R.CASH), balance(office, R.BANK)) == (4000, 6000)
    detail = office.ask(payment_detail, done.payment_id)
    assert (detail.account_name, detail.to_account_name) == ("Cash in hand", "Bank account")
    assert verify(office) == []
    office.do(ReversePayment(payment_id=done.payment_id, reason="Counted again"))
    assert (balance(office, R.CASH), balance(office, R.BANK)) == (10000, 0)
    assert verify(office) == []


def test_cash_that_is_not_there_is_asked_about(office: Office) -> None:
    command = TransferMoney(
        account_id=account(office, R.CASH), to_account_id=account(office, R.BANK), amount=Decimal(60)
    )
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(command)
    assert asked.value.key == "cash_negative"
    office.do(command, confirmed={"cash_negative"})


def test_what_a_transfer_cannot_be(office: Office) -> None:
    bank = account(office, R.BANK)
    with pytest.raises(RuleBroken) as refused:
        office.do(TransferMoney(account_id=bank, to_account_id=bank, amount=Decimal("1.005")))
    assert codes(refused) == {
        ("payment.same_account", "to_account_id"),
        ("payment.too_many_decimals", "amount"),
    }
    with pytest.raises(RuleBroken) as refused:
        office.do(
            TransferMoney(
                account_id=bank, to_account_id=account(office, R.CASH), amount=Decimal(5), received=Decimal(4)
            )
        )
    assert codes(refused) == {("payment.received_differs", "received")}
    sales = account(office, R.SALES)
    with pytest.raises(RuleBroken) as refused:
        office.do(TransferMoney(account_id=bank, to_account_id=sales, amount=Decimal(5)))
    assert codes(refused) == {("payment.no_money_account", "to_account_id")}


def dollars(office: Office) -> UUID:
    return office.do(
        SaveMoneyAccount(
            name="Dollar account",
            currency="USD",
            bank_name="HDFC Bank",
            opening=Decimal("1000.00"),
            opening_on=date(2026, 11, 1),
            opening_rate=Decimal("83.00"),
        )
    )


def test_dollars_sold_to_the_bank_leave_their_book_value_and_a_gain(office: Office) -> None:
    usd, bank = dollars(office), account(office, R.BANK)
    content = TransferContent(
        account_id=usd,
        to_account_id=bank,
        amount=Decimal(400),
        received=Decimal("33640.00"),
        charges=Decimal(2),
    )
    lines, problems = office.ask(transfer_preview, content)
    assert not problems
    assert sum(row.debit_minor - row.credit_minor for row in lines) == 0
    office.do(
        TransferMoney(
            account_id=usd,
            to_account_id=bank,
            amount=Decimal(400),
            received=Decimal("33640.00"),
            charges=Decimal(2),
        )
    )
    assert balance(office, R.BANK) == 3364000
    assert (balance(office, R.FX_GAIN), balance(office, R.BANK_CHARGES)) == (-44000, 16600)
    row = rows(office)["Dollar account"]
    assert (row.balance_minor, row.base_minor) == (59800, 8300000 - 3320000 - 16600)
    assert verify(office) == []


def test_a_missing_rate_is_an_error_and_never_one(office: Office) -> None:
    usd = office.do(SaveMoneyAccount(name="Empty dollars", currency="USD"))
    with pytest.raises(RuleBroken) as refused:
        office.do(
            TransferMoney(
                account_id=usd,
                to_account_id=account(office, R.BANK),
                amount=Decimal(1),
                received=Decimal(80),
            )
        )
    assert codes(refused) == {("payment.rate_missing", "rate")}
    with pytest.raises(RuleBroken) as refused:
        office.do(TransferMoney(account_id=account(office, R.BANK), to_account_id=usd, amount=Decimal(80)))
    assert codes(refused) == {("payment.received_missing", "received")}


def test_an_account_without_a_book_value_gives_at_the_rate_of_the_day(office: Office) -> None:
    usd, bank = office.do(SaveMoneyAccount(name="Empty dollars", currency="USD")), account(office, R.BANK)
    office.do(SaveExchangeRate(currency="USD", dated_on=office.clock.today(), rate=Decimal(84)))
    office.do(
        TransferMoney(account_id=usd, to_account_id=bank, amount=Decimal(1), received=Decimal(80)),
        confirmed={"cash_negative"},
    )
    assert (balance(office, R.BANK), balance(office, R.FX_LOSS)) == (8000, 400)
    assert verify(office) == []


def test_a_bank_account_with_its_details_and_opening(office: Office) -> None:
    made = office.do(
        SaveMoneyAccount(
            name="Savings",
            bank_name="HDFC Bank",
            account_number="50100123456789",
            ifsc="hdfc0001234",
            iban="DE89 3704 0044 0532 0130 00",
            opening=Decimal(250),
        )
    )
    detail = office.ask(money_account_detail, made)
    assert (detail.code, detail.ifsc, detail.iban) == ("1121", "HDFC0001234", "DE89370400440532013000")
    assert balance(office, R.OPENING_EQUITY) == -25000
    row = rows(office)["Savings"]
    assert (row.balance_minor, row.moved_on, row.kind) == (25000, office.clock.today(), "BANK")
    office.do(SaveMoneyAccount(id=made, version=detail.version, name="Savings account", bank_name="SBI"))
    assert rows(office)["Savings account"].bank_name == "SBI"
    assert rows(office)["Cash in hand"].kind == "CASH"
    assert verify(office) == []


def test_mistyped_bank_details_are_refused(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveMoneyAccount(name="X", ifsc="HDFC123", iban="DE88370400440532013000"))
    assert codes(refused) == {("money_account.iban_invalid", "iban"), ("money_account.ifsc_invalid", "ifsc")}
    assert iban_is_valid("GB82WEST12345698765432")
    assert not iban_is_valid("GB82")

"""A month of a small firm, from the first purchase to the closed year, reopened and closed again.

Buying, selling, returns, part payments, dollars, a bounced cheque, a bad debt, commissions settled, the bank
reconciled, the month locked, the year closed: after each week and at the end every invariant of rules.md 2.12
holds, and the closing figures are worked out here by hand.
"""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.banking.importing import ImportBankStatement
from rayafin_desktop.features.banking.matching import MatchBankLines
from rayafin_desktop.features.banking.reconciling import ReconcileAccount, account_standing
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.closing.commands import CloseMonth, CloseYear, ReopenYear
from rayafin_desktop.features.closing.model import YearClosing
from rayafin_desktop.features.commissions.commands import PayCommissionSettlement, SettleCommissions
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.balances import trial_balance
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.model import Leg
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole, AccountType
from rayafin_desktop.features.payments.commands import PaySupplier, ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.payments.transferring import TransferMoney
from rayafin_desktop.features.payments.writing_off import WriteOffInvoice
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies
from tests.books import Office
from tests.features.billing.billed import line, register
from tests.features.commissions.trade import Trade, trade_in
from tests.features.payments.sales import balance, customer, verify
from tests.features.purchases.bought import bill, supplier
from tests.features.purchases.bought import line as bill_line

YEAR_END = date(2026, 3, 31)
R = AccountRole
LOOKED = frozenset({"closing_warnings"})


def march(day: int) -> date:
    return date(2026, 3, day)


class Month:
    """The firm and what it has done so far."""

    def __init__(self, office: Office) -> None:
        office.clock.go_to(march(1))
        register(office)
        self.office = office
        self.trade: Trade = trade_in(office)
        self.mill = self.trade.party
        self.ginner = supplier(office)
        self.hamburg = self._abroad()

    def _abroad(self) -> UUID:
        return customer(self.office, "Hamburg Trading", currency="USD", country="DE", state="")

    def on(self, day: int) -> None:
        self.office.clock.go_to(march(day))

    def sell(self, party: UUID, price: str, **values: Any) -> Posted:
        code = values.pop("code", "GST18")
        day = self.office.clock.today()
        lines = (line(self.office, price, code=code),)
        return self.office.do(IssueInvoice(party_id=party, issued_on=day, lines=lines, **values))

    def receive(self, party: UUID, amount: str, *pays: tuple[Posted, str], **values: Any) -> UUID:
        lines = tuple(AllocationLine(invoice_id=one.id, amount=Decimal(part)) for one, part in pays)
        command = ReceivePayment(party_id=party, amount=Decimal(amount), allocations=lines, **values)
        return self.office.do(command).payment_id

    def open_minor(self, document: Posted) -> int:
        def read_open(read: Read) -> int:
            return read.get(SalesDocument, document.id).open_minor

        return self.office.ask(read_open)

    def account(self, role: AccountRole) -> UUID:
        return self.office.ask(accounts).by_role[role].id

    def sound(self) -> None:
        assert verify(self.office) == []


@pytest.fixture
def month(office: Office) -> Month:
    return Month(office)


def result_of(office: Office, day: date) -> int:
    """Income less expenses up to a day, in minor units: credits positive."""
    rows = office.ask(trial_balance, day)
    return -sum(row.balance_minor for row in rows if row.type in (AccountType.INCOME, AccountType.EXPENSE))


def test_a_month_of_trade_ends_in_a_year_that_can_be_closed(month: Month) -> None:
    office = month.office
    capital = Decimal(500_000)
    office.do(
        PostJournal(
            posted_on=march(1),
            narration="Capital paid in",
            lines=(
                JournalLine(account_id=month.account(R.BANK), debit=capital),
                JournalLine(account_id=month.account(R.CAPITAL), credit=capital),
            ),
        )
    )

    # The first week: cotton is bought, some of it goes back, small things are paid in cash.
    month.on(2)
    bought = bill(office, month.ginner, bill_line(office, "100000"), on=march(2), supplier_reference="G/101")
    month.on(4)
    office.do(
        IssueDebitNote(
            bill_id=bought.id,
            issued_on=march(4),
            reason="Wet bales",
            lines=(CreditLine(line_no=1, amount=Decimal(10_000)),),
        )
    )
    office.do(
        TransferMoney(
            account_id=month.account(R.BANK),
            to_account_id=month.account(R.CASH),
            amount=Decimal(20_000),
            dated_on=march(4),
        )
    )
    month.on(5)
    office.do(
        RecordExpense(
            amount=Decimal(1_500),
            description="Loading",
            issued_on=march(5),
            paid_from_id=month.account(R.CASH),
        )
    )
    month.sound()

    # The second: sales at home and abroad, a part payment with tax withheld, a cheque.
    month.on(9)
    first = month.sell(month.mill, "100000")
    second = month.sell(month.mill, "50000")
    office.do(SaveExchangeRate(currency="USD", dated_on=march(9), rate=Decimal("83.00")))
    export = month.sell(month.hamburg, "1000", code="EXPORT", currency="USD")
    month.on(12)
    month.receive(month.mill, "58000.00", (first, "59000.00"), withheld=Decimal(1_000), section="194Q")
    cheque = month.receive(month.mill, "59000.00", (second, "59000.00"), reference="CHQ 4711")
    assert (month.open_minor(first), month.open_minor(second)) == (5_900_000, 0)
    month.sound()

    # The third: the cheque bounces, goods come back, dollars arrive, the ginner is paid.
    month.on(16)
    office.do(ReversePayment(payment_id=cheque, reason="Insufficient funds", bank_charges=Decimal(118)))
    assert month.open_minor(second) == 5_900_000
    office.do(
        PostCreditNote(
            invoice_id=first.id,
            issued_on=march(16),
            reason="Short weight",
            lines=(CreditLine(line_no=1, amount=Decimal(20_000)),),
        )
    )
    month.on(18)
    month.receive(month.hamburg, "400.00", (export, "400.00"), currency="USD", rate=Decimal("84.10"))
    assert balance(office, R.FX_GAIN) == -44_000
    office.do(
        PaySupplier(
            party_id=month.ginner,
            amount=Decimal("106100.00"),
            withheld=Decimal("100.00"),
            section="194Q",
            strategy=Strategy.FIFO,
            dated_on=march(18),
        )
    )
    assert balance(office, R.PAYABLE, month.ginner) == 0
    month.sound()

    # The fourth: the rest of the first invoice comes in, a doubtful one is given up, agents are paid.
    month.on(23)
    month.receive(month.mill, "35400.00", (first, "35400.00"))
    assert month.open_minor(first) == 0
    doubtful = month.sell(month.mill, "1000")
    month.on(27)
    office.do(WriteOffInvoice(invoice_id=doubtful.id, reason="Cannot be found"))
    month.trade.approve_all()
    settled = office.do(SettleCommissions(member_id=month.trade.member))
    office.do(PayCommissionSettlement(settlement_id=settled.settlement_id))
    # One percent of what is left of the first invoice's net, 80,000; nothing of what was never paid.
    assert settled.amount_minor == 80_000
    month.sound()

    # The last day: the dollars still owed are worth more, the bank agrees, the month is locked.
    month.on(31)
    office.do(SaveExchangeRate(currency="USD", dated_on=YEAR_END, rate=Decimal("85.00")))
    office.do(RevalueCurrencies(revalued_on=YEAR_END))
    assert balance_on(office, R.RECEIVABLE, month.hamburg, YEAR_END) == 5_100_000
    reconcile(month)
    month.sound()

    result = result_of(office, YEAR_END)
    assert result == by_hand()
    office.do(CloseMonth(day=YEAR_END), confirmed=LOOKED | {"lock_ahead"})
    with pytest.raises(RuleBroken) as refused:
        month.sell(month.mill, "10")
    assert {one.code for one in refused.value.problems} >= {"entry.period_closed"}
    month.sound()

    close_and_reopen(month, result)


def close_and_reopen(month: Month, result: int) -> None:
    """Close the year, look, reopen it for a forgotten entry, and close it again."""
    office = month.office
    office.clock.go_to(date(2026, 4, 2))
    office.do(CloseYear(day=YEAR_END, reason="Accounts signed"), confirmed=LOOKED)
    assert balance(office, R.RETAINED_EARNINGS) == -result
    assert result_of(office, YEAR_END) == 0
    assert sum(row.balance_minor for row in office.ask(trial_balance, YEAR_END)) == 0
    month.sound()

    def closing_id(read: Read) -> UUID:
        return read.all(YearClosing, order_by=(YearClosing.c.id.desc(),))[0].id

    office.do(ReopenYear(closing_id=office.ask(closing_id), reason="Audit fee forgotten"))
    office.do(SetLock(area=Area.ALL, reason="Audit fee forgotten"))
    assert result_of(office, YEAR_END) == result
    office.do(
        PostJournal(
            posted_on=YEAR_END,
            narration="Audit fee",
            lines=(
                JournalLine(account_id=month.account(R.EXPENSE), debit=Decimal(5_000)),
                JournalLine(account_id=month.account(R.BANK), credit=Decimal(5_000)),
            ),
        )
    )
    office.do(CloseYear(day=YEAR_END, reason="Accounts signed again"), confirmed=LOOKED)
    assert balance(office, R.RETAINED_EARNINGS) == -(result - 500_000)
    month.sound()


def balance_on(office: Office, role: AccountRole, party_id: UUID, day: date) -> int:
    """What a party's legs on an account come to at the end of a day, in the company's currency."""

    def read_sum(read: Read) -> int:
        account = accounts(read).by_role[role].id
        total = select(func.sum(Leg.c.base_minor)).where(
            Leg.c.company_id == read.company_id,
            Leg.c.account_id == account,
            Leg.c.party_id == party_id,
            Leg.c.posted_on <= day,
        )
        return int(read.scalar(total) or 0)

    return office.ask(read_sum)


def by_hand() -> int:
    """The year's result in paise, added up from the story with nothing of the program's."""
    sales = 100_000 + 50_000 + 1_000 * 83 + 1_000
    returns = 20_000
    purchases = 100_000 - 10_000
    expenses = 1_500 + 118
    bad_debt = 1_180  # the tax is not given back
    commission = 800
    realised = 400 * (Decimal("84.10") - 83)
    unrealised = 600 * (85 - 83)
    total = sales - returns - purchases - expenses - bad_debt - commission + realised + unrealised
    return int(total * 100)


def reconcile(month: Month) -> None:
    """The bank's statement names every movement of its account; nothing is left over."""
    office = month.office
    bank = month.account(R.BANK)
    rows = [
        ("2026-03-01", "CAPITAL", "500000.00"),
        ("2026-03-04", "CASH", "-20000.00"),
        ("2026-03-12", "NEFT KAVERI", "58000.00"),
        ("2026-03-12", "CHQ 4711", "59000.00"),
        ("2026-03-16", "CHQ 4711 RETURN", "-59000.00"),
        ("2026-03-16", "RETURN CHARGES", "-118.00"),
        ("2026-03-18", "NEFT GINNER", "-106100.00"),
        ("2026-03-18", "INWARD REMITTANCE USD 400", "33640.00"),
        ("2026-03-23", "NEFT KAVERI", "35400.00"),
        ("2026-03-27", "COMMISSION", "-800.00"),
    ]
    content = "Date,Narration,Amount\n" + "".join(f"{day},{words},{amount}\n" for day, words, amount in rows)
    encoded = base64.b64encode(content.encode()).decode()
    office.do(ImportBankStatement(account_id=bank, file_name="march.csv", content=encoded))
    found = office.do(MatchBankLines(account_id=bank))
    assert found.waiting == 0
    standing = office.ask(account_standing, bank, YEAR_END)
    closing = sum((Decimal(amount) for _, _, amount in rows), Decimal(0))
    assert standing.unpresented_minor == 0
    office.do(ReconcileAccount(account_id=bank, reconciled_on=YEAR_END, bank_balance=closing))

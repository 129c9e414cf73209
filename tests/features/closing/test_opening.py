"""Taking over balances and open documents from the books before."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.opening import OpenDocument
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.closing.opening import OpeningLine, OpeningPosted, PostOpeningBalances
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.ledger.balances import balances, trial_balance
from rayafin_desktop.features.ledger.model import JournalEntry
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.purchases.model import PurchaseDocument
from tests.books import Office
from tests.features.payments.sales import customer, receive

ON, ISSUED, DUE = date(2026, 3, 31), date(2026, 2, 10), date(2026, 3, 12)
ANYHOW = frozenset({"opening_difference"})


def line(
    office: Office, role: AccountRole, debit: str = "0", credit: str = "0", **values: Any
) -> OpeningLine:
    account_id = office.ask(accounts).by_role[role].id
    return OpeningLine(account_id=account_id, debit=Decimal(debit), credit=Decimal(credit), **values)


def opened(party_id: UUID, number: str, amount: str, **values: Any) -> OpenDocument:
    values = {"issued_on": ISSUED, "due_on": DUE} | values
    return OpenDocument(party_id=party_id, number=number, amount=Decimal(amount), **values)


def take_over(office: Office, *lines: OpeningLine, anyhow: bool = False, **documents: Any) -> OpeningPosted:
    command = PostOpeningBalances(on=ON, lines=lines, **documents)
    return office.do(command, confirmed=ANYHOW if anyhow else frozenset())


def standing(office: Office) -> dict[AccountRole | None, int]:
    chart = office.ask(accounts)
    return {chart.by_id[one].role: minor for one, minor in office.ask(balances, ON).items() if minor}


def faults(office: Office) -> set[str]:
    return {checked.check for checked in office.app.verify() if checked.faults}


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def test_a_trial_balance_with_open_documents_leaves_nothing_on_opening_equity(office: Office) -> None:
    office.do(ChangeSetting(key="billing.round_off", value=True))
    buyer = customer(office)
    supplier = customer(office, "Gin Mills", is_supplier=True)
    posted = take_over(
        office,
        line(office, AccountRole.BANK, "5000"),
        line(office, AccountRole.CAPITAL, credit="4000.60"),
        invoices=(opened(buyer, "OLD/17", "1000.60"), opened(buyer, "OLD/18", "500")),
        bills=(opened(supplier, "GM-9", "2500"),),
    )
    assert (posted.invoices, posted.bills, posted.equity_minor) == (2, 1, 0)
    assert standing(office) == {
        AccountRole.BANK: 500000,
        AccountRole.CAPITAL: -400060,
        AccountRole.RECEIVABLE: 150060,
        AccountRole.PAYABLE: -250000,
    }
    assert office.ask(trial_balance, date(2026, 3, 30)) == []
    assert faults(office) == set()


def test_opening_documents_age_by_their_own_dates_and_are_paid_like_any_other(office: Office) -> None:
    buyer = customer(office)
    take_over(office, anyhow=True, invoices=(opened(buyer, "OLD/17", "1000"),))
    [found] = office.ask(lambda read: read.all(SalesDocument))
    assert (found.number, found.issued_on, found.due_on, found.open_minor) == ("OLD/17", ISSUED, DUE, 100000)
    receive(office, buyer, "1000", strategy=Strategy.FIFO)
    [paid] = office.ask(lambda read: read.all(SalesDocument))
    assert paid.open_minor == 0
    assert faults(office) == set()


def test_opening_bills_keep_the_suppliers_number(office: Office) -> None:
    supplier = customer(office, "Gin Mills", is_supplier=True)
    take_over(office, anyhow=True, bills=(opened(supplier, "GM-9", "2500"), opened(supplier, "GM-10", "1")))
    found = office.ask(lambda read: read.all(PurchaseDocument, order_by=(PurchaseDocument.c.number,)))
    assert [(one.number, one.supplier_reference, one.open_minor, one.booked_on) for one in found] == [
        ("OB/0001", "GM-9", 250000, ON),
        ("OB/0002", "GM-10", 100, ON),
    ]


def test_an_opening_invoice_is_voided_on_the_opening_day(office: Office) -> None:
    take_over(office, anyhow=True, invoices=(opened(customer(office), "OLD/17", "1000"),))
    [found] = office.ask(lambda read: read.all(SalesDocument))
    office.do(VoidInvoice(invoice_id=found.id, reason="It was paid"))
    assert standing(office) == {}
    assert [one.posted_on for one in office.ask(lambda read: read.all(JournalEntry))] == [ON, ON]


def test_a_difference_stays_on_opening_equity_and_is_asked_about(office: Office) -> None:
    with pytest.raises(NeedsConfirmation) as asked:
        take_over(office, line(office, AccountRole.BANK, "70"))
    assert asked.value.key == "opening_difference"
    assert take_over(office, line(office, AccountRole.BANK, "70"), anyhow=True).equity_minor == -7000
    assert standing(office) == {AccountRole.BANK: 7000, AccountRole.OPENING_EQUITY: -7000}


def test_foreign_open_documents_need_a_rate_and_are_booked_in_our_currency(office: Office) -> None:
    buyer = customer(office, "Dubai Traders", country="AE", state="", currency="USD")
    with pytest.raises(RuleBroken) as refused:
        take_over(office, invoices=(opened(buyer, "OLD/1", "10"),))
    assert codes(refused) == {("invoice.rate_missing", "invoices.0.rate")}
    posted = take_over(office, anyhow=True, invoices=(opened(buyer, "OLD/1", "10", rate=Decimal("83.25")),))
    assert posted.equity_minor == -83250
    assert standing(office)[AccountRole.RECEIVABLE] == 83250
    assert faults(office) == set()


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    buyer = customer(office)
    with pytest.raises(RuleBroken) as refused:
        take_over(
            office,
            line(office, AccountRole.RECEIVABLE, "5"),
            line(office, AccountRole.BANK, "5", "5"),
            OpeningLine(account_code="nowhere", debit=Decimal(1)),
            invoices=(
                opened(buyer, "OLD/1", "-5"),
                opened(buyer, "OLD/1", "5"),
                opened(buyer, "", "5"),
                opened(buyer, "OLD/2", "5", issued_on=date(2026, 4, 1), due_on=None),
            ),
            bills=(opened(buyer, "X", "5"),),
        )
    found = codes(refused)
    assert {
        ("opening.by_documents", "lines.0.account_id"),
        ("entry.both_sides", "lines.1"),
        ("account.not_found", "lines.2.account_id"),
        ("opening.not_positive", "invoices.0.amount"),
        ("number.taken", "invoices.1.number"),
        ("opening.dated_later", "invoices.3.issued_on"),
        ("opening.not_a_supplier", "bills.0.party_id"),
    } <= found
    assert office.ask(lambda read: read.all(JournalEntry)) == []
    with pytest.raises(RuleBroken) as refused:
        take_over(office)
    assert codes(refused) == {("opening.nothing", "lines")}


def test_nothing_is_taken_over_inside_a_lock(office: Office) -> None:
    office.do(SetLock(area=Area.ALL, locked_until=ON, reason="Done"))
    with pytest.raises(RuleBroken) as refused:
        take_over(office, line(office, AccountRole.BANK, "70"), anyhow=True)
    assert codes(refused) == {("entry.period_closed", "on")}


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    banks=st.lists(st.integers(-(10**10), 10**10).filter(bool), max_size=3),
    owed=st.lists(st.integers(1, 10**10), max_size=3),
    rate=st.decimals("0.000001", 1000, places=6),
)
def test_opening_balances_always_balance(
    office: Office, banks: list[int], owed: list[int], rate: Decimal
) -> None:
    if not banks and not owed:
        return
    buyer = office.ask(lambda read: next(iter(read.all(SalesDocument)), None))
    party = buyer.party_id if buyer else customer(office, "Dubai", country="AE", state="", currency="USD")
    assert party is not None
    count = len(office.ask(lambda read: read.all(SalesDocument)))
    lines = [
        line(office, AccountRole.BANK, str(Decimal(max(minor, 0)).scaleb(-2)),
             str(Decimal(max(-minor, 0)).scaleb(-2)), currency="USD", rate=rate)
        for minor in banks
    ]  # fmt: skip
    before = office.ask(balances, ON)
    invoices = tuple(
        opened(party, f"O/{count + at}", str(Decimal(minor).scaleb(-2)), rate=rate)
        for at, minor in enumerate(owed)
    )
    worth = [*(abs(minor) for minor in banks), *owed]
    if any(Decimal(minor) * rate < Decimal("0.5") for minor in worth):
        return  # worth nothing in our currency: refused, as any empty leg
    posted = take_over(office, *lines, invoices=invoices, anyhow=True)
    after = office.ask(balances, ON)
    equity = office.ask(accounts).by_role[AccountRole.OPENING_EQUITY].id
    assert sum(after.values()) == 0
    assert after.get(equity, 0) - before.get(equity, 0) == posted.equity_minor

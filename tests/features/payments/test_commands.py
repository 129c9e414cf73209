"""Receiving, allocating, taking back, bouncing: documents, advance and ledger stay in step."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, NotFound, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import from_json, to_json
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    ReceivePayment,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.content import AllocationLine, PaymentContent
from rayafin_desktop.features.payments.document import render
from rayafin_desktop.features.payments.model import Allocation, Method, Payment
from rayafin_desktop.features.payments.queries import (
    advances,
    invoice_allocations,
    open_items,
    payment_allocations,
    payment_detail,
    payment_preview,
    proposal,
)
from rayafin_desktop.features.payments.rules import Strategy
from tests.books import Office

from .sales import balance, customer, invoice, open_minor, receive, verify

R = AccountRole


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def rows_of(office: Office, cls: type[Payment] | type[Allocation]) -> int:
    def count(read: Read) -> int:
        table = cls.mapping.table
        return int(read.scalar(select(func.count()).select_from(table)))

    return office.ask(count)


def test_one_receipt_pays_several_invoices_and_the_rest_is_an_advance(office: Office) -> None:
    party = customer(office)
    first, second = invoice(office, party, "1000.00"), invoice(office, party, "600.00")
    received = receive(office, party, "1500.00", (first, "1000.00"), (second, "400.00"))
    assert (received.allocated_minor, received.advance_minor) == (140000, 10000)
    assert (open_minor(office, first), open_minor(office, second)) == (0, 20000)
    assert balance(office, R.BANK) == 150000
    assert balance(office, R.RECEIVABLE, party) == 20000
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -10000
    assert verify(office) == []


def test_receipts_are_numbered_in_a_series_of_their_own(office: Office) -> None:
    party = customer(office)
    numbers = [receive(office, party, "10.00").number for _ in range(2)]
    assert numbers == ["RCT/26-27/00001", "RCT/26-27/00002"]
    with pytest.raises(RuleBroken):
        receive(office, party, "0")
    last_year = receive(office, party, "10.00", dated_on=date(2026, 3, 31))
    assert last_year.number == "RCT/25-26/00001"
    assert receive(office, party, "10.00").number == "RCT/26-27/00003"


def test_tax_withheld_charges_and_discount_settle_the_invoice_too(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "1000.00")
    receive(
        office,
        party,
        "960.00",
        (bill, "1000.00"),
        withheld=Decimal("20.00"),
        charges=Decimal("5.00"),
        discount=Decimal("15.00"),
    )
    assert open_minor(office, bill) == 0
    figures = [
        balance(office, role) for role in (R.BANK, R.TDS_RECEIVABLE, R.BANK_CHARGES, R.DISCOUNT_ALLOWED)
    ]
    assert figures == [96000, 2000, 500, 1500]
    assert balance(office, R.RECEIVABLE, party) == 0


def test_a_discount_is_no_advance(office: Office) -> None:
    party = customer(office)
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "10.00", discount=Decimal("1.00"))
    assert codes(refused) == {("payment.discount_over_allocated", "discount")}


def test_cash_goes_to_the_cash_account(office: Office) -> None:
    receive(office, customer(office), "10.00", method=Method.CASH)
    assert (balance(office, R.CASH), balance(office, R.BANK)) == (1000, 0)


def test_strategies_run_over_all_open_invoices(office: Office) -> None:
    party = customer(office)
    day = office.clock.today()
    young = invoice(office, party, "300.00", due_on=day + timedelta(days=30))
    old = invoice(office, party, "500.00", due_on=day)
    office.do(ReceivePayment(party_id=party, amount=Decimal("600.00"), strategy=Strategy.FIFO))
    assert (open_minor(office, old), open_minor(office, young)) == (0, 20000)
    named = ReceivePayment(
        party_id=party, amount=Decimal("50.00"), strategy=Strategy.INSTRUCTION, invoices=(young.id,)
    )
    office.do(named)
    assert open_minor(office, young) == 15000
    assert verify(office) == []


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(office: Office) -> None:
    party, other = customer(office), customer(office, "Another")
    mine, theirs = invoice(office, party, "100.00"), invoice(office, other, "100.00")
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "50.001", (mine, "100.01"), (theirs, "1.00"), withheld=Decimal(-1))
    assert codes(refused) >= {
        ("payment.too_many_decimals", "amount"),
        ("payment.negative", "withheld"),
        ("allocation.over_document", "allocations.0.amount"),
        ("allocation.other_party", "allocations.1.invoice_id"),
        ("allocation.over_payment", "amount"),
    }
    assert rows_of(office, Payment) == rows_of(office, Allocation) == 0
    assert open_minor(office, mine) == 10000


def test_a_closed_invoice_cannot_be_paid_again(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    receive(office, party, "100.00", (bill, "100.00"))
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "1.00", (bill, "1.00"))
    assert codes(refused) == {("allocation.document_not_open", "allocations.0.invoice_id")}


def test_the_same_outside_reference_adds_nothing(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    once = receive(office, party, "100.00", (bill, "100.00"), external_id="UTR-1")
    again = receive(office, party, "100.00", (bill, "100.00"), external_id=" UTR-1 ")
    assert again == once
    assert balance(office, R.BANK) == 10000
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "99.00", external_id="UTR-1")
    assert codes(refused) == {("payment.external_id_reused", "external_id")}


def test_an_advance_pays_a_later_invoice(office: Office) -> None:
    party = customer(office)
    received = receive(office, party, "250.00")
    office.clock.advance(days=5)
    bill = invoice(office, party, "200.00")
    assert [one.advance_minor for one in office.ask(advances, party)] == [25000]
    line = AllocationLine(invoice_id=bill.id, amount=Decimal("200.00"))
    allocated = office.do(AllocatePayment(payment_id=received.payment_id, allocations=(line,)))
    assert (allocated.allocated_minor, allocated.advance_minor) == (20000, 5000)
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -5000
    assert balance(office, R.RECEIVABLE, party) == 0
    assert verify(office) == []


def test_an_allocation_is_not_older_than_its_invoice_or_payment(office: Office) -> None:
    party = customer(office)
    received = receive(office, party, "250.00")
    earlier = received_on = office.clock.today()
    office.clock.advance(days=5)
    bill = invoice(office, party, "200.00")
    line = AllocationLine(invoice_id=bill.id, amount=Decimal("200.00"))
    with pytest.raises(RuleBroken) as refused:
        office.do(AllocatePayment(payment_id=received.payment_id, allocations=(line,), allocated_on=earlier))
    assert codes(refused) == {("allocation.before_document", "allocations.0.invoice_id")}
    too_early = received_on - timedelta(days=1)
    with pytest.raises(RuleBroken) as refused:
        office.do(
            AllocatePayment(payment_id=received.payment_id, strategy=Strategy.FIFO, allocated_on=too_early)
        )
    assert ("allocation.before_payment", "allocated_on") in codes(refused)


def test_taking_an_allocation_back_opens_the_invoice_and_keeps_both_rows(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    received = receive(office, party, "100.00", (bill, "100.00"))
    [row] = office.ask(payment_allocations, received.payment_id)
    office.do(Unallocate(allocation_id=row.id, reason="Paid for another order"))
    assert open_minor(office, bill) == 10000
    assert balance(office, R.RECEIVABLE, party) == 10000
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -10000
    assert rows_of(office, Allocation) == 2
    [row] = office.ask(payment_allocations, received.payment_id)
    assert (row.is_live, row.reason) == (False, "Paid for another order")
    with pytest.raises(RuleBroken) as refused:
        office.do(Unallocate(allocation_id=row.id, reason="Again"))
    assert codes(refused) == {("allocation.already_reversed", "allocation_id")}
    office.do(AllocatePayment(payment_id=received.payment_id, strategy=Strategy.FIFO))
    assert open_minor(office, bill) == 0
    assert verify(office) == []


def test_a_bounced_cheque_undoes_everything_and_only_once(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    received = receive(office, party, "130.00", (bill, "100.00"), withheld=Decimal("2.00"))
    office.clock.advance(days=3)
    bounce = ReversePayment(
        payment_id=received.payment_id, reason="Cheque bounced", bank_charges=Decimal("1.50")
    )
    office.do(bounce)
    assert open_minor(office, bill) == 10000
    assert balance(office, R.RECEIVABLE, party) == 10000
    for role in (R.CUSTOMER_ADVANCE, R.TDS_RECEIVABLE):
        assert balance(office, role) == 0
    assert (balance(office, R.BANK), balance(office, R.BANK_CHARGES)) == (-150, 150)
    with pytest.raises(RuleBroken) as refused:
        office.do(bounce)
    assert codes(refused) == {("payment.already_reversed", "payment_id")}
    with pytest.raises(RuleBroken) as refused:
        office.do(AllocatePayment(payment_id=received.payment_id, strategy=Strategy.FIFO))
    assert ("payment.reversed", "payment_id") in codes(refused)
    assert verify(office) == []


def test_a_bounce_after_a_later_allocation_undoes_that_too(office: Office) -> None:
    party = customer(office)
    first, second = invoice(office, party, "100.00"), invoice(office, party, "50.00")
    received = receive(office, party, "150.00", (first, "100.00"))
    office.do(AllocatePayment(payment_id=received.payment_id, strategy=Strategy.FIFO))
    office.do(ReversePayment(payment_id=received.payment_id, reason="Bounced"))
    assert (open_minor(office, first), open_minor(office, second)) == (10000, 5000)
    assert balance(office, R.CUSTOMER_ADVANCE) == balance(office, R.BANK) == 0
    assert verify(office) == []


def test_a_reason_is_asked_for(office: Office) -> None:
    received = receive(office, customer(office), "10.00")
    with pytest.raises(RuleBroken) as refused:
        office.do(ReversePayment(payment_id=received.payment_id, reason="  "))
    assert codes(refused) == {("payment.why_missing", "reason")}


def test_a_payment_of_tomorrow_asks_first(office: Office) -> None:
    party = customer(office)
    tomorrow = office.clock.today() + timedelta(days=1)
    with pytest.raises(NeedsConfirmation) as asked:
        receive(office, party, "10.00", dated_on=tomorrow)
    command = ReceivePayment(party_id=party, amount=Decimal(10), dated_on=tomorrow)
    assert office.do(command, confirmed={asked.value.key}).advance_minor == 1000


def test_a_foreign_invoice_is_relieved_at_its_own_rate(office: Office) -> None:
    # rules.md 2.9: 400 of 1,000 booked at 83.00 and paid at 84.10 gains 440; the rest ends at exactly 0.
    party = customer(office, "Hamburg Trading", currency="USD", country="DE", state="")
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    receive(office, party, "400.00", (bill, "400.00"), currency="USD", rate=Decimal("84.10"))
    assert balance(office, R.BANK) == 3364000
    assert balance(office, R.RECEIVABLE, party) == 4980000
    assert balance(office, R.FX_GAIN) == -44000
    receive(office, party, "700.00", (bill, "600.00"), currency="USD", rate=Decimal("82.35"))
    assert balance(office, R.RECEIVABLE, party) == 0
    assert balance(office, R.FX_LOSS) == 39000
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -823500
    assert verify(office) == []


def test_a_foreign_payment_needs_its_rate(office: Office) -> None:
    party = customer(office, "Hamburg Trading", currency="USD", country="DE", state="")
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "400.00", currency="USD")
    assert codes(refused) == {("payment.rate_missing", "rate")}


def test_the_preview_is_what_gets_posted(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    line = AllocationLine(invoice_id=bill.id, amount=Decimal("100.00"))
    content = PaymentContent(
        party_id=party, amount=Decimal("115.00"), withheld=Decimal("2.00"), allocations=(line,)
    )
    preview = office.ask(payment_preview, content)
    assert preview.is_balanced
    assert preview.proposal.remainder_minor == 1700
    before = {row.account_name: row.debit_minor - row.credit_minor for row in preview.rows}
    receive(office, party, "115.00", (bill, "100.00"), withheld=Decimal("2.00"))
    assert before == {
        "Bank account": balance(office, R.BANK),
        "TDS receivable": balance(office, R.TDS_RECEIVABLE),
        "Trade receivables": -10000,
        "Advances from customers": balance(office, R.CUSTOMER_ADVANCE),
    }
    wrong = office.ask(payment_preview, content)
    assert [p.code for p in wrong.problems] == ["allocation.document_not_open"]
    assert wrong.rows == ()


def test_a_proposal_names_its_reason(office: Office) -> None:
    party = customer(office)
    for amount in ("100.00", "250.00", "75.00"):
        invoice(office, party, amount)
    found = office.ask(proposal, party, 17500)
    assert (found.strategy, found.remainder_minor) == (Strategy.EXACT_MATCH, 0)
    assert office.ask(proposal, party, 17501).strategy is Strategy.FIFO
    assert [row.open_minor for row in office.ask(open_items, party)] == [10000, 25000, 7500]


def test_what_pays_an_invoice_is_listed_with_it(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    receive(office, party, "60.00", (bill, "60.00"))
    receive(office, party, "40.00", (bill, "40.00"))
    rows = office.ask(invoice_allocations, bill.id)
    assert [(row.payment_number, row.amount_minor) for row in rows] == [
        ("RCT/26-27/00001", 6000),
        ("RCT/26-27/00002", 4000),
    ]


def test_the_receipt_prints(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    received = receive(office, party, "130.00", (bill, "100.00"), reference="UTR 1")
    assert office.ask(render, received.number).startswith(b"%PDF")
    with pytest.raises(NotFound):
        office.ask(render, "RCT/26-27/09999")


def test_a_cashier_receives_but_does_not_reverse(office: Office) -> None:
    party = customer(office)
    cashier, broker = office.member(Role.CASHIER), office.member(Role.BROKER)
    command = ReceivePayment(party_id=party, amount=Decimal(10))
    received = office.do(command, as_=cashier)
    with pytest.raises(NotAllowed):
        office.do(ReversePayment(payment_id=received.payment_id, reason="No"), as_=cashier)
    with pytest.raises(NotAllowed):
        office.do(command, as_=broker)
    with pytest.raises(NotAllowed):
        office.ask(payment_detail, received.payment_id, as_=broker)


def test_another_company_s_payment_is_not_found(office: Office, offices: object) -> None:
    received = receive(office, customer(office), "10.00")
    other: Office = offices("IN")  # type: ignore[operator]
    with pytest.raises(NotFound):
        other.do(ReversePayment(payment_id=received.payment_id, reason="No"))
    with pytest.raises(NotFound):
        other.ask(payment_detail, received.payment_id)


def test_a_receipt_survives_json() -> None:
    line = AllocationLine(invoice_id=new_id(), amount=Decimal("10.50"))
    command = ReceivePayment(party_id=new_id(), amount=Decimal("10.50"), allocations=(line,))
    assert from_json(ReceivePayment, {k: v for k, v in to_json(command).items() if k != "command"}) == command
    with pytest.raises(RuleBroken):
        from_json(ReceivePayment, {"party_id": str(UUID(int=1)), "amount": 10.5})


def test_the_database_itself_refuses_what_was_allocated_twice(office: Office) -> None:
    received = receive(office, customer(office), "10.00")
    table = Payment.mapping.table
    over = update(table).where(table.c.id == received.payment_id).values(allocated_minor=1001)
    with pytest.raises(IntegrityError), office.app.database.write_engine.begin() as connection:
        connection.execute(over)

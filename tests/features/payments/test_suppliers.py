"""Money out: bills, tax withheld from suppliers, advances, debit notes, stopped cheques, other currencies."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    PaySupplier,
    Received,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.content import AdvanceLine, AllocationLine, CreditLine, PaymentContent
from rayafin_desktop.features.payments.document import render
from rayafin_desktop.features.payments.kinds import PaymentKind, Side
from rayafin_desktop.features.payments.model import Allocation, Method, Payment
from rayafin_desktop.features.payments.queries import (
    advances,
    bill_allocations,
    open_items,
    payment_allocations,
    payment_preview,
    proposal,
)
from rayafin_desktop.features.payments.refunding import ReceiveRefund, SetOffNotes
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.purchases.content import PostedBill
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from tests.books import Office
from tests.features.purchases.bought import bill, document, line
from tests.features.purchases.bought import supplier as registered

from .sales import balance, verify
from .test_commands import codes

R = AccountRole


def supplier(office: Office, name: str = "Vidarbha Ginning", **values: object) -> UUID:
    """A supplier whose bills carry no tax."""
    return registered(office, name, **{"tax_id": "", **values})  # type: ignore[arg-type]


def bought(office: Office, party: UUID, amount: str, **values: object) -> PostedBill:
    """A posted bill without tax: its total is the amount."""
    return bill(office, party, line(office, amount, code=""), on=office.clock.today(), **values)  # type: ignore[arg-type]


def pay(
    office: Office, party: object, amount: str, *pays: tuple[PostedBill, str], **values: object
) -> Received:
    lines = tuple(AllocationLine(bill_id=one.id, amount=Decimal(part)) for one, part in pays)
    command = PaySupplier(party_id=party, amount=Decimal(amount), allocations=lines, **values)  # type: ignore[arg-type]
    return office.do(command)


def owed(office: Office, one: PostedBill) -> int:
    return document(office, one.id).open_minor


def test_a_payment_with_tax_withheld_settles_the_bill_and_keeps_the_rest_as_an_advance(
    office: Office,
) -> None:
    party = supplier(office)
    one = bought(office, party, "10000.00")
    done = pay(
        office, party, "9950.00", (one, "10000.00"), withheld=Decimal("200.00"), section="194H",
        charges=Decimal("11.80"), reference="UTR 1",
    )  # fmt: skip
    assert done.number == "PAY/26-27/00001"
    assert (done.allocated_minor, done.advance_minor) == (1000000, 15000)
    # What our bank takes comes on top of what the supplier gets.
    assert balance(office, R.BANK) == -995000 - 1180
    assert [balance(office, role) for role in (R.TDS_PAYABLE, R.BANK_CHARGES)] == [-20000, 1180]
    assert (balance(office, R.PAYABLE, party), balance(office, R.SUPPLIER_ADVANCE, party)) == (0, 15000)
    assert owed(office, one) == 0
    assert verify(office) == []


def test_discount_received_tcs_and_a_small_difference(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "1000.00")
    lines = (AllocationLine(bill_id=one.id, amount=Decimal(1000), write_off=Decimal("0.40")),)
    office.do(
        PaySupplier(
            party_id=party,
            amount=Decimal("980.60"),
            tcs=Decimal("1.00"),
            discount=Decimal(20),
            allocations=lines,
        )
    )
    assert owed(office, one) == 0
    figures = [balance(office, role) for role in (R.TCS_RECEIVABLE, R.DISCOUNT_RECEIVED, R.ROUND_OFF)]
    assert figures == [100, -2000, -40]
    assert (balance(office, R.BANK), balance(office, R.PAYABLE, party)) == (-98060, 0)
    assert verify(office) == []


def test_strategies_spread_a_payment_over_bills(office: Office) -> None:
    party = supplier(office)
    day = office.clock.today()
    office.clock.advance(days=2)
    young = bought(office, party, "300.00")
    old = bill(office, party, line(office, "500.00", code=""), on=day)
    fill = office.ask(proposal, party, 60000, side=Side.PAYABLE, strategy=Strategy.FIFO)
    assert [part.amount_minor for part in fill.parts] == [50000, 10000]
    office.do(PaySupplier(party_id=party, amount=Decimal(600), strategy=Strategy.FIFO))
    assert (owed(office, old), owed(office, young)) == (0, 20000)
    office.do(
        PaySupplier(party_id=party, amount=Decimal(50), strategy=Strategy.INSTRUCTION, bills=(young.id,))
    )
    assert owed(office, young) == 15000
    assert [row.open_minor for row in office.ask(open_items, party, Side.PAYABLE)] == [15000]
    assert verify(office) == []


def test_an_advance_to_a_supplier_is_allocated_later_and_taken_back(office: Office) -> None:
    party = supplier(office)
    paid = pay(office, party, "500.00")
    assert balance(office, R.SUPPLIER_ADVANCE, party) == 50000
    one = bought(office, party, "400.00")
    assert [row.advance_minor for row in office.ask(advances, party, Side.PAYABLE)] == [50000]
    assert office.ask(advances, party) == []
    office.do(AllocatePayment(payment_id=paid.payment_id, strategy=Strategy.FIFO))
    assert (owed(office, one), balance(office, R.SUPPLIER_ADVANCE, party)) == (0, 10000)
    [row] = office.ask(bill_allocations, one.id)
    office.do(Unallocate(allocation_id=row.id, reason="Meant for another"))
    assert (owed(office, one), balance(office, R.PAYABLE, party)) == (40000, -40000)
    assert verify(office) == []


def test_a_stopped_cheque_opens_the_bill_again(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "400.00")
    done = pay(office, party, "392.00", (one, "400.00"), withheld=Decimal(8), method=Method.CHEQUE)
    office.do(ReversePayment(payment_id=done.payment_id, reason="Cheque stopped", bank_charges=Decimal(50)))
    assert owed(office, one) == 40000
    figures = [balance(office, role) for role in (R.BANK, R.TDS_PAYABLE, R.PAYABLE, R.BANK_CHARGES)]
    assert figures == [-5000, 0, -40000, 5000]
    assert verify(office) == []


def test_an_invoice_cannot_be_paid_to_a_supplier_nor_a_bill_by_a_customer(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "400.00")
    line_ = AllocationLine(invoice_id=one.id, bill_id=one.id, amount=Decimal(1))
    with pytest.raises(RuleBroken) as refused:
        office.do(PaySupplier(party_id=party, amount=Decimal(1), allocations=(line_,)))
    assert ("allocation.document_missing", "allocations.0.invoice_id") in codes(refused)
    other = supplier(office, "Another")
    with pytest.raises(RuleBroken) as refused:
        pay(office, other, "10.00", (one, "10.00"))
    assert codes(refused) == {("allocation.other_party", "allocations.0.invoice_id")}


def test_a_customer_is_not_paid_as_a_supplier(office: Office) -> None:
    from .sales import customer

    with pytest.raises(RuleBroken) as refused:
        pay(office, customer(office), "10.00")
    assert codes(refused) == {("payment.not_a_supplier", "party_id")}


def test_the_same_outside_reference_pays_once(office: Office) -> None:
    party = supplier(office)
    command = PaySupplier(party_id=party, amount=Decimal(10), external_id="BANK-1")
    first, second = office.do(command), office.do(command)
    assert first == second
    assert balance(office, R.BANK) == -1000
    with pytest.raises(RuleBroken) as refused:
        office.do(PaySupplier(party_id=party, amount=Decimal(11), external_id="BANK-1"))
    assert codes(refused) == {("payment.external_id_reused", "external_id")}


def test_cash_is_not_overdrawn_without_a_question(office: Office) -> None:
    party = supplier(office)
    command = PaySupplier(party_id=party, amount=Decimal(10), method=Method.CASH)
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(command)
    assert asked.value.key == "cash_negative"
    assert balance(office, R.CASH) == 0
    office.do(command, confirmed={"cash_negative"})
    assert balance(office, R.CASH) == -1000


def test_usd_paid_at_another_rate_leaves_a_realised_difference(office: Office) -> None:
    """The payable mirror of rules.md 2.9: USD 400 of 1,000 at 83.00, paid at 84.10."""
    party = supplier(office, currency="USD", country="US", state="")
    one = bought(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    with pytest.raises(RuleBroken) as refused:
        pay(office, party, "400.00", (one, "400.00"), currency="USD")
    assert codes(refused) == {("payment.rate_missing", "rate")}
    pay(office, party, "400.00", (one, "400.00"), currency="USD", rate=Decimal("84.10"))
    assert balance(office, R.BANK) == -3364000
    assert balance(office, R.PAYABLE, party) == -8300000 + 3320000
    assert balance(office, R.FX_LOSS) == 44000
    for part in ("200.01", "199.99", "200.00"):
        pay(office, party, part, (one, part), currency="USD", rate=Decimal("82.333333"))
    assert balance(office, R.PAYABLE, party) == 0
    assert owed(office, one) == 0
    assert verify(office) == []


def test_a_debit_note_is_set_off_and_paid_back(office: Office) -> None:
    party = supplier(office)
    first, second = bought(office, party, "100.00"), bought(office, party, "30.00")
    pay(office, party, "100.00", (first, "100.00"))
    note = office.do(IssueDebitNote(bill_id=first.id, issued_on=office.clock.today(), reason="Returned"))
    credit = (CreditLine(bill_id=note.id, amount=Decimal(30)),)
    done = office.do(
        SetOffNotes(
            party_id=party,
            credits=credit,
            allocations=(AllocationLine(bill_id=second.id, amount=Decimal(30)),),
        )
    )
    assert owed(office, second) == 0
    rest = (CreditLine(bill_id=note.id, amount=Decimal(70)),)
    office.do(ReceiveRefund(party_id=party, credits=rest, charges=Decimal(1)))
    assert (balance(office, R.BANK), balance(office, R.BANK_CHARGES)) == (-10000 + 6900, 100)
    assert balance(office, R.PAYABLE, party) == 0
    assert verify(office) == []
    office.do(ReversePayment(payment_id=done.payment_id, reason="Not agreed"))
    assert owed(office, second) == 3000
    assert verify(office) == []


def test_a_supplier_pays_an_advance_back(office: Office) -> None:
    party = supplier(office)
    paid = pay(office, party, "500.00")
    line_ = AdvanceLine(payment_id=paid.payment_id, amount=Decimal(500))
    office.do(ReceiveRefund(party_id=party, advances=(line_,)))
    assert (balance(office, R.BANK), balance(office, R.SUPPLIER_ADVANCE, party)) == (0, 0)
    assert office.ask(advances, party, Side.PAYABLE) == []
    assert verify(office) == []


def test_the_preview_says_what_is_posted(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "100.00")
    content = PaymentContent(
        party_id=party,
        amount=Decimal(98),
        withheld=Decimal(2),
        allocations=(AllocationLine(bill_id=one.id, amount=Decimal(100)),),
    )
    preview = office.ask(payment_preview, content, PaymentKind.PAYMENT)
    assert preview.is_balanced
    sums = {row.account_name: row.debit_minor - row.credit_minor for row in preview.rows}
    assert sums == {"Bank account": -9800, "TDS payable": -200, "Trade payables": 10000}


def test_the_advice_tells_the_supplier_what_was_paid(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "100.00")
    done = pay(office, party, "98.00", (one, "100.00"), withheld=Decimal(2), section="194C")
    assert office.ask(render, done.number).startswith(b"%PDF")


def test_rights_of_money_out(office: Office) -> None:
    party = supplier(office)
    command = PaySupplier(party_id=party, amount=Decimal(10))
    office.do(command, as_=office.member(Role.CASHIER))
    with pytest.raises(NotAllowed):
        office.do(command, as_=office.member(Role.BROKER))


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_allocations_that_were_tampered_with(office: Office) -> None:
    party = supplier(office)
    one = bought(office, party, "100.00")
    done = pay(office, party, "80.00", (one, "60.00"))
    [row] = office.ask(payment_allocations, done.payment_id)
    with office.app.database.write() as connection:
        table = Allocation.mapping.table
        connection.execute(update(table).where(table.c.id == row.id).values(amount_minor=5000))
    found = " ".join(verify(office))
    assert "allocations are 5000" in found
    assert "allocations and notes are 5000" in found


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_an_advance_that_is_not_in_the_ledger(office: Office) -> None:
    party = supplier(office)
    done = pay(office, party, "80.00")
    with office.app.database.write() as connection:
        table = Payment.mapping.table
        values = {"total_minor": 9000, "amount_minor": 9000}
        connection.execute(update(table).where(table.c.id == done.payment_id).values(values))
    assert any("9000 left on account, ledger says 8000" in one for one in verify(office))

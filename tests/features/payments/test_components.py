"""The parts of a receipt: withheld and collected tax, charges, discount, small differences, notes."""

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.credit_notes import CreditLine as NoteLine
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.billing.rules import DocumentStatus
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import ReceivePayment, ReversePayment, Unallocate
from rayafin_desktop.features.payments.content import AdvanceLine, AllocationLine, CreditLine
from rayafin_desktop.features.payments.queries import payment_allocations, payment_detail, written_off
from rayafin_desktop.features.payments.refunding import RefundCustomer, SetOffNotes
from rayafin_desktop.features.payments.writing_off import TakeBackWriteOff, WriteOffInvoice
from tests.books import Office

from .sales import balance, customer, invoice, open_minor, receive, verify
from .test_commands import codes

R = AccountRole


def status(office: Office, document: object) -> DocumentStatus:
    return office.ask(invoice_detail, document.id).status  # type: ignore[attr-defined]


def test_a_receipt_of_all_components_sums_to_what_it_settles(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "1000.00")
    lines = (AllocationLine(invoice_id=bill.id, amount=Decimal("1000.00"), write_off=Decimal("0.50")),)
    done = office.do(
        ReceivePayment(
            party_id=party,
            amount=Decimal("1061.00"),
            tcs=Decimal("1.00"),
            withheld=Decimal("20.00"),
            section="194H",
            charges=Decimal("5.00"),
            discount=Decimal("14.50"),
            allocations=lines,
        )
    )
    # 1061 - 1 + 20 + 5 + 14.50 + 0.50 = 1100, of which 1000 settles and 100 is on account.
    assert (done.allocated_minor, done.advance_minor) == (100000, 10000)
    assert [balance(office, role) for role in (R.BANK, R.TDS_RECEIVABLE, R.BANK_CHARGES)] == [
        106100,
        2000,
        500,
    ]
    assert [balance(office, role) for role in (R.DISCOUNT_ALLOWED, R.BAD_DEBT, R.TCS_PAYABLE)] == [
        1450,
        50,
        -100,
    ]
    assert balance(office, R.RECEIVABLE, party) == 0
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -10000
    assert office.ask(payment_detail, done.payment_id).section == "194H"
    # Fifty paise let go is still a paid invoice.
    assert status(office, bill) is DocumentStatus.PAID
    assert verify(office) == []


def test_a_cashier_lets_small_differences_go_and_no_more(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    cashier = office.member(Role.CASHIER)

    def pay(amount: str, given_up: str) -> ReceivePayment:
        line = AllocationLine(invoice_id=bill.id, amount=Decimal(100), write_off=Decimal(given_up))
        return ReceivePayment(party_id=party, amount=Decimal(amount), allocations=(line,))

    with pytest.raises(RuleBroken) as refused:
        office.do(pay("98.99", "1.01"), as_=cashier)
    assert codes(refused) == {("allocation.write_off_not_small", "allocations.0.write_off")}
    with pytest.raises(NotAllowed):
        office.do(WriteOffInvoice(invoice_id=bill.id, reason="Gone"), as_=cashier)
    office.do(pay("99.00", "1.00"), as_=cashier)
    assert open_minor(office, bill) == 0
    assert verify(office) == []


def test_unallocating_gives_up_the_write_off_and_keeps_the_money(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    line = AllocationLine(invoice_id=bill.id, amount=Decimal(100), write_off=Decimal(10))
    done = office.do(ReceivePayment(party_id=party, amount=Decimal(90), allocations=(line,)))
    assert office.ask(written_off, [bill.id]) == {bill.id: 1000}
    [row] = office.ask(payment_allocations, done.payment_id)
    back = office.do(Unallocate(allocation_id=row.id, reason="Another bill was meant"))
    assert (back.allocated_minor, back.advance_minor) == (0, 9000)
    assert (balance(office, R.BAD_DEBT), balance(office, R.CUSTOMER_ADVANCE, party)) == (0, -9000)
    assert office.ask(written_off, [bill.id]) == {}
    assert verify(office) == []


def test_more_than_the_amount_cannot_be_written_off(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    line = AllocationLine(invoice_id=bill.id, amount=Decimal(10), write_off=Decimal(11))
    with pytest.raises(RuleBroken) as refused:
        office.do(ReceivePayment(party_id=party, amount=Decimal(90), allocations=(line,)))
    assert codes(refused) == {("allocation.write_off_too_much", "allocations.0.write_off")}


def test_tcs_is_part_of_the_money_and_never_more(office: Office) -> None:
    party = customer(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(ReceivePayment(party_id=party, amount=Decimal(10), tcs=Decimal(11)))
    assert ("payment.tcs_over_amount", "tcs") in codes(refused)
    with pytest.raises(RuleBroken) as refused:
        office.do(ReceivePayment(party_id=party, amount=Decimal(10), section="194H"))
    assert codes(refused) == {("payment.section_alone", "section")}


def test_a_bad_debt_is_written_off_without_its_tax_and_recovered_later(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "500.00")
    receive(office, party, "200.00", (bill, "200.00"))
    office.do(WriteOffInvoice(invoice_id=bill.id, reason="Insolvent"))
    assert status(office, bill) is DocumentStatus.WRITTEN_OFF
    assert (balance(office, R.BAD_DEBT), balance(office, R.RECEIVABLE, party)) == (30000, 0)
    assert verify(office) == []
    with pytest.raises(RuleBroken) as refused:
        office.do(WriteOffInvoice(invoice_id=bill.id, reason="Again"))
    assert ("allocation.document_not_open", "invoice_id") in codes(refused)
    office.do(TakeBackWriteOff(invoice_id=bill.id, reason="He paid after all"))
    assert (balance(office, R.BAD_DEBT), balance(office, R.RECEIVABLE, party)) == (0, 30000)
    receive(office, party, "300.00", (bill, "300.00"))
    assert status(office, bill) is DocumentStatus.PAID
    with pytest.raises(RuleBroken) as refused:
        office.do(TakeBackWriteOff(invoice_id=bill.id, reason="Once more"))
    assert codes(refused) == {("payment.not_written_off", "invoice_id")}
    assert verify(office) == []


def test_a_write_off_says_why_and_fits(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "500.00")
    with pytest.raises(RuleBroken) as refused:
        office.do(WriteOffInvoice(invoice_id=bill.id, reason=" ", amount=Decimal("500.01")))
    assert codes(refused) == {("payment.why_missing", "reason"), ("allocation.over_document", "amount")}
    office.do(WriteOffInvoice(invoice_id=bill.id, reason="Half is gone", amount=Decimal(250)))
    assert open_minor(office, bill) == 25000


def credit_note(office: Office, document: object, amount: str) -> object:
    lines = (NoteLine(line_no=1, amount=Decimal(amount)),)
    return office.do(
        PostCreditNote(
            invoice_id=document.id,  # type: ignore[attr-defined]
            issued_on=office.clock.today(),
            reason="Quality",
            lines=lines,
        )
    )


def test_an_open_credit_note_pays_an_invoice_along_with_money(office: Office) -> None:
    party = customer(office)
    first, second = invoice(office, party, "100.00"), invoice(office, party, "300.00")
    receive(office, party, "100.00", (first, "100.00"))
    note = credit_note(office, first, "40.00")
    done = office.do(
        ReceivePayment(
            party_id=party,
            amount=Decimal(260),
            credits=(CreditLine(invoice_id=note.id, amount=Decimal(40)),),  # type: ignore[attr-defined]
            allocations=(AllocationLine(invoice_id=second.id, amount=Decimal(300)),),
        )
    )
    assert (open_minor(office, second), done.advance_minor) == (0, 0)
    assert balance(office, R.RECEIVABLE, party) == 0
    assert verify(office) == []
    office.do(ReversePayment(payment_id=done.payment_id, reason="Cheque bounced"))
    assert open_minor(office, second) == 30000
    assert open_minor(office, note) == 4000  # type: ignore[arg-type]
    assert balance(office, R.RECEIVABLE, party) == 26000
    assert verify(office) == []


def test_a_credit_note_is_set_off_or_paid_back(office: Office) -> None:
    party = customer(office)
    first, second = invoice(office, party, "100.00"), invoice(office, party, "30.00")
    receive(office, party, "100.00", (first, "100.00"))
    note = credit_note(office, first, "80.00")
    note_id = note.id  # type: ignore[attr-defined]
    credit = (CreditLine(invoice_id=note_id, amount=Decimal(30)),)
    pays = (AllocationLine(invoice_id=second.id, amount=Decimal(30)),)
    before = balance(office, R.BANK)
    done = office.do(SetOffNotes(party_id=party, credits=credit, allocations=pays))
    assert done.number == "SET/26-27/00001"
    assert (open_minor(office, second), balance(office, R.BANK)) == (0, before)
    row = office.ask(payment_allocations, done.payment_id)[0]
    with pytest.raises(RuleBroken) as refused:
        office.do(Unallocate(allocation_id=row.id, reason="Wrong"))
    assert codes(refused) == {("allocation.only_as_a_whole", "allocation_id")}
    back = (CreditLine(invoice_id=note_id, amount=Decimal(50)),)
    office.do(RefundCustomer(party_id=party, credits=back))
    assert (balance(office, R.BANK), balance(office, R.RECEIVABLE, party)) == (before - 5000, 0)
    assert verify(office) == []
    with pytest.raises(RuleBroken) as refused:
        office.do(RefundCustomer(party_id=party, credits=back))
    assert ("allocation.document_not_open", "credits.0.invoice_id") in codes(refused)


def test_an_advance_goes_back_and_the_payment_it_came_from_stays(office: Office) -> None:
    party = customer(office)
    paid = receive(office, party, "100.00")
    refund = RefundCustomer(
        party_id=party, advances=(AdvanceLine(payment_id=paid.payment_id, amount=Decimal(60)),)
    )
    done = office.do(refund)
    assert (balance(office, R.BANK), balance(office, R.CUSTOMER_ADVANCE, party)) == (4000, -4000)
    assert verify(office) == []
    with pytest.raises(RuleBroken) as refused:
        office.do(refund)
    assert codes(refused) == {("payment.over_advance", "advances.0.amount")}
    with pytest.raises(RuleBroken) as refused:
        office.do(ReversePayment(payment_id=paid.payment_id, reason="Bounced"))
    assert codes(refused) == {("payment.refunded", "payment_id")}
    office.do(ReversePayment(payment_id=done.payment_id, reason="Sent to the wrong account"))
    assert (balance(office, R.BANK), balance(office, R.CUSTOMER_ADVANCE, party)) == (10000, -10000)
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Bounced"))
    assert balance(office, R.BANK) == 0
    assert verify(office) == []


def test_a_refund_of_nothing_is_refused(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(RefundCustomer(party_id=customer(office)))
    assert codes(refused) == {("payment.nothing_to_refund", "credits")}

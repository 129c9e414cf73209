"""Other currencies beyond plain receipts: nothing of the book value is left behind by a refund or set-off."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.currencies.queries import RateFound
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import AllocatePayment, ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.content import AdvanceLine, AllocationLine, CreditLine, PaymentContent
from rayafin_desktop.features.payments.queries import payment_preview
from rayafin_desktop.features.payments.refunding import RefundCustomer, RefundNote, SetOffNote, SetOffNotes
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.payments.writing_off import TakeBackWriteOff, WriteOffInvoice
from tests.books import Office

from .sales import balance, customer, invoice, open_minor, receive, verify
from .test_commands import codes
from .test_components import credit_note

R = AccountRole
ABROAD = {"currency": "USD", "country": "US", "state": ""}


def test_usd_400_of_1000_booked_at_83_received_at_84_10(office: Office) -> None:
    """The golden numbers of rules.md 2.9."""
    party = customer(office, **ABROAD)
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    receive(office, party, "400.00", (bill, "400.00"), currency="USD", rate=Decimal("84.10"))
    assert balance(office, R.BANK) == 3364000
    assert balance(office, R.RECEIVABLE, party) == 8300000 - 3320000
    assert balance(office, R.FX_GAIN) == -44000
    assert verify(office) == []


def test_a_rate_left_out_is_that_of_the_day(office: Office) -> None:
    day = office.clock.today()
    party = customer(office, **ABROAD)
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    content = PaymentContent(party_id=party, amount=Decimal(400), currency="USD")
    assert office.ask(payment_preview, content).rate_found is None
    office.do(SaveExchangeRate(currency="USD", dated_on=day - timedelta(days=1), rate=Decimal("84.10")))
    shown = office.ask(payment_preview, content)
    assert (shown.problems, shown.rate_found) == (
        (),
        RateFound("USD", day - timedelta(days=1), Decimal("84.10")),
    )
    receive(office, party, "400.00", (bill, "400.00"), currency="USD")
    assert (balance(office, R.BANK), balance(office, R.FX_GAIN)) == (3364000, -44000)
    with pytest.raises(RuleBroken) as refused:
        receive(office, party, "100.00", currency="USD", rate=Decimal(0))
    assert codes(refused) == {("payment.rate_missing", "rate")}
    spare = receive(office, party, "10.00", currency="USD")
    line = AdvanceLine(payment_id=spare.payment_id, amount=Decimal(10))
    office.do(RefundCustomer(party_id=party, advances=(line,)))
    assert balance(office, R.CUSTOMER_ADVANCE, party) == 0
    assert verify(office) == []


def test_a_foreign_debt_is_written_off_at_its_book_value(office: Office) -> None:
    party = customer(office, **ABROAD)
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.123456"))
    receive(office, party, "333.33", (bill, "333.33"), currency="USD", rate=Decimal("84.10"))
    gain = balance(office, R.FX_GAIN)
    office.do(WriteOffInvoice(invoice_id=bill.id, reason="Bankrupt", amount=Decimal("100.01")))
    office.do(WriteOffInvoice(invoice_id=bill.id, reason="Bankrupt"))
    assert balance(office, R.RECEIVABLE, party) == 0
    assert (balance(office, R.FX_GAIN), balance(office, R.FX_LOSS)) == (gain, 0)
    office.do(TakeBackWriteOff(invoice_id=bill.id, reason="Paid after all"))
    assert (balance(office, R.BAD_DEBT), open_minor(office, bill)) == (0, 66667)
    assert verify(office) == []


def test_a_foreign_advance_goes_back_at_the_rate_it_came_in_at(office: Office) -> None:
    party = customer(office, **ABROAD)
    paid = receive(office, party, "300.00", currency="USD", rate=Decimal("83.00"))
    line = AdvanceLine(payment_id=paid.payment_id, amount=Decimal(100))
    with pytest.raises(RuleBroken) as refused:
        office.do(RefundCustomer(party_id=party, advances=(line,)))
    assert codes(refused) == {("payment.rate_missing", "rate")}
    done = office.do(RefundCustomer(party_id=party, advances=(line,), rate=Decimal("84.50")))
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -1660000
    assert balance(office, R.FX_LOSS) == 15000
    assert verify(office) == []
    office.do(ReversePayment(payment_id=done.payment_id, reason="Came back"))
    assert balance(office, R.CUSTOMER_ADVANCE, party) == -2490000
    bill = invoice(office, party, "250.00", currency="USD", rate=Decimal("85.00"))
    office.do(AllocatePayment(payment_id=paid.payment_id, strategy=Strategy.FIFO))
    assert (open_minor(office, bill), balance(office, R.RECEIVABLE, party)) == (0, 0)
    assert verify(office) == []


def test_notes_of_another_rate_are_set_off_with_the_difference_apart(office: Office) -> None:
    party = customer(office, **ABROAD)
    first = invoice(office, party, "100.00", currency="USD", rate=Decimal("80.00"))
    receive(office, party, "100.00", (first, "100.00"), currency="USD", rate=Decimal("80.00"))
    second = invoice(office, party, "60.00", currency="USD", rate=Decimal("85.00"))
    note = credit_note(office, first, "90.00")
    done = office.do(SetOffNote(invoice_id=note.id))  # type: ignore[attr-defined]
    assert done.allocated_minor == 6000
    assert open_minor(office, second) == 0
    assert balance(office, R.FX_LOSS) == 30000  # 60 at 85 settled by 60 at 80
    assert verify(office) == []
    office.do(RefundNote(invoice_id=note.id, rate=Decimal("82.00")))  # type: ignore[attr-defined]
    assert balance(office, R.RECEIVABLE, party) == 0
    assert verify(office) == []


def test_notes_and_documents_of_a_set_off_are_worth_the_same(office: Office) -> None:
    party = customer(office)
    first, second = invoice(office, party, "100.00"), invoice(office, party, "30.00")
    receive(office, party, "100.00", (first, "100.00"))
    note = credit_note(office, first, "80.00")
    command = SetOffNotes(
        party_id=party,
        credits=(CreditLine(invoice_id=note.id, amount=Decimal(40)),),  # type: ignore[attr-defined]
        allocations=(AllocationLine(invoice_id=second.id, amount=Decimal(30)),),
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(command)
    assert codes(refused) == {("allocation.credit_left", "credits")}
    with pytest.raises(RuleBroken) as refused:
        office.do(SetOffNote())
    assert codes(refused) == {("allocation.document_missing", "invoice_id")}


def test_paying_too_much_is_an_advance_and_no_error(office: Office) -> None:
    """Akaunting refuses it, Bigcapital #464 begs for it."""
    party = customer(office)
    bill = invoice(office, party, "10.00")
    done = office.do(ReceivePayment(party_id=party, amount=Decimal(25), strategy=Strategy.FIFO))
    assert (open_minor(office, bill), done.advance_minor) == (0, 1500)

"""Receiving money, allocating it, taking an allocation back, and reversing a payment."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.work import Work

from ..ledger.posting import post_entry, problems_of_day
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..periods.queries import first_open_day
from ..tax.categories import ZERO
from .allocating import allocate, post_movement, take_back
from .content import AllocationContent, ReceiptContent
from .happenings import PaymentReceived, PaymentReversed
from .legs import Movement
from .model import Allocation, Payment, PaymentStatus
from .numbers import RECEIPT_NUMBER, take_number
from .preparing import Prepared, prepare_allocation, prepare_receipt, relieved_base
from .rules import Funds


@dataclass(frozen=True, slots=True)
class Received:
    """A posted payment: what of it pays documents, and what is left as the party's advance."""

    payment_id: UUID
    number: str
    allocated_minor: int
    advance_minor: int


@dataclass(frozen=True, kw_only=True)
class ReceivePayment(ReceiptContent, Command[Received]):
    """Money came in from a party: post it and allocate it.

    `external_id` makes the command repeatable: a second payment of the same outside reference adds
    nothing and answers the first.
    """

    permission: ClassVar[str] = "payment.receive"
    external_id: str = ""


@dataclass(frozen=True, kw_only=True)
class AllocatePayment(AllocationContent, Command[Received]):
    """Let what is left of a payment pay further invoices of the party."""

    permission: ClassVar[str] = "payment.allocate"
    payment_id: UUID
    allocated_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Unallocate(Command[Received]):
    """Take one allocation back by a reversing one; the invoice is open again."""

    permission: ClassVar[str] = "payment.allocate"
    allocation_id: UUID
    reason: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReversePayment(Command[Received]):
    """The money went back (a bounced cheque): everything the payment did is undone on that day.

    `bank_charges` is what our bank takes for it, in major units of the payment's currency.
    """

    permission: ClassVar[str] = "payment.reverse"
    payment_id: UUID
    reason: str
    on: date | None = None
    bank_charges: Amount | None = None


def receive_payment(command: ReceivePayment, work: Work) -> Received:
    external_id = command.external_id.strip()
    if external_id:
        known = work.find(Payment, external_id=external_id)
        if known is not None:
            return _the_same(command, known)
    prepared = prepare_receipt(work, command)
    if prepared.problems:
        raise RuleBroken(prepared.problems)
    if prepared.dated_on > work.today:
        work.confirm("future_date", "payment.future_date", field="dated_on", dated_on=prepared.dated_on)
    payment = _payment(command, prepared, external_id, work)
    allocate(work, payment, prepared.proposal.parts, prepared.open_items, prepared.dated_on)
    post_movement(work, payment, prepared.movement, "receipt", prepared.dated_on)
    work.index("payment", payment.id, f"{payment.number} {payment.reference}")
    work.announce(PaymentReceived(payment=payment))
    return _received(payment)


def _the_same(command: ReceivePayment, known: Payment) -> Received:
    """The payment posted earlier under this outside reference, unless that was another one."""
    digits = currency_digits(known.currency)
    amounts = (command.amount, command.withheld, command.charges, command.discount)
    total = sum(to_minor(amount or ZERO, digits) for amount in amounts)
    if (known.party_id, known.total_minor) != (command.party_id, total):
        params = {"number": known.number}
        raise RuleBroken([Problem("payment.external_id_reused", "external_id", params)])
    return _received(known)


def _payment(command: ReceivePayment, prepared: Prepared, external_id: str, work: Work) -> Payment:
    funding = prepared.funding
    if funding.account_id is None:
        raise RuleBroken([Problem("payment.account_missing", "account_id")])
    return work.new(
        Payment,
        number=take_number(work, RECEIPT_NUMBER, "receipt", prepared.dated_on),
        party_id=command.party_id,
        dated_on=prepared.dated_on,
        account_id=funding.account_id,
        currency=funding.currency,
        rate=funding.rate,
        amount_minor=funding.amount_minor,
        withheld_minor=funding.withheld_minor,
        charges_minor=funding.charges_minor,
        discount_minor=funding.discount_minor,
        total_minor=funding.total_minor,
        allocated_minor=prepared.proposal.allocated_minor,
        method=command.method,
        strategy=command.strategy,
        reference=command.reference.strip(),
        memo=command.memo.strip(),
        external_id=external_id,
    )


def allocate_payment(command: AllocatePayment, work: Work) -> Received:
    payment = work.get(Payment, command.payment_id, field="payment_id")
    on = command.allocated_on or first_open_day(work, max(work.today, payment.dated_on))
    problems = problems_of_day(work, on, "allocated_on")
    if payment.status is PaymentStatus.REVERSED:
        problems.append(Problem("payment.reversed", "payment_id"))
    available = payment.total_minor - payment.allocated_minor
    funds = Funds(
        party_id=payment.party_id,
        currency=payment.currency,
        received_on=payment.dated_on,
        allocated_on=on,
        available_minor=available,
    )
    proposal, open_items = prepare_allocation(work, command, funds, problems)
    if not proposal.parts:
        problems.append(Problem("allocation.nothing", "allocations"))
    if problems:
        raise RuleBroken(problems)
    allocated = proposal.allocated_minor
    saved = work.save(dataclasses.replace(payment, allocated_minor=payment.allocated_minor + allocated))
    allocate(work, saved, proposal.parts, open_items, on)
    movement = Movement(
        direction=0,
        advance_before=available,
        advance_after=available - allocated,
        relieved_minor=allocated,
        relieved_base_minor=relieved_base(open_items, proposal.parts),
    )
    post_movement(work, saved, movement, "allocation", on)
    return _received(saved)


def unallocate(command: Unallocate, work: Work) -> Received:
    allocation = work.get(Allocation, command.allocation_id, field="allocation_id")
    on = command.on or first_open_day(work, max(work.today, allocation.allocated_on))
    reason = command.reason.strip()
    problems = Problems()
    problems.require(reason, "payment.why_missing", "reason")
    problems.require(allocation.reverses_id is None, "allocation.is_reversal", "allocation_id")
    problems.require(
        work.find(Allocation, reverses_id=allocation.id) is None,
        "allocation.already_reversed",
        "allocation_id",
    )
    problems.require(
        on >= allocation.allocated_on, "allocation.before_payment", "on", received_on=allocation.allocated_on
    )
    problems.extend(problems_of_day(work, on, "on"))
    problems.raise_if_any()
    payment = work.get(Payment, allocation.payment_id)
    work.why = reason
    before = payment.total_minor - payment.allocated_minor
    minor = allocation.amount_minor
    saved = work.save(dataclasses.replace(payment, allocated_minor=payment.allocated_minor - minor))
    base = take_back(work, saved, [allocation], reason, on)
    movement = Movement(
        direction=0,
        advance_before=before,
        advance_after=before + minor,
        relieved_minor=-minor,
        relieved_base_minor=-base,
    )
    post_movement(work, saved, movement, "unallocation", on, f"{payment.number}: {reason}")
    return _received(saved)


def reverse_payment(command: ReversePayment, work: Work) -> Received:
    payment = work.get(Payment, command.payment_id, field="payment_id")
    on = command.on or first_open_day(work, max(work.today, payment.dated_on))
    reason = command.reason.strip()
    digits = currency_digits(payment.currency)
    bank_charges = command.bank_charges or ZERO
    live = live_allocations(work, payment.id)
    problems = Problems()
    problems.require(reason, "payment.why_missing", "reason")
    problems.require(payment.status is PaymentStatus.POSTED, "payment.already_reversed", "payment_id")
    latest = max((one.allocated_on for one in live), default=payment.dated_on)
    problems.require(on >= latest, "payment.reversal_too_early", "on", dated_on=latest)
    problems.require(bank_charges >= 0, "payment.negative", "bank_charges")
    problems.require(
        is_exact(bank_charges, digits),
        "payment.too_many_decimals",
        "bank_charges",
        currency=payment.currency,
    )
    problems.extend(problems_of_day(work, on, "on"))
    problems.raise_if_any()
    work.why = reason
    saved = work.save(
        dataclasses.replace(
            payment,
            status=PaymentStatus.REVERSED,
            allocated_minor=0,
            reversed_on=on,
            reversal_reason=reason,
        )
    )
    base = take_back(work, saved, live, reason, on)
    movement = Movement(
        direction=-1,
        advance_before=payment.total_minor - payment.allocated_minor,
        advance_after=0,
        relieved_minor=-payment.allocated_minor,
        relieved_base_minor=-base,
    )
    narration = f"{payment.number}: {reason}"
    post_movement(work, saved, movement, "receipt_reversal", on, narration)
    _post_bank_charges(work, saved, to_minor(bank_charges, digits), on, narration)
    work.announce(PaymentReversed(payment=saved, on=on))
    return _received(saved)


def _post_bank_charges(work: Work, payment: Payment, minor: int, on: date, narration: str) -> None:
    if not minor:
        return
    legs = (
        LegDraft(
            amount_minor=minor,
            account_role=AccountRole.BANK_CHARGES,
            currency=payment.currency,
            rate=payment.rate,
        ),
        LegDraft(
            amount_minor=-minor,
            account_id=payment.account_id,
            currency=payment.currency,
            rate=payment.rate,
        ),
    )
    draft = EntryDraft(
        posted_on=on,
        kind="bank_charges",
        legs=legs,
        source_kind="payment",
        source_id=payment.id,
        narration=narration,
    )
    post_entry(work, draft)


def live_allocations(work: Work, payment_id: UUID) -> list[Allocation]:
    """The allocations of a payment that have not been taken back, oldest first."""
    c = Allocation.c
    taken_back = select(c.reverses_id).where(
        c.company_id == work.company_id, c.payment_id == payment_id, c.reverses_id.is_not(None)
    )
    return work.all(
        Allocation,
        c.payment_id == payment_id,
        c.reverses_id.is_(None),
        c.id.not_in(taken_back),
        order_by=(c.id,),
    )


def _received(payment: Payment) -> Received:
    return Received(
        payment_id=payment.id,
        number=payment.number,
        allocated_minor=payment.allocated_minor,
        advance_minor=payment.total_minor - payment.allocated_minor
        if payment.status is PaymentStatus.POSTED
        else 0,
    )

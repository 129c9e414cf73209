"""Receiving and paying money, allocating it, taking an allocation back, and reversing a payment."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Offline
from rayafin_desktop.engine.work import Work

from ..companies.branches import chosen_branch
from ..ledger.posting import post_entry, problems_of_day
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..periods.meanwhile import on_open_day
from ..periods.queries import first_open_day
from ..tax.categories import ZERO
from .allocating import (
    TakenBack,
    allocate,
    live_allocations,
    live_refunds_of,
    post_movement,
    take_back,
)
from .cash import confirm_cash
from .content import AllocationContent, PaymentContent
from .happenings import PaymentMade, PaymentReceived, PaymentReversed
from .kinds import FLOWS, PaymentKind
from .legs import Movement
from .model import Allocation, Payment, PaymentStatus
from .numbers import next_number
from .preparing import Prepared, prepare_allocation, prepare_payment, relieved_base, written_off_base
from .rules import Funds
from .transferring import reverse_transfer


@dataclass(frozen=True, slots=True)
class Received:
    """A posted payment: what of it settles documents, and what is left as an advance."""

    payment_id: UUID
    number: str
    allocated_minor: int
    advance_minor: int


@dataclass(frozen=True, kw_only=True)
class ReceivePayment(PaymentContent, Command[Received]):
    """Money came in from a customer: post it and allocate it.

    `external_id` makes the command repeatable: a second payment of the same outside reference adds
    nothing and answers the first.
    """

    permission: ClassVar[str] = "payment.receive"
    offline: ClassVar[Offline] = Offline.FACT
    external_id: str = ""


@dataclass(frozen=True, kw_only=True)
class PaySupplier(PaymentContent, Command[Received]):
    """Money goes out to a supplier: post it and allocate it to his bills.

    `external_id` as in ReceivePayment. A cash account that would go below zero asks first.
    """

    permission: ClassVar[str] = "payment.pay"
    offline: ClassVar[Offline] = Offline.FACT
    external_id: str = ""


@dataclass(frozen=True, kw_only=True)
class AllocatePayment(AllocationContent, Command[Received]):
    """Let what is left of a payment settle further documents of the party."""

    permission: ClassVar[str] = "payment.allocate"
    payment_id: UUID
    allocated_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Unallocate(Command[Received]):
    """Take one allocation back by a reversing one; the document is open again.

    What was written off with it is not given up any more, and what was paid is the party's advance.
    """

    permission: ClassVar[str] = "payment.allocate"
    allocation_id: UUID
    reason: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReversePayment(Command[Received]):
    """The money went back (a bounced or stopped cheque): everything the payment did is undone on that day.

    `bank_charges` is what our bank takes for it, in major units of the payment's currency.
    """

    permission: ClassVar[str] = "payment.reverse"
    offline: ClassVar[Offline] = Offline.FACT
    payment_id: UUID
    reason: str
    on: date | None = None
    bank_charges: Amount | None = None


def receive_payment(command: ReceivePayment, work: Work) -> Received:
    return _paid(command, PaymentKind.RECEIPT, work)


def pay_supplier(command: PaySupplier, work: Work) -> Received:
    return _paid(command, PaymentKind.PAYMENT, work)


def _paid(command: ReceivePayment | PaySupplier, kind: PaymentKind, work: Work) -> Received:
    external_id = command.external_id.strip()
    if external_id:
        known = work.find(Payment, external_id=external_id)
        if known is not None:
            return _the_same(command, kind, known)
    command = on_open_day(work, command, "dated_on")
    prepared = prepare_payment(work, command, kind)
    if prepared.problems:
        raise RuleBroken(prepared.problems)
    if prepared.dated_on > work.today:
        work.confirm("future_date", "payment.future_date", field="dated_on", dated_on=prepared.dated_on)
    movement = prepared.movement
    payment = _payment(command, prepared, external_id, work)
    if kind is PaymentKind.PAYMENT:
        out = payment.amount_minor + payment.charges_minor
        confirm_cash(work, payment.account_id, out, payment.currency, prepared.dated_on)
    allocate(
        work,
        payment,
        prepared.proposal.parts,
        prepared.open_items,
        prepared.dated_on,
        credits_=prepared.credits,
        notes=prepared.notes,
    )
    post_movement(work, payment, movement, FLOWS[kind].entry, prepared.dated_on)
    work.index("payment", payment.id, f"{payment.number} {payment.reference}")
    work.announce(
        PaymentReceived(payment=payment) if kind is PaymentKind.RECEIPT else PaymentMade(payment=payment)
    )
    return received(payment)


def _the_same(command: ReceivePayment | PaySupplier, kind: PaymentKind, known: Payment) -> Received:
    """The payment posted earlier under this outside reference, unless that was another one."""
    digits = currency_digits(known.currency)

    def minor(name: str) -> int:
        return to_minor(getattr(command, name) or ZERO, digits)

    names = ("amount", "withheld", "charges", "discount", "tcs")
    stored = tuple(getattr(known, f"{name}_minor") for name in names)
    if (known.kind, known.party_id, stored) != (kind, command.party_id, tuple(map(minor, names))):
        params = {"number": known.number}
        raise RuleBroken([Problem("payment.external_id_reused", "external_id", params)])
    return received(known)


def _payment(
    command: ReceivePayment | PaySupplier, prepared: Prepared, external_id: str, work: Work
) -> Payment:
    funding = prepared.funding
    if funding.account_id is None:
        raise RuleBroken([Problem("payment.account_missing", "account_id")])
    return work.new(
        Payment,
        kind=funding.kind,
        number=next_number(work, funding.kind, prepared.dated_on),
        party_id=command.party_id,
        dated_on=prepared.dated_on,
        account_id=funding.account_id,
        currency=funding.currency,
        rate=funding.rate,
        amount_minor=funding.amount_minor,
        withheld_minor=funding.withheld_minor,
        charges_minor=funding.charges_minor,
        discount_minor=funding.discount_minor,
        tcs_minor=funding.tcs_minor,
        write_off_minor=prepared.proposal.written_off_minor,
        credit_minor=prepared.credit_minor,
        section=command.section.strip(),
        total_minor=prepared.total_minor,
        allocated_minor=prepared.proposal.allocated_minor,
        method=command.method,
        strategy=command.strategy,
        reference=command.reference.strip(),
        memo=command.memo.strip(),
        external_id=external_id,
        branch_id=chosen_branch(work, command.branch_id),
    )


def allocate_payment(command: AllocatePayment, work: Work) -> Received:
    payment = work.get(Payment, command.payment_id, field="payment_id")
    on = command.allocated_on or first_open_day(work, max(work.today, payment.dated_on))
    problems = problems_of_day(work, on, "allocated_on")
    if payment.status is PaymentStatus.REVERSED:
        problems.append(Problem("payment.reversed", "payment_id"))
    if payment.party_id is None:
        raise RuleBroken([Problem("payment.is_transfer", "payment_id")])
    available = payment.total_minor - payment.allocated_minor
    funds = Funds(
        party_id=payment.party_id,
        currency=payment.currency,
        received_on=payment.dated_on,
        allocated_on=on,
        available_minor=available,
    )
    proposal, open_items = prepare_allocation(work, command, funds, FLOWS[payment.kind].side, problems)
    if not proposal.parts:
        problems.append(Problem("allocation.nothing", "allocations"))
    if problems:
        raise RuleBroken(problems)
    allocated, given_up = proposal.allocated_minor, proposal.written_off_minor
    saved = work.save(
        dataclasses.replace(
            payment,
            allocated_minor=payment.allocated_minor + allocated,
            write_off_minor=payment.write_off_minor + given_up,
            total_minor=payment.total_minor + given_up,
        )
    )
    movement = Movement(
        direction=0,
        advance_before=available,
        advance_after=available - allocated + given_up,
        relieved_minor=allocated,
        relieved_base_minor=relieved_base(open_items, proposal.parts),
        written_off_minor=given_up,
        written_off_base_minor=written_off_base(open_items, proposal.parts),
    )
    allocate(work, saved, proposal.parts, open_items, on)
    post_movement(work, saved, movement, "allocation", on)
    return received(saved)


def unallocate(command: Unallocate, work: Work) -> Received:
    allocation = work.get(Allocation, command.allocation_id, field="allocation_id")
    payment = work.get(Payment, allocation.payment_id)
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
    # What moved no money of its own has nothing that could stay on account.
    problems.require(
        FLOWS[payment.kind].has_advance and not allocation.funds,
        "allocation.only_as_a_whole",
        "allocation_id",
        number=payment.number,
    )
    problems.require(
        on >= allocation.allocated_on, "allocation.before_payment", "on", received_on=allocation.allocated_on
    )
    problems.extend(problems_of_day(work, on, "on"))
    problems.raise_if_any()
    work.why = reason
    before = payment.total_minor - payment.allocated_minor
    minor, given_up = allocation.amount_minor, allocation.write_off_minor
    saved = work.save(
        dataclasses.replace(
            payment,
            allocated_minor=payment.allocated_minor - minor,
            write_off_minor=payment.write_off_minor - given_up,
            total_minor=payment.total_minor - given_up,
        )
    )
    back = take_back(work, saved, [allocation], reason, on)
    movement = movement_back(0, back, before, before + minor - given_up)
    post_movement(work, saved, movement, "unallocation", on, f"{payment.number}: {reason}")
    return received(saved)


def movement_back(direction: int, back: TakenBack, before: int, after: int) -> Movement:
    """What taking allocations back does to the ledger."""
    return Movement(
        direction=direction,
        advance_before=before,
        advance_after=after,
        relieved_minor=-back.minor,
        relieved_base_minor=-back.base_minor,
        written_off_minor=-back.written_off_minor,
        written_off_base_minor=-back.written_off_base_minor,
        credit_minor=-back.credit_minor,
        credit_base_minor=-back.credit_base_minor,
        refunded_minor=-back.refunded_minor,
        refunded_base_minor=-back.refunded_base_minor,
    )


def reverse_payment(command: ReversePayment, work: Work) -> Received:
    command = on_open_day(work, command, "on")
    payment = work.get(Payment, command.payment_id, field="payment_id")
    on = command.on or first_open_day(work, max(work.today, payment.dated_on))
    reason = command.reason.strip()
    digits = currency_digits(payment.currency)
    bank_charges = command.bank_charges or ZERO
    live = live_allocations(work, payment.id)
    problems = Problems()
    problems.require(reason, "payment.why_missing", "reason")
    problems.require(payment.status is PaymentStatus.POSTED, "payment.already_reversed", "payment_id")
    problems.require(not live_refunds_of(work, payment.id), "payment.refunded", "payment_id")
    latest = max((one.allocated_on for one in live), default=payment.dated_on)
    problems.require(on >= latest, "payment.reversal_too_early", "on", dated_on=latest)
    problems.require(bank_charges >= 0, "payment.negative", "bank_charges")
    problems.require(
        payment.account_id is not None or not bank_charges, "payment.account_missing", "bank_charges"
    )
    problems.require(
        is_exact(bank_charges, digits),
        "payment.too_many_decimals",
        "bank_charges",
        currency=payment.currency,
    )
    problems.extend(problems_of_day(work, on, "on"))
    problems.raise_if_any()
    work.why = reason
    # What was written off or brought in by notes stays on the record: it is what the payment was.
    saved = work.save(
        dataclasses.replace(
            payment,
            status=PaymentStatus.REVERSED,
            allocated_minor=0,
            reversed_on=on,
            reversal_reason=reason,
        )
    )
    narration = f"{payment.number}: {reason}"
    if payment.kind is PaymentKind.TRANSFER:
        reverse_transfer(work, saved, on, narration)
    else:
        _reverse_movement(work, payment, saved, live, reason, on)
    _post_bank_charges(work, saved, to_minor(bank_charges, digits), on, narration)
    work.announce(PaymentReversed(payment=saved, on=on))
    return received(saved)


def _reverse_movement(
    work: Work, payment: Payment, saved: Payment, live: list[Allocation], reason: str, on: date
) -> None:
    """Post the exact reverse of what `payment` has done until now."""
    back = take_back(work, saved, live, reason, on)
    flow = FLOWS[payment.kind]
    left = payment.total_minor - payment.allocated_minor if flow.has_advance else 0
    narration = f"{payment.number}: {reason}"
    post_movement(work, saved, movement_back(-1, back, left, 0), f"{flow.entry}_reversal", on, narration)


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
        branch_id=payment.branch_id,
    )
    post_entry(work, draft)


def received(payment: Payment) -> Received:
    """What a command answers of a payment."""
    return Received(
        payment_id=payment.id,
        number=payment.number,
        allocated_minor=payment.allocated_minor,
        advance_minor=payment.left_minor,
    )

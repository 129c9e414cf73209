"""Money back: a customer's advance or open credit note, a supplier's advance or open debit note.

And the same notes set off against open documents, without money.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_major, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Read, Work

from ..billing.model import SalesDocument
from ..ledger.posting import problems_of_day
from ..ledger.queries import base_currency
from ..periods.meanwhile import on_open_day
from ..purchases.model import PurchaseDocument
from .allocating import allocate, give_back_advances, post_movement
from .cash import confirm_cash
from .commands import Received, received
from .content import AdvanceLine, AllocationContent, AllocationLine, CreditLine
from .happenings import PaymentMade, PaymentReceived
from .kinds import FLOWS, PaymentKind, Side
from .legs import Funding, Movement
from .model import Method, Payment, PaymentStatus
from .numbers import next_number
from .open_documents import OpenDocument, open_documents
from .preparing import (
    minor_of,
    money_account,
    party_of,
    prepare_allocation,
    prepare_credits,
    relieved_base,
)
from .rates import rate_taken
from .rules import Allocated, Funds, Strategy, propose


@dataclass(frozen=True, kw_only=True)
class RefundContent:
    """What goes back and out of what: open notes and advances, in major units; the money is their sum.

    `rate` is what a unit of a foreign currency is worth in the company's; without it that of the day.
    """

    party_id: UUID
    credits: tuple[CreditLine, ...] = ()
    advances: tuple[AdvanceLine, ...] = ()
    charges: Amount | None = None
    dated_on: date | None = None
    account_id: UUID | None = None
    rate: Exact | None = None
    method: Method = Method.BANK
    reference: str = ""
    memo: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundCustomer(RefundContent, Command[Received]):
    """Pay a customer back what he has on account or what a credit note left open."""

    permission: ClassVar[str] = "payment.pay"
    offline: ClassVar[Offline] = Offline.FACT


@dataclass(frozen=True, kw_only=True)
class ReceiveRefund(RefundContent, Command[Received]):
    """A supplier pays back what we have on account with him or what a debit note left open."""

    permission: ClassVar[str] = "payment.receive"
    offline: ClassVar[Offline] = Offline.FACT


@dataclass(frozen=True, kw_only=True)
class SetOffNotes(AllocationContent, Command[Received]):
    """Let open credit notes settle invoices, or debit notes settle bills, of one party; no money moves.

    The notes' amounts and those of the documents must be the same in all.
    """

    permission: ClassVar[str] = "payment.allocate"
    party_id: UUID
    credits: tuple[CreditLine, ...]
    dated_on: date | None = None
    memo: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundNote(Command[Received]):
    """Pay back what one credit note left open, or take back what a debit note did.

    Without `amount` (major units) all of it. `rate` as in RefundContent.
    """

    permission: ClassVar[str] = "payment.pay"
    offline: ClassVar[Offline] = Offline.FACT
    invoice_id: UUID | None = None
    bill_id: UUID | None = None
    amount: Amount | None = None
    charges: Amount | None = None
    dated_on: date | None = None
    account_id: UUID | None = None
    rate: Exact | None = None
    method: Method = Method.BANK
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class SetOffNote(Command[Received]):
    """Let one credit or debit note settle the party's open documents, as far as both reach."""

    permission: ClassVar[str] = "payment.allocate"
    invoice_id: UUID | None = None
    bill_id: UUID | None = None
    strategy: Strategy = Strategy.FIFO
    dated_on: date | None = None
    memo: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedRefund:
    """A refund worked out; with `problems` nothing of it may be posted."""

    dated_on: date
    funding: Funding
    notes: dict[UUID, OpenDocument]
    note_parts: tuple[Allocated, ...]
    advance_parts: tuple[Allocated, ...]
    problems: tuple[Problem, ...]


def refund_customer(command: RefundCustomer, work: Work) -> Received:
    return _refunded(command, PaymentKind.REFUND, work)


def receive_refund(command: ReceiveRefund, work: Work) -> Received:
    return _refunded(command, PaymentKind.SUPPLIER_REFUND, work)


def prepare_refund(read: Read, content: RefundContent, kind: PaymentKind) -> PreparedRefund:
    """Work a refund out and collect everything that is wrong with it."""
    problems: list[Problem] = []
    flow, own = FLOWS[kind], base_currency(read)
    party = party_of(read, content.party_id)
    dated_on = content.dated_on or read.today
    problems += problems_of_day(read, dated_on, "dated_on")
    account = money_account(read, content.account_id, content.method, problems)
    currency = _currency_of(read, content, flow.side) or own
    if account is not None and account.currency not in (None, currency):
        figures = {"account": account.name, "wanted": account.currency, "currency": currency}
        problems.append(Problem("payment.other_currency", "account_id", figures))
    rate = rate_taken(read, currency, content.rate, dated_on, problems).rate

    def funding(amount_minor: int) -> Funding:
        return Funding(
            party_id=party.id,
            account_id=account.id if account else None,
            currency=currency,
            base_currency=own,
            rate=rate,
            amount_minor=amount_minor,
            charges_minor=minor_of(content.charges, currency, "charges", []),
            kind=kind,
        )

    charges = minor_of(content.charges, currency, "charges", problems)
    parts, notes = prepare_credits(read, content.credits, flow.side, funding(0), dated_on, problems)
    advances = _advance_parts(read, content, flow.side, currency, dated_on, problems)
    total = sum(part.amount_minor for part in (*parts, *advances))
    if not total and not problems:
        problems.append(Problem("payment.nothing_to_refund", "credits"))
    amount = total - charges if flow.charges_settle else total
    if amount < 0:
        problems.append(Problem("payment.charges_over_amount", "charges"))
        amount = 0
    return PreparedRefund(
        dated_on=dated_on,
        funding=funding(amount),
        notes=dict(notes),
        note_parts=parts,
        advance_parts=advances,
        problems=tuple(problems),
    )


def _currency_of(read: Read, content: RefundContent, side: Side) -> str:
    """The currency of the first note or advance that is named; empty if none is known."""
    cls: Any = SalesDocument if side is Side.RECEIVABLE else PurchaseDocument
    ids = [line.document_id for line in content.credits if line.document_id is not None]
    found: Any = next(iter(read.by_ids(cls, ids).values()), None)
    if found is None:
        paid = [line.payment_id for line in content.advances]
        found = next(iter(read.by_ids(Payment, paid).values()), None)
    return found.currency if found is not None else ""


def _advance_parts(
    read: Read, content: RefundContent, side: Side, currency: str, on: date, problems: list[Problem]
) -> tuple[Allocated, ...]:
    """What goes back of other payments' advances; what is wrong with it goes to `problems`."""
    digits = currency_digits(currency)
    known = read.by_ids(Payment, [line.payment_id for line in content.advances])
    parts: list[Allocated] = []
    for n, line in enumerate(content.advances):
        field = f"advances.{n}"
        payment = known.get(line.payment_id)
        minor = to_minor(line.amount, digits)
        parts.append(Allocated(document_id=line.payment_id, amount_minor=minor))
        if not is_exact(line.amount, digits):
            params = {"currency": currency}
            problems.append(Problem("allocation.too_many_decimals", f"{field}.amount", params))
        elif minor <= 0:
            problems.append(Problem("allocation.not_positive", f"{field}.amount"))
        if any(other.payment_id == line.payment_id for other in content.advances[:n]):
            problems.append(Problem("allocation.document_twice", f"{field}.payment_id"))
        flow = None if payment is None else FLOWS[payment.kind]
        if (
            payment is None
            or flow is None
            or payment.party_id != content.party_id
            or payment.status is PaymentStatus.REVERSED
            or not flow.has_advance
            or flow.side is not side
        ):
            problems.append(Problem("payment.no_advance", f"{field}.payment_id"))
        elif payment.currency != currency:
            figures = {"number": payment.number, "currency": payment.currency}
            problems.append(Problem("allocation.other_currency", f"{field}.payment_id", figures))
        elif minor > payment.left_minor:
            figures = {"number": payment.number, "currency": currency}
            problems.append(Problem("payment.over_advance", f"{field}.amount", figures))
        elif on < payment.dated_on:
            day = {"received_on": payment.dated_on}
            problems.append(Problem("allocation.before_payment", "dated_on", day))
    return tuple(parts)


def _refunded(command: RefundCustomer | ReceiveRefund, kind: PaymentKind, work: Work) -> Received:
    command = on_open_day(work, command, "dated_on")
    prepared = prepare_refund(work, command, kind)
    if prepared.problems:
        raise RuleBroken(prepared.problems)
    if prepared.dated_on > work.today:
        work.confirm("future_date", "payment.future_date", field="dated_on", dated_on=prepared.dated_on)
    funding, on = prepared.funding, prepared.dated_on
    if FLOWS[kind].sign < 0:
        out = funding.amount_minor + funding.charges_minor
        confirm_cash(work, funding.account_id, out, funding.currency, on)
    payment = work.new(
        Payment,
        kind=kind,
        number=next_number(work, kind, on),
        party_id=command.party_id,
        dated_on=on,
        account_id=funding.account_id,
        currency=funding.currency,
        rate=funding.rate,
        amount_minor=funding.amount_minor,
        charges_minor=funding.charges_minor,
        total_minor=funding.total_minor,
        allocated_minor=funding.total_minor,
        method=command.method,
        reference=command.reference.strip(),
        memo=command.memo.strip(),
    )
    relieved = relieved_base(prepared.notes, prepared.note_parts)
    allocate(work, payment, prepared.note_parts, prepared.notes, on)
    refunded = give_back_advances(work, payment, prepared.advance_parts, on)
    movement = Movement(
        direction=1,
        advance_before=0,
        advance_after=0,
        relieved_minor=sum(part.amount_minor for part in prepared.note_parts),
        relieved_base_minor=relieved,
        refunded_minor=sum(part.amount_minor for part in prepared.advance_parts),
        refunded_base_minor=refunded,
    )
    post_movement(work, payment, movement, FLOWS[kind].entry, on)
    work.index("payment", payment.id, f"{payment.number} {payment.reference}")
    made = kind is PaymentKind.REFUND
    work.announce(PaymentMade(payment=payment) if made else PaymentReceived(payment=payment))
    return received(payment)


def set_off_notes(command: SetOffNotes, work: Work) -> Received:
    named = [*(line.bill_id for line in command.credits), *(line.bill_id for line in command.allocations)]
    payable = any(id_ is not None for id_ in named) or bool(command.bills)
    kind = PaymentKind.SUPPLIER_SET_OFF if payable else PaymentKind.SET_OFF
    cls: Any = PurchaseDocument if payable else SalesDocument
    flow, on = FLOWS[kind], command.dated_on or work.today
    problems = problems_of_day(work, on, "dated_on")
    party = party_of(work, command.party_id)
    ids = [line.document_id for line in command.credits if line.document_id is not None]
    first: Any = next(iter(work.by_ids(cls, ids).values()), None)
    currency = first.currency if first is not None else base_currency(work)
    funding = Funding(
        party_id=party.id,
        account_id=None,
        currency=currency,
        base_currency=base_currency(work),
        rate=first.rate if first is not None else Decimal(1),
        amount_minor=0,
        kind=kind,
    )
    parts, notes = prepare_credits(work, command.credits, flow.side, funding, on, problems)
    total = sum(part.amount_minor for part in parts)
    funds = Funds(
        party_id=party.id, currency=currency, received_on=on, allocated_on=on, available_minor=total
    )
    proposal, open_items = prepare_allocation(work, command, funds, flow.side, problems)
    if not total or not proposal.parts:
        problems.append(Problem("allocation.nothing", "credits"))
    elif proposal.remainder_minor > 0 and not problems:
        problems.append(Problem("allocation.credit_left", "credits"))
    if proposal.written_off_minor:
        problems.append(Problem("allocation.write_off_too_much", "allocations"))
    if problems:
        raise RuleBroken(problems)
    payment = work.new(
        Payment,
        kind=kind,
        number=next_number(work, kind, on),
        party_id=party.id,
        dated_on=on,
        currency=currency,
        rate=funding.rate,
        amount_minor=0,
        credit_minor=total,
        total_minor=total,
        allocated_minor=total,
        method=Method.OTHER,
        strategy=command.strategy,
        memo=command.memo.strip(),
    )
    movement = Movement(
        direction=0,
        advance_before=0,
        advance_after=0,
        relieved_minor=total,
        relieved_base_minor=relieved_base(open_items, proposal.parts),
        credit_minor=total,
        credit_base_minor=relieved_base(notes, parts),
    )
    allocate(work, payment, proposal.parts, open_items, on, credits_=parts, notes=notes)
    post_movement(work, payment, movement, flow.entry, on)
    work.index("payment", payment.id, payment.number)
    return received(payment)


def refund_note(command: RefundNote, work: Work) -> Received:
    command = on_open_day(work, command, "dated_on")
    note, side = _note(command, work)
    minor = note.open_minor
    amount = to_major(minor, currency_digits(note.currency)) if command.amount is None else command.amount
    line = CreditLine(invoice_id=command.invoice_id, bill_id=command.bill_id, amount=amount)
    content: dict[str, Any] = {
        "party_id": note.party_id,
        "credits": (line,),
        "charges": command.charges,
        "dated_on": command.dated_on,
        "account_id": command.account_id,
        "rate": command.rate,
        "method": command.method,
        "reference": command.reference,
    }
    if side is Side.RECEIVABLE:
        return refund_customer(RefundCustomer(**content), work)
    return receive_refund(ReceiveRefund(**content), work)


def set_off_note(command: SetOffNote, work: Work) -> Received:
    note, side = _note(command, work)
    on = command.dated_on or work.today
    found = open_documents(work, side, party_id=note.party_id)
    funds = Funds(
        party_id=note.party_id,
        currency=note.currency,
        received_on=on,
        allocated_on=on,
        available_minor=note.open_minor,
    )
    fill = propose([one.item for one in found.values()], funds, command.strategy)
    digits = currency_digits(note.currency)

    def line(document_id: UUID, minor: int) -> dict[str, Any]:
        named = "invoice_id" if side is Side.RECEIVABLE else "bill_id"
        return {named: document_id, "amount": to_major(minor, digits)}

    pays = tuple(AllocationLine(**line(part.document_id, part.amount_minor)) for part in fill.parts)
    brings = (CreditLine(**line(note.id, fill.allocated_minor)),) if pays else ()
    return set_off_notes(
        SetOffNotes(
            party_id=note.party_id,
            credits=brings,
            allocations=pays,
            dated_on=command.dated_on,
            memo=command.memo,
        ),
        work,
    )


def _note(command: RefundNote | SetOffNote, work: Work) -> tuple[Any, Side]:
    """The note a command names; RuleBroken if it names none or two."""
    if (command.invoice_id is None) == (command.bill_id is None):
        raise RuleBroken([Problem("allocation.document_missing", "invoice_id")])
    if command.invoice_id is not None:
        return work.get(SalesDocument, command.invoice_id, field="invoice_id"), Side.RECEIVABLE
    return work.get(PurchaseDocument, cast("UUID", command.bill_id), field="bill_id"), Side.PAYABLE

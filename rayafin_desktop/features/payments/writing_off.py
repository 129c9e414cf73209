"""Giving up a debt that will not be paid, and taking that back when it is paid after all.

The tax of the document is not reduced: India and most VAT laws let a bad debt lower output tax only under
conditions the program cannot check (rules.md 2.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.work import Work

from ..billing.model import SalesDocument
from ..ledger.posting import problems_of_day
from .allocating import allocate, post_movement
from .commands import Received, ReversePayment, received, reverse_payment
from .kinds import FLOWS, PaymentKind, Side
from .legs import Movement
from .model import Allocation, Method, Payment, PaymentStatus
from .numbers import next_number
from .open_documents import open_documents
from .preparing import minor_of
from .rules import Allocated


@dataclass(frozen=True, kw_only=True)
class WriteOffInvoice(Command[Received]):
    """Give up what is open of an invoice, or `amount` of it in major units of its currency."""

    permission: ClassVar[str] = "payment.write_off"
    invoice_id: UUID
    reason: str
    amount: Amount | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TakeBackWriteOff(Command[Received]):
    """The debt is owed again, because it is paid after all: undo the write-offs of an invoice.

    The money is then received as any other.
    """

    permission: ClassVar[str] = "payment.write_off"
    invoice_id: UUID
    reason: str
    on: date | None = None


def write_off_invoice(command: WriteOffInvoice, work: Work) -> Received:
    invoice = work.get(SalesDocument, command.invoice_id, field="invoice_id")
    on = command.on or max(work.today, invoice.issued_on)
    found: list[Problem] = []
    if command.amount is None:
        minor = invoice.open_minor
    else:
        minor = minor_of(command.amount, invoice.currency, "amount", found)
        if not minor and not found:
            found.append(Problem("allocation.not_positive", "amount"))
    reason = command.reason.strip()
    open_items = open_documents(work, Side.RECEIVABLE, ids=[invoice.id])
    problems = Problems()
    problems.extend(found)
    problems.require(reason, "payment.why_missing", "reason")
    problems.require(invoice.id in open_items, "allocation.document_not_open", "invoice_id")
    problems.require(
        invoice.id not in open_items or minor <= invoice.open_minor,
        "allocation.over_document",
        "amount",
        number=invoice.number,
        currency=invoice.currency,
    )
    problems.require(
        on >= invoice.issued_on,
        "allocation.before_document",
        "on",
        number=invoice.number,
        dated_on=invoice.issued_on,
    )
    problems.extend(problems_of_day(work, on, "on"))
    problems.raise_if_any()
    work.why = reason
    part = Allocated(document_id=invoice.id, amount_minor=minor, write_off_minor=minor)
    base = open_items[invoice.id].relief(minor)
    payment = work.new(
        Payment,
        kind=PaymentKind.WRITE_OFF,
        number=next_number(work, PaymentKind.WRITE_OFF, on),
        party_id=invoice.party_id,
        dated_on=on,
        currency=invoice.currency,
        rate=invoice.rate,
        amount_minor=0,
        write_off_minor=minor,
        total_minor=minor,
        allocated_minor=minor,
        method=Method.OTHER,
        reference=invoice.number or "",
        memo=reason,
    )
    allocate(work, payment, [part], open_items, on)
    movement = Movement(
        direction=0,
        advance_before=0,
        advance_after=0,
        relieved_minor=minor,
        relieved_base_minor=base,
        written_off_minor=minor,
        written_off_base_minor=base,
    )
    flow = FLOWS[PaymentKind.WRITE_OFF]
    post_movement(work, payment, movement, flow.entry, on, f"{payment.number}: {reason}")
    work.index("payment", payment.id, f"{payment.number} {payment.reference}")
    return received(payment)


def take_back_write_off(command: TakeBackWriteOff, work: Work) -> Received:
    invoice = work.get(SalesDocument, command.invoice_id, field="invoice_id")
    a, p = Allocation.c, Payment.c
    ids = select(a.payment_id).where(a.company_id == work.company_id, a.invoice_id == invoice.id)
    found = work.all(
        Payment,
        p.kind == PaymentKind.WRITE_OFF,
        p.status == PaymentStatus.POSTED,
        p.id.in_(ids),
        order_by=(p.dated_on, p.id),
    )
    if not found:
        params = {"number": invoice.number}
        raise RuleBroken([Problem("payment.not_written_off", "invoice_id", params)])
    done = [
        reverse_payment(
            ReversePayment(payment_id=one.id, reason=command.reason, on=command.on),
            work,
        )
        for one in found
    ]
    return done[-1]

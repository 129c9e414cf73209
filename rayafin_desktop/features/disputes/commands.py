"""Opening a dispute, saying something of it, settling it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.marks import DISPUTED, clear_mark, set_mark
from rayafin_desktop.engine.work import Work

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from .documents import disputable
from .model import Dispute, DisputeNote, NoteKind, Reason, Resolution


@dataclass(frozen=True, kw_only=True)
class OpenDispute(Command[UUID]):
    """A party does not agree with a document: note why, for how much, and by when it should be settled.

    `amount` is in major units of the document's currency; None is all of it.
    """

    permission: ClassVar[str] = "dispute.open"
    kind: str = "invoice"
    record_id: UUID
    reason: Reason
    claim: str = ""
    amount: Amount | None = None
    due_on: date


@dataclass(frozen=True, kw_only=True)
class AddDisputeNote(Command[UUID]):
    """Note what was said; with an `amount` (major units) it is a proposal. `due_on` moves the deadline."""

    permission: ClassVar[str] = "dispute.open"
    dispute_id: UUID
    text: str
    amount: Amount | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SettleDispute(Command[UUID]):
    """End a dispute: withdrawn, a credit note agreed (name it by its number), or paid after all."""

    permission: ClassVar[str] = "dispute.settle"
    dispute_id: UUID
    resolution: Resolution
    outcome: str = ""
    credit_note_number: str = ""


def open_dispute(command: OpenDispute, work: Work) -> UUID:
    document = disputable(work, command.kind, command.record_id)
    digits = currency_digits(document.currency)
    problems = Problems()
    if document.problem is not None:
        problems.extend([document.problem])
    minor = document.total_minor
    if command.amount is not None and _exact(command.amount, digits, problems):
        minor = to_minor(command.amount, digits)
    problems.require(
        0 < minor <= document.total_minor, "dispute.amount_out_of_range", "amount", number=document.number
    )
    problems.require(command.due_on >= work.today, "dispute.due_passed", "due_on")
    if work.find(Dispute, Dispute.c.record_id == command.record_id, Dispute.c.resolution.is_(None)):
        problems.add("dispute.already_open", "record_id", number=document.number)
    problems.raise_if_any()
    with work.across_branches():
        last = work.scalar(
            select(func.max(Dispute.c.dispute_no)).where(Dispute.c.company_id == work.company_id)
        )
    dispute = work.new(
        Dispute,
        dispute_no=int(last or 0) + 1,
        kind=command.kind,
        record_id=command.record_id,
        number=document.number,
        party_id=document.party_id,
        party_name=document.party_name,
        reason=command.reason,
        claim=command.claim.strip(),
        disputed_minor=minor,
        currency=document.currency,
        opened_on=work.today,
        opened_by=work.actor.name,
        due_on=command.due_on,
        branch_id=document.branch_id,
    )
    work.flush()
    set_mark(work, command.kind, command.record_id, DISPUTED)
    return dispute.id


def add_dispute_note(command: AddDisputeNote, work: Work) -> UUID:
    dispute = _open(work, command.dispute_id)
    digits = currency_digits(dispute.currency)
    problems = Problems()
    problems.require(command.text.strip(), "dispute.text_missing", "text")
    minor = None
    if command.amount is not None and _exact(command.amount, digits, problems):
        minor = to_minor(command.amount, digits)
        problems.require(minor >= 0, "dispute.proposal_negative", "amount")
    if command.due_on is not None:
        problems.require(command.due_on >= work.today, "dispute.due_passed", "due_on")
    problems.raise_if_any()
    work.add(
        DisputeNote(
            company_id=work.company_id,
            dispute_id=dispute.id,
            line_no=len(work.parts(DisputeNote, dispute.id)) + 1,
            kind=NoteKind.NOTE if minor is None else NoteKind.PROPOSAL,
            noted_at=work.now,
            name=work.actor.name,
            text=command.text.strip(),
            amount_minor=minor,
        )
    )
    if command.due_on is not None:
        work.save(dataclasses.replace(dispute, due_on=command.due_on))
    return dispute.id


def settle_dispute(command: SettleDispute, work: Work) -> UUID:
    dispute = _open(work, command.dispute_id)
    number = command.credit_note_number.strip()
    problems = Problems()
    agreed = command.resolution is Resolution.CREDIT_NOTE
    problems.require(agreed or not number, "dispute.no_credit_note_here", "credit_note_number")
    note = _credit_note(work, dispute, number) if agreed and number else None
    if agreed and number:
        problems.require(note is not None, "dispute.credit_note_unknown", "credit_note_number", number=number)
    if agreed and dispute.kind == "invoice":
        problems.require(number, "dispute.credit_note_missing", "credit_note_number")
    problems.raise_if_any()
    work.why = command.outcome.strip() or None
    credit_note_id = None if note is None else note.id
    return end(work, dispute, command.resolution, command.outcome, credit_note_id).id


def end(
    work: Work, dispute: Dispute, resolution: Resolution, outcome: str, credit_note_id: UUID | None = None
) -> Dispute:
    """End an open dispute: its document is disputed no more."""
    clear_mark(work, dispute.kind, dispute.record_id, DISPUTED)
    return work.save(
        dataclasses.replace(
            dispute,
            resolution=resolution,
            outcome=outcome.strip(),
            settled_on=work.today,
            settled_by=work.actor.name,
            credit_note_id=credit_note_id,
        )
    )


def _credit_note(work: Work, dispute: Dispute, number: str) -> SalesDocument | None:
    """The posted credit note of this number, if it is to the same party."""
    c = SalesDocument.c
    return work.find(
        SalesDocument,
        c.kind == DocumentKind.CREDIT_NOTE,
        c.number == number,
        c.state == DocumentState.POSTED,
        c.party_id == dispute.party_id,
    )


def _open(work: Work, dispute_id: UUID) -> Dispute:
    dispute = work.get(Dispute, dispute_id, field="dispute_id")
    if dispute.resolution is not None:
        raise RuleBroken([Problem("dispute.settled_already", "dispute_id", {"number": dispute.dispute_no})])
    return dispute


def _exact(amount: Decimal, digits: int, problems: Problems) -> bool:
    return problems.require(is_exact(amount, digits), "dispute.amount_too_fine", "amount")

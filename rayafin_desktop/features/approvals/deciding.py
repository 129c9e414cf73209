"""Deciding about a ticket: approving carries the parked command out through the door it came by."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed, NotFound, Problem, RayafinError, RuleBroken, Stale
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.commands import Command, from_json
from rayafin_desktop.engine.entity import BookEntity, kind_named
from rayafin_desktop.engine.marks import PENDING_APPROVAL, clear_mark
from rayafin_desktop.engine.work import Approval, FollowUp, Work

from ..access.sign_in import member_as_actor
from ..ledger.model import JournalEntry
from .model import Ticket, TicketDecision, TicketStatus, Verdict
from .parking import NoteTicketFailure, close
from .rules import may_decide


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a ticket, and how many approvals are still missing."""

    ticket_id: UUID
    status: TicketStatus
    missing: int = 0


@dataclass(frozen=True, kw_only=True)
class ApproveTicket(Command[Decided]):
    """Approve what waits under a ticket. With the last approval needed it is carried out, in its maker's
    name and by all rules as they are now; if it cannot be, nothing is done and the ticket says why.
    """

    permission: ClassVar[str] = "approval.decide"
    ticket_id: UUID
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RefuseTicket(Command[Decided]):
    """Refuse what waits under a ticket, with a reason its maker sees; nothing else happens."""

    permission: ClassVar[str] = "approval.decide"
    ticket_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithdrawTicket(Command[Decided]):
    """Take back what one has asked for oneself, while it waits."""

    permission: ClassVar[str] = "approval.ask"
    ticket_id: UUID
    reason: str = ""


def approve_ticket(command: ApproveTicket, work: Work) -> Decided:
    ticket = _to_decide(work, command.ticket_id)
    parked = _parked(work, ticket)
    _decided(work, ticket, Verdict.APPROVED, command.note.strip())
    given = ticket.approvals + 1
    missing = ticket.approvers - given
    if missing > 0:
        work.save(dataclasses.replace(ticket, approvals=given))
        return Decided(ticket.id, TicketStatus.PENDING, missing)
    _require_unchanged(work, ticket)
    try:
        maker = member_as_actor(work, ticket.maker_user_id)
    except NotFound:
        raise RuleBroken([Problem("approval.maker_left", "", {"maker": ticket.maker_name})]) from None
    approved = work.save(
        dataclasses.replace(
            ticket,
            approvals=given,
            status=TicketStatus.APPROVED,
            decided_at=work.now,
            decided_by=work.actor.name,
            failure=None,
        )
    )
    names = " and ".join(one.name for one in work.parts(TicketDecision, ticket.id))
    work.why = f"Ticket {ticket.ticket_no} of {ticket.maker_name}"
    note = f": {command.note.strip()}" if command.note.strip() else ""
    work.follow_up(
        FollowUp(
            command=parked,
            actor=maker,
            approval=Approval(ticket.id, f"Approved by {names} (ticket {ticket.ticket_no}){note}"),
            confirmed=frozenset(ticket.confirmed),
            then=lambda after, _result: _done(after, approved.id),
            failed=lambda refusal: _failure(ticket.id, refusal),
        )
    )
    return Decided(ticket.id, TicketStatus.APPROVED)


def refuse_ticket(command: RefuseTicket, work: Work) -> Decided:
    ticket = _to_decide(work, command.ticket_id)
    reason = command.reason.strip()
    if not reason:
        raise RuleBroken([Problem("approval.reason_missing", "reason")])
    _decided(work, ticket, Verdict.REFUSED, reason)
    close(work, ticket, TicketStatus.REFUSED, reason, work.actor.name)
    work.why = reason
    return Decided(ticket.id, TicketStatus.REFUSED)


def withdraw_ticket(command: WithdrawTicket, work: Work) -> Decided:
    ticket = _pending(work, command.ticket_id)
    if ticket.maker_user_id != work.actor.user_id:
        raise NotAllowed("approval.not_yours", {"maker": ticket.maker_name})
    close(work, ticket, TicketStatus.WITHDRAWN, command.reason.strip(), work.actor.name)
    return Decided(ticket.id, TicketStatus.WITHDRAWN)


def _pending(work: Work, ticket_id: UUID) -> Ticket:
    ticket = work.get(Ticket, ticket_id, field="ticket_id")
    if ticket.status is not TicketStatus.PENDING:
        raise RuleBroken([Problem("approval.not_pending", "ticket_id", {"number": ticket.ticket_no})])
    return ticket


def _to_decide(work: Work, ticket_id: UUID) -> Ticket:
    """The ticket, if this person may decide about it now: four eyes, each approver once."""
    ticket = _pending(work, ticket_id)
    actor = work.actor
    if ticket.expires_on < work.today:
        raise RuleBroken([Problem("approval.expired", "ticket_id", {"number": ticket.ticket_no})])
    if actor.user_id is None or ticket.maker_user_id == actor.user_id:
        raise NotAllowed("approval.own")
    if not may_decide(ticket, actor.role, actor.member_id):
        raise NotAllowed("approval.not_an_approver", {"rule": ticket.rule_name})
    if any(one.user_id == actor.user_id for one in work.parts(TicketDecision, ticket.id)):
        raise RuleBroken([Problem("approval.already_given", "ticket_id", {"number": ticket.ticket_no})])
    return ticket


def _parked(work: Work, ticket: Ticket) -> Command[Any]:
    """The command as it was asked for; refused when somebody has changed it past the program."""
    if sha256(canonical_json(ticket.payload).encode()).hexdigest() != ticket.payload_digest:
        raise RuleBroken([Problem("approval.tampered", "ticket_id", {"number": ticket.ticket_no})])
    handled = work.known_commands.get(ticket.command)
    if handled is None:
        raise NotFound("command.unknown", {"name": ticket.command})
    body = {name: value for name, value in ticket.payload.items() if name != "command"}
    return from_json(handled.command, body)


def _require_unchanged(work: Work, ticket: Ticket) -> None:
    """Stale when the record the command is about is no longer the one that was asked for."""
    cls = kind_named(ticket.record_kind)
    if ticket.record_id is None or cls is None or not issubclass(cls, BookEntity):
        return
    try:
        record = work.get(cls, ticket.record_id)
        if record.version == ticket.record_version:
            return
        stale: RayafinError = Stale(f"{ticket.record_kind}.stale", {"id": str(ticket.record_id)})
    except NotFound as gone:
        stale = gone
    stale.afterwards = _failure(ticket.id, stale)
    raise stale


def _decided(work: Work, ticket: Ticket, verdict: Verdict, note: str) -> None:
    if work.actor.user_id is None:
        raise NotAllowed("user.nobody")
    work.add(
        TicketDecision(
            company_id=work.company_id,
            ticket_id=ticket.id,
            line_no=len(work.parts(TicketDecision, ticket.id)) + 1,
            user_id=work.actor.user_id,
            name=work.actor.name,
            decided_at=work.now,
            verdict=verdict,
            note=note,
        )
    )


def _done(work: Work, ticket_id: UUID) -> None:
    """In the maker's command, before it is recorded: what came of the ticket."""
    ticket = work.get(Ticket, ticket_id)
    if ticket.record_id is not None:
        clear_mark(work, ticket.record_kind, ticket.record_id, PENDING_APPROVAL)
    entries = work.recorder.rows_added(JournalEntry)
    entry = next((one for one in entries if one.kind == ticket.subject), None)
    if entry is not None:
        by_hand = entry.source_id is None
        work.save(
            dataclasses.replace(
                ticket,
                done_kind="entry" if by_hand else entry.source_kind,
                done_id=entry.id if by_hand else entry.source_id,
            )
        )


def _failure(ticket_id: UUID, refusal: RayafinError) -> NoteTicketFailure:
    problems = tuple(
        (one.code, one.field, {name: str(value) for name, value in one.params.items()})
        for one in refusal.problems
    )
    outdated = isinstance(refusal, Stale | NotFound)
    return NoteTicketFailure(ticket_id=ticket_id, problems=problems, outdated=outdated)

"""Parking: the command that makes a ticket of what was refused, and the one that keeps why it failed later.

Nobody has their permissions. `App.execute` carries them out after the refusal has taken everything back.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.marks import PENDING_APPROVAL, clear_mark, set_mark
from rayafin_desktop.engine.work import Work

from .model import ApprovalRule, Ticket, TicketStatus


@dataclass(frozen=True, kw_only=True)
class ParkCommand(Command[UUID]):
    """Keep a command until it is approved; sent by the program itself when a limit stops one.

    The same command asked for twice by the same person waits once; asked for anew about a draft that has
    changed since, the newer takes the older one's place.
    """

    permission: ClassVar[str] = "approval.park"
    parked: str
    payload: dict[str, Any]
    payload_digest: str
    confirmed: tuple[str, ...] = ()
    subject: str
    amount_minor: int
    party_name: str = ""
    picture: dict[str, Any]
    rule_id: UUID
    record_kind: str = ""
    record_id: UUID | None = None
    record_version: int = 0
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NoteTicketFailure(Command[None]):
    """Keep why an approved command could not be carried out; sent by the program itself.

    `outdated` closes the ticket: what it was asked for is no longer there.
    """

    permission: ClassVar[str] = "approval.note"
    ticket_id: UUID
    problems: tuple[tuple[str, str, dict[str, Any]], ...]
    outdated: bool = False


def park_command(command: ParkCommand, work: Work) -> UUID:
    if work.actor.user_id is None:
        raise NotAllowed("user.nobody")
    for waiting in _waiting(work, command):
        if waiting.payload_digest == command.payload_digest:
            return waiting.id
        close(work, waiting, TicketStatus.WITHDRAWN, "Asked for again after a change")
    rule = work.get(ApprovalRule, command.rule_id)
    with work.across_branches():
        last = work.scalar(select(func.max(Ticket.c.ticket_no)).where(Ticket.c.company_id == work.company_id))
    ticket = work.new(
        Ticket,
        ticket_no=int(last or 0) + 1,
        command=command.parked,
        payload=command.payload,
        payload_digest=command.payload_digest,
        confirmed=list(command.confirmed),
        subject=command.subject,
        party_name=command.party_name,
        amount_minor=command.amount_minor,
        picture=command.picture,
        rule_id=rule.id,
        rule_name=rule.name,
        limit_minor=rule.limit_minor,
        approver_roles=rule.approver_roles,
        approver_members=rule.approver_members,
        approvers=rule.approvers,
        maker_user_id=work.actor.user_id,
        maker_name=work.actor.name,
        asked_at=work.now,
        expires_on=work.today + timedelta(days=rule.expires_days),
        record_kind=command.record_kind,
        record_id=command.record_id,
        record_version=command.record_version,
        branch_id=command.branch_id,
    )
    if ticket.record_id is not None:
        work.flush()
        set_mark(work, ticket.record_kind, ticket.record_id, PENDING_APPROVAL, ticket.expires_on)
    return ticket.id


def _waiting(work: Work, command: ParkCommand) -> list[Ticket]:
    """What waits already for this record, or of this person for the same."""
    c = Ticket.c
    if command.record_id is not None:
        same = c.record_id == command.record_id
    else:
        same = (c.payload_digest == command.payload_digest) & (c.maker_user_id == work.actor.user_id)
    pending = work.all(Ticket, c.status == TicketStatus.PENDING, c.expires_on >= work.today, same)
    return [one for one in pending if one.command == command.parked]


def close(work: Work, ticket: Ticket, status: TicketStatus, reason: str = "", by: str = "") -> Ticket:
    """End a ticket without carrying anything out."""
    if ticket.record_id is not None:
        clear_mark(work, ticket.record_kind, ticket.record_id, PENDING_APPROVAL)
    return work.save(
        dataclasses.replace(ticket, status=status, reason=reason, decided_by=by, decided_at=work.now)
    )


def note_ticket_failure(command: NoteTicketFailure, work: Work) -> None:
    ticket = work.get(Ticket, command.ticket_id)
    if ticket.status is not TicketStatus.PENDING:
        return
    noted = dataclasses.replace(ticket, failure=[list(problem) for problem in command.problems])
    if command.outdated:
        close(work, noted, TicketStatus.OUTDATED)
    else:
        work.save(noted)

"""Rules that say what has to wait for somebody else, and the tickets of what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Confidential,
    Count,
    Json,
    Length,
    Minor,
    Name,
    Note,
    Personal,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part


class TicketStatus(StrEnum):
    """Where a ticket stands. An APPROVED one has been carried out; that it has expired is worked out."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    OUTDATED = "OUTDATED"  # what it was asked for has changed since


class Verdict(StrEnum):
    """What one approver said."""

    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


@entity(
    "approval_rules",
    indexes=[("subject", "limit_minor")],
    checks={
        "approvers": "approvers BETWEEN 1 AND 9",
        "limit": "limit_minor >= 0",
        "expires": "expires_days > 0",
    },
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalRule(Entity):
    """What posts an entry of kind `subject` (empty: any) above `limit_minor` waits for `approvers` people.

    Those who may approve: members with one of `approver_roles`, and the `approver_members`; both texts hold
    their values between bars (`|owner|accountant|`), so that SQL finds one. Nobody approves what he asked
    for himself; with `approvers_exempt` they need not ask at all.
    """

    name: Name
    subject: Annotated[str, Length(30)] = ""
    limit_minor: Minor
    approver_roles: Note = ""
    approver_members: Note = ""
    approvers: Count = 1
    approvers_exempt: bool = False
    expires_days: Count = 14
    is_active: bool = True


@entity(
    "approval_tickets",
    kind="ticket",
    unique=[("ticket_no",)],
    indexes=[("status", "ticket_no"), ("record_id",), ("maker_user_id", "ticket_no"), ("amount_minor",)],
    where={("record_id",): "record_id IS NOT NULL"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket(Entity):
    """A command that waits. `payload` is the command's JSON, `payload_digest` the SHA-256 of it.

    Amounts are in minor units of the company's currency. `record_*` name the record the command is about
    and the version it had, where there is one already (a draft); `picture` is what the command did when it
    was tried: document and journal lines. Of the rule the ticket keeps what held when it was asked.
    """

    ticket_no: Count
    status: TicketStatus = TicketStatus.PENDING
    command: Annotated[str, Length(80)]
    payload: Annotated[Json, Confidential]
    payload_digest: Annotated[str, Length(64)]
    confirmed: Json
    subject: Annotated[str, Length(30)]
    party_name: Annotated[Name, Personal] = ""
    amount_minor: Minor
    picture: Annotated[Json, Confidential]
    rule_id: Annotated[UUID, References("approval_rules")]
    rule_name: Name
    limit_minor: Minor
    approver_roles: Note = ""
    approver_members: Note = ""
    approvers: Count = 1
    approvals: Count = 0
    maker_user_id: Annotated[UUID, References("users")]
    maker_name: Annotated[Name, Personal]
    asked_at: datetime
    expires_on: date
    record_kind: Annotated[str, Length(30)] = ""
    record_id: UUID | None = None
    record_version: Count = 0
    decided_at: datetime | None = None
    decided_by: Annotated[Name, Personal] = ""
    reason: Note = ""
    failure: Json | None = None  # [[code, field, params], ...] of the last time it could not be carried out
    done_kind: Annotated[str, Length(30)] = ""
    done_id: UUID | None = None
    branch_id: UUID | None = None


@part("ticket_decisions", of=Ticket, kind="ticket_decision")
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketDecision(Part):
    """What one approver said of a ticket, and when."""

    ticket_id: UUID
    user_id: Annotated[UUID, References("users")]
    name: Annotated[Name, Personal]
    decided_at: datetime
    verdict: Verdict
    note: Note = ""

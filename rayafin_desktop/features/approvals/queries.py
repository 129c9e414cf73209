"""Reading tickets and rules: the inbox of who approves, what one asked for, what waits for a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from .model import ApprovalRule, Ticket, TicketDecision, TicketStatus
from .people import colleagues
from .rules import APPROVING_ROLES, may_decide, unlisted, who_can

_T = Ticket.c
SEES_ALL = frozenset({Role.OWNER, Role.ACCOUNTANT, Role.AUDITOR})
EXPIRED = "EXPIRED"


def is_waiting(read: Read) -> ColumnElement[bool]:
    """Whether a ticket is undecided and has not run out."""
    return and_(_T.status == TicketStatus.PENDING, _T.expires_on >= read.today)


def _for_me(read: Read) -> ColumnElement[bool]:
    """What the actor may decide about now: he is an approver, did not ask for it and has not spoken yet."""
    actor = read.actor
    among: list[ColumnElement[bool]] = [literal(False)]
    if actor.role in APPROVING_ROLES and actor.role is not None:
        among.append(_T.approver_roles.contains(f"|{actor.role.value}|"))
    if actor.member_id is not None:
        among.append(_T.approver_members.contains(f"|{actor.member_id}|"))
    spoken = exists(
        select(literal(1)).where(
            TicketDecision.c.company_id == _T.company_id,
            TicketDecision.c.ticket_id == _T.id,
            TicketDecision.c.user_id == actor.user_id,
        )
    )
    return and_(is_waiting(read), or_(*among), _T.maker_user_id != actor.user_id, ~spoken)


def _mine(read: Read) -> ColumnElement[bool]:
    return _T.maker_user_id == read.actor.user_id


def _status(read: Read) -> ColumnElement[str]:
    late = and_(_T.status == TicketStatus.PENDING, _T.expires_on < read.today)
    return case((late, literal(EXPIRED)), else_=_T.status)


def _tickets(read: Read) -> Select[Any]:
    statement = select(
        _T.id,
        _T.ticket_no,
        _status(read).label("status"),
        _T.subject,
        _T.party_name,
        _T.amount_minor,
        _T.limit_minor,
        _T.rule_name,
        _T.maker_name,
        _T.asked_at,
        _T.expires_on,
        _T.approvals,
        _T.approvers,
        _T.decided_by,
        _T.decided_at,
        _T.reason,
        _T.record_kind,
        _T.record_id,
        _T.done_kind,
        _T.done_id,
        _for_me(read).label("is_for_me"),
        and_(is_waiting(read), _mine(read)).label("is_mine"),
        (_T.status != TicketStatus.PENDING).label("is_over"),
        _T.version,
    ).where(_T.company_id == read.company_id, _T.deleted_at.is_(None))
    actor = read.actor
    if actor.everything or actor.role in SEES_ALL:
        return statement
    # The others see what they asked for and what they may decide about or have decided.
    return statement.where(or_(_mine(read), _for_me(read), _spoken_by(actor.user_id)))


def _spoken_by(user_id: UUID | None) -> ColumnElement[bool]:
    return exists(
        select(literal(1)).where(
            TicketDecision.c.company_id == _T.company_id,
            TicketDecision.c.ticket_id == _T.id,
            TicketDecision.c.user_id == user_id,
        )
    )


def _search(_read: Read, text: str) -> Condition:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return _T.ticket_no == int(text)
    return or_(_T.party_name.icontains(text, autoescape=True), _T.maker_name.icontains(text, autoescape=True))


def ticket_stats(read: Read) -> Mapping[str, Any]:
    """How much waits for the person who asks, and how much in all."""
    row = read.first(
        select(func.count(), func.coalesce(func.sum(_T.amount_minor), 0)).where(
            _T.company_id == read.company_id, _for_me(read)
        )
    )
    others = read.scalar(
        select(func.count()).where(_T.company_id == read.company_id, is_waiting(read), _mine(read))
    )
    return {
        "for_me": int(row[0]) if row else 0,
        "for_me_minor": int(row[1]) if row else 0,
        "mine": int(others or 0),
    }


TICKET_ROWS = ListQuery(
    name="approvals",
    permission="approval.read",
    kinds=("ticket",),
    select=_tickets,
    key=_T.id,
    sorts={"ticket_no": (_T.ticket_no,), "amount_minor": (_T.amount_minor,)},
    default_sort=("ticket_no", True),
    tabs={
        "mine_to_decide": _for_me,
        "waiting": is_waiting,
        "asked": _mine,
        "decided": lambda read: _T.status != TicketStatus.PENDING,
        "all": lambda read: None,
    },
    search=_search,
    stats=ticket_stats,
)

RULE_ROWS = ListQuery(
    name="approval_rules",
    permission="approval.rules_read",
    kinds=("approval_rule",),
    select=lambda read: select(
        *(
            ApprovalRule.c[name]
            for name in (
                "id", "name", "subject", "limit_minor", "approver_roles", "approvers", "approvers_exempt",
                "expires_days", "is_active", "version",
            )
        ),
        (~ApprovalRule.c.is_active).label("is_off"),
    ).where(ApprovalRule.c.company_id == read.company_id, ApprovalRule.c.deleted_at.is_(None)),
    key=ApprovalRule.c.id,
    sorts={"subject": (ApprovalRule.c.subject, ApprovalRule.c.limit_minor)},
    default_sort=("subject", False),
)  # fmt: skip


def _colleague_rows(read: Read) -> Select[Any]:
    return (
        select(Member.c.id, User.c.name, Member.c.role.label("note"))
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(
            Member.c.company_id == read.company_id,
            Member.c.deleted_at.is_(None),
            Member.c.is_active,
            Member.c.role != Role.AUDITOR,
        )
    )


APPROVER_LOOKUP = ListQuery(
    name="approver_lookup",
    permission="approval.rules_read",
    kinds=("member", "user"),
    select=_colleague_rows,
    key=Member.c.id,
    sorts={"name": (User.c.name,)},
    default_sort=("name", False),
    search=lambda _read, text: User.c.name.icontains(text, autoescape=True),
)

LISTS = (TICKET_ROWS, RULE_ROWS, APPROVER_LOOKUP)


@dataclass(frozen=True, slots=True)
class RuleDetail:
    """A rule as its form shows it."""

    id: UUID
    version: int
    name: str
    subject: str
    limit: int
    owner: bool
    accountant: bool
    cashier: bool
    broker: bool
    member_id: UUID | None
    member_name: str
    approvers: int
    approvers_exempt: bool
    expires_days: int
    is_active: bool


def rule_detail(read: Read, rule_id: UUID) -> RuleDetail:
    """One rule; NotFound `approval_rule.not_found`."""
    read.actor.require("approval.rules_read")
    rule = read.get(ApprovalRule, rule_id)
    roles = set(unlisted(rule.approver_roles))
    member_id = next((UUID(one) for one in unlisted(rule.approver_members)), None)
    name = ""
    if member_id is not None:
        name = str(
            read.scalar(_colleague_rows(read).with_only_columns(User.c.name).where(Member.c.id == member_id))
            or ""
        )
    return RuleDetail(
        id=rule.id,
        version=rule.version,
        name=rule.name,
        subject=rule.subject,
        limit=rule.limit_minor,
        owner="owner" in roles,
        accountant="accountant" in roles,
        cashier="cashier" in roles,
        broker="broker" in roles,
        member_id=member_id,
        member_name=name,
        approvers=rule.approvers,
        approvers_exempt=rule.approvers_exempt,
        expires_days=rule.expires_days,
        is_active=rule.is_active,
    )


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """A ticket in full: what waits, why, who may decide, who has."""

    ticket: Ticket
    status: str
    decisions: tuple[TicketDecision, ...]
    approver_names: tuple[str, ...]
    is_for_me: bool
    is_mine: bool
    failure: tuple[Problem, ...]


def ticket_detail(read: Read, ticket_id: UUID) -> TicketDetail:
    """One ticket the actor may see; NotFound `ticket.not_found` otherwise."""
    read.actor.require("approval.read")
    row = read.first(_tickets(read).where(_T.id == ticket_id))
    if row is None:
        raise NotFound("ticket.not_found", {"id": str(ticket_id)})
    ticket = read.get(Ticket, ticket_id)
    able = {one.user_id for one in who_can(ticket, colleagues(read), ticket.maker_user_id, ticket.branch_id)}
    names = read.fetch(select(User.c.name).where(User.c.id.in_(able)).order_by(User.c.name)) if able else []
    return TicketDetail(
        ticket=ticket,
        status=str(row.status),
        decisions=tuple(read.parts(TicketDecision, ticket_id)),
        approver_names=tuple(str(one[0]) for one in names),
        is_for_me=bool(row.is_for_me),
        is_mine=bool(row.is_mine),
        failure=tuple(Problem(code, field, params) for code, field, params in ticket.failure or ()),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """That a record waits for approval: the ticket, who asked and until when it may be given."""

    ticket_id: UUID
    ticket_no: int
    maker_name: str
    asked_at: datetime
    expires_on: date
    approver_names: tuple[str, ...]
    may_decide: bool
    is_mine: bool


def waiting_for(read: Read, record_id: UUID) -> Waiting | None:
    """The ticket that waits for this record, or None."""
    c = Ticket.c
    found = read.all(
        Ticket, c.record_id == record_id, c.status == TicketStatus.PENDING, c.expires_on >= read.today
    )
    if not found:
        return None
    ticket, actor = found[0], read.actor
    able = {one.user_id for one in who_can(ticket, colleagues(read), ticket.maker_user_id, ticket.branch_id)}
    names: Sequence[Any] = (
        read.fetch(select(User.c.name).where(User.c.id.in_(able)).order_by(User.c.name)) if able else []
    )
    mine = ticket.maker_user_id == actor.user_id
    return Waiting(
        ticket_id=ticket.id,
        ticket_no=ticket.ticket_no,
        maker_name=ticket.maker_name,
        asked_at=ticket.asked_at,
        expires_on=ticket.expires_on,
        approver_names=tuple(str(one[0]) for one in names),
        may_decide=not mine and may_decide(ticket, actor.role, actor.member_id),
        is_mine=mine,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A moment in the life of a ticket, for a timeline."""

    at: datetime
    title: str
    detail: str
    tone: str


def ticket_steps(read: Read, ticket_id: UUID) -> list[Step]:
    """Asked, approved or refused by whom, and what came of it."""
    detail = ticket_detail(read, ticket_id)
    ticket = detail.ticket
    steps = [Step(ticket.asked_at, "Asked for", ticket.maker_name, "info")]
    for one in detail.decisions:
        good = one.verdict.value == "APPROVED"
        title = "Approved" if good else "Refused"
        words = " · ".join(filter(None, (one.name, one.note)))
        steps.append(Step(one.decided_at, title, words, "pos" if good else "neg"))
    if ticket.status in (TicketStatus.WITHDRAWN, TicketStatus.OUTDATED) and ticket.decided_at is not None:
        title = "Withdrawn" if ticket.status is TicketStatus.WITHDRAWN else "Out of date"
        steps.append(Step(ticket.decided_at, title, ticket.reason or ticket.decided_by, "muted"))
    return steps[::-1]

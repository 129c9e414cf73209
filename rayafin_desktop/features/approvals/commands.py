"""The rules of a company: what waits, above which amount, for whom."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Offline
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..ledger.queries import base_currency
from .model import ApprovalRule
from .people import colleagues
from .rules import Deciders, listed, may_decide, rule_problems


@dataclass(frozen=True, kw_only=True)
class SaveApprovalRule(Command[UUID]):
    """Make a rule (without `id`) or change one (with `id` and the `version` that was seen).

    `limit` is in major units of the company's currency: what is above it waits. Those who may approve are
    the roles ticked and, if named, one member besides.
    """

    permission: ClassVar[str] = "approval.rules"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    name: str
    subject: str = ""
    limit: Amount = Decimal(0)
    owner: bool = True
    accountant: bool = False
    cashier: bool = False
    broker: bool = False
    member_id: UUID | None = None
    approvers: int = 1
    approvers_exempt: bool = False
    expires_days: int = 14
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class RemoveApprovalRule(Command[None]):
    """Take a rule away. What waits under it already goes on waiting."""

    permission: ClassVar[str] = "approval.rules"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID


def save_approval_rule(command: SaveApprovalRule, work: Work) -> UUID:
    roles = [role for role in Role if getattr(command, role.value, False)]
    if command.member_id is not None:
        work.get(Member, command.member_id, field="member_id")
    digits = currency_digits(base_currency(work))
    problems = Problems()
    exact = problems.require(is_exact(command.limit, digits), "approval.limit_too_fine", "limit")
    values: dict[str, Any] = {
        "name": command.name.strip(),
        "subject": command.subject,
        "limit_minor": to_minor(command.limit, digits) if exact else 0,
        "approver_roles": listed(role.value for role in roles),
        "approver_members": listed([command.member_id] if command.member_id else []),
        "approvers": command.approvers,
        "approvers_exempt": command.approvers_exempt,
        "expires_days": command.expires_days,
        "is_active": command.is_active,
    }
    asked = Deciders(values["approver_roles"], values["approver_members"])
    deciders = [one for one in colleagues(work) if may_decide(asked, one.role, one.member_id)]
    problems.extend(
        rule_problems(
            name=values["name"],
            subject=command.subject,
            limit_minor=values["limit_minor"],
            approvers=command.approvers,
            expires_days=command.expires_days,
            deciders=len(deciders),
        )
    )
    problems.raise_if_any()
    if command.id is None:
        return work.new(ApprovalRule, **values).id
    old = work.get(ApprovalRule, command.id)
    version = old.version if command.version is None else command.version
    return work.save(dataclasses.replace(old, version=version, **values)).id


def remove_approval_rule(command: RemoveApprovalRule, work: Work) -> None:
    work.remove(work.get(ApprovalRule, command.id))

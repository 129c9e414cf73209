"""Which rule a posting meets, and who may decide; values in, answers out (rules.md 2.2 and 2.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.permissions import Role

SUBJECTS = {
    "": "Anything that is posted",
    "invoice": "Sales invoice",
    "credit_note": "Credit note",
    "bill": "Purchase bill",
    "debit_note": "Debit note",
    "expense": "Expense",
    "receipt": "Receipt",
    "payment": "Payment",
    "receipt_reversal": "Reversal of a receipt",
    "payment_reversal": "Reversal of a payment",
    "write_off": "Write-off",
    "contra": "Transfer between cash and bank",
    "journal": "Journal voucher",
    "commission_payment": "Payment of commission",
    "reversal": "Void or reversal",
}
"""Kinds of journal entries a rule may be about; the key is `JournalEntry.kind`."""

MOST_APPROVERS = 9
MOST_DAYS = 365
# Auditors read; they approve nothing.
APPROVING_ROLES = (Role.OWNER, Role.ACCOUNTANT, Role.CASHIER, Role.BROKER)


class Ruled(Protocol):
    """What of a rule decides whether it holds."""

    @property
    def subject(self) -> str: ...
    @property
    def limit_minor(self) -> int: ...
    @property
    def approvers(self) -> int: ...


class Decided(Protocol):
    """What of a rule or ticket says who decides."""

    @property
    def approver_roles(self) -> str: ...
    @property
    def approver_members(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Deciders:
    """Those who may approve, as rules and tickets write them (`listed`)."""

    approver_roles: str
    approver_members: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member who could be asked."""

    user_id: UUID
    member_id: UUID
    role: Role
    branch_id: UUID | None = None


def listed(values: Iterable[object]) -> str:
    """Values between bars, as a text SQL can look into: `|owner|accountant|`; empty for none."""
    texts = [str(value) for value in values]
    return f"|{'|'.join(texts)}|" if texts else ""


def unlisted(text: str) -> list[str]:
    """The values of a text made by `listed`."""
    return [one for one in text.split("|") if one]


def strictest(rules: Sequence[Ruled], subject: str, amount_minor: int) -> int | None:
    """The index of the rule that holds for a posting: of those it exceeds the one with the highest limit,
    of equal ones that with the most approvers. None when it exceeds none.
    """
    met = [
        (rule.limit_minor, rule.approvers, -at)
        for at, rule in enumerate(rules)
        if rule.subject in ("", subject) and amount_minor > rule.limit_minor
    ]
    return -max(met)[2] if met else None


def may_decide(one: Decided, role: Role | None, member_id: UUID | None) -> bool:
    """Whether a member is among those who approve."""
    by_role = role in APPROVING_ROLES and f"|{role.value}|" in one.approver_roles if role else False
    return by_role or (member_id is not None and f"|{member_id}|" in one.approver_members)


def who_can(
    one: Decided, colleagues: Iterable[Colleague], maker: UUID | None, branch_id: UUID | None
) -> list[Colleague]:
    """Those who may approve what this maker asks for in this branch; never the maker himself."""
    return [
        who
        for who in colleagues
        if who.user_id != maker
        and who.branch_id in (None, branch_id)
        and may_decide(one, who.role, who.member_id)
    ]


def rule_problems(
    *, name: str, subject: str, limit_minor: int, approvers: int, expires_days: int, deciders: int
) -> Iterator[Problem]:
    """What is wrong with a rule; `deciders` is how many members could approve under it."""
    if not name:
        yield Problem("approval.name_missing", "name")
    if subject not in SUBJECTS:
        yield Problem("approval.subject_unknown", "subject", {"subject": subject})
    if limit_minor < 0:
        yield Problem("approval.limit_negative", "limit")
    if not 1 <= approvers <= MOST_APPROVERS:
        yield Problem("approval.approvers_out_of_range", "approvers", {"most": MOST_APPROVERS})
    if not 1 <= expires_days <= MOST_DAYS:
        yield Problem("approval.days_out_of_range", "expires_days", {"most": MOST_DAYS})
    if deciders < max(approvers, 1):
        yield Problem("approval.too_few_approvers", "approvers", {"deciders": deciders, "needed": approvers})

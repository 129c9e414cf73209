"""Who may do what: roles, grants and the actor behind a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed


class Role(StrEnum):
    """What a member is in one company (rules.md 2.11)."""

    OWNER = "owner"
    ACCOUNTANT = "accountant"
    CASHIER = "cashier"
    BROKER = "broker"
    AUDITOR = "auditor"


OWNER, ACCOUNTANT, CASHIER, BROKER, AUDITOR = Role
EVERYONE = frozenset(Role)
BOOKKEEPERS = frozenset({OWNER, ACCOUNTANT})

# Permission -> roles that have it. Declared by each feature, merged by the catalogue.
Grants = Mapping[str, frozenset[Role]]


def grant(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person (or the book itself) a command or query runs for.

    `company_id` is the local company key, 0 for commands about the book as a whole. With a `branch_id`
    only rows of that branch exist for the actor (`engine.branches`). `fixed` permissions are those given,
    not looked up again: what the program does in somebody's name. `session_id` is the sign-in that is
    meant, where there is one: it is over for the actor as soon as that is.
    """

    user_id: UUID | None
    name: str
    company_id: int
    role: Role | None = None
    member_id: UUID | None = None
    permissions: frozenset[str] = field(default=frozenset(), repr=False)
    everything: bool = False
    branch_id: UUID | None = None
    fixed: bool = False
    session_id: UUID | None = None

    def may(self, permission: str) -> bool:
        return self.everything or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `NotAllowed` (`permission.missing`) unless the actor has `permission`."""
        if not self.may(permission):
            raise NotAllowed("permission.missing", {"permission": permission, "who": self.name})


def the_book(company_id: int = 0) -> Actor:
    """The book itself: set-up, demo data, migrations. Never handed to a shell's user."""
    return Actor(user_id=None, name="Rayafin", company_id=company_id, everything=True)


class PermissionTable:
    """All permissions of the catalogue and the roles they are granted to."""

    def __init__(self, grants: Iterable[Grants]) -> None:
        merged: dict[str, frozenset[Role]] = {}
        for one in grants:
            for permission, roles in one.items():
                merged[permission] = merged.get(permission, frozenset()) | roles
        self.grants: Mapping[str, frozenset[Role]] = dict(sorted(merged.items()))

    def of(self, role: Role) -> frozenset[str]:
        """Every permission `role` has."""
        return frozenset(p for p, roles in self.grants.items() if role in roles)

"""What each role may do in this company: the program's proposal, and what the company changed of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read, Work

from . import rules
from .model import RoleChange
from .permission_labels import PERMISSION_LABELS


@dataclass(frozen=True, kw_only=True)
class ChangeRole(Command[None]):
    """Give a role a permission in this company, take it away, or (None) leave it as the program proposes.

    An owner's rights stay as they are, the audit log stays open to those who audit, and what only owners
    may do stays with them.
    """

    permission: ClassVar[str] = "role.change"
    offline: ClassVar[Offline] = Offline.SERVER
    role: Role
    of: str
    granted: bool | None = None


def change_role(command: ChangeRole, work: Work) -> None:
    proposed = work.permission_table.grants
    problems = Problems()
    problems.extend(
        rules.role_change_problems(command.role, command.of, granted=command.granted, proposed=proposed)
    )
    problems.raise_if_any()
    own = work.find(RoleChange, role=command.role, permission=command.of)
    as_proposed = command.granted is None or command.granted == (command.role in proposed[command.of])
    if as_proposed:
        if own is not None:
            work.remove(own)
    elif own is None:
        work.new(RoleChange, role=command.role, permission=command.of, granted=bool(command.granted))
    else:
        work.save(dataclasses.replace(own, granted=bool(command.granted)))


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One permission against every role; `id` is its name, `area` and `words` its label.

    `fixed` are the roles it cannot change for, `changed` those for which the company differs from the
    proposal.
    """

    id: str
    area: str
    words: str
    holders: frozenset[Role]
    fixed: frozenset[Role]
    changed: frozenset[Role]


def role_rows(read: Read) -> list[RoleRow]:
    """Every permission somebody can have in this company, in the order of its labels."""
    read.actor.require("user.read")
    proposed = read.permission_table.grants
    changes = {(one.role, one.permission): one.granted for one in read.all(RoleChange)}
    rows = []
    for permission, label in PERMISSION_LABELS.items():
        roles = proposed.get(permission)
        if not roles:
            continue
        holders = frozenset(role for role in Role if changes.get((role, permission), role in roles))
        fixed = frozenset(
            role
            for role in Role
            if any(
                rules.role_change_problems(role, permission, granted=role not in holders, proposed=proposed)
            )
        )
        changed = frozenset(role for role in Role if (role, permission) in changes)
        rows.append(RoleRow(permission, label.area, label.words, holders, fixed, changed))
    return rows

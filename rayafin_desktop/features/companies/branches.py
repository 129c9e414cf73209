"""Branches of a company: places with people and documents of their own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Select, or_, select, true

from rayafin_desktop.base.errors import NotFound, Problems
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.entity import Entity, mapped_classes
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read, Work

from .model import Branch

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_MOST = {"name": 200, "state": 10, "tax_id": 40}


@dataclass(frozen=True, kw_only=True)
class SaveBranch(Command[UUID]):
    """Make a branch (without `id`) or change one (with `id` and the `version` that was seen)."""

    permission: ClassVar[str] = "branch.save"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    address: str = ""
    state: str = ""
    tax_id: str = ""
    is_active: bool = True


def save_branch(command: SaveBranch, work: Work) -> UUID:
    values: dict[str, Any] = {
        "code": command.code.strip().upper(),
        "name": command.name.strip(),
        "address": command.address.strip(),
        "state": command.state.strip(),
        "tax_id": command.tax_id.replace(" ", "").upper(),
        "is_active": command.is_active,
    }
    problems = Problems()
    problems.require(_CODE.fullmatch(values["code"]), "branch.code_invalid", "code", given=values["code"])
    problems.require(values["name"], "branch.name_missing", "name")
    for field, most in _MOST.items():
        problems.require(len(values[field]) <= most, "company.text_too_long", field, limit=most)
    taken = work.find(Branch, Branch.c.code == values["code"])
    problems.require(
        taken is None or taken.id == command.id, "branch.code_taken", "code", given=values["code"]
    )
    problems.raise_if_any()
    if command.id is None:
        return work.new(Branch, **values).id
    old = work.get(Branch, command.id)
    version = old.version if command.version is None else command.version
    return work.save(dataclasses.replace(old, version=version, **values)).id


def chosen_branch(work: Read, branch_id: UUID | None, field: str = "branch_id") -> UUID | None:
    """The branch a new document belongs to: the one chosen, else that of who makes it.

    NotFound (`branch.not_found`) for one that is closed, unknown or another than one's own.
    """
    if branch_id is None:
        return work.actor.branch_id
    branch = work.get(Branch, branch_id, field=field)
    if not branch.is_active:
        raise NotFound("branch.not_found", {"id": str(branch_id)}, field=field)
    return branch.id


def _rows(read: Read) -> Select[Any]:
    names = ("id", "code", "name", "address", "state", "tax_id", "is_active", "version")
    return select(*(Branch.c[name] for name in names), (~Branch.c.is_active).label("is_closed")).where(
        Branch.c.company_id == read.company_id, Branch.c.deleted_at.is_(None)
    )


def _text(_read: Read, text: str) -> Any:
    return or_(
        Branch.c.code.istartswith(text, autoescape=True), Branch.c.name.icontains(text, autoescape=True)
    )


BRANCH_ROWS = ListQuery(
    name="branches",
    permission="branch.read",
    kinds=("branch",),
    select=_rows,
    key=Branch.c.id,
    sorts={"code": (Branch.c.code,)},
    default_sort=("code", False),
    search=_text,
)

BRANCH_LOOKUP = ListQuery(
    name="branch_lookup",
    permission="branch.read",
    kinds=("branch",),
    select=lambda read: select(Branch.c.id, Branch.c.name, Branch.c.code).where(
        Branch.c.company_id == read.company_id, Branch.c.deleted_at.is_(None), Branch.c.is_active == true()
    ),
    key=Branch.c.id,
    sorts={"code": (Branch.c.code,)},
    default_sort=("code", False),
    search=_text,
)


def branch_name(read: Read, branch_id: UUID | None) -> str:
    """The branch's name; empty for the head office."""
    if branch_id is None:
        return ""
    return str(
        read.scalar(
            select(Branch.c.name).where(Branch.c.company_id == read.company_id, Branch.c.id == branch_id)
        )
        or ""
    )


def rows_name_real_branches(read: Read) -> Sequence[Fault]:
    """Whatever names a branch names one of this company."""
    known = {row[0] for row in read.fetch(select(Branch.c.id).where(Branch.c.company_id == read.company_id))}
    faults: list[Fault] = []
    for cls in mapped_classes():
        if not issubclass(cls, Entity) or "branch_id" not in cls.c:
            continue
        statement = select(cls.c.branch_id).where(
            cls.c.company_id == read.company_id, cls.c.branch_id.is_not(None)
        )
        found = {row[0] for row in read.fetch(statement.distinct())}
        faults += [
            Fault("branches", f"{cls.mapping.table.name}: {id_}") for id_ in sorted(found - known, key=str)
        ]
    return faults


CHECK = Check("branches", rows_name_real_branches)

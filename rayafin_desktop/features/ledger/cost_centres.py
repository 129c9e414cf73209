"""Cost centres: their list and form, and what was earned and spent for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read, Work

from .model import CostCentre, Leg
from .queries import accounts

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class SaveCostCentre(Command[UUID]):
    """Make a cost centre (without `id`) or change one (with `id` and the `version` that was seen)."""

    permission: ClassVar[str] = "cost_centre.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    is_active: bool = True


def save_cost_centre(command: SaveCostCentre, work: Work) -> UUID:
    code, name = command.code.strip(), command.name.strip()
    problems = Problems()
    problems.require(code, "cost_centre.code_missing", "code")
    problems.require(name, "cost_centre.name_missing", "name")
    taken = next((one for one in cost_centres(work).values() if one.code == code), None)
    if taken is not None:
        problems.require(taken.id == command.id, "cost_centre.code_taken", "code", taken=code)
    old = None if command.id is None else work.get(CostCentre, command.id)
    problems.raise_if_any()
    if old is None:
        return work.new(CostCentre, code=code, name=name, is_active=command.is_active).id
    version = old.version if command.version is None else command.version
    return work.save(replace(old, version=version, code=code, name=name, is_active=command.is_active)).id


def cost_centres(read: Read) -> Mapping[UUID, CostCentre]:
    """All cost centres by id, in the order of codes; cached until one changes."""

    def load() -> Mapping[UUID, CostCentre]:
        found = sorted(read.all(CostCentre), key=lambda one: one.code)
        return {one.id: one for one in found}

    return read.cached("ledger.cost_centres", load)


@dataclass(frozen=True, slots=True)
class CostCentreDetail:
    """A cost centre as its form shows it."""

    id: UUID
    version: int
    code: str
    name: str
    is_active: bool


def cost_centre_detail(read: Read, cost_centre_id: UUID) -> CostCentreDetail:
    """One cost centre; NotFound (`cost_centre.not_found`)."""
    read.actor.require("cost_centre.read")
    one = read.get(CostCentre, cost_centre_id)
    return CostCentreDetail(one.id, one.version, one.code, one.name, one.is_active)


def centre_sums(read: Read, first: date, last: date) -> dict[UUID, dict[UUID, int]]:
    """What each cost centre moved by on each account between two days, debits positive.

    Read from the partial covering index over legs that name a centre, with one seek for each centre and
    account.
    """
    leg = Leg.c
    account_ids = [one.id for one in accounts(read).by_id.values() if not one.is_group]
    statement = (
        select(leg.cost_centre_id, leg.account_id, func.sum(leg.base_minor))
        .where(
            leg.company_id == read.company_id,
            leg.cost_centre_id.is_not(None),
            leg.cost_centre_id.in_(cost_centres(read)),
            leg.account_id.in_(account_ids),
            leg.posted_on.between(first, last),
        )
        .group_by(leg.cost_centre_id, leg.account_id)
    )
    found: dict[UUID, dict[UUID, int]] = {}
    for centre_id, account_id, minor in read.fetch(statement):
        found.setdefault(centre_id, {})[account_id] = int(minor)
    return found


def legs_name_known_centres(read: Read) -> list[Fault]:
    """Every leg's cost centre is one of the company's."""
    leg, centre = Leg.c, CostCentre.c
    statement = (
        select(leg.cost_centre_id, func.count())
        .join_from(
            Leg.mapping.table,
            CostCentre.mapping.table,
            (centre.company_id == leg.company_id) & (centre.id == leg.cost_centre_id),
            isouter=True,
        )
        .where(leg.company_id == read.company_id, leg.cost_centre_id.is_not(None), centre.id.is_(None))
        .group_by(leg.cost_centre_id)
        .limit(_SHOWN)
    )
    return [
        Fault("ledger.cost_centres", f"{count} legs name the unknown cost centre {id_}")
        for id_, count in read.fetch(statement)
    ]


def _rows(read: Read) -> Select[Any]:
    names = ("id", "code", "name", "is_active", "version")
    return select(*(CostCentre.c[name] for name in names)).where(
        CostCentre.c.company_id == read.company_id, CostCentre.c.deleted_at.is_(None)
    )


def _text(read: Read, text: str) -> ColumnElement[bool]:
    name, code = CostCentre.c.name, CostCentre.c.code
    return or_(name.icontains(text, autoescape=True), code.istartswith(text, autoescape=True))


COST_CENTRE_ROWS = ListQuery(
    name="cost_centres",
    permission="cost_centre.read",
    kinds=("cost_centre",),
    select=_rows,
    key=CostCentre.c.id,
    sorts={"code": (CostCentre.c.code,), "name": (CostCentre.c.name,)},
    default_sort=("code", False),
    search=_text,
)

COST_CENTRE_LOOKUP = ListQuery(
    name="cost_centre_lookup",
    permission="cost_centre.read",
    kinds=("cost_centre",),
    select=lambda read: select(
        CostCentre.c.id, CostCentre.c.name, CostCentre.c.code, CostCentre.c.code.label("note")
    ).where(
        CostCentre.c.company_id == read.company_id,
        CostCentre.c.deleted_at.is_(None),
        CostCentre.c.is_active == true(),
    ),
    key=CostCentre.c.id,
    sorts={"code": (CostCentre.c.code,)},
    default_sort=("code", False),
    search=_text,
)

CENTRE_CHECK = Check("ledger.cost_centres", legs_name_known_centres)

"""Commands on items and units."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.meanwhile import changed_meanwhile, suffixed
from rayafin_desktop.engine.work import Work

from ..companies.happenings import CompanyCreated
from ..tax.queries import tax_codes
from . import rules
from .model import Item, ItemKind, Unit
from .queries import UnitRow, units
from .units import UNITS


@dataclass(frozen=True, kw_only=True)
class SaveItem(Command[UUID]):
    """Make an item (without `id`) or change one (with `id` and the `version` that was seen).

    An empty code is given out. Prices are per unit in the company's currency, with up to six decimals.
    """

    permission: ClassVar[str] = "item.save"
    id: UUID | None = None
    version: int | None = None
    code: str = ""
    name: str
    kind: ItemKind = ItemKind.GOODS
    unit: str
    hsn: str = ""
    description: str = ""
    sale_price: Exact | None = None
    cost_price: Exact | None = None
    tax_code_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateItem(Command[None]):
    """Take an item out of look-ups and lists; documents that name it stay."""

    permission: ClassVar[str] = "item.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateItem(Command[None]):
    """Bring an item back."""

    permission: ClassVar[str] = "item.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class SaveUnit(Command[UUID]):
    """Make a unit of quantity, or change one; its code stays what items were saved with."""

    permission: ClassVar[str] = "item.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    decimals: int = 3
    gst_code: str = ""
    unece_code: str = ""
    is_active: bool = True


def save_item(command: SaveItem, work: Work) -> UUID:
    old = None if command.id is None else work.get(Item, command.id)
    values = _values(command)
    known_units = units(work)
    problems = _problems(command, values, known_units, tax_codes(work))
    if old is not None and not values["code"]:
        values["code"] = old.code
    taken = work.find(Item, Item.c.code == values["code"]) if values["code"] else None
    if taken is not None and taken.id != command.id:
        if changed_meanwhile(work, Item, taken.id):
            # Two people have used the same code apart: both records stay.
            wanted = values["code"]
            values["code"] = suffixed(wanted, lambda code: work.find(Item, Item.c.code == code) is not None)
            work.adjusted("item.code_suffixed", "code", old=wanted, new=values["code"])
        else:
            problems.append(Problem("item.code_taken", "code", {"taken": taken.name}))
    if problems:
        raise RuleBroken(problems)
    if old is None:
        values["code"] = values["code"] or _free_codes(work, 1)[0]
        item = work.new(Item, **values)
    else:
        version = old.version if command.version is None else command.version
        item = work.save(dataclasses.replace(old, version=version, **values))
    work.index("item", item.id, search_text(item))
    return item.id


def add_items(work: Work, commands: Sequence[SaveItem]) -> list[UUID]:
    """Make many items at once, all or none; answers their ids in order. The wide door for imports.

    The same checks as SaveItem; problems name their item (`items.3.unit`).
    """
    codes = set(work.execute(select(Item.c.code).where(Item.c.company_id == work.company_id)).scalars().all())
    known_units, known_tax_codes = units(work), tax_codes(work)
    nameless = iter(_free_codes(work, sum(not command.code.strip() for command in commands)))
    problems: list[Problem] = []
    items: list[Item] = []
    for at, command in enumerate(commands):
        values = _values(command)
        values["code"] = values["code"] or next(nameless)
        found = _problems(command, values, known_units, known_tax_codes)
        if values["code"] in codes:
            found.append(Problem("item.code_taken", "code", {"taken": values["code"]}))
        codes.add(values["code"])
        problems += [Problem(p.code, f"items.{at}.{p.field}", p.params) for p in found]
        if not found:
            items.append(
                Item(
                    id=new_id("item"),
                    company_id=work.company_id,
                    created_at=work.now,
                    updated_at=work.now,
                    **values,
                )
            )
    if problems:
        raise RuleBroken(problems)
    work.insert_many(items)
    for item in items:
        work.index("item", item.id, search_text(item))
    return [item.id for item in items]


def search_text(item: Item) -> str:
    """What an item is found by: code, name and tariff code."""
    return " ".join(filter(None, (item.code, item.name, item.hsn)))


def _values(command: SaveItem) -> dict[str, Any]:
    return {
        "code": command.code.strip(),
        "name": command.name.strip(),
        "kind": command.kind,
        "unit": command.unit.strip(),
        "hsn": "".join(command.hsn.split()),
        "description": command.description.strip(),
        "sale_price": command.sale_price,
        "cost_price": command.cost_price,
        "tax_code_id": command.tax_code_id,
    }


def _problems(
    command: SaveItem, values: dict[str, Any], known_units: Mapping[str, UnitRow], known: Container[UUID]
) -> list[Problem]:
    problems = [
        *rules.text_problems(values["code"], values["name"]),
        *rules.hsn_problem(values["hsn"]),
        *rules.price_problem(command.sale_price, "sale_price"),
        *rules.price_problem(command.cost_price, "cost_price"),
    ]
    if values["unit"] not in known_units:
        problems.append(Problem("item.unit_unknown", "unit", {"unit": values["unit"]}))
    if command.tax_code_id is not None and command.tax_code_id not in known:
        problems.append(Problem("item.tax_code_unknown", "tax_code_id"))
    return problems


def _free_codes(work: Work, count: int) -> list[str]:
    """Codes nobody has: I0001, I0002 ..."""
    if not count:
        return []
    own = select(Item.c.code).where(Item.c.company_id == work.company_id, Item.c.code.startswith("I"))
    taken = set(work.execute(own).scalars().all())
    number = int(work.scalar(select(func.count()).where(Item.c.company_id == work.company_id)) or 0)
    found: list[str] = []
    while len(found) < count:
        number += 1
        code = f"I{number:04d}"
        if code not in taken:
            found.append(code)
    return found


def deactivate_item(command: DeactivateItem, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Item, command.id), is_active=False))


def reactivate_item(command: ReactivateItem, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Item, command.id), is_active=True))


def save_unit(command: SaveUnit, work: Work) -> UUID:
    old = None if command.id is None else work.get(Unit, command.id)
    values: dict[str, Any] = {
        "code": command.code.strip(),
        "name": command.name.strip(),
        "decimals": command.decimals,
        "gst_code": command.gst_code.strip().upper(),
        "unece_code": command.unece_code.strip().upper(),
    }
    problems = list(rules.unit_problems(**values))
    taken = work.find(Unit, Unit.c.code == values["code"])
    if taken is not None and taken.id != command.id:
        problems.append(Problem("unit.code_taken", "code", {"taken": taken.name}))
    if old is not None and old.code != values["code"]:
        problems.append(Problem("unit.code_fixed", "code"))
    if problems:
        raise RuleBroken(problems)
    values["is_active"] = command.is_active
    if old is None:
        return work.new(Unit, **values).id
    version = old.version if command.version is None else command.version
    return work.save(dataclasses.replace(old, version=version, **values)).id


def lay_out_units(happening: CompanyCreated, work: Work) -> None:
    """Give a new company its units (reaction to CompanyCreated)."""
    work.insert_many(
        Unit(
            id=new_id("unit"),
            company_id=work.company_id,
            created_at=work.now,
            updated_at=work.now,
            **seed._asdict(),
        )
        for seed in UNITS
    )

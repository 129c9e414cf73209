"""Customers and items by the batch: what has a code that exists is left alone, the rest is added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.entity import Entity
from rayafin_desktop.engine.work import Work

from ..items.commands import SaveItem, add_items
from ..items.model import Item
from ..parties.commands import SaveParty, add_parties
from ..parties.model import Party

MOST_RECORDS = 20_000


@dataclass(frozen=True, kw_only=True)
class RecordFailure:
    """A record that was not added: its place in the batch and what is wrong with it."""

    index: int
    problems: tuple[dict[str, object], ...]


@dataclass(frozen=True, kw_only=True)
class RecordsImported:
    """What came of a batch; `skipped` were there already."""

    added: int
    skipped: int
    failed: tuple[RecordFailure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportParties(Command[RecordsImported]):
    """Add the parties whose codes are not there yet. Faulty ones are left out and reported."""

    permission: ClassVar[str] = "party.save"
    parties: tuple[SaveParty, ...]


@dataclass(frozen=True, kw_only=True)
class ImportItems(Command[RecordsImported]):
    """Add the items whose codes are not there yet. Faulty ones are left out and reported."""

    permission: ClassVar[str] = "item.save"
    items: tuple[SaveItem, ...]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)


def import_parties(command: ImportParties, work: Work) -> RecordsImported:
    return _imported(work, Party, command.parties, add_parties, "parties")


def import_items(command: ImportItems, work: Work) -> RecordsImported:
    return _imported(work, Item, command.items, add_items, "items")


def _imported(
    work: Work,
    entity: type[Entity],
    records: Sequence[C],
    add: Callable[[Work, Sequence[C]], list[UUID]],
    field: str,
) -> RecordsImported:
    if len(records) > MOST_RECORDS:
        raise RuleBroken([Problem("import.too_many_records", field, {"limit": MOST_RECORDS})])
    existing = _codes(work, entity)
    wanted = [(index, one) for index, one in enumerate(records) if one.code.strip() not in existing]
    failed: dict[int, list[Problem]] = {}
    try:
        add(work, [one for _, one in wanted])
    except RuleBroken as refused:
        # The wide door says all at once what is wrong with which; without these it is asked again.
        for problem in refused.problems:
            place, _, inner = problem.field.partition(".")[2].partition(".")
            failed.setdefault(int(place), []).append(Problem(problem.code, inner, problem.params))
        add(work, [one for at, (_, one) in enumerate(wanted) if at not in failed])
    return RecordsImported(
        added=len(wanted) - len(failed),
        skipped=len(records) - len(wanted),
        failed=tuple(_failure(wanted[at][0], problems) for at, problems in sorted(failed.items())),
    )


def _codes(work: Work, entity: type[Entity]) -> set[str]:
    """The codes of all living records of a kind."""
    statement = select(entity.c.code).where(
        entity.c.company_id == work.company_id, entity.c.deleted_at.is_(None)
    )
    return set(work.execute(statement).scalars())


def _failure(index: int, problems: Iterable[Problem]) -> RecordFailure:
    return RecordFailure(
        index=index,
        problems=tuple({"code": p.code, "field": p.field, **p.params} for p in problems),
    )

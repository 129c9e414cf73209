"""A settlement run: what the preview shows, settled at once, each beneficiary with his paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from .commands import Settled, settled
from .model import CommissionEntry
from .papers import issue_paper
from .periods import Period
from .runs import RunGroup, settlement_preview
from .settling import settle_entries


@dataclass(frozen=True, kw_only=True)
class RunChoice:
    """A group of the preview by its key. `expected_minor` is what the preview said: if it has changed
    since, nothing is settled."""

    key: str
    expected_minor: int | None = None


@dataclass(frozen=True, kw_only=True)
class RunSettlement(Command[tuple[Settled, ...]]):
    """Settle a period: everything approved up to its end, by beneficiary, direction and currency.

    Without `chosen` all groups of the preview. Members get a settlement to be paid, outside agents a bill,
    those who owe us brokerage an invoice; both sides of one brokerage are settled together. Dated on
    `settled_on`, today if None.
    """

    permission: ClassVar[str] = "commission.settle"
    offline: ClassVar[Offline] = Offline.SERVER
    period: Period = Period.MONTH
    day: date | None = None
    settled_on: date | None = None
    member_id: UUID | None = None
    party_id: UUID | None = None
    chosen: tuple[RunChoice, ...] | None = None


def run_settlement(command: RunSettlement, work: Work) -> tuple[Settled, ...]:
    on = command.settled_on or work.today
    preview = settlement_preview(
        work,
        period=command.period,
        day=command.day,
        member_id=command.member_id,
        party_id=command.party_id,
    )
    groups = _chosen(command, preview.groups)
    if not groups:
        raise RuleBroken([Problem("commission_run.nothing", "chosen")])
    _require_both_sides(preview.groups, groups)
    done: list[Settled] = []
    for group in groups:
        known = work.by_ids(CommissionEntry, [line.id for line in group.lines])
        entries = [known[line.id] for line in group.lines]
        settlement = settle_entries(work, group.whose, entries, on)
        settlement, paper = issue_paper(work, settlement, on)
        done.append(settled(settlement, paper))
    return tuple(done)


def _chosen(command: RunSettlement, groups: tuple[RunGroup, ...]) -> list[RunGroup]:
    """The groups that were ticked, as they stand now."""
    if command.chosen is None:
        return list(groups)
    by_key = {group.key: group for group in groups}
    problems = Problems()
    found: list[RunGroup] = []
    for n, choice in enumerate(command.chosen):
        group = by_key.pop(choice.key, None)
        same = group is not None and choice.expected_minor in (None, group.amount_minor)
        problems.require(same, "commission_run.changed", f"chosen.{n}")
        if group is not None:
            found.append(group)
    problems.raise_if_any()
    return found


def _require_both_sides(all_groups: tuple[RunGroup, ...], chosen: list[RunGroup]) -> None:
    """Both sides of a brokerage are billed in the same run, or neither is."""
    keys = {group.key for group in chosen}
    pairs = {line.pair for group in chosen for line in group.lines if line.pair}
    missing = [
        group
        for group in all_groups
        if group.key not in keys and any(line.pair in pairs for line in group.lines if line.pair)
    ]
    if missing:
        names = ", ".join(group.name for group in missing)
        raise RuleBroken([Problem("commission_run.other_side", "chosen", {"names": names})])

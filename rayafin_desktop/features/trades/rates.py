"""Saving the brokerage that sides usually pay, and the list of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read, Work

from ..commodities.model import Commodity
from ..commodities.rules import Side
from ..parties.model import Party
from .model import BrokerageRate
from .rules import BrokerageBasis, BrokerageTrigger

_R = BrokerageRate.c


@dataclass(frozen=True, kw_only=True)
class SaveBrokerageRate(Command[UUID]):
    """Make a usual rate (without `id`) or change one; contracts that were made keep theirs.

    `party_id` and `commodity_id` None are any. `rate` is percent, or major units of the contract's currency.
    """

    permission: ClassVar[str] = "brokerage_rate.save"
    id: UUID | None = None
    version: int | None = None
    side: Side
    party_id: UUID | None = None
    commodity_id: UUID | None = None
    from_on: date
    basis: BrokerageBasis = BrokerageBasis.PERCENT
    trigger: BrokerageTrigger = BrokerageTrigger.DELIVERY
    rate: Exact
    unit: TradeUnit | None = None
    is_active: bool = True


def save_brokerage_rate(command: SaveBrokerageRate, work: Work) -> UUID:
    problems = Problems()
    is_percent = command.basis is BrokerageBasis.PERCENT
    fits = 0 <= command.rate <= 100 if is_percent else command.rate >= 0
    problems.require(fits, "trade.brokerage_rate", "rate")
    per_unit = command.basis is BrokerageBasis.PER_UNIT
    problems.require(not per_unit or command.unit, "trade.brokerage_unit_missing", "unit")
    if command.party_id is not None:
        work.get(Party, command.party_id, field="party_id")
    if command.commodity_id is not None:
        work.get(Commodity, command.commodity_id, field="commodity_id")
    problems.require(not _is_there(command, work), "brokerage_rate.twice", "from_on")
    problems.raise_if_any()
    values: dict[str, Any] = {
        "side": command.side,
        "party_id": command.party_id,
        "commodity_id": command.commodity_id,
        "from_on": command.from_on,
        "basis": command.basis,
        "trigger": command.trigger,
        "rate": command.rate,
        "unit": command.unit if per_unit else None,
        "is_active": command.is_active,
    }
    if command.id is None:
        return work.new(BrokerageRate, **values).id
    old = work.get(BrokerageRate, command.id, field="id")
    version = old.version if command.version is None else command.version
    return work.save(replace(old, **values, version=version)).id


def _is_there(command: SaveBrokerageRate, work: Work) -> bool:
    """Whether another rate holds for the same side, party and commodity from the same day on."""
    same = work.all(
        BrokerageRate,
        _R.side == command.side,
        _R.from_on == command.from_on,
        _R.party_id.is_(None) if command.party_id is None else _R.party_id == command.party_id,
        _R.commodity_id.is_(None)
        if command.commodity_id is None
        else _R.commodity_id == command.commodity_id,
    )
    return any(one.id != command.id for one in same)


def _rows(read: Read) -> Select[Any]:
    return (
        select(
            _R.id,
            _R.side,
            _R.party_id,
            func.coalesce(Party.c.name, "").label("party_name"),
            _R.commodity_id,
            func.coalesce(Commodity.c.name, "").label("commodity_name"),
            _R.from_on,
            _R.basis,
            _R.trigger,
            _R.rate,
            _R.unit,
            _R.is_active,
            (~_R.is_active).label("is_muted"),
            _R.version,
        )
        .join_from(
            BrokerageRate.mapping.table,
            Party.mapping.table,
            and_(Party.c.company_id == _R.company_id, Party.c.id == _R.party_id),
            isouter=True,
        )
        .join(
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _R.company_id, Commodity.c.id == _R.commodity_id),
            isouter=True,
        )
        .where(_R.company_id == read.company_id, _R.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    found: ColumnElement[bool] = Party.c.name.icontains(text, autoescape=True)
    return found | Commodity.c.name.icontains(text, autoescape=True)


_SORTS: Mapping[str, Sequence[ColumnElement[Any]]] = {"from_on": (_R.from_on,)}

BROKERAGE_RATE_ROWS = ListQuery(
    name="brokerage_rates",
    permission="trade.read",
    kinds=("brokerage_rate", "party", "commodity"),
    select=_rows,
    key=_R.id,
    sorts=_SORTS,
    default_sort=("from_on", True),
    tabs={"active": lambda read: _R.is_active, "all": lambda read: None},
    search=_search,
)

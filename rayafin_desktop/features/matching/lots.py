"""The lots that fill an order at the least landed cost: what is there, what it costs, what fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, divide_half_up
from rayafin_desktop.base.quantity import FACTOR, from_scaled
from rayafin_desktop.base.units import TradeUnit, kg_per
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity
from ..commodities.queries import allowance_steps, allowance_table_of, commodities, freight_per_mt
from ..lots.model import Lot, LotState
from ..lots.rules import Limit, Result, judge, steps_of
from ..lots.testing import latest_values
from ..parties.model import Party
from ..partners.queries import blocked_parties
from .filling import Filling, Supply, fill_packages, fill_weight
from .landed import MT_KG

_L = Lot.c
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class PlannedLot:
    """A lot of the plan: how many packages of it, what it costs landed and what is allowed for its test.

    Amounts in minor units of the plan's currency, rounded once; `words` says what the test found.
    """

    lot_id: UUID
    lot_no: str
    party_name: str
    packages: int
    kg: Decimal
    cost_minor: int
    allowance_minor: int
    freight_minor: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A lot that cannot be taken, and why."""

    lot_id: UUID
    lot_no: str
    words: str


@dataclass(frozen=True, slots=True)
class LotPlan:
    """The lots to take. `cost_minor` is their landed cost, `is_proven` that nothing costs less.

    `is_full` is False where all that passes does not fill the order.
    """

    lots: tuple[PlannedLot, ...]
    packages: int
    kg: Decimal
    cost_minor: int
    currency: str
    per_unit: Decimal | None
    is_full: bool
    is_proven: bool
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Priced:
    lot: Lot
    supply: Supply
    allowance: Fraction  # minor units a package
    freight: Fraction
    words: tuple[str, ...]


def best_lots(
    read: Read,
    commodity_id: UUID,
    limits: Sequence[Limit],
    quantity: Decimal,
    destination_id: UUID | None = None,
    *,
    unit: TradeUnit | None = None,
    tolerance_percent: Decimal = Decimal(0),
    currency: str = "",
    seller_id: UUID | None = None,
) -> LotPlan:
    """The open, tested lots that fill `quantity` (in `unit`, else the commodity's) at the least landed cost.

    Landed is price less allowance for the test (`lots.rules.judge`) plus freight to the destination where a
    rate is known. A lot that fails, is not tested, has no price or is priced in another currency is left out.
    """
    read.actor.require("lot.read")
    commodity = commodities(read)[commodity_id]
    priced, left_out = _priced(read, commodity, limits, destination_id, currency, seller_id)
    money = currency or (priced[0].lot.currency if priced else "")
    others = [one for one in priced if one.lot.currency != money]
    left_out += [LeftOut(one.lot.id, one.lot.lot_no, f"priced in {one.lot.currency}") for one in others]
    priced = [one for one in priced if one.lot.currency == money]
    filling = _filled(commodity, [one.supply for one in priced], quantity, unit, tolerance_percent)
    return _plan(read, commodity, filling, priced, left_out, money)


def _filled(
    commodity: Commodity,
    supplies: Sequence[Supply],
    quantity: Decimal,
    unit: TradeUnit | None,
    tolerance: Decimal,
) -> Filling:
    wanted = unit or commodity.unit
    if wanted in (TradeUnit.BALE, TradeUnit.BAG):
        return fill_packages(supplies, int(quantity))
    each = kg_per(wanted) or Fraction(commodity.package_kg or 0)
    kg = Fraction(quantity) * each
    return fill_weight(supplies, kg, kg * (_WHOLE + Fraction(tolerance)) / _WHOLE)


def _priced(
    read: Read,
    commodity: Commodity,
    limits: Sequence[Limit],
    destination_id: UUID | None,
    currency: str,
    seller_id: UUID | None,
) -> tuple[list[_Priced], list[LeftOut]]:
    conditions = [_L.commodity_id == commodity.id, _L.state == LotState.OPEN]
    if currency:
        conditions.append(_L.currency == currency)
    if seller_id is not None:
        conditions.append(_L.party_id == seller_id)
    lots = [one for one in read.all(Lot, *conditions, order_by=(_L.lot_no, _L.id)) if one.available > 0]
    tests = latest_values(read, [one.id for one in lots])
    blocked = blocked_parties(read)
    table = allowance_table_of(read, commodity.id)
    steps = () if table is None else steps_of(allowance_steps(read, table.id))
    found: list[_Priced] = []
    left_out: list[LeftOut] = []
    for lot in lots:
        words = _unusable(read, lot, commodity, blocked)
        if words:
            left_out.append(LeftOut(lot.id, lot.lot_no, words))
            continue
        kg, each = _package_kg(lot, commodity), _price_unit_kg(lot, commodity)
        assert kg is not None and each is not None and lot.price is not None  # noqa: S101, PT018 - looked at above
        digits = currency_digits(lot.currency)
        whole = from_scaled(_minor(kg * lot.available * FACTOR))
        judged = judge(
            tests.get(lot.id, {}),
            limits,
            steps,
            price=lot.price,
            price_unit_kg=each,
            weight_kg=whole,
            digits=digits,
        )
        said = tuple(one.words for one in judged.findings)
        if judged.result in (Result.FAILED, Result.UNTESTED):
            left_out.append(LeftOut(lot.id, lot.lot_no, "; ".join(said) or "not tested"))
            continue
        allowance = Fraction(judged.allowance_minor, lot.available)
        freight = _freight(read, lot, destination_id, kg) * 10**digits
        cost = kg / each * Fraction(lot.price) * 10**digits - allowance + freight
        found.append(_Priced(lot, Supply(lot.id, lot.available, kg, cost), allowance, freight, said))
    return found, left_out


def _unusable(read: Read, lot: Lot, commodity: Commodity, blocked: frozenset[UUID]) -> str:
    if lot.price is None:
        return "no price asked"
    if lot.party_id in blocked:
        return "its owner is blocked"
    if lot.expires_on is not None and lot.expires_on < read.today:
        return "expired"
    if _package_kg(lot, commodity) is None or _price_unit_kg(lot, commodity) is None:
        return "nobody said what a package weighs"
    return ""


def _package_kg(lot: Lot, commodity: Commodity) -> Fraction | None:
    """What a package of a lot weighs: the lot's own weight shared evenly, else the nominal one."""
    if lot.weight_kg is not None and lot.weight_kg > 0:
        return Fraction(lot.weight_kg) / lot.packages
    return None if commodity.package_kg is None else Fraction(commodity.package_kg)


def _price_unit_kg(lot: Lot, commodity: Commodity) -> Fraction | None:
    unit = lot.price_unit or commodity.price_unit
    if unit.is_count:
        return _package_kg(lot, commodity)
    agreed = commodity.kg_per_price_unit if unit is commodity.price_unit else ""
    return kg_per(unit, agreed=Fraction(agreed) if agreed else None)


def _freight(read: Read, lot: Lot, destination_id: UUID | None, kg: Fraction) -> Fraction:
    """Freight of a package in major units; 0 where the places or the rate are not known."""
    if destination_id is None or lot.location_id is None:
        return Fraction(0)
    per_mt = freight_per_mt(read, lot.location_id, destination_id, read.today, lot.currency)
    return Fraction(per_mt or 0) * kg / MT_KG


def _plan(
    read: Read,
    commodity: Commodity,
    filling: Filling,
    priced: Sequence[_Priced],
    left_out: Sequence[LeftOut],
    currency: str,
) -> LotPlan:
    known = {one.lot.id: one for one in priced}
    names = read.by_ids(Party, [one.lot.party_id for one in priced if one.lot.party_id is not None])
    lots = []
    for lot_id, packages in filling.taken:
        one = known[lot_id]
        owner = names.get(one.lot.party_id) if one.lot.party_id is not None else None
        lots.append(
            PlannedLot(
                lot_id=lot_id,
                lot_no=one.lot.lot_no,
                party_name=owner.name if owner else "",
                packages=packages,
                kg=_kg(one.supply.kg * packages),
                cost_minor=_minor(one.supply.cost * packages),
                allowance_minor=_minor(one.allowance * packages),
                freight_minor=_minor(one.freight * packages),
                words=one.words,
            )
        )
    each = kg_per(commodity.price_unit)
    per_unit = None
    if filling.kg and each is not None:
        per_unit = from_scaled(
            _minor(filling.cost / filling.kg * each) * 10 ** (6 - currency_digits(currency))
        )
    return LotPlan(
        lots=tuple(lots),
        packages=filling.packages,
        kg=_kg(filling.kg),
        cost_minor=_minor(filling.cost),
        currency=currency,
        per_unit=per_unit,
        is_full=filling.is_full,
        is_proven=filling.is_proven,
        left_out=tuple(left_out),
    )


def _minor(exact: Fraction) -> int:
    return divide_half_up(exact.numerator, exact.denominator)


def _kg(exact: Fraction) -> Decimal:
    """Kilograms to the gram."""
    return from_scaled(_minor(exact * 1000) * 1000)

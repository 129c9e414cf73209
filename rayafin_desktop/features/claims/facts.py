"""The facts of a claim, frozen when it is opened: the test against the limits, the weights, the price.

As JSON: `test` {tested_on, lab, report_no}, `rows` one for each limit {parameter, name, unit, value, min,
max, words, allowance_minor}, `weights` {packages, loading_kg, unloading_kg, net_kg, billed_kg, short_kg},
`price`, `price_unit`, `weight_kg` (what the allowance was reckoned on) and `suggested_minor`. Figures are
decimal text, days ISO.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.base.units import goods_value_minor
from rayafin_desktop.engine.read import Read

from ..commodities.queries import allowance_steps, parameters_of
from ..commodities.terms_reading import price_unit_kg
from ..deliveries.model import Delivery, DeliveryLot, DeliveryWeighing
from ..deliveries.rules import WeighedAt
from ..lots.model import Lot
from ..lots.rules import Judgement, Limit, Result, judge, steps_of
from ..lots.testing import latest_test
from ..trades.model import Trade, TradeLimit
from .model import ClaimKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a claim is about, and what it comes to by the contract; minor units, None if nobody can say."""

    frozen: Mapping[str, Any]
    suggested_minor: int | None


def facts_of(read: Read, trade: Trade, kind: ClaimKind, delivery: Delivery | None, lot: Lot | None) -> Facts:
    """Gather what is known now of a delivery and a lot under a contract."""
    found: dict[str, Any] = {"price": plain(trade.price or Decimal(0)), "price_unit": trade.price_unit.value}
    suggested = None
    if delivery is not None:
        found["weights"] = _weights(read, delivery)
    if lot is not None:
        found["lot"] = {"lot_no": lot.lot_no, "gin": lot.gin, "press": _press(lot)}
        suggested = _judged(read, trade, delivery, lot, found)
    if kind is ClaimKind.WEIGHT:
        suggested = _short(trade, found)
    if kind in (ClaimKind.LATE, ClaimKind.OTHER):
        suggested = None
    if suggested is not None:
        found["suggested_minor"] = suggested
    return Facts(frozen=found, suggested_minor=suggested or None)


def _press(lot: Lot) -> str:
    return "" if lot.press_from is None else f"{lot.press_from}-{lot.press_to}"


def _weights(read: Read, delivery: Delivery) -> dict[str, Any]:
    slips = read.parts(DeliveryWeighing, delivery.id)
    at = {place: [one.gross_kg - one.tare_kg for one in slips if one.at is place] for place in WeighedAt}
    loading, unloading = (_average(at[place]) for place in (WeighedAt.LOADING, WeighedAt.UNLOADING))
    weights = {
        "packages": delivery.packages,
        "net_kg": plain(delivery.net_kg),
        "billed_kg": plain(delivery.billed_kg),
    }
    if loading is not None:
        weights["loading_kg"] = plain(loading)
    if unloading is not None:
        weights["unloading_kg"] = plain(unloading)
    if loading is not None and unloading is not None:
        # Against what was billed: what a bill has left out already is no claim any more.
        weights["short_kg"] = plain(max(Decimal(0), delivery.billed_kg - unloading))
    return weights


def _average(values: Sequence[Decimal]) -> Decimal | None:
    """To the gram; a slip is in whole kilograms or tens of them."""
    return None if not values else (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.001"))


def _judged(
    read: Read, trade: Trade, delivery: Delivery | None, lot: Lot, found: dict[str, Any]
) -> int | None:
    """Judge the lot's latest test by the contract; what it allows, None where it was not tested."""
    tested = latest_test(read, lot.id)
    limits = read.parts(TradeLimit, trade.id)
    if tested is None or not limits:
        return None
    test, values = tested
    found["test"] = {
        "tested_on": test.tested_on.isoformat(),
        "lab": test.lab,
        "report_no": test.report_no,
    }
    weight = weight_of(read, trade, delivery, lot)
    per = price_unit_kg(trade)
    judged = Judgement(Result.UNTESTED)
    if per is not None:
        steps = allowance_steps(read, trade.allowance_table_id) if trade.allowance_table_id else ()
        judged = judge(
            values,
            [Limit(one.parameter, one.min_value, one.max_value) for one in limits],
            steps_of(steps),
            price=trade.price or Decimal(0),
            price_unit_kg=per,
            weight_kg=weight,
            digits=currency_digits(trade.currency),
            currency=trade.currency,
        )
    found["weight_kg"] = plain(weight)
    found["result"] = judged.result.value
    found["rows"] = _rows(read, trade, limits, values, judged)
    return judged.allowance_minor


def _rows(
    read: Read,
    trade: Trade,
    limits: Sequence[TradeLimit],
    values: Mapping[str, Decimal],
    judged: Judgement,
) -> list[dict[str, Any]]:
    named = {one.code: one for one in parameters_of(read, trade.commodity_id)}
    rows = []
    for limit in limits:
        findings = [one for one in judged.findings if one.parameter == limit.parameter]
        known = named.get(limit.parameter)
        value = values.get(limit.parameter)
        rows.append(
            {
                "parameter": limit.parameter,
                "name": known.name if known else limit.parameter,
                "unit": known.unit if known else "",
                "value": None if value is None else plain(value),
                "min": None if limit.min_value is None else plain(limit.min_value),
                "max": None if limit.max_value is None else plain(limit.max_value),
                "words": "; ".join(one.words for one in findings),
                "allowance_minor": sum(one.allowance_minor for one in findings),
            }
        )
    return rows


def weight_of(read: Read, trade: Trade, delivery: Delivery | None, lot: Lot) -> Decimal:
    """The weight of a lot that a claim is about: what of it was on the lorry, else the whole lot's, in kg."""
    if delivery is not None:
        for part in read.parts(DeliveryLot, delivery.id):
            if part.lot_id == lot.id and part.weight_kg:
                return part.weight_kg
        if delivery.billed_kg:
            return delivery.billed_kg
    if lot.weight_kg is not None:
        return lot.weight_kg
    return lot.packages * (trade.package_kg or Decimal(0))


def _short(trade: Trade, found: Mapping[str, Any]) -> int | None:
    """What the missing weight is worth at the contract's price."""
    short, per = found.get("weights", {}).get("short_kg"), price_unit_kg(trade)
    if short is None or per is None or trade.price is None:
        return None
    return goods_value_minor(Decimal(short), trade.price, per, currency_digits(trade.currency))

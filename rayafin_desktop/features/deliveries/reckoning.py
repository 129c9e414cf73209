"""What a delivery comes to under its contract: weight, deductions, value, and each lot's share of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Read, Work

from ..commodities.queries import allowance_steps
from ..commodities.rules import PriceType
from ..commodities.terms_reading import price_unit_kg
from ..lots.model import Lot
from ..lots.rules import Limit, judge, steps_of
from ..lots.testing import values_of
from ..trades.model import LotResult, Trade, TradeLimit, TradeLot
from ..trades.rules import to_millionths
from .content import ChargeContent, DeductionContent, LoadedLot, SlipContent
from .lorries import exact_amount
from .rules import (
    DeductionKind,
    LotShare,
    Slip,
    Value,
    WeightRule,
    billed_weight,
    lot_shares,
    net_weight,
    pro_rata_minor,
    shortage_kg,
    tare_kg,
    value_of,
)
from .settings import SHORTAGE_KG, TARE_PER_100


@dataclass(frozen=True, slots=True)
class Deducted:
    """A deduction with its weight known, in kg."""

    kind: DeductionKind
    weight_kg: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class AllowedLot:
    """A lot's part of a lorry; `allowance_minor` in minor units, `why` its findings as JSON or None."""

    lot: LoadedLot
    weight_kg: Decimal
    allowance_minor: int
    why: Any = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a lorry comes to; `charges` are names with minor units."""

    net_kg: Decimal
    billed_kg: Decimal
    deductions: tuple[Deducted, ...]
    lots: tuple[AllowedLot, ...]
    charges: tuple[tuple[str, int], ...]
    value: Value


def reckon(
    read: Read,
    trade: Trade,
    *,
    slips: Sequence[SlipContent],
    rule: WeightRule,
    packages: int,
    lots: Sequence[LoadedLot],
    deductions: Sequence[DeductionContent] | None,
    charges: Sequence[ChargeContent],
) -> Reckoning:
    """Work a lorry out; RuleBroken with what keeps it from being worked out, each tied to its field.

    `deductions` None are the usual ones: the tare of bales. The editor calls this while one types, too.
    """
    problems = Problems()
    weighed = [Slip(one.at, one.gross_kg, one.tare_kg) for one in slips]
    net = net_weight(weighed, rule)
    if net is None:
        problems.add("delivery.slip_missing", "weighings", rule=rule.value.lower())
    wanted = usual_deductions(trade) if deductions is None else deductions
    deducted = _deducted(read, wanted, weighed, packages, problems)
    added = _charges(charges, currency_digits(trade.currency), problems)
    unit_kg = price_unit_kg(trade)
    problems.require(unit_kg, "delivery.price_unit_weightless", "trade_id", unit=trade.price_unit.value)
    is_priced = trade.price is not None and trade.price_type is not PriceType.ON_CALL
    problems.require(is_priced, "delivery.not_priced", "trade_id", number=trade.number)
    problems.raise_if_any()
    if net is None or unit_kg is None or trade.price is None:
        raise ValueError("a problem was raised for it")
    billed = billed_weight(net, [one.weight_kg for one in deducted])
    if billed <= 0:
        raise RuleBroken([Problem("delivery.nothing_left", "deductions")])
    shares = lot_shares(billed, [one.packages for one in lots])
    allowed = tuple(_allowed(read, trade, lot, part) for lot, part in zip(lots, shares, strict=True))
    value = value_of(
        billed,
        trade.price,
        unit_kg,
        currency_digits(trade.currency),
        allowances=[one.allowance_minor for one in allowed],
        charges=[minor for _, minor in added],
    )
    return Reckoning(net, billed, deducted, allowed, added, value)


def usual_deductions(trade: Trade) -> tuple[DeductionContent, ...]:
    """What is taken off when nobody says otherwise: the tare of goods counted in bales."""
    return (DeductionContent(kind=DeductionKind.TARE),) if trade.unit is TradeUnit.BALE else ()


def _deducted(
    read: Read,
    deductions: Sequence[DeductionContent],
    slips: Sequence[Slip],
    packages: int,
    problems: Problems,
) -> tuple[Deducted, ...]:
    found = []
    for at, one in enumerate(deductions):
        weight = one.weight_kg
        if weight is None and one.kind is DeductionKind.TARE:
            weight = tare_kg(packages, read.setting(TARE_PER_100))
        elif weight is None and one.kind is DeductionKind.SHORTAGE:
            weight = shortage_kg(slips, read.setting(SHORTAGE_KG))
        if weight is None or weight < 0:
            problems.add("delivery.deduction_weight", f"deductions.{at}.weight_kg")
        elif weight or one.weight_kg is not None:
            found.append(Deducted(one.kind, weight, one.note.strip()))
    return tuple(found)


def _charges(
    charges: Sequence[ChargeContent], digits: int, problems: Problems
) -> tuple[tuple[str, int], ...]:
    found = []
    for at, one in enumerate(charges):
        problems.require(one.name.strip(), "delivery.charge_nameless", f"charges.{at}.name")
        if exact_amount(one.amount, digits, f"charges.{at}.amount", problems):
            problems.require(one.amount, "delivery.charge_of_nothing", f"charges.{at}.amount")
            found.append((one.name.strip(), to_minor(one.amount, digits)))
    return tuple(found)


def _allowed(read: Read, trade: Trade, lot: LoadedLot, part: LotShare) -> AllowedLot:
    """What the buyer is allowed for a lot at the weight that came of it.

    The contract keeps it by nominal weight. Where that is what its test comes to, the test is judged again
    over the real weight; where something else was agreed, that goes along in proportion.
    """
    line = next((one for one in read.parts(TradeLot, trade.id) if one.lot_id == lot.lot_id), None)
    if line is None or not line.allowance_minor:
        return AllowedLot(lot, part.weight_kg, 0)
    nominal = nominal_weight(read, trade, line)
    if line.lot_test_id is not None and nominal:
        minor, _ = _judged(read, trade, line, nominal)
        if minor == line.allowance_minor:
            again, why = _judged(read, trade, line, part.weight_kg)
            return AllowedLot(lot, part.weight_kg, again, why)
    if nominal:
        minor = pro_rata_minor(line.allowance_minor, part.weight_kg, nominal)
    else:
        whole = line.packages - line.released
        minor = pro_rata_minor(line.allowance_minor, Decimal(part.packages), Decimal(whole))
    return AllowedLot(lot, part.weight_kg, minor, line.why)


def nominal_weight(read: Read, trade: Trade, line: TradeLot) -> Decimal:
    """What a contract's packages of a lot weigh by the lot's weight, else by nominal ones; kg."""
    lot, packages = read.get(Lot, line.lot_id), line.packages - line.released
    if lot.weight_kg is not None:
        return to_millionths(Fraction(lot.weight_kg) * packages / lot.packages)
    return to_millionths(Fraction(trade.package_kg or 0) * packages)


def _judged(read: Read, trade: Trade, line: TradeLot, weight_kg: Decimal) -> tuple[int, Any]:
    """The allowance of a line's own test over a weight, with its findings."""
    unit_kg = price_unit_kg(trade)
    if line.lot_test_id is None or unit_kg is None or trade.price is None:
        return 0, None
    table_id = trade.allowance_table_id
    judgement = judge(
        values_of(read, line.lot_test_id),
        [Limit(one.parameter, one.min_value, one.max_value) for one in read.parts(TradeLimit, trade.id)],
        () if table_id is None else steps_of(allowance_steps(read, table_id)),
        price=trade.price,
        price_unit_kg=unit_kg,
        weight_kg=weight_kg,
        digits=currency_digits(trade.currency),
        currency=trade.currency,
    )
    return judgement.allowance_minor, judgement.plain()


def ask(work: Work, trade: Trade, reckoning: Reckoning) -> None:
    """Ask before a lot goes out that failed or was never tested, and about deductions hardly meant."""
    lines = {one.lot_id: one for one in work.parts(TradeLot, trade.id)}
    has_limits = bool(work.parts(TradeLimit, trade.id))
    for at, one in enumerate(reckoning.lots):
        line = lines[one.lot.lot_id]
        doubtful = line.result in (LotResult.FAILED, LotResult.UNTESTED)
        if doubtful and has_limits and line.decided_on is None:
            code = "delivery.lot_failed" if line.result is LotResult.FAILED else "delivery.lot_untested"
            number = work.get(Lot, one.lot.lot_id).lot_no
            work.confirm(f"{code}:{one.lot.lot_id}", code, field=f"lots.{at}.lot_id", lot=number)
    most = work.setting(SHORTAGE_KG)
    short = sum(
        (one.weight_kg for one in reckoning.deductions if one.kind is DeductionKind.SHORTAGE), Decimal(0)
    )
    if short > most:
        work.confirm(
            "delivery.shortage_over",
            "delivery.shortage_over",
            field="deductions",
            kg=plain(short),
            most=plain(most),
        )
    by_weight = {DeductionKind.MOISTURE, DeductionKind.QUALITY}
    if reckoning.value.allowance_minor and any(one.kind in by_weight for one in reckoning.deductions):
        work.confirm("delivery.allowed_twice", "delivery.allowed_twice", field="deductions")

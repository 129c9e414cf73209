"""The terms of a contract as its note writes them, in the words of the note's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from rayafin_desktop.base.formats import (
    DateStyle,
    NumberStyle,
    currency_sign,
    format_date,
    format_decimal,
    format_money,
)
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import TradeUnit

from ..commodities.model import AllowanceStep
from ..commodities.rules import AllowanceBasis, Direction
from ..commodities.terms_reading import price_unit_kg
from .model import Trade, TradeLimit
from .rules import least, most, to_millionths

if TYPE_CHECKING:
    from rayafin_desktop.paper.contract_wording import ContractWording


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes figures, days and terms of one contract."""

    trade: Trade
    words: ContractWording
    style: NumberStyle
    dates: DateStyle

    def day(self, on: date) -> str:
        return format_date(on, self.dates)

    def figures(self, value: Decimal) -> str:
        return format_decimal(value, self.style)

    def money(self, minor: int) -> str:
        """An amount in the contract's currency, with its sign."""
        currency = self.trade.currency
        return format_money(minor, currency_digits(currency), currency, self.style)

    def amount(self, rate: Decimal) -> str:
        """A rate of money with its own decimals and the currency's sign."""
        sign = currency_sign(self.trade.currency, self.style.locale)
        gap = self.style.sign_gap or ("\u00a0" if sign[-1:].isalpha() else "")
        figures = format_decimal(rate, self.style, least=currency_digits(self.trade.currency))
        return f"{sign}{gap}{figures}" if self.style.sign_first else f"{figures}{gap}{sign}"

    def quantity(self) -> str:
        """`300 bales`."""
        quantity = self.trade.quantity or Decimal(0)
        names = self.words.units if quantity == 1 else self.words.many
        return f"{self.figures(quantity)} {names[self.trade.unit]}"

    def tolerance(self) -> str:
        """`5 % more or less (285 to 315 bales)`; empty without a tolerance."""
        percent, quantity = self.trade.tolerance_percent, self.trade.quantity
        if not percent or quantity is None:
            return ""
        said = self.words.tolerance.format(percent=self.figures(percent))
        low, high = least(quantity, percent), most(quantity, percent)
        if self.trade.unit.is_count:  # nobody delivers half a bale
            low, high = Fraction(ceil(low)), Fraction(floor(high))
        span = self.words.range.format(
            least=self.figures(to_millionths(low)),
            most=self.figures(to_millionths(high)),
            unit=self.words.many[self.trade.unit],
        )
        return f"{said} ({span})"

    def terms(self, origin: str, destination: str) -> tuple[tuple[str, str], ...]:
        """Label and value of each term but goods and price."""
        trade, words = self.trade, self.words
        loads = "" if trade.lorries is None else self.figures(Decimal(trade.lorries))
        return (
            (words.basis, "" if trade.basis is None else words.bases[trade.basis]),
            (words.origin, origin),
            (words.destination, destination),
            (words.delivery, self.window()),
            (words.payment, self.payment()),
            (words.tax, "" if trade.tax_term is None else words.taxes[trade.tax_term]),
            (words.packing, trade.packing),
            (words.loads, loads),
            (words.weight, self.weight_basis()),
            (words.passing, self.within(trade.passing_days)),
            (words.claims, self.within(trade.claim_days, working=trade.claim_working_days)),
            (words.arbitration, trade.arbitration),
        )

    def window(self) -> str:
        """When the goods are delivered."""
        first, last = self.trade.delivery_from, self.trade.delivery_to
        if first is not None and last is not None:
            return self.words.between.format(first=self.day(first), last=self.day(last))
        if last is not None:
            return self.words.until.format(day=self.day(last))
        return "" if first is None else self.words.since.format(day=self.day(first))

    def payment(self) -> str:
        """How the goods are paid."""
        trade, words = self.trade, self.words
        parts = [] if trade.payment_type is None else [words.payments[trade.payment_type]]
        if trade.payment_days:
            parts.append(words.days.format(days=self.figures(Decimal(trade.payment_days))))
        if trade.advance_percent:
            parts.append(words.advance.format(percent=self.figures(trade.advance_percent)))
        if trade.discount_percent:
            parts.append(words.discount.format(percent=self.figures(trade.discount_percent)))
        return words.comma.join(parts)

    def within(self, days: int | None, *, working: bool = False) -> str:
        if days is None:
            return ""
        words = self.words.working_days if working else self.words.within
        return words.format(days=self.figures(Decimal(days)))

    def weight_basis(self) -> str:
        """What a unit of the price weighs, agreed or exact, and what a package counts."""
        trade, words = self.trade, self.words
        parts = []
        each = price_unit_kg(trade)
        if each is not None and trade.price_unit is not TradeUnit.KG:
            pattern = words.agreed if trade.kg_per_price_unit else words.exactly
            if trade.price_unit.is_count and not trade.kg_per_price_unit:
                pattern = words.nominal
            parts.append(pattern.format(unit=words.units[trade.price_unit], kg=self.figures(_decimal(each))))
        if trade.unit.is_count and trade.unit is not trade.price_unit and trade.package_kg is not None:
            kg = self.figures(trade.package_kg)
            parts.append(words.nominal.format(unit=words.units[trade.unit], kg=kg))
        return words.semicolon.join(parts)


def _decimal(exact: Fraction) -> Decimal:
    """A weight as a decimal; those of trade units end."""
    with localcontext() as context:
        context.prec = 40
        return Decimal(exact.numerator) / Decimal(exact.denominator)


def allowance_words(step: AllowanceStep, limit: TradeLimit, unit: str, writer: Writer) -> str:
    """What missing a limit costs: `0.5 % of the weight for each 0.5 above, rejected beyond 1.5`."""
    words = writer.words
    above = step.direction is Direction.ABOVE
    distance = _measured(step.step, unit, writer)
    if limit.min_value is not None and limit.max_value is not None:
        distance = f"{distance} {words.over if above else words.under}"
    if step.counts_part:
        distance = f"{distance} {words.part_of}"
    match step.basis:
        case AllowanceBasis.WEIGHT_PERCENT:
            said = words.weight_step.format(rate=writer.figures(step.rate), step=distance)
        case AllowanceBasis.PRICE_PERCENT:
            said = words.price_step.format(rate=writer.figures(step.rate), step=distance)
        case AllowanceBasis.PER_PRICE_UNIT:
            per = words.units[writer.trade.price_unit]
            said = words.money_step.format(rate=writer.amount(step.rate), unit=per, step=distance)
    if step.reject_at is not None:
        beyond = _measured(step.reject_at, unit, writer)
        said = f"{said}{words.comma}{words.reject.format(distance=beyond)}"
    return said


def _measured(value: Decimal, unit: str, writer: Writer) -> str:
    """A measured value with its unit: `0.5 mm`, `1.5%`, `0.1`."""
    gap = "" if unit in ("", "%") else "\u00a0"
    return f"{writer.figures(value)}{gap}{unit}"

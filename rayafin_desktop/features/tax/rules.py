"""How a document adds up: lines, discounts, charges, tax, round-off, in integer minor units.

The order is fixed (rules.md 2.4) and its version is stored on every document:

1. line value = quantity x unit price at full precision, less the line's own discount;
2. each line value is rounded; 3. the document discount is spread over the lines by largest
remainder; 4. charges in the taxable value likewise; 5. lines are grouped by category, head and rate;
6. tax by policy; 7. total; 8. round-off.

Rounding before spreading gives the same lines (a whole number of minor units is taken off either
way) and lets a discount of 100 % end at exactly zero on every line.

Everything is integer arithmetic: quantities, prices and percentages are scaled to six decimals and
each division is rounded once, half away from zero. Called on every keystroke and by bulk import, so
it makes no object it does not return.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from rayafin_desktop.base.money import EXACT, divide_half_up, share
from rayafin_desktop.base.quantity import FACTOR, SCALE

from .categories import UNTAXED, ZERO, TaxCategory, TaxHead, Treatment

TAX_ENGINE_VERSION = 1

_PERCENT = 100 * FACTOR
_HEAD_ORDER = {head: position for position, head in enumerate(TaxHead)}


class TaxPolicy(StrEnum):
    """Where tax is rounded: once per group (EN 16931 BR-CO-17, the default) or on every line."""

    PER_TAX_GROUP = "PER_TAX_GROUP"
    PER_LINE = "PER_LINE"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerms:
    """How a document is worked out, the same for all of its lines.

    `digits` are the currency's decimals. `round_off_to` is a step in minor units (100 rounds to the
    whole rupee), None for no round-off; `round_off_limit` bounds the difference it may make.
    `round_tax_to` rounds each head to such a step, 1 for not at all.
    """

    digits: int = 2
    prices_include_tax: bool = False
    policy: TaxPolicy = TaxPolicy.PER_TAX_GROUP
    round_off_to: int | None = None
    round_off_limit: int = 50
    round_tax_to: int = 1


@dataclass(frozen=True, slots=True)
class LineInput:
    """One line as entered. The discount is a percentage, an amount in minor units, or both in turn.

    `price_per` is how many of the quantity's units the price is for, None for one: goods weighed in
    kilograms and priced by the candy are priced for 355.61641808 of them.
    """

    quantity: Decimal
    unit_price: Decimal
    treatment: Treatment
    discount_percent: Decimal = ZERO
    discount_minor: int = 0
    price_per: Fraction | None = None


class DocumentDiscount(NamedTuple):
    """A discount on the whole document: a percentage of its lines, and/or minor units."""

    percent: Decimal = ZERO
    minor: int = 0


NO_DISCOUNT = DocumentDiscount()


class HeadTax(NamedTuple):
    """What one line bears under one head, in minor units."""

    head: TaxHead
    rate: Decimal
    tax_minor: int


class LineTotals(NamedTuple):
    """One line worked out, in minor units.

    amount - discount - document_discount + charge is the taxable value, or with inclusive prices the
    total. Always net + tax = total; what the recipient assesses itself stands beside them.
    """

    amount_minor: int
    discount_minor: int
    document_discount_minor: int
    charge_minor: int
    net_minor: int
    tax_minor: int
    total_minor: int
    taxes: tuple[HeadTax, ...]
    self_assessed: tuple[HeadTax, ...] = ()


class TaxGroup(NamedTuple):
    """One row of the tax breakdown. Lines without tax make a row with no head and rate 0."""

    category: TaxCategory
    head: TaxHead | None
    rate: Decimal
    taxable_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """The whole document in minor units: net + tax + round_off = total.

    `lines_minor` is the sum of the lines after their own discounts. `self_assessed` holds what the
    recipient owes under reverse charge; it is in no sum here.
    """

    lines: tuple[LineTotals, ...]
    groups: tuple[TaxGroup, ...]
    self_assessed: tuple[TaxGroup, ...]
    lines_minor: int
    discount_minor: int
    charges_minor: int
    net_minor: int
    tax_minor: int
    round_off_minor: int
    total_minor: int


def scaled(value: Decimal) -> int:
    """A Decimal as an integer of millionths; more than six decimals raise ValueError."""
    moved = value.scaleb(SCALE, EXACT)
    whole = int(moved)
    if whole != moved:
        raise ValueError(f"{value} has more than {SCALE} decimals")
    return whole


def spread(total_minor: int, amounts: Sequence[int]) -> list[int]:
    """Spread `total_minor` in proportion to signed `amounts` by largest remainder, exactly.

    Where all amounts have one sign this is `money.share`. With both signs each part keeps its
    proportion, so that a discount also lessens a returned line. Amounts that cancel out have no
    proportion; the total then goes by size.
    """
    whole = sum(amounts)
    if abs(whole) == sum(map(abs, amounts)) or whole == 0:
        return share(total_minor, [abs(a) for a in amounts])
    weights = amounts if whole > 0 else [-a for a in amounts]
    whole, amount = abs(whole), abs(total_minor)
    parts = [amount * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), -weights[i], i))
    for i in order[: amount - sum(parts)]:
        parts[i] += 1
    return [-p for p in parts] if total_minor < 0 else parts


class _Group:
    """The lines that share a category, head and rate, while their tax is being worked out."""

    __slots__ = ("category", "divisor", "head", "indices", "rate", "scaled_rate", "self_assessed", "taxes")

    def __init__(self, treatment: Treatment, head: TaxHead | None, rate: Decimal, divisor: int) -> None:
        self.category = treatment.category
        self.self_assessed = treatment.reverse_charge
        self.head = head
        self.rate = rate
        self.scaled_rate = scaled(rate)
        self.divisor = divisor
        self.indices: list[int] = []
        self.taxes: list[int] = []

    def work_out(self, values: Sequence[int], policy: TaxPolicy, step: int) -> None:
        """The tax of each line, rounded by policy to a multiple of `step` minor units."""
        rate, divisor = self.scaled_rate, self.divisor
        if not rate:
            self.taxes = [0] * len(self.indices)
            return
        if policy is TaxPolicy.PER_LINE:
            divisor *= step
            self.taxes = [divide_half_up(values[i] * rate, divisor) * step for i in self.indices]
            return
        own = [values[i] for i in self.indices]
        self.taxes = [divide_half_up(value * rate, divisor) for value in own]
        target = divide_half_up(sum(own) * rate, divisor * step) * step
        residue = target - sum(self.taxes)
        if residue:
            self._distribute(residue, own)

    def _distribute(self, residue: int, own: Sequence[int]) -> None:
        """Add the residue to the lines, largest first, so that they add up to the group's tax."""
        largest_first = sorted(range(len(own)), key=lambda k: (-abs(own[k]), k))
        each, left = divmod(abs(residue), len(own))
        unit = 1 if residue > 0 else -1
        for place, k in enumerate(largest_first):
            self.taxes[k] += unit * (each + (place < left))


def amount_minor(quantity: Decimal, unit_price: Decimal, price_per: Fraction | None, digits: int) -> int:
    """Quantity x price in minor units, rounded once; `price_per` as in `LineInput`."""
    line = LineInput(quantity, unit_price, UNTAXED, price_per=price_per)
    return _line_value(line, 10 ** (2 * SCALE - digits))[0]


def _line_value(line: LineInput, unit: int) -> tuple[int, int]:
    """Quantity x price before and after the line's own discount, each rounded to minor units.

    `unit` is what one minor unit is in the product of two scaled numbers.
    """
    product = scaled(line.quantity) * scaled(line.unit_price)
    if line.price_per is not None:
        product *= line.price_per.denominator
        unit *= line.price_per.numerator
    before = divide_half_up(product, unit)
    if not line.discount_percent and not line.discount_minor:
        return before, before
    kept = _PERCENT - scaled(line.discount_percent)
    return before, divide_half_up(product * kept - line.discount_minor * unit * _PERCENT, unit * _PERCENT)


def _groups(lines: Sequence[LineInput], prices_include_tax: bool) -> list[_Group]:
    """The lines by category, head and rate, in order of first appearance.

    With inclusive prices lines whose heads add up to different rates stay apart: their tax is a
    different part of the gross.
    """
    by_treatment: dict[int, tuple[Treatment, list[int]]] = {}
    for index, line in enumerate(lines):
        # Lines of a document share a few treatment objects; identity spares hashing their decimals.
        known = by_treatment.get(id(line.treatment))
        if known is None:
            by_treatment[id(line.treatment)] = (line.treatment, [index])
        else:
            known[1].append(index)
    groups: dict[tuple[object, ...], _Group] = {}
    for treatment, indices in by_treatment.values():
        divisor = _PERCENT
        if prices_include_tax and not treatment.reverse_charge:
            divisor += sum(scaled(rate) for _, rate in treatment.heads)
        for head, rate in treatment.heads or ((None, ZERO),):
            key = (treatment.category, head, rate, divisor, treatment.reverse_charge)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(treatment, head, rate, divisor)
            group.indices += indices
    return list(groups.values())


def _breakdown(groups: Sequence[_Group], nets: Sequence[int]) -> tuple[TaxGroup, ...]:
    """Rows of the tax breakdown in a fixed order: category, head, rate."""
    sums: dict[tuple[TaxCategory, TaxHead | None, Decimal], list[int]] = {}
    for group in groups:
        row = sums.setdefault((group.category, group.head, group.rate), [0, 0])
        row[0] += sum(nets[i] for i in group.indices)
        row[1] += sum(group.taxes)
    rows = [TaxGroup(*key, *both) for key, both in sums.items()]
    if len(rows) > 1:
        rows.sort(key=lambda row: (row.category, _HEAD_ORDER[row.head] if row.head else -1, row.rate))
    return tuple(rows)


def document_totals(
    lines: Sequence[LineInput],
    terms: DocumentTerms,
    discount: DocumentDiscount = NO_DISCOUNT,
    charges_minor: int = 0,
) -> DocumentTotals:
    """Work a document out. `charges_minor` (freight, packing) belongs to the taxable value.

    With `terms.prices_include_tax` unit prices, discounts and charges all include tax and the gross
    of each line is fixed: head = gross x r / (1 + sum of r), net = gross - heads. The sums always
    hold: lines = groups = document.
    """
    unit = 10 ** (2 * SCALE - terms.digits)
    before, after = [], []
    for line in lines:
        full, kept = _line_value(line, unit)
        before.append(full)
        after.append(kept)
    lines_minor = sum(after)

    if not lines:
        discount, charges_minor = NO_DISCOUNT, 0  # nothing to spread them over yet
    discount_minor = discount.minor
    if discount.percent:
        discount_minor += divide_half_up(lines_minor * scaled(discount.percent), _PERCENT)
    values = after
    discounts = charges = [0] * len(lines)
    if discount_minor:
        discounts = spread(discount_minor, after)
        values = [value - part for value, part in zip(values, discounts, strict=True)]
    if charges_minor:
        charges = share(charges_minor, [abs(value) for value in after])
        values = [value + part for value, part in zip(values, charges, strict=True)]

    groups = _groups(lines, terms.prices_include_tax)
    taxes: dict[int, list[HeadTax]] = {}
    own_taxes: dict[int, list[HeadTax]] = {}
    for group in groups:
        group.work_out(values, terms.policy, terms.round_tax_to)
        if group.head is not None:
            into = own_taxes if group.self_assessed else taxes
            for index, tax in zip(group.indices, group.taxes, strict=True):
                into.setdefault(index, []).append(HeadTax(group.head, group.rate, tax))

    worked, nets, tax_minor = [], [], 0
    for index, value in enumerate(values):
        charged = taxes.get(index, ())
        own = sum(tax.tax_minor for tax in charged)
        net = value - own if terms.prices_include_tax else value
        nets.append(net)
        tax_minor += own
        worked.append(
            LineTotals(
                before[index],
                before[index] - after[index],
                discounts[index],
                charges[index],
                net,
                own,
                net + own,
                tuple(charged),
                tuple(own_taxes.get(index, ())),
            )
        )

    net_minor = sum(nets)
    round_off = round_off_of(net_minor + tax_minor, terms.round_off_to)
    return DocumentTotals(
        lines=tuple(worked),
        groups=_breakdown([g for g in groups if not g.self_assessed], nets),
        self_assessed=_breakdown([g for g in groups if g.self_assessed], nets),
        lines_minor=lines_minor,
        discount_minor=discount_minor,
        charges_minor=charges_minor,
        net_minor=net_minor,
        tax_minor=tax_minor,
        round_off_minor=round_off,
        total_minor=net_minor + tax_minor + round_off,
    )


def round_off_of(total_minor: int, step: int | None) -> int:
    """What takes a total to the nearest multiple of `step`: 118.40 to the rupee gives -40 paise.

    Never more than half a step (CGST Act s.170 rounds to the nearest rupee).
    """
    if not step:
        return 0
    return divide_half_up(total_minor, step) * step - total_minor

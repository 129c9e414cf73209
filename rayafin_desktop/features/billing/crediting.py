"""How much of an invoice line a credit note takes, with its tax. Pure.

A line is credited in the value its invoice fixed: the net where prices exclude tax, the gross where
they include it. Its tax follows line by line at the original's rates, and what takes the last of a
line takes the last of its tax. So the notes of a line never add up to more than the line, and a line
credited in full leaves nothing over, in however many steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import divide_half_up, is_exact, to_minor
from rayafin_desktop.base.quantity import FACTOR, SCALE

from ..tax.categories import ZERO, TaxHead
from ..tax.rules import HeadTax, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditable:
    """A line, or what remains of it: quantity, value and the tax under each head, in minor units."""

    quantity: Decimal
    net_minor: int
    taxes: tuple[HeadTax, ...]

    @property
    def total_minor(self) -> int:
        return self.net_minor + sum(tax.tax_minor for tax in self.taxes)

    @property
    def is_nothing(self) -> bool:
        return not self.net_minor and not any(tax.tax_minor for tax in self.taxes)


def remaining_of(line: Creditable, credited: Sequence[Creditable]) -> Creditable:
    """What is left of a line after the credit notes posted against it."""
    taken: dict[tuple[TaxHead, Decimal], int] = {}
    for one in credited:
        for tax in one.taxes:
            taken[tax.head, tax.rate] = taken.get((tax.head, tax.rate), 0) + tax.tax_minor
    return Creditable(
        quantity=line.quantity - sum((one.quantity for one in credited), ZERO),
        net_minor=line.net_minor - sum(one.net_minor for one in credited),
        taxes=tuple(
            tax._replace(tax_minor=tax.tax_minor - taken.get((tax.head, tax.rate), 0)) for tax in line.taxes
        ),
    )


def credited_by_quantity(
    line: Creditable, remaining: Creditable, quantity: Decimal, *, prices_include_tax: bool
) -> Creditable:
    """The part of a line that goes back with `quantity` of it; the last of it takes all that remains."""
    if quantity == remaining.quantity:
        return remaining
    whole = line.total_minor if prices_include_tax else line.net_minor
    share = divide_half_up(abs(whole) * scaled(abs(quantity)), scaled(abs(line.quantity)))
    return _valued(remaining, share if whole >= 0 else -share, quantity, prices_include_tax)


def credited_by_amount(remaining: Creditable, amount_minor: int, *, prices_include_tax: bool) -> Creditable:
    """An allowance on a line: nothing comes back, the line is worth less by an amount."""
    return _valued(remaining, amount_minor, ZERO, prices_include_tax)


def _valued(
    remaining: Creditable, value_minor: int, quantity: Decimal, prices_include_tax: bool
) -> Creditable:
    left = remaining.total_minor if prices_include_tax else remaining.net_minor
    if abs(value_minor) >= abs(left):
        return Creditable(quantity=quantity, net_minor=remaining.net_minor, taxes=remaining.taxes)
    percent = 100 * FACTOR
    divisor = percent
    if prices_include_tax:
        divisor += sum(scaled(tax.rate) for tax in remaining.taxes)
    taxes = tuple(
        tax._replace(
            tax_minor=_nearer_zero(divide_half_up(value_minor * scaled(tax.rate), divisor), tax.tax_minor)
        )
        for tax in remaining.taxes
    )
    net = value_minor - sum(tax.tax_minor for tax in taxes) if prices_include_tax else value_minor
    if abs(net) > abs(remaining.net_minor):
        # Taxes that each round to nothing must not leave more net than the line has.
        taxes = _with_more(taxes, remaining.taxes, net - remaining.net_minor)
        net = remaining.net_minor
    return Creditable(quantity=quantity, net_minor=net, taxes=taxes)


def _with_more(taxes: Sequence[HeadTax], bounds: Sequence[HeadTax], minor: int) -> tuple[HeadTax, ...]:
    """The taxes with `minor` more in all, none beyond its bound."""
    more = []
    for tax, bound in zip(taxes, bounds, strict=True):
        part = _nearer_zero(minor, bound.tax_minor - tax.tax_minor)
        more.append(tax._replace(tax_minor=tax.tax_minor + part))
        minor -= part
    return tuple(more)


def _nearer_zero(wanted: int, bound: int) -> int:
    return wanted if abs(wanted) <= abs(bound) else bound


def credit_problems(
    quantity: Decimal | None,
    amount: Decimal | None,
    remaining: Creditable,
    field: str,
    *,
    digits: int,
    prices_include_tax: bool,
) -> list[Problem]:
    """A credit names a quantity or an amount, and takes no more of the line than remains.

    Quantity and amount are positive; a returned line of the invoice is credited by its size too.
    """
    if (quantity is None) == (amount is None):
        return [Problem("credit.quantity_or_amount", field)]
    if quantity is not None:
        if not (quantity.is_finite() and quantity > 0 and is_exact(quantity, SCALE)):
            return [Problem("credit.not_positive", f"{field}.quantity")]
        if quantity > abs(remaining.quantity):
            return [
                Problem(
                    "credit.more_than_remains", f"{field}.quantity", {"remaining": abs(remaining.quantity)}
                )
            ]
        if remaining.is_nothing:
            return [Problem("credit.nothing_remains", f"{field}.quantity")]
        return []
    if amount is None or not (amount.is_finite() and amount > 0 and is_exact(amount, digits)):
        return [Problem("credit.not_positive", f"{field}.amount")]
    left = remaining.total_minor if prices_include_tax else remaining.net_minor
    if to_minor(amount, digits) > abs(left):
        return [Problem("credit.worth_more_than_remains", f"{field}.amount", {"remaining_minor": abs(left)})]
    return []


def is_exhausted(lines: Mapping[int, Creditable], credited: Mapping[int, Sequence[Creditable]]) -> bool:
    """Whether nothing of any line remains, so that the last note also takes the round-off."""
    return all(remaining_of(line, credited.get(number, ())).is_nothing for number, line in lines.items())

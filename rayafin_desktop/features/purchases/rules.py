"""What differs on the side of the buyer: cost, tax as the supplier printed it, the same bill twice. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rayafin_desktop.base.errors import Problem

from ..billing.rules import LineDraft, empty_line_problems
from ..tax.categories import ZERO, TaxCategory, TaxHead, Treatment
from ..tax.rules import HeadTax, LineTotals

# The same reference of the same supplier within so many days is asked about (Tryton warns alike).
SIMILAR_WITHIN = timedelta(days=60)
# CGST Rule 47A, from 01-11-2024: a self-invoice within 30 days of the receipt of the supply.
SELF_INVOICE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """A line worked out; `is_creditable` says whether its tax can be claimed."""

    treatment: Treatment
    totals: LineTotals
    is_creditable: bool

    @property
    def cost_minor(self) -> int:
        """What the line's account is charged: the net, and the tax that cannot be claimed."""
        if self.is_creditable:
            return self.totals.net_minor
        return self.totals.net_minor + self.all_tax_minor

    @property
    def all_tax_minor(self) -> int:
        """Tax charged and tax self-assessed."""
        return sum(tax.tax_minor for tax in (*self.totals.taxes, *self.totals.self_assessed))


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRow:
    """One row of the breakdown of a purchase document, in minor units."""

    category: TaxCategory
    head: TaxHead | None
    rate: Decimal
    taxable_minor: int
    tax_minor: int
    is_self_assessed: bool
    is_creditable: bool


def breakdown(lines: Sequence[WorkedLine]) -> tuple[TaxRow, ...]:
    """The lines by category, head, rate, who owes the tax and whether it can be claimed."""
    sums: dict[tuple[TaxCategory, TaxHead | None, Decimal, bool, bool], list[int]] = {}
    for line in lines:
        totals = line.totals
        heads: list[tuple[TaxHead | None, Decimal, int, bool]] = [
            *((tax.head, tax.rate, tax.tax_minor, False) for tax in totals.taxes),
            *((tax.head, tax.rate, tax.tax_minor, True) for tax in totals.self_assessed),
        ]
        for head, rate, minor, own in heads or [(None, ZERO, 0, False)]:
            key = (line.treatment.category, head, rate, own, line.is_creditable)
            row = sums.setdefault(key, [0, 0])
            row[0] += totals.net_minor
            row[1] += minor
    order = {head: at for at, head in enumerate(TaxHead)}
    rows = [
        TaxRow(
            category=category,
            head=head,
            rate=rate,
            taxable_minor=taxable,
            tax_minor=minor,
            is_self_assessed=own,
            is_creditable=creditable,
        )
        for (category, head, rate, own, creditable), (taxable, minor) in sums.items()
    ]
    rows.sort(
        key=lambda row: (
            row.is_self_assessed,
            row.category,
            -1 if row.head is None else order[row.head],
            row.rate,
            not row.is_creditable,
        )
    )
    return tuple(rows)


def with_overrides(
    lines: Sequence[LineTotals],
    overrides: Mapping[TaxHead, int],
    *,
    tolerance_minor: int,
    prices_include_tax: bool,
) -> tuple[list[LineTotals], list[Problem]]:
    """The lines with the tax of heads as the supplier printed it; the largest line takes the difference.

    Beyond the tolerance per head it is an error: then the bill or the tax code is wrong (rules.md 2.4).
    """
    worked = list(lines)
    problems: list[Problem] = []
    for head, wanted in overrides.items():
        found = [
            (at, place)
            for at, line in enumerate(worked)
            for place, tax in enumerate(line.taxes)
            if tax.head is head
        ]
        now = sum(worked[at].taxes[place].tax_minor for at, place in found)
        if not found:
            problems.append(Problem("tax_override.no_such_head", "tax_overrides", {"head": head.value}))
            continue
        if abs(wanted - now) > tolerance_minor:
            params = {"head": head.value, "computed_minor": now, "limit_minor": tolerance_minor}
            problems.append(Problem("tax_override.too_large", "tax_overrides", params))
            continue
        at, place = max(found, key=lambda one: (abs(worked[one[0]].net_minor), -one[0]))
        worked[at] = _more_tax(worked[at], place, wanted - now, prices_include_tax)
    return worked, problems


def _more_tax(line: LineTotals, place: int, minor: int, prices_include_tax: bool) -> LineTotals:
    """The line with `minor` more tax under one head; with inclusive prices its total stays."""
    taxes: list[HeadTax] = list(line.taxes)
    taxes[place] = taxes[place]._replace(tax_minor=taxes[place].tax_minor + minor)
    net = line.net_minor - minor if prices_include_tax else line.net_minor
    tax = line.tax_minor + minor
    return line._replace(net_minor=net, tax_minor=tax, total_minor=net + tax, taxes=tuple(taxes))


def round_off_problems(round_off_minor: int, digits: int) -> list[Problem]:
    """A round-off is at most half a whole unit (rules.md 2.4); more is a mistake or a discount."""
    limit = 10**digits // 2
    if abs(round_off_minor) <= limit:
        return []
    return [Problem("round_off.too_large", "round_off", {"limit_minor": limit})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """The supplier as far as posting looks at it."""

    is_named: bool
    is_supplier: bool = True
    is_active: bool = True


def posting_problems(
    supplier: Supplier, lines: Sequence[LineDraft], total_minor: int, *, needs_supplier: bool = True
) -> list[Problem]:
    """What may wait in a draft but not be posted."""
    problems = []
    if not supplier.is_named:
        if needs_supplier:
            problems.append(Problem("bill.no_supplier", "party_id"))
    elif not supplier.is_supplier:
        problems.append(Problem("bill.not_a_supplier", "party_id"))
    elif not supplier.is_active:
        problems.append(Problem("bill.supplier_inactive", "party_id"))
    if not lines:
        problems.append(Problem("bill.no_lines", "lines"))
    problems += empty_line_problems(lines)
    if total_minor < 0:
        problems.append(Problem("bill.negative_total", "lines"))
    return problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A bill as far as it can be mistaken for another one."""

    number: str
    reference: str
    issued_on: date
    total_minor: int


def plain_reference(reference: str) -> str:
    """A supplier's reference without what people write differently: case, spaces, leading zeros."""
    return "".join(reference.casefold().split()).lstrip("0")


def similar_bill(bill: Likeness, others: Sequence[Likeness]) -> tuple[Likeness, bool] | None:
    """Another bill with this reference within +-60 days, and whether day and total are the same, too."""
    wanted = plain_reference(bill.reference)
    if not wanted:
        return None
    found = [
        other
        for other in others
        if plain_reference(other.reference) == wanted
        and abs(other.issued_on - bill.issued_on) <= SIMILAR_WITHIN
    ]

    def same(other: Likeness) -> bool:
        return (other.issued_on, other.total_minor) == (bill.issued_on, bill.total_minor)

    if not found:
        return None
    nearest = min(found, key=lambda other: (not same(other), abs(other.issued_on - bill.issued_on)))
    return nearest, same(nearest)


def self_invoice_due(received_on: date) -> date:
    """The last day for the self-invoice of a supply received on a day (CGST Rule 47A)."""
    return received_on + SELF_INVOICE_WITHIN


def with_service(line: LineDraft, *, is_service: bool) -> LineDraft:
    """The line as a service or as goods."""
    return dataclasses.replace(line, is_service=is_service)

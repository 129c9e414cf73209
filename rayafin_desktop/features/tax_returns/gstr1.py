"""GSTR-1: the outward supplies of a period in the tables of the return. Pure; no database.

Sources: CGST Rule 59, form GSTR-1; the threshold of B2C (large) by Notification 12/2024-CT; table 12 in
two parts from May 2025 (GSTN advisory of 22-01-2025).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..tax.categories import TaxCategory, TaxHead
from .supplies import TaxDocument, TaxLine


class Table(StrEnum):
    """Where a supply is reported."""

    B2B = "b2b"  # 4A, 4B, 6B, 6C: to registered persons
    B2CL = "b2cl"  # 5: large, between states, to unregistered persons
    B2CS = "b2cs"  # 7: all other to unregistered persons, in sums
    EXPORT = "exp"  # 6A
    CDNR = "cdnr"  # 9B: notes to registered persons
    CDNUR = "cdnur"  # 9B: notes to unregistered persons on large supplies and exports


# Inter-state invoices to unregistered persons above this are listed one by one, from the day on.
B2CL_ABOVE = ((date(2024, 8, 1), 100_000_00), (date(2017, 7, 1), 250_000_00))
_UNTAXED = frozenset({TaxCategory.GST_NIL, TaxCategory.GST_EXEMPT, TaxCategory.NON_GST})
_EXPORTS = frozenset({TaxCategory.GST_EXPORT_PAID, TaxCategory.GST_EXPORT_UNPAID})
_SEZ = frozenset({TaxCategory.GST_SEZ_PAID, TaxCategory.GST_SEZ_UNPAID})
# No supply at all, or by a composition dealer, who files another return.
_LEFT_OUT = frozenset({TaxCategory.GST_NO_SUPPLY, TaxCategory.GST_COMPOSITION, TaxCategory.OUT_OF_SCOPE})


def b2cl_above(day: date) -> int:
    """The threshold of B2C (large) on a day, in paise.

    >>> b2cl_above(date(2024, 7, 31)), b2cl_above(date(2024, 8, 1))
    (25000000, 10000000)
    """
    return next((minor for first, minor in B2CL_ABOVE if day >= first), B2CL_ABOVE[-1][1])


@dataclass(frozen=True, slots=True)
class Amounts:
    """Taxable value and the four taxes, in paise; SGST and UTGST are one column of every return."""

    taxable: int = 0
    igst: int = 0
    cgst: int = 0
    sgst: int = 0
    cess: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.taxable + other.taxable,
            self.igst + other.igst,
            self.cgst + other.cgst,
            self.sgst + other.sgst,
            self.cess + other.cess,
        )

    def __neg__(self) -> Amounts:
        return Amounts(-self.taxable, -self.igst, -self.cgst, -self.sgst, -self.cess)

    def __bool__(self) -> bool:
        return any((self.taxable, self.igst, self.cgst, self.sgst, self.cess))

    @property
    def tax(self) -> int:
        return self.igst + self.cgst + self.sgst + self.cess


def amounts_of(taxable: int, taxes: Mapping[TaxHead, int], sign: int = 1) -> Amounts:
    """A line's value and taxes as the columns of a return."""
    return Amounts(
        sign * taxable,
        sign * taxes.get(TaxHead.IGST, 0),
        sign * taxes.get(TaxHead.CGST, 0),
        sign * (taxes.get(TaxHead.SGST, 0) + taxes.get(TaxHead.UTGST, 0)),
        sign * taxes.get(TaxHead.CESS, 0),
    )


def total_of(some: Iterable[Amounts]) -> Amounts:
    return sum(some, Amounts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document listed by itself, its amounts by rate (positive, of a note too)."""

    table: Table
    document: TaxDocument
    rates: Mapping[Decimal, Amounts]

    @property
    def amounts(self) -> Amounts:
        return total_of(self.rates.values())


@dataclass(frozen=True, slots=True)
class HsnKey:
    """What table 12 sums by; `is_b2b` its part."""

    is_b2b: bool
    hsn: str
    unit: str
    rate: Decimal


@dataclass(slots=True, kw_only=True)
class HsnSum:
    """A row of table 12."""

    description: str
    quantity: Decimal = Decimal(0)
    total: int = 0
    amounts: Amounts = field(default_factory=Amounts)


@dataclass(slots=True, kw_only=True)
class Gstr1:
    """The return. `nil` is by (between states, registered) and kind of supply; notes are taken off."""

    listed: list[Listed] = field(default_factory=list)
    b2cs: dict[tuple[str, Decimal, bool], Amounts] = field(default_factory=dict)
    nil: dict[tuple[bool, bool], dict[TaxCategory, int]] = field(default_factory=dict)
    hsn: dict[HsnKey, HsnSum] = field(default_factory=dict)
    left_out: list[TaxDocument] = field(default_factory=list)

    def of(self, table: Table) -> list[Listed]:
        return [one for one in self.listed if one.table is table]

    @property
    def total(self) -> Amounts:
        """Everything with notes taken off; its taxes are the period's output tax."""
        signed = [one.amounts if one.document.sign > 0 else -one.amounts for one in self.listed]
        untaxed = sum(minor for kinds in self.nil.values() for minor in kinds.values())
        return total_of([*signed, *self.b2cs.values(), Amounts(taxable=untaxed)])


def table_of(document: TaxDocument) -> Table:
    """Where a document's taxed lines go."""
    categories = {line.category for line in document.lines}
    is_export = bool(categories & _EXPORTS)
    is_note = document.sign < 0
    if document.tax_id and not is_export:
        return Table.CDNR if is_note else Table.B2B
    if is_export:
        return Table.CDNUR if is_note else Table.EXPORT
    invoice_minor, day = document.total_minor, document.day
    if is_note and document.original is not None:
        _, day, invoice_minor = document.original
    if (
        document.is_inter_state
        and invoice_minor > b2cl_above(day)
        and not (is_note and not document.original)
    ):
        return Table.CDNUR if is_note else Table.B2CL
    return Table.B2CS


def gstr1(documents: Sequence[TaxDocument]) -> Gstr1:
    """The return of these documents."""
    found = Gstr1()
    for document in documents:
        taxed = [line for line in document.lines if line.category not in _UNTAXED | _LEFT_OUT]
        if not taxed and all(line.category in _LEFT_OUT for line in document.lines):
            found.left_out.append(document)
            continue
        for line in document.lines:
            if line.category in _UNTAXED:
                kinds = found.nil.setdefault((document.is_inter_state, bool(document.tax_id)), {})
                kinds[line.category] = kinds.get(line.category, 0) + document.sign * line.taxable_minor
            if line.category not in _LEFT_OUT:
                _add_hsn(found, document, line)
        if taxed:
            _add_taxed(found, document, taxed)
    return found


def _add_taxed(found: Gstr1, document: TaxDocument, taxed: Sequence[TaxLine]) -> None:
    table = table_of(document)
    if table is Table.B2CS:
        for line in taxed:
            key = (document.place, line.rate, document.is_inter_state)
            more = amounts_of(line.taxable_minor, line.taxes, document.sign)
            found.b2cs[key] = found.b2cs.get(key, Amounts()) + more
        return
    rates: dict[Decimal, Amounts] = {}
    for line in taxed:
        rates[line.rate] = rates.get(line.rate, Amounts()) + amounts_of(line.taxable_minor, line.taxes)
    found.listed.append(Listed(table=table, document=document, rates=dict(sorted(rates.items()))))


def _add_hsn(found: Gstr1, document: TaxDocument, line: TaxLine) -> None:
    is_b2b = bool(document.tax_id)
    unit = "NA" if line.is_service else line.unit.upper()
    key = HsnKey(is_b2b, line.hsn, unit, line.rate)
    one = found.hsn.setdefault(key, HsnSum(description=line.description))
    one.quantity += document.sign * line.quantity
    one.total += document.sign * (line.taxable_minor + line.tax_minor)
    one.amounts += amounts_of(line.taxable_minor, line.taxes, document.sign)


def is_sez(document: TaxDocument) -> bool:
    """Whether a supply goes to a special economic zone (6B)."""
    return any(line.category in _SEZ for line in document.lines)


def with_payment(document: TaxDocument) -> bool:
    """Whether a zero-rated supply pays IGST to be refunded."""
    paid = {TaxCategory.GST_EXPORT_PAID, TaxCategory.GST_SEZ_PAID}
    return any(line.category in paid for line in document.lines)

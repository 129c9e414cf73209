"""What a period's documents say of tax, line by line, in the company's currency.

A return is made from these values alone, so its rules need no database. A foreign document is valued as
the ledger values it: what its entry put on each account is spread over its lines, to the minor unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from rayafin_desktop.base.money import share
from rayafin_desktop.engine.work import Read

from ..billing.entries import OUTPUT_ROLES
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.model import Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..purchases.entries import INPUT_ROLES, RCM_PAYABLE_ROLES
from ..purchases.model import BillLine, PurchaseDocument, PurchaseKind
from ..tax.categories import ZERO, TaxCategory, TaxHead
from ..tax.states import current_state

HEADS = tuple(TaxHead)
_AT_ONCE = 500
_NO_TAX: Mapping[TaxHead, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """One line of a document: taxable value and tax by head, minor units of the company's currency.

    `rate` is in percent without cess. Of a purchase `own` is what is owed under reverse charge, and
    `is_creditable` says whether its taxes can be claimed.
    """

    category: TaxCategory
    rate: Decimal
    hsn: str
    unit: str
    quantity: Decimal
    description: str
    is_service: bool
    taxable_minor: int
    taxes: Mapping[TaxHead, int] = field(default_factory=dict)
    own: Mapping[TaxHead, int] = field(default_factory=dict)
    is_creditable: bool = True

    @property
    def tax_minor(self) -> int:
        return sum(self.taxes.values())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaxDocument:
    """A posted document of the period. `sign` is -1 of a credit or debit note.

    `total_minor` is in the company's currency. `original` is the number and day of what a note credits.
    """

    id: UUID
    number: str
    day: date
    sign: int
    party_name: str
    tax_id: str
    country: str
    place: str
    own_state: str
    total_minor: int
    reverse_charge: bool
    lines: Sequence[TaxLine]
    original: tuple[str, date, int] | None = None
    supplier_reference: str = ""

    @property
    def is_inter_state(self) -> bool:
        return self.place[:2] != self.own_state[:2]


def outward(read: Read, first: date, last: date) -> list[TaxDocument]:
    """Posted invoices and credit notes dated in the period, in the order of day and number."""
    read.actor.require("tax_return.see")
    d, c = SalesDocument.c, InvoiceLine.c
    original = SalesDocument.mapping.table.alias("original")
    statement = (
        select(
            d.id, d.kind, d.number, d.issued_on.label("day"), d.buyer_name.label("party_name"),
            d.buyer_tax_id.label("tax_id"), d.buyer_country.label("country"), d.place_of_supply,
            d.seller_tax_id.label("own_tax_id"), d.currency, d.total_minor, d.entry_id,
            d.reverse_charge.label("document_reverse_charge"),
            original.c.number.label("original_number"), original.c.issued_on.label("original_on"),
            original.c.total_minor.label("original_minor"),
            c.category, c.tax_rate, c.hsn, c.unit, c.quantity, c.description, c.is_service,
            c.net_minor, c.taxes, c.reverse_charge,
        )
        .join_from(
            SalesDocument.mapping.table,
            InvoiceLine.mapping.table,
            and_(c.company_id == d.company_id, c.invoice_id == d.id),
        )
        .outerjoin(
            original, and_(original.c.company_id == d.company_id, original.c.id == d.original_id)
        )
        .where(
            d.company_id == read.company_id,
            d.state == DocumentState.POSTED,
            d.kind.in_((DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE)),
            d.issued_on.between(first, last),
        )
        .order_by(d.issued_on, d.number, d.id, c.line_no)
    )  # fmt: skip
    net = (AccountRole.SALES, AccountRole.SALES_RETURNS)
    found = list(_documents(read.fetch(statement), _sales_line, DocumentKind.CREDIT_NOTE))
    return _valued(read, found, net=net, control=AccountRole.RECEIVABLE, heads=OUTPUT_ROLES, own={})


def inward(read: Read, first: date, last: date) -> list[TaxDocument]:
    """Posted bills, expenses and debit notes booked in the period."""
    read.actor.require("tax_return.see")
    d, c = PurchaseDocument.c, BillLine.c
    statement = (
        select(
            d.id, d.kind, d.number, d.booked_on.label("day"), d.supplier_name.label("party_name"),
            d.supplier_tax_id.label("tax_id"), d.supplier_country.label("country"), d.place_of_supply,
            d.own_tax_id, d.currency, d.total_minor, d.entry_id, d.supplier_reference,
            d.reverse_charge.label("document_reverse_charge"),
            c.category, c.tax_rate, c.hsn, c.unit, c.quantity, c.description, c.is_service,
            c.net_minor, c.taxes, c.own_taxes, c.is_creditable, c.reverse_charge,
        )
        .join_from(
            PurchaseDocument.mapping.table,
            BillLine.mapping.table,
            and_(c.company_id == d.company_id, c.bill_id == d.id),
        )
        .where(
            d.company_id == read.company_id,
            d.state == DocumentState.POSTED,
            d.booked_on.between(first, last),
        )
        .order_by(d.booked_on, d.number, d.id, c.line_no)
    )  # fmt: skip
    found = list(_documents(read.fetch(statement), _bill_line, PurchaseKind.DEBIT_NOTE))
    return _valued(read, found, net=(), control=AccountRole.PAYABLE, heads=INPUT_ROLES, own=RCM_PAYABLE_ROLES)


@dataclass(frozen=True, slots=True)
class _Found:
    """A document still in its own currency."""

    document: TaxDocument
    currency: str
    entry_id: UUID | None


def _documents(rows: Iterable[Any], line: Callable[[Any], TaxLine], note: str) -> Iterator[_Found]:
    for _, some in groupby(rows, key=lambda row: row.id):
        lines = list(some)
        head = lines[0]
        original = getattr(head, "original_number", None)
        document = TaxDocument(
            id=head.id,
            number=head.number or "",
            day=head.day,
            sign=-1 if head.kind == note else 1,
            party_name=head.party_name,
            tax_id=head.tax_id,
            country=head.country,
            place=head.place_of_supply,
            own_state=current_state(head.own_tax_id),
            total_minor=head.total_minor,
            reverse_charge=head.document_reverse_charge or any(row.reverse_charge for row in lines),
            lines=tuple(line(row) for row in lines),
            original=(original, head.original_on, head.original_minor) if original else None,
            supplier_reference=getattr(head, "supplier_reference", ""),
        )
        yield _Found(document, head.currency, head.entry_id)


def _by_head(taxes: Sequence[Sequence[Any]]) -> dict[TaxHead, int]:
    found: dict[TaxHead, int] = {}
    for head, _, minor in taxes:
        found[TaxHead(head)] = found.get(TaxHead(head), 0) + int(minor)
    return found


def _rate(row: Any, taxes: Sequence[Sequence[Any]]) -> Decimal:
    """The rate without cess; of a line whose recipient owes the tax, the line's own."""
    if not taxes:
        return Decimal(row.tax_rate)
    return sum((Decimal(str(rate)) for head, rate, _ in taxes if head != TaxHead.CESS), ZERO)


def _sales_line(row: Any) -> TaxLine:
    return TaxLine(
        category=TaxCategory(row.category),
        rate=_rate(row, row.taxes),
        hsn=row.hsn,
        unit=row.unit,
        quantity=row.quantity,
        description=row.description,
        is_service=row.is_service,
        taxable_minor=row.net_minor,
        taxes=_by_head(row.taxes),
    )


def _bill_line(row: Any) -> TaxLine:
    return replace(
        _sales_line(row),
        rate=_rate(row, row.taxes or row.own_taxes),
        own=_by_head(row.own_taxes),
        is_creditable=row.is_creditable,
    )


# --- foreign documents in the company's currency


def _valued(
    read: Read,
    found: Sequence[_Found],
    *,
    net: Sequence[AccountRole],
    control: AccountRole,
    heads: Mapping[TaxHead, AccountRole],
    own: Mapping[TaxHead, AccountRole],
) -> list[TaxDocument]:
    base = base_currency(read)
    foreign = [one for one in found if one.currency != base and one.entry_id is not None]
    if not foreign:
        return [one.document for one in found]
    booked = _booked(read, [one.entry_id for one in foreign if one.entry_id is not None])
    chart = accounts(read)
    known = {role: chart.by_role[role].id for role in AccountRole if role in chart.by_role}
    control_id = known.get(control)

    def valued(one: _Found) -> TaxDocument:
        if one.currency == base or one.entry_id is None:
            return one.document
        legs = booked.get(one.entry_id, {})

        def minor(roles: Iterable[AccountRole]) -> int:
            return abs(sum(legs.get(known[role], 0) for role in roles if role in known))

        document, total = one.document, abs(legs.get(control_id, 0)) if control_id else 0
        taxes = {head: minor([role]) for head, role in heads.items()}
        # What is no tax, no control and no round-off is the value of the goods, whatever the account.
        apart = {known[role] for role in (control, *heads.values(), *own.values(), AccountRole.ROUND_OFF)
                 if role in known}  # fmt: skip
        value = minor(net) if net else abs(sum(m for account, m in legs.items() if account not in apart))
        return _spread(
            document, total or document.total_minor, value, taxes, {h: minor([r]) for h, r in own.items()}
        )

    return [valued(one) for one in found]


def _booked(read: Read, entry_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, int]]:
    """By entry and account: the legs in the company's currency."""
    c = Leg.c
    found: dict[UUID, dict[UUID, int]] = {}
    for at in range(0, len(entry_ids), _AT_ONCE):
        statement = select(c.entry_id, c.account_id, c.base_minor).where(
            c.company_id == read.company_id, c.entry_id.in_(entry_ids[at : at + _AT_ONCE])
        )
        for entry_id, account_id, minor in read.fetch(statement):
            legs = found.setdefault(entry_id, {})
            legs[account_id] = legs.get(account_id, 0) + minor
    return found


def _spread(
    document: TaxDocument,
    total: int,
    value: int,
    taxes: Mapping[TaxHead, int],
    own: Mapping[TaxHead, int],
) -> TaxDocument:
    """The document with these sums spread over its lines, so that lines and ledger agree exactly."""
    values = _shared(value, [line.taxable_minor for line in document.lines])
    lines = [
        replace(line, taxable_minor=minor, taxes={}, own={})
        for line, minor in zip(document.lines, values, strict=True)
    ]
    for sums, name in ((taxes, "taxes"), (own, "own")):
        for head, minor in sums.items():
            weights = [getattr(line, name).get(head, 0) for line in document.lines]
            if not any(weights):
                continue
            for at, part in enumerate(_shared(minor, weights)):
                if part:
                    changed = {**getattr(lines[at], name), head: part}
                    lines[at] = (
                        replace(lines[at], taxes=changed)
                        if name == "taxes"
                        else replace(lines[at], own=changed)
                    )
    return replace(document, total_minor=total, lines=tuple(lines))


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    """As `share`, with negative weights (a returned line) taken off their own side."""
    if all(weight >= 0 for weight in weights):
        return share(total, weights)
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    negative = [-weight if weight < 0 else 0 for weight in weights]
    down = sum(negative) * total // whole
    up = share(total + down, [max(weight, 0) for weight in weights])
    return [a - b for a, b in zip(up, share(down, negative), strict=True)]

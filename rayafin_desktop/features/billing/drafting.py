"""From what was entered to the rows of a document; every door into billing passes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, round_half_up, to_major, to_minor
from rayafin_desktop.base.quantity import LARGEST, SCALE

from ..items.model import ItemKind
from ..parties.meanwhile import is_usable
from ..parties.model import Party
from ..prices.lookup import Pricing
from ..tax.categories import ZERO
from ..tax.rules import TAX_ENGINE_VERSION, TaxGroup
from .content import InvoiceContent, LineContent, ShipTo
from .model import InvoiceLine, InvoiceTax, SalesDocument
from .rules import HeadDraft, LineDraft
from .sources import Sources
from .worksheet import Worksheet, work_out

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Worked:
    """A document ready to be written: the fields of its head, its lines, its tax rows.

    `problems` keep it from being saved, `missing` only from being posted.
    """

    head: HeadDraft
    drafts: tuple[LineDraft, ...]
    party: Party | None
    sheet: Worksheet
    fields: dict[str, Any]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]


def drafted(content: InvoiceContent, sources: Sources) -> Worked:
    """Work out what was entered. Parties and items must be loaded in `sources`."""
    party = sources.party(content.party_id)
    problems: list[Problem] = []
    missing: list[Problem] = []
    if content.party_id is not None and party is None:
        problems.append(Problem("party.not_found", "party_id", {"id": str(content.party_id)}))
    base = sources.seller.currency
    currency = content.currency or (party.currency if party else "") or base
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        problems.append(Problem("invoice.currency_invalid", "currency", {"currency": currency}))
        currency = base
    rate = ONE if currency == base else content.rate
    if rate is None:
        rate = sources.rate(currency, content.issued_on)
    if rate is None:
        missing.append(Problem("invoice.rate_missing", "rate", {"currency": currency}))
    elif not (rate.is_finite() and 0 < rate <= LARGEST and is_exact(rate, SCALE)):
        problems.append(Problem("invoice.rate_invalid", "rate"))
        rate = None
    inclusive = sources.includes_tax(content.prices_include_tax)
    pricing = Pricing(
        party_id=content.party_id, on=content.issued_on, currency=currency, prices_include_tax=inclusive
    )
    lines = [line_draft(line, sources, rate or ONE, pricing) for line in content.lines]
    problems += [
        Problem("item.not_found", f"lines.{index}.item_id", {"id": str(line.item_id)})
        for index, line in enumerate(content.lines)
        if line.item_id is not None and sources.item(line.item_id) is None
    ]
    home = sources.seller.country
    head = HeadDraft(
        issued_on=content.issued_on,
        due_on=content.due_on,
        supplied_on=content.supplied_on,
        has_party=party is not None,
        party_is_customer=party is None or party.is_customer,
        party_is_active=party is None or is_usable(sources.read, party),
        discount_percent=content.discount_percent,
        discount=content.discount,
        charges=content.charges,
        ship_to=content.ship_to.place(home) if content.ship_to else None,
        shipped_to_buyer=content.ship_to is not None and content.ship_to.to_buyer,
        chosen_place=content.place_of_supply,
        reverse_charge=content.reverse_charge,
        is_intermediary=content.is_intermediary,
    )
    terms = sources.terms(party, currency, prices_include_tax=inclusive, to_sez=content.to_sez)
    sheet = work_out(head, lines, terms)
    totals = sheet.totals
    digits = terms.document.digits
    fields: dict[str, Any] = {
        "issued_on": content.issued_on,
        "due_on": sheet.due_on,
        "terms_days": terms.payment_terms_days if content.due_on is None else None,
        "supplied_on": content.supplied_on,
        "party_id": content.party_id,
        "reference": content.reference.strip(),
        "currency": currency,
        "rate": rate or ONE,
        "prices_include_tax": inclusive,
        "tax_policy": terms.document.policy,
        "discount_percent": content.discount_percent,
        "discount_minor": 0 if sheet.problems else to_minor(content.discount, digits),
        "charges_minor": totals.charges_minor,
        "ship_to": _ship_to_json(content.ship_to),
        "chosen_place": content.place_of_supply,
        "reverse_charge": content.reverse_charge,
        "to_sez": content.to_sez,
        "is_intermediary": content.is_intermediary,
        "notes": content.notes,
        "terms": content.terms,
        "external_reference": content.external_reference,
        "branch_id": content.branch_id,
        "seller_tax_id": sources.seller.tax_id,
        "place_of_supply": sheet.decision.place_of_supply,
        "why": [[reason.code, dict(reason.params)] for reason in sheet.decision.reasons],
        "lines_minor": totals.lines_minor,
        "document_discount_minor": totals.discount_minor,
        "net_minor": totals.net_minor,
        "tax_minor": totals.tax_minor,
        "round_off_minor": totals.round_off_minor,
        "total_minor": totals.total_minor,
        "tax_engine": TAX_ENGINE_VERSION,
        **_buyer_fields(party, home),
    }
    return Worked(
        head=head,
        drafts=tuple(lines),
        party=party,
        sheet=sheet,
        fields=fields,
        problems=(*problems, *sheet.problems),
        missing=(*missing, *sheet.missing),
    )


def line_draft(
    line: LineContent,
    sources: Sources,
    rate: Decimal,
    pricing: Pricing | None = None,
    *,
    buying: bool = False,
) -> LineDraft:
    """A line with what it left out filled in from its item: its price when sold or, `buying`, its cost.

    With `pricing` the customer's price list goes before the item's own price. Items are priced in the
    company's currency; on a foreign document their price is converted at its `rate`, that of a list never.
    """
    item = sources.item(line.item_id)
    price = line.unit_price
    if price is None and item is not None:
        if pricing is not None:
            price = sources.list_price(pricing, item.id, line.quantity)
        usual = item.cost_price if buying else item.sale_price
        if price is None and usual is not None:
            price = usual if rate == ONE else round_half_up(usual / rate, SCALE)
    description = line.description
    if not description and item is not None:
        description = f"{item.name}\n{item.description}".strip()
    return LineDraft(
        description=description,
        quantity=line.quantity,
        unit_price=price if price is not None else ZERO,
        discount_percent=line.discount_percent,
        discount=line.discount,
        tax_code_id=line.tax_code_id or (item.tax_code_id if item else None),
        is_service=item is not None and item.kind is ItemKind.SERVICE,
        price_per=line.price_per.strip(),
    )


def _buyer_fields(party: Party | None, home: str) -> dict[str, Any]:
    """What the document keeps of its buyer, as it is today."""
    if party is None:
        return {}
    town = " ".join(part for part in (party.postal_code, party.city) if part)
    address = [part for part in (party.address_1, party.address_2, town) if part]
    return {
        "buyer_name": party.name,
        "buyer_address": "\n".join(address),
        "buyer_tax_id": party.tax_id,
        "buyer_state": party.state,
        "buyer_country": party.country or home,
    }


def _ship_to_json(ship_to: ShipTo | None) -> dict[str, Any] | None:
    if ship_to is None:
        return None
    return {
        "name": ship_to.name,
        "address": ship_to.address,
        "state": ship_to.state,
        "country": ship_to.country,
        "to_buyer": ship_to.to_buyer,
    }


def line_rows(
    company_id: int, invoice_id: UUID, content: InvoiceContent, worked: Worked, sources: Sources
) -> list[InvoiceLine]:
    """The lines of a worked document as rows."""
    digits = currency_digits(worked.fields["currency"])
    rows = []
    for index, (line, draft, treatment, totals) in enumerate(
        zip(content.lines, worked.drafts, worked.sheet.treatments, worked.sheet.totals.lines, strict=True)
    ):
        item = sources.item(line.item_id)
        rows.append(
            InvoiceLine(
                company_id=company_id,
                invoice_id=invoice_id,
                line_no=index + 1,
                item_id=line.item_id,
                description=draft.description,
                hsn=line.hsn or (item.hsn if item else ""),
                unit=line.unit or (item.unit if item else ""),
                is_service=draft.is_service,
                quantity=draft.quantity,
                unit_price=draft.unit_price,
                price_per=draft.price_per or None,
                discount_percent=draft.discount_percent,
                discount_minor=to_minor(draft.discount, digits),
                tax_code_id=draft.tax_code_id,
                category=treatment.category,
                tax_rate=treatment.rate,
                reverse_charge=treatment.reverse_charge,
                amount_minor=totals.amount_minor,
                line_discount_minor=totals.discount_minor,
                document_discount_minor=totals.document_discount_minor,
                charge_minor=totals.charge_minor,
                net_minor=totals.net_minor,
                tax_minor=totals.tax_minor,
                total_minor=totals.total_minor,
                taxes=[[tax.head.value, str(tax.rate), tax.tax_minor] for tax in totals.taxes],
            )
        )
    return rows


def tax_rows(
    company_id: int, invoice_id: UUID, groups: Sequence[TaxGroup], self_assessed: Sequence[TaxGroup]
) -> list[InvoiceTax]:
    """The tax breakdown as rows; reverse charge stands last."""
    return [
        InvoiceTax(
            company_id=company_id,
            invoice_id=invoice_id,
            line_no=number,
            category=group.category,
            head=group.head.value if group.head else "",
            rate=group.rate,
            taxable_minor=group.taxable_minor,
            tax_minor=group.tax_minor,
            is_self_assessed=number > len(groups),
        )
        for number, group in enumerate((*groups, *self_assessed), start=1)
    ]


def content_of(document: SalesDocument, lines: Sequence[InvoiceLine]) -> InvoiceContent:
    """A stored draft as it was entered, to be worked out again.

    A draft whose exchange rate was not known is kept with 1: on a foreign document that stands for none.
    """
    digits = currency_digits(document.currency)
    return InvoiceContent(
        party_id=document.party_id,
        issued_on=document.issued_on,
        due_on=document.due_on if document.terms_days is None else None,
        supplied_on=document.supplied_on,
        reference=document.reference,
        currency=document.currency,
        rate=None if document.rate == ONE else document.rate,
        prices_include_tax=document.prices_include_tax,
        discount_percent=document.discount_percent,
        discount=to_major(document.discount_minor, digits),
        charges=to_major(document.charges_minor, digits),
        ship_to=ShipTo(**document.ship_to) if document.ship_to else None,
        place_of_supply=document.chosen_place,
        reverse_charge=document.reverse_charge,
        to_sez=document.to_sez,
        is_intermediary=document.is_intermediary,
        notes=document.notes,
        terms=document.terms,
        external_reference=document.external_reference,
        branch_id=document.branch_id,
        lines=tuple(
            LineContent(
                item_id=line.item_id,
                description=line.description,
                hsn=line.hsn,
                unit=line.unit,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_percent=line.discount_percent,
                discount=to_major(line.discount_minor, digits),
                tax_code_id=line.tax_code_id,
                price_per=line.price_per or "",
            )
            for line in lines
        ),
    )

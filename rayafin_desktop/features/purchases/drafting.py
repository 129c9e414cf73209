"""From what was entered to the rows of a purchase document; every door into purchases passes here."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_major, to_minor
from rayafin_desktop.base.quantity import LARGEST, SCALE
from rayafin_desktop.engine.work import Read

from ..billing.drafting import ONE, line_draft
from ..billing.rules import HeadDraft, LineDraft
from ..billing.sources import Sources, buyer_of
from ..billing.worksheet import SheetTerms, Worksheet, supply_of, work_out
from ..companies.branches import chosen_branch
from ..ledger.queries import accounts
from ..ledger.roles import PARTY_ROLES
from ..parties.model import Party
from ..tax.categories import TaxHead
from ..tax.inputs import may_claim
from ..tax.places import Registration, TaxParty
from ..tax.rules import TAX_ENGINE_VERSION, HeadTax
from .content import BillContent, BillLineContent, TaxOverride
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind
from .rules import TaxRow, WorkedLine, breakdown, round_off_problems, with_overrides, with_service
from .settings import TAX_TOLERANCE

_SERVICE_CODES = "99"  # accounting codes of services begin with it, those of goods never


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A document ready to be written: the fields of its head, its lines, its tax rows.

    `problems` keep it from being saved, `missing` only from being posted. `self_invoice_for` is the day
    of receipt when reverse charge asks for an invoice of our own.
    """

    kind: PurchaseKind
    drafts: tuple[LineDraft, ...]
    party: Party | None
    sheet: Worksheet
    lines: tuple[WorkedLine, ...]
    taxes: tuple[TaxRow, ...]
    fields: dict[str, Any]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    self_invoice_for: date | None


def sources_for(read: Read, content: BillContent) -> Sources:
    """The sources of one document, with its party and items read; NotFound for a branch that is not."""
    chosen_branch(read, content.branch_id)
    sources = Sources(read)
    sources.load_parties([content.party_id])
    sources.load_items([line.item_id for line in content.lines])
    return sources


def drafted(
    read: Read, content: BillContent, sources: Sources, kind: PurchaseKind = PurchaseKind.BILL
) -> Worked:
    """Work out what was entered. Parties and items must be loaded in `sources`."""
    party = sources.party(content.party_id)
    problems = _problems_of_names(read, content, sources, party)
    missing: list[Problem] = []
    base = sources.seller.currency
    currency = content.currency or (party.currency if party else "") or base
    rate = ONE if currency == base else content.rate
    if rate is None:
        rate = sources.rate(currency, content.issued_on)
    if rate is None:
        missing.append(Problem("invoice.rate_missing", "rate", {"currency": currency}))
    elif not (rate.is_finite() and 0 < rate <= LARGEST and is_exact(rate, SCALE)):
        problems.append(Problem("invoice.rate_invalid", "rate"))
        rate = None
    head = HeadDraft(
        issued_on=content.issued_on,
        due_on=content.due_on,
        supplied_on=content.supplied_on,
        discount_percent=content.discount_percent,
        discount=content.discount,
        charges=content.charges,
        chosen_place=content.place_of_supply,
        reverse_charge=content.reverse_charge,
    )
    lines = tuple(_line(line, sources, rate or ONE, kind) for line in content.lines)
    terms = _terms(content, sources, party, currency)
    sheet = work_out(head, lines, terms)
    problems += sheet.problems
    digits = terms.document.digits
    round_off = _minor(content.round_off, digits, "round_off", problems)
    overrides = _overrides(content, digits, problems)
    totals = list(sheet.totals.lines)
    if overrides and not problems:
        tolerance = to_minor(read.setting(TAX_TOLERANCE), digits)
        totals, found = with_overrides(
            totals, overrides, tolerance_minor=tolerance, prices_include_tax=content.prices_include_tax
        )
        problems += found
        if not content.override_reason.strip():
            missing.append(Problem("tax_override.reason_missing", "override_reason"))
    supply = supply_of(head, lines, terms)
    # India gives credit on a bill that names both ends (CGST Act s.16(2)(a)).
    is_proven = party is not None or sources.seller.country != "IN"
    claimable = is_proven and may_claim(sheet.decision, supply)
    worked = tuple(
        WorkedLine(treatment, total, claimable and line.claim_tax)
        for treatment, total, line in zip(sheet.treatments, totals, content.lines, strict=False)
    )
    taxes = breakdown(worked)
    fields = _fields(content, sources, sheet, party)
    net, tax = sum(line.net_minor for line in totals), sum(line.tax_minor for line in totals)
    fields |= {
        "branch_id": content.branch_id,
        "currency": currency,
        "rate": rate or ONE,
        "tax_policy": terms.document.policy,
        "terms_days": terms.payment_terms_days if content.due_on is None else None,
        "discount_minor": 0 if problems else to_minor(content.discount, digits),
        "tax_overrides": [[head.value, minor] for head, minor in overrides.items()] or None,
        "net_minor": net,
        "tax_minor": tax,
        "round_off_minor": round_off,
        "total_minor": net + tax + round_off,
        "self_assessed_minor": sum(row.tax_minor for row in taxes if row.is_self_assessed),
        "blocked_minor": sum(row.tax_minor for row in taxes if not row.is_creditable),
    }
    owes_tax = any(row.is_self_assessed for row in taxes)
    supplier = supply.supplier
    foreign = supplier.place.country != "IN"
    needs_own = sources.seller.country == "IN" and owes_tax and (foreign or not supplier.is_registered)
    return Worked(
        kind=kind,
        drafts=lines,
        party=party,
        sheet=sheet,
        lines=worked,
        taxes=taxes,
        fields=fields,
        problems=tuple(problems),
        missing=(*missing, *(problem for problem in sheet.missing if _matters(problem, kind))),
        self_invoice_for=(content.supplied_on or content.issued_on) if needs_own else None,
    )


def _matters(problem: Problem, kind: PurchaseKind) -> bool:
    """A taxi or a stamp needs no tax code: an expense without one bears no tax."""
    return kind is not PurchaseKind.EXPENSE or problem.code != "line.no_tax_code"


def _problems_of_names(
    read: Read, content: BillContent, sources: Sources, party: Party | None
) -> list[Problem]:
    """Parties, items and accounts that are not there, or not for this."""
    problems: list[Problem] = []
    if content.party_id is not None and party is None:
        problems.append(Problem("party.not_found", "party_id", {"id": str(content.party_id)}))
    chart = accounts(read).by_id
    for index, line in enumerate(content.lines):
        if line.item_id is not None and sources.item(line.item_id) is None:
            problems.append(Problem("item.not_found", f"lines.{index}.item_id", {"id": str(line.item_id)}))
        if line.account_id is None:
            continue
        account, at = chart.get(line.account_id), f"lines.{index}.account_id"
        if account is None:
            problems.append(Problem("account.not_found", at))
        elif account.is_group or account.holds_money or account.role in PARTY_ROLES:
            problems.append(Problem("bill.account_unsuitable", at, {"account": account.name}))
    if content.booked_on is not None and content.booked_on < content.issued_on:
        problems.append(Problem("bill.booked_before_issue", "booked_on", {"issued_on": content.issued_on}))
    return problems


def _line(line: BillLineContent, sources: Sources, rate: Any, kind: PurchaseKind) -> LineDraft:
    draft = line_draft(line, sources, rate, buying=True)
    if line.item_id is None:
        is_service = kind is PurchaseKind.EXPENSE or line.hsn.startswith(_SERVICE_CODES)
        return with_service(draft, is_service=is_service)
    return draft


def supplier_of(party: Party | None, home: TaxParty, scheme: Registration | None) -> TaxParty:
    """A supplier as the tax rules see it. One that is not named sells next door and is registered."""
    if party is None:
        number = home.tax_id or home.place.state or home.place.country
        return TaxParty(place=home.place, tax_id=f"{number[:2]}-")
    supplier = buyer_of(party, home.place.country, to_sez=False)
    return supplier if scheme is None else dataclasses.replace(supplier, registration=scheme)


def _terms(content: BillContent, sources: Sources, party: Party | None, currency: str) -> SheetTerms:
    """A bill is the supplier's document, so it neither rounds its total nor its taxes as ours do."""
    home = sources.seller.tax_party
    document = sources.document_terms(currency, content.prices_include_tax)
    return SheetTerms(
        seller=supplier_of(party, home, content.supplier_scheme),
        buyer=home,
        document=dataclasses.replace(document, round_off_to=None, round_tax_to=1),
        tax_codes=sources.tax_codes,
        payment_terms_days=0 if party is None else party.payment_terms_days,
        is_purchase=True,
    )


def _minor(amount: Any, digits: int, field: str, problems: list[Problem]) -> int:
    """An amount that may be below zero, in minor units; 0 with a problem when it is none."""
    if not (amount.is_finite() and abs(amount) <= LARGEST):
        problems.append(Problem("number.out_of_range", field))
        return 0
    if not is_exact(amount, digits):
        problems.append(Problem("amount.too_many_decimals", field, {"digits": digits}))
        return 0
    minor = to_minor(amount, digits)
    if field == "round_off":
        problems += round_off_problems(minor, digits)
    return minor


def _overrides(content: BillContent, digits: int, problems: list[Problem]) -> dict[TaxHead, int]:
    found: dict[TaxHead, int] = {}
    for one in content.tax_overrides:
        if one.head in found:
            problems.append(Problem("tax_override.twice", "tax_overrides", {"head": one.head.value}))
        found[one.head] = _minor(one.amount, digits, "tax_overrides", problems)
    return found


def _fields(content: BillContent, sources: Sources, sheet: Worksheet, party: Party | None) -> dict[str, Any]:
    totals, home = sheet.totals, sources.seller.country
    return {
        "supplier_reference": content.supplier_reference.strip(),
        "issued_on": content.issued_on,
        "booked_on": content.booked_on or content.issued_on,
        "due_on": sheet.due_on,
        "supplied_on": content.supplied_on,
        "party_id": content.party_id,
        "prices_include_tax": content.prices_include_tax,
        "discount_percent": content.discount_percent,
        "charges_minor": totals.charges_minor,
        "chosen_place": content.place_of_supply,
        "reverse_charge": content.reverse_charge,
        "supplier_scheme": content.supplier_scheme,
        "override_reason": content.override_reason.strip(),
        "notes": content.notes,
        "external_reference": content.external_reference,
        "own_tax_id": sources.seller.tax_id,
        "place_of_supply": sheet.decision.place_of_supply,
        "why": [[reason.code, dict(reason.params)] for reason in sheet.decision.reasons],
        "lines_minor": totals.lines_minor,
        "document_discount_minor": totals.discount_minor,
        "tax_engine": TAX_ENGINE_VERSION,
        **_supplier_fields(party, home),
    }


def _supplier_fields(party: Party | None, home: str) -> dict[str, Any]:
    """What the document keeps of its supplier, as it is today."""
    if party is None:
        return {
            "supplier_name": "",
            "supplier_address": "",
            "supplier_tax_id": "",
            "supplier_state": "",
            "supplier_country": "",
        }
    town = " ".join(part for part in (party.postal_code, party.city) if part)
    address = [part for part in (party.address_1, party.address_2, town) if part]
    return {
        "supplier_name": party.name,
        "supplier_address": "\n".join(address),
        "supplier_tax_id": party.tax_id,
        "supplier_state": party.state,
        "supplier_country": party.country or home,
    }


def stored_taxes(taxes: Sequence[HeadTax]) -> list[list[object]]:
    """Taxes of a line as they are stored."""
    return [[tax.head.value, str(tax.rate), tax.tax_minor] for tax in taxes]


def line_rows(
    company_id: int, bill_id: UUID, content: BillContent, worked: Worked, sources: Sources
) -> list[BillLine]:
    """The lines of a worked document as rows."""
    digits = currency_digits(worked.fields["currency"])
    rows = []
    for index, (line, draft, result) in enumerate(
        zip(content.lines, worked.drafts, worked.lines, strict=True)
    ):
        item, totals = sources.item(line.item_id), result.totals
        rows.append(
            BillLine(
                company_id=company_id,
                bill_id=bill_id,
                line_no=index + 1,
                item_id=line.item_id,
                account_id=line.account_id,
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
                category=result.treatment.category,
                tax_rate=result.treatment.rate,
                reverse_charge=result.treatment.reverse_charge,
                claim_tax=line.claim_tax,
                is_creditable=result.is_creditable,
                amount_minor=totals.amount_minor,
                line_discount_minor=totals.discount_minor,
                document_discount_minor=totals.document_discount_minor,
                charge_minor=totals.charge_minor,
                net_minor=totals.net_minor,
                tax_minor=totals.tax_minor,
                total_minor=totals.total_minor,
                cost_minor=result.cost_minor,
                taxes=stored_taxes(totals.taxes),
                own_taxes=stored_taxes(totals.self_assessed),
            )
        )
    return rows


def tax_rows(company_id: int, bill_id: UUID, taxes: Sequence[TaxRow]) -> list[BillTax]:
    """The tax breakdown as rows."""
    return [
        BillTax(
            company_id=company_id,
            bill_id=bill_id,
            line_no=number,
            category=row.category,
            head=row.head.value if row.head else "",
            rate=row.rate,
            taxable_minor=row.taxable_minor,
            tax_minor=row.tax_minor,
            is_self_assessed=row.is_self_assessed,
            is_creditable=row.is_creditable,
        )
        for number, row in enumerate(taxes, start=1)
    ]


def content_of(document: PurchaseDocument, lines: Sequence[BillLine]) -> BillContent:
    """A stored draft as it was entered, to be worked out again."""
    digits = currency_digits(document.currency)
    return BillContent(
        party_id=document.party_id,
        supplier_reference=document.supplier_reference,
        issued_on=document.issued_on,
        booked_on=document.booked_on if document.booked_on != document.issued_on else None,
        due_on=document.due_on if document.terms_days is None else None,
        supplied_on=document.supplied_on,
        currency=document.currency,
        rate=None if document.rate == ONE else document.rate,  # 1 stands for a rate that is not known
        prices_include_tax=document.prices_include_tax,
        discount_percent=document.discount_percent,
        discount=to_major(document.discount_minor, digits),
        charges=to_major(document.charges_minor, digits),
        round_off=to_major(document.round_off_minor, digits),
        place_of_supply=document.chosen_place,
        reverse_charge=document.reverse_charge,
        branch_id=document.branch_id,
        supplier_scheme=document.supplier_scheme,
        tax_overrides=tuple(
            TaxOverride(head=TaxHead(head), amount=to_major(minor, digits))
            for head, minor in document.tax_overrides or ()
        ),
        override_reason=document.override_reason,
        notes=document.notes,
        external_reference=document.external_reference,
        lines=tuple(
            BillLineContent(
                item_id=line.item_id,
                account_id=line.account_id,
                description=line.description,
                hsn=line.hsn,
                unit=line.unit,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_percent=line.discount_percent,
                discount=to_major(line.discount_minor, digits),
                tax_code_id=line.tax_code_id,
                claim_tax=line.claim_tax,
                price_per=line.price_per or "",
            )
            for line in lines
        ),
    )

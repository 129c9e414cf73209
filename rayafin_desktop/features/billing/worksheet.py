"""A document worked out from what was typed: tax decision, totals, problems, warnings. Pure.

The live editor and the handlers call the same `work_out`, so that what is shown while typing is what
gets posted. Everything it needs of the book comes in as values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import to_minor

from ..tax.categories import UNTAXED, DatedRate, Treatment, date_of_supply
from ..tax.codes import TaxCodeValue
from ..tax.decisions import decide, treat
from ..tax.gst import wrong_split
from ..tax.inputs import decide_input, needs_tax_code, treat_input
from ..tax.places import Decision, Levy, Registration, Supply, TaxParty
from ..tax.rules import (
    DocumentDiscount,
    DocumentTerms,
    DocumentTotals,
    LineInput,
    document_totals,
)
from .rules import HeadDraft, LineDraft, due_date, head_problems, line_problems, price_per


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTerms:
    """What a document is worked out under: who sells, to whom, by which rules and tax codes.

    `buyer` None stands for a customer not chosen yet; the sheet then shows the tax of a sale next door.
    """

    seller: TaxParty
    buyer: TaxParty | None
    document: DocumentTerms
    tax_codes: Mapping[UUID, TaxCodeValue]
    payment_terms_days: int = 0
    export_with_payment: bool = False
    is_purchase: bool = False  # the buyer keeps the books: what we owe ourselves is worked out, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """A document worked out.

    With `problems` it cannot be worked out and the totals are those of an empty document. What is
    `missing` may wait in a draft but not be posted; such lines count as untaxed so far.
    """

    due_on: date
    decision: Decision
    treatments: tuple[Treatment, ...]
    totals: DocumentTotals
    problems: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()


def work_out(head: HeadDraft, lines: Sequence[LineDraft], terms: SheetTerms) -> Worksheet:
    """Work a document out, or say all at once what keeps it from being worked out."""
    digits = terms.document.digits
    problems = [*head_problems(head, digits), *line_problems(lines, digits)]
    supply = supply_of(head, lines, terms)
    decision = decide_input(supply) if terms.is_purchase else decide(supply)
    missing = list(decision.problems)
    # Lines share tax codes: each is treated once, which also lets the calculation group by identity.
    by_code: dict[UUID | None, tuple[Treatment, Problem | None]] = {}
    treatments = []
    for index, line in enumerate(lines):
        found = by_code.get(line.tax_code_id)
        if found is None:
            found = by_code[line.tax_code_id] = _treatment(head, line.tax_code_id, decision, terms)
        treatment, problem = found
        treatments.append(treatment)
        if problem is not None:
            missing.append(Problem(problem.code, f"lines.{index}.tax_code_id", problem.params))
    if wrong_split(frozenset(rate.head for treatment, _ in by_code.values() for rate in treatment.heads)):
        missing.append(Problem("tax.wrong_split", "lines"))
    totals = None
    if not problems:
        totals = _totals(lines, treatments, head, terms.document)
        problems = total_problems(totals, terms.document)
    if totals is None or problems:
        totals = document_totals((), terms.document)
    return Worksheet(
        due_on=head.due_on or due_date(head.issued_on, terms.payment_terms_days),
        decision=decision,
        treatments=tuple(treatments),
        totals=totals,
        problems=tuple(problems),
        missing=tuple(missing),
    )


def _totals(
    lines: Sequence[LineDraft], treatments: Sequence[Treatment], head: HeadDraft, terms: DocumentTerms
) -> DocumentTotals:
    inputs = [
        LineInput(
            line.quantity,
            line.unit_price,
            treatment,
            line.discount_percent,
            _signed(line, to_minor(line.discount, terms.digits)) if line.discount else 0,
            price_per(line.price_per) if line.price_per else None,
        )
        for line, treatment in zip(lines, treatments, strict=True)
    ]
    discount = DocumentDiscount(head.discount_percent, to_minor(head.discount, terms.digits))
    return document_totals(inputs, terms, discount, to_minor(head.charges, terms.digits))


def _signed(line: LineDraft, discount_minor: int) -> int:
    """A discount of a returned line lessens what is returned."""
    return -discount_minor if line.quantity < 0 else discount_minor


def total_problems(totals: DocumentTotals, terms: DocumentTerms) -> list[Problem]:
    """A discount larger than the document, or a round-off beyond its bound (rules.md 2.4)."""
    problems = []
    if totals.discount_minor > max(totals.lines_minor, 0):
        problems.append(Problem("discount.too_large", "discount"))
    if abs(totals.round_off_minor) > terms.round_off_limit:
        problems.append(Problem("round_off.too_large", "", {"limit_minor": terms.round_off_limit}))
    return problems


def supply_of(head: HeadDraft, lines: Sequence[LineDraft], terms: SheetTerms) -> Supply:
    """The supply a document is about, as the tax rules see it."""
    buyer = terms.buyer or TaxParty(place=terms.seller.place, registration=Registration.UNREGISTERED)
    return Supply(
        supplier=terms.seller,
        buyer=buyer,
        on=head.supplied_on or head.issued_on,
        is_service=bool(lines) and all(line.is_service for line in lines),
        ship_to=head.ship_to,
        shipped_to_buyer=head.shipped_to_buyer,
        export_with_payment=terms.export_with_payment,
        reverse_charge=head.reverse_charge,
        is_intermediary=head.is_intermediary,
        chosen_place=head.chosen_place,
    )


def _treatment(
    head: HeadDraft, tax_code_id: UUID | None, decision: Decision, terms: SheetTerms
) -> tuple[Treatment, Problem | None]:
    """How lines of a tax code are taxed, and what is wrong with the code."""
    if tax_code_id is None:
        untaxed = not needs_tax_code(decision) if terms.is_purchase else decision.levy is Levy.NONE
        if untaxed and decision.category is not None:
            return Treatment(decision.category), None
        return UNTAXED, Problem("line.no_tax_code")
    code = terms.tax_codes.get(tax_code_id)
    if code is None:
        return UNTAXED, Problem("tax_code.not_found")
    rate = rate_for(code, head)
    if rate is None:
        return UNTAXED, Problem(
            "tax_code.no_rate", "", {"name": code.code, "day": head.supplied_on or head.issued_on}
        )
    if terms.is_purchase and terms.buyer is not None:
        return treat_input(terms.buyer.place.country, code.category, rate, decision), None
    return treat(terms.seller.place.country, code.category, rate, decision), None


def rate_for(code: TaxCodeValue, head: HeadDraft) -> DatedRate | None:
    """The rate of a code on a document, by its three days around a change (CGST Act s.14).

    Where the document names one day only, that day decides.
    """
    supplied_on = head.supplied_on or head.issued_on
    if supplied_on == head.issued_on and head.paid_on is None:
        return code.rate_on(head.issued_on)
    days = sorted(day for day in (supplied_on, head.issued_on, head.paid_on) if day is not None)
    changes = {rate.from_on for rate in code.rates}
    changes |= {rate.until_on + timedelta(days=1) for rate in code.rates if rate.until_on is not None}
    between = [day for day in changes if days[0] < day <= days[-1]]
    if not between:
        return code.rate_on(supplied_on)
    return code.rate_on(date_of_supply(supplied_on, head.issued_on, head.paid_on, max(between)))

"""Invoices: what state one is in, when it is due, and what is wrong with it. Pure; no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import is_exact
from rayafin_desktop.base.quantity import LARGEST, SCALE

from ..tax.categories import ZERO
from ..tax.places import Place

# A bound on every list (a person types fewer; an import is refused in one sentence instead of stalling).
MOST_LINES = 2000
LARGEST_MINOR = 10**15
_PER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


class DocumentKind(StrEnum):
    """What a sales document is."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


class SeriesKind(StrEnum):
    """What a number series numbers: documents of billing, and of the features above it."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    BILL = "BILL"
    DEBIT_NOTE = "DEBIT_NOTE"
    EXPENSE = "EXPENSE"
    SELF_INVOICE = "SELF_INVOICE"


class DocumentState(StrEnum):
    """What is stored of a document's life; everything else is derived."""

    DRAFT = "DRAFT"
    POSTED = "POSTED"
    VOID = "VOID"


class DocumentStatus(StrEnum):
    """What a person sees: the stored state, and for posted documents how far they are settled."""

    DRAFT = "DRAFT"
    PENDING_APPROVAL = "PENDING_APPROVAL"  # a draft somebody has asked to post, marked so from above
    UNPAID = "UNPAID"
    PARTIAL = "PARTIAL"
    PAID = "PAID"
    OVERDUE = "OVERDUE"
    WRITTEN_OFF = "WRITTEN_OFF"
    VOID = "VOID"


_MOVES: Mapping[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.POSTED}),
    DocumentState.POSTED: frozenset({DocumentState.VOID}),
    DocumentState.VOID: frozenset(),
}


def may_become(state: DocumentState, wanted: DocumentState) -> bool:
    """Whether a document may go from one stored state to another. A draft is deleted, not voided."""
    return wanted in _MOVES[state]


def status_of(
    state: DocumentState,
    total_minor: int,
    settled_minor: int,
    due_on: date | None,
    today: date,
    *,
    written_off_minor: int = 0,
    small_minor: int = 0,
) -> DocumentStatus:
    """The derived status of a document; never stored, so it cannot be wrong.

    A document of zero is paid. One that is late is overdue even when part of it was paid. One of which
    more than a small difference (`small_minor`) was given up is written off, not paid.
    """
    if state is not DocumentState.POSTED:
        return DocumentStatus(state)
    open_minor = total_minor - settled_minor
    if not open_minor:
        return DocumentStatus.WRITTEN_OFF if written_off_minor > small_minor else DocumentStatus.PAID
    if due_on is not None and due_on < today:
        return DocumentStatus.OVERDUE
    return DocumentStatus.PARTIAL if settled_minor else DocumentStatus.UNPAID


def due_date(issued_on: date, payment_terms_days: int) -> date:
    """The day a document falls due: so many days after its date."""
    try:
        return issued_on + timedelta(days=payment_terms_days)
    except OverflowError:  # the calendar ends with the year 9999
        return date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One line of a draft as entered; amounts in major units. `price_per` is as in `LineContent`."""

    description: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = ZERO
    discount_percent: Decimal = ZERO
    discount: Decimal = ZERO
    tax_code_id: UUID | None = None
    is_service: bool = False
    price_per: str = ""


def _number_problem(value: Decimal, field: str, *, least: Decimal | None = ZERO) -> Problem | None:
    if value is ZERO:  # left out
        return None
    if not value.is_finite() or abs(value) > LARGEST:
        return Problem("number.out_of_range", field)
    if not is_exact(value, SCALE):
        return Problem("number.too_many_decimals", field, {"digits": SCALE})
    if least is not None and value < least:
        return Problem("number.negative", field)
    return None


def line_problems(lines: Sequence[LineDraft], digits: int) -> list[Problem]:
    """What keeps lines from being worked out, each problem tied to its field (`lines.2.quantity`).

    What passes here can be handed to `tax.rules.document_totals`. A negative quantity is a returned
    line and is allowed; a negative price is not.
    """
    if len(lines) > MOST_LINES:
        return [Problem("invoice.too_many_lines", "lines", {"limit": MOST_LINES})]
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        problems += _one_line(line, f"lines.{index}", digits)
    return problems


def _one_line(line: LineDraft, at: str, digits: int) -> list[Problem]:
    found = [
        _number_problem(line.quantity, f"{at}.quantity", least=None),
        _number_problem(line.unit_price, f"{at}.unit_price"),
        _number_problem(line.discount_percent, f"{at}.discount_percent"),
        _amount_problem(line.discount, f"{at}.discount", digits),
        _per_problem(line.price_per, f"{at}.price_per"),
    ]
    problems = [problem for problem in found if problem is not None]
    if problems:
        return problems
    if line.discount_percent > 100:
        problems.append(Problem("discount.over_100", f"{at}.discount_percent"))
    worth = abs(line.quantity * line.unit_price)
    per = price_per(line.price_per)
    if per is not None:
        worth = worth * per.denominator / per.numerator
    if line.discount > worth:
        problems.append(Problem("discount.too_large", f"{at}.discount"))
    if worth.scaleb(digits) > LARGEST_MINOR:
        problems.append(Problem("number.out_of_range", f"{at}.unit_price"))
    return problems


def price_per(text: str) -> Fraction | None:
    """How many units a price is for, from its decimal text; None for one (an empty text).

    ValueError for what is no positive decimal of at most twelve digits on either side of the point.
    """
    if not text:
        return None
    if not _PER.fullmatch(text) or not (value := Fraction(text)):
        raise ValueError(text)
    return value


def _per_problem(text: str, field: str) -> Problem | None:
    try:
        price_per(text)
    except ValueError:
        return Problem("price.per_invalid", field)
    return None


def _amount_problem(value: Decimal, field: str, digits: int) -> Problem | None:
    problem = _number_problem(value, field)
    if problem is None and not is_exact(value, digits):
        return Problem("amount.too_many_decimals", field, {"digits": digits})
    return problem


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadDraft:
    """The head of a draft as far as rules look at it; amounts in major units.

    `supplied_on` and `paid_on` are the other two days that choose the rate around a change (CGST s.14);
    `chosen_place` is a place of supply set by hand. `rate` converts a foreign currency, None if unknown.
    """

    issued_on: date
    due_on: date | None = None
    supplied_on: date | None = None
    paid_on: date | None = None
    has_party: bool = True
    party_is_customer: bool = True
    party_is_active: bool = True
    discount_percent: Decimal = ZERO
    discount: Decimal = ZERO
    charges: Decimal = ZERO
    ship_to: Place | None = None
    shipped_to_buyer: bool = False
    chosen_place: str = ""
    reverse_charge: bool = False
    is_intermediary: bool = False


def head_problems(head: HeadDraft, digits: int) -> list[Problem]:
    """What is wrong with the head of a draft."""
    found = [
        _number_problem(head.discount_percent, "discount_percent"),
        _amount_problem(head.discount, "discount", digits),
        _amount_problem(head.charges, "charges", digits),
    ]
    problems = [problem for problem in found if problem is not None]
    if not problems and head.discount_percent > 100:
        problems.append(Problem("discount.over_100", "discount_percent"))
    if head.due_on is not None and head.due_on < head.issued_on:
        problems.append(Problem("invoice.due_before_issue", "due_on"))
    return problems


def posting_problems(head: HeadDraft, lines: Sequence[LineDraft], total_minor: int) -> list[Problem]:
    """What may wait in a draft but not be posted: no customer, no lines, a line of nothing."""
    problems = []
    if not head.has_party:
        problems.append(Problem("invoice.no_customer", "party_id"))
    elif not head.party_is_customer:
        problems.append(Problem("invoice.not_a_customer", "party_id"))
    elif not head.party_is_active:
        problems.append(Problem("invoice.customer_inactive", "party_id"))
    if not lines:
        problems.append(Problem("invoice.no_lines", "lines"))
    problems += empty_line_problems(lines)
    if total_minor < 0:
        problems.append(Problem("invoice.negative_total", "lines"))
    return problems


def empty_line_problems(lines: Sequence[LineDraft]) -> list[Problem]:
    """Lines of nothing: no quantity, or no words."""
    problems = []
    for index, line in enumerate(lines):
        if not line.quantity:
            problems.append(Problem("line.no_quantity", f"lines.{index}.quantity"))
        if not line.description.strip():
            problems.append(Problem("line.no_description", f"lines.{index}.description"))
    return problems


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStanding:
    """What a customer may owe and what counts already, in minor units; a limit of None is no limit.

    `open_minor` is the whole: receivables, orders not invoiced yet and other drafts, less advances.
    `days_late` is how long its oldest open invoice is overdue.
    """

    limit_minor: int | None
    open_minor: int
    receivable_minor: int = 0
    orders_minor: int = 0
    drafts_minor: int = 0
    advances_minor: int = 0
    days_late: int = 0


def warnings_for(head: HeadDraft, today: date, *, email: str) -> list[Problem]:
    """What a person should know before posting but may go on with; credit is `exposure.ask_credit`."""
    warnings = []
    if head.issued_on > today:
        warnings.append(Problem("invoice.future_date", "issued_on", {"issued_on": head.issued_on}))
    if head.has_party and not email:
        warnings.append(Problem("invoice.no_email", "party_id"))
    return warnings


def credit_deadline(invoiced_on: date, first_month: int) -> date:
    """The last day on which a credit note still lowers the GST of an invoice (CGST Act s.34(2)).

    30 November after the end of the financial year of the supply. (The annual return, if filed
    earlier, ends it earlier.)
    """
    return date(fiscal_year_of(invoiced_on, first_month).ends_on.year, 11, 30)

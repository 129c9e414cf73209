"""Credit notes: posted against lines of an invoice, numbered in their own series."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Read, Work

from ..ledger.posting import post_entry, problems_of_day
from ..periods.meanwhile import on_open_day
from ..periods.rules import Area
from ..tax.categories import ZERO, TaxCategory, TaxHead
from ..tax.rules import TAX_ENGINE_VERSION, HeadTax, amount_minor
from .content import Posted
from .crediting import (
    Creditable,
    credit_problems,
    credited_by_amount,
    credited_by_quantity,
    is_exhausted,
    remaining_of,
)
from .entries import entry_of
from .happenings import CreditNotePosted
from .model import InvoiceLine, InvoiceTax, SalesDocument
from .posting import posted_answer
from .rules import DocumentKind, DocumentState, SeriesKind, credit_deadline, price_per
from .series import Numbers
from .settlement import settle
from .sources import seller_of


@dataclass(frozen=True, kw_only=True)
class CreditLine:
    """What is credited of one line of the invoice: a quantity that comes back, or an amount off.

    The amount is in major units, without tax where the invoice's prices are without.
    """

    line_no: int
    quantity: Exact | None = None
    amount: Amount | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class PostCreditNote(Command[Posted]):
    """Credit an invoice, in whole (no `lines`: all that remains) or in part.

    Tax codes and rates are the invoice's own. The note settles its invoice as far as that is open;
    what exceeds stays open in the customer's favour.

    In the last month in which it still lowers the GST (CGST Act s.34(2)) a confirmation is asked, since
    it must be reported by then. After that a note with tax is refused, unless it is confirmed as a
    commercial credit: the net alone is credited and the tax stays as it was reported.
    """

    permission: ClassVar[str] = "credit_note.post"
    offline: ClassVar[Offline] = Offline.FACT
    invoice_id: UUID
    issued_on: date
    reason: str
    lines: tuple[CreditLine, ...] = ()
    notes: str = ""
    series_id: UUID | None = None
    order_reason: str = ""
    external_reference: str | None = None


def post_credit_note(command: PostCreditNote, work: Work) -> Posted:
    command = on_open_day(work, command, "issued_on", Area.SALES)
    invoice = work.get(SalesDocument, command.invoice_id, field="invoice_id")
    _check_head(command, invoice, work)
    originals = {line.line_no: line for line in work.parts(InvoiceLine, invoice.id)}
    credited = credited_lines(work, invoice.id)
    note_id = new_id("credit_note")
    rows = _rows(command, invoice, originals, credited, note_id)
    seller = seller_of(work)
    if seller.country == "IN" and any(row.tax_minor for row in rows) and _is_too_late(command, invoice, work):
        rows = [_without_tax(row) for row in rows]
    taxes = _tax_rows(work.company_id, note_id, rows)

    after = {number: list(ones) for number, ones in credited.items()}
    for row in rows:
        after.setdefault(row.original_line_no or 0, []).append(creditable(row))
    everything = {number: creditable(line) for number, line in originals.items()}
    round_off = invoice.round_off_minor if is_exhausted(everything, after) else 0
    net = sum(row.net_minor for row in rows)
    tax = sum(row.tax_minor for row in rows)
    total = net + tax + round_off
    if total <= 0:
        raise RuleBroken([Problem("credit.nothing_remains", "lines")])

    numbers = Numbers(work, seller)
    taken = numbers.take(
        SeriesKind.CREDIT_NOTE, command.issued_on, series_id=command.series_id, why=command.order_reason
    )
    numbers.save()
    note = dataclasses.replace(
        _note_of(invoice, command, work, note_id),
        number=taken.number,
        series_id=taken.series_id,
        series_year=taken.year,
        series_n=taken.n,
        lines_minor=tax + net if invoice.prices_include_tax else net,
        net_minor=net,
        tax_minor=tax,
        round_off_minor=round_off,
        total_minor=total,
    )
    applied = min(total, invoice.open_minor)
    entry = entry_of(note, taxes)
    note = work.add(
        dataclasses.replace(
            note,
            entry_id=post_entry(work, entry) if entry else None,
            applied_minor=applied,
            settled_minor=applied,
            settled_on=command.issued_on if applied == total else None,
            days_to_pay=None,
        )
    )
    work.insert_many(rows)
    work.insert_many(taxes)
    work.index("invoice", note.id, f"{note.number} {note.reference}")
    if applied:
        invoice = settle(work, invoice.id, applied, command.issued_on)
    work.announce(CreditNotePosted(credit_note=note, lines=tuple(rows), invoice=invoice))
    return posted_answer(note)


def _is_too_late(command: PostCreditNote, invoice: SalesDocument, work: Work) -> bool:
    """Whether the note no longer lowers the GST; asks before that, and in the last month in which it does."""
    deadline = credit_deadline(invoice.issued_on, seller_of(work).first_month)
    if command.issued_on > deadline:
        work.confirm("credit.after_deadline", "credit.after_deadline", field="issued_on", deadline=deadline)
        return True
    if command.issued_on >= deadline.replace(day=1):
        work.confirm("credit.near_deadline", "credit.near_deadline", field="issued_on", deadline=deadline)
    return False


def _without_tax(row: InvoiceLine) -> InvoiceLine:
    """A line of a commercial credit: its net, without the tax that went with it."""
    return dataclasses.replace(
        row,
        line_discount_minor=row.amount_minor - row.net_minor,
        tax_minor=0,
        total_minor=row.net_minor,
        taxes=[],
    )


def _check_head(command: PostCreditNote, invoice: SalesDocument, work: Work) -> None:
    problems = Problems()
    problems.extend(problems_of_day(work, command.issued_on, "issued_on", area=Area.SALES))
    is_posted_invoice = invoice.kind is DocumentKind.INVOICE and invoice.state is DocumentState.POSTED
    if problems.require(is_posted_invoice, "credit.needs_posted_invoice", "invoice_id"):
        problems.require(
            command.issued_on >= invoice.issued_on,
            "credit.before_invoice",
            "issued_on",
            issued_on=invoice.issued_on,
        )
    problems.require(command.reason.strip(), "invoice.reason_missing", "reason")
    problems.raise_if_any()


def _note_of(invoice: SalesDocument, command: PostCreditNote, work: Work, note_id: UUID) -> SalesDocument:
    """A posted credit note that says of buyer and supply what its invoice says."""
    return dataclasses.replace(
        invoice,
        id=note_id,
        version=1,
        created_at=work.now,
        updated_at=work.now,
        kind=DocumentKind.CREDIT_NOTE,
        issued_on=command.issued_on,
        due_on=command.issued_on,
        terms_days=None,
        reference=invoice.number or "",
        discount_percent=ZERO,
        discount_minor=0,
        charges_minor=0,
        document_discount_minor=0,
        notes=command.notes,
        tax_engine=TAX_ENGINE_VERSION,
        posted_at=work.now,
        original_id=invoice.id,
        reason=command.reason.strip(),
        external_reference=command.external_reference,
    )


def creditable(line: InvoiceLine) -> Creditable:
    """A stored line as the rules of crediting see it; of a note, only what came back counts as quantity."""
    return Creditable(
        quantity=line.quantity if line.original_line_no is None else line.returned_qty,
        net_minor=line.net_minor,
        taxes=head_taxes(line.taxes),
    )


def head_taxes(stored: Sequence[Sequence[object]]) -> tuple[HeadTax, ...]:
    """The taxes of a stored line."""
    return tuple(
        HeadTax(TaxHead(str(head)), Decimal(str(rate)), int(str(minor))) for head, rate, minor in stored
    )


def credited_lines(read: Read, invoice_id: UUID) -> Mapping[int, list[Creditable]]:
    """What posted credit notes have taken of an invoice, by its line number."""
    d, c = SalesDocument.c, InvoiceLine.c
    statement = (
        select(c.original_line_no, c.returned_qty, c.net_minor, c.taxes)
        .join_from(
            SalesDocument.mapping.table,
            InvoiceLine.mapping.table,
            (c.company_id == d.company_id) & (c.invoice_id == d.id),
        )
        .where(
            d.company_id == read.company_id,
            d.original_id == invoice_id,
            d.state == DocumentState.POSTED,
        )
    )
    found: dict[int, list[Creditable]] = {}
    for line_no, quantity, net_minor, taxes in read.fetch(statement):
        one = Creditable(quantity=quantity, net_minor=net_minor, taxes=head_taxes(taxes))
        found.setdefault(line_no, []).append(one)
    return found


def _rows(
    command: PostCreditNote,
    invoice: SalesDocument,
    originals: Mapping[int, InvoiceLine],
    credited: Mapping[int, Sequence[Creditable]],
    note_id: UUID,
) -> list[InvoiceLine]:
    """The lines of the note; RuleBroken with all problems of all lines."""
    digits = currency_digits(invoice.currency)
    inclusive = invoice.prices_include_tax
    wanted = command.lines or tuple(_all_that_remains(originals, credited))
    problems = Problems()
    problems.require(wanted, "credit.nothing_remains", "lines")
    rows: list[InvoiceLine] = []
    seen: set[int] = set()
    for index, line in enumerate(wanted):
        field = f"lines.{index}"
        original = originals.get(line.line_no)
        if original is None or line.line_no in seen:
            problems.add("credit.no_such_line", f"{field}.line_no", line_no=line.line_no)
            continue
        seen.add(line.line_no)
        whole = creditable(original)
        remaining = remaining_of(whole, credited.get(line.line_no, ()))
        faults = credit_problems(
            line.quantity, line.amount, remaining, field, digits=digits, prices_include_tax=inclusive
        )
        problems.extend(faults)
        if faults:
            continue
        sign = -1 if whole.net_minor < 0 else 1
        if line.quantity is not None:
            quantity = line.quantity if remaining.quantity >= 0 else -line.quantity
            part = credited_by_quantity(whole, remaining, quantity, prices_include_tax=inclusive)
        else:
            minor = to_minor(line.amount or ZERO, digits) * sign
            part = credited_by_amount(remaining, minor, prices_include_tax=inclusive)
        rows.append(_row(original, part, line, note_id, len(rows) + 1, digits, inclusive=inclusive))
    problems.raise_if_any()
    return rows


def _all_that_remains(
    originals: Mapping[int, InvoiceLine], credited: Mapping[int, Sequence[Creditable]]
) -> list[CreditLine]:
    wanted = []
    for number, original in originals.items():
        remaining = remaining_of(creditable(original), credited.get(number, ()))
        if remaining.quantity and not remaining.is_nothing:
            wanted.append(CreditLine(line_no=number, quantity=abs(remaining.quantity)))
    return wanted


def _row(
    original: InvoiceLine,
    part: Creditable,
    line: CreditLine,
    note_id: UUID,
    number: int,
    digits: int,
    *,
    inclusive: bool,
) -> InvoiceLine:
    """A line of the note. Goods come back at their price less discount; an allowance is one of its amount."""
    tax_minor = sum(tax.tax_minor for tax in part.taxes)
    value = part.net_minor + tax_minor if inclusive else part.net_minor
    quantity, price = (
        (part.quantity, original.unit_price) if part.quantity else (Decimal(1), to_major(value, digits))
    )
    per = (original.price_per or None) if part.quantity else None
    amount = amount_minor(quantity, price, price_per(per or ""), digits)
    return dataclasses.replace(
        original,
        invoice_id=note_id,
        line_no=number,
        description=line.description or original.description,
        quantity=quantity,
        unit_price=price,
        price_per=per,
        discount_percent=ZERO,
        discount_minor=0,
        amount_minor=amount,
        line_discount_minor=amount - value,
        document_discount_minor=0,
        charge_minor=0,
        net_minor=part.net_minor,
        tax_minor=tax_minor,
        total_minor=part.net_minor + tax_minor,
        taxes=[[tax.head.value, str(tax.rate), tax.tax_minor] for tax in part.taxes],
        original_line_no=original.line_no,
        returned_qty=part.quantity,
    )


def _tax_rows(company_id: int, note_id: UUID, rows: Sequence[InvoiceLine]) -> list[InvoiceTax]:
    """The breakdown of a note: the sums of its lines by category, head and rate."""
    sums: dict[tuple[TaxCategory, str, Decimal], list[int]] = {}
    for row in rows:
        heads = [(tax.head.value, tax.rate, tax.tax_minor) for tax in head_taxes(row.taxes)]
        for head, rate, minor in heads or [("", ZERO, 0)]:
            pair = sums.setdefault((row.category, head, rate), [0, 0])
            pair[0] += row.net_minor
            pair[1] += minor
    return [
        InvoiceTax(
            company_id=company_id,
            invoice_id=note_id,
            line_no=number,
            category=category,
            head=head,
            rate=rate,
            taxable_minor=taxable,
            tax_minor=minor,
        )
        for number, ((category, head, rate), (taxable, minor)) in enumerate(sums.items(), start=1)
    ]

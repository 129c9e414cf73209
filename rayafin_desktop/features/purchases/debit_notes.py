"""Debit notes to suppliers: posted against lines of a bill, numbered in their own series."""

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
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Read, Work

from ..billing.credit_notes import CreditLine, head_taxes
from ..billing.crediting import (
    Creditable,
    credit_problems,
    credited_by_amount,
    credited_by_quantity,
    is_exhausted,
    remaining_of,
)
from ..billing.rules import DocumentState, SeriesKind, price_per
from ..billing.series import Numbers
from ..billing.sources import seller_of
from ..ledger.posting import problems_of_day
from ..periods.meanwhile import on_open_day
from ..periods.rules import Area
from ..tax.categories import ZERO, Treatment
from ..tax.rules import TAX_ENGINE_VERSION, LineTotals, amount_minor
from .content import PostedBill
from .drafting import stored_taxes, tax_rows
from .happenings import DebitNotePosted
from .model import BillLine, PurchaseDocument, PurchaseKind
from .numbers import ensure_series
from .posting import entered, index, posted_answer
from .rules import WorkedLine, breakdown
from .settlement import settle


@dataclass(frozen=True, kw_only=True)
class IssueDebitNote(Command[PostedBill]):
    """Take back from a bill, in whole (no `lines`: all that remains) or in part.

    A line names a quantity that goes back or an amount off. Tax codes and rates are the bill's own. The
    note settles its bill as far as that is open; what exceeds stays open as credit with the supplier.
    """

    permission: ClassVar[str] = "debit_note.post"
    offline: ClassVar[Offline] = Offline.FACT
    bill_id: UUID
    issued_on: date
    reason: str
    lines: tuple[CreditLine, ...] = ()
    supplier_reference: str = ""
    notes: str = ""
    series_id: UUID | None = None
    order_reason: str = ""
    external_reference: str | None = None


def issue_debit_note(command: IssueDebitNote, work: Work) -> PostedBill:
    command = on_open_day(work, command, "issued_on", Area.PURCHASE)
    bill = work.get(PurchaseDocument, command.bill_id, field="bill_id")
    _check_head(command, bill, work)
    originals = {line.line_no: line for line in work.parts(BillLine, bill.id)}
    taken_back = debited_lines(work, bill.id)
    note_id = new_id("debit_note")
    rows = _rows(command, bill, originals, taken_back, note_id)
    worked = [_worked(row) for row in rows]
    breakdown_ = breakdown(worked)
    taxes = tax_rows(work.company_id, note_id, breakdown_)

    after = {number: list(ones) for number, ones in taken_back.items()}
    for row in rows:
        after.setdefault(row.original_line_no or 0, []).append(debitable(row))
    everything = {number: debitable(line) for number, line in originals.items()}
    round_off = bill.round_off_minor if is_exhausted(everything, after) else 0
    net, tax = sum(row.net_minor for row in rows), sum(row.tax_minor for row in rows)
    total = net + tax + round_off
    if total <= 0:
        raise RuleBroken([Problem("debit.nothing_remains", "lines")])

    ensure_series(work, SeriesKind.DEBIT_NOTE)
    numbers = Numbers(work, seller_of(work))
    taken = numbers.take(
        SeriesKind.DEBIT_NOTE, command.issued_on, series_id=command.series_id, why=command.order_reason
    )
    numbers.save()
    note = dataclasses.replace(
        _note_of(bill, command, work, note_id),
        number=taken.number,
        series_id=taken.series_id,
        series_year=taken.year,
        series_n=taken.n,
        lines_minor=tax + net if bill.prices_include_tax else net,
        net_minor=net,
        tax_minor=tax,
        round_off_minor=round_off,
        total_minor=total,
        self_assessed_minor=sum(row.tax_minor for row in breakdown_ if row.is_self_assessed),
        blocked_minor=sum(row.tax_minor for row in breakdown_ if not row.is_creditable),
    )
    applied = min(total, bill.open_minor)
    note = work.add(
        dataclasses.replace(
            note,
            entry_id=entered(work, note, rows, taxes),
            applied_minor=applied,
            settled_minor=applied,
            settled_on=command.issued_on if applied == total else None,
        )
    )
    work.insert_many(rows)
    work.insert_many(taxes)
    index(work, note)
    if applied:
        bill = settle(work, bill.id, applied, command.issued_on)
    work.announce(DebitNotePosted(debit_note=note, lines=tuple(rows), bill=bill))
    return posted_answer(note)


def _check_head(command: IssueDebitNote, bill: PurchaseDocument, work: Work) -> None:
    problems = Problems()
    booked_on = max(command.issued_on, bill.booked_on)
    problems.extend(problems_of_day(work, booked_on, "issued_on", area=Area.PURCHASE))
    is_posted_bill = bill.kind is not PurchaseKind.DEBIT_NOTE and bill.state is DocumentState.POSTED
    if problems.require(is_posted_bill, "debit.needs_posted_bill", "bill_id"):
        problems.require(
            command.issued_on >= bill.issued_on, "debit.before_bill", "issued_on", issued_on=bill.issued_on
        )
    problems.require(command.reason.strip(), "bill.reason_missing", "reason")
    problems.raise_if_any()


def _note_of(bill: PurchaseDocument, command: IssueDebitNote, work: Work, note_id: UUID) -> PurchaseDocument:
    """A posted debit note that says of supplier and supply what its bill says."""
    return dataclasses.replace(
        bill,
        id=note_id,
        version=1,
        created_at=work.now,
        updated_at=work.now,
        kind=PurchaseKind.DEBIT_NOTE,
        supplier_reference=command.supplier_reference.strip(),
        issued_on=command.issued_on,
        booked_on=max(command.issued_on, bill.booked_on),
        due_on=command.issued_on,
        terms_days=None,
        discount_percent=ZERO,
        discount_minor=0,
        charges_minor=0,
        document_discount_minor=0,
        tax_overrides=None,
        override_reason="",
        notes=command.notes,
        tax_engine=TAX_ENGINE_VERSION,
        posted_at=work.now,
        settled_minor=0,
        settled_on=None,
        days_to_pay=None,
        paid_from_id=None,
        self_number=None,
        self_series_id=None,
        self_series_year="",
        self_series_n=None,
        original_id=bill.id,
        reason=command.reason.strip(),
        external_reference=command.external_reference,
    )


def debitable(line: BillLine) -> Creditable:
    """A stored line as the rules of crediting see it.

    A line bears either tax of the supplier or tax of our own; both go back at the rates of the bill.
    """
    return Creditable(
        quantity=line.quantity if line.original_line_no is None else line.returned_qty,
        net_minor=line.net_minor,
        taxes=head_taxes([*line.taxes, *line.own_taxes]),
    )


def debited_lines(read: Read, bill_id: UUID) -> Mapping[int, list[Creditable]]:
    """What posted debit notes have taken back of a bill, by its line number."""
    d, c = PurchaseDocument.c, BillLine.c
    statement = (
        select(c.original_line_no, c.returned_qty, c.net_minor, c.taxes, c.own_taxes)
        .join_from(
            PurchaseDocument.mapping.table,
            BillLine.mapping.table,
            (c.company_id == d.company_id) & (c.bill_id == d.id),
        )
        .where(d.company_id == read.company_id, d.original_id == bill_id, d.state == DocumentState.POSTED)
    )
    found: dict[int, list[Creditable]] = {}
    for line_no, quantity, net_minor, taxes, own_taxes in read.fetch(statement):
        one = Creditable(quantity=quantity, net_minor=net_minor, taxes=head_taxes([*taxes, *own_taxes]))
        found.setdefault(line_no, []).append(one)
    return found


def _rows(
    command: IssueDebitNote,
    bill: PurchaseDocument,
    originals: Mapping[int, BillLine],
    taken_back: Mapping[int, Sequence[Creditable]],
    note_id: UUID,
) -> list[BillLine]:
    """The lines of the note; RuleBroken with all problems of all lines."""
    digits = currency_digits(bill.currency)
    wanted = command.lines or tuple(_all_that_remains(originals, taken_back))
    problems = Problems()
    problems.require(wanted, "debit.nothing_remains", "lines")
    rows: list[BillLine] = []
    seen: set[int] = set()
    for at, line in enumerate(wanted):
        field = f"lines.{at}"
        original = originals.get(line.line_no)
        if original is None or line.line_no in seen:
            problems.add("debit.no_such_line", f"{field}.line_no", line_no=line.line_no)
            continue
        seen.add(line.line_no)
        inclusive = bill.prices_include_tax and not original.own_taxes
        whole = debitable(original)
        remaining = remaining_of(whole, taken_back.get(line.line_no, ()))
        faults = credit_problems(
            line.quantity, line.amount, remaining, field, digits=digits, prices_include_tax=inclusive
        )
        problems.extend(faults)
        if faults:
            continue
        if line.quantity is not None:
            quantity = line.quantity if remaining.quantity >= 0 else -line.quantity
            part = credited_by_quantity(whole, remaining, quantity, prices_include_tax=inclusive)
        else:
            minor = to_minor(line.amount or ZERO, digits) * (-1 if whole.net_minor < 0 else 1)
            part = credited_by_amount(remaining, minor, prices_include_tax=inclusive)
        rows.append(_row(original, part, line, note_id, len(rows) + 1, digits, inclusive=inclusive))
    problems.raise_if_any()
    return rows


def _all_that_remains(
    originals: Mapping[int, BillLine], taken_back: Mapping[int, Sequence[Creditable]]
) -> list[CreditLine]:
    wanted = []
    for number, original in originals.items():
        remaining = remaining_of(debitable(original), taken_back.get(number, ()))
        if remaining.quantity and not remaining.is_nothing:
            wanted.append(CreditLine(line_no=number, quantity=abs(remaining.quantity)))
    return wanted


def _row(
    original: BillLine,
    part: Creditable,
    line: CreditLine,
    note_id: UUID,
    number: int,
    digits: int,
    *,
    inclusive: bool,
) -> BillLine:
    """A line of the note. Goods go back at their price less discount; an allowance is one of its amount."""
    is_own = bool(original.own_taxes)
    all_tax = sum(tax.tax_minor for tax in part.taxes)
    tax_minor = 0 if is_own else all_tax
    value = part.net_minor + tax_minor if inclusive else part.net_minor
    quantity, price = (
        (part.quantity, original.unit_price) if part.quantity else (Decimal(1), to_major(value, digits))
    )
    per = (original.price_per or None) if part.quantity else None
    amount = amount_minor(quantity, price, price_per(per or ""), digits)
    return dataclasses.replace(
        original,
        bill_id=note_id,
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
        cost_minor=part.net_minor + (0 if original.is_creditable else all_tax),
        taxes=[] if is_own else stored_taxes(part.taxes),
        own_taxes=stored_taxes(part.taxes) if is_own else [],
        original_line_no=original.line_no,
        returned_qty=part.quantity,
    )


def _worked(row: BillLine) -> WorkedLine:
    """A line of the note as the breakdown takes it."""
    totals = LineTotals(
        row.amount_minor,
        row.line_discount_minor,
        0,
        0,
        row.net_minor,
        row.tax_minor,
        row.total_minor,
        head_taxes(row.taxes),
        head_taxes(row.own_taxes),
    )
    return WorkedLine(Treatment(row.category), totals, row.is_creditable)

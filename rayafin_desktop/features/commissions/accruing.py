"""Accruing: whatever happens to an invoice, its commission is brought to what the formula says.

There is one way in (`accrue`) for earning, clawback and bounce. The snapshot is frozen when the formula
first gives something, and ends when all of it has been taken back.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from rayafin_desktop.base.money import currency_digits, multiply, to_minor
from rayafin_desktop.engine.work import Work

from ..billing.happenings import (
    CreditNotePosted,
    InvoicePosted,
    InvoiceReopened,
    InvoiceSettled,
    InvoiceVoided,
)
from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind
from ..ledger.posting import post_entry
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..payments.happenings import AllocationsChanged
from .model import Cause, Commission, CommissionEntry
from .positions import Beneficiary, any_earned_at_posting, beneficiary_of, frozen_plan, plan_for, position_of
from .rules import UNSETTLED, Due, Position, Status, Trigger, commission_due


def on_invoice_posted(happening: InvoicePosted, work: Work) -> None:
    if any_earned_at_posting(work):
        accrue(work, happening.invoice, Cause.POSTED, happening.invoice.issued_on)


def on_invoice_settled(happening: InvoiceSettled, work: Work) -> None:
    accrue(work, happening.invoice, Cause.SETTLED, happening.on)


def on_invoice_reopened(happening: InvoiceReopened, work: Work) -> None:
    accrue(work, happening.invoice, Cause.REOPENED, happening.on)


def on_allocations_changed(happening: AllocationsChanged, work: Work) -> None:
    """A part payment; what settled an invoice in full has been announced by billing before."""
    for invoice in happening.invoices:
        if invoice.open_minor:
            accrue(work, invoice, Cause.SETTLED, happening.on)


def on_credit_note_posted(happening: CreditNotePosted, work: Work) -> None:
    accrue(work, happening.invoice, Cause.CREDITED, happening.credit_note.issued_on)


def on_invoice_voided(happening: InvoiceVoided, work: Work) -> None:
    """An invoice is gone, or a credit note is: then what it credited counts again."""
    document = happening.invoice
    if document.original_id is not None:
        document = work.get(SalesDocument, document.original_id)
    elif document.kind is DocumentKind.CREDIT_NOTE:
        return  # it credited no invoice of this book, so no commission hangs on it
    accrue(work, document, Cause.VOIDED, max(work.today, document.issued_on))


def accrue(work: Work, invoice: SalesDocument, cause: Cause, on: date) -> None:
    """Bring the commission of an invoice to what the formula says now; nothing if it is there already."""
    beneficiary = beneficiary_of(work, invoice)
    if beneficiary is None:
        return
    if beneficiary.commission_id is None:
        _first_accrual(work, invoice, beneficiary, cause, on)
        return
    commission = work.get(Commission, beneficiary.commission_id)
    entries = work.all(
        CommissionEntry,
        CommissionEntry.c.commission_id == commission.id,
        order_by=(CommissionEntry.c.step,),
    )
    position = position_of(work, invoice, commission.basis)
    already = sum(entry.amount_minor for entry in entries)
    due = commission_due(frozen_plan(commission), position, already)
    _follow_money(work, commission, invoice, entries)
    if due.entry_minor:
        _add_entry(work, commission, invoice, entries, due, position, cause, on)


def _first_accrual(
    work: Work, invoice: SalesDocument, beneficiary: Beneficiary, cause: Cause, on: date
) -> None:
    """Freeze the snapshot if the plan now gives something."""
    applied = plan_for(work, beneficiary)
    plan = applied.plan
    if not plan.rate:
        return
    position = position_of(work, invoice, plan.basis)
    due = commission_due(plan, position, 0)
    if not due.entry_minor:
        return
    c = Commission.c
    earlier = work.all(Commission, c.invoice_id == invoice.id, c.member_id == beneficiary.member_id)
    commission = work.new(
        Commission,
        invoice_id=invoice.id,
        member_id=beneficiary.member_id,
        cycle=len(earlier) + 1,
        plan_id=applied.id,
        plan_version=applied.version,
        basis=plan.basis,
        trigger=plan.trigger,
        rate=plan.rate,
        counts_write_off=plan.counts_write_off,
        currency=invoice.currency,
        fx_rate=invoice.rate,
        gross_minor=position.gross_minor,
        net_minor=position.net_minor,
        quantity=position.quantity,
        frozen_on=on,
    )
    _add_entry(work, commission, invoice, [], due, position, cause, on)


def _add_entry(
    work: Work,
    commission: Commission,
    invoice: SalesDocument,
    entries: list[CommissionEntry],
    due: Due,
    position: Position,
    cause: Cause,
    on: date,
) -> None:
    already = sum(entry.amount_minor for entry in entries)
    base = _in_base(work, commission, due.target_minor) - _in_base(work, commission, already)
    entry = work.new(
        CommissionEntry,
        commission_id=commission.id,
        member_id=commission.member_id,
        step=len(entries) + 1,
        happened_on=on,
        cause=cause,
        settled_minor=position.settled_minor,
        credited_net_minor=position.credited_net_minor,
        target_minor=due.target_minor,
        amount_minor=due.entry_minor,
        base_minor=base,
        currency=commission.currency,
        status=_status_of_new(commission, invoice, entries, due.entry_minor),
        why=due.why,
    )
    _post(work, commission, invoice, due.entry_minor, base, on)
    unsettled = [one for one in (*entries, entry) if one.status in UNSETTLED]
    if due.entry_minor < 0 and not sum(one.amount_minor for one in unsettled):
        # Earned and taken back before anybody was paid: nothing of it reaches a settlement.
        for one in unsettled:
            work.save(dataclasses.replace(one, status=Status.REVERSED))
    if not due.target_minor:
        work.save(dataclasses.replace(commission, is_live=False))


def _status_of_new(
    commission: Commission, invoice: SalesDocument, entries: list[CommissionEntry], amount_minor: int
) -> Status:
    """A clawback stands where what it takes back stands; of what is paid out it needs no approval."""
    if amount_minor < 0:
        unsettled = [entry.status for entry in entries if entry.status in UNSETTLED]
        if not unsettled:
            return Status.APPROVED
        return min(unsettled, key=list(Status).index)
    waits = commission.trigger is Trigger.POST and invoice.open_minor > 0
    return Status.PENDING if waits else Status.EARNED


def _follow_money(
    work: Work, commission: Commission, invoice: SalesDocument, entries: list[CommissionEntry]
) -> None:
    """Entries made at posting are payable once the invoice is paid, and wait again when it is not."""
    if commission.trigger is not Trigger.POST:
        return
    before, after = Status.PENDING, Status.EARNED
    if invoice.open_minor:
        before, after = after, before
    for at, entry in enumerate(entries):
        if entry.status is before:
            entries[at] = work.save(dataclasses.replace(entry, status=after))


def _in_base(work: Work, commission: Commission, minor: int) -> int:
    """Commission in the company's currency at the invoice's rate."""
    own = base_currency(work)
    if commission.currency == own:
        return minor
    shift = currency_digits(own) - currency_digits(commission.currency)
    return to_minor(multiply(Decimal(minor), commission.fx_rate), shift)


def _post(
    work: Work, commission: Commission, invoice: SalesDocument, minor: int, base: int, on: date
) -> None:
    """Dr commission expense / Cr commission owed; a clawback the other way round."""
    legs = tuple(
        LegDraft(
            amount_minor=sign * minor,
            account_role=role,
            currency=commission.currency,
            rate=commission.fx_rate,
            base_minor=sign * base,
        )
        for sign, role in ((1, AccountRole.COMMISSION_EXPENSE), (-1, AccountRole.COMMISSION_ACCRUED))
    )
    draft = EntryDraft(
        posted_on=on,
        kind="commission",
        legs=legs,
        source_kind="commission",
        source_id=commission.id,
        narration=invoice.number or "",
    )
    post_entry(work, draft)

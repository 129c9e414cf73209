"""Accruing: whatever happens to an invoice, its commission is brought to what the formula says.

There is one way in (`accrue`) for earning, clawback and bounce. The snapshot is frozen when the formula
first gives something, and ends when all of it has been taken back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from uuid import UUID

from sqlalchemy import bindparam, select, true

from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Work

from ..billing.happenings import (
    CreditNotePosted,
    InvoicePosted,
    InvoiceReopened,
    InvoiceSettled,
    InvoiceVoided,
)
from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.posting import post_entry
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..payments.happenings import AllocationsChanged
from .applying import groups_of, matters_at_posting
from .earning import in_base
from .freezing import freeze, is_due
from .model import Cause, Commission, CommissionEntry
from .positions import Standing
from .rules import UNSETTLED, Due, Position, Status, Trigger, commission_due
from .snapshots import cut_of, plan_of

OWN_DOCUMENT = "commission:"
"""How the external reference of an invoice begins that bills brokerage; it earns none itself."""
AGREED_DOCUMENT = "brokerage:"
"""How that of an invoice begins whose commission was agreed with it (`agreed.py`): no plan applies to it."""


def on_invoice_posted(happening: InvoicePosted, work: Work) -> None:
    if matters_at_posting(work):
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
    """Bring the commissions of an invoice to what the formula says now; nothing if they are there already."""
    reference = invoice.external_reference or ""
    if reference.startswith(OWN_DOCUMENT):
        return
    standing = Standing(work, invoice)
    rows = work.fetch(_LIVE, company=work.company_id, invoice=invoice.id)
    known = work.by_ids(Commission, [row.id for row in rows])
    live = sorted(known.values(), key=attrgetter("seat_no"))
    if not live and not reference.startswith(AGREED_DOCUMENT):
        groups = groups_of(work, standing, at_posting=cause is Cause.POSTED)
        # The formula decides for the whole document: what gives something now freezes all of it.
        waits = [group for group in groups if group.terms.rule.is_frozen_at_posting]
        if waits or any(is_due(standing, group) for group in groups):
            live = freeze(work, standing, groups, on)
    anything = [_bring(work, commission, standing, cause, on) for commission in live]
    if not any(anything) and not _outlives(live, invoice):
        for commission in live:
            work.save(dataclasses.replace(commission, is_live=False))


_LIVE = PreparedStatement(
    select(Commission.c.id).where(
        Commission.c.company_id == bindparam("company"),
        Commission.c.invoice_id == bindparam("invoice"),
        Commission.c.is_live == true(),
    )
)


def _outlives(live: Sequence[Commission], invoice: SalesDocument) -> bool:
    """Whether snapshots stay though nothing is due: what was frozen at posting lasts as the invoice does."""
    at_posting = any(plan_of(commission).is_frozen_at_posting for commission in live)
    return at_posting and invoice.state is not DocumentState.VOID


def _bring(work: Work, commission: Commission, standing: Standing, cause: Cause, on: date) -> bool:
    """Bring one snapshot to its target; whether its whole commission is more than nothing."""
    entries = work.all(
        CommissionEntry,
        CommissionEntry.c.commission_id == commission.id,
        order_by=(CommissionEntry.c.step,),
    )
    position = standing.of(commission)
    already = sum(entry.amount_minor for entry in entries)
    due = commission_due(plan_of(commission), position, already, cut_of(commission))
    _follow_money(work, commission, standing.invoice, entries)
    if due.entry_minor:
        _add_entry(work, commission, standing.invoice, entries, due, position, cause, on)
    return due.whole_minor != 0


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
        party_id=commission.party_id,
        seat=commission.seat,
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
        reverses_id=_origin(entries) if due.entry_minor < 0 else None,
        why=due.why,
    )
    _post(work, commission, invoice, due.entry_minor, base, on)
    unsettled = [one for one in (*entries, entry) if one.status in UNSETTLED]
    if due.entry_minor < 0 and not sum(one.amount_minor for one in unsettled):
        # Earned and taken back before anybody was paid: nothing of it reaches a settlement.
        for one in unsettled:
            work.save(dataclasses.replace(one, status=Status.REVERSED))


def _origin(entries: Sequence[CommissionEntry]) -> UUID | None:
    """The latest step that earned: what a clawback takes back from."""
    return next((entry.id for entry in reversed(entries) if entry.amount_minor > 0), None)


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
    return in_base(work, commission.currency, minor, commission.fx_rate)


def _post(
    work: Work, commission: Commission, invoice: SalesDocument, minor: int, base: int, on: date
) -> None:
    """Dr commission expense / Cr commission owed, or Dr brokerage owed to us / Cr brokerage; a clawback
    the other way round."""
    roles = (
        ((1, AccountRole.BROKERAGE_ACCRUED), (-1, AccountRole.BROKERAGE_INCOME))
        if commission.seat.is_income
        else ((1, AccountRole.COMMISSION_EXPENSE), (-1, AccountRole.COMMISSION_ACCRUED))
    )
    legs = tuple(
        LegDraft(
            amount_minor=sign * minor,
            account_role=role,
            currency=commission.currency,
            rate=commission.fx_rate,
            base_minor=sign * base,
        )
        for sign, role in roles
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

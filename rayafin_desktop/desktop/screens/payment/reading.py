"""What the payment pages ask of the book: each function runs in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.desktop.components.journal_box import Leg
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import HistoryRow, record_history
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.currencies.queries import RateFound
from rayafin_desktop.features.ledger.queries import (
    accounts,
    base_currency,
    entries_of_source,
    entry_lines,
)
from rayafin_desktop.features.ledger.roles import PARTY_ROLES, AccountRole
from rayafin_desktop.features.parties.queries import party_balance, party_detail
from rayafin_desktop.features.payments.content import AllocationLine, PaymentContent
from rayafin_desktop.features.payments.document import receipt_paper
from rayafin_desktop.features.payments.kinds import FLOWS, SIDE_ACCOUNTS, PaymentKind, Side
from rayafin_desktop.features.payments.model import Method
from rayafin_desktop.features.payments.queries import (
    AdvanceRow,
    AllocationRow,
    OpenItemRow,
    PaymentDetail,
    PostedRow,
    advances,
    open_items,
    payment_allocations,
    payment_detail,
    payment_preview,
    proposal,
)
from rayafin_desktop.features.payments.rules import Proposal, Strategy
from rayafin_desktop.features.purchases.model import PurchaseDocument
from rayafin_desktop.features.tax.categories import ZERO
from rayafin_desktop.paper.receipt import render_receipt

from .withheld import Kept, Spread, with_tax_due


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """A cash or bank account."""

    id: UUID
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What holds for every payment of the company today: where money comes and goes, bank and cash apart."""

    today: date
    currency: str
    bank: MoneyAccount | None
    cash: MoneyAccount | None

    def account_for(self, method: Method) -> MoneyAccount | None:
        """Where money of this kind comes in or goes out when nothing else is said."""
        return self.cash if method is Method.CASH else self.bank


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenAtBank:
    """What a line of the bank says of a payment that is to be entered; the amount in major units."""

    amount: Decimal
    currency: str
    dated_on: date
    account_id: UUID
    account_name: str
    reference: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Payer:
    """A party with everything open on one side; figures in minor units of the company's currency."""

    id: UUID
    name: str
    currency: str
    items: tuple[OpenItemRow, ...]
    advances: tuple[AdvanceRow, ...]
    owes_minor: int
    limit_minor: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A payment worked out. `fill` is what a strategy proposed, None where amounts are by hand.

    `owes_minor` and `overdue_minor` are what is owed after it, in the company's currency; `rate_found` is
    the rate of the day, where none was entered; `kept` the payment with the tax due on it, where that is
    proposed.
    """

    fill: Proposal | None
    allocated: tuple[AllocationLine, ...]
    legs: tuple[Leg, ...]
    problems: tuple[Problem, ...]
    owes_minor: int
    overdue_minor: int
    rate_found: RateFound | None = None
    kept: Kept | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A posted payment as its page shows it; legs and history None without the right to see them."""

    detail: PaymentDetail
    allocations: tuple[AllocationRow, ...]
    open_items: tuple[OpenItemRow, ...]
    legs: tuple[Leg, ...]
    entry_id: UUID | None
    history: Sequence[HistoryRow] | None


def read_desk(read: Read) -> Desk:
    """The company's side of a new receipt."""
    chart = accounts(read)

    def account(role: AccountRole) -> MoneyAccount | None:
        found = chart.by_role.get(role)
        return MoneyAccount(found.id, found.name) if found is not None and found.is_active else None

    return Desk(
        today=read.today,
        currency=base_currency(read),
        bank=account(AccountRole.BANK),
        cash=account(AccountRole.CASH),
    )


def party_of_document(read: Read, side: Side, document_id: UUID) -> UUID | None:
    """Whose invoice or bill this is; NotFound for none of the company's."""
    if side is Side.RECEIVABLE:
        return invoice_detail(read, document_id).document.party_id
    return read.get(PurchaseDocument, document_id).party_id


def read_payer(read: Read, party_id: UUID, side: Side) -> Payer:
    """A party's open documents, advances and credit."""
    party = party_detail(read, party_id)
    balance = party_balance(read, party_id)
    receivable = side is Side.RECEIVABLE
    return Payer(
        id=party.id,
        name=party.name,
        currency=party.currency or base_currency(read),
        items=tuple(open_items(read, party_id, side)),
        advances=tuple(advances(read, party_id, side)),
        owes_minor=balance.receivable_minor if receivable else balance.payable_minor,
        limit_minor=party.credit_limit_minor if receivable else None,
    )


def work_out(
    read: Read,
    payer: Payer,
    content: PaymentContent,
    kind: PaymentKind,
    spread: Spread,
    *,
    keeps_tax: bool = False,
) -> Sheet:
    """Spread the money unless it is spread by hand, then ask what posting it would do.

    Without a `strategy` the documents named go first, else what adds up exactly, else the oldest. With
    `keeps_tax` the tax that is due is withheld, whatever the content says of it.
    """
    fill, side = None, FLOWS[kind].side
    kept = with_tax_due(read, content, spread) if keeps_tax else None
    if kept is not None:
        content = kept.content
    if not spread.by_hand:
        fill = proposal(
            read,
            payer.id,
            _total_minor(content, kind),
            side=side,
            currency=content.currency,
            on=content.dated_on,
            strategy=spread.strategy,
            instructed=spread.instructed,
        )
        digits = currency_digits(content.currency)
        lines = tuple(
            AllocationLine(
                invoice_id=part.document_id if side is Side.RECEIVABLE else None,
                bill_id=part.document_id if side is Side.PAYABLE else None,
                amount=to_major(part.amount_minor, digits),
            )
            for part in fill.parts
        )
        content = replace(content, allocations=lines)
    preview = payment_preview(read, content, kind)
    chart = accounts(read)
    control = chart.by_role[SIDE_ACCOUNTS[side].control].code
    relieved = abs(
        sum(row.credit_minor - row.debit_minor for row in preview.rows if row.account_code == control)
    )
    with_party = {account.code for role, account in chart.by_role.items() if role in PARTY_ROLES}
    return Sheet(
        fill=fill,
        allocated=content.allocations,
        legs=tuple(_leg(row, payer.name if row.account_code in with_party else "") for row in preview.rows),
        problems=preview.problems,
        owes_minor=payer.owes_minor - relieved,
        overdue_minor=_overdue_after(read, payer, content),
        rate_found=preview.rate_found,
        kept=kept,
    )


def _total_minor(content: PaymentContent, kind: PaymentKind) -> int:
    """What of the payment settles documents; bank charges only where they come out of it."""
    digits = currency_digits(content.currency)
    parts = [content.amount, content.withheld, content.discount, -(content.tcs or ZERO)]
    if FLOWS[kind].charges_settle:
        parts.append(content.charges)
    return max(0, sum(to_minor(part or ZERO, digits) for part in parts))


def _leg(row: PostedRow, party: str) -> Leg:
    detail = " · ".join(filter(None, (row.account_code, party)))
    return Leg(row.account_name, detail, row.debit_minor - row.credit_minor)


def _overdue_after(read: Read, payer: Payer, content: PaymentContent) -> int:
    """What stays overdue, of the invoices in the company's currency."""
    own = base_currency(read)
    digits = currency_digits(own)
    paid = {line.document_id: to_minor(line.amount, digits) for line in content.allocations}
    overdue = (item for item in payer.items if item.is_overdue and item.currency == own)
    return sum(max(0, item.open_minor - paid.get(item.id, 0)) for item in overdue)


def read_stored(read: Read, payment_id: UUID) -> Stored:
    """A posted payment; NotFound `payment.not_found`."""
    detail = payment_detail(read, payment_id)
    entries = entries_of_source(read, "payment", payment_id)
    legs: tuple[Leg, ...] = ()
    if entries and read.actor.may("ledger.read"):
        legs = tuple(
            Leg(
                line.account_name,
                " · ".join(filter(None, (line.account_code, line.party_name))),
                line.debit_minor - line.credit_minor,
            )
            for line in entry_lines(read, entries[0])
        )
    payable = [
        item
        for item in (
            open_items(read, detail.party_id, detail.side)
            if detail.advance_minor and detail.party_id is not None
            else ()
        )
        if item.currency == detail.currency
    ]
    return Stored(
        detail=detail,
        allocations=tuple(payment_allocations(read, payment_id)),
        open_items=tuple(payable),
        legs=legs,
        entry_id=entries[0] if legs else None,
        history=record_history(read, payment_id) if read.actor.may("audit.read") else None,
    )


def read_fill(read: Read, detail: PaymentDetail, strategy: Strategy | None) -> Proposal:
    """How what is left of a posted payment could be spread today."""
    if detail.party_id is None:
        raise ValueError("a transfer has nothing to spread")
    return proposal(
        read,
        detail.party_id,
        detail.advance_minor,
        side=detail.side,
        currency=detail.currency,
        strategy=strategy,
    )


def receipt_pdf(read: Read, payment_id: UUID) -> bytes:
    """The receipt the customer gets, or the advice to the supplier."""
    return render_receipt(receipt_paper(read, payment_detail(read, payment_id)))

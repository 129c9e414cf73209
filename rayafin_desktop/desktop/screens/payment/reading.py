"""What the payment pages ask of the book: each function runs in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.desktop.components.journal_box import Leg
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import HistoryRow, record_history
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
from rayafin_desktop.features.tax.categories import ZERO
from rayafin_desktop.paper.receipt import render_receipt


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """A cash or bank account."""

    id: UUID
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What holds for every receipt of the company today: where money comes in, bank and cash apart."""

    today: date
    currency: str
    bank: MoneyAccount | None
    cash: MoneyAccount | None

    def account_for(self, method: Method) -> MoneyAccount | None:
        """Where money of this kind comes in when nothing else is said."""
        return self.cash if method is Method.CASH else self.bank


@dataclass(frozen=True, kw_only=True, slots=True)
class Payer:
    """A customer with everything open; figures in minor units of the company's currency."""

    id: UUID
    name: str
    currency: str
    items: tuple[OpenItemRow, ...]
    advances: tuple[AdvanceRow, ...]
    owes_minor: int
    limit_minor: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A receipt worked out. `fill` is what a strategy proposed, None where amounts are by hand.

    `owes_minor` and `overdue_minor` are what the customer owes after it, in the company's currency.
    """

    fill: Proposal | None
    allocated: tuple[AllocationLine, ...]
    legs: tuple[Leg, ...]
    problems: tuple[Problem, ...]
    owes_minor: int
    overdue_minor: int


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


def read_payer(read: Read, party_id: UUID) -> Payer:
    """A customer's open invoices, advances and credit."""
    party = party_detail(read, party_id)
    return Payer(
        id=party.id,
        name=party.name,
        currency=party.currency or base_currency(read),
        items=tuple(open_items(read, party_id)),
        advances=tuple(advances(read, party_id)),
        owes_minor=party_balance(read, party_id).receivable_minor,
        limit_minor=party.credit_limit_minor,
    )


def work_out(
    read: Read,
    payer: Payer,
    content: PaymentContent,
    strategy: Strategy | None,
    *,
    by_hand: bool,
    instructed: Sequence[UUID],
) -> Sheet:
    """Spread the money unless it is spread by hand, then ask what posting it would do.

    Without a `strategy` the invoices named go first, else what adds up exactly, else the oldest.
    """
    fill = None
    if not by_hand:
        digits = currency_digits(content.currency)
        parts = (content.amount, content.withheld, content.charges, content.discount)
        total = sum(to_minor(part or ZERO, digits) for part in parts)
        fill = proposal(
            read,
            payer.id,
            total,
            currency=content.currency,
            on=content.dated_on,
            strategy=strategy,
            instructed=instructed,
        )
        lines = tuple(
            AllocationLine(invoice_id=part.document_id, amount=to_major(part.amount_minor, digits))
            for part in fill.parts
        )
        content = replace(content, allocations=lines)
    preview = payment_preview(read, content)
    chart = accounts(read)
    receivable = chart.by_role[AccountRole.RECEIVABLE].code
    relieved = sum(row.credit_minor for row in preview.rows if row.account_code == receivable)
    with_party = {account.code for role, account in chart.by_role.items() if role in PARTY_ROLES}
    return Sheet(
        fill=fill,
        allocated=content.allocations,
        legs=tuple(_leg(row, payer.name if row.account_code in with_party else "") for row in preview.rows),
        problems=preview.problems,
        owes_minor=payer.owes_minor - relieved,
        overdue_minor=_overdue_after(read, payer, content),
    )


def _leg(row: PostedRow, party: str) -> Leg:
    detail = " · ".join(filter(None, (row.account_code, party)))
    return Leg(row.account_name, detail, row.debit_minor - row.credit_minor)


def _overdue_after(read: Read, payer: Payer, content: PaymentContent) -> int:
    """What stays overdue, of the invoices in the company's currency."""
    own = base_currency(read)
    digits = currency_digits(own)
    paid = {line.invoice_id: to_minor(line.amount, digits) for line in content.allocations}
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
        for item in (open_items(read, detail.party_id) if detail.advance_minor else ())
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
    return proposal(read, detail.party_id, detail.advance_minor, currency=detail.currency, strategy=strategy)


def receipt_pdf(read: Read, payment_id: UUID) -> bytes:
    """The receipt the customer gets."""
    return render_receipt(receipt_paper(read, payment_detail(read, payment_id)))

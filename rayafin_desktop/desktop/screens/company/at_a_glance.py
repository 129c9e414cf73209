"""What the home page reads: today's figures of the company, as far as the person may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rayafin_desktop.engine.listing import ListQuery
    from rayafin_desktop.engine.work import Read

RECENT = 6
LATEST = 5
"""How many recent and how many late invoices are shown."""

_LOOKED_AT = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class AtAGlance:
    """Figures by name (minor units and counts), None for what the person may not see; rows of lists."""

    person: str
    now: datetime
    today: date
    invoices: Mapping[str, Any] | None = None
    parties: Mapping[str, Any] | None = None
    payments: Mapping[str, Any] | None = None
    bills: Mapping[str, Any] | None = None
    tickets: Mapping[str, Any] | None = None
    recurring: Mapping[str, Any] | None = None
    money_minor: int | None = None
    money_accounts: int = 0
    recent: Sequence[Any] = field(default_factory=tuple)
    late: Sequence[Any] = field(default_factory=tuple)
    drafts: int = 0
    to_approve: int = 0
    over_limit: int = 0


def at_a_glance(read: Read) -> AtAGlance:
    """Read all of it in one snapshot."""
    from rayafin_desktop.engine.listing import Look, count, page
    from rayafin_desktop.features.approvals.queries import TICKET_ROWS
    from rayafin_desktop.features.billing.queries import INVOICE_ROWS
    from rayafin_desktop.features.commissions.lists import COMMISSION_ROWS
    from rayafin_desktop.features.ledger.balances import balances
    from rayafin_desktop.features.ledger.lists import MONEY_ACCOUNT_LOOKUP
    from rayafin_desktop.features.parties.queries import CUSTOMER_ROWS
    from rayafin_desktop.features.payments.lists import PAYMENT_ROWS
    from rayafin_desktop.features.purchases.queries import BILL_ROWS
    from rayafin_desktop.features.recurring.queries import RECURRING_ROWS

    def may(query: ListQuery) -> bool:
        return read.actor.may(query.permission)

    def stats(query: ListQuery) -> Mapping[str, Any] | None:
        return query.stats(read) if query.stats is not None and may(query) else None

    sells, sees_ledger = may(INVOICE_ROWS), read.actor.may("ledger.read")
    accounts = [row.id for row in page(MONEY_ACCOUNT_LOOKUP, read, Look())] if sees_ledger else []
    may_approve = read.actor.may("commission.approve")
    late = Look(tab="overdue", sort="due_on")
    # Drafts are dated today and would fill the list.
    latest = page(INVOICE_ROWS, read, Look(tab="all"), limit=_LOOKED_AT) if sells else ()
    return AtAGlance(
        person=read.actor.name,
        now=read.now,
        today=read.today,
        invoices=stats(INVOICE_ROWS),
        parties=stats(CUSTOMER_ROWS),
        payments=stats(PAYMENT_ROWS),
        bills=stats(BILL_ROWS),
        tickets=stats(TICKET_ROWS),
        recurring=stats(RECURRING_ROWS),
        money_minor=sum(balances(read, read.today, accounts).values()) if sees_ledger else None,
        money_accounts=len(accounts),
        recent=[row for row in latest if not row.is_draft][:RECENT],
        late=page(INVOICE_ROWS, read, late, limit=LATEST) if sells else (),
        drafts=count(INVOICE_ROWS, read, Look(tab="draft")) if sells else 0,
        to_approve=count(COMMISSION_ROWS, read, Look(tab="earned")) if may_approve else 0,
        over_limit=count(CUSTOMER_ROWS, read, Look(tab="over_limit")) if may(CUSTOMER_ROWS) else 0,
    )

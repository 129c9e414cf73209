"""What a customer may owe and what counts towards it: the credit limit and the stop for late payers.

Exposure = open receivables + open orders + other drafts - advances, each part as the company's
settings say, all in minor units of the company's currency.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.work import Read, Work

from ..ledger.model import Account, Leg
from ..ledger.roles import AccountRole
from ..parties.commitments import ordered_by
from ..parties.model import Party
from .model import SalesDocument
from .rules import CreditStanding, DocumentKind, DocumentState
from .settings import (
    ASK_OVER_CREDIT_LIMIT,
    COUNT_ADVANCES,
    COUNT_DRAFTS,
    COUNT_ORDERS,
    OVERDUE_STOP_DAYS,
    REFUSE_OVER_CREDIT_LIMIT,
)
from .sources import receivable_of, seller_of

OVERRIDE = "credit_limit.override"
_D = SalesDocument.c


def standing_of(read: Read, party: Party, *, without: UUID | None = None) -> CreditStanding:
    """How a customer stands before a document is added; `without` is a draft that is not to be counted."""
    return standing(read, party.id, party.credit_limit_minor, without=without)


def standing(
    read: Read, party_id: UUID, limit_minor: int | None, *, without: UUID | None = None
) -> CreditStanding:
    """The same for a party of which only limit and id are at hand; without a limit only lateness is read."""
    late = _days_late(read, party_id) if read.setting(OVERDUE_STOP_DAYS) else 0
    receivable = receivable_of(read, party_id)
    if limit_minor is None:
        return CreditStanding(
            limit_minor=None, open_minor=receivable, receivable_minor=receivable, days_late=late
        )
    orders = ordered_by(read, party_id) if read.setting(COUNT_ORDERS) else 0
    drafts = _drafts(read, party_id, without) if read.setting(COUNT_DRAFTS) else 0
    advances = _advances(read, party_id) if read.setting(COUNT_ADVANCES) else 0
    return CreditStanding(
        limit_minor=limit_minor,
        open_minor=receivable + orders + drafts - advances,
        receivable_minor=receivable,
        orders_minor=orders,
        drafts_minor=drafts,
        advances_minor=advances,
        days_late=late,
    )


def ask_credit(work: Work, party: Party, adds_minor: int, *, without: UUID | None = None) -> None:
    """Ask before a document takes a customer over its limit, or while it is late by more than it may be.

    Where the company refuses instead of asking, only who may override is asked
    (RuleBroken `credit_limit.refused`, `credit_limit.late`).
    """
    stop_days = work.setting(OVERDUE_STOP_DAYS)
    asks = work.setting(ASK_OVER_CREDIT_LIMIT)
    if not asks and not stop_days:
        return
    if party.credit_limit_minor is None and not stop_days:
        return
    found = standing_of(work, party, without=without)
    after = found.open_minor + adds_minor
    if asks and found.limit_minor is not None and adds_minor > 0 and after > found.limit_minor:
        currency = seller_of(work).currency
        _stop(
            work,
            "credit_limit.exceeded",
            "credit_limit.refused",
            over_minor=after - found.limit_minor,
            limit_minor=found.limit_minor,
            open=_written(found.open_minor, currency),
            adds=_written(adds_minor, currency),
            limit=_written(found.limit_minor, currency),
            over=_written(after - found.limit_minor, currency),
        )
    if stop_days and found.days_late > stop_days:
        _stop(work, "credit_limit.late", "credit_limit.refused_late", days=found.days_late, allowed=stop_days)


def _stop(work: Work, asked: str, refused: str, **params: object) -> None:
    if work.setting(REFUSE_OVER_CREDIT_LIMIT) and not work.actor.may(OVERRIDE):
        raise RuleBroken([Problem(refused, "party_id", params)])
    work.confirm(asked, asked, field="party_id", **params)


def _written(minor: int, currency: str) -> str:
    digits = currency_digits(currency)
    return f"{currency} {to_major(minor, digits):,.{digits}f}"


def _days_late(read: Read, party_id: UUID) -> int:
    """Days since the oldest open invoice of a customer fell due; 0 when none is late."""
    oldest = read.scalar(
        select(func.min(_D.due_on)).where(
            _D.company_id == read.company_id,
            _D.party_id == party_id,
            _D.state == DocumentState.POSTED,
            _D.settled_minor != _D.total_minor,
            _D.kind == DocumentKind.INVOICE,
        )
    )
    return 0 if oldest is None else max((read.today - oldest).days, 0)


def _drafts(read: Read, party_id: UUID, without: UUID | None) -> int:
    """What lies in drafts, in the company's currency at each draft's rate."""
    own = seller_of(read).currency
    rows = read.fetch(
        select(_D.currency, _D.rate, func.sum(_D.total_minor))
        .where(
            _D.company_id == read.company_id,
            _D.party_id == party_id,
            _D.state == DocumentState.DRAFT,
            _D.kind == DocumentKind.INVOICE,
            _D.deleted_at.is_(None),
            *([] if without is None else [_D.id != without]),
        )
        .group_by(_D.currency, _D.rate)
    )
    return sum(_converted(int(minor), currency, rate, own) for currency, rate, minor in rows)


def _converted(minor: int, currency: str, rate: Decimal, own: str) -> int:
    if currency == own:
        return minor
    return to_minor(multiply(to_major(minor, currency_digits(currency)), rate), currency_digits(own))


def _advances(read: Read, party_id: UUID) -> int:
    """What the customer has paid ahead, in the company's currency."""
    account = Account.c
    held = read.scalar(
        select(func.coalesce(func.sum(Leg.c.base_minor), 0))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            and_(account.company_id == Leg.c.company_id, account.id == Leg.c.account_id),
        )
        .where(
            Leg.c.company_id == read.company_id,
            Leg.c.party_id == party_id,
            account.role == AccountRole.CUSTOMER_ADVANCE,
        )
    )
    return max(-int(held or 0), 0)

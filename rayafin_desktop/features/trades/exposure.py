"""What is still to come of a partner's contracts, and what is asked before another one is made."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import case, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.work import Read, Work

from ..billing.exposure import ask_credit
from ..billing.sources import receivable_of
from ..currencies.queries import own_currency, rate_on
from ..parties.model import Party
from ..partners.queries import is_blocked, papers_of
from ..partners.rules import KycState, kyc_state
from .model import Trade
from .rules import RUNNING

_T = Trade.c
_PLACES = ("buyer_id", "seller_id", "buyer_broker_id", "seller_broker_id")


def open_with(read: Read, party_id: UUID, *, own_only: bool = False, without: UUID | None = None) -> int:
    """What is undelivered of the contracts a party buys under, in minor units of the company's currency.

    By estimated value, at today's rates; a currency without a rate counts nothing. `own_only` leaves out what
    we only broke; `without` is a contract not to be counted.
    """
    left = _T.est_value_minor - _T.delivered_minor
    statement = (
        select(_T.currency, func.sum(case((left > 0, left), else_=0)))
        .where(
            _T.company_id == read.company_id,
            _T.buyer_id == party_id,
            _T.state.in_(RUNNING),
            _T.deleted_at.is_(None),
        )
        .group_by(_T.currency)
    )
    if own_only:
        statement = statement.where(_T.seller_id.is_(None))
    if without is not None:
        statement = statement.where(_T.id != without)
    return sum(in_own(read, int(minor), currency) for currency, minor in read.fetch(statement))


def in_own(read: Read, minor: int, currency: str) -> int:
    """An amount in the company's currency at today's rate; 0 where there is none."""
    own = own_currency(read)
    if currency == own:
        return minor
    rate = rate_on(read, currency, read.today)
    if rate is None:
        return 0
    major = multiply(to_major(minor, currency_digits(currency)), rate.rate)
    return to_minor(major, currency_digits(own))


def ask_partners(work: Work, trade: Trade, *, known: Trade | None = None) -> None:
    """RuleBroken `trade.party_blocked` for a blocked partner; asks about papers that ran out (`trade.kyc`).

    Who stands in `known` already, in any place, is not looked at again.
    """
    passed = set() if known is None else {getattr(known, name) for name in _PLACES}
    found = [
        (name, work.get(Party, id_))
        for name in _PLACES
        if (id_ := getattr(trade, name)) is not None and id_ not in passed
    ]
    problems = [
        Problem("trade.party_blocked", name, {"party": party.name})
        for name, party in found
        if is_blocked(work, party.id)
    ]
    if problems:
        raise RuleBroken(problems)
    for code, state in (("trade.kyc", KycState.EXPIRED), ("trade.kyc_rejected", KycState.REJECTED)):
        lapsed = [
            (name, party.name)
            for name, party in found
            if kyc_state(papers_of(work, party.id), required=False, on=work.today) is state
        ]
        if lapsed:
            names = ", ".join(dict.fromkeys(party for _, party in lapsed))
            work.confirm(code, code, field=lapsed[0][0], party=names)


def ask_buyer(work: Work, trade: Trade) -> None:
    """Ask before a contract takes its buyer over the credit limit.

    Where we sell as billing does before an invoice, with what is undelivered of our other contracts on top;
    where we broke `trade.limit_passed`.
    """
    if trade.buyer_id is None:
        return
    buyer = work.get(Party, trade.buyer_id)
    value = in_own(work, trade.est_value_minor, trade.currency)
    if trade.seller_id is None:
        ask_credit(work, buyer, value + open_with(work, buyer.id, own_only=True, without=trade.id))
        return
    if buyer.credit_limit_minor is None or value <= 0:
        return
    after = receivable_of(work, buyer.id) + open_with(work, buyer.id, without=trade.id) + value
    if after > buyer.credit_limit_minor:
        own = own_currency(work)
        work.confirm(
            "trade.limit_passed",
            "trade.limit_passed",
            field="buyer_id",
            party=buyer.name,
            after=_written(after, own),
            limit=_written(buyer.credit_limit_minor, own),
        )


def _written(minor: int, currency: str) -> str:
    digits = currency_digits(currency)
    major: Decimal = to_major(minor, digits)
    return f"{currency} {major:,.{digits}f}"

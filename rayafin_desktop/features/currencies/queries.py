"""The rate of a day, and the table as a list."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..companies.commands import own_company
from .model import ExchangeRate
from .rules import earliest_usable
from .settings import KEEPS_DAYS

_C = ExchangeRate.c


@dataclass(frozen=True, slots=True)
class RateFound:
    """A rate of the table and the day it is of; company currency per unit."""

    currency: str
    dated_on: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class ExchangeRateDetail:
    """A rate as its form shows it."""

    id: UUID
    version: int
    currency: str
    dated_on: date
    rate: Decimal
    source: str


_LATEST = PreparedStatement(
    select(_C.dated_on, _C.rate)
    .where(
        _C.company_id == bindparam("company"),
        _C.currency == bindparam("currency"),
        _C.dated_on <= bindparam("day"),
        _C.dated_on >= bindparam("earliest"),
        _C.deleted_at.is_(None),
    )
    .order_by(_C.dated_on.desc())
    .limit(1)
)


def own_currency(read: Read) -> str:
    """The company's own currency (ISO 4217)."""
    return read.cached("currencies.own", lambda: own_company(read).currency)


def rate_on(read: Read, currency: str, day: date) -> RateFound | None:
    """The latest rate of `currency` on or before a day; None where there is none young enough.

    How old it may be is a setting. The company's own currency is always 1.
    """
    if currency == own_currency(read):
        return RateFound(currency, day, Decimal(1))
    row = read.first(
        _LATEST,
        company=read.company_id,
        currency=currency,
        day=day,
        earliest=earliest_usable(day, read.setting(KEEPS_DAYS)),
    )
    return None if row is None else RateFound(currency, row.dated_on, row.rate)


def missing_rate(currency: str, day: date, field: str = "rate") -> Problem:
    """The one problem for a rate that is not there: never 1, never a guess (rules.md 2.9)."""
    return Problem("exchange_rate.missing", field, {"currency": currency, "dated_on": day.isoformat()})


def require_rate(read: Read, currency: str, day: date, field: str = "rate") -> Decimal:
    """The rate of a day; RuleBroken (`exchange_rate.missing`) where there is none."""
    found = rate_on(read, currency, day)
    if found is None:
        raise RuleBroken([missing_rate(currency, day, field)])
    return found.rate


def exchange_rate_detail(read: Read, rate_id: UUID) -> ExchangeRateDetail:
    """One rate in full; NotFound (`exchange_rate.not_found`)."""
    read.actor.require("exchange_rate.read")
    rate = read.get(ExchangeRate, rate_id)
    return ExchangeRateDetail(*(getattr(rate, f.name) for f in fields(ExchangeRateDetail)))


def _rows(read: Read) -> Select[Any]:
    return select(_C.id, _C.version, _C.currency, _C.dated_on, _C.rate, _C.source, _C.updated_at).where(
        _C.company_id == read.company_id, _C.deleted_at.is_(None)
    )


def _typed(_read: Read, text: str) -> Condition:
    return _C.currency.istartswith(text, autoescape=True)


def _latest(read: Read) -> Condition:
    """The newest rate of each currency."""
    newer = ExchangeRate.mapping.table.alias("newer").c
    newest = (
        select(func.max(newer.dated_on))
        .where(newer.company_id == read.company_id, newer.currency == _C.currency, newer.deleted_at.is_(None))
        .correlate(ExchangeRate.mapping.table)
        .scalar_subquery()
    )
    return _C.dated_on == newest


EXCHANGE_RATE_ROWS = ListQuery(
    name="exchange_rates",
    permission="exchange_rate.read",
    kinds=("exchange_rate",),
    select=_rows,
    key=_C.id,
    sorts={"dated_on": (_C.dated_on,), "currency": (_C.currency, _C.dated_on)},
    default_sort=("dated_on", True),
    tabs={"all": lambda read: None, "latest": _latest},
    search=_typed,
)
LISTS = (EXCHANGE_RATE_ROWS,)

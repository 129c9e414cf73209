"""Entering rates by hand and from a list."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from .model import ExchangeRate
from .queries import own_currency
from .rules import rate_problems

_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class SaveExchangeRate(Command[UUID]):
    """Enter the rate of a currency on a day, or correct the one with this id.

    `rate` is what one unit is worth in the company's currency. Posted documents keep theirs.
    """

    permission: ClassVar[str] = "exchange_rate.save"
    id: UUID | None = None
    version: int | None = None
    currency: str
    dated_on: date
    rate: Exact
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveExchangeRate(Command[None]):
    """Take a rate out of the table."""

    permission: ClassVar[str] = "exchange_rate.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class RateOfDay:
    """One rate of a list."""

    currency: str
    dated_on: date
    rate: Exact


@dataclass(frozen=True, kw_only=True)
class RatesImported:
    """What an import of rates did."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class ImportExchangeRates(Command[RatesImported]):
    """Take many rates over; a second time adds nothing, a corrected rate takes the old one's place."""

    permission: ClassVar[str] = "exchange_rate.save"
    rates: tuple[RateOfDay, ...]
    source: str = ""


def save_exchange_rate(command: SaveExchangeRate, work: Work) -> UUID:
    currency = command.currency.strip().upper()
    problems = Problems()
    problems.extend(rate_problems(currency, command.rate, own_currency(work)))
    problems.raise_if_any()
    known = work.find(ExchangeRate, currency=currency, dated_on=command.dated_on)
    if known is not None and known.id != command.id:
        params = {"currency": currency, "dated_on": command.dated_on.isoformat()}
        raise RuleBroken([Problem("exchange_rate.exists", "dated_on", params)])
    source = command.source.strip()
    if command.id is None:
        return work.new(
            ExchangeRate, currency=currency, dated_on=command.dated_on, rate=command.rate, source=source
        ).id
    loaded = work.get(ExchangeRate, command.id)
    version = loaded.version if command.version is None else command.version
    changed = dataclasses.replace(
        loaded,
        version=version,
        currency=currency,
        dated_on=command.dated_on,
        rate=command.rate,
        source=source,
    )
    return work.save(changed).id


def remove_exchange_rate(command: RemoveExchangeRate, work: Work) -> None:
    work.remove(work.get(ExchangeRate, command.id))


def import_exchange_rates(command: ImportExchangeRates, work: Work) -> RatesImported:
    wanted = _checked(command, own_currency(work))
    known = _known(work, wanted)
    source = command.source.strip()
    added = changed = 0
    corrected: list[ExchangeRate] = []
    for (currency, day), rate in wanted.items():
        old = known.get((currency, day))
        if old is None:
            work.new(ExchangeRate, currency=currency, dated_on=day, rate=rate, source=source)
            added += 1
        elif old.rate != rate:
            corrected.append(dataclasses.replace(old, rate=rate, source=source or old.source))
            changed += 1
    if corrected:
        work.save_all(corrected)
    return RatesImported(added=added, changed=changed, unchanged=len(wanted) - added - changed)


def _checked(command: ImportExchangeRates, own: str) -> dict[tuple[str, date], Decimal]:
    """The rates by currency and day; RuleBroken with everything that is wrong with them."""
    problems = Problems()
    problems.require(command.rates, "exchange_rate.nothing", "rates")
    wanted: dict[tuple[str, date], Decimal] = {}
    for at, one in enumerate(command.rates):
        currency = one.currency.strip().upper()
        problems.extend(rate_problems(currency, one.rate, own, f"rates.{at}."))
        if wanted.setdefault((currency, one.dated_on), one.rate) != one.rate:
            params = {"currency": currency, "dated_on": one.dated_on.isoformat()}
            problems.extend([Problem("exchange_rate.twice", f"rates.{at}.rate", params)])
    problems.raise_if_any()
    return wanted


def _known(work: Work, wanted: dict[tuple[str, date], Decimal]) -> dict[tuple[str, date], ExchangeRate]:
    """The rates of these currencies and days that are in the table already."""
    c = ExchangeRate.c
    currencies = sorted({currency for currency, _ in wanted})
    days = sorted({day for _, day in wanted})
    found: dict[tuple[str, date], ExchangeRate] = {}
    for at in range(0, len(days), _CHUNK):
        some = days[at : at + _CHUNK]
        rows = work.all(ExchangeRate, c.currency.in_(currencies), c.dated_on.between(some[0], some[-1]))
        found |= {(row.currency, row.dated_on): row for row in rows}
    return found

"""What is open in foreign currency, what a revaluation would post, and those there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read

from ..currencies.queries import missing_rate, rate_on
from ..ledger.model import Account, Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..parties.model import Party
from .model import Revaluation, RevaluationLine
from .rules import ForeignBalance, Revalued, gain_and_loss, revalued

# Advances are no claim to money but to goods: they keep the rate they came at (IAS 21.16, AS 11).
_CLAIMS = (AccountRole.RECEIVABLE, AccountRole.PAYABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One account or party as a revaluation finds it; debits positive, minor units."""

    id: str
    account_name: str
    party_name: str
    currency: str
    amount_minor: int
    rate: Decimal
    rate_on: date
    booked_minor: int
    worth_minor: int
    difference_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What revaluing a day would do; with `problems` it is refused."""

    revalued_on: date
    lines: tuple[PreviewLine, ...]
    gain_minor: int
    loss_minor: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A revaluation worked out: the lines that move, and the currencies whose rate is missing."""

    lines: tuple[Revalued, ...]
    rates_on: dict[str, date]
    problems: tuple[Problem, ...]


def foreign_balances(read: Read, as_of: date) -> list[ForeignBalance]:
    """Receivables and payables per party and money kept abroad, in each foreign currency at the end of a day.

    What earlier revaluations posted is in it with its reverse; one of this very day is not reversed yet.
    """
    own = base_currency(read)
    chart = accounts(read)
    claims = [chart.by_role[role].id for role in _CLAIMS if role in chart.by_role]
    # What came into an account that is not kept in a foreign currency was changed by the bank that day.
    money = [one.id for one in chart.by_id.values() if one.holds_money and one.currency not in (None, own)]
    c = Leg.c
    amount, booked = func.sum(c.amount_minor), func.sum(c.base_minor)
    found: list[ForeignBalance] = []
    for account_ids, party in ((claims, c.party_id), (money, None)):
        keys = [c.account_id, c.currency, *([party] if party is not None else [])]
        statement = (
            select(*keys, amount.label("amount"), booked.label("booked"))
            .where(
                c.company_id == read.company_id,
                c.account_id.in_(account_ids),
                c.currency != own,
                c.posted_on <= as_of,
            )
            .group_by(*keys)
            .having(or_(amount != 0, booked != 0))
        )
        found += [
            ForeignBalance(
                account_id=row.account_id,
                party_id=row.party_id if party is not None else None,
                currency=row.currency,
                amount_minor=int(row.amount),
                booked_minor=int(row.booked),
            )
            for row in read.fetch(statement)
        ]
    return sorted(found, key=lambda one: (one.currency, str(one.account_id), str(one.party_id)))


def worked_out(read: Read, on: date) -> Worked:
    """What revaluing a day comes to; a currency without a rate is a problem, never a guess."""
    balances = foreign_balances(read, on)
    rates: dict[str, Decimal] = {}
    rates_on: dict[str, date] = {}
    problems: list[Problem] = []
    for currency in sorted({one.currency for one in balances}):
        found = rate_on(read, currency, on)
        if found is None:
            problems.append(missing_rate(currency, on, "revalued_on"))
        else:
            rates[currency], rates_on[currency] = found.rate, found.dated_on
    known = [one for one in balances if one.currency in rates]
    lines = tuple(revalued(known, rates, base_currency(read)))
    return Worked(lines=lines, rates_on=rates_on, problems=tuple(problems))


def already(read: Read, on: date) -> list[Problem]:
    """`revaluation.exists` if this day has been revalued and not taken back."""
    c = Revaluation.c
    if read.find(Revaluation, c.revalued_on == on, c.taken_back_on.is_(None)) is None:
        return []
    return [Problem("revaluation.exists", "revalued_on", {"revalued_on": on.isoformat()})]


def day_to_revalue(read: Read) -> date:
    """The last day of the month before, or today where that has been done."""
    month_end = read.today.replace(day=1) - timedelta(days=1)
    return read.today if already(read, month_end) else month_end


def revaluation_preview(read: Read, on: date) -> Preview:
    """What revaluing this day would post, with names, for the page that asks before it does."""
    read.actor.require("revaluation.read")
    worked = worked_out(read, on)
    problems = [*worked.problems, *already(read, on)]
    chart = accounts(read)
    parties = read.by_ids(Party, [one.balance.party_id for one in worked.lines if one.balance.party_id])
    gain, loss = gain_and_loss(worked.lines)
    lines = tuple(
        PreviewLine(
            id=f"{one.balance.account_id}{one.balance.party_id}{one.balance.currency}",
            account_name=chart.by_id[one.balance.account_id].name,
            party_name=parties[one.balance.party_id].name if one.balance.party_id else "",
            currency=one.balance.currency,
            amount_minor=one.balance.amount_minor,
            rate=one.rate,
            rate_on=worked.rates_on[one.balance.currency],
            booked_minor=one.balance.booked_minor,
            worth_minor=one.worth_minor,
            difference_minor=one.difference_minor,
        )
        for one in worked.lines
    )
    return Preview(revalued_on=on, lines=lines, gain_minor=gain, loss_minor=loss, problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevaluationRow:
    """One line of a revaluation that was posted."""

    account_name: str
    party_name: str
    currency: str
    amount_minor: int
    rate: Decimal
    booked_minor: int
    worth_minor: int
    difference_minor: int


def revaluation_lines(read: Read, revaluation_id: UUID) -> Sequence[RevaluationRow]:
    """The lines of a revaluation with the names of their accounts and parties."""
    read.actor.require("revaluation.read")
    c, a, p = RevaluationLine.c, Account.c, Party.c
    names = ("currency", "amount_minor", "rate", "booked_minor", "worth_minor", "difference_minor")
    statement = (
        select(a.name.label("account_name"), p.name.label("party_name"), *(c[name] for name in names))
        .join_from(
            RevaluationLine.mapping.table,
            Account.mapping.table,
            and_(a.company_id == c.company_id, a.id == c.account_id),
        )
        .join(Party.mapping.table, and_(p.company_id == c.company_id, p.id == c.party_id), isouter=True)
        .where(c.company_id == read.company_id, c.revaluation_id == revaluation_id)
        .order_by(c.line_no)
    )
    return [
        RevaluationRow(**{**row._mapping, "party_name": row.party_name or ""})
        for row in read.fetch(statement)
    ]


def _rows(read: Read) -> Select[Any]:
    c = Revaluation.c
    return select(
        *(c[name] for name in ("id", "version", "revalued_on", "entry_id", "reversal_id")),
        *(c[name] for name in ("gain_minor", "loss_minor", "taken_back_on", "reason")),
        (c.gain_minor - c.loss_minor).label("net_minor"),
        c.taken_back_on.is_(None).label("stands"),
        c.taken_back_on.is_not(None).label("is_muted"),
    ).where(c.company_id == read.company_id, c.deleted_at.is_(None))


REVALUATION_ROWS = ListQuery(
    name="revaluations",
    permission="revaluation.read",
    kinds=("revaluation",),
    select=_rows,
    key=Revaluation.c.id,
    sorts={"revalued_on": (Revaluation.c.revalued_on,)},
    default_sort=("revalued_on", True),
    tabs={"standing": lambda read: Revaluation.c.taken_back_on.is_(None), "all": lambda read: None},
)
LISTS = (REVALUATION_ROWS,)

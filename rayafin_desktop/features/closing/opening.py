"""Opening balances: what stood on the accounts, and which documents were open, when the books began."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, multiply, to_major, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..billing.opening import OpenDocument, add_opening_invoices, prepare_opening_invoices
from ..billing.sources import Sources
from ..ledger.posting import post_entry, problems_of_day
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import Chart, EntryDraft, LegDraft
from ..purchases.opening import add_opening_bills, prepare_opening_bills

MOST_DOCUMENTS = 5000
_BY_DOCUMENTS = (AccountRole.RECEIVABLE, AccountRole.PAYABLE)


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """What stood on one account, on one side, in major units of `currency` (empty: the company's).

    The account may be named by its code. A foreign amount needs `rate`, the company's currency per unit.
    """

    account_id: UUID | None = None
    account_code: str = ""
    debit: Amount = Decimal(0)
    credit: Amount = Decimal(0)
    party_id: UUID | None = None
    currency: str = ""
    rate: Exact | None = None


@dataclass(frozen=True, slots=True)
class OpeningPosted:
    """What was posted; `equity_minor` is what opening equity moved by, 0 where both sides agreed."""

    entry_id: UUID | None
    invoices: int
    bills: int
    equity_minor: int


@dataclass(frozen=True, kw_only=True)
class PostOpeningBalances(Command[OpeningPosted]):
    """Take over balances at the end of `on`, the day before the books begin, against opening equity.

    What customers owe and suppliers are owed comes as their open documents, so that it ages and can be
    paid. What debits and credits differ by stays on opening equity and asks for a confirmation.
    """

    permission: ClassVar[str] = "opening.post"
    offline: ClassVar[Offline] = Offline.SERVER
    on: date
    lines: tuple[OpeningLine, ...] = ()
    invoices: tuple[OpenDocument, ...] = ()
    bills: tuple[OpenDocument, ...] = ()


def post_opening_balances(command: PostOpeningBalances, work: Work) -> OpeningPosted:
    problems = Problems()
    problems.require(command.lines or command.invoices or command.bills, "opening.nothing", "lines")
    for field, given in (("invoices", command.invoices), ("bills", command.bills), ("lines", command.lines)):
        problems.require(len(given) <= MOST_DOCUMENTS, "opening.too_many", field, limit=MOST_DOCUMENTS)
    problems.raise_if_any()
    problems.extend(problems_of_day(work, command.on, "on"))
    legs = _legs(command.lines, work, problems)
    sources = Sources(work)
    invoices, faults = prepare_opening_invoices(work, command.invoices, command.on, sources)
    problems.extend(faults)
    bills, faults = prepare_opening_bills(work, command.bills, command.on)
    problems.extend(faults)
    problems.raise_if_any()

    base = base_currency(work)
    worth = sum(_in_base(leg, base) for leg in legs)
    owed = sum(
        _worth(one.worked.fields["net_minor"], one.worked.fields["currency"], one.worked.fields["rate"], base)
        for one in invoices
    )
    owing = sum(_worth(one.total_minor, one.currency, one.rate, base) for one in bills)
    difference = worth + owed - owing
    if difference:
        amount = to_major(abs(difference), currency_digits(base))
        side = "debit" if difference > 0 else "credit"
        work.confirm("opening_difference", "opening.difference", amount=amount, side=side)
    entry_id = None
    if legs:
        counter = LegDraft(amount_minor=-worth, account_role=AccountRole.OPENING_EQUITY)
        draft = EntryDraft(
            posted_on=command.on,
            kind="opening",
            legs=(*legs, counter) if worth else tuple(legs),
            source_kind="opening",
            narration="Opening balances",
        )
        entry_id = _posted(work, draft)
    add_opening_invoices(work, invoices, command.on, sources)
    add_opening_bills(work, bills, command.on)
    return OpeningPosted(entry_id, len(invoices), len(bills), -difference)


def _posted(work: Work, draft: EntryDraft) -> UUID:
    try:
        return post_entry(work, draft)
    except RuleBroken as broken:
        raise RuleBroken(
            Problem(p.code, p.field.replace("legs", "lines", 1), p.params) for p in broken.problems
        ) from None


def _legs(lines: Sequence[OpeningLine], work: Work, problems: Problems) -> list[LegDraft]:
    chart, base = accounts(work), base_currency(work)
    legs: list[LegDraft] = []
    for at, line in enumerate(lines):
        field = f"lines.{at}"
        account_id = _account_id(line, chart, field, problems)
        if account_id is None:
            continue
        currency = line.currency or chart.by_id[account_id].currency or base
        digits = currency_digits(currency)
        for side, amount in (("debit", line.debit), ("credit", line.credit)):
            problems.require(amount >= 0, "entry.negative", f"{field}.{side}")
            problems.require(
                is_exact(amount, digits), "entry.too_many_decimals", f"{field}.{side}", currency=currency
            )
        problems.require(not (line.debit and line.credit), "entry.both_sides", field)
        problems.require(currency == base or line.rate, "entry.rate_missing", field, currency=currency)
        legs.append(
            LegDraft(
                amount_minor=to_minor(line.debit - line.credit, digits),
                account_id=account_id,
                party_id=line.party_id,
                currency=currency,
                # Fixed here, so that the counter leg balances whatever the currencies are.
                base_minor=_worth(
                    to_minor(line.debit - line.credit, digits), currency, line.rate or Decimal(1), base
                ),
                rate=line.rate,
            )
        )
    return legs


def _account_id(line: OpeningLine, chart: Chart, field: str, problems: Problems) -> UUID | None:
    account = (
        chart.by_id.get(line.account_id) if line.account_id else chart.by_code.get(line.account_code.strip())
    )
    if account is None:
        problems.add("account.not_found", f"{field}.account_id", account=line.account_code)
        return None
    if account.role in _BY_DOCUMENTS:
        problems.add("opening.by_documents", f"{field}.account_id", account=account.name)
    return account.id


def _worth(minor: int, currency: str, rate: Decimal, base: str) -> int:
    """An amount in minor units of the company's currency, rounded as postings are."""
    if currency == base:
        return minor
    shift = currency_digits(base) - currency_digits(currency)
    return to_minor(multiply(Decimal(minor), rate), shift)


def _in_base(leg: LegDraft, base: str) -> int:
    return leg.amount_minor if leg.currency == base else leg.base_minor or 0


def sums_of(lines: Iterable[OpeningLine]) -> tuple[Decimal, Decimal]:
    """Debits and credits in the company's currency, as the screen shows them while one types."""
    debit = credit = Decimal(0)
    for line in lines:
        rate = line.rate or Decimal(1)
        debit += line.debit * rate
        credit += line.credit * rate
    return debit, credit

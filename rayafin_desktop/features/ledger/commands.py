"""Commands of the ledger: accounts and journal vouchers. Posting itself is in `posting.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact
from rayafin_desktop.engine.work import Work

from ..companies.branches import chosen_branch
from ..companies.happenings import CompanyCreated
from ..currencies.queries import rate_on
from ..parties.model import Party
from .charts import chart_for
from .model import Account, JournalEntry, Leg
from .posting import post_entries, post_entry, reverse_entry
from .queries import accounts, base_currency
from .roles import AccountRole, AccountType
from .rules import EntryDraft, LegDraft, has_parent_cycle

__all__ = [
    "JournalLine",
    "PostJournal",
    "PostedEntry",
    "ReverseEntry",
    "SaveAccount",
    "open_chart",
    "post_entries",
    "post_entry",
    "post_journal",
    "reverse_entry",
    "reverse_entry_command",
    "save_account",
]


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry that stands in the ledger."""

    entry_id: UUID
    entry_no: int


@dataclass(frozen=True, kw_only=True)
class SaveAccount(Command[UUID]):
    """Make an account (without `id`) or change one (with `id` and the `version` that was seen)."""

    permission: ClassVar[str] = "account.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    type: AccountType
    parent_id: UUID | None = None
    is_group: bool = False
    role: AccountRole | None = None
    currency: str | None = None
    holds_money: bool = False
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """One line of a journal voucher: an amount on one side, in major units of `currency`.

    Without `currency` the amount is in the company's; of a foreign one `rate` is the company's currency
    per unit, without it the table's rate of the voucher's day.
    """

    account_id: UUID
    debit: Amount = Decimal(0)
    credit: Amount = Decimal(0)
    party_id: UUID | None = None
    currency: str | None = None
    rate: Exact | None = None
    memo: str = ""
    cost_centre_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PostJournal(Command[PostedEntry]):
    """Post a manual journal voucher; with `reverse_on` also its reversal on that day.

    An accrual at the end of a month is reversed on the first of the next, when the bill itself comes.
    """

    permission: ClassVar[str] = "journal.post"
    posted_on: date
    narration: str = ""
    reverse_on: date | None = None
    lines: tuple[JournalLine, ...]
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReverseEntry(Command[PostedEntry]):
    """Reverse a manual entry; entries of documents are reversed by voiding or crediting the document.

    Without a day the reversal is dated on the first open one, the entry's own or later.
    """

    permission: ClassVar[str] = "journal.reverse"
    entry_id: UUID
    on: date | None = None
    why: str


def open_chart(happening: CompanyCreated, work: Work) -> None:
    """Lay out the chart of accounts of a new company (reaction to CompanyCreated)."""
    seeds = chart_for(happening.company.country)
    ids = {seed.code: new_id("account") for seed in seeds}
    work.insert_many(
        Account(
            id=ids[seed.code],
            company_id=work.company_id,
            created_at=work.now,
            updated_at=work.now,
            code=seed.code,
            name=seed.name,
            type=seed.type,
            parent_id=ids.get(seed.parent),
            is_group=seed.is_group,
            role=seed.role,
            holds_money=seed.holds_money,
        )
        for seed in seeds
    )


def save_account(command: SaveAccount, work: Work) -> UUID:
    old = None if command.id is None else work.get(Account, command.id)
    wanted: dict[str, Any] = {
        "code": command.code.strip(),
        "name": command.name.strip(),
        "type": command.type,
        "parent_id": command.parent_id,
        "is_group": command.is_group,
        "role": command.role,
        "currency": command.currency or None,
        "holds_money": command.holds_money,
        "is_active": command.is_active,
    }
    problems = Problems()
    problems.require(wanted["code"], "account.code_missing", "code")
    problems.require(wanted["name"], "account.name_missing", "name")
    _check_place(command, work, problems)
    if old is not None:
        _check_change(command, old, work, problems)
    problems.raise_if_any()
    if old is None:
        return work.new(Account, **wanted).id
    version = old.version if command.version is None else command.version
    return work.save(dataclasses.replace(old, version=version, **wanted)).id


def _check_place(command: SaveAccount, work: Work, problems: Problems) -> None:
    """Code and role are free, and the parent is a group of the same type further up."""
    chart = accounts(work)
    same_code = chart.by_code.get(command.code.strip())
    if same_code is not None:
        problems.require(same_code.id == command.id, "account.code_taken", "code", taken=same_code.code)
    if command.role is not None:
        same_role = chart.by_role.get(command.role)
        if same_role is not None:
            problems.require(same_role.id == command.id, "account.role_taken", "role", account=same_role.name)
        problems.require(not command.is_group, "account.group_with_role", "role")
        problems.require(command.is_active, "account.role_needed", "is_active")
    if command.parent_id is not None:
        parent = chart.by_id.get(command.parent_id)
        if parent is None or not parent.is_group or parent.type is not command.type:
            problems.add("account.wrong_parent", "parent_id")
        elif command.id is not None:
            parents = {account.id: account.parent_id for account in chart.by_id.values()}
            problems.require(
                not has_parent_cycle(command.id, command.parent_id, parents),
                "account.wrong_parent",
                "parent_id",
            )


def _check_change(command: SaveAccount, old: Account, work: Work, problems: Problems) -> None:
    """What postings and members of a group rest on stays as it is."""
    if (command.type, command.is_group, command.currency or None) == (old.type, old.is_group, old.currency):
        return
    has_legs = work.first(
        select(Leg.c.line_no).where(Leg.c.company_id == work.company_id, Leg.c.account_id == old.id).limit(1)
    )
    has_members = work.find(Account, Account.c.parent_id == old.id) if old.is_group else None
    problems.require(has_legs is None and has_members is None, "account.in_use", "type", account=old.name)


def post_journal(command: PostJournal, work: Work) -> PostedEntry:
    problems = Problems()
    base = base_currency(work)
    legs = tuple(
        _leg(line, command.posted_on, base, f"lines.{at}", work, problems)
        for at, line in enumerate(command.lines)
    )
    problems.raise_if_any()
    draft = EntryDraft(
        posted_on=command.posted_on,
        kind="journal",
        source_kind="journal",
        narration=command.narration.strip(),
        legs=legs,
        branch_id=chosen_branch(work, command.branch_id),
    )
    try:
        posted = _posted(work, post_entry(work, draft))
    except RuleBroken as broken:
        # The voucher calls its legs lines.
        raise RuleBroken(
            Problem(p.code, p.field.replace("legs", "lines", 1), p.params) for p in broken.problems
        ) from None
    if command.reverse_on is not None:
        try:
            reverse_entry(work, posted.entry_id, command.reverse_on, command.narration.strip())
        except RuleBroken as broken:
            raise RuleBroken(Problem(p.code, "reverse_on", p.params) for p in broken.problems) from None
    return posted


def _leg(line: JournalLine, day: date, base: str, field: str, work: Work, problems: Problems) -> LegDraft:
    currency = line.currency or base
    found = rate_on(work, currency, day) if line.rate is None and currency != base else None
    digits = currency_digits(currency)
    for side, amount in (("debit", line.debit), ("credit", line.credit)):
        if problems.require(amount >= 0, "entry.negative", f"{field}.{side}"):
            problems.require(
                is_exact(amount, digits), "entry.too_many_decimals", f"{field}.{side}", currency=currency
            )
    problems.require(not (line.debit and line.credit), "entry.both_sides", field)
    if line.party_id is not None:
        work.get(Party, line.party_id, field=f"{field}.party_id")
    return LegDraft(
        amount_minor=to_minor(line.debit - line.credit, digits),
        account_id=line.account_id,
        party_id=line.party_id,
        currency=line.currency,
        rate=found.rate if found is not None else line.rate,
        memo=line.memo.strip(),
        cost_centre_id=line.cost_centre_id,
    )


def reverse_entry_command(command: ReverseEntry, work: Work) -> PostedEntry:
    problems = Problems()
    problems.require(command.why.strip(), "entry.why_missing", "why")
    entry = work.get(JournalEntry, command.entry_id, field="entry_id")
    problems.require(entry.source_kind in ("", "journal"), "entry.of_document", "entry_id", kind=entry.kind)
    problems.raise_if_any()
    work.why = command.why.strip()
    return _posted(work, reverse_entry(work, entry.id, command.on, work.why))


def _posted(work: Work, entry_id: UUID) -> PostedEntry:
    return PostedEntry(entry_id, work.get(JournalEntry, entry_id).entry_no)

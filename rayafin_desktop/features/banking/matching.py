"""Saying which entries a bank line confirms: by hand, by itself, or by booking it now."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..currencies.queries import own_currency, require_rate
from ..ledger.model import JournalEntry, Leg
from ..ledger.posting import post_entry
from ..ledger.queries import accounts
from ..ledger.rules import EntryDraft, LegDraft
from .importing import money_account
from .model import BankLine, BankMatch, BankRule, LineStatus
from .rules import candidates, rule_fits, sure_match
from .suggestions import legs_near, line_facts

# One command takes at most so many lines, so that nobody waits long for it; the next takes the rest.
MOST_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class LegChosen:
    """A leg of an entry, by the entry and its line number."""

    entry_id: UUID
    leg_no: int


@dataclass(frozen=True, kw_only=True)
class MatchBankLine(Command[None]):
    """Say which entries a line of the bank confirms; their amounts add up to it exactly."""

    permission: ClassVar[str] = "bank.match"
    bank_line_id: UUID
    legs: tuple[LegChosen, ...]


@dataclass(frozen=True, kw_only=True)
class UnmatchBankLine(Command[None]):
    """Take a match back; the line waits again, the entries stay."""

    permission: ClassVar[str] = "bank.match"
    bank_line_id: UUID


@dataclass(frozen=True, kw_only=True)
class IgnoreBankLine(Command[None]):
    """Leave a line out, with a reason (a copy, another firm's)."""

    permission: ClassVar[str] = "bank.match"
    bank_line_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class RestoreBankLine(Command[None]):
    """A line that was left out waits again."""

    permission: ClassVar[str] = "bank.match"
    bank_line_id: UUID


@dataclass(frozen=True, kw_only=True)
class BookBankLine(Command[UUID]):
    """Post an entry for a line (charges, interest, rent) and match it; answers the entry.

    `booked_to_id` takes the other side. Anything that pays an invoice or a bill is a payment instead.
    """

    permission: ClassVar[str] = "bank.book"
    bank_line_id: UUID
    booked_to_id: UUID
    party_id: UUID | None = None
    memo: str = ""


@dataclass(frozen=True, kw_only=True)
class MatchedBySelf:
    """How many lines found their entry, were booked by a rule, or wait for a person."""

    matched: int
    booked: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class MatchBankLines(Command[MatchedBySelf]):
    """Match every waiting line of an account that only one entry fits, and book those that a rule knows."""

    permission: ClassVar[str] = "bank.book"
    account_id: UUID


def match_bank_line(command: MatchBankLine, work: Work) -> None:
    line = _new_line(work, command.bank_line_id)
    _match(work, line, [(one.entry_id, one.leg_no) for one in command.legs])


def _new_line(work: Work, line_id: UUID) -> BankLine:
    line = work.get(BankLine, line_id, field="bank_line_id")
    if line.status is not LineStatus.NEW:
        raise RuleBroken([Problem("bank_line.not_new", "bank_line_id")])
    return line


def _match(work: Work, line: BankLine, chosen: Sequence[tuple[UUID, int]]) -> None:
    problems = Problems()
    problems.require(chosen, "bank_match.nothing", "legs")
    problems.require(len(set(chosen)) == len(chosen), "bank_match.twice", "legs")
    problems.raise_if_any()
    amounts = []
    in_own = line.currency == own_currency(work)
    for n, (entry_id, leg_no) in enumerate(chosen):
        leg = next((one for one in work.parts(Leg, entry_id) if one.line_no == leg_no), None)
        if leg is None or leg.account_id != line.account_id:
            problems.extend([Problem("bank_match.leg_not_found", f"legs.{n}")])
            continue
        if work.find(BankMatch, entry_id=entry_id, leg_no=leg_no) is not None:
            entry_no = work.get(JournalEntry, entry_id).entry_no
            problems.extend([Problem("bank_match.leg_taken", f"legs.{n}", {"entry_no": entry_no})])
        amounts.append(leg.base_minor if in_own else leg.amount_minor)
    problems.raise_if_any()
    if sum(amounts) != line.amount_minor:
        figures = {"legs_minor": sum(amounts), "line_minor": line.amount_minor}
        raise RuleBroken([Problem("bank_match.sum", "legs", figures)])
    for (entry_id, leg_no), minor in zip(chosen, amounts, strict=True):
        work.new(
            BankMatch,
            bank_line_id=line.id,
            account_id=line.account_id,
            entry_id=entry_id,
            leg_no=leg_no,
            amount_minor=minor,
        )
    work.save(dataclasses.replace(line, status=LineStatus.MATCHED))


def unmatch_bank_line(command: UnmatchBankLine, work: Work) -> None:
    line = work.get(BankLine, command.bank_line_id, field="bank_line_id")
    if line.status is not LineStatus.MATCHED:
        raise RuleBroken([Problem("bank_line.not_matched", "bank_line_id")])
    for match in work.all(BankMatch, BankMatch.c.bank_line_id == line.id):
        work.remove(match)
    work.save(dataclasses.replace(line, status=LineStatus.NEW))


def ignore_bank_line(command: IgnoreBankLine, work: Work) -> None:
    line = _new_line(work, command.bank_line_id)
    reason = command.reason.strip()
    if not reason:
        raise RuleBroken([Problem("bank_line.reason_missing", "reason")])
    work.why = reason
    work.save(dataclasses.replace(line, status=LineStatus.IGNORED, reason=reason))


def restore_bank_line(command: RestoreBankLine, work: Work) -> None:
    line = work.get(BankLine, command.bank_line_id, field="bank_line_id")
    if line.status is not LineStatus.IGNORED:
        raise RuleBroken([Problem("bank_line.not_ignored", "bank_line_id")])
    work.save(dataclasses.replace(line, status=LineStatus.NEW, reason=""))


def book_bank_line(command: BookBankLine, work: Work) -> UUID:
    line = _new_line(work, command.bank_line_id)
    return _book(work, line, command.booked_to_id, command.party_id, command.memo.strip())


def _book(work: Work, line: BankLine, account_id: UUID, party_id: UUID | None, memo: str) -> UUID:
    if account_id == line.account_id:
        raise RuleBroken([Problem("bank_line.same_account", "booked_to_id")])
    foreign = line.currency != own_currency(work)
    rate = require_rate(work, line.currency, line.booked_on, "bank_line_id") if foreign else None
    legs = tuple(
        LegDraft(
            amount_minor=minor,
            account_id=account,
            party_id=party,
            currency=line.currency,
            rate=rate,
            memo=memo,
        )
        for minor, account, party in (
            (line.amount_minor, line.account_id, None),
            (-line.amount_minor, account_id, party_id),
        )
    )
    draft = EntryDraft(
        posted_on=line.booked_on,
        kind="bank",
        legs=legs,
        source_kind="bank_line",
        source_id=line.id,
        narration=memo or f"{line.counterparty} {line.text}".strip()[:200],
    )
    entry_id = post_entry(work, draft)
    _match(work, line, [(entry_id, 1)])
    return entry_id


def match_bank_lines(command: MatchBankLines, work: Work) -> MatchedBySelf:
    account = money_account(work, command.account_id)
    c = BankLine.c
    waiting = work.execute(
        select(*(c[name] for name in BankLine.mapping.fields))
        .where(
            c.company_id == work.company_id,
            c.account_id == account.id,
            c.status == LineStatus.NEW,
            c.deleted_at.is_(None),
        )
        .order_by(c.booked_on, c.id)
        .limit(MOST_AT_ONCE)
    )
    lines = [BankLine(**row._mapping) for row in waiting]
    if not lines:
        return MatchedBySelf(matched=0, booked=0, waiting=0)
    legs = legs_near(work, account.id, lines[0].booked_on, lines[-1].booked_on)
    rules = work.all(BankRule, order_by=(BankRule.c.position, BankRule.c.id))
    matched = booked = 0
    for line in lines:
        sure = sure_match(candidates(line_facts(line), legs))
        if sure is not None:
            _match(work, line, [(sure.leg.entry_id, sure.leg.leg_no)])
            legs.remove(sure.leg)
            matched += 1
            continue
        rule = next((one for one in rules if _fits(one, line)), None)
        if rule is not None:
            _book(work, line, rule.booked_to_id, None, rule.memo)
            booked += 1
    return MatchedBySelf(matched=matched, booked=booked, waiting=len(lines) - matched - booked)


def _fits(rule: BankRule, line: BankLine) -> bool:
    words = f"{line.counterparty} {line.text} {line.reference}"
    return rule_fits(rule.contains, rule.incoming, words, line.amount_minor)


@dataclass(frozen=True, kw_only=True)
class SaveBankRule(Command[UUID]):
    """Book lines with these words to an account from now on, or change that rule.

    `incoming` None is for both directions; a smaller `position` is tried first.
    """

    permission: ClassVar[str] = "bank.rule"
    id: UUID | None = None
    version: int | None = None
    contains: str
    incoming: bool | None = None
    booked_to_id: UUID
    position: int = 100
    memo: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveBankRule(Command[None]):
    """Lines with these words wait for a person again."""

    permission: ClassVar[str] = "bank.rule"
    id: UUID


def save_bank_rule(command: SaveBankRule, work: Work) -> UUID:
    contains = command.contains.strip()
    account = accounts(work).by_id.get(command.booked_to_id)
    problems = Problems()
    problems.require(len(contains) >= 3, "bank_rule.contains_missing", "contains")
    usable = account is not None and not account.is_group and not account.holds_money and account.is_active
    problems.require(usable, "bank_rule.account_invalid", "booked_to_id")
    problems.raise_if_any()
    values = {
        "contains": contains,
        "incoming": command.incoming,
        "booked_to_id": command.booked_to_id,
        "position": command.position,
        "memo": command.memo.strip(),
    }
    if command.id is None:
        return work.new(BankRule, **values).id
    loaded = work.get(BankRule, command.id)
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, **values, version=version)).id  # type: ignore[arg-type]


def remove_bank_rule(command: RemoveBankRule, work: Work) -> None:
    work.remove(work.get(BankRule, command.id))

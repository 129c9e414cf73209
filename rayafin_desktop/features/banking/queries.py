"""Statements, lines, reconciliations and rules as lists."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..ledger.model import Account, JournalEntry
from .model import BankLine, BankMatch, BankReconciliation, BankRule, BankStatement, LineStatus

_L, _S, _R, _U, _A = BankLine.c, BankStatement.c, BankReconciliation.c, BankRule.c, Account.c


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedEntryRow:
    """An entry that a line confirms."""

    entry_id: UUID
    entry_no: int
    posted_on: date
    kind: str
    narration: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class BankRuleDetail:
    """A rule as its form shows it."""

    id: UUID
    version: int
    contains: str
    incoming: bool | None
    booked_to_id: UUID
    booked_to_name: str
    position: int
    memo: str


def matched_entries(read: Read, line_id: UUID) -> list[MatchedEntryRow]:
    """The entries a line is matched to."""
    read.actor.require("bank.read")
    match, entry = BankMatch.c, JournalEntry.c
    rows = read.fetch(
        select(
            match.entry_id, match.amount_minor, entry.entry_no, entry.posted_on, entry.kind, entry.narration
        )
        .join_from(
            BankMatch.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == match.company_id, entry.id == match.entry_id),
        )
        .where(match.company_id == read.company_id, match.bank_line_id == line_id, match.deleted_at.is_(None))
        .order_by(entry.entry_no)
    )
    return [MatchedEntryRow(**row._mapping) for row in rows]


def bank_rule_detail(read: Read, rule_id: UUID) -> BankRuleDetail:
    """One rule in full; NotFound (`bank_rule.not_found`)."""
    read.actor.require("bank.read")
    rule = read.get(BankRule, rule_id)
    values = {f.name: getattr(rule, f.name) for f in fields(BankRuleDetail) if f.name != "booked_to_name"}
    return BankRuleDetail(**values, booked_to_name=read.get(Account, rule.booked_to_id).name)


def _with_account(mapping: Any, account_id: Any, *columns: Any) -> Select[Any]:
    return select(*columns, _A.name.label("account_name"), _A.code.label("account_code")).join_from(
        mapping.table,
        Account.mapping.table,
        and_(_A.company_id == mapping.table.c.company_id, _A.id == account_id),
    )


def _lines(read: Read) -> Select[Any]:
    names = ("id", "version", "account_id", "booked_on", "value_on", "amount_minor", "currency")
    said = ("counterparty", "counterparty_account", "reference", "text", "status", "reason")
    return _with_account(
        BankLine.mapping,
        _L.account_id,
        *(_L[name] for name in (*names, *said)),
        func.coalesce(func.nullif(_L.counterparty, ""), _L.text).label("who"),
        case((_L.counterparty == "", _L.reference), else_=_L.text).label("words"),
        (_L.status == LineStatus.NEW).label("is_new"),
        (_L.status == LineStatus.MATCHED).label("is_matched"),
        (_L.status == LineStatus.IGNORED).label("is_ignored"),
    ).where(_L.company_id == read.company_id, _L.deleted_at.is_(None))


def _line_text(_read: Read, text: str) -> Condition:
    found = (column.icontains(text, autoescape=True) for column in (_L.counterparty, _L.text, _L.reference))
    return or_(*found)


def _line_stats(read: Read) -> dict[str, Any]:
    waiting = select(func.count()).where(
        _L.company_id == read.company_id, _L.status == LineStatus.NEW, _L.deleted_at.is_(None)
    )
    return {"waiting": int(read.scalar(waiting) or 0)}


BANK_LINE_ROWS = ListQuery(
    name="bank_lines",
    permission="bank.read",
    kinds=("bank_line", "bank_match"),
    select=_lines,
    key=_L.id,
    sorts={"booked_on": (_L.booked_on,)},
    default_sort=("booked_on", True),
    tabs={
        "new": lambda read: _L.status == LineStatus.NEW,
        "matched": lambda read: _L.status == LineStatus.MATCHED,
        "ignored": lambda read: _L.status == LineStatus.IGNORED,
        "all": lambda read: None,
    },
    search=_line_text,
    stats=_line_stats,
)


def _statements(read: Read) -> Select[Any]:
    names = ("id", "version", "file_name", "format", "reference", "currency", "first_on", "last_on")
    figures = ("opening_minor", "closing_minor", "lines_read", "lines_added", "created_at")
    columns = [_S[name] for name in (*names, *figures)]
    return _with_account(BankStatement.mapping, _S.account_id, *columns).where(
        _S.company_id == read.company_id, _S.deleted_at.is_(None)
    )


BANK_STATEMENT_ROWS = ListQuery(
    name="bank_statements",
    permission="bank.read",
    kinds=("bank_statement",),
    select=_statements,
    key=_S.id,
    sorts={"last_on": (_S.last_on,)},
    default_sort=("last_on", True),
    search=lambda _read, text: _S.file_name.icontains(text, autoescape=True),
)


def _reconciliations(read: Read) -> Select[Any]:
    names = ("id", "version", "reconciled_on", "currency", "books_minor", "bank_minor", "unpresented_minor")
    columns = [_R[name] for name in (*names, "unpresented", "created_at")]
    return _with_account(BankReconciliation.mapping, _R.account_id, *columns).where(
        _R.company_id == read.company_id, _R.deleted_at.is_(None)
    )


BANK_RECONCILIATION_ROWS = ListQuery(
    name="bank_reconciliations",
    permission="bank.read",
    kinds=("bank_reconciliation",),
    select=_reconciliations,
    key=_R.id,
    sorts={"reconciled_on": (_R.reconciled_on,)},
    default_sort=("reconciled_on", True),
)


def _rules(read: Read) -> Select[Any]:
    columns = [_U[name] for name in ("id", "version", "contains", "incoming", "position", "memo")]
    return _with_account(BankRule.mapping, _U.booked_to_id, *columns).where(
        _U.company_id == read.company_id, _U.deleted_at.is_(None)
    )


BANK_RULE_ROWS = ListQuery(
    name="bank_rules",
    permission="bank.read",
    kinds=("bank_rule",),
    select=_rules,
    key=_U.id,
    sorts={"position": (_U.position,)},
    default_sort=("position", False),
    search=lambda _read, text: _U.contains.icontains(text, autoescape=True),
)

LISTS = (BANK_LINE_ROWS, BANK_STATEMENT_ROWS, BANK_RECONCILIATION_ROWS, BANK_RULE_ROWS)

"""Taking a statement over: each movement once, whatever statements it stands on."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..ledger.queries import accounts, base_currency
from ..ledger.rules import AccountFacts
from .csv_statement import CsvColumns
from .model import BankLine, BankStatement
from .reading import read_statement
from .statements import FileRead, Statement, Unreadable, identities, sums_problem

_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class StatementImported:
    """What came of a file; `problems` are lines that could not be read, told and not taken over."""

    format: str
    statement_ids: tuple[UUID, ...]
    lines_read: int
    lines_added: int
    problems: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class ImportBankStatement(Command[StatementImported]):
    """Take a bank's file over for a money account: MT940, camt, OFX or CSV (`content` in base64).

    A movement that an earlier statement brought is not added again. A statement in another currency than the
    account is refused; one whose lines do not lead from its opening to its closing balance is asked about.
    """

    permission: ClassVar[str] = "bank.import"
    account_id: UUID
    file_name: str
    content: str
    columns: CsvColumns | None = None


def import_bank_statement(command: ImportBankStatement, work: Work) -> StatementImported:
    account = money_account(work, command.account_id)
    currency = account.currency or base_currency(work)
    content = _content(command.content)
    read = _read(content, command.columns, currency)
    digest = hashlib.sha256(content).hexdigest()
    _require_sound(work, read, currency)
    ids: list[UUID] = []
    lines_read = lines_added = 0
    for part, statement in enumerate(read.statements, start=1):
        if not statement.lines:
            continue
        lines_read += len(statement.lines)
        if work.find(BankStatement, account_id=account.id, digest=digest, part=part) is not None:
            continue
        statement_id = new_id("bank_statement")
        rows = _new_lines(work, account.id, statement_id, statement, currency)
        lines_added += len(rows)
        days = [line.booked_on for line in statement.lines]
        work.new(
            BankStatement,
            id=statement_id,
            account_id=account.id,
            file_name=command.file_name.strip()[:200],
            format=read.format,
            digest=digest,
            part=part,
            reference=statement.reference[:200],
            currency=currency,
            first_on=min(days),
            last_on=max(days),
            opening_minor=statement.opening_minor,
            closing_minor=statement.closing_minor,
            lines_read=len(statement.lines),
            lines_added=len(rows),
        )
        work.insert_many(rows)
        ids.append(statement_id)
    return StatementImported(
        format=read.format,
        statement_ids=tuple(ids),
        lines_read=lines_read,
        lines_added=lines_added,
        problems=tuple({"code": one.code, **one.params} for one in read.problems),
    )


def money_account(work: Work, account_id: UUID) -> AccountFacts:
    """The bank or cash account of this id; RuleBroken (`bank_account.not_money`) if it is none."""
    account = accounts(work).by_id.get(account_id)
    if account is None or not account.holds_money:
        params = {"account": account.name if account else str(account_id)}
        raise RuleBroken([Problem("bank_account.not_money", "account_id", params)])
    return account


def _content(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RuleBroken([Problem("statement.content_not_base64", "content")]) from error


def _read(content: bytes, columns: CsvColumns | None, currency: str) -> FileRead:
    """The file read; a CSV says no currency, so it is the account's."""
    known = columns or CsvColumns()
    try:
        return read_statement(content, replace(known, currency=known.currency or currency))
    except Unreadable as error:
        raise RuleBroken([error.problem]) from error


def _require_sound(work: Work, read: FileRead, currency: str) -> None:
    problems: list[Problem] = []
    for statement in read.statements:
        if statement.lines and statement.currency and statement.currency != currency:
            params = {"currency": statement.currency, "wanted": currency}
            problems.append(Problem("statement.other_currency", "content", params))
    if not any(one.lines for one in read.statements):
        problems.extend(read.problems or [Problem("statement.no_lines", "content")])
    if problems:
        raise RuleBroken(problems)
    if read.problems:
        return  # lines are missing, and that is told: the sums cannot hold
    for statement in read.statements:
        problem = sums_problem(statement)
        if problem is not None:
            work.confirm("statement.sums", problem.code, field=problem.field, **problem.params)


def _new_lines(
    work: Work, account_id: UUID, statement_id: UUID, statement: Statement, currency: str
) -> list[BankLine]:
    """The lines that no earlier statement of the account brought."""
    names = identities(str(account_id), statement.lines)
    known = _known(work, account_id, names)
    return [
        BankLine(
            id=new_id("bank_line"),
            company_id=work.company_id,
            created_at=work.now,
            updated_at=work.now,
            statement_id=statement_id,
            account_id=account_id,
            identity=identity,
            booked_on=line.booked_on,
            value_on=line.value_on,
            amount_minor=line.amount_minor,
            currency=currency,
            counterparty=_kept(line.counterparty),
            counterparty_account=_kept(line.counterparty_account),
            reference=_kept(line.reference),
            text=_kept(line.text),
        )
        for identity, line in zip(names, statement.lines, strict=True)
        if identity not in known and line.amount_minor
    ]


def _kept(text: str) -> str:
    """A bank's text without what no database keeps."""
    return text.replace("\0", "")


def _known(work: Work, account_id: UUID, names: list[str]) -> set[str]:
    c = BankLine.c
    found: set[str] = set()
    for at in range(0, len(names), _CHUNK):
        statement = select(c.identity).where(
            c.company_id == work.company_id,
            c.account_id == account_id,
            c.identity.in_(names[at : at + _CHUNK]),
        )
        found |= {row.identity for row in work.fetch(statement)}
    return found

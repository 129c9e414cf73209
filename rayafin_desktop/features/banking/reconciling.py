"""Finding that bank and books agree on a day, and keeping that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.work import Read, Work

from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from .importing import money_account
from .model import BankLine, BankMatch, BankReconciliation, BankStatement, LineStatus
from .suggestions import at_bank, kept_in, party_names

_L = Leg.c
_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpresentedRow:
    """A leg of the books that the bank has not confirmed; amount in the account's currency."""

    entry_id: UUID
    entry_no: int
    posted_on: date
    kind: str
    words: str
    party_name: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How bank and books stand on a day, in minor units of `currency`.

    `unpresented_minor` is what the bank has not seen, `before_minor` that part of it which was so when the
    first statement began: cheques out then, or a balance the books were opened with wrongly.
    `bank_minor` is None until a statement or a person says it. `difference_minor` is what nothing explains:
    books less what the bank has not seen, less the bank's balance.
    """

    account_id: UUID
    account_name: str
    as_of: date
    currency: str
    books_minor: int
    bank_minor: int | None
    unpresented_minor: int
    unpresented: int
    before_minor: int
    lines_open: int
    lines_open_minor: int

    @property
    def difference_minor(self) -> int | None:
        if self.bank_minor is None:
            return None
        return self.books_minor - self.unpresented_minor - self.bank_minor


@dataclass(frozen=True, kw_only=True)
class ReconcileAccount(Command[UUID]):
    """Keep that bank and books agree on a day.

    `bank_balance` is what the bank's statement closes with, in major units of the account's currency.
    Refused while a line up to that day waits, or a difference is left that nothing explains.
    """

    permission: ClassVar[str] = "bank.reconcile"
    account_id: UUID
    reconciled_on: date
    bank_balance: Amount


def reconcile_account(command: ReconcileAccount, work: Work) -> UUID:
    account = money_account(work, command.account_id)
    currency = account.currency or base_currency(work)
    bank_minor = to_minor(command.bank_balance, currency_digits(currency))
    found = standing(work, account.id, command.reconciled_on, bank_minor)
    problems: list[Problem] = []
    if found.lines_open:
        problems.append(
            Problem("bank_reconciliation.lines_open", "reconciled_on", {"count": found.lines_open})
        )
    if found.difference_minor:
        figures = {"difference_minor": found.difference_minor, "currency": currency}
        problems.append(Problem("bank_reconciliation.difference", "bank_balance", figures))
    if problems:
        raise RuleBroken(problems)
    return work.new(
        BankReconciliation,
        account_id=account.id,
        reconciled_on=command.reconciled_on,
        currency=currency,
        books_minor=found.books_minor,
        bank_minor=bank_minor,
        unpresented_minor=found.unpresented_minor,
        unpresented=found.unpresented,
    ).id


def standing(read: Read, account_id: UUID, as_of: date, bank_minor: int | None = None) -> Standing:
    """How an account stands on a day; without `bank_minor` the bank's balance is the latest statement's.

    The balance of a statement that closes before the day is carried on by the lines since.
    """
    account = accounts(read).by_id[account_id]
    start = _start(read, account_id)
    unseen = _unseen(read, account_id, as_of, start).subquery()
    total = read.scalar(select(func.sum(unseen.c.amount_minor)))
    count = read.scalar(select(func.count()).select_from(unseen))
    before = _before(read, account_id, as_of, start)
    line = BankLine.c
    waiting = select(func.count().label("lines"), func.sum(line.amount_minor).label("minor")).where(
        line.company_id == read.company_id,
        line.account_id == account_id,
        line.status == LineStatus.NEW,
        line.booked_on <= as_of,
        line.deleted_at.is_(None),
    )
    open_lines = read.execute(waiting).one()
    return Standing(
        account_id=account_id,
        account_name=account.name,
        as_of=as_of,
        currency=kept_in(read, account_id),
        books_minor=_books(read, account_id, as_of),
        bank_minor=bank_minor if bank_minor is not None else _bank_balance(read, account_id, as_of),
        unpresented_minor=int(total or 0) + before,
        unpresented=int(count or 0),
        before_minor=before,
        lines_open=int(open_lines.lines),
        lines_open_minor=int(open_lines.minor or 0),
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the bank's statements begin: the first day, and what the account held before it."""

    on: date
    opening_minor: int


def _start(read: Read, account_id: UUID) -> _Start | None:
    c = BankStatement.c
    first = read.execute(
        select(c.first_on, c.opening_minor)
        .where(
            c.company_id == read.company_id,
            c.account_id == account_id,
            c.opening_minor.is_not(None),
            c.deleted_at.is_(None),
        )
        .order_by(c.first_on, c.id)
        .limit(1)
    ).first()
    return None if first is None else _Start(first.first_on, int(first.opening_minor))


def _books(read: Read, account_id: UUID, until: date) -> int:
    """The account in the books at the end of a day, in the currency it is kept in."""
    total = select(func.sum(at_bank(read, account_id))).where(
        _L.company_id == read.company_id,
        _L.account_id == account_id,
        _L.posted_on <= until,
    )
    return int(read.scalar(total) or 0)


def _before(read: Read, account_id: UUID, as_of: date, start: _Start | None) -> int:
    """What the bank had not seen when its statements began, less what it has seen of that since.

    Entries from before the first statement have no lines; only their sum can be held against its opening.
    """
    if start is None or as_of < start.on:
        return 0
    gap = _books(read, account_id, start.on - timedelta(days=1)) - start.opening_minor
    match, line = BankMatch.c, BankLine.c
    seen = (
        select(func.sum(match.amount_minor))
        .join_from(
            BankMatch.mapping.table,
            BankLine.mapping.table,
            (line.company_id == match.company_id) & (line.id == match.bank_line_id),
        )
        .join(
            Leg.mapping.table,
            (_L.company_id == match.company_id)
            & (_L.entry_id == match.entry_id)
            & (_L.line_no == match.leg_no),
        )
        .where(
            match.company_id == read.company_id,
            match.account_id == account_id,
            match.deleted_at.is_(None),
            line.booked_on <= as_of,
            _L.posted_on < start.on,
        )
    )
    return gap - int(read.scalar(seen) or 0)


def _unseen(read: Read, account_id: UUID, as_of: date, start: _Start | None) -> Any:
    """Legs up to a day that no line up to that day confirms: a later line had not come then.

    Those from before the first statement are left to `_before`.
    """
    match, line = BankMatch.c, BankLine.c
    confirmed = (
        select(match.entry_id)
        .join_from(
            BankMatch.mapping.table,
            BankLine.mapping.table,
            (line.company_id == match.company_id) & (line.id == match.bank_line_id),
        )
        .where(
            match.company_id == _L.company_id,
            match.entry_id == _L.entry_id,
            match.leg_no == _L.line_no,
            match.deleted_at.is_(None),
            line.booked_on <= as_of,
        )
        .exists()
    )
    amount = at_bank(read, account_id)
    return select(_L.entry_id, _L.line_no, amount.label("amount_minor")).where(
        *([_L.posted_on >= start.on] if start is not None and as_of >= start.on else []),
        _L.company_id == read.company_id,
        _L.account_id == account_id,
        amount != 0,
        _L.posted_on <= as_of,
        ~confirmed,
    )


def _bank_balance(read: Read, account_id: UUID, as_of: date) -> int | None:
    """The bank's balance on a day: that of the latest statement closed by then, carried on by later lines.

    Within the first statement it is that one's opening balance, carried on likewise.
    """
    statement, line = BankStatement.c, BankLine.c
    latest = read.execute(
        select(statement.last_on, statement.closing_minor)
        .where(
            statement.company_id == read.company_id,
            statement.account_id == account_id,
            statement.closing_minor.is_not(None),
            statement.last_on <= as_of,
            statement.deleted_at.is_(None),
        )
        .order_by(statement.last_on.desc(), statement.id.desc())
        .limit(1)
    ).first()
    if latest is not None:
        return int(latest.closing_minor) + _moved(read, account_id, line.booked_on > latest.last_on, as_of)
    start = _start(read, account_id)
    if start is None or as_of < start.on:
        return None
    return start.opening_minor + _moved(read, account_id, line.booked_on >= start.on, as_of)


def _moved(read: Read, account_id: UUID, since: ColumnElement[bool], until: date) -> int:
    """What the lines of some days come to, those left out not counted."""
    line = BankLine.c
    total = select(func.sum(line.amount_minor)).where(
        line.company_id == read.company_id,
        line.account_id == account_id,
        since,
        line.booked_on <= until,
        line.status != LineStatus.IGNORED,
    )
    return int(read.scalar(total) or 0)


def account_standing(read: Read, account_id: UUID, as_of: date | None = None) -> Standing:
    """How a money account stands against its bank, today if no day is given."""
    read.actor.require("bank.read")
    return standing(read, account_id, as_of or read.today)


def unpresented_rows(read: Read, account_id: UUID, as_of: date) -> list[UnpresentedRow]:
    """What the bank had not confirmed on a day, oldest first: cheques out, deposits under way."""
    read.actor.require("bank.read")
    unseen = _unseen(read, account_id, as_of, _start(read, account_id)).subquery()
    entry = JournalEntry.c
    rows = read.fetch(
        select(
            unseen.c.entry_id,
            unseen.c.amount_minor,
            entry.entry_no,
            entry.posted_on,
            entry.kind,
            entry.narration,
        )
        .join_from(
            unseen,
            JournalEntry.mapping.table,
            (entry.company_id == read.company_id) & (entry.id == unseen.c.entry_id),
        )
        .order_by(entry.posted_on, entry.entry_no, unseen.c.line_no)
        .limit(_SHOWN)
    )
    names = party_names(read, [row.entry_id for row in rows])
    return [
        UnpresentedRow(
            entry_id=row.entry_id,
            entry_no=row.entry_no,
            posted_on=row.posted_on,
            kind=row.kind,
            words=row.narration,
            party_name=names.get(row.entry_id, ""),
            amount_minor=row.amount_minor,
        )
        for row in rows
    ]

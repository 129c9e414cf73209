"""The sample's bank: a statement of the last weeks, most of it matched, some of it waiting."""

from __future__ import annotations

import base64
import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.banking.importing import ImportBankStatement
from rayafin_desktop.features.banking.matching import MatchBankLines, SaveBankRule
from rayafin_desktop.features.banking.reconciling import ReconcileAccount, account_standing
from rayafin_desktop.features.ledger.model import JournalEntry, Leg
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole

from .office import Office

_WEEKS = 3


def bank_sends_statement(house: Office, last_day: date) -> None:
    """What the bank saw of the last weeks: all but the newest, its charges, and a receipt nobody knows."""
    first = last_day - timedelta(weeks=_WEEKS)
    until = last_day - timedelta(days=2)
    chart = house.ask(accounts)
    bank = chart.by_role[AccountRole.BANK]

    def opening(read: Read) -> int:
        c = Leg.c
        before = select(func.sum(c.base_minor)).where(
            c.company_id == read.company_id, c.account_id == bank.id, c.posted_on < first
        )
        return int(read.scalar(before) or 0)

    def seen(read: Read) -> list[tuple[date, str, int]]:
        leg, entry = Leg.c, JournalEntry.c
        statement = (
            select(leg.posted_on, entry.narration, leg.base_minor)
            .join_from(
                Leg.mapping.table,
                JournalEntry.mapping.table,
                (entry.company_id == leg.company_id) & (entry.id == leg.entry_id),
            )
            .where(
                leg.company_id == read.company_id,
                leg.account_id == bank.id,
                leg.posted_on.between(first, until),
            )
            .order_by(leg.posted_on, entry.entry_no)
        )
        return [(row.posted_on, row.narration, row.base_minor) for row in read.fetch(statement)]

    rows = [
        *house.ask(seen),
        (until, "SERVICE CHARGE QTR GST INCL", -1_180_00),
        (until, "NEFT CR UNKNOWN REMITTER", 2_500_000),
    ]
    content = _csv(rows, house.ask(opening))
    accountant = house.people.accountant
    charges = chart.by_role[AccountRole.BANK_CHARGES].id
    house.do(
        SaveBankRule(contains="SERVICE CHARGE", booked_to_id=charges, memo="Charges of the bank"), accountant
    )
    house.do(
        ImportBankStatement(
            account_id=bank.id,
            file_name=f"statement-{until.isoformat()}.csv",
            content=base64.b64encode(content.encode()).decode("ascii"),
        ),
        accountant,
    )
    house.do(MatchBankLines(account_id=bank.id), accountant)
    _reconcile(house, bank.id, first, until)


def _reconcile(house: Office, account_id: UUID, first: date, until: date) -> None:
    """The latest day before the bank's last one on which nothing waits is found to agree."""
    day = until - timedelta(days=1)
    while day >= first:
        standing = house.ask(account_standing, account_id, day)
        if standing.bank_minor is not None and not standing.lines_open and standing.difference_minor == 0:
            balance = to_major(standing.bank_minor)
            command = ReconcileAccount(account_id=account_id, reconciled_on=day, bank_balance=balance)
            house.do(command, house.people.accountant)
            return
        day -= timedelta(days=1)


def _csv(rows: list[tuple[date, str, int]], opening_minor: int) -> str:
    """The rows as a bank's CSV, with a running balance."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("Date", "Narration", "Amount", "Balance"))
    balance = opening_minor
    for day, words, minor in rows:
        balance += minor
        writer.writerow((day.isoformat(), words, _figure(minor), _figure(balance)))
    return out.getvalue()


def _figure(minor: int) -> Decimal:
    return to_major(minor)

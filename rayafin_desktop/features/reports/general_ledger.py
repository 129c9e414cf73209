"""The general ledger: accounts line by line, from what stood before a period to what stands after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, period_text
from ..ledger.balances import balances, ledger_lines
from ..ledger.model import Leg
from ..ledger.queries import accounts
from ..ledger.rules import AccountFacts
from .figures import ONE_DAY, asked_period

MOST_LINES = 20_000
"""Lines that one report shows; more are nobody's reading, and would be held in memory."""
DOCUMENTS = frozenset({"invoice", "credit_note", "bill", "debit_note", "expense", "payment"})
CUT = f"Only the first {MOST_LINES} lines are shown; choose fewer days. Sums and balances are of all."


def general_ledger(
    read: Read,
    *,
    first: date | None = None,
    last: date | None = None,
    account: UUID | None = None,
) -> ReportTable:
    """One account or all that moved or have a balance, with opening, running and closing balance.

    `difference_minor` sets opening and all legs (summed by the database) against the closing balances.
    """
    read.actor.require("ledger.read")
    period = asked_period(read, first, last)
    chart = accounts(read)
    wanted = None if account is None else [account]
    opening = balances(read, period.first - ONE_DAY, wanted)
    closing = balances(read, period.last, wanted)
    summed = _summed(read, period.first, period.last, wanted)
    lines = ledger_lines(read, period.first, period.last, wanted, limit=MOST_LINES + 1)
    cut = len(lines) > MOST_LINES
    by_account: dict[UUID, list[Any]] = {}
    for line in lines[:MOST_LINES]:
        by_account.setdefault(line.account_id, []).append(line)
    rows: list[ReportRow] = []
    for one in chart.by_code.values():
        before, after = opening.get(one.id, 0), closing.get(one.id, 0)
        if one.id == account or before or after or one.id in summed:
            rows += _account_rows(one, before, summed.get(one.id, (0, 0)), after, by_account.get(one.id, ()))
    debit, credit = (sum(one[n] for one in summed.values()) for n in (0, 1))
    if account is None:
        rows.append(ReportRow(values=(None, None, "Total", None, debit, credit, None), kind="total"))
    known = {*opening, *closing, *summed}
    return company_report(
        read,
        title="General ledger",
        subtitle=period_text(read, period.first, period.last),
        columns=(
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="entry_no", title="No.", kind="count"),
            ReportColumn(key="text", title="Account and note", grows=True),
            ReportColumn(key="party", title="Party"),
            ReportColumn(key="debit", title="Debit", kind="money"),
            ReportColumn(key="credit", title="Credit", kind="money"),
            ReportColumn(key="balance", title="Balance", kind="money"),
        ),
        rows=rows,
        remarks=(CUT,) if cut else (),
        parameters=as_parameters(first=period.first, last=period.last, account=account),
        difference_minor=sum(
            abs(opening.get(one, 0) + sum(_signed(summed.get(one, (0, 0)))) - closing.get(one, 0))
            for one in known
        ),
        landscape=True,
    )


def _signed(sums: tuple[int, int]) -> tuple[int, int]:
    return sums[0], -sums[1]


def _summed(
    read: Read, first: date, last: date, wanted: Sequence[UUID] | None
) -> dict[UUID, tuple[int, int]]:
    """Debits and credits of each account between two days, from the covering index."""
    leg = Leg.c
    ids = [one.id for one in accounts(read).by_id.values() if not one.is_group] if wanted is None else wanted
    debit = func.sum(func.abs(leg.base_minor) + leg.base_minor)
    statement = (
        select(leg.account_id, debit, func.sum(leg.base_minor))
        .where(
            leg.company_id == read.company_id,
            leg.account_id.in_(ids),
            leg.posted_on.between(first, last),
        )
        .group_by(leg.account_id)
    )
    return {one: (int(twice) // 2, int(twice) // 2 - int(net)) for one, twice, net in read.fetch(statement)}


def _account_rows(
    account: AccountFacts, before: int, moved: tuple[int, int], after: int, lines: Sequence[Any]
) -> list[ReportRow]:
    about = ("account", account.id)
    title = f"{account.code} {account.name}"
    rows = [
        ReportRow(values=(None, None, title, None, None, None, None), kind="section", about=about),
        ReportRow(values=(None, None, "Opening balance", None, None, None, before), indent=1),
    ]
    balance = before
    for line in lines:
        balance += line.base_minor
        rows.append(
            ReportRow(
                values=(
                    line.posted_on,
                    line.entry_no,
                    line.memo or line.narration or line.kind,
                    line.party_name,
                    max(line.base_minor, 0) or None,
                    max(-line.base_minor, 0) or None,
                    balance,
                ),
                indent=1,
                about=source_of(line),
            )
        )
    rows.append(
        ReportRow(values=(None, None, f"Closing balance {title}", None, *moved, after), kind="subtotal")
    )
    return rows


def source_of(line: Any) -> tuple[str, UUID]:
    """The document behind a leg; the entry itself where no document with a page of its own made it."""
    if line.source_id is not None and line.source_kind in DOCUMENTS:
        return (line.source_kind, line.source_id)
    return ("entry", line.entry_id)


GENERAL_LEDGER = Report(
    "general-ledger",
    "General ledger",
    "ledger.read",
    general_ledger,
    purpose="One account or all, line by line with the running balance.",
    days="month",
)

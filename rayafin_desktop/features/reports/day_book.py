"""The day book: every entry of some days with its legs, in the order of posting or by kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import case, func, select

from rayafin_desktop.engine.report import (
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
)
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, period_text
from ..ledger.balances import entry_legs
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..ledger.rules import Chart
from .figures import Period
from .general_ledger import CUT, MOST_LINES, source_of

BY = ReportOption("by", "Order", (("time", "By day"), ("kind", "By kind")))


def day_book(
    read: Read, *, first: date | None = None, last: date | None = None, by: str = "time"
) -> ReportTable:
    """Entries dated between two days, both included (the last day alone if no first is given).

    `difference_minor` is debits less credits of all of them, summed by the database.
    """
    read.actor.require("ledger.read")
    last = last or read.today
    period = Period(min(first or last, last), last)
    chart = accounts(read)
    legs = entry_legs(read, period.first, period.last, by_kind=by == "kind", limit=MOST_LINES + 1)
    cut = len(legs) > MOST_LINES
    shown: Sequence[Any] = legs[:MOST_LINES]
    sums = _sums(read, period)
    rows: list[ReportRow] = []
    if by == "kind":
        for kind, of_kind in groupby(shown, lambda leg: leg.kind):
            title = kind_title(kind)
            rows.append(ReportRow(values=(None, None, title, None, None, None), kind="section"))
            rows += _entries(chart, of_kind)
            count, total = sums[kind]
            words = f"{title}: {count} entries"
            rows.append(ReportRow(values=(None, None, words, None, total, total), kind="subtotal"))
    else:
        for day, of_day in groupby(shown, lambda leg: leg.posted_on):
            rows.append(ReportRow(values=(day, None, None, None, None, None), kind="section"))
            rows += _entries(chart, of_day)
    debit, credit = _sides(read, period)
    rows.append(ReportRow(values=(None, None, "Total", None, debit, credit), kind="total"))
    return company_report(
        read,
        title="Day book",
        subtitle=period_text(read, period.first, period.last),
        columns=(
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="entry_no", title="No.", kind="count"),
            ReportColumn(key="text", title="Entry and account", grows=True),
            ReportColumn(key="party", title="Party"),
            ReportColumn(key="debit", title="Debit", kind="money"),
            ReportColumn(key="credit", title="Credit", kind="money"),
        ),
        rows=rows,
        remarks=(CUT,) if cut else (),
        parameters=as_parameters(first=period.first, last=period.last, by=by),
        difference_minor=debit - credit,
    )


def kind_title(kind: str) -> str:
    """What happened, for people: `credit_note` is `Credit note`."""
    return kind.replace("_", " ").capitalize()


def _entries(chart: Chart, legs: Any) -> list[ReportRow]:
    rows: list[ReportRow] = []
    for _, of_entry in groupby(legs, lambda leg: leg.entry_no):
        lines = list(of_entry)
        head = lines[0]
        words = ": ".join(filter(None, (kind_title(head.kind), head.narration)))
        values = (head.posted_on, head.entry_no, words, None, None, None)
        rows.append(ReportRow(values=values, kind="group", indent=1, about=source_of(head)))
        for line in lines:
            account = chart.by_id[line.account_id]
            rows.append(
                ReportRow(
                    values=(
                        None,
                        None,
                        f"{account.code} {account.name}",
                        line.party_name,
                        max(line.base_minor, 0) or None,
                        max(-line.base_minor, 0) or None,
                    ),
                    indent=2,
                    about=("entry", line.entry_id),
                )
            )
    return rows


def _sums(read: Read, period: Period) -> dict[str, tuple[int, int]]:
    """How many entries of each kind there are, and what they come to."""
    entry = JournalEntry.c
    statement = (
        select(entry.kind, func.count(), func.sum(entry.total_minor))
        .where(entry.company_id == read.company_id, entry.posted_on.between(period.first, period.last))
        .group_by(entry.kind)
    )
    return {kind: (count, int(total)) for kind, count, total in read.fetch(statement)}


def _sides(read: Read, period: Period) -> tuple[int, int]:
    """Debits and credits of all legs of these days, from the covering index."""
    leg = Leg.c
    ids = [one.id for one in accounts(read).by_id.values() if not one.is_group]
    debit = func.sum(case((leg.base_minor > 0, leg.base_minor), else_=0))
    statement = select(debit, func.sum(leg.base_minor)).where(
        leg.company_id == read.company_id,
        leg.account_id.in_(ids),
        leg.posted_on.between(period.first, period.last),
    )
    found = read.first(statement)
    debits, net = (int(one or 0) for one in found) if found is not None else (0, 0)
    return debits, debits - net


DAY_BOOK = Report(
    "day-book",
    "Day book",
    "ledger.read",
    day_book,
    purpose="Every entry of some days with its lines, in order or by kind.",
    options=(BY,),
    days="today",
)

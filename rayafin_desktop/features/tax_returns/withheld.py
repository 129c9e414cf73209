"""The register of tax withheld and collected at source, read from its accounts in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, period_text
from ..ledger.balances import movements
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from ..parties.model import Party
from ..payments.model import Payment
from .reports import period

ACCOUNTS = {
    AccountRole.TDS_RECEIVABLE: "Withheld from us (TDS receivable)",
    AccountRole.TDS_PAYABLE: "Withheld by us (TDS payable)",
    AccountRole.TCS_RECEIVABLE: "Collected from us (TCS receivable)",
    AccountRole.TCS_PAYABLE: "Collected by us (TCS payable)",
}
_OWED_BY_US = frozenset({AccountRole.TDS_PAYABLE, AccountRole.TCS_PAYABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldRow:
    """One entry on an account of withheld tax; positive grows the account, minor units of the company's
    currency. Without a payment behind it (a deposit with the tax office, a journal) there is no section."""

    role: AccountRole
    section: str
    party_id: UUID | None
    party_name: str
    tax_id: str
    day: date
    number: str
    payment_id: UUID | None
    entry_id: UUID
    minor: int


def withheld(read: Read, first: date, last: date) -> Sequence[WithheldRow]:
    """Every entry of the period on the accounts of withheld tax, by account, section and party."""
    read.actor.require("tax_return.see")
    chart = accounts(read)
    by_id = {chart.by_role[role].id: role for role in ACCOUNTS if role in chart.by_role}
    leg, entry, payment, party = Leg.c, JournalEntry.c, Payment.c, Party.c
    party_id = func.coalesce(leg.party_id, payment.party_id)
    statement = (
        select(
            leg.account_id, func.coalesce(payment.section, "").label("section"),
            party.id.label("party_id"), func.coalesce(party.name, "").label("party_name"),
            func.coalesce(party.tax_id, "").label("tax_id"), leg.posted_on.label("day"),
            entry.narration, payment.id.label("payment_id"), payment.number, leg.entry_id,
            func.sum(leg.base_minor).label("minor"),
        )
        .select_from(
            Leg.mapping.table.join(
                JournalEntry.mapping.table,
                and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
            )
            .outerjoin(
                Payment.mapping.table,
                and_(
                    payment.company_id == entry.company_id,
                    payment.id == entry.source_id,
                    entry.source_kind == "payment",
                ),
            )
            .outerjoin(
                Party.mapping.table, and_(party.company_id == leg.company_id, party.id == party_id)
            )
        )
        .where(
            leg.company_id == read.company_id,
            leg.account_id.in_(list(by_id)),
            leg.posted_on.between(first, last),
        )
        .group_by(
            leg.account_id, payment.section, party.id, party.name, party.tax_id, leg.posted_on,
            entry.narration, entry.entry_no, payment.id, payment.number, leg.entry_id,
        )
        .order_by(leg.posted_on, entry.entry_no)
    )  # fmt: skip
    order = list(ACCOUNTS)
    rows = [
        WithheldRow(
            role=by_id[row.account_id],
            section=row.section,
            party_id=row.party_id,
            party_name=row.party_name,
            tax_id=row.tax_id,
            day=row.day,
            number=row.number or row.narration,
            payment_id=row.payment_id,
            entry_id=row.entry_id,
            minor=-int(row.minor) if by_id[row.account_id] in _OWED_BY_US else int(row.minor),
        )
        for row in read.fetch(statement)
        if row.minor
    ]
    return sorted(rows, key=lambda row: (order.index(row.role), row.section, row.party_name.casefold()))


def withholding_report(read: Read, *, first: date | None = None, last: date | None = None) -> ReportTable:
    """Tax withheld and collected in a period by section and party, by default the last full month."""
    first, last = period(read, first, last)
    found = withheld(read, first, last)
    rows: list[ReportRow] = []
    for role, of_role in groupby(found, key=lambda row: row.role):
        some = list(of_role)
        rows.append(ReportRow(values=(ACCOUNTS[role], None, None, None, None), kind="section"))
        for section, of_section in groupby(some, key=lambda row: row.section):
            members = list(of_section)
            name = f"Section {section}" if section else "Without a section"
            rows.append(
                ReportRow(
                    values=(name, None, None, None, sum(m.minor for m in members)), kind="group", indent=1
                )
            )
            rows += [
                ReportRow(
                    values=(m.party_name or "No party", m.tax_id or None, m.day, m.number, m.minor),
                    indent=2,
                    about=("payment", m.payment_id) if m.payment_id else ("entry", m.entry_id),
                )
                for m in members
            ]
        total = sum(m.minor for m in some)
        rows.append(ReportRow(values=(ACCOUNTS[role], None, None, None, total), kind="subtotal"))
    chart = accounts(read)
    moved = movements(read, first, last)
    apart = 0
    for role in ACCOUNTS:
        if role in chart.by_role:
            sign = -1 if role in _OWED_BY_US else 1
            booked = sign * moved.get(chart.by_role[role].id, 0)
            apart += abs(booked - sum(row.minor for row in found if row.role is role))
    return company_report(
        read,
        title="Tax withheld and collected at source",
        subtitle=period_text(read, first, last),
        columns=(
            ReportColumn(key="party", title="Party", grows=True),
            ReportColumn(key="tax_id", title="Tax number", kind="code"),
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="number", title="Payment"),
            ReportColumn(key="amount", title="Tax", kind="money"),
        ),
        rows=rows,
        parameters=as_parameters(first=first, last=last),
        # The kept sums are the whole company's, the entries those of one's own branch.
        difference_minor=None if read.actor.branch_id else apart,
    )


REPORTS = (
    Report(
        "withholding-register",
        "Tax withheld and collected at source",
        "tax_return.see",
        withholding_report,
        group="Tax",
        purpose="TDS and TCS of a period by section and party, withheld by you and from you.",
        kinds=("entry", "payment"),
    ),
)

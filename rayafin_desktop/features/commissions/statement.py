"""The commission statement: what somebody earned and got, day by day; and one settlement on paper.

Who may not see all commissions gets his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..companies.queries import fiscal_year
from ..companies.reporting import company_report, day_text, period_text, report_pdf
from ..parties.model import Party
from .beneficiaries import beneficiary_name, only_visible, with_beneficiary
from .model import Cause, Commission, CommissionEntry, CommissionSettlement, Seat, SettlementStatus

MOST_LINES = 20_000
_CAUSES = {
    Cause.SETTLED: "Payment",
    Cause.REOPENED: "Payment taken back",
    Cause.POSTED: "Invoice posted",
    Cause.CREDITED: "Credit note",
    Cause.VOIDED: "Voided",
}
_COLUMNS = (
    ReportColumn(key="date", title="Date", kind="date"),
    ReportColumn(key="text", title="For", grows=True),
    ReportColumn(key="through", title="Through"),
    ReportColumn(key="earned", title="Commission", kind="money"),
    ReportColumn(key="paid", title="Paid", kind="money"),
    ReportColumn(key="balance", title="Balance", kind="money"),
)
Whose = tuple[UUID, str, bool]  # member or party, currency, whether it is owed to us


def commission_statement(
    read: Read,
    *,
    first: date | None = None,
    last: date | None = None,
    member: UUID | None = None,
    party: UUID | None = None,
) -> ReportTable:
    """Opening balance, every entry and payment, closing balance, for each beneficiary and currency.

    The balance is what was earned and not paid yet, whatever has become of it between. It is worked out
    line by line and set against the sums of the database. RuleBroken `commission.period_backwards`.
    """
    read.actor.require("commission.read")
    last = last or read.today
    first = first or fiscal_year(read, last).starts_on
    if first > last:
        raise RuleBroken([Problem("commission.period_backwards", "first")])
    opening = _balances(read, first - timedelta(days=1), member, party)
    closing = _balances(read, last, member, party)
    lines = sorted(
        (*_entries(read, first, last, member, party), *_payments(read, first, last, member, party)),
        key=lambda line: (line.happened_on, line.sort, str(line.id)),
    )
    by_whose: dict[Whose, list[Any]] = {}
    for line in lines[:MOST_LINES]:
        by_whose.setdefault((line.whose, line.currency, bool(line.is_income)), []).append(line)
    names = {key: name for key, (name, _minor) in (opening | closing).items()}
    rows: list[ReportRow] = []
    difference = 0
    for key in sorted(names, key=lambda one: (names[one], one[1], one[2])):
        before, after = opening.get(key, ("", 0))[1], closing.get(key, ("", 0))[1]
        ones = by_whose.get(key, [])
        if before or after or ones:
            found = _rows(names[key], key, before, after, ones)
            rows += found
            difference += abs(before + sum(one.earned - one.paid for one in ones) - after)
    cut = len(lines) > MOST_LINES
    return company_report(
        read,
        title="Commission statement",
        subtitle=period_text(read, first, last),
        columns=_COLUMNS,
        rows=rows,
        remarks=(f"Only the first {MOST_LINES} lines are shown; choose fewer days.",) if cut else (),
        parameters=as_parameters(first=first, last=last, member=member, party=party),
        difference_minor=None if cut else difference,
    )


def _rows(name: str, key: Whose, before: int, after: int, lines: Sequence[Any]) -> list[ReportRow]:
    _id, currency, is_income = key
    title = f"{name}, {currency}" + (", brokerage owed to us" if is_income else "")
    rows = [ReportRow(values=(None, title, None, None, None, None), kind="section")]

    def line(values: tuple[Any, ...], **more: Any) -> ReportRow:
        return ReportRow(values=values, currency=currency, indent=1, **more)

    rows.append(line((None, "Opening balance", None, None, None, before)))
    balance = before
    for one in lines:
        balance += one.earned - one.paid
        through = _CAUSES[one.cause] if one.cause else "Settlement"
        about = ("commission_entry", one.id) if one.cause else None
        values = (one.happened_on, one.text, through, one.earned or None, one.paid or None, balance)
        rows.append(line(values, about=about))
    earned, paid = sum(one.earned for one in lines), sum(one.paid for one in lines)
    rows.append(
        ReportRow(
            values=(None, f"{name}, closing balance", None, earned, paid, after),
            kind="subtotal",
            currency=currency,
        )
    )
    return rows


def _whose(read: Read, c: Any, member: UUID | None, party: UUID | None) -> list[ColumnElement[bool]]:
    where = [c.company_id == read.company_id, only_visible(read, c.member_id)]
    if member is not None:
        where.append(c.member_id == member)
    if party is not None:
        where.append(c.party_id == party)
    return where


def _is_income() -> ColumnElement[int]:
    return case((CommissionEntry.c.seat.in_((Seat.BUYER, Seat.SELLER)), 1), else_=0)


def _entries(read: Read, first: date, last: date, member: UUID | None, party: UUID | None) -> Sequence[Any]:
    e, k, i, customer = CommissionEntry.c, Commission.c, SalesDocument.c, Party.c
    rows = read.fetch(
        select(
            e.id,
            func.coalesce(e.member_id, e.party_id).label("whose"),
            e.currency,
            _is_income().label("is_income"),
            e.happened_on,
            e.step,
            e.cause,
            e.amount_minor,
            i.number,
            customer.name,
        )
        .join_from(
            CommissionEntry.mapping.table,
            Commission.mapping.table,
            and_(k.company_id == e.company_id, k.id == e.commission_id),
        )
        .join(SalesDocument.mapping.table, and_(i.company_id == k.company_id, i.id == k.invoice_id))
        .join(Party.mapping.table, and_(customer.company_id == i.company_id, customer.id == i.party_id))
        .where(*_whose(read, e, member, party), e.happened_on.between(first, last))
        .order_by(e.happened_on, e.id)
        .limit(MOST_LINES + 1)
    )
    return [
        _Line(row, text=f"{row.number} {row.name}", earned=row.amount_minor, cause=row.cause, sort=0)
        for row in rows
    ]


def _payments(read: Read, first: date, last: date, member: UUID | None, party: UUID | None) -> Sequence[Any]:
    s = CommissionSettlement.c
    rows = read.fetch(
        select(
            s.id,
            func.coalesce(s.member_id, s.party_id).label("whose"),
            s.currency,
            s.is_income,
            s.paid_on.label("happened_on"),
            s.number,
            s.reference,
            (s.amount_minor - s.recovered_minor).label("paid"),
        )
        .where(
            *_whose(read, s, member, party),
            s.status == SettlementStatus.PAID,
            s.paid_on.between(first, last),
        )
        .limit(MOST_LINES + 1)
    )
    return [_Line(row, text=f"{row.number} {row.reference}".strip(), paid=row.paid, sort=1) for row in rows]


class _Line:
    """An entry or a payment on the statement."""

    def __init__(
        self,
        row: Any,
        *,
        text: str,
        sort: int,
        earned: int = 0,
        paid: int = 0,
        cause: Cause | None = None,
    ) -> None:
        self.id: UUID = row.id
        self.whose: UUID = row.whose
        self.currency: str = row.currency
        self.is_income = bool(row.is_income)
        self.happened_on: date = row.happened_on
        self.text, self.sort, self.earned, self.paid, self.cause = text, sort, earned, paid, cause


def _balances(
    read: Read, until: date, member: UUID | None, party: UUID | None
) -> dict[Whose, tuple[str, int]]:
    """What was earned and not paid at the end of a day, with the name, by beneficiary and currency."""
    e, s = CommissionEntry.c, CommissionSettlement.c
    found: dict[Whose, tuple[str, int]] = {}
    earned = with_beneficiary(
        select(
            func.coalesce(e.member_id, e.party_id),
            e.currency,
            _is_income().label("is_income"),
            beneficiary_name,
            func.sum(e.amount_minor),
        ).select_from(CommissionEntry.mapping.table),
        e,
    )
    for whose, currency, income, name, minor in read.fetch(
        earned.where(*_whose(read, e, member, party), e.happened_on <= until).group_by(
            func.coalesce(e.member_id, e.party_id), e.currency, "is_income", beneficiary_name
        )
    ):
        found[whose, currency, bool(income)] = (name, int(minor))
    paid = select(
        func.coalesce(s.member_id, s.party_id),
        s.currency,
        s.is_income,
        func.sum(s.amount_minor - s.recovered_minor),
    ).where(*_whose(read, s, member, party), s.status == SettlementStatus.PAID, s.paid_on <= until)
    for whose, currency, income, minor in read.fetch(
        paid.group_by(func.coalesce(s.member_id, s.party_id), s.currency, s.is_income)
    ):
        name, sum_ = found.get((whose, currency, bool(income)), ("", 0))
        found[whose, currency, bool(income)] = (name, sum_ - int(minor))
    return found


def settlement_statement(read: Read, number: str) -> ReportTable:
    """One settlement for its beneficiary: every line, and what is paid; NotFound where it is not visible."""
    read.actor.require("commission.read")
    e, k, i, s = CommissionEntry.c, Commission.c, SalesDocument.c, CommissionSettlement.c
    customer = Party.c
    head = with_beneficiary(
        select(
            s.id,
            s.number,
            s.settled_on,
            s.currency,
            s.amount_minor,
            s.recovered_minor,
            s.withheld_minor,
            s.paid_on,
            beneficiary_name.label("name"),
        ).select_from(CommissionSettlement.mapping.table),
        s,
    ).where(s.company_id == read.company_id, s.number == number, only_visible(read, s.member_id))
    found = read.first(head)
    if found is None:
        raise NotFound("commission_settlement.not_found", {"number": number})
    lines = read.fetch(
        select(e.id, e.happened_on, e.cause, e.amount_minor, i.number, customer.name)
        .join_from(
            CommissionEntry.mapping.table,
            Commission.mapping.table,
            and_(k.company_id == e.company_id, k.id == e.commission_id),
        )
        .join(SalesDocument.mapping.table, and_(i.company_id == k.company_id, i.id == k.invoice_id))
        .join(Party.mapping.table, and_(customer.company_id == i.company_id, customer.id == i.party_id))
        .where(e.company_id == read.company_id, e.settlement_id == found.id)
        .order_by(e.happened_on, e.id)
        .limit(MOST_LINES)
    )
    rows = [
        ReportRow(
            values=(one.happened_on, f"{one.number} {one.name}", _CAUSES[one.cause], one.amount_minor),
            about=("commission_entry", one.id),
        )
        for one in lines
    ]
    paid = found.amount_minor - found.recovered_minor - found.withheld_minor
    sums = (
        ("Commission", found.amount_minor, True),
        ("Kept back for what was taken back before", -found.recovered_minor, bool(found.recovered_minor)),
        ("Tax withheld", -found.withheld_minor, bool(found.withheld_minor)),
        ("To be paid" if found.paid_on is None else "Paid", paid, True),
    )
    shown = [one for one in sums if one[2]]
    rows += [
        ReportRow(values=(None, text, None, minor), kind="total" if one == shown[-1] else "subtotal")
        for one in shown
        for text, minor, _shown in (one,)
    ]
    day = day_text(read, found.settled_on)
    return company_report(
        read,
        title=f"Commission settlement {found.number}",
        subtitle=f"{found.name}, {day}, in {found.currency}",
        columns=(
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="text", title="Invoice", grows=True),
            ReportColumn(key="through", title="Through"),
            ReportColumn(key="amount", title="Commission", kind="money"),
        ),
        rows=rows,
        currency=found.currency,
        parameters={"number": number},
        difference_minor=sum(one.amount_minor for one in lines) - found.amount_minor if lines else None,
    )


def _settlement_pdf(read: Read, number: str) -> bytes:
    return report_pdf(settlement_statement(read, number))


COMMISSION_STATEMENT = Report(
    name="commission-statement",
    title="Commission statement",
    permission="commission.read",
    run=commission_statement,
    group="Commissions",
    purpose="What each agent earned and got, with every invoice and clawback.",
    kinds=("commission_entry", "commission_settlement"),
)
SETTLEMENT_PAPER = Document(
    kind="commission-settlement",
    title="Commission settlement",
    permission="commission.read",
    render=_settlement_pdf,
)

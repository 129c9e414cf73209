"""Brokerage as reports: the statement of a party, and what was earned by party, commodity or month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.read import Read
from rayafin_desktop.engine.report import (
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
)

from ..billing.model import SalesDocument
from ..commodities.model import Commodity
from ..commodities.rules import Side
from ..companies.queries import fiscal_year
from ..companies.reporting import company_report, month_text, period_text
from ..deliveries.model import Delivery
from ..parties.model import Party
from ..trades.model import Trade
from .model import BrokerageCharge, ChargeState
from .rules import rate_text

MOST_LINES = 20_000
_STATES = {ChargeState.DUE: "Due", ChargeState.BILLED: "Billed", ChargeState.SETTLED: "Paid"}
_LIVE = (ChargeState.DUE, ChargeState.BILLED, ChargeState.SETTLED)
_COLUMNS = (
    ReportColumn(key="date", title="Date", kind="date"),
    ReportColumn(key="contract", title="Contract", kind="code"),
    ReportColumn(key="text", title="Goods and lorry", grows=True),
    ReportColumn(key="kg", title="kg", kind="qty"),
    ReportColumn(key="value", title="Value", kind="money"),
    ReportColumn(key="rate", title="Rate"),
    ReportColumn(key="brokerage", title="Brokerage", kind="money"),
    ReportColumn(key="bill", title="Bill", kind="code"),
    ReportColumn(key="state", title="Status"),
)


def _lines(read: Read, first: date, last: date, party: UUID | None) -> Select[Any]:
    c, t, d, p, g, i = (
        BrokerageCharge.c, Trade.c, Delivery.c, Party.c, Commodity.c, SalesDocument.c,
    )  # fmt: skip
    statement = (
        select(
            c.id,
            c.happened_on,
            c.side,
            c.party_id,
            p.name.label("party_name"),
            t.number.label("trade_number"),
            g.name.label("commodity_name"),
            func.coalesce(d.lorry_no, "").label("lorry_no"),
            d.billed_kg,
            d.goods_minor,
            c.basis,
            c.rate,
            c.unit,
            c.amount_minor,
            c.booked_minor,
            c.currency,
            c.state,
            func.coalesce(i.number, "").label("bill"),
        )
        .select_from(
            BrokerageCharge.mapping.table.join(
                Trade.mapping.table, and_(t.company_id == c.company_id, t.id == c.trade_id)
            )
            .join(Party.mapping.table, and_(p.company_id == c.company_id, p.id == c.party_id))
            .join(Commodity.mapping.table, and_(g.company_id == t.company_id, g.id == t.commodity_id))
            .outerjoin(Delivery.mapping.table, and_(d.company_id == c.company_id, d.id == c.delivery_id))
            .outerjoin(SalesDocument.mapping.table, and_(i.company_id == c.company_id, i.id == c.invoice_id))
        )
        .where(
            c.company_id == read.company_id,
            c.deleted_at.is_(None),
            c.state.in_(_LIVE),
            c.happened_on.between(first, last),
        )
    )
    return statement if party is None else statement.where(c.party_id == party)


def _days(read: Read, first: date | None, last: date | None) -> tuple[date, date]:
    last = last or read.today
    first = first or fiscal_year(read, last).starts_on
    if first > last:
        raise RuleBroken([Problem("brokerage.period_backwards", "first")])
    return first, last


def brokerage_statement(
    read: Read, *, first: date | None = None, last: date | None = None, party: UUID | None = None
) -> ReportTable:
    """What each party owes or owed of brokerage: every charge with contract, lorry, value, rate and bill.

    For each party and currency the sum, and what of it is due, billed and paid.
    """
    read.actor.require("brokerage.read")
    first, last = _days(read, first, last)
    c = BrokerageCharge.c
    order = (func.lower(Party.c.name), c.party_id, c.currency, c.happened_on, c.step, c.id)
    found = read.fetch(_lines(read, first, last, party).order_by(*order).limit(MOST_LINES + 1))
    groups: dict[tuple[UUID, str], list[Any]] = {}
    for one in found[:MOST_LINES]:
        groups.setdefault((one.party_id, one.currency), []).append(one)
    rows: list[ReportRow] = []
    for (_party_id, currency), ones in groups.items():
        rows += _party_rows(ones[0].party_name, currency, ones)
    cut = len(found) > MOST_LINES
    return company_report(
        read,
        title="Brokerage statement",
        subtitle=period_text(read, first, last),
        columns=_COLUMNS,
        rows=rows,
        remarks=(f"Only the first {MOST_LINES} lines are shown; choose fewer days.",) if cut else (),
        parameters=as_parameters(first=first, last=last, party=party),
        landscape=True,
    )


def _party_rows(name: str, currency: str, ones: Sequence[Any]) -> list[ReportRow]:
    def row(values: tuple[Any, ...], **more: Any) -> ReportRow:
        return ReportRow(values=values, currency=currency, **more)

    rows = [row((None, None, f"{name}, {currency}", *[None] * 6), kind="section")]
    for one in ones:
        side = "buyer" if one.side is Side.BUY else "seller"
        text = ", ".join(filter(None, (one.commodity_name, one.lorry_no, f"as {side}")))
        rate = rate_text(one.basis, one.rate, one.unit.value if one.unit else "", currency)
        values = (
            one.happened_on, one.trade_number, text, one.billed_kg, one.goods_minor, rate, one.amount_minor,
            one.bill or None, _STATES[one.state],
        )  # fmt: skip
        rows.append(row(values, indent=1, about=("brokerage_charge", one.id)))
    states = {one.state for one in ones}
    for state, label in _STATES.items():
        minor = sum(one.amount_minor for one in ones if one.state is state)
        if state in states and len(states) > 1:
            rows.append(row((None, None, label, None, None, None, minor, None, None), kind="subtotal"))
    total = sum(one.amount_minor for one in ones)
    rows.append(row((None, None, f"{name} in all", None, None, None, total, None, None), kind="total"))
    return rows


def brokerage_earned(
    read: Read, *, first: date | None = None, last: date | None = None, by: str = "party"
) -> ReportTable:
    """What was earned by party, commodity or month: due, billed, paid, in the company's currency."""
    read.actor.require("brokerage.read")
    first, last = _days(read, first, last)
    sums: dict[tuple[Any, ...], dict[ChargeState, int]] = {}
    for one in read.fetch(_lines(read, first, last, None).limit(MOST_LINES)):
        states = sums.setdefault(_key(read, by, one), dict.fromkeys(_LIVE, 0))
        states[one.state] += one.booked_minor
    rows = [
        ReportRow(values=(key[-1], *(states[one] or None for one in _LIVE), sum(states.values())))
        for key, states in sorted(sums.items())
    ]
    totals = [sum(states[one] for states in sums.values()) for one in _LIVE]
    rows.append(ReportRow(values=("In all", *totals, sum(totals)), kind="total"))
    return company_report(
        read,
        title="Brokerage earned",
        subtitle=period_text(read, first, last),
        columns=(
            ReportColumn(key="name", title=_HEADS[by if by in _HEADS else "party"], grows=True),
            ReportColumn(key="due", title="Due", kind="money"),
            ReportColumn(key="billed", title="Billed, not paid", kind="money"),
            ReportColumn(key="paid", title="Paid", kind="money"),
            ReportColumn(key="total", title="Earned", kind="money"),
        ),
        rows=rows,
        parameters=as_parameters(first=first, last=last, by=by),
    )


_HEADS = {"party": "Party", "commodity": "Commodity", "month": "Month"}


def _key(read: Read, by: str, one: Any) -> tuple[Any, ...]:
    """What a line is summed under; sorts first by what it begins with, and is named by its last part."""
    if by == "commodity":
        return (one.commodity_name,)
    if by == "month":
        return one.happened_on.year, one.happened_on.month, month_text(read, one.happened_on)
    return one.party_name.lower(), str(one.party_id), one.party_name


BROKERAGE_STATEMENT = Report(
    name="brokerage-statement",
    title="Brokerage statement",
    permission="brokerage.read",
    run=brokerage_statement,
    group="Trade desk",
    purpose="What each party owes of brokerage, with every contract, lorry and bill.",
    kinds=("brokerage_charge", "invoice"),
)
BROKERAGE_EARNED = Report(
    name="brokerage-earned",
    title="Brokerage earned",
    permission="brokerage.read",
    run=brokerage_earned,
    group="Trade desk",
    purpose="What was earned by party, commodity or month, and what of it is due, billed and paid.",
    options=(ReportOption("by", "By", (("party", "Party"), ("commodity", "Commodity"), ("month", "Month"))),),
    kinds=("brokerage_charge", "invoice"),
)

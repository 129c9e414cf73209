"""The desk's registers: contracts of some days, what is open by commodity, what is open with each party."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from rayafin_desktop.base.quantity import from_scaled, to_scaled
from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity
from ..companies.queries import company_detail
from ..companies.reporting import as_of_text, company_report, period_text
from ..parties.model import Party
from ..trades.model import Trade, TradeState
from .statistics import exposures

_T = Trade.c
_OPEN = (TradeState.OPEN, TradeState.PART_DELIVERED)
_OUR_OWN = "Our own"


def trade_register(read: Read, *, first: date | None = None, last: date | None = None) -> ReportTable:
    """Contracts made between two days, both included, with what was agreed and what has been delivered.

    The last day alone if no first is given, today if no last is.
    """
    read.actor.require("trade.read")
    last = last or read.today
    first = min(first or last, last)
    found = _contracts(read, _T.traded_on >= first, _T.traded_on <= last)
    rows = [_registered(one) for one in found]
    own = company_detail(read).currency
    of_own = [one for one in found if one.currency == own]
    value, delivered = sum(one.est_value_minor for one in of_own), sum(one.delivered_minor for one in of_own)
    total = ReportRow(values=("Total", None, "", "", "", None, "", None, value, delivered), kind="total")
    foreign = len(found) - len(of_own)
    return company_report(
        read,
        title="Contract register",
        subtitle=period_text(read, first, last),
        columns=(
            ReportColumn(key="number", title="Contract", kind="code"),
            ReportColumn(key="traded_on", title="Date", kind="date"),
            ReportColumn(key="seller", title="Seller"),
            ReportColumn(key="buyer", title="Buyer"),
            ReportColumn(key="goods", title="Goods", grows=True),
            ReportColumn(key="quantity", title="Quantity", kind="qty"),
            ReportColumn(key="unit", title="Unit", kind="code"),
            ReportColumn(key="price", title="Price", kind="rate"),
            ReportColumn(key="value", title="Value, estimated", kind="money"),
            ReportColumn(key="delivered", title="Delivered", kind="money"),
        ),
        rows=[*rows, total],
        remarks=(f"{foreign} contracts in other currencies are not in the total.",) if foreign else (),
        parameters=as_parameters(first=first, last=last),
        landscape=True,
    )


def _registered(one: Any) -> ReportRow:
    return ReportRow(
        values=(
            one.number,
            one.traded_on,
            one.seller or _OUR_OWN,
            one.buyer or _OUR_OWN,
            one.goods.strip(),
            one.quantity,
            str(one.unit),
            one.price,
            one.est_value_minor,
            one.delivered_minor,
        ),
        about=("trade", one.id),
        currency=one.currency,
    )


def open_position(read: Read) -> ReportTable:
    """Open weight by commodity: to come in, to go out, and between others; estimated by nominal weights."""
    read.actor.require("trade.read")
    sums: dict[str, list[int]] = {}
    for one in _contracts(read, _T.state.in_(_OPEN)):
        left = max(to_scaled(one.est_weight_kg) - to_scaled(one.delivered_kg), 0)
        row = sums.setdefault(one.commodity, [0, 0, 0, 0])
        row[_column(one)] += left
        row[3] += 1
    rows = [
        ReportRow(values=(name, *(from_scaled(kg) for kg in row[:3]), from_scaled(row[0] - row[1]), row[3]))
        for name, row in sorted(sums.items())
    ]
    return company_report(
        read,
        title="Open position",
        subtitle=as_of_text(read, read.today),
        columns=(
            ReportColumn(key="commodity", title="Commodity", grows=True),
            ReportColumn(key="bought", title="To receive, kg", kind="qty"),
            ReportColumn(key="sold", title="To deliver, kg", kind="qty"),
            ReportColumn(key="brokered", title="Between others, kg", kind="qty"),
            ReportColumn(key="net", title="Our position, kg", kind="qty"),
            ReportColumn(key="contracts", title="Contracts", kind="count"),
        ),
        rows=rows,
        parameters=as_parameters(),
    )


def partner_exposure(read: Read) -> ReportTable:
    """What each party has open in contracts that are not delivered yet, largest first."""
    read.actor.require("trade.read")
    own = company_detail(read).currency
    found = exposures(read, own)
    rows = [
        ReportRow(values=(one.name, one.trades, one.open_minor), about=("party", one.party_id))
        for one in found
    ]
    return company_report(
        read,
        title="Open contracts by partner",
        subtitle=as_of_text(read, read.today),
        columns=(
            ReportColumn(key="party", title="Partner", grows=True),
            ReportColumn(key="contracts", title="Contracts", kind="count"),
            ReportColumn(key="open", title="Not delivered", kind="money"),
        ),
        rows=rows,
        remarks=("A contract between two partners stands with both of them.",),
        parameters=as_parameters(),
    )


def _column(trade: Any) -> int:
    """Which column of the position a contract belongs to: what we bought, what we sold, between others."""
    if trade.buyer_id is None:
        return 0
    return 1 if trade.seller_id is None else 2


def _contracts(read: Read, *conditions: Any) -> Sequence[Any]:
    """Contracts with the names of both sides, in order of day and number; cancelled ones left out."""
    buyer, seller = (Party.mapping.table.alias(name) for name in ("buyer", "seller"))
    goods = Commodity.c
    return read.fetch(
        select(
            _T.id, _T.number, _T.traded_on, _T.buyer_id, _T.seller_id, seller.c.name.label("seller"),
            buyer.c.name.label("buyer"), goods.name.label("commodity"),
            (goods.name + " " + _T.variety).label("goods"), _T.quantity, _T.unit, _T.price,
            _T.currency, _T.est_weight_kg, _T.est_value_minor, _T.delivered_kg, _T.delivered_minor,
        )
        .join_from(
            Trade.mapping.table,
            Commodity.mapping.table,
            and_(goods.company_id == _T.company_id, goods.id == _T.commodity_id),
        )
        .join(buyer, and_(buyer.c.company_id == _T.company_id, buyer.c.id == _T.buyer_id), isouter=True)
        .join(seller, and_(seller.c.company_id == _T.company_id, seller.c.id == _T.seller_id), isouter=True)
        .where(
            _T.company_id == read.company_id,
            _T.deleted_at.is_(None),
            _T.state != TradeState.CANCELLED,
            *conditions,
        )
        .order_by(_T.traded_on, _T.number, _T.id)
    )  # fmt: skip


REPORTS = (
    Report("trade-register", "Contract register", "trade.read", trade_register, group="Trade desk",
           purpose="Contracts of some days with both sides, price, value and what was delivered.",
           kinds=("trade",)),
    Report("trade-position", "Open position", "trade.read", open_position, group="Trade desk",
           purpose="What is still to come in and to go out, by commodity.", kinds=("trade",)),
    Report("trade-exposure", "Open contracts by partner", "trade.read", partner_exposure,
           group="Trade desk", purpose="What each partner has not delivered or taken yet.", kinds=("trade",)),
)  # fmt: skip

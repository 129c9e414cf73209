"""Reading brokerage: the charges, the bills, and the steps of one contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..commodities.model import Commodity
from ..commodities.rules import Side
from ..deliveries.model import Delivery
from ..ledger.queries import base_currency
from ..parties.model import Party
from ..trades.model import Trade
from .model import BrokerageCharge, ChargeState

_C = BrokerageCharge.c
OPEN, PAID, VOID = "OPEN", "PAID", "VOID"


def _charges(read: Read) -> Select[Any]:
    t, d, p, i, g = Trade.c, Delivery.c, Party.c, SalesDocument.c, Commodity.c
    return (
        select(
            _C.id,
            _C.due_on,
            _C.party_id,
            p.name.label("party_name"),
            _C.side,
            _C.trade_id,
            t.number.label("trade_number"),
            t.traded_on,
            g.name.label("commodity_name"),
            _C.delivery_id,
            func.coalesce(d.lorry_no, "").label("lorry_no"),
            func.coalesce(d.number, "").label("delivery_number"),
            d.billed_kg.label("delivered_kg"),
            _C.cause,
            _C.basis,
            _C.rate,
            _C.unit,
            _C.base_minor,
            _C.target_minor,
            _C.amount_minor,
            _C.currency,
            _C.state,
            _C.invoice_id,
            func.coalesce(i.number, "").label("invoice_number"),
            _C.why,
            (_C.state == ChargeState.DUE).label("is_due"),
            (_C.state == ChargeState.CANCELLED).label("is_cancelled"),
            _C.version,
        )
        .select_from(
            BrokerageCharge.mapping.table.join(
                Trade.mapping.table, and_(t.company_id == _C.company_id, t.id == _C.trade_id)
            )
            .join(Party.mapping.table, and_(p.company_id == _C.company_id, p.id == _C.party_id))
            .join(Commodity.mapping.table, and_(g.company_id == t.company_id, g.id == t.commodity_id))
            .outerjoin(Delivery.mapping.table, and_(d.company_id == _C.company_id, d.id == _C.delivery_id))
            .outerjoin(
                SalesDocument.mapping.table, and_(i.company_id == _C.company_id, i.id == _C.invoice_id)
            )
        )
        .where(_C.company_id == read.company_id, _C.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    columns = (Trade.c.number, Party.c.name, Delivery.c.lorry_no, SalesDocument.c.number)
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def brokerage_stats(read: Read) -> Mapping[str, Any]:
    """What is due from buyers and from sellers, and billed and not paid, in the company's currency."""
    due, billed = _C.state == ChargeState.DUE, _C.state == ChargeState.BILLED
    conditions: dict[str, ColumnElement[bool]] = {
        "due": due,
        "due_buy": and_(due, _C.side == Side.BUY),
        "due_sell": and_(due, _C.side == Side.SELL),
        "billed": billed,
    }
    columns: list[ColumnElement[Any]] = []
    for name, condition in conditions.items():
        money = func.sum(case((condition, _C.amount_minor), else_=0))
        columns.append(func.coalesce(money, 0).label(f"{name}_minor"))
        columns.append(func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(f"{name}_count"))
    row = read.first(
        select(*columns).where(
            _C.company_id == read.company_id,
            _C.state.in_((ChargeState.DUE, ChargeState.BILLED)),
            _C.currency == base_currency(read),
            _C.deleted_at.is_(None),
        )
    )
    return {column.name: int(value) for column, value in zip(columns, row or (0,) * 8, strict=True)}


CHARGE_ROWS = ListQuery(
    name="brokerage",
    permission="brokerage.read",
    kinds=("brokerage_charge", "invoice", "party"),
    select=_charges,
    key=_C.id,
    sorts={"due_on": (_C.due_on,)},
    default_sort=("due_on", True),
    tabs={
        "due": lambda _read: _C.state == ChargeState.DUE,
        "billed": lambda _read: _C.state == ChargeState.BILLED,
        "settled": lambda _read: _C.state == ChargeState.SETTLED,
        "all": lambda _read: None,
    },
    search=_search,
    stats=brokerage_stats,
)


def is_bill() -> ColumnElement[bool]:
    """Whether a sales document bills or credits brokerage of contracts."""
    # From the charges to their few bills, not through every invoice there is.
    billed = select(_C.company_id, _C.invoice_id).where(_C.invoice_id.is_not(None))
    return tuple_(SalesDocument.c.company_id, SalesDocument.c.id).in_(billed)


def _bills(read: Read) -> Select[Any]:
    d, p = SalesDocument.c, Party.c
    sign = case((d.kind == DocumentKind.CREDIT_NOTE, -1), else_=1)
    open_minor = d.total_minor - d.settled_minor
    return (
        select(
            d.id,
            d.number,
            d.kind,
            d.issued_on,
            d.due_on,
            d.party_id,
            p.name.label("party_name"),
            (sign * d.net_minor).label("net_minor"),
            (sign * d.tax_minor).label("tax_minor"),
            (sign * d.total_minor).label("total_minor"),
            (sign * open_minor).label("open_minor"),
            d.currency,
            case((open_minor == 0, literal(PAID)), else_=literal(OPEN)).label("state"),
            and_(open_minor > 0, d.due_on < read.today).label("is_overdue"),
            d.version,
        )
        .select_from(
            SalesDocument.mapping.table.join(
                Party.mapping.table, and_(p.company_id == d.company_id, p.id == d.party_id)
            )
        )
        .where(
            d.company_id == read.company_id,
            d.state == DocumentState.POSTED,
            d.deleted_at.is_(None),
            is_bill(),
        )
    )


BILL_ROWS = ListQuery(
    name="brokerage_bills",
    permission="brokerage.read",
    kinds=("invoice", "brokerage_charge", "party"),
    select=_bills,
    key=SalesDocument.c.id,
    sorts={"issued_on": (SalesDocument.c.issued_on,)},
    default_sort=("issued_on", True),
    tabs={
        "unpaid": lambda _read: SalesDocument.c.total_minor > SalesDocument.c.settled_minor,
        "all": lambda _read: None,
    },
    search=lambda _read, text: or_(
        SalesDocument.c.number.icontains(text, autoescape=True), Party.c.name.icontains(text, autoescape=True)
    ),
)


def _owing(read: Read) -> Select[Any]:
    p = Party.c
    due = exists(
        select(literal(1)).where(
            _C.company_id == p.company_id, _C.party_id == p.id, _C.state == ChargeState.DUE
        )
    )
    return select(p.id, p.name, p.code, p.city.label("note")).where(
        p.company_id == read.company_id, p.deleted_at.is_(None), due
    )


OWING_PARTIES = ListQuery(
    name="brokerage_parties",
    permission="brokerage.read",
    kinds=("brokerage_charge", "party"),
    select=_owing,
    key=Party.c.id,
    sorts={"name": (func.lower(Party.c.name),)},
    default_sort=("name", False),
    search=lambda _read, text: or_(
        Party.c.name.icontains(text, autoescape=True), Party.c.code.istartswith(text, autoescape=True)
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BilledCharge:
    """A charge on a bill, with its contract and lorry; minor units of the bill's currency."""

    charge: BrokerageCharge
    trade_number: str
    traded_on: date
    delivery_number: str
    lorry_no: str
    delivered_on: date | None
    kg: Decimal | None
    goods_minor: int | None


def charges_on(read: Read, invoice_id: UUID) -> list[BilledCharge]:
    """What a brokerage bill or its credit note is made of, by line, contract and day."""
    read.actor.require("brokerage.read")
    charges = read.all(
        BrokerageCharge,
        _C.invoice_id == invoice_id,
        order_by=(_C.invoice_line_no, _C.due_on, _C.step),
    )
    trades = read.by_ids(Trade, {charge.trade_id for charge in charges})
    deliveries = read.by_ids(Delivery, {one.delivery_id for one in charges if one.delivery_id is not None})
    found = []
    for charge in charges:
        lorry = deliveries.get(charge.delivery_id) if charge.delivery_id is not None else None
        trade = trades[charge.trade_id]
        found.append(
            BilledCharge(
                charge=charge,
                trade_number=trade.number,
                traded_on=trade.traded_on,
                delivery_number=lorry.number if lorry else "",
                lorry_no=lorry.lorry_no if lorry else "",
                delivered_on=lorry.delivered_on if lorry else None,
                kg=lorry.billed_kg if lorry else None,
                goods_minor=lorry.goods_minor if lorry else None,
            )
        )
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class ChargeStep:
    """A charge as a moment of its contract: when, what, and the formula."""

    id: UUID
    at: date
    title: str
    detail: str
    tone: str
    amount_minor: int


_TONES = {
    ChargeState.DUE: "warn",
    ChargeState.BILLED: "info",
    ChargeState.SETTLED: "pos",
    ChargeState.CANCELLED: "muted",
}


def brokerage_steps(read: Read, charge_id: UUID) -> list[ChargeStep]:
    """All steps of the contract's side a charge belongs to, the newest first."""
    read.actor.require("brokerage.read")
    one = read.get(BrokerageCharge, charge_id)
    return trade_charges(read, one.trade_id, one.side)[::-1]


def trade_charges(read: Read, trade_id: UUID, side: Side | None = None) -> list[ChargeStep]:
    """The steps of a contract's brokerage, of one side or both, in their order."""
    read.actor.require("brokerage.read")
    where = [_C.trade_id == trade_id]
    if side is not None:
        where.append(_C.side == side)
    return [
        ChargeStep(
            id=charge.id,
            at=charge.happened_on,
            title=_TITLES[charge.cause.value],
            detail=charge.why,
            tone=_TONES[charge.state],
            amount_minor=charge.amount_minor,
        )
        for charge in read.all(BrokerageCharge, *where, order_by=(_C.side, _C.step))
    ]


_TITLES = {
    "MADE": "Contract made",
    "AMENDED": "Contract amended",
    "DELIVERED": "Delivery",
    "TAKEN_BACK": "Delivery taken back",
    "ALLOWED": "Claim settled",
    "ENDED": "Contract ended",
    "REOPENED": "Contract goes on",
}


def brokerage_of(read: Read, trade_id: UUID) -> Mapping[ChargeState, int]:
    """What a contract's brokerage comes to by state, minor units of its currency."""
    rows = read.fetch(
        select(_C.state, func.sum(_C.amount_minor))
        .where(_C.company_id == read.company_id, _C.trade_id == trade_id)
        .group_by(_C.state)
    )
    return {ChargeState(state): int(minor) for state, minor in rows}


@dataclass(frozen=True, kw_only=True, slots=True)
class BillLineRow:
    """A charge of a bill as the panel beside the list shows it."""

    id: UUID
    trade_number: str
    lorry_no: str
    amount_minor: int
    currency: str


def brokerage_bill_lines(read: Read, invoice_id: UUID) -> list[BillLineRow]:
    """The contracts and lorries of a bill."""
    return [
        BillLineRow(
            id=one.charge.id,
            trade_number=one.trade_number,
            lorry_no=one.lorry_no or one.delivery_number,
            amount_minor=one.charge.amount_minor,
            currency=one.charge.currency,
        )
        for one in charges_on(read, invoice_id)
    ]

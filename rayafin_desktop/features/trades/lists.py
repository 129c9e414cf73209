"""The list of contracts with its views and figures, and the short one to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..billing.sources import seller_of
from ..commodities.model import Commodity
from ..parties.model import Party
from .model import Trade
from .rules import RUNNING, TradeState
from .settings import CONFIRM_HOURS

_T = Trade.c
_BUYER, _SELLER = Party.mapping.table.alias("buyers"), Party.mapping.table.alias("sellers")
_ENDED = (TradeState.DELIVERED, TradeState.CLOSED, TradeState.CANCELLED, TradeState.DEFAULTED)


def is_running() -> ColumnElement[bool]:
    """Something is still to be delivered."""
    return _T.state.in_(RUNNING)


def is_unconfirmed() -> ColumnElement[bool]:
    """A side other than our own has not confirmed a contract that is running."""
    return and_(
        is_running(),
        or_(
            and_(_T.buyer_id.is_not(None), _T.buyer_confirmed_at.is_(None)),
            and_(_T.seller_id.is_not(None), _T.seller_confirmed_at.is_(None)),
        ),
    )


def is_silent(read: Read) -> ColumnElement[bool]:
    """Unconfirmed for longer than a side has: since the note went out, or since the contract was made."""
    before = read.now - timedelta(hours=read.setting(CONFIRM_HOURS))
    return and_(is_unconfirmed(), func.coalesce(_T.note_sent_at, _T.created_at) < before)


def is_late(read: Read) -> ColumnElement[bool]:
    """Running past its last day of delivery."""
    return and_(is_running(), _T.delivery_to < read.today)


def delivered_percent() -> ColumnElement[int]:
    """How much of a contract is delivered, in whole percent: of the packages, else of the weight."""
    million = 1_000_000
    by_count = _raw(_T.delivered_packages) * million * 100 // _raw(func.nullif(_raw(_T.quantity), 0))
    by_weight = _raw(_T.delivered_kg) * 100 // _raw(func.nullif(_raw(_T.est_weight_kg), 0))
    return case((_T.unit.in_((TradeUnit.BALE, TradeUnit.BAG)), by_count), else_=func.coalesce(by_weight, 0))


def _raw(column: ColumnElement[Any]) -> ColumnElement[int]:
    """A scaled column as the integer it is stored as."""
    return type_coerce(column, BigInteger)


def _rows(read: Read) -> Select[Any]:
    return (
        select(
            _T.id,
            _T.number,
            _T.traded_on,
            _T.buyer_id,
            func.coalesce(_BUYER.c.name, "").label("buyer_name"),
            _T.seller_id,
            func.coalesce(_SELLER.c.name, "").label("seller_name"),
            _T.commodity_id,
            Commodity.c.name.label("commodity_name"),
            _T.variety,
            _T.quantity,
            _T.unit,
            _T.tolerance_percent,
            _T.price,
            _T.price_unit,
            _T.currency,
            _T.basis,
            _T.delivery_from,
            _T.delivery_to,
            _T.payment_type,
            _T.payment_days,
            _T.est_weight_kg,
            _T.est_value_minor,
            _T.delivered_packages,
            _T.delivered_kg,
            _T.delivered_minor,
            delivered_percent().label("delivered_percent"),
            _T.state,
            _T.revision,
            _T.note_sent_at,
            _T.buyer_confirmed_at,
            _T.seller_confirmed_at,
            _T.po_number,
            _T.closed_on,
            _T.close_reason,
            _T.invoice_back_minor,
            is_running().label("is_running"),
            is_unconfirmed().label("is_unconfirmed"),
            is_silent(read).label("is_silent"),
            is_late(read).label("is_late"),
            and_(is_running(), _T.buyer_id.is_not(None), _T.buyer_confirmed_at.is_(None)).label(
                "awaits_buyer"
            ),
            and_(is_running(), _T.seller_id.is_not(None), _T.seller_confirmed_at.is_(None)).label(
                "awaits_seller"
            ),
            and_(
                is_running(),
                or_(_T.buyer_confirmed_at.is_not(None), _T.seller_confirmed_at.is_not(None)),
            ).label("has_confirmed"),
            _T.state.in_((*RUNNING, TradeState.DELIVERED)).label("is_closable"),
            _T.state.in_((TradeState.CLOSED, TradeState.CANCELLED, TradeState.DEFAULTED)).label("is_over"),
            and_(_T.buyer_id.is_not(None), _T.seller_id.is_not(None)).label("is_brokered"),
            _T.version,
        )
        .join_from(
            Trade.mapping.table,
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _T.company_id, Commodity.c.id == _T.commodity_id),
        )
        .join(_BUYER, and_(_BUYER.c.company_id == _T.company_id, _BUYER.c.id == _T.buyer_id), isouter=True)
        .join(
            _SELLER, and_(_SELLER.c.company_id == _T.company_id, _SELLER.c.id == _T.seller_id), isouter=True
        )
        .where(_T.company_id == read.company_id, _T.deleted_at.is_(None))
    )


def _search(read: Read, text: str) -> Condition:
    """By part of the number, the order's number or the variety, or by a party's name."""
    found = matching(read.dialect, read.company_id, "trade", text)
    by_name = or_(
        _BUYER.c.name.icontains(text, autoescape=True),
        _SELLER.c.name.icontains(text, autoescape=True),
        Commodity.c.name.icontains(text, autoescape=True),
    )
    if found is None:
        return or_(_T.number.icontains(text, autoescape=True), by_name)
    return or_(_T.id.in_(found), by_name)


def trade_stats(read: Read) -> Mapping[str, Any]:
    """Value and count of running contracts in the company's currency; what of them waits or is late."""
    left = _T.est_value_minor - _T.delivered_minor
    left = case((left > 0, left), else_=0)
    columns: list[ColumnElement[Any]] = []
    for condition in (is_running(), is_silent(read), is_late(read)):
        columns.append(func.coalesce(func.sum(case((condition, left), else_=0)), 0))
        columns.append(func.coalesce(func.sum(case((condition, 1), else_=0)), 0))
    row = read.first(
        select(*columns).where(
            _T.company_id == read.company_id,
            is_running(),
            _T.deleted_at.is_(None),
            _T.currency == seller_of(read).currency,
        )
    )
    names = ("to_deliver", "to_deliver_count", "silent", "silent_count", "late", "late_count")
    return {name: int(value) for name, value in zip(names, row or (0,) * 6, strict=True)}


_SORTS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "traded_on": (_T.traded_on,),
    "number": (_T.number,),
}

TRADE_ROWS = ListQuery(
    name="trades",
    permission="trade.read",
    kinds=("trade", "party", "commodity"),
    select=_rows,
    key=_T.id,
    sorts=_SORTS,
    default_sort=("traded_on", True),
    tabs={
        "open": lambda read: is_running(),
        "unconfirmed": lambda read: is_unconfirmed(),
        "to_deliver": lambda read: and_(
            is_running(), or_(_T.delivery_from.is_(None), _T.delivery_from <= read.today)
        ),
        "closed": lambda read: _T.state.in_(_ENDED),
        "all": lambda read: None,
    },
    search=_search,
    stats=trade_stats,
)


def _lookup(read: Read) -> Select[Any]:
    return (
        select(
            _T.id,
            _T.number.label("name"),
            Commodity.c.code.label("code"),
            (func.coalesce(_SELLER.c.name, "-") + " → " + func.coalesce(_BUYER.c.name, "-")).label("note"),
            _T.state,
            _T.buyer_id,
            _T.seller_id,
            _T.traded_on,
        )
        .join_from(
            Trade.mapping.table,
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _T.company_id, Commodity.c.id == _T.commodity_id),
        )
        .join(_BUYER, and_(_BUYER.c.company_id == _T.company_id, _BUYER.c.id == _T.buyer_id), isouter=True)
        .join(
            _SELLER, and_(_SELLER.c.company_id == _T.company_id, _SELLER.c.id == _T.seller_id), isouter=True
        )
        .where(_T.company_id == read.company_id, _T.deleted_at.is_(None))
    )


TRADE_LOOKUP = ListQuery(
    name="trade_lookup",
    permission="trade.read",
    kinds=("trade",),
    select=_lookup,
    key=_T.id,
    sorts={"traded_on": (_T.traded_on,)},
    default_sort=("traded_on", True),
    tabs={"running": lambda read: is_running(), "all": lambda read: None},
    search=_search,
)

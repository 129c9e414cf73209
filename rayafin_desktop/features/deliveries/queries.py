"""Reading deliveries: the list, one lorry in full, and all lorries of a contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..commodities.model import Commodity
from ..commodities.rules import DeliveryBasis
from ..companies.commands import own_company
from ..lots.model import Lot
from ..parties.model import Party
from ..purchases.model import PurchaseDocument
from ..trades.model import Trade
from ..trades.queries import frozen_name
from .freight import pays_freight
from .model import (
    Delivery,
    DeliveryCharge,
    DeliveryDeduction,
    DeliveryLot,
    DeliveryState,
    DeliveryWeighing,
)
from .rules import Slip

_D, _T = Delivery.c, Trade.c
_BUYER, _SELLER = (Party.mapping.table.alias(name) for name in ("buyers", "sellers"))
_CARRIER = Party.mapping.table.alias("carriers")
_FREIGHT_BILL = PurchaseDocument.mapping.table.alias("freight_bills")


_RECKONED = ("net_kg", "billed_kg", "goods_minor", "allowance_minor", "charges_minor", "value_minor")


def _is_brokered() -> ColumnElement[bool]:
    return and_(_T.buyer_id.is_not(None), _T.seller_id.is_not(None))


def _is_billed() -> ColumnElement[bool]:
    """Ours has an invoice or a bill; where we broke, the seller's bill is noted."""
    ours = or_(_D.invoice_id.is_not(None), _D.bill_id.is_not(None))
    return or_(ours, and_(_is_brokered(), _D.seller_bill_no != ""))


def _is_freight_to_bill() -> ColumnElement[bool]:
    """Carriage that is ours, of a carrier and at a price that are known, not billed yet (`pays_freight`)."""
    theirs = _T.basis.in_([one for one in DeliveryBasis if one.seller_pays_freight])
    seller_pays = and_(_T.basis.is_not(None), theirs)
    return and_(
        _D.state != DeliveryState.VOID,
        _D.freight_minor > 0,
        _D.transporter_id.is_not(None),
        _D.freight_bill_id.is_(None),
        or_(and_(_T.seller_id.is_(None), seller_pays), and_(_T.buyer_id.is_(None), ~seller_pays)),
    )


def _not_billed(_read: Read) -> ColumnElement[bool]:
    return and_(_D.state == DeliveryState.DELIVERED, ~_is_billed())


def _rows(read: Read) -> Select[Any]:
    own = select(literal("")).scalar_subquery()
    delivered = _D.state == DeliveryState.DELIVERED
    return (
        select(
            *(_D[name] for name in ("id", "number", "trade_id")),
            _T.number.label("trade_number"),
            Commodity.c.code.label("commodity_code"),
            Commodity.c.name.label("commodity_name"),
            func.coalesce(_BUYER.c.name, own).label("buyer_name"),
            func.coalesce(_SELLER.c.name, own).label("seller_name"),
            func.coalesce(_CARRIER.c.name, "").label("transporter_name"),
            *(_D[name] for name in ("state", "lifted_on", "delivered_on", "lorry_no", "lr_no", "packages")),
            *(_D[name] for name in ("transporter_id", "driver_phone", "currency")),
            # A lorry on its way has no weight and no value yet, rather than none.
            *(case((_D.state != DeliveryState.LIFTED, _D[name])).label(name) for name in _RECKONED),
            *(_D[name] for name in ("freight_minor", "freight_advance_minor")),
            *(_D[name] for name in ("seller_bill_no", "seller_bill_on", "seller_bill_minor")),
            *(_D[name] for name in ("invoice_id", "bill_id", "freight_bill_id", "void_reason", "notes")),
            func.coalesce(SalesDocument.c.number, PurchaseDocument.c.number, _D.seller_bill_no, "").label(
                "bill_number"
            ),
            _is_brokered().label("is_brokered"),
            (_D.state == DeliveryState.LIFTED).label("is_lifted"),
            delivered.label("is_delivered"),
            (_D.state == DeliveryState.VOID).label("is_void"),
            (_D.state != DeliveryState.VOID).label("is_alive"),
            _is_billed().label("is_billed"),
            and_(delivered, ~_is_billed()).label("is_to_bill"),
            and_(delivered, _is_brokered()).label("is_to_note"),
            and_(delivered, ~_is_billed(), ~_is_brokered()).label("is_ours_to_bill"),
            func.coalesce(_is_freight_to_bill(), False).label("is_freight_to_bill"),
            func.coalesce(_FREIGHT_BILL.c.number, "").label("freight_bill_number"),
            case((_D.state == DeliveryState.LIFTED, _D.lifted_on), else_=_D.delivered_on).label("day"),
            _D.version,
        )
        .join_from(
            Delivery.mapping.table,
            Trade.mapping.table,
            and_(_T.company_id == _D.company_id, _T.id == _D.trade_id),
        )
        .join(
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _D.company_id, Commodity.c.id == _T.commodity_id),
        )
        .join(_BUYER, and_(_BUYER.c.company_id == _D.company_id, _BUYER.c.id == _T.buyer_id), isouter=True)
        .join(
            _SELLER, and_(_SELLER.c.company_id == _D.company_id, _SELLER.c.id == _T.seller_id), isouter=True
        )
        .join(
            _CARRIER,
            and_(_CARRIER.c.company_id == _D.company_id, _CARRIER.c.id == _D.transporter_id),
            isouter=True,
        )
        .join(
            SalesDocument.mapping.table,
            and_(SalesDocument.c.company_id == _D.company_id, SalesDocument.c.id == _D.invoice_id),
            isouter=True,
        )
        .join(
            PurchaseDocument.mapping.table,
            and_(PurchaseDocument.c.company_id == _D.company_id, PurchaseDocument.c.id == _D.bill_id),
            isouter=True,
        )
        .join(
            _FREIGHT_BILL,
            and_(_FREIGHT_BILL.c.company_id == _D.company_id, _FREIGHT_BILL.c.id == _D.freight_bill_id),
            isouter=True,
        )
        .where(_D.company_id == read.company_id, _D.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    return or_(
        _D.number.icontains(text, autoescape=True),
        _D.lorry_no.icontains(text, autoescape=True),
        _D.lr_no.icontains(text, autoescape=True),
        _D.seller_bill_no.icontains(text, autoescape=True),
        _T.number.icontains(text, autoescape=True),
        _BUYER.c.name.icontains(text, autoescape=True),
        _SELLER.c.name.icontains(text, autoescape=True),
    )


def delivery_stats(read: Read) -> Mapping[str, Any]:
    """Lorries on their way, and what is delivered and not billed, in the company's currency."""
    own = own_company(read).currency
    way = _D.state == DeliveryState.LIFTED
    open_ = _not_billed(read)
    row = read.first(
        select(
            func.coalesce(func.sum(case((way, 1), else_=0)), 0),
            func.coalesce(func.sum(case((way, _D.packages), else_=0)), 0),
            func.coalesce(func.sum(case((and_(open_, _D.currency == own), _D.value_minor), else_=0)), 0),
            func.coalesce(func.sum(case((open_, 1), else_=0)), 0),
        )
        .join_from(
            Delivery.mapping.table,
            Trade.mapping.table,
            and_(_T.company_id == _D.company_id, _T.id == _D.trade_id),
        )
        .where(_D.company_id == read.company_id, _D.deleted_at.is_(None))
    )
    names = ("on_the_way", "packages_on_the_way", "to_bill_minor", "to_bill_count")
    return {name: int(value) for name, value in zip(names, row or (0,) * 4, strict=True)}


DELIVERY_ROWS = ListQuery(
    name="deliveries",
    permission="delivery.read",
    kinds=("delivery", "trade", "invoice", "bill"),
    select=_rows,
    key=_D.id,
    sorts={"lifted_on": (_D.lifted_on,), "number": (_D.number,)},
    default_sort=("lifted_on", True),
    tabs={
        "on_the_way": lambda _read: _D.state == DeliveryState.LIFTED,
        "delivered": lambda _read: _D.state == DeliveryState.DELIVERED,
        "not_billed": _not_billed,
        "all": lambda _read: None,
    },
    search=_search,
    stats=delivery_stats,
)


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A weighbridge slip in kg."""

    at: str
    slip_no: str
    weighed_on: date | None
    bridge: str
    gross_kg: Decimal
    tare_kg: Decimal
    net_kg: Decimal


@dataclass(frozen=True, slots=True)
class LoadedLotRow:
    """A lot on a lorry with what a person knows it by; `why` are findings as JSON."""

    lot_id: UUID
    lot_no: str
    gin: str
    package_unit: TradeUnit
    packages: int
    weight_kg: Decimal
    allowance_minor: int
    why: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetail:
    """A lorry in full, as its page, its editor and its paper need it. Names are those of the contract."""

    delivery: Delivery
    trade: Trade
    commodity_name: str
    buyer_name: str
    seller_name: str
    transporter_name: str
    slips: tuple[SlipRow, ...]
    deductions: tuple[DeliveryDeduction, ...]
    charges: tuple[DeliveryCharge, ...]
    lots: tuple[LoadedLotRow, ...]
    invoice_number: str
    bill_number: str
    is_brokered: bool
    is_billed: bool
    freight_is_ours: bool

    @property
    def id(self) -> UUID:
        return self.delivery.id

    @property
    def version(self) -> int:
        return self.delivery.version


def delivery_detail(read: Read, delivery_id: UUID) -> DeliveryDetail:
    """One lorry in full; NotFound (`delivery.not_found`)."""
    read.actor.require("delivery.read")
    delivery = read.get(Delivery, delivery_id)
    trade = read.get(Trade, delivery.trade_id)
    parts = read.parts(DeliveryLot, delivery.id)
    lots = read.by_ids(Lot, [one.lot_id for one in parts])
    carrier = None if delivery.transporter_id is None else read.get(Party, delivery.transporter_id)
    invoice = None if delivery.invoice_id is None else read.find(SalesDocument, id=delivery.invoice_id)
    bill = None if delivery.bill_id is None else read.find(PurchaseDocument, id=delivery.bill_id)
    is_brokered = trade.buyer_id is not None and trade.seller_id is not None
    return DeliveryDetail(
        delivery=delivery,
        trade=trade,
        commodity_name=frozen_name(trade, "commodity"),
        buyer_name=frozen_name(trade, "buyer"),
        seller_name=frozen_name(trade, "seller"),
        transporter_name=carrier.name if carrier else "",
        slips=tuple(_slip(one) for one in read.parts(DeliveryWeighing, delivery.id)),
        deductions=tuple(read.parts(DeliveryDeduction, delivery.id)),
        charges=tuple(read.parts(DeliveryCharge, delivery.id)),
        lots=tuple(
            LoadedLotRow(
                one.lot_id,
                lots[one.lot_id].lot_no,
                lots[one.lot_id].gin,
                lots[one.lot_id].package_unit,
                one.packages,
                one.weight_kg,
                one.allowance_minor,
                one.why,
            )
            for one in parts
        ),
        invoice_number=(invoice.number or "") if invoice else "",
        bill_number=(bill.number or "") if bill else "",
        is_brokered=is_brokered,
        is_billed=bool(delivery.invoice_id or delivery.bill_id or (is_brokered and delivery.seller_bill_no)),
        freight_is_ours=pays_freight(trade),
    )


def _slip(row: DeliveryWeighing) -> SlipRow:
    net = Slip(row.at, row.gross_kg, row.tare_kg).net_kg
    return SlipRow(
        row.at.value, row.slip_no, row.weighed_on, row.bridge, row.gross_kg, row.tare_kg, net
    )  # fmt: skip


def slip_rows(read: Read, delivery_id: UUID) -> Sequence[SlipRow]:
    """The weighbridge slips of a lorry, for the side panel."""
    return delivery_detail(read, delivery_id).slips


def loaded_lot_rows(read: Read, delivery_id: UUID) -> Sequence[LoadedLotRow]:
    """The lots on a lorry, for the side panel."""
    return delivery_detail(read, delivery_id).lots


@dataclass(frozen=True, slots=True)
class DeliveryStep:
    """A moment of a lorry, for a timeline."""

    at: datetime
    title: str
    detail: str
    tone: str


def delivery_steps(read: Read, delivery_id: UUID) -> list[DeliveryStep]:
    """Loaded, weighed, billed, taken back; the newest first."""
    found = delivery_detail(read, delivery_id)
    one = found.delivery
    lorry = " · ".join(filter(None, (one.lorry_no, one.lr_no, found.transporter_name)))
    steps = [DeliveryStep(_at(one.lifted_on), "Loaded", lorry, "neutral")]
    if one.delivered_on is not None:
        slips = " · ".join(filter(None, (slip.slip_no for slip in found.slips)))
        steps.append(DeliveryStep(_at(one.delivered_on), "Weighed at the buyer's", slips, "info"))
    number = found.invoice_number or found.bill_number or one.seller_bill_no
    if found.is_billed:
        steps.append(DeliveryStep(one.updated_at, "Billed", number, "pos"))
    if one.state is DeliveryState.VOID:
        steps.append(DeliveryStep(one.updated_at, "Taken back", one.void_reason, "neg"))
    return steps[::-1]


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def deliveries_of(read: Read, trade_id: UUID) -> list[DeliveryDetail]:
    """The lorries of a contract that were not taken back, by the day they were loaded."""
    read.actor.require("delivery.read")
    rows = read.all(
        Delivery,
        _D.trade_id == trade_id,
        _D.state != DeliveryState.VOID,
        order_by=(_D.lifted_on, _D.number),
    )
    return [delivery_detail(read, one.id) for one in rows]


def trade_delivery_rows(read: Read, trade_id: UUID) -> Sequence[Any]:
    """The lorries of a contract as list rows, for its page and side panel; those taken back, too."""
    read.actor.require("delivery.read")
    return read.fetch(_rows(read).where(_D.trade_id == trade_id).order_by(_D.lifted_on, _D.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryForm:
    """A lorry as its forms show it; freight in major units of its currency."""

    id: UUID
    version: int
    number: str
    trade_number: str
    lorry_no: str
    lr_no: str
    driver_phone: str
    transporter_id: UUID | None
    transporter_name: str
    packages: int
    lifted_on: date
    freight: Decimal
    freight_advance: Decimal
    seller_bill_no: str
    seller_bill_on: date | None
    amount: Decimal | None
    notes: str


def delivery_form(read: Read, delivery_id: UUID) -> DeliveryForm:
    """What the forms of a lorry begin with; NotFound (`delivery.not_found`)."""
    found = delivery_detail(read, delivery_id)
    one = found.delivery
    digits = currency_digits(one.currency)
    names = ("id", "version", "number", "lorry_no", "lr_no", "driver_phone", "transporter_id", "packages",
             "lifted_on", "seller_bill_no", "seller_bill_on", "notes")  # fmt: skip
    return DeliveryForm(
        **{name: getattr(one, name) for name in names},
        trade_number=found.trade.number,
        transporter_name=found.transporter_name,
        freight=to_major(one.freight_minor, digits),
        freight_advance=to_major(one.freight_advance_minor, digits),
        amount=None if one.seller_bill_minor is None else to_major(one.seller_bill_minor, digits),
    )


def delivery_numbered(read: Read, number: str) -> UUID:
    """The delivery with this number; NotFound (`delivery.not_found`)."""
    found = read.find(Delivery, number=number.strip())
    if found is None:
        raise NotFound("delivery.not_found", {"number": number})
    return found.id


def lot_delivery_rows(read: Read, lot_id: UUID) -> Sequence[Any]:
    """The lorries a lot went out on, for its page."""
    read.actor.require("delivery.read")
    of_lot = select(DeliveryLot.c.delivery_id).where(
        DeliveryLot.c.company_id == read.company_id, DeliveryLot.c.lot_id == lot_id
    )
    return read.fetch(_rows(read).where(_D.id.in_(of_lot)).order_by(_D.lifted_on, _D.number))


LISTS = (DELIVERY_ROWS,)

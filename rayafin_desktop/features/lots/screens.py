"""Lots in the window: the list with what was measured, and the forms of a lot and of a test."""

from __future__ import annotations

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    Filter,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)
from rayafin_desktop.features.documents.screens import FILES

from .commands import OfferLotAgain, SaveLot, WithdrawLot
from .lab import AddLotTest, CorrectLotTest
from .model import LotState
from .queries import EXPIRED

STATES = (
    Choice(value=LotState.OPEN, label="On offer", tone="pos"),
    Choice(value=EXPIRED, label="Expired", tone="neg"),
    Choice(value=LotState.SOLD, label="Sold", tone="info"),
    Choice(value=LotState.WITHDRAWN, label="Withdrawn", tone="muted"),
)
PACKAGES = (
    Choice(value=TradeUnit.BALE, label="Bales"),
    Choice(value=TradeUnit.BAG, label="Bags"),
    Choice(value=TradeUnit.FCL, label="Containers"),
    Choice(value=TradeUnit.LORRY, label="Lorries"),
)
PRICE_UNITS = (
    Choice(value=TradeUnit.CANDY, label="Candy"),
    Choice(value=TradeUnit.QTL, label="Quintal"),
    Choice(value=TradeUnit.MT, label="Tonne"),
    Choice(value=TradeUnit.KG, label="Kilogram"),
    Choice(value=TradeUnit.MAUND, label="Maund"),
    Choice(value=TradeUnit.LB, label="Pound"),
    Choice(value=TradeUnit.BALE, label="Bale"),
    Choice(value=TradeUnit.BAG, label="Bag"),
)

_LOT = Column(key="lot_no", title="Lot", kind="code", width=100, priority=10)
_GOODS = Column(key="commodity_code", title="Goods", width=95, sortable=False, priority=8)
_SELLER = Column(key="party_name", title="Seller", kind="party", width=170, sortable=False, priority=5,
                 empty="Own stock")  # fmt: skip
_VARIETY = Column(key="variety", title="Variety", width=100, sortable=False, priority=7)
_GIN = Column(key="gin", title="Gin or mill", width=160, stretch=True, sortable=False,
              subtitle="location_name", priority=9)  # fmt: skip
_STATION = Column(key="location_name", title="Station", width=120, sortable=False)
_AVAILABLE = Column(key="available", title="Available", kind="count", width=90, sortable=False, priority=10)
_PACKAGES = Column(key="packages", title="Of", kind="count", width=70, sortable=False, priority=6)
_PRICE = Column(key="price", title="Price", kind="rate", width=110, sortable=False, priority=8,
                currency="currency", decimals=2)  # fmt: skip
_PER = Column(key="price_unit", title="Per", width=80, sortable=False, choices=PRICE_UNITS, priority=8)
_EXPIRES = Column(key="expires_on", title="Offered until", kind="date", width=110, alarm="is_expired",
                  priority=6)  # fmt: skip
_STATE = Column(key="state", title="Status", kind="status", width=100, sortable=False, choices=STATES,
                priority=9)  # fmt: skip


def _measured(key: str, title: str, priority: int, decimals: int = 1) -> Column:
    return Column(key=key, title=title, kind="qty", width=76, sortable=False, priority=priority,
                  decimals=decimals)  # fmt: skip


LOTS = ListScreen(
    key="lots",
    title="Tested lots",
    one="lot",
    many="lots",
    icon="package",
    query="lots",
    columns=(
        _LOT,
        _GOODS,
        _GIN,
        _SELLER,
        _VARIETY,
        _AVAILABLE,
        _PACKAGES,
        _measured("staple_mm", "Staple", 8),
        _measured("micronaire", "Mic", 6),
        _measured("strength_gpt", "Strength", 4),
        _measured("trash_pct", "Trash", 6),
        _measured("moisture_pct", "Moisture", 8),
        Column(key="other_values", title="Also measured", kind="dim", width=150, sortable=False, priority=3),
        _PRICE,
        _PER,
        _EXPIRES,
        _STATE,
    ),
    nav_group="Trade desk",
    nav_order=40,
    permission="lot.read",
    kinds=("lot", "lot_test", "attachment"),
    order="",
    title_key="lot_no",
    status_key="state",
    muted="is_muted",
    opens="lot.page",
    tabs=(
        Tab(key="open", label="On offer"),
        Tab(key="untested", label="Untested"),
        Tab(key="expiring", label="Expiring"),
        Tab(key="sold", label="Sold", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="available", label="Packages available", kind="count", tone="pos", count="open_count",
             noun="lots", one="lot", opens_tab="open"),
        Stat(key="untested", label="Untested", kind="count", tone="warn", opens_tab="untested"),
        Stat(key="expiring", label="Expiring", kind="count", tone="neg", opens_tab="expiring"),
    ),
    filters=(Filter(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup"),),
    search="Lot, gin, seller, variety or station",
    actions=(
        Action(key="new", label="New lot", icon="plus", primary=True, scope="page", opens="lot.edit",
               permission="lot.save"),
        Action(key="test", label="Enter a test", icon="flask-conical", primary=True, opens="lot.test",
               permission="lot.test"),
        Action(key="edit", label="Edit", icon="pencil", opens="lot.edit", permission="lot.save"),
        Action(key="withdraw", label="Withdraw", icon="archive", command=WithdrawLot, identity="id",
               when="is_open", permission="lot.save"),
        Action(key="offer", label="Offer again", icon="undo-2", command=OfferLotAgain, identity="id",
               when="is_withdrawn", permission="lot.save"),
    ),
    peek=(
        PeekSection(
            title="Lot",
            columns=(
                Column(key="commodity_name", title="Commodity"), _SELLER, _VARIETY, _PRICE, _PER,
                Column(key="grade", title="Grade"),
                Column(key="crop_year", title="Crop year"), _GIN, _STATION,
                Column(key="press", title="Press numbers", kind="code"),
                Column(key="weight_kg", title="Net weight, kg", kind="qty", decimals=0),
                Column(key="ready_on", title="Ready from", kind="date"), _EXPIRES,
                Column(key="notes", title="Notes"),
            ),
        ),
        PeekSection(
            title="Packages",
            columns=(
                _PACKAGES, Column(key="reserved", title="Promised", kind="count"),
                Column(key="delivered", title="Delivered", kind="count"), _AVAILABLE,
            ),
        ),
        PeekSection(
            title="Measured",
            kind="lines",
            query="lot_values",
            columns=(
                Column(key="name", title="Parameter", stretch=True),
                Column(key="shown", title="Value", kind="code", width=100),
            ),
        ),
        PeekSection(title="Tests", kind="timeline", query="lot_test_steps", by="id"),
        FILES,
    ),
    empty=EmptyState(
        title="No lots yet",
        text="A lot is what lies somewhere and is sold together: bales of one gin with their press numbers, "
        "their test and their price. Contracts take packages of it.",
        action="new",
    ),
)  # fmt: skip

LOT_FORM = FormScreen(
    key="lot.edit",
    noun="lot",
    icon="package",
    create=SaveLot,
    change=SaveLot,
    load="lot",
    permission="lot.save",
    title_key="lot_no",
    fields=(
        Field(key="lot_no", label="Lot number", kind="code", span=4, required=True, section="Lot"),
        Field(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup", span=4,
              required=True, section="Lot", shows="commodity_name"),
        Field(key="variety", label="Variety", span=4, section="Lot"),
        Field(key="party_id", label="Seller", kind="lookup", lookup="party_lookup", span=8, section="Lot",
              help="Empty for goods of our own.", creates="party.form"),
        Field(key="grade", label="Grade", span=2, section="Lot"),
        Field(key="crop_year", label="Crop year", span=2, section="Lot", placeholder="2025-26"),
        Field(key="gin", label="Gin or mill", span=8, section="Where it lies"),
        Field(key="location_id", label="Station", kind="lookup", lookup="location_lookup", span=4,
              section="Where it lies"),
        Field(key="packages", label="Packages", kind="count", span=3, required=True, section="How much"),
        Field(key="package_unit", label="Packed in", kind="choice", choices=PACKAGES, span=3,
              section="How much", help="Empty for what is usual of the commodity."),
        Field(key="press_from", label="First press number", kind="count", span=3, section="How much"),
        Field(key="press_to", label="Last press number", kind="count", span=3, section="How much"),
        Field(key="weight_kg", label="Net weight, kg", kind="qty", span=4, section="How much",
              help="Of the whole lot, where it is known."),
        Field(key="price", label="Price", kind="rate", span=4, section="On offer"),
        Field(key="price_unit", label="Per", kind="choice", choices=PRICE_UNITS, span=4, section="On offer"),
        Field(key="currency", label="Currency", kind="code", span=4, section="On offer"),
        Field(key="ready_on", label="Ready from", kind="date", span=4, section="On offer"),
        Field(key="expires_on", label="Offered until", kind="date", span=4, section="On offer"),
        Field(key="notes", label="Notes", kind="long", span=12, section="On offer"),
    ),
)  # fmt: skip

_TEST_FIELDS = (
    Field(key="readings", label="Measured values", kind="long", span=12, required=True,
          placeholder="staple 29.2, mic 4.1, strength 29.8, trash 2.9, moisture 7.8",
          help="Each value with its name, parted by commas."),
    Field(key="tested_on", label="Tested on", kind="date", span=4, required=True),
    Field(key="sampled_on", label="Sample drawn on", kind="date", span=4),
    Field(key="report_no", label="Report", kind="code", span=4),
    Field(key="lab", label="Laboratory", span=8),
    Field(key="sample_no", label="Sample", kind="code", span=4),
    Field(key="note", label="Remarks", kind="long", span=12),
)  # fmt: skip

TEST_FORM = FormScreen(
    key="lot.test",
    noun="test",
    icon="flask-conical",
    change=AddLotTest,
    load="lot_to_test",
    identity="lot_id",
    permission="lot.test",
    title_key="lot_no",
    fields=(Field(key="lot_no", label="Lot", kind="code", span=12, read_only=True), *_TEST_FIELDS),
)

CORRECTION_FORM = FormScreen(
    key="lot_test.correct",
    noun="test",
    icon="flask-conical",
    change=CorrectLotTest,
    load="lot_test",
    permission="lot.test",
    title_key="lot_no",
    fields=(Field(key="lot_no", label="Lot", kind="code", span=12, read_only=True), *_TEST_FIELDS),
)

SCREENS = (LOTS, LOT_FORM, TEST_FORM, CORRECTION_FORM)

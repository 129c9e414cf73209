"""Contracts in the window: the list with its side panel, the forms of their steps, and usual brokerage."""

from __future__ import annotations

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)
from rayafin_desktop.features.documents.screens import FILES

from ..commodities.rules import DeliveryBasis, PaymentType, Side
from .confirming import ConfirmTrade, SendTradeNote, TakeBackConfirmation
from .ending import CancelTrade, CloseTrade, DefaultTrade, ReopenTrade
from .entered import ReviseTrade
from .rates import SaveBrokerageRate
from .rules import BrokerageBasis, BrokerageTrigger, LotResult, TradeState

STATES = (
    Choice(value=TradeState.OPEN, label="Open", tone="info"),
    Choice(value=TradeState.PART_DELIVERED, label="Part delivered", tone="warn"),
    Choice(value=TradeState.DELIVERED, label="Delivered", tone="pos"),
    Choice(value=TradeState.CLOSED, label="Closed", tone="muted"),
    Choice(value=TradeState.CANCELLED, label="Cancelled", tone="muted"),
    Choice(value=TradeState.DEFAULTED, label="Defaulted", tone="neg"),
)
UNITS = (
    Choice(value=TradeUnit.BALE, label="Bale"),
    Choice(value=TradeUnit.CANDY, label="Candy"),
    Choice(value=TradeUnit.QTL, label="Quintal"),
    Choice(value=TradeUnit.MT, label="Tonne"),
    Choice(value=TradeUnit.KG, label="Kilogram"),
    Choice(value=TradeUnit.MAUND, label="Maund"),
    Choice(value=TradeUnit.BAG, label="Bag"),
    Choice(value=TradeUnit.LB, label="Pound"),
    Choice(value=TradeUnit.FCL, label="Container"),
    Choice(value=TradeUnit.LORRY, label="Lorry"),
)
BASES = (
    Choice(value=DeliveryBasis.EX_GIN, label="Ex gin"),
    Choice(value=DeliveryBasis.EX_WAREHOUSE, label="Ex warehouse"),
    Choice(value=DeliveryBasis.EX_PLANT, label="Ex plant"),
    Choice(value=DeliveryBasis.FOR, label="FOR"),
    Choice(value=DeliveryBasis.DELIVERED, label="Delivered"),
    Choice(value=DeliveryBasis.SPOT, label="Spot"),
    Choice(value=DeliveryBasis.FOB, label="FOB"),
    Choice(value=DeliveryBasis.CIF, label="CIF"),
    Choice(value=DeliveryBasis.CNF, label="CNF"),
    Choice(value=DeliveryBasis.CPT, label="CPT"),
    Choice(value=DeliveryBasis.ICE, label="ICE"),
)
PAYMENTS = (
    Choice(value=PaymentType.CASH, label="Cash"),
    Choice(value=PaymentType.SPOT, label="Spot"),
    Choice(value=PaymentType.CREDIT, label="Credit"),
    Choice(value=PaymentType.ADVANCE, label="In advance"),
    Choice(value=PaymentType.LC, label="Letter of credit"),
    Choice(value=PaymentType.BG, label="Bank guarantee"),
    Choice(value=PaymentType.CAD, label="Cash against documents"),
    Choice(value=PaymentType.DP, label="Documents against payment"),
    Choice(value=PaymentType.DA, label="Documents against acceptance"),
    Choice(value=PaymentType.TT, label="Bank transfer"),
)
SIDES = (Choice(value=Side.BUY, label="Buyer"), Choice(value=Side.SELL, label="Seller"))
BROKERAGE_BASES = (
    Choice(value=BrokerageBasis.PERCENT, label="Percent of the goods' value"),
    Choice(value=BrokerageBasis.PER_UNIT, label="For each unit"),
    Choice(value=BrokerageBasis.LUMP, label="Lump sum"),
)
TRIGGERS = (
    Choice(value=BrokerageTrigger.DELIVERY, label="On delivery"),
    Choice(value=BrokerageTrigger.CONTRACT, label="With the contract"),
)
RESULTS = (
    Choice(value=LotResult.UNTESTED, label="Not tested", tone="muted"),
    Choice(value=LotResult.PASSED, label="Passed", tone="pos"),
    Choice(value=LotResult.ALLOWANCE, label="With allowance", tone="warn"),
    Choice(value=LotResult.FAILED, label="Failed", tone="neg"),
)
OUR_FIRM = "Our firm"

_LOTS = PeekSection(
    title="Lots",
    kind="lines",
    query="trade_lot_rows",
    columns=(
        Column(key="lot_no", title="Lot", kind="code", stretch=True),
        Column(key="packages", title="Packages", kind="count"),
        Column(key="delivered", title="Delivered", kind="count"),
        Column(key="result", title="Test", kind="status", choices=RESULTS),
    ),
)
_AGREED = PeekSection(
    title="Agreed",
    columns=(
        Column(key="seller_name", title="Seller", empty=OUR_FIRM),
        Column(key="buyer_name", title="Buyer", empty=OUR_FIRM),
        Column(key="quantity", title="Quantity", kind="qty", decimals=0),
        Column(key="unit", title="Unit", choices=UNITS),
        Column(key="price", title="Price", kind="rate"),
        Column(key="price_unit", title="Price for a", choices=UNITS),
        Column(key="currency", title="Currency", kind="code"),
        Column(key="basis", title="Basis", choices=BASES),
        Column(key="delivery_from", title="Delivery from", kind="date"),
        Column(key="delivery_to", title="Delivery to", kind="date", alarm="is_late"),
        Column(key="payment_type", title="Payment", choices=PAYMENTS),
        Column(key="payment_days", title="Days of credit", kind="count"),
        Column(key="po_number", title="Order number", kind="code"),
    ),
)
_PROGRESS = PeekSection(
    title="Progress",
    columns=(
        Column(key="delivered_packages", title="Packages delivered", kind="count"),
        Column(key="delivered_kg", title="Kilograms delivered", kind="qty", decimals=0),
        Column(key="delivered_minor", title="Value delivered", kind="money", currency="currency"),
        Column(key="note_sent_at", title="Note sent", kind="instant"),
        Column(key="buyer_confirmed_at", title="Buyer confirmed", kind="instant", alarm="is_silent"),
        Column(key="seller_confirmed_at", title="Seller confirmed", kind="instant", alarm="is_silent"),
    ),
)

TRADES = ListScreen(
    key="trades",
    title="Trades",
    one="contract",
    many="contracts",
    icon="handshake",
    query="trades",
    nav_group="Trade desk",
    nav_order=30,
    shortcut_go="T",
    permission="trade.read",
    kinds=("trade", "trade_lot", "party", "commodity", "attachment"),
    order="traded_on",
    descending=True,
    title_key="number",
    amount_key="est_value_minor",
    status_key="state",
    muted="is_over",
    opens="trade.page",
    search="Number, party, commodity or order number",
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="unconfirmed", label="Unconfirmed"),
        Tab(key="to_deliver", label="To deliver"),
        Tab(key="closed", label="Closed", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="to_deliver", label="To deliver", count="to_deliver_count", noun="contracts",
             opens_tab="open"),
        Stat(key="silent", label="Not confirmed in time", tone="warn", count="silent_count",
             noun="contracts", opens_tab="unconfirmed"),
        Stat(key="late", label="Delivery late", tone="neg", count="late_count", noun="contracts",
             opens_tab="to_deliver"),
    ),
    badge="silent_count",
    columns=(
        Column(key="number", title="Number", kind="code", width=125, priority=10),
        Column(key="traded_on", title="Date", kind="date", width=95, priority=8),
        Column(key="seller_name", title="Seller", kind="party", width=140, stretch=True, sortable=False,
               empty=OUR_FIRM, priority=10),
        Column(key="buyer_name", title="Buyer", kind="party", width=150, sortable=False, empty=OUR_FIRM,
               priority=10),
        Column(key="commodity_name", title="Commodity", width=120, sortable=False, subtitle="variety",
               priority=9),
        Column(key="quantity", title="Quantity", kind="qty", width=70, sortable=False, decimals=0,
               priority=9),
        Column(key="unit", title="Unit", kind="dim", width=60, sortable=False, choices=UNITS, priority=9),
        Column(key="price", title="Price", kind="rate", width=90, sortable=False, priority=9),
        Column(key="delivered_percent", title="Delivered", kind="match", width=90, sortable=False,
               priority=7),
        Column(key="delivery_to", title="Deliver by", kind="date", width=100, sortable=False,
               alarm="is_late", priority=6),
        Column(key="est_value_minor", title="Value", kind="money", width=140, sortable=False,
               currency="currency", priority=5),
        Column(key="state", title="Status", kind="status", width=115, sortable=False, choices=STATES,
               priority=9),
    ),
    peek=(_AGREED, _PROGRESS, _LOTS, PeekSection(title="Activity", kind="timeline", query="trade_steps"),
          FILES),
    actions=(
        Action(key="new", label="New trade", icon="plus", primary=True, scope="page", opens="trade.editor",
               permission="trade.save"),
        Action(key="send", label="Note was sent", icon="send", opens="trade.send",
               permission="trade.confirm", when="is_running"),
        Action(key="confirm", label="Confirm", icon="circle-check", shortcut="C", primary=True,
               opens="trade.confirm", permission="trade.confirm", when="is_unconfirmed"),
        Action(key="amend", label="Amend", icon="pencil", shortcut="E", opens="trade.amend",
               permission="trade.save", when="is_running"),
        Action(key="unconfirm", label="Take back a confirmation", icon="undo-2", opens="trade.unconfirm",
               permission="trade.confirm", when="has_confirmed"),
        Action(key="close", label="Close", icon="check", opens="trade.close", permission="trade.close",
               when="is_closable"),
        Action(key="cancel", label="Cancel contract", icon="x", opens="trade.cancel",
               permission="trade.close", when="is_running"),
        Action(key="default", label="Failed by a side", icon="gavel", opens="trade.default",
               permission="trade.close", when="is_running"),
        Action(key="reopen", label="Reopen", icon="undo-2", opens="trade.reopen", permission="trade.close",
               when="is_over"),
    ),
    empty=EmptyState(
        title="No contracts yet",
        text="A contract is made when an offer is accepted, or entered here when it was agreed elsewhere.",
    ),
)  # fmt: skip

_NUMBER = Field(key="number", label="Contract", kind="code", span=4, read_only=True)
_SELLER = Field(key="seller_name", label="Seller", span=4, read_only=True)
_BUYER = Field(key="buyer_name", label="Buyer", span=4, read_only=True)
_REASON = Field(key="reason", label="Reason", kind="long", span=12, required=True)

CONFIRM_FORM = FormScreen(
    key="trade.confirm",
    noun="contract",
    icon="circle-check",
    change=ConfirmTrade,
    load="trades",
    permission="trade.confirm",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="side", label="Who confirmed", kind="choice", choices=SIDES, span=6, required=True),
        Field(key="confirmed_by", label="In person", span=6, placeholder="Name",
              help="Who said so for this side."),
    ),
)  # fmt: skip
AMEND_FORM = FormScreen(
    key="trade.amend",
    noun="contract",
    icon="pencil",
    change=ReviseTrade,
    load="trades",
    permission="trade.save",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="quantity", label="Quantity", kind="qty", span=4),
        Field(key="price", label="Price", kind="rate", span=4),
        Field(key="payment_days", label="Days of credit", kind="count", span=4),
        Field(key="delivery_from", label="Delivery from", kind="date", span=4),
        Field(key="delivery_to", label="Delivery to", kind="date", span=4),
        Field(key="po_number", label="Order number", kind="code", span=4),
        Field(key="asked_by", label="Who asked for it", span=12),
        Field(key="reason", label="Reason", kind="long", span=12, required=True,
              help="The note gets a new revision, and both sides confirm anew."),
    ),
)  # fmt: skip
UNCONFIRM_FORM = FormScreen(
    key="trade.unconfirm",
    noun="contract",
    icon="undo-2",
    change=TakeBackConfirmation,
    load="trades",
    permission="trade.confirm",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="side", label="Whose confirmation", kind="choice", choices=SIDES, span=6, required=True),
        _REASON,
    ),
)  # fmt: skip
SEND_FORM = FormScreen(
    key="trade.send",
    noun="contract",
    icon="send",
    change=SendTradeNote,
    load="trades",
    permission="trade.confirm",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="sent_to", label="Sent to", span=12, placeholder="Addresses or numbers",
              help="From now on each side has the hours of the settings to confirm."),
    ),
)  # fmt: skip
CLOSE_FORM = FormScreen(
    key="trade.close",
    noun="contract",
    icon="check",
    change=CloseTrade,
    load="trades",
    permission="trade.close",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="reason", label="Reason", kind="long", span=12,
              help="Needed where less than the tolerance allows was delivered. Reserved lots go back."),
    ),
)  # fmt: skip
CANCEL_FORM = FormScreen(
    key="trade.cancel",
    noun="contract",
    icon="x",
    change=CancelTrade,
    load="trades",
    permission="trade.close",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="reason", label="Reason", kind="long", span=12, required=True,
              help="What was delivered stays delivered; reserved lots go back."),
    ),
)  # fmt: skip
DEFAULT_FORM = FormScreen(
    key="trade.default",
    noun="contract",
    icon="gavel",
    change=DefaultTrade,
    load="trades",
    permission="trade.close",
    title_key="number",
    fields=(
        _NUMBER, _SELLER, _BUYER,
        Field(key="failed_side", label="Who failed", kind="choice", choices=SIDES, span=6, required=True),
        Field(key="market_price", label="Market price", kind="rate", span=6, required=True,
              help="For a unit of the contract's price, in its currency."),
        Field(key="penalty", label="Penalty for each unit", kind="rate", span=6),
        Field(key="penalty_points", label="Penalty in points", kind="count", span=6,
              help="Hundredths of a US cent a pound; the WCSA takes 100."),
        _REASON,
    ),
)  # fmt: skip
REOPEN_FORM = FormScreen(
    key="trade.reopen",
    noun="contract",
    icon="undo-2",
    change=ReopenTrade,
    load="trades",
    permission="trade.close",
    title_key="number",
    fields=(_NUMBER, _SELLER, _BUYER, _REASON),
)

BROKERAGE_RATES = ListScreen(
    key="brokerage_rates",
    title="Usual brokerage",
    one="rate",
    many="rates",
    icon="percent",
    query="brokerage_rates",
    nav_group="Settings",
    nav_order=74,
    permission="trade.read",
    kinds=("brokerage_rate", "party", "commodity"),
    order="from_on",
    descending=True,
    title_key="side",
    muted="is_muted",
    opens="brokerage_rate.edit",
    search="Party or commodity",
    tabs=(Tab(key="active", label="In use"), Tab(key="all", label="All", counted=False)),
    columns=(
        Column(key="side", title="Side", width=90, sortable=False, choices=SIDES, priority=10),
        Column(key="party_name", title="Party", width=200, stretch=True, sortable=False, empty="Any party",
               priority=9),
        Column(key="commodity_name", title="Commodity", width=160, sortable=False, empty="Any commodity",
               priority=9),
        Column(key="rate", title="Rate", kind="rate", width=100, sortable=False, priority=10),
        Column(key="basis", title="Reckoned on", width=190, sortable=False, choices=BROKERAGE_BASES,
               priority=8),
        Column(key="unit", title="Unit", kind="dim", width=90, sortable=False, choices=UNITS, priority=6),
        Column(key="trigger", title="Earned", width=140, sortable=False, choices=TRIGGERS, priority=5),
        Column(key="from_on", title="From", kind="date", width=110, priority=7),
    ),
    actions=(
        Action(key="new", label="New rate", icon="plus", primary=True, scope="page",
               opens="brokerage_rate.edit", permission="brokerage_rate.save"),
    ),
    empty=EmptyState(
        title="No usual brokerage yet",
        text="A new contract takes the rate that fits its party and commodity most narrowly.",
        action="new",
    ),
)  # fmt: skip
BROKERAGE_RATE_FORM = FormScreen(
    key="brokerage_rate.edit",
    noun="rate",
    icon="percent",
    create=SaveBrokerageRate,
    change=SaveBrokerageRate,
    load="brokerage_rates",
    permission="brokerage_rate.save",
    title_key="party_name",
    fields=(
        Field(key="side", label="Who pays", kind="choice", choices=SIDES, span=4, required=True),
        Field(key="party_id", label="Party", kind="lookup", lookup="party_lookup", span=8,
              help="Empty for any party."),
        Field(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup", span=8,
              help="Empty for any commodity."),
        Field(key="from_on", label="From", kind="date", span=4, required=True),
        Field(key="basis", label="Reckoned on", kind="choice", choices=BROKERAGE_BASES, span=6,
              required=True, default=BrokerageBasis.PERCENT),
        Field(key="rate", label="Rate", kind="rate", span=3, required=True),
        Field(key="unit", label="Unit", kind="choice", choices=UNITS, span=3,
              help="For brokerage by the unit."),
        Field(key="trigger", label="Earned", kind="choice", choices=TRIGGERS, span=6, required=True,
              default=BrokerageTrigger.DELIVERY),
        Field(key="is_active", label="In use", kind="check", span=6, default=True),
    ),
)  # fmt: skip

SCREENS = (
    TRADES,
    CONFIRM_FORM,
    AMEND_FORM,
    UNCONFIRM_FORM,
    SEND_FORM,
    CLOSE_FORM,
    CANCEL_FORM,
    DEFAULT_FORM,
    REOPEN_FORM,
    BROKERAGE_RATES,
    BROKERAGE_RATE_FORM,
)

"""Deliveries in the window: the list of lorries, and the forms that need no editor."""

from __future__ import annotations

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

from .commands import RecordLifting, VoidDelivery
from .freight import BillFreight
from .invoicing import InvoiceDelivery, NoteSellerBill
from .model import DeliveryState
from .rules import WeighedAt

STATES = (
    Choice(value=DeliveryState.LIFTED, label="On the way", tone="info"),
    Choice(value=DeliveryState.DELIVERED, label="Delivered", tone="pos"),
    Choice(value=DeliveryState.VOID, label="Taken back", tone="muted"),
)
PLACES = (
    Choice(value=WeighedAt.LOADING, label="At loading"),
    Choice(value=WeighedAt.UNLOADING, label="At unloading"),
)

_NUMBER = Column(key="number", title="Delivery", kind="code", width=130, priority=10)
_TRADE = Column(key="trade_number", title="Contract", kind="code", width=130, sortable=False, priority=7)
_LORRY = Column(key="lorry_no", title="Lorry", kind="code", width=120, sortable=False, priority=9)
_BUYER = Column(key="buyer_name", title="Buyer", kind="party", width=180, stretch=True, sortable=False,
                empty="Our firm", priority=8)  # fmt: skip
_SELLER = Column(key="seller_name", title="Seller", kind="party", width=170, sortable=False,
                 empty="Our firm", priority=5)  # fmt: skip
_GOODS = Column(key="commodity_code", title="Goods", width=100, sortable=False, priority=4)
_LIFTED = Column(key="lifted_on", title="Loaded", kind="date", width=105, priority=7)
_DELIVERED = Column(key="delivered_on", title="Delivered", kind="date", width=105, sortable=False, priority=6)
_PACKAGES = Column(key="packages", title="Packages", kind="count", width=80, sortable=False, priority=6)
_NET = Column(key="net_kg", title="Net kg", kind="qty", width=90, sortable=False, decimals=0, priority=3)
_BILLED = Column(key="billed_kg", title="Billed kg", kind="qty", width=90, sortable=False, decimals=0,
                 priority=8)  # fmt: skip
_VALUE = Column(key="value_minor", title="Value", kind="money", width=135, sortable=False,
                currency="currency", priority=9)  # fmt: skip
_BILL = Column(key="bill_number", title="Billed as", kind="code", width=120, sortable=False, priority=7)
_STATE = Column(key="state", title="Status", kind="status", width=105, sortable=False, choices=STATES,
                priority=9)  # fmt: skip


def _money(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind="money", currency="currency")


DELIVERIES = ListScreen(
    key="deliveries",
    title="Deliveries",
    one="delivery",
    many="deliveries",
    icon="truck",
    query="deliveries",
    columns=(
        _NUMBER, _TRADE, _LORRY, _BUYER, _SELLER, _GOODS, _LIFTED, _DELIVERED, _PACKAGES, _NET, _BILLED,
        _VALUE, _BILL, _STATE,
    ),
    nav_group="Trade desk",
    nav_order=50,
    permission="delivery.read",
    kinds=("delivery", "trade", "invoice", "bill", "attachment"),
    order="lifted_on",
    descending=True,
    title_key="number",
    amount_key="value_minor",
    amount_note="commodity_name",
    status_key="state",
    muted="is_void",
    opens="delivery.editor",
    tabs=(
        Tab(key="on_the_way", label="On the way"),
        Tab(key="delivered", label="Delivered", counted=False),
        Tab(key="not_billed", label="Not billed"),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="on_the_way", label="On the way", kind="count", tone="info", count="packages_on_the_way",
             noun="packages", one="package", opens_tab="on_the_way"),
        Stat(key="to_bill_minor", label="Delivered, not billed", tone="warn", count="to_bill_count",
             noun="lorries", one="lorry", opens_tab="not_billed"),
    ),
    search="Delivery, contract, lorry, LR or party",
    actions=(
        Action(key="lift", label="Load a lorry", icon="truck", primary=True, scope="page",
               opens="delivery.lift", permission="delivery.save"),
        Action(key="bill", label="Bill it", icon="receipt", primary=True, opens="delivery.bill",
               when="is_ours_to_bill", permission="delivery.bill"),
        Action(key="note", label="Note the seller's bill", icon="receipt", opens="delivery.note_bill",
               when="is_to_note", permission="delivery.save"),
        Action(key="freight", label="Bill the freight", icon="truck", opens="delivery.freight",
               when="is_freight_to_bill", permission="delivery.bill"),
        Action(key="edit", label="Edit the lorry", icon="pencil", opens="delivery.change", when="is_lifted",
               permission="delivery.save"),
        Action(key="void", label="Take back", icon="undo-2", danger=True, opens="delivery.void",
               when="is_alive", permission="delivery.save"),
    ),
    peek=(
        PeekSection(
            title="Lorry",
            columns=(
                _TRADE, _LORRY, Column(key="lr_no", title="LR", kind="code"),
                Column(key="transporter_name", title="Transporter", kind="party"),
                Column(key="driver_phone", title="Driver's phone"), _BUYER, _SELLER, _LIFTED, _DELIVERED,
                Column(key="notes", title="Notes"),
            ),
        ),
        PeekSection(
            title="Weighed",
            kind="lines",
            query="delivery_slips",
            columns=(
                Column(key="at", title="Where", width=90, choices=PLACES),
                Column(key="slip_no", title="Slip", kind="code", width=80, stretch=True),
                Column(key="gross_kg", title="Gross", kind="qty", width=80, decimals=0),
                Column(key="tare_kg", title="Tare", kind="qty", width=80, decimals=0),
                Column(key="net_kg", title="Net", kind="qty", width=80, decimals=0),
            ),
        ),
        PeekSection(
            title="Lots",
            kind="lines",
            query="delivery_lots",
            columns=(
                Column(key="lot_no", title="Lot", kind="code", width=90, stretch=True),
                Column(key="packages", title="Packages", kind="count", width=80),
                Column(key="weight_kg", title="Billed kg", kind="qty", width=90, decimals=0),
                Column(key="allowance_minor", title="Allowance", kind="money", width=100),
            ),
        ),
        PeekSection(
            title="Value",
            columns=(
                _NET, _BILLED, _money("goods_minor", "Goods"), _money("allowance_minor", "Allowance"),
                _money("charges_minor", "Charges"), _money("freight_minor", "Freight"),
                _money("freight_advance_minor", "Freight paid ahead"),
                Column(key="freight_bill_number", title="Freight billed as", kind="code"), _BILL,
                Column(key="seller_bill_on", title="Seller's bill of", kind="date"),
                _money("seller_bill_minor", "Seller billed"),
            ),
        ),
        PeekSection(title="Activity", kind="timeline", query="delivery_steps", by="id"),
        FILES,
    ),
    empty=EmptyState(
        title="No lorries yet",
        text="When goods of a contract are loaded, note the lorry here. Weighed at the buyer's it tells the "
        "contract what came, and can be billed.",
        action="lift",
    ),
)  # fmt: skip

_LORRY_FIELDS = (
    Field(key="lorry_no", label="Lorry number", kind="code", span=4, section="Lorry",
          placeholder="GJ 03 BT 4571"),
    Field(key="lr_no", label="Lorry receipt (LR)", kind="code", span=4, section="Lorry"),
    Field(key="driver_phone", label="Driver's phone", kind="phone", span=4, section="Lorry"),
    Field(key="transporter_id", label="Transporter", kind="lookup", lookup="party_lookup", span=12,
          section="Lorry", creates="party.form"),
    Field(key="packages", label="Packages", kind="count", span=4, section="Load",
          help="Empty for all that is left of the contract's lots."),
    Field(key="lifted_on", label="Loaded on", kind="date", span=4, section="Load"),
    Field(key="freight", label="Freight", kind="money", span=4, section="Freight"),
    Field(key="freight_advance", label="Freight paid ahead", kind="money", span=4, section="Freight"),
    Field(key="notes", label="Notes", kind="long", span=12, section="Freight"),
)  # fmt: skip

LIFT_FORM = FormScreen(
    key="delivery.lift",
    noun="lorry",
    icon="truck",
    create=RecordLifting,
    permission="delivery.save",
    title_key="lorry_no",
    fields=(
        Field(key="trade_id", label="Contract", kind="lookup", lookup="trade_lookup", span=12, required=True,
              section="Lorry"),
        *_LORRY_FIELDS,
    ),
)  # fmt: skip

CHANGE_FORM = FormScreen(
    key="delivery.change",
    noun="lorry",
    icon="truck",
    change=RecordLifting,
    load="delivery_form",
    permission="delivery.save",
    title_key="number",
    fields=(
        Field(key="number", label="Delivery", kind="code", span=6, read_only=True, section="Lorry"),
        Field(key="trade_number", label="Contract", kind="code", span=6, read_only=True, section="Lorry"),
        *_LORRY_FIELDS,
    ),
)

_OF = (
    Field(key="number", label="Delivery", kind="code", span=6, read_only=True),
    Field(key="trade_number", label="Contract", kind="code", span=6, read_only=True),
)

BILL_FORM = FormScreen(
    key="delivery.bill",
    noun="bill",
    icon="receipt",
    change=InvoiceDelivery,
    load="deliveries",
    identity="delivery_id",
    permission="delivery.bill",
    title_key="number",
    fields=(
        *_OF,
        Field(key="issued_on", label="Date", kind="date", span=4, help="Empty for today."),
        Field(key="as_draft", label="As a draft only", kind="check", span=8,
              help="What we sold becomes a draft invoice instead of a posted one."),
        Field(key="seller_bill_no", label="Seller's bill number", kind="code", span=6,
              help="Of what we bought."),
        Field(key="seller_bill_on", label="Seller's bill of", kind="date", span=6),
        Field(key="notes", label="Notes", kind="long", span=12),
    ),
)  # fmt: skip

FREIGHT_FORM = FormScreen(
    key="delivery.freight",
    noun="carrier's bill",
    icon="truck",
    change=BillFreight,
    load="deliveries",
    identity="delivery_ids",
    permission="delivery.bill",
    title_key="number",
    fields=(
        *_OF,
        Field(key="transporter_name", label="Transporter", span=8, read_only=True),
        Field(key="freight_minor", label="Freight", kind="money", span=4, read_only=True),
        Field(key="carrier_bill_no", label="Carrier's bill number", kind="code", span=6, required=True),
        Field(key="issued_on", label="Date", kind="date", span=6, help="Empty for today."),
        Field(key="tax_code_id", label="Tax code", kind="lookup", lookup="tax_codes", span=6),
        Field(key="reverse_charge", label="Reverse charge", kind="check", span=6,
              help="The usual of a goods transport agency in India."),
    ),
)  # fmt: skip

NOTE_FORM = FormScreen(
    key="delivery.note_bill",
    noun="bill",
    icon="receipt",
    change=NoteSellerBill,
    load="delivery_form",
    identity="delivery_id",
    permission="delivery.save",
    title_key="number",
    fields=(
        *_OF,
        Field(key="seller_bill_no", label="Seller's bill number", kind="code", span=4, required=True),
        Field(key="seller_bill_on", label="Seller's bill of", kind="date", span=4),
        Field(key="amount", label="Seller billed", kind="money", span=4,
              help="With tax. It is noted only: the goods are not ours."),
    ),
)  # fmt: skip

VOID_FORM = FormScreen(
    key="delivery.void",
    noun="delivery",
    icon="undo-2",
    change=VoidDelivery,
    load="deliveries",
    permission="delivery.save",
    title_key="number",
    fields=(
        *_OF,
        Field(key="reason", label="Why it is taken back", kind="long", span=12, required=True,
              help="What it counted to the contract and its lots is given back."),
    ),
)  # fmt: skip

SCREENS = (DELIVERIES, LIFT_FORM, CHANGE_FORM, BILL_FORM, FREIGHT_FORM, NOTE_FORM, VOID_FORM)

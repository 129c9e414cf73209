"""Brokerage in the window: what is due and billed, the bills, and the forms that bill."""

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

from ..billing.rules import DocumentKind
from ..commodities.rules import Side
from ..trades.model import BrokerageBasis
from .commands import BillAllBrokerage, BillBrokerage, BillCharge
from .model import Cause, ChargeState
from .queries import OPEN, PAID

SIDES = (Choice(value=Side.BUY, label="Buyer"), Choice(value=Side.SELL, label="Seller"))
STATES = (
    Choice(value=ChargeState.DUE, label="Due", tone="warn"),
    Choice(value=ChargeState.BILLED, label="Billed", tone="info"),
    Choice(value=ChargeState.SETTLED, label="Paid", tone="pos"),
    Choice(value=ChargeState.CANCELLED, label="Taken back", tone="muted"),
)
CAUSES = (
    Choice(value=Cause.MADE, label="Contract made"),
    Choice(value=Cause.AMENDED, label="Contract amended"),
    Choice(value=Cause.DELIVERED, label="Delivery"),
    Choice(value=Cause.TAKEN_BACK, label="Delivery taken back"),
    Choice(value=Cause.ALLOWED, label="Claim settled"),
    Choice(value=Cause.ENDED, label="Contract ended"),
    Choice(value=Cause.REOPENED, label="Contract goes on"),
)
BASES = (
    Choice(value=BrokerageBasis.PERCENT, label="Percent of the value"),
    Choice(value=BrokerageBasis.PER_UNIT, label="Amount per unit"),
    Choice(value=BrokerageBasis.LUMP, label="Lump sum"),
)
BILL_STATES = (
    Choice(value=OPEN, label="Unpaid", tone="warn"),
    Choice(value=PAID, label="Paid", tone="pos"),
)
BILL_KINDS = (
    Choice(value=DocumentKind.INVOICE, label="Bill"),
    Choice(value=DocumentKind.CREDIT_NOTE, label="Credit note", tone="muted"),
)

_DUE = Column(key="due_on", title="Due since", kind="date", width=110, priority=7)
_PARTY = Column(key="party_name", title="Party", kind="party", width=190, stretch=True, sortable=False)
_SIDE = Column(key="side", title="Side", width=80, sortable=False, choices=SIDES, priority=5)
_TRADE = Column(key="trade_number", title="Contract", kind="code", width=130, sortable=False, priority=8)
_GOODS = Column(key="commodity_name", title="Commodity", width=120, sortable=False, priority=2)
_LORRY = Column(key="lorry_no", title="Lorry", kind="code", width=120, sortable=False, priority=4)
_KG = Column(key="delivered_kg", title="Weight, kg", kind="qty", width=100, sortable=False, priority=1)
_CAUSE = Column(key="cause", title="Through", width=130, sortable=False, choices=CAUSES, priority=2)
_RATE = Column(key="rate", title="Rate", kind="rate", width=80, sortable=False, priority=3)
_BASIS = Column(key="basis", title="Rate is", width=130, sortable=False, choices=BASES, priority=1)
_BASE = Column(key="base_minor", title="Value", kind="money", width=140, sortable=False, priority=3,
               currency="currency")  # fmt: skip
_AMOUNT = Column(key="amount_minor", title="Brokerage", kind="money", width=130, sortable=False, priority=10,
                 currency="currency")  # fmt: skip
_INVOICE = Column(key="invoice_number", title="Bill", kind="code", width=130, sortable=False, priority=6)
_STATE = Column(key="state", title="Status", kind="status", width=110, sortable=False, choices=STATES,
                priority=9)  # fmt: skip

BROKERAGE = ListScreen(
    key="brokerage",
    title="Brokerage",
    one="charge",
    many="charges",
    icon="percent",
    query="brokerage",
    columns=(
        _DUE, _PARTY, _SIDE, _TRADE, _GOODS, _LORRY, _KG, _CAUSE, _BASE, _RATE, _BASIS, _AMOUNT, _INVOICE,
        _STATE,
    ),
    nav_group="Trade desk",
    nav_order=60,
    permission="brokerage.read",
    kinds=("brokerage_charge", "invoice", "party"),
    order="due_on",
    descending=True,
    title_key="party_name",
    amount_key="amount_minor",
    status_key="state",
    muted="is_cancelled",
    tabs=(
        Tab(key="due", label="Due"),
        Tab(key="billed", label="Billed"),
        Tab(key="settled", label="Paid", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="due_buy_minor", label="Due from buyers", tone="warn", count="due_buy_count", noun="charges",
             opens_tab="due"),
        Stat(key="due_sell_minor", label="Due from sellers", tone="warn", count="due_sell_count",
             noun="charges", opens_tab="due"),
        Stat(key="billed_minor", label="Billed, not paid", tone="info", count="billed_count", noun="charges",
             opens_tab="billed"),
    ),
    search="Contract, party, lorry or bill",
    actions=(
        Action(key="bill_party", label="Bill a party", icon="receipt", primary=True, scope="page",
               opens="brokerage.bill", permission="brokerage.bill"),
        Action(key="bill_all", label="Bill all that is due", icon="receipt-text", scope="page",
               opens="brokerage.bill_all", permission="brokerage.bill"),
        Action(key="bill", label="Bill this party", icon="receipt", shortcut="B", command=BillCharge,
               identity="charge_id", permission="brokerage.bill", when="is_due"),
    ),
    peek=(
        PeekSection(
            title="Charge",
            columns=(
                _TRADE, Column(key="traded_on", title="Contract date", kind="date"), _SIDE, _GOODS, _LORRY,
                _KG, _BASE, _RATE, _BASIS,
                Column(key="target_minor", title="In all by then", kind="money", currency="currency"),
                _INVOICE,
            ),
        ),
        PeekSection(title="All steps", kind="timeline", query="brokerage_steps", by="id"),
    ),
    empty=EmptyState(
        title="No brokerage yet",
        text="Contracts between a buyer and a seller earn brokerage when they are made or delivered, as each "
        "of them says. What is due shows here and is billed from here.",
    ),
)  # fmt: skip

BILLS = ListScreen(
    key="brokerage_bills",
    title="Brokerage bills",
    one="bill",
    many="bills",
    icon="receipt",
    query="brokerage_bills",
    columns=(
        Column(key="issued_on", title="Date", kind="date", width=110, priority=7),
        Column(key="number", title="Number", kind="code", width=140, sortable=False, priority=9),
        Column(key="kind", title="Kind", width=100, sortable=False, choices=BILL_KINDS, priority=3),
        _PARTY,
        Column(key="net_minor", title="Brokerage", kind="money", width=130, sortable=False, priority=6,
               currency="currency"),
        Column(key="tax_minor", title="Tax", kind="money", width=110, sortable=False, priority=2,
               currency="currency"),
        Column(key="total_minor", title="Total", kind="money", width=130, sortable=False, priority=8,
               currency="currency"),
        Column(key="open_minor", title="Open", kind="money", width=130, sortable=False, priority=10,
               currency="currency", alarm="is_overdue"),
        Column(key="state", title="Status", kind="status", width=100, sortable=False, choices=BILL_STATES,
               priority=9),
    ),
    nav_group="Trade desk",
    nav_order=65,
    permission="brokerage.read",
    kinds=("invoice", "brokerage_charge", "party"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="state",
    tabs=(Tab(key="unpaid", label="Unpaid"), Tab(key="all", label="All", counted=False)),
    search="Number or party",
    peek=(
        PeekSection(
            title="Contracts and lorries",
            kind="lines",
            query="brokerage_bill_lines",
            by="id",
            columns=(
                Column(key="trade_number", title="Contract", kind="code"),
                Column(key="lorry_no", title="Lorry", kind="code"),
                Column(key="amount_minor", title="Brokerage", kind="money", currency="currency"),
            ),
        ),
    ),
    empty=EmptyState(
        title="No brokerage bills",
        text="Bill a party from the list of brokerage; its invoice shows here, with contracts and lorries.",
    ),
)  # fmt: skip

BILL_FORM = FormScreen(
    key="brokerage.bill",
    noun="brokerage bill",
    icon="receipt",
    create=BillBrokerage,
    permission="brokerage.bill",
    title_key="",
    fields=(
        Field(key="party_id", label="Party", kind="lookup", lookup="brokerage_parties", span=12,
              required=True),
        Field(key="until", label="Due until", kind="date", span=6,
              help="Empty for all that is due, of all its contracts."),
        Field(key="on", label="Date of the bill", kind="date", span=6, help="Empty for today."),
    ),
)  # fmt: skip
BILL_ALL_FORM = FormScreen(
    key="brokerage.bill_all",
    noun="brokerage bills",
    icon="receipt-text",
    create=BillAllBrokerage,
    permission="brokerage.bill",
    title_key="",
    fields=(
        Field(key="until", label="Due until", kind="date", span=6,
              help="One bill for each party and currency; empty for all that is due."),
        Field(key="on", label="Date of the bills", kind="date", span=6, help="Empty for today."),
    ),
)  # fmt: skip

SCREENS = (BROKERAGE, BILLS, BILL_FORM, BILL_ALL_FORM)

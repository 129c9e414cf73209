"""Payments in the window: the list, and the form of a receipt without its allocation table."""

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

from .commands import ReceivePayment, ReversePayment
from .model import Method
from .rules import Strategy

METHODS = (
    Choice(value=Method.BANK, label="Bank transfer"),
    Choice(value=Method.CASH, label="Cash"),
    Choice(value=Method.CHEQUE, label="Cheque"),
    Choice(value=Method.UPI, label="UPI"),
    Choice(value=Method.CARD, label="Card"),
    Choice(value=Method.OTHER, label="Other"),
)
STATES = (
    Choice(value="allocated", label="Allocated", tone="pos"),
    Choice(value="advance", label="Money left", tone="warn"),
    Choice(value="reversed", label="Reversed", tone="muted"),
)
STRATEGIES = (
    Choice(value=Strategy.FIFO, label="Oldest first"),
    Choice(value=Strategy.LARGEST, label="Largest first"),
    Choice(value=Strategy.LIFO, label="Newest first"),
    Choice(value=Strategy.PRO_RATA, label="The same share of each"),
    Choice(value=Strategy.EXACT_MATCH, label="What adds up exactly"),
    Choice(value=Strategy.MANUAL, label="Keep as an advance"),
)

_ALLOCATIONS = (
    Column(key="invoice_number", title="Invoice", kind="code", width=120),
    Column(key="allocated_on", title="Date", kind="date", width=100),
    Column(key="amount_minor", title="Paid", kind="money", currency="currency"),
    Column(key="left_minor", title="Left", kind="money", currency="currency"),
    Column(key="reason", title="Taken back", kind="dim", stretch=True),
)

PAYMENTS = ListScreen(
    key="payments",
    title="Payments",
    one="payment",
    many="payments",
    icon="banknote",
    query="payments",
    columns=(
        Column(key="number", title="Number", kind="code", width=130, priority=9),
        Column(key="dated_on", title="Date", kind="date", width=100, priority=7),
        Column(key="party_name", title="From", kind="party", width=220, stretch=True, sortable=False),
        Column(key="method", title="By", kind="status", width=110, sortable=False, priority=3,
               choices=METHODS),
        Column(key="reference", title="Reference", kind="dim", width=160, sortable=False, priority=2),
        Column(key="total_minor", title="Amount", kind="money", width=120, currency="currency",
               priority=10),
        Column(
            key="advance_minor", title="Left", kind="money", width=130, sortable=False, priority=4,
            currency="currency",
        ),
        Column(key="state", title="Status", kind="status", width=110, sortable=False, priority=8,
               choices=STATES),
    ),
    nav_group="Sales",
    nav_order=40,
    shortcut_go="P",
    permission="payment.read",
    kinds=("payment", "allocation", "attachment"),
    order="dated_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="state",
    muted="is_reversed",
    opens="payment",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="advance", label="Money left", counted=True),
        Tab(key="reversed", label="Reversed"),
    ),
    stats=(
        Stat(key="received_minor", label="Received this month", tone="pos", count="received_count",
             noun="payments"),
        Stat(key="advance_minor", label="Left on account", tone="warn", count="advance_count",
             noun="payments", opens_tab="advance"),
    ),
    search="Number, reference or customer",
    actions=(
        Action(key="receive", label="Receive payment", icon="plus", shortcut="Ctrl+N", primary=True,
               scope="page", opens="payment.receive", permission="payment.receive"),
        Action(key="reverse", label="Reverse payment", icon="undo-2", danger=True, opens="payment.reverse",
               permission="payment.reverse", when="is_posted"),
    ),
    peek=(PeekSection(title="Pays", kind="lines", columns=_ALLOCATIONS, query="payment_allocations"), FILES),
    empty=EmptyState(
        title="No payments yet",
        text="Record what customers pay, and see at once which invoices are settled.",
        action="receive",
    ),
)  # fmt: skip

RECEIVE_FORM = FormScreen(
    key="payment.receive",
    noun="payment",
    icon="banknote",
    create=ReceivePayment,
    permission="payment.receive",
    shortcut_new="R",
    title_key="number",
    fields=(
        Field(key="party_id", label="From", kind="lookup", lookup="customer_lookup", required=True, span=8),
        Field(key="amount", label="Amount received", kind="money", required=True, span=4),
        Field(key="dated_on", label="Date", kind="date", span=4),
        Field(key="account_id", label="Into", kind="lookup", lookup="money_account_lookup", span=4,
              placeholder="The cash or bank account"),
        Field(key="method", label="By", kind="choice", choices=METHODS, default=Method.BANK, span=4),
        Field(key="reference", label="Reference", span=8),
        Field(key="strategy", label="Pay", kind="choice", choices=STRATEGIES, default=Strategy.FIFO, span=4),
        Field(key="withheld", label="Tax withheld", kind="money", span=4, section="Also settled"),
        Field(key="charges", label="Bank charges", kind="money", span=4, section="Also settled"),
        Field(key="discount", label="Discount given", kind="money", span=4, section="Also settled"),
        Field(key="currency", label="Currency", kind="code", span=4, section="Currency",
              placeholder="As the account or customer"),
        Field(key="rate", label="Exchange rate", kind="rate", span=4, section="Currency"),
        Field(key="memo", label="Note", kind="long", span=12, section="Note"),
    ),
)  # fmt: skip

REVERSE_FORM = FormScreen(
    key="payment.reverse",
    noun="reversal",
    icon="undo-2",
    change=ReversePayment,
    load="payment",
    identity="payment_id",
    permission="payment.reverse",
    title_key="number",
    fields=(
        Field(key="reason", label="Why", required=True, span=12, placeholder="Cheque bounced",
              help="The invoices it paid are open again from that day."),
        Field(key="on", label="On", kind="date", span=6),
        Field(key="bank_charges", label="Charged by our bank", kind="money", span=6),
    ),
)  # fmt: skip

SCREENS = (PAYMENTS, RECEIVE_FORM, REVERSE_FORM)

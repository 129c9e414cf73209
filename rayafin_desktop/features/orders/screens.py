"""The lists of quotes and orders; the editor is the invoice's, see `desktop.screens.order`."""

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

from .commands import AcceptQuote, CloseOrder, ConfirmOrder, DeclineQuote, DeleteOrder, ReopenOrder, SendQuote
from .converting import OrderQuote
from .rules import OrderStatus

STATUSES = (
    Choice(value=OrderStatus.DRAFT, label="Draft", tone="muted"),
    Choice(value=OrderStatus.SENT, label="Sent", tone="info"),
    Choice(value=OrderStatus.EXPIRED, label="Expired", tone="neg"),
    Choice(value=OrderStatus.ACCEPTED, label="Accepted", tone="pos"),
    Choice(value=OrderStatus.DECLINED, label="Declined", tone="muted"),
    Choice(value=OrderStatus.OPEN, label="Open", tone="info"),
    Choice(value=OrderStatus.PART, label="Part invoiced", tone="warn"),
    Choice(value=OrderStatus.INVOICED, label="Invoiced", tone="pos"),
    Choice(value=OrderStatus.CLOSED, label="Closed", tone="muted"),
)

_LINES = PeekSection(
    title="Lines",
    kind="lines",
    query="order_line_rows",
    columns=(
        Column(key="description", title="Item", stretch=True),
        Column(key="quantity", title="Quantity", kind="qty"),
        Column(key="total_minor", title="Amount", kind="money"),
    ),
)
_REMAINING = PeekSection(
    title="To invoice",
    kind="lines",
    query="order_remaining_rows",
    columns=(
        Column(key="description", title="Item", stretch=True),
        Column(key="invoiced_qty", title="Invoiced", kind="qty"),
        Column(key="remaining_qty", title="Left", kind="qty"),
    ),
)
_INVOICES = PeekSection(
    title="Invoices",
    kind="lines",
    query="order_invoice_rows",
    columns=(
        Column(key="number", title="Number", kind="code", stretch=True, empty="Draft"),
        Column(key="issued_on", title="Date", kind="date"),
        Column(key="total_minor", title="Total", kind="money", currency="currency"),
    ),
)


def _money(*more: Column) -> PeekSection:
    return PeekSection(
        title="Amounts",
        columns=(
            Column(key="net_minor", title="Net", kind="money", currency="currency"),
            Column(key="tax_minor", title="Tax", kind="money", currency="currency"),
            Column(key="total_minor", title="Total", kind="money", currency="currency"),
            *more,
        ),
    )


def _details(due: str, alarm: str) -> PeekSection:
    return PeekSection(
        title="Details",
        columns=(
            Column(key="party_name", title="Customer"),
            Column(key="issued_on", title="Date", kind="date"),
            Column(key="due_on", title=due, kind="date", alarm=alarm),
            Column(key="reference", title="Reference"),
        ),
    )


_LEFT = Column(
    key="unbilled_minor", title="To invoice", kind="money", width=130, currency="currency", priority=10
)


def _columns(due: str, alarm: str, *more: Column) -> tuple[Column, ...]:
    return (
        Column(key="number", title="Number", kind="code", width=140, priority=9, empty="Draft"),
        Column(
            key="party_name",
            title="Customer",
            kind="party",
            stretch=True,
            priority=10,
            empty="No customer yet",
        ),
        Column(key="issued_on", title="Date", kind="date", width=100, priority=8),
        Column(key="due_on", title=due, kind="date", width=110, alarm=alarm, priority=7),
        Column(key="reference", title="Reference", kind="dim", width=130, sortable=False, priority=2),
        Column(key="total_minor", title="Total", kind="money", width=130, currency="currency", priority=6),
        *more,
        Column(
            key="status",
            title="Status",
            kind="status",
            width=120,
            choices=STATUSES,
            sortable=False,
            priority=9,
        ),
    )


QUOTES = ListScreen(
    key="quotes",
    title="Quotes",
    one="quote",
    many="quotes",
    icon="file-check",
    query="quotes",
    nav_group="Sales",
    nav_order=14,
    shortcut_go="Q",
    permission="order.see",
    kinds=("sales_order", "party", "attachment"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="status",
    muted="is_muted",
    opens="quote.editor",
    search="Number, reference or customer",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="draft", label="Draft"),
        Tab(key="sent", label="Sent"),
        Tab(key="expired", label="Expired"),
        Tab(key="accepted", label="Accepted"),
        Tab(key="declined", label="Declined"),
    ),
    stats=(
        Stat(key="offered", label="Offered", count="offered_count", noun="quotes", opens_tab="sent"),
        Stat(
            key="expired",
            label="Expired",
            tone="neg",
            count="expired_count",
            noun="quotes",
            opens_tab="expired",
        ),
        Stat(
            key="accepted",
            label="Accepted",
            tone="pos",
            count="accepted_count",
            noun="quotes",
            opens_tab="accepted",
        ),
    ),
    columns=_columns("Valid until", ""),
    peek=(_details("Valid until", "is_expired"), _LINES, _money(), FILES),
    actions=(
        Action(
            key="new",
            label="New quote",
            icon="plus",
            primary=True,
            scope="page",
            opens="quote.editor",
            permission="order.save",
        ),
        Action(
            key="order",
            label="Make order",
            icon="arrow-right",
            shortcut="O",
            primary=True,
            command=OrderQuote,
            identity="quote_id",
            permission="order.save",
            when="is_offered",
        ),
        Action(
            key="send",
            label="Mark as sent",
            icon="check",
            command=SendQuote,
            identity="id",
            permission="order.save",
            when="is_sendable",
        ),
        Action(
            key="accept",
            label="Mark as accepted",
            icon="circle-check",
            command=AcceptQuote,
            identity="id",
            permission="order.save",
            when="is_sent",
        ),
        Action(
            key="decline",
            label="Mark as declined",
            icon="x",
            opens="quote.decline",
            permission="order.save",
            when="is_sent",
        ),
        Action(
            key="delete",
            label="Delete draft",
            icon="trash-2",
            danger=True,
            command=DeleteOrder,
            identity="id",
            permission="order.save",
            when="is_draft",
            confirm="Delete this draft? It has no number, so none will be missed.",
        ),
    ),
    empty=EmptyState(
        title="No quotes yet",
        text="A quote is an offer with a last day. It becomes an order word for word, and then an invoice.",
        action="new",
    ),
)

ORDERS = ListScreen(
    key="orders",
    title="Sales orders",
    one="order",
    many="orders",
    icon="clipboard-list",
    query="orders",
    nav_group="Sales",
    nav_order=16,
    shortcut_go="Z",
    permission="order.see",
    kinds=("sales_order", "party", "invoice", "attachment"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="unbilled_minor",
    status_key="status",
    muted="is_muted",
    opens="order.editor",
    search="Number, reference or customer",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="draft", label="Draft"),
        Tab(key="to_invoice", label="To invoice"),
        Tab(key="part", label="Part invoiced"),
        Tab(key="invoiced", label="Invoiced"),
        Tab(key="closed", label="Closed"),
    ),
    stats=(
        Stat(
            key="to_invoice",
            label="To invoice",
            count="to_invoice_count",
            noun="orders",
            opens_tab="to_invoice",
        ),
        Stat(key="late", label="Delivery late", tone="neg", count="late_count", noun="orders"),
        Stat(
            key="part",
            label="Part invoiced",
            tone="warn",
            count="part_count",
            noun="orders",
            opens_tab="part",
        ),
    ),
    columns=_columns("Deliver by", "is_late", _LEFT),
    peek=(_details("Deliver by", "is_late"), _REMAINING, _INVOICES, _money(_LEFT), FILES),
    actions=(
        Action(
            key="new",
            label="New order",
            icon="plus",
            primary=True,
            scope="page",
            opens="order.editor",
            permission="order.save",
        ),
        Action(
            key="invoice",
            label="Make invoice",
            icon="receipt-text",
            shortcut="M",
            primary=True,
            opens="order.invoice",
            permission="invoice.draft",
            when="is_running",
        ),
        Action(
            key="confirm",
            label="Take the order on",
            icon="check",
            command=ConfirmOrder,
            identity="id",
            permission="order.save",
            when="is_draft",
        ),
        Action(
            key="close",
            label="Close order",
            icon="x",
            opens="order.close",
            permission="order.save",
            when="is_running",
        ),
        Action(
            key="reopen",
            label="Reopen order",
            icon="undo-2",
            command=ReopenOrder,
            identity="id",
            permission="order.save",
            when="is_closed",
        ),
        Action(
            key="delete",
            label="Delete draft",
            icon="trash-2",
            danger=True,
            command=DeleteOrder,
            identity="id",
            permission="order.save",
            when="is_draft",
            confirm="Delete this draft? It has no number, so none will be missed.",
        ),
    ),
    empty=EmptyState(
        title="No orders yet",
        text="An order is what a customer has agreed to buy. Invoices are made of it, in whole or in part.",
        action="new",
    ),
)

DECLINE_FORM = FormScreen(
    key="quote.decline",
    noun="quote",
    icon="x",
    change=DeclineQuote,
    load="quotes",
    permission="order.save",
    title_key="number",
    fields=(
        Field(key="number", label="Number", kind="code", span=4, read_only=True),
        Field(key="party_name", label="Customer", span=8, read_only=True),
        Field(key="reason", label="Reason", kind="long", span=12),
    ),
)

CLOSE_FORM = FormScreen(
    key="order.close",
    noun="order",
    icon="x",
    change=CloseOrder,
    load="orders",
    permission="order.save",
    title_key="number",
    fields=(
        Field(key="number", label="Number", kind="code", span=4, read_only=True),
        Field(key="party_name", label="Customer", span=8, read_only=True),
        Field(
            key="reason",
            label="Reason",
            kind="long",
            span=12,
            required=True,
            help="What is not invoiced yet is let go and no longer counts against the customer's credit.",
        ),
    ),
)

SCREENS = (QUOTES, ORDERS, DECLINE_FORM, CLOSE_FORM)

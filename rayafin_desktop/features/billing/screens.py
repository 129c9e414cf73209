"""The lists of invoices, credit notes and number series; the editor itself is made by hand."""

from __future__ import annotations

from dataclasses import replace

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

from .commands import DeleteDraft
from .posting import PostInvoice, VoidInvoice
from .rules import DocumentStatus, SeriesKind
from .series import SaveNumberSeries

STATUSES = (
    Choice(value=DocumentStatus.DRAFT, label="Draft", tone="muted"),
    Choice(value=DocumentStatus.PENDING_APPROVAL, label="To approve", tone="orange"),
    Choice(value=DocumentStatus.UNPAID, label="Unpaid", tone="info"),
    Choice(value=DocumentStatus.PARTIAL, label="Partly paid", tone="warn"),
    Choice(value=DocumentStatus.PAID, label="Paid", tone="pos"),
    Choice(value=DocumentStatus.WRITTEN_OFF, label="Written off", tone="muted"),
    Choice(value=DocumentStatus.OVERDUE, label="Overdue", tone="neg"),
    Choice(value=DocumentStatus.VOID, label="Void", tone="muted"),
)
# Beside the status: what features above say of a document (`engine.marks`).
FLAGS = (Choice(value="disputed", label="Disputed", tone="orange"),)
KINDS = (
    Choice(value=SeriesKind.INVOICE, label="Invoices"),
    Choice(value=SeriesKind.CREDIT_NOTE, label="Credit notes"),
    Choice(value=SeriesKind.BILL, label="Bills"),
    Choice(value=SeriesKind.DEBIT_NOTE, label="Debit notes"),
    Choice(value=SeriesKind.EXPENSE, label="Expenses"),
    Choice(value=SeriesKind.SELF_INVOICE, label="Self-invoices"),
)

_LINES = PeekSection(
    title="Lines",
    kind="lines",
    query="invoice_line_rows",
    columns=(
        Column(key="description", title="Item", stretch=True),
        Column(key="quantity", title="Quantity", kind="qty"),
        Column(key="total_minor", title="Amount", kind="money"),
    ),
)
_MONEY = PeekSection(
    title="Amounts",
    columns=(
        Column(key="net_minor", title="Net", kind="money", currency="currency"),
        Column(key="tax_minor", title="Tax", kind="money", currency="currency"),
        Column(key="total_minor", title="Total", kind="money", currency="currency"),
        Column(key="open_minor", title="Open", kind="money", currency="currency"),
        Column(key="flag", title="Flag", kind="status", choices=FLAGS),
    ),
)


_DETAILS = PeekSection(
    title="Details",
    columns=(
        Column(key="party_name", title="Customer"),
        Column(key="issued_on", title="Date", kind="date"),
        Column(key="due_on", title="Due", kind="date", alarm="is_overdue"),
        Column(key="reference", title="Reference"),
    ),
)


def _columns() -> tuple[Column, ...]:
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
        Column(key="due_on", title="Due", kind="date", width=100, alarm="is_overdue", priority=7),
        Column(key="reference", title="Reference", kind="dim", width=130, sortable=False, priority=2),
        Column(key="total_minor", title="Total", kind="money", width=112, currency="currency", priority=6),
        Column(key="open_minor", title="Open", kind="money", width=112, currency="currency", priority=10),
        Column(key="status", title="Status", kind="status", choices=STATUSES, sortable=False, priority=9),
        Column(key="flag", title="Flag", kind="status", width=84, choices=FLAGS, sortable=False, priority=6),
    )


# Nobody pays a credit note and it is never late: it waits, is set off or paid back, and then is used up.
_CREDIT_WORDS = {
    DocumentStatus.UNPAID: "Open",
    DocumentStatus.OVERDUE: "Open",
    DocumentStatus.PARTIAL: "Partly used",
    DocumentStatus.PAID: "Used",
}
CREDIT_STATUSES = tuple(
    replace(
        one,
        label=_CREDIT_WORDS.get(DocumentStatus(one.value), one.label),
        tone="info" if one.value == DocumentStatus.OVERDUE else one.tone,
    )
    for one in STATUSES
)
_CREDIT_COLUMNS = tuple(
    replace(one, choices=CREDIT_STATUSES) if one.key == "status" else one
    for one in _columns()
    if one.key != "due_on"
)
_CREDIT_DETAILS = replace(_DETAILS, columns=tuple(one for one in _DETAILS.columns if one.key != "due_on"))

INVOICES = ListScreen(
    key="invoices",
    title="Invoices",
    one="invoice",
    many="invoices",
    icon="file-text",
    query="invoices",
    nav_group="Sales",
    nav_order=20,
    shortcut_go="I",
    permission="invoice.see",
    kinds=("invoice", "party", "attachment", "ticket", "dispute"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="open_minor",
    status_key="status",
    muted="is_void",
    opens="invoice.editor",
    badge="overdue_count",
    search="Number, reference or customer",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="draft", label="Draft"),
        Tab(key="unpaid", label="Unpaid"),
        Tab(key="overdue", label="Overdue"),
        Tab(key="paid", label="Paid"),
    ),
    stats=(
        Stat(key="outstanding", label="Outstanding", count="open_count", noun="invoices", opens_tab="unpaid"),
        Stat(
            key="overdue",
            label="Overdue",
            tone="neg",
            count="overdue_count",
            noun="invoices",
            opens_tab="overdue",
        ),
        Stat(key="due_soon", label="Due this week", tone="warn", count="due_soon_count", noun="invoices"),
        Stat(key="foreign", label="In other currencies", kind="count", opens_tab="unpaid"),
        Stat(key="days_to_pay", label="Days to pay", kind="count"),
    ),
    columns=_columns(),
    peek=(_DETAILS, _LINES, _MONEY, FILES),
    actions=(
        Action(
            key="new",
            label="New invoice",
            icon="plus",
            primary=True,
            scope="page",
            opens="invoice.editor",
            permission="invoice.draft",
        ),
        Action(
            key="pay",
            label="Record payment",
            icon="banknote",
            shortcut="P",
            primary=True,
            opens="invoice.pay",
            permission="payment.receive",
            when="is_open",
        ),
        Action(
            key="post",
            label="Post invoice",
            icon="check",
            command=PostInvoice,
            identity="invoice_id",
            permission="invoice.post",
            when="is_draft",
        ),
        Action(
            key="credit",
            label="Credit invoice",
            icon="undo-2",
            opens="credit_note.editor",
            permission="credit_note.post",
            when="is_posted",
        ),
        Action(
            key="repeat",
            label="Repeat",
            icon="repeat",
            opens="invoice.repeat",
            permission="recurring.save",
        ),
        Action(
            key="write_off",
            label="Write off",
            icon="eraser",
            opens="invoice.write_off",
            permission="payment.write_off",
            when="is_open",
        ),
        Action(
            key="take_back_write_off",
            label="Take write-off back",
            icon="undo-2",
            opens="invoice.take_back_write_off",
            permission="payment.write_off",
            when="has_write_off",
        ),
        Action(
            key="void",
            label="Void invoice",
            icon="x",
            danger=True,
            opens="invoice.void",
            permission="invoice.void",
            when="is_voidable",
        ),
        Action(
            key="delete",
            label="Delete draft",
            icon="trash-2",
            danger=True,
            command=DeleteDraft,
            identity="id",
            permission="invoice.draft",
            when="is_draft",
            confirm="Delete this draft? It has no number, so none will be missed.",
        ),
    ),
    empty=EmptyState(
        title="No invoices yet",
        text="An invoice starts as a draft and gets its number when it is posted.",
        action="new",
    ),
)

CREDIT_NOTES = ListScreen(
    key="credit_notes",
    title="Credit notes",
    one="credit note",
    many="credit notes",
    icon="undo-2",
    query="credit_notes",
    nav_group="Sales",
    nav_order=30,
    shortcut_go="K",
    permission="invoice.see",
    kinds=("invoice", "party", "attachment", "ticket", "dispute"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="status",
    muted="is_void",
    search="Number, invoice or customer",
    tabs=(Tab(key="all", label="All"), Tab(key="open", label="Open")),
    columns=_CREDIT_COLUMNS,
    peek=(_CREDIT_DETAILS, _LINES, _MONEY, FILES),
    actions=(
        Action(
            key="set_off",
            label="Set off",
            icon="merge",
            opens="credit_note.set_off",
            permission="payment.allocate",
            when="is_open",
        ),
        Action(
            key="refund",
            label="Pay back",
            icon="corner-down-left",
            opens="credit_note.refund",
            permission="payment.pay",
            when="is_open",
        ),
    ),
    empty=EmptyState(
        title="No credit notes",
        text="Open a posted invoice and credit it, in whole or line by line.",
    ),
)

NUMBER_SERIES = ListScreen(
    key="number_series",
    title="Number series",
    one="series",
    many="series",
    icon="hash",
    query="number_series",
    nav_group="Settings",
    nav_order=40,
    permission="number_series.see",
    kinds=("number_series", "series_counter"),
    order="code",
    opens="number_series.form",
    columns=(
        Column(key="code", title="Code", kind="code", width=110, priority=9),
        Column(key="name", title="Name", stretch=True, priority=10),
        Column(key="kind", title="For", width=130, choices=KINDS, sortable=False, priority=8),
        Column(key="template", title="Format", kind="code", width=190, sortable=False, priority=8),
        Column(key="is_default", title="Default", kind="check", sortable=False, priority=5),
        Column(key="is_active", title="In use", kind="check", sortable=False, priority=5),
    ),
    actions=(
        Action(
            key="new",
            label="New series",
            icon="plus",
            primary=True,
            scope="page",
            opens="number_series.form",
            permission="number_series.change",
        ),
    ),
)

VOID_FORM = FormScreen(
    key="invoice.void",
    noun="invoice",
    icon="x",
    change=VoidInvoice,
    load="invoices",
    identity="invoice_id",
    permission="invoice.void",
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
            help="The invoice keeps its number; its entry is reversed on its own day.",
        ),
    ),
)

SERIES_FORM = FormScreen(
    key="number_series.form",
    noun="number series",
    icon="hash",
    create=SaveNumberSeries,
    change=SaveNumberSeries,
    load="number_series",
    permission="number_series.change",
    fields=(
        Field(key="code", label="Code", kind="code", span=4, required=True),
        Field(key="name", label="Name", span=8, required=True),
        Field(key="kind", label="For", kind="choice", choices=KINDS, span=4, required=True),
        Field(
            key="template",
            label="Format",
            kind="code",
            span=8,
            required=True,
            placeholder="INV/{fy}/{n:04}",
            help="{n:04} is the running number with four digits, {fy} the financial year, {yyyy}, {yy} and "
            "{mm} the year and month, {device} the device. In India at most 16 characters come out.",
        ),
        Field(
            key="rolls_yearly",
            label="Starts again every financial year",
            kind="check",
            span=6,
            default=True,
        ),
        Field(
            key="device",
            label="Device prefix",
            kind="code",
            span=6,
            help="For a device that posts while offline: its own series, such as A1.",
        ),
        Field(
            key="next_number",
            label="Next number",
            kind="count",
            span=4,
            help="Only to go on from another program's numbers.",
        ),
        Field(key="is_default", label="Default", kind="check", span=4),
        Field(key="is_active", label="In use", kind="check", span=4, default=True),
    ),
)

SCREENS = (INVOICES, CREDIT_NOTES, NUMBER_SERIES, VOID_FORM, SERIES_FORM)

"""The lists of bills, debit notes and expenses; the editor of bills is made by hand."""

from __future__ import annotations

from dataclasses import replace

from rayafin_desktop.engine.screens import (
    Action,
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

from ..billing.screens import FLAGS, STATUSES
from .commands import DeleteBillDraft
from .expenses import RecordExpense
from .posting import PostBill, VoidBill

_LINES = PeekSection(
    title="Lines",
    kind="lines",
    query="bill_line_rows",
    columns=(
        Column(key="description", title="Item", stretch=True),
        Column(key="quantity", title="Quantity", kind="qty"),
        Column(key="total_minor", title="Amount", kind="money"),
    ),
)
_OWN_TAX = Column(key="self_assessed_minor", title="Reverse charge", kind="money", currency="currency")
_MONEY = PeekSection(
    title="Amounts",
    columns=(
        Column(key="net_minor", title="Net", kind="money", currency="currency"),
        Column(key="tax_minor", title="Tax", kind="money", currency="currency"),
        _OWN_TAX,
        Column(key="total_minor", title="Total", kind="money", currency="currency"),
        Column(key="open_minor", title="Open", kind="money", currency="currency"),
    ),
)
_FACTS = PeekSection(
    title="Document",
    columns=(
        Column(key="supplier_reference", title="Their number"),
        Column(key="issued_on", title="Date", kind="date"),
        Column(key="booked_on", title="Booked on", kind="date"),
        Column(key="due_on", title="Due", kind="date"),
        Column(key="self_number", title="Self-invoice", kind="code"),
        Column(key="reason", title="Reason"),
        Column(key="flag", title="Flag", kind="status", choices=FLAGS),
    ),
)
_NUMBER = Column(key="number", title="Number", kind="code", width=140, priority=9, empty="Draft")
_SUPPLIER = Column(
    key="party_name", title="Supplier", kind="party", stretch=True, priority=10, empty="No supplier yet"
)
_REFERENCE = Column(
    key="supplier_reference", title="Their number", kind="code", width=130, sortable=False, priority=4
)
_DATE = Column(key="issued_on", title="Date", kind="date", width=100, priority=8)
_DUE = Column(key="due_on", title="Due", kind="date", width=100, alarm="is_overdue", priority=7)
_TOTAL = Column(key="total_minor", title="Total", kind="money", width=130, currency="currency", priority=6)
_OPEN = Column(key="open_minor", title="Open", kind="money", width=120, currency="currency", priority=10)
_STATUS = Column(key="status", title="Status", kind="status", choices=STATUSES, sortable=False, priority=9)

_FLAG = Column(key="flag", title="Flag", kind="status", width=84, choices=FLAGS, sortable=False, priority=6)

_DEBIT = Action(
    key="debit",
    label="Debit note",
    icon="undo-2",
    opens="debit_note.editor",
    permission="debit_note.post",
    when="is_posted",
)
_VOID = Action(
    key="void",
    label="Void bill",
    icon="x",
    danger=True,
    opens="bill.void",
    permission="bill.void",
    when="is_voidable",
)

BILLS = ListScreen(
    key="bills",
    title="Bills",
    one="bill",
    many="bills",
    icon="receipt-text",
    query="bills",
    nav_group="Purchases",
    nav_order=20,
    shortcut_go="B",
    permission="bill.see",
    kinds=("bill", "party", "attachment", "ticket", "dispute"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="open_minor",
    status_key="status",
    muted="is_void",
    opens="bill.editor",
    badge="overdue_count",
    search="Number, their number or supplier",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="draft", label="Draft"),
        Tab(key="unpaid", label="Unpaid"),
        Tab(key="overdue", label="Overdue"),
        Tab(key="paid", label="Paid"),
    ),
    stats=(
        Stat(key="outstanding", label="You owe", count="open_count", noun="bills", opens_tab="unpaid"),
        Stat(
            key="overdue",
            label="Overdue",
            tone="neg",
            count="overdue_count",
            noun="bills",
            opens_tab="overdue",
        ),
        Stat(key="due_soon", label="Due this week", tone="warn", count="due_soon_count", noun="bills"),
        Stat(key="days_to_pay", label="Days to pay", kind="count"),
    ),
    columns=(_NUMBER, _SUPPLIER, _REFERENCE, _DATE, _DUE, _TOTAL, _OPEN, _FLAG, _STATUS),
    peek=(_LINES, _MONEY, _FACTS, FILES),
    actions=(
        Action(
            key="new",
            label="New bill",
            icon="plus",
            primary=True,
            scope="page",
            opens="bill.editor",
            permission="bill.draft",
        ),
        Action(
            key="pay",
            label="Pay bill",
            icon="hand-coins",
            shortcut="P",
            primary=True,
            opens="bill.pay",
            permission="payment.pay",
            when="is_open",
        ),
        Action(
            key="post",
            label="Post bill",
            icon="check",
            command=PostBill,
            identity="bill_id",
            permission="bill.post",
            when="is_draft",
        ),
        _DEBIT,
        _VOID,
        Action(
            key="delete",
            label="Delete draft",
            icon="trash-2",
            danger=True,
            command=DeleteBillDraft,
            identity="id",
            permission="bill.draft",
            when="is_draft",
            confirm="Delete this draft? It has no number, so none will be missed.",
        ),
    ),
    empty=EmptyState(
        title="No bills yet",
        text="A supplier's bill starts as a draft; posted, it stands in the ledger and waits to be paid.",
        action="new",
    ),
)

DEBIT_NOTES = ListScreen(
    key="debit_notes",
    title="Debit notes",
    one="debit note",
    many="debit notes",
    icon="undo-2",
    query="debit_notes",
    nav_group="Purchases",
    nav_order=40,
    permission="bill.see",
    kinds=("bill", "party", "attachment"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="status",
    muted="is_void",
    opens="bill.editor",
    search="Number, their number or supplier",
    tabs=(Tab(key="all", label="All"), Tab(key="open", label="Open")),
    columns=(_NUMBER, _SUPPLIER, _REFERENCE, _DATE, _TOTAL, _OPEN, _STATUS),
    peek=(_LINES, _MONEY, _FACTS, FILES),
    actions=(
        Action(
            key="set_off",
            label="Set off",
            icon="merge",
            opens="debit_note.set_off",
            permission="payment.allocate",
            when="is_open",
        ),
        Action(
            key="refund",
            label="Refund received",
            icon="corner-down-left",
            opens="debit_note.refund",
            permission="payment.pay",
            when="is_open",
        ),
        replace(_VOID, label="Void debit note", opens="debit_note.void"),
    ),
    empty=EmptyState(
        title="No debit notes",
        text="Open a posted bill and take back from it, in whole or line by line.",
    ),
)

EXPENSES = ListScreen(
    key="expenses",
    title="Expenses",
    one="expense",
    many="expenses",
    icon="wallet",
    query="expenses",
    nav_group="Purchases",
    nav_order=30,
    shortcut_go="X",
    permission="bill.see",
    kinds=("bill", "party", "attachment"),
    order="issued_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="status",
    muted="is_void",
    opens="bill.editor",
    search="Number, their number or supplier",
    tabs=(Tab(key="all", label="All"), Tab(key="unpaid", label="Unpaid")),
    columns=(
        _NUMBER,
        Column(key="description", title="For", stretch=True, sortable=False, priority=10),
        Column(key="party_name", title="Supplier", kind="dim", width=170, priority=5),
        _DATE,
        Column(key="paid_from", title="Paid from", kind="dim", width=140, sortable=False, priority=4),
        _TOTAL,
        _STATUS,
    ),
    peek=(_LINES, _MONEY, _FACTS, FILES),
    actions=(
        Action(
            key="new",
            label="New expense",
            icon="plus",
            primary=True,
            scope="page",
            opens="expense.form",
            permission="expense.record",
        ),
        replace(_VOID, label="Void expense", opens="expense.void"),
    ),
    empty=EmptyState(
        title="No expenses yet",
        text="A taxi, a stamp, the electricity: entered in one line, paid at once or later.",
        action="new",
    ),
)


def _void_form(key: str, noun: str, load: str) -> FormScreen:
    return FormScreen(
        key=key,
        noun=noun,
        icon="x",
        change=VoidBill,
        load=load,
        identity="bill_id",
        permission="bill.void",
        title_key="number",
        fields=(
            Field(key="number", label="Number", kind="code", span=4, read_only=True),
            Field(key="party_name", label="Supplier", span=8, read_only=True),
            Field(
                key="reason",
                label="Reason",
                kind="long",
                span=12,
                required=True,
                help="The document keeps its number; its entry is reversed on its own day.",
            ),
        ),
    )


VOID_FORMS = (
    _void_form("bill.void", "bill", "bills"),
    _void_form("debit_note.void", "debit note", "debit_notes"),
    _void_form("expense.void", "expense", "expenses"),
)

EXPENSE_FORM = FormScreen(
    key="expense.form",
    noun="expense",
    icon="wallet",
    create=RecordExpense,
    permission="expense.record",
    shortcut_new="X",
    title_key="number",
    fields=(
        Field(key="description", label="For", span=8, required=True, placeholder="Taxi, stamps, repairs …"),
        Field(key="amount", label="Amount", kind="money", span=4, required=True),
        Field(key="issued_on", label="Date", kind="date", span=4, placeholder="Today"),
        Field(
            key="paid_from_id",
            label="Paid from",
            kind="lookup",
            lookup="money_account_lookup",
            span=8,
            help="Empty when it is not paid yet; then the supplier is needed.",
        ),
        Field(
            key="account_id",
            label="Expense account",
            kind="lookup",
            lookup="account_lookup",
            span=8,
            help="Empty for other expenses.",
        ),
        Field(key="tax_code_id", label="Tax code", kind="lookup", lookup="tax_codes", span=4),
        Field(
            key="party_id",
            label="Supplier",
            kind="lookup",
            lookup="supplier_lookup",
            creates="supplier.form",
            span=8,
            help="Needed to claim the tax back.",
        ),
        Field(key="supplier_reference", label="Their number", span=4),
        Field(key="prices_include_tax", label="Amount includes tax", kind="check", span=6, default=True),
        Field(key="claim_tax", label="Claim the tax back", kind="check", span=6, default=True),
        Field(key="notes", label="Notes", kind="long", span=12),
    ),
)

SCREENS = (BILLS, EXPENSES, DEBIT_NOTES, *VOID_FORMS, EXPENSE_FORM)

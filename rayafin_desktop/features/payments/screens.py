"""Payments in the window: the list, money accounts, and the forms that need no table of documents."""

from __future__ import annotations

from typing import Any

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

from .commands import PaySupplier, ReceivePayment, ReversePayment
from .kinds import PaymentKind
from .model import Method, MoneyKind
from .money_accounts import SaveMoneyAccount
from .refunding import RefundNote, SetOffNote
from .rules import Strategy
from .transferring import TransferMoney
from .writing_off import TakeBackWriteOff, WriteOffInvoice

KINDS = (
    Choice(value=PaymentKind.RECEIPT, label="Receipt", tone="pos"),
    Choice(value=PaymentKind.PAYMENT, label="Payment", tone="info"),
    Choice(value=PaymentKind.REFUND, label="Refund", tone="warn"),
    Choice(value=PaymentKind.SUPPLIER_REFUND, label="Refund received", tone="teal"),
    Choice(value=PaymentKind.SET_OFF, label="Set-off", tone="muted"),
    Choice(value=PaymentKind.SUPPLIER_SET_OFF, label="Set-off", tone="muted"),
    Choice(value=PaymentKind.WRITE_OFF, label="Write-off", tone="neg"),
    Choice(value=PaymentKind.TRANSFER, label="Transfer", tone="orange"),
)
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
    Choice(value="transferred", label="Transferred", tone="info"),
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
    Column(key="invoice_number", title="Document", kind="code", width=120),
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
        Column(key="number", title="Number", kind="code", width=140, priority=9),
        Column(key="kind", title="Kind", kind="status", width=130, sortable=False, priority=6,
               choices=KINDS),
        Column(key="dated_on", title="Date", kind="date", width=100, priority=7),
        Column(key="party_name", title="Party", kind="party", width=220, stretch=True, sortable=False),
        Column(key="method", title="By", kind="status", width=110, sortable=False, priority=3,
               choices=METHODS),
        Column(key="reference", title="Reference", kind="dim", width=160, sortable=False, priority=2),
        Column(key="total_minor", title="Amount", kind="money", width=112, currency="currency",
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
        Tab(key="receipts", label="Receipts"),
        Tab(key="payments", label="Payments"),
        Tab(key="transfers", label="Transfers"),
        Tab(key="advance", label="On account"),
        Tab(key="other", label="Without money"),
        Tab(key="reversed", label="Reversed"),
    ),
    stats=(
        Stat(key="received_minor", label="Received this month", tone="pos", count="received_count",
             noun="receipts", one="receipt", opens_tab="receipts"),
        Stat(key="paid_minor", label="Paid this month", count="paid_count", noun="payments",
             opens_tab="payments"),
        Stat(key="advance_minor", label="Customers' advances", tone="warn", count="advance_count",
             noun="receipts", one="receipt", opens_tab="advance"),
        Stat(key="supplier_advance_minor", label="Advances to suppliers", tone="warn",
             count="supplier_advance_count", noun="payments", opens_tab="advance"),
    ),
    search="Number, reference or party",
    actions=(
        Action(key="receive", label="Receive payment", icon="plus", shortcut="Ctrl+N", primary=True,
               scope="page", opens="payment.receive", permission="payment.receive"),
        Action(key="pay", label="Pay supplier", icon="hand-coins", scope="page", opens="payment.pay",
               permission="payment.pay"),
        Action(key="transfer", label="Transfer", icon="repeat", scope="page",
               opens="payment.transfer", permission="payment.transfer"),
        Action(key="reverse", label="Reverse payment", icon="undo-2", danger=True, opens="payment.reverse",
               permission="payment.reverse", when="is_posted"),
    ),
    peek=(
        PeekSection(
            title="Details",
            columns=(
                Column(key="party_name", title="Party"),
                Column(key="dated_on", title="Date", kind="date"),
                Column(key="account_name", title="Account"),
                Column(key="method", title="By", choices=METHODS),
                Column(key="reference", title="Reference"),
                Column(key="advance_minor", title="Left", kind="money", currency="currency"),
            ),
        ),
        PeekSection(title="Pays", kind="lines", columns=_ALLOCATIONS, query="payment_allocations"),
        FILES,
    ),
    empty=EmptyState(
        title="No payments yet",
        text="Record what comes in and goes out, and see at once which documents are settled.",
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
        Field(key="section", label="Section", span=4, section="Also settled", placeholder="194H"),
        Field(key="charges", label="Bank charges", kind="money", span=4, section="Also settled"),
        Field(key="discount", label="Discount given", kind="money", span=4, section="Also settled"),
        Field(key="tcs", label="TCS", kind="money", span=4, section="Also settled"),
        Field(key="currency", label="Currency", kind="code", span=4, section="Currency",
              placeholder="As the account or customer"),
        Field(key="rate", label="Exchange rate", kind="rate", span=4, section="Currency"),
        Field(key="memo", label="Note", kind="long", span=12),
    ),
)  # fmt: skip

PAY_FORM = FormScreen(
    key="payment.pay",
    noun="payment",
    icon="hand-coins",
    create=PaySupplier,
    permission="payment.pay",
    shortcut_new="P",
    title_key="number",
    fields=(
        Field(key="party_id", label="To", kind="lookup", lookup="supplier_lookup", required=True, span=8),
        Field(key="amount", label="Amount paid", kind="money", required=True, span=4),
        Field(key="dated_on", label="Date", kind="date", span=4),
        Field(key="account_id", label="From", kind="lookup", lookup="money_account_lookup", span=4,
              placeholder="The cash or bank account"),
        Field(key="method", label="By", kind="choice", choices=METHODS, default=Method.BANK, span=4),
        Field(key="reference", label="Reference", span=8),
        Field(key="strategy", label="Pay", kind="choice", choices=STRATEGIES, default=Strategy.FIFO, span=4),
        Field(key="withheld", label="Tax withheld", kind="money", span=4, section="Also settled"),
        Field(key="section", label="Section", span=4, section="Also settled", placeholder="194C"),
        Field(key="discount", label="Discount received", kind="money", span=4, section="Also settled"),
        Field(key="charges", label="Bank charges", kind="money", span=4, section="On top"),
        Field(key="tcs", label="TCS", kind="money", span=4, section="On top"),
        Field(key="currency", label="Currency", kind="code", span=4, section="Currency",
              placeholder="As the account or supplier"),
        Field(key="rate", label="Exchange rate", kind="rate", span=4, section="Currency"),
        Field(key="memo", label="Note", kind="long", span=12),
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
              help="The documents it paid are open again from that day."),
        Field(key="on", label="On", kind="date", span=6),
        Field(key="bank_charges", label="Charged by our bank", kind="money", span=6),
    ),
)  # fmt: skip

WRITE_OFF_FORM = FormScreen(
    key="invoice.write_off",
    noun="write-off",
    icon="eraser",
    change=WriteOffInvoice,
    load="invoice_open",
    identity="invoice_id",
    permission="payment.write_off",
    title_key="number",
    fields=(
        Field(key="amount", label="Amount", kind="money", span=6, placeholder="All that is open",
              help="The tax of the invoice is not reduced."),
        Field(key="on", label="On", kind="date", span=6),
        Field(key="reason", label="Why", required=True, span=12, placeholder="Insolvent"),
    ),
)  # fmt: skip

TAKE_BACK_FORM = FormScreen(
    key="invoice.take_back_write_off",
    noun="write-off",
    icon="undo-2",
    change=TakeBackWriteOff,
    load="invoice_open",
    identity="invoice_id",
    permission="payment.write_off",
    title_key="number",
    fields=(
        Field(key="reason", label="Why", required=True, span=12, placeholder="Paid after all",
              help="The invoice is open again from that day; then receive the money as usual."),
        Field(key="on", label="On", kind="date", span=6),
    ),
)  # fmt: skip

_REFUND_FIELDS = (
    Field(key="amount", label="Amount", kind="money", span=4, placeholder="All that is open"),
    Field(key="dated_on", label="Date", kind="date", span=4),
    Field(key="charges", label="Bank charges", kind="money", span=4),
    Field(key="account_id", label="Account", kind="lookup", lookup="money_account_lookup", span=4,
          placeholder="The cash or bank account"),
    Field(key="method", label="By", kind="choice", choices=METHODS, default=Method.BANK, span=4),
    Field(key="rate", label="Exchange rate", kind="rate", span=4),
    Field(key="reference", label="Reference", span=12),
)  # fmt: skip
_SET_OFF_FIELDS = (
    Field(key="strategy", label="Pay", kind="choice", choices=STRATEGIES[:4], default=Strategy.FIFO, span=6,
          help="The party's open documents are settled as far as the note reaches; no money moves."),
    Field(key="dated_on", label="Date", kind="date", span=6),
    Field(key="memo", label="Note", span=12),
)  # fmt: skip


def _note_form(
    key: str, noun: str, icon: str, change: type[Any], load: str, fields: tuple[Field, ...]
) -> FormScreen:
    """The form of what is done with one open note."""
    return FormScreen(
        key=key,
        noun=noun,
        icon=icon,
        change=change,
        load=load,
        identity="invoice_id" if load == "invoice_open" else "bill_id",
        permission=change.permission,
        title_key="number",
        fields=fields,
    )


NOTE_FORMS = tuple(
    _note_form(f"{note}.{key}", noun, icon, change, load, fields)
    for note, load in (("credit_note", "invoice_open"), ("debit_note", "bill_open"))
    for key, noun, icon, change, fields in (
        ("refund", "refund", "corner-down-left", RefundNote, _REFUND_FIELDS),
        ("set_off", "set-off", "merge", SetOffNote, _SET_OFF_FIELDS),
    )
)

TRANSFER_FORM = FormScreen(
    key="payment.transfer",
    noun="transfer",
    icon="repeat",
    create=TransferMoney,
    permission="payment.transfer",
    shortcut_new="T",
    title_key="number",
    fields=(
        Field(key="account_id", label="From", kind="lookup", lookup="money_account_lookup", required=True),
        Field(key="to_account_id", label="To", kind="lookup", lookup="money_account_lookup", required=True),
        Field(key="amount", label="Amount", kind="money", required=True, span=4),
        Field(key="charges", label="Bank charges", kind="money", span=4),
        Field(key="dated_on", label="Date", kind="date", span=4),
        Field(key="reference", label="Reference", span=12),
        Field(key="received", label="Arrives", kind="money", span=4, section="Another currency",
              placeholder="The same amount"),
        Field(key="rate", label="Rate of what leaves", kind="rate", span=4, section="Another currency",
              placeholder="As the balance stands"),
        Field(key="to_rate", label="Rate of what arrives", kind="rate", span=4, section="Another currency",
              placeholder="What left for it"),
        Field(key="memo", label="Note", kind="long", span=12),
    ),
)  # fmt: skip

MONEY_KINDS = (
    Choice(value=MoneyKind.BANK, label="Bank", tone="info"),
    Choice(value=MoneyKind.CASH, label="Cash", tone="pos"),
    Choice(value=MoneyKind.CARD, label="Card", tone="orange"),
    Choice(value=MoneyKind.WALLET, label="Wallet", tone="teal"),
)

MONEY_ACCOUNTS = ListScreen(
    key="money_accounts",
    title="Cash and bank",
    one="account",
    many="accounts",
    icon="landmark",
    query="money_accounts",
    columns=(
        Column(key="code", title="Code", kind="code", width=80, priority=5),
        Column(key="name", title="Account", width=200, stretch=True, sortable=False, priority=10),
        Column(key="kind", title="Kind", kind="status", width=100, sortable=False, priority=7,
               choices=MONEY_KINDS),
        Column(key="bank_name", title="Bank", width=160, sortable=False, priority=4),
        Column(key="number", title="Account number", kind="code", width=170, sortable=False, priority=6),
        Column(key="moved_on", title="Last movement", kind="date", width=120, sortable=False, priority=8,
               empty="never"),
        Column(key="balance_minor", title="Balance", kind="money", width=150, sortable=False,
               currency="currency", priority=9),
    ),
    nav_group="Banking",
    nav_order=15,
    shortcut_go="N",
    permission="payment.read",
    kinds=("account", "money_account", "entry"),
    order="code",
    title_key="name",
    amount_key="balance_minor",
    status_key="kind",
    muted="is_muted",
    opens="account.ledger",
    stats=(Stat(key="total_minor", label="All together", tone="pos"),),
    search="Name, code or bank",
    actions=(
        Action(key="new", label="New account", icon="plus", shortcut="Ctrl+N", primary=True, scope="page",
               opens="money_account.form", permission="account.save"),
        Action(key="transfer", label="Transfer", icon="repeat", scope="page",
               opens="payment.transfer", permission="payment.transfer"),
        Action(key="edit", label="Edit", icon="pencil", shortcut="E", opens="money_account.form",
               permission="account.save"),
    ),
    empty=EmptyState(
        title="No cash or bank account",
        text="Every payment goes through one of them.",
        action="new",
    ),
)  # fmt: skip

MONEY_ACCOUNT_FORM = FormScreen(
    key="money_account.form",
    noun="account",
    icon="landmark",
    create=SaveMoneyAccount,
    change=SaveMoneyAccount,
    load="money_account",
    permission="account.save",
    title_key="name",
    fields=(
        Field(key="name", label="Name", required=True, span=6),
        Field(key="kind", label="Kind", kind="choice", choices=MONEY_KINDS, default=MoneyKind.BANK, span=3,
              required=True),
        Field(key="currency", label="Currency", kind="code", span=3, placeholder="Any"),
        Field(key="bank_name", label="Bank", span=6, section="At the bank"),
        Field(key="branch", label="Branch", span=6, section="At the bank"),
        Field(key="holder", label="Account holder", span=6, section="At the bank"),
        Field(key="account_number", label="Account number", span=6, section="At the bank"),
        Field(key="ifsc", label="IFSC", kind="code", span=4, section="At the bank"),
        Field(key="iban", label="IBAN", kind="code", span=5, section="At the bank"),
        Field(key="bic", label="BIC", kind="code", span=3, section="At the bank"),
        Field(key="opening", label="Opening balance", kind="money", span=4, section="When it is made"),
        Field(key="opening_on", label="On", kind="date", span=4, section="When it is made"),
        Field(key="opening_rate", label="Exchange rate", kind="rate", span=4, section="When it is made"),
        Field(key="note", label="Note", kind="long", span=12),
        Field(key="is_active", label="In use", kind="check", default=True, span=6),
    ),
)  # fmt: skip

SCREENS = (
    PAYMENTS,
    RECEIVE_FORM,
    PAY_FORM,
    REVERSE_FORM,
    WRITE_OFF_FORM,
    TAKE_BACK_FORM,
    *NOTE_FORMS,
    TRANSFER_FORM,
    MONEY_ACCOUNTS,
    MONEY_ACCOUNT_FORM,
)

"""The ledger's screens: chart of accounts, journal, and their forms."""

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

from .commands import ReverseEntry, SaveAccount
from .cost_centres import SaveCostCentre
from .roles import AccountRole, AccountType

TYPES = (
    Choice(value=AccountType.ASSET, label="Asset", tone="info"),
    Choice(value=AccountType.LIABILITY, label="Liability", tone="orange"),
    Choice(value=AccountType.EQUITY, label="Equity", tone="teal"),
    Choice(value=AccountType.INCOME, label="Income", tone="pos"),
    Choice(value=AccountType.EXPENSE, label="Expense", tone="neg"),
)
_ABBREVIATIONS = ("cgst", "sgst", "utgst", "igst", "vat", "tds", "tcs", "rcm", "fx")


def _role_label(role: AccountRole) -> str:
    words = [word.upper() if word in _ABBREVIATIONS else word for word in role.value.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


ROLES = tuple(Choice(value=role, label=_role_label(role)) for role in AccountRole)
STATES = (
    Choice(value="posted", label="Posted", tone="pos"),
    Choice(value="reversed", label="Reversed", tone="muted"),
    Choice(value="reversal", label="Reversal", tone="warn"),
)

_LINES = (
    Column(key="posted_on", title="Date", kind="date", width=90),
    Column(key="narration", title="Note", stretch=True),
    Column(key="debit_minor", title="Debit", kind="money"),
    Column(key="credit_minor", title="Credit", kind="money"),
    Column(key="balance_minor", title="Balance", kind="money"),
)

ACCOUNTS = ListScreen(
    key="accounts",
    title="Chart of accounts",
    strong="is_group",
    one="account",
    many="accounts",
    icon="list-tree",
    query="accounts",
    columns=(
        Column(key="code", title="Code", kind="code", width=90),
        Column(key="name", title="Account", kind="tree", width=260, stretch=True),
        Column(key="type", title="Type", kind="status", width=110, sortable=False, choices=TYPES, priority=4),
        Column(key="currency", title="Currency", kind="code", width=80, sortable=False, priority=2),
        Column(key="balance_minor", title="Balance", kind="money", width=150, sortable=False),
    ),
    nav_group="Books",
    nav_order=20,
    shortcut_go="L",
    permission="ledger.read",
    kinds=("account", "entry"),
    order="code",
    amount_key="balance_minor",
    status_key="type",
    muted="is_muted",
    opens="account.ledger",
    tabs=(
        Tab(key="all", label="All"),
        *(Tab(key=choice.value, label=choice.label) for choice in TYPES),
        Tab(key="inactive", label="Switched off"),
    ),
    search="Code or name",
    actions=(
        Action(
            key="new",
            label="New account",
            icon="plus",
            primary=True,
            scope="page",
            opens="account.form",
            permission="account.save",
        ),
        Action(
            key="edit",
            label="Edit account",
            icon="pencil",
            shortcut="E",
            opens="account.form",
            permission="account.save",
        ),
    ),
    peek=(PeekSection(title="Last lines", kind="lines", columns=_LINES, query="account_lines"),),
    empty=EmptyState(
        title="No accounts",
        text="A chart of accounts is where everything you post finds its place.",
        action="new",
    ),
)

ACCOUNT_FORM = FormScreen(
    key="account.form",
    noun="account",
    icon="list-tree",
    create=SaveAccount,
    change=SaveAccount,
    load="account",
    permission="account.save",
    fields=(
        Field(key="code", label="Code", kind="code", span=3, required=True),
        Field(key="name", label="Name", span=9, required=True),
        Field(key="type", label="Type", kind="choice", span=4, required=True, choices=TYPES),
        Field(key="parent_id", label="In group", kind="lookup", span=8, lookup="account_group_lookup"),
        Field(
            key="role",
            label="Purpose",
            kind="choice",
            span=6,
            choices=ROLES,
            help="What the program posts here by itself. Each purpose has one account.",
        ),
        Field(
            key="currency",
            label="Only in currency",
            kind="code",
            span=3,
            placeholder="Any",
            help="For a bank account that is kept in a foreign currency.",
        ),
        Field(key="is_group", label="Group of accounts", kind="check", span=4),
        Field(key="holds_money", label="Cash or bank account", kind="check", span=4),
        Field(key="is_active", label="In use", kind="check", span=4, default=True),
    ),
)

JOURNAL = ListScreen(
    key="journal",
    title="Journal",
    one="entry",
    many="entries",
    icon="book-open",
    query="journal",
    columns=(
        Column(key="entry_no", title="No.", kind="count", width=80),
        Column(key="posted_on", title="Date", kind="date", width=110),
        Column(key="kind", title="Kind", width=130, sortable=False, priority=4),
        Column(key="narration", title="Note", width=260, stretch=True, sortable=False),
        Column(key="total_minor", title="Amount", kind="money", width=140, sortable=False),
        Column(key="state", title="Status", kind="status", width=110, sortable=False, choices=STATES),
    ),
    nav_group="Books",
    nav_order=30,
    shortcut_go="J",
    permission="ledger.read",
    kinds=("entry",),
    order="entry_no",
    descending=True,
    title_key="entry_no",
    amount_key="total_minor",
    status_key="state",
    opens="journal.entry",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="manual", label="By hand"),
        Tab(key="reversals", label="Reversals"),
    ),
    stats=(
        Stat(key="entries", label="Entries", kind="count"),
        Stat(key="last_posted_on", label="Last entry dated", kind="date"),
    ),
    search="Note or number",
    actions=(
        Action(
            key="new",
            label="New journal entry",
            icon="plus",
            shortcut="J",
            primary=True,
            scope="page",
            opens="journal.voucher",
            permission="journal.post",
        ),
        Action(
            key="reverse",
            label="Reverse entry",
            icon="undo-2",
            opens="journal.reverse",
            when="can_reverse",
            permission="journal.reverse",
        ),
    ),
    peek=(
        PeekSection(
            title="Lines",
            kind="lines",
            query="entry_lines",
            columns=(
                Column(key="account_name", title="Account", stretch=True, subtitle="party_name"),
                Column(key="debit_minor", title="Debit", kind="money"),
                Column(key="credit_minor", title="Credit", kind="money"),
            ),
        ),
    ),
    empty=EmptyState(
        title="Nothing posted yet",
        text="Invoices, bills and payments post here by themselves; anything else you post by hand.",
        action="new",
    ),
)

REVERSE_FORM = FormScreen(
    key="journal.reverse",
    noun="reversal",
    icon="undo-2",
    change=ReverseEntry,
    load="entry",
    identity="entry_id",
    permission="journal.reverse",
    title_key="entry_no",
    fields=(
        Field(key="on", label="Dated", kind="date", span=4, help="Empty is the first open day."),
        Field(key="why", label="Reason", span=8, required=True),
    ),
)

COST_CENTRES = ListScreen(
    key="cost_centres",
    title="Cost centres",
    one="cost centre",
    many="cost centres",
    icon="layers",
    query="cost_centres",
    columns=(
        Column(key="code", title="Code", kind="code", width=120),
        Column(key="name", title="Name", stretch=True),
        Column(key="is_active", title="Active", kind="check", width=90, sortable=False),
    ),
    nav_group="Books",
    nav_order=40,
    permission="cost_centre.read",
    kinds=("cost_centre",),
    order="code",
    title_key="name",
    opens="cost_centre.form",
    search="Code or name",
    actions=(
        Action(
            key="new",
            label="New cost centre",
            icon="plus",
            primary=True,
            scope="page",
            opens="cost_centre.form",
            permission="cost_centre.save",
        ),
    ),
    empty=EmptyState(
        title="No cost centres",
        text="Branches, departments or projects whose income and expenses you want apart.",
        action="new",
    ),
)

COST_CENTRE_FORM = FormScreen(
    key="cost_centre.form",
    noun="cost centre",
    icon="layers",
    create=SaveCostCentre,
    change=SaveCostCentre,
    load="cost_centre",
    permission="cost_centre.save",
    title_key="name",
    fields=(
        Field(key="code", label="Code", kind="code", span=4, required=True),
        Field(key="name", label="Name", span=8, required=True),
        Field(key="is_active", label="Active", kind="check", span=4, default=True),
    ),
)

SCREENS = (ACCOUNTS, ACCOUNT_FORM, JOURNAL, REVERSE_FORM, COST_CENTRES, COST_CENTRE_FORM)

"""Reminders in the window: whom to remind, and what was sent."""

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

from .model import Channel, ReminderLevel
from .reminding import RecordReminder

LEVELS = (
    Choice(value=ReminderLevel.FRIENDLY, label="Friendly", tone="info"),
    Choice(value=ReminderLevel.FIRM, label="Firm", tone="warn"),
    Choice(value=ReminderLevel.FINAL, label="Final", tone="neg"),
)
CHANNELS = (
    Choice(value=Channel.LETTER, label="Letter"),
    Choice(value=Channel.EMAIL, label="E-mail"),
    Choice(value=Channel.PHONE, label="Phone"),
    Choice(value=Channel.MESSAGE, label="Message"),
)
_HISTORY = (
    Column(key="number", title="Number", kind="code", width=120),
    Column(key="level", title="Level", kind="status", choices=LEVELS),
    Column(key="sent_on", title="Sent", kind="date"),
    Column(key="open_minor", title="Open then", kind="money", currency="currency"),
)

REMINDERS = ListScreen(
    key="reminders",
    title="Reminders",
    one="overdue invoice",
    many="overdue invoices",
    icon="mail",
    query="reminders",
    columns=(
        Column(key="number", title="Invoice", kind="code", width=130, sortable=False, priority=8),
        Column(key="party_name", title="Customer", kind="party", width=220, stretch=True, sortable=False),
        Column(key="due_on", title="Due", kind="date", width=105, priority=7),
        Column(key="days_late", title="Days late", kind="count", width=90, sortable=False, priority=6),
        Column(key="open_minor", title="Outstanding", kind="money", width=140, sortable=False,
               currency="currency", priority=10),
        Column(key="last_sent_on", title="Reminded", kind="date", width=110, sortable=False, priority=4,
               empty="Never"),
        Column(key="level", title="Next", kind="status", width=100, sortable=False, choices=LEVELS,
               priority=5),
    ),
    nav_group="Sales",
    nav_order=45,
    permission="reminder.see",
    kinds=("invoice", "reminder", "reminded_document", "party"),
    order="due_on",
    title_key="number",
    amount_key="open_minor",
    status_key="level",
    opens="invoice.editor",
    tabs=(
        Tab(key="due", label="Due"),
        Tab(key="sent", label="Sent"),
        Tab(key="all", label="All overdue"),
    ),
    stats=(
        Stat(key="due_minor", label="To remind of", tone="warn", count="due_count", noun="invoices",
             opens_tab="due"),
        Stat(key="overdue_minor", label="Overdue", tone="neg", count="overdue_count", noun="invoices",
             opens_tab="all"),
    ),
    search="Number, customer or code",
    actions=(
        # The page itself handles those that print.
        Action(key="remind_all", label="Remind all that are due", icon="mail", primary=True, scope="page",
               permission="reminder.record",
               confirm="Everybody on the list Due is reminded one level higher than last time. "
               "The letters come as one document."),
        Action(key="remind", label="Remind this customer", icon="mail", shortcut="R", primary=True,
               opens="reminder.form", permission="reminder.record"),
        Action(key="print", label="Print letter", icon="printer", shortcut="L", when="was_reminded"),
    ),
    peek=(
        PeekSection(
            title="Invoice",
            columns=(
                Column(key="issued_on", title="Date", kind="date"),
                Column(key="due_on", title="Due", kind="date"),
                Column(key="party_code", title="Code", kind="code"),
            ),
        ),
        PeekSection(title="Reminders", kind="lines", columns=_HISTORY, query="invoice_reminders"),
    ),
    empty=EmptyState(
        title="Nobody is overdue",
        text="When an invoice is a week past its due date, it comes up here, ready to be reminded of.",
    ),
)  # fmt: skip

SENT = ListScreen(
    key="reminder_letters",
    title="Sent reminders",
    one="reminder",
    many="reminders",
    icon="mail",
    query="reminder_letters",
    columns=(
        Column(key="number", title="Number", kind="code", width=140, priority=8),
        Column(key="sent_on", title="Sent", kind="date", width=105, priority=7),
        Column(key="party_name", title="Customer", kind="party", width=220, stretch=True, sortable=False),
        Column(key="level", title="Level", kind="status", width=100, sortable=False, choices=LEVELS),
        Column(key="channel", title="By", kind="status", width=100, sortable=False, choices=CHANNELS,
               priority=3),
        Column(key="documents", title="Invoices", kind="count", width=90, sortable=False, priority=4),
        Column(key="total_minor", title="Overdue then", kind="money", width=140, sortable=False,
               currency="currency", priority=10),
    ),
    permission="reminder.see",
    kinds=("reminder",),
    order="sent_on",
    descending=True,
    title_key="number",
    amount_key="total_minor",
    status_key="level",
    search="Number or customer",
    actions=(Action(key="print", label="Print letter", icon="printer", shortcut="L"),),
    peek=(
        PeekSection(
            title="Invoices",
            kind="lines",
            query="reminder_documents",
            columns=(
                Column(key="number", title="Invoice", kind="code", width=120),
                Column(key="due_on", title="Due", kind="date"),
                Column(key="open_minor", title="Open then", kind="money", currency="currency"),
            ),
        ),
    ),
    empty=EmptyState(title="No reminders yet", text="What you remind of stays here, with its letter."),
)  # fmt: skip

REMINDER_FORM = FormScreen(
    key="reminder.form",
    noun="reminder",
    icon="mail",
    change=RecordReminder,
    load="reminders",
    identity="invoice_id",
    permission="reminder.record",
    title_key="number",
    fields=(
        Field(key="party_name", label="Customer", span=8, read_only=True,
              help="The reminder names everything of this customer that is overdue."),
        Field(key="level", label="Level", kind="choice", choices=LEVELS, span=4),
        Field(key="channel", label="By", kind="choice", choices=CHANNELS, default=Channel.LETTER, span=4,
              required=True),
        Field(key="sent_on", label="Sent", kind="date", span=4, placeholder="Today"),
        Field(key="note", label="Note", kind="long", span=12),
    ),
)  # fmt: skip

SCREENS = (REMINDERS, SENT, REMINDER_FORM)

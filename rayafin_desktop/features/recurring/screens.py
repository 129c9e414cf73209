"""The list of recurring documents and its forms."""

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

from .commands import DeleteRecurring, PauseRecurring, RepeatInvoice, ResumeRecurring, SaveRecurring
from .issuing import IssueRecurring, SkipOccurrence
from .rules import Frequency, Making

FREQUENCIES = (
    Choice(value=Frequency.DAILY, label="Daily"),
    Choice(value=Frequency.WEEKLY, label="Weekly"),
    Choice(value=Frequency.MONTHLY, label="Monthly"),
    Choice(value=Frequency.QUARTERLY, label="Quarterly"),
    Choice(value=Frequency.YEARLY, label="Yearly"),
)
MAKINGS = (
    Choice(value=Making.DRAFT, label="As a draft"),
    Choice(value=Making.POST, label="Posted at once"),
)
STATES = (
    Choice(value="due", label="Due", tone="warn"),
    Choice(value="waiting", label="Waiting", tone="info"),
    Choice(value="paused", label="Paused", tone="muted"),
    Choice(value="ended", label="Ended", tone="muted"),
)
_NAME = Field(key="name", label="Name", span=12, required=True)
_SCHEDULE = (
    Field(
        key="frequency",
        label="How often",
        kind="choice",
        choices=FREQUENCIES,
        span=4,
        required=True,
        default=Frequency.MONTHLY.value,
        section="Schedule",
    ),
    Field(
        key="every",
        label="Every",
        kind="count",
        span=4,
        default=1,
        section="Schedule",
        help="2 with weekly is every second week.",
    ),
    Field(
        key="day",
        label="Day of the month",
        kind="count",
        span=4,
        section="Schedule",
        placeholder="As the first one",
        help="31 is the last day, in February the 28th or 29th.",
    ),
    Field(key="starts_on", label="First on", kind="date", span=4, required=True, section="Schedule"),
    Field(key="until_on", label="Until", kind="date", span=4, section="Schedule"),
    Field(key="most", label="At most so many times", kind="count", span=4, section="Schedule"),
    Field(
        key="making",
        label="Make it",
        kind="choice",
        choices=MAKINGS,
        span=6,
        required=True,
        default=Making.DRAFT.value,
        section="Schedule",
        help="What has an open question, such as a credit limit, is made as a draft in any case.",
    ),
)

RECURRING = ListScreen(
    key="recurring",
    title="Recurring",
    one="recurring document",
    many="recurring documents",
    icon="repeat",
    query="recurring",
    nav_group="Sales",
    nav_order=40,
    permission="recurring.see",
    kinds=("recurring_template", "party", "invoice"),
    order="name",
    amount_key="total_minor",
    status_key="state",
    muted="is_muted",
    opens="recurring.form",
    badge="due",
    search="Name",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="due", label="Due"),
        Tab(key="paused", label="Paused"),
        Tab(key="ended", label="Ended"),
    ),
    stats=(
        Stat(key="due", label="Due now", kind="count", tone="warn", opens_tab="due"),
        Stat(key="soon", label="Within a week", kind="count"),
        Stat(key="paused", label="Paused", kind="count", opens_tab="paused"),
    ),
    columns=(
        Column(key="name", title="Name", stretch=True, priority=10),
        Column(key="party_name", title="Customer", kind="party", width=220, sortable=False, priority=7),
        Column(
            key="frequency", title="How often", width=110, choices=FREQUENCIES, sortable=False, priority=6
        ),
        Column(key="next_on", title="Next", kind="date", width=110, alarm="is_due", priority=9),
        Column(key="made", title="Made", kind="count", width=80, sortable=False, priority=4),
        Column(
            key="total_minor",
            title="Total",
            kind="money",
            width=130,
            currency="currency",
            sortable=False,
            priority=8,
        ),
        Column(
            key="state", title="Status", kind="status", width=110, choices=STATES, sortable=False, priority=9
        ),
    ),
    peek=(
        PeekSection(
            title="Schedule",
            columns=(
                Column(key="party_name", title="Customer"),
                Column(key="frequency", title="How often", choices=FREQUENCIES),
                Column(key="every", title="Every", kind="count"),
                Column(key="day", title="Day of the month", kind="count"),
                Column(key="next_on", title="Next", kind="date"),
                Column(key="until_on", title="Until", kind="date"),
                Column(key="most", title="At most so many times", kind="count"),
                Column(key="making", title="Make it", choices=MAKINGS),
            ),
        ),
        PeekSection(title="Made so far", kind="timeline", query="occurrence_rows"),
    ),
    actions=(
        Action(
            key="all",
            label="Make what is due",
            icon="check-check",
            primary=True,
            scope="page",
            command=IssueRecurring,
            permission="recurring.issue",
        ),
        Action(
            key="issue",
            label="Make now",
            icon="check",
            shortcut="M",
            primary=True,
            command=IssueRecurring,
            identity="template_id",
            permission="recurring.issue",
            when="is_due",
        ),
        Action(
            key="skip",
            label="Skip the next one",
            icon="arrow-right",
            command=SkipOccurrence,
            identity="template_id",
            permission="recurring.issue",
            when="is_running",
            confirm="Skip the next one? Nothing is made on that day, and it is not asked for again.",
        ),
        Action(
            key="pause",
            label="Pause",
            icon="pause",
            command=PauseRecurring,
            identity="id",
            permission="recurring.save",
            when="is_running",
        ),
        Action(
            key="resume",
            label="Go on",
            icon="play",
            command=ResumeRecurring,
            identity="id",
            permission="recurring.save",
            when="is_paused",
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="recurring.form", permission="recurring.save"),
        Action(
            key="delete",
            label="Delete",
            icon="trash-2",
            danger=True,
            command=DeleteRecurring,
            identity="id",
            permission="recurring.save",
            confirm="Delete this? What it made stays.",
        ),
    ),
    empty=EmptyState(
        title="Nothing recurs yet",
        text="Open an invoice in the list and choose Repeat: rent, retainers and subscriptions are then made "
        "by themselves, each once.",
    ),
)

RECURRING_FORM = FormScreen(
    key="recurring.form",
    noun="recurring document",
    icon="repeat",
    change=SaveRecurring,
    load="recurring",
    permission="recurring.save",
    fields=(_NAME, *_SCHEDULE),
)

REPEAT_FORM = FormScreen(
    key="invoice.repeat",
    noun="recurring document",
    icon="repeat",
    change=RepeatInvoice,
    load="repeat_seed",
    identity="invoice_id",
    permission="recurring.save",
    fields=(
        Field(key="number", label="Invoice", kind="code", span=4, read_only=True),
        Field(key="party_name", label="Customer", span=8, read_only=True),
        _NAME,
        *_SCHEDULE,
    ),
)

SCREENS = (RECURRING, RECURRING_FORM, REPEAT_FORM)

"""Closed years: the list with reopening. The cockpit and opening balances are pages of the desktop."""

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
    Tab,
)

from .commands import ReopenYear

STATES = (
    Choice(value="closed", label="Closed", tone="pos"),
    Choice(value="reopened", label="Reopened", tone="muted"),
)

YEAR_CLOSINGS = ListScreen(
    key="year_closings",
    title="Closed years",
    one="closing",
    many="closings",
    icon="calendar",
    query="year_closings",
    columns=(
        Column(key="label", title="Year", kind="code", width=90, sortable=False, priority=9),
        Column(key="last_on", title="Closed until", kind="date", width=110, priority=8),
        Column(key="profit_minor", title="Profit", kind="money", width=150, sortable=False, priority=8),
        Column(key="closed_by", title="By", kind="party", width=180, sortable=False, priority=4),
        Column(key="created_at", title="On", kind="instant", width=150, sortable=False, priority=5),
        Column(key="reason", title="Reason", width=220, stretch=True, sortable=False),
        Column(key="state", title="Status", kind="status", width=110, sortable=False, choices=STATES,
               priority=8),
    ),
    permission="period.read",
    kinds=("year_closing",),
    order="last_on",
    descending=True,
    title_key="label",
    amount_key="profit_minor",
    status_key="state",
    muted="is_reopened",
    tabs=(Tab(key="all", label="All"), Tab(key="closed", label="Closed")),
    actions=(
        Action(key="close", label="Close a year", icon="lock", primary=True, scope="page", opens="closing",
               permission="year.close"),
        Action(key="reopen", label="Reopen year", icon="lock-open", danger=True, opens="year.reopen",
               when="can_reopen", permission="year.reopen"),
    ),
    peek=(
        PeekSection(
            title="Closing",
            columns=(
                Column(key="first_on", title="From", kind="date"),
                Column(key="last_on", title="To", kind="date"),
                Column(key="audit_n", title="Audit log entry", kind="count"),
                Column(key="reopened_by", title="Reopened by"),
                Column(key="reopen_reason", title="Reopened because"),
            ),
        ),
    ),
    empty=EmptyState(
        title="No year is closed yet",
        text="Closing a year carries its result to retained earnings and locks its days.",
        action="close",
    ),
)  # fmt: skip

REOPEN_FORM = FormScreen(
    key="year.reopen",
    noun="reopening",
    icon="lock-open",
    change=ReopenYear,
    load="year_closings",
    identity="closing_id",
    permission="year.reopen",
    title_key="label",
    fields=(
        Field(key="reason", label="Reason", required=True, span=12,
              help="The closing entry is reversed on the last day of the year."),
    ),
)  # fmt: skip

SCREENS = (YEAR_CLOSINGS, REOPEN_FORM)

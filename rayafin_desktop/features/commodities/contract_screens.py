"""Clauses and allowance tables in the window."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Tab,
)

from .contract_terms import (
    DeactivateAllowanceTable,
    DeactivateTradeClause,
    ReactivateAllowanceTable,
    ReactivateTradeClause,
    SaveTradeClause,
)
from .rules import AllowanceBasis, Direction, TermKind
from .screen_parts import ACTIVE, ARCHIVED, SEED, edit, new, switches

TERM_KINDS = (
    Choice(value=TermKind.DELIVERY, label="Delivery", tone="teal"),
    Choice(value=TermKind.PAYMENT, label="Payment", tone="pos"),
    Choice(value=TermKind.PASSING, label="Passing", tone="accent"),
    Choice(value=TermKind.WEIGHT, label="Weight", tone="info"),
    Choice(value=TermKind.CLAIM, label="Claims", tone="warn"),
    Choice(value=TermKind.GENERAL, label="General", tone="muted"),
)
BASES = (
    Choice(value=AllowanceBasis.WEIGHT_PERCENT, label="% of the weight"),
    Choice(value=AllowanceBasis.PRICE_PERCENT, label="% of the price"),
    Choice(value=AllowanceBasis.PER_PRICE_UNIT, label="Money per price unit"),
)
DIRECTIONS = (
    Choice(value=Direction.ABOVE, label="Above"),
    Choice(value=Direction.BELOW, label="Below"),
)
DAY_KINDS = (
    Choice(value="WORKING", label="Working days"),
    Choice(value="CALENDAR", label="Calendar days"),
)

CLAUSES = ListScreen(
    key="trade_clauses",
    title="Contract clauses",
    one="clause",
    many="clauses",
    icon="gavel",
    query="trade_clauses",
    nav_group="Settings",
    nav_order=48,
    permission="commodity.read",
    kinds=("trade_clause",),
    order="kind",
    muted="is_muted",
    status_key="kind",
    opens="trade_clause.edit",
    search="Code, name or text",
    tabs=(ACTIVE, Tab(key="standard", label="Standard"), ARCHIVED),
    columns=(
        Column(key="kind", title="About", kind="status", width=110, choices=TERM_KINDS, priority=9),
        Column(key="name", title="Name", stretch=True, sortable=False, priority=10, subtitle="text"),
        Column(key="code", title="Code", kind="code", width=130, sortable=False, priority=4),
        Column(key="days", title="Days", kind="count", width=80, sortable=False, priority=7),
        Column(key="percent", title="Percent", kind="percent", width=90, sortable=False, priority=5),
        Column(key="is_standard", title="Standard", kind="check", width=90, sortable=False, priority=6),
    ),
    peek=(
        PeekSection(title="Text", kind="text", query="trade_clause_text"),
        PeekSection(
            title="Clause",
            columns=(
                Column(key="code", title="Code", kind="code"),
                Column(key="days", title="Days", kind="count"),
                Column(key="counted_in", title="Counted in", kind="dim", choices=DAY_KINDS),
                Column(key="percent", title="Percent", kind="percent"),
            ),
        ),
    ),
    actions=(
        new("New clause", "trade_clause.edit"),
        SEED,
        edit("trade_clause.edit"),
        *switches(DeactivateTradeClause, ReactivateTradeClause),
    ),
    empty=EmptyState(
        title="No clauses yet",
        text="Terms that contracts print and the desk reckons with: passing, weighing, payment, claims.",
        action="seed",
    ),
)  # fmt: skip

CLAUSE_FORM = FormScreen(
    key="trade_clause.edit",
    noun="clause",
    icon="gavel",
    create=SaveTradeClause,
    change=SaveTradeClause,
    load="trade_clauses",
    permission="commodity.save",
    fields=(
        Field(key="name", label="Name", span=8, required=True),
        Field(key="code", label="Code", kind="code", span=4, required=True),
        Field(key="kind", label="About", kind="choice", span=4, required=True, choices=TERM_KINDS,
              default=TermKind.GENERAL.value),
        Field(key="days", label="Days", kind="count", span=4),
        Field(key="percent", label="Percent", kind="percent", span=4),
        Field(key="text", label="Text", kind="long", span=12, help="As contracts print it."),
        Field(key="in_working_days", label="Working days", kind="check", span=6),
        Field(key="is_standard", label="In every new contract", kind="check", span=6),
    ),
)  # fmt: skip

ALLOWANCES = ListScreen(
    key="allowance_tables",
    title="Allowance tables",
    one="allowance table",
    many="allowance tables",
    icon="scale",
    query="allowance_tables",
    nav_group="Settings",
    nav_order=49,
    permission="commodity.read",
    kinds=("allowance_table", "commodity"),
    order="name",
    muted="is_muted",
    opens="allowance_table.edit",
    search="Name",
    tabs=(ACTIVE, ARCHIVED),
    columns=(
        Column(key="name", title="Name", stretch=True, priority=10),
        Column(key="commodity_name", title="Commodity", width=200, sortable=False, empty="Any"),
        Column(key="step_count", title="Lines", kind="count", width=90, sortable=False),
    ),
    peek=(
        PeekSection(
            title="Allowances",
            kind="lines",
            query="allowance_step_rows",
            columns=(
                Column(key="parameter", title="Parameter", kind="code", stretch=True),
                Column(key="direction", title="Side", kind="dim", choices=DIRECTIONS),
                Column(key="step", title="Each", kind="rate"),
                Column(key="rate", title="Allowed", kind="rate"),
            ),
        ),
    ),
    actions=(
        new("New allowance table", "allowance_table.edit"),
        SEED,
        edit("allowance_table.edit"),
        *switches(DeactivateAllowanceTable, ReactivateAllowanceTable),
    ),
    empty=EmptyState(
        title="No allowance tables yet",
        text="What a lot that misses its limits costs: for each step beyond, so much of the weight or the "
        "price; too far beyond, it fails.",
        action="seed",
    ),
)  # fmt: skip

ALLOWANCE_FIELDS = (
    Field(key="name", label="Name", span=6, required=True),
    Field(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup",
          shows="commodity_name", span=6, placeholder="Any"),
)  # fmt: skip
"""The fields of the allowance table's page; its lines stand in a grid below."""

SCREENS = (CLAUSES, CLAUSE_FORM, ALLOWANCES)

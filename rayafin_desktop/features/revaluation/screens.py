"""Revaluations as a list."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Tab,
)

from .commands import TakeBackRevaluation

REVALUATIONS = ListScreen(
    key="revaluations",
    title="Revaluations",
    one="revaluation",
    many="revaluations",
    icon="refresh-cw",
    query="revaluations",
    columns=(
        Column(key="revalued_on", title="As of", kind="date", width=140, stretch=True),
        Column(key="gain_minor", title="Gain", kind="money", width=150, sortable=False, priority=4),
        Column(key="loss_minor", title="Loss", kind="money", width=150, sortable=False, priority=4),
        Column(key="net_minor", title="Net", kind="money", width=150, sortable=False),
        Column(key="taken_back_on", title="Taken back", kind="date", width=130, sortable=False, priority=3),
    ),
    nav_group="Books",
    nav_order=50,
    permission="revaluation.read",
    kinds=("revaluation",),
    order="revalued_on",
    descending=True,
    title_key="revalued_on",
    amount_key="net_minor",
    muted="is_muted",
    tabs=(Tab(key="standing", label="Standing"), Tab(key="all", label="All")),
    actions=(
        Action(
            key="new",
            label="Revalue",
            icon="refresh-cw",
            primary=True,
            scope="page",
            opens="revaluation.page",
            permission="revaluation.post",
        ),
        Action(
            key="take_back",
            label="Take back",
            icon="undo-2",
            danger=True,
            opens="revaluation.take_back",
            when="stands",
            permission="revaluation.post",
        ),
    ),
    peek=(
        PeekSection(
            title="Lines",
            kind="lines",
            query="revaluation_lines",
            columns=(
                Column(key="account_name", title="Account"),
                Column(key="difference_minor", title="Difference", kind="money"),
                Column(key="party_name", title="Party"),
                Column(key="currency", title="Currency", kind="code"),
                Column(key="rate", title="Rate", kind="rate"),
            ),
        ),
        PeekSection(
            title="Sums",
            columns=(
                Column(key="gain_minor", title="Gain", kind="money"),
                Column(key="loss_minor", title="Loss", kind="money"),
                Column(key="taken_back_on", title="Taken back", kind="date"),
                Column(key="reason", title="Reason"),
            ),
        ),
    ),
    empty=EmptyState(
        title="Nothing revalued yet",
        text="At the end of a month, open amounts in foreign currency are brought to the day's rate. The "
        "next day takes that back by itself.",
        action="new",
    ),
)

TAKE_BACK_FORM = FormScreen(
    key="revaluation.take_back",
    noun="revaluation",
    icon="undo-2",
    change=TakeBackRevaluation,
    load="revaluations",
    identity="revaluation_id",
    permission="revaluation.post",
    title_key="revalued_on",
    fields=(Field(key="reason", label="Why is it taken back?", kind="long", span=12, required=True),),
)

SCREENS = (REVALUATIONS, TAKE_BACK_FORM)

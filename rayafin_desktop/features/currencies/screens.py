"""The rate table as a list, and the form of one rate."""

from __future__ import annotations

from rayafin_desktop.engine.screens import Action, Column, EmptyState, Field, FormScreen, ListScreen, Tab

from .commands import RemoveExchangeRate, SaveExchangeRate

EXCHANGE_RATES = ListScreen(
    key="exchange_rates",
    title="Exchange rates",
    one="exchange rate",
    many="exchange rates",
    icon="coins",
    query="exchange_rates",
    columns=(
        Column(key="currency", title="Currency", kind="code", width=110),
        Column(key="dated_on", title="Day", kind="date", width=140),
        Column(key="rate", title="One unit is worth", kind="rate", width=180, sortable=False),
        Column(key="source", title="Source", stretch=True, sortable=False, priority=3),
    ),
    nav_group="Settings",
    nav_order=35,
    permission="exchange_rate.read",
    kinds=("exchange_rate",),
    order="dated_on",
    descending=True,
    title_key="currency",
    opens="exchange_rate.form",
    tabs=(Tab(key="all", label="All"), Tab(key="latest", label="Latest of each", counted=False)),
    search="Currency",
    actions=(
        Action(
            key="new",
            label="New rate",
            icon="plus",
            primary=True,
            scope="page",
            opens="exchange_rate.form",
            permission="exchange_rate.save",
        ),
        Action(
            key="edit",
            label="Edit",
            icon="pencil",
            opens="exchange_rate.form",
            permission="exchange_rate.save",
        ),
        Action(
            key="remove",
            label="Remove rate",
            icon="trash-2",
            danger=True,
            command=RemoveExchangeRate,
            identity="id",
            permission="exchange_rate.save",
            confirm="Remove this rate? Posted documents keep the rate they were posted at.",
        ),
    ),
    empty=EmptyState(
        title="No exchange rates",
        text="A rate says what one unit of a foreign currency is worth on a day. New documents in that "
        "currency begin with it; without one they ask.",
        action="new",
    ),
)

EXCHANGE_RATE_FORM = FormScreen(
    key="exchange_rate.form",
    noun="exchange rate",
    icon="coins",
    create=SaveExchangeRate,
    change=SaveExchangeRate,
    load="exchange_rate",
    permission="exchange_rate.save",
    title_key="currency",
    fields=(
        Field(key="currency", label="Currency", kind="code", span=4, required=True, placeholder="USD"),
        Field(key="dated_on", label="Day", kind="date", span=4, required=True),
        Field(
            key="rate",
            label="One unit is worth",
            kind="rate",
            span=4,
            required=True,
            hint="In the company's currency",
            decimals=6,
        ),
        Field(key="source", label="Source", span=12, placeholder="Bank, customs notification"),
    ),
)

SCREENS = (EXCHANGE_RATES, EXCHANGE_RATE_FORM)

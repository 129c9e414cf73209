"""Commodities, places and freight in the window; the terms of contracts are in `contract_screens.py`."""

from __future__ import annotations

from rayafin_desktop.base.units import TradeUnit
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

from . import contract_screens
from .commands import DeactivateCommodity, ReactivateCommodity
from .places import (
    DeactivateLocation,
    ReactivateLocation,
    RemoveFreightRate,
    SaveFreightRate,
    SaveLocation,
)
from .rules import Better, LocationKind
from .screen_parts import ACTIVE, ARCHIVED, CODE, SEED, edit, new, switches

UNITS = (
    Choice(value=TradeUnit.BALE, label="bales"),
    Choice(value=TradeUnit.CANDY, label="candy"),
    Choice(value=TradeUnit.QTL, label="quintal"),
    Choice(value=TradeUnit.MT, label="tonne"),
    Choice(value=TradeUnit.KG, label="kg"),
    Choice(value=TradeUnit.MAUND, label="maund"),
    Choice(value=TradeUnit.BAG, label="bags"),
    Choice(value=TradeUnit.LB, label="pound"),
    Choice(value=TradeUnit.FCL, label="container"),
    Choice(value=TradeUnit.LORRY, label="lorry"),
)
"""The units of the trade as people read them."""
PACKAGES = tuple(one for one in UNITS if TradeUnit(one.value).is_count)
BETTER = (
    Choice(value=Better.HIGHER, label="Higher"),
    Choice(value=Better.LOWER, label="Lower"),
    Choice(value=Better.WITHIN, label="Within"),
)
LOCATION_KINDS = (
    Choice(value=LocationKind.STATION, label="Station", tone="teal"),
    Choice(value=LocationKind.PORT, label="Port", tone="info"),
    Choice(value=LocationKind.WAREHOUSE, label="Warehouse", tone="accent"),
    Choice(value=LocationKind.MILL, label="Mill", tone="orange"),
)
COMMODITIES = ListScreen(
    key="commodities",
    title="Commodities",
    one="commodity",
    many="commodities",
    icon="boxes",
    query="commodities",
    nav_group="Trade desk",
    nav_order=90,
    permission="commodity.read",
    kinds=("commodity", "item", "tax_code", "allowance_table", "attachment"),
    order="name",
    muted="is_muted",
    opens="commodity.edit",
    search="Code or name",
    tabs=(ACTIVE, ARCHIVED),
    columns=(
        CODE,
        Column(key="name", title="Name", stretch=True, priority=10),
        Column(key="unit", title="Traded in", kind="dim", width=100, sortable=False, choices=UNITS),
        Column(key="price_unit", title="Priced per", kind="dim", width=100, sortable=False, choices=UNITS,
               priority=7),
        Column(key="tolerance_percent", title="Tolerance", kind="percent", width=100, sortable=False,
               priority=3),
        Column(key="price_low", title="Price from", kind="rate", width=110, sortable=False, priority=2),
        Column(key="price_high", title="to", kind="rate", width=110, sortable=False, priority=2),
        Column(key="hsn", title="HSN", kind="code", width=90, sortable=False, priority=4),
        Column(key="tax_code", title="Tax", kind="code", width=90, sortable=False, priority=6, empty="None"),
    ),
    peek=(
        PeekSection(
            title="Commodity",
            columns=(
                CODE,
                Column(key="package_unit", title="Comes in", kind="dim", choices=UNITS),
                Column(key="package_kg", title="One weighs about, kg", kind="rate", empty="Not known"),
                Column(key="kg_per_price_unit", title="Price unit weighs, kg", empty="Exact"),
                Column(key="tolerance_percent", title="Tolerance", kind="percent"),
                Column(key="allowance_table_name", title="Allowances", empty="None"),
            ),
        ),
        PeekSection(
            title="Billing",
            columns=(
                Column(key="item_name", title="Item", empty="None"),
                Column(key="hsn", title="HSN", kind="code"),
                Column(key="tax_code", title="Tax", kind="code", empty="None"),
            ),
        ),
        PeekSection(
            title="Tax by date",
            kind="lines",
            query="commodity_rates",
            columns=(
                Column(key="from_on", title="From", kind="date"),
                Column(key="until_on", title="Until", kind="date"),
                Column(key="rate", title="Rate", kind="percent"),
            ),
        ),
        PeekSection(
            title="Quality",
            kind="lines",
            query="commodity_parameters",
            columns=(
                Column(key="name", title="Parameter", stretch=True),
                Column(key="usual", title="Usual", width=130),
            ),
        ),
        PeekSection(
            title="Varieties",
            kind="lines",
            query="commodity_varieties",
            columns=(
                Column(key="name", title="Variety", width=130),
                Column(key="also", title="Also called", kind="dim", stretch=True),
            ),
        ),
    ),
    actions=(
        new("New commodity", "commodity.edit"),
        SEED,
        edit("commodity.edit"),
        *switches(DeactivateCommodity, ReactivateCommodity),
    ),
    empty=EmptyState(
        title="No commodities yet",
        text="A commodity is what offers and contracts are about: its units, what is measured of it, its "
        "varieties. The usual ones of the Indian trade are made in one step, with places and clauses.",
        action="seed",
    ),
)  # fmt: skip

LOCATIONS = ListScreen(
    key="locations",
    title="Places",
    one="place",
    many="places",
    icon="map-pin",
    query="locations",
    nav_group="Settings",
    nav_order=46,
    permission="commodity.read",
    kinds=("location",),
    order="name",
    muted="is_muted",
    status_key="kind",
    opens="location.edit",
    search="Code, name or other name",
    tabs=(
        ACTIVE,
        Tab(key="stations", label="Stations"),
        Tab(key="ports", label="Ports"),
        ARCHIVED,
    ),
    columns=(
        Column(key="name", title="Name", stretch=True, priority=10),
        CODE,
        Column(key="kind", title="Kind", kind="status", width=110, sortable=False, choices=LOCATION_KINDS),
        Column(key="state_name", title="State", width=170, sortable=False, priority=6),
        Column(key="country", title="Country", kind="code", width=80, sortable=False, priority=3),
        Column(key="also", title="Also called", kind="dim", width=180, sortable=False, priority=2),
    ),
    peek=(
        PeekSection(
            title="Place",
            columns=(
                CODE,
                Column(key="state_name", title="State"),
                Column(key="country", title="Country", kind="code"),
                Column(key="also", title="Also called"),
                Column(key="maund_kg", title="Maund, kg", kind="rate", empty="Usual"),
            ),
        ),
    ),
    actions=(
        new("New place", "location.edit"),
        SEED,
        edit("location.edit"),
        *switches(DeactivateLocation, ReactivateLocation),
    ),
    empty=EmptyState(
        title="No places yet",
        text="Stations, ports, warehouses and mills that goods come from and go to.",
        action="seed",
    ),
)  # fmt: skip

LOCATION_FORM = FormScreen(
    key="location.edit",
    noun="place",
    icon="map-pin",
    create=SaveLocation,
    change=SaveLocation,
    load="locations",
    permission="commodity.save",
    fields=(
        Field(key="name", label="Name", span=8, required=True),
        Field(key="code", label="Code", kind="code", span=4, placeholder="Made of the name"),
        Field(key="kind", label="Kind", kind="choice", span=4, required=True, choices=LOCATION_KINDS,
              default=LocationKind.STATION.value),
        Field(key="state", label="State", kind="code", span=4,
              help="In India the two digits of the GST state: 24 Gujarat, 27 Maharashtra."),
        Field(key="country", label="Country", kind="code", span=4, placeholder="The company's"),
        Field(key="also", label="Also called", span=8, help="Other names in messages, parted by commas."),
        Field(key="maund_kg", label="Maund, kg", kind="rate", span=4, decimals=4,
              help="What a maund weighs here; empty for 37.3242 kg."),
    ),
)  # fmt: skip

FREIGHT_RATES = ListScreen(
    key="freight_rates",
    title="Freight rates",
    one="freight rate",
    many="freight rates",
    icon="truck",
    query="freight_rates",
    nav_group="Settings",
    nav_order=47,
    permission="commodity.read",
    kinds=("freight_rate", "location"),
    order="origin_name",
    title_key="origin_name",
    muted="is_muted",
    opens="freight_rate.edit",
    search="Place",
    columns=(
        Column(key="origin_name", title="From place", stretch=True, priority=10),
        Column(key="destination_name", title="To place", width=200, sortable=False, priority=9),
        Column(key="from_on", title="From", kind="date", width=110, sortable=False, priority=7),
        Column(key="per_mt", title="Per tonne", kind="rate", width=120, sortable=False, priority=8),
        Column(key="currency", title="Currency", kind="code", width=90, sortable=False, priority=4),
        Column(key="days", title="Days", kind="count", width=80, sortable=False, priority=5),
    ),
    peek=(
        PeekSection(
            title="Freight rate",
            columns=(
                Column(key="destination_name", title="To place"),
                Column(key="per_mt", title="Per tonne", kind="rate"),
                Column(key="currency", title="Currency", kind="code"),
                Column(key="from_on", title="From", kind="date"),
                Column(key="days", title="Days on the road", kind="count"),
            ),
        ),
    ),
    actions=(
        new("New freight rate", "freight_rate.edit"),
        edit("freight_rate.edit"),
        Action(key="remove", label="Remove rate", icon="trash-2", danger=True, command=RemoveFreightRate,
               identity="id", permission="commodity.save",
               confirm="Take this rate out? The rate before it holds again."),
    ),
    empty=EmptyState(
        title="No freight rates yet",
        text="What carriage of a tonne costs from one place to another. Prices delivered and ex gin are "
        "compared by it.",
        action="new",
    ),
)  # fmt: skip

FREIGHT_FORM = FormScreen(
    key="freight_rate.edit",
    noun="freight rate",
    icon="truck",
    create=SaveFreightRate,
    change=SaveFreightRate,
    load="freight_rates",
    permission="commodity.save",
    title_key="origin_name",
    fields=(
        Field(key="origin_id", label="From place", kind="lookup", lookup="location_lookup",
              shows="origin_name", creates="location.edit", span=6, required=True),
        Field(key="destination_id", label="To place", kind="lookup", lookup="location_lookup",
              shows="destination_name", creates="location.edit", span=6, required=True),
        Field(key="per_mt", label="Per tonne", kind="rate", span=3, required=True),
        Field(key="currency", label="Currency", kind="code", span=3, placeholder="The company's"),
        Field(key="from_on", label="From", kind="date", span=3, help="Empty: today."),
        Field(key="days", label="Days on the road", kind="count", span=3, default=0),
    ),
)  # fmt: skip

COMMODITY_FIELDS = (
    Field(key="name", label="Name", span=6, required=True),
    Field(key="code", label="Code", kind="code", span=3, required=True,
          help="As messages are read by: COTTON, SOYA_DOC."),
    Field(key="tolerance_percent", label="Tolerance, %", kind="percent", span=3, default=5),
    Field(key="unit", label="Traded in", kind="choice", span=3, required=True, choices=UNITS,
          default=TradeUnit.QTL.value),
    Field(key="price_unit", label="Priced per", kind="choice", span=3, required=True, choices=UNITS,
          default=TradeUnit.QTL.value),
    Field(key="package_unit", label="Comes in", kind="choice", span=3, required=True, choices=PACKAGES,
          default=TradeUnit.BAG.value),
    Field(key="package_kg", label="One weighs about, kg", kind="rate", span=3,
          help="For estimates alone; money comes from the weighbridge."),
    Field(key="kg_per_price_unit", label="Price unit weighs, kg", kind="code", span=3, placeholder="Exact",
          help="Only where contracts agree another weight than the exact one."),
    Field(key="price_low", label="Plausible price from", kind="rate", span=3),
    Field(key="price_high", label="to", kind="rate", span=3),
    Field(key="item_id", label="Item on bills", kind="lookup", lookup="item_lookup", shows="item_name",
          creates="item.form", span=6, help="Its HSN and tax code are those of the bill."),
    Field(key="allowance_table_id", label="Allowances", kind="lookup", lookup="allowance_table_lookup",
          shows="allowance_table_name", span=6),
)  # fmt: skip
"""The fields of the commodity's page; its parameters and varieties stand in grids below."""

SCREENS = (
    COMMODITIES,
    LOCATIONS,
    LOCATION_FORM,
    FREIGHT_RATES,
    FREIGHT_FORM,
    *contract_screens.SCREENS,
)

"""Commodities, places, freight, clauses and allowance tables in the window."""

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

from .commands import DeactivateCommodity, ReactivateCommodity
from .contract_terms import (
    DeactivateAllowanceTable,
    DeactivateTradeClause,
    ReactivateAllowanceTable,
    ReactivateTradeClause,
    SaveTradeClause,
)
from .places import (
    DeactivateLocation,
    ReactivateLocation,
    RemoveFreightRate,
    SaveFreightRate,
    SaveLocation,
)
from .rules import AllowanceBasis, Better, Direction, LocationKind, TermKind
from .seeding import SeedTradeDesk

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
TERM_KINDS = (
    Choice(value=TermKind.DELIVERY, label="Delivery", tone="teal"),
    Choice(value=TermKind.PAYMENT, label="Payment", tone="pos"),
    Choice(value=TermKind.PASSING, label="Passing", tone="accent"),
    Choice(value=TermKind.WEIGHT, label="Weight", tone="info"),
    Choice(value=TermKind.CLAIM, label="Claim", tone="warn"),
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

_CODE = Column(key="code", title="Code", kind="code", width=150, priority=8)


def _new(label: str, opens: str) -> Action:
    return Action(
        key="new", label=label, icon="plus", primary=True, scope="page", opens=opens,
        permission="commodity.save",
    )  # fmt: skip


_SEED = Action(
    key="seed",
    label="Set up the trade desk",
    icon="sparkles",
    scope="page",
    command=SeedTradeDesk,
    permission="commodity.save",
    confirm="Make the usual commodities, places, clauses and allowance tables, and an item for each "
    "commodity? What is there already stays as it is.",
)


def _edit(opens: str) -> Action:
    return Action(key="edit", label="Edit", icon="pencil", opens=opens, permission="commodity.save")


def _switches(off: type[object], on: type[object]) -> tuple[Action, Action]:
    return (
        Action(key="deactivate", label="Archive", icon="archive", command=off, identity="id",
               when="is_active", permission="commodity.save"),
        Action(key="reactivate", label="Bring back", icon="undo-2", command=on, identity="id",
               when="is_muted", permission="commodity.save"),
    )  # fmt: skip


_ACTIVE, _ARCHIVED = Tab(key="active", label="Active"), Tab(key="archived", label="Archived")

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
    tabs=(_ACTIVE, _ARCHIVED),
    columns=(
        _CODE,
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
                _CODE,
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
        _new("New commodity", "commodity.edit"),
        _SEED,
        _edit("commodity.edit"),
        *_switches(DeactivateCommodity, ReactivateCommodity),
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
        _ACTIVE,
        Tab(key="stations", label="Stations"),
        Tab(key="ports", label="Ports"),
        _ARCHIVED,
    ),
    columns=(
        Column(key="name", title="Name", stretch=True, priority=10),
        _CODE,
        Column(key="kind", title="Kind", kind="status", width=110, sortable=False, choices=LOCATION_KINDS),
        Column(key="state_name", title="State", width=170, sortable=False, priority=6),
        Column(key="country", title="Country", kind="code", width=80, sortable=False, priority=3),
        Column(key="also", title="Also called", kind="dim", width=180, sortable=False, priority=2),
    ),
    peek=(
        PeekSection(
            title="Place",
            columns=(
                _CODE,
                Column(key="state_name", title="State"),
                Column(key="country", title="Country", kind="code"),
                Column(key="also", title="Also called"),
                Column(key="maund_kg", title="Maund, kg", kind="rate", empty="Usual"),
            ),
        ),
    ),
    actions=(
        _new("New place", "location.edit"),
        _SEED,
        _edit("location.edit"),
        *_switches(DeactivateLocation, ReactivateLocation),
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
        _new("New freight rate", "freight_rate.edit"),
        _edit("freight_rate.edit"),
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
    tabs=(_ACTIVE, Tab(key="standard", label="Standard"), _ARCHIVED),
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
                Column(key="in_working_days", title="Working days", kind="check"),
                Column(key="percent", title="Percent", kind="percent"),
                Column(key="is_standard", title="In every new contract", kind="check"),
            ),
        ),
    ),
    actions=(
        _new("New clause", "trade_clause.edit"),
        _SEED,
        _edit("trade_clause.edit"),
        *_switches(DeactivateTradeClause, ReactivateTradeClause),
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
    tabs=(_ACTIVE, _ARCHIVED),
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
        _new("New allowance table", "allowance_table.edit"),
        _SEED,
        _edit("allowance_table.edit"),
        *_switches(DeactivateAllowanceTable, ReactivateAllowanceTable),
    ),
    empty=EmptyState(
        title="No allowance tables yet",
        text="What a lot that misses its limits costs: for each step beyond, so much of the weight or the "
        "price; too far beyond, it fails.",
        action="seed",
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

ALLOWANCE_FIELDS = (
    Field(key="name", label="Name", span=6, required=True),
    Field(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup",
          shows="commodity_name", span=6, placeholder="Any"),
)  # fmt: skip
"""The fields of the allowance table's page; its lines stand in a grid below."""

SCREENS = (
    COMMODITIES,
    LOCATIONS,
    LOCATION_FORM,
    FREIGHT_RATES,
    FREIGHT_FORM,
    CLAUSES,
    CLAUSE_FORM,
    ALLOWANCES,
)

"""Items and units as lists, and their forms."""

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
from rayafin_desktop.features.documents.screens import FILES

from .commands import DeactivateItem, ReactivateItem, SaveItem, SaveUnit
from .model import ItemKind

KINDS = (
    Choice(value=ItemKind.GOODS, label="Goods", tone="teal"),
    Choice(value=ItemKind.SERVICE, label="Service", tone="info"),
)

_CODE = Column(key="code", title="Code", kind="code", width=110)
_KIND = Column(key="kind", title="Kind", kind="status", width=100, sortable=False, choices=KINDS, priority=2)
_UNIT = Column(key="unit", title="Unit", width=80, sortable=False)
_HSN = Column(key="hsn", title="HSN / SAC", kind="code", width=110, sortable=False, priority=3)
_TAX = Column(key="tax_code", title="Tax", kind="code", width=110, sortable=False, priority=4)
_COST = Column(key="cost_price", title="Cost", kind="rate", width=120, sortable=False, priority=2)
_PRICE = Column(key="sale_price", title="Price", kind="rate", width=120, sortable=False)

ITEMS = ListScreen(
    key="items",
    title="Items",
    one="item",
    many="items",
    icon="package",
    query="items",
    columns=(
        _CODE,
        Column(key="name", title="Name", width=260, stretch=True),
        _KIND,
        _UNIT,
        _HSN,
        _TAX,
        _COST,
        _PRICE,
    ),
    nav_group="Books",
    nav_order=10,
    shortcut_go="W",
    permission="item.read",
    kinds=("item", "attachment"),
    order="name",
    status_key="kind",
    muted="is_muted",
    opens="item.form",
    tabs=(
        Tab(key="active", label="Active"),
        Tab(key="goods", label="Goods"),
        Tab(key="services", label="Services"),
        Tab(key="archived", label="Archived"),
    ),
    search="Name, code or HSN",
    actions=(
        Action(
            key="new",
            label="New item",
            icon="plus",
            shortcut="T",
            primary=True,
            scope="page",
            opens="item.form",
            permission="item.save",
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="item.form", permission="item.save"),
        Action(
            key="deactivate",
            label="Archive",
            icon="archive",
            command=DeactivateItem,
            identity="id",
            when="is_active",
            permission="item.save",
        ),
        Action(
            key="reactivate",
            label="Bring back",
            icon="undo-2",
            command=ReactivateItem,
            identity="id",
            when="is_muted",
            permission="item.save",
        ),
    ),
    peek=(
        PeekSection(
            title="Item",
            columns=(_CODE, _UNIT, _HSN, _TAX, Column(key="description", title="On documents")),
        ),
        PeekSection(title="Prices", columns=(_PRICE, _COST)),
        FILES,
    ),
    empty=EmptyState(
        title="No items yet",
        text="An item is what you buy and sell, with its unit, price and tax. Documents also take free text.",
        action="new",
    ),
)

ITEM_FORM = FormScreen(
    key="item.form",
    noun="item",
    icon="package",
    create=SaveItem,
    change=SaveItem,
    load="item",
    permission="item.save",
    fields=(
        Field(key="name", label="Name", span=8, required=True, section="Item"),
        Field(key="code", label="Code", kind="code", span=4, section="Item", placeholder="Given out"),
        Field(key="kind", label="Kind", kind="choice", span=4, required=True, section="Item", choices=KINDS,
              default=ItemKind.GOODS.value),
        Field(key="unit", label="Unit", kind="code", span=4, required=True, section="Item",
              help="The code of a unit, such as kg or bale."),
        Field(key="hsn", label="HSN / SAC", kind="code", span=4, section="Item"),
        Field(key="description", label="On documents", kind="long", span=12, section="Item",
              help="Printed below the name."),
        Field(key="sale_price", label="Price", kind="rate", span=4, section="Prices and tax",
              hint="Per unit, before tax"),
        Field(key="cost_price", label="Cost", kind="rate", span=4, section="Prices and tax"),
        Field(key="tax_code_id", label="Tax", kind="lookup", span=4, section="Prices and tax",
              lookup="tax_codes", creates="tax_code.form"),
    ),
)  # fmt: skip

UNITS = ListScreen(
    key="units",
    title="Units",
    one="unit",
    many="units",
    icon="weight",
    query="units",
    columns=(
        _CODE,
        Column(key="name", title="Name", width=220, stretch=True, sortable=False),
        Column(key="decimals", title="Decimals", kind="count", width=90, sortable=False),
        Column(key="gst_code", title="GST code", kind="code", width=100, sortable=False),
        Column(key="unece_code", title="UN/ECE code", kind="code", width=110, sortable=False),
    ),
    nav_group="Settings",
    nav_order=45,
    permission="item.read",
    kinds=("unit",),
    order="code",
    muted="is_muted",
    opens="unit.form",
    search="Code or name",
    actions=(
        Action(
            key="new",
            label="New unit",
            icon="plus",
            primary=True,
            scope="page",
            opens="unit.form",
            permission="item.save",
        ),
    ),
    empty=EmptyState(title="No units", text="A unit is what quantities are counted in.", action="new"),
)

UNIT_FORM = FormScreen(
    key="unit.form",
    noun="unit",
    icon="weight",
    create=SaveUnit,
    change=SaveUnit,
    load="unit",
    permission="item.save",
    fields=(
        Field(key="code", label="Code", kind="code", span=3, required=True),
        Field(key="name", label="Name", span=6, required=True),
        Field(key="decimals", label="Decimals", kind="count", span=3, default=3),
        Field(key="gst_code", label="GST code", kind="code", span=4,
              help="Unique Quantity Code of Indian returns, such as KGS."),
        Field(key="unece_code", label="UN/ECE code", kind="code", span=4,
              help="Recommendation 20 code for European e-invoices, such as KGM."),
        Field(key="is_active", label="In use", kind="check", span=4, default=True),
    ),
)  # fmt: skip

SCREENS = (ITEMS, ITEM_FORM, UNITS, UNIT_FORM)

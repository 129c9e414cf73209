"""Price lists and prices as lists, and their forms."""

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

from .commands import ChoosePriceList, RemovePrice, ReprisePriceList, SavePrice, SavePriceList

PRICE_LISTS = ListScreen(
    key="price_lists",
    title="Price lists",
    one="price list",
    many="price lists",
    icon="tags",
    query="price_lists",
    nav_group="Sales",
    nav_order=80,
    permission="price.read",
    kinds=("price_list", "price"),
    order="code",
    muted="is_muted",
    opens="price_list.form",
    search="Code or name",
    tabs=(
        Tab(key="current", label="In force"),
        Tab(key="coming", label="Coming"),
        Tab(key="all", label="All"),
    ),
    columns=(
        Column(key="code", title="Code", kind="code", width=120, priority=9),
        Column(key="name", title="Name", stretch=True, sortable=False, priority=10),
        Column(key="currency", title="Currency", kind="code", width=90, sortable=False, priority=5),
        Column(key="valid_from", title="From", kind="date", width=110, priority=8),
        Column(key="valid_until", title="Until", kind="date", width=110, sortable=False, priority=7),
        Column(
            key="prices_include_tax", title="With tax", kind="check", width=90, sortable=False, priority=3
        ),
        Column(key="is_default", title="Default", kind="check", width=90, sortable=False, priority=4),
        Column(key="price_count", title="Prices", kind="count", width=80, sortable=False, priority=6),
    ),
    peek=(
        PeekSection(
            title="Prices",
            kind="lines",
            query="listed_prices",
            columns=(
                Column(key="item_name", title="Item", stretch=True),
                Column(key="from_qty", title="From quantity", kind="qty"),
                Column(key="price", title="Price", kind="rate"),
            ),
        ),
    ),
    actions=(
        Action(
            key="new",
            label="New price list",
            icon="plus",
            primary=True,
            scope="page",
            opens="price_list.form",
            permission="price.save",
        ),
        Action(
            key="price",
            label="Set a price",
            icon="tag",
            scope="page",
            opens="price.form",
            permission="price.save",
        ),
        Action(key="prices", label="All prices", icon="list", scope="page", opens="prices"),
        Action(
            key="reprise",
            label="New list from this one",
            icon="percent",
            primary=True,
            opens="price_list.reprise",
            permission="price.save",
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="price_list.form", permission="price.save"),
    ),
    empty=EmptyState(
        title="No price lists",
        text="A price list says what items cost from a day on, by quantity if need be. Customers without "
        "one of their own buy by the default list.",
        action="new",
    ),
)

PRICES = ListScreen(
    key="prices",
    title="Prices",
    one="price",
    many="prices",
    icon="tag",
    query="prices",
    permission="price.read",
    kinds=("price", "price_list", "item"),
    order="price_list_name",
    title_key="item_name",
    opens="price.form",
    search="Item",
    columns=(
        Column(key="item_code", title="Code", kind="code", width=110, sortable=False, priority=5),
        Column(key="item_name", title="Item", stretch=True, sortable=False, priority=10),
        Column(key="price_list_name", title="Price list", width=190, priority=9),
        Column(key="valid_from", title="From", kind="date", width=110, sortable=False, priority=6),
        Column(key="from_qty", title="From quantity", kind="qty", width=120, sortable=False, priority=8),
        Column(key="unit", title="Unit", width=80, sortable=False, priority=4),
        Column(key="price", title="Price", kind="rate", width=120, sortable=False, priority=10),
        Column(key="currency", title="Currency", kind="code", width=90, sortable=False, priority=3),
    ),
    peek=(
        PeekSection(
            title="Price",
            columns=(
                Column(key="price", title="Price", kind="rate"),
                Column(key="sale_price", title="Price of the item", kind="rate"),
                Column(key="from_qty", title="From quantity", kind="qty"),
                Column(key="price_list_name", title="Price list"),
                Column(key="valid_from", title="From", kind="date"),
                Column(key="valid_until", title="Until", kind="date"),
            ),
        ),
    ),
    actions=(
        Action(
            key="new",
            label="Set a price",
            icon="plus",
            primary=True,
            scope="page",
            opens="price.form",
            permission="price.save",
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="price.form", permission="price.save"),
        Action(
            key="remove",
            label="Remove price",
            icon="trash-2",
            danger=True,
            command=RemovePrice,
            identity="id",
            permission="price.save",
            confirm="Take this price out of its list? Documents keep what they have.",
        ),
    ),
    empty=EmptyState(
        title="No prices", text="Set the price of an item in one of the price lists.", action="new"
    ),
)

LIST_FORM = FormScreen(
    key="price_list.form",
    noun="price list",
    icon="tags",
    create=SavePriceList,
    change=SavePriceList,
    load="price_list",
    permission="price.save",
    fields=(
        Field(
            key="code",
            label="Code",
            kind="code",
            span=4,
            required=True,
            help="Lists of one code follow one another by date.",
        ),
        Field(key="name", label="Name", span=8, required=True),
        Field(key="valid_from", label="From", kind="date", span=4),
        Field(key="valid_until", label="Until", kind="date", span=4),
        Field(key="currency", label="Currency", kind="code", span=4, placeholder="The company's"),
        Field(
            key="prices_include_tax",
            label="Prices include tax",
            kind="check",
            span=4,
            help="Used on documents whose rates include tax, and on no others.",
        ),
        Field(key="is_default", label="Default", kind="check", span=4),
        Field(key="is_active", label="In use", kind="check", span=4, default=True),
    ),
)

PRICE_FORM = FormScreen(
    key="price.form",
    noun="price",
    icon="tag",
    create=SavePrice,
    change=SavePrice,
    load="prices",
    permission="price.save",
    title_key="item_name",
    fields=(
        Field(
            key="price_list_id",
            label="Price list",
            kind="lookup",
            lookup="price_list_lookup",
            shows="price_list_name",
            span=6,
            required=True,
        ),
        Field(
            key="item_id",
            label="Item",
            kind="lookup",
            lookup="item_lookup",
            shows="item_name",
            span=6,
            required=True,
        ),
        Field(
            key="from_qty",
            label="From quantity",
            kind="qty",
            span=4,
            help="0 for any quantity; more than one line makes quantity breaks.",
        ),
        Field(key="price", label="Price", kind="rate", span=4, required=True),
    ),
)

REPRISE_FORM = FormScreen(
    key="price_list.reprise",
    noun="price list",
    icon="percent",
    change=ReprisePriceList,
    load="price_lists",
    identity="price_list_id",
    permission="price.save",
    fields=(
        Field(key="code", label="Code", kind="code", span=4, read_only=True),
        Field(key="name", label="Name", span=8),
        Field(key="valid_from", label="From", kind="date", span=4, required=True),
        Field(key="valid_until", label="Until", kind="date", span=4),
        Field(
            key="percent",
            label="Change, %",
            kind="percent",
            span=4,
            help="5 raises every price by 5 percent, -5 lowers it. The old list ends the day before.",
        ),
        Field(
            key="decimals",
            label="Decimals",
            kind="count",
            span=4,
            default=2,
            help="Prices are rounded half up to so many decimals.",
        ),
    ),
)

PARTY_FORM = FormScreen(
    key="party.prices",
    noun="price list of the customer",
    icon="tags",
    change=ChoosePriceList,
    load="party_prices",
    identity="party_id",
    permission="price.save",
    fields=(
        Field(key="name", label="Customer", span=12, read_only=True),
        Field(
            key="price_list_id",
            label="Price list",
            kind="lookup",
            lookup="price_list_lookup",
            shows="price_list_name",
            span=12,
            help="Empty: the default list. A newer list of the same code takes its place by itself.",
        ),
    ),
)

SCREENS = (PRICE_LISTS, PRICES, LIST_FORM, PRICE_FORM, REPRISE_FORM, PARTY_FORM)

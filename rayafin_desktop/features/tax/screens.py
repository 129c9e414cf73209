"""The list of tax codes and the form of one."""

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

from .categories import TaxCategory
from .commands import AddTaxRate, RemoveTaxCode, SaveTaxCode

_LABELS = {
    TaxCategory.STANDARD: "Taxed (S)",
    TaxCategory.ZERO_RATED: "Zero rated (Z)",
    TaxCategory.EXEMPT: "Exempt (E)",
    TaxCategory.REVERSE_CHARGE: "Reverse charge (AE)",
    TaxCategory.INTRA_COMMUNITY: "Intra-Community supply (K)",
    TaxCategory.EXPORT: "Export (G)",
    TaxCategory.OUT_OF_SCOPE: "Outside the scope (O)",
    TaxCategory.CANARY_ISLANDS: "Canary Islands, IGIC (L)",
    TaxCategory.CEUTA_MELILLA: "Ceuta and Melilla, IPSI (M)",
    TaxCategory.SPLIT_PAYMENT: "Split payment (B)",
    TaxCategory.GST: "GST",
    TaxCategory.GST_NIL: "GST, nil rated",
    TaxCategory.GST_EXEMPT: "GST, exempt",
    TaxCategory.NON_GST: "Outside GST",
    TaxCategory.GST_REVERSE_CHARGE: "GST, reverse charge",
    TaxCategory.GST_COMPOSITION: "GST, composition scheme",
    TaxCategory.GST_EXPORT_PAID: "GST export, with payment",
    TaxCategory.GST_EXPORT_UNPAID: "GST export, without payment",
    TaxCategory.GST_SEZ_PAID: "GST special economic zone, with payment",
    TaxCategory.GST_SEZ_UNPAID: "GST special economic zone, without payment",
    TaxCategory.GST_NO_SUPPLY: "GST, no supply",
}
CATEGORIES = tuple(Choice(value=category.value, label=label) for category, label in _LABELS.items())

TAX_CODES = ListScreen(
    key="tax_codes",
    title="Tax codes",
    one="tax code",
    many="tax codes",
    icon="scale",
    query="tax_codes",
    nav_group="Settings",
    nav_order=30,
    shortcut_go="V",
    permission="tax.see",
    kinds=("tax_code",),
    order="code",
    muted="is_muted",
    opens="tax_code.form",
    search="Code or name",
    tabs=(Tab(key="active", label="In use"), Tab(key="all", label="All")),
    columns=(
        Column(key="code", title="Code", kind="code", width=120, priority=9),
        Column(key="name", title="Name", stretch=True, priority=10),
        Column(key="category", title="Category", width=200, choices=CATEGORIES, priority=6),
        Column(key="rate", title="Rate", kind="percent", width=80, sortable=False, priority=9),
        Column(key="cess_rate", title="Cess", kind="percent", width=80, sortable=False, priority=3),
        Column(key="from_on", title="Since", kind="date", width=124, sortable=False, priority=4),
        Column(key="until_on", title="Until", kind="date", sortable=False, priority=4),
    ),
    peek=(
        PeekSection(
            title="Rates",
            kind="lines",
            query="tax_rate_rows",
            columns=(
                Column(key="from_on", title="From", kind="date"),
                Column(key="until_on", title="Until", kind="date"),
                Column(key="rate", title="Rate", kind="percent"),
                Column(key="cess_rate", title="Cess", kind="percent"),
            ),
        ),
    ),
    actions=(
        Action(
            key="new",
            label="New tax code",
            icon="plus",
            primary=True,
            scope="page",
            opens="tax_code.form",
            permission="tax.change",
        ),
        Action(
            key="rate",
            label="New rate",
            icon="calendar",
            opens="tax_code.rate",
            permission="tax.change",
        ),
        Action(
            key="remove",
            label="Remove tax code",
            icon="trash-2",
            danger=True,
            command=RemoveTaxCode,
            identity="id",
            permission="tax.change",
            confirm="Remove this tax code? Documents that bear it stay as they are.",
        ),
    ),
    empty=EmptyState(
        title="No tax codes",
        text="A tax code says how goods and services are taxed, and since when at which rate.",
        action="new",
    ),
)

TAX_CODE_FORM = FormScreen(
    key="tax_code.form",
    noun="tax code",
    icon="percent",
    create=SaveTaxCode,
    change=SaveTaxCode,
    load="tax_codes",
    permission="tax.change",
    fields=(
        Field(key="code", label="Code", kind="code", span=4, required=True),
        Field(key="name", label="Name", span=8, required=True),
        Field(key="category", label="Category", kind="choice", choices=CATEGORIES, required=True),
        Field(key="country", label="Country", kind="code", span=2, required=True),
        Field(key="for_sales", label="For sales", kind="check", span=2, default=True),
        Field(key="for_purchases", label="For purchases", kind="check", span=2, default=True),
        Field(
            key="exemption_reason",
            label="Reason for no tax",
            span=10,
            help="Printed on documents where this code charges no tax.",
        ),
        Field(key="is_active", label="In use", kind="check", span=2, default=True),
    ),
)

TAX_RATE_FORM = FormScreen(
    key="tax_code.rate",
    noun="rate",
    icon="calendar",
    change=AddTaxRate,
    load="tax_codes",
    identity="tax_code_id",
    permission="tax.change",
    fields=(
        Field(
            key="from_on",
            label="From",
            kind="date",
            span=4,
            required=True,
            help="Documents dated before this day keep the rate they had.",
        ),
        Field(key="rate", label="Rate", kind="percent", span=4, required=True),
        Field(key="cess_rate", label="Cess", kind="percent", span=4, default=0),
    ),
)

SCREENS = (TAX_CODES, TAX_CODE_FORM, TAX_RATE_FORM)

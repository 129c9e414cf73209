"""Customers and suppliers as lists, and the form they share."""

from __future__ import annotations

from dataclasses import replace

from rayafin_desktop.engine.screens import (
    Action,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)
from rayafin_desktop.features.documents.screens import FILES

from ..companies.screens import COUNTRIES
from .commands import DeactivateParty, ReactivateParty, SaveParty

_CODE = Column(key="code", title="Code", kind="code", width=100, priority=3)
_NAME = Column(key="name", title="Name", kind="party", width=240, stretch=True, subtitle="city")
_TAX = Column(key="tax_id", title="Tax number", kind="code", width=160, sortable=False, priority=2)
_PHONE = Column(key="phone", title="Phone", width=130, sortable=False, priority=1)
_TERMS = Column(
    key="payment_terms_days", title="Terms, days", kind="count", width=90, sortable=False, priority=2
)
_LIMIT = Column(
    key="credit_limit_minor", title="Credit limit", kind="money", width=130, sortable=False, priority=3
)
_OWES = Column(key="receivable_minor", title="Owes you", kind="money", width=140, alarm="is_over_limit")
_OWED = Column(key="payable_minor", title="You owe", kind="money", width=140)
_AGENT = Column(key="agent_name", title="Agent", width=130, sortable=False, priority=1)
_EMAIL = Column(key="email", title="E-mail", sortable=False)
_STATE = Column(key="state_name", title="State", sortable=False)
_CURRENCY = Column(key="currency", title="Currency", kind="code", sortable=False)

_PEEK = (
    PeekSection(title="Who", columns=(_CODE, _TAX, _STATE, _PHONE, _EMAIL, _AGENT)),
    PeekSection(title="Money", columns=(_OWES, _OWED, _LIMIT, _TERMS, _CURRENCY)),
    PeekSection(
        title="People",
        kind="lines",
        query="party_contacts",
        columns=(
            Column(key="name", title="Name", stretch=True, subtitle="role"),
            Column(key="phone", title="Phone"),
        ),
    ),
)

_ROW_ACTIONS = (
    Action(
        key="statement",
        label="Statement of account",
        icon="file-text",
        shortcut="A",
        opens="party.statement",
        permission="statement.see",
    ),
    Action(
        key="personal",
        label="Personal data",
        icon="shield",
        opens="party.personal",
        permission="personal.export",
    ),
    Action(key="edit", label="Edit", icon="pencil", opens="party.form", permission="party.save"),
    Action(
        key="deactivate",
        label="Archive",
        icon="archive",
        command=DeactivateParty,
        identity="id",
        when="is_active",
        permission="party.save",
    ),
    Action(
        key="reactivate",
        label="Bring back",
        icon="undo-2",
        command=ReactivateParty,
        identity="id",
        when="is_muted",
        permission="party.save",
    ),
)

CUSTOMERS = ListScreen(
    key="customers",
    title="Customers",
    one="customer",
    many="customers",
    icon="users",
    query="customers",
    columns=(_CODE, _NAME, _TAX, _PHONE, _TERMS, _LIMIT, _OWES),
    nav_group="Sales",
    nav_order=10,
    shortcut_go="C",
    permission="party.read",
    kinds=("party", "entry", "attachment"),
    order="name",
    amount_key="receivable_minor",
    muted="is_muted",
    opens="party.form",
    tabs=(
        Tab(key="active", label="Active"),
        Tab(key="owing", label="Owing"),
        Tab(key="over_limit", label="Over their limit"),
        Tab(key="archived", label="Archived"),
    ),
    stats=(
        Stat(key="receivable", label="Owed to you", count="debtors", noun="customers", opens_tab="owing"),
    ),
    search="Name, code, tax number, phone",
    actions=(
        Action(
            key="new",
            label="New customer",
            icon="plus",
            shortcut="C",
            primary=True,
            scope="page",
            opens="customer.form",
            permission="party.save",
        ),
        Action(
            key="pay",
            label="Receive payment",
            icon="banknote",
            shortcut="P",
            primary=True,
            opens="customer.pay",
            permission="payment.receive",
        ),
        Action(
            key="prices",
            label="Price list",
            icon="tags",
            opens="party.prices",
            permission="price.save",
        ),
        *_ROW_ACTIONS,
    ),
    peek=(*_PEEK, FILES),
    empty=EmptyState(
        title="No customers yet",
        text="A customer is whoever you send invoices to. Begin with one, or import a list.",
        action="new",
    ),
)

SUPPLIERS = ListScreen(
    key="suppliers",
    title="Suppliers",
    one="supplier",
    many="suppliers",
    icon="truck",
    query="suppliers",
    columns=(_CODE, _NAME, _TAX, _PHONE, _TERMS, _OWED),
    nav_group="Purchases",
    nav_order=10,
    shortcut_go="S",
    permission="party.read",
    kinds=("party", "entry", "attachment"),
    order="name",
    amount_key="payable_minor",
    muted="is_muted",
    opens="party.form",
    tabs=(
        Tab(key="active", label="Active"),
        Tab(key="owed", label="You owe"),
        Tab(key="archived", label="Archived"),
    ),
    stats=(Stat(key="payable", label="Owed by you", count="creditors", noun="suppliers", opens_tab="owed"),),
    search="Name, code, tax number, phone",
    actions=(
        Action(
            key="new",
            label="New supplier",
            icon="plus",
            shortcut="S",
            primary=True,
            scope="page",
            opens="supplier.form",
            permission="party.save",
        ),
        Action(
            key="pay",
            label="Pay supplier",
            icon="hand-coins",
            shortcut="P",
            primary=True,
            opens="supplier.pay",
            permission="payment.pay",
        ),
        *_ROW_ACTIONS,
    ),
    peek=(*_PEEK, FILES),
    empty=EmptyState(
        title="No suppliers yet",
        text="A supplier is whoever sends you bills. Begin with one, or import a list.",
        action="new",
    ),
)

PARTY_FORM = FormScreen(
    key="party.form",
    noun="party",
    icon="users",
    create=SaveParty,
    change=SaveParty,
    load="party",
    permission="party.save",
    fields=(
        Field(key="name", label="Name", span=8, required=True, section="Who"),
        Field(key="code", label="Code", kind="code", span=4, section="Who", placeholder="Given out"),
        Field(key="is_customer", label="Customer", kind="check", span=3, section="Who", default=True),
        Field(key="is_supplier", label="Supplier", kind="check", span=3, section="Who", default=False),
        Field(
            key="tax_id",
            label="Tax number",
            kind="code",
            span=6,
            section="Who",
            help="GSTIN in India, VAT number in Europe. Its form and check digits are looked at.",
        ),
        Field(key="address_1", label="Address", span=12, section="Address"),
        Field(key="address_2", label="Address, second line", span=12, section="Address"),
        Field(key="postal_code", label="Postal code", kind="code", span=3, section="Address"),
        Field(key="city", label="City", span=5, section="Address"),
        Field(
            key="state",
            label="State",
            kind="code",
            span=4,
            section="Address",
            help="In India the two figures of the GST state code; read from the GSTIN if left empty.",
        ),
        Field(key="country", label="Country", kind="choice", span=4, section="Address", choices=COUNTRIES),
        Field(key="phone", label="Phone", kind="phone", span=4, section="Address"),
        Field(key="email", label="E-mail", kind="email", span=4, section="Address"),
        Field(
            key="payment_terms_days", label="Terms, days", kind="count", span=3, section="Terms", default=30
        ),
        Field(key="credit_limit", label="Credit limit", kind="money", span=3, section="Terms",
              placeholder="No limit"),
        Field(key="currency", label="Currency", kind="code", span=3, section="Terms",
              placeholder="As the company"),
        Field(key="agent_id", label="Agent", kind="lookup", span=3, section="Terms", lookup="agent_lookup"),
        Field(key="notes", label="Notes", kind="long", span=12, section="Notes"),
    ),
)  # fmt: skip


def _form(key: str, noun: str, icon: str, *, is_customer: bool) -> FormScreen:
    defaults = {"is_customer": is_customer, "is_supplier": not is_customer}
    fields = tuple(
        replace(field, default=defaults[field.key]) if field.key in defaults else field
        for field in PARTY_FORM.fields
    )
    return replace(PARTY_FORM, key=key, noun=noun, icon=icon, fields=fields)


CUSTOMER_FORM = _form("customer.form", "customer", "users", is_customer=True)
SUPPLIER_FORM = _form("supplier.form", "supplier", "truck", is_customer=False)

SCREENS = (CUSTOMERS, SUPPLIERS, PARTY_FORM, CUSTOMER_FORM, SUPPLIER_FORM)

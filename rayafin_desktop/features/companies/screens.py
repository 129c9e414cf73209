"""The company's own forms: creating one, its particulars, its bank details."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
)

from .branches import SaveBranch
from .commands import CreateCompany, SaveBankDetails, UpdateCompany
from .countries import countries

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

COUNTRIES = tuple(Choice(value=profile.code, label=profile.name) for profile in countries())
MONTHS = tuple(Choice(value=str(number), label=name) for number, name in enumerate(_MONTHS, start=1))

_CONTACT = (
    Field(key="address", label="Address", kind="long", span=12, section="Address"),
    Field(key="phone", label="Phone", kind="phone", section="Address"),
    Field(key="email", label="E-mail", kind="email", section="Address"),
    Field(key="website", label="Website", section="Address"),
)

NEW_COMPANY = FormScreen(
    key="company.new",
    noun="company",
    icon="building-2",
    create=CreateCompany,
    permission="company.create",
    fields=(
        Field(key="name", label="Name", required=True, span=8, section="Company"),
        Field(key="code", label="Code", kind="code", span=4, section="Company",
              hint="Made from the name", help="A short name for lists and file names."),
        Field(key="country", label="Country", kind="choice", required=True, section="Company",
              choices=COUNTRIES, default="IN",
              help="Sets currency, financial year, tax forms and number format; all but the first two can be "
                   "changed later."),
        Field(key="state", label="State", section="Company"),
        Field(key="tax_id", label="Tax number", kind="code", section="Company"),
        Field(key="currency", label="Currency", kind="code", span=4, section="Books",
              hint="Else the country's"),
        Field(key="fiscal_year_first_month", label="Financial year begins in", kind="choice", span=8,
              section="Books", choices=MONTHS),
    ),
)  # fmt: skip

COMPANY_FORM = FormScreen(
    key="company.particulars",
    noun="company",
    icon="building-2",
    change=UpdateCompany,
    load="company_detail",
    permission="company.change",
    fields=(
        Field(key="name", label="Name", required=True, span=6, section="Company"),
        Field(key="legal_name", label="Legal name", span=6, section="Company",
              help="Printed on documents instead of the name where it differs."),
        Field(key="code", label="Code", kind="code", span=3, read_only=True, section="Company"),
        Field(key="country_name", label="Country", span=3, read_only=True, section="Company"),
        Field(key="currency", label="Currency", kind="code", span=3, read_only=True, section="Company"),
        Field(key="locale", label="Numbers and dates", kind="code", span=3, required=True, section="Company",
              hint="For example en_IN or de_DE"),
        Field(key="state", label="State", span=6, section="Tax",
              help="Decides with the customer's state which GST applies."),
        Field(key="tax_id", label="Tax number", kind="code", span=6, section="Tax"),
        *_CONTACT,
    ),
)  # fmt: skip

BANK_FORM = FormScreen(
    key="company.bank",
    noun="bank details",
    icon="landmark",
    change=SaveBankDetails,
    load="company_detail",
    permission="company.change",
    title_key="bank",
    fields=(
        Field(key="bank", label="Bank", span=6),
        Field(key="account_name", label="Account holder", span=6),
        Field(key="account_no", label="Account number", kind="code", span=6),
        Field(key="ifsc", label="IFSC", kind="code", span=6),
        Field(key="iban", label="IBAN", kind="code", span=6),
        Field(key="bic", label="BIC", kind="code", span=6),
        Field(key="upi", label="UPI id", span=6,
              help="Printed as a code on invoices, so that the customer can pay by phone."),
    ),
)  # fmt: skip

BRANCHES = ListScreen(
    key="branches",
    title="Branches",
    one="branch",
    many="branches",
    icon="git-branch",
    query="branches",
    columns=(
        Column(key="code", title="Code", kind="code", width=110, priority=9),
        Column(key="name", title="Name", stretch=True, sortable=False, priority=10, subtitle="address"),
        Column(key="state", title="State", width=90, sortable=False, priority=5),
        Column(key="tax_id", title="Tax number", kind="code", width=180, sortable=False, priority=6),
        Column(key="is_active", title="In use", kind="check", width=80, sortable=False, priority=6),
    ),
    nav_group="Settings",
    nav_order=22,
    permission="branch.save",
    kinds=("branch",),
    order="code",
    muted="is_closed",
    opens="branch.form",
    search="Code or name",
    actions=(
        Action(key="new", label="New branch", icon="plus", primary=True, scope="page", opens="branch.form",
               permission="branch.save"),
    ),
    empty=EmptyState(
        title="One place, no branches",
        text="A branch has documents and people of its own; who works in one sees nothing of the others.",
        action="new",
    ),
)  # fmt: skip

BRANCH_FORM = FormScreen(
    key="branch.form",
    noun="branch",
    icon="git-branch",
    create=SaveBranch,
    change=SaveBranch,
    load="branches",
    permission="branch.save",
    fields=(
        Field(key="code", label="Code", kind="code", span=4, required=True),
        Field(key="name", label="Name", span=8, required=True),
        Field(key="address", label="Address", kind="long", span=12),
        Field(key="state", label="State", span=4),
        Field(key="tax_id", label="Tax number", kind="code", span=8,
              help="Its own GSTIN, where the branch is registered apart."),
        Field(key="is_active", label="In use", kind="check", span=6, default=True),
    ),
)  # fmt: skip

SCREENS = (NEW_COMPANY, COMPANY_FORM, BANK_FORM, BRANCHES, BRANCH_FORM)

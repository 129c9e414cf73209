"""Sections and their rates as a list with forms, and the parties they apply to."""

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

from .commands import AddWithholdingRate, RemovePartyWithholding, SavePartyWithholding, SaveWithholdingSection
from .rules import WithholdingKind

KINDS = (
    Choice(value=WithholdingKind.TDS, label="Kept back (TDS)", tone="info"),
    Choice(value=WithholdingKind.TCS, label="Collected (TCS)", tone="teal"),
)
_SAVE = "withholding.save"

SECTIONS = ListScreen(
    key="withholding_sections",
    title="Tax withheld: sections",
    one="section",
    many="sections",
    icon="gavel",
    query="withholding_sections",
    columns=(
        Column(key="code", title="Section", kind="code", width=110),
        Column(key="name", title="Name", stretch=True, sortable=False),
        Column(key="kind", title="Kind", kind="status", width=140, sortable=False, choices=KINDS, priority=3),
        Column(key="cites", title="Cited as", kind="code", width=160, sortable=False, priority=4),
        Column(key="rate", title="Rate", kind="percent", width=80, sortable=False, priority=9),
        Column(key="no_pan_rate", title="Without PAN", kind="percent", width=110, sortable=False, priority=3),
        Column(
            key="year_minor", title="Threshold a year", kind="money", width=150, sortable=False, priority=4
        ),
    ),
    nav_group="Settings",
    nav_order=32,
    permission="withholding.read",
    kinds=("withholding_section",),
    order="code",
    muted="is_muted",
    opens="withholding_section.form",
    tabs=(Tab(key="active", label="In use"), Tab(key="all", label="All")),
    search="Section or name",
    actions=(
        Action(
            key="new",
            label="New section",
            icon="plus",
            primary=True,
            scope="page",
            opens="withholding_section.form",
            permission=_SAVE,
        ),
        Action(
            key="rate", label="New rate", icon="calendar", opens="withholding_section.rate", permission=_SAVE
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="withholding_section.form", permission=_SAVE),
    ),
    peek=(
        PeekSection(
            title="Rates",
            kind="lines",
            query="withholding_rate_rows",
            columns=(
                Column(key="from_on", title="From", kind="date"),
                Column(key="cites", title="Cited as"),
                Column(key="rate", title="Rate", kind="percent"),
                Column(key="year_minor", title="A year", kind="money"),
            ),
        ),
    ),
    empty=EmptyState(
        title="No sections",
        text="A section says at which rate tax is kept back from payments, since when and above which sum.",
        action="new",
    ),
)

SECTION_FORM = FormScreen(
    key="withholding_section.form",
    noun="section",
    icon="gavel",
    create=SaveWithholdingSection,
    change=SaveWithholdingSection,
    load="withholding_section",
    permission=_SAVE,
    fields=(
        Field(key="code", label="Section", kind="code", span=4, required=True),
        Field(key="name", label="Name", span=8, required=True),
        Field(
            key="kind",
            label="Kind",
            kind="choice",
            span=6,
            required=True,
            choices=KINDS,
            default=WithholdingKind.TDS.value,
        ),
        Field(key="is_active", label="In use", kind="check", span=6, default=True),
    ),
)

RATE_FORM = FormScreen(
    key="withholding_section.rate",
    noun="rate",
    icon="calendar",
    change=AddWithholdingRate,
    load="withholding_section",
    identity="section_id",
    permission=_SAVE,
    fields=(
        Field(key="from_on", label="From", kind="date", span=4, required=True),
        Field(
            key="cites",
            label="Cited as",
            kind="code",
            span=8,
            required=True,
            placeholder="393(1) Table 1(ii)",
        ),
        Field(key="rate", label="Rate", kind="percent", span=4, required=True),
        Field(key="no_pan_rate", label="Without PAN", kind="percent", span=4, required=True),
        Field(key="single", label="Threshold, single amount", kind="money", span=6, hint="Empty for none"),
        Field(key="year", label="Threshold, financial year", kind="money", span=6, hint="Empty for none"),
        Field(key="excess_only", label="Only on what lies above", kind="check", span=12),
    ),
)

PARTY_WITHHOLDINGS = ListScreen(
    key="party_withholdings",
    title="Tax withheld: parties",
    one="party",
    many="parties",
    icon="user-cog",
    query="party_withholdings",
    columns=(
        Column(key="party_name", title="Party", kind="party", width=240, stretch=True),
        Column(key="section_code", title="Section", kind="code", width=110, sortable=False),
        Column(key="section_name", title="For", width=200, sortable=False, priority=3),
        Column(key="pan", title="PAN", kind="code", width=130, sortable=False, priority=4),
        Column(key="certificate_rate", title="By certificate", kind="percent", width=120, sortable=False),
        Column(key="certificate_until", title="Until", kind="date", width=120, sortable=False, priority=4),
    ),
    nav_group="Settings",
    nav_order=33,
    permission="withholding.read",
    kinds=("party_withholding", "party"),
    order="party_name",
    title_key="party_name",
    opens="party_withholding.form",
    search="Party",
    actions=(
        Action(
            key="new",
            label="Withhold from a party",
            icon="plus",
            primary=True,
            scope="page",
            opens="party_withholding.form",
            permission=_SAVE,
        ),
        Action(key="edit", label="Edit", icon="pencil", opens="party_withholding.form", permission=_SAVE),
        Action(
            key="remove",
            label="Withhold no more",
            icon="trash-2",
            danger=True,
            command=RemovePartyWithholding,
            identity="id",
            permission=_SAVE,
            confirm="Withhold nothing from this party any more? What was withheld stays in the books.",
        ),
    ),
    empty=EmptyState(
        title="Tax is withheld from nobody",
        text="Name the brokers, contractors and suppliers whose payments tax is kept back from; the payment "
        "page then proposes the amount.",
        action="new",
    ),
)

PARTY_FORM = FormScreen(
    key="party_withholding.form",
    noun="party",
    icon="user-cog",
    create=SavePartyWithholding,
    change=SavePartyWithholding,
    load="party_withholding",
    permission=_SAVE,
    title_key="party_name",
    fields=(
        Field(
            key="party_id",
            label="Party",
            kind="lookup",
            span=6,
            required=True,
            lookup="party_lookup",
            shows="party_name",
        ),
        Field(
            key="section_id",
            label="Section",
            kind="lookup",
            span=6,
            required=True,
            lookup="withholding_sections",
            shows="section_name",
            creates="withholding_section.form",
        ),
        Field(key="pan", label="PAN", kind="code", span=4, hint="Taken from the GSTIN where there is one"),
        Field(key="certificate_no", label="Certificate no.", span=8, section="Lower rate by certificate"),
        Field(
            key="certificate_rate", label="Rate", kind="percent", span=4, section="Lower rate by certificate"
        ),
        Field(
            key="certificate_until", label="Until", kind="date", span=4, section="Lower rate by certificate"
        ),
    ),
)

SCREENS = (SECTIONS, SECTION_FORM, RATE_FORM, PARTY_WITHHOLDINGS, PARTY_FORM)

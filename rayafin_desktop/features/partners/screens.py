"""Partners, their KYC papers and certificates in the window."""

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

from ..documents.screens import FILES
from .commands import BlockPartner, UnblockPartner
from .lists import CreditFigure
from .model import CertificateKind, KycKind, PartnerRole
from .papers import (
    RejectKycRecord,
    RemoveCertification,
    RemoveKycRecord,
    SaveCertification,
    SaveKycRecord,
    VerifyCertification,
    VerifyKycRecord,
)
from .rules import KycState, KycStatus

ROLES = (
    Choice(value=PartnerRole.BUYER, label="Buyer", tone="info"),
    Choice(value=PartnerRole.SELLER, label="Seller", tone="teal"),
    Choice(value=PartnerRole.BROKER, label="Broker", tone="accent"),
    Choice(value=PartnerRole.SUB_BROKER, label="Sub-broker", tone="accent"),
    Choice(value=PartnerRole.GINNER, label="Ginner", tone="teal"),
    Choice(value=PartnerRole.MILL, label="Mill", tone="info"),
    Choice(value=PartnerRole.TRADER, label="Trader", tone="orange"),
    Choice(value=PartnerRole.EXPORTER, label="Exporter", tone="orange"),
    Choice(value=PartnerRole.TRANSPORTER, label="Transporter", tone="neutral"),
    Choice(value=PartnerRole.LAB, label="Laboratory", tone="neutral"),
    Choice(value=PartnerRole.WAREHOUSE, label="Warehouse", tone="neutral"),
)
"""What partners do, as people read it."""
KYC_STATES = (
    Choice(value=KycState.NOT_REQUIRED, label="Not required", tone="muted"),
    Choice(value=KycState.MISSING, label="Nothing on file", tone="warn"),
    Choice(value=KycState.REJECTED, label="Rejected", tone="neg"),
    Choice(value=KycState.EXPIRED, label="Expired", tone="neg"),
    Choice(value=KycState.PENDING, label="To be looked at", tone="warn"),
    Choice(value=KycState.VERIFIED, label="Verified", tone="pos"),
)
KYC_STATUSES = (
    Choice(value=KycStatus.PENDING, label="To be looked at", tone="warn"),
    Choice(value=KycStatus.VERIFIED, label="Verified", tone="pos"),
    Choice(value=KycStatus.REJECTED, label="Rejected", tone="neg"),
)
KYC_KINDS = (
    Choice(value=KycKind.PAN, label="PAN"),
    Choice(value=KycKind.GSTIN, label="GSTIN"),
    Choice(value=KycKind.AADHAAR, label="Aadhaar"),
    Choice(value=KycKind.UDYAM, label="Udyam"),
    Choice(value=KycKind.IEC, label="IEC"),
    Choice(value=KycKind.LICENCE, label="Licence"),
    Choice(value=KycKind.CHEQUE, label="Cancelled cheque"),
    Choice(value=KycKind.ADDRESS, label="Proof of address"),
    Choice(value=KycKind.OTHER, label="Other"),
)
CERTIFICATE_KINDS = (
    Choice(value=CertificateKind.FSSAI, label="FSSAI"),
    Choice(value=CertificateKind.APEDA, label="APEDA"),
    Choice(value=CertificateKind.GOTS, label="GOTS"),
    Choice(value=CertificateKind.BCI, label="Better Cotton"),
    Choice(value=CertificateKind.ISO_9001, label="ISO 9001"),
    Choice(value=CertificateKind.ISO_22000, label="ISO 22000"),
    Choice(value=CertificateKind.ORGANIC, label="Organic"),
    Choice(value=CertificateKind.APMC, label="APMC licence"),
    Choice(value=CertificateKind.OTHER, label="Other"),
)
CREDIT_FIGURES = (
    Choice(value=CreditFigure.OWES, label="Owes"),
    Choice(value=CreditFigure.COUNTS, label="Counts against the limit"),
    Choice(value=CreditFigure.OVERDUE, label="Overdue"),
    Choice(value=CreditFigure.LIMIT, label="Limit"),
    Choice(value=CreditFigure.ROOM, label="Room left"),
)

_ROLE = Column(key="role", title="Role", kind="status", width=120, sortable=False, choices=ROLES, priority=8)
_KYC = Column(
    key="kyc", title="KYC", kind="status", width=140, sortable=False, choices=KYC_STATES, priority=9
)
_EXPIRY = Column(key="next_expiry", title="Papers until", kind="date", width=120, sortable=False,
                 alarm="is_expired", priority=6)  # fmt: skip
_OWES = Column(key="receivable_minor", title="Owes", kind="money", width=130, sortable=False,
               alarm="is_over_limit", priority=7)  # fmt: skip
_LIMIT = Column(key="credit_limit_minor", title="Limit", kind="money", width=130, sortable=False, priority=4,
                empty="None")  # fmt: skip

PARTNERS = ListScreen(
    key="partners",
    title="Partners",
    one="partner",
    many="partners",
    icon="handshake",
    query="partners",
    nav_group="Trade desk",
    nav_order=80,
    permission="partner.read",
    kinds=("party", "partner_profile", "kyc_record", "certification", "entry", "attachment"),
    order="name",
    muted="is_muted",
    status_key="kyc",
    opens="partner.edit",
    search="Name, code or other name",
    tabs=(
        Tab(key="active", label="Active"),
        Tab(key="kyc", label="KYC to do"),
        Tab(key="expiring", label="Expiring in 30 days"),
        Tab(key="expired", label="Expired"),
        Tab(key="blocked", label="Blocked"),
        Tab(key="all", label="All"),
    ),
    columns=(
        Column(key="name", title="Name", kind="party", stretch=True, priority=10, subtitle="station_name"),
        Column(key="code", title="Code", kind="code", width=100, priority=3),
        _ROLE,
        _KYC,
        _EXPIRY,
        _OWES,
        _LIMIT,
        Column(key="is_blocked", title="Blocked", kind="check", width=90, sortable=False, priority=5),
    ),
    peek=(
        PeekSection(
            title="Partner",
            columns=(
                Column(key="code", title="Code", kind="code"),
                Column(key="station_name", title="Station"),
                Column(key="also", title="Also called"),
                Column(key="phone", title="Phone"),
                Column(key="block_reason", title="Blocked because", alarm="is_blocked"),
            ),
        ),
        PeekSection(
            title="Roles",
            kind="lines",
            query="partner_role_rows",
            columns=(Column(key="role", title="Role", kind="status", choices=ROLES, stretch=True),),
        ),
        PeekSection(
            title="Credit limit",
            kind="lines",
            query="partner_credit",
            columns=(
                Column(key="figure", title="Amount", kind="dim", choices=CREDIT_FIGURES, stretch=True),
                Column(key="amount_minor", title="Credit", kind="money", alarm="is_alarming", width=140),
            ),
        ),
        PeekSection(
            title="Papers",
            kind="lines",
            query="partner_papers",
            columns=(
                Column(key="kind", title="Paper", kind="status", choices=KYC_KINDS[:-1] + CERTIFICATE_KINDS,
                       stretch=True),
                Column(key="status", title="State", kind="status", choices=KYC_STATUSES, width=120),
                Column(key="expires_on", title="Until", kind="date", alarm="is_expired", width=100),
            ),
        ),
        PeekSection(
            title="Bank accounts",
            kind="lines",
            query="partner_bank_rows",
            columns=(
                Column(key="bank", title="Bank", stretch=True),
                Column(key="account", title="Account", kind="code", width=150),
            ),
        ),
        FILES,
    ),
    actions=(
        Action(key="new", label="New partner", icon="plus", primary=True, scope="page", opens="partner.edit",
               permission="partner.save"),
        Action(key="kyc_list", label="KYC papers", icon="badge-check", scope="page", opens="kyc_records",
               permission="partner.read"),
        Action(key="certificates", label="Certificates", icon="shield-check", scope="page",
               opens="certifications", permission="partner.read"),
        Action(key="edit", label="Edit", icon="pencil", opens="partner.edit", permission="partner.save"),
        Action(key="kyc", label="Add a KYC paper", icon="badge-check", shortcut="K", opens="partner.kyc",
               permission="partner.save"),
        Action(key="certificate", label="Add a certificate", icon="shield-check", opens="partner.certificate",
               permission="partner.save"),
        Action(key="block", label="Block partner", icon="user-x", danger=True, opens="partner.block",
               permission="partner.save", when="is_open"),
        Action(key="unblock", label="Deal with again", icon="user-check", command=UnblockPartner,
               identity="party_id", permission="partner.save", when="is_blocked",
               confirm="Deal with this partner again? Why it was blocked stays in its history."),
    ),
    empty=EmptyState(
        title="No partners yet",
        text="A partner is a customer or supplier the trade desk deals with: its roles, its KYC papers and "
        "certificates, its banks, and whether it is blocked.",
        action="new",
    ),
)  # fmt: skip

BLOCK_FORM = FormScreen(
    key="partner.block",
    noun="partner",
    icon="user-x",
    change=BlockPartner,
    load="partners",
    identity="party_id",
    permission="partner.save",
    fields=(
        Field(key="name", label="Partner", span=12, read_only=True),
        Field(key="block_reason", label="Reason", kind="long", span=12, required=True,
              help="It is shown wherever the partner is named; the partner is offered nothing any more."),
    ),
)  # fmt: skip

_KYC_FIELDS = (
    Field(key="kind", label="Paper", kind="choice", span=4, required=True, choices=KYC_KINDS,
          default=KycKind.PAN.value),
    Field(key="number", label="Number", kind="code", span=4,
          help="Of an Aadhaar number the last four digits only."),
    Field(key="expires_on", label="Holds until", kind="date", span=4, help="Empty: without end."),
    Field(key="note", label="Note", kind="long", span=12),
)  # fmt: skip
_CERTIFICATE_FIELDS = (
    Field(key="kind", label="Certificate", kind="choice", span=4, required=True, choices=CERTIFICATE_KINDS,
          default=CertificateKind.FSSAI.value),
    Field(key="name", label="Called", span=4, help="Needed where it is of no kind in the list."),
    Field(key="number", label="Number", kind="code", span=4),
    Field(key="issuer", label="Issued by", span=6),
    Field(key="issued_on", label="Issued on", kind="date", span=3),
    Field(key="expires_on", label="Holds until", kind="date", span=3),
)  # fmt: skip

PARTNER_KYC_FORM = FormScreen(
    key="partner.kyc",
    noun="KYC paper",
    icon="badge-check",
    change=SaveKycRecord,
    load="partners",
    identity="party_id",
    permission="partner.save",
    fields=_KYC_FIELDS,
)
PARTNER_CERTIFICATE_FORM = FormScreen(
    key="partner.certificate",
    noun="certificate",
    icon="shield-check",
    change=SaveCertification,
    load="partners",
    identity="party_id",
    permission="partner.save",
    title_key="code",
    # The partner's own name must not become the certificate's: it is called by its kind.
    fields=tuple(one for one in _CERTIFICATE_FIELDS if one.key != "name"),
)

_PARTY = Field(key="party_id", label="Partner", kind="lookup", lookup="party_lookup", shows="party_name",
               span=12, required=True)  # fmt: skip

KYC_RECORDS = ListScreen(
    key="kyc_records",
    title="KYC papers",
    one="KYC paper",
    many="KYC papers",
    icon="badge-check",
    query="kyc_records",
    permission="partner.read",
    kinds=("kyc_record", "party", "attachment"),
    order="expires_on",
    title_key="party_name",
    status_key="status",
    muted="is_muted",
    opens="kyc_record.edit",
    search="Partner or number",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="pending", label="To be looked at"),
        Tab(key="expiring", label="Expiring in 30 days"),
        Tab(key="expired", label="Expired"),
        Tab(key="rejected", label="Rejected"),
    ),
    columns=(
        Column(key="party_name", title="Partner", kind="party", stretch=True, sortable=False, priority=10),
        Column(key="kind", title="Paper", kind="status", width=140, sortable=False, choices=KYC_KINDS,
               priority=9),
        Column(key="number", title="Number", kind="code", width=170, sortable=False, priority=5),
        Column(key="expires_on", title="Holds until", kind="date", width=120, alarm="is_expired", priority=7),
        Column(key="status", title="State", kind="status", width=140, sortable=False, choices=KYC_STATUSES,
               priority=8),
        Column(key="decided_on", title="Decided", kind="date", width=110, sortable=False, priority=3),
    ),
    peek=(
        PeekSection(
            title="Paper",
            columns=(
                Column(key="kind", title="Paper", kind="status", choices=KYC_KINDS),
                Column(key="number", title="Number", kind="code"),
                Column(key="expires_on", title="Holds until", kind="date", alarm="is_expired"),
                Column(key="decided_on", title="Decided", kind="date"),
                Column(key="decided_by", title="By"),
                Column(key="note", title="Note"),
            ),
        ),
        FILES,
    ),
    actions=(
        Action(key="new", label="New KYC paper", icon="plus", primary=True, scope="page",
               opens="kyc_record.edit", permission="partner.save"),
        Action(key="verify", label="Verify", icon="check", shortcut="A", command=VerifyKycRecord,
               identity="id", permission="partner.verify", when="is_pending",
               confirm="You have looked at this paper and it holds?"),
        Action(key="reject", label="Reject", icon="x", opens="kyc_record.reject",
               permission="partner.verify", when="is_pending"),
        Action(key="edit", label="Edit", icon="pencil", opens="kyc_record.edit", permission="partner.save"),
        Action(key="remove", label="Remove paper", icon="trash-2", danger=True, command=RemoveKycRecord,
               identity="id", permission="partner.save",
               confirm="Take this paper off its partner? The audit log keeps that it was there."),
    ),
    empty=EmptyState(
        title="No KYC papers yet",
        text="Papers that prove who a partner is. Somebody who may verify looks at each; those that end are "
        "told 30 days before.",
        action="new",
    ),
)  # fmt: skip

KYC_FORM = FormScreen(
    key="kyc_record.edit",
    noun="KYC paper",
    icon="badge-check",
    create=SaveKycRecord,
    change=SaveKycRecord,
    load="kyc_records",
    permission="partner.save",
    title_key="party_name",
    fields=(_PARTY, *_KYC_FIELDS),
)
REJECT_FORM = FormScreen(
    key="kyc_record.reject",
    noun="KYC paper",
    icon="x",
    change=RejectKycRecord,
    load="kyc_records",
    permission="partner.verify",
    title_key="party_name",
    fields=(
        Field(key="party_name", label="Partner", span=6, read_only=True),
        Field(key="number", label="Number", kind="code", span=6, read_only=True),
        Field(key="note", label="Reason", kind="long", span=12, required=True),
    ),
)

CERTIFICATIONS = ListScreen(
    key="certifications",
    title="Certificates",
    one="certificate",
    many="certificates",
    icon="shield-check",
    query="certifications",
    permission="partner.read",
    kinds=("certification", "party", "attachment"),
    order="expires_on",
    title_key="party_name",
    opens="certification.edit",
    search="Partner, name or number",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="unverified", label="To be looked at"),
        Tab(key="expiring", label="Expiring in 30 days"),
        Tab(key="expired", label="Expired"),
    ),
    columns=(
        Column(key="party_name", title="Partner", kind="party", stretch=True, sortable=False, priority=10),
        Column(key="kind", title="Certificate", kind="status", width=130, sortable=False,
               choices=CERTIFICATE_KINDS, priority=9),
        Column(key="name", title="Called", kind="dim", width=150, sortable=False, priority=3),
        Column(key="number", title="Number", kind="code", width=160, sortable=False, priority=5),
        Column(key="expires_on", title="Holds until", kind="date", width=120, alarm="is_expired", priority=8),
        Column(key="verified_on", title="Verified", kind="date", width=110, sortable=False, priority=6,
               empty="Not yet"),
    ),
    peek=(
        PeekSection(
            title="Certificate",
            columns=(
                Column(key="kind", title="Certificate", kind="status", choices=CERTIFICATE_KINDS),
                Column(key="name", title="Called"),
                Column(key="number", title="Number", kind="code"),
                Column(key="issuer", title="Issued by"),
                Column(key="issued_on", title="Issued on", kind="date"),
                Column(key="expires_on", title="Holds until", kind="date", alarm="is_expired"),
                Column(key="verified_on", title="Verified", kind="date", empty="Not yet"),
                Column(key="verified_by", title="By"),
            ),
        ),
        FILES,
    ),
    actions=(
        Action(key="new", label="New certificate", icon="plus", primary=True, scope="page",
               opens="certification.edit", permission="partner.save"),
        Action(key="verify", label="Verify", icon="check", shortcut="A", command=VerifyCertification,
               identity="id", permission="partner.verify", when="is_pending",
               confirm="You have checked this certificate with who issued it?"),
        Action(key="edit", label="Edit", icon="pencil", opens="certification.edit",
               permission="partner.save"),
        Action(key="remove", label="Remove certificate", icon="trash-2", danger=True,
               command=RemoveCertification, identity="id", permission="partner.save",
               confirm="Take this certificate off its partner? The audit log keeps that it was there."),
    ),
    empty=EmptyState(
        title="No certificates yet",
        text="What partners are certified for: food safety, organic, Better Cotton. Those that end are told "
        "30 days before.",
        action="new",
    ),
)  # fmt: skip

CERTIFICATE_FORM = FormScreen(
    key="certification.edit",
    noun="certificate",
    icon="shield-check",
    create=SaveCertification,
    change=SaveCertification,
    load="certifications",
    permission="partner.save",
    title_key="party_name",
    fields=(_PARTY, *_CERTIFICATE_FIELDS),
)

PARTNER_FIELDS = (
    Field(key="party_id", label="Customer or supplier", kind="lookup", lookup="party_lookup",
          shows="party_name", creates="party.form", span=6, required=True),
    Field(key="station_id", label="Station", kind="lookup", lookup="location_lookup", shows="station_name",
          creates="location.edit", span=6),
    Field(key="also", label="Also called", span=9,
          help="Other names in messages, parted by commas: Balaji Kadi, BGP."),
    Field(key="kyc_required", label="KYC required", kind="check", span=3, default=True),
    Field(key="notes", label="Notes", kind="long", span=12),
)  # fmt: skip
"""The fields of the partner's page; roles stand beside, banks in a grid below."""

SCREENS = (
    PARTNERS,
    BLOCK_FORM,
    PARTNER_KYC_FORM,
    PARTNER_CERTIFICATE_FORM,
    KYC_RECORDS,
    KYC_FORM,
    REJECT_FORM,
    CERTIFICATIONS,
    CERTIFICATE_FORM,
)

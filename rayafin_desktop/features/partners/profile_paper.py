"""What the desk knows of a partner, on paper: roles, papers, banks and standing, numbers masked.

For a file or a visit, so nobody's whole account or identity number is on it. Tax numbers and licences are
public and printed as they are. What draws is loaded at the first print.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.formats import date_style, format_date
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.report import written
from rayafin_desktop.engine.screens import Choice
from rayafin_desktop.engine.work import Read

from ..billing.document import is_right_to_left
from ..companies.gst_states import STATES
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..parties.model import Party
from ..parties.queries import PartyDetail, party_detail
from .lists import PartnerDetail, partner_detail
from .model import Certification, KycKind, KycRecord, PartnerProfile
from .queries import PartnerStanding, partner_standing
from .rules import KycStatus, masked
from .screens import CERTIFICATE_KINDS, KYC_KINDS, KYC_STATES, KYC_STATUSES, ROLES

if TYPE_CHECKING:
    from rayafin_desktop.paper.letter import Letter, LetterTable

# Numbers anybody may read: they stand on every invoice or in a public register.
_PUBLIC = frozenset({KycKind.GSTIN, KycKind.IEC, KycKind.LICENCE, KycKind.UDYAM})


def _words(choices: tuple[Choice, ...], value: str) -> str:
    return next((one.label for one in choices if one.value == value), value)


class _Writer:
    """Days and amounts as the company writes them."""

    def __init__(self, company: CompanyDetail) -> None:
        self.locale = company.locale
        self.currency = company.currency

    def day(self, value: date | None, without: str = "") -> str:
        return format_date(value, date_style(self.locale)) if value else without

    def money(self, minor: int | None, without: str = "") -> str:
        return without if minor is None else written(minor, "money", self.currency, self.locale)


def partner_letter(read: Read, party_id: UUID) -> Letter:
    """The profile of a partner; NotFound (`party.not_found`)."""
    from rayafin_desktop.paper.letter import Letter
    from rayafin_desktop.paper.letterhead import Contact, Status

    company, party = company_detail(read), party_detail(read, party_id)
    partner, stands = partner_detail(read, party_id), partner_standing(read, party_id)
    write = _Writer(company)
    label = company.tax_label
    return Letter(
        seller=Contact(
            name=company.printed_name,
            address=tuple(company.address.splitlines()),
            tax_id=f"{label} {company.tax_id}" if company.tax_id else "",
            phone=company.phone,
            email=company.email,
            logo=company_logo(read),
        ),
        to=Contact(
            name=party.name,
            address=tuple(party.address_lines),
            tax_id=f"{label} {party.tax_id}" if party.tax_id else "",
            phone=party.phone,
            email=party.email,
        ),
        to_label="Partner",
        title="Partner profile",
        written_on=read.today,
        status=Status("Blocked", "void") if stands.is_blocked else None,
        facts=_facts(partner, party, stands, write, read.today),
        locale=company.locale,
        opening=tuple(_opening(partner, stands)),
        tables=tuple(
            table
            for table in (
                _standing_table(stands, write),
                _kyc_table(read, party_id, write),
                _certificate_table(read, party_id, write),
                _bank_table(partner, write),
                _contact_table(party),
            )
            if table is not None
        ),
        right_to_left=is_right_to_left(company.locale),
    )


def _facts(
    partner: PartnerDetail, party: PartyDetail, stands: PartnerStanding, write: _Writer, today: date
) -> tuple[tuple[str, str], ...]:
    state = f"{party.state} {STATES[party.state]}" if party.state in STATES else party.state
    facts = (
        ("Code", partner.code),
        ("As of", write.day(today)),
        ("Station", partner.station_name),
        ("State", state),
        ("KYC", _words(KYC_STATES, stands.kyc)),
    )
    return tuple((label, value) for label, value in facts if value)


def _opening(partner: PartnerDetail, stands: PartnerStanding) -> list[str]:
    lines = []
    if partner.roles:
        lines.append("Roles: " + ", ".join(_words(ROLES, one) for one in partner.roles))
    if partner.also:
        lines.append(f"Also called: {partner.also}")
    if stands.is_blocked and stands.block_reason:
        lines.append(f"Blocked because: {stands.block_reason}")
    if partner.notes:
        lines += ["Notes: " + partner.notes.split("\n")[0], *partner.notes.split("\n")[1:]]
    return lines


def _standing_table(stands: PartnerStanding, write: _Writer) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    return LetterTable(
        heading=f"Standing ({stands.currency})",
        columns=(
            Column("Owes", grows=True),
            Column("Counts against the limit", "figures"),
            Column("Overdue", "figures"),
            Column("Days late", "figures"),
            Column("Limit", "figures"),
            Column("Room left", "figures"),
        ),
        rows=(
            Row(
                (
                    write.money(stands.receivable_minor),
                    write.money(stands.exposure_minor),
                    write.money(stands.overdue_minor),
                    str(stands.days_late),
                    write.money(stands.credit_limit_minor, "None"),
                    write.money(stands.room_minor, "–"),
                )
            ),
        ),
    )


def _kyc_table(read: Read, party_id: UUID, write: _Writer) -> LetterTable | None:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    c = KycRecord.c
    records = read.all(KycRecord, c.party_id == party_id, order_by=(c.kind, c.expires_on))
    if not records:
        return None
    return LetterTable(
        heading="KYC papers",
        columns=(
            Column("Paper"), Column("Number", grows=True), Column("State"), Column("Decided"),
            Column("Holds until"),
        ),
        rows=tuple(
            Row(
                (
                    _words(KYC_KINDS, one.kind),
                    one.number if one.kind in _PUBLIC else masked(one.number),
                    _state(one.status, one.expires_on, read.today),
                    write.day(one.decided_on),
                    write.day(one.expires_on, "No end"),
                )
            )
            for one in records
        ),
    )  # fmt: skip


def _state(status: KycStatus, expires_on: date | None, today: date) -> str:
    if status is KycStatus.VERIFIED and expires_on is not None and expires_on < today:
        return "Expired"
    return _words(KYC_STATUSES, status)


def _certificate_table(read: Read, party_id: UUID, write: _Writer) -> LetterTable | None:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    c = Certification.c
    found = read.all(Certification, c.party_id == party_id, order_by=(c.kind, c.expires_on))
    if not found:
        return None
    return LetterTable(
        heading="Certificates",
        columns=(
            Column("Certificate"), Column("Number", grows=True), Column("Issued by"), Column("Verified"),
            Column("Holds until"),
        ),
        rows=tuple(
            Row(
                (
                    one.name or _words(CERTIFICATE_KINDS, one.kind),
                    one.number,
                    one.issuer,
                    write.day(one.verified_on, "Not yet"),
                    write.day(one.expires_on, "No end") + _ended(one.expires_on, read.today),
                )
            )
            for one in found
        ),
    )  # fmt: skip


def _ended(expires_on: date | None, today: date) -> str:
    return " (expired)" if expires_on is not None and expires_on < today else ""


def _bank_table(partner: PartnerDetail, write: _Writer) -> LetterTable | None:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    if not partner.banks:
        return None
    return LetterTable(
        heading="Bank accounts",
        columns=(Column("Bank", grows=True), Column("Account"), Column("IFSC"), Column("Verified")),
        rows=tuple(
            Row(
                (
                    f"{one.bank} (primary)" if one.is_primary and len(partner.banks) > 1 else one.bank,
                    masked(one.account_no),
                    one.ifsc,
                    write.day(one.verified_on, "Not yet"),
                )
            )
            for one in partner.banks
        ),
    )


def _contact_table(party: PartyDetail) -> LetterTable | None:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    if not party.contacts:
        return None
    return LetterTable(
        heading="Contacts",
        columns=(Column("Name", grows=True), Column("Role"), Column("Phone"), Column("E-mail")),
        rows=tuple(Row((one.name, one.role, one.phone, one.email)) for one in party.contacts),
    )


def partner_pdf(read: Read, party_id: UUID) -> bytes:
    """The profile of a partner as a PDF."""
    from rayafin_desktop.paper.letter import render_letters  # reportlab is slow to load

    return render_letters([partner_letter(read, party_id)])


def _by_code(read: Read, code: str) -> bytes:
    """The profile of the partner with this code; NotFound for a party that is none."""
    party = read.find(Party, code=code.strip())
    if party is None:
        raise NotFound("party.not_found", {"code": code})
    if read.find(PartnerProfile, party_id=party.id) is None:
        raise NotFound("partner.not_a_partner", {"code": code})
    return partner_pdf(read, party.id)


DOCUMENTS = (Document("partner", "Partner profile", "partner.read", _by_code),)

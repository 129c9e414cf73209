"""Partners through the door: profiles, banks, papers that somebody verifies, lists, paper, erasing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.commodities.places import SaveLocation
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.parties.commands import DeactivateParty
from rayafin_desktop.features.partners.commands import (
    BankInput,
    BlockPartner,
    SavePartner,
    UnblockPartner,
    VerifyPartnerBank,
)
from rayafin_desktop.features.partners.lists import (
    CERTIFICATE_ROWS,
    KYC_ROWS,
    PARTNER_ROWS,
    CreditFigure,
    PartnerRow,
    partner_bank_rows,
    partner_credit,
    partner_detail,
    partner_papers,
)
from rayafin_desktop.features.partners.model import (
    CertificateKind,
    Certification,
    KycKind,
    KycRecord,
    PartnerBank,
    PartnerProfile,
    PartnerRole,
)
from rayafin_desktop.features.partners.papers import (
    RejectKycRecord,
    RemoveCertification,
    RemoveKycRecord,
    SaveCertification,
    SaveKycRecord,
    VerifyCertification,
    VerifyKycRecord,
)
from rayafin_desktop.features.partners.profile_paper import DOCUMENTS
from rayafin_desktop.features.partners.queries import partner_alerts
from rayafin_desktop.features.partners.rules import KycState, KycStatus, masked
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, line
from tests.features.privacy.test_privacy import erase, faults, found_in_rows
from tests.paper.papers import page_texts

BANK = BankInput(bank="Dena Bank", account_name="Balaji G", account_no="5010 0098 7654", ifsc="DENA0001234")


def partner(office: Office, name: str = "Balaji Ginning", **values: Any) -> UUID:
    return office.do(SavePartner(**{"party_id": customer(office, name), **values}))


def rows(office: Office, tab: str = "all", text: str = "") -> list[PartnerRow]:
    with office.app.read(office.owner) as read:
        return list(page(PARTNER_ROWS, read, Look(tab=tab, text=text)))


def names(office: Office, tab: str) -> list[str]:
    return [one.name for one in rows(office, tab)]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in refused.value.problems}


def record(office: Office, id_: UUID) -> KycRecord:
    with office.app.read(office.owner) as read:
        return read.get(KycRecord, id_)


# --- profiles and banks


def test_saving_a_partner_again_keeps_what_is_not_sent(office: Office) -> None:
    id_ = partner(office, roles=(PartnerRole.MILL, PartnerRole.BUYER), banks=(BANK,), also="BGP")
    office.do(SavePartner(party_id=id_, notes="Prefers mornings"))
    found = office.ask(partner_detail, id_)
    assert found.roles == (PartnerRole.MILL, PartnerRole.BUYER)
    assert (found.banks[0].account_no, found.banks[0].is_primary) == ("501000987654", True)
    assert (found.also, found.notes) == ("", "Prefers mornings")


def test_a_partner_is_new_only_once(office: Office) -> None:
    id_ = partner(office, is_new=True, banks=(BANK,))
    with pytest.raises(RuleBroken) as refused:
        office.do(SavePartner(party_id=id_, is_new=True, banks=()))
    assert codes(refused) == {("partner.already", "party_id")}
    assert len(office.ask(partner_detail, id_).banks) == 1


def test_a_changed_account_is_to_be_verified_again(office: Office) -> None:
    other = BankInput(bank="Sample Bank", account_no="77")
    id_ = partner(office, banks=(BANK, other))
    office.do(VerifyPartnerBank(party_id=id_, line_no=1))
    office.do(SavePartner(party_id=id_, banks=(other, BANK)))
    assert [one.verified_on for one in office.ask(partner_bank_rows, id_)] == [None, TODAY]
    changed = BankInput(
        bank="Dena Bank", account_name="Balaji G", account_no="5010 0098 7655", ifsc=BANK.ifsc
    )
    office.do(SavePartner(party_id=id_, banks=(changed,)))
    [shown] = office.ask(partner_bank_rows, id_)
    assert (shown.verified_on, shown.account) == (None, "••••••••7655")


def test_faults_of_a_partner_are_told_all_at_once(office: Office) -> None:
    bad = BankInput(bank=" ", account_no="-", ifsc="DENA1")
    with pytest.raises(RuleBroken) as refused:
        partner(
            office,
            station_id=office.do(SaveLocation(name="Kadi")),
            roles=(PartnerRole.MILL, PartnerRole.MILL),
            banks=(bad, BANK, BANK),
        )
    assert codes(refused) == {
        ("partner.role_twice", "roles"),
        ("partner.bank_missing", "banks.0.bank"),
        ("partner.account_missing", "banks.0.account_no"),
        ("partner.ifsc", "banks.0.ifsc"),
        ("partner.account_twice", "banks.2.account_no"),
    }


def test_blocking_needs_a_reason_and_unblocking_a_block(office: Office) -> None:
    id_ = partner(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(BlockPartner(party_id=id_, block_reason="  "))
    assert codes(refused) == {("partner.reason_missing", "block_reason")}
    with pytest.raises(RuleBroken) as refused:
        office.do(UnblockPartner(party_id=id_))
    assert codes(refused) == {("partner.not_blocked", "party_id")}
    # Somebody who is no partner yet can be blocked at once.
    stranger = customer(office, "Vrinda Traders")
    office.do(BlockPartner(party_id=stranger, block_reason="Cheque bounced twice"))
    assert names(office, "blocked") == ["Vrinda Traders"]


# --- papers


def test_only_who_may_verify_says_that_a_paper_holds(office: Office) -> None:
    broker = office.member(Role.BROKER)
    paper = office.do(
        SaveKycRecord(party_id=partner(office), kind=KycKind.PAN, number="aabcu 9603 r"), as_=broker
    )
    with pytest.raises(NotAllowed):
        office.do(VerifyKycRecord(id=paper), as_=broker)
    office.do(VerifyKycRecord(id=paper))
    found = record(office, paper)
    assert (found.number, found.status, found.decided_on) == ("AABCU9603R", KycStatus.VERIFIED, TODAY)
    assert found.decided_by == office.owner.name
    with pytest.raises(RuleBroken) as refused:
        office.do(RejectKycRecord(id=paper, note="after all not"))
    assert codes(refused) == {("kyc_record.decided", "id")}


def test_with_four_eyes_somebody_else_looks(office: Office) -> None:
    office.do(ChangeSetting(key="partners.four_eyes", value=True))
    id_ = partner(office)
    paper = office.do(SaveKycRecord(party_id=id_, kind=KycKind.ADDRESS))
    certificate = office.do(SaveCertification(party_id=id_, kind=CertificateKind.GOTS))
    for command in (VerifyKycRecord(id=paper), VerifyCertification(id=certificate)):
        with pytest.raises(RuleBroken) as refused:
            office.do(command)
        assert codes(refused) == {("kyc_record.four_eyes", "id")}
        office.do(command, as_=office.member(Role.ACCOUNTANT))


def test_a_corrected_paper_is_to_be_looked_at_again(office: Office) -> None:
    id_ = partner(office)
    paper = office.do(SaveKycRecord(party_id=id_, kind=KycKind.LICENCE, number="L1"))
    office.do(VerifyKycRecord(id=paper))
    office.do(SaveKycRecord(id=paper, party_id=id_, kind=KycKind.LICENCE, number="L1", note="seen in Kadi"))
    assert record(office, paper).status is KycStatus.VERIFIED
    office.do(SaveKycRecord(id=paper, party_id=id_, kind=KycKind.LICENCE, number="L2"))
    found = record(office, paper)
    assert (found.status, found.decided_on, found.decided_by) == (KycStatus.PENDING, None, "")


def test_a_paper_that_has_ended_is_not_verified(office: Office) -> None:
    paper = office.do(
        SaveKycRecord(party_id=partner(office), kind=KycKind.LICENCE, expires_on=TODAY - timedelta(days=1))
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(VerifyKycRecord(id=paper))
    assert codes(refused) == {("kyc_record.expired", "id")}


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        (KycKind.PAN, "AABCU9603", "kyc_record.number"),
        (KycKind.GSTIN, "27AABCU9603R1ZX", "kyc_record.number"),
        (KycKind.UDYAM, "UDYAM-GJ-01", "kyc_record.number"),
        (KycKind.AADHAAR, "2345 6789 0124", "kyc_record.aadhaar"),
    ],
)
def test_a_number_is_built_as_its_kind_has_it(office: Office, kind: KycKind, number: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveKycRecord(party_id=partner(office), kind=kind, number=number))
    assert codes(refused) == {(code, "number")}


def test_of_an_aadhaar_number_four_digits_are_kept(office: Office) -> None:
    id_ = partner(office)
    paper = office.do(SaveKycRecord(party_id=id_, kind=KycKind.AADHAAR, number="0124"))
    assert record(office, paper).number == "XXXXXXXX0124"
    # As the form sends it back.
    office.do(SaveKycRecord(id=paper, party_id=id_, kind=KycKind.AADHAAR, number="XXXXXXXX0124"))
    assert record(office, paper).number == "XXXXXXXX0124"


def test_lists_tell_what_ends_and_what_is_to_do(office: Office) -> None:
    holds, soon, over, renewed, open_ = (
        partner(office, name) for name in ("A Holds", "B Soon", "C Over", "D Renewed", "E Open")
    )
    for id_, days in ((holds, 31), (soon, 30), (over, -1), (renewed, -400), (renewed, 200)):
        paper = office.do(
            SaveKycRecord(party_id=id_, kind=KycKind.LICENCE, expires_on=TODAY + timedelta(days=days))
        )
        if days > 0:
            office.do(VerifyKycRecord(id=paper))
    office.do(SaveCertification(party_id=soon, kind=CertificateKind.BCI))
    assert names(office, "expiring") == ["B Soon"]
    assert names(office, "expired") == ["C Over"]
    assert names(office, "kyc") == ["C Over", "D Renewed", "E Open"]
    shown = {one.name: one for one in rows(office)}
    assert shown["B Soon"].next_expiry == TODAY + timedelta(days=30)
    assert shown["D Renewed"].kyc is KycState.VERIFIED
    assert shown["E Open"].kyc is KycState.MISSING
    alerts = office.ask(partner_alerts)
    assert [(one.party_name, one.is_expired) for one in alerts] == [("C Over", True), ("B Soon", False)]
    with office.app.read(office.owner) as read:
        tabs = {tab: count(KYC_ROWS, read, Look(tab=tab)) for tab in KYC_ROWS.tabs}
        assert tabs == {"all": 5, "pending": 2, "expiring": 1, "expired": 1, "rejected": 0}
        assert count(CERTIFICATE_ROWS, read, Look(tab="unverified")) == 1
    office.do(DeactivateParty(id=over))
    assert len(office.ask(partner_alerts)) == 1
    assert names(office, "expired") == []
    assert open_ in {one.id for one in rows(office)}


def test_a_rejected_paper_renews_nothing(office: Office) -> None:
    id_ = partner(office)
    office.do(SaveKycRecord(party_id=id_, kind=KycKind.LICENCE, expires_on=TODAY - timedelta(days=1)))
    other = office.do(SaveKycRecord(party_id=id_, kind=KycKind.LICENCE, expires_on=TODAY + timedelta(days=9)))
    with pytest.raises(RuleBroken) as refused:
        office.do(RejectKycRecord(id=other, note=" "))
    assert codes(refused) == {("kyc_record.reason_missing", "note")}
    office.do(RejectKycRecord(id=other, note="another's name"))
    assert names(office, "expired") == ["Balaji Ginning"]
    assert names(office, "expiring") == []
    office.do(RemoveKycRecord(id=other))
    assert len(office.ask(partner_papers, id_)) == 1


def test_a_certificate_has_a_name_where_its_kind_says_nothing(office: Office) -> None:
    id_ = partner(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SaveCertification(
                party_id=id_,
                kind=CertificateKind.OTHER,
                issued_on=TODAY,
                expires_on=TODAY - timedelta(days=1),
            )
        )
    assert codes(refused) == {
        ("certification.name_missing", "name"),
        ("certification.ends_before", "expires_on"),
    }
    made = office.do(SaveCertification(party_id=id_, kind=CertificateKind.OTHER, name="Kosher"))
    office.do(VerifyCertification(id=made))
    office.do(SaveCertification(id=made, party_id=id_, kind=CertificateKind.OTHER, name="Halal"))
    with office.app.read(office.owner) as read:
        assert read.get(Certification, made).verified_on is None
    office.do(RemoveCertification(id=made))
    assert office.ask(partner_papers, id_) == []


def test_a_partner_is_found_by_its_other_names(office: Office) -> None:
    partner(office, also="Kadi wala, BGP")
    partner(office, "Gokul Mills")
    assert [one.name for one in rows(office, text="bgp")] == ["Balaji Ginning"]
    assert [one.name for one in rows(office, text="gokul")] == ["Gokul Mills"]


def test_credit_is_told_with_what_is_left(office: Office) -> None:
    id_ = partner(office, party_id=customer(office, "Balaji", credit_limit=Decimal(1500)))
    issue(office, id_, line(office, "1000", code="NIL"), on=TODAY - timedelta(days=40))
    figures = {one.figure: one.amount_minor for one in office.ask(partner_credit, id_)}
    assert figures == {
        CreditFigure.OWES: 100000,
        CreditFigure.COUNTS: 100000,
        CreditFigure.OVERDUE: 100000,
        CreditFigure.LIMIT: 150000,
        CreditFigure.ROOM: 50000,
    }


# --- paper


def test_the_profile_shows_no_whole_account_number(office: Office) -> None:
    id_ = partner(
        office,
        "Balaji <b>& Sons</b>",
        roles=(PartnerRole.GINNER,),
        banks=(BANK,),
        notes="</para> {x} %s <script>",
    )
    office.do(SaveKycRecord(party_id=id_, kind=KycKind.PAN, number="AABCU9603R"))
    office.do(SaveKycRecord(party_id=id_, kind=KycKind.GSTIN, number="24AAACC1206D1ZM"))
    office.do(SaveCertification(party_id=id_, kind=CertificateKind.BCI, number="BCI-77"))
    office.do(BlockPartner(party_id=id_, block_reason="Did not lift"))
    code = office.ask(partner_detail, id_).code
    text = "\n".join(page_texts(office.ask(DOCUMENTS[0].render, code)))
    for said in ("Balaji <b>& Sons</b>", "</para> {x} %s <script>", "Ginner", "7654", "24AAACC1206D1ZM",
                 "BCI-77", "Did not lift", "Blocked"):  # fmt: skip
        assert said in text
    assert "501000987654" not in text
    assert "AABCU9603R" not in text


def test_a_party_that_is_no_partner_has_no_profile(office: Office) -> None:
    code = office.ask(partner_detail, customer(office)).code
    with pytest.raises(NotFound) as refused:
        office.ask(DOCUMENTS[0].render, code)
    assert refused.value.code == "partner.not_a_partner"


@pytest.mark.parametrize(
    ("number", "shown"), [("501000987654", "••••••••7654"), ("1234", "••34"), ("7", "•"), ("", "")]
)
def test_at_most_half_of_a_short_number_is_shown(number: str, shown: str) -> None:
    assert masked(number) == shown


# --- personal data


def test_erasing_a_party_erases_what_the_desk_knew(office: Office) -> None:
    traces = ["Zubin zindabad", "501000987654", "Balaji G", "AABCU9603R", "seen with his cousin", "ORG-90210"]
    id_ = partner(office, banks=(BANK,), also=traces[0], notes=traces[4])
    office.do(SaveKycRecord(party_id=id_, kind=KycKind.PAN, number=traces[3], note=traces[4]))
    office.do(SaveCertification(party_id=id_, kind=CertificateKind.ORGANIC, number=traces[5]))
    removed = office.do(SaveCertification(party_id=id_, kind=CertificateKind.APMC, number=traces[5]))
    office.do(RemoveCertification(id=removed))
    office.do(BlockPartner(party_id=id_, block_reason=traces[4]))
    kept = partner(office, "Gokul Mills", banks=(BankInput(bank="B", account_no="999888"),))
    assert found_in_rows(office, traces) >= set(traces) - {"501000987654"}
    erase(office, id_)
    assert found_in_rows(office, [*traces, "5010 0098 7654"]) == set()
    assert len(office.ask(partner_bank_rows, kept)) == 1
    assert faults(office) == []


# --- checks


def test_checks_find_what_no_constraint_holds(office: Office) -> None:
    id_ = partner(office, banks=(BANK,))
    office.do(SaveKycRecord(party_id=id_, kind=KycKind.AADHAAR, number="0124"))
    assert faults(office) == []
    with office.app.database.write() as connection:
        connection.execute(update(PartnerProfile.mapping.table).values(block_reason="why"))
        connection.execute(update(PartnerBank.mapping.table).values(is_primary=False))
        connection.execute(update(KycRecord.mapping.table).values(number="234567890124"))
    with office.app.read(office.owner) as read:
        assert read.fetch(select(KycRecord.c.number))
    found = {one.check for one in office.app.verify() if one.faults}
    assert {"partners.blocks", "partners.banks", "partners.aadhaar"} <= found

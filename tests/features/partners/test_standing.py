"""How a partner stands, and whom a name means."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.features.parties.commands import DeactivateParty
from rayafin_desktop.features.partners.commands import BlockPartner, SavePartner, UnblockPartner
from rayafin_desktop.features.partners.model import CertificateKind, KycKind, PartnerRole
from rayafin_desktop.features.partners.papers import SaveCertification, SaveKycRecord, VerifyKycRecord
from rayafin_desktop.features.partners.queries import (
    blocked_parties,
    is_blocked,
    partner_standing,
    partners_called,
)
from rayafin_desktop.features.partners.rules import (
    KycState,
    KycStatus,
    Paper,
    PaperSource,
    kyc_state,
    sounds_like,
)
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, line


def partner(office: Office, name: str = "Balaji Ginning", *roles: PartnerRole, **values: object) -> UUID:
    """A party that is a partner of the desk."""
    party = customer(office, name)
    return office.do(SavePartner(party_id=party, roles=roles, **values))  # type: ignore[arg-type]


def test_a_party_without_a_profile_stands_with_its_credit(office: Office) -> None:
    shop = customer(office, credit_limit=Decimal(5000))
    issue(office, shop, line(office, "1000", code="NIL"), on=TODAY - timedelta(days=40))
    found = office.ask(partner_standing, shop)
    assert (found.roles, found.is_blocked, found.kyc) == ((), False, KycState.NOT_REQUIRED)
    assert (found.credit_limit_minor, found.receivable_minor) == (500000, 100000)
    assert (found.exposure_minor, found.room_minor) == (100000, 400000)
    assert (found.overdue_minor, found.days_late) == (100000, 10)


def test_an_overdue_invoice_abroad_counts_at_its_rate(office: Office) -> None:
    abroad = customer(office, "Baltic Yarns", currency="USD", country="EE", state="")
    issue(
        office,
        abroad,
        line(office, "100", code="EXPORT"),
        on=TODAY - timedelta(days=31),
        currency="USD",
        rate=Decimal("84.5"),
    )
    assert office.ask(partner_standing, abroad).overdue_minor == 845000


def test_a_partner_stands_with_roles_and_papers(office: Office) -> None:
    id_ = partner(office, "Balaji Ginning", PartnerRole.GINNER, PartnerRole.SELLER)
    assert office.ask(partner_standing, id_).kyc is KycState.MISSING
    pan = office.do(SaveKycRecord(party_id=id_, kind=KycKind.PAN, number="AABCU9603R"))
    office.do(
        SaveCertification(party_id=id_, kind=CertificateKind.BCI, expires_on=TODAY + timedelta(days=30))
    )
    office.do(
        SaveCertification(party_id=id_, kind=CertificateKind.FSSAI, expires_on=TODAY - timedelta(days=1))
    )
    office.do(SaveCertification(party_id=id_, kind=CertificateKind.GOTS))
    assert office.ask(partner_standing, id_).kyc is KycState.PENDING
    office.do(VerifyKycRecord(id=pan))
    found = office.ask(partner_standing, id_)
    assert found.kyc is KycState.VERIFIED
    assert found.roles == (PartnerRole.GINNER, PartnerRole.SELLER)
    assert [one.kind for one in found.expired] == ["FSSAI"]
    assert [one.kind for one in found.expiring] == ["BCI"]
    assert len(found.papers) == 4


def test_a_blocked_partner_says_why_until_it_is_dealt_with_again(office: Office) -> None:
    id_, other = partner(office), partner(office, "Gokul Mills")
    office.do(BlockPartner(party_id=id_, block_reason="Did not lift 200 bales"))
    found = office.ask(partner_standing, id_)
    assert (found.is_blocked, found.block_reason) == (True, "Did not lift 200 bales")
    assert office.ask(is_blocked, id_)
    assert not office.ask(is_blocked, other)
    assert office.ask(blocked_parties) == {id_}
    office.do(UnblockPartner(party_id=id_))
    assert not office.ask(is_blocked, id_)


def test_another_companys_party_is_not_found(office: Office, offices: object) -> None:
    foreign = customer(offices("IN"))  # type: ignore[operator]
    with pytest.raises(NotFound) as refused:
        office.ask(partner_standing, foreign)
    assert refused.value.code == "party.not_found"
    assert not office.ask(is_blocked, foreign)


def test_a_name_means_code_name_or_other_name_first(office: Office) -> None:
    balaji = partner(office, "Balaji Ginning", also="Balaji Kadi, BGP")
    traders = customer(office, "Balaji Ginning Traders")
    for text in ("balaji ginning", "BGP", " balaji  kadi "):
        assert office.ask(partners_called, text) == [balaji]
    assert office.ask(partners_called, "Balaji") == [balaji, traders]
    assert office.ask(partners_called, "Balaji Gin Trd") == [traders]
    assert office.ask(partners_called, "Vrinda") == []
    assert office.ask(partners_called, " ") == []


def test_a_mill_is_known_by_the_way_brokers_write_it(office: Office) -> None:
    mill = customer(office, "Lakshmi Spinning Mills Pvt Ltd")
    assert office.ask(partners_called, "Lakshmi Spg Mills") == [mill]
    assert office.ask(partners_called, "M/s Lakshmi Spg. Mills") == [mill]
    office.do(DeactivateParty(id=mill))
    assert office.ask(partners_called, "Lakshmi Spg Mills") == []


def test_a_name_that_would_mean_everybody_means_nobody(office: Office) -> None:
    for n in range(11):
        customer(office, f"Shree Traders {n}")
    assert office.ask(partners_called, "Shree") == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("lakshmi spg mills", "Lakshmi Spinning Mills", True),
        ("spg lakshmi", "Lakshmi Spinning Mills", False),
        ("lakshmi ginning", "Lakshmi Spinning Mills", False),
        ("la mi", "Lakshmi Mills", True),
        ("lakshmi mm", "Lakshmi Mills Mumbai", False),
    ],
)
def test_words_stand_for_words_in_order(text: str, name: str, expected: bool) -> None:
    assert sounds_like(text, name) is expected


ON = date(2026, 11, 21)


def kyc(kind: str, status: KycStatus, days: int | None = None) -> Paper:
    ends = None if days is None else ON + timedelta(days=days)
    return Paper(uuid4(), PaperSource.KYC, kind, status, ends)


def test_a_renewed_paper_stands_for_the_expired_one() -> None:
    old, new = kyc("LICENCE", KycStatus.VERIFIED, -1), kyc("LICENCE", KycStatus.VERIFIED, 300)
    assert kyc_state([old], required=True, on=ON) is KycState.EXPIRED
    assert kyc_state([old, new], required=True, on=ON) is KycState.VERIFIED
    pan = kyc("PAN", KycStatus.REJECTED)
    assert kyc_state([new, pan], required=True, on=ON) is KycState.REJECTED


def test_the_last_day_still_holds() -> None:
    paper = kyc("PAN", KycStatus.VERIFIED, 0)
    assert not paper.is_expired(ON)
    assert paper.is_expiring(ON)
    assert paper.is_expired(ON + timedelta(days=1))
    assert not paper.is_expiring(ON + timedelta(days=1))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["PAN", "GSTIN", "LICENCE"]),
            st.sampled_from(list(KycStatus)),
            st.one_of(st.none(), st.integers(-5, 5)),
        ),
        min_size=1,
    )
)
def test_kyc_is_verified_only_if_every_kind_has_a_paper_that_holds(
    entered: list[tuple[str, KycStatus, int | None]],
) -> None:
    papers = [kyc(*one) for one in entered]
    holds = {one.kind for one in papers if one.status is KycStatus.VERIFIED and not one.is_expired(ON)}
    verified = kyc_state(papers, required=True, on=ON) is KycState.VERIFIED
    assert verified == (holds == {one.kind for one in papers})

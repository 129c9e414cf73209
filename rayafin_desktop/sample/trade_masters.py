"""The trade desk of the sample company: what it trades, on which terms, and the partners it deals with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.features.commodities.places import SaveFreightRate
from rayafin_desktop.features.commodities.queries import commodities, locations
from rayafin_desktop.features.commodities.seeding import SeedTradeDesk
from rayafin_desktop.features.parties.commands import ContactInput, SaveParty
from rayafin_desktop.features.partners.commands import (
    BankInput,
    BlockPartner,
    SavePartner,
    VerifyPartnerBank,
)
from rayafin_desktop.features.partners.model import CertificateKind, KycKind, PartnerRole
from rayafin_desktop.features.partners.papers import (
    RejectKycRecord,
    SaveCertification,
    SaveKycRecord,
    VerifyCertification,
    VerifyKycRecord,
)

from .masters import gstin_of
from .names import CONTACTS, House
from .office import Office

BUYER, SELLER, GINNER, MILL, TRADER = (
    PartnerRole.BUYER, PartnerRole.SELLER, PartnerRole.GINNER, PartnerRole.MILL, PartnerRole.TRADER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TradeMasters:
    """What the sample's trades are made of, by code: commodities, places, and partners by a short name."""

    commodities: Mapping[str, UUID]
    places: Mapping[str, UUID]
    partners: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class _Known:
    """A partner to make; `key` is what the rest of the sample calls it."""

    key: str
    name: str
    city: str
    state: str
    postal_code: str
    roles: tuple[PartnerRole, ...]
    also: str = ""
    limit: str = ""
    certificate: CertificateKind | None = None
    certificate_days: int = 400  # from the sample's last day on; below zero it has ended


_PARTNERS = (
    _Known("kadi", "Kadivan Ginning Industries", "Kadi", "24", "382715", (GINNER, SELLER), "Kadivan, KGI",
           certificate=CertificateKind.BCI, certificate_days=210),
    _Known("rajkot", "Girnarja Cotton Ginners", "Rajkot", "24", "360002", (GINNER, SELLER), "Girnarja"),
    _Known("yavatmal", "Yavatkund Fibres", "Yavatmal", "27", "445001", (GINNER, SELLER), "Yavatkund",
           certificate=CertificateKind.ORGANIC, certificate_days=18),
    _Known("coimbatore", "Lakshyani Spinning Mills Pvt Ltd", "Coimbatore", "33", "641018", (MILL, BUYER),
           "Lakshyani Spg, LSM", "25000000", CertificateKind.GOTS, 320),
    _Known("ahmedabad", "Omkarana Textiles Ltd", "Ahmedabad", "24", "380009", (MILL, BUYER), "Omkarana",
           "40000000", CertificateKind.ISO_9001, 640),
    _Known("latur", "Tejovan Dal Mills", "Latur", "27", "413512", (MILL, BUYER), "Tejovan dal", "9000000",
           CertificateKind.FSSAI, -12),
    _Known("akola", "Malhargad Agro Trading", "Akola", "27", "444001", (TRADER, SELLER, BUYER),
           "Malhargad", "6000000", CertificateKind.APMC, 130),
    _Known("indore", "Indrasar Soya Products", "Indore", "23", "452001", (MILL, BUYER, SELLER), "Indrasar",
           "15000000", CertificateKind.FSSAI, 240),
    _Known("mumbai", "Devkamal Exports", "Mumbai", "27", "400009", (PartnerRole.EXPORTER, BUYER), "Devkamal",
           "50000000", CertificateKind.APEDA, 500),
    _Known("sub_broker", "Harivela Brokers", "Rajkot", "24", "360001",
           (PartnerRole.SUB_BROKER, PartnerRole.BROKER), "Harivela bhai"),
    _Known("transporter", "Pavanrath Roadlines", "Nagpur", "27", "440018", (PartnerRole.TRANSPORTER,)),
    _Known("lab", "Sukshma Fibre Laboratory", "Ahmedabad", "24", "380015", (PartnerRole.LAB,)),
    _Known("blocked", "Bhuvantara Seeds and Grains", "Unjha", "24", "384170", (TRADER, BUYER), "Bhuvantara",
           "3000000"),
)  # fmt: skip

# From, to, rupees a tonne, days on the road.
_FREIGHT = (
    ("RAJKOT", "AHMEDABAD", "950", 1), ("KADI", "AHMEDABAD", "550", 1), ("RAJKOT", "COIMBATORE", "4600", 4),
    ("YAVATMAL", "COIMBATORE", "3900", 3), ("KADI", "MUNDRA", "1350", 1), ("AKOLA", "LATUR", "1250", 1),
    ("INDORE", "MUNDRA", "2100", 2), ("AKOLA", "DELHI", "3200", 3), ("GUNTUR", "COIMBATORE", "2450", 2),
)  # fmt: skip


def make_trade_masters(office: Office, last_day: date) -> TradeMasters:
    """Set the desk up, make its partners with their papers, and say what carriage costs."""
    owner = office.people.owner
    office.do(SeedTradeDesk(), owner)
    places = {one.code: one.id for one in office.ask(locations).values()}
    made = {
        known.key: _save(office, known, number, places, last_day)
        for number, known in enumerate(_PARTNERS, start=1)
    }
    _leave_papers_open(office, made, last_day)
    reason = "Did not lift 400 quintals of chana in October; the difference was never paid."
    office.do(BlockPartner(party_id=made["blocked"], block_reason=reason), owner)
    for origin, destination, per_mt, days in _FREIGHT:
        rate = SaveFreightRate(
            origin_id=places[origin],
            destination_id=places[destination],
            per_mt=Decimal(per_mt),
            days=days,
        )
        office.do(rate, office.people.broker)
    known_goods = {one.code: one.id for one in office.ask(commodities).values()}
    return TradeMasters(known_goods, places, made)


def _save(office: Office, known: _Known, number: int, places: Mapping[str, UUID], last_day: date) -> UUID:
    people = office.people
    house = House(known.name, known.city, known.state, known.postal_code, "Market Yard")
    gstin = gstin_of(house, 7000 + number)
    contact = CONTACTS[number % len(CONTACTS)]
    sells = bool({SELLER, PartnerRole.TRANSPORTER, PartnerRole.LAB} & set(known.roles))
    party = office.do(
        SaveParty(
            code=f"T{number:04d}",
            name=known.name,
            is_customer=True,
            is_supplier=sells,
            tax_id=gstin,
            address_1=f"{number} Market Yard",
            city=known.city,
            postal_code=known.postal_code,
            email=f"desk@{known.name.split()[0].lower()}.example",
            phone=f"+91 98250 {number:05d}",
            payment_terms_days=15,
            credit_limit=Decimal(known.limit) if known.limit else None,
            contacts=(ContactInput(name=contact, role="Trade desk", phone=f"+91 98250 1{number:04d}"),),
        ),
        people.accountant,
    )
    bank = BankInput(
        bank="Sample Co-operative Bank",
        account_name=known.name,
        account_no=f"5010{number:08d}",
        ifsc=f"SMPL0{number:06d}",
    )
    office.do(
        SavePartner(
            party_id=party,
            station_id=places.get(known.city.upper()),
            also=known.also,
            roles=known.roles,
            banks=(bank,),
        ),
        people.broker,
    )
    if number % 3:
        office.do(VerifyPartnerBank(party_id=party, line_no=1), people.accountant)
    _prove(office, party, gstin, number)
    if known.certificate is not None:
        ends = last_day + timedelta(days=known.certificate_days)
        certificate = office.do(
            SaveCertification(
                party_id=party,
                kind=known.certificate,
                number=f"SMP-{number:02d}-{ends.year}",
                issuer="Sample Certification Body",
                issued_on=ends - timedelta(days=730),
                expires_on=ends,
            ),
            people.broker,
        )
        office.do(VerifyCertification(id=certificate), people.accountant)
    return party


def _prove(office: Office, party: UUID, gstin: str, number: int) -> None:
    """PAN and GSTIN of most are verified; the last ones still wait for somebody to look."""
    people = office.people
    for kind, shown in ((KycKind.PAN, gstin[2:12]), (KycKind.GSTIN, gstin)):
        paper = office.do(SaveKycRecord(party_id=party, kind=kind, number=shown), people.broker)
        if number <= 10:
            office.do(VerifyKycRecord(id=paper), people.accountant)


def _leave_papers_open(office: Office, made: Mapping[str, UUID], last_day: date) -> None:
    """A licence that ends soon, an Aadhaar that was looked at, a cheque that did not hold."""
    people = office.people
    licence = office.do(
        SaveKycRecord(
            party_id=made["akola"],
            kind=KycKind.LICENCE,
            number="APMC/AKL/2211",
            expires_on=last_day + timedelta(days=9),
        ),
        people.broker,
    )
    office.do(VerifyKycRecord(id=licence), people.accountant)
    aadhaar = office.do(
        SaveKycRecord(party_id=made["sub_broker"], kind=KycKind.AADHAAR, number="4821"), people.broker
    )
    office.do(VerifyKycRecord(id=aadhaar), people.accountant)
    cheque = office.do(SaveKycRecord(party_id=made["blocked"], kind=KycKind.CHEQUE), people.broker)
    reason = "The name on the cheque is another than the account's."
    office.do(RejectKycRecord(id=cheque, note=reason), people.accountant)

"""Saving parties: what is refused, what is asked about, what is filled in."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotFound, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import (
    ContactInput,
    DeactivateParty,
    ReactivateParty,
    SaveParty,
    ShippingAddressInput,
)
from rayafin_desktop.features.parties.queries import (
    CUSTOMER_LOOKUP,
    CUSTOMER_ROWS,
    PARTY_ROWS,
    SUPPLIER_ROWS,
    PartyDetail,
    party_balance,
    party_detail,
)
from rayafin_desktop.features.parties.rules import looks_like_tax_id
from tests.books import Office

GSTIN = "27AAPFU0939F1ZV"


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def names(read: Read, look: Look) -> list[str]:
    return [row.name for row in page(PARTY_ROWS, read, look)]


def owe(office: Office, party_id: UUID, amount: str) -> None:
    """Let the party owe us an amount."""
    by_role = office.ask(accounts).by_role
    lines = (
        JournalLine(account_id=by_role[AccountRole.RECEIVABLE].id, debit=Decimal(amount), party_id=party_id),
        JournalLine(account_id=by_role[AccountRole.SALES].id, credit=Decimal(amount)),
    )
    office.do(PostJournal(posted_on=office.clock.today(), lines=lines))


def test_what_is_left_empty_comes_from_the_company_and_the_gstin(office: Office) -> None:
    saved: PartyDetail = office.ask(
        party_detail,
        office.do(
            SaveParty(
                name=" Mehta Cotton ",
                tax_id="27 aapfu 0939 f1zv",
                credit_limit=Decimal("250000.50"),
                contacts=(ContactInput(name="Ravi", email="ravi@example.com"),),
                shipping_addresses=(ShippingAddressInput(label="Gin", state="24"),),
            )
        ),
    )
    assert (saved.code, saved.name, saved.tax_id) == ("P0001", "Mehta Cotton", GSTIN)
    assert (saved.country, saved.currency, saved.state) == ("IN", "INR", "27")
    assert (saved.credit_limit, saved.credit_limit_minor) == (Decimal("250000.50"), 25000050)
    assert [contact.name for contact in saved.contacts] == ["Ravi"]
    assert [address.label for address in saved.shipping_addresses] == ["Gin"]


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SaveParty(
                name=" ",
                is_customer=False,
                email="nobody",
                country="XX",
                currency="ZZZ",
                payment_terms_days=-1,
                credit_limit=Decimal("1.001"),
                contacts=(ContactInput(name="", email="x"),),
                city="x" * 101,
            )
        )
    assert codes(refused) == {
        ("party.name_missing", "name"),
        ("party.neither", "is_customer"),
        ("party.email_invalid", "email"),
        ("party.country_unknown", "country"),
        ("party.currency_unknown", "currency"),
        ("party.terms_invalid", "payment_terms_days"),
        ("party.too_many_decimals", "credit_limit"),
        ("party.contact_name_missing", "contacts.0.name"),
        ("party.email_invalid", "contacts.0.email"),
        ("party.text_too_long", "city"),
    }


def test_a_code_names_one_party(office: Office) -> None:
    first = office.do(SaveParty(name="Mehta", code="P0002"))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveParty(name="Shah", code="P0002"))
    assert codes(refused) == {("party.code_taken", "code")}
    assert refused.value.params["taken"] == "Mehta"
    # The code given out next steps over the one that is taken.
    assert office.ask(party_detail, office.do(SaveParty(name="Shah"))).code == "P0003"
    office.do(SaveParty(id=first, version=1, name="Mehta & Sons"))
    assert office.ask(party_detail, first).code == "P0002"


def test_who_saves_over_another_persons_change_is_told(office: Office) -> None:
    party = office.do(SaveParty(name="Mehta"))
    office.do(SaveParty(id=party, version=1, name="Mehta Cotton"))
    with pytest.raises(Stale, match=r"party\.stale"):
        office.do(SaveParty(id=party, version=1, name="Mehta Ginning"))


@pytest.mark.parametrize(
    ("tax_id", "country", "good"),
    [
        (GSTIN, "IN", True),
        ("24AAACC1206D1ZM", "IN", True),
        ("27AAPFU0939F1ZX", "IN", False),
        ("DE136695976", "DE", True),
        ("136695976", "DE", True),
        ("DE136695977", "DE", False),
        ("EL094259216", "GR", True),
        ("GB980780684", "GB", True),
        ("GB802311781", "GB", False),
        ("anything", "US", True),
    ],
)
def test_tax_numbers_are_looked_at(tax_id: str, country: str, good: bool) -> None:
    assert looks_like_tax_id(tax_id, country) is good


def test_a_doubtful_tax_number_is_asked_about(office: Office) -> None:
    wrong = SaveParty(name="Mehta", tax_id=GSTIN[:-1] + "X", state="27")
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(wrong)
    assert (asked.value.code, asked.value.key) == ("party.tax_id_doubtful", "party.tax_id")
    office.do(wrong, confirmed={"party.tax_id"})


def test_the_same_tax_number_twice_is_asked_about(office: Office) -> None:
    first = office.do(SaveParty(name="Mehta", tax_id=GSTIN))
    with pytest.raises(NeedsConfirmation, match=r"party\.tax_id_taken"):
        office.do(SaveParty(name="Mehta again", tax_id=GSTIN))
    office.do(SaveParty(id=first, version=1, name="Mehta Cotton", tax_id=GSTIN))


def test_an_address_in_another_state_than_the_gstin_is_asked_about(office: Office) -> None:
    with pytest.raises(NeedsConfirmation, match=r"party\.state_differs"):
        office.do(SaveParty(name="Mehta", tax_id=GSTIN, state="24"))


def test_parties_are_found_by_any_part_and_by_short_beginnings(office: Office) -> None:
    office.do(SaveParty(name="Mehta Cotton", city="Rajkot", phone="+91 98250 11111"))
    office.do(SaveParty(name="Shah Traders", tax_id=GSTIN))
    for typed, found in {
        "cotton": ["Mehta Cotton"],
        "RAJK": ["Mehta Cotton"],
        "98250": ["Mehta Cotton"],
        "fu0939": ["Shah Traders"],
        "sh": ["Shah Traders"],
        "p0002": ["Shah Traders"],
        "100%": [],
    }.items():
        assert office.ask(names, Look(text=typed)) == found, typed


def test_a_renamed_party_is_found_by_its_new_name_only(office: Office) -> None:
    party = office.do(SaveParty(name="Mehta Cotton"))
    office.do(SaveParty(id=party, version=1, name="Patel Ginning"))
    assert office.ask(names, Look(text="Mehta")) == []
    assert office.ask(names, Look(text="patel")) == ["Patel Ginning"]


def test_lists_show_what_is_owed(office: Office) -> None:
    debtor = office.do(SaveParty(name="Mehta", credit_limit=Decimal(100)))
    office.do(SaveParty(name="Shah"))
    office.do(SaveParty(name="Patel", is_customer=False, is_supplier=True))
    owe(office, debtor, "100.00")
    owe(office, debtor, "0.01")

    def owing(read: Read) -> list[tuple[str, int, bool]]:
        rows = page(CUSTOMER_ROWS, read, Look(tab="owing", sort="receivable_minor", descending=True))
        return [(row.name, row.receivable_minor, row.is_over_limit) for row in rows]

    assert office.ask(owing) == [("Mehta", 10001, True)]
    assert office.ask(party_balance, debtor).receivable_minor == 10001
    assert [row.name for row in office.ask(lambda read: page(SUPPLIER_ROWS, read, Look()))] == ["Patel"]

    def stats(read: Read) -> object:
        assert CUSTOMER_ROWS.stats is not None
        return CUSTOMER_ROWS.stats(read)

    assert office.ask(stats) == {"receivable": 10001, "payable": 0, "debtors": 1, "creditors": 0}


def test_an_archived_party_leaves_look_ups_and_comes_back(office: Office) -> None:
    party = office.do(SaveParty(name="Mehta"))
    owe(office, party, "5")
    with pytest.raises(NeedsConfirmation, match=r"party\.balance_open"):
        office.do(DeactivateParty(id=party))
    office.do(DeactivateParty(id=party), confirmed={"party.open_balance"})

    def offered(read: Read) -> int:
        return count(CUSTOMER_LOOKUP, read, Look(text="meh"))

    assert office.ask(offered) == 0
    assert office.ask(names, Look(tab="archived")) == ["Mehta"]
    office.do(ReactivateParty(id=party))
    assert office.ask(offered) == 1


def test_another_companys_party_is_not_found(office: Office, offices: Callable[..., Office]) -> None:
    elsewhere = offices("GB").do(SaveParty(name="Smith", country="GB"))
    for party in (elsewhere, new_id()):
        with pytest.raises(NotFound, match=r"party\.not_found"):
            office.do(SaveParty(id=party, version=1, name="Mine"))
    assert office.ask(names, Look(text="smith")) == []

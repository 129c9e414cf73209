"""Companies: created from the book, changed from inside, each with its own settings."""

import dataclasses
from collections.abc import Callable

import pytest

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken, Stale
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.engine.commands import from_json, to_json
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.companies.commands import (
    ChangeSetting,
    CreateCompany,
    SaveBankDetails,
    UpdateCompany,
)
from rayafin_desktop.features.companies.countries import country_profile
from rayafin_desktop.features.companies.happenings import CompanyCreated
from rayafin_desktop.features.companies.queries import COMPANY_ROWS, company_detail, fiscal_year, setting_rows
from tests.books import FixedClock, Office, found_company


def problems_of(error: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in error.value.problems}


def update(office: Office, **changes: object) -> UpdateCompany:
    detail = office.ask(company_detail)
    values = {f.name: getattr(detail, f.name) for f in dataclasses.fields(UpdateCompany)}
    return UpdateCompany(**(values | changes))


@pytest.mark.parametrize(
    ("country", "currency", "locale", "first_month"),
    [
        ("IN", "INR", "en_IN", 4),
        ("GB", "GBP", "en_GB", 4),
        ("DE", "EUR", "de_DE", 1),
        ("AE", "AED", "en_AE", 1),
    ],
)
def test_a_new_company_takes_its_country_s_profile(
    app: App, country: str, currency: str, locale: str, first_month: int
) -> None:
    owner = found_company(app, country)
    with app.read(owner) as read:
        detail = company_detail(read)
    assert (detail.currency, detail.locale, detail.fiscal_year_first_month) == (currency, locale, first_month)


def test_keys_are_given_in_order_and_codes_made_from_names(app: App) -> None:
    first = app.execute(CreateCompany(name="Müller & Söhne", country="de"), the_book()).result
    second = app.execute(CreateCompany(name="شرکت", country="IR"), the_book()).result
    assert (first.key, first.code) == (1, "MULLER-SOHNE")
    assert (second.key, second.code) == (2, "COMPANY")


def test_all_faults_of_a_new_company_come_at_once(app: App) -> None:
    app.execute(CreateCompany(name="First", country="IN", code="RT"), the_book())
    with pytest.raises(RuleBroken) as error:
        app.execute(
            CreateCompany(
                name=" ", country="XX", code="rt", currency="RUPEE", fiscal_year_first_month=13, email="a@b"
            ),
            the_book(),
        )
    assert problems_of(error) == {
        ("company.name_missing", "name"),
        ("company.country_unknown", "country"),
        ("company.code_taken", "code"),
        ("company.currency_unknown", "currency"),
        ("company.month_invalid", "fiscal_year_first_month"),
        ("company.email_invalid", "email"),
    }
    assert all("company." not in sentence for sentence in app.sentences(error.value))


def test_a_company_is_not_created_from_inside_another(office: Office) -> None:
    with pytest.raises(NotAllowed, match=r"company\.only_in_book"):
        office.do(CreateCompany(name="Second", country="IN"))


def test_features_hear_of_a_new_company_in_its_own_work(location: str, clock: FixedClock) -> None:
    seen: list[tuple[int, str]] = []

    def lay_out(happening: CompanyCreated, work: Work) -> None:
        seen.append((work.company_id, happening.company.code))

    listener = Feature(name="listener", reactions=(reacts(CompanyCreated, lay_out),))
    app = open_book(location, clock=clock.as_clock(), catalogue=Catalogue([*FEATURES, listener]))
    app.execute(CreateCompany(name="Alpha", country="IN"), the_book())
    app.close()
    assert seen == [(1, "ALPHA")]


def test_particulars_change_under_a_version(office: Office) -> None:
    command = update(office, name="Rayafin Traders LLP", tax_id="27aapfu0939f1zv", phone="+91 98200 00000")
    office.do(command)
    detail = office.ask(company_detail)
    assert (detail.name, detail.tax_id, detail.phone) == (
        "Rayafin Traders LLP",
        "27AAPFU0939F1ZV",
        "+91 98200 00000",
    )
    with pytest.raises(Stale, match=r"company\.stale"):
        office.do(command)


def test_only_the_owner_changes_the_company(office: Office) -> None:
    with pytest.raises(NotAllowed, match=r"company\.change"):
        office.do(update(office, name="Mine now"), as_=office.member(Role.ACCOUNTANT))


def test_bank_details_are_checked_and_kept(office: Office) -> None:
    version = office.ask(company_detail).version
    with pytest.raises(RuleBroken) as error:
        office.do(
            SaveBankDetails(version=version, iban="DE89370400440532013001", bic="X", ifsc="HDFC1", upi="asha")
        )
    assert problems_of(error) == {
        ("company.iban_invalid", "iban"), ("company.bic_invalid", "bic"),
        ("company.ifsc_invalid", "ifsc"), ("company.upi_invalid", "upi"),
    }  # fmt: skip
    office.do(
        SaveBankDetails(
            version=version,
            bank="HDFC",
            iban="de89 3704 0044 0532 0130 00",
            ifsc="hdfc0000123",
            upi="asha.shah@hdfc",
        )
    )
    detail = office.ask(company_detail)
    assert (detail.bank, detail.iban, detail.ifsc) == ("HDFC", "DE89370400440532013000", "HDFC0000123")


def test_the_financial_year_follows_the_company(office: Office, offices: Callable[..., Office]) -> None:
    assert office.ask(fiscal_year).label == "26-27"
    assert offices("DE").ask(fiscal_year).label == "2026"


ROWS = Setting(key="test.rows", default=50, label="Rows", help="How many rows.", section="Lists")
PAPER = Setting(
    key="test.paper", default="a4", label="Paper", help="The sheet.", section="Documents",
    choices=(("a4", "A4"), ("letter", "Letter")),
)  # fmt: skip


@pytest.fixture
def tuned(location: str, clock: FixedClock) -> Office:
    extra = Feature(name="extra", settings=(ROWS, PAPER))
    app = open_book(location, clock=clock.as_clock(), catalogue=Catalogue([*FEATURES, extra]))
    return Office(app, found_company(app), clock, location)


def test_a_setting_is_changed_typed_and_returned_to_its_default(tuned: Office) -> None:
    tuned.do(ChangeSetting(key="test.rows", value="200"))
    assert tuned.ask(lambda read: read.setting(ROWS)) == 200
    assert next(row for row in tuned.ask(setting_rows) if row.id == "test.rows").is_default is False
    tuned.do(ChangeSetting(key="test.rows", value=None))
    assert tuned.ask(lambda read: read.setting(ROWS)) == 50
    tuned.app.close()


def test_settings_refuse_what_they_cannot_be(tuned: Office) -> None:
    for key, value in (("test.rows", "many"), ("test.paper", "a5")):
        with pytest.raises(RuleBroken, match=r"setting\.invalid"):
            tuned.do(ChangeSetting(key=key, value=value))
    with pytest.raises(NotFound, match=r"setting\.unknown"):
        tuned.do(ChangeSetting(key="test.nothing", value=1))
    with pytest.raises(NotAllowed):
        tuned.do(ChangeSetting(key="test.rows", value=1), as_=tuned.member(Role.AUDITOR))
    tuned.app.close()


def test_one_company_s_settings_are_not_another_s(tuned: Office) -> None:
    other = Office(tuned.app, found_company(tuned.app, "DE"), tuned.clock, tuned.location)
    tuned.do(ChangeSetting(key="test.paper", value="letter"))
    assert tuned.ask(lambda read: read.setting(PAPER)) == "letter"
    assert other.ask(lambda read: read.setting(PAPER)) == "a4"
    tuned.app.close()


def test_a_member_lists_only_his_own_company(office: Office, offices: Callable[..., Office]) -> None:
    offices("DE")
    assert [row.code for row in office.ask(lambda read: page(COMPANY_ROWS, read, Look()))] == ["RT"]
    with office.app.read(the_book()) as read:
        assert len(page(COMPANY_ROWS, read, Look())) == 2
        assert [row.code for row in page(COMPANY_ROWS, read, Look(text="rayaf"))] == ["RT"]


def test_countries_without_a_profile_come_from_cldr() -> None:
    fiji = country_profile("FJ")
    assert fiji is not None
    assert (fiji.currency, fiji.locale) == ("FJD", "en_FJ")
    assert country_profile("XX") is None


def test_a_command_survives_json() -> None:
    command = CreateCompany(name="A", country="IN", fiscal_year_first_month=7)
    assert from_json(CreateCompany, {k: v for k, v in to_json(command).items() if k != "command"}) == command

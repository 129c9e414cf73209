"""What documents are worked out from is kept between commands, and never stale."""

from collections.abc import Callable

from rayafin_desktop.application import open_book
from rayafin_desktop.features.billing.sources import seller_of
from rayafin_desktop.features.companies.commands import ChangeSetting, UpdateCompany
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.tax.places import Registration
from rayafin_desktop.features.tax.settings import REGISTRATION
from tests.books import Office


def moved(version: int) -> UpdateCompany:
    return UpdateCompany(version=version, name="Moved Traders", locale="en_IN", state="30")


def test_the_seller_follows_a_change_made_by_another_program(office: Office) -> None:
    assert office.ask(seller_of).state == "27"
    version = office.ask(company_detail).version
    elsewhere = open_book(office.location, clock=office.clock.as_clock())
    try:
        elsewhere.execute(moved(version), office.owner)
        assert office.ask(seller_of).state == "30"
        setting = ChangeSetting(key=REGISTRATION.key, value=Registration.COMPOSITION.value)
        elsewhere.execute(setting, office.owner)
        assert office.ask(seller_of).registration is Registration.COMPOSITION
    finally:
        elsewhere.close()


def test_each_company_is_its_own_seller(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("DE")
    assert (office.ask(seller_of).country, other.ask(seller_of).country) == ("IN", "DE")
    office.do(moved(office.ask(company_detail).version))
    assert (office.ask(seller_of).state, other.ask(seller_of).country) == ("30", "DE")

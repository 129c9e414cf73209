"""Tax kept back from suppliers: the year so far, thresholds crossed, GST left out, and the law of the day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.features.payments.commands import AllocatePayment, PaySupplier, ReversePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.rules import Allocated, Strategy
from rayafin_desktop.features.payments.withholding_due import WithholdingDue, withholding_due, year_so_far
from rayafin_desktop.features.purchases.content import PostedBill
from rayafin_desktop.features.withholding.commands import SavePartyWithholding
from rayafin_desktop.features.withholding.queries import section_named
from rayafin_desktop.features.withholding.rules import Withheld, YearSoFar
from tests.books import Office
from tests.features.purchases.bought import LOCAL_GSTIN, bill, line
from tests.features.purchases.bought import supplier as registered

from .sales import GSTIN, verify
from .test_suppliers import bought, pay

PAN = "AAPFU0939F"
CITES = "393(1) Table 1(ii)"


def agent(
    office: Office, *, pan: str = PAN, section: str = "194H", tax_id: str = "", **values: object
) -> UUID:
    """Somebody whose commission bears tax at 2 % above 20,000 a year."""
    party = registered(office, "Desai & Sons", tax_id=tax_id, payment_terms_days=0)
    found = office.ask(section_named, section)
    assert found is not None
    office.do(SavePartyWithholding(party_id=party, section_id=found.id, pan=pan, **values))  # type: ignore[arg-type]
    return party


def due(office: Office, party: UUID, *bills: PostedBill, on: date | None = None) -> WithholdingDue:
    day = on or office.clock.today()
    found = office.ask(withholding_due, party, day, "INR", [one.id for one in bills])
    assert found is not None
    return found


def whole(office: Office, party: UUID, one: PostedBill, minor: int) -> Withheld:
    part = Allocated(document_id=one.id, amount_minor=minor)
    return due(office, party, one).of([part], minor)


def test_the_payment_that_crosses_the_threshold_makes_up_for_those_before(office: Office) -> None:
    party = agent(office)
    first, second, third = (bought(office, party, f"{sum_}.00") for sum_ in (15_000, 10_000, 5_000))
    assert whole(office, party, first, 1_500_000).reason == "withholding.below_threshold"
    pay(office, party, "15000.00", (first, "15000.00"))
    found = whole(office, party, second, 1_000_000)
    assert (found.tax_minor, found.base_minor, found.cites) == (50_000, 2_500_000, CITES)
    pay(office, party, "9500.00", (second, "10000.00"), withheld=Decimal(500), section=found.cites)
    assert office.ask(year_so_far, party, office.clock.today()) == YearSoFar(
        paid_minor=2_500_000, taxed_minor=2_500_000
    )
    found = whole(office, party, third, 500_000)
    assert (found.tax_minor, found.base_minor) == (10_000, 500_000)
    assert verify(office) == []


def test_gst_bears_no_tax_and_shares_of_a_bill_add_up_to_its_net(offices: object) -> None:
    office: Office = offices("IN", tax_id=GSTIN)  # type: ignore[operator]
    party = agent(office, tax_id=LOCAL_GSTIN)
    one = bill(office, party, line(office, "30000.01"), on=office.clock.today())
    net, total = 3_000_001, one.total_minor
    assert total == 3_540_001
    assert whole(office, party, one, total).base_minor == net
    for part in (total // 3, total // 3):
        major = Decimal(part).scaleb(-2)
        office.do(
            PaySupplier(
                party_id=party, amount=major, allocations=(AllocationLine(bill_id=one.id, amount=major),)
            )
        )
    rest = total - 2 * (total // 3)
    assert whole(office, party, one, rest).base_minor == net


def test_without_a_pan_the_rate_is_twenty_and_a_certificate_lowers_it(office: Office) -> None:
    nobody = agent(office, pan="")
    one = bought(office, nobody, "30000.00")
    found = whole(office, nobody, one, 3_000_000)
    assert (found.tax_minor, found.reason) == (600_000, "withholding.without_pan")


def test_a_certificate_holds_until_its_last_day(office: Office) -> None:
    party = agent(
        office,
        certificate_no="C-1",
        certificate_rate=Decimal("0.5"),
        certificate_until=office.clock.today(),
    )
    one = bought(office, party, "30000.00")
    found = whole(office, party, one, 3_000_000)
    assert (found.tax_minor, found.reason) == (15_000, "withholding.by_certificate")
    office.clock.advance(days=1)
    assert whole(office, party, one, 3_000_000).tax_minor == 60_000


def test_money_on_account_bears_tax_as_a_whole_and_what_came_back_does_not_count(office: Office) -> None:
    party, day = agent(office), office.clock.today()
    paid = office.do(PaySupplier(party_id=party, amount=Decimal(19_000)))
    assert office.ask(year_so_far, party, day) == YearSoFar(paid_minor=1_900_000)
    assert due(office, party).of([], 200_000).tax_minor == 42_000
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Stopped"))
    assert office.ask(year_so_far, party, day) == YearSoFar()
    assert due(office, party).of([], 200_000).tax_minor == 0


def test_tax_on_top_leaves_the_supplier_his_amount(office: Office) -> None:
    party = agent(office)
    one = bought(office, party, "100000.00")

    def spread(minor: int) -> list[Allocated]:
        return [Allocated(document_id=one.id, amount_minor=min(minor, 10_000_000))]

    found = due(office, party, one).on_top_of(9_800_000, spread)
    assert found.tax_minor == 200_000
    assert due(office, party, one).on_top_of(2_000_000, spread).tax_minor == 0


def test_another_amount_than_was_due_counts_for_what_it_is_worth(office: Office) -> None:
    party, day = agent(office), office.clock.today()
    one = bought(office, party, "30000.00")
    pay(office, party, "29700.00", (one, "30000.00"), withheld=Decimal(300), section=CITES)
    assert office.ask(year_so_far, party, day) == YearSoFar(paid_minor=3_000_000, taxed_minor=1_500_000)
    two = bought(office, party, "10000.00")
    assert whole(office, party, two, 1_000_000).tax_minor == 50_000, "what was forgotten is made up for"


def test_the_year_begins_anew_and_other_sections_do_not_count(office: Office) -> None:
    party = agent(office)
    one = bought(office, party, "30000.00")
    pay(office, party, "29700.00", (one, "30000.00"), withheld=Decimal(300), section="194C")
    assert office.ask(year_so_far, party, office.clock.today()) == YearSoFar()
    two = bought(office, party, "30000.00")
    pay(office, party, "29400.00", (two, "30000.00"), withheld=Decimal(600), section="194H")
    assert office.ask(year_so_far, party, office.clock.today()).taxed_minor == 3_000_000
    assert office.ask(year_so_far, party, date(2027, 4, 1)) == YearSoFar()


def test_an_advance_keeps_its_tax_when_it_is_allocated(office: Office) -> None:
    party, day = agent(office), office.clock.today()
    office.do(PaySupplier(party_id=party, amount=Decimal(29_400), withheld=Decimal(600), section=CITES))
    one = bought(office, party, "30000.00")
    paid = office.do(PaySupplier(party_id=party, amount=Decimal(98), withheld=Decimal(2), section=CITES))
    office.do(AllocatePayment(payment_id=paid.payment_id, strategy=Strategy.FIFO))
    assert office.ask(year_so_far, party, day) == YearSoFar(paid_minor=3_010_000, taxed_minor=3_010_000)
    assert one.total_minor == 3_000_000


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_who_falls_under_no_section_and_other_currencies_bear_nothing(office: Office) -> None:
    day = office.clock.today()
    plain = registered(office, "Vidarbha Ginning", tax_id="")
    assert office.ask(withholding_due, plain, day, "INR") is None
    assert office.ask(withholding_due, agent(office), day, "USD") is None

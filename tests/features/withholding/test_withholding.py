"""Tax withheld at source: the year's thresholds, the law of the day, certificates, parties without a PAN."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.withholding.commands import (
    AddWithholdingRate,
    RemovePartyWithholding,
    SavePartyWithholding,
    SaveWithholdingSection,
)
from rayafin_desktop.features.withholding.queries import duty_of, rounded_to, section_named
from rayafin_desktop.features.withholding.rules import DatedSection, YearSoFar, section_on, withholding
from tests.books import Office
from tests.features.billing.billed import customer

BROKERAGE = DatedSection(
    from_on=date(2025, 4, 1), cites="194H", rate=Decimal(2), no_pan_rate=Decimal(20), year_minor=2_000_000
)
GOODS = DatedSection(
    from_on=date(2021, 7, 1),
    cites="194Q",
    rate=Decimal("0.1"),
    no_pan_rate=Decimal(5),
    year_minor=500_000_000,
    excess_only=True,
)
CONTRACT = DatedSection(
    from_on=date(2009, 10, 1),
    cites="194C",
    rate=Decimal(2),
    no_pan_rate=Decimal(20),
    single_minor=3_000_000,
    year_minor=10_000_000,
)


def test_brokerage_below_the_threshold_bears_nothing_and_the_crossing_payment_makes_up() -> None:
    below = withholding(BROKERAGE, 1_500_000, YearSoFar())
    assert (below.tax_minor, below.reason) == (0, "withholding.below_threshold")
    crossing = withholding(BROKERAGE, 1_000_000, YearSoFar(paid_minor=1_500_000))
    assert (crossing.tax_minor, crossing.base_minor) == (50_000, 2_500_000)
    after = withholding(BROKERAGE, 1_000_000, YearSoFar(paid_minor=2_500_000, taxed_minor=2_500_000))
    assert (after.tax_minor, after.base_minor) == (20_000, 1_000_000)


def test_exactly_the_threshold_is_not_above_it() -> None:
    assert withholding(BROKERAGE, 2_000_000, YearSoFar()).tax_minor == 0
    assert withholding(BROKERAGE, 2_000_001, YearSoFar()).tax_minor == 40_000


def test_goods_bear_tax_only_on_what_lies_above_fifty_lakh() -> None:
    found = withholding(GOODS, 600_000_000, YearSoFar())
    assert (found.base_minor, found.tax_minor) == (100_000_000, 100_000)


def test_a_single_large_contract_is_taxed_before_the_years_sum_passes() -> None:
    found = withholding(CONTRACT, 4_000_000, YearSoFar(paid_minor=1_000_000))
    assert (found.base_minor, found.tax_minor) == (4_000_000, 80_000)
    later = withholding(CONTRACT, 6_000_000, YearSoFar(paid_minor=5_000_000, taxed_minor=4_000_000))
    assert later.base_minor == 7_000_000, "the year has passed its threshold: the untaxed lakh is made up for"


def test_without_a_pan_the_higher_rate_holds_and_no_certificate_helps() -> None:
    found = withholding(BROKERAGE, 3_000_000, YearSoFar(), has_pan=False, certificate_rate=Decimal("0.5"))
    assert (found.tax_minor, found.reason) == (600_000, "withholding.without_pan")
    lower = withholding(BROKERAGE, 3_000_000, YearSoFar(), certificate_rate=Decimal("0.5"))
    assert (lower.tax_minor, lower.reason) == (15_000, "withholding.by_certificate")


def test_withheld_tax_is_rounded_to_the_rupee_half_up() -> None:
    assert withholding(BROKERAGE, 2_502_500, YearSoFar(), whole=100).tax_minor == 50_100
    assert withholding(BROKERAGE, 2_502_499, YearSoFar(), whole=100).tax_minor == 50_000


@given(st.lists(st.integers(1, 3_000_000), min_size=1, max_size=12))
def test_the_order_and_the_splitting_of_payments_do_not_matter(amounts: list[int]) -> None:
    """After any payments, what has been taxed is the year's sum, or nothing while below the threshold."""
    so_far = YearSoFar()
    for amount in amounts:
        now = withholding(BROKERAGE, amount, so_far)
        so_far = YearSoFar(
            paid_minor=so_far.paid_minor + amount, taxed_minor=so_far.taxed_minor + now.base_minor
        )
    assert so_far.taxed_minor == (sum(amounts) if sum(amounts) > BROKERAGE.year_minor else 0)


def test_a_deduction_cites_the_law_of_its_day(office: Office) -> None:
    section = office.ask(section_named, "194H")
    assert section is not None
    days = {
        date(2024, 9, 30): ("194H", Decimal(5), 1_500_000),
        date(2024, 10, 1): ("194H", Decimal(2), 1_500_000),
        date(2026, 3, 31): ("194H", Decimal(2), 2_000_000),
        date(2026, 4, 1): ("393(1) Table 1(ii)", Decimal(2), 2_000_000),
    }
    for day, wanted in days.items():
        found = section_on(section.rates, day)
        assert found is not None
        assert (found.cites, found.rate, found.year_minor) == wanted
    assert section_on(section.rates, date(2000, 1, 1)) is None
    assert office.ask(section_named, "393(1) table 1(II)") == section


def test_a_party_falls_under_its_section_until_it_no_longer_does(office: Office) -> None:
    broker = customer(office, "Mehta Brokers", state="27")
    section = office.ask(section_named, "194H")
    assert section is not None
    applied = office.do(
        SavePartyWithholding(
            party_id=broker,
            section_id=section.id,
            pan="ABCPM1234K",
            certificate_no="C/77",
            certificate_rate=Decimal("0.5"),
            certificate_until=date(2026, 12, 31),
        )
    )
    duty = office.ask(duty_of, broker, date(2026, 11, 21))
    assert duty is not None
    whole = office.ask(rounded_to)
    assert (duty.has_pan, duty.certificate_rate, whole) == (True, Decimal("0.5"), 100)
    assert duty.withheld(10_000_000, YearSoFar(), whole).tax_minor == 50_000
    later = office.ask(duty_of, broker, date(2027, 1, 1))
    assert later is not None
    assert later.certificate_rate is None
    office.do(RemovePartyWithholding(id=applied))
    assert office.ask(duty_of, broker, date(2026, 11, 21)) is None


def test_bad_input_names_its_field(office: Office) -> None:
    broker = customer(office, "Mehta Brokers", state="27")
    section = office.ask(section_named, "194H")
    assert section is not None
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SavePartyWithholding(
                party_id=broker, section_id=section.id, pan="123", certificate_rate=Decimal(150)
            )
        )
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("withholding.pan_malformed", "pan"),
        ("withholding.certificate_incomplete", "certificate_no"),
        ("withholding.rate_out_of_range", "certificate_rate"),
    ]
    with pytest.raises(RuleBroken) as refused:
        office.do(
            AddWithholdingRate(
                section_id=section.id,
                from_on=date(2027, 4, 1),
                cites=" ",
                rate=Decimal(101),
                no_pan_rate=Decimal(20),
                year=Decimal(-1),
            )
        )
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("withholding.cites_missing", "cites"),
        ("withholding.rate_out_of_range", "rate"),
        ("withholding.threshold_negative", "year"),
    ]
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveWithholdingSection(code="194H", name=""))
    assert [one.code for one in refused.value.problems] == [
        "withholding.name_missing",
        "withholding.code_taken",
    ]


def test_a_new_rate_takes_over_from_its_day(office: Office) -> None:
    section = office.ask(section_named, "194H")
    assert section is not None
    office.do(
        AddWithholdingRate(
            section_id=section.id,
            from_on=date(2027, 4, 1),
            cites="393(1)",
            rate=Decimal("1.5"),
            no_pan_rate=Decimal(20),
            year=Decimal(25_000),
        )
    )
    changed = office.ask(section_named, "194H")
    assert changed is not None
    before, after = (
        section_on(changed.rates, date(2027, 3, 31)),
        section_on(changed.rates, date(2027, 4, 1)),
    )
    assert before is not None
    assert after is not None
    assert (before.rate, after.rate, after.year_minor) == (Decimal(2), Decimal("1.5"), 2_500_000)

"""Tax codes in a book: what a company starts with, and how rates change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken, Stale
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.tax.categories import TaxCategory
from rayafin_desktop.features.tax.checks import rate_problems
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.commands import AddTaxRate, RateFrom, RemoveTaxCode, SaveTaxCode
from rayafin_desktop.features.tax.model import TaxCode
from rayafin_desktop.features.tax.queries import TAX_CODE_ROWS, tax_code_named, tax_codes
from rayafin_desktop.features.tax.seeds import seeds_for
from tests.books import Office

REFORM = date(2025, 9, 22)


def named(office: Office, code: str) -> TaxCodeValue:
    found = office.ask(tax_code_named, code)
    assert found is not None
    return found


def test_an_indian_company_starts_with_the_gst_slabs(office: Office) -> None:
    assert named(office, "gst18").rate_on(REFORM).rate == 18  # type: ignore[union-attr]
    assert named(office, "GST28").rate_on(date(2025, 9, 21)).rate == 28  # type: ignore[union-attr]
    assert named(office, "GST28").rate_on(REFORM) is None
    assert named(office, "GST40").rate_on(date(2025, 9, 21)) is None
    assert named(office, "EXEMPT").category is TaxCategory.GST_EXEMPT


def test_a_german_company_has_vat_and_its_short_lower_rate(offices: Callable[..., Office]) -> None:
    berlin = offices("DE")
    standard = named(berlin, "STD")
    days = (date(2019, 5, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [standard.rate_on(day).rate for day in days] == [19, 16, 19]  # type: ignore[union-attr]
    assert named(berlin, "IC").category is TaxCategory.INTRA_COMMUNITY
    assert berlin.ask(tax_code_named, "GST18") is None


@pytest.mark.parametrize("country", ["IN", "GB", "DE", "FR", "IE", "NL", "CH", "PL", "US"])
def test_seeds_are_sound(country: str) -> None:
    seeds = seeds_for(country)
    assert len({seed.code for seed in seeds}) == len(seeds)
    for seed in seeds:
        assert rate_problems(seed.category, seed.rates) == []
        assert seed.category.needs_reason <= bool(seed.exemption_reason or country == "US")


def test_a_new_rate_leaves_earlier_days_alone(office: Office) -> None:
    code = named(office, "GST18")
    office.do(AddTaxRate(tax_code_id=code.id, from_on=date(2027, 4, 1), rate=Decimal(20)))
    changed = named(office, "GST18")
    assert changed.rate_on(date(2027, 3, 31)).rate == 18  # type: ignore[union-attr]
    assert changed.rate_on(date(2027, 4, 1)).rate == 20  # type: ignore[union-attr]
    office.do(AddTaxRate(tax_code_id=code.id, from_on=date(2027, 4, 1), rate=Decimal(21)))
    assert [rate.rate for rate in named(office, "GST18").rates] == [18, 21]


def test_all_faults_of_a_code_are_told_at_once(office: Office) -> None:
    broken = SaveTaxCode(
        code="GST18",
        name=" ",
        category=TaxCategory.GST_EXEMPT,
        country="IN",
        rates=(
            RateFrom(from_on=REFORM, rate=Decimal(5)),
            RateFrom(from_on=REFORM, rate=Decimal(-1), until_on=date(2020, 1, 1)),
        ),
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(broken)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("tax_code.name_missing", "name"),
        ("tax_code.code_taken", "code"),
        ("tax_rate.category_bears_none", "rates.0.rate"),
        ("tax_rate.out_of_range", "rates.1.rate"),
        ("tax_rate.ends_before_it_begins", "rates.1.until_on"),
        ("tax_rate.two_from_one_day", "rates.1.from_on"),
    ]


def test_a_code_is_made_changed_and_removed(office: Office) -> None:
    rates = (RateFrom(from_on=date(2017, 7, 1), rate=Decimal("1.5"), cess_rate=Decimal("0.5")),)
    new = SaveTaxCode(code="GST1.5", name="Diamonds", category=TaxCategory.GST, country="in", rates=rates)
    id_ = office.do(new)
    assert named(office, "GST1.5").country == "IN"
    change = SaveTaxCode(
        id=id_, version=1, code="GST1.5", name="Cut diamonds", category=TaxCategory.GST, country="IN"
    )
    office.do(change)
    assert (named(office, "GST1.5").name, named(office, "GST1.5").rates[0].cess_rate) == (
        "Cut diamonds",
        Decimal("0.5"),
    )
    with pytest.raises(Stale):
        office.do(change)
    office.do(RemoveTaxCode(id=id_))
    assert id_ not in office.ask(tax_codes)
    office.do(new)


def test_the_list_shows_the_rate_of_today(office: Office) -> None:
    with office.app.read(office.owner) as read:
        rows = {row.code: row for row in page(TAX_CODE_ROWS, read, Look(tab="active"))}
    assert rows["GST18"].rate == 18
    assert (rows["GST12"].rate, rows["GST12"].until_on) == (12, date(2025, 9, 21))


def test_another_company_sees_none_of_it(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("IN")
    mine = named(office, "GST18").id
    assert mine not in other.ask(tax_codes)
    assert other.ask(lambda read: read.find(TaxCode, TaxCode.c.id == mine)) is None

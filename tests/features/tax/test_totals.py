"""How a document adds up: the golden numbers of other programs' bugs, and the sums that always hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.money import round_half_up
from rayafin_desktop.features.tax.categories import UNTAXED, HeadRate, TaxCategory, TaxHead, Treatment
from rayafin_desktop.features.tax.rules import (
    DocumentDiscount,
    DocumentTerms,
    DocumentTotals,
    LineInput,
    TaxPolicy,
    document_totals,
    round_off_of,
    spread,
)

BOTH = pytest.mark.parametrize("policy", list(TaxPolicy))


def vat(rate: str) -> Treatment:
    return Treatment(TaxCategory.STANDARD, (HeadRate(TaxHead.VAT, Decimal(rate)),))


def intra(rate: str) -> Treatment:
    half = Decimal(rate) / 2
    return Treatment(TaxCategory.GST, (HeadRate(TaxHead.CGST, half), HeadRate(TaxHead.SGST, half)))


def inter(rate: str) -> Treatment:
    return Treatment(TaxCategory.GST, (HeadRate(TaxHead.IGST, Decimal(rate)),))


def line(
    price: str, treatment: Treatment, quantity: str = "1", percent: str = "0", minor: int = 0
) -> LineInput:
    return LineInput(Decimal(quantity), Decimal(price), treatment, Decimal(percent), minor)


def by_head(totals: DocumentTotals) -> dict[TaxHead | None, int]:
    found: dict[TaxHead | None, int] = {}
    for group in totals.groups:
        found[group.head] = found.get(group.head, 0) + group.tax_minor
    return found


# Golden numbers ------------------------------------------------------------------------------------


def test_the_rounded_net_is_taxed_and_policies_differ_by_one_cent() -> None:
    lines = [line("12.12", vat("23"), "12.12")] * 2
    group = document_totals(lines, DocumentTerms())
    assert (group.net_minor, group.tax_minor) == (29378, 6757)
    assert sorted(one.tax_minor for one in group.lines) == [3378, 3379]
    per_line = document_totals(lines, DocumentTerms(policy=TaxPolicy.PER_LINE))
    assert (per_line.net_minor, per_line.tax_minor) == (29378, 6756)


@BOTH
def test_a_discounted_net_is_rounded_before_it_is_taxed(policy: TaxPolicy) -> None:
    totals = document_totals([line("348.35", vat("22"), "16", percent="4")], DocumentTerms(policy=policy))
    assert (totals.net_minor, totals.tax_minor, totals.total_minor) == (535066, 117715, 652781)


def test_a_discounted_line_and_a_small_one_share_a_group() -> None:
    lines = [line("46.07", vat("8.5"), percent="20"), line("9.21", vat("8.5"))]
    totals = document_totals(lines, DocumentTerms())
    assert (totals.net_minor, totals.tax_minor) == (4607, 392)
    assert [one.tax_minor for one in totals.lines] == [314, 78]


def test_the_residue_of_a_group_goes_to_its_largest_line() -> None:
    lines = [line("0.03", vat("20")), line("0.13", vat("20")), line("0.12", vat("20"))]
    totals = document_totals(lines, DocumentTerms())
    # 0.6, 2.6 and 2.4 round to 1, 3 and 2; the group to 5.6, so 6: nothing is left over.
    assert [one.tax_minor for one in totals.lines] == [1, 3, 2]
    lines = [line("0.12", vat("20")), line("0.17", vat("20")), line("0.12", vat("20"))]
    totals = document_totals(lines, DocumentTerms())
    # 2.4, 3.4 and 2.4 round to 7 together, the group is 8.2, so 8: the largest line takes the cent.
    assert [one.tax_minor for one in totals.lines] == [2, 4, 2]


def test_a_document_discount_is_spread_by_largest_remainder() -> None:
    lines = [line(price, UNTAXED) for price in ("33.33", "33.33", "33.34")]
    totals = document_totals(lines, DocumentTerms(), DocumentDiscount(minor=1000))
    assert [one.document_discount_minor for one in totals.lines] == [333, 333, 334]
    assert totals.total_minor == 9000


@BOTH
def test_heads_are_never_half_of_a_rounded_whole(policy: TaxPolicy) -> None:
    terms = DocumentTerms(policy=policy)
    assert by_head(document_totals([line("100.10", inter("5"))], terms)) == {TaxHead.IGST: 501}
    halves = document_totals([line("100.10", intra("5"))], terms)
    assert by_head(halves) == {TaxHead.CGST: 250, TaxHead.SGST: 250}


@BOTH
def test_inclusive_price_fixes_the_gross(policy: TaxPolicy) -> None:
    terms = DocumentTerms(prices_include_tax=True, policy=policy)
    two_heads = document_totals([line("100.00", intra("18"))], terms)
    assert by_head(two_heads) == {TaxHead.CGST: 763, TaxHead.SGST: 763}
    assert (two_heads.net_minor, two_heads.total_minor) == (8474, 10000)
    one_head = document_totals([line("100.00", inter("18"))], terms)
    assert (one_head.tax_minor, one_head.net_minor, one_head.total_minor) == (1525, 8475, 10000)


def test_inclusive_prices_per_group_and_per_line() -> None:
    lines = [line("11.90", vat("21")), line("2.80", vat("21"))]
    group = document_totals(lines, DocumentTerms(prices_include_tax=True))
    assert (group.tax_minor, group.net_minor) == (255, 1215)
    assert [one.net_minor for one in group.lines] == [984, 231]
    each = document_totals(lines, DocumentTerms(prices_include_tax=True, policy=TaxPolicy.PER_LINE))
    assert (each.tax_minor, each.net_minor, each.total_minor) == (256, 1214, 1470)


def test_inclusive_lines_with_and_without_cess_keep_their_own_part_of_the_gross() -> None:
    with_cess = Treatment(TaxCategory.GST, (*intra("28").heads, HeadRate(TaxHead.CESS, Decimal(12))))
    lines = [line("140.00", with_cess), line("128.00", intra("28"))]
    totals = document_totals(lines, DocumentTerms(prices_include_tax=True))
    assert by_head(totals) == {TaxHead.CGST: 2800, TaxHead.SGST: 2800, TaxHead.CESS: 1200}
    assert [one.net_minor for one in totals.lines] == [10000, 10000]
    assert [(g.head, g.taxable_minor) for g in totals.groups] == [
        (TaxHead.CGST, 20000),
        (TaxHead.SGST, 20000),
        (TaxHead.CESS, 10000),
    ]


@pytest.mark.parametrize(
    ("total", "step", "expected"),
    [
        (11840, 100, -40),
        (11850, 100, 50),
        (11849, 100, -49),
        (-11850, 100, -50),
        (11840, None, 0),
        (11842, 5, -2),
    ],
)
def test_round_off_is_to_the_nearest_step(total: int, step: int | None, expected: int) -> None:
    assert round_off_of(total, step) == expected


def test_round_off_changes_the_total_and_never_the_tax() -> None:
    totals = document_totals([line("100.35", inter("18"))], DocumentTerms(round_off_to=100))
    assert (totals.net_minor, totals.tax_minor) == (10035, 1806)
    assert (totals.round_off_minor, totals.total_minor) == (-41, 11800)


def test_freight_joins_the_taxable_value_of_the_lines() -> None:
    lines = [line("100.00", inter("5")), line("300.00", inter("18"))]
    totals = document_totals(lines, DocumentTerms(), charges_minor=1001)
    assert [one.charge_minor for one in totals.lines] == [250, 751]
    assert [(g.rate, g.taxable_minor, g.tax_minor) for g in totals.groups] == [
        (Decimal(5), 10250, 513),
        (Decimal(18), 30751, 5535),
    ]


def test_heads_may_be_rounded_to_the_rupee() -> None:
    lines = [line("100.35", intra("18")), line("55.10", intra("18"))]
    totals = document_totals(lines, DocumentTerms(round_tax_to=100))
    assert by_head(totals) == {TaxHead.CGST: 1400, TaxHead.SGST: 1400}
    assert sum(one.tax_minor for one in totals.lines) == 2800


def test_reverse_charge_is_worked_out_beside_the_document() -> None:
    rcm = Treatment(TaxCategory.GST_REVERSE_CHARGE, intra("5").heads, reverse_charge=True)
    totals = document_totals([line("1000.00", rcm), line("100.00", intra("18"))], DocumentTerms())
    assert (totals.net_minor, totals.tax_minor, totals.total_minor) == (110000, 1800, 111800)
    assert [(g.head, g.taxable_minor, g.tax_minor) for g in totals.self_assessed] == [
        (TaxHead.CGST, 100000, 2500),
        (TaxHead.SGST, 100000, 2500),
    ]
    assert totals.lines[0].taxes == ()


def test_a_zero_rated_category_still_has_its_row() -> None:
    totals = document_totals(
        [line("10", Treatment(TaxCategory.EXPORT)), line("5", vat("20"))], DocumentTerms()
    )
    assert [(g.category, g.head, g.taxable_minor, g.tax_minor) for g in totals.groups] == [
        (TaxCategory.EXPORT, None, 1000, 0),
        (TaxCategory.STANDARD, TaxHead.VAT, 500, 100),
    ]


def test_a_full_discount_leaves_nothing_anywhere() -> None:
    lines = [line("0.333333", inter("18"), "1.5"), line("0.004", inter("5")), line("19.99", inter("18"), "3")]
    totals = document_totals(lines, DocumentTerms(), DocumentDiscount(percent=Decimal(100)))
    assert {one.net_minor for one in totals.lines} == {0}
    assert totals.total_minor == 0


def test_a_discount_lessens_a_returned_line_too() -> None:
    lines = [line("100", inter("18")), line("20", inter("5"), "-1")]
    totals = document_totals(lines, DocumentTerms(), DocumentDiscount(percent=Decimal(10)))
    assert [one.net_minor for one in totals.lines] == [9000, -1800]


@pytest.mark.parametrize(("currency_digits", "expected"), [(0, (1235, 124)), (3, (1234568, 123457))])
def test_currencies_without_two_decimals(currency_digits: int, expected: tuple[int, int]) -> None:
    totals = document_totals([line("1234.5678", vat("10"))], DocumentTerms(digits=currency_digits))
    assert (totals.net_minor, totals.tax_minor) == expected


def test_a_document_without_lines_is_all_zero() -> None:
    totals = document_totals([], DocumentTerms(round_off_to=100), DocumentDiscount(minor=500), 700)
    assert (totals.total_minor, totals.discount_minor, totals.charges_minor, totals.groups) == (0, 0, 0, ())


def test_a_seventh_decimal_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        document_totals([line("1.0000001", UNTAXED)], DocumentTerms())


# Properties ----------------------------------------------------------------------------------------

TREATMENTS = [vat("23"), vat("8.5"), intra("18"), intra("0.25"), inter("18"), inter("40"), UNTAXED]
TREATMENTS.append(Treatment(TaxCategory.GST, (*intra("28").heads, HeadRate(TaxHead.CESS, Decimal(12)))))
TREATMENTS.append(Treatment(TaxCategory.GST_REVERSE_CHARGE, inter("5").heads, reverse_charge=True))


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False)


def lines_of(quantities: st.SearchStrategy[Decimal]) -> st.SearchStrategy[list[LineInput]]:
    one = st.builds(
        LineInput,
        quantity=quantities,
        unit_price=decimals(0, 100_000, 4),
        treatment=st.sampled_from(TREATMENTS),
        discount_percent=st.sampled_from([Decimal(0), Decimal("12.5"), Decimal("33.333333"), Decimal(100)]),
    )
    return st.lists(one, min_size=1, max_size=12)


ANY_LINES = lines_of(decimals(-1000, 1000, 3))
SOLD_LINES = lines_of(decimals(0, 1000, 3))
TERMS = st.builds(
    DocumentTerms,
    digits=st.sampled_from([0, 2, 3]),
    prices_include_tax=st.booleans(),
    policy=st.sampled_from(list(TaxPolicy)),
    round_off_to=st.sampled_from([None, 5, 100]),
    round_tax_to=st.sampled_from([1, 1, 1, 100]),
)
DISCOUNTS = st.builds(
    DocumentDiscount, percent=st.sampled_from([Decimal(0), Decimal("2.5")]), minor=st.integers(0, 5000)
)
CHARGES = st.integers(0, 100_000)


@given(ANY_LINES, TERMS, DISCOUNTS, CHARGES)
def test_lines_groups_and_document_always_agree(
    lines: list[LineInput], terms: DocumentTerms, discount: DocumentDiscount, charges: int
) -> None:
    totals = document_totals(lines, terms, discount, charges)
    assert sum(one.net_minor for one in totals.lines) == totals.net_minor
    assert sum(one.tax_minor for one in totals.lines) == totals.tax_minor
    assert sum(group.tax_minor for group in totals.groups) == totals.tax_minor
    assert totals.net_minor + totals.tax_minor + totals.round_off_minor == totals.total_minor
    assert sum(one.document_discount_minor for one in totals.lines) == totals.discount_minor
    assert sum(one.charge_minor for one in totals.lines) == totals.charges_minor
    for worked in totals.lines:
        assert worked.net_minor + worked.tax_minor == worked.total_minor
        assert sum(tax.tax_minor for tax in worked.taxes) == worked.tax_minor
        value = (
            worked.amount_minor - worked.discount_minor - worked.document_discount_minor + worked.charge_minor
        )
        assert value == (worked.total_minor if terms.prices_include_tax else worked.net_minor)
    for group in totals.groups:
        taken = [
            (worked.net_minor, tax.tax_minor)
            for entered, worked in zip(lines, totals.lines, strict=True)
            for tax in worked.taxes
            if (entered.treatment.category, tax.head, tax.rate) == (group.category, group.head, group.rate)
        ]
        if group.head is not None:
            assert (sum(net for net, _ in taken), sum(tax for _, tax in taken)) == group[3:]


@given(ANY_LINES, TERMS, DISCOUNTS, CHARGES)
def test_central_and_state_tax_are_equal_on_every_line(
    lines: list[LineInput], terms: DocumentTerms, discount: DocumentDiscount, charges: int
) -> None:
    for worked in document_totals(lines, terms, discount, charges).lines:
        taxes = {tax.head: tax.tax_minor for tax in worked.taxes}
        assert taxes.get(TaxHead.CGST) == taxes.get(TaxHead.SGST)


@given(ANY_LINES, TERMS, DISCOUNTS, CHARGES)
def test_turning_every_sign_turns_every_amount(
    lines: list[LineInput], terms: DocumentTerms, discount: DocumentDiscount, charges: int
) -> None:
    turned = [
        LineInput(-one.quantity, *(getattr(one, name) for name in LineInput.__slots__[1:])) for one in lines
    ]
    plain = document_totals(lines, terms, discount, charges)
    other = document_totals(turned, terms, DocumentDiscount(discount.percent, -discount.minor), -charges)
    assert [one.total_minor for one in other.lines] == [-one.total_minor for one in plain.lines]
    assert other.total_minor == -plain.total_minor
    assert [group.tax_minor for group in other.groups] == [-group.tax_minor for group in plain.groups]


@given(ANY_LINES, TERMS, st.randoms())
def test_the_order_of_lines_changes_no_total_and_no_group(
    lines: list[LineInput], terms: DocumentTerms, random: object
) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    plain, other = document_totals(lines, terms), document_totals(shuffled, terms)
    assert (plain.groups, plain.total_minor) == (other.groups, other.total_minor)


@given(SOLD_LINES, TERMS)
def test_inclusive_gross_is_what_the_lines_say(lines: list[LineInput], terms: DocumentTerms) -> None:
    terms = DocumentTerms(digits=terms.digits, prices_include_tax=True, policy=terms.policy)
    totals = document_totals(lines, terms)
    assert totals.total_minor == totals.lines_minor
    assert [one.total_minor for one in totals.lines] == [
        one.amount_minor - one.discount_minor for one in totals.lines
    ]


@given(SOLD_LINES)
def test_group_tax_is_taxable_times_rate(lines: list[LineInput]) -> None:
    """EN 16931 BR-CO-17, for prices without tax."""
    for group in document_totals(lines, DocumentTerms()).groups:
        assert group.tax_minor == int(round_half_up(Decimal(group.taxable_minor) * group.rate / 100))


@given(SOLD_LINES, DISCOUNTS)
def test_no_line_is_discounted_below_nothing(lines: list[LineInput], discount: DocumentDiscount) -> None:
    worth = document_totals(lines, DocumentTerms()).lines_minor
    totals = document_totals(lines, DocumentTerms(), DocumentDiscount(minor=min(discount.minor, worth)))
    assert all(one.net_minor >= 0 for one in totals.lines)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=20))
def test_spreading_loses_nothing(total: int, amounts: list[int]) -> None:
    parts = spread(total, amounts)
    assert sum(parts) == total
    assert spread(-total, amounts) == [-part for part in parts]
    assert spread(total, [-amount for amount in amounts]) == parts

"""Goods weighed in one unit and priced in another: one rounding, wherever the line goes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.units import CANDY_KG, goods_value_minor
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.document import invoice_pdf
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.tax.rules import amount_minor
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, document, faults, issue, line, lines_of, register

CANDY = "355.61641808"


@pytest.fixture(autouse=True)
def registered(office: Office) -> Iterator[None]:
    register(office)
    yield
    assert faults(office) == []


def test_kilograms_priced_by_the_candy_come_to_the_exact_paisa(office: Office) -> None:
    cotton = line(office, "61200", "33850", "GST5", unit="kg", price_per=CANDY)
    posted = issue(office, customer(office), cotton)
    (row,) = lines_of(office, posted.id)
    assert (row.amount_minor, row.net_minor, row.price_per) == (582543408, 582543408, CANDY)
    # What a quantity of 95.186831 candy would give is two paise less.
    assert amount_minor(Decimal("95.186831"), Decimal(61200), None, 2) == 582543406
    assert office.ask(invoice_pdf, posted.number).startswith(b"%PDF")


def test_a_draft_keeps_it_and_posts_the_same(office: Office) -> None:
    cotton = line(office, "61200", "33850", "GST5", unit="kg", price_per=CANDY)
    saved = office.do(SaveDraft(party_id=customer(office), issued_on=TODAY, lines=(cotton,)))
    posted = office.do(PostInvoice(invoice_id=saved.id, version=saved.version))
    assert document(office, posted.id).net_minor == 582543408


def test_what_comes_back_is_priced_alike_and_all_of_it_leaves_nothing(office: Office) -> None:
    cotton = line(office, "61200", "33850", "GST5", unit="kg", price_per=CANDY)
    posted = issue(office, customer(office), cotton)
    note = office.do(
        PostCreditNote(
            invoice_id=posted.id,
            issued_on=TODAY,
            reason="bales returned",
            lines=(CreditLine(line_no=1, quantity=Decimal(170)),),
        )
    )
    (row,) = lines_of(office, note.id)
    assert row.price_per == CANDY
    assert abs(row.net_minor) == goods_value_minor(Decimal(170), Decimal(61200), CANDY_KG, 2)
    rest = office.do(PostCreditNote(invoice_id=posted.id, issued_on=TODAY, reason="all of it"))
    assert abs(row.net_minor) + abs(lines_of(office, rest.id)[0].net_minor) == 582543408


@pytest.mark.parametrize("text", ["0", "-1", "one", "1e3", "1" * 13, "0.0000000000001", "٣"])
def test_what_is_no_number_above_zero_is_refused_at_its_field(office: Office, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        issue(office, customer(office), line(office, "100", price_per=text))
    assert ("price.per_invalid", "lines.0.price_per") in {
        (problem.code, problem.field) for problem in refused.value.problems
    }


@given(
    kg=st.decimals("0.001", "99999", places=3),
    price=st.decimals("0.01", "99999", places=2),
)
def test_the_line_is_what_the_desk_reckons(kg: Decimal, price: Decimal) -> None:
    assert amount_minor(kg, price, CANDY_KG, 2) == goods_value_minor(kg, price, CANDY_KG, 2)

"""A quote invoiced unchanged comes to the same total; in parts, to the same discounts and quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.orders.converting import OrderQuote
from rayafin_desktop.features.orders.rules import OrderState
from tests.books import Office
from tests.features.billing.billed import customer, document, line, lines_of, register
from tests.features.orders.ordered import faults_of_book, invoice_of, left, lines_of_order, quote, stored

ENTERED = st.lists(
    st.tuples(
        st.decimals("0.01", "9999.99", places=2),
        st.decimals("0.001", "500", places=3),
        st.sampled_from(["GST5", "GST18", "NIL"]),
        st.decimals("0", "30", places=2),
    ),
    min_size=1,
    max_size=4,
)
PERCENT = st.decimals("0", "20", places=2)
AMOUNT = st.decimals("0", "500", places=2)


def lines_from(office: Office, entered: list[tuple[Decimal, Decimal, str, Decimal]]) -> list[LineContent]:
    return [
        line(office, str(price), str(quantity), code, discount_percent=percent)
        for price, quantity, code, percent in entered
    ]


@given(ENTERED, PERCENT, AMOUNT, st.booleans())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_what_was_quoted_is_what_is_invoiced(
    office: Office,
    entered: list[tuple[Decimal, Decimal, str, Decimal]],
    percent: Decimal,
    charges: Decimal,
    inclusive: bool,
) -> None:
    register(office)
    offered = quote(
        office,
        customer(office),
        *lines_from(office, entered),
        discount_percent=percent,
        charges=charges,
        prices_include_tax=inclusive,
    )
    ordered = office.do(OrderQuote(quote_id=offered.id))
    posted = invoice_of(office, ordered.id)
    assert offered.total_minor == ordered.total_minor == posted.total_minor
    assert [(one.net_minor, one.tax_minor, one.taxes) for one in lines_of(office, posted.id)] == [
        (one.net_minor, one.tax_minor, one.taxes) for one in lines_of_order(office, ordered.id)
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5), AMOUNT, AMOUNT)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_parts_take_all_of_an_order_and_no_more(
    office: Office, parts: list[int], discount: Decimal, charges: Decimal
) -> None:
    """Deliveries in any sizes: quantities, discounts and freight of the invoices are the order's."""
    register(office)
    whole = Decimal(sum(parts)) / 10
    offered = quote(
        office,
        customer(office),
        line(office, "1234.56", str(whole), discount=Decimal("7.77")),
        line(office, "99.99", "1"),
        discount=discount if discount < 100 else Decimal(0),
        charges=charges,
    )
    ordered = office.do(OrderQuote(quote_id=offered.id))
    invoices = []
    for at, part in enumerate(parts):
        second = "1" if at == len(parts) // 2 else "0"
        invoices.append(invoice_of(office, ordered.id, str(Decimal(part) / 10), second))
    order = stored(office, ordered.id)
    assert (order.state, order.unbilled_minor) == (OrderState.INVOICED, 0)
    assert left(office, ordered.id) == [Decimal(0), Decimal(0)]
    documents = [document(office, one.id) for one in invoices]
    assert sum(one.discount_minor for one in documents) == order.discount_minor
    assert sum(one.charges_minor for one in documents) == order.charges_minor
    assert sum(row.discount_minor for one in invoices for row in lines_of(office, one.id)) == 777
    assert faults_of_book(office) == []

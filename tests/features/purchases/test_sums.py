"""Whatever a bill says, its lines, groups, total and ledger agree; reverse charge sums to zero."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.billing.credit_notes import CreditLine
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.rules import WorkedLine, breakdown, with_overrides
from rayafin_desktop.features.tax.categories import HeadRate, TaxCategory, TaxHead, Treatment
from rayafin_desktop.features.tax.rules import DocumentTerms, LineInput, TaxPolicy, document_totals
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import (
    TODAY,
    bill,
    document,
    faults,
    legs_of,
    line,
    lines_of,
    supplier,
    taxes_of,
)

PRICES = st.decimals("0.01", "99999", places=2, allow_nan=False, allow_infinity=False)
QUANTITIES = st.decimals("0.001", "999", places=3, allow_nan=False, allow_infinity=False)


@dataclass(frozen=True)
class Bench:
    house: Office
    suppliers: tuple[UUID, ...]


@pytest.fixture
def bench(office: Office) -> Bench:
    register(office)
    return Bench(office, (supplier(office), supplier(office, "Farmer", tax_id="")))


@given(
    entered=st.lists(
        st.tuples(PRICES, QUANTITIES, st.sampled_from(["GST5", "GST18", "RCM5", "NIL"]), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    is_farmer=st.booleans(),
    inclusive=st.booleans(),
    discount=st.decimals("0", "90", places=2),
    debited=st.decimals("0.001", "1", places=3),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_groups_total_and_ledger_agree(
    bench: Bench,
    entered: list[tuple[Decimal, Decimal, str, bool]],
    is_farmer: bool,
    inclusive: bool,
    discount: Decimal,
    debited: Decimal,
) -> None:
    house = bench.house
    posted = bill(
        house,
        bench.suppliers[is_farmer],
        *(
            line(house, str(price), str(quantity), code=code, claim_tax=claim)
            for price, quantity, code, claim in entered
        ),
        prices_include_tax=inclusive,
        discount_percent=discount,
    )
    stored, rows, groups = document(house, posted.id), lines_of(house, posted.id), taxes_of(house, posted.id)
    assert sum(row.total_minor for row in rows) == stored.total_minor == stored.net_minor + stored.tax_minor
    charged = sum(row.tax_minor for row in groups if not row.is_self_assessed)
    assert sum(row.tax_minor for row in rows) == charged == stored.tax_minor
    if stored.entry_id is not None:
        legs = legs_of(house, posted.id)
        assert sum(legs.values()) == 0
        assert legs.get("payable", 0) == -stored.total_minor
        owed = -sum(minor for role, minor in legs.items() if role.startswith("rcm_payable"))
        assert owed == stored.self_assessed_minor
        claimed = sum(minor for role, minor in legs.items() if role.startswith("rcm_input"))
        assert claimed == sum(g.tax_minor for g in groups if g.is_self_assessed and g.is_creditable)
    # A debit note of a part, and one of the rest, leave exactly nothing.
    part = CreditLine(
        line_no=1, quantity=max(Decimal("0.001"), entered[0][1] * debited).quantize(Decimal("0.001"))
    )
    for lines in ((part,), ()):
        with suppress(RuleBroken):
            house.do(IssueDebitNote(bill_id=posted.id, issued_on=TODAY, reason="Returned", lines=lines))
    assert document(house, posted.id).open_minor == 0
    assert faults(house) == []


@given(
    prices=st.lists(PRICES, min_size=1, max_size=5),
    differs=st.integers(-100, 100),
    inclusive=st.booleans(),
    policy=st.sampled_from(TaxPolicy),
)
def test_a_tax_as_printed_moves_one_line_and_keeps_the_sums(
    prices: list[Decimal], differs: int, inclusive: bool, policy: TaxPolicy
) -> None:
    gst = Treatment(TaxCategory.GST, (HeadRate(TaxHead.CGST, Decimal(9)), HeadRate(TaxHead.SGST, Decimal(9))))
    terms = DocumentTerms(prices_include_tax=inclusive, policy=policy)
    totals = document_totals([LineInput(Decimal(1), price, gst) for price in prices], terms)
    now = sum(group.tax_minor for group in totals.groups if group.head is TaxHead.CGST)
    lines, problems = with_overrides(
        totals.lines, {TaxHead.CGST: now + differs}, tolerance_minor=100, prices_include_tax=inclusive
    )
    assert problems == []
    assert all(one.net_minor + one.tax_minor == one.total_minor for one in lines)
    groups = {row.head: row.tax_minor for row in breakdown([WorkedLine(gst, one, True) for one in lines])}
    assert groups[TaxHead.CGST] == now + differs
    assert sum(groups.values()) == sum(one.tax_minor for one in lines)
    if inclusive:
        assert [one.total_minor for one in lines] == [one.total_minor for one in totals.lines]

"""What payments post: every movement balances, and what goes in and comes back leaves nothing behind."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.ledger.rules import LegDraft
from rayafin_desktop.features.payments.legs import Funding, Movement, movement_legs, relief_in_base

PARTY, BANK = UUID(int=1), UUID(int=2)
EXCHANGE = (AccountRole.FX_GAIN, AccountRole.FX_LOSS)

minors = st.integers(0, 10**9)
fundings = st.builds(
    Funding,
    party_id=st.just(PARTY),
    account_id=st.just(BANK),
    currency=st.sampled_from(["INR", "USD", "JPY", "KWD"]),
    base_currency=st.just("INR"),
    rate=st.decimals("0.000001", "400", places=6),
    amount_minor=st.integers(1, 10**9),
    withheld_minor=minors,
    charges_minor=minors,
    discount_minor=minors,
)


def in_base(legs: tuple[LegDraft, ...]) -> int:
    return sum(leg.base_minor or 0 for leg in legs)


@given(fundings, st.data())
def test_every_movement_balances_in_both_currencies(funding: Funding, data: st.DataObject) -> None:
    total = funding.total_minor
    allocated = data.draw(st.integers(0, total))
    relieved_base = data.draw(st.integers(0, 10**12)) if funding.currency != "INR" else allocated
    movement = Movement(
        direction=1,
        advance_before=0,
        advance_after=total - allocated,
        relieved_minor=allocated,
        relieved_base_minor=relieved_base,
    )
    legs = movement_legs(funding, movement)
    assert in_base(legs) == 0
    assert sum(leg.amount_minor for leg in legs) == 0
    if funding.currency == "INR":
        assert not [leg for leg in legs if leg.account_role in EXCHANGE]


@given(fundings, st.lists(st.integers(1, 10**9), max_size=5))
def test_received_allocated_in_steps_and_bounced_leaves_nothing(funding: Funding, steps: list[int]) -> None:
    left: dict[AccountRole | None, int] = defaultdict(int)

    def post(movement: Movement) -> None:
        for leg in movement_legs(funding, movement):
            left[leg.account_role] += leg.base_minor or 0

    advance, allocated = funding.total_minor, 0
    post(
        Movement(
            direction=1, advance_before=0, advance_after=advance, relieved_minor=0, relieved_base_minor=0
        )
    )
    for step in steps:
        part = min(step, advance)
        post(
            Movement(
                direction=0,
                advance_before=advance,
                advance_after=advance - part,
                relieved_minor=part,
                relieved_base_minor=part,
            )
        )
        advance -= part
        allocated += part
    post(
        Movement(
            direction=-1,
            advance_before=advance,
            advance_after=0,
            relieved_minor=-allocated,
            relieved_base_minor=-allocated,
        )
    )
    exchange = sum(left.pop(role, 0) for role in EXCHANGE)
    assert exchange == 0
    assert set(left.values()) <= {0}


@given(st.integers(1, 10**12), st.integers(1, 10**14), st.lists(st.integers(0, 10**12), max_size=8))
def test_a_settled_document_stands_at_nothing_whatever_the_steps_were(
    total: int, base: int, settled: list[int]
) -> None:
    stops = [0, *(min(one, total) for one in settled), total]
    steps = [relief_in_base(total, base, before, after) for before, after in pairwise(stops)]
    assert sum(steps) == base


def test_a_document_in_the_company_s_currency_is_relieved_one_to_one() -> None:
    assert relief_in_base(10000, 10000, 2500, 6000) == 3500


def test_the_legs_of_a_receipt() -> None:
    funding = Funding(
        party_id=PARTY,
        account_id=BANK,
        currency="INR",
        base_currency="INR",
        rate=Decimal(1),
        amount_minor=9800,
        withheld_minor=200,
    )
    movement = Movement(
        direction=1, advance_before=0, advance_after=3000, relieved_minor=7000, relieved_base_minor=7000
    )
    legs = [
        (leg.account_role, leg.account_id, leg.party_id, leg.amount_minor)
        for leg in movement_legs(funding, movement)
    ]
    assert legs == [
        (None, BANK, None, 9800),
        (AccountRole.TDS_RECEIVABLE, None, None, 200),
        (AccountRole.RECEIVABLE, None, PARTY, -7000),
        (AccountRole.CUSTOMER_ADVANCE, None, PARTY, -3000),
    ]

"""Whatever is received, paid, allocated, taken back and bounced, in any order: the sums hold."""

from __future__ import annotations

import random
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.money import to_major
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    PaySupplier,
    ReceivePayment,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.queries import (
    advances,
    open_items,
    payment_allocations,
    payment_detail,
)
from rayafin_desktop.features.payments.rules import Funds, OpenItem, Strategy, propose
from tests.books import Office

from .sales import balance, customer, invoice, verify
from .test_suppliers import bought, supplier

R = AccountRole
_AUTOMATIC = [one for one in Strategy if one not in (Strategy.MANUAL, Strategy.INSTRUCTION)]
_MONEY = st.integers(1, 10**7)

steps = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "pay", "allocate", "unallocate", "bounce"]),
        _MONEY,
        st.sampled_from(_AUTOMATIC),
        st.integers(80_000_000, 90_000_000).map(lambda n: Decimal(n).scaleb(-6)),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("currency", ["INR", "USD"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(_MONEY, min_size=1, max_size=4), todo=steps)
def test_the_sums_hold_after_every_step_and_nothing_is_left_when_all_is_settled(
    office: Office,
    side: Side,
    currency: str,
    amounts: list[int],
    todo: list[tuple[str, int, Strategy, Decimal, int]],
) -> None:
    book = _Book(office, side, currency, amounts)
    for what, minor, strategy, rate, pick in todo:
        book.do(what, minor, strategy, rate, pick)
        book.check()
    book.settle_all(Decimal("84.10"))
    assert verify(office) == []


class _Book:
    """One party with documents, and what is done with its money."""

    def __init__(self, office: Office, side: Side, currency: str, amounts: list[int]) -> None:
        self.office, self.side, self.currency = office, side, currency
        abroad = {"currency": "USD", "country": "US", "state": ""} if currency == "USD" else {}
        rate: dict[str, Any] = {"currency": "USD", "rate": Decimal("83.123456")} if currency == "USD" else {}
        if side is Side.RECEIVABLE:
            self.party = customer(office, **abroad)
            self.control = R.RECEIVABLE
            for minor in amounts:
                invoice(office, self.party, str(to_major(minor)), **rate)
        else:
            self.party = supplier(office, **abroad)
            self.control = R.PAYABLE
            for minor in amounts:
                bought(office, self.party, str(to_major(minor)), **rate)
        self.total = sum(amounts)
        self.paid: list[UUID] = []

    def do(self, what: str, minor: int, strategy: Strategy, rate: Decimal, pick: int) -> None:
        if what == "pay":
            self.pay(minor, strategy, rate)
        elif self.paid:
            payment = self.paid[pick % len(self.paid)]
            live = [row for row in self.office.ask(payment_allocations, payment) if row.is_live]
            # What is refused (a bounced payment, nothing open) must change nothing: the checks look after it.
            with suppress(RuleBroken):
                if what == "allocate":
                    self.office.do(AllocatePayment(payment_id=payment, strategy=strategy))
                elif what == "unallocate" and live:
                    self.office.do(Unallocate(allocation_id=live[pick % len(live)].id, reason="Wrong"))
                elif what == "bounce":
                    self.office.do(ReversePayment(payment_id=payment, reason="Bounced"))

    def pay(self, minor: int, strategy: Strategy, rate: Decimal) -> None:
        command = ReceivePayment if self.side is Side.RECEIVABLE else PaySupplier
        done = self.office.do(
            command(
                party_id=self.party,
                amount=to_major(minor),
                currency=self.currency,
                rate=rate,
                strategy=strategy,
            )
        )
        assert done.allocated_minor + done.advance_minor == minor
        self.paid.append(done.payment_id)

    def check(self) -> None:
        open_ = self.office.ask(open_items, self.party, self.side)
        assert all(0 < row.open_minor <= row.total_minor for row in open_)
        settled = 0
        for id_ in self.paid:
            detail = self.office.ask(payment_detail, id_)
            live = sum(row.amount_minor for row in self.office.ask(payment_allocations, id_) if row.is_live)
            assert live == detail.allocated_minor
            if detail.reversed_on is None:
                assert live + detail.advance_minor == detail.total_minor
            settled += live
        assert self.total - settled == sum(row.open_minor for row in open_)

    def settle_all(self, rate: Decimal) -> None:
        for row in self.office.ask(advances, self.party, self.side):
            try:
                self.office.do(AllocatePayment(payment_id=row.id, strategy=Strategy.LARGEST))
            except RuleBroken:
                break
        left = sum(row.open_minor for row in self.office.ask(open_items, self.party, self.side))
        if left:
            self.pay(left, Strategy.PRO_RATA, rate)
        assert self.office.ask(open_items, self.party, self.side) == []
        assert balance(self.office, self.control, self.party) == 0


items = st.lists(
    st.builds(
        OpenItem,
        document_id=st.uuids(version=4),
        number=st.text("0123456789", min_size=1, max_size=3),
        party_id=st.just(UUID(int=1)),
        currency=st.just("INR"),
        dated_on=st.dates(),
        due_on=st.dates(),
        open_minor=_MONEY,
    ),
    max_size=10,
    unique_by=lambda item: item.document_id,
)


@given(items, _MONEY, st.sampled_from(_AUTOMATIC), st.randoms(use_true_random=False))
def test_a_strategy_answers_the_same_whatever_the_order_of_the_documents(
    found: list[OpenItem], minor: int, strategy: Strategy, chance: random.Random
) -> None:
    last = max((item.dated_on for item in found), default=None)
    if last is None:
        return
    funds = Funds(
        party_id=UUID(int=1), currency="INR", received_on=last, allocated_on=last, available_minor=minor
    )
    first = propose(found, funds, strategy)
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert propose(shuffled, funds, strategy) == first
    assert first.allocated_minor + first.remainder_minor == minor
    open_minor = {item.document_id: item.open_minor for item in found}
    assert all(0 < part.amount_minor <= open_minor[part.document_id] for part in first.parts)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_what_is_owed_in_the_end_does_not_depend_on_the_order_of_payments(
    office: Office, order: tuple[int, ...]
) -> None:
    party = customer(office)
    for amount in ("100.00", "250.00", "33.33"):
        invoice(office, party, amount)
    amounts = (Decimal("99.99"), Decimal("120.00"), Decimal("0.34"))
    for at in order:
        office.do(ReceivePayment(party_id=party, amount=amounts[at], strategy=Strategy.FIFO))
    assert sum(row.open_minor for row in office.ask(open_items, party)) == 16300
    assert balance(office, R.RECEIVABLE, party) == 16300
    assert balance(office, R.CUSTOMER_ADVANCE, party) == 0

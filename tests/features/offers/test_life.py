"""An offer's life as a state machine: whatever is done in whatever order, a model agrees with the book."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.offers.accepting import AcceptRound
from rayafin_desktop.features.offers.closing import WithdrawOffer
from rayafin_desktop.features.offers.model import NegotiationState, OfferState
from rayafin_desktop.features.offers.negotiating import (
    CounterOffer,
    ExpireOffers,
    RejectNegotiation,
    WithdrawNegotiation,
)
from rayafin_desktop.features.offers.queries import offer_detail
from rayafin_desktop.features.offers.talks import negotiation_thread
from tests.books import FixedClock, Office, found_company

from .said import COMPLETE, commodity, offer, party


@dataclass
class Talk:
    """What the model knows of a negotiation."""

    id: UUID
    state: NegotiationState
    rounds: int
    side: Side
    quantity: Decimal
    until: datetime


# What ends a life early is done seldom, so that most are lived to the end.
_SELDOM = st.sampled_from([False] * 7 + [True])


class Life(RuleBasedStateMachine):
    office: Office  # these four are set by the test
    cotton: UUID
    gin: UUID
    mills: list[UUID]

    @initialize(quantity=st.integers(3, 9))
    def offered(self, quantity: int) -> None:
        office = self.office
        # Each run on a day of its own, so that no time of day is left over from the one before.
        office.clock.go_to(office.clock.today() + timedelta(days=1))
        self.left = Decimal(quantity)
        self.state = OfferState.OPEN
        terms = {**COMPLETE, "quantity": Decimal(quantity)}
        self.offer_id = offer(office, self.cotton, self.gin, terms=terms)
        until = office.ask(offer_detail, self.offer_id).offer.valid_until
        assert until is not None
        self.until = until
        self.talks: dict[int, Talk] = {}

    def attempt(self, command: Any, allowed: bool) -> Any:
        """Run a command that must work, or must be refused and change nothing."""
        try:
            answer = self.office.do(command)
        except RuleBroken:
            assert not allowed, command
            return None
        assert allowed, command
        return answer

    @rule(mill=st.integers(0, 1), price=st.integers(50_000, 70_000), quantity=st.integers(1, 4),
          side=st.sampled_from(Side))  # fmt: skip
    def counter(self, mill: int, price: int, quantity: int, side: Side) -> None:
        now = self.office.clock.now()
        known = self.talks.get(mill)
        values = {"price": Decimal(price), "quantity": Decimal(quantity), "side": side}
        if known is None:
            command = CounterOffer(offer_id=self.offer_id, party_id=self.mills[mill], **values)  # type: ignore[arg-type]
            allowed = self.state is OfferState.OPEN and self.until >= now and quantity <= self.left
        else:
            command = CounterOffer(negotiation_id=known.id, **values)  # type: ignore[arg-type]
            allowed = (
                self.state is OfferState.OPEN
                and known.state is not NegotiationState.AGREED
                and quantity <= self.left
            )
        id_ = self.attempt(command, allowed)
        if id_ is not None:
            until = self.office.ask(negotiation_thread, id_).rounds[-1].valid_until
            rounds = 2 if known is None else known.rounds + 1
            self.talks[mill] = Talk(id_, NegotiationState.OPEN, rounds, side, Decimal(quantity), until)  # type: ignore[arg-type]

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), back=st.sampled_from([0, 0, 0, 1]), is_own=st.booleans())
    def accept(self, data: st.DataObject, back: int, is_own: bool) -> None:
        talk = data.draw(st.sampled_from(list(self.talks.values())))
        side = talk.side if is_own else talk.side.other
        allowed = (
            talk.state is NegotiationState.OPEN
            and self.state is OfferState.OPEN
            and back == 0
            and side is not talk.side
            and talk.until >= self.office.clock.now()
            and talk.quantity <= self.left
        )
        command = AcceptRound(negotiation_id=talk.id, round_no=talk.rounds - back, side=side)
        if self.attempt(command, allowed) is None:
            return
        talk.state, talk.rounds = NegotiationState.AGREED, talk.rounds + 1
        self.left -= talk.quantity
        if self.left == 0:
            self.state = OfferState.AGREED
            self.end_all(NegotiationState.REJECTED)

    def end_all(self, state: NegotiationState) -> None:
        for talk in self.talks.values():
            if talk.state is NegotiationState.OPEN:
                talk.state, talk.rounds = state, talk.rounds + 1

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), rejected=st.booleans(), sure=_SELDOM)
    def walk_away(self, data: st.DataObject, rejected: bool, sure: bool) -> None:
        if not sure:
            return
        talk = data.draw(st.sampled_from(list(self.talks.values())))
        command: Any = RejectNegotiation if rejected else WithdrawNegotiation
        was_open = talk.state is NegotiationState.OPEN
        self.attempt(command(id=talk.id, reason="No"), was_open)
        if was_open:
            talk.rounds += 1
            talk.state = NegotiationState.REJECTED if rejected else NegotiationState.WITHDRAWN

    @rule(sure=_SELDOM)
    def withdraw_offer(self, sure: bool) -> None:
        if not sure:
            return
        self.attempt(WithdrawOffer(id=self.offer_id, reason="Sold"), self.state is OfferState.OPEN)
        if self.state is OfferState.OPEN:
            self.state = OfferState.WITHDRAWN
            self.end_all(NegotiationState.WITHDRAWN)

    @rule(minutes=st.sampled_from([5, 10, 20, 600]))
    def wait(self, minutes: int) -> None:
        self.office.clock.advance(minutes=minutes)

    @rule()
    def expire(self) -> None:
        self.office.do(ExpireOffers())
        for talk in self.talks.values():
            if talk.state is NegotiationState.OPEN and talk.until < self.office.clock.now():
                talk.state, talk.rounds = NegotiationState.EXPIRED, talk.rounds + 1

    @invariant()
    def agrees(self) -> None:
        found = self.office.ask(offer_detail, self.offer_id)
        assert (found.offer.state, found.left_quantity) == (self.state, self.left)
        stored = {one.id: (one.state, one.rounds) for one in found.negotiations}
        assert stored == {one.id: (one.state, one.rounds) for one in self.talks.values()}


def test_the_life_of_an_offer(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "life.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app = open_book(str(path), clock=clock.as_clock())
    try:
        Life.office = Office(app, found_company(app, code="RT"), clock, str(path))
        Life.cotton, Life.gin = commodity(Life.office), party(Life.office, "Balaji Ginning")
        Life.mills = [party(Life.office, f"Mill {n}") for n in range(2)]
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=60,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert [one for one in app.verify() if one.faults] == []
    finally:
        app.close()

"""Negotiating about an offer: beginning, countering, walking away. Accepting is in `accepting.py`.

Rounds are only ever added. A negotiation that was rejected, withdrawn or has expired goes on with the next
counter, as long as its offer is not closed.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Read, Work

from ..commodities.rules import Side
from ..commodities.terms import LimitContent
from ..parties.model import Party
from .model import (
    Negotiation,
    NegotiationRound,
    NegotiationState,
    Offer,
    OfferLimit,
    OfferState,
    RoundKind,
)
from .positions import (
    TermsChange,
    change_as_json,
    change_of_json,
    last_of,
    over,
    terms_at,
    terms_offered,
)
from .saving import standing_offer
from .terms_checks import checked_terms
from .validity import stands_until

_N = Negotiation.c


@dataclass(frozen=True, kw_only=True)
class StartNegotiation(Command[UUID]):
    """Begin to talk about an offer with a party on the other side; the offer is the first round.

    `party_id` None is our own firm. Where both talk already, that negotiation is answered.
    """

    permission: ClassVar[str] = "offer.negotiate"
    offer_id: UUID
    party_id: UUID | None = None
    broker_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CounterOffer(Command[UUID]):
    """Note what a side wants instead; answers the negotiation.

    Name the negotiation, or the offer and the party on its other side, which begins one. `side` is who
    speaks; left out it is who did not speak last. What is left out stays as that side last said it, or as
    it was offered. `valid_until` left out is the desk's closing time.
    """

    permission: ClassVar[str] = "offer.negotiate"
    negotiation_id: UUID | None = None
    version: int | None = None
    offer_id: UUID | None = None
    party_id: UUID | None = None
    broker_id: UUID | None = None
    side: Side | None = None
    price: Exact | None = None
    quantity: Exact | None = None
    terms: TermsChange | None = None
    valid_until: datetime | None = None
    said_at: datetime | None = None
    said_by: str = ""
    text: str = ""
    message_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RejectNegotiation(Command[None]):
    """The side that was asked does not want it."""

    permission: ClassVar[str] = "offer.negotiate"
    id: UUID
    version: int | None = None
    reason: str
    said_by: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawNegotiation(Command[None]):
    """The side that spoke last takes back what it said."""

    permission: ClassVar[str] = "offer.negotiate"
    id: UUID
    version: int | None = None
    reason: str
    said_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ExpireOffers(Command[int]):
    """Close the negotiations whose last word no longer stands; answers how many.

    Nothing waits for it: what has expired is shown so by the clock. It only notes the round.
    """

    permission: ClassVar[str] = "offer.negotiate"


def start_negotiation(command: StartNegotiation, work: Work) -> UUID:
    offer = standing_offer(work, command.offer_id)
    return _talk_of(work, offer, command.party_id, command.broker_id).id


def counter_offer(command: CounterOffer, work: Work) -> UUID:
    talk, offer = _talk_and_offer(command, work)
    rounds = work.parts(NegotiationRound, talk.id)
    side = command.side or talk.last_side.other
    said_at = command.said_at or work.now
    until = command.valid_until or stands_until(work, said_at)
    made = dataclasses.replace(
        _countered(command, talk, rounds, side, said_at, until), noted_by=work.actor.name
    )
    _check_round(work, command, offer, made)
    work.insert_many([made])
    version = talk.version if command.version is None else command.version
    work.save(
        dataclasses.replace(
            talk,
            version=version,
            state=NegotiationState.OPEN,
            rounds=made.line_no,
            last_side=side,
            last_price=made.price,
            last_quantity=made.quantity,
            bid_price=made.price if side is Side.BUY else talk.bid_price,
            asked_price=made.price if side is Side.SELL else talk.asked_price,
            last_at=said_at,
            valid_until=until,
            broker_id=command.broker_id or talk.broker_id,
        )
    )
    return talk.id


def _talk_and_offer(command: CounterOffer, work: Work) -> tuple[Negotiation, Offer]:
    if command.negotiation_id is None:
        if command.offer_id is None:
            raise RuleBroken([Problem("negotiation.offer_missing", "offer_id")])
        offer = standing_offer(work, command.offer_id)
        return _talk_of(work, offer, command.party_id, command.broker_id), offer
    talk = work.get(Negotiation, command.negotiation_id, field="negotiation_id")
    offer = work.get(Offer, talk.offer_id)
    problems = Problems()
    problems.require(
        talk.state is not NegotiationState.AGREED, "negotiation.agreed", "negotiation_id", number=offer.number
    )
    problems.require(offer.state is OfferState.OPEN, "offer.not_open", "negotiation_id", number=offer.number)
    if talk.state is not NegotiationState.OPEN:
        other = _open_talk(work, offer.id, talk.party_id)
        problems.require(other is None, "negotiation.already_open", "negotiation_id", number=offer.number)
    problems.raise_if_any()
    return talk, offer


def _open_talk(work: Work, offer_id: UUID, party_id: UUID | None) -> Negotiation | None:
    whom = _N.party_id.is_(None) if party_id is None else _N.party_id == party_id
    return work.find(Negotiation, _N.offer_id == offer_id, whom, _N.state == NegotiationState.OPEN)


def _talk_of(work: Work, offer: Offer, party_id: UUID | None, broker_id: UUID | None) -> Negotiation:
    """The open negotiation of an offer with a party, begun with the offer as its first round if need be."""
    problems = Problems()
    problems.require(party_id != offer.party_id, "negotiation.same_party", "party_id")
    for name, id_ in (("party_id", party_id), ("broker_id", broker_id)):
        if id_ is not None and work.find(Party, id=id_) is None:
            problems.add("party.not_found", name, id=str(id_))
    problems.raise_if_any()
    found = _open_talk(work, offer.id, party_id)
    if found is not None:
        return found
    left = None if offer.quantity is None else offer.quantity - offer.taken_quantity
    talk = work.new(
        Negotiation,
        offer_id=offer.id,
        party_id=party_id,
        broker_id=broker_id,
        rounds=1,
        last_side=offer.side,
        last_price=offer.price,
        last_quantity=left,
        bid_price=offer.price if offer.side is Side.BUY else None,
        asked_price=offer.price if offer.side is Side.SELL else None,
        last_at=work.now,
        valid_until=offer.valid_until,
    )
    first = NegotiationRound(
        company_id=work.company_id,
        negotiation_id=talk.id,
        line_no=1,
        kind=RoundKind.OFFER,
        side=offer.side,
        price=offer.price,
        quantity=left,
        said_at=offer.offered_at,
        said_by=offer.said_by,
        noted_by=work.actor.name,
        valid_until=offer.valid_until,
        text=offer.text,
        message_id=offer.message_id,
    )
    work.insert_many([first])
    return talk


def _countered(
    command: CounterOffer,
    talk: Negotiation,
    rounds: list[NegotiationRound],
    side: Side,
    said_at: datetime,
    until: datetime,
) -> NegotiationRound:
    """The next round: where this side stood, changed by what it says now."""
    before = last_of(rounds, side) or rounds[0]
    terms = change_of_json(before.terms)
    if command.terms is not None:
        terms = over(terms, command.terms)
    return NegotiationRound(
        company_id=talk.company_id,
        negotiation_id=talk.id,
        line_no=talk.rounds + 1,
        kind=RoundKind.COUNTER,
        side=side,
        price=before.price if command.price is None else command.price,
        quantity=before.quantity if command.quantity is None else command.quantity,
        terms=change_as_json(terms),
        said_at=said_at,
        said_by=command.said_by.strip(),
        valid_until=until,
        text=command.text.strip(),
        message_id=command.message_id,
    )


def _check_round(work: Work, command: CounterOffer, offer: Offer, made: NegotiationRound) -> None:
    """RuleBroken with all that is wrong with a position: its terms, more than is left, no time to stand."""
    problems = Problems()
    nothing_said = (
        command.price is None
        and command.quantity is None
        and not (command.terms and command.terms.said)
        and not command.text.strip()
    )
    problems.require(not nothing_said, "round.nothing_said", "price")
    problems.require(
        made.valid_until and made.valid_until > made.said_at, "offer.valid_until_passed", "valid_until"
    )
    left = left_of(offer)
    if left is not None and made.quantity is not None:
        within = made.quantity <= left
        problems.require(within, "round.more_than_left", "quantity", left=left, unit=offer.unit.value.lower())
    content = terms_at(terms_offered(offer, limits_of(work, offer.id)), made)
    checked_terms(work, content, problems, outside=("price", "quantity"))
    problems.raise_if_any()


def left_of(offer: Offer) -> Decimal | None:
    """What nobody has taken of an offer, in its unit; None where it named no quantity."""
    return None if offer.quantity is None else offer.quantity - offer.taken_quantity


def limits_of(read: Read, offer_id: UUID) -> tuple[LimitContent, ...]:
    """The quality limits of an offer as they are entered."""
    return tuple(
        LimitContent(parameter=one.parameter, min_value=one.min_value, max_value=one.max_value)
        for one in read.parts(OfferLimit, offer_id)
    )


def reject_negotiation(command: RejectNegotiation, work: Work) -> None:
    talk = _open(work, command.id, command.version, command.reason)
    end(work, talk, RoundKind.REJECT, talk.last_side.other, command.reason, command.said_by)


def withdraw_negotiation(command: WithdrawNegotiation, work: Work) -> None:
    talk = _open(work, command.id, command.version, command.reason)
    end(work, talk, RoundKind.WITHDRAW, talk.last_side, command.reason, command.said_by)


def _open(work: Work, id_: UUID, version: int | None, reason: str) -> Negotiation:
    """A negotiation that is still open, to be ended for a reason."""
    talk = work.get(Negotiation, id_, field="id")
    problems = Problems()
    problems.require(reason.strip(), "offer.reason_missing", "reason")
    problems.require(talk.state is NegotiationState.OPEN, "negotiation.not_open", "id")
    problems.raise_if_any()
    return talk if version is None else dataclasses.replace(talk, version=version)


_ENDS = {
    RoundKind.REJECT: NegotiationState.REJECTED,
    RoundKind.WITHDRAW: NegotiationState.WITHDRAWN,
    RoundKind.EXPIRE: NegotiationState.EXPIRED,
    RoundKind.ACCEPT: NegotiationState.AGREED,
}


def end(
    work: Work,
    talk: Negotiation,
    kind: RoundKind,
    side: Side,
    text: str = "",
    said_by: str = "",
    *,
    price: Decimal | None = None,
    quantity: Decimal | None = None,
    trade_id: UUID | None = None,
    said_at: datetime | None = None,
) -> Negotiation:
    """Add the round that ends a negotiation, and close it."""
    at = said_at or work.now
    saved = work.save(
        dataclasses.replace(
            talk,
            state=_ENDS[kind],
            rounds=talk.rounds + 1,
            last_at=at,
            trade_id=trade_id,
            last_price=talk.last_price if price is None else price,
            last_quantity=talk.last_quantity if quantity is None else quantity,
        )
    )
    work.insert_many(
        [
            NegotiationRound(
                company_id=work.company_id,
                negotiation_id=talk.id,
                line_no=saved.rounds,
                kind=kind,
                side=side,
                price=price,
                quantity=quantity,
                said_at=at,
                said_by=said_by.strip(),
                noted_by=work.actor.name,
                text=text.strip(),
            )
        ]
    )
    return saved


def end_all(work: Work, offer: Offer, kind: RoundKind, side: Side, text: str) -> None:
    """End every negotiation about an offer that is still open."""
    for talk in work.all(
        Negotiation, _N.offer_id == offer.id, _N.state == NegotiationState.OPEN, order_by=(_N.id,)
    ):
        end(work, talk, kind, side, text)


def expire_offers(command: ExpireOffers, work: Work) -> int:
    late = work.all(
        Negotiation,
        _N.state == NegotiationState.OPEN,
        _N.valid_until < work.now,
        order_by=(_N.last_at, _N.id),
    )
    for talk in late:
        end(work, talk, RoundKind.EXPIRE, talk.last_side, said_at=talk.valid_until)
    return len(late)

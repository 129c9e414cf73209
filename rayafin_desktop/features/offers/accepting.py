"""Accepting a round: the contract, its lots and what is left of the offer, all in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken, Stale
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Read, Work

from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from ..lots.model import Lot
from ..trades.content import BrokerageContent, ShareContent, TradeContent, TradeLotContent
from ..trades.contracts import make_trade
from ..trades.model import Trade
from .model import (
    Negotiation,
    NegotiationRound,
    NegotiationState,
    Offer,
    OfferLot,
    OfferState,
    RoundKind,
)
from .negotiating import end, end_all, left_of, limits_of
from .positions import SPEAKS, TermsChange, terms_at, terms_offered
from .validity import desk_day


@dataclass(frozen=True, kw_only=True)
class AcceptRound(Command[UUID]):
    """Agree to the newest round of a negotiation; answers the contract's id.

    Name the round, or the `version` that was seen, so that nothing else is accepted than what was read.
    Only the side that did not speak in it can, and only while it stands. `quantity` takes less than was
    offered, the rest stays open. `price` and `terms` say what nobody had said yet and a contract needs; what
    was said cannot be changed here, only countered. `lots` left out takes the offer's lots as far as the
    quantity goes. The rest is as in a contract made by hand.
    """

    permission: ClassVar[str] = "offer.accept"
    negotiation_id: UUID
    round_no: int | None = None
    version: int | None = None
    side: Side | None = None
    quantity: Exact | None = None
    price: Exact | None = None
    terms: TermsChange | None = None
    traded_on: date | None = None
    said_by: str = ""
    text: str = ""
    lots: tuple[TradeLotContent, ...] | None = None
    brokerages: tuple[BrokerageContent, ...] | None = None
    shares: tuple[ShareContent, ...] = ()
    broker_member_id: UUID | None = None
    allowance_table_id: UUID | None = None
    clause_ids: tuple[UUID, ...] | None = None
    passing_days: int | None = None
    claim_days: int | None = None
    claim_working_days: bool | None = None
    arbitration: str = ""
    po_number: str = ""
    notes: str = ""


def accept_round(command: AcceptRound, work: Work) -> UUID:
    talk = work.get(Negotiation, command.negotiation_id, field="negotiation_id")
    offer = work.get(Offer, talk.offer_id)
    rounds = work.parts(NegotiationRound, talk.id)
    newest = _acceptable(command, work, talk, offer, rounds)
    terms = agreed_terms(work, offer, newest, command)
    trade = _contract(work, _content(command, work, talk, offer, terms))
    accepting = newest.side.other
    end(
        work,
        talk,
        RoundKind.ACCEPT,
        accepting,
        command.text,
        command.said_by,
        price=terms.price,
        quantity=terms.quantity,
        trade_id=trade.id,
    )
    _take(work, offer, terms.quantity or Decimal(0), trade.number)
    return trade.id


def _contract(work: Work, content: TradeContent) -> Trade:
    """The contract; a quantity or price nobody named is asked for where this command has it."""
    try:
        return make_trade(work, content)
    except RuleBroken as refused:
        own = ("quantity", "price")
        raise RuleBroken(
            dataclasses.replace(one, field=one.field.removeprefix("terms."))
            if one.field.removeprefix("terms.") in own
            else one
            for one in refused.problems
        ) from None


def _acceptable(
    command: AcceptRound, work: Work, talk: Negotiation, offer: Offer, rounds: Sequence[NegotiationRound]
) -> NegotiationRound:
    """The newest round, if it is the one meant, stands, and the other side accepts it; else RuleBroken."""
    if command.round_no is None and command.version is None:
        raise RuleBroken([Problem("round.missing", "round_no")])
    meant = talk.rounds if command.round_no is None else command.round_no
    problem = why_not(work, talk, offer, rounds, meant, command.side)
    if problem is not None:
        raise RuleBroken([problem])
    if command.version is not None and command.version != talk.version:
        raise Stale("negotiation.stale", {"id": str(talk.id)})
    return rounds[-1]


def why_not(
    read: Read,
    talk: Negotiation,
    offer: Offer,
    rounds: Sequence[NegotiationRound],
    round_no: int,
    side: Side | None = None,
) -> Problem | None:
    """What keeps a round from being accepted now, apart from terms that are missing; None if nothing."""
    newest = rounds[-1]
    number = {"number": offer.number}
    if talk.state is NegotiationState.AGREED:
        return Problem("negotiation.agreed", "negotiation_id", number)
    if talk.state is not NegotiationState.OPEN:
        return Problem("negotiation.not_open", "negotiation_id", number)
    if offer.state is not OfferState.OPEN:
        return Problem("offer.not_open", "negotiation_id", number)
    if round_no != newest.line_no or newest.kind not in SPEAKS:
        return Problem("round.not_newest", "round_no", {"newest": newest.line_no})
    if newest.valid_until is not None and newest.valid_until < read.now:
        return Problem("round.expired", "round_no", number)
    if side is newest.side:
        return Problem("round.own_side", "side", number)
    return None


def agreed_terms(
    read: Read, offer: Offer, newest: NegotiationRound, command: AcceptRound | None = None
) -> TermsContent:
    """What the contract will say: the round, what was still missing, and how much of it is taken.

    RuleBroken where the command says something otherwise than the round does.
    """
    terms = terms_at(terms_offered(offer, limits_of(read, offer.id)), newest)
    if command is None:
        return terms
    problems = Problems()
    said = dict(command.terms.said) if command.terms is not None else {}
    for name, value in said.items():
        before = getattr(terms, name)
        if before in (None, "", ()):
            terms = dataclasses.replace(terms, **{name: value})
        else:
            problems.require(before == value, "round.says_otherwise", f"terms.{name}", said=str(before))
    if command.price is not None:
        problems.require(
            terms.price in (None, command.price), "round.says_otherwise", "price", said=terms.price
        )
        terms = dataclasses.replace(terms, price=command.price)
    terms = _with_quantity(offer, terms, command.quantity, problems)
    problems.raise_if_any()
    return terms


def _with_quantity(
    offer: Offer, terms: TermsContent, wanted: Decimal | None, problems: Problems
) -> TermsContent:
    unit = offer.unit.value.lower()
    if wanted is not None:
        if terms.quantity is not None:
            within = wanted <= terms.quantity
            problems.require(within, "round.more_than_left", "quantity", left=terms.quantity, unit=unit)
        terms = dataclasses.replace(terms, quantity=wanted)
    left = left_of(offer)
    if left is not None and terms.quantity is not None:
        # Others may have taken some of it since the round.
        problems.require(terms.quantity <= left, "round.more_than_left", "quantity", left=left, unit=unit)
    return terms


def _content(
    command: AcceptRound, work: Work, talk: Negotiation, offer: Offer, terms: TermsContent
) -> TradeContent:
    buyer_id, seller_id = sides_of(offer, talk)
    sells = offer.side is Side.SELL
    lots = command.lots
    if lots is None:
        offered = work.parts(OfferLot, offer.id)
        known = work.by_ids(Lot, [one.lot_id for one in offered])
        lots = lots_for(offered, terms, known, full=terms.quantity == offer.quantity)
    return TradeContent(
        terms=terms,
        traded_on=command.traded_on or desk_day(work, work.now),
        buyer_id=buyer_id,
        seller_id=seller_id,
        buyer_broker_id=talk.broker_id if sells else offer.broker_id,
        seller_broker_id=offer.broker_id if sells else talk.broker_id,
        broker_member_id=command.broker_member_id,
        lots=lots,
        brokerages=command.brokerages,
        shares=command.shares,
        allowance_table_id=command.allowance_table_id,
        clause_ids=command.clause_ids,
        passing_days=command.passing_days,
        claim_days=command.claim_days,
        claim_working_days=command.claim_working_days,
        arbitration=command.arbitration,
        po_number=command.po_number,
        notes=command.notes,
    )


def sides_of(offer: Offer, talk: Negotiation) -> tuple[UUID | None, UUID | None]:
    """Buyer and seller of the contract; None is our own firm."""
    return (talk.party_id, offer.party_id) if offer.side is Side.SELL else (offer.party_id, talk.party_id)


_PACKAGES = (TradeUnit.BALE, TradeUnit.BAG)


def lots_for(
    offered: Sequence[OfferLot], terms: TermsContent, known: Mapping[UUID, Lot], *, full: bool
) -> tuple[TradeLotContent, ...]:
    """The offer's lots a contract takes: all for the whole offer, else in order what is left of them.

    Nothing where it takes a part by weight: which packages these are, somebody must say.
    """
    if full:
        return tuple(TradeLotContent(lot_id=one.lot_id, packages=one.packages) for one in offered)
    if terms.unit not in _PACKAGES or terms.quantity is None:
        return ()
    left, taken = int(terms.quantity), []
    for one in offered:
        packages = min(one.packages, known[one.lot_id].available, left)
        if packages > 0:
            taken.append(TradeLotContent(lot_id=one.lot_id, packages=packages))
            left -= packages
    return tuple(taken)


def _take(work: Work, offer: Offer, quantity: Decimal, trade_number: str) -> None:
    """Note what a contract took of an offer; once nothing is left it is agreed and its other talks end."""
    taken = offer.taken_quantity + quantity
    gone = offer.quantity is None or taken >= offer.quantity
    offer = work.save(
        dataclasses.replace(offer, taken_quantity=taken, state=OfferState.AGREED if gone else offer.state)
    )
    if gone:
        end_all(work, offer, RoundKind.REJECT, offer.side, f"Taken by {trade_number}")

"""What a person makes of a message: an offer, nothing, or another look."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from ..offers.model import Negotiation, Offer, OfferKind, OfferState
from ..offers.negotiating import CounterOffer, counter_offer
from ..offers.positions import TermsChange
from ..offers.saving import OfferLotContent, SaveOffer, save_offer
from .model import MessageState, TradeMessage


@dataclass(frozen=True, kw_only=True)
class SaveMessageAsOffer(Command[UUID]):
    """Save the offer, bid or enquiry a person has read out of a message; answers the offer's id.

    The fields are what the person confirmed, as in `SaveOffer`: nothing is taken from the message unasked.
    The offer was made when the message was sent, or when it came where that is not known. A message that
    lists several goods becomes several offers: `is_further` for each after the first.
    """

    permission: ClassVar[str] = "message.save"
    message_id: UUID
    kind: OfferKind
    side: Side | None = None
    party_id: UUID | None = None
    broker_id: UUID | None = None
    terms: TermsContent
    valid_until: datetime | None = None
    lots: tuple[OfferLotContent, ...] = ()
    notes: str = ""
    is_further: bool = False


@dataclass(frozen=True, kw_only=True)
class SaveMessageAsRound(Command[UUID]):
    """Note the counter a person has read out of a message (`61200 last`); answers the negotiation's id.

    Name the negotiation, or the offer and the party on its other side; the rest is as in `CounterOffer`,
    and what is left out stays as that side last said it. It was said when the message was sent.
    """

    permission: ClassVar[str] = "message.save"
    message_id: UUID
    negotiation_id: UUID | None = None
    offer_id: UUID | None = None
    party_id: UUID | None = None
    broker_id: UUID | None = None
    side: Side | None = None
    price: Exact | None = None
    quantity: Exact | None = None
    terms: TermsChange | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DiscardMessage(Command[UUID]):
    """Put a message aside; its text is kept."""

    permission: ClassVar[str] = "message.save"
    id: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReopenMessage(Command[UUID]):
    """Put a discarded message back into the inbox, or a saved one whose offer was withdrawn."""

    permission: ClassVar[str] = "message.save"
    id: UUID


def save_message_as_offer(command: SaveMessageAsOffer, work: Work) -> UUID:
    work.actor.require("offer.save")
    message = work.get(TradeMessage, command.message_id, field="message_id")
    is_further = command.is_further and message.became_kind == "offer"
    if not is_further:
        _require_undecided(message, "message_id")
    offer = SaveOffer(
        kind=command.kind,
        side=command.side,
        party_id=command.party_id,
        broker_id=command.broker_id,
        terms=command.terms,
        offered_at=message.sent_at or message.received_at,
        valid_until=command.valid_until,
        said_by=message.sender,
        text=message.text,
        message_id=message.id,
        lots=command.lots,
        notes=command.notes,
    )
    offer_id = save_offer(offer, work)
    if not is_further:
        became(work, message, "offer", offer_id, party_id=command.party_id, offer_id=offer_id)
    return offer_id


def save_message_as_round(command: SaveMessageAsRound, work: Work) -> UUID:
    work.actor.require("offer.negotiate")
    message = _undecided(work, command.message_id, "message_id")
    counter = CounterOffer(
        negotiation_id=command.negotiation_id,
        offer_id=command.offer_id,
        party_id=command.party_id,
        broker_id=command.broker_id,
        side=command.side,
        price=command.price,
        quantity=command.quantity,
        terms=command.terms,
        valid_until=command.valid_until,
        said_at=message.sent_at or message.received_at,
        said_by=message.sender,
        text=message.text,
        message_id=message.id,
    )
    talk = work.get(Negotiation, counter_offer(counter, work))
    became(work, message, "negotiation", talk.id, party_id=command.party_id, offer_id=talk.offer_id)
    return talk.id


def became(
    work: Work,
    message: TradeMessage,
    kind: str,
    record_id: UUID,
    *,
    party_id: UUID | None = None,
    offer_id: UUID | None = None,
) -> TradeMessage:
    """Mark a message as saved as a record."""
    return work.save(
        dataclasses.replace(
            message,
            state=MessageState.SAVED,
            became_kind=kind,
            became_id=record_id,
            offer_id=offer_id,
            party_id=party_id or message.party_id,
            decided_at=work.now,
            discard_reason="",
        )
    )


def discard_message(command: DiscardMessage, work: Work) -> UUID:
    message = _undecided(work, command.id, "id")
    return work.save(
        dataclasses.replace(
            message,
            state=MessageState.DISCARDED,
            discard_reason=command.reason.strip(),
            decided_at=work.now,
        )
    ).id


def reopen_message(command: ReopenMessage, work: Work) -> UUID:
    message = work.get(TradeMessage, command.id, field="id")
    if message.state is MessageState.NEW:
        raise RuleBroken([Problem("message.not_decided", "id")])
    if message.state is MessageState.SAVED:
        _require_given_up(work, message)
    return work.save(
        dataclasses.replace(
            message,
            state=MessageState.NEW,
            became_kind="",
            became_id=None,
            offer_id=None,
            decided_at=None,
            discard_reason="",
        )
    ).id


def _undecided(work: Work, message_id: UUID, field: str) -> TradeMessage:
    message = work.get(TradeMessage, message_id, field=field)
    _require_undecided(message, field)
    return message


def _require_undecided(message: TradeMessage, field: str) -> None:
    if message.state is not MessageState.NEW:
        raise RuleBroken([Problem("message.decided", field)])


def _require_given_up(work: Work, message: TradeMessage) -> None:
    """Only an offer that was withdrawn or rejected may be read out of the message anew; rounds stand."""
    offer = None if message.offer_id is None else work.find(Offer, id=message.offer_id)
    given_up = (OfferState.WITHDRAWN, OfferState.REJECTED)
    if message.became_kind == "offer" and offer is not None and offer.state in given_up:
        return
    number = "" if offer is None else offer.number
    raise RuleBroken([Problem("message.saved", "id", {"kind": message.became_kind, "number": number})])

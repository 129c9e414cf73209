"""Offers, bids and enquiries, and the rounds in which they are negotiated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Json,
    Length,
    Name,
    Note,
    Personal,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from ..commodities.rules import Side
from ..commodities.terms import TradeTerms


class OfferKind(StrEnum):
    """A seller's offer, a buyer's bid, or somebody who asks."""

    OFFER = "OFFER"
    BID = "BID"
    ENQUIRY = "ENQUIRY"


class OfferState(StrEnum):
    """What has become of an offer; EXPIRED follows from the clock and is not stored."""

    OPEN = "OPEN"
    AGREED = "AGREED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class RoundKind(StrEnum):
    """A step of a negotiation."""

    OFFER = "OFFER"
    COUNTER = "COUNTER"
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    WITHDRAW = "WITHDRAW"
    EXPIRE = "EXPIRE"


class NegotiationState(StrEnum):
    """What has become of a negotiation."""

    OPEN = "OPEN"
    AGREED = "AGREED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


@entity(
    "offers",
    unique=[("number",), ("external_reference",)],
    where={("external_reference",): "external_reference IS NOT NULL"},
    indexes=[
        ("offered_at", "id"),
        ("state", "commodity_id", "side"),
        ("party_id", "offered_at"),
        ("valid_until", "id"),
    ],
    checks={"quantity": "quantity IS NULL OR quantity > 0", "price": "price IS NULL OR price >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Offer(TradeTerms):
    """What a party wants to sell (side SELL) or buy; what it did not say stays empty.

    `party_id` None is our own firm's offer. `taken_quantity` is what contracts have taken of `quantity`, in
    its unit. `text` is the message it was read from, `said_by` who wrote it. `limits_text` and `terms_text`
    repeat its limits and the terms many offers share (`offers.texts`), so that matching reads one short row.
    """

    number: Code
    kind: OfferKind
    side: Side
    party_id: Annotated[UUID | None, References("parties")] = None
    broker_id: Annotated[UUID | None, References("parties")] = None
    offered_at: datetime
    valid_until: datetime | None = None
    state: OfferState = OfferState.OPEN
    taken_quantity: Quantity = Decimal(0)
    said_by: Annotated[Name, Personal] = ""
    text: Annotated[Note, Personal] = ""
    message_id: UUID | None = None
    notes: Note = ""
    close_reason: Note = ""
    limits_text: Note = ""
    terms_text: Note = ""
    external_reference: Annotated[str | None, Length(80)] = None
    branch_id: UUID | None = None


@part("offer_limits", of=Offer, kind="offer_limit")
@dataclass(frozen=True, kw_only=True, slots=True)
class OfferLimit(Part):
    """The least and the most a measured value is offered or wanted with."""

    offer_id: UUID
    parameter: Code
    min_value: Quantity | None = None
    max_value: Quantity | None = None


@part("offer_lots", of=Offer, kind="offer_lot")
@dataclass(frozen=True, kw_only=True, slots=True)
class OfferLot(Part):
    """A lot that is offered, and how many packages of it; nothing is reserved by an offer."""

    offer_id: UUID
    lot_id: Annotated[UUID, References("lots")]
    packages: Count


@entity(
    "negotiations",
    unique=[("offer_id", "party_id")],
    where={("offer_id", "party_id"): "state = 'OPEN'"},
    indexes=[("last_at", "id"), ("state", "last_at"), ("party_id", "last_at"), ("offer_id",), ("trade_id",)],
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Negotiation(Entity):
    """The talk about one offer with one party on the other side (None: our own firm).

    `rounds` is the newest round's number, `last_side` who last named a position and `last_price` at what;
    `valid_until` is how long that stands. `bid_price` and `asked_price` are what each side named
    last. `trade_id` is the contract it came to, at `last_price` for `last_quantity`.
    """

    offer_id: Annotated[UUID, References("offers")]
    party_id: Annotated[UUID | None, References("parties")] = None
    state: NegotiationState = NegotiationState.OPEN
    rounds: Count
    last_side: Side
    last_price: Rate | None = None
    last_quantity: Quantity | None = None
    bid_price: Rate | None = None
    asked_price: Rate | None = None
    last_at: datetime
    valid_until: datetime | None = None
    trade_id: Annotated[UUID | None, References("trades")] = None
    broker_id: Annotated[UUID | None, References("parties")] = None


@part("negotiation_rounds", of=Negotiation, kind="negotiation_round")
@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiationRound(Part):
    """One step, `line_no` its number: who (`side`) said what, when, and how long it holds.

    `price` and `quantity` are the whole position of that side then, `terms` what else it changes of the
    offer (field -> value). Rounds are only ever added.
    """

    negotiation_id: UUID
    kind: RoundKind
    side: Side
    price: Rate | None = None
    quantity: Quantity | None = None
    terms: Json | None = None
    said_at: datetime
    said_by: Annotated[Name, Personal] = ""
    noted_by: Annotated[Name, Personal] = ""
    valid_until: datetime | None = None
    text: Annotated[Note, Personal] = ""
    message_id: UUID | None = None

"""Offers, bids and enquiries: noting what was said, changing it while it stands, repeating it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from ..lots.model import Lot
from ..parties.model import Party
from ..trades.numbers import take_number
from ..trades.rules import Numbered
from .model import Negotiation, NegotiationState, Offer, OfferKind, OfferLimit, OfferLot, OfferState
from .terms_checks import checked_terms
from .texts import limits_text, terms_text
from .validity import desk_day, stands_until

SIDE_OF = {OfferKind.OFFER: Side.SELL, OfferKind.BID: Side.BUY}


@dataclass(frozen=True, kw_only=True)
class OfferLotContent:
    """A lot that is offered and how many packages of it."""

    lot_id: UUID
    packages: int


@dataclass(frozen=True, kw_only=True)
class SaveOffer(Command[UUID]):
    """Note an offer, a bid or an enquiry as it was said, or correct one that nobody has answered yet.

    `party_id` None is our own firm. `side` is who the party is; left out it follows from the kind, an enquiry
    is a buyer's. `offered_at` left out is now; `valid_until` left out is the desk's closing time that day.
    """

    permission: ClassVar[str] = "offer.save"
    id: UUID | None = None
    version: int | None = None
    kind: OfferKind
    side: Side | None = None
    party_id: UUID | None = None
    broker_id: UUID | None = None
    terms: TermsContent
    offered_at: datetime | None = None
    valid_until: datetime | None = None
    said_by: str = ""
    text: str = ""
    message_id: UUID | None = None
    lots: tuple[OfferLotContent, ...] = ()
    notes: str = ""
    external_reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class RepeatOffer(Command[UUID]):
    """Make an offer again as it was, for what is left of it or for `quantity`; answers the new one's id.

    The old one, if it still stands, gives way to it.
    """

    permission: ClassVar[str] = "offer.save"
    id: UUID
    quantity: Exact | None = None
    valid_until: datetime | None = None


def save_offer(command: SaveOffer, work: Work) -> UUID:
    """Carry out `SaveOffer`; also for features above that read offers out of messages."""
    problems = Problems()
    values = _checked(command, work, problems)
    offer = _kept(command, work, values, problems)
    work.replace_parts(OfferLimit, offer.id, _limits(work, offer, command.terms))
    work.replace_parts(OfferLot, offer.id, _lots(work, offer, command.lots))
    work.index("offer", offer.id, " ".join(filter(None, (offer.number, offer.variety, offer.said_by))))
    return offer.id


def _checked(command: SaveOffer, work: Work, problems: Problems) -> dict[str, Any]:
    """The columns of the offer; what is wrong goes into `problems`."""
    side = command.side or SIDE_OF.get(command.kind, Side.BUY)
    problems.require(SIDE_OF.get(command.kind, side) is side, "offer.wrong_side", "side")
    values = checked_terms(work, command.terms, problems)
    for name in ("party_id", "broker_id"):
        id_ = getattr(command, name)
        if id_ is not None and work.find(Party, id=id_) is None:
            problems.add("party.not_found", name, id=str(id_))
    problems.require(
        command.broker_id is None or command.broker_id != command.party_id,
        "offer.broker_is_party",
        "broker_id",
    )
    _check_lots(command, work, side, problems)
    return values | {
        "kind": command.kind,
        "side": side,
        "party_id": command.party_id,
        "broker_id": command.broker_id,
        "said_by": command.said_by.strip(),
        "text": command.text.strip(),
        "message_id": command.message_id,
        "notes": command.notes.strip(),
        "limits_text": limits_text(command.terms.limits),
        "external_reference": (command.external_reference or "").strip() or None,
    }


def _check_lots(command: SaveOffer, work: Work, side: Side, problems: Problems) -> None:
    if command.lots:
        problems.require(side is Side.SELL, "offer.lots_of_a_buyer", "lots")
    seen: set[UUID] = set()
    for at, one in enumerate(command.lots):
        lot = work.find(Lot, id=one.lot_id)
        problems.require(one.packages > 0, "offer.packages_missing", f"lots.{at}.packages")
        problems.require(one.lot_id not in seen, "offer.lot_twice", f"lots.{at}.lot_id")
        seen.add(one.lot_id)
        if lot is None:
            problems.add("lot.not_found", f"lots.{at}.lot_id", id=str(one.lot_id))
            continue
        fits = lot.commodity_id == command.terms.commodity_id and lot.party_id == command.party_id
        problems.require(fits, "offer.lot_of_another", f"lots.{at}.lot_id", lot=lot.lot_no)


def _kept(command: SaveOffer, work: Work, values: dict[str, Any], problems: Problems) -> Offer:
    """The offer, made or changed."""
    if command.id is None:
        said_at = command.offered_at or work.now
        until = command.valid_until or stands_until(work, said_at)
        problems.require(until > said_at, "offer.valid_until_passed", "valid_until")
        problems.raise_if_any()
        number = take_number(work, Numbered.OFFER, desk_day(work, said_at))
        texts = {"terms_text": terms_text(SimpleNamespace(**values))}
        return work.new(Offer, number=number, offered_at=said_at, valid_until=until, **values, **texts)
    old = work.get(Offer, command.id, field="id")
    if old.state is not OfferState.OPEN:
        problems.add("offer.not_open", "id", number=old.number)
    answered = work.find(
        Negotiation, Negotiation.c.offer_id == old.id, Negotiation.c.state == NegotiationState.OPEN
    )
    if answered is not None or old.taken_quantity:
        problems.add("offer.answered", "id", number=old.number)
    said_at = command.offered_at or old.offered_at
    until = command.valid_until or old.valid_until or stands_until(work, said_at)
    problems.require(until > said_at, "offer.valid_until_passed", "valid_until")
    problems.raise_if_any()
    version = old.version if command.version is None else command.version
    new = dataclasses.replace(old, offered_at=said_at, valid_until=until, version=version, **values)
    return work.save(dataclasses.replace(new, terms_text=terms_text(new)))


def _limits(work: Work, offer: Offer, terms: TermsContent) -> list[OfferLimit]:
    return [
        OfferLimit(
            company_id=work.company_id,
            offer_id=offer.id,
            line_no=no,
            parameter=one.parameter,
            min_value=one.min_value,
            max_value=one.max_value,
        )
        for no, one in enumerate(terms.limits, 1)
    ]


def _lots(work: Work, offer: Offer, lots: tuple[OfferLotContent, ...]) -> list[OfferLot]:
    return [
        OfferLot(
            company_id=work.company_id,
            offer_id=offer.id,
            line_no=no,
            lot_id=one.lot_id,
            packages=one.packages,
        )
        for no, one in enumerate(lots, 1)
    ]


def repeat_offer(command: RepeatOffer, work: Work) -> UUID:
    old = work.get(Offer, command.id, field="id")
    until = command.valid_until or stands_until(work, work.now)
    problems = Problems()
    problems.require(until > work.now, "offer.valid_until_passed", "valid_until")
    left = None if old.quantity is None else old.quantity - old.taken_quantity
    left = left if command.quantity is None else command.quantity
    problems.require(left is None or left > 0, "offer.nothing_left", "quantity", number=old.number)
    open_talk = work.find(
        Negotiation, Negotiation.c.offer_id == old.id, Negotiation.c.state == NegotiationState.OPEN
    )
    problems.require(open_talk is None, "offer.answered", "id", number=old.number)
    problems.raise_if_any()
    number = take_number(work, Numbered.OFFER, desk_day(work, work.now))
    if old.state is OfferState.OPEN:
        work.save(dataclasses.replace(old, state=OfferState.WITHDRAWN, close_reason=f"Repeated as {number}"))
    fields = {name: getattr(old, name) for name in Offer.mapping.fields if name not in _ITS_OWN}
    fields |= {"number": number, "offered_at": work.now, "valid_until": until, "quantity": left}
    new = work.new(Offer, **fields)
    work.insert_many(dataclasses.replace(one, offer_id=new.id) for one in work.parts(OfferLimit, old.id))
    if not old.taken_quantity:  # which packages a partial contract took is not known here
        work.insert_many(dataclasses.replace(one, offer_id=new.id) for one in work.parts(OfferLot, old.id))
    work.index("offer", new.id, " ".join(filter(None, (number, new.variety, new.said_by))))
    return new.id


# What a repeated offer does not take over from the one it repeats.
_ITS_OWN = frozenset(
    {
        "id", "company_id", "version", "created_at", "updated_at", "deleted_at", "number", "offered_at",
        "valid_until", "state", "taken_quantity", "close_reason", "external_reference", "quantity",
        "message_id", "branch_id",
    }
)  # fmt: skip


def standing_offer(work: Work, offer_id: UUID, *, field: str = "offer_id") -> Offer:
    """An offer that is neither closed nor past its time; RuleBroken `offer.not_open`, `offer.expired`."""
    offer = work.get(Offer, offer_id, field=field)
    if offer.state is not OfferState.OPEN:
        raise RuleBroken([Problem("offer.not_open", field, {"number": offer.number})])
    if offer.valid_until is not None and offer.valid_until < work.now:
        raise RuleBroken([Problem("offer.expired", field, {"number": offer.number})])
    return offer

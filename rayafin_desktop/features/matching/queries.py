"""Which open offers fit one: with score, landed price and reasons, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, overload
from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.garbage import collector_at_rest
from rayafin_desktop.engine.work import Read

from ..commodities.queries import locations
from ..commodities.rules import DeliveryBasis, Side
from ..offers.board import rounded
from ..offers.model import Offer
from .explaining import Part, beats, parts_of
from .filters import Filter, open_limits, ranges_of
from .landed import landing
from .ranking import Fit, Known, Ranking, Reason, Refused, Subject, rank
from .reading import known_parties, own_terms, rows_against, subject_of, terms_of, uuid_of, window_of

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that fits: `score` 0 to 100 is the sum of its `parts`.

    `landed` is exactly what a unit comes to for the side that asked, `landed_price` the same for the eye;
    `gap` is the other's price less one's own in that unit, without tax (below zero: cheaper). None where one
    of the two names no price. `open_limits` are measured values the other side says nothing of.
    """

    offer_id: UUID
    number: str
    party_id: UUID | None
    party_name: str
    score: int
    price: Decimal | None
    price_unit: TradeUnit
    left_quantity: Decimal | None
    unit: TradeUnit
    basis: DeliveryBasis | None
    place: str
    landed: Fraction | None
    landed_price: Decimal | None
    gap: Decimal | None
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    open_limits: tuple[str, ...]
    offered_at: datetime
    valid_until: datetime | None
    beats_next: str = ""

    @property
    def party(self) -> str:
        return self.party_name


@dataclass(frozen=True, slots=True)
class Refusal:
    """An offer that does not fit, with everything that keeps it from it."""

    offer_id: UUID
    party_name: str
    reasons: tuple[Reason, ...]

    @property
    def filter(self) -> Filter:
        return self.reasons[0][0]

    @property
    def words(self) -> str:
        return "; ".join(words for _, words in self.reasons)


class Refusals(Sequence[Refusal]):
    """The offers that do not fit; each is made when it is looked at."""

    def __init__(self, found: Ranking, known: Mapping[Any, Known]) -> None:
        self._rows, self._reasons_of, self._known = found.refused, found.reasons_of, known

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Refusal]:
        return map(self._made, self._rows)

    @overload
    def __getitem__(self, at: int) -> Refusal: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Refusal]: ...
    def __getitem__(self, at: int | slice) -> Refusal | Sequence[Refusal]:
        if isinstance(at, slice):
            return [self._made(row) for row in self._rows[at]]
        return self._made(self._rows[at])

    def _made(self, row: Refused) -> Refusal:
        offer = row[0]
        offer_id = uuid_of(offer[0])
        assert offer_id is not None  # noqa: S101 - every offer has an id
        return Refusal(offer_id, self._known[offer[1]].name, self._reasons_of(offer))

    def by_filter(self) -> Mapping[Filter, int]:
        """How many each filter kept out; an offer counts once, for its first reason."""
        return Counter([first[0][0] for _, first in self._rows])


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What fits an offer, best first; `passed` counts those that are not shown, too.

    `reference_price` is one's own price landed, or the best of the others' where one names none. Only open
    offers of the same commodity on the other side are looked at; the rest is no match and not told.
    """

    offer_id: UUID
    side: Side
    currency: str
    unit: TradeUnit
    candidates: tuple[Candidate, ...]
    passed: int
    reference_price: Decimal | None
    refused: Refusals


def matches_of(read: Read, offer_id: UUID, most: int = MOST_SHOWN) -> MatchResult:
    """The open offers of the other side that fit an offer, and why each other one does not."""
    return matches_for(read, read.get(Offer, offer_id), most)


def matches_for(read: Read, offer: Offer, most: int = MOST_SHOWN) -> MatchResult:
    """The same for an offer that is not kept yet, such as one that is being typed."""
    read.actor.require("offer.read")
    subject = subject_of(read, offer)
    with collector_at_rest():  # what is made here lives as long as the answer
        rows = rows_against(read, offer)
        known = known_parties(read, offer, {row[1] for row in rows})
        found = rank(subject, rows, known, terms_of, window_of, most)
    return MatchResult(
        offer_id=offer.id,
        side=offer.side,
        currency=offer.currency,
        unit=offer.price_unit,
        candidates=_candidates(read, offer, subject, found, known),
        passed=found.passed,
        reference_price=None if found.reference is None else rounded(found.reference),
        refused=Refusals(found, known),
    )


def why_no_match(read: Read, offer_id: UUID, other_id: UUID) -> tuple[Reason, ...]:
    """Everything that keeps two offers apart, whatever they are; nothing where they fit."""
    read.actor.require("offer.read")
    offer, other = read.get(Offer, offer_id), read.get(Offer, other_id)
    if offer.commodity_id != other.commodity_id:
        return ((Filter.COMMODITY, "another commodity"),)
    if offer.side is other.side:
        return ((Filter.SIDE, "both want to buy" if offer.side is Side.BUY else "both want to sell"),)
    rows = [row for row in rows_against(read, offer) if uuid_of(row[0]) == other_id]
    if not rows:
        raise NotFound("offer.not_found", {"id": str(other_id)}, field="other_id")
    known = known_parties(read, offer, {rows[0][1]})
    found = rank(subject_of(read, offer), rows, known, terms_of, window_of, 1)
    return found.reasons_of(rows[0])


def _candidates(
    read: Read, offer: Offer, subject: Subject, found: Ranking, known: Mapping[Any, Known]
) -> tuple[Candidate, ...]:
    ids = [uuid_of(fit.row[0]) for fit in found.best]
    loaded = read.by_ids(Offer, [id_ for id_ in ids if id_ is not None])
    own = own_net(subject)
    made = [
        _candidate(read, subject, found, fit, loaded[id_], known[fit.row[1]], own)
        for fit, id_ in zip(found.best, ids, strict=True)
        if id_ is not None and id_ in loaded
    ]
    return tuple(_told(one, made[at + 1 : at + 2], offer) for at, one in enumerate(made))


def _told(one: Candidate, rest: Sequence[Candidate], offer: Offer) -> Candidate:
    """A candidate with the sentence that says by what it is before the next."""
    if not rest:
        return one
    words = beats(
        (one.party_name, one.score, one.landed, one.parts),
        (rest[0].party_name, rest[0].score, rest[0].landed, rest[0].parts),
        offer.side,
        offer.currency,
        offer.price_unit,
    )
    return replace(one, beats_next=words)


def _candidate(
    read: Read,
    subject: Subject,
    found: Ranking,
    fit: Fit,
    other: Offer,
    party: Known,
    own: Fraction | None,
) -> Candidate:
    other_landing = landing(own_terms(other), subject.market)
    assert other_landing is not None  # noqa: S101 - it passed the filters
    landed = None if other.price is None else other_landing.of(other.price)
    gap = None
    if other.price is not None and own is not None:
        gap = rounded(other_landing.net(other.price) - own)
    wanted, offered = subject.limits, ranges_of(other.limits_text)
    if not subject.buys:
        wanted, offered = offered, wanted
    parts = parts_of(subject, fit, other_landing, other.price, found.reference, party)
    place_id = other.origin_id or other.destination_id
    place = None if place_id is None else locations(read).get(place_id)
    return Candidate(
        offer_id=other.id,
        number=other.number,
        party_id=other.party_id,
        party_name=party.name,
        score=sum(part.points for part in parts),
        price=other.price,
        price_unit=other.price_unit,
        left_quantity=None if other.quantity is None else other.quantity - other.taken_quantity,
        unit=other.unit,
        basis=other.basis,
        place=place.name if place else "",
        landed=landed,
        landed_price=None if landed is None else rounded(landed),
        gap=gap,
        parts=parts,
        reasons=tuple(part.words for part in parts if part.words),
        open_limits=tuple(open_limits(wanted, offered)),
        offered_at=other.offered_at,
        valid_until=other.valid_until,
    )


def own_net(subject: Subject) -> Fraction | None:
    """One's own price in one's own unit, without tax; None where none was named or nobody can say."""
    own, price = landing(subject.terms, subject.market), subject.terms.price
    return None if own is None or price is None else own.net(price)

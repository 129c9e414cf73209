"""A message read against the book: its facts, the records they mean, and what only a person can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.work import Read

from ..commodities.queries import commodity_coded
from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from ..offers.model import OfferKind
from ..offers.validity import closing_of, desk_zone
from .messages import MESSAGES
from .names import Candidate, Named, party_named, place_named
from .parsing.parser import parse_message
from .parsing.schema import ParsedMessage
from .terms import Fields, at, kind_of, place_names, side_of, terms_of

# What is no offer of its own: it answers one, and in the words of the question it is
_OF_A_TALK = {
    "counter": "a counter",
    "deal": "a deal",
    "rejection": "a rejection",
    "withdrawal": "a withdrawal",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field nobody can fill for certain: what to ask, and which records may be meant."""

    field: str
    code: str
    question: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch `text[start:end]` a field was read from; `inferred` where a rule filled the field."""

    start: int
    end: int
    field: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a message says. `fields` is plain JSON as `rayafin trade parse` prints it.

    `terms` is what `SaveMessageAsOffer` takes, None while the goods are not known. Nothing in it is a
    guess: where a name may mean several records, its id is None and a doubt holds the candidates.
    `valid_until` is an instant. `filled` counts the facts that were read, `sure` those no doubt touches.
    """

    fields: Mapping[str, Any]
    words: tuple[Word, ...]
    kind: OfferKind | None
    side: Side | None
    party_id: UUID | None
    party_name: str
    broker_id: UUID | None
    broker_name: str
    commodity_id: UUID | None
    origin_id: UUID | None
    destination_id: UUID | None
    terms: TermsContent | None
    valid_until: datetime | None
    doubts: tuple[Doubt, ...]
    filled: int
    sure: int


def read_text(read: Read, text: str, said_at: datetime, sender: str = "") -> Reading:
    """Read a text that was written at an instant; relative days are those of the desk's place."""
    return resolved(read, parsed_at(read, text, said_at), sender)


def parsed_at(read: Read, text: str, said_at: datetime) -> ParsedMessage:
    """A text parsed as of an instant."""
    local = said_at.astimezone(desk_zone(read)).replace(tzinfo=None)
    return parse_message(text, local.date(), now=local)


def resolved(read: Read, parsed: ParsedMessage, sender: str = "") -> Reading:
    """A parsed message with the records of the book it means."""
    fields = parsed.fields
    kind, side = kind_of(fields), side_of(fields)
    party, broker = whose(read, fields, sender)
    code = str(fields.get("commodity") or "")
    commodity = commodity_coded(read, code) if code else None
    origin, destination = (place_named(read, name) for name in place_names(fields))
    terms = None if commodity is None else terms_of(fields, commodity.id, origin.id, destination.id)
    doubts = tuple(
        _doubts(
            parsed,
            kind=kind,
            party=party,
            commodity_id=None if commodity is None else commodity.id,
            places={"location.origin": origin, "location.destination": destination},
        )
    )
    doubtful = {one.field for one in doubts}
    filled = {one.field for one in parsed.evidence}
    filled |= {one for one in doubtful if at(fields, one) is not None}  # by a rule alone
    return Reading(
        fields=parsed.to_json(),
        words=tuple(Word(e.span.start, e.span.end, e.field, e.inferred) for e in parsed.evidence),
        kind=kind,
        side=side,
        party_id=party.id,
        party_name=party.name or party.text,
        broker_id=broker.id,
        broker_name=broker.name,
        commodity_id=None if commodity is None else commodity.id,
        origin_id=origin.id,
        destination_id=destination.id,
        terms=terms,
        valid_until=_instant(read, at(fields, "validity.until")),
        doubts=doubts,
        filled=len(filled),
        sure=len([one for one in filled if not any(_touches(field, one) for field in doubtful)]),
    )


Find = Callable[[Read, str], Named]


def whose(read: Read, fields: Fields, sender: str, find: Find = party_named) -> tuple[Named, Named]:
    """The party whose offer it is, and the broker who passes it on; `find` may remember what it found."""
    side = side_of(fields)
    role = {Side.SELL: "seller", Side.BUY: "buyer"}.get(side) if side else None
    said = (role and at(fields, f"parties.{role}")) or at(fields, "parties.party")
    broker = find(read, str(at(fields, "parties.broker") or ""))
    if said:
        return find(read, str(said)), broker
    writer = find(read, sender)
    if writer.is_broker:
        return Named(""), writer
    return writer, broker


def _doubts(
    parsed: ParsedMessage,
    *,
    kind: OfferKind | None,
    party: Named,
    commodity_id: UUID | None,
    places: Mapping[str, Named],
) -> Iterator[Doubt]:
    fields = parsed.fields
    said = str(fields.get("kind") or "")
    if said in _OF_A_TALK:
        yield _ask("kind", "message.ask_negotiation", kind=_OF_A_TALK[said])
    elif kind is None:
        yield _ask("kind", "message.ask_kind")
    if not fields:
        return
    if party.id is None:
        known = "message.ask_party" if party.text else "message.ask_party_unnamed"
        yield _ask("party", known, party.candidates, name=party.text)
    code = str(fields.get("commodity") or "")
    if not code and said not in _OF_A_TALK:
        yield _ask("commodity", "message.ask_commodity")
    elif code and commodity_id is None:
        yield _ask("commodity", "message.ask_commodity_unknown", goods=code)
    for field, place in places.items():
        if place.text and place.id is None:
            yield _ask(field, "message.ask_place", place.candidates, name=place.text)
    for name in ("quantity", "price"):
        least, most = at(fields, f"{name}.min"), at(fields, f"{name}.max")
        exact = at(fields, "quantity.value") if name == "quantity" else at(fields, "price.amount")
        if exact is None and least is not None and most is not None:
            yield _ask(name, "message.ask_range", least=f"{least:f}", most=f"{most:f}")
    if at(fields, "price.per_inferred"):
        yield _ask("price.per", "message.ask_price_unit", unit=at(fields, "price.per"))
    if fields.get("side_inferred"):
        yield _ask("side", "message.ask_side")
    for warning in parsed.warnings:
        yield Doubt(warning.field, warning.code, warning.sentence())


def _ask(field: str, code: str, candidates: tuple[Candidate, ...] = (), **params: object) -> Doubt:
    return Doubt(field, code, MESSAGES[code].format(**params), candidates)


def _touches(doubtful: str, field: str) -> bool:
    return field == doubtful or field.startswith(f"{doubtful}.")


def _instant(read: Read, until: Any) -> datetime | None:
    """The end of a validity as an instant; of a day without a time it is when the desk closes."""
    if isinstance(until, datetime):
        return until.replace(tzinfo=desk_zone(read)).astimezone(UTC)
    return closing_of(read, until) if isinstance(until, date) else None

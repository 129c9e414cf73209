"""A message made values for the form: the parser's fields joined to the records of the book.

Runs off the window's thread. What cannot be joined to one record stays open with a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.work import Read

from .message_box import Mark, Span
from .reading import NOBODY, place_names
from .seen import Seen, Waiting
from .values import values_of

if TYPE_CHECKING:
    from rayafin_desktop.features.messages.parsing import ParsedMessage
    from rayafin_desktop.features.messages.resolution import Doubt, Reading

_PLACES = {
    "party": "party_id",
    "parties": "party_id",
    "parties.broker": "broker_id",
    "commodity": "commodity_id",
    "variety": "variety",
    "grade": "grade",
    "crop": "crop_year",
    "quantity": "quantity",
    "quantity.tolerance_pct": "tolerance_percent",
    "quantity.lorries": "lorries",
    "quantity.packing": "packing",
    "quantity.container": "packing",
    "price": "price",
    "price.basis": "basis",
    "price.tax": "tax_term",
    "price.type": "price_type",
    "quality": "limits",
    "location": "origin_id",
    "location.destination": "destination_id",
    "delivery": "delivery_from",
    "delivery.to": "delivery_to",
    "payment": "payment_type",
    "payment.days": "payment_days",
    "payment.advance_pct": "advance_percent",
    "payment.discount_pct": "discount_percent",
    "validity": "valid_until",
    "kind": "kind",
    "side": "kind",
}
"""Where in the form a field of the parser goes, by the longest prefix."""

_KINDS = {
    ("offer", "sell"): "SELL_OFFER",
    ("offer", "buy"): "BUY_OFFER",
    ("offer", ""): "SELL_OFFER",
    ("bid", "buy"): "BID",
    ("bid", "sell"): "SELL_OFFER",
    ("bid", ""): "BID",
    ("enquiry", "buy"): "BUY_ENQUIRY",
    ("enquiry", "sell"): "SELL_ENQUIRY",
    ("enquiry", ""): "BUY_ENQUIRY",
}
_QUESTIONS = {
    "message.ask_party_unnamed": "Who says this? Nobody is named.",
    "message.ask_commodity": "Which commodity? Not said.",
    "message.ask_price_unit": "Per what? Not said.",
    "message.ask_range": "Two are named. Which one stands?",
}
"""Shorter questions for the room beneath a field."""


def read_message(read: Read, waiting: Waiting, formats: Formats) -> Seen:
    """Parse a message and join what it names to the book."""
    from rayafin_desktop.features.messages.resolution import parsed_at, resolved

    parsed = parsed_at(read, waiting.text, waiting.said_at or read.now)
    reading = resolved(read, parsed, waiting.said_by)
    values = _values(read, reading, parsed, waiting, formats)
    kind, side = str(parsed.fields.get("kind") or "offer"), str(parsed.fields.get("side") or "")
    doubts = _doubts(reading, parsed, waiting, values)
    warned = {one.code for one in parsed.warnings}
    shown = [one for one in reading.doubts if one.code in warned and not field_of(one.field)]
    return Seen(
        text=waiting.text,
        kind=_KINDS.get((kind, side), kind.upper()),
        values=values,
        doubts=doubts,
        spans=_spans(parsed, values, doubts),
        warnings=tuple(_question(one) for one in shown),
        said_by=waiting.said_by,
        said_at=waiting.said_at,
        source=waiting.source,
        message_id=waiting.message_id,
        parsed=parsed,
        sides=_sides(read, parsed),
    )


def field_of(path: str) -> str:
    """The form's field for a field of the parser; empty for one the form does not have."""
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        found = _PLACES.get(".".join(parts[:size]))
        if found:
            return found
    return ""


def _values(
    read: Read, reading: Reading, parsed: ParsedMessage, waiting: Waiting, formats: Formats
) -> dict[str, Any]:
    from rayafin_desktop.features.commodities.queries import commodities
    from rayafin_desktop.features.messages.terms import terms_of

    terms = reading.terms or terms_of(parsed.fields, NOBODY, reading.origin_id, reading.destination_id)
    goods = commodities(read).get(reading.commodity_id) if reading.commodity_id is not None else None
    values = values_of(terms, goods, place_names(read), terms.limits, formats.currency)
    if reading.party_id is not None:
        values["party_id"] = Suggestion(reading.party_id, reading.party_name)
    if reading.broker_id is not None:
        values["broker_id"] = Suggestion(reading.broker_id, reading.broker_name)
    values["valid_until"] = reading.valid_until
    values["said_by"] = waiting.said_by
    return values


def _sides(read: Read, parsed: ParsedMessage) -> dict[str, Any]:
    """Buyer and seller of a deal, where the book knows exactly one of that name."""
    from rayafin_desktop.features.messages.names import party_named

    named = parsed.fields.get("parties")
    found: dict[str, Any] = {}
    for role in ("buyer", "seller"):
        text = str(named.get(role) or "") if isinstance(named, Mapping) else ""
        party = party_named(read, text) if text else None
        if party is not None and party.id is not None:
            found[f"{role}_id"] = Suggestion(party.id, party.name)
    return found


def _doubts(
    reading: Reading, parsed: ParsedMessage, waiting: Waiting, values: Mapping[str, Any]
) -> dict[str, str]:
    """Questions by field: what cannot be joined first, then what a rule filled."""
    found: dict[str, str] = {}
    for one in reading.doubts:
        own = field_of(one.field)
        if own and own != "kind":
            found.setdefault(own, _question(one))
    for path in _inferred(parsed.fields):
        own = "" if path.endswith("currency") else field_of(path)  # it is mostly the company's own
        if own and own != "kind" and values.get(own) not in (None, ""):
            found.setdefault(own, tr("Not said. Is it so?"))
    named = parsed.fields.get("parties")
    if values.get("party_id") is not None and not named and waiting.said_by:
        found.setdefault("party_id", tr("Taken from the sender"))
    return found


def _inferred(fields: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The dotted names of values that a rule supplied."""
    for key, value in fields.items():
        if key.endswith("_inferred") and value is True:
            yield path + key.removesuffix("_inferred")
        elif isinstance(value, Mapping):
            yield from _inferred(value, f"{path}{key}.")


def _question(doubt: Doubt) -> str:
    short = _QUESTIONS.get(doubt.code)
    return tr(short) if short else tr(doubt.question)


def _spans(parsed: ParsedMessage, values: Mapping[str, Any], doubts: Mapping[str, str]) -> tuple[Span, ...]:
    found = []
    for one in parsed.evidence:
        own = field_of(one.field)
        if own == "origin_id" and not values.get(own) and values.get("destination_id"):
            own = "destination_id"
        mark: Mark = "guess" if one.inferred or own in doubts else "sure"
        found.append(Span(one.span.start, one.span.end, mark, own))
    found += [Span(one.start, one.end, "unread") for one in parsed.unread]
    return _apart(found)


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, none over another: a longer one wins, and of two alike the doubtful one."""
    kept: list[Span] = []
    ranked = sorted(spans, key=lambda one: (one.mark == "unread", one.start - one.end, one.mark != "guess"))
    for one in ranked:
        if one.start < one.end and all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))

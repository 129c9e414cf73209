"""A message made values for the form: the parser's fields joined to the records of the book.

Runs off the window's thread. What cannot be joined to one record stays open with a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.work import Read

from .limits_text import limits_of, said_limits
from .measures import Measure, PricePer, one_of, said_quantity
from .message_box import Mark, Span
from .seen import Seen, Waiting

_PLACES = {
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


def read_message(read: Read, waiting: Waiting, formats: Formats) -> Seen:
    """Parse a message and join what it names to the book."""
    from rayafin_desktop.features.messages.parsing import parse_message

    at = (waiting.said_at or read.now).astimezone(formats.zone)
    parsed = parse_message(waiting.text, at.replace(tzinfo=None))
    return _Joining(read, waiting, parsed, at, formats).seen()


def field_of(path: str) -> str:
    """The form's field for a field of the parser; empty for one the form does not have."""
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        found = _PLACES.get(".".join(parts[:size]))
        if found:
            return found
    return ""


class _Joining:
    """One message on its way into the form."""

    def __init__(self, read: Read, waiting: Waiting, parsed: Any, at: datetime, formats: Formats) -> None:
        self._read, self._waiting, self._parsed, self._at, self._formats = read, waiting, parsed, at, formats
        self.fields: Mapping[str, Any] = parsed.fields
        self.values: dict[str, Any] = {}
        self.doubts: dict[str, str] = {}
        kind, side = str(self.fields.get("kind", "offer")), str(self.fields.get("side") or "")
        self.kind = _KINDS.get((kind, side), kind.upper())
        self.is_buying = side == "buy" or self.kind in ("BID", "BUY_ENQUIRY", "BUY_OFFER")

    def seen(self) -> Seen:
        """Everything joined."""
        self._goods()
        self._parties()
        self._amounts()
        self._quality()
        self._places()
        self._times()
        self._payment()
        self._warnings()
        self.values["said_by"] = self._waiting.said_by
        waiting = self._waiting
        return Seen(
            text=waiting.text,
            kind=self.kind,
            values=self.values,
            doubts=self.doubts,
            spans=self._spans(),
            warnings=tuple(_said(one) for one in self._parsed.warnings),
            said_by=waiting.said_by,
            said_at=waiting.said_at,
            source=waiting.source,
            message_id=waiting.message_id,
            parsed=self._parsed,
        )

    def _part(self, key: str) -> Mapping[str, Any]:
        found = self.fields.get(key)
        return found if isinstance(found, Mapping) else {}

    # What it is about

    def _goods(self) -> None:
        from rayafin_desktop.features.commodities.queries import commodity_coded

        code = self.fields.get("commodity")
        if code:
            found = commodity_coded(self._read, str(code))
            if found is None:
                self.doubts["commodity_id"] = tr("{code} is not in the book yet", code=code)
            else:
                self.values["commodity_id"] = Suggestion(found.id, found.name, found.code, row=found)
                if self.fields.get("commodity_inferred"):
                    self.doubts["commodity_id"] = tr("Guessed from the other words")
        elif self.kind in ("SELL_OFFER", "BUY_OFFER", "BID", "BUY_ENQUIRY", "SELL_ENQUIRY"):
            self.doubts["commodity_id"] = tr("Which commodity? Not said.")
        for key, own in (("variety", "variety"), ("grade", "grade"), ("crop", "crop_year")):
            if self.fields.get(key):
                self.values[own] = self.fields[key]
                self._doubt_inferred(self.fields, key, own)

    def _parties(self) -> None:
        named = self._part("parties")
        wanted = ("buyer", "party", "seller") if self.is_buying else ("seller", "party", "buyer")
        name = next((str(named[key]) for key in wanted if named.get(key)), "")
        self._party("party_id", name or self._waiting.said_by, is_named=bool(name))
        if named.get("broker"):
            self._party("broker_id", str(named["broker"]), is_named=True)

    def _party(self, key: str, name: str, *, is_named: bool) -> None:
        from rayafin_desktop.features.parties.model import Party
        from rayafin_desktop.features.partners.queries import partners_called

        if not name:
            if key == "party_id":
                self.doubts[key] = tr("Who says this? Nobody is named.")
            return
        ids = partners_called(self._read, name)
        if len(ids) == 1:
            party = self._read.get(Party, ids[0])
            self.values[key] = Suggestion(party.id, party.name, party.code or "", row=party)
            if not is_named:
                self.doubts[key] = tr("Taken from the sender, {name}", name=name)
        elif ids:
            self.doubts[key] = tr("Which {name}? There are several.", name=name)
        else:
            self.doubts[key] = tr("Nobody is called {name}. Alt+C adds", name=name)

    def _amounts(self) -> None:
        quantity, price = self._part("quantity"), self._part("price")
        unit = quantity.get("unit")
        value = quantity.get("value", quantity.get("min"))
        if unit and value is not None:
            self.values["quantity"] = Measure(Decimal(value), TradeUnit(str(unit)))
            self._doubt_inferred(quantity, "unit", "quantity")
            if quantity.get("value") is None:
                self.doubts["quantity"] = tr("At least this. How much exactly?")
        for key, own in (
            ("tolerance_pct", "tolerance_percent"),
            ("lorries", "lorries"),
            ("packing", "packing"),
        ):
            if quantity.get(key) is not None:
                self.values[own] = quantity[key]
        self._price(price)
        for key, own in (("basis", "basis"), ("tax", "tax_term"), ("type", "price_type")):
            if price.get(key):
                self.values[own] = str(price[key])
                self._doubt_inferred(price, key, own)

    def _price(self, price: Mapping[str, Any]) -> None:
        amount = price.get("amount")
        if amount is None and price.get("min") is not None and price.get("max") is not None:
            amount = price["max"] if self.is_buying else price["min"]
            self.doubts["price"] = tr("Two prices are named. Which?")
        per = price.get("per")
        if amount is None or not per:
            return
        currency = str(price.get("currency") or self._formats.currency)
        value = Decimal(amount)
        if currency == "USC":
            currency, value = "USD", value / 100
        unit = TradeUnit(str(per))
        self.values["price"] = PricePer(value, unit, currency)
        if price.get("per_inferred"):
            self.doubts["price"] = tr("Per {unit}? Not said.", unit=one_of(unit))
        elif price.get("amount_inferred"):
            self.doubts["price"] = tr("Only a number. The price?")

    def _quality(self) -> None:
        quality = self._part("quality")
        limits = [
            (name, limit.get("min"), limit.get("max"))
            for name, limit in quality.items()
            if isinstance(limit, Mapping)
        ]
        if limits:
            self.values["limits"] = said_limits(limits_of(limits), self._formats)
        if any(str(name).endswith("_inferred") for name in quality):
            self.doubts["limits"] = tr("One of the values was only a number. Check them.")

    # Where, when, how

    def _places(self) -> None:
        named = self._part("location")
        self._place("origin_id", named.get("origin"))
        self._place("destination_id", named.get("destination"))
        if named.get("place"):
            key = "destination_id" if self.is_buying and "origin" not in named else "origin_id"
            if key not in self.values:
                self._place(key, named["place"])
                self.doubts.setdefault(key, tr("From there, or to there?"))

    def _place(self, key: str, name: object) -> None:
        from rayafin_desktop.features.commodities.queries import location_named

        if not name:
            return
        found = location_named(self._read, str(name))
        if found is None:
            self.doubts[key] = tr("{name} is not in the book yet", name=name)
        else:
            self.values[key] = Suggestion(found.id, found.name, found.code, row=found)

    def _times(self) -> None:
        delivery, validity = self._part("delivery"), self._part("validity")
        for key, own in (("from", "delivery_from"), ("to", "delivery_to")):
            if delivery.get(key) is not None:
                self.values[own] = delivery[key]
                self._doubt_inferred(delivery, key, own)
        until = validity.get("until")
        if isinstance(until, datetime):
            self.values["valid_until"] = until if until.tzinfo else until.replace(tzinfo=self._at.tzinfo)
        elif isinstance(until, date):
            self.values["valid_until"] = datetime.combine(until, time(17), tzinfo=self._at.tzinfo)
        if until is not None and validity.get("part") and not isinstance(until, datetime):
            self.doubts["valid_until"] = tr("Until what time exactly?")
        self._doubt_inferred(validity, "until", "valid_until")

    def _payment(self) -> None:
        payment = self._part("payment")
        if payment.get("type"):
            self.values["payment_type"] = str(payment["type"])
            self._doubt_inferred(payment, "type", "payment_type")
        for key, own in (
            ("days", "payment_days"), ("advance_pct", "advance_percent"), ("discount_pct", "discount_percent")
        ):  # fmt: skip
            if payment.get(key) is not None:
                self.values[own] = payment[key]
                self._doubt_inferred(payment, key, own)

    def _doubt_inferred(self, part: Mapping[str, Any], key: str, own: str) -> None:
        if part.get(f"{key}_inferred"):
            self.doubts.setdefault(own, tr("Not said. Is it so?"))

    def _warnings(self) -> None:
        for one in self._parsed.warnings:
            own = field_of(str(one.field))
            if own and own != "kind":
                self.doubts[own] = _said(one)

    def _spans(self) -> tuple[Span, ...]:
        found = []
        for one in self._parsed.evidence:
            own = field_of(str(one.field))
            if own == "origin_id" and own not in self.values and "destination_id" in self.values:
                own = "destination_id"
            mark: Mark = "guess" if one.inferred or own in self.doubts else "sure"
            found.append(Span(one.span.start, one.span.end, mark, own))
        found += [Span(one.start, one.end, "unread") for one in self._parsed.unread]
        return _apart(found)


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, none over another: a longer one wins, and of two alike the doubtful one."""
    kept: list[Span] = []
    ranked = sorted(spans, key=lambda one: (one.mark == "unread", one.start - one.end, one.mark != "guess"))
    for one in ranked:
        if one.start < one.end and all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _said(warning: Any) -> str:
    """A doubt of the parser in the window's language where it has it, else in English."""
    try:
        from rayafin_desktop.features.messages.parsing.schema import WARNING_SENTENCES

        sentence = WARNING_SENTENCES[warning.code]
        params = {k: str(v) for k, v in warning.params.items()}
        return tr(sentence, **params)
    except (KeyError, IndexError):
        return str(warning.sentence())


def quantity_words(values: Mapping[str, Any], formats: Formats) -> str:
    """ "300 bales" of a form's values."""
    quantity = values.get("quantity")
    return said_quantity(quantity.value, quantity.unit, formats) if isinstance(quantity, Measure) else ""


def id_of(values: Mapping[str, Any], key: str) -> UUID | None:
    """The id in a look-up's value."""
    value = values.get(key)
    found = value.id if isinstance(value, Suggestion) else value
    return found if isinstance(found, UUID) else None

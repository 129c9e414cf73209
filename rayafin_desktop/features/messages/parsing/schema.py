"""What a message says, as plain data; the one place where the shape is written down.

`ParsedMessage.fields` is a nested plain dict of the keys below. A key that the message does not state is
absent. Numbers are `Decimal`, dates `date`, moments `datetime`; `to_json` writes Decimals as plain strings
and dates in ISO form. A value that a rule supplied has a sibling `<key>_inferred: True`.

| key | shape |
|---|---|
| kind | enquiry offer bid counter deal rejection withdrawal test_report price_info |
| side | buy or sell; absent when only the thread can tell |
| commodity, variety, grade, crop | a commodity code; `SHANKAR-6`; `RG`; `2025-26`, `NEW` or `OLD` |
| quantity | value, unit, min, max, tolerance_pct, lorries, packing (`25 kg PP`), container (`40HC`) |
| qty_kg_est | kilograms of the quantity as said; a bale counts 170 kg, so it is an estimate |
| price | amount, or min and max; currency (ISO 4217, or USC for US cents), per (a unit), basis, tax, type |
| quality | name -> {min, max}; names in `words/quality.py`, others end in `_pct` |
| location | origin, destination, place |
| delivery | from, to (dates), freight_payer |
| payment | type, days, advance_pct, discount_pct |
| brokerage | pct, or amount with per; payer; currency |
| parties | buyer, seller, broker, party (named, but not in which role) |
| validity | until (a date or a moment), hours, part_text (`kal subah`: no clock time said) |
| references | a list of {market, contract, value}: `ICE`, `MAR`, points on or off |
| balance | value, unit; from, to when a window is said |
| lot, press | `27/A`; {from, to, count} of press numbers |
| requested_cut | rupees the writer asks off the price |
| reason | QUALITY, PRICE, ... of a rejection |
| value_est, brokerage_est | money worked out exactly from quantity and price, two decimals |
| warnings | a list of {code, field, params, text} |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rayafin_desktop.base.quantity import plain

# A message longer than this is read up to here; the rest is reported as unread.
MAX_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words a field was read from; `inferred` when a rule filled it and the words only gave cause."""

    field: str
    span: Span
    inferred: bool = False


# Sentences of the doubts; `{}` names are the params.
WARNING_SENTENCES: dict[str, str] = {
    "message.lorries_do_not_fit": "{lorries} lorries do not fit {tonnes} t: a lorry takes about 15 to 25 t.",
    "message.press_count_differs": "The press numbers count {count} bales, the message says {bales}.",
    "message.min_above_max": "The least ({min}) is above the most ({max}).",
    "message.window_past": "The time named ({to}) has passed.",
    "message.price_implausible": "{amount} per {per} is far from the usual prices of {commodity}.",
    "message.several_prices": "Several prices are named: {amounts}.",
    "message.several_quantities": "Several quantities are named: {quantities}.",
    "message.several_commodities": "Several goods are named: {commodities}.",
    "message.quality_implausible": "{value} is not a possible {name}.",
    "message.quality_contradicts": "{name} is named twice with different values.",
    "message.same_party": "Buyer and seller are the same.",
    "message.too_long": "Only the first {limit} characters were read.",
}


@dataclass(frozen=True, slots=True)
class MessageWarning:
    """A doubt about a field that a person has to settle."""

    code: str
    field: str
    params: Mapping[str, object]

    def sentence(self) -> str:
        """The doubt in English."""
        shown = {
            key: plain(value) if isinstance(value, Decimal) else value for key, value in self.params.items()
        }
        return WARNING_SENTENCES[self.code].format(**shown)


def to_plain(value: Any) -> Any:
    """Nested fields as JSON-able data: Decimals as plain digits, dates and moments in ISO form."""
    if isinstance(value, Mapping):
        return {key: to_plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """One message and what it says: fields, the words they rest on, and the words nobody understood."""

    text: str
    fields: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    unread: tuple[Span, ...]
    warnings: tuple[MessageWarning, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The fields as JSON-able data."""
        plain_fields: dict[str, Any] = to_plain(self.fields)
        return plain_fields

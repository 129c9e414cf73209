"""One message in, what it says out. Offline, deterministic, linear in the length of the text."""

from __future__ import annotations

from datetime import date, datetime

from . import (
    asides,
    goods_read,
    kinds,
    parties,
    payment,
    place_terms,
    price,
    quality_terms,
    quantity,
    references,
    timing,
    worked_out,
)
from .lexicon import DEFAULT, Lexicon
from .normalise import normalise
from .numbers import join_numbers
from .reading import Reading, tag_items
from .schema import MAX_CHARS, Evidence, ParsedMessage, Span
from .tokens import tokenise
from .words import word_set

__all__ = ["parse_message"]


def parse_message(
    text: str, as_of: date, *, lexicon: Lexicon = DEFAULT, now: datetime | None = None
) -> ParsedMessage:
    """Read one trade message.

    `as_of` is the day the message is of: "kal" and "Monday" are relative to it. `now`, if given, dates an
    offer that is good for some hours. Never raises for any text; of a text longer than `MAX_CHARS` the rest
    is reported as unread.
    """
    head = text[:MAX_CHARS]
    folded, offsets = normalise(head)
    r = Reading(head, join_numbers(tag_items(tokenise(folded), lexicon)), offsets, as_of, now)
    if len(text) > MAX_CHARS:
        r.warn("message.too_long", "", limit=MAX_CHARS)
    _read(r, folded)
    _list_warnings(r)
    return ParsedMessage(text, _ordered(r.fields), _evidence(r), _unread(r, len(text)), tuple(r.warnings))


def _read(r: Reading, folded: str) -> None:
    """The recognisers in order: what is surest claims its words first."""
    references.claim_identifiers(r, folded)
    kinds.collect_cues(r)
    asides.skip_phones(r)
    asides.skip_corrected(r)
    references.read_lots(r)
    references.read_exchanges(r)
    price.read_cut(r)
    payment.read_brokerage(r)
    payment.read_freight(r)
    price.read_price_terms(r)
    quantity.read_packing(r)
    timing.read_times(r)
    payment.read_payment(r)
    references.read_balance(r)
    quality_terms.read_quality(r)
    parties.read_parties(r)
    goods_read.read_goods(r)
    asides.read_price_bound(r)
    price.read_price(r, bare=False)
    quantity.read_quantities(r)
    price.read_price(r, bare=True)
    place_terms.read_basis(r)
    place_terms.read_places(r)
    price.read_quote_unit(r)
    price.read_price_type(r)
    price.drop_stray_price(r)
    price.complete_price(r)
    kinds.resolve_kind(r)
    timing.doubt_times(r)
    worked_out.work_out(r)
    _settle_silence(r)


def _settle_silence(r: Reading) -> None:
    """A message that is of no trade at all says nothing: single words of it were chance."""
    if not r.get("kind"):
        weighty = ("commodity", "quantity", "price", "quality", "references", "lot", "press", "requested_cut")
        if not any(name in r.fields for name in weighty):
            r.fields.clear()
            r.evidence.clear()


def _list_warnings(r: Reading) -> None:
    if r.warnings:
        r.fields["warnings"] = [
            {"code": one.code, "field": one.field, "params": dict(one.params), "text": one.sentence()}
            for one in r.warnings
        ]


_ORDER = (
    "kind",
    "side",
    "commodity",
    "variety",
    "grade",
    "crop",
    "quantity",
    "qty_kg_est",
    "price",
    "quality",
    "location",
    "delivery",
    "payment",
    "brokerage",
    "parties",
    "validity",
    "references",
    "balance",
    "lot",
    "press",
    "requested_cut",
    "reason",
    "value_est",
    "brokerage_est",
    "warnings",
)


def _ordered(fields: dict[str, object]) -> dict[str, object]:
    """The fields in the order of the schema, each with its mark of inference."""
    ordered: dict[str, object] = {}
    for name in _ORDER:
        for key in (name, f"{name}_inferred"):
            if key in fields:
                ordered[key] = fields[key]
    return {**ordered, **{key: value for key, value in fields.items() if key not in ordered}}


def _evidence(r: Reading) -> tuple[Evidence, ...]:
    return tuple(sorted(r.evidence, key=lambda one: (one.span.start, one.span.end, one.field)))


# Words that carry nothing of their own: alone they are not worth showing as unread.
_FILLERS = word_set(
    """
    hai he h hain ka ki ke ko me mein se par pe na no nu ni ne bhi hi to the of for in at is are and
    a an pls plz please sir ji bhai only lot side line from by with wala wali variety qty quantity
    station stn rate product item commodity packing origin delivery payment price destination
    quality type terms buyer seller party kindly dear namaste maal mal है का की के को में से पर भी
    जी ना ने छे नी नो नुं आहे चा ची चे ला आहेत करायचे saheb sirji hello hi also then basis condition
    karo kar do de thi ma che chhe aahe ahe
    """
)


def _unread(r: Reading, length: int) -> tuple[Span, ...]:
    """The stretches of words and numbers that nothing was made of, words without content left out."""
    for at in range(len(r)):
        if r.text_at(at) in _FILLERS:
            r.used[at] = 1
    spans: list[Span] = []
    start = end = None
    for at in range(len(r)):
        if r.used[at] or r.kind(at) == "l":
            if start is not None and end is not None:
                spans.append(r.span(start, end))
            start = end = None
        elif r.kind(at) != "s" or r.text_at(at).isalnum():
            start = at if start is None else start
            end = at
    if start is not None and end is not None:
        spans.append(r.span(start, end))
    if length > MAX_CHARS:
        spans.append(Span(MAX_CHARS, length))
    return tuple(spans)

"""A pasted chat cut into messages, and a message with several offers cut into these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from .lexicon import DEFAULT, Lexicon
from .parser import parse_message
from .schema import Evidence, ParsedMessage, Span

_SPACE = "[ \\u00a0\\u202f]"
_DAY = r"(?P<day>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})"
_TIME = rf"(?P<time>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?)(?:{_SPACE}?(?P<half>[AaPp]\.?{_SPACE}?[Mm]\.?))?"
_REST = r"(?P<rest>[^\n]*)$"
# `[15/01/26, 10:42:11 AM] Mahesh: ` and `15/01/2026, 10:42 - Mahesh: `, as phones export them.
_HEAD = re.compile(
    rf"^[\u200e\u200f\u202a-\u202e\ufeff]*\[?{_DAY},?{_SPACE}+{_TIME}(?:\]{_SPACE}?|{_SPACE}+[-–]{_SPACE}+){_REST}",
    re.MULTILINE,
)
# `[10:42 am, 15/01/2026] Mahesh: `, as the web version copies them.
_WEB_HEAD = re.compile(rf"^\[{_TIME}, ?{_DAY}\] ?{_REST}", re.MULTILINE)
_SENDER = re.compile(r"^[\u200e\u200f~ ]*(?P<sender>[^:\n]{1,80}?): ?")
_OMITTED = re.compile(
    r"^[\u200e\u200f]*(?:<[^>\n]{1,40}(?:omitted|attached)[^>\n]{0,40}>"
    r"|(?:image|video|audio|sticker|gif|document|contact card) omitted"
    r"|this message was deleted|you deleted this message|null|missed (?:voice|video) call)\.?$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[\u200e\u200f]*(?:forwarded(?: many times)?|fwd)[:\s]*(?:\n|$)|^\[forwarded\][ \n]?", re.IGNORECASE
)
_EDITED = re.compile(r"[\u200e\u200f]*<this message was edited>\s*$", re.IGNORECASE)
# Between two things said in one line; a comma inside a number is none.
_CLAUSE = re.compile(r"[;|]|,(?!\d)|(?<!\d),|\s[&+]\s|\sand\s", re.IGNORECASE)
_LONGEST_LINE = 400
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
_BULLET = re.compile(r"^\s*(?:\(?\d{1,2}[.)]\s|[-*•●▪➡👉🔹🔸✅]\s*)")
_LONGEST_CHAT = 2_000_000
# A longer list is nobody's offer.
_LONGEST_LIST = 60
_MONTHS, _LONGEST_MONTH = 12, 31


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat; `span` is its text in the paste. Sender and time are empty without a head."""

    text: str
    span: Span
    sender: str = ""
    sent_at: datetime | None = None


def _sent(day: str, clock: str, half: str | None, *, month_first: bool = False) -> datetime | None:
    """The moment of a head; None where there is none. Where only the other order is a date, it is meant."""
    first, second, third = (int(part) for part in re.split(r"[/.-]", day))
    hour, minute, *rest = (int(part) for part in re.split(r"[:.]", clock))
    if half:
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    day_first, as_american = (third, second, first), (third, first, second)
    orders = [as_american, day_first] if month_first else [day_first, as_american]
    for year, month, number in [(first, second, third)] if first > _LONGEST_MONTH else orders:
        try:
            return datetime(  # noqa: DTZ001 - the time of the phone
                year + 2000 if year < 100 else year, month, number, hour, minute, rest[0] if rest else 0
            )
        except ValueError:
            continue
    return None


def _month_first(heads: list[re.Match[str]]) -> bool:
    """Whether the phone writes the month first: a day of the chat can be read so only, and none otherwise."""
    days = [[int(part) for part in re.split(r"[/.-]", head["day"])] for head in heads]
    return any(day[1] > _MONTHS for day in days) and not any(
        _MONTHS < day[0] <= _LONGEST_MONTH for day in days
    )


def split_chat(text: str, as_of: date) -> list[ChatMessage]:
    """The messages of a pasted chat, in order; a text without heads is one message.

    System lines, omitted media and deleted messages are left out. `sent_at` is the phone's local time.
    `as_of` is only the caller's day for messages without a head; heads carry their own.
    """
    del as_of
    text = text[:_LONGEST_CHAT]
    found_heads = list(_HEAD.finditer(text)) or list(_WEB_HEAD.finditer(text))
    heads = [one for one in found_heads if _sent(one["day"], one["time"], one["half"]) is not None]
    month_first = _month_first(heads)
    if not heads:
        found = _cleaned(text, 0, len(text))
        return [ChatMessage(text[found.start : found.end], found)] if found else []
    messages: list[ChatMessage] = []
    before = _cleaned(text, 0, heads[0].start())
    if before:
        messages.append(ChatMessage(text[before.start : before.end], before))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        end = following.start() if following else len(text)
        sender = _SENDER.match(head["rest"])
        if sender is None:
            continue  # a system line: nobody said it
        span = _cleaned(text, head.start("rest") + sender.end(), end)
        if span:
            sent_at = _sent(head["day"], head["time"], head["half"], month_first=month_first)
            messages.append(
                ChatMessage(
                    text[span.start : span.end], span, sender["sender"].strip(" ~\u200e\u200f"), sent_at
                )
            )
    return messages


def _cleaned(text: str, start: int, end: int) -> Span | None:
    """The stretch without surrounding space, marks of forwarding and editing; None when nothing was said."""
    body = text[start:end]
    if _OMITTED.match(body.strip()):
        return None
    if found := _EDITED.search(body):
        end = start + found.start()
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    start += lead
    if found := _FORWARDED.match(text[start:end]):
        start += found.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _parts(text: str) -> list[Span]:
    """Paragraphs, or the lines of a list."""
    spans: list[Span] = []
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        spans.append(Span(at, gap.start()))
        at = gap.end()
    spans.append(Span(at, len(text)))
    whole = [span for span in spans if text[span.start : span.end].strip()]
    return whole if len(whole) > 1 else _lines(text)


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def _segments(text: str, as_of: date, lexicon: Lexicon) -> list[Span]:
    """A line that names several goods, cut before each of them: `Chana 50 MT 5800, Tur 25 MT 7200`.

    Cut only where each stretch has goods of its own and all have a price or all a quantity; two lots of the
    same goods must have both.
    """
    if "\n" in text or len(text) > _LONGEST_LINE:
        return [Span(0, len(text))]
    found: list[Span] = []
    of: list[tuple[object, object]] = []
    at = 0
    for end in (*(one.start() for one in _CLAUSE.finditer(text)), len(text)):
        clause = parse_message(text[at:end], as_of, lexicon=lexicon).fields
        goods = (clause.get("commodity"), clause.get("variety"))
        same = bool(of) and (goods == of[-1] or (goods[0] == of[-1][0] and goods[1] is None))
        another = same and _is_whole(clause) and _is_whole(_fields(text, found[-1], as_of, lexicon))
        if found and (goods[0] is None or (same and not another)):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(at, end))
            of.append(goods)
        at = end
    if len(found) < 2:
        return [Span(0, len(text))]
    parts = [parse_message(text[one.start : one.end], as_of, lexicon=lexicon) for one in found]
    different = len(set(of)) == len(of) or all(_is_whole(one.fields) for one in parts)
    each_its_own = all("commodity" in one.fields for one in parts) and different
    alike = all(map(_is_priced, parts)) or all("quantity" in one.fields for one in parts)
    if not (each_its_own and alike and not any(one.warnings for one in parts)):
        return [Span(0, len(text))]
    return [Span(_past_signs(text, one), one.end) for one in found]


def _past_signs(text: str, span: Span) -> int:
    at = span.start
    while at < span.end and text[at] in " ,;|&+":
        at += 1
    return at + 4 if text[at : at + 4].casefold() == "and " else at


def _fields(text: str, span: Span, as_of: date, lexicon: Lexicon) -> Mapping[str, Any]:
    return parse_message(text[span.start : span.end], as_of, lexicon=lexicon).fields


def _is_whole(fields: Mapping[str, Any]) -> bool:
    price = fields.get("price", {})
    return "quantity" in fields and ("amount" in price or "min" in price)


def _of_one_breath(parsed: ParsedMessage, first: ParsedMessage) -> ParsedMessage:
    """A later stretch of a line: what is wanted was said at its beginning."""
    fields = dict(parsed.fields)
    unsaid = "kind" not in fields or "kind_inferred" in fields
    if unsaid and "kind" in first.fields and "kind_inferred" not in first.fields:
        for key in ("kind", "side"):
            if key in first.fields:
                fields[key] = first.fields[key]
                fields[f"{key}_inferred"] = True
    return replace(parsed, fields=fields)


_SHARED = (
    "kind",
    "side",
    "commodity",
    "variety",
    "crop",
    "location",
    "delivery",
    "payment",
    "validity",
    "parties",
)


def _is_priced(parsed: ParsedMessage) -> bool:
    price = parsed.fields.get("price", {})
    return "amount" in price or "min" in price


def _stands_alone(parsed: ParsedMessage, heading: ParsedMessage) -> bool:
    """Whether a part is an offer of its own: goods of its own, or the heading's with a price of its own."""
    fields = parsed.fields
    if "commodity" in fields:
        return "quantity" in fields or _is_priced(parsed)
    shared = heading is not parsed and "commodity" in heading.fields and not _is_priced(heading)
    return shared and _is_priced(parsed) and ("quantity" in fields or "quality" in fields)


def parse_offers(text: str, as_of: date, *, lexicon: Lexicon = DEFAULT) -> dict[str, Any]:
    """One message as JSON-able data; of one with several offers `offers` and only what all of them say.

    What is said of one lot is nobody else's: the price of the second line is not that of the first.
    """
    parts = _offers(ChatMessage(text, Span(0, len(text))), text, as_of, lexicon, None)
    if len(parts) == 1:
        return parts[0].to_json()
    offers = [one.to_json() for one in parts]
    shared = {
        key: value
        for key, value in offers[0].items()
        if key in _SHARED and all(one.get(key) == value for one in offers)
    }
    return {**shared, "offers": offers}


def parse_all(
    text: str, as_of: date, *, lexicon: Lexicon = DEFAULT, now: datetime | None = None
) -> list[ParsedMessage]:
    """Every offer of a text: of each chat message, and of each paragraph or line that is one of its own.

    Spans are offsets into the whole text. A chat message is read as of the day it was sent.
    """
    found: list[ParsedMessage] = []
    for message in split_chat(text, as_of):
        day = message.sent_at.date() if message.sent_at else as_of
        found.extend(_offers(message, text, day, lexicon, now or message.sent_at))
    return found


def split_offers(text: str, as_of: date, *, lexicon: Lexicon = DEFAULT) -> list[str]:
    """The texts of one message's offers, each under the heading of its list; the text itself if it is one."""
    spans = _parts(text)
    if len(spans) == 1:
        spans = _segments(text, as_of, lexicon)
    if not 1 < len(spans) <= _LONGEST_LIST:
        return [text]
    parts = [text[span.start : span.end] for span in spans]
    parsed = [parse_message(part, as_of, lexicon=lexicon) for part in parts]
    alone = [part for part, one in zip(parts, parsed, strict=True) if _stands_alone(one, parsed[0])]
    if len(alone) < 2:
        return [text]
    return alone if _stands_alone(parsed[0], parsed[0]) else [f"{parts[0]}\n{part}" for part in alone]


def _offers(
    message: ChatMessage, whole: str, day: date, lexicon: Lexicon, now: datetime | None
) -> list[ParsedMessage]:
    base = message.span.start

    def read(span: Span) -> ParsedMessage:
        parsed = parse_message(message.text[span.start : span.end], day, lexicon=lexicon, now=now)
        return _moved(parsed, whole, base + span.start)

    parts = _parts(message.text)
    if len(parts) == 1:
        parts = _segments(message.text, day, lexicon)
    if 1 < len(parts) <= _LONGEST_LIST:
        parsed = [read(span) for span in parts]
        if "\n" not in message.text:
            parsed = [parsed[0], *(_of_one_breath(one, parsed[0]) for one in parsed[1:])]
        alone = [one for one in parsed if _stands_alone(one, parsed[0])]
        if len(alone) > 1:
            return [_with_heading(one, parsed[0]) if parsed[0] not in alone else one for one in alone]
    return [read(Span(0, len(message.text)))]


def _with_heading(parsed: ParsedMessage, heading: ParsedMessage) -> ParsedMessage:
    """An offer of a list with what its heading says for all, marked as inferred."""
    fields = dict(parsed.fields)
    taken: list[str] = []
    for key in _SHARED:
        guessed = key in ("kind", "side") and f"{key}_inferred" in fields
        if key in heading.fields and (key not in fields or guessed):
            fields[key] = heading.fields[key]
            fields[f"{key}_inferred"] = True
            taken.append(key)
    basis = heading.fields.get("price", {}).get("basis")
    if basis and _is_priced(parsed) and "basis" not in fields["price"]:
        fields["price"] = {**fields["price"], "basis": basis, "basis_inferred": True}
        taken.append("price")
    evidence = tuple(
        replace(one, inferred=True) for one in heading.evidence if one.field.split(".")[0] in taken
    )
    return replace(parsed, fields=fields, evidence=(*parsed.evidence, *evidence))


def _moved(parsed: ParsedMessage, text: str, offset: int) -> ParsedMessage:
    """The same parse with spans counted from the beginning of the whole paste."""
    evidence = tuple(
        Evidence(one.field, Span(one.span.start + offset, one.span.end + offset), one.inferred)
        for one in parsed.evidence
    )
    unread = tuple(Span(one.start + offset, one.end + offset) for one in parsed.unread)
    return replace(parsed, text=text, evidence=evidence, unread=unread)

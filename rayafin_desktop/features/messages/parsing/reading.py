"""A message while it is read: its items with what they may mean, what is claimed so far, and what it says."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .lexicon import SEPARATORS, Lexicon
from .schema import Evidence, MessageWarning, Span
from .tokens import Item

_FILLERS = frozenset(
    {"hai", "he", "bhi", "abhi", "ke", "liye", "ka", "side", "to", "है", "भी", "अभी", "છે", "आहे", "के", "लिए"}
)
# Bounds that stand behind their number.
_BEHIND_ONLY = frozenset(
    {
        "tak",
        "तक",
        "सुधी",
        "पर्यंत",
        "से कम",
        "se kam",
        "se niche",
        "se neeche",
        "se upar",
        "upar",
        "uper",
        "ऊपर",
        "se zyada",
        "se jyada",
        "से ऊपर",
        "से ज्यादा",
        "पेक्षा कमी",
        "पेक्षा जास्त",
        "थी ओछुं",
        "थी वधु",
        "करता ओछुं",
        "se adhik",
        "se uper",
        "thi upar",
        "thi vadhu",
        "thi ochhu",
        "thi nichhe",
        "se kum",
        "ke andar",
        "se andar",
        "से अधिक",
    }
)
_CLAUSE_ENDS = frozenset(",;|.!?")


def tag_items(tokens: list[Item], lexicon: Lexicon) -> list[Item]:
    """Tokens with the longest known phrases put together and tagged with all they may mean."""
    items: list[Item] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        if token.kind in "dtl":
            items.append(token)
            at += 1
            continue
        end, tags, words = at + 1, None, 1
        for phrase, meaning in lexicon.phrases(token.text):
            found = _match(tokens, at, phrase)
            if found and not _cuts_a_number(tokens, found, phrase):
                end, tags, words = found, meaning, len(phrase)
                break
        if tags is None and token.kind == "w":
            tags = lexicon.near(token.text)
        if words == 1 and end == at + 1:
            token.tags = tags or {}
            items.append(token)
        else:
            last = tokens[end - 1]
            text = " ".join(one.text for one in tokens[at:end] if one.text not in SEPARATORS)
            item = Item("w", text, token.start, last.end, gap=token.gap)
            item.tags = tags or {}
            items.append(item)
        at = end
    return items


def _match(tokens: list[Item], at: int, phrase: tuple[str, ...]) -> int:
    """Where the phrase that begins at `at` ends, separators between its words allowed; 0: no such phrase."""
    count = len(tokens)
    here = at + 1
    if tokens[at].text == "+" and not tokens[at].gap and here < count and tokens[here].gap:
        return 0  # 76+ gst included
    for word in phrase[1:]:
        if here < count and tokens[here].text in SEPARATORS and here + 1 < count:
            sign = tokens[here]
            after = tokens[here + 1]
            if sign.text == "/" and sign.gap and after.gap:
                return 0
            if sign.text == "." and after.gap and len(tokens[here - 1].text) > 3:
                return 0
            here += 1
        if here >= count or tokens[here].text != word:
            return 0
        here += 1
    return here


def _cuts_a_number(tokens: list[Item], end: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase that ends in a number takes one that belongs to what follows: `M 30mm`, `pr 1/2`."""
    if not phrase[-1].isdigit() or end >= len(tokens):
        return False
    after = tokens[end]
    if len(phrase) == 1:
        return False
    if after.kind == "w" and not after.gap and after.text not in ("rg", "sg", "bt"):
        return True
    return after.text in ("%", "mm") or (
        after.text in "-/"
        and not after.gap
        and end + 1 < len(tokens)
        and tokens[end + 1].kind == "n"
        and not tokens[end + 1].gap
        and phrase[-1] not in ("6", "34", "5")
    )


class Reading:
    """The items of one message with claims, fields and evidence."""

    def __init__(
        self, text: str, items: list[Item], offsets: list[int] | None, as_of: date, now: datetime | None
    ) -> None:
        self.text = text
        self.items = items
        self._meanings = {at: item.tags for at, item in enumerate(items) if item.tags}
        self.offsets = offsets
        self.as_of = as_of
        self.now = now
        self.used = bytearray(len(items))
        self.fields: dict[str, Any] = {}
        self.evidence: list[Evidence] = []
        self.warnings: list[MessageWarning] = []
        self.cues: dict[str, int] = {}

    # ---- looking ----
    def __len__(self) -> int:
        return len(self.items)

    def tag(self, at: int, name: str) -> Any:
        """What the item at `at` means under a tag; None out of bounds or when it has no such meaning."""
        meanings = self._meanings.get(at)
        return None if meanings is None else meanings.get(name)

    def text_at(self, at: int) -> str:
        return self.items[at].text if 0 <= at < len(self.items) else ""

    def kind(self, at: int) -> str:
        return self.items[at].kind if 0 <= at < len(self.items) else "l"

    def number(self, at: int) -> Decimal | None:
        """The value of an unclaimed number at `at`."""
        if 0 <= at < len(self.items) and self.items[at].kind == "n" and not self.used[at]:
            value: Decimal = self.items[at].value
            return value
        return None

    def opens_amount(self, at: int) -> bool:
        """Whether the item is a currency that belongs to the number behind it: `Rs. 500`."""
        after = at + 2 if self.text_at(at + 1) == "." else at + 1
        if self.glued(at) and self.kind(at - 1) == "n" and not self.glued(after):
            return False  # 965$ 35 kg bags
        return bool(self.tag(at, "cur")) and self.number(after) is not None

    def ends_clause(self, at: int) -> bool:
        """Whether a comma, a full stop or a line end stands at `at` (or the message ends)."""
        if not 0 <= at < len(self.items):
            return True
        item = self.items[at]
        if item.text == "/" and item.gap and at + 1 < len(self.items) and self.items[at + 1].gap:
            return not self.tag(at + 1, "unit") and not self.tag(at + 1, "per")
        if (
            item.text == "."
            and at + 1 < len(self.items)
            and (not self.items[at + 1].gap or self.tag(at - 1, "cur"))
        ):
            return False  # Rs. 500, No.5
        return item.kind == "l" or item.text in _CLAUSE_ENDS

    def skip(self, at: int, step: int, signs: str = ":=") -> int:
        """The next place from `at` on that is none of the signs."""
        while 0 <= at < len(self.items) and self.items[at].kind == "s" and self.items[at].text in signs:
            at += step
        return at

    def leading_bound(self, at: int) -> str | None:
        """The bound at `at` that bounds a number behind it; `tak` and its like bound the number before."""
        if self.kind(at) != "w" or self.text_at(at) in _BEHIND_ONLY or self.ends_clause(at):
            return None
        bound: str | None = self.tag(at, "bound")
        return bound

    def glued(self, at: int) -> bool:
        """Whether nothing stands between the item and the one before it."""
        return 0 < at < len(self.items) and not self.items[at].gap

    def source(self, start: int, end: int) -> str:
        """The original words of the items from `start` up to `end`, both included."""
        span = self.span(start, end)
        return self.text[span.start : span.end]

    def span(self, start: int, end: int) -> Span:
        first, last = self.items[start].start, self.items[end].end
        if self.offsets is None:
            return Span(first, last)
        return Span(self.offsets[first], self.offsets[last - 1] + 1)

    def denied(self, start: int, end: int) -> bool:
        """Whether a "no" stands before the items or, as Indian languages have it, behind them."""
        for at in (start - 1, start - 2):
            if self.ends_clause(at):
                break
            if self.tag(at, "no") and not self.tag(at, "q"):
                # "nahi bechna 50 ton" denies the selling, not the tons
                return not (at == start - 2 and self.tag(at, "nope") and self.tag(start - 1, "cue"))
        for at in (end + 1, end + 2):
            if self.ends_clause(at):
                break
            if self.tag(at, "nope"):
                return True
            if not (self.tag(at, "cue") or self.text_at(at) in _FILLERS):
                break
        return False

    def forget(self, at: int) -> None:
        """Let the item at `at` mean nothing any more: a "no" that has done its work."""
        self._meanings.pop(at, None)

    # ---- saying ----
    def claim(self, start: int, end: int) -> None:
        """Mark the items as understood."""
        for at in range(max(start, 0), min(end, len(self.items) - 1) + 1):
            self.used[at] = 1

    def put(self, path: str, value: Any, start: int, end: int, *, inferred: bool = False) -> None:
        """Set a field that is not set yet, from the items `start` to `end`, which are claimed."""
        self.claim(start, end)
        if self.get(path) is not None:
            return
        holder = self.fields
        *above, last = path.split(".")
        for name in above:
            holder = holder.setdefault(name, {})
        holder[last] = value
        if inferred:
            holder[f"{last}_inferred"] = True
        self.evidence.append(Evidence(path, self.span(start, end), inferred))

    def infer(self, path: str, value: Any) -> None:
        """Set a field by rule, with the evidence of nothing but the message as a whole."""
        if self.get(path) is not None or not self.items:
            return
        holder = self.fields
        *above, last = path.split(".")
        for name in above:
            holder = holder.setdefault(name, {})
        holder[last] = value
        holder[f"{last}_inferred"] = True

    def unset(self, path: str) -> None:
        """Take back a field that turned out to contradict itself."""
        group, name = path.split(".")
        self.fields[group].pop(name, None)
        if not self.fields[group]:
            del self.fields[group]
        self.evidence = [one for one in self.evidence if not one.field.startswith(path)]

    def move(self, path: str, to: str) -> None:
        """Give what one field of a group holds to another one of the group."""
        group, name = path.split(".")
        held = self.fields[group]
        held[to.split(".")[1]] = held.pop(name)
        self.evidence = [
            Evidence(to, one.span, one.inferred) if one.field == path else one for one in self.evidence
        ]

    def get(self, path: str) -> Any:
        value: Any = self.fields
        for name in path.split("."):
            if not isinstance(value, dict):
                return None
            value = value.get(name)
        return value

    def warn(self, code: str, field: str, **params: object) -> None:
        """Note a doubt once."""
        if not any(one.code == code and one.field == field for one in self.warnings):
            self.warnings.append(MessageWarning(code, field, params))

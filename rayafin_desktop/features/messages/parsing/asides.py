"""Numbers that are nobody's price or quantity: telephones, figures taken back, and bounds of a price."""

from __future__ import annotations

from decimal import Decimal

from .reading import Reading
from .words import word_set
from .words.goods import INR_BANDS

_TAKEN_BACK = word_set("sorry sory correction correct corrected galti galat maaf mistake typo सॉरी गलती સોરી")
_NOT_BUT = frozenset({"nahi", "nahin", "nai", "नहीं", "नही", "नाही", "નહીં", "nathi"})
_CALL = word_set("call mob mobile m ph phone contact cell tel whatsapp wa regards fon नंबर फोन મો")
_BELOW = frozenset({"below", "under", "less than", "less", "niche", "neeche", "lower than"})
_ABOVE = frozenset({"above", "over", "more than", "higher than"})
_BELOW_BEHIND = frozenset(
    {"se kam", "se niche", "se neeche", "se kum", "से कम", "થી ઓછું", "thi ochhu", "thi nichhe"}
)
_ABOVE_BEHIND = frozenset(
    {"se upar", "se uper", "se zyada", "se jyada", "से ऊपर", "से ज्यादा", "thi upar", "thi vadhu"}
)
_NEAR = 5


def skip_phones(r: Reading) -> None:
    """`Suresh 98980 12345`: ten digits in two stretches behind a word that is no word of price."""
    for at in range(len(r) - 1):
        first, second = r.text_at(at), r.text_at(at + 1)
        if (
            r.number(at) is None
            or r.number(at + 1) is None
            or not (first.isdigit() and second.isdigit())
            or len(first) + len(second) != 10
            or first[0] not in "6789"
            or not r.ends_clause(at + 2)
        ):
            continue
        before = r.skip(at - 1, -1, ":.-+")
        named = r.text_at(before) in _CALL or r.text_at(before) == "91"
        plain_word = r.kind(before) == "w" and not any(
            r.tag(before, tag)
            for tag in ("priceword", "cur", "unit", "per", "cue", "place", "var", "com", "q")
        )
        if named or (plain_word and first[0] != "6"):
            r.claim(at, at + 1)


def skip_corrected(r: Reading) -> None:
    """`61000 .. sorry 61300`, `300 nahi 200 bales`, `61300 not 61500`: the figure that was taken back."""
    for at in range(len(r)):
        text = r.text_at(at)
        if text in _TAKEN_BACK:
            before, behind = _number_near(r, at, -1), _number_near(r, at, 1)
        elif text in _NOT_BUT and r.number(at - 1) is not None and r.number(at + 1) is not None:
            before, behind = at - 1, at + 1
        elif text == "not" and r.number(at + 1) is not None and r.number(at - 1) is not None:
            before, behind = at + 1, at - 1  # this way round the later one is meant not to be
        else:
            continue
        if before is None or behind is None:
            continue
        old, new = r.items[before].value, r.items[behind].value
        if Decimal("0.5") <= new / old <= 2 if old else False:
            r.claim(before, before + 1 if r.tag(before + 1, "unit") else before)
            r.claim(at, at)
            r.forget(at)


def _number_near(r: Reading, at: int, step: int) -> int | None:
    """The nearest number within a few items; a word of quality in between makes it one of something else."""
    for distance in range(1, _NEAR + 1):
        here = at + step * distance
        if not 0 <= here < len(r) or r.tag(here, "q"):
            return None
        if r.number(here) is not None:
            return here
    return None


def read_price_bound(r: Reading) -> None:
    """`not below 61000`, `59300 se kam nahi`: the least (or, of `se upar nahi`, the most) a price may be."""
    for at in range(len(r)):
        if r.number(at) is None or not _is_a_price(r, at):
            continue
        name, start, end = "", at, at
        if r.tag(at - 2, "no") or r.text_at(at - 2) == "not":
            name = "min" if r.text_at(at - 1) in _BELOW else "max" if r.text_at(at - 1) in _ABOVE else ""
            start = at - 2
        elif r.text_at(at - 1) in ("not below", "not less than", "no less than", "not under"):
            name, start = "min", at - 1
        if not name:
            behind = at + 2 if r.tag(at + 1, "cur") or r.tag(at + 1, "unit") == "CANDY" else at + 1
            bound = r.text_at(behind)
            if bound.endswith(("nahi", "nahin", "नहीं", "nai")) and r.tag(behind, "bound"):
                name, end = r.tag(behind, "bound"), behind
            elif any(r.tag(one, "nope") or r.tag(one, "no") for one in (behind + 1, behind + 2)):
                name = "min" if bound in _BELOW_BEHIND else "max" if bound in _ABOVE_BEHIND else ""
                start, end = at, behind + 1
        if name:
            r.put(f"price.{name}", r.items[at].value, start, end, inferred=True)
            return


def _is_a_price(r: Reading, at: int) -> bool:
    value = r.items[at].value
    goods = r.get("commodity")
    bands = INR_BANDS[goods].values() if goods in INR_BANDS else [INR_BANDS["COTTON"]["CANDY"]]
    return value >= 500 and any(low <= value <= high for low, high in bands)

"""A number that may be a price: what stands before and behind it, and in which unit it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rayafin_desktop.base.money import multiply

from .quantity import unit_first
from .reading import Reading
from .words import word_set
from .words.goods import INR_BANDS

# Prices are said per 20 kg in Gujarat, per 40, 50 or 10 elsewhere: so many of them are a quintal, exactly.
_TO_A_QUINTAL = {Decimal(kg): Decimal(100) / kg for kg in (10, 20, 25, 40, 50, 100)}
_FILLERS = frozenset({":", "=", "-", "~"})
_LINKS = frozenset(
    {
        "is",
        "hai",
        "he",
        "chhe",
        "che",
        "ahe",
        "aahe",
        "of",
        "ka",
        "ki",
        "ke",
        "only",
        "par",
        "pe",
        "now",
        "approx",
        "around",
        "about",
        "है",
        "છે",
        "आहे",
        "छे",
        "का",
        "पर",
        "at",
        "@",
        "rs",
        "idea",
        "firm",
        "last",
        "indication",
    }
)


_UNIT_ALONE = 2


@dataclass(slots=True)
class PricedNumber:
    """A number or range that may be a price."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str | None = None
    per: str | None = None
    strength: int = 0  # 3 a unit of price or currency, 2 announced, 1 followed by a word of price
    unknown_unit: bool = False
    worked_out: bool = False  # said per 20 kg, kept per quintal


def read_number(r: Reading, at: int) -> PricedNumber | None:
    low = r.number(at)
    if low is None or low <= 0 or r.tag(at + 1, "qunit") or r.tag(at + 1, "span") or r.text_at(at + 1) == "%":
        return None
    if r.text_at(at - 1) == "-" and r.number(at - 2) is not None and not r.used[at - 2]:
        return None  # the upper end of a range
    if _is_other_money(r, at) or (r.tag(at + 1, "month") and low <= 31):
        return None
    offer = PricedNumber(at, at, low, low)
    _read_before(r, offer)
    read_range(r, offer)
    _read_behind(r, offer)
    if offer.unknown_unit and offer.per is None:
        return None
    if offer.strength == 0:
        return None
    if offer.strength <= 2 and low < 10 and offer.currency is None and offer.per is None:
        return None
    return offer


# Money and weights that are no price of the goods, by the word before the number.
_OTHER_NUMBERS = word_set(
    """
    amount amt total value invoice bill paid received receive rakam rakkam tare gross weight wt kata allowance
    premium hamali cess charges interest penalty fee fees fine storage insurance labour khata balance
    outstanding रकम खर्च भाड़ा हमाली
    """
)


def _is_other_money(r: Reading, at: int) -> bool:
    """Whether the number is a payment, a bill, freight, an allowance or a weighing."""
    here = at - 1
    while r.tag(here, "cur") or r.text_at(here) in (":", "=", "-", "of", ".", "is"):
        here -= 1
    if r.kind(here) == "l" or r.ends_clause(here):
        return False
    word = r.text_at(here)
    discount = r.tag(here, "cd") and word not in ("cd", "c d")
    payment = r.tag(here, "payword") and not r.used[here]  # one that has its days is not of this money
    return bool(word in _OTHER_NUMBERS or r.tag(here, "freight") or payment or discount)


def _read_before(r: Reading, offer: PricedNumber) -> None:
    """Currency and words of price before the number."""
    here = offer.start - 1
    steps = 0
    if r.text_at(here) == "." and r.tag(here - 1, "cur"):
        here -= 1
    while steps < 4 and (
        r.text_at(here) in _FILLERS
        or r.tag(here, "cur")
        or r.tag(here, "exw")
        or (r.text_at(here) in _LINKS and not r.tag(here, "priceword"))
        or r.tag(here, "ptype")
        or (r.tag(here, "unit") and r.text_at(here - 1) in ("/", "per"))
    ):
        if r.tag(here, "cur"):
            offer.currency = r.tag(here, "cur")
            offer.strength = max(offer.strength, 3)
            offer.start = here
        elif r.tag(here, "unit"):
            offer.per = r.tag(here, "unit")
            here -= 1
        elif r.tag(here, "ptype"):
            offer.strength = max(offer.strength, 2)
        here -= 1
        steps += 1
        if r.text_at(here) == "." and r.tag(here - 1, "cur"):
            here -= 1
    if r.text_at(here) == "(":
        here -= 1
    if r.kind(here) == "l" or not (r.tag(here, "priceword") or _price_cue(r, here)):
        offer.per = offer.per if offer.strength == 3 else None
        return
    offer.strength = max(offer.strength, 2)
    if not r.tag(here, "cue"):
        offer.start = min(offer.start, here)


def _price_cue(r: Reading, at: int) -> bool:
    cues = r.tag(at, "cue") or frozenset()
    return (
        bool(cues & {"bid", "counter"})
        or bool(r.tag(at, "ptype"))
        or ("info" in cues and r.kind(at) == "w")
        or ("offer" in cues and r.text_at(at) in ("offer", "offering", "offered", "ऑफर"))
    )


def read_range(r: Reading, offer: PricedNumber) -> None:
    here = offer.end + 1
    if r.text_at(here) not in ("-", "to", "se", "/", "थी"):
        return
    second = r.number(here + 1)
    if second is None or r.tag(here + 1, "var"):
        return
    if (
        second < offer.low
        and second < 1000 <= offer.low
        and offer.low % 1000 < second
        and r.text_at(here) in "-/"
        and len(r.text_at(here + 1)) == 3
    ):
        second += offer.low - offer.low % 1000  # 61200-500
    if offer.low < second <= offer.low * 2:
        offer.high, offer.end = second, here + 1


def _read_behind(r: Reading, offer: PricedNumber) -> None:
    """`/-`, currency, unit, and words of price behind the number."""
    here = offer.end + 1
    if r.text_at(here) == "/" and r.text_at(here + 1) == "-":
        here += 2
        offer.strength = max(offer.strength, 2)
        offer.end = here - 1
    elif r.text_at(here) == "-" and (r.ends_clause(here + 1) or r.tag(here + 1, "cur")):
        here += 1
    if r.tag(here, "cur") and not r.tag(here, "unit") and not r.opens_amount(here):
        if offer.currency in (None, "USD") and not (offer.currency and r.tag(here, "cur") == "INR"):
            offer.currency = r.tag(here, "cur")
        offer.strength, offer.end = max(offer.strength, 3), here
        here += 1
        if r.text_at(here) == "/" and r.text_at(here + 1) == "-":
            here += 2
    if r.text_at(here) == "(":
        here += 1
    here = _read_per(r, offer, here)
    if offer.per is None:
        _read_price_words_behind(r, offer, here)


def _read_per(r: Reading, offer: PricedNumber, here: int) -> int:
    if r.tag(here, "centslb"):
        offer.currency, offer.per, offer.strength, offer.end = "USC", "LB", 3, here
        return here + 1
    if r.tag(here, "perunit") and r.kind(here) == "w":
        offer.per, offer.strength, offer.end = r.tag(here, "perunit"), 3, here
        return here + 1
    per = (
        r.text_at(here) == "/"
        or (r.tag(here, "per") and r.text_at(here) != "a")
        or (r.text_at(here) == "a" and r.tag(here + 1, "unit"))
    )
    if per:
        after = here + 1
        if r.text_at(here) == "/" and r.tag(after, "per"):
            after += 1
        if r.number(after) is not None and r.tag(after + 1, "unit"):
            factor = _TO_A_QUINTAL.get(r.items[after].value) if r.tag(after + 1, "unit") == "KG" else None
            if factor is None:
                offer.unknown_unit = True
            else:
                offer.per, offer.strength, offer.end = "QTL", 3, after + 1
                offer.low, offer.high = multiply(offer.low, factor), multiply(offer.high, factor)
                offer.worked_out = factor != 1
            return after + 2
        unit = r.tag(after, "unit")
        if unit:
            offer.per, offer.strength, offer.end = unit, 3, after
            if offer.currency == "USC" and unit == "LB":
                offer.strength = 3
            return after + 1
        if r.kind(after) == "w" and not r.items[after].tags and not r.items[after].gap:
            offer.unknown_unit = True
        return here
    unit = r.tag(here, "unit")
    if unit and not r.used[here] and unit in ("CANDY", "QTL", "MT", "MAUND", "KG", "LB"):
        if (
            offer.strength >= 2
            or (unit == "CANDY" and offer.low >= 20000)
            or _fits_band(r, offer.start if offer.strength == 0 else offer.end, unit)
        ):
            if _is_quantity_here(r, offer, unit):
                offer.strength = 0
                offer.unknown_unit = True
                return here
            # A number of tons beside a price that says its unit is goods, however well it would fit.
            offer.strength = max(offer.strength, _UNIT_ALONE)
            offer.per, offer.end = unit, here
            return here + 1
    elif unit in ("BALE", "BAG", "LORRY", "FCL") and offer.strength < 3:
        offer.strength = 0
        offer.unknown_unit = True
    return here


def _is_quantity_here(r: Reading, offer: PricedNumber, unit: str) -> bool:
    """`offer 500 qtl`, `@ 30 t`: a number far below the price band is goods, whatever stands before it."""
    load = r.tag(offer.start - 1, "unit") if r.text_at(offer.start) == "@" else None
    if load in ("LORRY", "FCL", "BAG") and offer.currency is None:
        return offer.low <= (60 if unit == "MT" else 150)  # 5 trucks @ 25 t
    if offer.currency is not None or r.text_at(offer.start) == "@":
        return False
    band = INR_BANDS.get(r.get("commodity") or "", {}).get(unit)
    if band is not None:
        return offer.low < Decimal(band[0]) / 3
    if unit == "CANDY":
        return offer.low < 20000
    return bool(unit in ("MT", "KG") or (unit == "QTL" and offer.low < 1000))


def _fits_band(r: Reading, at: int, unit: str) -> bool:
    """Whether `2,620 quintal` is a price: in the band of the goods, and the quantity stands elsewhere."""
    amount: Decimal = r.items[at].value
    bales = any(r.tag(one, "unit") == "BALE" for one in range(len(r)))
    goods = r.get("commodity") or ("COTTON" if bales else "")
    band = INR_BANDS.get(goods, {}).get(unit)
    if (
        unit in ("KG", "LB")
        or band is None
        or not band[0] <= amount <= band[1]
        or (unit == "MT" and amount < 10000)
    ):
        return False
    if (
        "info" in r.cues
        or r.tag(at + 2, "ptype")
        or any((r.tag(one, "cue") or frozenset()) & {"bid", "counter"} for one in (at - 1, at + 2))
    ):
        return True
    for one in range(len(r)):
        other = r.number(one)
        if (
            one != at
            and other is not None
            and r.tag(one + 1, "unit")
            and not r.used[one + 1]
            and not (r.tag(one + 1, "unit") == unit and band[0] <= other)
        ):
            return True
        if (
            one not in (at, at + 1)
            and r.number(one + 1) is not None
            and one + 1 != at
            and unit_first(r, one) is not None
        ):
            return True
    return r.get("quantity.packing") is not None


def _read_price_words_behind(r: Reading, offer: PricedNumber, here: int) -> None:
    """`61200 last`, `58,300 me lene ko taiyar`, `6100 ka bhav`, `60500 firm`."""
    cues = r.tag(here, "cue") or frozenset()
    if cues & {"bid", "counter"} and offer.low >= 100 and r.kind(here) == "w":
        offer.strength = max(offer.strength, 2)
        return
    if r.tag(here, "ptype") and offer.low >= 50 and not r.tag(here, "span"):
        offer.strength = max(offer.strength, 2)
        return
    if r.text_at(here) in (
        "me",
        "mein",
        "ma",
        "में",
        "मे",
        "मा",
        "pe",
        "par",
        "पर",
        "ka",
        "ke",
        "का",
        "na",
        "no",
        "ना",
        "नो",
        "ne",
        "ने",
        "se",
        "का",
        "bhav",
        "rate",
        "भाव",
        "रेट",
        "chya",
    ):
        near = range(here, here + 4)
        for at in near:
            if r.ends_clause(at):
                break
            cues = r.tag(at, "cue") or frozenset()
            if cues & {"bid", "sell", "buy", "deal", "offer", "need"} or (
                r.tag(at, "priceword") and r.text_at(at) not in ("at", "rs", "dar")
            ):
                offer.strength = max(offer.strength, 2)
                return

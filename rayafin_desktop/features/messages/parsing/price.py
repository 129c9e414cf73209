"""Prices: how much, in which money, per which unit, on which terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .quantity import unit_first
from .reading import Reading
from .words.goods import INR_BANDS, USC_LB_BAND, USD_BANDS

_LINT = frozenset({"staple_mm", "micronaire", "strength_gpt"})
_FILLERS = frozenset({":", "=", "-", "~"})
_LINKS = frozenset({"is", "hai", "he", "chhe", "che", "ahe", "aahe", "of", "ka", "ki", "ke", "only", "par", "pe", "now", "approx", "around", "about", "है", "છે", "आहे", "छे", "का", "पर", "at", "@", "rs", "idea", "firm", "last", "indication"})
_SMALL_CUT = Decimal("0.2")


@dataclass(slots=True)
class _Offer:
    """A number or range that may be a price."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str | None = None
    per: str | None = None
    strength: int = 0  # 3 a unit of price or currency, 2 announced, 1 followed by a word of price
    unknown_unit: bool = False


def read_price_terms(r: Reading) -> None:
    """Tax and type of the price, wherever they stand."""
    for at in range(len(r)):
        if r.tag(at, "tax") and not r.used[at] and not r.denied(at, at):
            r.put("price.tax", r.tag(at, "tax"), at, at)
    _read_plus_percent_gst(r)


def _read_plus_percent_gst(r: Reading) -> None:
    """`+5% GST`, `5% gst extra`."""
    for at in range(len(r)):
        if r.number(at) is None or r.tag(at + 1, "qunit") != "%":
            continue
        if r.text_at(at + 2) in ("gst", "igst", "tax", "जीएसटी"):
            if r.text_at(at - 1) in ("+", "plus") or r.text_at(at + 3) in ("extra", "alag", "additional"):
                start = at - 1 if r.text_at(at - 1) in ("+", "plus") else at
                r.put("price.tax", "PLUS_GST", start, at + 2 if start < at else at + 3)
            else:
                r.claim(at, at + 2)


def read_cut(r: Reading) -> None:
    """`rate cut kar do 200 rs`, `200 kam karo`: a wish for less, not a price."""
    for at in range(len(r)):
        if not r.tag(at, "cut"):
            continue
        for step in (1, -1):
            here = at + step
            for _ in range(3):
                if r.tag(here, "cur") or r.text_at(here) in ("kar", "do", "by", "karo", "thoda", "se", "/", "-", "more", "aur", "ko", "rate") or r.tag(here, "numword"):
                    here += step
            value = r.number(here)
            if r.text_at(at).endswith(" to") or r.text_at(here - step) in ("to", "at"):
                break
            if value is not None and 0 < value < 5000 and not r.ends_clause(here) and not any(r.tag(here + 1, tag) for tag in ("qunit", "span", "unit")):  # noqa: PLR2004
                start, end = min(at, here), max(at, here)
                if r.tag(here + 1, "cur"):
                    end = max(end, here + 1)
                if r.tag(here - 1, "cur"):
                    start = min(start, here - 1)
                r.put("requested_cut", value, start, end)
                r.cues.setdefault("counter", at)
                return


def read_price(r: Reading, *, bare: bool) -> None:
    """The price that is announced as one or has a unit; with `bare` also a number only its size gives away."""
    if bare:
        _read_bare(r)
        return
    found = [offer for at in range(len(r)) if (offer := _read_offer(r, at)) is not None]
    found = [offer for offer in found if not _is_reference(r, offer)]
    if not found:
        return
    strongest = max(found, key=lambda one: (one.strength, -one.start))
    _doubt_several(r, found, strongest)
    _say(r, strongest)


def _doubt_several(r: Reading, found: list[_Offer], chosen: _Offer) -> None:
    others = [one for one in found if one is not chosen and one.strength == chosen.strength and one.low != chosen.low]
    same_unit = [one for one in others if one.per in (chosen.per, None)]
    if same_unit:
        amounts = ", ".join(str(one.low) for one in (chosen, *same_unit))
        r.warn("message.several_prices", "price", amounts=amounts)


def _is_reference(r: Reading, offer: _Offer) -> bool:
    return any(r.used[at] for at in range(offer.start, offer.end + 1))


def _read_offer(r: Reading, at: int) -> _Offer | None:
    low = r.number(at)
    if low is None or low <= 0 or r.tag(at + 1, "qunit") or r.tag(at + 1, "span") or r.text_at(at + 1) == "%":
        return None
    if r.text_at(at - 1) == "-" and r.number(at - 2) is not None and not r.used[at - 2]:
        return None  # the upper end of a range
    offer = _Offer(at, at, low, low)
    _read_before(r, offer)
    _read_range(r, offer)
    _read_behind(r, offer)
    if offer.unknown_unit and offer.per is None:
        return None
    if offer.strength == 0:
        return None
    if offer.strength <= 2 and low < 10 and offer.currency is None and offer.per is None:  # noqa: PLR2004
        return None
    return offer


def _read_before(r: Reading, offer: _Offer) -> None:
    """Currency and words of price before the number."""
    here = offer.start - 1
    steps = 0
    if r.text_at(here) == "." and r.tag(here - 1, "cur"):
        here -= 1
    while steps < 4 and (r.text_at(here) in _FILLERS or r.tag(here, "cur") or r.tag(here, "exw") or (r.text_at(here) in _LINKS and not r.tag(here, "priceword")) or r.tag(here, "ptype") or r.tag(here, "unit") and r.text_at(here - 1) in ("/", "per")):  # noqa: PLR2004
        if r.tag(here, "cur"):
            offer.currency = r.tag(here, "cur")
            offer.strength = max(offer.strength, 3)
            offer.start = here
        elif r.tag(here, "unit"):
            offer.per = r.tag(here, "unit")
            here -= 1
        here -= 1
        steps += 1
        if r.text_at(here) == "." and r.tag(here - 1, "cur"):
            here -= 1
    if r.text_at(here) == "(":
        here -= 1
    if r.kind(here) == "l" or not (r.tag(here, "priceword") or _price_cue(r, here)):
        offer.per = offer.per if offer.strength == 3 else None  # noqa: PLR2004
        return
    offer.strength = max(offer.strength, 2)
    if not r.tag(here, "cue"):
        offer.start = min(offer.start, here)


def _price_cue(r: Reading, at: int) -> bool:
    cues = r.tag(at, "cue") or frozenset()
    return bool(cues & {"bid", "counter"}) or bool(r.tag(at, "ptype")) or ("info" in cues and r.kind(at) == "w") or ("offer" in cues and r.text_at(at) in ("offer", "offering", "offered", "ऑफर"))


def _read_range(r: Reading, offer: _Offer) -> None:
    here = offer.end + 1
    if r.text_at(here) not in ("-", "to", "se", "/", "थी"):
        return
    second = r.number(here + 1)
    if second is None or r.tag(here + 1, "var"):
        return
    if second < offer.low and second < 1000 <= offer.low and offer.low % 1000 < second and r.text_at(here) in "-/" and len(r.text_at(here + 1)) == 3:  # noqa: PLR2004
        second += offer.low - offer.low % 1000  # 61200-500
    if offer.low < second <= offer.low * 2:
        offer.high, offer.end = second, here + 1


def _read_behind(r: Reading, offer: _Offer) -> None:
    """`/-`, currency, unit, and words of price behind the number."""
    here = offer.end + 1
    if r.text_at(here) == "/" and r.text_at(here + 1) == "-":
        here += 2
        offer.strength = max(offer.strength, 2)
        offer.end = here - 1
    elif r.text_at(here) == "-" and (r.ends_clause(here + 1) or r.tag(here + 1, "cur")):
        here += 1
    if r.tag(here, "cur") and not r.tag(here, "unit") and r.number(here + 1) is None:
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


def _read_per(r: Reading, offer: _Offer, here: int) -> int:
    if r.tag(here, "centslb"):
        offer.currency, offer.per, offer.strength, offer.end = "USC", "LB", 3, here
        return here + 1
    if r.tag(here, "perunit") and r.kind(here) == "w":
        offer.per, offer.strength, offer.end = r.tag(here, "perunit"), 3, here
        return here + 1
    per = r.text_at(here) == "/" or (r.tag(here, "per") and r.text_at(here) != "a") or (r.text_at(here) == "a" and r.tag(here + 1, "unit"))
    if per:
        after = here + 1
        if r.text_at(here) == "/" and r.tag(after, "per"):
            after += 1
        if r.number(after) is not None and r.tag(after + 1, "unit"):
            if r.items[after].value == 100 and r.tag(after + 1, "unit") == "KG":  # noqa: PLR2004
                offer.per, offer.strength, offer.end = "QTL", 3, after + 1
            else:
                offer.unknown_unit = True
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
        if offer.strength >= 2 or (unit == "CANDY" and offer.low >= 20000) or _fits_band(r, offer.start if offer.strength == 0 else offer.end, unit):  # noqa: PLR2004
            if _is_quantity_here(r, offer, unit):
                offer.strength = 0
                offer.unknown_unit = True
                return here
            offer.per, offer.strength, offer.end = unit, 3, here
            return here + 1
    elif unit in ("BALE", "BAG", "LORRY", "FCL") and offer.strength < 3:  # noqa: PLR2004
        offer.strength = 0
        offer.unknown_unit = True
    return here


def _is_quantity_here(r: Reading, offer: _Offer, unit: str) -> bool:
    """`offer 500 qtl`, `@ 30 t`: a number far below the price band is goods, whatever stands before it."""
    if offer.currency is not None or r.text_at(offer.start) == "@":
        return False
    band = INR_BANDS.get(r.get("commodity") or "", {}).get(unit)
    if band is not None:
        return offer.low < Decimal(band[0]) / 3
    if unit == "CANDY":
        return offer.low < 20000  # noqa: PLR2004
    if unit in ("MT", "KG") or (unit == "QTL" and offer.low < 1000):  # noqa: PLR2004
        return True
    return False


def _fits_band(r: Reading, at: int, unit: str) -> bool:
    """Whether `2,620 quintal` is a price: in the band of the goods, and the quantity stands elsewhere."""
    amount: Decimal = r.items[at].value
    band = INR_BANDS.get(r.get("commodity") or "", {}).get(unit)
    if unit in ("KG", "LB") or band is None or not band[0] <= amount <= band[1] or (unit == "MT" and amount < 10000):  # noqa: PLR2004
        return False
    if "info" in r.cues or r.tag(at + 2, "ptype") or any((r.tag(one, "cue") or frozenset()) & {"bid", "counter"} for one in (at - 1, at + 2)):
        return True
    for one in range(len(r)):
        other = r.number(one)
        if one != at and other is not None and r.tag(one + 1, "unit") and not r.used[one + 1] and not (r.tag(one + 1, "unit") == unit and band[0] <= other):
            return True
        if one not in (at, at + 1) and r.number(one + 1) is not None and one + 1 != at and unit_first(r, one) is not None:
            return True
    return r.get("quantity.packing") is not None


def _read_price_words_behind(r: Reading, offer: _Offer, here: int) -> None:
    """`61200 last`, `58,300 me lene ko taiyar`, `6100 ka bhav`, `60500 firm`."""
    cues = r.tag(here, "cue") or frozenset()
    if cues & {"bid", "counter"} and offer.low >= 100 and r.kind(here) == "w":  # noqa: PLR2004
        offer.strength = max(offer.strength, 2)
        return
    if r.tag(here, "ptype") and offer.low >= 50 and not r.tag(here, "span"):  # noqa: PLR2004
        offer.strength = max(offer.strength, 2)
        return
    if r.text_at(here) in ("me", "mein", "ma", "में", "मे", "मा", "pe", "par", "पर", "ka", "ke", "का", "na", "no", "ना", "नो", "ne", "ने", "se", "का", "bhav", "rate", "भाव", "रेट", "chya"):
        near = range(here, here + 4)
        for at in near:
            if r.ends_clause(at):
                break
            cues = r.tag(at, "cue") or frozenset()
            if cues & {"bid", "sell", "buy", "deal", "offer", "need"} or (r.tag(at, "priceword") and r.text_at(at) not in ("at", "rs", "dar")):
                offer.strength = max(offer.strength, 2)
                return


def _say(r: Reading, offer: _Offer) -> None:
    if offer.low == offer.high:
        r.put("price.amount", offer.low, offer.start, offer.end)
    else:
        r.put("price.min", offer.low, offer.start, offer.end)
        r.put("price.max", offer.high, offer.start, offer.end)
    if offer.currency:
        r.put("price.currency", offer.currency, offer.start, offer.end)
    if offer.per:
        r.put("price.per", offer.per, offer.start, offer.end)


def _read_bare(r: Reading) -> None:
    """A number without any word, that only a price of this commodity can be."""
    if any(r.get(f"price.{name}") is not None for name in ("amount", "min")):
        return
    commodity = r.get("commodity") or ("COTTON" if _is_cotton(r) else None)
    if commodity is None or "test" in r.cues:
        return
    candidates: list[_Offer] = []
    for at in range(len(r)):
        value = r.number(at)
        if value is None or r.tag(at, "var") or r.tag(at + 1, "unit") or any(r.tag(at + 1, tag) for tag in ("qunit", "span", "month", "ordinal", "q")):
            continue
        if r.tag(at - 1, "month") or r.tag(at - 1, "no") or r.text_at(at - 1) in ("no", "#") or r.text_at(at + 1) in ("/",) or (r.kind(at + 1) == "w" and not r.items[at + 1].gap):
            continue
        if any(band[0] <= value <= band[1] and value >= 500 for band in INR_BANDS[commodity].values()):  # noqa: PLR2004
            offer = _Offer(at, at, value, value)
            _read_range(r, offer)
            candidates.append(offer)
    values = {one.low for one in candidates if r.text_at(one.start - 1) != "-"}
    if len(values) == 1:
        offer = candidates[0]
        path = "price.amount" if offer.low == offer.high else "price.min"
        r.put(path, offer.low, offer.start, offer.end, inferred=True)
        if offer.low != offer.high:
            r.put("price.max", offer.high, offer.start, offer.end, inferred=True)


def _is_cotton(r: Reading) -> bool:
    quality = r.get("quality") or {}
    return r.get("quantity.unit") == "BALE" or bool(_LINT & quality.keys())


def drop_stray_price(r: Reading) -> None:
    """A number that is only "at" or "up" to something, in a message of no goods, is no price of ours."""
    price = r.get("price")
    if not price or ("amount" not in price and "min" not in price):
        return
    grounded = any(r.get(path) is not None for path in ("commodity", "quantity.unit", "quality", "price.per", "price.currency", "price.basis", "references"))
    if grounded or any(cue in r.cues for cue in ("bid", "counter", "deal", "buy", "sell", "need", "offer", "rejection")):
        return
    for name in ("amount", "min", "max", "amount_inferred", "min_inferred", "max_inferred", "type"):
        price.pop(name, None)
    if not price:
        del r.fields["price"]
    r.evidence = [one for one in r.evidence if not one.field.startswith("price.")]


def complete_price(r: Reading) -> None:
    """Currency and unit that follow from the size of the number, marked as inferred; doubts about it."""
    amount = r.get("price.amount") or r.get("price.min")
    if amount is None:
        return
    commodity = r.get("commodity")
    guess = commodity or ("COTTON" if _is_cotton(r) else None)
    per, currency = r.get("price.per"), r.get("price.currency")
    exported = r.get("price.basis") in ("FOB", "CIF", "CNF")
    if per is None and currency in (None, "INR"):
        per = _unit_by_band(amount, guess)
        if per and not exported:
            r.infer("price.per", per)
    elif per is None and currency == "USD" and guess and r.get("price.type") != "ON_CALL":
        band = USD_BANDS.get(guess)
        if band and band[0] <= amount <= band[1]:
            r.infer("price.per", "MT")
    elif per is None and currency == "USC" and USC_LB_BAND[0] <= amount <= USC_LB_BAND[1]:
        r.infer("price.per", "LB")
    if currency is None and r.get("price.per") and not (exported and r.get("price.per") in ("MT", "LB", "KG")):
        r.infer("price.currency", "INR")
    _doubt_price(r, amount, commodity)


def _unit_by_band(amount: Decimal, commodity: str | None) -> str | None:
    """The one unit whose band holds the amount; without a commodity only the candy's band is its own."""
    if commodity is None:
        low, high = INR_BANDS["COTTON"]["CANDY"]
        return "CANDY" if low <= amount <= high else None
    bands = INR_BANDS[commodity]
    fitting = [unit for unit, (low, high) in bands.items() if low <= amount <= high]
    return fitting[0] if len(fitting) == 1 or (fitting and fitting[0] == next(iter(bands))) else None


def _doubt_price(r: Reading, amount: Decimal, commodity: str | None) -> None:
    per, currency = r.get("price.per"), r.get("price.currency")
    quoted = commodity or ("COTTON" if per == "CANDY" else None)
    if quoted is None:
        return
    band: tuple[int, int] | None = None
    if currency == "INR":
        band = INR_BANDS[quoted].get(str(per))
    elif currency == "USD" and per == "MT":
        band = USD_BANDS.get(quoted)
    elif currency == "USC" and per == "LB" and quoted == "COTTON":
        band = USC_LB_BAND
    if band is not None and not Decimal(band[0]) * Decimal("0.7") <= amount <= Decimal(band[1]) * Decimal("1.4"):
        r.warn("message.price_implausible", "price.amount", amount=amount, per=str(per), commodity=quoted)
    least, most = r.get("price.min"), r.get("price.max")
    if least is not None and most is not None and least > most:
        r.warn("message.min_above_max", "price", min=least, max=most)


def read_quote_unit(r: Reading) -> None:
    """`indicate c/lb`, `rate per qtl?`: in which unit a price is asked for."""
    if r.get("price.amount") is not None or r.get("price.min") is not None:
        return
    for at in range(len(r)):
        if r.tag(at, "centslb") and not r.used[at]:
            r.put("price.currency", "USC", at, at)
            r.put("price.per", "LB", at, at)
            return


def read_price_type(r: Reading) -> None:
    """FIRM, LAST, NETT or ON_CALL, when a price is there or asked for."""
    priced = r.get("price.amount") is not None or r.get("price.min") is not None or r.get("references")
    if not priced:
        return
    for at in range(len(r)):
        kind = r.tag(at, "ptype") or ("FIRM" if r.tag(at, "valid") and r.text_at(at).startswith("firm") else None)
        if not kind or r.denied(at, at) or r.get("price.type"):
            continue
        if kind == "NETT" and (r.tag(at - 1, "unit") in ("KG", "BAG") and not r.used[at - 1] or r.text_at(at + 1) in ("weight", "wt", "30", "15")):
            continue
        if kind == "LAST" and r.text_at(at + 1) in ("year", "week", "month", "date", "day", "season", "half", "time", "crop", "report"):
            continue
        if kind == "LAST" and "deal" in r.cues:
            continue
        if "info" in r.cues and kind in ("FIRM",):
            continue
        r.put("price.type", kind, at, at)

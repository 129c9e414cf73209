"""Prices: how much, in which money, per which unit, on which terms."""

from __future__ import annotations

from decimal import Decimal

from .price_numbers import PricedNumber, read_number, read_range
from .reading import Reading
from .words.goods import INR_BANDS, USC_LB_BAND, USD_BANDS

_PURITY = (98, 100)  # per cent
_LEAST_BARE = 100  # "58.5 final": hundreds, thousands or kilos, nobody but the two knows
_LINT = frozenset({"staple_mm", "micronaire", "strength_gpt"})


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
                if (
                    r.tag(here, "cur")
                    or r.text_at(here)
                    in ("kar", "do", "by", "karo", "thoda", "se", "/", "-", "more", "aur", "ko", "rate")
                    or r.tag(here, "numword")
                ):
                    here += step
            value = r.number(here)
            if r.text_at(at).endswith(" to") or r.text_at(here - step) in ("to", "at"):
                break
            if (
                value is not None
                and 0 < value < 5000
                and not r.ends_clause(here)
                and not any(r.tag(here + 1, tag) for tag in ("qunit", "span", "unit"))
            ):
                start, end = min(at, here), max(at, here)
                if r.tag(here + 1, "cur"):
                    end = max(end, here + 1)
                if r.tag(here - 1, "cur"):
                    start = min(start, here - 1)
                r.put("requested_cut", value, start, end)
                r.cues.setdefault("counter", at)
                return


def read_price(r: Reading, *, bare: bool) -> None:
    """The price announced as one or with a unit; with `bare` the number only its size gives away."""
    if bare:
        _read_bare(r)
        return
    found = [offer for at in range(len(r)) if (offer := read_number(r, at)) is not None]
    found = [offer for offer in found if not _is_reference(r, offer) and not r.tag(offer.end + 1, "nope")]
    if not found:
        return
    strongest = max(found, key=lambda one: (one.strength, -one.start))
    likelier = [one for one in found if one.strength == strongest.strength and _far_below(r, strongest, one)]
    strongest = likelier[0] if likelier else strongest
    if not _contradict(r, found, strongest):
        _say(r, strongest)


def _contradict(r: Reading, found: list[PricedNumber], chosen: PricedNumber) -> bool:
    """Whether several prices are named; which of them is meant would be a guess, so that none is taken."""
    others = [
        one
        for one in found
        if one is not chosen and one.strength == chosen.strength and one.low != chosen.low
    ]
    same_unit = [one for one in others if one.per in (chosen.per, None) and not _far_below(r, one, chosen)]
    if same_unit:
        amounts = ", ".join(str(one.low) for one in (chosen, *same_unit))
        r.warn("message.several_prices", "price", amounts=amounts)
        for one in (chosen, *same_unit):
            r.claim(one.start, one.end)
    return bool(same_unit)


def _far_below(r: Reading, one: PricedNumber, chosen: PricedNumber) -> bool:
    """Whether a bare number is no price of the goods, an oil content say, while the chosen one is."""
    bands = INR_BANDS.get(r.get("commodity") or "", {}).values()
    return (
        one.currency is None
        and one.per is None
        and any(low <= chosen.low <= high for low, high in bands)
        and all(one.low * 3 < low for low, _ in bands)
    )


def _is_reference(r: Reading, offer: PricedNumber) -> bool:
    return any(r.used[at] for at in range(offer.start, offer.end + 1))


def _say(r: Reading, offer: PricedNumber) -> None:
    inferred = offer.worked_out
    if offer.low == offer.high:
        r.put("price.amount", offer.low, offer.start, offer.end, inferred=inferred)
    else:
        r.put("price.min", offer.low, offer.start, offer.end, inferred=inferred)
        r.put("price.max", offer.high, offer.start, offer.end, inferred=inferred)
    if offer.currency:
        r.put("price.currency", offer.currency, offer.start, offer.end)
    if offer.per:
        r.put("price.per", offer.per, offer.start, offer.end, inferred=inferred)


def _read_bare(r: Reading) -> None:
    """A number without any word, that only a price of this commodity can be."""
    if any(r.get(f"price.{name}") is not None for name in ("amount", "min")):
        return
    if any(one.code == "message.several_prices" for one in r.warnings):
        return
    commodity = r.get("commodity") or ("COTTON" if _is_cotton(r) else None)
    if commodity is None or "test" in r.cues:
        return
    candidates: list[PricedNumber] = []
    for at in range(len(r)):
        value = r.number(at)
        if (
            value is None
            or r.tag(at, "var")
            or r.tag(at + 1, "unit")
            or any(r.tag(at + 1, tag) for tag in ("qunit", "span", "month", "ordinal", "q"))
        ):
            continue
        if r.tag(at + 1, "nope"):
            continue
        if (
            r.tag(at - 1, "month")
            or r.tag(at - 1, "no")
            or r.text_at(at - 1) in ("no", "#")
            or r.text_at(at + 1) == "/"
            or (r.kind(at + 1) == "w" and not r.items[at + 1].gap and not r.tag(at + 1, "tax"))
        ):
            continue
        kilos = commodity != "COTTON" and _per_kilo(r, at, commodity)
        if kilos or any(
            band[0] <= value <= band[1] and value >= 500 for band in INR_BANDS[commodity].values()
        ):
            offer = PricedNumber(at, at, value, value)
            read_range(r, offer)
            candidates.append(offer)
    values = {one.low for one in candidates if r.text_at(one.start - 1) != "-"}
    if len(values) == 1:
        offer = candidates[0]
        path = "price.amount" if offer.low == offer.high else "price.min"
        r.put(path, offer.low, offer.start, offer.end, inferred=True)
        if offer.low != offer.high:
            r.put("price.max", offer.high, offer.start, offer.end, inferred=True)


def _per_kilo(r: Reading, at: int, commodity: str) -> bool:
    """`Chana desi 58.50 Indore`: rupees and paise, in the band of a kilo."""
    band = INR_BANDS[commodity].get("KG")
    _rupees, dot, paise = r.text_at(at).partition(".")
    beside = any(r.tag(one, tag) for one in (at - 1, at + 1) for tag in ("q", "qunit"))
    if _PURITY[0] <= r.items[at].value <= _PURITY[1]:
        return False  # sesame 99.95
    return (
        bool(dot)
        and len(paise) == 2
        and band is not None
        and band[0] <= r.items[at].value <= band[1]
        and not beside
    )


def _is_cotton(r: Reading) -> bool:
    quality = r.get("quality") or {}
    return r.get("quantity.unit") == "BALE" or bool(_LINT & quality.keys())


def drop_stray_price(r: Reading) -> None:
    """A number that is only "at" or "up" to something, in a message of no goods, is no price of ours."""
    price = r.get("price")
    if not price or ("amount" not in price and "min" not in price):
        return
    grounded = any(
        r.get(path) is not None
        for path in (
            "commodity",
            "quantity.unit",
            "quality",
            "price.per",
            "price.basis",
            "references",
        )
    )
    shorthand = Decimal(price.get("amount", price.get("min", 0))) < _LEAST_BARE
    meant = any(
        cue in r.cues for cue in ("bid", "counter", "deal", "buy", "sell", "need", "offer", "rejection")
    )
    if grounded or (meant and not shorthand):
        return
    for name in (
        "amount",
        "min",
        "max",
        "amount_inferred",
        "min_inferred",
        "max_inferred",
        "type",
        "currency",
    ):
        price.pop(name, None)
    if not price:
        del r.fields["price"]
    r.evidence = [one for one in r.evidence if not one.field.startswith("price.")]


def complete_price(r: Reading) -> None:
    """Currency and unit that follow from the size of the number, marked as inferred; doubts about it."""
    _lengthen(r)
    amount = r.get("price.amount") or r.get("price.min") or r.get("price.max")
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
    if (
        currency is None
        and r.get("price.per")
        and not (exported and r.get("price.per") in ("MT", "LB", "KG"))
    ):
        r.infer("price.currency", "INR")
    _doubt_price(r, amount, commodity)


def _lengthen(r: Reading) -> None:
    """`S6 60.2`: cotton is said in thousands a candy."""
    said = {name: r.get(f"price.{name}") for name in ("amount", "min", "max")}
    amount = said["amount"] or said["min"] or said["max"]
    if amount is None or amount >= _LEAST_BARE or not (r.get("commodity") == "COTTON" or _is_cotton(r)):
        return
    low, high = INR_BANDS["COTTON"]["CANDY"]
    exported = r.get("price.basis") in ("FOB", "CIF", "CNF")
    unsaid = r.get("price.per") is None and r.get("price.currency") is None and not exported
    if unsaid and low <= amount * 1000 <= high:
        for name, value in said.items():
            if value is not None:
                whole = value * 1000
                r.fields["price"][name] = whole.quantize(Decimal(1)) if whole == int(whole) else whole
                r.fields["price"][f"{name}_inferred"] = True


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
    if band is not None and not Decimal(band[0]) * Decimal("0.7") <= amount <= Decimal(band[1]) * Decimal(
        "1.4"
    ):
        r.warn("message.price_implausible", "price.amount", amount=amount, per=str(per), commodity=quoted)
    least, most = r.get("price.min"), r.get("price.max")
    if least is not None and most is not None and least > most:
        r.warn("message.min_above_max", "price", min=least, max=most)


def read_quote_unit(r: Reading) -> None:
    """`indicate c/lb`, `rate per qtl?`: in which unit a price is asked for."""
    if r.get("price.amount") is not None or r.get("price.min") is not None:
        return
    if not any(cue in r.cues for cue in ("ask", "need", "buy")):
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
        kind = r.tag(at, "ptype") or (
            "FIRM" if r.tag(at, "valid") and r.text_at(at).startswith("firm") else None
        )
        if not kind or r.denied(at, at) or r.get("price.type"):
            continue
        if kind == "NETT" and (
            (r.tag(at - 1, "unit") in ("KG", "BAG") and not r.used[at - 1])
            or r.text_at(at + 1) in ("weight", "wt", "30", "15")
        ):
            continue
        if kind == "LAST" and r.text_at(at + 1) in (
            "year",
            "week",
            "month",
            "date",
            "day",
            "season",
            "half",
            "time",
            "crop",
            "report",
        ):
            continue
        if kind == "LAST" and "deal" in r.cues:
            continue
        if "info" in r.cues and kind == "FIRM":
            continue
        r.put("price.type", kind, at, at)

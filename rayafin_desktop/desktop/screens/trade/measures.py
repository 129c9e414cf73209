"""Quantities and prices as people write them: "300 bales", "61,500 / candy"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rayafin_desktop.base.formats import number_style, parse_decimal
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.painting import RTL
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import direction, tr

UNITS: dict[TradeUnit, tuple[str, str]] = {
    TradeUnit.BALE: ("bale", "bales"),
    TradeUnit.CANDY: ("candy", "candies"),
    TradeUnit.QTL: ("qtl", "qtl"),
    TradeUnit.MT: ("t", "t"),
    TradeUnit.KG: ("kg", "kg"),
    TradeUnit.MAUND: ("maund", "maunds"),
    TradeUnit.BAG: ("bag", "bags"),
    TradeUnit.LB: ("lb", "lb"),
    TradeUnit.FCL: ("FCL", "FCL"),
    TradeUnit.LORRY: ("lorry", "lorries"),
}
"""One and many of a unit, as English keys of the wording."""

_WRITTEN: dict[str, TradeUnit] = {
    "bls": TradeUnit.BALE,
    "bl": TradeUnit.BALE,
    "gaanth": TradeUnit.BALE,
    "cdy": TradeUnit.CANDY,
    "candys": TradeUnit.CANDY,
    "khandi": TradeUnit.CANDY,
    "quintal": TradeUnit.QTL,
    "quintals": TradeUnit.QTL,
    "q": TradeUnit.QTL,
    "mt": TradeUnit.MT,
    "ton": TradeUnit.MT,
    "tons": TradeUnit.MT,
    "tonne": TradeUnit.MT,
    "tonnes": TradeUnit.MT,
    "pmt": TradeUnit.MT,
    "kgs": TradeUnit.KG,
    "kilo": TradeUnit.KG,
    "mds": TradeUnit.MAUND,
    "man": TradeUnit.MAUND,
    "mnd": TradeUnit.MAUND,
    "lbs": TradeUnit.LB,
    "container": TradeUnit.FCL,
    "containers": TradeUnit.FCL,
    "truck": TradeUnit.LORRY,
    "trucks": TradeUnit.LORRY,
    "gadi": TradeUnit.LORRY,
}
_QUANTITY = re.compile(r"^\s*(?P<number>[^A-Za-z\u0600-\u06ff]*?)\s*(?P<unit>[A-Za-z\u0600-\u06ff]+)?\s*$")
_PRICE = re.compile(
    r"^\s*(?P<sign>[A-Za-z]{3}(?=[\s\d])|[^\d\s.,(+-]+)?\s*(?P<number>[\d.,()*+\u0660-\u0669-]+)\s*(?P<k>[kK])?"
    r"\s*(?:/-)?\s*(?:(?:/|per|a)\s*)?(?P<unit>[A-Za-z\u0600-\u06ff]+)?\s*$"
)
_MOMENT = re.compile(r"^\s*(?P<hour>\d{1,2})(?::?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?\s*$", re.IGNORECASE)
_SIGNS = {"₹": "INR", "rs": "INR", "rs.": "INR", "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity and its unit."""

    value: Decimal
    unit: TradeUnit


@dataclass(frozen=True, slots=True)
class PricePer:
    """A price in major units of `currency` per `unit`."""

    value: Decimal
    unit: TradeUnit
    currency: str


def one_of(unit: TradeUnit) -> str:
    """A unit as it stands after a price: "candy"."""
    return tr(UNITS[unit][0])


def many_of(unit: TradeUnit) -> str:
    """A unit as it stands after a quantity: "bales"."""
    return tr(UNITS[unit][1])


def unit_named(text: str) -> TradeUnit | None:
    """The unit a word means, in English, in the window's language or in the trade's shorthand."""
    word = text.strip().casefold()
    for unit, names in UNITS.items():
        if word in (unit.value.casefold(), *(name.casefold() for name in (*names, *map(tr, names)))):
            return unit
    return _WRITTEN.get(word)


def said_quantity(quantity: Decimal | None, unit: TradeUnit, formats: Formats) -> str:
    """ "300 bales"; empty for none."""
    if quantity is None:
        return ""
    return f"{formats.decimal(quantity)} {one_of(unit) if quantity == 1 else many_of(unit)}"


def said_price(price: Decimal | None, unit: TradeUnit, currency: str, formats: Formats) -> str:
    """ "₹61,500 / candy"; empty for none."""
    if price is None:
        return ""
    return f"{formats.sign(currency)}{formats.decimal(price)} / {one_of(unit)}"


def read_quantity(text: str, unit: TradeUnit, formats: Formats) -> Measure:
    """What was typed, in `unit` unless it names one; ValueError when it cannot be read."""
    match = _QUANTITY.match(text)
    if match is None:
        raise ValueError(text)
    named = unit if not match["unit"] else unit_named(match["unit"])
    value = parse_decimal(match["number"], number_style(formats.locale))
    if named is None or value <= 0:
        raise ValueError(text)
    return Measure(value, named)


def read_price(text: str, unit: TradeUnit, currency: str, formats: Formats) -> PricePer:
    """What was typed, per `unit` in `currency` unless it says otherwise; "61.5k" are thousands."""
    match = _PRICE.match(text)
    if match is None:
        raise ValueError(text)
    named = unit if not match["unit"] else unit_named(match["unit"])
    value = parse_decimal(match["number"], number_style(formats.locale)) * (1000 if match["k"] else 1)
    if named is None or value < 0:
        raise ValueError(text)
    sign = (match["sign"] or "").strip()
    code = _SIGNS.get(sign.casefold(), sign.upper() if len(sign) == 3 and sign.isalpha() else currency)
    return PricePer(value, named, code)


def read_moment(text: str, today: date) -> datetime:
    """A local time such as "17", "17:00" or "5 pm", today, or days ahead: "+2 17:00"; ValueError else."""
    days = re.match(r"^\s*\+(\d{1,3})\s*(.*)$", text)
    ahead, rest = (int(days[1]), days[2] or "17") if days else (0, text)
    match = _MOMENT.match(rest)
    if match is None:
        raise ValueError(text)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").casefold()
    if half == "pm" and hour < 12:
        hour += 12
    return datetime.combine(
        today + timedelta(days=ahead), time(hour % 24 if half != "am" or hour != 12 else 0, minute)
    )


def apart(text: str) -> str:
    """A day or a time that keeps its own order inside a sentence that runs from right to left."""
    return f"\u2068{text}\u2069" if direction() == RTL else text


def said_moment(moment: datetime | None, today: date, formats: Formats) -> str:
    """ "17:00" when it is today, else with its day."""
    if moment is None:
        return ""
    local = moment.astimezone(formats.zone) if moment.tzinfo is not None else moment
    clock = f"{local:%H:%M}"
    return clock if local.date() == today else f"{formats.date(local.date())} {clock}"


def said_window(start: date | None, end: date | None, formats: Formats) -> str:
    """From when to when: "1 Dec 2026 – 15 Dec 2026"."""
    if start is not None and end is not None and start != end:
        return f"{formats.date(start)} – {formats.date(end)}"
    if start is None and end is not None:
        return tr("until {day}", day=apart(formats.date(end)))
    if end is None and start is not None:
        return tr("from {day}", day=apart(formats.date(start)))
    return formats.date(start) if start is not None else ""

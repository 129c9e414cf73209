"""Messages put together from parts in any order and spelling: each part is read, whatever is beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rayafin_desktop.features.messages.parsing import parse_message

THURSDAY = date(2026, 1, 15)
Part = tuple[str, dict[str, Any]]


def grouped(number: int) -> str:
    """Indian grouping: 14,40,000."""
    head, tail = divmod(number, 1000)
    if not head:
        return str(number)
    groups = [f"{tail:03d}"]
    while head >= 100:
        head, two = divmod(head, 100)
        groups.insert(0, f"{two:02d}")
    return ",".join([str(head), *groups])


GOODS: list[Part] = [
    *(
        (text, {"commodity": "COTTON", "variety": "SHANKAR-6", "band": (55000, 70000), "per": "CANDY"})
        for text in ("S-6", "Shankar 6", "shankar-6 cotton", "S6 cotton", "શંકર ૬", "शंकर 6")
    ),
    ("MCU-5", {"commodity": "COTTON", "variety": "MCU-5", "band": (55000, 70000), "per": "CANDY"}),
    *(
        (text, {"commodity": "CHANA", "variety": "DESI", "band": (5200, 6500), "per": "QTL"})
        for text in ("chana desi", "desi chana", "चना देसी", "દેશી ચણા")
    ),
    *(
        (text, {"commodity": "SOYBEAN", "band": (4100, 5200), "per": "QTL"})
        for text in ("soyabean", "soya bean", "सोयाबीन", "સોયાબીન")
    ),
    ("makka", {"commodity": "MAIZE", "band": (1900, 2600), "per": "QTL"}),
    ("tur", {"commodity": "TUR", "band": (6500, 8500), "per": "QTL"}),
    ("jeera", {"commodity": "JEERA", "band": (19000, 26000), "per": "QTL"}),
    ("गेहूं", {"commodity": "WHEAT", "band": (2300, 3200), "per": "QTL"}),
]
COTTON_UNITS = [("BALE", unit) for unit in ("bales", "bls", "gathan", "गांठ", "ગાંસડી", "ganth")]
GRAIN_UNITS = [
    ("MT", "MT"),
    ("MT", "ton"),
    ("MT", "टन"),
    ("QTL", "qtl"),
    ("QTL", "क्विंटल"),
    ("BAG", "katta"),
    ("BAG", "bori"),
]
CANDY = ["candy", "cdy", "khandi", "खंडी", "ખાંડી"]
QUINTAL = ["qtl", "quintal", "क्विंटल", "ક્વિન્ટલ"]
PRICES: list[Callable[[int, str], str]] = [
    lambda n, unit: f"{grouped(n)}/{unit}",
    lambda n, unit: f"@ {n} per {unit}",
    lambda n, unit: f"Rs. {grouped(n)} per {unit}",
    lambda n, unit: f"₹{n}/{unit}",
    lambda n, unit: f"rate {grouped(n)} {unit}",
    lambda n, unit: f"भाव {n} {unit}",
    lambda n, unit: f"bhav {n}/- {unit}",
]
PLACES: list[Part] = [
    ("ex gin Rajkot", {"location.origin": "Rajkot", "price.basis": "EX_GIN"}),
    ("FOR Delhi", {"location.destination": "Delhi", "price.basis": "FOR"}),
    ("Indore pahunch", {"location.destination": "Indore", "price.basis": "DELIVERED"}),
    ("ex godown Akola", {"location.origin": "Akola", "price.basis": "EX_WAREHOUSE"}),
    ("Latur", {"location.origin": "Latur"}),
    ("राजकोट", {"location.origin": "Rajkot"}),
]
TERMS: list[Part] = [
    ("payment 15 days", {"payment.type": "CREDIT", "payment.days": 15}),
    ("7 din payment", {"payment.type": "CREDIT", "payment.days": 7}),
    ("पेमेंट 10 दिन", {"payment.type": "CREDIT", "payment.days": 10}),
    ("nakad", {"payment.type": "CASH"}),
    ("LC at sight", {"payment.type": "LC", "payment.days": 0}),
]
WINDOWS: list[Part] = [
    ("lifting 10 din me", {"delivery.to": "2026-01-25"}),
    ("delivery by 31 Jan", {"delivery.to": "2026-01-31"}),
    ("Feb FH", {"delivery.from": "2026-02-01", "delivery.to": "2026-02-15"}),
    ("lifting 20-25 Jan", {"delivery.from": "2026-01-20", "delivery.to": "2026-01-25"}),
]
QUALITIES: list[Part] = [
    ("moisture 10% max", {"quality.moisture_pct.max": "10"}),
    ("moist max 8.5", {"quality.moisture_pct.max": "8.5"}),
    ("नमी 12% तक", {"quality.moisture_pct.max": "12"}),
    ("no moisture limit", {}),
]
LINT: list[Part] = [
    ("29mm", {"quality.staple_mm.min": "29", "quality.staple_mm.max": "29"}),
    ("mic 3.8-4.5", {"quality.micronaire.min": "3.8", "quality.micronaire.max": "4.5"}),
    ("RD 76+", {"quality.rd.min": "76"}),
    ("trash 3 max", {"quality.trash_pct.max": "3"}),
]
TAXES: list[Part] = [
    ("plus GST", {"price.tax": "PLUS_GST"}),
    ("gst included", {"price.tax": "INCL_GST"}),
    ("GST अलग", {"price.tax": "PLUS_GST"}),
]
VERBS: list[Part] = [
    ("sell", {"side": "sell", "kind": "offer"}),
    ("bechna hai", {"side": "sell", "kind": "offer"}),
    ("વેચવાનું છે", {"side": "sell", "kind": "offer"}),
    ("lena hai", {"side": "buy", "kind": "bid"}),
    ("चाहिए", {"side": "buy", "kind": "bid"}),
    ("need", {"side": "buy", "kind": "bid"}),
]


def flat(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {path: value}
    leaves: dict[str, Any] = {}
    for key, inner in value.items():
        if not key.endswith(("_inferred", "_est")) and key != "warnings":
            leaves |= flat(inner, f"{path}.{key}" if path else key)
    return leaves


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    goods, about = draw(st.sampled_from(GOODS))
    expected: dict[str, Any] = {key: about[key] for key in ("commodity", "variety") if key in about}
    expected["price.currency"] = "INR"
    cotton = about["commodity"] == "COTTON"
    unit, word = draw(st.sampled_from(COTTON_UNITS if cotton else GRAIN_UNITS))
    count = draw(st.integers(2, 90)) * 10
    quantity = f"{count}{draw(st.sampled_from([' ', '']))}{word}"
    expected |= {"quantity.value": str(count), "quantity.unit": unit}
    amount = draw(st.integers(about["band"][0] // 10, about["band"][1] // 10)) * 10
    per = draw(st.sampled_from(CANDY if cotton else QUINTAL))
    price = draw(st.sampled_from(PRICES))(amount, per)
    expected |= {"price.amount": str(amount), "price.per": about["per"]}
    parts = [f"{goods} {quantity}" if draw(st.booleans()) else f"{quantity} {goods}", price]
    pools = [PLACES, TERMS, WINDOWS, TAXES, LINT if cotton else QUALITIES]
    for pool in pools:
        if draw(st.booleans()):
            text, more = draw(st.sampled_from(pool))
            parts.append(text)
            expected |= more
    verb, more = draw(st.sampled_from(VERBS))
    expected |= more
    parts = draw(st.permutations(parts))
    parts.insert(draw(st.sampled_from([0, len(parts)])), verb)
    return draw(st.sampled_from([" ", " ", ", ", "\n", " / ", " | ", ". ", " - "])).join(parts), expected


@given(messages())
@settings(max_examples=200, deadline=None)
def test_every_part_is_read_and_nothing_else(message: tuple[str, dict[str, Any]]) -> None:
    text, expected = message
    assert flat(parse_message(text, THURSDAY).to_json()) == expected

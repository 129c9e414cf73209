"""The trade desk: messages read from text, which needs no book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rayafin_desktop.features.messages.parsing.parser import parse_message

from .figures import Figure
from .timing import Times, median

MESSAGES = 1_000
AS_OF = date(2026, 1, 15)
# As traders write; the numbers change from message to message, so that no reading is remembered.
_SHAPES = (
    "Offer {n} bls S-6 29mm mic 3.7-4.4 RD 75+ trash 3.5 max @ {p}/candy ex gin Gondal, payment 7 days",
    "WTB {n} bales MCU-5 31mm+ str 30 min, delivered Tirupur, LH Jan. rate?",
    "bechna hai: {n} ton chana desi, {q}/qtl FOR Delhi, moisture 10 max, 7 din payment, CD 1%",
    "{p} last. {n} bls only. spot pymt",
    "Done Arihant Spinning buys {n} bales from Khodiyar Ginning @{p} candy, brokerage 0.5% from seller",
    "SELL {n} MT (+/-5%) Indian yellow corn, CIF Haiphong USD 248/MT, shpt Feb/Mar 2026, LC at sight",
    "Lot {n}/A 100 bales tested: 2.5SL 29.2 mic 4.1 str 29.8 RD 77.4 +b 8.6 trash 2.9 moist 7.8",
    "गेहूं बेचना है {n} क्विंटल, {q} रुपये क्विंटल, नमी 11 max, भुगतान 7 दिन",
    "Good morning, call me on 98250 {p} after 5, market is quiet today",
    "Qty: {n} bales\nVariety: Shankar-6\nMic: 3.8-4.5\nRate: {p} per candy\nStation: Rajkot",
)


def messages() -> Iterator[Figure]:
    """Milliseconds of the processor for a thousand messages, and of the clock for the middle one."""
    texts = [
        _SHAPES[no % len(_SHAPES)].format(n=100 + no, p=58_000 + 7 * no, q=2_400 + 3 * no)
        for no in range(MESSAGES)
    ]
    for shape in _SHAPES:
        parse_message(shape.format(n=7, p=61_003, q=2_501), AS_OF)
    times = Times()
    for text in texts:
        times.take(lambda text=text: parse_message(text, AS_OF))  # type: ignore[misc]
    yield Figure(
        name=f"trade messages, {MESSAGES:,} read, processor", value=sum(times.cpu), unit="ms", goal=2_000
    )
    yield Figure(name="trade message, one read", value=median(times.wall), unit="ms", goal=5)

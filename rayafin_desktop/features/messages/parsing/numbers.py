"""Numbers as the trade says them: `61.5k`, `1.5 lakh`, `sadhe 61 hazar`, `teen sau gathan`."""

from __future__ import annotations

from decimal import Decimal

from .tokens import Item

_THOUSAND = 1000
_AFTER_A_COUNT = ("unit", "mult", "span")


def join_numbers(items: list[Item]) -> list[Item]:
    """Items with multipliers and number words worked into the numbers they belong to."""
    if not any("mult" in item.tags or "numword" in item.tags or "shift" in item.tags for item in items):
        return items
    joined: list[Item] = []
    at, count = 0, len(items)
    while at < count:
        end, value = _read(items, at)
        if end > at + 1 or (end == at + 1 and items[at].kind != "n"):
            item = Item(
                "n", items[at].text, items[at].start, items[end - 1].end, gap=items[at].gap, value=value
            )
            joined.append(item)
            at = end
        else:
            joined.append(items[at])
            at += 1
    return joined


def _read(items: list[Item], at: int) -> tuple[int, Decimal]:
    """Where the compound number from `at` ends and what it is; `at` itself when none begins there."""
    total, end = Decimal(0), at
    least: int | None = None
    while True:
        step, value, mult = _group(items, end)
        if step == end or (least is not None and (mult or 1) >= least):
            return end, total
        if least is not None and value >= least:
            return end, total
        if least is not None and not mult and (items[end].kind != "n" or "unit" in _tags(items, step)):
            # "3 hazar 25 kg": the second number counts something of its own.
            return end, total
        total, end = total + value, step
        if not mult or mult == 1 or items[step - 1].text == "k":
            return end, total
        least = mult


def _whole(value: Decimal) -> Decimal:
    """61,500 and not 61,500.0, which is what 61.5 thousand comes to."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _tags(items: list[Item], at: int) -> dict[str, object]:
    return items[at].tags if at < len(items) else {}


def _group(items: list[Item], at: int) -> tuple[int, Decimal, int | None]:
    """One number with its multiplier: end, value and multiplier; end == at when there is none."""
    shift = Decimal(0)
    here = at
    if "shift" in _tags(items, here) and here + 1 < len(items):
        shift = Decimal(str(items[here].tags["shift"]))
        here += 1
    if here >= len(items):
        return at, shift, None
    item = items[here]
    if item.kind == "n":
        value: Decimal = item.value
        if "var" in item.tags and "mult" not in _tags(items, here + 1):
            return (here + 1 if here == at else at), value, None
    elif (
        "numword" in item.tags
        and any(tag in _tags(items, here + 1) for tag in _AFTER_A_COUNT)
        and item.kind == "w"
    ):
        value = Decimal(item.tags["numword"])
    else:
        return at, shift, None
    after = _tags(items, here + 1)
    mult = after.get("mult")
    if isinstance(mult, int) and (items[here + 1].text != "k" or value < _THOUSAND):
        return here + 2, _whole((value + shift) * mult), mult
    if shift:
        return at, shift, None
    return here + 1, value, None

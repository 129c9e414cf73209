"""How much: counts and weights with their unit, lorries, packing, tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rayafin_desktop.base.money import multiply
from rayafin_desktop.base.units import TradeUnit

from .reading import Reading

_CANDY_PRICE = 20000
_PRICE_SIGNS = frozenset({"@"})
_WEIGHTS = frozenset({"MT", "QTL", "KG"})
_PACK_LARGEST = 1500
_SECTIONS = frozenset({Decimal(194)})  # 194Q of the Income-tax Act is no weight
_GROUPERS = frozenset({"x", "*"})


@dataclass(slots=True)
class _Amount:
    start: int
    end: int
    unit: str
    low: Decimal
    high: Decimal
    bound: str | None = None
    container: str | None = None
    each: bool = False


def read_packing(r: Reading) -> None:
    """`25 kg PP bags`, `in 50 kg jute bags`, `1000 bags of 50 kg`."""
    for at in range(len(r)):
        value = r.number(at)
        if value is None or value > _PACK_LARGEST or r.tag(at + 1, "unit") not in ("KG", "LB"):
            continue
        if r.text_at(at - 1) in ("@", "/") or r.tag(at - 1, "cur") or r.tag(at - 1, "per"):
            continue
        unit = str(r.tag(at + 1, "unit")).lower()
        here = at + 2
        if r.text_at(here) in (
            "net",
            "nett",
            "ki",
            "ke",
            "ka",
            "wali",
            "की",
            "के",
            "-",
            "ni",
            "na",
            "चे",
            "नी",
            "च्या",
        ):
            here += 1
        material = r.tag(here, "pack")
        end = here if material else here - 1
        bag_behind = r.tag(end + 1, "unit") == "BAG" or (
            material and r.text_at(here) not in ("pp", "p p", "hdpe", "bopp")
        )
        if bag_behind or material:
            if r.tag(end + 1, "unit") == "BAG":
                end += 1
                material = material or r.tag(end, "pack")
            if r.text_at(end + 1) in ("packing", "packed", "pack", "pkg", "pkt", "packet"):
                end += 1
        elif r.text_at(end + 1) in (
            "packing",
            "packed",
            "pack",
            "pkg",
            "pkt",
            "packet",
            "पैकिंग",
            "पेकिंग",
            "भरती",
            "bharti",
            "पॅकिंग",
        ):
            end += 1
        elif not _bags_before(r, at):
            continue
        text = f"{r.text_at(at)} {unit}"
        if material and material not in ("BULK", "LOOSE"):
            text += f" {material}"
        start = at - 1 if r.text_at(at - 1) in ("in", "of", "packed", "packing", "x") else at
        r.put("quantity.packing", text, start, end)
        return


def _bags_before(r: Reading, at: int) -> bool:
    """Whether bags of this weight were just counted: `1000 bags (50 kg)`, `400 katta x 50 kg`."""
    here = at - 1
    if r.text_at(here) in ("(", "of", "x", "@", "-", "each", "packing", "pack", "in"):
        here -= 1
    return r.tag(here, "unit") == "BAG" and (here != at - 1 or r.number(here - 1) is not None)


def read_quantities(r: Reading) -> None:
    """The quantity, and the lorries it comes in."""
    found: list[_Amount] = []
    at = 0
    while at < len(r):
        amount = _read_container(r, at) or _read_amount(r, at) or _read_full_loads(r, at)
        if amount is None:
            at += 1
            continue
        found.append(amount)
        at = amount.end + 1
    _settle(r, found)
    _read_unit_first(r)
    _read_tolerance(r)


def _read_container(r: Reading, at: int) -> _Amount | None:
    """`2x40HC`, `3 x 20 ft FCL`, `2 FCL 40HC`."""
    count = r.number(at)
    here = at + 1
    if r.text_at(here) in _GROUPERS:
        here += 1
    container = r.tag(here, "container")
    if count is None or container is None or count != int(count) or count > 999:
        return None
    end = here
    if r.tag(end + 1, "unit") == "FCL":
        end += 1
    return _Amount(at, end, "FCL", count, count, container=container)


def _read_full_loads(r: Reading, at: int) -> _Amount | None:
    """`20 FCL` with no count before it: twenty of them, not one of twenty feet."""
    text = r.text_at(at)
    if text not in ("20 fcl", "40 fcl") or r.used[at] or r.number(at - 1) is not None:
        return None
    if r.text_at(at - 1) in _GROUPERS:
        return None
    count = Decimal(text[:2])
    return _Amount(at, at, "FCL", count, count)


def _is_price(r: Reading, at: int) -> bool:
    """Whether the number at `at` is announced as money."""
    before = r.skip(at - 1, -1, ":=")
    if r.ends_clause(before):
        return False
    if r.tag(before, "cur") and r.tag(before, "com") and r.tag(at + 1, "unit") in ("BALE", "BAG", "LORRY"):
        return False  # in Gujarati cotton and the rupee are written alike
    if (
        r.text_at(before) == "@"
        and r.tag(before - 1, "unit") in ("LORRY", "FCL", "BAG")
        and r.tag(at + 1, "unit") in ("MT", "QTL", "KG")
        and r.items[at].value <= 150
    ):
        return False
    if (
        r.text_at(before) in _PRICE_SIGNS
        or r.tag(before, "cur")
        or (r.tag(before, "per") and r.text_at(before) != "a")
    ):
        return True
    counted = r.tag(at + 1, "unit") in ("FCL", "LORRY") and r.text_at(before) == "asking"
    return bool(r.tag(before, "priceword")) and not r.tag(before, "cue") and not counted


def _read_amount(r: Reading, at: int) -> _Amount | None:
    """A number or a range with a unit behind it."""
    low = r.number(at)
    if low is None or _is_price(r, at):
        return None
    high, here = low, at + 1
    if r.text_at(here) == "-" and r.tag(here + 1, "unit") and not r.items[here].gap:
        here += 1  # 300-bales
    elif (
        r.tag(here, "unit")
        and r.text_at(here + 1) in ("-", "to")
        and r.number(here + 2) is not None
        and r.tag(here + 3, "unit") == r.tag(here, "unit")
        and r.items[here + 2].value > low
    ):
        high, here = r.items[here + 2].value, here + 3
    elif (
        (r.text_at(here) in ("-", "to", "se", "/") or r.tag(here, "to"))
        and not r.ends_clause(here)
        and (second := r.number(here + 1)) is not None
        and r.tag(here + 2, "unit")
    ):
        if second <= low:
            if r.text_at(here) == "-" and r.glued(here) and second < low:
                r.warn("message.min_above_max", "quantity", min=low, max=second)
                r.claim(at, here + 2)
            return None
        high, here = second, here + 2
    if r.text_at(here) in ("nos", "no", "pcs", "full", "fp", "running", "pressed", "+") and r.tag(
        here + 1, "unit"
    ):
        here += 1
    if r.text_at(here) == "(" and r.tag(here + 1, "unit"):
        return None
    unit = r.tag(here, "unit")
    if not unit or r.used[here] or (r.tag(here, "numword") and r.kind(here) != "w"):
        return None
    if len(r.text_at(here)) == 1 and r.text_at(here) not in ("t", "q"):
        return None
    if low in _SECTIONS and r.text_at(here) == "q" and not r.items[here].gap:
        return None
    if r.text_at(here + 1) in ("/", "per") and r.tag(here + 2, "unit"):
        return None  # 50 kg per bag
    if r.text_at(at - 1) in ("+", "-") and r.tag(at - 2, "exch"):
        return None
    if r.text_at(at - 1) == "/" and unit in ("KG", "LB") and r.number(at - 2) is not None:
        return None  # 1850/60 kg
    if unit == "CANDY" and low >= _CANDY_PRICE:
        return None
    amount = _Amount(at, here, unit, low, high)
    if unit == "FCL" and r.tag(here + 1, "container"):
        amount.container, amount.end = r.tag(here + 1, "container"), here + 1
    _read_bounds(r, amount)
    return amount


def _read_bounds(r: Reading, amount: _Amount) -> None:
    if r.tag(amount.end + 1, "each"):
        amount.each = True
        amount.end += 1
    elif r.text_at(amount.start - 1) in ("x", "each") or (
        r.text_at(amount.start - 1) == "@" and amount.unit in ("MT", "QTL", "KG")
    ):
        amount.each = True
        amount.start -= 1
    elif (
        r.text_at(amount.end + 1) in _GROUPERS
        and amount.unit in _WEIGHTS
        and r.number(amount.end + 2) is not None
        and r.tag(amount.end + 3, "unit") in ("LORRY", "FCL", "BAG")
    ):
        amount.each = True  # 25 MT x 4 containers
    before, after = amount.start - 1, amount.end + 1
    if r.leading_bound(before) and not r.used[before] and r.text_at(before) not in ("within", "under", "to"):
        amount.bound, amount.start = r.leading_bound(before), before
    elif r.text_at(after) in (
        "max",
        "maximum",
        "min",
        "minimum",
        "tak",
        "तक",
        "सुधी",
        "पर्यंत",
    ) and not r.number(after + 1):
        amount.bound, amount.end = r.tag(after, "bound"), after
    elif r.text_at(after) == "+" and r.ends_clause(after + 1):
        amount.bound, amount.end = "min", after
    if r.tag(before, "approx"):
        amount.start = before


def _settle(r: Reading, found: list[_Amount]) -> None:
    """Which of the amounts is the quantity; lorries beside a weight say what it comes in."""
    kept = [one for one in found if not r.denied(one.start, one.end) and not _is_other(r, one)]
    lorries = [one for one in kept if one.unit == "LORRY" and one.low == one.high and one.low == int(one.low)]
    goods = [one for one in kept if one.unit != "LORRY"]
    if goods:
        _say_goods(r, goods, lorries)
    elif lorries:
        first = lorries[0]
        _say(r, first, first.low, first.high)
    elif kept:
        _say(r, kept[0], kept[0].low, kept[0].high)


def _say_goods(r: Reading, goods: list[_Amount], lorries: list[_Amount]) -> None:
    main = goods[0]
    counts = [one for one in goods if one.unit in ("BAG", "FCL", "BALE") and one is not main]
    low, high = main.low, main.high
    if main.each and (lorries or counts):
        times = lorries[0] if lorries else counts[0]
        low, high = multiply(low, times.low), multiply(high, times.low)
        r.claim(times.start, times.end)
    elif len(goods) > 1 and goods[1].each and main.unit in ("FCL", "BAG") and goods[1].unit in _WEIGHTS:
        r.claim(main.start, main.end)
        low, high = multiply(main.low, goods[1].low), multiply(main.high, goods[1].high)
        main = goods[1]
    others = [
        one
        for one in goods
        if one is not main
        and (one.unit, one.low) not in ((main.unit, main.low), (main.unit, low))
        and not one.each
        and not r.used[one.start]
    ]
    for other in (main, *others):
        r.claim(other.start, other.end)
    if _contradict(r, main, others):
        return
    _say(r, main, low, high)
    if lorries:
        r.put("quantity.lorries", int(lorries[0].low), lorries[0].start, lorries[0].end)


def _say(r: Reading, amount: _Amount, low: Decimal, high: Decimal) -> None:
    if low <= 0 or r.get("quantity.unit"):
        return
    if low != high:
        r.put("quantity.min", low, amount.start, amount.end)
        r.put("quantity.max", high, amount.start, amount.end)
    elif amount.bound:
        r.put(f"quantity.{amount.bound}", low, amount.start, amount.end)
    else:
        r.put("quantity.value", low, amount.start, amount.end)
    r.put("quantity.unit", amount.unit, amount.start, amount.end)
    if amount.container:
        r.put("quantity.container", amount.container, amount.start, amount.end)


def _contradict(r: Reading, main: _Amount, others: list[_Amount]) -> bool:
    """Whether the same unit is counted twice with different numbers: which is meant would be a guess."""
    same = [one for one in others if one.unit == main.unit]
    if same:
        said = ", ".join(f"{one.low} {one.unit}" for one in (main, *same))
        r.warn("message.several_quantities", "quantity", quantities=said)
    return bool(same)


def _is_other(r: Reading, amount: _Amount) -> bool:
    """Amounts of something else: tare per 100 bales, arrivals, a balance, what a candy weighs."""
    before = r.skip(amount.start - 1, -1, ":-")
    if r.text_at(amount.end + 1) in ("avg", "average", "avrg", "औसत") and amount.unit == "KG":
        return True  # what a bale of them weighs
    if amount.unit == "CANDY" and amount.low == 1 and r.text_at(amount.end + 1) in ("pe", "par", "me", "pr"):
        return True  # 1 candy pe 100 rs
    if r.text_at(before) == "(" and r.used[before - 1] and r.tag(before - 1, "unit") and amount.unit == "KG":
        return True  # per candy (355.62 kg): what the unit weighs
    if r.tag(before, "per") and r.text_at(before) != "a":
        return True
    if "arrival" in r.text_at(before) or r.text_at(before) in (
        "aavak",
        "aavk",
        "avak",
        "aawak",
        "आवक",
        "tare",
        "deduction",
        "shortage",
        "storage",
    ):
        return True
    if r.text_at(amount.end + 1) in (
        "arrival",
        "arrivals",
        "aavak",
        "aavk",
        "avak",
        "aawak",
        "आवक",
        "tare",
        "shortage",
    ):
        return True
    return bool(
        r.tag(before, "bal") and "withdrawal" not in r.cues and r.text_at(before) not in ("left", "available")
    )


def _read_unit_first(r: Reading) -> None:
    """`katta 400`, `bales: 300`: the unit before its number, when none stands behind one."""
    if r.get("quantity.unit"):
        return
    for at in range(len(r) - 1):
        found = unit_first(r, at)
        if found is not None:
            _say(r, found, found.low, found.high)
            return


def unit_first(r: Reading, at: int) -> _Amount | None:
    """A counted unit at `at` with its number behind it."""
    unit = r.tag(at, "unit")
    if (
        unit not in ("BAG", "BALE", "LORRY", "FCL", "CANDY", "QTL", "MT")
        or r.used[at]
        or r.kind(at) != "w"
        or len(r.text_at(at)) < 2
    ):
        return None
    here = r.skip(at + 1, 1, ":-=")
    value = r.number(here)
    if value is None or value != int(value) or value <= 0 or r.kind(at - 1) == "n":
        return None
    behind = here + 1
    if (
        any(r.tag(behind, tag) for tag in ("unit", "qunit", "span", "cur", "q", "mult", "per", "ampm"))
        or r.text_at(behind) in ("/", "%")
        or r.text_at(at - 1) in ("/", "per", "@")
        or (value > 20000 and unit == "CANDY")
    ):
        return None
    return _Amount(at, here, unit, value, value)


def _read_tolerance(r: Reading) -> None:
    """`+/-5%`, `5% more or less`, `tolerance 5 pct`."""
    for at in range(len(r)):
        value = r.number(at)
        if value is None or not 0 < value <= 25:
            continue
        start, end = at, at
        percent = r.tag(at + 1, "qunit") == "%"
        if percent:
            end = at + 1
        before = r.tag(at - 1, "tol") or (
            r.text_at(at - 1) == "-"
            and r.text_at(at - 2) in ("/", "+")
            and (r.text_at(at - 3) == "+" or r.text_at(at - 2) == "+")
        )
        behind = r.tag(end + 1, "tol")
        if not (before or (behind and percent)) or not (percent or r.tag(at - 1, "tol")):
            continue
        if behind:
            end += 1
        while r.text_at(start - 1) in ("+", "-", "/") or r.tag(start - 1, "tol"):
            start -= 1
        r.put("quantity.tolerance_pct", value, start, end)
        amount = r.get("quantity.value")
        if amount is not None:
            share = multiply(amount, value, Decimal("0.01"))
            r.put("quantity.min", amount - share, start, end)
            r.put("quantity.max", amount + share, start, end)
        return


UNITS = frozenset(TradeUnit)

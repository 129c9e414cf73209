"""Which goods a message is about: commodity, variety, grade, crop."""

from __future__ import annotations

from .reading import Reading
from .words import word_set
from .words.goods import ADJECTIVE_OF, COTTON_GRADES, GRADE_OF, MADE_OF

# Words that name goods but stand for other things more often, unless a number or its goods stand beside them.
_WEAK = frozenset(
    {
        "doc",
        "gram",
        "oil",
        "tal",
        "mag",
        "mug",
        "rai",
        "tur",
        "soy",
        "soya",
        "corn",
        "sarki",
        "jav",
        "khand",
        "kanak",
        "dhan",
        "maka",
        "rui",
        "sut",
        "soot",
        "roo",
        "mat",
    }
)
# Behind the name of goods these make it somebody's name.
_HOUSES = word_set(
    """
    mill mills market yard association corporation traders ginning co company corp ltd pvt limited industries
    trading fibres fibers agro exports impex broker brokers brokerage enterprise enterprises corner
    """
)
_COUNTS = (38, 140)
_SEED_WORDS = frozenset({"seed", "seeds", "kernel", "kernels", "dana"})
# A longer name wins over the one inside it: soya DOC is not soya.
_OVER = {"SOYBEAN": "SOYA_DOC", "GUAR_SEED": "GUAR_GUM_SPLITS", "COTTON": "YARN"}


def read_goods(r: Reading) -> None:
    """Commodity from its name, or from a variety only it has; then variety, grade and crop."""
    named = _named(r)
    if not named and ("rejection" in r.cues or "refused" in r.cues):
        named = _named(r, denied=True)  # "chana is not wanted" is about chana
    varieties = [
        (at, r.tag(at, "var"))
        for at in range(len(r))
        if r.tag(at, "var") and not r.used[at] and _is_variety(r, at) and not r.denied(at, at)
    ]
    # Of several names of a kind the one with a number in it says most: basmati 1121.
    varieties.sort(key=lambda one: not any(sign.isdigit() for sign in one[1][1]))
    codes = list(dict.fromkeys(code for _, code in named))
    for narrow, wide in _OVER.items():
        if narrow in codes and wide in codes:
            codes.remove(narrow)
    if "MOONG" in codes and "GROUNDNUT" in codes:
        codes.remove("MOONG")
    if len(codes) > 1:
        r.warn("message.several_commodities", "commodity", commodities=", ".join(codes))
        for at, _ in named:
            r.claim(at, at)
        return  # which of them the rest is about would be a guess
    if not codes and not varieties:
        _read_kapas(r)
    if codes:
        for at, code in named:
            if code == codes[0]:
                r.put("commodity", code, at, at)
            r.claim(at, at)
        for at, code in named:
            if r.tag(at, "var") and r.tag(at, "var")[0] == codes[0] == code and not r.denied(at, at):
                r.put("variety", r.tag(at, "var")[1], at, at)
    for at, (commodity, variety) in varieties:
        if r.get("commodity") in (None, commodity) or (r.get("commodity") == "PADDY" and commodity == "RICE"):
            r.put("commodity", commodity, at, at)
            r.put(
                "variety",
                variety.removeprefix("BASMATI-") if r.get("commodity") == "PADDY" else variety,
                at,
                at,
            )
    _read_yarn_count(r)
    _read_adjectives(r)
    _read_grades(r)
    _read_count(r)
    _read_crop(r)


def _named(r: Reading, *, denied: bool = False) -> list[tuple[int, str]]:
    """Where commodities are named and not denied, the weak words only when nothing stronger is there."""
    strong: list[tuple[int, str]] = []
    weak: list[tuple[int, str]] = []
    for at in range(len(r)):
        code = r.tag(at, "com")
        if not code or r.used[at] or (not denied and r.denied(at, at)):
            continue
        if r.tag(at, "q") and r.used[at]:
            continue
        if (
            r.text_at(at + 1) in _HOUSES
            and r.text_at(at) in ("cotton", "rice", "sugar", "oil", "dal")
            and r.text_at(at + 1) != "market"
        ):
            continue
        if _is_made_of(r, at):
            continue
        (weak if r.text_at(at) in _WEAK else strong).append((at, str(code)))
    if strong:
        codes = {code for _, code in strong}
        return strong + [(at, code) for at, code in weak if code == "SOYA_DOC" and "SOYBEAN" in codes]
    if len({code for _, code in weak}) == 2 and {code for _, code in weak} == {"SOYBEAN", "SOYA_DOC"}:
        return weak
    return weak


def _is_made_of(r: Reading, at: int) -> bool:
    """Whether other goods are named, made of these; `mustard oil 42` and `oil 38% min` are measurements."""
    after = r.text_at(at + 1)
    beside = r.text_at(at - 1)
    if r.text_at(at) == "doc" and (
        beside == "bran" or r.tag(at - 1, "com") not in (None, "SOYBEAN", "SOYA_DOC")
    ):
        return True  # of rice bran or mustard: the bare word is soya's
    if beside == "ddgs" or (after in ("doc", "ddgs") and r.tag(at, "com") not in ("SOYBEAN", "SOYA_DOC")):
        return True
    if after not in MADE_OF or r.ends_clause(at + 1):
        return False
    if not r.tag(at + 1, "q") and not r.used[at + 1]:
        return True
    return not r.used[at + 1]


def _is_variety(r: Reading, at: int) -> bool:
    """Whether the word or number at `at` names a variety: a bare 1121 does so only beside rice."""
    if r.kind(at) != "n":
        text = r.text_at(at)
        if text == "shankar" and (
            r.text_at(at + 1) in ("bhai", "lal", "ji", "cotton", "traders")
            or r.text_at(at - 1) in ("sh", "shri", "mr")
        ):
            return False
        if r.tag(at, "adj") or text in ("dollar", "natural", "java", "purna", "mill", "vishal", "mech", "ak"):
            near = range(len(r)) if text in ("java", "natural", "dollar", "vishal") else range(at - 1, at + 2)
            return any(r.tag(at, "var")[0] == r.tag(one, "com") for one in near)
        return True
    if (
        r.tag(at + 1, "unit")
        or r.tag(at + 1, "per")
        or r.text_at(at + 1) in ("/", "%")
        or r.text_at(at - 1) in ("@", "/")
    ):
        return False
    commodity = r.tag(at, "var")[0]
    near = range(at - 3, at + 5)
    return any(
        r.tag(one, "com") == commodity
        or (
            commodity == "RICE"
            and (
                r.tag(one, "com") == "PADDY" or GRADE_OF.get(r.tag(one, "grade") or "") == frozenset({"RICE"})
            )
        )
        for one in near
    )


def _join_variety(r: Reading, word: str, at: int) -> None:
    """Add a grade behind the variety, as the trade writes it: `J-34 RG`."""
    held = r.get("variety")
    r.claim(at, at)
    if held is None:
        r.put("variety", word, at, at)
    elif word not in str(held).split():
        r.fields["variety"] = f"{held} {word}"


def _read_adjectives(r: Reading) -> None:
    commodity = r.get("commodity")
    if commodity is None or r.get("variety"):
        return
    for at in range(len(r)):
        word = r.tag(at, "adj")
        if not word or r.used[at] or commodity not in ADJECTIVE_OF[word]:
            continue
        isolated = (r.ends_clause(at - 1) and r.ends_clause(at + 1)) or word in ("NATURAL", "HULLED")
        if (isolated or any(r.tag(one, "com") for one in (at - 1, at + 1, at - 2, at + 2))) and not r.denied(
            at, at
        ):
            r.put("variety", word, at, at)


def _read_grades(r: Reading) -> None:
    commodity = r.get("commodity")
    for at in range(len(r)):
        grade = r.tag(at, "grade")
        if grade and not r.used[at] and not r.denied(at, at):
            allowed = GRADE_OF.get(grade)
            if (allowed is None and commodity is None) or (
                allowed is not None
                and commodity not in allowed
                and not (commodity == "PADDY" and "RICE" in allowed)
            ):
                continue
            if grade in (
                "RG",
                "SG",
                "STEAM",
                "SELLA",
                "GOLDEN SELLA",
                "PARBOILED",
                "RAW",
                "FINGER",
                "BULB",
                "COMBED",
                "CARDED",
                "COMPACT",
                "OE",
            ):
                _join_variety(r, grade, at)
            else:
                r.put("grade", grade, at, at)
    if commodity in (None, "COTTON"):
        _read_upland(r)


def _read_upland(r: Reading) -> None:
    """`Brazil M 1-1/8`, `US SM`: an origin with a universal grade names cotton."""
    for at in range(1, len(r)):
        land = at - 1 if r.tag(at - 1, "com") != "COTTON" else at - 2
        if (
            r.text_at(at).upper() in COTTON_GRADES
            and not r.used[at]
            and r.tag(land, "country")
            and not r.ends_clause(at - 1)
        ):
            lint = r.get("quality.staple_mm") or r.get("quality.micronaire") or r.get("commodity")
            if lint and not r.get("variety"):
                origin = r.tag(land, "country")
                r.put("commodity", "COTTON", at - 1, at)
                r.put("variety", f"{origin} {r.text_at(at).upper()}", land, at)
                r.put("location.origin", origin, land, land)
                return


def _read_yarn_count(r: Reading) -> None:
    """`30s combed`: the count of a yarn, which nothing else is written like."""
    if r.get("commodity") not in (None, "YARN"):
        return
    for at in range(len(r) - 1):
        value = r.number(at)
        if (
            value is None
            or value != int(value)
            or not 2 <= value <= 200
            or r.text_at(at + 1) not in ("s", "ne", "count")
        ):
            continue
        if r.items[at + 1].gap and r.text_at(at + 1) == "s":
            continue
        kinds = ("COMBED", "CARDED", "OE", "COMPACT")
        if r.get("commodity") == "YARN" or any(r.tag(one, "grade") in kinds for one in range(at + 2, at + 5)):
            r.put("commodity", "YARN", at, at + 1)
            r.put("variety", f"{int(value)}S", at, at + 1)
            return


def _read_kapas(r: Reading) -> None:
    """Seed cotton is weighed; whoever counts it in bales or candies means the lint."""
    if any(r.tag(at, "unit") in ("BALE", "CANDY") for at in range(len(r))):
        for at in range(len(r)):
            if r.text_at(at) in ("kapas", "कपास") and not r.used[at] and not r.denied(at, at):
                r.put("commodity", "COTTON", at, at)


def _read_count(r: Reading) -> None:
    """`50/60`, `42-44 count`: kernels an ounce or seeds a weight, which grade groundnuts and kabuli chana."""
    if r.get("commodity") not in ("GROUNDNUT", "CHANA") or r.get("grade"):
        return
    found = [
        at
        for at in range(len(r))
        if (low := r.number(at)) is not None
        and r.text_at(at + 1) in ("/", "-")
        and (high := r.number(at + 2)) is not None
        and r.glued(at + 1)
        and r.glued(at + 2)
        and _COUNTS[0] <= low < high <= _COUNTS[1]
        and high - low in (2, 10)
        and not any(r.tag(at + 3, tag) for tag in ("unit", "qunit", "span", "per"))
        and (not r.tag(at + 3, "cur") or r.opens_amount(at + 3))
        and r.text_at(at + 3) not in ("/", "-")
        and r.text_at(at - 1) not in ("/", "-", "@")
        and not any(r.tag(at - 1, tag) for tag in ("q", "cur", "priceword"))
    ]
    if len(found) == 1:
        at = found[0]
        end = at + 3 if r.text_at(at + 3) in ("count", "counts", "cts", "ct") else at + 2
        r.put("grade", f"{r.text_at(at)}/{r.text_at(at + 2)}", at, end)


def _read_crop(r: Reading) -> None:
    for at in range(len(r)):
        if r.used[at]:
            continue
        if r.tag(at, "newcrop") and not r.denied(at, at):
            r.put("crop", "NEW", at, at)
        elif r.tag(at, "oldcrop") and not r.denied(at, at):
            r.put("crop", "OLD", at, at)
        elif r.number(at) is not None:
            _read_crop_year(r, at)


def _read_crop_year(r: Reading, at: int) -> None:
    """`2025-26`, `25/26 crop`, `crop 2025`: a year and the next one, or a year beside the word."""
    first, second = r.number(at), r.number(at + 2)
    joined = r.text_at(at + 1) in ("-", "/") and second is not None and not r.items[at + 1].gap
    beside = any(r.tag(one, "crop") for one in (at - 1, at + 1, at + 3 if joined else at + 1)) or (
        r.text_at(at - 1) in (":", "-") and r.tag(at - 2, "crop")
    )
    if first is None or first != int(first):
        return
    if (
        joined
        and second is not None
        and int(second) % 100 == (int(first) + 1) % 100
        and second == int(second)
    ):
        full = 2000 <= first < 2100 and len(r.text_at(at)) == 4
        short = beside and 15 <= first <= 60
        if full or short:
            year = int(first) if full else 2000 + int(first)
            start = at - 1 if r.tag(at - 1, "crop") else at
            end = at + 3 if r.tag(at + 3, "crop") else at + 2
            r.put("crop", f"{year}-{(year + 1) % 100:02d}", start, end)
    elif beside and not joined and 2000 <= first < 2100 and len(r.text_at(at)) == 4:
        r.put("crop", str(int(first)), at, at)

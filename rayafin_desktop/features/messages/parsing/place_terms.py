"""Where: the delivery basis, and the station goods come from or go to."""

from __future__ import annotations

from .reading import Reading
from .words import word_set
from .words.places import ALSO_WORDS

_TO_THERE = frozenset({"FOR", "DELIVERED", "CIF", "CNF", "CPT"})
_FROM_THERE = frozenset({"EX_GIN", "EX_WAREHOUSE", "EX_PLANT"})
_HERE_WORDS = frozenset(
    {
        "lot",
        "lots",
        "side",
        "line",
        "gin",
        "ginning",
        "quality",
        "origin",
        "maal",
        "mal",
        "plant",
        "station",
        "stn",
        "area",
        "belt",
        "crop",
        "cotton",
        "stock",
        "ginner",
        "godown",
        "warehouse",
        "लाइन",
        "माल",
        "साइड",
        "बाजू",
        "side ka",
        "ka",
        "ki",
        "no",
        "nu",
        "na",
        "का",
        "की",
        "नो",
        "नी",
        "ना",
        "चा",
        "ची",
        "चे",
    }
)
_GOING = frozenset(
    {
        "delivery",
        "del",
        "dlvry",
        "dely",
        "pahunch",
        "pahuch",
        "pohch",
        "pahoch",
        "mill",
        "mills",
        "dlv",
        "डिलीवरी",
        "डिलिवरी",
        "पहुंच",
        "unloading",
        "पोहोच",
        "पोच",
        "डिलिव्हरी",
    }
)
_TOWARDS = frozenset(
    {
        "for",
        "delivery",
        "delivered",
        "destination",
        "dest",
        "delivery at",
        "unloading",
        "delv",
        "del",
        "dely",
        "dlv",
        "dlvry",
    }
)
_TITLE_FROM = 4
_NOT_A_PLACE = word_set(
    """
    the your our export local immediate ready payment pls please price rate mills mill buyer seller
    party delivery sale sell buy quick fresh good best with only firm spot any this next more same
    port plant side
    """
)


_PREMISES = {
    **dict.fromkeys(("gin", "ginning", "jin"), "EX_GIN"),
    **dict.fromkeys(("godown", "warehouse", "whse", "wh", "gdn", "godam"), "EX_WAREHOUSE"),
    **dict.fromkeys(("plant", "mill", "factory"), "EX_PLANT"),
}


def read_basis(r: Reading) -> None:
    """The delivery basis: EX_GIN, FOR, CIF, ...; `for` is one before a place or behind a price."""
    for at in range(len(r)):
        if r.used[at]:
            continue
        basis = r.tag(at, "basis")
        if basis == "SPOT":
            _read_spot(r, at)
        elif basis and not r.denied(at, at):
            if (
                basis == "DELIVERED"
                and r.text_at(at) == "delivered"
                and (r.tag(at + 1, "cue") or "deal" in (r.tag(at - 1, "cue") or ()))
            ):
                continue
            if basis == "FOR" and not (r.items[at].text != "for" or _is_for(r, at)):
                continue
            r.put("price.basis", basis, at, at)
        elif r.text_at(at) == "for" and _is_for(r, at) and not r.denied(at, at):
            r.put("price.basis", "FOR", at, at)
        elif r.text_at(at) in ("delv", "dlv", "delvd", "landed") and _place_at(r, r.skip(at + 1, 1, ":-")):
            r.put("price.basis", "DELIVERED", at, at)
        elif r.text_at(at) == "ex" and _place_at(r, at + 1) and not r.get("price.basis"):
            basis = _PREMISES.get(r.text_at(at + 2))  # `ex Mumbai godown`
            if basis is not None and not r.used[at + 2]:
                r.put("price.basis", basis, at, at)
                r.claim(at + 2, at + 2)
            else:
                r.claim(at, at)


def _is_for(r: Reading, at: int) -> bool:
    """`FOR Delhi` in capitals before a place, or right behind the price's unit; a small `for` is English."""
    capitals = r.source(at, at) == "FOR"
    if not capitals and r.source(at, at) != "F.O.R":
        return (
            _place_at(r, at + 1) is not None
            and (r.tag(at - 1, "unit") is not None and r.text_at(at - 2) in ("/", "per"))
            and r.tag(at + 2, "com") is None
        )
    if not r.text.isupper():
        return True
    return _place_at(r, at + 1) is not None


def _read_spot(r: Reading, at: int) -> None:
    """`@ 4,490/maund spot`: the basis; with payment words beside it, it is a payment."""
    if any(r.tag(one, "payword") for one in (at - 1, at + 1)) or r.denied(at, at):
        return
    priced = any(
        r.used[one] and (r.kind(one) == "n" or r.tag(one, "unit") or r.tag(one, "cur"))
        for one in range(at - 2, at)
        if one >= 0
    )
    if (
        priced
        or (r.ends_clause(at - 1) and r.ends_clause(at + 1))
        or r.tag(at + 1, "priceword")
        or r.text_at(at + 1) == "basis"
        or _place_at(r, at - 1)
        or _place_at(r, at + 1)
    ) and not r.get("price.basis"):
        r.put("price.basis", "SPOT", at, at)


def _place_at(r: Reading, at: int) -> str | None:
    """The place named at `at`, when the word is not used for something else."""
    if not 0 <= at < len(r) or r.used[at]:
        return None
    name: str | None = r.tag(at, "place") or r.tag(at, "country")
    if (
        name
        and r.text_at(at) in ALSO_WORDS
        and not (
            r.tag(at - 1, "basis")
            or r.text_at(at - 1) in ("ex", "from", "at", "for", "to")
            or r.source(at, at)[:1].isupper()
        )
    ):
        return None
    if name and r.tag(at, "var") and r.kind(at) != "w":
        return None
    return name


def read_places(r: Reading) -> None:
    """Origin, destination, or just a place."""
    for at in range(len(r)):
        name = _place_at(r, at)
        if name is None:
            continue
        if (
            _is_denied_place(r, at)
            or r.text_at(at + 1) in ("traders", "cotton mills", "textiles", "industries")
            or r.tag(at, "role")
            or (r.tag(at + 1, "role") and r.text_at(at + 1) in ("buyer", "buyers", "party"))
        ):
            r.claim(at, at)
            continue
        role = _role(r, at)
        if role is None:
            role = "origin" if not _is_yard(r, at) and "info" not in r.cues else "place"
            if role == "origin" and r.tag(at, "country") and r.get("location.origin"):
                r.claim(at, at)
                continue
        if role == "destination" and r.get("location.destination"):
            role = None
        if role == "origin" and r.get("location.origin"):
            role = "destination" if _joined_before(r, at) and not r.get("location.destination") else None
        if role == "origin" and _role(r, at) is None and not r.get("location.origin"):
            r.cues["plain_place"] = at
        if role:
            r.put(f"location.{role}", name, at, at)
            r.claim(at - 1, at - 1) if r.text_at(at - 1) in ("ex", "from", "at", "to", "for") else None
        r.claim(at, at)
    _read_unknown_place(r)


def _is_yard(r: Reading, at: int) -> bool:
    return r.text_at(at + 1) in ("mandi", "market", "yard", "मंडी", "apmc", "bazar")


def _joined_before(r: Reading, at: int) -> bool:
    return r.text_at(at - 1) in ("to", "-", "se", "से", "थी") and bool(r.tag(at - 2, "place"))


def _is_denied_place(r: Reading, at: int) -> bool:
    for here in range(at - 1, at - 4, -1):
        if r.ends_clause(here):
            break
        if r.tag(here, "no") and not r.tag(here, "nope") and not r.used[here]:
            return True
    return bool(r.tag(at + 1, "nope")) or (
        r.text_at(at + 1) in ("ke", "side", "ka", "ke liye", "के", "के लिए", "साठी", "माटे", "mate")
        and bool(r.tag(at + 2, "nope") or r.tag(at + 3, "nope"))
    )


def _role(r: Reading, at: int) -> str | None:
    """What the words around a place say of it."""
    before = r.skip(at - 1, -1, ":-")
    if r.tag(before, "place") and r.text_at(at - 1) != "to":
        before -= 1  # `CIF Mundra / Kandla`
    if r.text_at(before) in (
        "our",
        "their",
        "port",
        "basis",
        "price",
        "main",
        "upto",
        "any",
        "mill",
        "at",
        "on",
    ) and not r.tag(before, "basis"):
        before -= 1
    basis = r.tag(before, "basis") if not r.ends_clause(before) else None
    if r.text_at(before) == "for" and r.used[before] and r.get("price.basis") == "FOR":
        basis = "FOR"
    if r.text_at(before) in ("delivery", "dlvry", "del") and r.text_at(before - 1) in ("ready", "taiyar"):
        return "origin"  # goods that can be had at once, there
    if r.text_at(before) == "landed" and r.used[before]:
        basis = "DELIVERED"
    after = r.text_at(at + 1)
    if r.text_at(before) in ("from", "ex", "frm", "origin", "between") or (
        r.text_at(at - 1) == ":" and r.text_at(at - 2) == "origin"
    ):
        return "origin"
    if basis in _TO_THERE:
        return "destination"
    if basis in _FROM_THERE:
        return "origin"
    if basis == "FOB":
        return "place"
    if r.text_at(at + 1) in ("se", "से", "थी", "thi", "पासून", "वरून", "kadun", "origin"):
        return "origin"
    if r.tag(at + 1, "basis") in _TO_THERE and r.text_at(at + 1) != "for":
        nothing_behind = _place_at(r, at + 2) is None
        return "destination" if nothing_behind else "origin"
    if (
        after == "for"
        and r.used[at + 1]
        and r.get("price.basis") == "FOR"
        and r.source(at + 1, at + 1) == "FOR"
    ):
        return "destination"
    if r.tag(at + 1, "basis") in _FROM_THERE or r.tag(at + 1, "basis") == "SPOT":
        return "origin"
    if r.text_at(before) in _TOWARDS and not r.ends_clause(before):
        goods_of_there = r.text_at(before) == "for" and r.tag(at + 1, "var")  # for Gujarat S6
        return "origin" if goods_of_there else "destination"
    if after == "delivery" and (r.ends_clause(at + 2) or r.text_at(at + 2) == "within"):
        return "destination"  # otherwise it may be when, not where: Latur, delivery by 31 Jan
    if r.text_at(before) == "to":
        return "destination"
    if (
        after in _GOING
        and after not in ("mill", "mills")
        and not r.tag(at + 1, "unit")
        and not r.used[at + 1]
    ):
        return "destination"
    if after in (
        "tak",
        "तक",
        "सुधी",
        "ke liye",
        "mate",
        "माटे",
        "के लिए",
        "साठी",
        "sathi",
        "pahunch",
        "mills",
        "buyer",
        "party",
    ):
        if after in ("buyer", "party"):
            return None
        return "destination"
    if after in ("ke", "के") and r.text_at(at + 2) in ("liye", "लिए"):
        return "destination"
    if after in _HERE_WORDS:
        return None if not _is_yard(r, at) else "place"
    return None


def _read_unknown_place(r: Reading) -> None:
    """`ex gin Vadvani`: a capitalised word nobody knows, right behind a basis, is the place it names."""
    if r.text.isupper():
        return
    for at in range(1, len(r)):
        basis = r.tag(at - 1, "basis") if r.used[at - 1] else None
        if r.text_at(at - 1) == "for" and r.used[at - 1] and r.get("price.basis") == "FOR":
            basis = "FOR"
        if not basis or basis == "SPOT" or r.kind(at) != "w" or r.used[at] or r.items[at].tags:
            continue
        word = r.source(at, at)
        if (
            len(word) < _TITLE_FROM
            or not word.istitle()
            or r.text_at(at) in _NOT_A_PLACE
            or r.source(at - 1, at - 1).istitle()
        ):
            continue
        field = "destination" if basis in _TO_THERE else "origin" if basis in _FROM_THERE else "place"
        if not r.get(f"location.{field}"):
            r.put(f"location.{field}", word, at, at)
        return

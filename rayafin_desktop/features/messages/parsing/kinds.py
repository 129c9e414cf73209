"""What kind of message it is, and on which side its writer stands."""

from __future__ import annotations

from .reading import Reading

# A refusal that names no goods is one only in a short message; in a long text its words are chance.
_SHORT = 14
_SEVERAL = 2


def collect_cues(r: Reading) -> None:
    """Where the words stand that tell the kind; denied ones tell the opposite or nothing."""
    for at in range(len(r)):
        cues = r.tag(at, "cue")
        if not cues or r.kind(at) == "n":
            continue
        for cue in cues:
            if cue == "offer" and r.text_at(at + 1) == "?":
                r.cues.setdefault("ask", at)
                continue
            if (
                cue == "rejection"
                and r.tag(at, "nope")
                and any(
                    r.tag(at - 1, tag)
                    for tag in ("pay", "basis", "place", "tax", "payword", "q", "brok", "cd")
                )
            ):
                continue  # "LC nahi chalega": a term is refused, not the trade
            if cue == "deal" and _is_of_payment(r, at):
                continue
            if cue == "deal" and r.text_at(at - 1) in (
                "pls",
                "plz",
                "please",
                "to",
                "kindly",
                "can",
                "will",
                "kya",
                "not",
            ):
                continue
            if r.denied(at, at) and cue not in ("rejection", "withdrawal", "test", "lab"):
                if cue in ("buy", "need", "sell", "offer") and any(
                    r.tag(one, "nope") for one in (at - 1, at + 1, at + 2)
                ):
                    r.cues.setdefault("refused", at)
                continue
            r.cues.setdefault(cue, at)
    for at in range(len(r)):
        if r.text_at(at) == "?" and (
            r.tag(at - 1, "priceword") or r.tag(at - 1, "com") or r.tag(at - 1, "unit")
        ):
            r.cues.setdefault("ask" if r.tag(at - 1, "priceword") else "question", at)


def _is_of_payment(r: Reading, at: int) -> bool:
    """`payment of Rs 5 lakh done`: the paying is done, not a deal."""
    for here in range(at - 1, at - 7, -1):
        if r.ends_clause(here):
            return False
        if r.tag(here, "payword"):
            return not any(r.tag(one, "span") for one in range(here, at))
    return False


def _claim_cues(r: Reading, *names: str) -> None:
    for at in range(len(r)):
        if (r.tag(at, "cue") or frozenset()) & set(names) and not r.used[at]:
            r.claim(at, at)


def _say(r: Reading, kind: str, side: str | None, *cues: str, inferred: bool = False) -> None:
    at = min((r.cues[cue] for cue in cues if cue in r.cues), default=None)
    if at is None:
        r.infer("kind", kind)
    else:
        r.put("kind", kind, at, at, inferred=inferred)
    _claim_cues(r, *cues)
    if side is None:
        return
    word = next(
        (r.cues[cue] for cue in ("sell", "buy", "need", "bid", "offer") if cue in r.cues and cue in cues),
        None,
    )
    if word is None:
        r.infer("side", side)
    else:
        r.put("side", side, word, word)


def resolve_kind(r: Reading) -> None:
    """Kind and side from the words, or from what the fields make plain."""
    if not (_about_trade(r)):
        return
    priced = (
        r.get("price.amount") is not None
        or r.get("price.min") is not None
        or r.get("price.type") == "ON_CALL"
    )
    cues = r.cues
    if "withdrawal" in cues and not _is_ready_stock(r):
        _say(r, "withdrawal", _side_said(r), "withdrawal")
    elif "rejection" in cues and not _is_deal_talk(r):
        _say(r, "rejection", None, "rejection", "lab")
        _read_reason(r)
    elif "refused" in cues and not priced:
        r.put("kind", "rejection", cues["refused"], cues["refused"])
    elif _is_test(r):
        _say(r, "test_report", None, "test", "lab")
    elif "deal" in cues and _is_deal(r, priced=priced):
        _say(r, "deal", None, "deal")
        _claim_cues(r, "buy", "sell")
    elif "counter" in cues and _is_counter(r, priced=priced):
        _say(r, "counter", _side_said(r, counter=True), "counter")
        _claim_cues(r, "bid", "offer", "sell", "buy")
    elif "info" in cues and _is_news(r) and (priced or r.get("commodity") or r.get("references")):
        _say(r, "price_info", None, "info")
    else:
        _resolve_offer(r, priced=priced)


def _about_trade(r: Reading) -> bool:
    """Whether anything of a trade was read at all; words like "sale" alone are not."""
    solid = any(
        r.get(path) is not None
        for path in (
            "commodity",
            "quantity",
            "quality",
            "price.amount",
            "price.min",
            "price.per",
            "references",
            "lot",
            "press",
            "requested_cut",
            "balance",
        )
    )
    refusal = any(cue in r.cues for cue in ("rejection", "withdrawal", "refused"))
    return solid or (refusal and len(r) <= _SHORT)


def _is_ready_stock(r: Reading) -> bool:
    return (
        "sell" in r.cues
        and "withdrawal" in r.cues
        and r.text_at(r.cues["withdrawal"]) in ("wapas", "vapas", "waapas", "वापस", "khatam")
    )


def _is_deal_talk(r: Reading) -> bool:
    return False


def _is_test(r: Reading) -> bool:
    """A report of values: it says so, or tells several measured values of a lot or from a laboratory."""
    quality = r.get("quality")
    if not quality:
        return False
    measured = [one for one in quality.values() if one.get("min") == one.get("max")]
    from_lab = "lab" in r.cues or r.get("lot") is not None
    if "test" not in r.cues and not (from_lab and len(measured) >= _SEVERAL):
        return False
    if any(r.get(path) is not None for path in ("price.amount", "price.min")):
        return False
    return not any(cue in r.cues for cue in ("need", "buy", "sell", "bid"))


def _is_deal(r: Reading, *, priced: bool) -> bool:
    """`sold`, `done`, `booked`: a deal, unless somebody only asks for one."""
    at = r.cues["deal"]
    text = r.text_at(at)
    if r.text_at(at + 1) == "?":
        return False
    if text in ("confirm", "booking", "fix", "fixed", "pakka", "deal", "पक्का", "पाको", "nakki") and not (
        priced or r.get("parties")
    ):
        return False
    if text in ("confirm", "fix", "deal", "fixed", "pakka", "booking") and any(
        cue in r.cues for cue in ("need", "ask")
    ):
        return False
    return not (
        text == "confirm"
        and r.text_at(at + 1) in ("by", "karo", "kare", "pls", "please", "kar", "kijiye", "in")
    )


def _is_counter(r: Reading, *, priced: bool) -> bool:
    if not priced and not r.get("requested_cut"):
        return False
    at = r.cues["counter"]
    if (
        r.tag(at, "ptype") == "LAST"
        and ("sell" in r.cues or "offer" in r.cues or "need" in r.cues or "buy" in r.cues)
        and not r.get("requested_cut")
    ):
        return False
    return not (r.text_at(at) in ("can do", "can work", "can accept") and "need" in r.cues)


# Words of the market that stand in offers, too.
_WEAK_NEWS = frozenset(
    {"arrival", "arrivals", "steady", "firm market", "market", "mkt", "close", "opens", "yard", "mandi"}
    | {"spot rate", "aavak", "avak", "aawak", "आवक", "मंडी", "bazar", "bazaar", "बाजार"}
)


def _is_news(r: Reading) -> bool:
    """Whether the market is reported on, not goods offered: only plain words of news outweigh a quantity."""
    said = [r.text_at(at) for at in range(len(r)) if "info" in (r.tag(at, "cue") or ())]
    if r.get("quantity.unit") and all(word in _WEAK_NEWS for word in said):
        return False
    return not any(cue in r.cues for cue in ("sell", "buy", "need", "bid", "ask")) and not (
        "offer" in r.cues and r.text_at(r.cues["offer"]) in ("offer", "offering", "we offer", "ofr")
    )


def _side_said(r: Reading, *, counter: bool = False) -> str | None:
    """The side the words name, when they name one."""
    buying = any(cue in r.cues for cue in ("bid", "buy", "need"))
    selling = (
        "sell" in r.cues
        or (not counter and "offer" in r.cues)
        or (
            counter
            and "offer" in r.cues
            and not buying
            and r.text_at(r.cues["offer"]) not in ("ready", "taiyar", "available", "तैयार", "तयार")
        )
    )
    if buying and not selling:
        return "buy"
    if selling and not buying:
        return "sell"
    if counter and "bid" in r.cues:
        return "buy"
    if counter and not buying and not selling:
        return _role_side(r)
    return None


def _role_side(r: Reading) -> str | None:
    """Whose word a counter is, when the message says `seller` or `counter bid`."""
    if "bid" in r.text_at(r.cues["counter"]).split():
        return "buy"
    roles = {r.tag(at, "role") for at in range(len(r)) if r.tag(at, "role") and not r.used[at]}
    if roles == {"seller"}:
        return "sell"
    return "buy" if roles == {"buyer"} else None


def _resolve_offer(r: Reading, *, priced: bool) -> None:
    cues = r.cues
    wants = "need" in cues or "buy" in cues
    if "bid" in cues and "sell" not in cues:
        if priced:
            _say(r, "bid", "buy", "bid")
        else:
            _say(r, "enquiry", "buy", "bid")
        _claim_cues(r, "need", "buy")
        return
    if wants and "sell" in cues:
        first = min(cues.get("need", 10**9), cues.get("buy", 10**9))
        wants = first < cues["sell"] if "need" not in cues else True
        if "need" not in cues and abs(cues["buy"] - cues["sell"]) <= 2:
            _say(r, "enquiry", None, "buy", "sell")
            return
        if not wants:
            _say(r, "offer", "sell", "sell")
            return
    if wants:
        kind = "bid" if priced else "enquiry"
        _say(r, kind, "buy", "need", "buy")
        _claim_cues(r, "ask")
        return
    if "sell" in cues:
        _say(r, "offer", "sell", "sell", "offer")
        return
    if "ask" in cues and not priced:
        _say(r, "enquiry", None, "ask")
        if r.get("quantity") or r.get("commodity") or r.get("quality"):
            r.infer("side", "buy")
        return
    if "offer" in cues:
        _say(r, "offer", "sell", "offer")
        return
    _infer_kind(r, priced=priced)


def _infer_kind(r: Reading, *, priced: bool) -> None:
    """No word tells: goods with a price are offered; goods with a bare price and no quantity are news."""
    goods = r.get("commodity") is not None
    quantity = r.get("quantity.unit") is not None
    if "question" in r.cues and goods and not priced:
        r.infer("kind", "enquiry")
        r.infer("side", "buy")
        return
    roles = {r.tag(at, "role") for at in range(len(r)) if r.tag(at, "role") and not r.used[at]}
    if priced and len(roles) == 1 and not r.get("parties"):
        buying = "buyer" in roles
        r.infer("kind", "bid" if buying else "offer")
        r.infer("side", "buy" if buying else "sell")
        return
    terms = any(r.get(path) for path in ("quality", "delivery", "payment", "validity")) or r.get(
        "price.basis"
    )
    if priced and (quantity or (goods and terms)):
        r.infer("kind", "offer")
        if goods or r.get("quality"):
            r.infer("side", "sell")
    elif priced and goods:
        r.infer("kind", "price_info")
        if "plain_place" in r.cues and not r.get("location.place"):
            r.move("location.origin", "location.place")
    elif r.get("references") and not quantity:
        r.infer("kind", "price_info")


def _read_reason(r: Reading) -> None:
    if r.get("quality"):
        r.fields["reason"] = "QUALITY"
    elif r.get("price.amount") is not None or any(
        r.tag(at, "priceword") and r.text_at(at) not in ("at", "@", "rs") for at in range(len(r))
    ):
        r.fields["reason"] = "PRICE"

"""Who: the names beside words of buying and selling. A name is only what the message itself writes."""

from __future__ import annotations

from .reading import Reading
from .words import word_set
from .words.dealing import COMPANY_WORDS

_LONGEST_NAME = 6
_JOINERS = frozenset({"&", "and", "of"})
_BUY_VERBS = frozenset(
    {
        "buys",
        "bought",
        "buying",
        "purchased",
        "purchases",
        "buy",
        "kharida",
        "kharid",
        "liya",
        "खरीदा",
        "खरीदी",
        "लिया",
        "ली",
        "लिए",
        "खरीदे",
        "lidhi",
        "lidhu",
        "लीधी",
        "घेतले",
        "घेतल्या",
    }
)
_SELL_VERBS = frozenset(
    {
        "sells",
        "sold",
        "selling",
        "sell",
        "becha",
        "bech",
        "बेचा",
        "बेची",
        "बेचे",
        "बेच",
        "वेची",
        "वेच्या",
        "vechi",
        "vechya",
        "diya",
        "दिया",
    }
)
_NOT_NAMES = word_set(
    """
    ने को से का की के में पर और है हैं हो गया भी तो यह आहे छे थी ला कडून ना नी नो नुं the we i he
    they you our my one good party buyer seller deal done sauda dear sir pls please ok okay market
    rate all this that it no yes hi hello mill some any today a local direct ready both said wants
    lot confirmed terms from to
    """
)


def _is_name_word(r: Reading, at: int) -> bool:
    """Whether a word can be part of a name: capitalised, or one that companies are called by."""
    if r.kind(at) != "w" or r.used[at] or r.ends_clause(at):
        return False
    word = r.source(at, at)
    if r.text_at(at) in COMPANY_WORDS:
        return True
    if not word.isascii() and len(word) > 1 and word[:1].lower() == word[:1].upper():
        return (
            not r.items[at].tags and r.text_at(at) not in _NOT_NAMES
        )  # scripts without capitals: any word of no other meaning
    if not word[:1].isupper() or r.text_at(at) in _NOT_NAMES:
        return False
    return not (
        r.items[at].tags
        and not (r.tag(at, "party") or r.tag(at, "com") or r.tag(at, "place") or r.tag(at, "country"))
    )


def _name(r: Reading, at: int, step: int) -> tuple[int, int] | None:
    """The run of name words that begins (step 1) or ends (step -1) at `at`: first and last item."""
    if not 0 <= at < len(r):
        return None
    if r.tag(at, "party") and not r.used[at]:
        return at, at
    last_good = None
    here = at
    while abs(here - at) < _LONGEST_NAME and 0 <= here < len(r):
        if _is_name_word(r, here):
            last_good = here
        elif not (
            last_good is not None
            and (r.text_at(here) in _JOINERS or (r.text_at(here) == "." and len(r.text_at(here - 1)) <= 3))
            and _is_name_word(r, here + step)
        ):
            break
        here += step
    if last_good is None:
        return None
    first, last = min(at, last_good), max(at, last_good)
    while first < last and r.text_at(first) in COMPANY_WORDS:
        if step < 0:
            break
        first += 1
    if not r.source(first, first)[:1].isupper() and r.source(first, first).isascii():
        return None
    if (
        not r.source(first, last).isascii()
        and not r.source(first, first)[:1].isupper()
        and not any(r.text_at(one) in COMPANY_WORDS for one in range(first, last + 1))
    ):
        return None
    company = any(r.text_at(one) in COMPANY_WORDS for one in range(first, last + 1))
    only_goods = all(
        r.tag(one, "com") or r.tag(one, "place") or r.tag(one, "country") or r.text_at(one) in COMPANY_WORDS
        for one in range(first, last + 1)
    )
    if first == last and (
        r.tag(first, "com")
        or r.tag(first, "place")
        or r.tag(first, "country")
        or r.text_at(first) in COMPANY_WORDS
    ):
        return None
    if only_goods and not (company and last > first and not r.tag(first, "com")):
        return None
    return first, last


def _take(r: Reading, role: str, found: tuple[int, int] | None) -> bool:
    if found is None:
        return False
    known = r.tag(found[0], "party") if found[0] == found[1] else None
    r.put(f"parties.{role}", known or " ".join(r.source(*found).split()), *found)
    return True


def read_parties(r: Reading) -> None:
    """`X buys 200 bales from Y`, `Seller: X`, `sold to X`, `X ne Y se kharida`."""
    for at in range(len(r)):
        role = r.tag(at, "role")
        if role in ("buyer", "seller") and r.text_at(at + 1) in (":", "-", "="):
            if _take(r, role, _name(r, at + 2, 1)):
                r.claim(at, at + 1)
        elif role in ("buyer", "seller") and not r.tag(at - 1, "brok") and r.text_at(at - 1) != "from":
            found = _name(r, at + 1, 1)
            _take(r, role, _company(r, found) if r.text.isupper() else found)
        if r.text_at(at) in ("broker", "through", "thru", "via", "दलाल", "dalal") and (
            r.text_at(at + 1) == ":" or r.text_at(at) in ("through", "thru", "via")
        ):
            _take(r, "broker", _name(r, r.skip(at + 1, 1, ":"), 1))
    _read_verbs(r)
    _read_ne_se(r)
    _read_from_to(r)
    _read_account(r)
    buyer, seller = r.get("parties.buyer"), r.get("parties.seller")
    if buyer is not None and buyer == seller:
        r.warn("message.same_party", "parties")


def _company(r: Reading, found: tuple[int, int] | None) -> tuple[int, int] | None:
    """A run that is surely a firm: it has a word firms are called by, or is known from the book."""
    if found is None:
        return None
    sure = any(r.text_at(at) in COMPANY_WORDS or r.tag(at, "party") for at in range(found[0], found[1] + 1))
    return found if sure else None


def _read_verbs(r: Reading) -> None:
    for at in range(len(r)):
        text = r.text_at(at)
        if text in _BUY_VERBS or text in _SELL_VERBS:
            buying = text in _BUY_VERBS
            subject = _name(r, at - 1, -1)
            if subject is not None and (
                _company(r, subject) or text in ("buys", "bought", "sells", "sold", "purchased")
            ):
                _take(r, "buyer" if buying else "seller", subject)
            other = "from" if buying else "to"
            end = next((one for one in range(at + 1, min(at + 14, len(r))) if r.kind(one) == "l"), at + 14)
            for here in range(at + 1, min(end, len(r))):
                if r.text_at(here) == other and _take(
                    r, "seller" if buying else "buyer", _name(r, here + 1, 1)
                ):
                    r.claim(here, here)
                    break


def _read_ne_se(r: Reading) -> None:
    """`Mahavir Cotton ne Shree Ginning se 200 gathan liya`, and the same with बेचा or ko."""
    for at in range(1, len(r)):
        if r.text_at(at) not in ("ne", "ने") or r.kind(at) != "w":
            continue
        subject = _name(r, at - 1, -1)
        if subject is None:
            continue
        partner = None
        selling = any(
            r.text_at(one) in _SELL_VERBS or "sell" in (r.tag(one, "cue") or ())
            for one in range(at + 1, min(at + 16, len(r)))
        )
        for here in range(at + 2, min(at + 8, len(r))):
            if r.text_at(here) in ("se", "से", "ko", "को", "पासून", "कडून", "kadun"):
                partner = (_name(r, here - 1, -1), r.text_at(here))
                break
        if partner is not None and partner[0] is not None:
            to_other = partner[1] in ("ko", "को")
            _take(r, "seller" if to_other else "buyer", subject)
            _take(r, "buyer" if to_other else "seller", partner[0])
        elif selling:
            _take(r, "seller", _company(r, subject))
        elif any(
            r.text_at(one) in _BUY_VERBS or "buy" in (r.tag(one, "cue") or ())
            for one in range(at + 1, min(at + 16, len(r)))
        ):
            _take(r, "buyer", _company(r, subject))


def _read_from_to(r: Reading) -> None:
    """In a deal `from X`, `to Y` and `X to Y` with firms: the seller first."""
    for at in range(len(r) - 1):
        cues = r.tag(at, "cue") or frozenset()
        if (
            at and ("offer" in cues and r.text_at(at) in ("offers", "offering", "offered"))
        ) or "need" in cues:
            selling = "offer" in cues
            _take(r, "seller" if selling else "buyer", _company(r, _name(r, at - 1, -1)))
    if "deal" not in r.cues or r.get("parties.seller"):
        return
    for at in range(len(r) - 1):
        if r.text_at(at) == "from" and _take(r, "seller", _company(r, _name(r, at + 1, 1))):
            r.claim(at, at)
    if r.get("parties.seller") and not r.get("parties.buyer"):
        for at in range(1, len(r) - 1):
            if r.text_at(at) == "to" and _take(r, "buyer", _company(r, _name(r, at + 1, 1))):
                r.claim(at, at)
    if r.get("parties.seller") or r.get("parties.buyer"):
        return
    for at in range(1, len(r) - 1):
        if r.text_at(at) not in ("to", "-", "/"):
            continue
        left, right = _company(r, _name(r, at - 1, -1)), _company(r, _name(r, at + 1, 1))
        if left and right:
            seller_first = r.text_at(at) == "to"
            if seller_first:
                _take(r, "seller", left)
                _take(r, "buyer", right)
            return


def _read_account(r: Reading) -> None:
    """`a/c Lakshmi Spg Mills`, `on account of X`, `party: X`: named, the role unsaid."""
    for at in range(len(r)):
        if r.text_at(at) == "a" and r.text_at(at + 1) == "/" and r.text_at(at + 2) == "c":
            found = _name(r, r.skip(at + 3, 1, ":-"), 1)
        elif r.text_at(at) in ("party", "पार्टी") and r.text_at(at + 1) == ":":
            found = _name(r, at + 2, 1)
        else:
            continue
        if found:
            _take(r, "party", found)
            return

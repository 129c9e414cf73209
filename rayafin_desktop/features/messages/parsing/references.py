"""What a message points at: lots, press numbers, exchanges, balances, and numbers of no meaning here."""

from __future__ import annotations

import re
from decimal import Decimal

from .reading import Reading

# Telephone, vehicle, GSTIN and web addresses: understood, and none of our fields.
_STATES = (
    "an|ap|ar|as|bh|br|cg|ch|dd|dl|dn|ga|gj|hp|hr|jh|jk|ka|kl|la|ld|mh|ml|mn|mp|mz|nl|od|or|pb|py|rj|sk|tg|tn|"
    "tr|ts|ua|uk|up|wb"
)
_IDENTIFIERS = re.compile(
    r"(?<![\d.])(?:\+?91[- ]?)?[6-9]\d{9}(?!\d)"
    r"|(?<!\d)\+\d{1,3}[- ]\d{4,5}[- ]?\d{4,6}(?!\d)"
    r"|\b\d{2}[a-z]{5}\d{4}[a-z]\d[a-z\d]{2}\b"
    rf"|\b(?:{_STATES})[ -]?\d{{1,2}}[ -]?(?!mm\b)[a-z]{{1,3}}[ -]?\d{{4}}\b"
    r"|\bhttps?://\S{1,300}|\bwww\.\S{1,300}"
    r"|\b[\w.+-]{1,60}@[\w-]{1,60}\.[a-z]{2,10}\b"
)
_ID_LETTERS = 6


def claim_identifiers(r: Reading, folded: str) -> None:
    """Telephone and vehicle numbers and the like are no quantities."""
    spans = [match.span() for match in _IDENTIFIERS.finditer(folded)]
    if spans:
        at = 0
        for begin, end in spans:
            while at < len(r) and r.items[at].start < begin:
                at += 1
            while at < len(r) and r.items[at].end <= end:
                r.used[at] = 1
                at += 1
    for at in range(len(r)):
        if r.tag(at, "ident") and not r.tag(at, "press"):
            _claim_number_of(r, at)


def _claim_number_of(r: Reading, at: int) -> None:
    """`PO no 4512`, `contract RC/25/118`: the number of a paper."""
    here = at + 1
    while r.text_at(here) in (".", ":", "#", "-", "no", "number"):
        here += 1
    end = _identifier_end(r, here)
    if (
        end is not None
        and (len(r.text_at(here)) >= 3 or end > here)
        and not r.tag(end + 1, "unit")
        and r.number(here) is not None
    ):
        r.claim(at, end)


def _identifier_end(r: Reading, here: int) -> int | None:
    """Where a name of digits, short letters, `/` and `-` without spaces ends; None without a digit."""
    if r.kind(here) not in "nwd" or r.used[here] if 0 <= here < len(r) else True:
        return None
    end, digits = here, r.kind(here) in "nd"
    while end + 1 < len(r) and r.glued(end + 1):
        item = r.items[end + 1]
        if item.kind == "s" and item.text in "/-":
            if end + 2 >= len(r) or r.items[end + 2].gap or r.items[end + 2].kind not in "nw":
                break
            end += 2
        elif item.kind in "nw" and len(item.text) <= _ID_LETTERS:
            end += 1
        else:
            break
        digits = digits or r.kind(end) == "n"
    return end if digits else None


def read_lots(r: Reading) -> None:
    """`Lot 27/A`, `pr no 12451-12550`."""
    for at in range(len(r)):
        if r.used[at]:
            continue
        if r.tag(at, "press"):
            _read_press(r, at)
        elif r.tag(at, "lot"):
            _read_lot(r, at)


def _read_press(r: Reading, at: int) -> None:
    here = at + 1
    while r.text_at(here) in (".", ":", "#", "no", "-"):
        here += 1
    first = r.number(here)
    if first is None or first != int(first):
        return
    joint = here + 1
    last = r.number(joint + 1) if r.text_at(joint) in ("-", "to", "se", "/") else None
    if last is None or last != int(last):
        if r.text_at(at) not in ("pr", "press") and not r.tag(here + 1, "unit"):
            r.put("press.from", first, at, here)
        return
    if last < first and r.text_at(joint) in "-/" and len(r.text_at(joint + 1)) < len(r.text_at(here)):
        short = r.text_at(joint + 1)
        last = Decimal(r.text_at(here)[: -len(short)] + short)  # 12451-550
    if last < first:
        r.warn("message.min_above_max", "press", min=first, max=last)
        r.claim(at, joint + 1)
        return
    r.put("press.from", first, at, joint + 1)
    r.put("press.to", last, at, joint + 1)
    r.infer("press.count", last - first + 1)
    del r.fields["press"]["count_inferred"]
    r.fields["press"]["count_est"] = r.fields["press"].pop("count")


def _read_lot(r: Reading, at: int) -> None:
    here = at + 1
    named = False
    while r.text_at(here) in (".", ":", "#", "no", "number", "-", "nos"):
        named = True
        here += 1
    end = _identifier_end(r, here)
    if end is None:
        return
    if not named and (r.tag(end + 1, "unit") or r.tag(end, "unit") or r.text_at(end + 1) in ("mm", "%")):
        return
    if r.kind(here) == "w" and (r.tag(here, "var") or r.tag(here, "com")):
        return
    if r.kind(here) == "n" and end > here and (r.tag(end, "unit") or r.tag(end, "qunit")):
        return
    r.put("lot", r.source(here, end), at, end)


def read_exchanges(r: Reading) -> None:
    """`ICE Mar +950 on`, `MCX 58200`: prices of exchanges, and a price that is fixed on one."""
    found = []
    for at in range(len(r)):
        market = r.tag(at, "exch")
        if not market or r.used[at] or r.denied(at, at):
            continue
        if market == "CCI" and (
            r.tag(at + 1, "cue")
            or r.text_at(at + 1) in ("lot", "lots", "bales", "cotton", "passing", "sample", "samples")
        ):
            continue
        entry: dict[str, object] = {"market": market}
        end = at
        if r.tag(end + 1, "com"):
            end += 1
        if r.text_at(end + 1) in ("cotton", "futures", "fut", "closed", "close", "at", "@"):
            end += 1
        month = r.tag(end + 1, "month")
        if month and r.kind(end + 1) == "w":
            end += 1
            entry["contract"] = r.text_at(end)[:3].upper()
            if r.text_at(end + 1) in ("closed", "close", "settled", "at", "@", "traded"):
                end += 1
            if r.text_at(end + 1) == "'" and r.number(end + 2) is not None:
                end += 2
        value, start = _value_behind(r, end), at
        if value is None:
            value, start = _value_before(r, at, end)
        if value is not None:
            entry["value"], end = value
        r.claim(start, end)
        if len(entry) > 1 or market in ("ICE", "MCX", "NCDEX"):
            found.append((entry, at, end))
            if "contract" in entry and "value" in entry:
                found += _further_months(r, str(market), end)
    if found:
        first, last = found[0][1], found[-1][2]
        r.put("references", [one[0] for one in found], first, last)
        for at in range(first, last + 1):
            if r.tag(at, "com"):
                r.used[at] = 0  # the goods are still to be read


def _further_months(r: Reading, market: str, end: int) -> list[tuple[dict[str, object], int, int]]:
    """`ICE Mar 64.25 -0.30, May 65.80`: the months behind the first are of the same exchange."""
    found: list[tuple[dict[str, object], int, int]] = []
    while True:
        here = end + 1
        if r.text_at(here) in ("+", "-") and r.number(here + 1) is not None:
            here += 2  # the day's change
        while r.text_at(here) in (",", ";", "/", "|", "&", "and") or (r.kind(here) == "l" and here < len(r)):
            here += 1
        if not r.tag(here, "month") or r.kind(here) != "w" or r.tag(here, "exch"):
            return found
        value = _value_behind(r, here)
        if value is None:
            return found
        entry: dict[str, object] = {
            "market": market, "contract": r.text_at(here)[:3].upper(), "value": value[0]
        }  # fmt: skip
        end = value[1]
        r.claim(here, end)
        found.append((entry, here, end))


def _value_before(r: Reading, at: int, end: int) -> tuple[tuple[Decimal, int] | None, int]:
    """`850 on ICE May`: points before the exchange; value with its end, and where it begins."""
    direction = (
        -1 if r.tag(at - 1, "off") else 1 if r.tag(at - 1, "on") and r.text_at(at - 1) != "over" else 0
    )
    here = at - 2
    if r.tag(here, "points"):
        here -= 1
    value = r.number(here)
    if not direction or value is None:
        return None, at
    r.put("price.type", "ON_CALL", here, at - 1)
    return (value * direction, end), here


def _value_behind(r: Reading, end: int) -> tuple[Decimal, int] | None:
    """Points on or off behind an exchange's month, or its level: value and where it ends."""
    here = r.skip(end + 1, 1, ":@")
    sign = {"+": 1, "-": -1}.get(r.text_at(here))
    if sign:
        here += 1
    value = r.number(here)
    if value is None or r.tag(here + 1, "unit") or r.tag(here + 1, "qunit"):
        return None
    after = here + 1
    if r.tag(after, "points"):
        after += 1
    if r.tag(after, "centslb"):
        after += 1
    direction = sign
    if r.tag(after, "off") and not r.number(after + 1):
        direction, after = -1, after + 1
    elif r.tag(after, "on") and not r.number(after + 1):
        direction, after = sign or 1, after + 1
    if direction:
        r.put("price.type", "ON_CALL", here, after - 1)
        return value * direction, after - 1
    return value, after - 1


def read_balance(r: Reading) -> None:
    """`balance 150 bales`: what is still to come of an earlier deal."""
    for at in range(len(r)):
        if not r.tag(at, "bal") or (r.tag(at, "pay") and not r.number(r.skip(at + 1, 1, ":-"))):
            continue
        here = r.skip(at + 1, 1, ":-=")
        if r.text_at(here) in ("qty", "quantity", "of", "maal", "delivery"):
            here += 1
        value = r.number(here)
        unit = r.tag(here + 1, "unit")
        if value is not None and unit:
            r.put("balance.value", value, at, here + 1)
            r.put("balance.unit", unit, at, here + 1)
            return
        before = r.number(at - 2)
        if (
            before is not None
            and r.tag(at - 1, "unit")
            and r.text_at(at)
            in (
                "balance",
                "bal",
                "baki",
                "baaki",
                "remaining",
                "pending",
                "left",
                "बाकी",
                "शेष",
                "शिल्लक",
                "shillak",
            )
            and r.ends_clause(at + 1)
        ):
            r.put("balance.value", before, at - 2, at)
            r.put("balance.unit", r.tag(at - 1, "unit"), at - 2, at)
            return

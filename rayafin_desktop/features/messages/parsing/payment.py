"""Payment and brokerage: on which terms, how many per cent, who pays."""

from __future__ import annotations

from decimal import Decimal

from .reading import Reading
from .timing import whole_days

_REACH = 4
_LONG = frozenset({"LC", "DA", "BG"})


def read_payment(r: Reading) -> None:
    """Type, days, advance and cash discount."""
    _read_advance(r)
    _read_discount(r)
    for at in range(len(r)):
        kind = r.tag(at, "pay")
        if not kind or r.used[at] or not _is_payment(r, at, kind):
            continue
        if r.denied(at, at):
            r.claim(at, at)
            continue
        if kind == "CREDIT" and r.get("payment.type") in _LONG:
            r.claim(at, at)
            continue
        r.put("payment.type", kind, at, at)
        for one in (at - 1, at + 1):
            if r.tag(one, "payword") and not (r.tag(one, "perunit") and r.number(one - 1) is not None):
                r.claim(one, one)  # but not the "pmt" of 1,850 pmt CAD
        if kind in ("LC", "DP", "TT", "CAD", "DA"):
            _read_sight(r, at)
            _read_days_behind(r, at)
    _read_spot_beside(r)
    _read_sight_alone(r)
    _read_number_of_days(r)
    if r.get("payment.days") is not None and r.get("payment.type") is None:
        inferred = bool(r.get("payment.days_inferred"))
        r.fields["payment"]["type"] = "CREDIT"
        if inferred:
            r.fields["payment"]["type_inferred"] = True


def _read_spot_beside(r: Reading) -> None:
    """`spot pymnt`: of a basis it is the payment where a word of payment stands behind it."""
    for at in range(len(r) - 1):
        if (
            r.text_at(at) == "spot"
            and not r.used[at]
            and r.tag(at + 1, "payword")
            and not r.denied(at, at + 1)
        ):
            r.put("payment.type", "SPOT", at, at + 1)


def _is_payment(r: Reading, at: int, kind: str) -> bool:
    """Short or ambiguous words are payment only where the words around them say so."""
    text = r.text_at(at)
    beside = [r.tag(one, "payword") for one in (at - 1, at + 1, at - 2)]
    if kind == "SPOT" and r.tag(at, "basis"):
        return any(beside[:2])
    if kind == "CREDIT" and r.tag(at, "bal"):
        return any(r.tag(one, "span") for one in (at - 1, at + 1)) and any(beside)
    if text in ("rok", "baki", "mudat", "muddat") and not any(beside):
        return text != "rok" and any(r.tag(one, "span") for one in (at - 1, at + 1))
    if kind == "CASH" and r.tag(at + 1, "cd"):
        return False
    if kind == "SPOT" and text in ("immediate", "turant", "तुरंत"):
        return any(beside)
    if (
        kind in ("DP", "DA", "TT", "BG")
        and len(text.replace(" ", "")) <= 2
        and not r.source(at, at).isupper()
        and "/" not in r.source(at, at)
    ):
        return any(beside)
    if kind == "LC" and text == "l c" and "." not in r.source(at, at) and "/" not in r.source(at, at):
        return True
    return True


def _read_sight(r: Reading, at: int) -> None:
    for here in (at + 1, at - 1, at + 2):
        if r.tag(here, "sight"):
            r.put("payment.days", 0, here, here)
            return


def _read_sight_alone(r: Reading) -> None:
    for at in range(len(r)):
        if (
            r.tag(at, "sight")
            and not r.used[at]
            and not r.denied(at, at)
            and r.get("payment.type") in (None, "LC", "DP", "DA")
        ):
            if r.get("payment.type") is None and not r.tag(at - 1, "payword") and "lc" not in r.text_at(at):
                continue
            r.put("payment.type", "LC", at, at)
            r.put("payment.days", 0, at, at)


def _read_days_behind(r: Reading, at: int) -> None:
    """`LC 90 days`, `DA 60`: days right behind the kind of payment."""
    here = r.skip(at + 1, 1, ":-")
    value = r.number(here)
    if value is None or r.tag(here + 1, "span") or r.tag(here + 1, "qunit") or r.tag(here + 1, "unit"):
        return
    days = whole_days(value)
    if (
        days is not None
        and days in (7, 10, 14, 15, 21, 30, 45, 60, 90, 120, 180)
        and (r.ends_clause(here + 1) or r.text_at(here + 1) in ("from", "bl", "b"))
    ):
        r.put("payment.days", days, at, here)


def _read_number_of_days(r: Reading) -> None:
    """`net 30`: nothing but days stand behind it in trade."""
    for at in range(len(r)):
        if (
            r.text_at(at) in ("net", "nett")
            and r.number(at + 1) is not None
            and r.ends_clause(at + 2)
            and r.number(at + 1) in (7, 10, 15, 30, 45, 60, 90)
        ):
            r.put("payment.days", int(r.items[at + 1].value), at, at + 1)


def _percent_near(r: Reading, at: int) -> tuple[Decimal, int, int] | None:
    """A percentage right before or behind the word at `at`: value, start and end; the one before first."""
    if (
        r.tag(at - 1, "qunit") == "%"
        and (before := r.number(at - 2)) is not None
        and not any(r.tag(one, "q") for one in (at - 3, at - 4))
        and 0 < before <= 100
    ):
        return before, at - 2, at
    here = r.skip(at + 1, 1, ":=-@")
    value = r.number(here)
    if value is not None and r.tag(here + 1, "qunit") == "%" and 0 < value <= 100:
        return value, at, here + 1
    here = at - 1
    if r.tag(here, "payword") or r.text_at(here) == "of":
        here -= 1
    if r.tag(here, "qunit") == "%" and (value := r.number(here - 1)) is not None and 0 < value <= 100:
        return value, here - 1, at
    return None


def _read_advance(r: Reading) -> None:
    for at in range(len(r)):
        if r.tag(at, "pay") != "ADVANCE" or r.denied(at, at):
            continue
        found = _percent_near(r, at)
        if found:
            value, start, end = found
            r.put("payment.advance_pct", value, start, end)
            r.put("payment.type", "ADVANCE", start, end)
            return
        if r.text_at(at).startswith("100 "):
            r.put("payment.advance_pct", Decimal(100), at, at)


def _read_discount(r: Reading) -> None:
    """`CD 1%`, `2% cash discount`: off for paying at once."""
    for at in range(len(r)):
        if not r.tag(at, "cd") or r.used[at]:
            continue
        plain_word = r.text_at(at) in ("discount", "disc", "chhut", "छूट", "सूट")
        found = _percent_near(r, at)
        if (
            found
            and not r.denied(at, at)
            and not (
                plain_word
                and not any(
                    r.tag(one, "payword") or r.tag(one, "pay") for one in range(at - _REACH, at + _REACH)
                )
            )
        ):
            value, start, end = found
            r.put("payment.discount_pct", value, start, end)
            return
        if r.denied(at, at):
            r.claim(at, at)


def read_brokerage(r: Reading) -> None:
    """`brokerage 0.5% from seller`, `dalali 100 rs per gadi dono`."""
    for at in range(len(r)):
        if not r.tag(at, "brok") or r.used[at]:
            continue
        if r.denied(at, at) or r.tag(at + 1, "nil"):
            r.claim(at, at)
            continue
        found = _percent_near(r, at) or _percent_wide(r, at)
        start, end = at, at
        if found:
            value, start, end = found
            r.put("brokerage.pct", value, min(start, at), max(end, at))
            end = max(end, at)
        else:
            end = _read_rate(r, at)
        _read_payer(r, min(start, at), end)
        r.claim(at, at)
        return


def _percent_wide(r: Reading, at: int) -> tuple[Decimal, int, int] | None:
    """A percentage behind the payer: `brokerage buyer 0.25%`, `dalali seller se 1%`."""
    for here in range(at + 1, at + _REACH + 1):
        if r.ends_clause(here):
            return None
        value = r.number(here)
        if value is not None:
            return (value, at, here + 1) if r.tag(here + 1, "qunit") == "%" and 0 < value <= 10 else None
    return None


def _read_rate(r: Reading, at: int) -> int:
    """An amount per unit: `dalali 50 rs per candy`, `Rs 100/bale brokerage`; where it ends."""
    here = at + 1
    for _ in range(_REACH):
        if r.number(here) is not None or r.ends_clause(here):
            break
        here += 1
    value, start = r.number(here), at
    if value is None:
        here = at - 1
        if r.tag(here, "unit"):
            here -= 1
        while r.text_at(here) in ("/", "-") or r.tag(here, "per") or r.tag(here, "cur"):
            here -= 1
        value, start = r.number(here), here
    if value is None or r.tag(here + 1, "qunit") or r.tag(here + 1, "span") or value > 5000:
        return at
    end = here
    after = here + 1
    if r.text_at(after) == "/" and r.text_at(after + 1) == "-":
        after += 2
    if r.tag(after, "cur"):
        end, after = after, after + 1
    if r.tag(here - 1, "cur"):
        start = min(start, here - 1)
    if r.tag(after, "perunit"):
        r.put("brokerage.amount", value, start, end)
        r.put("brokerage.per", r.tag(after, "perunit"), start, after)
        return after
    per = r.text_at(after) == "/" or r.tag(after, "per")
    unit = r.tag(after + 1, "unit") if per else r.tag(after, "unit")
    if not unit and not r.tag(here - 1, "cur") and not r.tag(here + 1, "cur") and r.text_at(here + 1) != "/":
        return at
    r.put("brokerage.amount", value, start, end)
    if unit:
        end = after + 1 if per else after
        r.put("brokerage.per", unit, start, end)
    return max(end, at)


def _read_payer(r: Reading, start: int, end: int) -> None:
    reach = [*range(end + 1, end + 6), *range(start - 1, start - 4, -1)]
    behind = True
    for here in reach:
        if here < start and behind:
            behind = False
        if r.ends_clause(here) and here > end:
            continue
        if r.ends_clause(here):
            break
        role = r.tag(here, "role") or ("buyer" if r.tag(here, "bybuyer") else None)
        if role and not _clause_between(r, min(here, start), max(here, end)):
            if here < start and r.tag(here, "party"):
                continue
            r.put("brokerage.payer", role.upper(), here, here)
            return
    for here in range(start, end + 1):
        if r.tag(here, "role"):
            r.put("brokerage.payer", r.tag(here, "role").upper(), here, here)


def _clause_between(r: Reading, start: int, end: int) -> bool:
    return any(r.ends_clause(at) for at in range(start + 1, end))


def read_freight(r: Reading) -> None:
    """`freight buyer ka`, `bhada seller`: who pays the lorry."""
    for at in range(len(r)):
        if not r.tag(at, "freight") or r.used[at]:
            continue
        for here in (*range(at + 1, at + 5), at - 1, at - 2):
            if r.ends_clause(here):
                continue
            role = r.tag(here, "role")
            if role is None and r.tag(here, "bybuyer"):
                role = "buyer"
            if role and not _clause_between(r, min(at, here), max(at, here)) and not r.denied(here, here):
                r.put("delivery.freight_payer", role.upper(), min(at, here), max(at, here))
                break

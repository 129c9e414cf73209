"""Which entry of the books a bank line probably is. Values in, values out; knows no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rapidfuzz import fuzz

# Outside this window an equal amount is a coincidence more often than not (GnuCash: 4 and 14 days).
MOST_DAYS = 14
SURE_DAYS = 4
# A score from here on is matched without asking, if nothing else comes near it.
SURE = 80
LEAD = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What a bank line says, as far as matching reads it."""

    booked_on: date
    amount_minor: int
    words: str
    counterparty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFacts:
    """A leg on the account that no line confirms yet."""

    entry_id: UUID
    leg_no: int
    posted_on: date
    amount_minor: int
    words: str
    party_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A leg that may be meant, how well it fits (0 to 100) and why (message codes)."""

    leg: LegFacts
    score: int
    reasons: tuple[str, ...]


def candidates(line: LineFacts, legs: Sequence[LegFacts]) -> list[Candidate]:
    """The legs of the line's amount near its day, the best first; ties by day, then by entry.

    The amount must be the same to the last minor unit; what remains is scored by how near the days are and
    by what the words share.
    """
    found = [
        _scored(line, leg)
        for leg in legs
        if leg.amount_minor == line.amount_minor and abs((leg.posted_on - line.booked_on).days) <= MOST_DAYS
    ]
    return sorted(
        found, key=lambda one: (-one.score, one.leg.posted_on, str(one.leg.entry_id), one.leg.leg_no)
    )


def _scored(line: LineFacts, leg: LegFacts) -> Candidate:
    days = abs((leg.posted_on - line.booked_on).days)
    reasons = ["bank_match.same_amount"]
    score = 50
    if days == 0:
        score += 20
        reasons.append("bank_match.same_day")
    elif days <= SURE_DAYS:
        score += 15
        reasons.append("bank_match.near_day")
    shared = shared_references(line.words, leg.words)
    if shared:
        score += 25
        reasons.append("bank_match.same_reference")
    if leg.party_name and names_agree(leg.party_name, f"{line.counterparty} {line.words}"):
        score += 15
        reasons.append("bank_match.same_name")
    return Candidate(leg=leg, score=min(score, 100), reasons=tuple(reasons))


def sure_match(found: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that may be taken without asking: good, and clearly better than the next.

    An equal amount within few days that stands alone is good enough. Legs that say the very same of the same
    day are no rivals: whichever is taken, the books come out alike.
    """
    if not found:
        return None
    best = found[0]
    rivals = [one for one in found[1:] if _says(one.leg) != _says(best.leg)]
    near = bool({"bank_match.same_day", "bank_match.near_day"} & set(best.reasons))
    if not rivals:
        return best if near or best.score >= SURE else None
    return best if best.score >= SURE and best.score - rivals[0].score >= LEAD else None


def _says(leg: LegFacts) -> tuple[date, str, str]:
    return leg.posted_on, leg.words, leg.party_name


_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9/\-]{3,}[A-Z0-9]")


def references_in(words: str) -> set[str]:
    """What looks like a number of a document or a payment: five signs or more, with a digit among them."""
    return {
        re.sub(r"[/\-]", "", found)
        for found in _REFERENCE.findall(words.upper())
        if any(sign.isdigit() for sign in found)
    }


def shared_references(one: str, other: str) -> set[str]:
    """References that stand in both texts."""
    return references_in(one) & references_in(other)


def names_agree(name: str, words: str) -> bool:
    """Whether a party's name stands in the words of a bank, cut and in capitals as banks write it."""
    wanted = " ".join(name.upper().split())
    if len(wanted) < 4:
        return False
    return float(fuzz.partial_ratio(wanted[:35], " ".join(words.upper().split()))) >= 85


def rule_fits(contains: str, incoming: bool | None, words: str, amount_minor: int) -> bool:
    """Whether a rule of the office speaks of a line with these words and this amount."""
    if incoming is not None and incoming != (amount_minor > 0):
        return False
    return contains.strip().casefold() in words.casefold()

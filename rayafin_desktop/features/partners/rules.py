"""What is known of a partner's papers on a day: whether its KYC stands, and what expires when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from stdnum.in_ import gstin

EXPIRING_DAYS = 30


class KycStatus(StrEnum):
    """Whether a paper was looked at and held."""

    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"


class KycState(StrEnum):
    """How a partner's KYC stands as a whole."""

    NOT_REQUIRED = "NOT_REQUIRED"
    MISSING = "MISSING"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    PENDING = "PENDING"
    VERIFIED = "VERIFIED"


class PaperSource(StrEnum):
    """Where a paper is kept."""

    KYC = "kyc_record"
    CERTIFICATE = "certification"


@dataclass(frozen=True, slots=True)
class Paper:
    """A KYC record or a certificate as standing sees it; `status` is None for a certificate.

    `name` tells certificates of the kind OTHER apart.
    """

    id: UUID
    source: PaperSource
    kind: str
    status: KycStatus | None = None
    expires_on: date | None = None
    name: str = ""

    def is_expired(self, on: date) -> bool:
        """Whether its last day lies before `on`."""
        return self.expires_on is not None and self.expires_on < on

    def is_expiring(self, on: date, within_days: int = EXPIRING_DAYS) -> bool:
        """Whether it still holds on a day, and no longer than so many days after."""
        return self.expires_on is not None and 0 <= (self.expires_on - on).days <= within_days


def unrenewed(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Of each kind of paper the one that holds longest: an old one that was renewed worries nobody.

    A rejected paper renews nothing and is no worry of its own.
    """
    last: dict[tuple[PaperSource, str, str], Paper] = {}
    for paper in papers:
        if paper.status is not KycStatus.REJECTED:
            kind = (paper.source, paper.kind, paper.name.casefold())
            if kind not in last or _end(paper) > _end(last[kind]):
                last[kind] = paper
    return tuple(last.values())


def _end(paper: Paper) -> date:
    return paper.expires_on or date.max


def kyc_state(papers: Sequence[Paper], *, required: bool, on: date) -> KycState:
    """How KYC stands on a day: by the weakest kind of paper, each kind by its best paper.

    A renewed paper stands beside the expired one of its kind; the renewed counts. With nothing on file
    the state is MISSING where KYC is required.
    """
    best: dict[str, KycState] = {}
    for paper in papers:
        if paper.source is PaperSource.KYC:
            state = _state_of(paper, on)
            best[paper.kind] = max(best.get(paper.kind, state), state, key=_STRENGTH.index)
    if best:
        return min(best.values(), key=_STRENGTH.index)
    return KycState.MISSING if required else KycState.NOT_REQUIRED


_STRENGTH = (KycState.REJECTED, KycState.EXPIRED, KycState.PENDING, KycState.VERIFIED)


def _state_of(paper: Paper, on: date) -> KycState:
    if paper.status is KycStatus.VERIFIED:
        return KycState.EXPIRED if paper.is_expired(on) else KycState.VERIFIED
    return KycState.REJECTED if paper.status is KycStatus.REJECTED else KycState.PENDING


def abbreviates(short: str, word: str) -> bool:
    """Whether one word is another cut short or without some of its letters: `spg` of `spinning`."""
    if not short or not word or short[0] != word[0]:
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


def sounds_like(text: str, name: str) -> bool:
    """Whether each word of a text stands for a word of a name, in order: `lakshmi spg` for a mill.

    A word stands for another that begins with it; three letters and more also for one they abbreviate.
    """
    words = iter(name.casefold().replace(".", " ").split())
    return all(
        any(word.startswith(short) or (len(short) >= 3 and abbreviates(short, word)) for word in words)
        for short in text.casefold().replace(".", " ").split()
    )


_SHAPES = {
    "PAN": r"[A-Z]{5}\d{4}[A-Z]",  # Income-tax Rules, r.114
    "IEC": r"[A-Z0-9]{10}",  # an Importer Exporter Code is the PAN since 2019 (DGFT Notification 58/2015-20)
    "UDYAM": r"UDYAM[A-Z]{2}\d{9}",
}


def number_fits(kind: str, number: str, country: str) -> bool:
    """Whether a compact number is built as its kind has it; other kinds' numbers are taken as they are."""
    if kind == "GSTIN" and country == "IN":
        return bool(gstin.is_valid(number))
    shape = _SHAPES.get(kind)
    return shape is None or re.fullmatch(shape, number) is not None


def masked(number: str, shown: int = 4) -> str:
    """A number for paper: its last digits, the rest as dots. Of a short one at most half is shown."""
    last = min(shown, len(number) // 2)
    return "•" * (len(number) - last) + number[len(number) - last :]

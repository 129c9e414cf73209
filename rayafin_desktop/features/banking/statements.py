"""A bank statement as every format of file is read into: values only. Knows no database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rayafin_desktop.base.errors import Problem

MOST_BYTES = 20_000_000
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One movement; `amount_minor` is positive for money that came in, in the statement's currency.

    `bank_id` is the bank's own name for it, empty where the format has none. `source_line` says where in
    the file it stood, as far as that is known.
    """

    booked_on: date
    value_on: date | None = None
    amount_minor: int
    counterparty: str = ""
    counterparty_account: str = ""
    reference: str = ""
    text: str = ""
    bank_id: str = ""
    source_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one account. Balances are None where the file does not say them."""

    account: str
    currency: str
    reference: str = ""
    opening_minor: int | None = None
    closing_minor: int | None = None
    lines: tuple[StatementLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What a file holds, and everything in it that could not be read; `format` is its name for people."""

    format: str
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


class Unreadable(ValueError):
    """The content is not what it seemed to be; the message is a code of this feature."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, "content", params)


def identities(account: str, lines: Sequence[StatementLine]) -> list[str]:
    """A name for each line that is the same whenever the same movement is read again.

    By the bank's own name where it gives one, else by everything the line says; equal lines of one day
    are told apart by their order, which banks keep. So overlapping statements add each movement once.
    """
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        parts = (
            [line.bank_id]
            if line.bank_id
            else [line.counterparty, line.counterparty_account, line.reference, line.text]
        )
        said = [
            account,
            line.booked_on.isoformat(),
            str(line.amount_minor),
            *(" ".join(p.split()) for p in parts),
        ]
        key = hashlib.sha256("\x1f".join(said).encode()).hexdigest()
        seen[key] = seen.get(key, 0) + 1
        found.append(f"{key[:40]}:{seen[key]}")
    return found


def sums_problem(statement: Statement) -> Problem | None:
    """`statement.sums` where opening balance and lines do not come to the closing balance."""
    if statement.opening_minor is None or statement.closing_minor is None:
        return None
    moved = sum(line.amount_minor for line in statement.lines)
    difference = statement.closing_minor - statement.opening_minor - moved
    if not difference:
        return None
    figures: dict[str, object] = {
        "reference": statement.reference or statement.account,
        "difference_minor": difference,
        "currency": statement.currency,
    }
    return Problem("statement.sums", "content", figures)


def clean(*parts: str | None) -> str:
    """Texts of a bank as one line: white space folded, empty ones left out."""
    return " ".join(" ".join(part.split()) for part in parts if part and part.strip())

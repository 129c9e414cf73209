"""What must be kept, until when and why; and what an erased person is called."""

from __future__ import annotations

from datetime import date

POSTED_REASON = "retention"
LOG_REASON = "log"


def kept_until(issued_on: date, years: int) -> date:
    """The last day on which a document of this day must be kept.

    Counted from the end of the calendar year after it, which covers every financial year it can lie in and
    the due date of that year's return (CGST s.36 counts from there).
    """
    return date(issued_on.year + 1 + years, 12, 31)


def pseudonym(what: str, number: int) -> str:
    """`Erased party 00042`."""
    return f"Erased {what} {number:05}"

"""What of exchange differences to look at before closing: what is open abroad at rates of other days."""

from __future__ import annotations

from datetime import date

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .queries import already, foreign_balances


def not_revalued(read: Read, _first: date, last: date) -> int:
    """Foreign currencies with something open at the end of the last day, unless that day was revalued.

    A day to come is not asked for yet.
    """
    if last > read.today or already(read, last):
        return 0
    return len({one.currency for one in foreign_balances(read, last) if one.amount_minor})


BLOCKERS = (
    Blocker(
        key="revaluation.missing",
        label="Currencies not revalued",
        advice="Revalue the last day: what is open in other currencies stands at old rates.",
        count=not_revalued,
        is_warning=True,
        opens="revaluations",
        permission="revaluation.read",
    ),
)

"""What `rayafin verify` asks of revaluations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from .model import Revaluation, RevaluationLine


def lines_equal_sums(read: Read) -> Sequence[Fault]:
    """The lines of each revaluation add up to its gain and loss, each being worth less what was booked."""
    c, line = Revaluation.c, RevaluationLine.c
    sums = (
        select(
            line.revaluation_id,
            func.sum(line.difference_minor).label("net"),
            func.sum(line.worth_minor - line.booked_minor - line.difference_minor).label("off"),
        )
        .where(line.company_id == read.company_id)
        .group_by(line.revaluation_id)
        .subquery()
    )
    statement = (
        select(c.revalued_on)
        .join_from(Revaluation.mapping.table, sums, sums.c.revaluation_id == c.id, isouter=True)
        .where(
            c.company_id == read.company_id,
            or_(
                func.coalesce(sums.c.net, 0) != c.gain_minor - c.loss_minor, func.coalesce(sums.c.off, 1) != 0
            ),
        )
    )
    return [
        Fault("revaluation.lines", f"{row.revalued_on}: the lines are not the gain and loss")
        for row in read.fetch(statement)
    ]


CHECKS = (Check("revaluation.lines", lines_equal_sums),)

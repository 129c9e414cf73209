"""The test of a lot that counts: the newest, by the day it was tested, then by when it was entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.work import Read

from .model import LotTest, LotTestValue


def latest_test(read: Read, lot_id: UUID) -> tuple[LotTest, Mapping[str, Decimal]] | None:
    """The test of a lot that counts, with its values by parameter (`moisture_pct`); None where untested."""
    tests = tests_of(read, lot_id)
    return (tests[0], values_of(read, tests[0].id)) if tests else None


def tests_of(read: Read, lot_id: UUID) -> list[LotTest]:
    """All tests of a lot, the one that counts first."""
    c = LotTest.c
    newest_first = (c.tested_on.desc(), c.created_at.desc(), c.id.desc())
    return read.all(LotTest, c.lot_id == lot_id, order_by=newest_first)


def values_of(read: Read, test_id: UUID) -> dict[str, Decimal]:
    """The measured values of a test, by parameter."""
    return {part.parameter: part.value for part in read.parts(LotTestValue, test_id)}


def latest_values(read: Read, lot_ids: Iterable[UUID]) -> dict[UUID, dict[str, Decimal]]:
    """The values that count of many lots; a lot without a test is left out. Two statements for all."""
    wanted = list(dict.fromkeys(lot_ids))
    if not wanted:
        return {}
    c, v = LotTest.c, LotTestValue.c
    oldest_first = (c.tested_on, c.created_at, c.id)
    tests = read.all(LotTest, c.lot_id.in_(wanted), order_by=oldest_first)
    newest = {test.lot_id: test.id for test in tests}
    lots = {test_id: lot_id for lot_id, test_id in newest.items()}
    found: dict[UUID, dict[str, Decimal]] = {lot_id: {} for lot_id in newest}
    rows = select(v.lot_test_id, v.parameter, v.value).where(
        v.company_id == read.company_id, v.lot_test_id.in_(list(lots))
    )
    for test_id, parameter, value in read.fetch(rows):
        found[lots[test_id]][parameter] = value
    return found

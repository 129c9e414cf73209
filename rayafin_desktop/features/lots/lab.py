"""Entering, correcting and withdrawing tests of lots."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..commodities.queries import parameters_of
from ..parties.model import Party
from .happenings import LotTested, LotTestWithdrawn
from .model import Lot, LotTest, LotTestValue
from .readings import ValueContent, checked_values, read_values, unlikely
from .testing import tests_of


@dataclass(frozen=True, kw_only=True)
class LotTestContent:
    """A laboratory's report as entered: `values` by parameter, or written out in `readings`
    (`moisture 7.8, trash 2.9`), or both. `lab_id` is the laboratory where it is a party.
    """

    tested_on: date
    sampled_on: date | None = None
    lab: str = ""
    lab_id: UUID | None = None
    sample_no: str = ""
    report_no: str = ""
    note: str = ""
    values: tuple[ValueContent, ...] = ()
    readings: str = ""


@dataclass(frozen=True, kw_only=True)
class AddLotTest(LotTestContent, Command[UUID]):
    """Enter a test of a lot. The newest counts, by the day it was tested.

    A value far from what is usual of the commodity needs a confirmation.
    """

    permission: ClassVar[str] = "lot.test"
    lot_id: UUID


@dataclass(frozen=True, kw_only=True)
class CorrectLotTest(LotTestContent, Command[UUID]):
    """Enter a test again as the report really says; the audit log keeps what stood there."""

    permission: ClassVar[str] = "lot.test"
    id: UUID
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawLotTest(Command[None]):
    """Take back a test that does not count: another sample, another lot. The one before it counts again."""

    permission: ClassVar[str] = "lot.test"
    id: UUID


def add_lot_test(command: AddLotTest, work: Work) -> UUID:
    lot = work.get(Lot, command.lot_id, field="lot_id")
    fields, values = _checked(command, lot, work)
    test = work.new(LotTest, lot_id=lot.id, **fields)
    work.insert_many(_rows(work, test, values))
    _tell(work, lot, test, values)
    return test.id


def correct_lot_test(command: CorrectLotTest, work: Work) -> UUID:
    old = work.get(LotTest, command.id)
    lot = work.get(Lot, old.lot_id)
    fields, values = _checked(command, lot, work)
    version = command.version or old.version
    # The head of a test whose values alone were wrong changes, too: whoever saw it before saves in vain.
    changed = dataclasses.replace(old, **fields, version=version, corrected=old.corrected + 1)
    test = work.save(changed)
    work.replace_parts(LotTestValue, test.id, _rows(work, test, values))
    _tell(work, lot, test, values)
    return test.id


def withdraw_lot_test(command: WithdrawLotTest, work: Work) -> None:
    test = work.get(LotTest, command.id)
    work.remove(test)
    work.announce(LotTestWithdrawn(lot=work.get(Lot, test.lot_id), test=test))


def _checked(content: LotTestContent, lot: Lot, work: Work) -> tuple[dict[str, Any], dict[str, Decimal]]:
    """The fields of the test and its values by parameter; raises what is wrong, asks what is unlikely."""
    known = parameters_of(work, lot.commodity_id)
    problems = Problems()
    problems.require(content.tested_on <= work.today, "lot_test.in_the_future", "tested_on")
    if content.sampled_on is not None:
        problems.require(content.sampled_on <= content.tested_on, "lot_test.sampled_later", "sampled_on")
    written = read_values(content.readings, known, problems)
    values = checked_values((*content.values, *written), known, problems)
    problems.raise_if_any()
    lab = content.lab.strip()
    if content.lab_id is not None:
        lab = lab or work.get(Party, content.lab_id, field="lab_id").name
    odd = unlikely(values, known)
    if odd is not None:
        work.confirm(
            "lot_test.value_unlikely",
            "lot_test.value_unlikely",
            field="values",
            parameter=odd.name,
            value=plain(values[odd.code]),
        )
    fields = {
        "tested_on": content.tested_on,
        "sampled_on": content.sampled_on,
        "lab": lab,
        "lab_id": content.lab_id,
        "sample_no": content.sample_no.strip(),
        "report_no": content.report_no.strip(),
        "note": content.note.strip(),
    }
    return fields, {one.code: values[one.code] for one in known if one.code in values}


def _rows(work: Work, test: LotTest, values: dict[str, Decimal]) -> list[LotTestValue]:
    return [
        LotTestValue(
            company_id=work.company_id, lot_test_id=test.id, line_no=line_no, parameter=code, value=value
        )
        for line_no, (code, value) in enumerate(values.items(), start=1)
    ]


def _tell(work: Work, lot: Lot, test: LotTest, values: dict[str, Decimal]) -> None:
    is_latest = tests_of(work, lot.id)[0].id == test.id
    work.announce(LotTested(lot=lot, test=test, values=values, is_latest=is_latest))

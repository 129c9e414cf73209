"""An allowance table: what each step beyond a limit costs, and from where on a lot fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.contract_screens import ALLOWANCE_FIELDS, BASES, DIRECTIONS
from rayafin_desktop.features.commodities.contract_terms import SaveAllowanceTable, StepInput
from rayafin_desktop.features.commodities.lists import AllowanceDetail, allowance_detail
from rayafin_desktop.features.commodities.rules import AllowanceBasis, Direction

from .lines import YES, chosen, figure, kind_of, number, words
from .page import Lines, Master, MasterPage, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A line of the table as entered."""

    parameter: str = ""
    direction: str = ""
    step: Decimal | None = None
    rate: Decimal | None = None
    basis: str = ""
    counts_part: str = ""
    reject_at: Decimal | None = None


def allowance_table_page(workspace: Workspace) -> MasterPage:
    """The page of an allowance table."""
    return MasterPage(
        workspace,
        Master(
            key="allowance_table.edit",
            nav_key="allowance_tables",
            crumb="Allowance tables",
            new_title="New allowance table",
            saved="Allowance table saved",
            permission="commodity.save",
            fields=ALLOWANCE_FIELDS,
            grids=(_steps(),),
            load=allowance_detail,
            show=_shown,
            command=_command,
        ),
    )


def _steps() -> Lines:
    columns = (
        number(),
        words("parameter", tr("Parameter"), stretch=True),
        chosen("direction", tr("Side"), DIRECTIONS, width=100),
        figure("step", tr("Each")),
        figure("rate", tr("Allowed")),
        chosen("basis", tr("In"), BASES, width=170),
        chosen("counts_part", tr("Part of a step"), YES, width=110),
        figure("reject_at", tr("Fails beyond")),
    )
    return Lines(
        name="steps",
        title="Allowances",
        hint="moisture_pct above, each 1, allowed 1 % of the weight: 1 % for each percent over the limit",
        kind=kind_of(columns, StepLine()),
        least=8,
    )


def _shown(detail: AllowanceDetail) -> Shown:
    return Shown(
        title=detail.table.name,
        values=SimpleNamespace(
            name=detail.table.name,
            commodity_id=detail.table.commodity_id,
            commodity_name=detail.commodity_name,
        ),
        lines={
            "steps": [
                StepLine(
                    parameter=one.parameter,
                    direction=one.direction.value,
                    step=one.step,
                    rate=one.rate,
                    basis=one.basis.value,
                    counts_part="yes" if one.counts_part else "",
                    reject_at=one.reject_at,
                )
                for one in detail.steps
            ]
        },
    )


def _command(
    detail: AllowanceDetail | None, values: dict[str, Any], lines: Mapping[str, list[Any]]
) -> SaveAllowanceTable:
    return SaveAllowanceTable(
        id=None if detail is None else detail.table.id,
        version=None if detail is None else detail.table.version,
        steps=tuple(
            StepInput(
                parameter=line.parameter,
                direction=Direction(line.direction or Direction.ABOVE),
                step=line.step or Decimal(0),
                basis=AllowanceBasis(line.basis or AllowanceBasis.WEIGHT_PERCENT),
                rate=line.rate or Decimal(0),
                counts_part=bool(line.counts_part),
                reject_at=line.reject_at,
            )
            for line in lines["steps"]
        ),
        **values,
    )

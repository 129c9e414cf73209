"""A commodity: its units and prices, what is measured of it, its varieties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.entity import values_of
from rayafin_desktop.features.commodities.commands import ParameterInput, SaveCommodity, VarietyInput
from rayafin_desktop.features.commodities.lists import CommodityDetail, commodity_detail
from rayafin_desktop.features.commodities.rules import Better
from rayafin_desktop.features.commodities.screens import BETTER, COMMODITY_FIELDS

from .lines import chosen, figure, kind_of, number, whole, words
from .page import Lines, Master, MasterPage, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterLine:
    """A measured value as entered."""

    code: str = ""
    name: str = ""
    unit: str = ""
    better: str = ""
    decimals: Decimal | None = None
    usual_min: Decimal | None = None
    usual_max: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VarietyLine:
    """A variety as entered."""

    name: str = ""
    also: str = ""


def commodity_page(workspace: Workspace) -> MasterPage:
    """The page of a commodity."""
    return MasterPage(
        workspace,
        Master(
            key="commodity.edit",
            nav_key="commodities",
            crumb="Commodities",
            new_title="New commodity",
            saved="Commodity saved",
            permission="commodity.save",
            fields=COMMODITY_FIELDS,
            grids=(_parameters(), _varieties()),
            load=commodity_detail,
            show=_shown,
            command=_command,
        ),
    )


def _parameters() -> Lines:
    columns = (
        number(),
        words("code", tr("Code"), width=170),
        words("name", tr("Parameter"), stretch=True),
        words("unit", tr("Unit"), width=80),
        chosen("better", tr("Better"), BETTER, width=100),
        figure("decimals", tr("Decimals"), width=90, whole=True),
        figure("usual_min", tr("Usually from"), width=120),
        figure("usual_max", tr("to")),
    )
    return Lines(
        name="parameters",
        title="Quality",
        hint="Codes as messages are read by: staple_mm, moisture_pct",
        kind=kind_of(columns, ParameterLine()),
    )


def _varieties() -> Lines:
    columns = (
        number(),
        words("name", tr("Variety"), width=200),
        words("also", tr("Also called"), stretch=True),
    )
    return Lines(
        name="varieties",
        title="Varieties",
        hint="Other names people write, parted by commas",
        kind=kind_of(columns, VarietyLine()),
        least=3,
    )


def _shown(detail: CommodityDetail) -> Shown:
    commodity = detail.commodity
    return Shown(
        title=commodity.name,
        values=SimpleNamespace(
            **values_of(commodity),
            item_name=detail.item_name,
            allowance_table_name=detail.allowance_table_name,
        ),
        lines={
            "parameters": [
                ParameterLine(
                    code=one.code,
                    name=one.name,
                    unit=one.unit,
                    better=one.better.value,
                    decimals=Decimal(one.decimals),
                    usual_min=one.usual_min,
                    usual_max=one.usual_max,
                )
                for one in detail.parameters
            ],
            "varieties": [VarietyLine(name=one.name, also=one.also) for one in detail.varieties],
        },
    )


def _command(
    detail: CommodityDetail | None, values: dict[str, Any], lines: Mapping[str, list[Any]]
) -> SaveCommodity:
    # A combo box gives its values back as plain text.
    values |= {name: TradeUnit(values[name]) for name in ("unit", "price_unit", "package_unit")}
    values["tolerance_percent"] = values["tolerance_percent"] or Decimal(0)
    return SaveCommodity(
        id=None if detail is None else detail.commodity.id,
        version=None if detail is None else detail.commodity.version,
        parameters=tuple(
            ParameterInput(
                code=line.code,
                name=line.name,
                unit=line.unit,
                better=Better(line.better or Better.WITHIN),
                decimals=whole(line.decimals, 1),
                usual_min=line.usual_min,
                usual_max=line.usual_max,
            )
            for line in lines["parameters"]
        ),
        varieties=tuple(VarietyInput(name=line.name, also=line.also) for line in lines["varieties"]),
        **values,
    )

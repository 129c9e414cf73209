"""Commands from JSON: exact, complete, and refused field by field."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.quantity import LARGEST
from rayafin_desktop.engine.commands import Command, Exact, from_json, schema, to_json


@dataclass(frozen=True, kw_only=True)
class Piece:
    quantity: Exact


@dataclass(frozen=True, kw_only=True)
class Weigh(Command[None]):
    permission: ClassVar[str] = "probe.weigh"
    on: date
    pieces: tuple[Piece, ...] = ()
    id: UUID | None = None


def weighed(**values: Any) -> Weigh:
    return from_json(Weigh, {"on": "2026-11-21"} | values)


@given(st.lists(st.decimals(-LARGEST, LARGEST, places=6), max_size=5))
def test_quantities_survive_json_exactly(quantities: list[Decimal]) -> None:
    command = Weigh(on=date(2026, 11, 21), pieces=tuple(Piece(quantity=q) for q in quantities))
    body = to_json(command)
    assert body.pop("command") == "Weigh"
    assert from_json(Weigh, body) == command


@pytest.mark.parametrize(
    "quantity", [1.5, True, "1.0000001", "1e50", "NaN", "Infinity", "1000000000000", "", "ten", None]
)
def test_inexact_and_endless_numbers_are_refused(quantity: object) -> None:
    with pytest.raises(RuleBroken) as refusal:
        weighed(pieces=[{"quantity": "1"}, {"quantity": quantity}])
    assert [(p.code, p.field) for p in refusal.value.problems] == [("command.invalid", "pieces.1.quantity")]


@pytest.mark.parametrize("quantity", ["1.5", " 1.5 ", 2, "1e3", "-0.000001"])
def test_texts_and_whole_numbers_are_taken(quantity: str | int) -> None:
    assert weighed(pieces=[{"quantity": quantity}]).pieces[0].quantity == Decimal(str(quantity).strip())


def test_all_wrong_fields_are_told_together() -> None:
    with pytest.raises(RuleBroken) as refusal:
        from_json(Weigh, {"on": "soon", "id": "x", "surprise": 1})
    assert {p.field for p in refusal.value.problems} == {"on", "id", "surprise"}


def test_the_schema_names_the_fields() -> None:
    assert schema(Weigh)["required"] == ["on"]

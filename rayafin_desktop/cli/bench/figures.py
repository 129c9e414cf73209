"""One measured figure, what the bare libraries need for the same, and the goal between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value with its floor of the same run.

    `ratio` is how many times the floor it is, or for a rate how many times the floor's rate is of it:
    above 1 is worse. `goal` is the highest ratio that is good, or without a floor the highest value;
    `limit` is the highest good value of a figure whose floor is only shown.
    """

    name: str
    value: float | None
    unit: str
    floor: float | None = None
    goal: float | None = None
    limit: float | None = None
    goal_of_value: bool = False
    more_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        if not self.value or not self.floor:
            return None
        return self.floor / self.value if self.more_is_better else self.value / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none or nothing was measured."""
        if self.limit is not None:
            return None if self.value is None else self.value <= self.limit
        measured = self.value if self.floor is None or self.goal_of_value else self.ratio
        return None if self.goal is None or measured is None else measured <= self.goal

    @property
    def wanted(self) -> str:
        """The goal in words; empty where there is none."""
        if self.limit is not None:
            return f"<= {self.limit:g} {self.unit}"
        if self.goal is None:
            return ""
        return f"<= {self.goal:g} {'x' if self.floor is not None else self.unit}"

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "floor": _rounded(self.floor),
            "ratio": _rounded(self.ratio),
            "goal": self.wanted,
            "met": self.met,
            "note": self.note,
        }


def _rounded(value: float | None) -> float | None:
    """Four figures that mean something."""
    return None if value is None else float(f"{value:.4g}")


HEADS = ("figure", "measured", "unit", "floor", "ratio", "goal", "outcome")
FLUSH_RIGHT = (False, True, False, True, True, False, False)


def table_rows(figures: list[Figure]) -> list[tuple[str, ...]]:
    """The figures as rows of a table, under `HEADS`."""
    return [
        (
            one.name,
            _shown(one.value),
            one.unit,
            _shown(one.floor),
            _shown(one.ratio),
            one.wanted,
            {True: "met", False: "missed", None: one.note}[one.met],
        )
        for one in figures
    ]


def _goal(one: Figure) -> str:
    if one.goal is None:
        return ""
    return f"<= {one.goal:g} {one.unit if one.floor is None or one.goal_of_value else 'x'}".rstrip()


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"

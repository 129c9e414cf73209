"""Typed settings of a company: each carries its own label and help, and lives in one table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from rayafin_desktop.base.errors import Problem, RuleBroken

from .columns import Json, Name
from .entity import Entity, entity
from .record import plain_value

T = TypeVar("T")


@entity("settings", unique=[("key",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class SettingValue(Entity):
    """A setting that was changed from its default."""

    key: Name
    value: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """A company setting: `key` is `area.name`, `label` and `help` are what the settings page shows."""

    key: str
    default: T
    label: str
    help: str
    section: str
    choices: Sequence[tuple[str, str]] = ()
    permission: str = "setting.change"

    def parse(self, stored: Any) -> T:
        """A stored or typed value to the setting's type; RuleBroken (`setting.invalid`) if it is none."""
        kind = type(self.default)
        value: Any
        try:
            if kind is bool:
                if stored not in (True, False, "true", "false"):
                    raise ValueError(stored)
                value = stored in (True, "true")
            elif kind is int:
                value = int(str(stored))
            elif kind is Decimal:
                value = Decimal(str(stored))
            elif kind is date:
                value = date.fromisoformat(str(stored))
            elif issubclass(kind, StrEnum):
                value = kind(stored)
            elif kind is str:
                value = str(stored)
            else:
                value = json.loads(json.dumps(stored))
        except (ValueError, ArithmeticError) as error:
            raise RuleBroken([Problem("setting.invalid", self.key, {"value": stored})]) from error
        if self.choices and value not in {choice for choice, _ in self.choices}:
            raise RuleBroken([Problem("setting.invalid", self.key, {"value": stored})])
        return value  # type: ignore[no-any-return]

    def stored(self, value: T) -> Any:
        return plain_value(value)

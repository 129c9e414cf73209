"""Values of the book as plain JSON, and the schema that says so.

`plain` writes what `schema_of` promises: decimals, dates, instants and ids as text, minor units as whole
numbers, choices by their word. There is no float anywhere.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Date, Integer, Row, String
from sqlalchemy.types import TypeEngine

from rayafin_desktop.base.quantity import plain as plain_decimal
from rayafin_desktop.engine.columns import ChoiceColumn, IdColumn, InstantColumn, JsonColumn, ScaledColumn

Schema = dict[str, Any]
_AS_THEY_ARE = frozenset({str, int, bool, NoneType})

_SCALARS: Mapping[type, Schema] = {
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "an exact decimal"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}
_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    UUID: str,
    Decimal: plain_decimal,
    date: date.isoformat,
    datetime: datetime.isoformat,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
}


def plain(value: Any) -> Any:
    """A value as JSON knows it; TypeError for one that has no exact form there."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    written = _WRITTEN.get(kind)
    if written is not None:
        return written(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Row):
        return {str(name): _named(str(name), one) for name, one in value._mapping.items()}
    if dataclasses.is_dataclass(value):
        return {one.name: _named(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(one) for name, one in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, float):
        return [plain(one) for one in value]
    raise TypeError(f"{kind.__name__} has no exact form in JSON")


def _named(name: str, value: Any) -> Any:
    """A field; PostgreSQL answers the sum of minor units as a Decimal, a whole number all the same."""
    if type(value) is Decimal and name.endswith("_minor"):
        return int(value)
    return plain(value)


class Schemas:
    """Schemas by type; those of records are named and referred to."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._names: dict[type, str] = {}

    def of(self, hint: Any) -> Schema:
        """The schema of what `plain` makes of a value of this type."""
        if hint in _SCALARS:
            return dict(_SCALARS[hint])
        if hint is Any or hint is object:
            return {}
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in arguments]}
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple and (len(arguments) != 2 or arguments[1] is not Ellipsis):
            return {
                "type": "array",
                "prefixItems": [self.of(one) for one in arguments],
                "minItems": len(arguments),
                "maxItems": len(arguments),
            }
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if isinstance(origin, type) and issubclass(origin, Iterable):
            return {"type": "array", "items": self.of(arguments[0])}
        if hasattr(hint, "__metadata__"):  # Annotated
            return self.of(hint.__origin__)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"type": "string", "enum": [one.value for one in hint]}
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self._record(hint)
        if isinstance(hint, type) and issubclass(hint, str):
            return {"type": "string"}
        return {}

    def _record(self, cls: type) -> Schema:
        name = self._names.get(cls)
        if name is None:
            feature = cls.__module__.removeprefix("rayafin_desktop.").removeprefix("features.")
            name = self._names[cls] = f"{feature.split('.')[0]}.{cls.__name__}"
            if name in self.named:
                name = self._names[cls] = f"{feature}.{cls.__name__}"
            self.named[name] = {}  # a record may hold records of its own kind
            hints = get_type_hints(cls, include_extras=True)
            fields = [one.name for one in dataclasses.fields(cls)]
            self.named[name] = {
                "type": "object",
                "description": (cls.__doc__ or "").strip().split("\n")[0],
                "properties": {one: self.of(hints[one]) for one in fields},
                "required": fields,
            }
        return {"$ref": f"#/components/schemas/{name}"}


def column_schema(column: ColumnElement[Any]) -> Schema:
    """The schema of a column of a list; any may be empty where rows are joined."""
    return _or_null(_kept(column.type))


def _kept(kind: TypeEngine[Any]) -> Schema:
    match kind:
        case IdColumn():
            return dict(_SCALARS[UUID])
        case ScaledColumn():
            return dict(_SCALARS[Decimal])
        case InstantColumn():
            return dict(_SCALARS[datetime])
        case ChoiceColumn():
            return {"type": "string", "enum": [str(one) for one in kind.choices]}
        case Boolean():
            return dict(_SCALARS[bool])
        case Integer():
            return dict(_SCALARS[int])
        case Date():
            return dict(_SCALARS[date])
        case JsonColumn():
            return {}
        case String():
            return dict(_SCALARS[str])
    return {}


def _or_null(schema: Schema) -> Schema:
    if "type" not in schema:
        return schema
    schema["type"] = [schema["type"], "null"]
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def rows_schema(columns: Sequence[ColumnElement[Any]]) -> Schema:
    """The schema of one row with these columns."""
    found = {str(column.key): column_schema(column) for column in columns}
    return {"type": "object", "properties": found, "required": list(found)}

"""How a Python value is kept in a column, the same on SQLite and PostgreSQL.

Entities are typed with the aliases at the end of this file (`Code`, `Minor`, `Quantity` ...). What is
stored is always exact and comparable in SQL: ids as 16 bytes, instants as integer milliseconds UTC,
quantities and rates as integers scaled by 10**6, money as integer minor units.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, LargeBinary, String, Text, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from rayafin_desktop.base.quantity import from_scaled, to_scaled

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def id_bytes(value: UUID | None) -> bytes | None:
    """An id as its 16 bytes."""
    return None if value is None else value.int.to_bytes(16, "big")


@lru_cache(maxsize=16_384)  # parties and accounts repeat all over a list; a look-up is a tenth of a UUID
def id_of(value: bytes | None) -> UUID | None:
    """An id from its 16 bytes."""
    return None if value is None else UUID(bytes=value)


@lru_cache(maxsize=4096)  # quantities, rates and discounts repeat all over a document
def _scaled(value: Decimal | None) -> int | None:
    return None if value is None else to_scaled(value)


def _milliseconds(value: datetime | None) -> int | None:
    return None if value is None else (value - EPOCH) // _MILLISECOND


def _json(value: Any) -> str | None:
    return None if value is None else canonical_json(value)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


class IdColumn(TypeDecorator[UUID]):
    """A UUID: `uuid` on PostgreSQL, 16 bytes on SQLite (half of the text form, and it sorts alike)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else id_bytes(value)

    def literal_processor(self, dialect: Dialect) -> Callable[[UUID], str]:
        return (
            (lambda value: f"'{value}'") if dialect.name == "postgresql" else lambda value: f"X'{value.hex}'"
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=bytes(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        # SQLite's driver answers bytes: without the layers in between.
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else id_of


class ScaledColumn(TypeDecorator[Decimal]):
    """A Decimal with at most six decimals, stored as an integer of millionths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return _scaled(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_scaled(value)


class InstantColumn(TypeDecorator[datetime]):
    """An instant in UTC, stored as integer milliseconds since 1970 so that both engines agree."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return _milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(milliseconds=value)


class ChoiceColumn(TypeDecorator[StrEnum]):
    """A StrEnum by its value; the table carries a CHECK with the allowed values."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        self.choices = choices
        super().__init__(length=max(len(choice) for choice in choices))

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return self.bound(value)

    def bound(self, value: StrEnum | str | None) -> str | None:
        """The text that is stored; ValueError for none of the choices."""
        if value is None:
            return None
        return str(value if type(value) is self.choices else self.choices(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.choices(value)


class JsonColumn(TypeDecorator[Any]):
    """Plain JSON as canonical text (sorted keys, no spaces): equal values are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return _json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode


def canonical_json(value: Any) -> str:
    """One text per value: sorted keys, no spaces, no escaping of letters; what is hashed."""
    return _canonical(value)


def storing(kind: TypeEngine[Any], *, on_postgresql: bool = False) -> Callable[[Any], Any] | None:
    """The function that makes a column's value what the driver takes; None where it is that already.

    The same as the type's bind processor, without the layers SQLAlchemy puts around it.
    """
    match kind:
        case IdColumn():
            return None if on_postgresql else id_bytes
        case ScaledColumn():
            return _scaled
        case InstantColumn():
            return _milliseconds
        case ChoiceColumn():
            return kind.bound
        case JsonColumn():
            return _json
        case Date():
            return None if on_postgresql else _iso
    return None


@dataclass(frozen=True, slots=True)
class Length:
    """Marker: the most characters a text column takes; None for long text."""

    characters: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Marker: the SQLAlchemy type that keeps this value."""

    type_: Any


@dataclass(frozen=True, slots=True)
class References:
    """Marker: this id points at a row of `table` in the same company (composite foreign key)."""

    table: str


@dataclass(frozen=True, slots=True)
class _Personal:
    """Marker class of `Personal`."""


# A value about a natural person: stands in the audit chain as a salted digest, so that it can be erased.
Personal = _Personal()


@dataclass(frozen=True, slots=True)
class _Confidential:
    """Marker class of `Confidential`."""


# A value nobody may read in the audit log (a password hash): only that it changed is recorded.
Confidential = _Confidential()


@dataclass(frozen=True, slots=True)
class _Later:
    """Marker class of `Later`."""


# A column a fact or part got after books were out: the audit digest leaves it out while it has its default,
# so that the digests of older rows hold for ever (docs/carrying-on/audit-format.md).
Later = _Later()

Code = Annotated[str, Length(40)]
Name = Annotated[str, Length(200)]
Note = Annotated[str, Length(None)]
Currency = Annotated[str, Length(3)]
Minor = Annotated[int, Stored(BigInteger())]
Count = Annotated[int, Stored(Integer())]
Quantity = Annotated[Decimal, Stored(ScaledColumn())]
Rate = Annotated[Decimal, Stored(ScaledColumn())]
Digest = Annotated[bytes, Stored(LargeBinary(32))]
Json = Annotated[Any, Stored(JsonColumn())]


def column_type(python_type: Any, markers: tuple[object, ...]) -> TypeEngine[Any]:
    """The column type for an annotated field; TypeError for a type no column keeps."""
    for marker in markers:
        if isinstance(marker, Stored):
            found: TypeEngine[Any] = marker.type_
            return found
    if isinstance(python_type, type):
        if issubclass(python_type, StrEnum):
            return ChoiceColumn(python_type)
        if issubclass(python_type, str):
            length = next((m for m in markers if isinstance(m, Length)), Length(None))
            return String(length.characters) if length.characters else Text()
        if issubclass(python_type, bool):
            return Boolean()
        if issubclass(python_type, int):
            return BigInteger()
        if issubclass(python_type, UUID):
            return IdColumn()
        if issubclass(python_type, datetime):
            return InstantColumn()
        if issubclass(python_type, date):
            return Date()
        if issubclass(python_type, Decimal):
            return ScaledColumn()
        if issubclass(python_type, bytes):
            return LargeBinary()
    raise TypeError(f"no column keeps {python_type!r}")

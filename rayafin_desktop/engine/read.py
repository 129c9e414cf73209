"""Read: what a query gets to do its job with, a snapshot of one company's rows that cannot be written.

Here too: what a feature announces (`Happening`), and what every Read and Work of one App shares.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Executable, Result, Select, select

from rayafin_desktop.base.errors import NotFound

from .entity import BookEntity, Entity, Part, Row, parent_field
from .permissions import Actor
from .record import chains
from .statements import row_by_key

if TYPE_CHECKING:
    from .settings import Setting
    from .work import Work

T = TypeVar("T")
B = TypeVar("B", bound=BookEntity)
P = TypeVar("P", bound=Part)
W = TypeVar("W", bound=Row)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something a feature announces; features above it may react, in the same transaction."""


Reaction = Callable[[Any, "Work"], None]


@dataclass(slots=True)
class Surroundings:
    """What every Work and Read of one App shares."""

    device_id: UUID
    reactions: Mapping[type[Happening], Sequence[Reaction]]
    # (company_id, name) -> (reference_n it was loaded at, value); see `Read.cached`
    cache: dict[tuple[int, str], tuple[int, Any]]
    settings: Mapping[str, Setting[Any]] = dataclasses.field(default_factory=dict)


class Read:
    """A snapshot of one company for queries. Answers rows; never writes."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        surroundings: Surroundings,
        now: datetime,
        today: date,
        *,
        company_id: int | None = None,
    ) -> None:
        self._connection = connection
        self.actor = actor
        self.company_id = actor.company_id if company_id is None else company_id
        self.now = now
        self.today = today
        self._surroundings = surroundings
        self._reference_n: int | None = None

    @property
    def connection(self) -> Connection:
        """The open connection; for the engine's own mechanisms, not for features."""
        return self._connection

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    def execute(self, statement: Executable, values: Any = None) -> Result[Any]:
        """Run a SELECT. (Writes are refused: by the database here, by `Work` there.)"""
        return self._connection.execute(statement, values)

    def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        """All rows of a SELECT."""
        return self.execute(statement).all()

    def first(self, statement: Select[Any]) -> Any | None:
        """The first row of a SELECT, or None."""
        return self.execute(statement).first()

    def scalar(self, statement: Select[Any]) -> Any:
        """The first column of the first row, or None."""
        return self.execute(statement).scalar()

    def get(self, cls: type[B], id: UUID, *, field: str = "") -> B:  # noqa: A002
        """The entity with this id in this company; NotFound (`<kind>.not_found`) otherwise."""
        mapping = cls.mapping
        key = (self.company_id, id) if issubclass(cls, Entity) else (id,)
        self._before_reading()
        values = row_by_key(self._connection, mapping.table, mapping.fields, mapping.key, key)
        if values is None:
            raise NotFound(f"{mapping.kind}.not_found", {"id": str(id)}, field=field)
        return self._built(cls, values)

    def _before_reading(self) -> None:
        """What must be done before a statement; `Work` sends its collected inserts."""

    def find(self, cls: type[B], *where: Any) -> B | None:
        """The one living entity that meets the conditions, or None."""
        row = self.execute(self._select(cls, where)).first()
        return None if row is None else self._built(cls, row)

    def all(self, cls: type[B], *where: Any, order_by: Sequence[Any] = ()) -> list[B]:
        """All living entities that meet the conditions."""
        statement = self._select(cls, where).order_by(*order_by)
        return [self._built(cls, row) for row in self.execute(statement)]

    def parts(self, cls: type[P], parent_id: UUID) -> list[P]:
        """The parts of one parent, in line order."""
        statement = (
            select(*(cls.c[name] for name in cls.mapping.fields))
            .where(cls.c.company_id == self.company_id, cls.c[parent_field(cls)] == parent_id)
            .order_by(cls.c.line_no)
        )
        return [self._built(cls, row) for row in self.execute(statement)]

    def setting(self, setting: Setting[T]) -> T:
        """The company's value of a setting, or its default."""
        stored = self.cached("settings", self._load_settings)
        return setting.parse(stored[setting.key]) if setting.key in stored else setting.default

    @property
    def known_settings(self) -> Mapping[str, Setting[Any]]:
        """Every setting the features declare, by key."""
        return self._surroundings.settings

    def _load_settings(self) -> dict[str, Any]:
        from .settings import SettingValue  # settings.py needs Read for typing

        return {row.key: row.value for row in self.all(SettingValue)}

    def cached(self, name: str, load: Callable[[], T]) -> T:
        """`load()`, kept until a reference entity of this company changes, in any process.

        For what is read by every command and rarely changes: accounts, tax codes, settings.
        """
        reference_n = self._current_reference_n()
        key = (self.company_id, name)
        found = self._surroundings.cache.get(key)
        if found is not None and found[0] == reference_n:
            return cast("T", found[1])
        value = load()
        self._surroundings.cache[key] = (reference_n, value)
        return value

    def _current_reference_n(self) -> int:
        if self._reference_n is None:
            statement = select(chains.c.reference_n).where(chains.c.company_id == self.company_id)
            self._reference_n = self._connection.execute(statement).scalar() or 0
        return self._reference_n

    def _select(self, cls: type[BookEntity], where: Iterable[Any]) -> Select[Any]:
        statement = select(*(cls.c[name] for name in cls.mapping.fields)).where(
            cls.c.deleted_at.is_(None), *where
        )
        if issubclass(cls, Entity):
            statement = statement.where(cls.c.company_id == self.company_id)
        return statement

    def _built(self, cls: type[W], row: Sequence[Any]) -> W:
        return cls(**dict(zip(cls.mapping.fields, row, strict=True)))

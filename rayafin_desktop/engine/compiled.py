"""The SQL of statements, compiled once for the whole program.

SQLAlchemy compiles a statement once for each engine, and a book has two (a writer and a reader), a server or
a test run many more. Here all engines of one kind share what was compiled; kinds differ in the dialect, the
driver and the server's version.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy.util import LRUCache

_MOST = 1000  # statements of some 60 KiB; the least used give way


class CompiledStatements(MutableMapping[Any, Any]):
    """A `compiled_cache` for engines: SQLAlchemy's keys begin with the dialect of the one engine."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Any] = LRUCache(_MOST)

    def __getitem__(self, key: Any) -> Any:
        return self._kept[_shared(key)]

    def get(self, key: Any, default: Any = None) -> Any:
        return self._kept.get(_shared(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        self._kept[_shared(key)] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._kept[_shared(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def _shared(key: Any) -> Any:
    dialect, *rest = key
    return type(dialect), dialect.dbapi, dialect.server_version_info, *rest


COMPILED = CompiledStatements()

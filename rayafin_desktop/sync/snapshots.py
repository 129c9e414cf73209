"""Snapshots: a whole company as one file, for a device that begins.

Lines of JSON, compressed: first what it is, then people, units table by table in foreign-key order, texts of
the search index, audit entries. It is read in one snapshot of the database, so that its change number is true
of all of it. It is fetched in pieces and checked against its SHA-256 before anything of it is used.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text, update

from rayafin_desktop.base.errors import BookProblem, NotFound, Problem, RuleBroken
from rayafin_desktop.base.ids import free_id
from rayafin_desktop.engine import digests, schema, search
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.entity import metadata
from rayafin_desktop.engine.feed import ENTRY_COLUMNS, plain
from rayafin_desktop.engine.following import checked_link, entry_from, triggers_lifted
from rayafin_desktop.engine.images import every_image, put_images, shared_tables
from rayafin_desktop.engine.operation import FIRST_LINK
from rayafin_desktop.engine.record import GENESIS, audit_entries, chains
from rayafin_desktop.engine.schema import book_facts
from rayafin_desktop.engine.sharing import Part, sharing

from ..application import App
from . import files, line
from .rooms import reading

_FORM = 1
_NAME = re.compile(r"[0-9a-f]{32}")
_AT_ONCE = 2000
_KEPT = 2  # snapshots of a company that stay fetchable: the newest, and one somebody may still be fetching


class Snapshots:
    """Makes snapshots and hands them out in pieces."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.spool = files.Spool(app)
        self._lock = threading.Lock()

    def piece(self, company_key: int, name: str, offset: int) -> dict[str, Any]:
        """A piece of a snapshot; with no name a new one is made. NotFound when it is no longer there."""
        if not name:
            with self._lock:
                name = self._make(company_key)
        if not _NAME.fullmatch(name) or offset < 0:
            raise RuleBroken([Problem("sync.call_invalid", "name", {"why": "not a snapshot"})])
        path = self._path(company_key, name)
        if not path.exists():
            raise NotFound("sync.file_missing", {"sha256": name})
        with path.open("rb") as file:
            file.seek(offset)
            content = file.read(line.FILE_PIECE)
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return {"name": name, "piece": base64.b64encode(content).decode(), **about}

    def _path(self, company_key: int, name: str) -> Path:
        return self.spool.folder / f"{company_key}-snapshot-{name}.gz"

    def _make(self, company_key: int) -> str:
        self.spool.folder.mkdir(mode=0o700, exist_ok=True)
        name = free_id().hex
        path = self._path(company_key, name)
        partial = path.with_suffix(".new")
        with reading(self._app, company_key) as connection, gzip.open(partial, "wt", 3, "utf-8") as file:
            head = _write(connection, company_key, file)
        digest = hashlib.sha256()
        with partial.open("rb") as raw:
            while block := raw.read(1 << 20):
                digest.update(block)
        about = {"size": partial.stat().st_size, "sha256": digest.hexdigest(), "head": head}
        path.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")
        partial.replace(path)
        made = sorted(self.spool.folder.glob(f"{company_key}-snapshot-*.gz"))  # named by time
        for old in made[:-_KEPT]:
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)
        return name


def _write(connection: Connection, company_key: int, file: IO[str]) -> int:
    """Write a company, as it stands in this read transaction; answers its change number."""
    c = chains.c
    chain = connection.execute(select(c.n, c.head).where(c.company_id == company_key)).one()
    fact = connection.execute(select(book_facts.c.value).where(book_facts.c.key == "password_key")).scalar()

    def say(*values: Any) -> None:
        file.write(canonical_json(list(values)) + "\n")

    say(
        "about",
        {
            "form": _FORM,
            "schema": schema.HEAD,
            "company": company_key,
            "n": int(chain.n),
            "head": bytes(chain.head).hex(),
            "password_key": fact,
        },
    )
    for row in files.people(connection, company_key):
        say("person", row)
    for table in shared_tables():
        for unit, image in every_image(connection, company_key, table):
            say("unit", table.name, unit, image)
    s = search.search_index.c
    for kind, id_, body in connection.execute(
        select(s.kind, s.id, s.body).where(s.company_id == company_key),
        execution_options={"stream_results": True},
    ):
        say("text", search.unit_of(kind, id_), body)
    e = audit_entries.c
    for entry in connection.execute(
        select(*ENTRY_COLUMNS).where(e.company_id == company_key).order_by(e.n),
        execution_options={"stream_results": True},
    ):
        say("entry", [plain(value) for value in entry])
    say("end", int(chain.n))
    return int(chain.n)


class Loading:
    """Puts a snapshot into a book that does not have the company yet, all or nothing."""

    def __init__(self, connection: Connection, *, device_id: UUID, prefix: str, server: str) -> None:
        self._connection = connection
        self._device_id = device_id
        self._prefix = prefix
        self._server = server
        self._units: dict[str, list[tuple[str, Any]]] = {}
        self._texts: list[search.Entry] = []
        self._entries: list[dict[str, Any]] = []
        self._link, self._n = GENESIS, 0
        self._company = 0

    def load(self, path: Path) -> int:
        """Load a snapshot's file; answers the company's key. BookProblem for a file that is not whole."""
        try:
            with triggers_lifted(self._connection), gzip.open(path, "rt", encoding="utf-8") as file:
                self._connection.execute(text("PRAGMA defer_foreign_keys = ON"))
                self._lines(file)
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise BookProblem("sync.snapshot_broken", {"why": str(error)}) from error
        return self._company

    def _lines(self, file: Iterator[str]) -> None:
        what, about = json.loads(next(file))
        if what != "about" or about["form"] != _FORM:
            raise ValueError("not a snapshot")
        if about["schema"] != schema.HEAD:
            raise RuleBroken([Problem("sync.upgrade_needed", "", {"what": about["schema"]})])
        self._company = int(about["company"])
        self._begin(about)
        whole = False
        people = []
        for one in file:
            kind, *rest = json.loads(one)
            if kind == "person":
                people.append(rest[0])
                continue
            if people:
                files.put_people(self._connection, people)
                people = []
            if kind == "unit":
                self._unit(*rest)
            elif kind == "text":
                self._texts.append(search.entry_at(*rest))
                if len(self._texts) >= _AT_ONCE:
                    self._send_texts()
            elif kind == "entry":
                self._entry(entry_from(rest[0]))
            elif kind == "end":
                whole = int(rest[0]) == self._n
        if not whole or self._link.hex() != about["head"]:
            raise ValueError("it ends too early")
        self._send_units()
        self._send_texts()
        self._send_entries()
        self._end()

    def _begin(self, about: dict[str, Any]) -> None:
        there = self._connection.execute(
            select(chains.c.n).where(chains.c.company_id == self._company)
        ).first()
        if there is not None:
            raise BookProblem("sync.company_is_here", {"code": self._company})
        # Passwords are hashed with a key of the book; people sign in here with the ones they have there.
        self._connection.execute(
            update(book_facts).where(book_facts.c.key == "password_key").values(value=about["password_key"])
        )

    def _unit(self, table_name: str, unit: str, image: Any) -> None:
        if table_name not in self._units:
            self._send_units()
        some = self._units.setdefault(table_name, [])
        some.append((unit, image))
        if len(some) >= _AT_ONCE:
            self._send_units()

    def _send_units(self) -> None:
        for table_name, some in self._units.items():
            put_images(self._connection, self._company, metadata.tables[table_name], some)
        self._units = {}

    def _send_texts(self) -> None:
        search.write(self._connection, self._company, self._texts)
        self._texts = []

    def _entry(self, row: dict[str, Any]) -> None:
        self._link = checked_link(self._company, self._link, self._n, row)
        self._n += 1
        self._entries.append(row)
        if len(self._entries) >= _AT_ONCE:
            self._send_entries()

    def _send_entries(self) -> None:
        if self._entries:
            self._connection.execute(audit_entries.insert(), self._entries)
        self._entries = []

    def _end(self) -> None:
        self._connection.execute(
            insert(chains),
            {
                "company_id": self._company,
                "n": self._n,
                "head": self._link,
                "reference_n": -self._n,
            },
        )
        self._connection.execute(
            insert(sharing),
            {
                "company_id": self._company,
                "part": Part.DEVICE.value,
                "digested_n": self._n,
                "device_id": self._device_id,
                "prefix": self._prefix,
                "cursor_n": self._n,
                "operation_n": 0,
                "operation_link": FIRST_LINK,
                "acknowledged_n": 0,
                "position": "",
                "server": self._server,
                "done_at": None,
            },
        )
        digests.rebuild(self._connection, self._company)

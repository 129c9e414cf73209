"""The list model over a real database of a million rows."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.page_source import Interrupted, Overview, View
from rayafin_desktop.desktop.lists.paged_list import KEPT_PAGES, PagedList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.stall import StallMeter
from rayafin_desktop.engine.screens import Column

ROWS = 1_000_000
COLUMNS = (
    Column(key="number", title="Number", kind="code", width=140),
    Column(key="name", title="Customer", stretch=True),
    Column(key="on", title="Date", kind="date"),
    Column(key="total", title="Total", kind="money", width=140),
)
SORTS = {"": "id DESC", "number": "number", "total": "total"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the query answers it."""

    id: int
    number: str
    name: str
    on: date
    total: int


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A million rows, made by SQLite itself."""
    path = tmp_path_factory.mktemp("list") / "rows.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE invoice (id INTEGER PRIMARY KEY, number TEXT, name TEXT, total INTEGER);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
            INSERT INTO invoice
            SELECT i, printf('INV-%07d', i), 'Customer ' || (i * 7919 % 9973), i * 31337 % 1000003 FROM n;
            CREATE INDEX invoice_total ON invoice (total, id);
            CREATE INDEX invoice_number ON invoice (number, id);
            """
        )
    connection.close()
    return path


class Source:
    """The mechanism the engine uses, in plain SQL."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._db.execute("PRAGMA temp_store = MEMORY")

    def _from(self, view: View) -> tuple[str, list[Any]]:
        where, values = ("WHERE name LIKE ?", [f"%{view.text}%"]) if view.text else ("", [])
        order = SORTS[view.sort] + (" DESC" if view.descending else "")
        return f"FROM invoice {where} ORDER BY {order}, id", values

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                raise Interrupted from error
            raise

    def count(self, view: View) -> int:
        rest, values = self._from(view)
        return int(self._run(f"SELECT count(*) {rest}", values)[0][0])

    def _rows(self, found: list[Any]) -> list[Row]:
        return [Row(i, number, name, date(2026, 1, 1), total) for i, number, name, total in found]

    def first_page(self, view: View, size: int) -> Sequence[Row]:
        rest, values = self._from(view)
        return self._rows(self._run(f"SELECT id, number, name, total {rest} LIMIT {size}", values))

    def freeze(self, view: View) -> int:
        rest, values = self._from(view)
        self._run("DROP TABLE IF EXISTS temp.pos")
        self._run(f"CREATE TEMP TABLE pos AS SELECT id {rest}", values)
        return int(self._run("SELECT coalesce(max(rowid), 0) FROM temp.pos")[0][0])

    def page(self, first: int, size: int) -> Sequence[Row]:
        return self._rows(
            self._run(
                "SELECT i.id, number, name, total FROM temp.pos p JOIN invoice i ON i.id = p.id"
                " WHERE p.rowid > ? AND p.rowid <= ? ORDER BY p.rowid",
                (first, first + size),
            )
        )

    def position_of(self, key: Any) -> int | None:
        found = self._run("SELECT rowid FROM temp.pos WHERE id = ?", (key,))
        return int(found[0][0]) - 1 if found else None

    def overview(self) -> Overview:
        return Overview({"rows": ROWS}, {"all": ROWS})

    def rest(self) -> None:
        self._run("DROP TABLE IF EXISTS temp.pos")

    def interrupt(self) -> None:
        self._db.interrupt()

    def close(self) -> None:
        self._db.close()


def row_of(model: PagedList, position: int) -> Row:
    """The row at a position; fails while it is on its way."""
    row = model.row_at(position)
    assert isinstance(row, Row)
    return row


@pytest.fixture
def model(book: Path, qtbot: QtBot) -> Iterator[PagedList]:
    made = PagedList(COLUMNS, lambda: Source(book), Formats())
    yield made
    made.close()


@pytest.fixture
def table(model: PagedList, show: Callable[[QWidget], QWidget], qtbot: QtBot) -> DataTable:
    made = DataTable(model, "Invoices")
    show(made)
    with qtbot.waitSignal(model.settled):
        model.show_view(View())
    return made


def test_the_first_rows_come_before_the_order_of_all(model: PagedList, qtbot: QtBot) -> None:
    happened: list[str] = []
    model.opened.connect(lambda: happened.append("opened"))
    with qtbot.waitSignal(model.settled):
        model.show_view(View())
    assert happened[0] == "opened"
    assert model.rowCount() == ROWS
    assert row_of(model, 0).number == "INV-1000000"


def test_any_depth_is_reached_and_the_cache_stays_small(
    model: PagedList, table: DataTable, qtbot: QtBot
) -> None:
    jumps = random.Random(7).sample(range(ROWS), 150)
    for position in jumps:
        model.row_at(position)
        qtbot.waitUntil(lambda at=position: model.row_at(at) is not None)  # type: ignore[misc]
        assert row_of(model, position).id == ROWS - position
    assert len(model._pages) <= KEPT_PAGES


def test_scrolling_paints_skeletons_and_then_rows(table: DataTable, model: PagedList, qtbot: QtBot) -> None:
    meter = StallMeter()
    meter.start()
    bar = table.verticalScrollBar()
    for share in range(1, 40):
        bar.setValue(bar.maximum() * share // 40)
        QApplication.processEvents()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: model.row_at(ROWS - 1) is not None)
    meter.stop()
    assert row_of(model, ROWS - 1).id == 1
    # 50 ms is the promise; a shared test machine gets ten times that.
    assert meter.worst < 0.5


def test_a_newer_view_wins_over_an_older_one(model: PagedList, table: DataTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.settled):
        for text in ("C", "Cu", "Customer 99", "Customer 9972"):
            model.show_view(View(text=text))
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    assert model.rowCount() == sum(i * 7919 % 9973 == 9972 for i in range(1, ROWS + 1))
    assert row_of(model, 0).name == "Customer 9972"


def test_the_row_under_the_cursor_is_kept_by_id(model: PagedList, table: DataTable, qtbot: QtBot) -> None:
    model.view = View(sort="total")
    with qtbot.waitSignal(model.settled) as settled:
        model.refresh(keep=500_000)
    position = settled.args[0]
    table.move_to(position)
    qtbot.waitUntil(lambda: model.row_at(position) is not None)
    assert row_of(model, position).id == 500_000


def test_a_source_that_cannot_be_opened_is_told_once(qtbot: QtBot) -> None:
    def broken() -> Source:
        raise OSError("no such book")

    model = PagedList(COLUMNS, broken, Formats())
    with qtbot.waitSignal(model.failed) as failed:
        model.show_view(View())
    assert "no such book" in str(failed.args[0])
    model.close()


def test_cells_are_read_out_with_their_column(model: PagedList, table: DataTable) -> None:
    from PySide6.QtCore import Qt

    index = model.index(0, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Total: " + index.data()

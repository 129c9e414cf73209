"""SQL written as text stays in the engine, and is made of constants there: nothing typed gets into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import CHECKOUT, files, modules

RAW_CALLS = {"exec_driver_sql", "executescript"}
DRIVERS = {"sqlite3", "psycopg"}
TEXTS = {"text", "TextClause", "literal_column", "quoted_name"}
# Asks SQLite about the health of a file by PRAGMAs, which have no other form.
ASKS_THE_FILE = {"rayafin_desktop/cli/doctor.py"}
# The floor of `rayafin bench`: what the bare drivers need for the same rows, so nothing of the engine in it.
MEASURES_THE_DRIVERS = {"rayafin_desktop/cli/bench/floor.py", "rayafin_desktop/cli/bench/shared.py"}


def product() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the product and every migration with its syntax tree."""
    yield from modules()
    for path in files():
        if path.suffix == ".py" and CHECKOUT / "migrations" in path.parents:
            yield path.relative_to(CHECKOUT), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def raw_sql(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of whatever takes SQL as text: SQLAlchemy's text, a driver, a raw execute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")[0]
            for alias in node.names:
                if module in DRIVERS or (module == "sqlalchemy" and alias.name in TEXTS):
                    yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in DRIVERS | {"sqlalchemy"}:
                    yield node.lineno, alias.name
        elif isinstance(node, ast.Call) and called(node) in RAW_CALLS:
            yield node.lineno, called(node)


def built_sql(tree: ast.Module) -> Iterator[int]:
    """Lines that put SQL together as they go: an f-string, +, % or format() handed to what takes SQL."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        # Only the function `text` takes SQL; a method of that name writes on paper.
        takes_sql = {*RAW_CALLS, "execute"} if isinstance(node.func, ast.Attribute) else {"text"}
        sql = node.args[0]
        formatted = isinstance(sql, ast.Call) and called(sql) in {"format", "format_map", "join"}
        if called(node) in takes_sql and (formatted or isinstance(sql, ast.JoinedStr | ast.BinOp)):
            yield node.lineno


def test_sql_as_text_stays_in_the_engine() -> None:
    sinners = [
        f"{path}:{line} {what}"
        for path, tree in product()
        if path.parts[:2] not in {("rayafin_desktop", "engine"), ("migrations", "versions")}
        and path.as_posix() not in ASKS_THE_FILE | MEASURES_THE_DRIVERS
        for line, what in raw_sql(tree)
    ]
    assert sinners == []


def test_sql_is_never_put_together() -> None:
    assert [f"{path}:{line}" for path, tree in product() for line in built_sql(tree)] == []


@pytest.mark.parametrize(
    "source",
    [
        "from sqlalchemy import text",
        "from sqlalchemy.sql import text as t",
        "import sqlalchemy as sa",
        "import sqlite3",
        "from psycopg import sql",
        "connection.exec_driver_sql('SELECT 1')",
    ],
)
def test_the_ban_sees_text(source: str) -> None:
    assert list(raw_sql(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ["text(f'SELECT {x}')", "c.execute('SELECT ' + x)", "text('%s' % x)", "c.execute('{}'.format(x))"],
)
def test_the_ban_sees_what_is_put_together(source: str) -> None:
    assert list(built_sql(ast.parse(source)))

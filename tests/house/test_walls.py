"""Walls between the rooms: the import contracts of pyproject.toml, and what these cannot say."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.house.tree import CHECKOUT, modules


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each (module, name) that is imported; the name is empty for a plain `import module`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def test_import_contracts_hold() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def is_manifest(module: str, name: str) -> bool:
    """Whether this import reaches for a manifest: `…billing.feature`, or `feature` out of a feature."""
    *path, last = module.split(".")
    return (last == "feature" and path[-1:] != ["engine"]) or (name == "feature" and last != "engine")


def test_only_the_catalogue_imports_a_manifest() -> None:
    sinners = [
        str(path)
        for path, tree in modules()
        if path.name != "catalogue.py"
        for module, name in imported(tree)
        if is_manifest(module, name)
    ]
    assert sinners == []


def test_raw_sql_stays_in_the_engine() -> None:
    sinners = [
        str(path)
        for path, tree in modules()
        if "engine" not in path.parts
        for module, name in imported(tree)
        if module.startswith("sqlalchemy") and name in {"text", "TextClause"}
    ]
    assert sinners == []

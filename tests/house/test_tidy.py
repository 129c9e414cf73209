"""The house stays in order: fixed top level, telling names, small files, no traces of one machine."""

import ast
import re

from tests.house.tree import CHECKOUT, PRODUCT, files, lines, modules

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "README.md",
    "docs",
    "migrations",
    "packaging",
    "pyproject.toml",
    "rayafin_desktop",
    "requirements-test.lock",
    "requirements.lock",
    "resources",
    "run.py",
    "tests",
}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "stuff"}
LONGEST_FILE = 500
# Written so that they do not find themselves.
OWN_PATHS = re.compile(r"(?<![\w.~])/(?:home|root|Users|wor[k])/[\w.]|[A-Z]:\\Users\\")
REGISTRIES = re.compile(r"--(?:extra-)?index[-]url|find[-]links\s*=|https?://\S*/simpl[e]/?(?:[\"\s]|$)")
UNFINISHED = re.compile(r"#\s*(?:TODO|FIXME|XXX|HACK)\b")


def test_top_level_is_fixed() -> None:
    found = {path.relative_to(CHECKOUT).parts[0] for path in files()}
    assert found <= TOP_LEVEL, f"not part of the plan: {sorted(found - TOP_LEVEL)}"


def test_names_say_what_is_inside() -> None:
    empty = [str(path) for path, _ in modules() if EMPTY_NAMES & {*path.parent.parts, path.stem}]
    assert empty == []


def test_files_stay_small() -> None:
    long = [
        f"{path.relative_to(CHECKOUT)}: {count} lines"
        for path in files()
        if path.suffix == ".py" and PRODUCT in path.parents
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == [], "look for a second noun in them"


def test_every_module_says_what_it_is() -> None:
    silent = [str(path) for path, tree in modules() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_no_path_of_one_machine_and_no_registry() -> None:
    traces = [place for place, line in lines() if OWN_PATHS.search(line) or REGISTRIES.search(line)]
    assert traces == []


def test_nothing_is_left_unfinished() -> None:
    assert [place for place, line in lines() if UNFINISHED.search(line)] == []

"""The documentation says what is so: links lead somewhere, tables and command lines are the program's."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from rayafin_desktop.cli.main import main
from rayafin_desktop.sample.founding import OWNER_EMAIL, PASSWORD
from tests.house.doc_tables import BLOCK, DOCS, blocks, pages, subcommands, written_anew
from tests.house.tree import CHECKOUT, PRODUCT

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^with `([\w.-]+)`:$\n\n```jsonl\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"^<!-- (?:begin|end) ", re.MULTILINE)
# A path of the checkout, written as such: `engine/work.py` may leave out the package.
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|mako|txt))(?:: [\w.]+)?`")
COMMANDS = [
    (path.relative_to(CHECKOUT), line.removeprefix("$ "))
    for path in pages()
    for language, text in FENCE.findall(path.read_text(encoding="utf-8"))
    if language == "console"
    for line in text.splitlines()
]


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def anchors(text: str) -> set[str]:
    """The anchors that GitHub and others give the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(path: Path) -> Iterator[str]:
    """Links of a page to files or headings that are not there."""
    for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, heading = unquote(link).partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (heading and heading not in anchors(target.read_text(encoding="utf-8"))):
            yield link


@pytest.mark.parametrize("path", pages(), ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


@pytest.mark.parametrize("path", pages(), ids=named)
def test_files_that_are_named_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    roots = (CHECKOUT, PRODUCT, PRODUCT / "features", PRODUCT / "desktop", path.parent)
    found = PATH.findall(FENCE.sub("", text))
    invented = {"warehouses", "versions/0002_what_it_does.py"}  # examples of what a reader will write
    assert [
        one
        for one in found
        if not any((root / one).exists() for root in roots) and not any(word in one for word in invented)
    ] == []


@pytest.mark.parametrize("folder", [DOCS / "using", DOCS / "carrying-on"], ids=named)
def test_every_page_stands_in_its_index(folder: Path) -> None:
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in folder.glob("*.md")} - {"README.md"} <= listed


@pytest.mark.parametrize("path", pages(), ids=named)
def test_tables_are_the_programs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(MARK.findall(text)) == 2 * len(BLOCK.findall(text)), "a mark without its other half"
    assert written_anew(text, blocks()) == text, "run `python -m tests.house.doc_tables`"


def test_every_table_stands_in_a_page() -> None:
    shown = {found["name"] for path in pages() for found in BLOCK.finditer(path.read_text(encoding="utf-8"))}
    assert shown == set(blocks())


def test_every_command_has_its_heading_and_none_is_invented() -> None:
    text = (DOCS / "using" / "command-line.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### ([a-z]+)$", text, re.MULTILINE)
    assert sorted(headings) == sorted(subcommands())


def test_no_page_speaks_of_a_command_that_is_not_there() -> None:
    spoken = re.compile(r"(?:`|^ {4}|\$ )rayafin ([a-z]+)\b", re.MULTILINE)
    wrong = [
        f"{named(path)}: rayafin {word}"
        for path in pages()
        for word in spoken.findall(path.read_text(encoding="utf-8"))
        if word not in subcommands()
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the sample company and the files that the documentation shows."""
    folder = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("RAYAFIN_BOOK", str(folder / "sample.rayafin"))
        patch.setenv("RAYAFIN_USER", OWNER_EMAIL)
        patch.setenv("RAYAFIN_PASSWORD", PASSWORD)
        assert main(["demo", "sample.rayafin", "--invoices", "20", "--seed", "7"]) == 0
        for path in pages():
            for name, content in FILE.findall(path.read_text(encoding="utf-8")):
                (folder / name).write_text(content, encoding="utf-8")
        yield folder


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page.stem}: {line}" for page, line in COMMANDS])
def test_a_command_line_that_is_shown_works(
    page: Path, line: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, *rest = shlex.split(line)
    assert program == "rayafin", f"{page}: only lines of the program are run"
    if rest[0] == "backup":
        rest = ["backup", str(tmp_path)]  # two within a second would have one name
    assert main(rest) == 0

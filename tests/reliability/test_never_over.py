"""Row 8: no way to make a book writes over a file, and every company's name makes a usable one."""

import threading
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.cli.books import new_book
from rayafin_desktop.cli.main import main
from rayafin_desktop.desktop.screens.start.book_facts import ENDING, file_name, free_path
from rayafin_desktop.desktop.screens.start.making import Founding, found
from rayafin_desktop.engine.database import open_database
from rayafin_desktop.engine.disk import give_name
from tests.books import PASSWORD

WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}
# NAME_MAX of common file systems; the unfinished book has the longest name: ".NAME.PID.unfinished-journal".
LONGEST = 255
AROUND = len("..4194304.unfinished-journal")


@settings(max_examples=50)
@given(st.text(max_size=100))
@example("CON")
@example("con.traders")
@example("Nul ")
@example("COM1")
@example("...")
@example("../../etc/passwd")
@example("C:\\Books")
@example("ﷺ" * 80)
@example("👪" * 80)
@example("e\u0301" * 40)
def test_every_companys_name_makes_a_file_name(name: str) -> None:
    """Row 8: no separators, no devices, no hidden file, short enough for every system."""
    made = file_name(name)
    assert made.endswith(ENDING)
    assert made != ENDING
    assert not set(made) & set('/\\:*?"<>|\0\n\r\t')
    assert made.partition(".")[0].strip().upper() not in WINDOWS_DEVICES
    assert not made.startswith((".", " "))
    assert made == made.strip()
    assert len(made.encode()) + AROUND <= LONGEST


@settings(max_examples=25)
@given(name=st.text(min_size=1, max_size=80))
@example(name="Sharma & Sons")
def test_the_same_name_twice_makes_two_files(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Row 8: the second gets a number; the first stays as it is."""
    folder = tmp_path_factory.mktemp("names")
    paths = []
    for n in range(3):
        path = free_path(folder, file_name(name))
        path.write_text(str(n), encoding="utf-8")
        paths.append(path)
    assert len(set(paths)) == 3
    assert [path.read_text("utf-8") for path in paths] == ["0", "1", "2"]


def founding(path: Path) -> Founding:
    return Founding(
        path=path,
        name="Sharma & Sons",
        country="IN",
        currency="INR",
        first_month=4,
        state="27",
        tax_id="",
        owner_name="Asha Shah",
        email="asha@example.com",
        password=PASSWORD,
    )


def test_the_window_makes_no_book_over_another(tmp_path: Path) -> None:
    """Row 8: the same company twice: two files where the path is free, a refusal where it is not."""
    first = free_path(tmp_path, file_name("Sharma & Sons"))
    found(founding(first)).app.close()
    before = first.read_bytes()
    with pytest.raises(BookProblem, match=r"book\.exists"):
        found(founding(first))
    second = free_path(tmp_path, file_name("Sharma & Sons"))
    found(founding(second)).app.close()
    assert first.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name}


@pytest.mark.parametrize(
    "words", [["new", "--name", "X", "--country", "IN", "--owner", "a@b.example"], ["demo"]]
)
def test_the_command_line_makes_no_book_over_a_file(
    tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row 8: `new` and `demo`, and nothing stays beside it."""
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    path = tmp_path / "letter.rayafin"
    path.write_bytes(b"precious")
    assert main([words[0], str(path), *words[1:]]) != 0
    assert "already exists" in capsys.readouterr().err
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_comes_meanwhile_is_kept(tmp_path: Path) -> None:
    """Row 8: somebody saves a file of that name while the book is being made."""
    target = tmp_path / "book.rayafin"
    with pytest.raises(BookProblem, match=r"book\.exists"), new_book(str(target)):
        target.write_bytes(b"precious")
    assert target.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [target]


def test_of_many_at_once_one_gets_the_name(tmp_path: Path) -> None:
    """Row 8: eight finished files, one name: one has it, seven are refused and still there."""
    target = tmp_path / "target"
    start = threading.Barrier(8)
    refused: list[int] = []

    def take(number: int) -> None:
        mine = tmp_path / str(number)
        mine.write_text(str(number), encoding="utf-8")
        start.wait()
        try:
            give_name(mine, target)
        except BookProblem:
            refused.append(number)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = set(range(8)) - set(refused)
    assert target.read_text("utf-8") == str(winner)
    assert {path.name for path in tmp_path.iterdir()} == {"target", *map(str, refused)}


def test_names_that_differ_little_are_different_books(tmp_path: Path) -> None:
    """Row 8: case and composed letters: whatever the file system holds for one name is never overwritten."""
    made: dict[str, bytes] = {}
    for name in ("Café", "CAFÉ", "café", "Cafe\u0301"):
        path = tmp_path / f"{name}{ENDING}"
        if path.exists():
            with pytest.raises(BookProblem, match=r"book\.exists"):
                open_database(path, create=True)
            continue
        open_database(path, create=True).close()
        made[path.name] = path.read_bytes()
    assert made
    for name, content in made.items():
        assert (tmp_path / name).read_bytes() == content

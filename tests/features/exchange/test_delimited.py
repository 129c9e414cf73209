"""Files as other programs write them: line ends, encodings, broken ones refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.exchange.delimited import column_key, picker, read_table

WANTED = ("code", "name")


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "customers.csv"
    path.write_bytes(content)
    return path


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(path, WANTED).rows]


@pytest.mark.parametrize(
    "content",
    [
        "code,name\nA,Müller\nB,Ågren\n".encode(),
        "code,name\r\nA,Müller\r\nB,Ågren\r\n".encode(),
        "code,name\rA,Müller\rB,Ågren".encode(),
        "\ufeffcode,name\r\nA,Müller\r\n\r\nB,Ågren".encode(),
        "code;name\nA;Müller\nB;Ågren\n".encode("cp1252"),
        "code\tname\nA\tMüller\nB\tÅgren\n".encode("utf-16"),
        '"code","name"\n"A","Müller"\n"B","Ågren"\n'.encode(),
    ],
    ids=["unix", "windows", "old mac", "mark and blank line", "latin semicolons", "utf-16 tabs", "quoted"],
)
def test_line_ends_encodings_and_delimiters_make_no_difference(tmp_path: Path, content: bytes) -> None:
    assert cells(written(tmp_path, content)) == [("A", "Müller"), ("B", "Ågren")]


def test_a_row_knows_the_line_it_begins_on(tmp_path: Path) -> None:
    path = written(tmp_path, b'code,name\nA,"two\nlines"\nB,x\n')
    assert [(row.file, row.line) for row in read_table(path, WANTED).rows] == [
        ("customers.csv", 2),
        ("customers.csv", 4),
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "import.empty", 1),
        (b"code\nA\n", "import.columns_missing", 1),
        (b"code,name,Name\nA,B,C\n", "import.column_twice", 1),
        (b'code,name\nA,x\nB,"never closed\n', "import.malformed", 3),
        (b"code,name\nA," + b"x" * 200_000 + b"\n", "import.malformed", 2),
        (b"code,name\nA,x\n\x89PNG\x00\x00", "import.not_text", 3),
        (b"code,name\nA,\x81\n", "import.not_text", 2),
        (b'code,name\nA,"x" y\n', "import.malformed", 2),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, content: bytes, code: str, line: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_table(written(tmp_path, content), WANTED)
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == (code, f"customers.csv:{line}")
    assert problem.params["file"] == "customers.csv"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_table(tmp_path / "nowhere.csv", WANTED)
    assert refused.value.code == "import.unreadable"


def test_columns_are_found_by_any_spelling_and_in_any_order(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"Name,extra, Code \nx,y,A\n"), WANTED)
    assert picker(table.columns, WANTED)(table.rows[0].cells) == ("A", "x")
    with pytest.raises(RuleBroken) as refused:
        read_table(written(tmp_path, b"Name,extra,Code\n"), WANTED, known=WANTED)
    assert refused.value.code == "import.columns_unknown"
    assert column_key("Customer ID") == column_key("customer_id") == column_key("CustomerID")


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("any"), b"code,name\n" + content)
    try:
        codes = {"import.read" for _ in read_table(path, WANTED).rows}
    except RuleBroken as refused:
        codes = {problem.code for problem in refused.problems}
    assert all(code.startswith("import.") for code in codes)

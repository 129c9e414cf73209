"""What a file is, what may be attached, and how it may be called."""

import base64
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.documents.rules import (
    MEGABYTE,
    attachment_problems,
    decoded,
    media_type,
    safe_name,
)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7 ...", "bill.txt", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "a", "image/png"),
        (b"\xff\xd8\xff\xe0....", "a.png", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "a", "image/webp"),
        (zipped(), "b.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (zipped(), "b.pdf", "application/zip"),
        (b"date,amount\n", "bank.CSV", "text/csv"),
        ("grüße".encode(), "note", "text/plain"),
        ("grüße".encode("latin-1"), "note", "application/octet-stream"),
        (b"a\x00b", "note.txt", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, name: str, expected: str) -> None:
    assert media_type(content, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bill.pdf", "bill.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\asha\\bill.pdf", "bill.pdf"),
        ("a<b>:c|d?.pdf", "a_b__c_d_.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("bill\x00\n.pdf", "bill.pdf"),
        (" . .. ", "file"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("console.txt", "console.txt"),
        (".hidden", "hidden"),
        ("बिल.pdf", "बिल.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_for_any_disk(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text(max_size=300))
def test_every_name_becomes_a_safe_one_and_stays_it(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 120
    assert not set(safe) & set('/\\<>:"|?*\x00')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert not any(unicodedata.category(letter)[0] == "C" for letter in safe)
    assert safe_name(safe) == safe


@given(st.binary(max_size=500))
def test_base64_comes_back_whole(content: bytes) -> None:
    assert decoded(base64.encodebytes(content).decode()) == content


@pytest.mark.parametrize("text", ["a", "%%%%", "YWJj*", "é"])
def test_what_is_no_base64_is_none(text: str) -> None:
    assert decoded(text) is None


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (None, "a.pdf", "document.not_base64"),
        (b"", "a.pdf", "document.empty"),
        (b"x" * (MEGABYTE + 1), "a.pdf", "document.too_large"),
        (b"abc", " /", "document.name_missing"),
        (b"MZ\x90\x00", "bill.pdf", "document.program"),
        (b"#!/bin/sh", "bill", "document.program"),
        (b"\x7fELF", "bill.pdf", "document.program"),
        (b"harmless", "bill.pdf.EXE", "document.program"),
    ],
)
def test_what_cannot_be_attached(content: bytes | None, name: str, code: str) -> None:
    assert [problem.code for problem in attachment_problems(content, name, largest_mb=1)] == [code]


def test_a_file_of_just_the_largest_size_is_taken() -> None:
    assert not list(attachment_problems(b"x" * MEGABYTE, "a.pdf", largest_mb=1))

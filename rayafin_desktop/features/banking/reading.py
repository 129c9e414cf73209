"""Which format a file is in, and reading it."""

from __future__ import annotations

import codecs
import re

from .camt import read_camt
from .csv_statement import CsvColumns, read_csv
from .mt940 import read_mt940
from .ofx import read_ofx
from .statements import MOST_BYTES, FileRead, Unreadable

_SWIFT_TAG = re.compile(rb"^:\d\d[A-Z]?:", re.MULTILINE)


def read_statement(content: bytes, columns: CsvColumns | None = None) -> FileRead:
    """Read a statement of any known format: MT940, MT942, camt.052 to .054, OFX, or CSV with its columns.

    Unreadable (`statement.…`) when it is none of them, or too large.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("statement.too_large", most=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise Unreadable("statement.empty")
    head = content[:4000].lstrip(codecs.BOM_UTF8).lstrip()
    upper = head.upper()
    if b"<OFX" in upper or upper.startswith(b"OFXHEADER"):
        return read_ofx(content)
    if head.startswith(b"<"):
        return read_camt(content)
    if _SWIFT_TAG.search(head):
        return read_mt940(text_of(content))
    return read_csv(text_of(content), columns)


def text_of(content: bytes) -> str:
    """The content as text: UTF-8 where it is, else the code page that banks of the West use."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")

"""What may be attached, what a file is, and how it may be called on a disk; values in, values out."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Iterator

from rayafin_desktop.base.errors import Problem

MEGABYTE = 1024 * 1024
_LONGEST_NAME = 120

# First bytes -> media type. Programs are not among them: they are refused below.
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIPPED = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_TEXTS = {"csv": "text/csv", "xml": "text/xml", "json": "application/json", "eml": "message/rfc822"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_PROGRAM_ENDINGS = frozenset(
    [
        "exe",
        "com",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "scr",
        "pif",
        "cpl",
        "msi",
        "msp",
        "jar",
        "lnk",
        "reg",
        "scf",
        "url",
        "app",
        "sh",
        "command",
        "desktop",
        "appimage",
        "deb",
        "rpm",
        "dmg",
    ]
)
# Names Windows keeps for devices, with or without an ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def decoded(content: str) -> bytes | None:
    """The bytes of a base64 text (RFC 4648, line breaks allowed), or None when it is none."""
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def address_of(content: bytes) -> str:
    """The address of a content: its SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def media_type(content: bytes, name: str) -> str:
    """What a file is, judged by its content; the ending only tells apart what looks alike inside."""
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(ending, "application/zip")
    if b"\x00" in content:
        return "application/octet-stream"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return _TEXTS.get(ending, "text/plain")


def attachment_problems(content: bytes | None, name: str, *, largest_mb: int) -> Iterator[Problem]:
    """Why this file cannot be attached: not base64, empty, larger than `largest_mb` megabytes, a program."""
    if content is None:
        yield Problem("document.not_base64", "content")
        return
    if not content:
        yield Problem("document.empty", "content")
    if len(content) > largest_mb * MEGABYTE:
        yield Problem("document.too_large", "content", {"largest": largest_mb})
    if not safe_name(name, default=""):
        yield Problem("document.name_missing", "name")
    if content.startswith(_PROGRAMS) or name.rpartition(".")[2].strip().lower() in _PROGRAM_ENDINGS:
        yield Problem("document.program", "name")


def safe_name(name: str, *, default: str = "file") -> str:
    """The name under which a file may be saved on any system.

    Folders, control and direction characters and what Windows forbids are taken out; the ending is kept
    when the name is cut to 120 characters. `default` where nothing is left.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")
    text = re.sub(r'[<>:"|?*]', "_", text).strip(" .")
    if _DEVICES.fullmatch(text):
        text = "_" + text
    if len(text) > _LONGEST_NAME:
        stem, dot, ending = text.rpartition(".")
        keep = dot + ending if stem and len(ending) <= 10 else ""
        text = text[: _LONGEST_NAME - len(keep)].rstrip(" .") + keep
    return text or default

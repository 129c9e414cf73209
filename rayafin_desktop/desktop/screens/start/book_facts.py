"""What can be said of a book without opening it: its file, its size, its last backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.placement import misplaced, synced_by

ENDING = ".rayafin"
BACKUP_ENDING = ".rayafin-backup"
_NO_TENTHS_FROM = 100
_LONGEST_STEM = 160  # bytes of UTF-8
# Names of devices on Windows, whatever ending they have.
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"}
)
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class BookFacts:
    """`size` in bytes and `last_backup` (UTC) are None where they are not known; `place` is what is wrong
    with where the file lies."""

    location: str
    there: bool
    on_server: bool = False
    size: int | None = None
    last_backup: datetime | None = None
    place: Problem | None = None


def is_server(location: str) -> bool:
    """Whether a location is an office database and no file."""
    return "://" in location


def without_password(location: str) -> str:
    """A location as it may be shown and kept: a URL without the password."""
    scheme, mark, rest = location.partition("://")
    if not mark or "@" not in rest:
        return location
    account, _, host = rest.rpartition("@")
    return f"{scheme}://{account.partition(':')[0]}@{host}"


def facts_of(location: str) -> BookFacts:
    """Look at a book from outside; for a server there is nothing to see from here."""
    if is_server(location):
        return BookFacts(location, there=True, on_server=True)
    path = Path(location)
    try:
        size = path.stat().st_size
        # What stands in the log belongs to the book, too.
        log = path.with_name(path.name + "-wal")
        size += log.stat().st_size if log.is_file() else 0
        place = misplaced(path.resolve())
        return BookFacts(
            location, there=path.is_file(), size=size, last_backup=_last_backup(path), place=place
        )
    except OSError:
        return BookFacts(location, there=False)


def _last_backup(book: Path) -> datetime | None:
    copies = (book.parent / "backups").glob(f"{book.stem}-*{BACKUP_ENDING}")
    newest = max((copy.stat().st_mtime for copy in copies), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)


def size_text(size: int) -> str:
    """A size in bytes for people: 4665344 -> "4.7 MB"."""
    # Tenths of the unit, in whole numbers.
    tenths, unit = size * 10, 0
    while tenths >= 10_000 and unit < len(_UNITS) - 1:
        tenths, unit = (tenths + 500) // 1000, unit + 1
    whole, tenth = divmod(tenths, 10)
    if unit and whole < _NO_TENTHS_FROM:
        return f"{whole}.{tenth} {_UNITS[unit]}"
    return f"{(tenths + 5) // 10} {_UNITS[unit]}"


def place_words(place: Problem | None) -> str:
    """What is wrong with a book's place in a few words; empty where nothing is."""
    if place is None:
        return ""
    if place.code == "book.on_network":
        return tr("On a network drive: a book is safe only on a disk of this computer")
    return tr("{service} copies this folder, which can damage a book", service=place.params["service"])


def default_folder() -> Path:
    """Where new books go: the folder Rayafin among the person's documents, or beside them where they are
    copied to other computers, as is usual on Windows."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents or Path.home()) / "Rayafin"
    return Path.home() / "Rayafin" if synced_by(folder / f"book{ENDING}") else folder


def file_name(company: str) -> str:
    """A file name for a company's book, good on every system: "Sharma & Sons" -> "Sharma & Sons.rayafin"."""
    kept = "".join(letter if letter.isalnum() or letter in "-_ .&" else " " for letter in company)
    # A system counts bytes, and beside the book lie files with longer names.
    cut = " ".join(kept.split())[:60].encode()[:_LONGEST_STEM].decode(errors="ignore").strip(". ")
    if cut.partition(".")[0].strip().upper() in _RESERVED:
        cut = f"Company {cut}"
    return f"{cut or 'Company'}{ENDING}"


def free_path(folder: Path, name: str) -> Path:
    """The name in the folder, or with the first number that makes it free."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem} {number}{Path(name).suffix}", number + 1
    return path

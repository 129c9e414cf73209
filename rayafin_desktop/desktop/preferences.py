"""What a person chose for the window on this computer: look, language, keys, and which books were open.

Kept in an INI file of the person's own, never in a book: another user of the same book has his own.
A value that cannot be read is the default; a damaged file must not keep a book from opening.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import cast, get_args

from PySide6.QtCore import QObject, QSettings, Signal

from .keys import Profile
from .office_passwords import without
from .shell.sidebar import FOLDED_AT_FIRST
from .theme import TEXT_SCALES
from .theme.current import Mode
from .wording import LANGUAGES, Language

Contrast = str
CONTRASTS = ("system", "high", "normal")
LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
"""Minutes without a hand on the window before it locks; 0 is never."""

SYNC_MINUTES = (1, 2, 5, 15, 60)
"""Minutes between one sync and the next while the server answers."""

_MOST_BOOKS = 8


@dataclass(frozen=True, slots=True)
class RecentBook:
    """A book that was open here: where it is, who signed in last, and to which company (its code)."""

    location: str
    email: str = ""
    company: str = ""
    company_name: str = ""


class Preferences(QObject):
    """`changed` is emitted with the name of what was chosen anew."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stored = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Rayafin", "desktop")

    @property
    def mode(self) -> Mode:
        """Light, dark, or as the system."""
        return cast("Mode", self._one_of("mode", get_args(Mode), "system"))

    @property
    def contrast(self) -> Contrast:
        """High, normal, or as the system."""
        return self._one_of("contrast", CONTRASTS, "system")

    @property
    def text_scale(self) -> float:
        """The size of text, a factor."""
        return float(self._one_of("text_scale", tuple(map(str, TEXT_SCALES)), "1.0"))

    @property
    def profile(self) -> Profile:
        """The keyboard profile."""
        return cast("Profile", self._one_of("profile", get_args(Profile), "rayafin"))

    @property
    def language(self) -> Language:
        """The language of the window."""
        return cast("Language", self._one_of("language", tuple(LANGUAGES), "en"))

    @property
    def lock_minutes(self) -> int:
        """Minutes until an untouched window locks; 0 is never."""
        return int(self._one_of("lock_minutes", tuple(map(str, LOCK_MINUTES)), "10"))

    @property
    def sync_minutes(self) -> int:
        """Minutes between one sync with the server and the next."""
        return int(self._one_of("sync_minutes", tuple(map(str, SYNC_MINUTES)), "2"))

    @property
    def folded(self) -> frozenset[str]:
        """The groups of the sidebar that are folded."""
        stored = self._stored.value("folded")
        return FOLDED_AT_FIRST if stored is None else frozenset(filter(None, str(stored).split("|")))

    def fold(self, groups: Iterable[str]) -> None:
        """Keep which groups of the sidebar are folded."""
        self._stored.setValue("folded", "|".join(sorted(groups)))
        self._stored.sync()

    def choose(self, name: str, value: object) -> None:
        """Keep one choice, by the name of its property."""
        if getattr(self, name) != value:
            self._stored.setValue(name, str(value))
            self._stored.sync()
            self.changed.emit(name)

    @property
    def recent(self) -> list[RecentBook]:
        """Books that were open here, the last one first."""
        try:
            rows = json.loads(str(self._stored.value("recent", "[]")))
            return [RecentBook(**row) for row in rows if row["location"]]
        except (ValueError, TypeError, KeyError):
            return []

    def remember(self, location: str, email: str = "", company: str = "", company_name: str = "") -> None:
        """Put a book first among the recent ones; what is not given stays as it was known."""
        location = without(location)  # a password never enters the file
        known = next((one for one in self.recent if one.location == location), RecentBook(location))
        book = replace(
            known,
            email=email or known.email,
            company=company or known.company,
            company_name=company_name or known.company_name,
        )
        self._keep([book, *(one for one in self.recent if one.location != location)])

    def forget(self, location: str) -> None:
        """Take a book out of the recent ones; the book itself stays where it is."""
        self._keep([one for one in self.recent if one.location != location])

    def _keep(self, books: list[RecentBook]) -> None:
        self._stored.setValue("recent", json.dumps([asdict(one) for one in books[:_MOST_BOOKS]]))
        self._stored.sync()
        self.changed.emit("recent")

    def _one_of(self, name: str, possible: tuple[str, ...], default: str) -> str:
        value = str(self._stored.value(name, default))
        return value if value in possible else default


@cache
def preferences() -> Preferences:
    """The preferences of the person at this computer."""
    return Preferences()

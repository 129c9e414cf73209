"""Errors, shown in one place: beside their fields, in the page's bar, or in the crash window.

An expected refusal (`RayafinError`) becomes sentences. Anything else is a bug: it is logged, kept
from the page, and offered as a report that can be copied.
"""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from rayafin_desktop import __version__
from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RayafinError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spread:
    """Problems sorted by where they are shown."""

    by_field: Mapping[str, str]
    rest: tuple[str, ...]


def spread(error: RayafinError, fields: frozenset[str], sentence: Callable[[Problem], str]) -> Spread:
    """Sort an error's problems to the fields of a form; a field `lines.2.rate` may be `lines`."""
    by_field: dict[str, str] = {}
    rest: list[str] = []
    for problem in error.problems:
        own = next((name for name in _shorter(problem.field) if name in fields), "")
        text = sentence(problem)
        if own and own not in by_field:
            by_field[own] = text
        else:
            rest.append(text)
    return Spread(by_field, tuple(rest))


def _shorter(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1) if parts[0]]


_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_NUMBERS = re.compile(r"\d[\d,.]{3,}")
_HOMES = re.compile(r"(/home/|/Users/|C:\\Users\\)[^/\\\s]+")


def redacted(text: str) -> str:
    """A message without what people typed: quoted texts, long numbers and home folders blanked."""
    return _HOMES.sub(r"\1…", _NUMBERS.sub("#", _QUOTED.sub("'…'", text)))


def crash_report(error: BaseException) -> str:
    """A report for the people who mend the program: versions and the stack, no data of the book."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"Rayafin Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        f"{type(error).__name__}: {redacted(str(error))}",
    ]
    # Source lines are ours; values of variables never enter the report.
    lines += [f"  {'/'.join(Path(f.filename).parts[-3:])}:{f.lineno} in {f.name}" for f in frames]
    return "\n".join(lines)


class Problems(QObject):
    """Takes every error of the window; `told` for the bar, `crashed` with a report for a bug."""

    told = Signal(str)
    crashed = Signal(str)
    confirmation_asked = Signal(object)

    def __init__(self, sentence: Callable[[Problem], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentence = sentence

    def take(self, error: object) -> None:
        """Show an error that no form took."""
        if isinstance(error, NeedsConfirmation):
            self.confirmation_asked.emit(error)
        elif isinstance(error, RayafinError):
            self.told.emit("\n".join(self._sentence(problem) for problem in error.problems))
        elif isinstance(error, BaseException):
            log.error("unexpected error", exc_info=error)
            self.crashed.emit(crash_report(error))

    def watch(self) -> None:
        """Take errors that escape from Qt slots and threads, too."""

        def hook(kind: type[BaseException], error: BaseException, stack: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, stack)
            else:
                self.take(error)

        def thread_hook(failure: threading.ExceptHookArgs) -> None:
            if failure.exc_value is not None:
                self.take(failure.exc_value)

        sys.excepthook = hook
        threading.excepthook = thread_hook

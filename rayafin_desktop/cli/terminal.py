"""What goes to the terminal: answers on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .messages import MESSAGES

if TYPE_CHECKING:
    from rayafin_desktop.base.errors import Problem, RayafinError

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
# C1 controls start escape sequences on some terminals, too; the others turn text around invisibly.
_UNSEEN = dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
_PRINTABLE = _CONTROL_PICTURES | _UNSEEN


def printable(text: str) -> str:
    """Text of a user on one line, unable to move the cursor or to turn the line around."""
    return text.translate(_PRINTABLE)


class Terminal:
    """One command's way to speak; `as_json` makes stdout machine-readable."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._percent = -1

    def line(self, text: str = "") -> None:
        """A line of the answer for a person."""
        print(text, file=sys.stdout)

    def json(self, value: Any, *, indent: int | None = 1) -> None:
        """The answer for a machine; ids, dates and exact decimals are written as text."""
        from pydantic_core import to_jsonable_python

        text = json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=indent)
        print(text, file=sys.stdout, flush=True)

    def say(self, text: str) -> None:
        """Something beside the answer, at once."""
        print(text, file=sys.stderr, flush=True)

    def progress(self, done: int, total: int, what: str) -> None:
        """How far a long job is: a line that counts on a terminal, every tenth elsewhere."""
        percent = 100 if total <= 0 else done * 100 // total
        if sys.stderr.isatty():
            if percent != self._percent:
                end = "\n" if done >= total else ""
                print(f"\r{what}: {percent} %", file=sys.stderr, end=end, flush=True)
        elif percent // 10 != self._percent // 10:
            self.say(f"{what}: {percent} %")
        self._percent = -1 if done >= total else percent

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Columns for a person; `right` says which stand flush right."""
        cells = [[printable(text) for text in row] for row in (heads, *rows)]
        widths = [max(_width(row[n]) for row in cells) for n in range(len(heads))]
        for number, row in enumerate(cells):
            padded = [_padded(text, widths[n], right[n]) for n, text in enumerate(row)]
            self.line("  ".join(padded).rstrip())
            if number == 0:
                self.line("  ".join("-" * width for width in widths))

    def refuse(self, error: RayafinError, *, plain_usage: bool = False) -> None:
        """Say why something was refused: each problem with its code and field.

        `plain_usage=True` for wrong usage, which must not load the features for their sentences.
        """
        problems = problem_rows(error, plain_usage=plain_usage)
        if self.as_json:
            self.json({"ok": False, "problems": problems, **confirmation(error)})
        for problem in problems:
            where = f" ({problem['field']})" if problem["field"] else ""
            self.say(f"{problem['code']}{where}: {printable(str(problem['message']))}")
        key = confirmation(error).get("confirm")
        if key:
            self.say(f"To go on all the same, repeat the command with --confirm {key}")


def confirmation(error: RayafinError) -> dict[str, str]:
    """The key that lets a warned command through, where the refusal is such a warning."""
    key = getattr(error, "key", None)
    return {"confirm": key} if isinstance(key, str) else {}


def problem_rows(error: RayafinError, *, plain_usage: bool = False) -> list[Mapping[str, Any]]:
    """The problems of a refusal: code, field, sentence and the values in it."""
    from rayafin_desktop.engine.messages import MessageBook

    own = MessageBook([MESSAGES])
    others = own
    if not plain_usage:
        from rayafin_desktop.catalogue import Catalogue

        others = Catalogue().messages
    return [
        _problem_row(problem, (own if problem.code in own else others).sentence(problem))
        for problem in error.problems
    ]


def _problem_row(problem: Problem, message: str) -> Mapping[str, Any]:
    params = {name: str(value) for name, value in problem.params.items()}
    return {"code": problem.code, "field": problem.field, "message": message, "params": params}


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) + wide - marks


def _padded(text: str, width: int, flush_right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if flush_right else text + gap

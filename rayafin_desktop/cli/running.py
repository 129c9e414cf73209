"""`commands` and `run`: what can be done to a book, and doing it from JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from rayafin_desktop.base.errors import Problem, RayafinError, RuleBroken

from .opening import signed_in
from .terminal import Terminal, confirmation, problem_rows
from .usage import Options, add_globals

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.commands import Command
    from rayafin_desktop.engine.permissions import Actor


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    known = commands.add_parser("commands", help="every command with its permission and JSON schema")
    add_globals(known, first=False)
    known.set_defaults(carry_out=list_commands)

    run = commands.add_parser("run", help="carry out commands given as JSON lines")
    run.add_argument("file", metavar="FILE", nargs="?", default="-", help="JSON lines; - for standard input")
    run.add_argument("--atomic", action="store_true", help="all or nothing")
    run.add_argument(
        "--confirm", action="append", default=[], metavar="KEY", help="go on despite this warning; repeatable"
    )
    add_globals(run, first=False)
    run.set_defaults(carry_out=run_lines)


def list_commands(_options: Options, terminal: Terminal) -> int:
    """`commands`: needs no book."""
    from rayafin_desktop.catalogue import Catalogue
    from rayafin_desktop.engine.commands import schema

    found = sorted(Catalogue().commands.items())
    if terminal.as_json:
        terminal.json(
            [
                {"command": name, "permission": one.command.permission, "schema": schema(one.command)}
                for name, one in found
            ]
        )
        return 0
    rows = [
        [name, one.command.permission, (one.command.__doc__ or "").strip().splitlines()[0]]
        for name, one in found
    ]
    terminal.table(["command", "permission", "does"], rows, [False, False, False])
    return 0


def run_lines(options: Options, terminal: Terminal) -> int:
    """`run`: one outcome line for each command; 1 when any was refused."""
    confirmed = frozenset(options.confirm)
    with signed_in(options) as (app, actor), _lines(options.file) as lines:
        run = _Run(app, actor, _towards_the_book(app, actor), confirmed)
        outcomes = run.together(lines) if options.atomic else run.one_by_one(lines)
        code = 0
        for outcome in outcomes:
            terminal.json(outcome, indent=None)
            code = code if outcome["ok"] else 1
    return code


def _towards_the_book(app: App, actor: Actor) -> Actor:
    from rayafin_desktop.features.access.sign_in import actor_for

    return actor if actor.user_id is None else actor_for(app, actor.user_id, 0)


class _lines:  # noqa: N801 - used like a function
    """The lines of a file or of standard input, as bytes, read as they come."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> Iterable[bytes]:
        self._file = sys.stdin.buffer if self._name == "-" else Path(self._name).open("rb")
        return self._file

    def __exit__(self, *_: object) -> None:
        if self._name != "-":
            self._file.close()


class _InTurn(Sequence["Command[Any]"]):
    """Commands that tell how far somebody has come in them: which one was refused."""

    def __init__(self, commands: Sequence[Command[Any]]) -> None:
        self._commands = commands
        self.at = 0

    def __iter__(self) -> Iterator[Command[Any]]:
        for at, command in enumerate(self._commands):
            self.at = at
            yield command

    def __len__(self) -> int:
        return len(self._commands)

    @overload
    def __getitem__(self, index: int) -> Command[Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Command[Any]]: ...
    def __getitem__(self, index: int | slice) -> Command[Any] | Sequence[Command[Any]]:
        return self._commands[index]


@dataclass(frozen=True, slots=True)
class _Run:
    """The commands of one run, in the name of one person."""

    app: App
    actor: Actor
    in_book: Actor
    confirmed: frozenset[str]

    def one_by_one(self, lines: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
        """Each line in a transaction of its own; what is refused does not stop the others."""
        for number, line in _numbered(lines):
            name = ""
            try:
                command = read_line(self.app, line, number)
                name = type(command).__name__
                outcome = self.app.execute(command, self._who(command), confirmed=self.confirmed)
            except RayafinError as refusal:
                yield _refused(number, name, refusal)
            else:
                yield _done(number, name, outcome)

    def together(self, lines: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
        """All lines in one transaction; when one is refused, nothing of any is kept."""
        numbered = list(_numbered(lines))
        commands: list[Command[Any]] = []
        bad: dict[int, RayafinError] = {}
        for number, line in numbered:
            try:
                commands.append(read_line(self.app, line, number))
            except RayafinError as refusal:
                bad[number] = refusal
        outcomes: list[Any] = []
        if not bad and commands:
            in_turn = _InTurn(commands)
            who = self._who(commands[0])
            try:
                outcomes = self.app.execute_all(in_turn, who, confirmed=self.confirmed)
            except RayafinError as refusal:
                bad[numbered[in_turn.at][0]] = refusal
        names = [type(command).__name__ for command in commands]
        for at, (number, _) in enumerate(numbered):
            name = names[at] if len(names) == len(numbered) else ""
            if not bad:
                yield _done(number, name, outcomes[at])
            else:
                rolled_back = RuleBroken([Problem("line.rolled_back")])
                yield _refused(number, name, bad.get(number, rolled_back))

    def _who(self, command: Command[Any]) -> Actor:
        """The member; for what is done to the book as a whole (a new company), the same person there."""
        return self.in_book if self.in_book.may(command.permission) else self.actor


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that hold something, with their number in the file."""
    found = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = True
            yield number, line
    if not found:
        raise RuleBroken([Problem("cli.no_line")])


def read_line(app: App, line: bytes, number: int) -> Command[Any]:
    """The command of one JSON line; RuleBroken or NotFound says what is wrong with it."""
    from rayafin_desktop.engine.commands import from_json

    try:
        body = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once)
    except ValueError as error:  # bad UTF-8 is one too
        raise RuleBroken([Problem("cli.bad_line", params={"line": number, "why": str(error)})]) from None
    if not isinstance(body, dict):
        raise RuleBroken([Problem("cli.bad_line", params={"line": number, "why": "not an object"})])
    name = body.pop("command", None)
    if not isinstance(name, str):
        raise RuleBroken([Problem("cli.line_without_command", params={"line": number})])
    return from_json(app.catalogue.command_named(name).command, body)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a field that stands twice is refused, because one of the two would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RuleBroken([Problem("cli.field_repeated", twice, {"field": twice})])
    return found


def _done(number: int, name: str, outcome: Any) -> Mapping[str, Any]:
    touched = {kind: sorted(ids) for kind, ids in sorted(outcome.touched.items())}
    return {"line": number, "command": name, "ok": True, "result": outcome.result, "touched": touched}


def _refused(number: int, name: str, refusal: RayafinError) -> Mapping[str, Any]:
    problems = problem_rows(refusal)
    return {"line": number, "command": name, "ok": False, "problems": problems, **confirmation(refusal)}

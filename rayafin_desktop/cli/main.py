"""From a command line to an exit code: 0 done, 1 refused by a rule, 2 wrong usage, 3 a bug, 130 stopped."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from rayafin_desktop import __version__
from rayafin_desktop.base.errors import Problem, RayafinError, RuleBroken

from . import books, lists, office, papers, running, serving, sharing, trade, transfer, upkeep, vault, window
from .bench import command as bench
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals

DONE, REFUSED, WRONG_USAGE, BUG, STOPPED = 0, 1, 2, 3, 130
GROUPS = (
    books, running, lists, papers, trade, transfer, upkeep, office, serving, sharing, vault, window, bench,
)  # fmt: skip


def make_parser() -> argparse.ArgumentParser:
    """The whole command line; each group of commands adds its own part."""
    parser = argparse.ArgumentParser(
        prog="rayafin",
        description="Books, billing, payments and commissions. Without a command it opens the window.",
        epilog="Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 a bug.",
    )
    parser.add_argument("--version", action="version", version=f"Rayafin Desktop {__version__}")
    add_globals(parser, first=True)
    parser.set_defaults(carry_out=window.open_window, command="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for group in GROUPS:
        group.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line (default: the process's own) and answer its exit code."""
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as finished:  # argparse has printed the help, the version or the fault
        return int(finished.code or 0)
    return carried_out(options.carry_out, options, Terminal(as_json=options.json))


def carried_out(action: Callable[[Options, Terminal], int], options: Options, terminal: Terminal) -> int:
    """Run one command and turn whatever goes wrong into words and an exit code."""
    try:
        code = action(options, terminal)
        sys.stdout.flush()
    except WrongUsage as wrong:
        terminal.refuse(wrong, plain_usage=True)
        return WRONG_USAGE
    except RayafinError as refusal:
        terminal.refuse(refusal)
        return REFUSED
    except KeyboardInterrupt:
        terminal.say("Stopped. What was not finished was not kept.")
        return STOPPED
    except BrokenPipeError:
        # Whoever read our answer has seen enough; the interpreter must not try to flush it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as failure:
        if failure.filename is None:
            return _bug(failure, options, terminal)
        place = {"path": str(failure.filename), "why": failure.strerror or str(failure)}
        terminal.refuse(RuleBroken([Problem("file.failed", params=place)]), plain_usage=True)
        return REFUSED
    except Exception as bug:  # noqa: BLE001 - the last place where a bug can be caught and reported
        return _bug(bug, options, terminal)
    return code


def _bug(bug: Exception, options: Options, terminal: Terminal) -> int:
    from .bug_report import write_report

    path = write_report(bug, options.command)
    terminal.say(
        f"This is a bug in Rayafin Desktop, and nothing unfinished was kept. The report lies in {path}"
    )
    if terminal.as_json:
        terminal.json({"ok": False, "problems": [{"code": "program.bug"}], "report": str(path)})
    return BUG

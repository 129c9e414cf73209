"""`rayafin` and `python -m rayafin_desktop`: the window, or one command of the terminal."""

from __future__ import annotations

import io
import sys

from .cli.main import main as carry_out


def main() -> int:
    """Carry out the command line of this process; answers its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a letter shows a question mark; files and pipes get UTF-8 everywhere.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    return carry_out()


if __name__ == "__main__":
    sys.exit(main())

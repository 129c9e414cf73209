"""The window, pictures of its screens, and what is done instead where there is no display."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .opening import signed_in
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, named_book


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    pictures = commands.add_parser("screenshots", help="every screen as a PNG, drawn without a display")
    pictures.add_argument("folder", metavar="DIR", type=Path)
    pictures.add_argument("--theme", choices=("light", "dark"), default="light")
    pictures.add_argument("--rtl", action="store_true", help="from right to left, in Arabic")
    pictures.add_argument("--scale", choices=("1", "2"), default="1", help="pixels for each point")
    pictures.add_argument("--only", default="", metavar="NAME", help="only this screen")
    add_globals(pictures, first=False)
    pictures.set_defaults(carry_out=draw_screenshots)


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can open: always but on a Unix without X or Wayland."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def open_window(options: Options, terminal: Terminal) -> int:
    """No command: the window; without a display the main job of the sample company instead."""
    if not has_display():
        from .no_display import run_main_job

        return run_main_job(terminal)
    # Nothing but Qt is loaded before the first paint: the book is opened behind the window.
    from rayafin_desktop.desktop.main import run

    return run(options.book or named_book() or None)


def draw_screenshots(options: Options, terminal: Terminal) -> int:
    """`screenshots`: of the book named, else of a small sample company made for it."""
    from .drawing import Look, draw

    look = Look(options.theme, options.rtl, int(options.scale), options.only)
    folder: Path = options.folder

    def told(path: Path) -> None:
        if not terminal.as_json:
            terminal.line(str(path))

    if options.book or named_book():
        with signed_in(options) as (app, actor):
            files = draw(app, actor, folder, look, told)
    else:
        from rayafin_desktop.sample.plan import USUAL_SEED

        from .no_display import small_sample

        with (
            tempfile.TemporaryDirectory(prefix="rayafin-", ignore_cleanup_errors=True) as place,
            small_sample(Path(place) / "sample.rayafin", terminal, seed=USUAL_SEED) as (app, made),
        ):
            files = draw(app, made.house.people.owner, folder, look, told)
    if not files:
        raise WrongUsage("cli.unknown_screen", {"name": options.only})
    if terminal.as_json:
        terminal.json({"ok": True, "files": [str(path) for path in files]})
    return 0

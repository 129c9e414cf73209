"""Drawing screens without a display: what Qt must be told before it is loaded, and how they shall look."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor


@dataclass(frozen=True, slots=True)
class Look:
    """How screens are drawn; `scale` is pixels for each point, `only` the key of one screen."""

    mode: Literal["light", "dark"] = "light"
    right_to_left: bool = False
    scale: int = 1
    only: str = ""


def draw(
    app: App, actor: Actor, folder: Path, look: Look, drawn: Callable[[Path], None] | None = None
) -> list[Path]:
    """Draw what the actor may see into `folder`; answers the files, telling each as it is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The same size everywhere, whatever the machine's screen settings are.
    os.environ["QT_FONT_DPI"] = "96"
    os.environ["QT_SCALE_FACTOR"] = str(look.scale)
    from rayafin_desktop.desktop.collector import Collector
    from rayafin_desktop.desktop.screenshots import draw_screens
    from rayafin_desktop.desktop.start import make_application

    qt = make_application(look.mode, "ar" if look.right_to_left else "en")
    collector = Collector()
    collector.start()
    files = []
    try:
        for path in draw_screens(app, actor, folder, look.only):
            files.append(path)
            if drawn is not None:
                drawn(path)
        qt.processEvents()
    finally:
        collector.stop()
    return files

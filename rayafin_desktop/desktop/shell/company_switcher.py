"""Change to another company: type to filter, Enter to open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.wording import tr

from .palette import Palette
from .palette_entries import Entry
from .sign_in import CompanyChoice


def switch_company(
    window: QWidget,
    companies: Iterable[CompanyChoice],
    chosen: Callable[[str], object],
    make_new: Callable[[], object] | None = None,
) -> Palette:
    """Show the companies of this person over the window, and a new one where he may make one."""
    entries = [
        Entry(one.name, lambda key=one.key: chosen(key), "Go to", one.detail, "building-2")  # type: ignore[misc]
        for one in companies
    ]
    if make_new is not None:
        entries.append(Entry(tr("New company"), make_new, "Go to", tr("in this book"), "plus"))
    palette = Palette(window, entries)
    palette.box.setPlaceholderText(tr("Change company"))
    palette.box.setAccessibleName(tr("Change company"))
    palette.open(palette.box)
    return palette

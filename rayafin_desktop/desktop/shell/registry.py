"""Which pages and forms there are: lists and forms from descriptors, special pages by factory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import FormScreen, ListScreen

from .sidebar import NavEntry

GROUPS = ("", "Sales", "Purchases", "Trade desk", "Banking", "Books", "Office", "Settings")
"""The order of the groups in the sidebar; others follow."""

MakePage = Callable[[Workspace], QWidget]


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """A special page. `nav` puts it into the sidebar; `many` lets it be open several times.

    The widget made has `key`, `title`, `show_params` and `close_page` (see `shell.frame.Page`).
    """

    key: str
    title: str
    icon: str
    make: MakePage
    nav_group: str | None = None
    nav_order: int = 100
    go: str = ""
    new: str = ""
    permission: str = ""
    many: bool = False


class Registry:
    """Pages and forms by key."""

    def __init__(self) -> None:
        self.pages: dict[str, PageEntry] = {}
        self.lists: dict[str, ListScreen] = {}
        self.forms: dict[str, FormScreen] = {}

    def add_screens(self, screens: Iterable[object]) -> None:
        """Lists and forms from the catalogue; anything else is refused."""
        for screen in screens:
            if isinstance(screen, ListScreen):
                self.add_list(screen)
            elif isinstance(screen, FormScreen):
                self.forms[screen.key] = screen
            else:
                raise TypeError(f"{screen!r} is not a screen")

    def add_list(self, screen: ListScreen) -> None:
        """A list page; a special page registered later under the same key takes its place."""
        self.lists[screen.key] = screen
        self.pages[screen.key] = PageEntry(
            key=screen.key,
            title=screen.title,
            icon=screen.icon,
            make=lambda workspace: ListPage(workspace, screen),
            nav_group=screen.nav_group or None,
            nav_order=screen.nav_order,
            go=screen.shortcut_go,
            permission=screen.permission,
        )

    def add_page(self, entry: PageEntry) -> None:
        """A special page; it takes the place of a list or form that has its key."""
        self.forms.pop(entry.key, None)
        self.pages[entry.key] = entry

    def navigation(self, may: Callable[[str], bool]) -> list[NavEntry]:
        """The sidebar for a person: groups in the house's order, pages in theirs."""
        shown = [p for p in self.pages.values() if p.nav_group is not None and may(p.permission)]

        def place(page: PageEntry) -> tuple[int, int]:
            group = page.nav_group or ""
            return (GROUPS.index(group) if group in GROUPS else len(GROUPS), page.nav_order)

        return [
            NavEntry(p.key, p.title, p.icon, p.nav_group or "", p.go, p.permission)
            for p in sorted(shown, key=place)
        ]

"""What a window gets where its company is shared: a keeper, its pages, the words in the sidebar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rayafin_desktop.desktop.screens.sync import GROUP, ON_A_DEVICE, ON_THE_SERVER
from rayafin_desktop.desktop.shell.registry import Registry

from .lines import Lines

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.desktop.window import MainWindow
    from rayafin_desktop.desktop.workspace import Workspace
    from rayafin_desktop.features.devices.queries import SharingState

    from .keeper import SyncKeeper


def keeper_of(
    app: App, workspace: Workspace, company_key: int, shared: SharingState, lines: Lines
) -> SyncKeeper | None:
    """The keeper of a company that follows a server; None for every other."""
    from rayafin_desktop.engine.sharing import Part

    path = app.database.path
    if shared.part is not Part.DEVICE or path is None:
        return None
    from rayafin_desktop.sync.tokens import TokenFile

    from .keeper import SyncKeeper

    return SyncKeeper(app, workspace, company_key, lines(shared.server), TokenFile(path))


def show_sync_pages(registry: Registry, shared: SharingState) -> None:
    """Put the pages of sync into the sidebar where the company is shared."""
    if shared.part is None:
        return
    from rayafin_desktop.engine.sharing import Part

    for key, order in ON_A_DEVICE if shared.part is Part.DEVICE else ON_THE_SERVER:
        registry.pages[key] = replace(registry.pages[key], nav_group=GROUP, nav_order=order)


def tell_sync(window: MainWindow) -> None:
    """Let the foot of the sidebar say what the keeper knows, and the error bar what it was refused."""
    keeper = window.workspace.sync
    if keeper is None:
        return
    from .words import sidebar_words

    def tell() -> None:
        said = sidebar_words(keeper.status, keeper.now())
        window.sidebar.show_sync(said.icon, said.text, said.tone)

    keeper.changed.connect(tell)
    keeper.refused.connect(window.workspace.refused)
    tell()

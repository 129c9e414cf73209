"""Settings: of this computer's person, and of the company."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _settings(workspace: Workspace) -> QWidget:
    from .settings_page import SettingsPage

    return SettingsPage(workspace)


PAGES = (
    PageEntry(
        key="settings", title="Settings", icon="settings", make=_settings, nav_group="Settings", nav_order=5
    ),
)

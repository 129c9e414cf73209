"""Sync: where this book stands with its server, what needs a decision, and the devices that follow."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _sync(workspace: Workspace) -> QWidget:
    from .sync_page import SyncPage

    return SyncPage(workspace)


def _devices(workspace: Workspace) -> QWidget:
    from .devices_page import DevicesPage

    return DevicesPage(workspace)


def _exceptions(workspace: Workspace) -> QWidget:
    from .exceptions_page import ExceptionsPage

    return ExceptionsPage(workspace)


PAGES = (
    PageEntry(key="sync", title="Sync", icon="cloud", make=_sync, permission="sync_exception.read"),
    PageEntry(key="devices", title="Devices", icon="monitor", make=_devices, permission="device.read"),
    PageEntry(
        key="sync_exceptions",
        title="Needs a decision",
        icon="inbox",
        make=_exceptions,
        permission="sync_exception.read",
    ),
)
GROUP = "Office"
# (page, place in its group) where the company follows a server, and where this book is the server.
ON_A_DEVICE = (("sync", 10), ("sync_exceptions", 20), ("devices", 30))
ON_THE_SERVER = (("devices", 10), ("sync_exceptions", 20), ("operations", 30))

"""Roles: what each of them may see and do, as a matrix."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _roles(workspace: Workspace) -> QWidget:
    from .roles_page import RolesPage

    return RolesPage(workspace)


PAGES = (
    PageEntry(
        key="roles",
        title="Roles",
        icon="shield-check",
        make=_roles,
        nav_group="Settings",
        nav_order=25,
        permission="user.read",
    ),
)

"""Roles as a matrix, and invitations with their codes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _roles(workspace: Workspace) -> QWidget:
    from .roles_page import RolesPage

    return RolesPage(workspace)


def _invites(workspace: Workspace) -> QWidget:
    from .invites_page import InvitesPage

    return InvitesPage(workspace)


def _users(workspace: Workspace) -> QWidget:
    from .users_page import UsersPage

    return UsersPage(workspace)


PAGES = (
    PageEntry(
        key="users",
        title="Users",
        icon="user-cog",
        make=_users,
        nav_group="Settings",
        nav_order=20,
        go="U",
        permission="user.read",
    ),
    PageEntry(
        key="roles",
        title="Roles",
        icon="shield-check",
        make=_roles,
        nav_group="Settings",
        nav_order=25,
        permission="user.read",
    ),
    PageEntry(
        key="invites",
        title="Invitations",
        icon="mail",
        make=_invites,
        nav_group="Settings",
        nav_order=21,
        permission="user.manage",
    ),
)

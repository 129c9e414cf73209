"""Reminders: whom to remind and what was sent, with the letters."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _due(workspace: Workspace) -> QWidget:
    from rayafin_desktop.features.statements.screens import REMINDERS

    from .reminders_page import RemindersPage

    return RemindersPage(workspace, REMINDERS)


def _sent(workspace: Workspace) -> QWidget:
    from rayafin_desktop.features.statements.screens import SENT

    from .reminders_page import RemindersPage

    return RemindersPage(workspace, SENT)


PAGES = (
    PageEntry(
        key="reminders",
        title="Reminders",
        icon="mail",
        make=_due,
        nav_group="Sales",
        nav_order=45,
        permission="reminder.see",
    ),
    PageEntry(
        key="reminder_letters", title="Sent reminders", icon="mail", make=_sent, permission="reminder.see"
    ),
)

"""Personal data of a party: handed out, or erased once what goes and what stays has been seen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _personal(workspace: Workspace) -> QWidget:
    from .page import PersonalDataPage

    return PersonalDataPage(workspace)


PAGES = (
    PageEntry(
        key="party.personal",
        title="Personal data",
        icon="shield",
        make=_personal,
        permission="personal.export",
        many=True,
    ),
)

"""Revaluing foreign amounts: what a day's rates come to, before it is posted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _revaluation(workspace: Workspace) -> QWidget:
    from .page import RevaluationPage

    return RevaluationPage(workspace)


PAGES = (
    PageEntry(
        key="revaluation.page",
        title="Revalue foreign amounts",
        icon="refresh-cw",
        make=_revaluation,
        permission="revaluation.post",
    ),
)

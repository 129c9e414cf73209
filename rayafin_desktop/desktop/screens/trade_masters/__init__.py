"""Masters of the trade desk that have lines: commodities, allowance tables, partners."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _commodity(workspace: Workspace) -> QWidget:
    from .commodity import commodity_page

    return commodity_page(workspace)


def _allowance_table(workspace: Workspace) -> QWidget:
    from .allowance_table import allowance_table_page

    return allowance_table_page(workspace)


def _partner(workspace: Workspace) -> QWidget:
    from .partner import partner_page

    return partner_page(workspace)


PAGES = (
    PageEntry(
        key="commodity.edit",
        title="Commodity",
        icon="boxes",
        make=_commodity,
        permission="commodity.read",
        many=True,
    ),
    PageEntry(
        key="allowance_table.edit",
        title="Allowance table",
        icon="scale",
        make=_allowance_table,
        permission="commodity.read",
        many=True,
    ),
    PageEntry(
        key="partner.edit",
        title="Partner",
        icon="handshake",
        make=_partner,
        permission="partner.read",
        many=True,
    ),
)

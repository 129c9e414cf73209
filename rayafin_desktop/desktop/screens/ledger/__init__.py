"""The ledger: an account line by line, a posted entry, and journal vouchers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _account(workspace: Workspace) -> QWidget:
    from .account_page import AccountPage

    return AccountPage(workspace)


def _entry(workspace: Workspace) -> QWidget:
    from .entry_page import EntryPage

    return EntryPage(workspace)


def _voucher(workspace: Workspace) -> QWidget:
    from .voucher_page import VoucherPage

    return VoucherPage(workspace)


PAGES = (
    PageEntry(
        key="account.ledger",
        title="Account ledger",
        icon="book-open",
        make=_account,
        permission="ledger.read",
        many=True,
    ),
    PageEntry(
        key="journal.entry",
        title="Journal entry",
        icon="book-open",
        make=_entry,
        permission="ledger.read",
        many=True,
    ),
    PageEntry(
        key="journal.voucher",
        title="New journal entry",
        icon="notebook-pen",
        make=_voucher,
        new="J",
        permission="journal.post",
        many=True,
    ),
)

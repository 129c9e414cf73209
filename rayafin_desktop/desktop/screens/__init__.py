"""Special pages: those that no descriptor can draw. Each module has a `PAGE` or `PAGES`."""

from __future__ import annotations

from rayafin_desktop.desktop.shell.registry import PageEntry

from . import (
    account,
    approvals,
    audit,
    banking,
    bill,
    commissions,
    company,
    documents,
    invoice,
    ledger,
    order,
    payment,
    periods,
    privacy,
    reminders,
    reports,
    revaluation,
    settings,
    sync,
    trade,
    trade_masters,
    users,
)

SPECIAL_PAGES: tuple[PageEntry, ...] = (
    *company.PAGES,
    *approvals.PAGES,
    *invoice.PAGES,
    *order.PAGES,
    *bill.PAGES,
    *payment.PAGES,
    *trade.PAGES,
    *reminders.PAGES,
    *commissions.PAGES,
    *reports.PAGES,
    *ledger.PAGES,
    *periods.PAGES,
    *banking.PAGES,
    *revaluation.PAGES,
    *documents.PAGES,
    *privacy.PAGES,
    *settings.PAGES,
    *sync.PAGES,
    *trade_masters.PAGES,
    *users.PAGES,
    *account.PAGES,
    *audit.PAGES,
)
"""Registered after the catalogue's screens; the same key takes a generated list's place."""

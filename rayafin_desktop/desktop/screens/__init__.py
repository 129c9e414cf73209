"""Special pages: those that no descriptor can draw. Each module has a `PAGE` or `PAGES`."""

from __future__ import annotations

from rayafin_desktop.desktop.shell.registry import PageEntry

from . import invoice, payment

SPECIAL_PAGES: tuple[PageEntry, ...] = (*invoice.PAGES, *payment.PAGES)
"""Registered after the catalogue's screens; the same key takes a generated list's place."""

"""The pictures of the gallery: one function per page, drawn in light, dark, mirrored and large."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.shell.frame import Frame, PageStack
from rayafin_desktop.desktop.shell.sidebar import NavEntry, Sidebar
from rayafin_desktop.desktop.theme import load_fonts, theme
from rayafin_desktop.desktop.wording import direction, set_language
from rayafin_desktop.desktop.workspace import Workspace

from .samples import INVOICES, SampleBackend

SIZE = (1280, 800)
NAVIGATION = (
    NavEntry("dashboard", "Dashboard", "layout-dashboard"),
    NavEntry("approvals", "Approvals", "inbox"),
    NavEntry("customers", "Customers", "users", "Sales"),
    NavEntry("invoices", "Invoices", "receipt-text", "Sales"),
    NavEntry("payments", "Payments", "banknote", "Sales"),
    NavEntry("commissions", "Commissions", "percent", "Sales"),
    NavEntry("suppliers", "Suppliers", "truck", "Purchases"),
    NavEntry("bills", "Bills", "file-input", "Purchases"),
    NavEntry("offers", "Offers", "megaphone", "Trade desk"),
    NavEntry("trades", "Trades", "handshake", "Trade desk"),
    NavEntry("lots", "Tested lots", "flask-conical", "Trade desk"),
    NavEntry("disputes", "Disputes", "scale", "Trade desk"),
    NavEntry("items", "Items", "package", "Books"),
    NavEntry("ledger", "Ledger", "book-open", "Books"),
    NavEntry("reports", "Reports", "chart-column", "Books"),
    NavEntry("documents", "Documents", "folder", "Books"),
)


def settle(until: Callable[[], bool], seconds: float = 5.0) -> None:
    """Let the event loop run until something is true."""
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    QApplication.processEvents()


def sample_sidebar(active: str) -> Sidebar:
    """The sidebar of the invented company."""
    sidebar = Sidebar()
    sidebar.set_entries(NAVIGATION)
    sidebar.company.show_company("Rayafin Traders", "FY 2026–27 · INR")
    sidebar.show_person("Asha Shah", "Accountant")
    sidebar.show_sync("Synced")
    sidebar.set_count("approvals", "3", "warn")
    sidebar.set_count("offers", "14")
    sidebar.set_count("disputes", "1", "neg")
    sidebar.show_active(active)
    return sidebar


def list_with_peek(workspace: Workspace) -> QWidget:
    """The invoice list with its side panel."""
    page = ListPage(workspace, INVOICES)
    stack = PageStack()
    stack.show_page(page)
    frame = Frame(sample_sidebar("invoices"), stack)
    frame.resize(*SIZE)
    frame.show()
    settle(lambda: not page.model.loading)
    page.table.move_to(2)
    page.show_peek(True)
    page.table.setFocus()
    settle(lambda: False, 0.3)
    return frame


PICTURES: dict[str, Callable[[Workspace], QWidget]] = {"list": list_with_peek}


def draw(folder: Path, names: Sequence[str] = (), variants: Sequence[str] = ("light", "dark", "rtl")) -> None:
    """Draw the pictures into `folder`, one PNG per name and variant."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("a gallery needs a QApplication")
    load_fonts()
    theme().start(app, "light")
    for variant in variants:
        set_language("ar" if variant == "rtl" else "en")
        app.setLayoutDirection(direction())
        theme().apply(mode="dark" if variant == "dark" else "light")
        for name, make in PICTURES.items():
            if names and name not in names:
                continue
            runner = Runner()
            formats = Formats("ar_AE", "AED") if variant == "rtl" else Formats()
            workspace = Workspace(SampleBackend(), runner, formats)
            widget = make(workspace)
            widget.grab().save(str(folder / f"{name}-{variant}.png"))
            for stack in widget.findChildren(PageStack):
                stack.close_all()
            widget.close()
            runner.close()
    set_language("en")
    app.setLayoutDirection(direction())

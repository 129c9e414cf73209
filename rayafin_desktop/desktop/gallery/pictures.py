"""The pictures of the gallery: one function per page, drawn in light, dark, mirrored and large."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.shell.frame import Frame, PageStack
from rayafin_desktop.desktop.shell.palette import Palette
from rayafin_desktop.desktop.shell.palette_entries import Entry
from rayafin_desktop.desktop.shell.sidebar import NavEntry, Sidebar
from rayafin_desktop.desktop.theme import load_fonts, theme
from rayafin_desktop.desktop.wording import direction, set_language
from rayafin_desktop.desktop.workspace import Workspace

from .pages import CUSTOMER, LinesPage
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
    sidebar.show_sync("cloud", "Everything sent · 2 min ago", "pos")
    sidebar.set_count("approvals", "3", "warn")
    sidebar.set_count("offers", "14")
    sidebar.set_count("disputes", "1", "neg")
    sidebar.show_active(active)
    return sidebar


def framed(workspace: Workspace, page: QWidget) -> QWidget:
    """A page inside the frame."""
    stack = PageStack()
    stack.show_page(page)
    frame = Frame(sample_sidebar("invoices"), stack)
    frame.resize(*SIZE)
    frame.show()
    return frame


def list_with_peek(workspace: Workspace) -> QWidget:
    """The invoice list with its side panel."""
    page = ListPage(workspace, INVOICES)
    frame = framed(workspace, page)
    settle(lambda: not page.model.loading)
    page.table.move_to(2)
    page.show_peek(True)
    page.table.setFocus()
    settle(lambda: False, 0.3)
    return frame


def plain_list(workspace: Workspace) -> QWidget:
    """The invoice list over the whole width."""
    page = ListPage(workspace, INVOICES)
    frame = framed(workspace, page)
    settle(lambda: not page.model.loading)
    settle(lambda: False, 0.2)
    return frame


def no_result(workspace: Workspace) -> QWidget:
    """The list when no row matches the filter."""
    page = ListPage(workspace, INVOICES)
    frame = framed(workspace, page)
    page.filter.setText("zebra")
    settle(lambda: page.model.view.text == "zebra" and not page.model.loading)
    return frame


def lines(workspace: Workspace) -> QWidget:
    """A document editor with the type-ahead open."""
    page = LinesPage(workspace)
    frame = framed(workspace, page)
    settle(lambda: not page.preview.image().isNull())
    page.grid.go(3, 1)
    editor = page.grid.viewport().findChild(QLineEdit, "cell")
    if editor is not None:
        QTest.keyClicks(editor, "soy")
    settle(lambda: False, 0.2)
    return frame


def form(workspace: Workspace) -> QWidget:
    """A generated form with an error."""
    frame = plain_list(workspace)
    dialog = FormDialog(frame, workspace, CUSTOMER)
    dialog.start()
    dialog.fill({"gstin": "29AAACK8829R1Z", "phone": "+91 98200 00000"})
    dialog.fields.show_errors(
        {"gstin": "This GSTIN has 14 characters. It needs 15.", "name": "This is needed"}
    )
    settle(lambda: False, 0.2)
    return frame


def palette(workspace: Workspace) -> QWidget:
    """The command palette over the list."""
    frame = plain_list(workspace)
    entries = [
        Entry(
            "Meridian Oils", print, "People", "customer", "building-2", figure="₹9,40,000 overdue", tone="neg"
        ),
        Entry("New invoice for Meridian Oils", print, "Do", icon="plus", keys="N, I"),
        Entry("Record payment from Meridian Oils", print, "Do", icon="banknote", keys="N, R"),
        Entry("Send statement to Meridian Oils", print, "Do", icon="mail"),
        Entry(
            "INV-26-01043",
            print,
            "Documents",
            "Meridian Oils · 20 Nov",
            "receipt-text",
            figure="₹12,64,000.00",
        ),
        Entry(
            "INV-26-01031",
            print,
            "Documents",
            "Meridian Oils · 14 Nov",
            "receipt-text",
            figure="₹3,67,248.40",
        ),
        Entry("Customer ledger: Meridian Oils", print, "Go to", icon="chart-column", keys="G, L"),
        Entry("Suppliers", print, "Go to", icon="truck", keys="G, S"),
    ]
    finder = Palette(frame, entries)
    finder.open(finder.box)
    QTest.keyClicks(finder.box, "meri")
    settle(lambda: False, 0.1)
    return frame


PICTURES: dict[str, Callable[[Workspace], QWidget]] = {
    "list-peek": list_with_peek,
    "list": plain_list,
    "no-result": no_result,
    "lines": lines,
    "form": form,
    "palette": palette,
}


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
            widget.deleteLater()
            settle(lambda: False, 0.02)
            runner.close()
    set_language("en")
    app.setLayoutDirection(direction())

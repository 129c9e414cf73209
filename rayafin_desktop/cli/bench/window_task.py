"""A process of its own for `window`: opens a window, works with it, and tells what happened.

`... window_task empty|start|work BOOK`. Moments are told as they come, for the starter to time; memory at
the end. Only Qt is loaded before the first window is painted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QWidget

if TYPE_CHECKING:
    from rayafin_desktop.desktop.lists.list_page import ListPage
    from rayafin_desktop.desktop.main import Session
    from rayafin_desktop.desktop.stall import StallMeter
    from rayafin_desktop.desktop.window import MainWindow

PATIENCE = 120.0
_SIZE = (1280, 800)


def tell(**what: Any) -> None:
    """A line of the report, at once."""
    print(json.dumps(what), flush=True)


def tell_memory() -> None:
    """The most memory this process ever had; nothing where the system does not say.

    Linux's `ru_maxrss` starts with what the starter had, which is far more than an empty window has.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        tell(peak_mb=int(peak.split()[1]) / 1024)
    elif sys.platform == "darwin":
        import resource

        tell(peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024))


def painted(widget: QWidget) -> None:
    """Paint a window for certain: offscreen nothing else does."""
    QApplication.processEvents()
    widget.grab()


def empty() -> None:
    """The floor: a main window with menus, a tool bar and an empty table."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    for title in ("File", "Edit", "View", "Reports", "Help"):
        menu = window.menuBar().addMenu(title)
        for n in range(8):
            menu.addAction(f"{title} {n}")
    bar = window.addToolBar("Tools")
    for n in range(8):
        bar.addAction(f"Action {n}")
    window.setCentralWidget(QTableWidget(0, 8))
    window.statusBar().showMessage("Ready")
    window.resize(*_SIZE)
    window.show()
    painted(window)
    tell(moment="painted")
    tell_memory()
    app.quit()


def opened(book: str) -> tuple[Session, MainWindow]:
    """The program's own way: the sign-in card, painted; the password; the company's window."""
    from rayafin_desktop.desktop.collector import Collector
    from rayafin_desktop.desktop.main import Session
    from rayafin_desktop.desktop.start import make_application

    application = make_application("light")
    collector = Collector(application)
    collector.start()
    session = Session(application)
    session.ready.connect(collector.settle)

    def seen() -> None:
        from .sign_in_words import EMAIL, PASSWORD

        tell(moment="painted")
        session.front.sign_in.asked.emit("", EMAIL, PASSWORD)

    session.front.painted.connect(seen)
    session.start(book)
    _settle(lambda: session.desk is not None and session.desk.window is not None)
    desk = session.desk
    if desk is None or desk.window is None:
        raise RuntimeError("the company's window did not open")
    return session, desk.window


def _settle(until: Any) -> None:
    from rayafin_desktop.desktop.screenshots import settle

    if not settle(until, PATIENCE):
        raise RuntimeError("the window did not come to rest")


def _list(window: MainWindow) -> ListPage:
    """The list of invoices with its rows."""
    from rayafin_desktop.desktop.lists.list_page import ListPage

    page = window.open_page("invoices")
    if not isinstance(page, ListPage):
        raise TypeError("the list of invoices is no list page")
    _rows_at(page, 0)
    return page


def _rows_at(page: ListPage, row: int) -> None:
    """Wait until the list has its rows there."""
    model = page.model
    _settle(lambda: not model.loading and (model.rowCount() <= row or model.row_at(row) is not None))


def start(book: str) -> None:
    """A cold start up to the list of invoices."""
    session, window = opened(book)
    page = _list(window)
    painted(window)
    tell(moment="listed")
    _settle(lambda: page.overview_shown and not window.workspace.runner.reading)
    painted(window)
    tell(moment="ready")
    tell_memory()
    session.close()


def work(book: str) -> None:
    """List, scrolling, sorting, searching and the editor, with the stall meter running."""
    from rayafin_desktop.desktop.stall import StallMeter

    session, window = opened(book)
    _settle(lambda: not window.workspace.runner.reading)
    meter = StallMeter()
    meter.start()
    stalls: dict[str, float] = {}
    page = _list(window)
    _settle(lambda: page.overview_shown)
    _note(meter, stalls, "open the list")
    _scroll(page)
    _note(meter, stalls, "scroll to the end and back")
    page.table.sort_asked.emit("total_minor", True)
    _rows_at(page, 0)
    _note(meter, stalls, "sort by an amount")
    _search(page)
    _note(meter, stalls, "search, letter by letter")
    page.show_peek(True)
    _settle(lambda: not window.workspace.runner.reading)
    page.show_peek(False)
    _note(meter, stalls, "look into an invoice")
    first: Any = page.model.row_at(0)
    window.open_page("invoice.editor", {"id": str(first.id)})
    _settle(lambda: not window.workspace.runner.reading)
    _note(meter, stalls, "open an invoice")
    window.open_page("invoice.editor", {})
    _settle(lambda: not window.workspace.runner.reading)
    _note(meter, stalls, "open a new invoice")
    meter.stop()
    tell(stalls=stalls)
    tell_memory()
    session.close()


def _note(meter: StallMeter, stalls: dict[str, float], step: str) -> None:
    QApplication.processEvents()
    stalls[step] = meter.worst * 1000
    meter.reset()


def _scroll(page: ListPage) -> None:
    rows = page.model.rowCount()
    for row in (*range(0, min(rows, 500), 25), rows // 2, rows - 1, 0):
        page.table.move_to(row)
        _rows_at(page, row)


def _search(page: ListPage) -> None:
    for text in ("c", "ca", "cam", "camd", "0", "00", "001", "0010", "W-00001"):
        page.filter.setText(text)
        _settle(lambda typed=text: page.model.view.text == typed)
        _rows_at(page, 0)
    page.filter.setText("")
    _settle(lambda: page.model.view.text == "")
    _rows_at(page, 0)


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        {"start": start, "work": work}[sys.argv[1]](sys.argv[2])

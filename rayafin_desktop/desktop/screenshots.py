"""Every screen of a book drawn offscreen, one PNG each: `rayafin screenshots`.

The same book, clock and look give the same bytes: instants are told in UTC, the person's own
preferences are not read, carets do not blink, and nothing moves.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from .backend import AppBackend
from .desk import FIRST_PAGE, ROLE_NAMES, formats_of, registry_of
from .leaving import let_go
from .lists.list_page import ListPage
from .lists.page_source import key_of
from .preferences import RecentBook, preferences
from .runner import Runner
from .screens.settings.settings_page import SettingsPage
from .screens.start.book_facts import BookFacts
from .screens.start.front_window import FrontWindow
from .shell.badges import Badges
from .shell.company_switcher import switch_company
from .shell.record_search import record_search
from .shell.registry import Registry
from .shell.sign_in import CompanyChoice
from .syncing.attaching import keeper_of, show_sync_pages, tell_sync
from .syncing.lines import line_to
from .theme import theme
from .window import MainWindow
from .wording import tr
from .workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor
    from rayafin_desktop.features.companies.queries import CompanyDetail

SIZE = (1280, 800)
_LAYOUT_ROUNDS = 4
"""Layouts within layouts settle one after the other."""

PATIENCE = 10.0
"""Seconds a page may take to show its rows before it is drawn as it stands."""

_FOLDER = "~/Documents/Rayafin"
Picture = tuple[str, Callable[[], QWidget]]


def settle(until: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Let the event loop run until something is true; False when it never was."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            return False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    QApplication.processEvents()
    return True


def draw_screens(app: App, actor: Actor, folder: Path, only: str = "") -> Iterator[Path]:
    """Draw each page and form that the actor may see; answers the files as they are made.

    Needs `start.make_application` first, which settles theme, language and size of text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    QApplication.setCursorFlashTime(0)
    theme().animated = False
    with tempfile.TemporaryDirectory(prefix="rayafin-") as place:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
        preferences.cache_clear()
        preferences().choose("mode", theme().mode)
        yield from _front(folder, only)
        yield from _company(app, actor, folder, only)
        preferences.cache_clear()


def _front(folder: Path, only: str) -> Iterator[Path]:
    """Before a book is open."""
    runner = Runner()
    front = FrontWindow(runner)
    front.resize(*SIZE)
    front.show()

    def second_step() -> QWidget:
        sign_in()
        front.sign_in.show_second_step()
        return front

    def reset() -> QWidget:
        sign_in()
        front.sign_in.show_mode("reset")
        return front

    def welcome() -> QWidget:
        front.show_welcome()
        books = [
            RecentBook(f"{_FOLDER}/Rayafin Traders.rayafin", company_name="Rayafin Traders"),
            RecentBook("postgresql://asha@office.example/rayafin", company_name="Golden Oasis Trading"),
        ]
        yesterday = datetime.now(UTC) - timedelta(days=1, hours=1)
        facts = BookFacts(books[0].location, there=True, size=4_665_344, last_backup=yesterday)
        server = BookFacts(books[1].location, there=True, on_server=True)
        front.welcome.show_books(books, {books[0].location: facts, books[1].location: server})
        return front

    def first_start() -> QWidget:
        front.show_welcome()
        return front

    def new_book() -> QWidget:
        front.go("new")
        return front

    def join_book() -> QWidget:
        front.go("join")
        card = front.join_card
        if card is not None:
            # The name of this machine and its folders are not for a picture.
            card.name.set_value("Counter laptop")
            card.path.set_value(f"{_FOLDER}/Shared company.rayafin")
        return front

    def joining() -> QWidget:
        front.waiting.begin(tr("Fetching the company"), "https://books.example.com:8750", can_stop=True)
        front.waiting.show_progress(62, 100)
        front.pages.setCurrentWidget(front.waiting)
        return front

    def new_book_encrypted() -> QWidget:
        front.go("new")
        if front.new_book is not None:
            front.new_book.inputs["name"].setText("Kaveri Traders")  # type: ignore[attr-defined]
            front.new_book.next()
            front.new_book.encrypt.setChecked(True)
        return front

    def unlock_book() -> QWidget:
        front.ask_for_key(f"{_FOLDER}/Rayafin Traders.rayafin", lambda _: None)
        return front

    def recovery_key() -> QWidget:
        front.show_recovery_key("7QK4-0M2X-R9TB-V3EA-61HD-PZ8N-CW5J-YG0F-2SKM")
        return front

    def sign_in() -> QWidget:
        front.show_sign_in(f"{_FOLDER}/Rayafin Traders.rayafin")
        choices = [("1", "Rayafin Traders", "RAYAFIN · INR"), ("2", "Golden Oasis Trading", "OASIS · AED")]
        front.sign_in.show_companies([CompanyChoice(*one) for one in choices])
        front.sign_in.user.set_value("asha.shah@example.com")
        return front

    pictures: tuple[Picture, ...] = (
        ("first_start", first_start),
        ("welcome", welcome),
        ("new_book", new_book),
        ("join_book", join_book),
        ("joining", joining),
        ("new_book_encrypted", new_book_encrypted),
        ("recovery_key", recovery_key),
        ("unlock_book", unlock_book),
        ("sign_in", sign_in),
        ("sign_in-second-step", second_step),
        ("sign_in-reset", reset),
    )
    for name, show in pictures:
        if only in ("", name):
            yield _save(show(), folder, name)
    front.close()
    runner.close()
    let_go(front)


def _company(app: App, actor: Actor, folder: Path, only: str) -> Iterator[Path]:
    """All pages, panels and forms of a company."""
    from rayafin_desktop.features.companies.queries import company_detail, fiscal_year
    from rayafin_desktop.features.devices.queries import sharing_state

    backend = AppBackend(app, actor)
    company, year, shared = backend.read(
        lambda read: (company_detail(read), fiscal_year(read).label, sharing_state(read))
    )
    runner = Runner()
    formats = replace(formats_of(company), zone=UTC)
    registry = registry_of(app)
    workspace = Workspace(backend, runner, formats)
    # Shown as the book stands; nobody is called for a picture.
    workspace.sync = keeper_of(app, workspace, company.key, shared, line_to)
    show_sync_pages(registry, shared)
    window = MainWindow(workspace, registry)
    tell_sync(window)
    if workspace.sync is not None:
        workspace.sync.refresh()
    Badges(window, registry, app.catalogue.queries)
    window.search = record_search(window.workspace, window)
    window.resize(*SIZE)
    _dress(window, actor, company, year)
    window.show()
    window.activateWindow()
    try:
        yield from _pages(window, window.registry, folder, only)
        yield from _reports(window, folder, only)
        yield from _panels(window, company, folder, only)
        yield from _forms(window, window.registry, folder, only)
    finally:
        window.close()
        runner.close()
        let_go(window)
        QApplication.processEvents()


def _dress(window: MainWindow, actor: Actor, company: CompanyDetail, year: str) -> None:
    detail = tr("FY {year} · {currency}", year=year, currency=company.currency)
    window.sidebar.company.show_company(company.name, detail)
    window.sidebar.show_person(actor.name, tr(ROLE_NAMES.get(str(actor.role), str(actor.role or ""))))


def _ready(page: QWidget) -> Callable[[], bool]:
    """Whether a page shows what it has; special pages may say so by an attribute `ready`."""
    if isinstance(page, ListPage):
        return lambda: (
            page.overview_shown
            and not page.model.loading
            and (page.model.rowCount() == 0 or page.model.row_at(0) is not None)
        )
    return lambda: bool(getattr(page, "ready", True))


def _pages(window: MainWindow, registry: Registry, folder: Path, only: str) -> Iterator[Path]:
    for key in registry.pages:
        if only and only != key:
            continue
        window.sidebar.to_top()
        page = window.open_page(key)
        if page is None:
            continue
        settle(_ready(page))
        settle(lambda: not window.workspace.runner.reading)
        yield _save(window, folder, key)
        if isinstance(page, ListPage) and page.model.rowCount() and page.screen_.peek:
            page.show_peek(True)
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, f"{key}-peek")
            page.show_peek(False)
        if isinstance(page, ListPage):
            yield from _of_rows(window, page, folder)
        if isinstance(page, SettingsPage):
            for section in ("Company", "Tax"):
                page.show_params({"section": section})
                yield _save(window, folder, f"{key}-{section.lower()}")


def _of_rows(window: MainWindow, page: ListPage, folder: Path) -> Iterator[Path]:
    """The special pages that open from this list, over a row of it, as `LIST-to-PAGE`."""
    ways = [(page.screen_.opens, "")]
    ways += [(one.opens, one.when) for one in page.screen_.actions if one.scope == "row"]
    for key, when in dict(ways).items():
        entry = window.registry.pages.get(key)
        rows = (page.model.row_at(n) for n in range(page.model.rowCount()))
        fit = (row for row in rows if row is not None and (not when or getattr(row, when, False)))
        row = next(fit, None)
        if entry is None or not entry.many or row is None or not window.workspace.may(entry.permission):
            continue
        window.sidebar.to_top()
        opened = window.open_page(key, {"id": key_of(row)})
        if opened is not None:
            settle(_ready(opened))
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, f"{page.key}-to-{key}")


def _reports(window: MainWindow, folder: Path, only: str) -> Iterator[Path]:
    """Each report that needs nothing chosen first, as `report-NAME`."""
    for report in window.workspace.reports():
        name = f"report-{report.name}"
        if only not in ("", "reports", "report", name) or any(report.takes.values()):
            continue
        page = window.open_page("report", {"id": report.name})
        if page is not None:
            settle(_ready(page))
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, name)


def _panels(window: MainWindow, company: CompanyDetail, folder: Path, only: str) -> Iterator[Path]:
    """What stands over a page: palette, companies, keys, lock."""
    if only in ("", "palette"):
        _first_page(window, "invoices")
        palette = window.open_palette()
        palette.box.setText("kesar")
        settle(lambda: not window.workspace.runner.reading)
        yield _save(window, folder, "palette")
        palette.dismiss()
    if only in ("", "companies"):
        _first_page(window, FIRST_PAGE)
        switcher = switch_company(
            window, [CompanyChoice("1", company.name, company.code)], lambda _: None, lambda: None
        )
        yield _save(window, folder, "companies")
        switcher.dismiss()
    if only in ("", "keys"):
        _first_page(window, FIRST_PAGE)
        keys = window.show_all_keys()
        yield _save(window, folder, "keys")
        keys.dismiss()
    if only in ("", "locked"):
        window.lock("asha.shah@example.com")
        yield _save(window, folder, "locked")
        window.unlock()


def _forms(window: MainWindow, registry: Registry, folder: Path, only: str) -> Iterator[Path]:
    for key, screen in registry.forms.items():
        if (only and only != key) or screen.create is None:
            continue
        _first_page(window, FIRST_PAGE)
        form = window.open_form(key, {})
        if form is not None:
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, key)
            form.discard()


def _first_page(window: MainWindow, key: str) -> None:
    page = window.open_page(key)
    if page is not None:
        settle(_ready(page))


def _save(window: QWidget, folder: Path, name: str) -> Path:
    if isinstance(window, MainWindow):
        window.toast.hide()
    for _ in range(_LAYOUT_ROUNDS):
        QApplication.processEvents()
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        # A caret is drawn or not by chance.
        focus.deselect()
    path = folder / f"{name.replace('.', '-')}.png"
    window.grab().save(str(path))
    return path

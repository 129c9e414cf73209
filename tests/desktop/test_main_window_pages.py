"""The company's window as people find it: every page, its key, the palette over the real book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.desktop.backend import AppBackend
from rayafin_desktop.desktop.desk import formats_of, registry_of
from rayafin_desktop.desktop.keys import bindings
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.screens.audit.audit_page import AuditPage
from rayafin_desktop.desktop.screens.company.home import Home
from rayafin_desktop.desktop.screens.documents.documents_page import DocumentsPage
from rayafin_desktop.desktop.screens.documents.record_drop import RecordDrop
from rayafin_desktop.desktop.screens.users.roles_page import RolesPage
from rayafin_desktop.desktop.shell.record_search import record_search
from rayafin_desktop.desktop.shell.registry import GROUPS
from rayafin_desktop.desktop.theme.icons import icon_path_exists
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import ListScreen
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.documents.queries import attachments_of
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office

from .typing_keys import CONTROL, press, type_text


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    backend = AppBackend(office.app, office.owner)
    runner = Runner()
    made = MainWindow(
        Workspace(backend, runner, formats_of(backend.read(company_detail))), registry_of(office.app)
    )
    made.search = record_search(made.workspace, made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    runner.close()
    made.deleteLater()


def opened(window: MainWindow, key: str) -> QWidget:
    page = window.open_page(key)
    assert page is not None
    return page


def test_every_list_of_the_catalogue_stands_in_the_sidebar(office: Office) -> None:
    entries = registry_of(office.app).navigation(lambda one: not one or office.owner.may(one))
    shown = {entry.key: entry for entry in entries}
    lists = {screen.key: screen for screen in Catalogue().screens if isinstance(screen, ListScreen)}
    inside = {key for key, screen in lists.items() if not screen.nav_group}
    # A special page shows them, or the page they belong to opens them.
    assert inside - set(shown) == {
        "reminder_letters", "lock_exceptions", "period_locks", "prices", "year_closings", "devices",
        "operations", "sync_exceptions", "kyc_records", "certifications", "trade_inbox", "negotiations",
    }  # fmt: skip
    assert lists.keys() - inside <= set(shown)
    assert {"home", "company", "settings", "roles"} <= set(shown)
    assert {entry.group for entry in entries} <= set(GROUPS)
    assert all(icon_path_exists(entry.icon) for entry in entries)
    assert entries[0].key == "home"
    groups = [entry.group for entry in entries]
    assert groups == sorted(groups, key=GROUPS.index)


def test_each_letter_after_g_opens_one_page(office: Office) -> None:
    letters = [page.go for page in registry_of(office.app).pages.values() if page.go]
    assert len(letters) == len(set(letters))
    standing = {keys for one in bindings("anywhere") for keys in one.keys}
    assert not {f"G, {letter}" for letter in letters} & standing


def test_home_says_what_is_there_and_every_figure_opens_its_rows(window: MainWindow, qtbot: QtBot) -> None:
    home = opened(window, "home")
    assert isinstance(home, Home)
    qtbot.waitUntil(lambda: home.ready)
    assert home.header.title.text() == "Good morning, Asha" or home.header.title.text().startswith("Good")
    assert home.cards["receivable"].value() == "₹0"
    home.cards["overdue"].click()
    page = window.stack.currentWidget()
    assert getattr(page, "key", "") == "invoices"
    assert page.model.view.tab == "overdue"  # type: ignore[union-attr]


def test_the_palette_finds_a_customer_of_the_book(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    office.do(SaveParty(name="Meridian Oils", code="C1", is_customer=True))
    opened(window, "home")
    palette = window.open_palette()
    type_text("merid")
    qtbot.waitUntil(lambda: "Meridian Oils" in palette.visible_titles())
    press(Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert getattr(page, "key", "") == "customers"
    qtbot.waitUntil(page.peek.isVisible)  # type: ignore[union-attr]


def test_the_palette_knows_pages_and_verbs(window: MainWindow) -> None:
    opened(window, "home")
    palette = window.open_palette()
    type_text("chart")
    assert palette.visible_titles()[0] == "Chart of accounts"
    press(Qt.Key.Key_A, CONTROL)
    type_text(">lock")
    assert "Lock" in palette.visible_titles()


def test_verifying_the_chain_says_how_many_entries_hold(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, "audit")
    assert isinstance(page, AuditPage)
    assert "Nobody can edit" in page.note.text()
    page.verify_button.click()
    qtbot.waitUntil(lambda: "entries fit together" in page.note.text(), timeout=10_000)
    assert page.verify_button.isEnabled()


def test_the_history_of_the_record_of_an_entry_is_shown(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    office.do(SaveParty(name="Meridian Oils", code="C1", is_customer=True))
    page = opened(window, "audit")
    assert isinstance(page, AuditPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 and page.model.row_at(0) is not None)
    row = page.model.row_at(0)
    page.row_actions.taken.emit(page._action("history"), [row])

    def history_shown() -> bool:
        return any(
            one.accessibleName().startswith("History of party") for one in window.findChildren(QWidget)
        )

    qtbot.waitUntil(history_shown)


def test_the_role_preview_shows_only_what_the_role_may(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, "roles")
    assert isinstance(page, RolesPage)
    qtbot.waitUntil(lambda: page.ready)
    everything = page.model.rowCount()
    page.show_params({"role": "cashier"})
    assert 0 < page.model.rowCount() < everything
    assert all(row.cashier for row in page.model.rows())
    assert "Cashier sees: " in page.sees.text()
    assert "Users" not in page.sees.text()


def test_a_file_dropped_on_a_customer_is_attached_opened_and_saved(
    window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    party = office.do(SaveParty(name="Meridian Oils", code="C1", is_customer=True))
    party_id = getattr(party, "id", party)
    page = opened(window, "customers")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.model.row_at(0) is not None)  # type: ignore[attr-defined]
    drop = RecordDrop(window)
    table = page.table  # type: ignore[attr-defined]
    point = table.viewport().mapTo(window, table.visualRect(page.model.index(0, 1)).center())  # type: ignore[attr-defined]
    assert drop.record_at(point) == ("party", party_id)
    paper = tmp_path / "contract.txt"
    paper.write_text("agreed", encoding="utf-8")
    drop.attach("party", party_id, paper)
    qtbot.waitUntil(lambda: len(office.ask(attachments_of, party_id)) == 1)
    files = opened(window, "attachments")
    assert isinstance(files, DocumentsPage)
    qtbot.waitUntil(lambda: files.model.rowCount() == 1 and files.model.row_at(0) is not None)
    copy = tmp_path / "copy.txt"
    files._read_file(files.model.row_at(0).id, lambda file: files.save_copy(file, copy))  # type: ignore[union-attr]
    qtbot.waitUntil(copy.is_file)
    qtbot.waitUntil(lambda: copy.read_bytes() == b"agreed")

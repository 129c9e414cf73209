"""Sync in the window: what it says, when it runs, what is decided, and that it never holds anybody up."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import Offline
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.desk import Desk
from rayafin_desktop.desktop.screens.sync.devices_page import DevicesPage, code_panel
from rayafin_desktop.desktop.screens.sync.exceptions_page import ExceptionsPage
from rayafin_desktop.desktop.screens.sync.sync_page import SyncPage
from rayafin_desktop.desktop.shell.sign_in import SignIn
from rayafin_desktop.desktop.syncing.keeper import SyncKeeper
from rayafin_desktop.desktop.syncing.words import ago, sidebar_words
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.features.devices.commands import RevokeDevice
from rayafin_desktop.features.devices.queries import DEVICE_ROWS
from rayafin_desktop.sync.line import PULL, Line
from rayafin_desktop.sync.status import SyncState, SyncStatus
from tests.books import FixedClock, Office, found_company
from tests.features.billing.billed import customer
from tests.sync.shared import DeviceOffice, SharedOffice

from .typing_keys import CONTROL, SHIFT, press, type_text

NOW = FixedClock().now()


class Network:
    """The way to the server, which can be cut, and held up in the middle of a call."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.is_up = True
        self.calls: list[str] = []
        self.held = threading.Event()
        self.go_on = threading.Event()
        self.hold_at = ""

    @property
    def server(self) -> str:
        return self._line.server

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        self.calls.append(name)
        if name == self.hold_at:
            self.held.set()
            assert self.go_on.wait(20)
        if not self.is_up:
            raise Offline("sync.offline", {"server": self.server, "why": "cut"})
        return self._line.call(name, payload, token=token)


@pytest.fixture
def shared(sqlite_template: Path, tmp_path: Path) -> Iterator[SharedOffice]:
    path = tmp_path / "server.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app = open_book(path, clock=clock.as_clock())
    server = Office(app, found_company(app, "IN", code="RT", name="Rayafin Traders"), clock, str(path))
    made = SharedOffice(server, tmp_path)
    yield made
    made.close()
    app.close()


@pytest.fixture
def device(shared: SharedOffice) -> DeviceOffice:
    return shared.join(name="Counter laptop")


@pytest.fixture
def network(shared: SharedOffice) -> Network:
    return Network(shared.line)


Enter = Callable[[Office], MainWindow]


@pytest.fixture
def enter(network: Network, qtbot: QtBot) -> Iterator[Enter]:
    """Opens the window of an office's company; what waits for its own time is told when to come."""
    desks: list[Desk] = []
    cards: list[SignIn] = []

    def entered(office: Office) -> MainWindow:
        card = SignIn()
        desk = Desk(office.app, card)
        desk.lines = lambda _server: network
        cards.append(card)
        desks.append(desk)
        desk.enter(office.owner)
        qtbot.waitUntil(lambda: desk.window is not None, timeout=20_000)
        assert desk.window is not None
        with qtbot.waitActive(desk.window):
            desk.window.activateWindow()
        return desk.window

    yield entered
    for desk in desks:
        desk.close()
    for card in cards:
        card.deleteLater()


def keeper_of(window: MainWindow) -> SyncKeeper:
    keeper = window.workspace.sync
    assert keeper is not None
    return keeper


def page_of(window: MainWindow, key: str) -> QWidget:
    page = window.open_page(key)
    assert page is not None
    return page


def synced(window: MainWindow, qtbot: QtBot) -> None:
    keeper = keeper_of(window)
    with qtbot.waitSignal(keeper.synced, timeout=20_000):
        keeper.sync_now()
    qtbot.waitUntil(lambda: not window.workspace.runner.reading, timeout=20_000)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (SyncStatus(state=SyncState.IDLE, done_at=NOW - timedelta(minutes=2)), "Everything sent · 2 min ago"),
        (SyncStatus(state=SyncState.OFFLINE, waiting=5), "5 waiting · offline"),
        (SyncStatus(state=SyncState.OFFLINE), "Offline · nothing waits"),
        (SyncStatus(state=SyncState.IDLE, open_exceptions=3, done_at=NOW), "3 need a decision"),
        (SyncStatus(state=SyncState.IDLE, open_exceptions=1), "1 needs a decision"),
        (SyncStatus(state=SyncState.SIGN_IN, open_exceptions=3), "Needs sign-in"),
        (SyncStatus(state=SyncState.IDLE, waiting=1), "1 waiting"),
        (SyncStatus(state=SyncState.MISMATCH), "Differs from the server"),
    ],
)
def test_the_sidebar_says_first_what_needs_a_person(status: SyncStatus, said: str) -> None:
    assert sidebar_words(status, NOW).text == said


def test_how_long_ago_is_told_in_the_largest_unit() -> None:
    spans = {20: "just now", 119: "1 min ago", 7200: "2 h ago", 90_000: "a day ago", 400_000: "4 days ago"}
    for seconds, text in spans.items():
        assert ago(NOW - timedelta(seconds=seconds), NOW) == text
    assert ago(NOW + timedelta(minutes=3), NOW) == "just now"  # a clock that was put back


def test_what_was_entered_waits_and_is_sent_by_the_key(
    device: DeviceOffice, shared: SharedOffice, enter: Enter, qtbot: QtBot
) -> None:
    customer(device, "Gokul Mills")
    window = enter(device)
    foot = window.sidebar.sync
    qtbot.waitUntil(lambda: foot.text() == "1 waiting")
    foot.click()
    page = window.stack.currentWidget()
    assert isinstance(page, SyncPage)
    qtbot.waitUntil(lambda: page.waiting_title.text() == "Waits to be sent · 1")
    with qtbot.waitActive(window):
        window.activateWindow()
    with qtbot.waitSignal(keeper_of(window).synced, timeout=20_000):
        press(Qt.Key.Key_S, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: foot.text() == "Everything sent · just now", timeout=20_000)
    qtbot.waitUntil(lambda: page.waiting_title.text() == "Waits to be sent")
    assert page.headline.text() == "Everything is sent"
    with shared.server.app.read(shared.server.owner) as read:
        assert "Gokul Mills" in {one.name for one in read.all(_party())}


def _party() -> Any:
    from rayafin_desktop.features.parties.model import Party

    return Party


def test_a_list_that_is_open_shows_what_came(
    device: DeviceOffice, shared: SharedOffice, enter: Enter, qtbot: QtBot
) -> None:
    window = enter(device)
    page: Any = page_of(window, "customers")
    qtbot.waitUntil(lambda: not page.model.loading)
    customer(shared.server, "Entered elsewhere")
    synced(window, qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=20_000)


def test_without_a_network_work_goes_on_and_the_next_try_comes_later(
    device: DeviceOffice, network: Network, enter: Enter, qtbot: QtBot
) -> None:
    network.is_up = False
    window = enter(device)
    keeper = keeper_of(window)
    pauses: list[int] = []
    for _ in range(3):
        keeper.sync_now() if not pauses else keeper._sync()
        qtbot.waitUntil(lambda: not keeper.is_syncing, timeout=20_000)
        pauses.append(keeper.next_in_ms)
    assert 26_000 < pauses[0] <= 33_000
    assert pauses[0] < pauses[1] < pauses[2]
    # Nothing stands over the window, and what is entered meanwhile is kept.
    assert not [one for one in window.findChildren(Overlay) if one.isVisible()]
    customer(device, "Entered offline")
    keeper.refresh()
    qtbot.waitUntil(lambda: window.sidebar.sync.text() == "1 waiting · offline")
    network.is_up = True
    synced(window, qtbot)
    qtbot.waitUntil(lambda: window.sidebar.sync.text().startswith("Everything sent"))
    assert 100_000 < keeper.next_in_ms <= 132_000  # two minutes, give or take a tenth


def test_a_sync_asked_for_says_why_it_failed_and_one_by_itself_is_silent(
    device: DeviceOffice, network: Network, enter: Enter, qtbot: QtBot
) -> None:
    network.is_up = False
    window = enter(device)
    keeper = keeper_of(window)
    keeper._sync()
    qtbot.waitUntil(lambda: not keeper.is_syncing, timeout=20_000)
    assert not window.banner.isVisible()
    keeper.sync_now()
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    assert "does not answer" in window.banner.text()


def test_the_window_closes_in_the_middle_of_a_sync_and_the_book_is_whole(
    device: DeviceOffice, shared: SharedOffice, network: Network, enter: Enter, qtbot: QtBot
) -> None:
    customer(device, "Gokul Mills")
    network.hold_at = PULL
    window = enter(device)
    keeper = keeper_of(window)
    keeper.sync_now()
    qtbot.waitUntil(network.held.is_set, timeout=20_000)
    keeper.stop()
    network.go_on.set()
    qtbot.waitUntil(lambda: not window.workspace.runner.reading, timeout=20_000)
    assert network.calls[-1] == PULL  # no further call was made
    report = device.sync_client.sync()
    assert report.differing == ()
    assert device.sync_client.compare().is_equal


def test_comparing_says_that_both_are_equal_or_what_differs(
    device: DeviceOffice, enter: Enter, qtbot: QtBot
) -> None:
    customer(device)
    window = enter(device)
    synced(window, qtbot)
    page = page_of(window, "sync")
    assert isinstance(page, SyncPage)
    with qtbot.waitSignal(keeper_of(window).compared, timeout=20_000):
        page.compare_button.click()
    assert page.result.text().startswith("Equal to the server's book, to the last row, at change")


def test_a_device_taken_away_is_told_what_to_do(
    device: DeviceOffice, shared: SharedOffice, enter: Enter, qtbot: QtBot
) -> None:
    window = enter(device)
    page = page_of(window, "sync")
    assert isinstance(page, SyncPage)
    row = shared.server.ask(lambda read: read.fetch(DEVICE_ROWS.select(read)))[0]
    shared.server.do(RevokeDevice(device_id=row.id, why="sold"))
    keeper_of(window).sync_now()
    qtbot.waitUntil(lambda: window.sidebar.sync.text() == "Needs sign-in", timeout=20_000)
    qtbot.waitUntil(page.problem.isVisible)
    assert "taken away" in page.problem.text()


def test_an_entry_is_dropped_by_keyboard_with_a_reason(
    device: DeviceOffice, shared: SharedOffice, enter: Enter, qtbot: QtBot
) -> None:
    customer(shared.server, "Gokul Mills", code="GOKUL")
    customer(device, "Another Gokul", code="GOKUL")
    window = enter(device)
    synced(window, qtbot)
    qtbot.waitUntil(lambda: window.sidebar.sync.text() == "1 needs a decision", timeout=20_000)
    page = page_of(window, "sync_exceptions")
    assert isinstance(page, ExceptionsPage)
    qtbot.waitUntil(lambda: page.model.row_at(0) is not None, timeout=20_000)
    page.table.setFocus()
    type_text("x")
    press(Qt.Key.Key_Return, CONTROL)  # without a reason nothing happens
    panel = next(one for one in window.findChildren(Overlay) if one.isVisible())
    type_text("the same firm")
    press(Qt.Key.Key_Return, CONTROL)
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=20_000)
    synced(window, qtbot)
    from rayafin_desktop.features.devices.model import SyncException

    with shared.server.app.read(shared.server.owner) as read:
        (kept,) = read.all(SyncException)
    assert kept.note == "the same firm"


def test_the_server_invites_with_a_code_that_can_be_copied(
    shared: SharedOffice, enter: Enter, qtbot: QtBot
) -> None:
    window = enter(shared.server)
    assert window.workspace.sync is None
    assert window.sidebar.sync.isHidden()
    page = page_of(window, "devices")
    assert isinstance(page, DevicesPage)
    assert {one.key for one in page.screen_.actions} == {"invite", "series", "revoke"}
    panel = code_panel(window, window.workspace, "ABCDE-FGHJK-MNPQR-STUVW")
    press(Qt.Key.Key_Space)  # Copy has the focus
    assert QGuiApplication.clipboard().text() == "ABCDE-FGHJK-MNPQR-STUVW"
    panel.dismiss()


def test_a_device_does_not_invite_others(device: DeviceOffice, enter: Enter) -> None:
    page = page_of(enter(device), "devices")
    assert isinstance(page, DevicesPage)
    assert {one.key for one in page.screen_.actions} == {"series"}

"""Joining a shared company from the first page: fetched, stopped and gone on with, refused at the field."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.application import open_book
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.screens.start.join_book import JoinBook, address
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.devices.commands import InviteDevice
from rayafin_desktop.sync import line
from rayafin_desktop.sync.line import Line
from tests.books import FixedClock, Office, found_company
from tests.sync.shared import SharedOffice

from .front import Front, front
from .typing_keys import CONTROL, press, type_text

__all__ = ["front"]


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


class Held:
    """A line that waits before the first piece of the company is fetched, until it is let go."""

    def __init__(self, to_server: Line) -> None:
        self._line = to_server
        self.reached, self.let_go = threading.Event(), threading.Event()
        self.joined_as: list[str] = []

    @property
    def server(self) -> str:
        return self._line.server

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        if name == line.JOIN:
            self.joined_as.append(payload["device_id"])
        if name == line.SNAPSHOT and not self.let_go.is_set():
            self.reached.set()
            assert self.let_go.wait(20)
        return self._line.call(name, payload, token=token)


def invited(shared: SharedOffice) -> str:
    user_id = shared.server.owner.user_id
    assert user_id is not None
    return shared.server.do(InviteDevice(user_id=user_id)).code


def card_of(front: Front, to_server: Line) -> JoinBook:
    front.session.start()
    front.activate(front.session.front)
    front.session.front.lines = lambda _server: to_server
    front.session.front.go("join")
    card = front.session.front.join_card
    assert card is not None
    card.path.setText(str(front.folder / "copy.rayafin"))
    return card


def test_a_company_is_joined_by_keyboard_and_opens_for_its_person(front: Front, shared: SharedOffice) -> None:
    code = invited(shared)
    card = card_of(front, shared.line)
    card.name.set_value("")
    type_text("books.example.com")
    press(Qt.Key.Key_Return)
    type_text(code.lower())
    press(Qt.Key.Key_Return)
    type_text("Counter laptop")
    press(Qt.Key.Key_Return, CONTROL)
    front.until(lambda: front.session.desk is not None)
    with shared.server.app.read(the_book(shared.server.company_id)) as read:
        email = read.all(User)[0].email
    front.until(lambda: front.session.front.sign_in.user.value() == email)
    front.sign_in()
    window = front.entered()
    assert window.workspace.sync is not None
    assert "Rayafin Traders" in window.sidebar.company.accessibleName()
    assert window.registry.pages["sync"].nav_group == "Office"
    assert preferences().recent[0].email == email


def test_joining_that_was_stopped_goes_on_as_the_same_device(front: Front, shared: SharedOffice) -> None:
    code = invited(shared)
    held = Held(shared.line)
    card = card_of(front, held)
    card.server.set_value("books.example.com")
    card.code.set_value(code)
    card.name.set_value("Counter laptop")
    card.ask()
    front.until(held.reached.is_set)
    waiting = front.session.front.waiting
    assert waiting.stop.isVisible()
    press(Qt.Key.Key_Space)  # Stop has the focus
    held.let_go.set()
    front.until(lambda: front.session.front.pages.currentWidget() is card)
    assert "goes on where it was" in card.banner.text()
    assert not (front.folder / "copy.rayafin").exists()
    card.ask()
    front.until(lambda: front.session.desk is not None)
    assert len(held.joined_as) == 2
    assert len(set(held.joined_as)) == 1
    assert sorted(one.name for one in front.folder.glob("copy.rayafin*") if "joining" in one.name) == []


def test_a_wrong_code_is_told_at_its_field_and_leaves_no_book(front: Front, shared: SharedOffice) -> None:
    card = card_of(front, shared.line)
    card.server.set_value("books.example.com")
    card.code.set_value("ABCDE-FGHJK-MNPQR-STUVW")
    card.name.set_value("Counter laptop")
    card.ask()
    front.until(card.boxes["code"].error)
    assert "wrong, used or too old" in card.boxes["code"].error()
    assert card.primary.isEnabled()
    assert not (front.folder / "copy.rayafin").exists()


def test_what_is_missing_is_told_before_anybody_is_called(front: Front, shared: SharedOffice) -> None:
    held = Held(shared.line)
    card = card_of(front, held)
    card.name.set_value("")
    card.ask()
    assert [key for key, box in card.boxes.items() if box.error()] == ["server", "code", "name"]
    assert held.joined_as == []


def test_an_address_without_a_scheme_is_asked_over_tls() -> None:
    assert address(" books.example.com:8750/ ") == "https://books.example.com:8750"
    assert address("http://127.0.0.1:8750") == "http://127.0.0.1:8750"

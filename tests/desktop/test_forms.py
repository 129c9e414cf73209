"""A generated form: its keys, its errors, what it sends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RuleBroken
from rayafin_desktop.desktop.backend import Done
from rayafin_desktop.desktop.components.layout import Surface
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.gallery.pages import CUSTOMER, CreateCustomer
from rayafin_desktop.desktop.gallery.samples import SampleBackend
from rayafin_desktop.desktop.workspace import Workspace

from .typing_keys import CONTROL, SHIFT, focused, press, type_text

ENTER = Qt.Key.Key_Return


class PickyBackend(SampleBackend):
    """Refuses what it is told to, once each."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: list[Exception] = []
        self.confirmed: list[frozenset[str]] = []

    def execute(self, command: Any, confirmed: frozenset[str]) -> Done:
        self.confirmed.append(confirmed)
        if self.refusals:
            raise self.refusals.pop(0)
        return super().execute(command, confirmed)


@pytest.fixture
def backend() -> PickyBackend:
    return PickyBackend()


@pytest.fixture
def form(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> FormDialog:
    window = show(Surface())
    made = FormDialog(window, workspace, CUSTOMER)
    made.start()
    return made


def test_a_customer_typed_by_keyboard(form: FormDialog, backend: PickyBackend, qtbot: QtBot) -> None:
    assert focused().accessibleName() == "Name"
    type_text("Meridian Oils")
    press(ENTER)
    type_text("C-1001")
    press(ENTER)
    type_text("+91 98200 12345")
    press(ENTER)
    press(ENTER)  # no agent
    type_text("27AAACM1234A1Z5")
    press(ENTER)
    press(Qt.Key.Key_Down)
    press(ENTER)
    type_text("Pays late")
    press(Qt.Key.Key_Tab)
    type_text("20,00,000")
    press(ENTER)
    type_text("010426")
    press(ENTER)
    with qtbot.waitSignal(form.saved):
        press(Qt.Key.Key_S, CONTROL)
    assert backend.executed == [
        CreateCustomer(
            name="Meridian Oils",
            code="C-1001",
            phone="+91 98200 12345",
            gstin="27AAACM1234A1Z5",
            state="27",
            opened_on=date(2026, 4, 1),
            credit_limit=Decimal("2000000.00"),
            active=True,
            notes="Pays late",
        )
    ]


def test_enter_goes_on_and_never_sends(form: FormDialog, backend: PickyBackend) -> None:
    for _ in range(30):
        press(ENTER)
    assert backend.executed == []
    assert form.isVisible()


def test_shift_enter_goes_back(form: FormDialog) -> None:
    press(ENTER)
    assert focused().accessibleName() == "Code"
    press(ENTER, SHIFT)
    assert focused().accessibleName() == "Name"


def test_what_is_missing_is_said_at_its_field_and_counted(form: FormDialog, backend: PickyBackend) -> None:
    form.fields.inputs["name"].set_value("")
    form.fields.boxes["credit_limit"].input.setFocus()
    type_text("lots")
    press(ENTER, CONTROL)
    assert backend.executed == []
    assert form.fields.boxes["name"].error() == "This is needed"
    assert "12*4.5" in form.fields.boxes["credit_limit"].error()
    assert form._count.text() == "Fix 2 fields to save"
    assert focused().accessibleName() == "Name"
    type_text("M")
    assert form.fields.boxes["name"].error() == ""


def test_a_broken_rule_is_said_at_its_field_and_the_rest_in_the_bar(
    form: FormDialog, backend: PickyBackend, qtbot: QtBot
) -> None:
    backend.refusals = [RuleBroken([Problem("party.bad_gstin", "gstin"), Problem("party.limit_reached")])]
    type_text("Meridian Oils")
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: form.fields.boxes["gstin"].error() != "")
    assert form.fields.boxes["gstin"].error() == "Party bad gstin."
    assert form.banner.text() == "Party limit reached."
    assert focused().accessibleName() == "GSTIN"
    assert form.primary.isEnabled()


def test_a_warning_is_asked_and_the_command_sent_again_with_its_key(
    form: FormDialog, backend: PickyBackend, qtbot: QtBot
) -> None:
    backend.refusals = [NeedsConfirmation("party.same_name", "same_name")]
    type_text("Meridian Oils")
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: focused().accessibleName() == "Cancel")
    press(Qt.Key.Key_Tab)
    assert focused().accessibleName() == "Save all the same"
    with qtbot.waitSignal(form.saved):
        press(Qt.Key.Key_Space)
    assert backend.confirmed == [frozenset(), frozenset({"same_name"})]


def test_leaving_asks_only_when_something_would_be_lost(form: FormDialog, qtbot: QtBot) -> None:
    type_text("M")
    press(Qt.Key.Key_Escape)
    assert form.isVisible()
    assert focused().accessibleName() == "Cancel"
    press(Qt.Key.Key_Escape)
    form.fields.inputs["name"].set_value("")
    with qtbot.waitSignal(form.closed):
        form.leave()


def test_tab_stays_inside_the_form(form: FormDialog) -> None:
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        assert form.isAncestorOf(focused())


def test_a_bug_goes_to_the_crash_window_not_to_the_form(
    form: FormDialog, backend: PickyBackend, workspace: Workspace, qtbot: QtBot
) -> None:
    backend.refusals = [ZeroDivisionError("oops")]
    type_text("Meridian Oils")
    with qtbot.waitSignal(workspace.refused) as refused:
        press(Qt.Key.Key_S, CONTROL)
    assert isinstance(refused.args[0], ZeroDivisionError)
    assert form.primary.isEnabled()

"""The lock: when it falls, that nothing shows through it, and that what was open is there afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.screens.account.account_page import AccountPage
from rayafin_desktop.desktop.screens.account.panels import SetUpPanel
from rayafin_desktop.desktop.shell.idle import IdleWatch
from rayafin_desktop.desktop.shell.prove_panel import ProvePanel
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.features.access.commands import DeactivateUser
from rayafin_desktop.features.access.model import Session, SessionKind, User
from rayafin_desktop.features.access.resets import IssuePasswordReset
from rayafin_desktop.features.access.roles import ChangeRole
from rayafin_desktop.features.access.second_factor import ConfirmSecondFactor, EnrolSecondFactor
from rayafin_desktop.features.access.sessions import EndSession, EndSessionsOfUser
from rayafin_desktop.features.access.sign_in import with_session
from tests.books import PASSWORD, Office

from .front import Front, front, two_companies
from .test_start_flow import owner_email
from .typing_keys import CONTROL, press

__all__ = ["front", "two_companies"]
FRESH = "purple zebra kicks nine lamps"


def come_in(front: Front, office: Office) -> MainWindow:
    front.session.start(office.location)
    front.activate(front.session.front)
    front.sign_in(email=office.ask(owner_email))
    return front.entered()


def with_app(office: Office) -> pyotp.TOTP:
    """The owner has set up an authenticator app, some while ago."""
    now = int(office.clock.now().timestamp())
    secret = office.do(EnrolSecondFactor(current_password=PASSWORD)).secret
    office.do(ConfirmSecondFactor(code=pyotp.TOTP(secret).at(now)))
    return pyotp.TOTP(secret)


def shown(window: MainWindow) -> QImage:
    window.lock_screen.password.clearFocus()  # its caret blinks
    return window.grab().toImage()


def unlock(front: Front, window: MainWindow) -> None:
    window.lock_screen.password.setText(PASSWORD)
    window.lock_screen.button.click()
    front.until(lambda: not window.locked)


def test_nothing_that_happens_meanwhile_shows_through_the_lock(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    window.open_page("account")
    before = window.windowTitle()
    press(Qt.Key.Key_L, CONTROL)
    assert window.windowTitle() == "Rayafin"
    blank = shown(window)
    window.workspace.say("Invoice 12 of Kaveri Traders posted", None)
    window.open_page("customers")
    question = ask(window.frame, "Void", "Void invoice 12 of Kaveri Traders?", lambda: None)
    form = window.open_form("user.new", {"name": "Secret Name"})
    window.problems.told.emit("Kaveri Traders owes 12,000")
    assert shown(window) == blank
    assert window.windowTitle() == "Rayafin"
    assert not any(one.isVisible() for one in window.findChildren(Overlay))
    unlock(front, window)
    assert form is not None
    assert question.isVisible()
    assert form.isVisible()
    assert window.windowTitle() != before


def test_a_form_half_filled_is_there_after_the_lock(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    form = window.open_form("user.new", {"name": "Half Typed"})
    assert form is not None
    assert front.session.desk is not None
    front.session.desk.lock()
    assert not form.isVisible()
    unlock(front, window)
    assert form.isVisible()
    assert form.dirty()


def test_a_sign_in_ended_elsewhere_locks_and_a_new_one_goes_on(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    page = window.open_page("account")
    assert isinstance(page, AccountPage)
    front.until(lambda: page.ready)
    assert page.account is not None
    assert [one.is_current for one in page.account.sessions] == [True]
    two_companies.do(EndSessionsOfUser())
    page._read()
    front.until(lambda: window.locked)
    unlock(front, window)
    page._read()
    front.until(lambda: page.account is not None and page.account.sessions[0].is_current)
    with two_companies.app.read(the_book()) as read:
        sessions = read.all(Session)
    assert sorted(one.revoked_at is None for one in sessions) == [False, True]


def test_unlocking_keeps_the_session_and_signing_out_ends_it(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    desk = front.session.desk
    assert desk is not None
    desk.lock()
    unlock(front, window)
    with two_companies.app.read(the_book()) as read:
        assert [one.revoked_at for one in read.all(Session)] == [None]
    desk.sign_out()

    def ended() -> bool:
        with two_companies.app.read(the_book()) as read:
            return [one.revoked_why for one in read.all(Session)] == ["signed_out"]

    front.until(ended)


def test_somebody_else_s_password_does_not_unlock(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    cashier = two_companies.member(Role.CASHIER)
    desk = front.session.desk
    assert desk is not None
    desk.lock()
    with two_companies.app.read(the_book()) as read:
        assert cashier.user_id is not None
        desk.email = read.get(User, cashier.user_id).email
    window.lock_screen.password.setText(PASSWORD)
    window.lock_screen.button.click()
    front.until(lambda: "wrong" in window.lock_screen.banner.text())
    assert window.locked


def test_with_an_app_signing_in_and_unlocking_take_two_steps(front: Front, two_companies: Office) -> None:
    totp = with_app(two_companies)
    card = front.session.front.sign_in
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    front.sign_in(email=two_companies.ask(owner_email))
    front.until(card.second.isVisible)
    assert not card.password.isVisible()
    card.second.set_value("000000")
    card.button.click()
    front.until(lambda: "wrong" in card.banner.text())
    assert card.second.isVisible()
    now = int(datetime.now(UTC).timestamp())
    card.second.set_value(totp.at(now))
    card.button.click()
    window = front.entered()
    assert card.password.text() == ""
    press(Qt.Key.Key_L, CONTROL)
    window.lock_screen.password.setText(PASSWORD)
    window.lock_screen.button.click()
    front.until(window.lock_screen.second.isVisible)
    window.lock_screen.second.set_value(totp.at(now + 30))  # the next one: a code is good once
    window.lock_screen.button.click()
    front.until(lambda: not window.locked)


def test_a_reset_code_sets_a_new_password_and_comes_in(front: Front, two_companies: Office) -> None:
    assert two_companies.owner.user_id is not None
    two_companies.clock.now_ = datetime.now(UTC)
    issued = two_companies.do(IssuePasswordReset(user_id=two_companies.owner.user_id))
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    card = front.session.front.sign_in
    front.until(card.button.isEnabled)
    card.forgot.click()
    card.user.set_value(issued.email)
    card.code.set_value(issued.code)
    card.password.setText("short")
    card.button.click()
    front.until(lambda: "15 characters" in card.banner.text())
    card.password.setText(FRESH)
    card.button.click()
    front.entered()


def test_what_weighs_asks_for_the_password_and_then_goes_on(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    desk = front.session.desk
    assert desk is not None
    assert desk.actor is not None
    # This sign-in was an hour ago.
    with desk.app.database.write() as connection:
        connection.exec_driver_sql("UPDATE sessions SET started_at = started_at - 3600000, proved_at = NULL")
    done: list[object] = []
    change = ChangeRole(role=Role.CASHIER, of="invoice.post", granted=True)
    window.workspace.execute(change, lambda _: done.append("done"))

    def panel() -> ProvePanel:
        return window.findChildren(ProvePanel)[0]

    front.until(lambda: window.findChildren(ProvePanel))
    panel().password.setText("not the password at all")
    panel().confirm.click()
    front.until(panel().banner.isVisible)
    assert done == []
    panel().password.setText(PASSWORD)
    panel().confirm.click()
    front.until(lambda: done)


def test_the_account_page_sets_an_app_up_and_ends_other_sign_ins(front: Front, two_companies: Office) -> None:
    window = come_in(front, two_companies)
    two_companies.clock.now_ = datetime.now(UTC)
    with_session(two_companies.app, two_companies.owner, SessionKind.DEVICE, "Old laptop")
    page = window.open_page("account")
    assert isinstance(page, AccountPage)
    front.until(lambda: page.account is not None and len(page.account.sessions) == 2)
    page.ends[0].click()
    front.until(lambda: page.account is not None and len(page.account.sessions) == 1)
    enrolment = window.workspace.backend.execute(
        EnrolSecondFactor(current_password=PASSWORD), frozenset()
    ).result
    page._enrolled(enrolment)
    panel = window.findChildren(SetUpPanel)[0]
    panel.code.set_value("000000")
    panel.confirm.click()
    front.until(panel.code_box.error)
    panel.code.set_value(pyotp.TOTP(enrolment.secret).at(int(datetime.now(UTC).timestamp())))
    panel.confirm.click()
    front.until(lambda: page.account is not None and page.account.has_second_factor)
    front.until(lambda: any(one.panel.accessibleName() == "Recovery codes" for one in overlays(window)))


def overlays(window: MainWindow) -> list[Overlay]:
    return [one for one in window.findChildren(Overlay) if one.isVisible()]


def test_who_was_taken_out_is_refused_at_his_next_step(front: Front, two_companies: Office) -> None:
    cashier = two_companies.member(Role.CASHIER)
    assert cashier.user_id is not None
    with two_companies.app.read(the_book()) as read:
        email = read.get(User, cashier.user_id).email
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    front.sign_in(email=email)
    window = front.entered()
    two_companies.do(DeactivateUser(user_id=cashier.user_id))
    page = window.open_page("account")
    assert isinstance(page, AccountPage)
    front.until(lambda: window.locked)
    window.lock_screen.password.setText(PASSWORD)
    window.lock_screen.button.click()
    front.until(lambda: "wrong" in window.lock_screen.banner.text())


class Clocks:
    """A wall clock and a steady one, set by hand."""

    def __init__(self) -> None:
        self.wall = 1_000_000.0
        self.steady = 50.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(clocks: Clocks) -> IdleWatch:
    return IdleWatch(600, lambda: clocks.wall, lambda: clocks.steady)


def told(watch: IdleWatch) -> list[str]:
    said: list[str] = []
    watch.idle.connect(lambda: said.append("idle"))
    return said


def test_ten_minutes_without_a_hand_lock(watch: IdleWatch, clocks: Clocks) -> None:
    said = told(watch)
    for _ in range(39):
        clocks.passes(15)
        watch.look()
    assert said == []
    clocks.passes(15)
    watch.look()
    watch.look()
    assert said == ["idle"]


def test_sleep_locks_at_the_first_look_after_it(watch: IdleWatch, clocks: Clocks) -> None:
    said = told(watch)
    clocks.wall += 120  # asleep for two minutes: the steady clock stood still
    watch.look()
    assert said == ["idle"]


def test_a_clock_put_back_does_not_keep_it_open(watch: IdleWatch, clocks: Clocks) -> None:
    said = told(watch)
    clocks.wall -= 400 * 86_400
    clocks.passes(600)
    watch.look()
    assert said == ["idle"]


def test_a_session_named_by_id_is_ended_from_the_list(front: Front, two_companies: Office) -> None:
    come_in(front, two_companies)
    with two_companies.app.read(the_book()) as read:
        [session] = read.all(Session)
    assert session.what is SessionKind.WINDOW
    assert session.label
    two_companies.do(EndSession(session_id=session.id))
    with two_companies.app.read(the_book()) as read:
        assert read.get(Session, session.id).revoked_why == "ended"

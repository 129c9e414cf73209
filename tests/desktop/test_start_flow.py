"""From the first start to a company's window: making, opening, restoring, signing in, locking, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from rayafin_desktop.application import open_book
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.screens.start.book_facts import file_name, size_text, without_password
from rayafin_desktop.desktop.shell.palette import Palette
from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.companies.commands import CreateCompany
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.companies.queries import company_detail
from tests.books import PASSWORD, FixedClock, Office

from .front import EMAIL, Front, front, two_companies
from .typing_keys import CONTROL, SHIFT, focused, press, type_text

__all__ = ["front", "two_companies"]
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_a_first_start_makes_a_company_by_keyboard_and_comes_in(front: Front) -> None:
    session = front.session
    session.start()
    front.activate(session.front)
    press(Qt.Key.Key_Space)  # New book has the focus
    type_text("Kaveri Traders")
    press(ENTER, CONTROL)
    card = session.front.new_book
    assert card is not None
    assert card.step == 1
    path = front.folder / "kaveri.rayafin"
    card.inputs["path"].setText(str(path))  # type: ignore[attr-defined]
    press(ENTER, CONTROL)
    for text in ("Asha Shah", EMAIL, PASSWORD, PASSWORD):
        type_text(text)
        press(ENTER)
    press(ENTER, CONTROL)
    window = front.entered()
    assert path.is_file()
    assert not list(front.folder.glob("*.unfinished"))
    front.until(lambda: "Kaveri Traders" in window.sidebar.company.accessibleName())
    assert [(book.location, book.email) for book in preferences().recent] == [(str(path), EMAIL)]


def test_a_weak_password_is_refused_at_its_field_and_leaves_no_file(front: Front) -> None:
    session = front.session
    session.start()
    front.activate(session.front)
    session.front.go("new")
    card = session.front.new_book
    assert card is not None
    path = front.folder / "kaveri.rayafin"
    given = {
        "name": "Kaveri", "path": str(path), "owner_name": "Asha", "email": EMAIL, "password": "short",
        "again": "short",
    }  # fmt: skip
    for key, value in given.items():
        card.inputs[key].setText(value)  # type: ignore[attr-defined]
    for _ in range(3):
        card.next()
    front.until(card.boxes["password"].error)
    assert "15 characters" in card.boxes["password"].error()
    assert not list(front.folder.glob("*.rayafin*"))


def test_two_passwords_must_be_the_same(front: Front) -> None:
    front.session.start()
    front.session.front.go("new")
    card = front.session.front.new_book
    assert card is not None
    for key, value in {"name": "K", "owner_name": "A", "email": EMAIL, "password": "a", "again": "b"}.items():
        card.inputs[key].setText(value)  # type: ignore[attr-defined]
    for _ in range(3):
        card.next()
    assert card.boxes["again"].error() == "The two passwords differ"


def test_wrong_passwords_end_in_a_lockout_that_counts_down(front: Front, two_companies: Office) -> None:
    session = front.session
    session.start(two_companies.location)
    front.activate(session.front)
    card = session.front.sign_in
    front.until(lambda: session.desk is not None)
    email = two_companies.ask(owner_email)
    front.sign_in("not the password at all", email)
    front.until(lambda: "wrong" in card.banner.text())
    assert card.password.text() == ""
    for _ in range(4):
        front.sign_in("not the password at all")
        front.until(lambda: card.banner.isVisible() and card.password.text() == "")
    front.until(lambda: "30 seconds" in card.banner.text())
    assert not card.button.isEnabled()
    front.until(lambda: "28 seconds" in card.banner.text() or "29 seconds" in card.banner.text())


def owner_email(read: Read) -> str:
    """The address of the one user of the book."""
    return read.all(User)[0].email


def test_typed_before_the_book_was_open_one_comes_in_all_the_same(
    front: Front, two_companies: Office
) -> None:
    email = two_companies.ask(owner_email)
    session = front.session
    session.start(two_companies.location)
    session.front.sign_in.button.setEnabled(True)
    session.front.sign_in.user.set_value(email)
    session.front.sign_in.password.setText(PASSWORD)
    session.front.sign_in.button.click()
    front.activate(session.front)
    front.entered()


def test_a_book_that_is_gone_says_so_and_can_be_taken_off_the_list(front: Front) -> None:
    gone = str(front.folder / "gone.rayafin")
    preferences().remember(gone, EMAIL, "GONE", "Gone Traders")
    session = front.session
    session.start()
    front.activate(session.front)
    welcome = session.front.welcome
    front.until(welcome.banner.isVisible)
    assert "There is no book" in welcome.banner.text()
    assert gone in welcome.rows
    session.front._forget(gone)
    assert gone not in welcome.rows
    assert preferences().recent == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no book at all", "is not a Rayafin book"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "Restore the last backup"),
    ],
)
def test_a_damaged_file_is_refused_in_words(front: Front, content: bytes, said: str) -> None:
    path = front.folder / "broken.rayafin"
    path.write_bytes(content)
    session = front.session
    session.start(str(path))
    front.activate(session.front)
    front.until(session.front.welcome.banner.isVisible)
    assert said in session.front.welcome.banner.text()
    assert path.read_bytes() == content


def test_a_backup_goes_into_a_new_file(front: Front, two_companies: Office) -> None:
    backup = back_up(two_companies.app.database, front.folder / "backups", FixedClock().now())
    session = front.session
    session.start()
    front.activate(session.front)
    session.front.go("restore")
    card = session.front.restore_card
    assert card is not None
    target = front.folder / "restored.rayafin"
    card.backup.setText(str(backup.path))
    card.target.setText(str(target))
    card.primary.click()
    front.until(lambda: session.desk is not None)
    assert target.is_file()
    front.until(session.front.sign_in.isVisible)


def test_an_existing_file_is_never_restored_over(front: Front, two_companies: Office) -> None:
    backup = back_up(two_companies.app.database, front.folder / "backups", FixedClock().now())
    session = front.session
    session.start()
    front.activate(session.front)
    session.front.restore(backup.path, Path(two_companies.location))
    front.until(
        lambda: session.front.restore_card is not None and session.front.restore_card.banner.isVisible()
    )
    assert session.front.restore_card is not None
    assert "already exists" in session.front.restore_card.banner.text()


def test_lock_hides_the_book_until_the_password_is_right(front: Front, two_companies: Office) -> None:
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    front.sign_in(email=two_companies.ask(owner_email))
    window = front.entered()
    press(Qt.Key.Key_L, CONTROL)
    assert window.locked
    window.lock_screen.password.setText("not the password at all")
    window.lock_screen.button.click()
    front.until(lambda: "wrong" in window.lock_screen.banner.text())
    assert window.locked
    window.lock_screen.password.setText(PASSWORD)
    window.lock_screen.button.click()
    front.until(lambda: not window.locked)


def test_the_switcher_opens_another_company_of_the_same_person(front: Front, two_companies: Office) -> None:
    app, owner = two_companies.app, two_companies.owner
    assert owner.user_id is not None
    app.execute(
        CreateCompany(name="Second House", code="TWO", country="GB"), actor_for(app, owner.user_id, 0)
    )
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    front.sign_in(email=two_companies.ask(owner_email))
    first = front.entered()
    first.setFocus()
    press(Qt.Key.Key_C, CONTROL | SHIFT)
    front.until(lambda: first.findChildren(Palette))
    type_text("second")
    press(ENTER)
    front.until(lambda: front.session.desk is not None and front.session.desk.window not in (first, None))
    front.until(lambda: "Second House" in front.window.sidebar.company.accessibleName())
    assert preferences().recent[0].company == "TWO"


def test_a_company_is_made_from_inside(front: Front, two_companies: Office) -> None:
    front.session.start(two_companies.location)
    front.activate(front.session.front)
    front.sign_in(email=two_companies.ask(owner_email))
    window = front.entered()
    form = window.open_form("company.new", {"name": "Third House"})
    assert form is not None
    form.save()
    front.until(lambda: "saved" in window.toast.text())
    with two_companies.app.read(the_book()) as read:
        assert {company.name for company in read.all(Company)} == {"Rayafin Traders", "Third House"}


def test_signing_out_leaves_the_book_open_for_the_next_person(front: Front, two_companies: Office) -> None:
    session = front.session
    session.start(two_companies.location)
    front.activate(session.front)
    front.sign_in(email=two_companies.ask(owner_email))
    front.entered()
    assert session.desk is not None
    session.desk.sign_out()
    front.until(session.front.sign_in.isVisible)
    assert session.desk.window is None
    front.activate(session.front)
    assert focused() is session.front.sign_in.password
    front.sign_in()
    front.entered()


def test_a_bug_is_told_with_a_report_and_without_data(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    session = front.session
    session.start()
    front.activate(session.front)
    session.take_error(ValueError("customer 'Secret Name' owes 1234567"))
    assert "unexpected error" in caplog.text
    caplog.clear()
    report = session.front.findChild(QPlainTextEdit)
    assert report is not None
    assert "ValueError" in report.toPlainText()
    assert "Secret" not in report.toPlainText()


def test_words_about_files() -> None:
    assert size_text(512) == "512 B"
    assert size_text(4_665_344) == "4.7 MB"
    assert size_text(46_653_440) == "46.7 MB"
    assert size_text(466_534_400) == "467 MB"
    assert file_name("Sharma & Sons / Traders") == "Sharma & Sons Traders.rayafin"
    assert without_password("postgresql://asha:secret@server/book") == "postgresql://asha@server/book"
    assert without_password("/books/a.rayafin") == "/books/a.rayafin"


def test_the_book_is_really_the_company_asked_for(front: Front) -> None:
    """What the wizard says is what stands in the book."""
    session = front.session
    session.start()
    front.activate(session.front)
    session.front.go("new")
    card = session.front.new_book
    assert card is not None
    path = front.folder / "hh.rayafin"
    card._country.set_value("DE")
    given = {
        "name": "Hansa Handel", "path": str(path), "owner_name": "Asha", "email": EMAIL,
        "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    for key, value in given.items():
        card.inputs[key].setText(value)  # type: ignore[attr-defined]
    for _ in range(3):
        card.next()
    front.entered()
    session.leave_book()
    app = open_book(path)
    with app.read(the_book(1)) as read:
        company = company_detail(read)
    app.close()
    assert (company.name, company.country, company.currency) == ("Hansa Handel", "DE", "EUR")
    assert company.fiscal_year_first_month == 1

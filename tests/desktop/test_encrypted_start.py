"""Encrypted books at the front window: made, locked, opened, restored; the recovery key is shown once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rayafin_desktop.application import create_book, open_book
from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.book_key import key_file_of, new_key, recovery_bytes, write_key_file
from tests.books import PASSWORD, FixedClock, found_company

from .front import EMAIL, Front, front

__all__ = ["front"]
PASSPHRASE = "seven quiet boats at noon"


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAYAFIN_BOOK_KEY")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path, key = tmp_path_factory.mktemp("vault") / "vault.rayafin", new_key(PASSPHRASE)
    app = create_book(path, key=key.key)
    found_company(app, name="Kaveri Traders")
    app.close()
    write_key_file(path, key.key_file)
    return path, key.recovery


@pytest.fixture
def vault(made: tuple[Path, str], tmp_path: Path) -> Path:
    path = tmp_path / "vault.rayafin"
    shutil.copyfile(made[0], path)
    shutil.copyfile(key_file_of(made[0]), key_file_of(path))
    return path


def test_a_locked_book_asks_until_the_key_is_right(front: Front, vault: Path, made: tuple[Path, str]) -> None:
    session = front.session
    session.start(str(vault))
    front.activate(session.front)
    front.until(lambda: session.front.unlock_card is not None and session.front.unlock_card.isVisible())
    card = session.front.unlock_card
    assert card is not None
    assert not card.banner.isVisible()
    card.secret.setText("eight loud trams at dusk")
    card.primary.click()
    assert card.secret.text() == "", "what was typed does not stay"
    front.until(card.banner.isVisible)
    assert "neither the passphrase" in card.banner.text()
    card.secret.setText(made[1])
    card.primary.click()
    front.until(lambda: session.desk is not None)
    front.until(session.front.sign_in.isVisible)


def test_a_new_book_is_encrypted_and_its_recovery_key_kept(front: Front) -> None:
    session = front.session
    session.start()
    front.activate(session.front)
    session.front.go("new")
    card = session.front.new_book
    assert card is not None
    path = front.folder / "kaveri.rayafin"
    given = {
        "name": "Kaveri", "path": str(path), "owner_name": "Asha", "email": EMAIL, "password": PASSWORD,
        "again": PASSWORD, "passphrase": PASSPHRASE, "passphrase_again": "another one entirely",
    }  # fmt: skip
    for key, value in given.items():
        card.inputs[key].setText(value)  # type: ignore[attr-defined]
    card.next()
    assert not card.boxes["passphrase"].isVisible()
    card.encrypt.click()
    assert card.boxes["passphrase"].isVisible()
    card.next()
    assert card.boxes["passphrase_again"].error() == "The two passphrases differ"
    card.inputs["passphrase_again"].setText(PASSPHRASE)  # type: ignore[attr-defined]
    card.next()
    card.next()
    front.until(lambda: session.front.recovery_card is not None and session.front.recovery_card.isVisible())
    shown = session.front.recovery_card
    assert shown is not None
    recovery = "-".join(edit.text() for edit in shown.keys)
    assert recovery_bytes(recovery) is not None
    assert not shown.primary.isEnabled(), "first the key must be kept"
    sheet = front.folder / "sheet.pdf"
    shown.sheet_asked.emit(str(sheet))
    front.until(shown.banner.isVisible)
    assert sheet.read_bytes().startswith(b"%PDF")
    shown.kept.click()
    shown.primary.click()
    front.entered()
    assert [edit.text() for edit in shown.keys] == ["", "", ""]
    open_book(path, key=recovery).close()


def test_an_encrypted_backup_asks_for_its_key(front: Front, vault: Path) -> None:
    app = open_book(vault, key=PASSPHRASE)
    backup = back_up(app.database, front.folder / "backups", FixedClock().now())
    app.close()
    session = front.session
    session.start()
    front.activate(session.front)
    target = front.folder / "restored.rayafin"
    session.front.restore(backup.path, target)
    front.until(lambda: session.front.unlock_card is not None and session.front.unlock_card.isVisible())
    card = session.front.unlock_card
    assert card is not None
    card.secret.setText(PASSPHRASE)
    card.primary.click()
    front.until(lambda: session.desk is not None)
    assert target.is_file()
    assert key_file_of(target).is_file()

"""Row 36: a book in a folder that is copied to other computers, or on a network drive, is warned of."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from pytestqt.qtbot import QtBot

from rayafin_desktop.application import create_book
from rayafin_desktop.cli.doctor import findings
from rayafin_desktop.cli.main import main
from rayafin_desktop.desktop.screens.start.book_facts import default_folder, facts_of, place_words
from rayafin_desktop.desktop.screens.start.new_book import NewBook
from rayafin_desktop.engine.placement import misplaced, synced_by, system_of
from tests.books import PASSWORD

MOUNTS = r"""
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/office rw,relatime - nfs4 server:/books rw,vers=4.2
31 22 0:41 / /mnt/my\040share rw,relatime - cifs //server/share rw
32 30 0:42 / /mnt/office/local rw,relatime - xfs /dev/sdb1 rw
33 22 0:43 / /home/a/remote rw,nosuid - fuse.sshfs a@server: rw
34 22 0:44 / /media rw - ext4 /dev/sdc1 rw
35 22 0:45 / /media rw - nfs server:/media rw
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Rayafin Traders", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-a@example.com/My Drive", "Google Drive"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Box", "Box"),
    ],
)
def test_synchronised_folders_are_known_by_their_names(tmp_path: Path, folder: str, service: str) -> None:
    """Row 36: the folder itself, or one below it, wherever it lies."""
    for below in ("", "Books/2026"):
        assert synced_by(tmp_path / folder / below / "book.rayafin") == service
    problem = misplaced(tmp_path / folder / "book.rayafin")
    assert problem is not None
    assert (problem.code, problem.params["service"]) == ("book.in_synced_folder", service)


@pytest.mark.parametrize("name", ["Boxes", "Dropboxes", "My OneDriver", "Megaton", "books"])
def test_other_names_are_not_suspected(tmp_path: Path, name: str) -> None:
    """Row 36: a warning that is often wrong is not read; the book's own name says nothing either."""
    assert synced_by(tmp_path / name / "OneDrive.rayafin") == ""
    assert misplaced(tmp_path / name / "Dropbox") is None


def test_onedrive_is_known_by_what_it_tells_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 36: a folder of any name, where the service itself says which it is."""
    monkeypatch.setenv("OneDriveCommercial", r"D:\Firma")
    assert synced_by(PureWindowsPath(r"D:\Firma\book.rayafin")) == "OneDrive"
    assert synced_by(PureWindowsPath(r"D:\Other\book.rayafin")) == ""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/srv/book.rayafin", "ext4"),
        ("/mnt/office/book.rayafin", "nfs4"),
        ("/mnt/my share/a/book.rayafin", "cifs"),
        ("/mnt/office/local/book.rayafin", "xfs"),
        ("/mnt/officers/book.rayafin", "ext4"),
        ("/home/a/remote/book.rayafin", "fuse.sshfs"),
        ("/media/book.rayafin", "nfs"),
    ],
)
def test_network_drives_are_known_by_the_mounts(path: str, system: str) -> None:
    """Row 36: the innermost mount counts, and of two at one place the later."""
    assert system_of(Path(path), MOUNTS) == system


def test_a_share_is_a_network_drive() -> None:
    """Row 36: UNC paths."""
    problem = misplaced(Path("//server/books/book.rayafin"))
    assert problem is not None
    assert problem.code == "book.on_network"


def test_the_doctor_and_the_command_line_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 36: `new` warns and makes the book all the same; `doctor` finds it."""
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    path = folder / "book.rayafin"
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    words = ["new", str(path), "--name", "Rayafin Traders", "--country", "IN", "--owner", "a@example.com"]
    assert main(words) == 0
    assert "OneDrive copies to other computers" in capsys.readouterr().err
    found = {}
    for finding in findings(str(path)):
        found[finding.subject] = finding
        if finding.subject == "place":
            break
    assert not found["place"].ok
    assert "OneDrive" in found["place"].detail


def test_the_first_page_and_the_new_book_say_so(qtbot: QtBot, tmp_path: Path) -> None:
    """Row 36: the list of books, and the field where the file of a new one is chosen."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    create_book(folder / "book.rayafin").close()
    assert "Dropbox" in place_words(facts_of(str(folder / "book.rayafin")).place)
    assert synced_by(default_folder() / "book.rayafin") == ""
    card = NewBook()
    qtbot.addWidget(card)
    path = card.inputs["path"]
    box = card.boxes["path"]
    path.setText(str(folder / "new.rayafin"))  # type: ignore[attr-defined]
    assert "Dropbox" in box.error()
    path.setText(str(tmp_path / "new.rayafin"))  # type: ignore[attr-defined]
    assert box.error() == ""

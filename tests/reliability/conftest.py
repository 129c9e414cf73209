"""A desk for the clerks of this room: a book with a customer, on both engines."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import FixedClock, Office, found_company
from tests.reliability.clerks import Desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Signals, limits and mounts as used here are POSIX; Windows skips the room and says so."""
    if sys.platform != "win32":
        return
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason="needs POSIX signals and limits"))


def desk_in(office: Office) -> Desk:
    """A customer in the office's company, and the desk at which he is sold to."""
    party = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    return Desk(office.location, office.owner, party, office.clock.today())


@pytest.fixture
def desk(office: Office) -> Desk:
    """A desk in a book on SQLite, then on PostgreSQL; `office` stays open beside it."""
    return desk_in(office)


@pytest.fixture(scope="session")
def closed_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    """A closed book file with a company and a customer, and its desk: made once, copied by each user."""
    path = tmp_path_factory.mktemp("desk") / "book.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app = open_book(path, clock=clock.as_clock())
    owner = found_company(app, "IN", code="RT", name="Rayafin Traders")
    desk = desk_in(Office(app, owner, clock, str(path)))
    app.close()
    return path, desk


@pytest.fixture
def file_desk(closed_template: tuple[Path, Desk], tmp_path: Path) -> Desk:
    """A desk at a book file of the test's own, which nobody has open."""
    folder = tmp_path / "book"
    folder.mkdir()
    return copied(closed_template, folder / "book.rayafin")


def copied(template: tuple[Path, Desk], path: Path) -> Desk:
    """The template's book at another place."""
    shutil.copyfile(template[0], path)
    _, desk = template
    return Desk(str(path), desk.actor, desk.party_id, desk.day)


@pytest.fixture
def desk_at(closed_template: tuple[Path, Desk]) -> Callable[[Path], Desk]:
    """Makes desks at book files in places the test chooses."""
    return lambda path: copied(closed_template, path)

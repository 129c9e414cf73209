"""Books for tests: real SQLite files and a real PostgreSQL, copied from a template made once.

`office` gives a test one opened book with an Indian company and its owner, on both engines; the company is
in the template already. `offices` makes a company in any country. Time stands still unless a test moves the
clock. Some tests run on an encrypted file as well: a few of them always (`ALSO_ENCRYPTED`), all of
`_AT_NIGHT` at night.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy.engine import make_url

from rayafin_desktop.application import App, Clock, create_book, open_book
from rayafin_desktop.engine.book_key import key_file_of, new_key, write_key_file
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.companies.commands import CreateCompany

from .lending import Lending
from .postgres import PostgresServer

R = TypeVar("R")
ENGINES = ("sqlite", "postgresql")
# What stands for all the others on an encrypted file: every way to the driver, and a whole business.
ALSO_ENCRYPTED = frozenset(
    {
        "engine/test_processes.py",
        "engine/test_search.py",
        "engine/test_work.py",
        "stories/test_invoice_to_cash.py",
    }
)
_AT_NIGHT = ("engine", "features", "stories")
PASSWORD = "correct horse battery staple"  # a password of the tests only
_numbers = itertools.count(1)


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    now_: datetime = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.now_

    def today(self) -> date:
        return self.now_.date()

    def advance(self, **kwargs: float) -> None:
        self.now_ += timedelta(**kwargs)

    def go_to(self, day: date) -> None:
        self.now_ = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)

    def as_clock(self) -> Clock:
        return Clock(now=self.now, today=self.today)


@dataclass
class Office:
    """An opened book, one of its companies, and the owner at the keyboard."""

    app: App
    owner: Actor
    clock: FixedClock
    location: str
    actors: dict[Role, Actor] = field(default_factory=dict)

    @property
    def company_id(self) -> int:
        return self.owner.company_id

    def do(
        self,
        command: Command[R],
        *,
        as_: Actor | None = None,
        confirmed: frozenset[str] | set[str] = frozenset(),
    ) -> R:
        """Run a command as the owner (or `as_`) and answer its result."""
        return self.app.execute(command, as_ or self.owner, confirmed=frozenset(confirmed)).result

    def ask(self, query: Callable[..., R], *args: Any, as_: Actor | None = None, **kwargs: Any) -> R:
        """Run a query function `query(read, ...)` in a read scope."""
        with self.app.read(as_ or self.owner) as read:
            return query(read, *args, **kwargs)

    def member(self, role: Role) -> Actor:
        """A member with this role, made at first use."""
        if role not in self.actors:
            n = next(_numbers)
            added = self.do(
                AddUser(
                    email=f"{role.value}{n}@example.com",
                    name=f"{role.value.title()} {n}",
                    role=role,
                    password=PASSWORD,
                )
            )
            self.actors[role] = actor_for(self.app, added.user_id, self.company_id)
        return self.actors[role]


def found_company(app: App, country: str = "IN", **values: Any) -> Actor:
    """Create a company with its owner and answer the owner as an actor."""
    n = next(_numbers)
    state = {"IN": "27"}.get(country, "")
    values = {"code": f"C{n}", "name": f"Company {n}", "country": country, "state": state} | values
    created = app.execute(CreateCompany(**values), the_book()).result
    added = app.execute(
        AddUser(email=f"owner{n}@example.com", name="Asha Shah", role=Role.OWNER, password=PASSWORD),
        the_book(created.key),
    ).result
    return actor_for(app, added.user_id, created.key)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated book; copied for each test."""
    path = tmp_path_factory.mktemp("template") / "empty.rayafin"
    create_book(path).close()
    return path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The engines a test runs on, unless it says so itself."""
    if "location" not in metafunc.fixturenames or any(
        mark.args[0] == "location" for mark in metafunc.definition.iter_markers("parametrize")
    ):
        return
    place = metafunc.definition.path.relative_to(Path(__file__).parent)
    engines: list[Any] = list(ENGINES)
    if place.as_posix() in ALSO_ENCRYPTED:
        engines.append("encrypted")
    elif place.parts[0] in _AT_NIGHT:
        engines.append(pytest.param("encrypted", marks=pytest.mark.nightly))
    metafunc.parametrize("location", engines, indirect=True)


@pytest.fixture(scope="session")
def encrypted_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated, encrypted book; its passphrase is the RAYAFIN_BOOK_KEY of the tests."""
    path = tmp_path_factory.mktemp("template") / "empty.rayafin"
    made = new_key(os.environ["RAYAFIN_BOOK_KEY"])
    create_book(path, key=made.key).close()
    write_key_file(path, made.key_file)
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of an empty, migrated database; copied for each test."""
    url = postgres_server.create()
    open_book(url).close()
    yield str(make_url(url).database)
    postgres_server.drop(url)


@pytest.fixture(scope="session")
def postgres_lending(postgres_server: PostgresServer, postgres_template: str) -> Iterator[Lending]:
    """Lends empty, migrated databases."""
    lending = Lending(postgres_server, postgres_template)
    yield lending
    lending.close()


@dataclass(frozen=True, slots=True)
class Founded:
    """A template with the company of `office` and its owner."""

    template: str
    user_id: UUID
    company_id: int


def _founded(location: str) -> Founded:
    app = open_book(location, clock=FixedClock().as_clock())
    owner = found_company(app, "IN", code="RT", name="Rayafin Traders")
    app.close()
    assert owner.user_id is not None
    return Founded(location, owner.user_id, owner.company_id)


@pytest.fixture(scope="session")
def sqlite_founded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    return _founded(_copied(sqlite_template, tmp_path_factory.mktemp("template") / "founded.rayafin"))


@pytest.fixture(scope="session")
def encrypted_founded(encrypted_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    return _founded(_copied(encrypted_template, tmp_path_factory.mktemp("template") / "founded.rayafin"))


@pytest.fixture(scope="session")
def postgresql_founded(postgres_server: PostgresServer, postgres_template: str) -> Iterator[Founded]:
    url = postgres_server.create(template=postgres_template)
    founded = _founded(url)
    yield replace(founded, template=str(make_url(url).database))
    postgres_server.drop(url)


@pytest.fixture(scope="session")
def founded_lending(postgres_server: PostgresServer, postgresql_founded: Founded) -> Iterator[Lending]:
    """Lends databases with the company of `office`."""
    lending = Lending(postgres_server, postgresql_founded.template)
    yield lending
    lending.close()


def _copied(template: Path, path: Path) -> str:
    shutil.copyfile(template, path)
    if key_file_of(template).exists():
        shutil.copyfile(key_file_of(template), key_file_of(path))
    return str(path)


@pytest.fixture
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a migrated book of this test's own is: a file name or a PostgreSQL URL (`pytest_generate_tests`).

    It is empty, or has the company of `office` where the test asks for that.
    """
    founded = "office" in request.fixturenames
    if request.param != "postgresql":
        made = request.getfixturevalue(f"{request.param}_{'founded' if founded else 'template'}")
        yield _copied(Path(made.template if founded else made), tmp_path / "book.rayafin")
        return
    lending: Lending = request.getfixturevalue("founded_lending" if founded else "postgres_lending")
    url = lending.lend()
    yield url
    lending.take_back(url)


@pytest.fixture
def app(location: str, clock: FixedClock) -> Iterator[App]:
    """An opened, empty book, on both engines."""
    app = open_book(location, clock=clock.as_clock())
    yield app
    app.close()


@pytest.fixture
def office(request: pytest.FixtureRequest, app: App, clock: FixedClock, location: str) -> Office:
    """A book with an Indian company in Maharashtra and its owner, on both engines."""
    engine = request.node.callspec.params["location"]
    founded: Founded = request.getfixturevalue(f"{engine}_founded")
    return Office(app, actor_for(app, founded.user_id, founded.company_id), clock, location)


@pytest.fixture
def offices(app: App, clock: FixedClock, location: str) -> Callable[..., Office]:
    """Makes further companies in the same book: `offices("DE", name=...)`."""

    def make(country: str, **values: Any) -> Office:
        return Office(app, found_company(app, country, **values), clock, location)

    return make

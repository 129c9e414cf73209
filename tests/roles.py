"""Roles on the test server as an office has them: an owner who migrates, and a login for the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.database import open_database
from rayafin_desktop.engine.tenancy import admit

from .postgres import PostgresServer


@dataclass(frozen=True, slots=True)
class TwoRoles:
    """A migrated, empty office database: URLs for its owner, and for the role that works with it."""

    owner: str
    app: str


def new_role(server: PostgresServer, *rights: str) -> str:
    """A login of this test's own."""
    name = f"role_{uuid4().hex[:12]}"
    server._run(sql.SQL("CREATE ROLE {} LOGIN " + " ".join(rights)).format(sql.Identifier(name)))
    return name


def as_role(url: str, role: str) -> str:
    """The same database, connected to as somebody else."""
    return make_url(url).set(username=role, password=None).render_as_string(hide_password=False)


def plain(url: str) -> str:
    """The same address in psycopg's own form."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def drop_role(server: PostgresServer, name: str) -> None:
    """Remove a role whose databases are gone."""
    server._run(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A migrated database to copy, the role that owns its tables, and the role admitted to it."""

    database: str
    owner: str
    app: str


@pytest.fixture(scope="session")
def office_template(postgres_server: PostgresServer) -> Iterator[OfficeTemplate]:
    """Made once a run: migrated by an owner without any special right."""
    owner, app = new_role(postgres_server), new_role(postgres_server)
    url = own(postgres_server, postgres_server.create(), owner)
    open_book(as_role(url, owner)).close()
    database = open_database(as_role(url, owner))
    with database.write() as connection:
        admit(connection, app)
    database.close()
    yield OfficeTemplate(make_url(url).database or "", owner, app)
    postgres_server.drop(url)
    drop_role(postgres_server, owner)
    drop_role(postgres_server, app)


def own(server: PostgresServer, url: str, role: str) -> str:
    """Give a database to a role."""
    name = sql.Identifier(make_url(url).database or "")
    server._run(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, sql.Identifier(role)))
    return url


@pytest.fixture
def two_roles(postgres_server: PostgresServer, office_template: OfficeTemplate) -> Iterator[TwoRoles]:
    """An empty office database of two roles."""
    url = own(postgres_server, postgres_server.create(office_template.database), office_template.owner)
    yield TwoRoles(as_role(url, office_template.owner), as_role(url, office_template.app))
    postgres_server.drop(url)


@pytest.fixture
def owned_url(two_roles: TwoRoles) -> str:
    """An office database as the one role that owns everything; it has no special right on the server."""
    return two_roles.owner

"""The wall between companies on PostgreSQL, looked at as raw SQL finds it: by the role the program uses."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import Connection, sql
from sqlalchemy import text

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine.database import open_database
from rayafin_desktop.engine.entity import metadata
from rayafin_desktop.engine.permissions import Actor, the_book
from rayafin_desktop.engine.tenancy import admit, application_roles, build_walls, standing, unwalled
from rayafin_desktop.features.access.sign_in import companies_of
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import FixedClock, found_company
from tests.roles import TwoRoles, as_role, drop_role, new_role, plain

from ..postgres import PostgresServer

SCOPED = sorted(table.name for table in metadata.tables.values() if "company_id" in table.c)


class Pair:
    """Two companies in an office database, each with a customer, and raw SQL beside the program."""

    def __init__(self, app: App, url: str) -> None:
        self.app, self.url = app, url
        self.one, self.other = found_company(app, "IN"), found_company(app, "DE")
        for owner in (self.one, self.other):
            app.execute(SaveParty(name="Asha Mills"), owner)

    def raw(self, company: Actor | None) -> Connection[tuple[object, ...]]:
        connection = psycopg.connect(plain(self.url))
        if company is not None:
            connection.execute("SELECT set_config('rayafin.company', %s, true)", [str(company.company_id)])
        return connection


@pytest.fixture(params=["two roles", "one role"])
def pair(request: pytest.FixtureRequest, clock: FixedClock) -> Iterator[Pair]:
    """With an owner and a role for the program, then with one role that owns everything."""
    if request.param == "two roles":
        url = request.getfixturevalue("two_roles").app
    else:
        url = request.getfixturevalue("owned_url")
    app = open_book(url, clock=clock.as_clock())
    yield Pair(app, url)
    app.close()


def rows(connection: Connection[tuple[object, ...]], table: str) -> list[int]:
    """Whose rows of a table are seen."""
    key = "key" if table == "companies" else "company_id"
    found = connection.execute(
        sql.SQL("SELECT DISTINCT {} FROM {}").format(sql.Identifier(key), sql.Identifier(table))
    )
    return [int(str(row[0])) for row in found]


def test_raw_sql_sees_the_company_it_names_and_no_other(pair: Pair) -> None:
    with pair.raw(pair.one) as connection:
        seen = {table: rows(connection, table) for table in [*SCOPED, "companies", "search_index"]}
    assert all(keys in ([], [pair.one.company_id]) for keys in seen.values())
    assert seen["parties"] == seen["audit_entries"] == seen["companies"] == [pair.one.company_id]


def test_raw_sql_that_names_no_company_sees_none(pair: Pair) -> None:
    with pair.raw(None) as connection:
        assert [table for table in [*SCOPED, "companies", "search_index"] if rows(connection, table)] == []
    with pair.raw(pair.one) as connection:
        connection.commit()
        assert rows(connection, "parties") == [], "the setting outlived its transaction"


CHANGES = (
    "UPDATE parties SET name = 'Taken' WHERE company_id = {other}",
    "UPDATE chains SET n = n + 1 WHERE company_id = {other}",
    "UPDATE companies SET name = 'Taken' WHERE key = {other}",
    "DELETE FROM members WHERE company_id = {other}",
)


def test_raw_sql_changes_nothing_of_another_company(pair: Pair) -> None:
    for change in CHANGES:
        with pair.raw(pair.one) as connection:
            done = connection.execute(change.format(other=pair.other.company_id).encode())
            assert done.rowcount == 0, change


def test_raw_sql_puts_nothing_into_another_company(pair: Pair) -> None:
    insert = "INSERT INTO chains (company_id, n, head, reference_n) VALUES (%s, 0, %s, 0)"
    with pair.raw(pair.one) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(insert, [999, bytes(32)])
    with pair.raw(pair.one) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE parties SET company_id = %s", [pair.other.company_id])


def test_the_book_reads_every_company_and_writes_none(pair: Pair) -> None:
    with pair.raw(None) as connection:
        connection.execute("SELECT set_config('rayafin.book', 'on', true)")
        assert {pair.one.company_id, pair.other.company_id} <= set(rows(connection, "parties"))
        assert connection.execute("UPDATE parties SET name = 'Taken'").rowcount == 0


def test_companies_members_and_checks_work_behind_the_wall(pair: Pair) -> None:
    assert pair.one.user_id is not None
    assert [one.key for one in companies_of(pair.app, pair.one.user_id)] == [pair.one.company_id]
    with pair.app.read(the_book()) as read:
        assert {one.key for one in read.all(Company)} == {pair.one.company_id, pair.other.company_id}
    assert [checked for checked in pair.app.verify() if checked.faults] == []


def test_the_log_is_not_the_programs_to_change(two_roles: TwoRoles, clock: FixedClock) -> None:
    app = open_book(two_roles.app, clock=clock.as_clock())
    pair = Pair(app, two_roles.app)
    for change in (
        "UPDATE audit_entries SET clear = NULL",
        "DELETE FROM audit_entries",
        "UPDATE outbox SET payload = ''",
        "DELETE FROM outbox",
        "TRUNCATE outbox",
        "UPDATE book_facts SET value = ''",
        "DROP POLICY of_company ON parties",
        "ALTER TABLE parties DISABLE ROW LEVEL SECURITY",
    ):
        with pair.raw(pair.one) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(change.encode())
    app.close()


def in_owners_hands(url: str, look: Callable[..., object]) -> object:
    database = open_database(url)
    try:
        with database.write() as connection:
            return look(connection)
    finally:
        database.close()


def test_every_table_of_a_company_has_its_wall(owned_url: str) -> None:
    open_book(owned_url).close()
    assert in_owners_hands(owned_url, unwalled) == []
    with psycopg.connect(plain(owned_url)) as connection:
        walled = connection.execute("SELECT tablename FROM pg_policies WHERE policyname = 'of_company'")
        assert {str(row[0]) for row in walled} == {*SCOPED, "companies", "search_index"}


def test_a_table_without_its_wall_is_found_and_mended_at_the_next_opening(owned_url: str) -> None:
    open_book(owned_url).close()
    with psycopg.connect(plain(owned_url)) as connection:
        connection.execute("CREATE TABLE novelties (company_id integer NOT NULL, what text)")
        connection.execute("ALTER TABLE parties NO FORCE ROW LEVEL SECURITY")
        connection.execute("DROP POLICY of_book ON bills")
    assert in_owners_hands(owned_url, unwalled) == ["bills", "novelties", "parties"]
    open_book(owned_url).close()
    assert in_owners_hands(owned_url, unwalled) == []


def test_a_new_table_is_the_programs_to_use_after_the_next_migration(two_roles: TwoRoles) -> None:
    with psycopg.connect(plain(two_roles.owner)) as connection:
        connection.execute("CREATE TABLE novelties (company_id integer NOT NULL, what text)")
    in_owners_hands(two_roles.owner, build_walls)
    with psycopg.connect(plain(two_roles.app)) as connection:
        connection.execute("SELECT set_config('rayafin.company', '7', true)")
        connection.execute("INSERT INTO novelties VALUES (7, 'seven')")
        assert rows(connection, "novelties") == [7]


def test_the_program_leaves_migrations_to_the_owner(two_roles: TwoRoles) -> None:
    def age(connection: object) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))  # type: ignore[attr-defined]

    in_owners_hands(two_roles.owner, age)
    with pytest.raises(BookProblem) as refused:
        open_book(two_roles.app)
    assert refused.value.code == "office.owner_needed"


def test_a_role_that_passes_walls_is_not_admitted(
    postgres_server: PostgresServer, two_roles: TwoRoles
) -> None:
    strong = new_role(postgres_server, "BYPASSRLS")
    owner = psycopg.conninfo.conninfo_to_dict(plain(two_roles.owner))["user"]
    for role in (strong, str(owner)):
        with pytest.raises(BookProblem) as refused:
            in_owners_hands(two_roles.owner, lambda connection, role=role: admit(connection, role))
        assert refused.value.code == "office.role_too_strong"
    assert in_owners_hands(as_role(two_roles.owner, strong), lambda c: standing(c).passes_walls)
    assert len(in_owners_hands(two_roles.owner, application_roles)) == 1  # type: ignore[arg-type]
    drop_role(postgres_server, strong)

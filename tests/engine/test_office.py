"""Office databases: their address, what exactly is wrong with it, and making them; over real TCP."""

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import BookProblem, RayafinError
from rayafin_desktop.cli.usage import named_book
from rayafin_desktop.engine import office
from rayafin_desktop.engine.office import OfficeAddress, ensure_database, from_environment
from tests.engine.probe import CATALOGUE
from tests.own_server import PASSWORD, OwnServer
from tests.postgres import free_port
from tests.proxy import Proxy, Target


def refusal(do: Callable[[], object]) -> RayafinError:
    with pytest.raises(RayafinError) as refused:
        do()
    assert CATALOGUE.messages.sentences(refused.value) != [refused.value.code], "it needs a sentence"
    assert PASSWORD not in str(refused.value) + "".join(CATALOGUE.messages.sentences(refused.value))
    return refused.value


# --- the environment


def test_the_environment_names_an_office_database() -> None:
    address = from_environment(
        {
            "RAYAFIN_DB_HOST": "db.example.com",
            "RAYAFIN_DB_PORT": "6543",
            "RAYAFIN_DB_NAME": "books",
            "RAYAFIN_DB_USER": "desk",
            "RAYAFIN_DB_PASSWORD": "a/b@c:d%",
            "RAYAFIN_DB_SSLMODE": "verify-full",
        }
    )
    assert address is not None
    url = make_url(address.url)
    assert (url.host, url.port, url.database, url.username) == ("db.example.com", 6543, "books", "desk")
    assert url.password == "a/b@c:d%"
    assert url.query == {"sslmode": "verify-full"}
    assert "a/b" not in repr(address)
    assert "a/b" not in address.shown
    assert OfficeAddress.of(address.url) == address


def test_without_a_host_name_or_user_the_environment_names_none() -> None:
    assert from_environment({"RAYAFIN_DB_PASSWORD": "left over", "PGHOST": "db"}) is None
    assert named_book({"RAYAFIN_BOOK": "a.rayafin", "RAYAFIN_DB_HOST": "db"}) == "a.rayafin"
    assert named_book({"RAYAFIN_DB_HOST": "db"}) == "postgresql://db/rayafin"
    assert named_book({}) == ""


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("SSLMODE", "sometimes")])
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    refused = refusal(lambda: from_environment({"RAYAFIN_DB_HOST": "db", f"RAYAFIN_DB_{name}": value}))
    assert refused.params == {"name": f"RAYAFIN_DB_{name}", "value": value}


def test_what_the_address_leaves_out_libpq_takes_from_its_own_variables(
    own_server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(own_server.port)), ("PASSWORD", PASSWORD)):
        monkeypatch.setenv(f"PG{name}", value)
    office.test("postgresql://postgres@/postgres")


# --- what is wrong


def test_each_fault_of_an_address_is_told_apart(own_server: OwnServer) -> None:
    good = OfficeAddress.of(own_server.url())
    faults = {
        "office.host_unknown": OfficeAddress("no-such-machine.invalid", 5432, "postgres", "postgres", "x"),
        "office.refused": OfficeAddress("127.0.0.1", free_port(), "postgres", "postgres", "x"),
        "office.password_wrong": OfficeAddress(good.host, good.port, "postgres", "postgres", "wrong"),
        "office.password_needed": OfficeAddress(good.host, good.port, "postgres", "postgres"),
        "office.no_database": OfficeAddress(good.host, good.port, "nowhere", "postgres", PASSWORD),
        "office.no_tls": OfficeAddress(good.host, good.port, "postgres", "postgres", PASSWORD, "require"),
    }
    for code, address in faults.items():
        assert refusal(lambda address=address: office.test(address.url)).code == code  # type: ignore[misc]
    office.test(good.url)


def test_a_machine_that_answers_nothing_is_no_answer(
    own_server: OwnServer, proxied: Callable[[Target], Proxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = proxied(own_server.address)
    proxy.arm("stall")
    monkeypatch.setattr(office, "CONNECT_SECONDS", 2)
    address = OfficeAddress("127.0.0.1", proxy.port, "postgres", "postgres", PASSWORD)
    assert refusal(lambda: office.test(address.url)).code == "book.server_unreachable"


def test_who_may_make_no_tables_is_told_what_the_administrator_runs(own_server: OwnServer) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'clerk'")
        connection.execute(
            "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
        )
    refused = refusal(lambda: office.test(own_server.url(user="clerk", password="clerk")))
    assert refused.code == "office.no_tables"
    assert refused.params["sql"] == 'GRANT CREATE ON SCHEMA public TO "clerk";'
    assert refusal(lambda: office.test(own_server.url("latin"))).code == "office.not_utf8"
    refused = refusal(lambda: ensure_database(own_server.url("clerks", "clerk", "clerk")))
    assert refused.code == "office.cannot_create"
    statement = str(refused.params["sql"])
    with psycopg.connect(own_server.url(), autocommit=True) as connection:
        connection.execute(statement.encode())
    assert ensure_database(own_server.url("clerks", "clerk", "clerk")) is False
    open_book(own_server.url("clerks", "clerk", "clerk")).close()


# --- making it


def test_a_database_that_is_absent_is_made_with_its_schema(own_server: OwnServer) -> None:
    url = own_server.url("New-Office")
    app = open_book(url)
    with app.database.read() as connection:
        name, encoding = connection.execute(
            text("SELECT current_database(), current_setting('server_encoding')")
        ).one()
    assert (name, encoding) == ("New-Office", "UTF8")
    assert PASSWORD not in app.database.location
    app.close()
    open_book(url).close()


def test_a_wrong_password_at_opening_is_said_as_such(own_server: OwnServer) -> None:
    assert refusal(lambda: open_book(own_server.url(password="wrong"))).code == "office.password_wrong"
    assert isinstance(refusal(lambda: open_book(own_server.url(password="wrong"))), BookProblem)

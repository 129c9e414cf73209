"""The PostgreSQL that the tests run on: real, fresh for each test, and able to copy a prepared database."""

import psycopg
from sqlalchemy import create_engine, make_url, text

from tests.postgres import PostgresServer


def plain(url: str) -> str:
    """The same address in psycopg's own form."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def test_database_is_empty_and_writable(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        tables = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        ).scalar_one()
        connection.execute(text("CREATE TABLE note (line text)"))
        connection.execute(text("INSERT INTO note VALUES ('Überweisung')"))
        line = connection.execute(text("SELECT upper(line) FROM note")).scalar_one()
    engine.dispose()
    assert (tables, line) == (0, "ÜBERWEISUNG")


def test_copy_of_a_template_has_its_rows_and_leaves_it_alone(postgres_server: PostgresServer) -> None:
    template = postgres_server.create()
    with psycopg.connect(plain(template)) as connection:
        connection.execute("CREATE TABLE note (line text)")
        connection.execute("INSERT INTO note VALUES ('kept')")
    copy = postgres_server.create(template=make_url(template).database or "")
    with psycopg.connect(plain(copy)) as connection:
        connection.execute("DELETE FROM note")
    with psycopg.connect(plain(template)) as connection:
        rows = connection.execute("SELECT line FROM note").fetchall()
    postgres_server.drop(copy)
    postgres_server.drop(template)
    assert rows == [("kept",)]

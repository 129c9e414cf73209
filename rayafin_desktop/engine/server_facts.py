"""What a PostgreSQL server says of itself, for `doctor`."""

from __future__ import annotations

from sqlalchemy import Connection, text


def server_facts(connection: Connection) -> tuple[str, str, str | None, object]:
    """Version, encoding, the TLS of this connection (None for none) and the address it comes from."""
    row = connection.execute(
        text(
            "SELECT current_setting('server_version'), current_setting('server_encoding'), "
            "(SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), "
            "inet_client_addr()"
        )
    ).one()
    return str(row[0]), str(row[1]), row[2], row[3]


def setting_of(connection: Connection, name: str) -> str:
    """A setting of the server, as it says it."""
    asked = text("SELECT current_setting(:name)")
    return str(connection.execute(asked, {"name": name}).scalar())

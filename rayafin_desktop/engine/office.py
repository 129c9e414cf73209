"""The address of an office database: from the environment or a form, what is wrong with it, its making.

RAYAFIN_DB_HOST, _PORT, _NAME, _USER, _PASSWORD, _SSLMODE and _SSLROOTCERT say where it is. What they leave
out libpq takes from its own variables (PGHOST, PGPASSWORD, PGSSLMODE, ..., a password file). A password is
never an argument.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL, make_url

from rayafin_desktop.base.errors import BookProblem, Offline, RayafinError

if TYPE_CHECKING:
    from psycopg import Connection

PORT = 5432
CONNECT_SECONDS = 10
TLS_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
"""libpq's `sslmode`, from no encryption to a certificate checked against the server's name."""
_MAINTENANCE = ("postgres", "template1")


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """Where an office database is, and as whom to come. What is empty is left to libpq."""

    host: str = ""
    port: int = 0
    database: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = ""
    root_certificate: str = ""

    @property
    def url(self) -> str:
        """The location to open, password included: not to be shown and not to be kept."""
        return self._url().render_as_string(hide_password=False)

    @property
    def shown(self) -> str:
        """The location without the password."""
        return self._url().set(password=None).render_as_string()

    def _url(self) -> URL:
        options = {"sslmode": self.tls, "sslrootcert": self.root_certificate}
        return URL.create(
            "postgresql",
            username=self.user or None,
            password=self.password or None,
            host=self.host or None,
            port=self.port or None,
            database=self.database or None,
            query={name: value for name, value in options.items() if value},
        )

    @classmethod
    def of(cls, location: str) -> OfficeAddress:
        """The parts of a `postgresql://` location."""
        url = make_url(location)
        first = {name: value if isinstance(value, str) else value[0] for name, value in url.query.items()}
        return cls(
            url.host or first.get("host", ""),
            url.port or 0,
            url.database or "",
            url.username or "",
            str(url.password or ""),
            first.get("sslmode", ""),
            first.get("sslrootcert", ""),
        )


def from_environment(environment: Mapping[str, str]) -> OfficeAddress | None:
    """The office database the environment names, or None; BookProblem (`office.settings_wrong`)."""
    said = {
        name: environment.get(f"RAYAFIN_DB_{name}", "").strip()
        for name in ("HOST", "PORT", "NAME", "USER", "SSLMODE", "SSLROOTCERT")
    }
    if not any((said["HOST"], said["NAME"], said["USER"])):
        return None
    if said["PORT"] and not (said["PORT"].isascii() and said["PORT"].isdigit() and int(said["PORT"]) < 65536):
        raise BookProblem("office.settings_wrong", {"name": "RAYAFIN_DB_PORT", "value": said["PORT"]})
    if said["SSLMODE"] and said["SSLMODE"] not in TLS_MODES:
        raise BookProblem("office.settings_wrong", {"name": "RAYAFIN_DB_SSLMODE", "value": said["SSLMODE"]})
    return OfficeAddress(
        said["HOST"],
        int(said["PORT"] or 0),
        said["NAME"] or environment.get("PGDATABASE", "") or "rayafin",
        said["USER"],
        environment.get("RAYAFIN_DB_PASSWORD", ""),
        said["SSLMODE"],
        said["SSLROOTCERT"],
    )


def why_unreachable(location: str) -> RayafinError:
    """What exactly keeps us from this database, as the error to raise."""
    try:
        test(location)
    except RayafinError as found:
        return found
    return Offline("book.server_unreachable")


def test(location: str) -> None:
    """Connect as the program would; raises what is wrong: host, port, password, database, rights, TLS."""
    connected(location, _look_at_rights)


def ensure_database(location: str) -> bool:
    """Make the database where it is absent, with UTF8; answers whether it did.

    BookProblem (`office.cannot_create`, with the SQL for whoever may) where the right is missing.
    """
    from psycopg import errors, sql

    try:
        connected(location, lambda connection: None)
    except BookProblem as missing:
        if missing.code != "office.no_database":
            raise
    else:
        return False
    address = OfficeAddress.of(location)
    create = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
        sql.Identifier(address.database)
    )

    def make(connection: Connection[Any]) -> None:
        try:
            connection.execute(create)
        except errors.DuplicateDatabase:
            return  # another machine of the office was faster
        except errors.InsufficientPrivilege as error:
            user = connection.info.user
            owned = sql.SQL("{} OWNER {};").format(create, sql.Identifier(user)).as_string(connection)
            raise BookProblem(
                "office.cannot_create", {"database": address.database, "user": user, "sql": owned}
            ) from error

    _maintained(location, make)
    return True


def connected(location: str, look: Callable[[Connection[Any]], object]) -> None:
    """Connect, hand the connection over, and close it; a refusal to connect is told apart by its cause."""
    import psycopg

    try:
        with psycopg.connect(_conninfo(location), autocommit=True) as connection:
            look(connection)
    except psycopg.OperationalError as error:
        raise _cause(location, error) from error


def _conninfo(location: str, database: str = "") -> str:
    """The address in libpq's own form: SQLAlchemy's URLs leave characters bare that libpq's must not."""
    from psycopg.conninfo import make_conninfo

    url = make_url(location)
    options = {name: value if isinstance(value, str) else value[0] for name, value in url.query.items()}
    parts = {
        "host": url.host,
        "port": url.port,
        "dbname": database or url.database,
        "user": url.username,
        "password": url.password,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "rayafin",
    }
    given = {name: str(value) for name, value in parts.items() if value}
    return make_conninfo("", **{**given, **options})


def _look_at_rights(connection: Connection[Any]) -> None:
    name, user = connection.info.dbname, connection.info.user
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise BookProblem("office.not_utf8", {"database": name, "encoding": encoding})
    row = connection.execute(
        "SELECT to_regclass('companies') IS NOT NULL, CASE WHEN to_regclass('companies') IS NULL THEN "
        "has_schema_privilege('public', 'CREATE') ELSE has_table_privilege('companies', 'SELECT') END"
    ).fetchone()
    if row is None or row[1]:
        return
    if row[0]:
        raise BookProblem("office.no_right", {"user": user, "database": name})
    raise BookProblem("office.no_tables", {"user": user, "database": name, "sql": _grant(connection, user)})


def _grant(connection: Connection[Any], user: str) -> str:
    from psycopg import sql

    return sql.SQL("GRANT CREATE ON SCHEMA public TO {};").format(sql.Identifier(user)).as_string(connection)


def _cause(location: str, error: Exception) -> RayafinError:
    """Why the server was not reached or said no. It sends no code for that, so the network is asked first.

    What the server says is in its own language: the database's absence is looked up, never read from it.
    """
    address, said = OfficeAddress.of(location), str(error)
    user = address.user or _said_user(said)
    if address.host and not address.host.startswith("/"):
        network = _network_fault(address.host, address.port or PORT)
        if network is not None:
            return network
    if "no password supplied" in said:
        return BookProblem("office.password_needed", {"user": user}, field="password")
    if "SSL was required" in said or "SSL required" in said:
        return BookProblem("office.no_tls", field="tls")
    if "certificate" in said:
        return BookProblem("office.tls_untrusted", {"why": _last_line(said)}, field="tls")
    if "pg_hba.conf" in said:
        return BookProblem("office.not_admitted", {"user": user, "database": address.database})
    if _is_absent(location, address.database):
        return BookProblem("office.no_database", {"database": address.database}, field="database")
    if "authentication failed" in said or f'role "{user}" does not exist' in said:
        return BookProblem("office.password_wrong", {"user": user}, field="password")
    if "timeout" in said or "Connection refused" in said or "closed the connection" in said:
        return Offline("book.server_unreachable")
    return BookProblem("office.cannot_connect", {"why": _last_line(said)})


def _network_fault(host: str, port: int) -> RayafinError | None:
    params: dict[str, object] = {"host": host, "port": port}
    try:
        socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
    except (socket.gaierror, UnicodeError):
        return BookProblem("office.host_unknown", params, field="host")
    except ConnectionRefusedError:
        return Offline("office.refused", params, field="port")
    except OSError:
        return Offline("office.no_answer", params, field="host")
    return None


def _is_absent(location: str, database: str) -> bool:
    """Whether the server knows no such database; False where it cannot be asked."""
    import psycopg

    found = []

    def look(connection: Connection[Any]) -> None:
        found.append(
            connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        )

    try:
        _maintained(location, look)
    except (psycopg.Error, RayafinError):
        return False
    return found == [None]


def _maintained(location: str, look: Callable[[Connection[Any]], object]) -> None:
    """The same on a database every server has."""
    import psycopg

    for name in _MAINTENANCE:
        try:
            connection = psycopg.connect(_conninfo(location, name), autocommit=True)
        except psycopg.OperationalError as error:
            if name == _MAINTENANCE[-1]:
                raise BookProblem("office.cannot_connect", {"why": _last_line(str(error))}) from error
            continue
        with connection:
            look(connection)
        return


def _said_user(said: str) -> str:
    parts = said.split('"')
    return parts[1] if len(parts) > 1 and "user" in parts[0] else ""


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else ""

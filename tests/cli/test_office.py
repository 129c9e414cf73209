"""Office databases from the command line: new, move, admit, test, doctor, backup."""

import json
import subprocess
from pathlib import Path

import psycopg
import pytest

from rayafin_desktop.application import App, create_book, open_book
from rayafin_desktop.cli.main import main
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.sample.clock import SampleClock
from rayafin_desktop.sample.company import populate
from rayafin_desktop.sample.plan import SamplePlan
from tests.books import PASSWORD, FixedClock
from tests.own_server import PASSWORD as SERVER_PASSWORD
from tests.own_server import OwnServer
from tests.postgres import PostgresServer, installed_programs
from tests.roles import TwoRoles, plain

PROGRAMS = installed_programs() / "pginstall18" / "bin"


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, object]:
    """What a command says as JSON."""
    done = main([*arguments, "--json"])
    said = capsys.readouterr()
    assert done == code, said.err + said.out
    found: dict[str, object] = json.loads(said.out)
    return found


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample company with a closed year, foreign money, attachments: something in every table."""
    path = tmp_path_factory.mktemp("sample") / "sample.rayafin"
    plan = SamplePlan.of(today=FixedClock().today(), seed=1, invoices=25)
    clock = SampleClock(plan.first_day)
    app = create_book(path, clock=clock.as_clock())
    populate(app, clock, plan)
    app.close()
    return path


def figures(app: App) -> dict[str, str]:
    """Every report of every company that asks for nothing but a period, and every chain's head."""
    found = {}
    with app.database.read() as connection:
        from rayafin_desktop.engine.tenancy import enter

        enter(connection, (0,))
        heads = connection.exec_driver_sql("SELECT company_id, n, head FROM chains ORDER BY 1").all()
    for company_id, n, head in heads:
        found[f"chain {company_id}"] = f"{n} {bytes(head).hex()}"
    with app.read(the_book(1)) as read:
        for report in app.catalogue.reports.values():
            if not any(report.takes.values()):
                found[report.name] = repr(report.run(read))
    return found


def test_a_moved_book_has_the_same_figures_and_an_unbroken_chain(
    capsys: pytest.CaptureFixture[str],
    sample_file: Path,
    postgres_server: PostgresServer,
    two_roles: TwoRoles,
    clock: FixedClock,
) -> None:
    said = answer(capsys, "move", str(sample_file), two_roles.owner)
    assert said["ok"] is True
    assert said["faults"] == []
    here, there = (
        open_book(sample_file, clock=clock.as_clock()),
        open_book(two_roles.app, clock=clock.as_clock()),
    )
    try:
        assert figures(there) == figures(here)
        assert len(figures(there)) > 10
        with psycopg.connect(plain(two_roles.owner)) as connection:
            asleep = connection.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'").fetchall()
            facts: dict[str, str] = dict(connection.execute("SELECT key, value FROM book_facts").fetchall())
        assert asleep == []
        with here.database.read() as file:
            before: dict[str, str] = dict(
                file.exec_driver_sql("SELECT key, value FROM book_facts").tuples().all()
            )
        assert facts["book_id"] == before["book_id"]
        assert facts["password_key"] == before["password_key"]
        assert facts["device_id"] != before["device_id"]
    finally:
        here.close()
        there.close()
    again = answer(capsys, "move", str(sample_file), two_roles.owner, code=1)
    assert again["problems"][0]["code"] == "move.not_empty"  # type: ignore[index]


def test_a_book_is_not_moved_into_a_file_or_out_of_a_server(
    capsys: pytest.CaptureFixture[str], sample_file: Path, two_roles: TwoRoles
) -> None:
    for first, second in ((str(sample_file), "other.rayafin"), (two_roles.owner, two_roles.owner)):
        said = answer(capsys, "move", first, second, code=1)
        assert said["problems"][0]["code"] == "move.only_to_office"  # type: ignore[index]


def test_from_the_environment_to_a_book_with_a_role_of_its_own(
    capsys: pytest.CaptureFixture[str], own_server: OwnServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {
        "HOST": "127.0.0.1",
        "PORT": str(own_server.port),
        "NAME": "fresh",
        "USER": "postgres",
        "PASSWORD": SERVER_PASSWORD,
    }.items():
        monkeypatch.setenv(f"RAYAFIN_DB_{name}", value)
    said = answer(capsys, "office", "test", code=1)
    assert said["problems"][0]["code"] == "office.no_database"  # type: ignore[index]
    answer(capsys, "migrate", "up")
    answer(capsys, "office", "test")
    monkeypatch.setenv("RAYAFIN_ROLE_PASSWORD", "of the program")
    answer(capsys, "office", "admit", "program")
    monkeypatch.setenv("RAYAFIN_DB_USER", "program")
    monkeypatch.setenv("RAYAFIN_DB_PASSWORD", "of the program")
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    url = f"postgresql://program@127.0.0.1:{own_server.port}/fresh"
    answer(capsys, "new", url, "--name", "Office Ltd", "--country", "GB", "--owner", "asha@example.com")
    shown = answer(capsys, "show", "parties", "--user", "asha@example.com")
    assert shown is not None
    monkeypatch.setenv("RAYAFIN_PG_DUMP", str(PROGRAMS / "pg_dump"))
    made = answer(capsys, "backup", str(tmp_path / "copies"))
    assert Path(str(made["backup"])).stat().st_size == made["bytes"]
    listed = subprocess.run(
        [str(PROGRAMS / "pg_restore"), "--data-only", "--table=companies", "--file=-", str(made["backup"])],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Office Ltd" in listed


def test_doctor_says_who_we_are_and_what_guards_the_companies(
    capsys: pytest.CaptureFixture[str], two_roles: TwoRoles, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rayafin_desktop.cli import office
    from rayafin_desktop.engine.database import open_database

    with psycopg.connect(plain(two_roles.owner)) as connection:
        connection.execute("ALTER TABLE bills DISABLE ROW LEVEL SECURITY")
    database = open_database(two_roles.app)
    found = {subject: (well, detail) for subject, well, detail in office.office_findings(database)}
    database.close()
    assert found["server"][0]
    assert "works with tables of another" in found["role"][1]
    assert found["role"][0]
    assert found["row-level security"] == (
        False,
        "missing on bills: the owner runs rayafin migrate up",
    )
    assert found["TLS"] == (True, "none, on this machine")
    answer(capsys, "migrate", "up", "--book", two_roles.owner)
    database = open_database(two_roles.owner)
    found = {subject: (well, detail) for subject, well, detail in office.office_findings(database)}
    database.close()
    assert found["row-level security"][0]


def test_without_pg_dump_the_backup_says_so(
    capsys: pytest.CaptureFixture[str], two_roles: TwoRoles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = answer(capsys, "backup", str(tmp_path / "copies"), "--book", two_roles.app, code=1)
    assert said["problems"][0]["code"] == "office.no_pg_dump"  # type: ignore[index]
    monkeypatch.setenv("RAYAFIN_PG_DUMP", str(PROGRAMS / "pg_config"))
    said = answer(capsys, "backup", str(tmp_path / "copies"), "--book", two_roles.app, code=1)
    assert said["problems"][0]["code"] == "office.dump_failed"  # type: ignore[index]
    assert list((tmp_path / "copies").iterdir()) == []

"""`demo`: the sample company has something for every screen, checks out, and repeats itself."""

import csv
import re
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.cli.lists import values_of
from rayafin_desktop.cli.main import main
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import the_book

from .conftest import Rayafin

CHECKOUT = Path(__file__).resolve().parents[2]
INVOICES = "60"
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OWNER, PASSWORD = "asha.shah@example.com", "monsoon-lantern-47-bales"


def make(path: Path, *options: str) -> Path:
    assert main(["demo", str(path), "--invoices", INVOICES, *options]) == 0
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sample book for all tests that only read."""
    return make(tmp_path_factory.mktemp("sample") / "sample.rayafin", "--seed", "7")


@pytest.fixture(scope="module")
def unread_sample(sample: Path) -> dict[str, list[str]]:
    """What the sample held before a test signed in to it, which leaves a trace."""
    return business(sample)


@pytest.fixture
def as_owner(sample: Path, unread_sample: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAYAFIN_BOOK", str(sample))
    monkeypatch.setenv("RAYAFIN_USER", OWNER)
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    return sample


def lists(rayafin: Rayafin) -> list[str]:
    return [one["name"] for one in rayafin("queries", "--json").json]


def rows(rayafin: Rayafin, name: str, company: str = "RAYAFIN") -> list[dict[str, Any]]:
    answer = rayafin("show", name, "--limit", "5000", "--json", "--company", company)
    assert answer.code == 0, answer.err
    found: list[dict[str, Any]] = answer.json
    return found


def test_it_says_who_can_sign_in(rayafin: Rayafin, tmp_path: Path) -> None:
    answer = rayafin("demo", tmp_path / "d.rayafin", "--invoices", "10", "--seed", "1", "--json")
    assert answer.code == 0
    assert (answer.json["user"], answer.json["password"]) == (OWNER, PASSWORD)
    assert "100 %" in answer.err
    again = rayafin("demo", tmp_path / "d.rayafin", "--json")
    assert (again.code, again.codes) == (1, ["book.exists"])


def test_it_fills_an_office_database_too(rayafin: Rayafin, empty_database: str) -> None:
    assert rayafin("demo", empty_database, "--invoices", "10", "--seed", "1").code == 0
    assert rayafin("verify", "--book", empty_database).code == 0


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs started here listen to Ctrl+C, even if this run was started in the background of a script."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rayafin_desktop", "demo", str(tmp_path / "d.rayafin"), "--seed", "1"]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stderr is not None
        assert "0 %" in running.stderr.readline()
        assert list(tmp_path.iterdir()) != []
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
    assert list(tmp_path.iterdir()) == []


def test_every_list_has_rows(rayafin: Rayafin, as_owner: Path) -> None:
    # Keys and devices hold random codes, sessions the machine's name: a sample is the same for a seed.
    left_out = {"api_keys", "devices", "operations", "sessions", "sync_exceptions"}
    assert {name for name in lists(rayafin) if not rows(rayafin, name)} == left_out


def test_documents_stand_in_every_state(rayafin: Rayafin, as_owner: Path) -> None:
    # States are judged by today: months later what was unpaid is overdue.
    states = Counter(row["status"] for row in rows(rayafin, "invoices"))
    assert {"DRAFT", "OVERDUE", "PAID", "VOID"} <= set(states)
    parts = [row for row in rows(rayafin, "invoices") if 0 < row["open_minor"] < row["total_minor"]]
    assert parts, "no invoice is paid in part"
    commissions = Counter(row["status"] for row in rows(rayafin, "commissions"))
    assert {"EARNED", "APPROVED", "SETTLED", "PAID"} <= set(commissions)
    assert {True, False} == {row["is_reversed"] for row in rows(rayafin, "payments")}
    assert {"INR", "USD"} == {row["currency"] for row in rows(rayafin, "invoices") if row["number"]}


def test_verify_finds_no_fault(rayafin: Rayafin, as_owner: Path) -> None:
    answer = rayafin("verify", "--json")
    assert answer.code == 0, answer.out
    assert {one["company"] for one in answer.json["checks"]} == {"", "RAYAFIN", "OASIS"}


def test_the_second_company_writes_from_right_to_left(rayafin: Rayafin, as_owner: Path) -> None:
    names = [row["name"] for row in rows(rayafin, "customers", "OASIS")]
    assert len(names) == 5
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in name) for name in names)


def test_documents_come_as_pdf(rayafin: Rayafin, as_owner: Path, tmp_path: Path) -> None:
    number = next(row["number"] for row in rows(rayafin, "invoices") if row["number"])
    target = tmp_path / "invoice.pdf"
    made = rayafin("pdf", "invoice", number, "-o", target, "--company", "RAYAFIN", "--json")
    assert (made.code, made.json["bytes"]) == (0, target.stat().st_size)
    assert target.read_bytes().startswith(b"%PDF")
    for wrong, code in (
        (["weather", number], "cli.unknown_document"),
        (["invoice", "INV/99"], "invoice.not_found"),
    ):
        answer = rayafin("pdf", *wrong, "-o", tmp_path / "no.pdf", "--company", "RAYAFIN", "--json")
        assert (answer.code, answer.codes) == (1, [code])
        assert not (tmp_path / "no.pdf").exists()


def test_a_pdf_never_takes_the_place_of_a_book(rayafin: Rayafin, as_owner: Path, tmp_path: Path) -> None:
    number = next(row["number"] for row in rows(rayafin, "invoices") if row["number"])
    answer = rayafin("pdf", "invoice", number, "-o", as_owner, "--company", "RAYAFIN", "--json")
    assert (answer.code, answer.codes) == (1, ["cli.would_overwrite_book"])
    assert rayafin("verify").code == 0


def test_a_report_in_every_format(rayafin: Rayafin, as_owner: Path, tmp_path: Path) -> None:
    trial = ("report", "trial-balance", "--company", "RAYAFIN")
    told = rayafin(*trial).out
    assert "Trade receivables" in told
    table = rayafin(*trial, "--json").json
    heads = [column["title"] for column in table["columns"]]
    assert heads[0] in told
    assert any("Trade receivables" in row["cells"] for row in table["rows"])
    rayafin(*trial, "--format", "csv", "-o", tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert (lines[0], len(lines)) == (heads, len(table["rows"]) + 1)
    rayafin(*trial, "--format", "xlsx", "-o", tmp_path / "t.xlsx")
    assert zipfile.is_zipfile(tmp_path / "t.xlsx")
    rayafin(*trial, "--format", "pdf", "-o", tmp_path / "t.pdf")
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    rayafin(*trial, "--format", "text", "-o", tmp_path / "t.txt")
    assert (tmp_path / "t.txt").read_text(encoding="utf-8") == told


def test_a_report_of_an_earlier_day(rayafin: Rayafin, as_owner: Path) -> None:
    def amounts(*options: str) -> list[Any]:
        answer = rayafin("report", "trial-balance", "--company", "RAYAFIN", "--json", *options)
        return [row["cells"] for row in answer.json["rows"]]

    assert amounts("--as-of", "2026-08-15") != amounts()
    assert len(amounts("--as-of", "2020-01-01")) <= 1


def test_what_a_report_does_not_take(rayafin: Rayafin, as_owner: Path) -> None:
    trial = ("report", "trial-balance", "--company", "RAYAFIN", "--json")
    assert rayafin("report", "weather", "--company", "RAYAFIN", "--json").codes == ["cli.unknown_report"]
    for wrong, code in (
        (["--from", "2026-01-01"], "cli.report_without"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "cli.period_backwards"),
        (["--format", "pdf"], "cli.needs_output"),
    ):
        answer = rayafin(*trial, *wrong)
        assert (answer.code, answer.codes) == (2, [code])
    assert rayafin(*trial, "--as-of", "yesterday").code == 2


def test_every_report_proves_itself_from_the_command_line(rayafin: Rayafin, as_owner: Path) -> None:
    asked = (
        ("trial-balance", "--option", "columns=movement"),
        ("profit-and-loss", "--compare", "year", "--from", "2026-09-01", "--to", "2026-09-30"),
        ("profit-and-loss", "--option", "by=cost_centre"),
        ("balance-sheet", "--as-of", "2026-09-30", "--compare", "period"),
        ("cash-flow", "--to", "2026-10-31"),
        ("general-ledger", "--account", "1120"),
        ("day-book", "--from", "2026-09-01", "--to", "2026-09-30", "--option", "by=kind"),
    )
    for options in asked:
        table = rayafin("report", *options, "--company", "RAYAFIN", "--json").json
        assert table["rows"], options
        assert table["difference"] == "0.00", options
    alone = rayafin("report", "profit-and-loss", "--cost-centre", "HO", "--company", "RAYAFIN").out
    assert "Head office, 1 Apr 2026" in alone


def test_what_a_report_is_asked_must_be_there(rayafin: Rayafin, as_owner: Path) -> None:
    for options, status, code in (
        (("general-ledger", "--account", "9999"), 1, "cli.report_record"),
        (("profit-and-loss", "--compare", "weather"), 2, "cli.report_choice"),
        (("profit-and-loss", "--party", "K1"), 2, "cli.report_without"),
        (("profit-and-loss", "--option", "colour=red"), 2, "cli.report_without"),
        (("profit-and-loss", "--from", "2026-11-01", "--to", "2026-10-01"), 2, "cli.period_backwards"),
        (("trial-balance", "--format", "xlsx"), 2, "cli.needs_output"),
    ):
        answer = rayafin("report", *options, "--company", "RAYAFIN", "--json")
        assert (answer.code, answer.codes) == (status, [code]), options


def test_a_broker_sees_his_own_commissions_only(
    rayafin: Rayafin, as_owner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = {row["member_name"] for row in rows(rayafin, "commissions")}
    monkeypatch.setenv("RAYAFIN_USER", "imran.sheikh@example.com")
    own = {row["member_name"] for row in rows(rayafin, "commissions")}
    assert own == {"Imran Sheikh"}
    assert own < everybody


def business(book: Path) -> dict[str, list[str]]:
    """Every list of both companies without ids, which are unique everywhere."""
    found = {}
    app = open_book(book)
    try:
        for key in (1, 2):
            for name, query in app.catalogue.queries.items():
                with app.read(the_book(key)) as read:
                    found[f"{key} {name}"] = sorted(
                        IDS.sub(
                            "id", repr([one for one in values_of(row).values() if not isinstance(one, UUID)])
                        )
                        for row in page(query, read, Look(), limit=10_000)
                    )
    finally:
        app.close()
    return found


@pytest.mark.nightly
def test_same_seed_same_book(sample: Path, tmp_path: Path, unread_sample: dict[str, list[str]]) -> None:
    twin = business(make(tmp_path / "twin.rayafin", "--seed", "7"))
    assert [name for name in twin if twin[name] != unread_sample[name]] == []
    other = business(make(tmp_path / "other.rayafin", "--seed", "8"))
    assert other["1 invoices"] != twin["1 invoices"]

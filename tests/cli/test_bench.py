"""`bench` measures what was asked for and tells it in one shape. Nothing here is timed."""

import json
from pathlib import Path

import pytest

from rayafin_desktop.cli.bench.figures import Figure, table_rows
from rayafin_desktop.cli.bench.floor import sqlite_floor
from rayafin_desktop.cli.bench.timing import in_turns, percentile
from rayafin_desktop.cli.bench.workload import CUSTOMERS, LAST_DAY, receipts, sales

from .conftest import Rayafin

SHAPE = {"name", "value", "unit", "floor", "ratio", "goal", "met", "note"}


def test_figures_stand_beside_their_floor(rayafin: Rayafin) -> None:
    answer = rayafin(
        "bench", "--invoices", "200", "--only", "import", "--only", "reports", "--only", "lists", "--json"
    )
    assert answer.code == 0, answer.err
    assert answer.json["invoices"] == 200
    figures = answer.json["figures"]["sqlite"]
    assert all(set(figure) == SHAPE and figure["value"] > 0 for figure in figures)
    assert figures[0]["name"].startswith("import")
    assert {"trial balance, any day", "list, last page", "search by number"} <= {f["name"] for f in figures}
    assert all(figure["floor"] for figure in figures if "frozen" not in figure["name"])
    assert "import: 100 %" in answer.err


def test_only_what_was_asked_for_and_a_table_for_a_person(rayafin: Rayafin) -> None:
    answer = rayafin("bench", "--invoices", "200", "--only", "allocate", "--only", "size")
    assert answer.code == 0, answer.err
    named = [line for line in answer.out.splitlines() if "  " in line]
    assert any(line.startswith("receive a payment") and "<= 10 x" in line for line in named)
    assert any(line.startswith("bytes per invoice") for line in named)
    assert "trial balance" not in answer.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.out)


@pytest.mark.nightly
def test_an_office_database_is_measured_beside_its_own_driver(rayafin: Rayafin, empty_database: str) -> None:
    answer = rayafin(
        "bench",
        "--invoices",
        "100",
        "--only",
        "post",
        "--only",
        "reports",
        "--only",
        "lists",
        "--postgres",
        empty_database,
        "--json",
    )
    assert answer.code == 0, answer.err
    names = {store: [one["name"] for one in figures] for store, figures in answer.json["figures"].items()}
    assert set(names) == {"sqlite", "postgresql"}
    assert set(names["postgresql"]) == set(names["sqlite"]) - {"one sync of this disk"}
    # What was put there stays: a second run finds the database taken.
    again = rayafin("bench", "--invoices", "100", "--only", "lists", "--postgres", empty_database, "--json")
    assert (again.code, again.codes) == (1, ["cli.book_not_empty"])


def test_an_unknown_part_is_wrong_usage(rayafin: Rayafin) -> None:
    assert rayafin("bench", "--only", "weather").code == 2


def test_the_same_size_is_the_same_workload() -> None:
    sold = list(sales(2_000))
    assert sold == list(sales(2_000))
    assert sold != list(sales(2_001))[:2_000]
    assert [sale.on for sale in sold] == sorted(sale.on for sale in sold)
    assert all(0 <= sale.customer < CUSTOMERS and len(sale.lines) == 3 for sale in sold)
    # Half of them on a Pareto tail: one customer stands far above the rest.
    counts = sorted((sum(sale.customer == n for sale in sold) for n in range(CUSTOMERS)), reverse=True)
    assert counts[0] > 10 * counts[CUSTOMERS // 2]


def test_payments_settle_seven_in_ten_invoices_once_each() -> None:
    sold = list(sales(2_000))
    paying = receipts([(sale.customer, sale.on) for sale in sold], 2_000)
    paid = [at for receipt in paying for at in receipt.sales]
    assert len(paid) == len(set(paid))
    assert 0.65 < len(paid) / len(sold) < 0.75
    for receipt in paying:
        assert 1 <= len(receipt.sales) <= 3
        assert {sold[at].customer for at in receipt.sales} == {receipt.customer}
        assert receipt.on >= max(sold[at].on for at in receipt.sales)


def test_the_floor_holds_the_whole_workload_in_balance(tmp_path: Path) -> None:
    floor = sqlite_floor(tmp_path / "floor.db")
    sold = list(sales(100))
    floor.write(floor.rows_of(sold))
    receipt = receipts([(sale.customer, sale.on) for sale in sold], 100)[0]
    owed = [(at + 1, sold[at].total_minor) for at in receipt.sales]
    floor.pay(floor.receipt_rows(receipt, owed), owed)
    floor.derive()
    end = LAST_DAY
    by_sums: dict[int, int] = dict(floor.month_end(end))
    by_index: dict[int, int] = dict(floor.any_day(end))
    assert sum(by_sums.values()) == 0
    assert by_sums == by_index
    gross = sum(sale.total_minor for sale in sold)
    (settled,) = floor.driver.execute("SELECT SUM(paid) FROM invoice", ()).fetchone()
    assert settled == sum(minor for _, minor in owed)
    (written,) = floor.driver.execute("SELECT SUM(gross) FROM invoice", ()).fetchone()
    assert written == gross
    assert [row[1] for row in floor.numbered("0000042", 10)] == ["F-0000042"]
    floor.close()


def test_a_goal_is_held_against_the_ratio_or_the_value() -> None:
    slow = Figure(name="a", value=30.0, unit="ms", floor=2.0, goal=10)
    quick = Figure(name="b", value=300.0, unit="/s", floor=600.0, goal=4, more_is_better=True)
    plain = Figure(name="c", value=3.0, unit="ms", floor=0.1, goal=10, goal_of_value=True)
    missing = Figure(name="d", value=None, unit="", goal=2, note="needs a tracer")
    assert (slow.ratio, slow.met) == (15.0, False)
    assert (quick.ratio, quick.met) == (2.0, True)
    assert plain.met is True
    assert (missing.ratio, missing.met) == (None, None)
    assert [row[-1] for row in table_rows([slow, quick, missing])] == ["missed", "met", "needs a tracer"]


def test_waiting_is_on_the_clock_and_not_of_the_processor(tmp_path: Path) -> None:
    """The goals of posting stand on this: a slow disk must not bring the ratio to 1."""
    import select
    import socket

    one, other = socket.socketpair()
    with one, other:
        waits, works = in_turns(
            (lambda: select.select([one], [], [], 0.02), lambda: sum(range(200_000))) for _ in range(3)
        )
    assert min(waits.wall) > 15
    assert max(waits.cpu) < min(waits.wall) / 2
    assert min(works.cpu) > 0


def test_percentile() -> None:
    assert percentile([float(n) for n in range(100)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_messages_are_measured_without_a_book(rayafin: Rayafin) -> None:
    answer = rayafin("bench", "--only", "trade", "--json")
    assert answer.code == 0
    figures = answer.json["figures"]["sqlite"]
    assert [one["name"] for one in figures] == [
        "trade messages, 1,000 read, processor",
        "trade message, one read",
    ]
    assert all(one["value"] > 0 for one in figures)
    assert [one["goal"] for one in figures] == ["<= 2000 ms", "<= 5 ms"]

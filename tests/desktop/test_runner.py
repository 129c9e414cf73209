"""Jobs off the window's thread; errors; the stall meter."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, Problem, RuleBroken
from rayafin_desktop.desktop.problems import Problems, crash_report, redacted, spread
from rayafin_desktop.desktop.runner import Runner, Task, answer_of
from rayafin_desktop.desktop.stall import StallMeter


def test_answers_come_back_on_the_windows_thread(runner: Runner, qtbot: QtBot) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []
    runner.read(answer_of(threading.get_ident), lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_only_the_last_answer_for_a_slot_is_wanted(runner: Runner, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    answers: list[int] = []

    def slow(_: Task) -> int:
        gate.wait(5)
        return 1

    runner.read(slow, answers.append, owner=owner, slot="search")
    last = runner.read(answer_of(lambda: 2), answers.append, owner=owner, slot="search")
    with qtbot.waitSignal(last.finished):
        gate.set()
    qtbot.waitUntil(lambda: not runner.reading)
    assert answers == [2]


def test_an_answer_for_nobody_is_dropped(runner: Runner, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    answers: list[object] = []
    runner.read(lambda _: gate.wait(5), answers.append, owner=owner)
    del owner
    gate.set()
    qtbot.waitUntil(lambda: not runner.reading)
    assert answers == []


def test_writes_run_one_after_the_other_in_their_order(runner: Runner, qtbot: QtBot) -> None:
    log: list[str] = []
    done: list[int] = []

    def write(number: int) -> Any:
        def job(_: Task) -> int:
            log.append(f"begin {number}")
            QThread.msleep(2)
            log.append(f"end {number}")
            return number

        return job

    for number in range(5):
        runner.write(write(number), done.append)
    assert runner.writing
    qtbot.waitUntil(lambda: done == [0, 1, 2, 3, 4])
    assert log == [f"{what} {number}" for number in range(5) for what in ("begin", "end")]
    assert not runner.writing


def test_progress_is_told_and_a_job_can_be_stopped(runner: Runner, qtbot: QtBot) -> None:
    reports: list[tuple[int, int, str]] = []

    def long(task: Task) -> None:
        for step in range(100_000):
            task.report(step, 100_000, "rows")
            QThread.msleep(1)

    task = runner.read(long, lambda _: pytest.fail("it was stopped"))
    task.progressed.connect(lambda *told: reports.append(told))
    qtbot.waitUntil(lambda: len(reports) > 2)
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert [step for step, _, _ in reports] == sorted(step for step, _, _ in reports)
    assert reports[0][1:] == (100_000, "rows")


def test_an_error_goes_to_whoever_takes_it(runner: Runner, qtbot: QtBot) -> None:
    def broken(_: Task) -> None:
        raise NotAllowed("permission.missing")

    taken: list[Exception] = []
    runner.read(broken, print, failed=taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    with qtbot.waitSignal(runner.stumbled) as stumbled:
        runner.read(broken, print)
    assert isinstance(stumbled.args[0], NotAllowed)


def test_three_thousand_deliveries(runner: Runner, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(3000):
        runner.read(answer_of(lambda n=number: n), answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 3000, timeout=20_000)
    assert sorted(answers) == list(range(3000))


def test_problems_find_their_fields() -> None:
    error = RuleBroken(
        [
            Problem("line.no_item", "lines.2.item"),
            Problem("invoice.no_customer", "customer_id"),
            Problem("invoice.closed"),
            Problem("invoice.other", "customer_id"),
        ]
    )
    found = spread(error, frozenset({"customer_id", "lines"}), lambda problem: problem.code)
    assert found.by_field == {"lines": "line.no_item", "customer_id": "invoice.no_customer"}
    assert found.rest == ("invoice.closed", "invoice.other")


def test_refusals_are_told_warnings_asked_and_bugs_reported(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    problems = Problems(lambda problem: f"Sentence of {problem.code}.")
    with qtbot.waitSignal(problems.told) as told:
        problems.take(NotAllowed("permission.missing"))
    assert told.args == ["Sentence of permission.missing."]
    with qtbot.waitSignal(problems.confirmation_asked):
        problems.take(NeedsConfirmation("party.same_name", "same_name"))
    with qtbot.waitSignal(problems.crashed) as crashed:
        problems.take(KeyError("oops"))
    assert "KeyError" in crashed.args[0]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()


def test_a_report_holds_nothing_of_the_book() -> None:
    customer, amount = "Meridian Oils", 12640000
    try:
        home = Path("/", "home", "asha", "books")
        raise ValueError(f"cannot post '{customer}' for {amount} in {home}")
    except ValueError as error:
        report = crash_report(error)
    assert "ValueError" in report
    assert "test_runner.py" in report
    for secret in (customer, str(amount), "asha"):
        assert secret not in report
    assert redacted('a "b c" 1,234,567 d') == "a '…' # d"


def test_the_meter_sees_a_stall(qtbot: QtBot) -> None:
    meter = StallMeter()
    meter.start()
    qtbot.wait(20)
    meter.reset()
    time.sleep(0.06)  # the stall itself is what is measured
    qtbot.waitUntil(lambda: meter.worst >= 0.05)
    meter.stop()


def test_a_long_stall_in_the_field_is_logged_with_its_stack(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    meter = StallMeter()
    meter.start(watch=True)
    qtbot.wait(40)
    time.sleep(0.35)  # the stall itself is what is measured
    meter.stop()
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "window stalled" in text
    assert "test_a_long_stall" in text
    caplog.clear()

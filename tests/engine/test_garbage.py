"""The collector rests during commands, and runs again when the last has ended."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from rayafin_desktop.engine.garbage import collect_due, collector_at_rest
from rayafin_desktop.engine.work import Work
from tests.books import Office
from tests.engine.probe import in_work


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Python's own collector at work, whatever ran before in this process."""
    before = gc.isenabled()
    gc.enable()
    yield
    if not before:
        gc.disable()


def test_it_rests_while_a_command_runs(office: Office) -> None:
    assert gc.isenabled()
    assert in_work(office.app, office.owner, lambda _work: gc.isenabled()) is False
    assert gc.isenabled()


def test_it_runs_again_after_a_command_that_failed(office: Office) -> None:
    def failing(work: Work) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_work(office.app, office.owner, failing)
    assert gc.isenabled()


def test_the_last_of_several_wakes_it() -> None:
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with collector_at_rest():
            inside.set()
            leave.wait(10)

    with collector_at_rest():
        thread = threading.Thread(target=other)
        thread.start()
        assert inside.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_due_is_collected_by_who_switched_it_off() -> None:
    class Ring:
        pass

    gc.collect()
    gc.disable()
    rings = []
    for _ in range(gc.get_threshold()[0] + 50):
        ring = Ring()
        ring.__dict__["self"] = ring
        rings.append(ring)
    seen = weakref.ref(rings[0])
    del rings, ring
    assert seen() is not None
    collect_due()
    assert seen() is None

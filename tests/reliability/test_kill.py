"""Clerks killed at any moment: what they were told is kept, the rest leaves no trace."""

import random
import time

import pytest

from rayafin_desktop.application import App
from tests.books import Office
from tests.engine.processes import told_by
from tests.reliability.clerks import Desk, in_pipe, processes
from tests.reliability.proof import Told, check_file, prove


def kill_while_posting(app: App, desk: Desk, kills: int, verify_each: int, seed: int = 20261128) -> Told:
    """Start a clerk, kill it within 12 ms after its first answer, look at the book; again and again."""
    context = processes()
    chance = random.Random(seed)
    told = Told()
    for n in range(1, kills + 1):
        ours, theirs = context.Pipe(duplex=False)
        clerk = context.Process(target=in_pipe, args=(desk, theirs))
        clerk.start()
        theirs.close()
        first = ours.recv_bytes().decode()
        deadline = time.perf_counter() + chance.uniform(0, 0.012)
        while time.perf_counter() < deadline:
            pass  # a sleep would be rounded to what it is to tell apart
        clerk.kill()
        told.add([first, *told_by(ours)])
        clerk.join()
        ours.close()
        prove(app, told, at_most_more=n, verify=n % verify_each == 0)
    prove(app, told, at_most_more=kills)
    return told


def test_clerks_killed_while_posting(office: Office, desk: Desk) -> None:
    """Row 1: 20 kills on each engine in the ordinary suite; 0 lost, 0 unbalanced, 0 gaps."""
    told = kill_while_posting(office.app, desk, kills=20, verify_each=10)
    assert len(told) >= 20
    if office.app.database.path:
        office.app.close()
        check_file(office.app.database.path)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_thousand_clerks_killed_while_posting(office: Office, desk: Desk) -> None:
    """Row 1: a thousand kills on each engine; 0 lost, 0 unbalanced, 0 gaps."""
    told = kill_while_posting(office.app, desk, kills=1000, verify_each=100)
    assert len(told) >= 1000
    if office.app.database.path:
        office.app.close()
        check_file(office.app.database.path)

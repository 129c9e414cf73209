"""The test of the test: a simulation that notices nothing where the protocol has a fault proves nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .mutants import MUTANTS
from .simulation import Chances, Run
from .world import World

# Small and hard: everything that goes wrong happens often.
_OPS, _DEVICES = 25, 2
_CHANCES = Chances(sync=0.35, back_up=0.12, put_back=0.06, clone=0.03, office=0.2, deactivate=0.0, revoke=0.0)
_MOST_CALLS = 150  # of a sync so small
_SEEDS = (1, 2, 3, 4)
_ALWAYS = ("keeps_phantom_rows", "pulls_past_unpushed_work", "skips_a_table")

Worlds = Callable[[int, int], World]


def notices(name: str, worlds: Worlds) -> list[str]:
    """What the simulation says of a mutant; the first seed that says anything is enough."""
    for seed in _SEEDS:
        with pytest.MonkeyPatch.context() as patch:
            world = worlds(seed, _DEVICES)
            world.network.most_calls = _MOST_CALLS
            MUTANTS[name](patch)
            run = Run(world, _OPS, _CHANCES, stop_early=True)
            try:
                problems = run.run()
            except Exception as fault:  # noqa: BLE001 - a program that falls over is noticed, too
                problems = [repr(fault)]
        if problems:
            return problems
    return []


def test_there_are_enough_of_them() -> None:
    assert len(MUTANTS) >= 30


@pytest.mark.parametrize("name", _ALWAYS)
def test_a_fault_of_the_protocol_is_noticed(
    name: str, worlds: Worlds, caplog: pytest.LogCaptureFixture
) -> None:
    assert notices(name, worlds)
    caplog.clear()


@pytest.mark.nightly
def test_without_a_fault_nothing_is_noticed(worlds: Worlds) -> None:
    for seed in _SEEDS:
        assert Run(worlds(seed, _DEVICES), _OPS, _CHANCES).run() == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_nine_of_ten_faults_are_noticed(worlds: Worlds, caplog: pytest.LogCaptureFixture) -> None:
    alive = [name for name in MUTANTS if not notices(name, worlds)]
    caplog.clear()
    assert len(alive) * 10 <= len(MUTANTS), f"these live: {alive}"

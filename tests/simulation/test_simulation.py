"""Devices and a server under all that goes wrong, by seeds: see `simulation`, `model`, `invariants`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .options import Size, asked
from .simulation import Run
from .world import World

ORDINARY = Size(seeds=2, ops=40, devices=3, first=1, engine="sqlite")
ON_POSTGRESQL = Size(seeds=1, ops=15, devices=2, first=1, engine="postgresql")
NIGHTLY = Size(seeds=100, ops=200, devices=5, first=1, engine="sqlite")
NIGHTLY_ON_POSTGRESQL = Size(seeds=10, ops=100, devices=4, first=1, engine="postgresql")

Worlds = Callable[[int, int], World]


def run(size: Size, seed: int, worlds: Worlds) -> Run:
    """Run one seed and fail with what was wrong and how to repeat it."""
    done = Run(worlds(seed, size.devices), size.ops)
    problems = done.run()
    if problems:
        what = "\n".join(problems[:12])
        pytest.fail(f"seed {seed}:\n{what}\nAgain: {size.command(seed)}")
    return done


@pytest.mark.parametrize("seed", range(ORDINARY.first, ORDINARY.first + ORDINARY.seeds))
def test_books_agree_whatever_happens(seed: int, worlds: Worlds) -> None:
    run(ORDINARY, seed, worlds)


def test_books_agree_with_an_office_database(postgres_worlds: Worlds) -> None:
    run(ON_POSTGRESQL, ON_POSTGRESQL.first, postgres_worlds)


def test_the_size_asked_for(request: pytest.FixtureRequest) -> None:
    """What `--seeds`, `--ops`, `--devices`, `--engine` and `--first-seed` ask for."""
    size = asked(request.config)
    if size is None:
        pytest.skip("asked for by --seeds")
    worlds = request.getfixturevalue("worlds" if size.engine == "sqlite" else "postgres_worlds")
    for seed in range(size.first, size.first + size.seeds):
        run(size, seed, worlds)


@pytest.mark.nightly
@pytest.mark.timeout(3 * 3600)
@pytest.mark.parametrize("size", [NIGHTLY, NIGHTLY_ON_POSTGRESQL], ids=lambda size: size.engine)
def test_books_agree_night_long(size: Size, request: pytest.FixtureRequest) -> None:
    worlds = request.getfixturevalue("worlds" if size.engine == "sqlite" else "postgres_worlds")
    for seed in range(size.first, size.first + size.seeds):
        run(size, seed, worlds)

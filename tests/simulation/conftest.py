"""Worlds for simulations, on a disk of memory where there is one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.lending import Lending

from .clocks import TrueTime, ids_drawn_by
from .world import Plan, World, copied, make, populated

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture(scope="session")
def fast_folder() -> Iterator[Path]:
    """A folder on a disk of memory, if the machine has one."""
    folder = Path(tempfile.mkdtemp(prefix="rayafin-", dir=_MEMORY if _MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def plans(fast_folder: Path, sqlite_template: Path) -> Callable[[int], Plan]:
    """`plans(devices)`: a world on SQLite, made once for each number of devices, to be copied."""
    made: dict[int, Plan] = {}

    def plan(devices: int) -> Plan:
        if devices not in made:
            folder = fast_folder / f"plan{devices}"
            folder.mkdir()
            location = folder / "server.rayafin"
            shutil.copyfile(sqlite_template, location)
            time = TrueTime()
            with ids_drawn_by(Random(0), time):
                server, made[devices] = make(folder, sqlite_template, str(location), devices, time)
            server.close()
        return made[devices]

    return plan


@pytest.fixture
def worlds(plans: Callable[[int], Plan], fast_folder: Path) -> Iterator[Callable[[int, int], World]]:
    """`worlds(seed, devices)`: a fresh world on SQLite whose every chance comes from the seed."""
    with ExitStack() as open_worlds:
        count = 0

        def world(seed: int, devices: int) -> World:
            nonlocal count
            count += 1
            plan = plans(devices)
            random = Random(seed)
            folder = fast_folder / f"world{seed}-{count}"
            made = copied(plan, folder, random)
            open_worlds.callback(shutil.rmtree, folder, ignore_errors=True)
            open_worlds.callback(made.close)
            open_worlds.enter_context(ids_drawn_by(random, made.time))
            return made

        yield world


@pytest.fixture
def postgres_worlds(
    postgres_lending: Lending, sqlite_template: Path, fast_folder: Path
) -> Iterator[Callable[[int, int], World]]:
    """The same with the server's book in PostgreSQL; made anew each time."""
    with ExitStack() as open_worlds:
        count = 0

        def world(seed: int, devices: int) -> World:
            nonlocal count
            count += 1
            random = Random(seed)
            folder = fast_folder / f"office{seed}-{count}"
            folder.mkdir()
            open_worlds.callback(shutil.rmtree, folder, ignore_errors=True)
            url = postgres_lending.lend()
            open_worlds.callback(postgres_lending.take_back, url)
            time = TrueTime()
            open_worlds.enter_context(ids_drawn_by(random, time))
            server, plan = make(folder, sqlite_template, url, devices, time)
            made = populated(server, plan, random, time, is_sqlite=False)
            open_worlds.callback(made.close)
            return made

        yield world

"""How large a simulation is: `python3 run.py test tests/simulation --seeds 100 --ops 200`."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Size:
    """`seeds` runs from `first` on, each with `ops` actions on each of `devices`; server on `engine`."""

    seeds: int
    ops: int
    devices: int
    first: int
    engine: str

    def command(self, seed: int) -> str:
        """What repeats one seed."""
        return (
            f"python3 run.py test tests/simulation/test_simulation.py -k asked --first-seed {seed} --seeds 1 "
            f"--ops {self.ops} --devices {self.devices} --engine {self.engine}"
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("simulation")
    group.addoption("--seeds", type=int, default=None, help="how many seeds the simulation runs")
    group.addoption("--first-seed", type=int, default=1, help="the first seed")
    group.addoption("--ops", type=int, default=40, help="actions on each device")
    group.addoption("--devices", type=int, default=3, help="devices")
    group.addoption(
        "--engine", choices=("sqlite", "postgresql"), default="sqlite", help="the server's database"
    )


def asked(config: pytest.Config) -> Size | None:
    """The size asked for on the command line; None where nothing was."""
    seeds = config.getoption("--seeds")
    if seeds is None:
        return None
    return Size(
        seeds,
        config.getoption("--ops"),
        config.getoption("--devices"),
        config.getoption("--first-seed"),
        config.getoption("--engine"),
    )

"""Books whose catalogue has the tests' own commands."""

from collections.abc import Iterator

import pytest

from rayafin_desktop.application import App, open_book
from tests.books import FixedClock
from tests.engine.probe import CATALOGUE


@pytest.fixture
def app(location: str, clock: FixedClock) -> Iterator[App]:
    """An opened, empty book on both engines that also takes the commands of `probe`."""
    app = open_book(location, clock=clock.as_clock(), catalogue=CATALOGUE)
    yield app
    app.close()

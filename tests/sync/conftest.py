"""A shared company on both engines, and one behind a real server process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books import Office

from .serving import ServerProcess
from .shared import SharedOffice


@pytest.fixture
def shared(office: Office, tmp_path: Path) -> Iterator[SharedOffice]:
    made = SharedOffice(office, tmp_path)
    yield made
    made.close()


@pytest.fixture
def serving(office: Office) -> Iterator[ServerProcess]:
    """The office's book served by a process of its own."""
    process = ServerProcess(office.location)
    process.start()
    yield process
    if process.runs:
        process.stop()

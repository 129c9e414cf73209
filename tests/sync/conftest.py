"""A shared company on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books import Office

from .shared import SharedOffice


@pytest.fixture
def shared(office: Office, tmp_path: Path) -> Iterator[SharedOffice]:
    made = SharedOffice(office, tmp_path)
    yield made
    made.close()

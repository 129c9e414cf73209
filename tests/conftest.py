"""What every test may rely on: a screenless Qt, a home of its own, no warning and no unexpected log line."""

import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from rayafin_desktop.engine.garbage import collect_due
from tests.memory import memory_disk

pytest_plugins = [
    "tests.postgres",
    "tests.books",
    "tests.proxy",
    "tests.roles",
    "tests.own_server",
    "tests.simulation.options",
]

_OLDEST = 2  # generation
CHECKOUT = Path(__file__).resolve().parent.parent

# Before anything loads Qt: the same size, scale, language and zone on every machine.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_FONT_DPI": "96", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
for foreign in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(foreign, None)
for foreign in [name for name in os.environ if name.startswith("RAYAFIN_")]:
    if foreign not in {"RAYAFIN_CORPUS", "RAYAFIN_TEST_POSTGRES"}:
        del os.environ[foreign]
# Tests sign in all the time: the cheapest hash bcrypt makes.
os.environ["RAYAFIN_BCRYPT_ROUNDS"] = "4"
# The passphrase of the tests' encrypted books, and the cheapest way from it to a key.
os.environ["RAYAFIN_BOOK_KEY"] = "a passphrase of the tests only"
os.environ["RAYAFIN_SCRYPT_LOG2_N"] = "4"
if hasattr(time, "tzset"):
    time.tzset()
# The books of the tests lie in memory where there is plenty: every commit waits for the disk.
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and (memory := memory_disk()):
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(memory)

# In CI the examples are the same each time; elsewhere they wander and find new ones.
settings.register_profile("rayafin", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("rayafin")


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of the run's own, so that no test reads or writes the user's."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(folder))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield folder


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """Collect garbage between tests, as the window does (`desktop/collector.py`).

    A widget of an earlier test that is freed by a reader's thread may stop the whole process for ever.
    """
    if "PySide6.QtCore" in sys.modules:
        gc.disable()
    yield
    if not gc.isenabled() and collect_due() == _OLDEST:
        gc.freeze()  # what is left serves the whole run: walking it again takes seconds


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test after which a warning or worse stands in the log.

    A test that expects one asserts it through `caplog` and then calls `caplog.clear()`.
    """
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    lines = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING
    ]
    if lines:
        pytest.fail("Unexpected log lines:\n" + "\n".join(lines))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents: RAYAFIN_CORPUS, or shared/data beside the checkout.

    Without it the test is skipped with this reason; in CI, which always has it, the test fails.
    """
    folder = Path(os.environ.get("RAYAFIN_CORPUS") or CHECKOUT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    reason = f"no corpus of real documents at {folder}; set RAYAFIN_CORPUS"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)

"""Makes `.venv` beside run.py, fills it from a hash-pinned lock and hands over to the program or to pytest.

Everything is said on stderr, because stdout belongs to the program. A second start only compares the stamp in
`.venv/installed.json` with the lock and the running Python, which takes a few milliseconds.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import system_libraries

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
STAMP = VENV / "installed.json"
RUNTIME_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # the runtime lock and the tools; tests/house checks that they agree

NETWORK_SIGNS = re.compile(
    r"NewConnectionError|NameResolutionError|Temporary failure in name resolution|Network is unreachable"
    r"|ConnectTimeout|ReadTimeout|Failed to establish|Could not fetch URL|connection broken by"
)


class CannotStart(Exception):
    """Something outside the program stands in the way; its text is the sentence for the user."""


def main(arguments: Sequence[str]) -> int:
    """Prepare the checkout and replace this process; returns an exit code only where that is not possible."""
    testing = bool(arguments) and arguments[0] == "test"
    try:
        prepare(TEST_LOCK if testing else RUNTIME_LOCK)
    except (CannotStart, system_libraries.LibrariesMissing) as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:
        print(
            f"Rayafin Desktop cannot be set up in {CHECKOUT}: {problem.strerror or problem}. "
            "It needs a folder that you may write to and about 700 MB of room.",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("Stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    environment = program_environment()
    if testing:
        os.chdir(CHECKOUT)
        environment["QT_QPA_PLATFORM"] = "offscreen"
        return hand_over(["-m", "pytest", *pytest_arguments(arguments[1:])], environment)
    return hand_over(["-P", "-m", "rayafin_desktop", *arguments], environment)


def prepare(lock_name: str) -> None:
    """Bring `.venv` to the state of the lock; does nothing where the stamp says that it is there already."""
    wanted = {"python": sys.version, "base": sys.base_prefix, "checkout": str(CHECKOUT)}
    lock_hash = hashlib.sha256((CHECKOUT / lock_name).read_bytes()).hexdigest()
    if is_current(read_stamp(), wanted, lock_name, lock_hash):
        return
    VENV.mkdir(exist_ok=True)
    with only_one_setup():
        stamp = read_stamp()
        if is_current(stamp, wanted, lock_name, lock_hash):
            return
        if not wanted.items() <= stamp.items() or not venv_python().exists():
            STAMP.unlink(missing_ok=True)
            make_venv()
            stamp = dict(wanted)
        install(lock_name)
        system_libraries.ensure(VENV / "system-libraries")
        stamp[lock_name] = lock_hash
        if lock_name == TEST_LOCK:
            stamp[RUNTIME_LOCK] = hashlib.sha256((CHECKOUT / RUNTIME_LOCK).read_bytes()).hexdigest()
        STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def is_current(stamp: Mapping[str, str], wanted: Mapping[str, str], lock_name: str, lock_hash: str) -> bool:
    """Whether the environment was made by this Python, at this place, from this very lock."""
    return wanted.items() <= stamp.items() and stamp.get(lock_name) == lock_hash


def read_stamp() -> dict[str, str]:
    """What the last finished set-up wrote; empty where there was none or it cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


@contextlib.contextmanager
def only_one_setup() -> Iterator[None]:
    """Hold a lock file, so that two first starts at once do not install into each other's feet."""
    with (VENV / "setup.lock").open("w", encoding="utf-8") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Build an empty environment with pip in `.venv`, leaving nothing of an older one."""
    if importlib.util.find_spec("ensurepip") is None and not system_libraries.apt_install(["python3-venv"]):
        raise CannotStart(
            "This Python comes without its venv module. Type: sudo apt install python3-venv\nand start again."
        )
    say("Setting up: an environment of its own in .venv")
    for child in VENV.iterdir():
        if child.name != "setup.lock":
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            else:
                child.unlink()
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise CannotStart(f"The environment could not be made: {last_line(made.stdout + made.stderr)}")
    # The checkout itself is importable from any working folder, without being copied.
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
    (packages / "rayafin_checkout.pth").write_text(f"{CHECKOUT}\n", encoding="utf-8")


def install(lock_name: str) -> None:
    """Let pip install the lock: exact versions, every file checked by its hash, wheels only."""
    say(f"Setting up: installing {lock_name} (about a minute on a usual line)")
    environment = {
        name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX"}
    }
    environment |= {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    # docopt (wanted by num2words) was only ever published as source.
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--no-input", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "--retries", "2"]
    command += ["--require-hashes", "--only-binary", ":all:", "--no-binary", "docopt"]
    command += ["-r", str(CHECKOUT / lock_name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise CannotStart(explain_pip(done.stdout + done.stderr))


def explain_pip(output: str) -> str:
    """One sentence for what pip said when it failed: no network, no room, or its own last error."""
    if "No space left on device" in output:
        return f"The disk is full: the libraries need about 700 MB in {VENV}."
    if NETWORK_SIGNS.search(output):
        return (
            "No network: the libraries could not be fetched. Connect once and start again; "
            "later starts need no network."
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return f"The libraries could not be installed. {errors[-1] if errors else last_line(output)}"


def last_line(output: str) -> str:
    """The last line that says something."""
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason was given"


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """What pytest is called with.

    `--nightly` picks the long tests; all cores work unless the caller says how many.
    """
    chosen: list[str] = []
    for argument in arguments:
        chosen += (
            ["-m", "nightly", "-o", "faulthandler_timeout=7200"] if argument == "--nightly" else [argument]
        )
    by_hand = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "--collect-only", "--co")
    if not any(argument.startswith(by_hand) for argument in chosen) and "no:xdist" not in " ".join(chosen):
        chosen = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal", *chosen]
    return chosen


def program_environment() -> dict[str, str]:
    """The variables for the program: caches stay in the checkout, unpacked system libraries are found."""
    environment = dict(os.environ)
    for foreign in ("PYTHONHOME", "PYTHONPATH"):
        environment.pop(foreign, None)
    environment["XDG_CACHE_HOME"] = str(VENV / "cache")
    environment |= system_libraries.variables(VENV / "system-libraries", environment)
    return environment


def hand_over(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Become the environment's Python (on Windows: start it and wait), with its exit code."""
    command = [str(venv_python()), *arguments]
    if sys.platform != "win32":
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted
    return subprocess.run(command, env=environment, check=False).returncode


def venv_python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def say(line: str) -> None:
    """One line of progress, at once."""
    print(line, file=sys.stderr, flush=True)

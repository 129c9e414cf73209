"""The files of the checkout, as the tidy tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PRODUCT = CHECKOUT / "rayafin_desktop"
MADE = {".git", ".venv", ".hypothesis", "__pycache__", "out", "build", "dist"}


def files() -> list[Path]:
    """Every file of the project: what git keeps, or all but the generated where git is absent."""
    if (CHECKOUT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True
        )
        named = [CHECKOUT / name for name in listed.stdout.decode().split("\0") if name]
        return [path for path in named if path.is_file()]
    return [path for path in CHECKOUT.rglob("*") if path.is_file() and not is_made(path)]


def is_made(path: Path) -> bool:
    """Whether a tool made this file: it lies in a cache, an environment or a build folder."""
    parts = path.relative_to(CHECKOUT).parts
    return any(part in MADE or part.endswith(("_cache", ".egg-info")) for part in parts)


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the product with its syntax tree."""
    for path in files():
        if path.suffix == ".py" and PRODUCT in path.parents:
            yield path.relative_to(CHECKOUT), ast.parse(path.read_text(encoding="utf-8"))


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text file, with the place where it stands."""
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(CHECKOUT)}:{number}", line

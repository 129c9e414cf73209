"""Where a device keeps the tokens it shows its server."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol


class Tokens(Protocol):
    """Keeps one token for each company of a book."""

    def get(self, company_key: int) -> str: ...

    def put(self, company_key: int, token: str) -> None: ...


class TokenFile:
    """Tokens in a file beside the book that nobody but its owner can read."""

    def __init__(self, book: Path) -> None:
        self._path = book.with_name(book.name + ".tokens")

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()}

    def get(self, company_key: int) -> str:
        """The company's token; empty for none."""
        return self._all().get(str(company_key), "")

    def put(self, company_key: int, token: str) -> None:
        """Keep a token, all or nothing: it is on the disk before this answers."""
        tokens = self._all() | {str(company_key): token}
        partial = self._path.with_name(self._path.name + ".new")
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(tokens, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path)

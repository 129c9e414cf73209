"""A line within one process, for trying the protocol without a network."""

from __future__ import annotations

import json
from typing import Any

from .authority import Authority


class DirectLine:
    """Calls the authority itself; payloads go through JSON, as they would on the wire."""

    server = "direct"

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        answer = self._authority.call(name, json.loads(json.dumps(payload)), token=token)
        carried: dict[str, Any] = json.loads(json.dumps(answer))
        return carried

"""What stands around every request: the limit of its body, the headers of its answer, the net for bugs."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Sentences, TooLarge, answered, fault
from .settings import ServerSettings

Headers = Sequence[tuple[bytes, bytes]]

_ALWAYS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# Answers are data; only the page of the documentation is shown, and it brings a policy of its own.
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_TLS_ONLY = (b"strict-transport-security", b"max-age=31536000")


class Shield:
    """ASGI middleware, the outermost of ours."""

    def __init__(self, app: ASGIApp, settings: ServerSettings, sentences: Sentences) -> None:
        self._app = app
        self._most = settings.most_bytes
        self._headers = (*_ALWAYS, _TLS_ONLY) if settings.has_tls else _ALWAYS
        self._sentences = sentences

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        taken, started = 0, False
        too_large = TooLarge("request.too_large", {"most": self._most})

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise too_large
            return message

        async def armoured(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = self._with_headers(message.get("headers", []))
            await send(message)

        try:
            if self._announced(scope) > self._most:
                raise too_large
            await self._app(scope, limited, armoured)
        except TooLarge as error:
            if started:
                raise
            await answered(error, self._sentences)(scope, receive, armoured)
        except Exception as error:  # noqa: BLE001 - the last place where a bug can be caught and numbered
            response = fault(error)
            if not started:
                await response(scope, receive, armoured)

    def _announced(self, scope: Scope) -> int:
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit():
                return int(value[:20])
        return 0

    def _with_headers(self, given: Headers) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in given}
        added = [one for one in (*self._headers, _POLICY) if one[0] not in names]
        return [*given, *added]

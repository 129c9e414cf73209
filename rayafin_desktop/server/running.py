"""Serving: an opened book on an address, until somebody says stop.

SIGTERM and Ctrl+C let requests that have begun come to their end, then the process goes.
"""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import BookProblem, Problem, RuleBroken

from .application import create_app
from .settings import ServerSettings

GRACE_SECONDS = 30  # for requests that have begun
_BACKLOG = 1024


def serve(app: App, settings: ServerSettings, listening: Callable[[str], None]) -> None:
    """Answer requests until the process is told to stop; `listening` is called with the URL once it does.

    Raises RuleBroken for settings that must not be served (`ServerSettings.check`), BookProblem
    (`server.port_taken`) where nobody may listen.
    """
    settings.check()
    api = create_app(app, settings)
    config = uvicorn.Config(
        api,
        log_config=None,
        access_log=False,
        log_level=logging.WARNING,
        ssl_certfile=settings.certfile,
        ssl_keyfile=settings.keyfile,
        ssl_ciphers="ECDHE+AESGCM:ECDHE+CHACHA20",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=15,
        lifespan="on",
    )
    if settings.has_tls:
        _load(config)
    with _listener(settings) as listener:
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        url = f"{'https' if settings.has_tls else 'http'}://{shown}:{port}"
        _Announcing(config, lambda: listening(url)).run(sockets=[listener])


class _Announcing(uvicorn.Server):
    """Says when it listens: a script that starts it must not have to guess."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does it, but an obeyed signal is not raised again: the book is still to be closed."""
        with super().capture_signals():
            try:
                yield
            finally:
                self._captured_signals.clear()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._told()


def _listener(settings: ServerSettings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        params = {"host": settings.host, "port": settings.port, "why": error.strerror or str(error)}
        raise BookProblem("server.port_taken", params, field="port") from None


def _load(config: uvicorn.Config) -> None:
    """Read certificate and key; RuleBroken (`server.bad_certificate`) for files that are none."""
    try:
        config.load()
    except (ssl.SSLError, OSError) as error:
        raise RuleBroken([Problem("server.bad_certificate", "certfile", {"why": str(error)})]) from None
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2

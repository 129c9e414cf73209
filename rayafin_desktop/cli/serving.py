"""`serve`: the book over HTTP, for programs and for the devices of the office."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .opening import opened
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals

if TYPE_CHECKING:
    from rayafin_desktop.base.errors import RayafinError


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    serve = commands.add_parser("serve", help="the server: the API, its page at /docs, /health")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8750, help="port (8750); 0 for any that is free")
    serve.add_argument("--database-url", metavar="URL", help="the office database; the same as --book")
    serve.add_argument(
        "--certfile", type=Path, metavar="FILE", help="TLS certificate, with its chain, as PEM"
    )
    serve.add_argument("--keyfile", type=Path, metavar="FILE", help="the certificate's key as PEM")
    serve.add_argument(
        "--insecure", action="store_true", help="serve a network without TLS: passwords go in the clear"
    )
    serve.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar="URL",
        help="pages of this origin may call the API from a browser; repeatable",
    )
    add_globals(serve, first=False)
    serve.set_defaults(carry_out=serve_book)


def serve_book(options: Options, terminal: Terminal) -> int:
    """`serve`: runs until it is stopped (Ctrl+C, SIGTERM); requests that have begun are finished first."""
    if options.database_url:
        options.book = options.database_url
    from rayafin_desktop.base.errors import RayafinError
    from rayafin_desktop.server.running import serve
    from rayafin_desktop.server.settings import ServerSettings, is_loopback

    settings = ServerSettings(
        host=options.host,
        port=options.port,
        certfile=options.certfile,
        keyfile=options.keyfile,
        insecure=options.insecure,
        origins=tuple(options.origin),
    )
    try:
        settings.check()
    except RayafinError as wrong:
        raise _usage(wrong) from None
    if options.insecure and not settings.has_tls and not is_loopback(settings.host):
        terminal.say(
            f"Warning: {settings.host} is served without TLS. Passwords and books go over the network in the "
            "clear, unless something in front of this server encrypts them."
        )

    def listening(url: str) -> None:
        terminal.say(f"Serving {url} (API at {url}/docs). Ctrl+C stops it.")
        if terminal.as_json:
            terminal.json({"ok": True, "url": url}, indent=None)

    with opened(options) as app:
        serve(app, settings, listening)
    terminal.say("Stopped.")
    return 0


def _usage(wrong: RayafinError) -> WrongUsage:
    """Settings that make no sense are wrong usage; the first is enough to go on with."""
    first = wrong.problems[0]
    return WrongUsage(first.code, dataclasses.asdict(first)["params"], field=first.field)


def _port(text: str) -> int:
    import argparse

    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return int(text)

"""A TCP proxy on 127.0.0.1 that misbehaves when told to: cuts after k bytes, stalls, half-open peers, resets.

It runs in a thread of its own, so that the program under test may block. Bytes are counted from the moment
a fault is armed, over all connections, apart for each direction: `up` is client to server, `down` the way
back. A fault fires once; `pass_on()` makes the line good again for new connections.

    with Proxy.to(("127.0.0.1", 5432)) as proxy:   # or Proxy.to("/run/postgresql/.s.PGSQL.5432")
        proxy.arm("reset", after=100, direction="down")
        ...                                         # talk to 127.0.0.1:proxy.port
        assert proxy.fired.wait(5)
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from typing import Any, Literal

import pytest

Fault = Literal["close", "reset", "stall", "half_open"]
Direction = Literal["up", "down"]
Target = tuple[str, int] | str
"""Host and port, or the path of a Unix socket."""

_PIECE = 65536
_PATIENCE = 10.0  # seconds until the proxy's own thread must have answered
_LINGER_NOT = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 s: closing sends RST and throws away what waits


class _Line:
    """One connection: the client's stream, the server's, and the tasks that carry bytes between them."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client = client
        self.server = server
        self.half_open = False

    def end(self, *, reset: bool, client: bool = True, server: bool = True) -> None:
        for writer, wanted in ((self.client, client), (self.server, server)):
            if not wanted or writer.transport.is_closing():
                continue
            if not reset:
                writer.close()
                continue
            sock = writer.get_extra_info("socket")
            if sock.family != getattr(socket, "AF_UNIX", None):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
            writer.transport.abort()


class Proxy:
    """A proxy to one server. `port` stays the same over `refuse()` and `listen()`.

    Faults: `close` ends both sides in good order, `reset` by RST (the peer may lose what it had not read),
    `stall` passes nothing on and closes nothing, `half_open` resets the server's side only: to the client
    the line looks alive and nobody answers.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.port = 0
        self.fired = threading.Event()
        """Set once the armed fault has happened."""
        self.accepted = 0
        """How many connections were taken so far."""
        self.passed: dict[Direction, int] = {"up": 0, "down": 0}
        """Bytes passed on since the last `arm` or `pass_on`."""
        self._fault: tuple[Fault, int, Direction, bytes] | None = None
        self._seconds_per_byte = 0.0
        self._lines: set[_Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._over = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)

    @classmethod
    @contextlib.contextmanager
    def to(cls, target: Target) -> Iterator[Proxy]:
        """A proxy that listens, and is closed at the end with all its connections."""
        proxy = cls(target)
        proxy.start()
        try:
            yield proxy
        finally:
            proxy.stop()

    # What a test says

    def arm(self, fault: Fault, *, after: int = 0, direction: Direction = "up", at: bytes = b"") -> None:
        """Let `after` more bytes pass in the direction, then the fault. After 0: at the next byte.

        With `at` the fault waits for a piece with these bytes and takes them with it: other connections may
        go on talking until then.
        """

        def armed() -> None:
            self.fired.clear()
            self.passed = {"up": 0, "down": 0}
            self._fault = (fault, after, direction, at)

        self._call(armed)

    def strike(self, fault: Fault) -> None:
        """The fault now, on every open connection."""
        self._call(lambda: self._happen(fault))

    def pass_on(self) -> None:
        """Nothing armed, nothing stalled, full speed. What stood still flows on; what is cut stays cut."""

        def good() -> None:
            self._fault, self._seconds_per_byte = None, 0.0
            self.passed = {"up": 0, "down": 0}
            self.fired.clear()
            self._flowing.set()

        self._call(good)

    def pace(self, bytes_per_second: float) -> None:
        """Pass bytes one at a time at this speed, until `pass_on`."""
        self._call(lambda: setattr(self, "_seconds_per_byte", 1 / bytes_per_second))

    def refuse(self) -> None:
        """Listen no more: new connections are refused by the system. Open ones stay."""
        self._wait(self._deaf())

    def listen(self) -> None:
        """Take connections again, on the same port."""
        self._wait(self._listen())

    def start(self) -> None:
        """Start the thread and listen."""
        self._thread.start()
        self._wait(self._listen())

    def stop(self) -> None:
        """End every connection, the listener and the thread."""
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    # In the proxy's thread

    def _call(self, action: Callable[[], object]) -> None:
        async def run() -> None:
            action()

        self._wait(run())

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        waiting: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        waiting.result(_PATIENCE)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _deaf(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            # Not wait_closed(): from Python 3.12 on it waits for the open connections, too.
            server.close()

    async def _end(self) -> None:
        await self._deaf()
        self._flowing.set()
        self._over.set()
        for line in tuple(self._lines):
            line.end(reset=True)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the transports' own last callbacks

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        with contextlib.suppress(asyncio.CancelledError):  # the end of the proxy
            await self._connect(reader, writer)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if isinstance(self.target, str):
                far, server = await asyncio.open_unix_connection(self.target)
            else:
                far, server = await asyncio.open_connection(*self.target)
        except OSError:
            writer.close()  # as from a machine whose server is down
            return
        line = _Line(writer, server)
        self._lines.add(line)
        ways = [
            asyncio.ensure_future(self._carry(line, reader, server, "up")),
            asyncio.ensure_future(self._carry(line, far, writer, "down")),
        ]
        try:
            await asyncio.gather(*ways)
            if line.half_open:
                await self._over.wait()
        finally:
            for way in ways:
                way.cancel()
            line.end(reset=False)
            self._lines.discard(line)

    async def _carry(
        self, line: _Line, source: asyncio.StreamReader, sink: asyncio.StreamWriter, direction: Direction
    ) -> None:
        with contextlib.suppress(ConnectionError, OSError, asyncio.CancelledError):
            while piece := await source.read(1 if self._seconds_per_byte else _PIECE):
                await self._flowing.wait()
                if self._seconds_per_byte:
                    await asyncio.sleep(self._seconds_per_byte)
                rest = await self._until_fault(piece, sink, direction)
                if rest:
                    await self._flowing.wait()
                    if sink.transport.is_closing():
                        return
                    await self._send(rest, sink, direction)
            if not line.half_open and sink.can_write_eof() and not sink.transport.is_closing():
                sink.write_eof()

    async def _until_fault(self, piece: bytes, sink: asyncio.StreamWriter, direction: Direction) -> bytes:
        """Send what may pass; at the armed byte let the fault happen and answer what was held back."""
        if self._fault is None or self._fault[2] != direction:
            await self._send(piece, sink, direction)
            return b""
        fault, after, _, at = self._fault
        allowed = piece.find(at) if at else after - self.passed[direction]
        if allowed < 0 or len(piece) <= allowed:
            await self._send(piece, sink, direction)
            return b""
        await self._send(piece[:allowed], sink, direction)
        self._happen(fault)
        return piece[allowed:]

    async def _send(self, piece: bytes, sink: asyncio.StreamWriter, direction: Direction) -> None:
        if piece:
            sink.write(piece)
            self.passed[direction] += len(piece)
            await sink.drain()

    def _happen(self, fault: Fault) -> None:
        self._fault = None
        if fault == "stall":
            self._flowing.clear()
        elif fault == "half_open":
            self._flowing.clear()
            for line in self._lines:
                line.half_open = True
                line.end(reset=True, client=False)
        else:
            for line in tuple(self._lines):
                line.end(reset=fault == "reset")
        self.fired.set()


@pytest.fixture
def proxied() -> Iterator[Callable[[Target], Proxy]]:
    """Makes proxies that are stopped after the test: `proxied(("127.0.0.1", port))`."""
    with contextlib.ExitStack() as stack:
        yield lambda target: stack.enter_context(Proxy.to(target))

"""The proxy that other tests cut lines with does what it says: an echo server behind it tells."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.proxy import Proxy, Target


class Echo(socketserver.BaseRequestHandler):
    """Sends back what it gets."""

    def handle(self) -> None:
        try:
            while piece := self.request.recv(4096):
                self.request.sendall(piece)
        except ConnectionError:
            pass


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield ("127.0.0.1", server.server_address[1])
        server.shutdown()
        thread.join()


@pytest.fixture
def proxy(proxied: Callable[[Target], Proxy], echo: tuple[str, int]) -> Proxy:
    return proxied(echo)


def dial(proxy: Proxy, patience: float = 5) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=patience)


def everything(sock: socket.socket) -> bytes:
    got = b""
    while piece := sock.recv(4096):
        got += piece
    return got


def test_a_good_line_passes_everything_both_ways(proxy: Proxy) -> None:
    sent = bytes(range(256)) * 1000
    with dial(proxy) as sock:

        def send() -> None:
            sock.sendall(sent)
            sock.shutdown(socket.SHUT_WR)

        writer = threading.Thread(target=send)
        writer.start()
        assert everything(sock) == sent
        writer.join()
    assert proxy.accepted == 1


@pytest.mark.parametrize("after", [0, 1, 7])
def test_exactly_the_armed_number_of_bytes_comes_back(proxy: Proxy, after: int) -> None:
    with dial(proxy) as sock:
        proxy.arm("close", after=after, direction="down")
        sock.sendall(b"0123456789")
        assert everything(sock) == b"0123456789"[:after]
    assert proxy.fired.is_set()


def test_a_reset_is_a_reset(proxy: Proxy) -> None:
    with dial(proxy) as sock:
        proxy.arm("reset", after=3, direction="up")
        sock.sendall(b"0123456789")
        assert proxy.fired.wait(5)
        with pytest.raises(ConnectionResetError):
            everything(sock)


def test_a_stalled_line_flows_on_when_told(proxy: Proxy) -> None:
    with dial(proxy, patience=0.2) as sock:
        proxy.arm("stall", after=2, direction="down")
        sock.sendall(b"abcdef")
        assert proxy.fired.wait(5)
        assert sock.recv(2, socket.MSG_WAITALL) == b"ab"
        with pytest.raises(TimeoutError):
            sock.recv(1)
        proxy.pass_on()
        sock.settimeout(5)
        assert sock.recv(4, socket.MSG_WAITALL) == b"cdef"


def test_a_half_open_line_takes_bytes_and_answers_none(proxy: Proxy) -> None:
    with dial(proxy, patience=0.2) as sock:
        sock.sendall(b"x")
        assert sock.recv(1) == b"x"
        proxy.strike("half_open")
        sock.sendall(b"more")
        with pytest.raises(TimeoutError):
            sock.recv(1)


def test_refusing_and_listening_again_on_the_same_port(proxy: Proxy) -> None:
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        dial(proxy)
    proxy.listen()
    with dial(proxy) as sock:
        sock.sendall(b"x")
        assert sock.recv(1) == b"x"

"""The feed misses nothing: many processes commit in any order, and whoever follows has all of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from rayafin_desktop.application import App, open_book
from rayafin_desktop.engine.feed import everything_of, read_page
from rayafin_desktop.sync.authority import share
from tests.books import Office
from tests.engine.processes import processes

from . import books
from .processes import write_parties

_PULLERS = 3


class Puller(threading.Thread):
    """Follows the feed all the time, with a connection of its own."""

    def __init__(self, location: str, company: int, begin: int) -> None:
        super().__init__(daemon=True)
        self._app: App = open_book(location)
        self._company = company
        self._position = everything_of(begin)
        self._enough = threading.Event()
        self.units: dict[tuple[str, str], str] = {}
        self.entries: list[int] = []
        self.head = begin

    def run(self) -> None:
        while not self._enough.is_set():
            self._pull()
        while not self._pull():
            pass
        self._app.close()

    def _pull(self) -> bool:
        with self._app.database.read() as connection:
            page = read_page(connection, self._company, self._position)
        self._position, self.head = page.position, page.head
        self.units |= {(name, unit): image for name, unit, _, image in page.units}
        self.entries += [entry[1] for entry in page.entries]
        return page.is_last

    def finish(self) -> None:
        """Nothing more comes: read to the end."""
        self._enough.set()
        self.join(60)
        assert not self.is_alive()


@contextmanager
def following(office: Office, begin: int) -> Iterator[list[Puller]]:
    pullers = [Puller(office.location, office.company_id, begin) for _ in range(_PULLERS)]
    for puller in pullers:
        puller.start()
    try:
        yield pullers
    finally:
        for puller in pullers:
            puller.finish()


def missed(office: Office, writers: int, count: int) -> None:
    """Let `writers` processes make `count` parties each while others pull; fail for any that was missed."""
    share(office.app, office.company_id)
    begin = books.head_of(office.app, office.company_id)
    context = processes()
    ours, workers = [], []
    with following(office, begin) as pullers:
        for n in range(writers):
            here, there = context.Pipe(duplex=False)
            arguments = (office.location, office.owner, f"W{n}", count, n, there)
            worker = context.Process(target=write_parties, args=arguments)
            worker.start()
            there.close()
            ours.append(here)
            workers.append(worker)
        made = set()
        for here in ours:
            for _ in range(count):
                made.add(UUID(bytes=here.recv_bytes()).hex)
        for worker in workers:
            worker.join(60)
            assert worker.exitcode == 0
    assert len(made) == writers * count
    head = books.head_of(office.app, office.company_id)
    for puller in pullers:
        seen = {unit for name, unit in puller.units if name == "parties"}
        assert made - seen == set()
        assert puller.head == head
        assert puller.entries == list(range(begin + 1, head + 1))


def test_nothing_that_was_committed_is_missed(office: Office) -> None:
    missed(office, 8, 5)


@pytest.mark.nightly
@pytest.mark.timeout(3 * 3600)
def test_nothing_is_missed_in_forty_thousand_commits(office: Office) -> None:
    missed(office, 8, 5000)

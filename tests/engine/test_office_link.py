"""A server that goes away and comes back: nothing half done, nothing guessed, others' changes seen."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import make_url

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import Offline, RayafinError
from rayafin_desktop.engine.database import OutcomeUnknown
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.pulse import ANYTHING, Pulse
from rayafin_desktop.engine.settings import SettingValue
from tests.books import FixedClock, found_company
from tests.engine.chain import broken_links
from tests.engine.probe import CATALOGUE, WriteNote
from tests.own_server import OwnServer
from tests.proxy import Direction, Proxy, Target


class Remote:
    """An office reached through a proxy, and the same one reached directly."""

    def __init__(self, app: App, direct: App, proxy: Proxy, owner: Actor) -> None:
        self.app, self.direct, self.proxy, self.owner = app, direct, proxy, owner

    def write(self, key: str) -> None:
        self.app.execute(WriteNote(key=key), self.owner)

    def notes(self) -> set[str]:
        with self.direct.read(self.owner) as read:
            assert broken_links(read.connection, self.owner.company_id) == []
            return {note.key for note in read.all(SettingValue)}


@pytest.fixture
def remote(own_server: OwnServer, proxied: Callable[[Target], Proxy], clock: FixedClock) -> Iterator[Remote]:
    proxy = proxied(own_server.address)
    url = own_server.url("linked")
    through = make_url(url).set(port=proxy.port).render_as_string(hide_password=False)
    direct = open_book(url, clock=clock.as_clock(), catalogue=CATALOGUE)
    owner = found_company(direct)
    app = open_book(through, clock=clock.as_clock(), catalogue=CATALOGUE)
    yield Remote(app, direct, proxy, owner)
    app.close()
    direct.close()


def refusal(do: Callable[[], object]) -> RayafinError:
    with pytest.raises(RayafinError) as refused:
        do()
    return refused.value


def cut_at(remote: Remote, after: int, direction: Direction, key: str) -> str:
    """Write a note while the line is cut there; answers what the program knew: kept, not kept, unknown."""
    before = remote.notes()
    remote.proxy.arm("reset", after=after, direction=direction)
    known, lost = "kept", None
    try:
        remote.write(key)
    except Offline as error:
        known, lost = "not kept", error
    remote.proxy.pass_on()
    if isinstance(lost, OutcomeUnknown):
        known = "unknown"
        assert remote.app.arrived(lost) == (key in remote.notes())
    there = remote.notes() - before
    if known == "kept":
        assert there == {key}
    elif known == "not kept":
        assert there == set()
    remote.write(f"after {key}")
    return known


def cuts(remote: Remote, step: int) -> set[str]:
    """Cut the line at every `step`th byte of a command, in both directions."""
    remote.write("first")
    found = set()
    directions: tuple[Direction, ...] = ("up", "down")
    for direction in directions:
        remote.proxy.pass_on()
        remote.write(f"measured {direction}")
        whole = remote.proxy.passed[direction]
        for after in range(0, whole, step):
            found.add(cut_at(remote, after, direction, f"{direction} {after}"))
    return found


def test_a_line_cut_in_a_command_leaves_nothing_half_done_and_nothing_guessed(
    remote: Remote,
) -> None:
    assert cuts(remote, 397) >= {"not kept"}


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_line_cut_at_every_seventh_byte(remote: Remote) -> None:
    assert cuts(remote, 7) >= {"not kept", "unknown"}


@pytest.mark.parametrize("reaches", [True, False])
def test_what_became_of_a_commit_without_an_answer_is_found_out(remote: Remote, reaches: bool) -> None:
    """The answer to COMMIT is lost, or COMMIT itself on the way."""
    from sqlalchemy import event

    def at_commit(connection: object) -> None:
        remote.proxy.arm("reset", direction="down" if reaches else "up", at=b"COMMIT")

    event.listen(remote.app.database.write_engine, "commit", at_commit)
    unknown = refusal(lambda: remote.write("doubtful"))
    event.remove(remote.app.database.write_engine, "commit", at_commit)
    assert unknown.code == "book.outcome_unknown"
    assert isinstance(unknown, OutcomeUnknown)
    remote.proxy.pass_on()
    assert remote.app.arrived(unknown) is reaches
    assert ("doubtful" in remote.notes()) is reaches


def test_a_restarted_server_is_used_again_without_a_word(remote: Remote, own_server: OwnServer) -> None:
    remote.write("before")
    own_server.stop()
    assert isinstance(refusal(lambda: remote.write("meanwhile")), Offline)
    own_server.start()
    remote.write("after")
    assert remote.notes() == {"before", "after"}


def test_who_waits_for_a_server_that_went_silent_can_be_cut_off(remote: Remote) -> None:
    remote.write("before")
    remote.proxy.arm("half_open", direction="up")
    errors: list[RayafinError] = []

    def write() -> None:
        errors.append(refusal(lambda: remote.write("into the void")))

    waiting = threading.Thread(target=write)
    waiting.start()
    assert remote.proxy.fired.wait(10)
    remote.proxy.refuse()
    while waiting.is_alive():
        remote.app.database.cut_off()
        waiting.join(0.05)
    assert [error.code for error in errors] in (["book.server_lost"], ["book.server_unreachable"])
    remote.proxy.pass_on()
    remote.proxy.listen()
    remote.write("after")
    assert remote.notes() == {"before", "after"}


def test_the_pulse_tells_what_other_machines_changed(remote: Remote) -> None:
    pulse = Pulse(remote.app.database, remote.owner.company_id)
    assert pulse.beat().touched == {}
    remote.write("mine")
    assert pulse.beat().touched == {}
    remote.direct.execute(WriteNote(key="theirs"), remote.owner)
    touched = pulse.beat().touched
    assert list(touched) == ["setting"]
    assert len(touched["setting"]) == 1
    assert pulse.beat().touched == {}
    for n in range(201):
        remote.direct.execute(WriteNote(key=f"many {n}"), remote.owner)
    assert list(pulse.beat().touched) == [ANYTHING]
    pulse.close()


def test_the_pulse_stops_with_the_server_and_comes_back_with_it(remote: Remote) -> None:
    pulse = Pulse(remote.app.database, remote.owner.company_id)
    pulse.beat()
    remote.proxy.strike("reset")
    remote.proxy.refuse()
    assert refusal(pulse.beat).code == "book.server_lost"
    remote.proxy.listen()
    remote.proxy.pass_on()
    remote.direct.execute(WriteNote(key="meanwhile"), remote.owner)
    assert list(pulse.beat().touched) == ["setting"]
    pulse.close()

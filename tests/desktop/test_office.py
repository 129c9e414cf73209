"""An office database at the window: connecting, what is wrong, losing the server, others' changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from rayafin_desktop.application import App, open_book
from rayafin_desktop.desktop import office_passwords
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.screens.start.new_book import NewBook
from rayafin_desktop.desktop.screens.start.office_card import OfficeCard
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.companies.commands import CreateCompany
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from tests.books import PASSWORD
from tests.own_server import PASSWORD as SERVER_PASSWORD
from tests.own_server import OwnServer
from tests.postgres import free_port
from tests.proxy import Proxy, Target

from .front import EMAIL, Front, front

__all__ = ["front"]


@pytest.fixture(autouse=True)
def no_password_of_before() -> Iterator[None]:
    yield
    office_passwords.forget()


def card_of(front: Front) -> OfficeCard:
    front.session.start()
    front.activate(front.session.front)
    front.session.front.go("office")
    card = front.session.front.office_card
    assert card is not None
    return card


def filled(card: OfficeCard, server: OwnServer, database: str, **changes: str) -> None:
    values = {"host": "127.0.0.1", "port": str(server.port), "user": "postgres", "password": SERVER_PASSWORD}
    for name, value in {**values, "database": database, **changes}.items():
        getattr(card, name).set_value(value)


def errors(card: OfficeCard) -> dict[str, str]:
    return {key: one.error() for key, one in card.boxes.items() if one.error()}


def test_the_test_button_says_what_is_wrong_at_its_field(front: Front, own_server: OwnServer) -> None:
    card = card_of(front)
    card.host.set_value("")
    card.test.click()
    assert set(errors(card)) == {"host"}
    for changes, field in (
        ({"host": "no-such-machine.invalid"}, "host"),
        ({"port": str(free_port())}, "port"),
        ({"password": "wrong"}, "password"),
        ({"tls": "require"}, "tls"),
    ):
        filled(card, own_server, "postgres", **{"tls": "prefer", **changes})
        card.test.click()
        front.until(card.test.isEnabled)
        assert set(errors(card)) == {field}, changes
        assert SERVER_PASSWORD not in "".join(errors(card).values())
    filled(card, own_server, "postgres", tls="prefer")
    card.test.click()
    front.until(lambda: card.banner.text() == "The connection works.")
    assert errors(card) == {}


def test_an_office_database_is_made_founded_and_entered(front: Front, own_server: OwnServer) -> None:
    card = card_of(front)
    filled(card, own_server, "founded")
    card.primary.click()
    pages = front.session.front.pages
    front.until(lambda: isinstance(pages.currentWidget(), NewBook))
    new = front.session.front.new_book
    assert new is not None
    assert not new.boxes["path"].isVisibleTo(new)
    said = {
        "name": "Office Traders",
        "owner_name": "Asha Shah",
        "email": EMAIL,
        "password": PASSWORD,
        "again": PASSWORD,
    }
    for key, text in said.items():
        new.inputs[key].setText(text)  # type: ignore[attr-defined]
    for _ in range(3):
        new.next()
    window = front.entered()
    front.until(lambda: "Office Traders" in window.sidebar.company.accessibleName())
    assert window.sidebar.server.text() == "Office database"
    [recent] = preferences().recent
    assert recent.location == f"postgresql://postgres@127.0.0.1:{own_server.port}/founded?sslmode=prefer"
    settings = [path.read_text() for path in (front.folder / "settings").rglob("*") if path.is_file()]
    assert settings
    assert not any(SERVER_PASSWORD in text or "only%20of" in text for text in settings)


@dataclass
class Shared:
    """A window on an office database through a proxy, and another machine on it without one."""

    front: Front
    other: App
    owner: Actor
    proxy: Proxy

    def customers(self) -> set[str]:
        with self.other.read(self.owner) as read:
            return {party.name for party in read.all(Party)}

    def lose(self) -> None:
        self.proxy.strike("reset")
        self.proxy.refuse()

    def find(self) -> None:
        self.proxy.pass_on()
        self.proxy.listen()


@pytest.fixture
def shared(
    front: Front, own_server: OwnServer, proxied: Callable[[Target], Proxy], tmp_path: Path
) -> Iterator[Shared]:
    url = own_server.url(f"desk_{tmp_path.name[-40:].lower()}")
    other = open_book(url)
    key = other.execute(
        CreateCompany(code="RT", name="Rayafin Traders", country="IN", state="27"), the_book()
    ).result.key
    user = AddUser(email=EMAIL, name="Asha Shah", role=Role.OWNER, password=PASSWORD)
    owner = actor_for(other, other.execute(user, the_book(key)).result.user_id, key)
    proxy = proxied(own_server.address)
    front.session.start(make_url(url).set(port=proxy.port).render_as_string(hide_password=False))
    front.sign_in(email=EMAIL)
    front.entered()
    yield Shared(front, other, owner, proxy)
    other.close()


def test_a_lost_server_shows_greys_what_writes_keeps_what_is_typed_and_comes_back(shared: Shared) -> None:
    window = shared.front.window
    form = window.open_form("party.form", {})
    assert form is not None
    form.fields.inputs["name"].set_value("Kaveri Mills")
    assert form.primary.isEnabled()
    shared.lose()
    form.save()
    shared.front.until(window.link_banner.isVisible)
    assert "does not answer" in window.link_banner.text()
    assert "no answer" in window.sidebar.server.text()
    shared.front.until(lambda: not form.primary.isEnabled())
    assert form.fields.inputs["name"].value() == "Kaveri Mills"
    shared.find()
    shared.front.until(lambda: not window.link_banner.isVisible())
    shared.front.until(form.primary.isEnabled)
    assert form.fields.inputs["name"].value() == "Kaveri Mills"
    form.primary.click()
    shared.front.until(lambda: "Kaveri Mills" in shared.customers())
    assert window.sidebar.server.text() == "Office database"


@pytest.mark.parametrize("reaches", [True, False])
def test_a_person_is_told_what_became_of_a_change_without_an_answer(shared: Shared, reaches: bool) -> None:
    window, desk = shared.front.window, shared.front.session.desk
    assert desk is not None

    def at_commit(connection: object) -> None:
        shared.proxy.arm("reset", direction="down" if reaches else "up", at=b"COMMIT")

    engine = desk.app.database.write_engine
    event.listen(engine, "commit", at_commit, once=True)
    window.workspace.execute(SaveParty(name="Doubtful Traders"), lambda _: None)
    assert shared.proxy.fired.wait(10)
    shared.proxy.pass_on()
    shared.front.until(window.notice.isVisible)
    assert ("was saved" in window.notice.text()) is reaches
    assert ("Doubtful Traders" in shared.customers()) is reaches


def test_what_another_machine_changes_is_told_to_the_pages(shared: Shared) -> None:
    told: list[dict[str, object]] = []
    window = shared.front.window
    window.workspace.touched.connect(told.append)
    link = shared.front.session.desk.link  # type: ignore[union-attr]
    assert link is not None
    shared.other.execute(SaveParty(name="Indus Mills"), shared.owner)

    def read_it(read: Read) -> list[str]:
        return [party.name for party in read.all(Party)]

    link.suspect()
    shared.front.until(lambda: any("party" in one for one in told))
    assert "Indus Mills" in window.workspace.backend.read(read_it)

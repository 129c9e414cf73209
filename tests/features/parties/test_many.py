"""The wide door, and look-ups among tens of thousands."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.engine.commands import Command, handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.parties.commands import ContactInput, SaveParty, add_parties
from rayafin_desktop.features.parties.queries import CUSTOMER_LOOKUP, party_detail
from tests.books import FixedClock, Office, found_company


@dataclass(frozen=True, kw_only=True)
class AddMany(Command[list[UUID]]):
    """A test's own command: the wide door is called by commands of features above."""

    permission: ClassVar[str] = "party.save"
    drafts: ClassVar[list[SaveParty]] = []


def add_many(command: AddMany, work: Work) -> list[UUID]:
    return add_parties(work, command.drafts)


BULK = Feature(name="bulk", commands=(handles(AddMany, add_many),))


@pytest.fixture
def office(location: str, clock: FixedClock) -> Iterator[Office]:
    app = open_book(location, clock=clock.as_clock(), catalogue=Catalogue((*FEATURES, BULK)))
    yield Office(app, found_company(app), clock, location)
    app.close()


def test_many_are_added_at_once_or_none(office: Office) -> None:
    AddMany.drafts = [
        SaveParty(name="Mehta"),
        SaveParty(name="", code="X"),
        SaveParty(name="Shah", code="X"),
    ]
    with pytest.raises(RuleBroken) as refused:
        office.do(AddMany())
    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("party.name_missing", "parties.1.name"),
        ("party.code_taken", "parties.2.code"),
    ]
    AddMany.drafts = [
        SaveParty(name="Mehta", contacts=(ContactInput(name="Ravi"),)),
        SaveParty(name="Shah", code="P0001"),
        SaveParty(name="Patel"),
    ]
    with pytest.raises(RuleBroken):
        office.do(AddMany())  # P0001 is given to Mehta first
    AddMany.drafts[1] = SaveParty(name="Shah")
    first, *others = office.do(AddMany())
    assert len(others) == 2
    assert office.ask(party_detail, first).contacts[0].name == "Ravi"


@pytest.mark.nightly
def test_a_look_up_among_50_000_takes_a_few_milliseconds(office: Office) -> None:
    AddMany.drafts = [
        SaveParty(name=f"{syllable} {n * 7919 % 50_000:05d} Traders", code=f"C{n:05d}")
        for n in range(50_000)
        for syllable in (("Mehta", "Shah", "Patel", "Desai", "Joshi")[n % 5],)
    ]
    office.do(AddMany())

    def seconds(read: Read, typed: str) -> float:
        started = time.perf_counter()
        page(CUSTOMER_LOOKUP, read, Look(text=typed), limit=12)
        return time.perf_counter() - started

    with office.app.read(office.owner) as read:
        best = {
            typed: min(seconds(read, typed) for _ in range(5))
            for typed in ("m", "me", "desai 012", "4999", "traders", "nobody")
        }
    # Several times what it takes, for a machine that does other things as well.
    limit = 0.03 if office.app.database.is_sqlite else 0.15
    assert max(best.values()) < limit, best

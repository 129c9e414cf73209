"""The statements that are rendered once: they answer what SQLAlchemy would, on both engines."""

import dataclasses
import sqlite3
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError

from rayafin_desktop.base.errors import RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.parties.model import Contact, Party
from tests.books import Office
from tests.engine.probe import in_work, new_party

NAMED = PreparedStatement(
    select(Party.c.id, Party.c.created_at, Party.c.name.label("said"), func.count().over())
    .where(
        Party.c.company_id == bindparam("company"),
        Party.c.is_customer,
        Party.c.created_at <= bindparam("day"),
    )
    .order_by(Party.c.code)
)


def parties(count: int, work: Work) -> list[Party]:
    return [new_party(work, f"P{n:04}") for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 300])
def test_many_are_found_by_their_ids(office: Office, count: int) -> None:
    made: list[Party] = in_work(office.app, office.owner, partial(parties, count))
    wanted = [one.id for one in made]
    with office.app.read(office.owner) as read:
        found = read.by_ids(Party, [*wanted, *wanted[:1], new_id()])
    assert found == {one.id: one for one in made}


def test_ids_of_others_and_of_what_was_removed_are_left_out(
    office: Office, offices: Callable[..., Office]
) -> None:
    other = offices("DE")
    theirs: Party = in_work(other.app, other.owner, lambda work: new_party(work, "A", currency="EUR"))
    ours: list[Party] = in_work(office.app, office.owner, partial(parties, 2))
    in_work(office.app, office.owner, lambda work: work.remove(work.get(Party, ours[0].id)))
    wanted = [theirs.id, *(one.id for one in ours)]
    assert office.ask(lambda read: list(read.by_ids(Party, wanted))) == [ours[1].id]
    assert office.ask(lambda read: read.find(Party, id=theirs.id)) is None
    assert office.ask(lambda read: read.find(Party, code="P0000")) is None


def test_a_command_finds_by_id_what_it_has_just_added_or_changed(office: Office) -> None:
    before: Party = in_work(office.app, office.owner, lambda work: new_party(work, "A"))

    def both(work: Work) -> dict[str, str]:
        added = new_party(work, "B")
        work.save(dataclasses.replace(work.get(Party, before.id), name="Changed"))
        return {one.code: one.name for one in work.by_ids(Party, [before.id, added.id]).values()}

    assert in_work(office.app, office.owner, both)["A"] == "Changed"


def test_columns_with_values_and_conditions_go_together(office: Office) -> None:
    in_work(office.app, office.owner, partial(parties, 2))
    with office.app.read(office.owner) as read:
        assert read.find(Party, code="P0001") == read.find(Party, Party.c.code == "P0001")
        assert read.find(Party, Party.c.name != "", code="P0001") is not None
        assert read.find(Party, Party.c.name == "", code="P0001") is None
        company = read.find(Company, key=office.company_id)
        assert company is not None
        assert company.name == "Rayafin Traders"


def test_a_prepared_statement_answers_python_values_by_name(office: Office) -> None:
    made: list[Party] = in_work(office.app, office.owner, partial(parties, 2))
    now = office.clock.now()
    with office.app.read(office.owner) as read:
        first, second = read.fetch(NAMED, company=office.company_id, day=now)
        assert (first.id, first.created_at, first.said) == (made[0].id, now, made[0].name)
        assert (second.id, second[3]) == (made[1].id, 2)
        assert read.scalar(NAMED, company=office.company_id, day=now) == made[0].id
        assert read.first(NAMED, company=office.company_id + 1, day=now) is None


def test_a_prepared_statement_wants_all_its_values(office: Office) -> None:
    with office.app.read(office.owner) as read, pytest.raises(KeyError, match="company"):
        read.fetch(NAMED, day=office.clock.now())


def test_a_prepared_statement_sees_what_the_command_has_not_sent_yet(office: Office) -> None:
    def add_and_look(work: Work) -> int:
        parties(3, work)
        return len(work.fetch(NAMED, company=work.company_id, day=work.now))

    assert in_work(office.app, office.owner, add_and_look) == 3


def test_several_are_saved_together_each_with_its_own_changes(office: Office) -> None:
    made: list[Party] = in_work(office.app, office.owner, partial(parties, 4))
    names = {"P0000": "One", "P0001": "Two", "P0003": "Four"}

    def rename(work: Work) -> list[Party]:
        loaded = [work.get(Party, one.id) for one in made]
        return work.save_all(
            [dataclasses.replace(one, name=names.get(one.code, one.name)) for one in loaded[:3]]
            + [dataclasses.replace(loaded[3], name="Four", notes="and more")]
        )

    saved = in_work(office.app, office.owner, rename)
    assert [one.version for one in saved] == [2, 2, 1, 2]
    with office.app.read(office.owner) as read:
        assert [read.get(Party, one.id) for one in made] == saved


def test_one_stale_copy_among_several_keeps_all_from_being_saved(office: Office) -> None:
    made: list[Party] = in_work(office.app, office.owner, partial(parties, 2))
    in_work(
        office.app,
        office.owner,
        lambda work: work.save(dataclasses.replace(work.get(Party, made[1].id), name="N")),
    )
    with pytest.raises(Stale) as stale:
        in_work(
            office.app,
            office.owner,
            lambda work: work.save_all([dataclasses.replace(one, notes="late") for one in made]),
        )
    assert stale.value.code == "party.stale"
    with office.app.read(office.owner) as read:
        assert [read.get(Party, one.id).notes for one in made] == ["", ""]


def test_a_broken_link_is_the_same_error_from_a_command_as_from_a_statement(office: Office) -> None:
    def of_nobody(work: Work) -> None:
        work.insert_many([Contact(company_id=work.company_id, party_id=new_id(), line_no=1, name="A")])

    with pytest.raises(RuleBroken) as broken:
        in_work(office.app, office.owner, of_nobody)
    assert broken.value.code == "row.refers_to_nothing"
    assert isinstance(broken.value.__cause__, IntegrityError | sqlite3.IntegrityError)

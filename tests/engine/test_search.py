"""Search: any part of a text finds its row, whatever stands in it, on both engines alike."""

from functools import partial
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.application import App
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine import search
from rayafin_desktop.engine.work import Read, Work
from tests.books import Office
from tests.engine.probe import in_work

TEXTS = [
    "INV/26-27/00123",
    "Größe 100%_x",
    'Say "hi" AND bye',
    "back\\slash (1*2)",
    "चालान १२३",
    "İstanbul'da",
]


def put(office: Office, kind: str, one: UUID, body: str) -> None:
    in_work(office.app, office.owner, lambda work: work.index(kind, one, body))


def ids(read: Read, typed: str, kind: str = "invoice") -> set[UUID] | None:
    statement = search.matching(read.dialect, read.company_id, kind, typed)
    return None if statement is None else set(read.execute(statement).scalars())


def indexed(texts: dict[UUID, str], work: Work) -> None:
    for one, body in texts.items():
        work.index("invoice", one, body)


def test_every_part_of_every_text_finds_it_and_only_what_holds_it(office: Office) -> None:
    texts = {new_id(): body for body in TEXTS}
    in_work(office.app, office.owner, partial(indexed, texts))
    with office.app.read(office.owner) as read:
        for body in texts.values():
            for start in range(len(body) - 2):
                for end in range(start + 3, len(body) + 1):
                    typed = body[start:end]
                    wanted = search.normal(typed)
                    expected = {one for one, other in texts.items() if wanted in search.normal(other)}
                    assert ids(read, typed) == (expected if len(wanted) >= 3 else None), typed


@pytest.mark.parametrize("typed", ["inv/26", "INV/26", "grösse", "GRÖSSE", "  26-27  "])
def test_case_and_outer_spaces_do_not_matter(office: Office, typed: str) -> None:
    put(office, "invoice", new_id(), "INV/26-27/7 GRÖSSE")
    assert len(office.ask(ids, typed) or ()) == 1


@pytest.mark.parametrize("typed", ["", "a", "ab", "  a  ", "\0\0\0\0"])
def test_a_short_text_is_not_looked_for(office: Office, typed: str) -> None:
    assert office.ask(ids, typed) is None


@pytest.mark.parametrize(
    "typed",
    ["100%", "%%%", "___", "_x\\", "''';--", '"""', "a* OR b", "NEAR(a b)", "x\0y\0z", "^^^", "body:x"],
)
def test_signs_mean_themselves(office: Office, typed: str) -> None:
    put(office, "invoice", new_id(), "plain text 100 x")
    assert office.ask(ids, typed) == set()


def test_a_text_is_replaced_not_added(office: Office) -> None:
    one = new_id()
    put(office, "invoice", one, "first text")
    put(office, "invoice", one, "second text")
    assert office.ask(ids, "first") == set()
    assert office.ask(ids, "second") == {one}


def test_kinds_and_companies_are_apart(office: Office) -> None:
    one = new_id()
    put(office, "invoice", one, "shared text")
    put(office, "bill", one, "other text")
    assert office.ask(ids, "shared", "bill") == set()
    assert office.ask(ids, "other", "bill") == {one}
    assert office.ask(ids, "text") == {one}


def test_another_company_finds_nothing(office: Office, offices: object) -> None:
    put(office, "invoice", new_id(), "shared text")
    other = offices("DE")  # type: ignore[operator]
    assert other.ask(ids, "shared") == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(typed=st.text(max_size=12))
def test_nothing_that_can_be_typed_breaks_it(app: App, typed: str) -> None:
    from rayafin_desktop.engine.permissions import the_book

    with app.read(the_book()) as read:
        assert ids(read, typed) in (None, set())

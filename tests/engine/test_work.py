"""Work: one transaction of one company, in which nothing is lost, mixed up or half done."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Executable, func, insert, literal, select, union_all, update

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, NotFound, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.entity import values_of
from rayafin_desktop.engine.permissions import Actor, the_book
from rayafin_desktop.engine.record import audit_entries, chains, outbox
from rayafin_desktop.engine.settings import SettingValue
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.parties.model import Contact, Party, party_balances
from tests.books import Office
from tests.engine import probe
from tests.engine.chain import broken_links, entries
from tests.engine.probe import CATALOGUE, Rang, ReactionFailedError, Step, WriteNote, in_work, new_party


def run(office: Office, do: Callable[[Work], Any], **options: Any) -> Any:
    return in_work(office.app, office.owner, do, **options)


def raw(office: Office, statement: Executable) -> None:
    """Write past the engine, as a bug or another program would."""
    with office.app.database.write() as connection:
        connection.execute(statement)


def with_party(write: Callable[[Work, Party], object], party: Party, work: Work) -> object:
    return write(work, party)


def party_codes(office: Office) -> list[str]:
    with office.app.read(office.owner) as read:
        return [party.code for party in read.all(Party, order_by=[Party.c.code])]


def contact(party: Party, line_no: int, name: str) -> Contact:
    return Contact(company_id=party.company_id, party_id=party.id, line_no=line_no, name=name)


def test_what_is_saved_is_read_back_as_it_was(office: Office) -> None:
    made: Party = run(office, lambda work: new_party(work, "A", credit_limit_minor=2**62, notes="श्री ✓"))
    with office.app.read(office.owner) as read:
        assert read.get(Party, made.id) == made
    assert (made.version, made.company_id, made.created_at) == (1, office.company_id, office.clock.now())


def test_one_command_may_add_find_save_and_read(office: Office) -> None:
    def do(work: Work) -> tuple[int, str, int]:
        party = new_party(work, "A")
        found = work.find(Party, Party.c.code == "A")
        assert found == party
        once = work.save(dataclasses.replace(party, name="Once"))
        twice = work.save(dataclasses.replace(once, name="Twice"))
        count = work.scalar(select(func.count()).select_from(Party.mapping.table))
        return twice.version, work.get(Party, party.id).name, count

    assert run(office, do) == (3, "Twice", 1)


def test_an_old_copy_is_stale(office: Office) -> None:
    old: Party = run(office, lambda work: new_party(work, "A"))
    run(office, lambda work: work.save(dataclasses.replace(old, name="Theirs")))
    with pytest.raises(Stale) as stale:
        run(office, lambda work: work.save(dataclasses.replace(old, name="Ours")))
    assert stale.value.code == "party.stale"
    with pytest.raises(Stale):
        run(office, lambda work: work.remove(old))
    with office.app.read(office.owner) as read:
        assert read.get(Party, old.id).name == "Theirs"


def test_saving_what_did_not_change_writes_nothing(office: Office) -> None:
    party: Party = run(office, lambda work: new_party(work, "A"))
    with office.app.read(office.owner) as read:
        before = len(entries(read.connection, office.company_id))
    assert run(office, lambda work: work.save(work.get(Party, party.id))) == party
    with office.app.read(office.owner) as read:
        assert len(entries(read.connection, office.company_id)) == before


def test_another_companys_row_is_not_found(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("DE")
    theirs: Party = run(other, lambda work: new_party(work, "A", currency="EUR"))
    with pytest.raises(NotFound) as refusal:
        run(office, lambda work: work.get(Party, theirs.id, field="party_id"))
    missing = new_id()
    with pytest.raises(NotFound) as honest:
        run(office, lambda work: work.get(Party, missing, field="party_id"))
    assert (refusal.value.code, refusal.value.field) == (honest.value.code, honest.value.field)
    assert run(office, lambda work: work.find(Party, Party.c.code == "A")) is None
    writes: list[Callable[[Work, Party], object]] = [Work.save, Work.remove, Work.add]
    for write in writes:
        with pytest.raises(PermissionError):
            run(office, partial(with_party, write, theirs))


def test_only_the_book_reaches_into_a_company(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("DE")
    with pytest.raises(PermissionError):
        run(office, lambda work: work.in_company(other.company_id))

    def in_both(work: Work) -> None:
        new_party(work.in_company(office.company_id), "A")
        new_party(work.in_company(other.company_id), "B", currency="EUR")

    in_work(office.app, the_book(), in_both)
    assert (party_codes(office), party_codes(other)) == (["A"], ["B"])
    with office.app.read(office.owner) as read:
        assert broken_links(read.connection, office.company_id) == []
        assert broken_links(read.connection, other.company_id) == []


def test_the_database_itself_refuses_a_link_to_another_company(
    office: Office, offices: Callable[..., Office]
) -> None:
    other = offices("DE")
    theirs: Party = run(other, lambda work: new_party(work, "A", currency="EUR"))
    ours: Party = run(office, lambda work: new_party(work, "A"))
    spy = dataclasses.replace(contact(ours, 1, "Spy"), party_id=theirs.id)
    with pytest.raises(RuleBroken, match=r"row\.refers_to_nothing"):
        raw(office, insert(Contact.mapping.table).values(values_of(spy)))
    member = select(Member.c.id).where(Member.c.company_id == other.company_id).scalar_subquery()
    with pytest.raises(RuleBroken, match=r"row\.refers_to_nothing"):
        raw(office, update(Party.mapping.table).where(Party.c.id == ours.id).values(agent_id=member))


def test_a_removed_row_is_gone_for_all_reads_but_not_for_the_database(office: Office) -> None:
    party: Party = run(office, lambda work: new_party(work, "A"))
    run(office, lambda work: work.remove(work.get(Party, party.id)))
    with office.app.read(office.owner) as read:
        with pytest.raises(NotFound):
            read.get(Party, party.id)
        assert (read.find(Party, Party.c.code == "A"), read.all(Party)) == (None, [])
        kept = read.first(select(Party.c.deleted_at, Party.c.version).where(Party.c.id == party.id))
    assert kept is not None
    assert tuple(kept) == (office.clock.now(), 2)


def test_replace_parts_keeps_what_did_not_change(office: Office) -> None:
    party: Party = run(office, lambda work: new_party(work, "A"))
    first = [contact(party, n, name) for n, name in enumerate(("Asha", "Binod", "Chitra"), 1)]
    run(office, lambda work: work.replace_parts(Contact, party.id, first))
    second = [first[0], contact(party, 2, "Bela")]
    run(office, lambda work: work.replace_parts(Contact, party.id, second))
    with office.app.read(office.owner) as read:
        assert read.parts(Contact, party.id) == second
        body = entries(read.connection, office.company_id)[-1].body
    assert body.count('"~","contact"') == 1
    assert body.count('"-","contact"') == 1
    assert '"#"' not in body


def test_children_may_be_added_before_their_parents(office: Office) -> None:
    def do(work: Work) -> None:
        party = Party(
            id=new_id(),
            company_id=work.company_id,
            code="A",
            name="A",
            currency="INR",
            created_at=work.now,
            updated_at=work.now,
        )
        work.insert_many([contact(party, 1, "Asha"), party])

    run(office, do)
    assert party_codes(office) == ["A"]


def test_a_warning_needs_its_own_confirmation(office: Office) -> None:
    def do(work: Work) -> str:
        new_party(work, "A")
        work.confirm("credit_limit", "party.over_limit", field="amount", over=5)
        return "done"

    with pytest.raises(NeedsConfirmation) as asked:
        run(office, do, confirmed=frozenset({"duplicate"}))
    assert (asked.value.key, asked.value.code, asked.value.params) == (
        "credit_limit",
        "party.over_limit",
        {"over": 5},
    )
    assert party_codes(office) == []
    assert run(office, do, confirmed=frozenset({"credit_limit"})) == "done"


def counts(office: Office) -> list[int]:
    with office.app.read(office.owner) as read:
        return [
            read.scalar(select(func.count()).select_from(table))
            for table in (audit_entries, outbox, Party.mapping.table)
        ] + [read.scalar(select(func.sum(chains.c.n)))]


def add_and_ring(code: str, bell: Rang, work: Work) -> None:
    new_party(work, code)
    work.announce(bell)


def test_a_reaction_runs_in_the_same_transaction(office: Office) -> None:
    run(office, partial(add_and_ring, "A", Rang(code="B")))
    assert party_codes(office) == ["A", "B"]
    before = counts(office)
    with pytest.raises(ReactionFailedError):
        run(office, partial(add_and_ring, "C", Rang(code="D", fails=True)))
    assert counts(office) == before


def test_a_rolled_back_number_is_given_again(office: Office) -> None:
    def take(work: Work) -> int:
        company = work.find(Company, Company.c.key == work.company_id)
        assert company is not None
        return work.take_next(company, "fiscal_year_first_month")

    first = run(office, take)
    with pytest.raises(ZeroDivisionError):
        run(office, lambda work: take(work) / 0)
    assert run(office, take) == first + 1


def test_sums_add_up_within_and_across_commands(office: Office) -> None:
    party: Party = run(office, lambda work: new_party(work, "A"))

    def bump(work: Work) -> None:
        for owed in (100, -30):
            work.bump(party_balances, {"party_id": party.id}, {"receivable_minor": owed})
        work.bump(party_balances, {"party_id": party.id}, {"payable_minor": 7})

    run(office, bump)
    run(office, bump)
    with office.app.read(office.owner) as read:
        row = read.first(select(party_balances.c.receivable_minor, party_balances.c.payable_minor))
    assert row is not None
    assert tuple(row) == (140, 14)
    with pytest.raises(TypeError, match="derived"):
        run(office, lambda work: work.bump(chains, {}, {"n": 1}))


def test_a_read_inside_work_cannot_write(office: Office) -> None:
    with pytest.raises(TypeError, match=r"Work\.execute reads"):
        run(office, lambda work: work.execute(update(Party.mapping.table).values(name="x")))
    both = union_all(select(literal(1)), select(literal(2)))
    assert run(office, lambda work: sorted(work.execute(both).scalars())) == [1, 2]


def test_text_no_column_keeps_is_refused_on_both_engines(office: Office) -> None:
    with pytest.raises(RuleBroken) as long:
        run(office, lambda work: new_party(work, "A" * 41))
    assert [(p.code, p.field) for p in long.value.problems] == [("text.too_long", "code")]
    party: Party = run(office, lambda work: new_party(work, "A" * 40))
    with pytest.raises(RuleBroken) as nul:
        run(office, lambda work: work.save(dataclasses.replace(party, notes="a\0b")))
    assert [(p.code, p.field) for p in nul.value.problems] == [("text.not_storable", "notes")]


@pytest.mark.parametrize("typed", ["A\0", "\ud800"])
def test_a_text_no_database_keeps_never_ends_in_a_crash(office: Office, typed: str) -> None:
    def look(work: Work) -> Party:
        return work.find(Party, Party.c.code == typed) or new_party(work, typed)

    with pytest.raises(RuleBroken) as refusal:
        run(office, look)
    assert refusal.value.code == "text.not_storable"


def test_a_code_taken_behind_our_back_is_a_refusal_and_no_crash(office: Office) -> None:
    run(office, lambda work: new_party(work, "A"))
    with pytest.raises(Stale) as taken:
        run(office, lambda work: new_party(work, "A"))
    assert taken.value.code == "row.taken"
    assert "parties" in str(taken.value.params["what"])


def note(work: Work, value: int) -> SettingValue:
    found = work.find(SettingValue, SettingValue.c.key == "probe")
    if found is None:
        return work.new(SettingValue, key="probe", value=value)
    return work.save(dataclasses.replace(found, value=value))


def cached_note(read: Read) -> Any:
    def load() -> Any:
        found = read.find(SettingValue, SettingValue.c.key == "probe")
        return None if found is None else found.value

    return read.cached("probe", load)


def test_what_is_cached_follows_every_change_anywhere(office: Office) -> None:
    elsewhere = open_book(office.location, clock=office.clock.as_clock(), catalogue=CATALOGUE)
    try:
        for value in (1, 2):
            in_work(elsewhere, office.owner, partial(note, value=value))
            assert office.ask(cached_note) == value
        assert run(office, lambda work: (note(work, 3), cached_note(work))[1]) == 3
        with elsewhere.read(office.owner) as read:
            assert cached_note(read) == 3
    finally:
        elsewhere.close()


def test_an_aborted_batch_leaves_nothing_in_the_cache(office: Office) -> None:
    run(office, lambda work: note(work, 1))
    probe.STEPS.update(change=lambda work: note(work, 2), look=cached_note, fail=lambda _: 1 / 0)
    batch = [Step(token=token) for token in ("change", "look", "fail")]
    with pytest.raises(ZeroDivisionError):
        office.app.execute_all(batch, office.owner)
    run(office, lambda work: note(work, 3))
    assert office.ask(cached_note) == 3
    outcomes = office.app.execute_all(batch[:2], office.owner)
    assert outcomes[1].result == 2
    assert office.ask(cached_note) == 2


def test_a_batch_is_all_or_nothing_with_an_entry_each(office: Office) -> None:
    before = counts(office)
    with pytest.raises(Stale):
        office.app.execute_all([WriteNote(key="a"), WriteNote(key="a")], office.owner)
    assert counts(office) == before
    office.app.execute_all([WriteNote(key="a"), WriteNote(key="b")], office.owner)
    assert counts(office)[0] == before[0] + 2


def test_listeners_hear_what_was_touched(office: Office) -> None:
    heard: list[dict[str, frozenset[UUID]]] = []
    office.app.on_change(heard.append)
    party: Party = run(office, lambda work: new_party(work, "A"))
    run(office, lambda work: work.get(Party, party.id))
    run(office, lambda work: work.replace_parts(Contact, party.id, [contact(party, 1, "Asha")]))
    assert heard == [{"party": frozenset({party.id})}] * 2


def test_a_listener_that_fails_does_not_make_a_command_fail(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[dict[str, frozenset[UUID]]] = []

    def broken(_touched: dict[str, frozenset[UUID]]) -> None:
        raise ReactionFailedError

    office.app.on_change(broken)
    office.app.on_change(heard.append)
    party: Party = run(office, lambda work: new_party(work, "A"))
    assert heard == [{"party": frozenset({party.id})}]
    assert party_codes(office) == ["A"]
    assert "a listener failed" in caplog.text
    assert "ReactionFailedError" in caplog.text
    caplog.clear()


def test_without_the_permission_nothing_runs(app: App) -> None:
    ran: list[Work] = []
    nobody = Actor(user_id=None, name="Nobody", company_id=0)
    with pytest.raises(NotAllowed):
        in_work(app, nobody, ran.append)
    assert ran == []

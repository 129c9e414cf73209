"""Mutants: the protocol with one fault each, made by hand. A simulation that lets one live is blind there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from rayafin_desktop import application
from rayafin_desktop.base.ids import drawn_from, free_id
from rayafin_desktop.engine import digests, feed, following, sharing
from rayafin_desktop.engine.feed import everything_of
from rayafin_desktop.engine.operation import parsed
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Work
from rayafin_desktop.sync import applying, authority, client, contact, rechain
from rayafin_desktop.sync.applying import Applied, Applying
from rayafin_desktop.sync.authority import Authority
from rayafin_desktop.sync.client import SyncClient

Patch = pytest.MonkeyPatch
Mutant = Callable[[Patch], None]
MUTANTS: dict[str, Mutant] = {}


def mutant(make: Mutant) -> Mutant:
    MUTANTS[make.__name__] = make
    return make


def _after_put_in_place(patch: Patch, then: Callable[[Any, int, Any, Any], None]) -> None:
    """Do something wrong after the server's rows were put in place; `then` gets the state before it."""
    original = following.put_in_place

    def put_in_place(connection: Any, company_id: int, head: int, now: Any) -> Any:
        state = connection.execute(
            select(sharing.sharing).where(sharing.sharing.c.company_id == company_id)
        ).one()
        staged = connection.execute(
            select(sharing.staged_units).where(sharing.staged_units.c.company_id == company_id)
        ).all()
        touched = original(connection, company_id, head, now)
        if touched is not None:
            then(connection, company_id, state, staged)
        return touched

    patch.setattr(client, "put_in_place", put_in_place)


def _units_without(patch: Patch, is_forgotten: Callable[[str, str], bool]) -> None:
    """The server does not note that these units changed."""
    original = sharing.Units.write_changes

    def write_changes(self: Any, n: int) -> None:
        for name, unit in list(self._touched):
            if is_forgotten(name, unit):
                del self._touched[name, unit]
        original(self, n)

    patch.setattr(sharing.Units, "write_changes", write_changes)


# --- a device goes back and forward wrongly


@mutant
def pulls_past_unpushed_work(patch: Patch) -> None:
    original = following.put_in_place

    def put_in_place(connection: Any, company_id: int, head: int, now: Any) -> Any:
        c = sharing.sharing.c
        connection.execute(
            update(sharing.sharing).where(c.company_id == company_id).values(acknowledged_n=c.operation_n)
        )
        return original(connection, company_id, head, now)

    patch.setattr(client, "put_in_place", put_in_place)


@mutant
def keeps_phantom_rows(patch: Patch) -> None:
    original = following._kept_before

    def kept(connection: Any, company_id: int) -> Any:
        found = original(connection, company_id)
        return {name: {u: i for u, i in some.items() if i != "[]"} for name, some in found.items()}

    patch.setattr(following, "_kept_before", kept)


@mutant
def does_not_undo(patch: Patch) -> None:
    patch.setattr(following, "_kept_before", lambda connection, company_id: {})


@mutant
def undoes_over_what_is_new(patch: Patch) -> None:
    original = following._replace
    patch.setattr(
        following,
        "_replace",
        lambda connection, company_id, staged, before: original(connection, company_id, before, staged),
    )


@mutant
def keeps_the_last_look_from_before(patch: Patch) -> None:
    class Nothing:
        def rows(self, connection: Any, key: Any) -> list[Any]:
            return []

    patch.setattr(sharing, "_BEFORE_KEPT", Nothing())
    patch.setattr(
        sharing,
        "_KEEP_BEFORE",
        PreparedStatement(
            text(
                "INSERT OR REPLACE INTO before_images (company_id, table_name, unit, image) "
                "VALUES (:company, :table_name, :unit, :image)"
            )
        ),
    )


@mutant
def keeps_no_look_from_before(patch: Patch) -> None:
    patch.setattr(sharing.Units, "write_before", lambda self: None)


@mutant
def loses_the_cursor(patch: Patch) -> None:
    def then(connection: Any, company_id: int, state: Any, staged: Any) -> None:
        c = sharing.sharing.c
        connection.execute(
            update(sharing.sharing).where(c.company_id == company_id).values(cursor_n=state.cursor_n)
        )

    _after_put_in_place(patch, then)


@mutant
def forgets_where_the_pages_were(patch: Patch) -> None:
    original = following.stage

    def stage(connection: Any, company_id: int, page: Any) -> None:
        original(connection, company_id, page)
        c = sharing.sharing.c
        connection.execute(update(sharing.sharing).where(c.company_id == company_id).values(position=""))

    patch.setattr(client, "stage", stage)


@mutant
def keeps_what_was_staged(patch: Patch) -> None:
    def then(connection: Any, company_id: int, state: Any, staged: Any) -> None:
        rows = [dict(row._mapping) for row in staged if row.table_name != audit_entries.name]
        if rows:
            connection.execute(insert(sharing.staged_units), rows)

    _after_put_in_place(patch, then)


@mutant
def stages_the_first_page_only(patch: Patch) -> None:
    original = following.stage
    seen: set[int] = set()

    def stage(connection: Any, company_id: int, page: Any) -> None:
        if not page.is_last and page.head in seen:
            page = dataclasses.replace(page, units=())
        seen.add(page.head)
        original(connection, company_id, page)

    patch.setattr(client, "stage", stage)


@mutant
def drops_audit_entries(patch: Patch) -> None:
    original = following.stage

    def stage(connection: Any, company_id: int, page: Any) -> None:
        original(connection, company_id, dataclasses.replace(page, entries=page.entries[:-1]))

    patch.setattr(client, "stage", stage)


@mutant
def keeps_its_own_audit_entries(patch: Patch) -> None:
    original = following._put_entries

    def put(connection: Any, company_id: int, cursor_n: int, staged: Any, head: int) -> bytes:
        link = original(connection, company_id, cursor_n, staged, head)
        c = audit_entries.c
        connection.execute(delete(audit_entries).where(c.company_id == company_id, c.n == head))
        return link

    patch.setattr(following, "_put_entries", put)


@mutant
def leaves_the_search_index(patch: Patch) -> None:
    patch.setattr(following, "_put_texts", lambda *_: None)


@mutant
def does_not_work_out_digests(patch: Patch) -> None:
    patch.setattr(digests, "refresh", lambda *_: None)


@mutant
def leaves_triggers_off(patch: Patch) -> None:
    def lifted(connection: Any) -> Any:
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return nullcontext()

    patch.setattr(following, "triggers_lifted", lifted)


@mutant
def leaves_files_empty(patch: Patch) -> None:
    patch.setattr(client, "_completed", lambda unit, contents: unit)


# --- a device sends and hears wrongly


@mutant
def sends_in_another_order(patch: Patch) -> None:
    original = following.pending
    patch.setattr(client, "pending", lambda *given: list(reversed(original(*given))))


@mutant
def takes_every_answer_for_yes(patch: Patch) -> None:
    original = SyncClient._acknowledge

    def acknowledge(self: Any, answers: list[Any]) -> None:
        original(self, [{**one, "state": "applied"} for one in answers])

    patch.setattr(SyncClient, "_acknowledge", acknowledge)


@mutant
def takes_one_answer_for_all(patch: Patch) -> None:
    original = SyncClient._acknowledge

    def acknowledge(self: Any, answers: list[Any]) -> None:
        original(self, answers)
        c = sharing.operations.c
        with self._app.database.write() as connection:
            connection.execute(
                update(sharing.operations)
                .where(c.company_id == self._company, c.state == "pending")
                .values(state="applied", change_n=answers[-1]["change_n"])
            )

    patch.setattr(SyncClient, "_acknowledge", acknowledge)


@mutant
def never_notices_a_fork(patch: Patch) -> None:
    patch.setattr(SyncClient, "_is_forked", lambda *_: False)


@mutant
def drops_what_waits_when_it_begins_anew(patch: Patch) -> None:
    original = rechain.rechain

    def anew(connection: Any, company_id: int, device_id: Any, prefix: str) -> int:
        c = sharing.operations.c
        connection.execute(delete(sharing.operations).where(c.company_id == company_id, c.state == "pending"))
        return original(connection, company_id, device_id, prefix)

    patch.setattr(client, "rechain", anew)


@mutant
def gives_new_ids_when_it_begins_anew(patch: Patch) -> None:
    original = dataclasses.replace
    patch.setattr(rechain, "replace", lambda message, **new: original(message, id=free_id(), **new))


@mutant
def forgets_the_token_in_use(patch: Patch) -> None:
    original = contact._note

    def note(app: Any, company_key: int, device_id: Any, **values: Any) -> None:
        if values.get("next_token_hash"):
            values["token_hash"] = values["next_token_hash"]
        original(app, company_key, device_id, **values)

    patch.setattr(contact, "_note", note)


# --- the server takes wrongly


def _taking(patch: Patch, change: Callable[[Any, int, str], tuple[int, str]]) -> None:
    """The server believes something else of what it had of the device."""
    original = Applying.take

    def take(self: Any, told: str, last_n: int, last_link: str) -> Any:
        return original(self, told, *change(parsed(told), last_n, last_link))

    patch.setattr(Applying, "take", take)


@mutant
def overlooks_a_gap(patch: Patch) -> None:
    _taking(
        patch,
        lambda message, n, link: (message.n - 1, message.previous) if message.n > n + 1 else (n, link),
    )


@mutant
def does_not_check_the_link(patch: Patch) -> None:
    _taking(patch, lambda message, n, link: (n, message.previous if message.n == n + 1 else link))


@mutant
def takes_another_operation_of_the_same_number(patch: Patch) -> None:
    original = Applying._answered_before

    def answered(self: Any, message: Any, link: str) -> Applied:
        c = sharing.operations.c
        with self._app.database.read() as connection:
            there = connection.execute(
                select(c.link).where(
                    c.company_id == self._company,
                    c.device_id == self._contact.device.id,
                    c.n == message.n,
                )
            ).scalar_one()
        return dataclasses.replace(original(self, message, there), link=link)

    patch.setattr(Applying, "_answered_before", answered)


@mutant
def carries_out_again_what_comes_again(patch: Patch) -> None:
    patch.setattr(Applying, "_answered_before", lambda self, message, link: self._apply(message))


@mutant
def does_not_know_operations_by_their_ids(patch: Patch) -> None:
    patch.setattr(Applying, "_repeated", lambda self, message: None)


@mutant
def answers_another_change_number(patch: Patch) -> None:
    original = Applying._keep

    def keep(self: Any, connection: Any, message: Any, operation: Any, answer: Applied) -> None:
        original(
            self, connection, message, operation, dataclasses.replace(answer, change_n=answer.change_n + 1)
        )

    patch.setattr(Applying, "_keep", keep)


@mutant
def forgets_what_it_refused(patch: Patch) -> None:
    original = sharing.write_operation

    def write(*given: Any, state: str, **more: Any) -> None:
        if state != "refused":
            original(*given, state=state, **more)

    patch.setattr(applying, "write_operation", write)


@mutant
def says_yes_and_does_nothing(patch: Patch) -> None:
    original = Applying._refused

    def refused(self: Any, message: Any, problems: Any) -> Applied:
        return dataclasses.replace(original(self, message, problems), state="applied", problems=())

    patch.setattr(Applying, "_refused", refused)


@mutant
def tells_nobody_of_a_refusal(patch: Patch) -> None:
    original = Applying._exception

    def exception(self: Any, *given: Any) -> Any:
        return dataclasses.replace(original(self, *given), operation_id=free_id())

    patch.setattr(Applying, "_exception", exception)


@mutant
def draws_other_ids(patch: Patch) -> None:
    original = drawn_from
    patch.setattr(application, "drawn_from", lambda seed: original(free_id()))


@mutant
def swaps_two_answers(patch: Patch) -> None:
    original = Authority._push

    def push(self: Any, given: Any, payload: Any) -> dict[str, Any]:
        answer = original(self, given, payload)
        if len(answer["answers"]) > 1:
            one, other = answer["answers"][:2]
            one["state"], other["state"] = other["state"], one["state"]
            one["change_n"], other["change_n"] = other["change_n"], one["change_n"]
        return answer

    patch.setattr(Authority, "_push", push)


# --- the server tells wrongly what changed


@mutant
def skips_a_table(patch: Patch) -> None:
    _units_without(patch, lambda name, unit: name == "parties")


@mutant
def forgets_lines(patch: Patch) -> None:
    _units_without(patch, lambda name, unit: name == "invoice_lines")


@mutant
def forgets_sums(patch: Patch) -> None:
    _units_without(patch, lambda name, unit: unit.startswith("["))


@mutant
def forgets_texts(patch: Patch) -> None:
    _units_without(patch, lambda name, unit: name == "search_index")


@mutant
def forgets_tombstones(patch: Patch) -> None:
    original = Work.remove

    def remove(self: Any, entity: Any) -> None:
        units, self._units = self._units, None
        original(self, entity)
        self._units = units

    patch.setattr(Work, "remove", remove)


@mutant
def notes_changes_one_too_early(patch: Patch) -> None:
    original = sharing.Units.write_changes
    patch.setattr(sharing.Units, "write_changes", lambda self, n: original(self, n - 1))


@mutant
def a_change_hides_the_next_one(patch: Patch) -> None:
    patch.setattr(
        sharing,
        "_NOTE_CHANGE",
        PreparedStatement(
            text(
                "INSERT INTO changes (company_id, table_name, unit, n) "
                "VALUES (:company, :table_name, :unit, :n) ON CONFLICT DO NOTHING"
            )
        ),
    )


def _pages(patch: Patch, change: Callable[[Any], Any]) -> None:
    original = feed.read_page
    patch.setattr(authority, "read_page", lambda *given: change(original(*given)))


@mutant
def ends_after_the_first_page(patch: Patch) -> None:
    _pages(patch, lambda page: dataclasses.replace(page, is_last=True))


@mutant
def skips_the_rest_of_a_change_that_was_cut(patch: Patch) -> None:
    _pages(patch, lambda page: dataclasses.replace(page, position=everything_of(page.position.n)))


@mutant
def leaves_out_the_last_unit_of_a_page(patch: Patch) -> None:
    _pages(patch, lambda page: dataclasses.replace(page, units=page.units[:-1]))


@mutant
def gives_a_page_of_another_company(patch: Patch) -> None:
    original = feed.read_page
    patch.setattr(
        authority, "read_page", lambda connection, company, after: original(connection, company - 1, after)
    )

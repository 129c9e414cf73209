"""Row 34: whatever is done to the log behind the program's back is found, and no command goes past it."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from rayafin_desktop.application import App, create_book
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.database import open_database
from rayafin_desktop.engine.operation import Operation
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.record import GENESIS, audit_entries, chains, entry_hash, hashed_fields
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.audit.verify import verify_chain
from rayafin_desktop.features.banking.matching import RemoveBankRule, SaveBankRule
from rayafin_desktop.features.exchange.masters import ImportItems, ImportParties
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.sample.clock import SampleClock
from rayafin_desktop.sample.company import populate
from rayafin_desktop.sample.main_job import main_job
from rayafin_desktop.sample.plan import SamplePlan
from tests.books import Office
from tests.conftest import CHECKOUT
from tests.house.tree import PRODUCT
from tests.reliability.clerks import Desk, business

E = audit_entries.c
CHANGES: dict[str, Callable[[Any], Any]] = {
    "command": lambda row: f"{row.command}x",
    "user_id": lambda row: new_id(),
    "user_name": lambda row: f"{row.user_name} ",
    "device_id": lambda row: new_id(),
    "id": lambda row: new_id(),
    "at": lambda row: row.at.replace(microsecond=(row.at.microsecond + 1000) % 1_000_000),
    "why": lambda row: f"{row.why or ''}.",
    "body": lambda row: row.body.replace("1", "2", 1) if "1" in row.body else "[]",
    "payload_digest": lambda row: bytes(32),
    "hash": lambda row: bytes([row.hash[0] ^ 1, *row.hash[1:]]),
}


class Intruder:
    """Somebody with a database tool, in a transaction that is taken back."""

    def __init__(self, connection: Connection, company_id: int, chance: random.Random) -> None:
        self.connection, self.company_id, self.chance = connection, company_id, chance
        if connection.dialect.name == "sqlite":
            for name in ("audit_entries_kept", "audit_entries_undeletable"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        self.last = connection.execute(select(func.max(E.n)).where(E.company_id == company_id)).scalar_one()

    def of(self, n: int) -> Any:
        return (E.company_id == self.company_id) & (E.n == n)

    def row(self, n: int) -> Any:
        return self.connection.execute(select(audit_entries).where(self.of(n))).one()

    def any_n(self) -> int:
        return self.chance.randint(1, self.last)

    def move(self, old: int, new: int) -> None:
        self.connection.execute(update(audit_entries).where(self.of(old)).values(n=new))

    def edit(self) -> None:
        n, name = self.any_n(), self.chance.choice(list(CHANGES))
        value = CHANGES[name](self.row(n))
        self.connection.execute(update(audit_entries).where(self.of(n)).values({name: value}))

    def remove(self) -> None:
        self.connection.execute(delete(audit_entries).where(self.of(self.any_n())))

    def remove_and_close_up(self) -> None:
        n = self.any_n()
        self.connection.execute(delete(audit_entries).where(self.of(n)))
        for later in range(n + 1, self.last + 1):
            self.move(later, later - 1)
        self.keep_head(self.last - 1)

    def add(self) -> None:
        """A copy of an entry at the end, with and without the head moved along."""
        values = dict(self.row(self.any_n())._mapping) | {"n": self.last + 1, "id": new_id()}
        self.connection.execute(insert(audit_entries).values(values))
        if self.chance.random() < 0.5:
            self.keep_head(self.last + 1)

    def swap(self) -> None:
        one, other = self.chance.sample(range(1, self.last + 1), 2)
        self.move(one, self.last + 1000)
        self.move(other, one)
        self.move(self.last + 1000, other)

    def cut_short(self) -> None:
        n = self.chance.randint(0, self.last - 1)
        self.connection.execute(delete(audit_entries).where(E.company_id == self.company_id, E.n > n))
        if n and self.chance.random() < 0.5:
            self.keep_head(n)

    def write_anew(self) -> None:
        """The cleverest: one entry is changed and every hash from there on is made to fit, and the head."""
        n = self.any_n()
        self.connection.execute(update(audit_entries).where(self.of(n)).values(user_name="Mallory"))
        head = self.row(n - 1).hash if n > 1 else GENESIS
        for at in range(n, self.last + 1):
            row = self.row(at)
            fields = {
                name: getattr(row, name)
                for name in (
                    *("company_id", "n", "command", "user_id", "user_name"),
                    *("device_id", "at", "why", "body", "payload_digest"),
                )
            }
            head = entry_hash(bytes(head), hashed_fields(entry_id=row.id, **fields))
            self.connection.execute(update(audit_entries).where(self.of(at)).values(hash=head))
        self.keep_head(self.last)

    def keep_head(self, n: int) -> None:
        """Make the company's own note of the last entry fit."""
        head = self.row(n).hash if n else None
        self.connection.execute(
            update(chains).where(chains.c.company_id == self.company_id).values(n=n, head=head)
        )


# Sent in the course of others, whose tests look at what it keeps (tests/features/approvals/test_gate.py).
SENT_BY_THE_PROGRAM = {"NoteTicketFailure"}
ATTACKS = ("edit", "remove", "remove_and_close_up", "add", "swap", "cut_short", "write_anew")


def attack(office: Office, times: int, steps: int, desk: Desk) -> list[str]:
    """Each attack so many times on a log of that length, each taken back; the names of those not found."""
    turns = business(office.app, desk)
    for _ in range(steps):
        next(turns)
    chance = random.Random(34)
    surroundings, moment = office.app._surroundings, office.clock
    missed = []
    with office.app.database.write() as connection:
        read = Read(connection, office.owner, surroundings, moment.now(), moment.today())
        head = connection.execute(select(chains).where(chains.c.company_id == office.company_id)).one()
        anchors = {int(head.n): bytes(head.head).hex()}
        assert verify_chain(read, anchors) == []
        for name in ATTACKS:
            for _ in range(times):
                point = connection.begin_nested()
                getattr(Intruder(connection, office.company_id, chance), name)()
                if not verify_chain(read, anchors):
                    missed.append(name)
                point.rollback()
        assert verify_chain(read, anchors) == []
        connection.rollback()
    return missed


def test_every_attack_on_the_log_is_found(office: Office, desk: Desk) -> None:
    """Row 34: with a head that was kept elsewhere, 100 % of edits, removals, additions, moves and cuts."""
    assert attack(office, times=6, steps=25, desk=desk) == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_every_attack_on_a_long_log_is_found(office: Office, desk: Desk) -> None:
    """Row 34: the same on a thousand entries, a hundred times each."""
    assert attack(office, times=100, steps=1000, desk=desk) == []


class WatchedApp(App):
    """An App that looks after each command whether one that changed rows left an entry of its name."""

    seen: dict[str, int]

    def _run(
        self,
        connection: Connection,
        command: Command[Any],
        actor: Actor,
        confirmed: frozenset[str],
        uncommitted: bool,
        operation: Operation | None = None,
        keep: Callable[[Work, Any], None] | None = None,
    ) -> tuple[Any, dict[str, frozenset[UUID]], bool]:
        raw: Any = connection.connection.driver_connection
        before, entries = raw.total_changes, _entries(connection)
        found = super()._run(connection, command, actor, confirmed, uncommitted, operation, keep)
        name = type(command).__name__
        if raw.total_changes > before:
            added = _entries(connection) - entries
            assert added > 0, f"{name} changed rows and left no entry"
            self.seen[name] = self.seen.get(name, 0) + 1
        return found


def _entries(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.sum(chains.c.n), 0))).scalar_one())


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The commands of the whole sample company, each watched: name -> how often it changed something."""
    path = tmp_path_factory.mktemp("sample") / "sample.rayafin"
    create_book(path).close()
    plan = SamplePlan.of(today=date(2026, 11, 21), seed=1, invoices=20)
    clock = SampleClock(plan.first_day)
    app = WatchedApp(open_database(path), clock=clock.as_clock())
    app.seen = {}
    with closing(app):
        made = populate(app, clock, plan)
        list(main_job(made.house, made.sales))
        with app.database.read() as connection:
            recorded = set(connection.execute(select(E.command).distinct()).scalars())
        assert set(app.seen) == recorded
    return app.seen


def test_every_command_that_changes_something_leaves_an_entry(seen: dict[str, int]) -> None:
    """Row 34: over all the business of the sample company, none is missing in the log."""
    assert len(seen) > 60
    assert sum(seen.values()) > 300


def test_the_commands_of_imports_and_rules_leave_entries(office: Office) -> None:
    """Row 34: those that neither the sample nor a feature's own tests send by name."""
    charges = office.ask(lambda read: accounts(read).by_role[AccountRole.BANK_CHARGES].id)
    office.do(ImportParties(parties=(SaveParty(code="A", name="Anand", state="27"),)))
    office.do(ImportItems(items=(SaveItem(code="JUTE", name="Jute bags", unit="kg"),)))
    rule = office.do(SaveBankRule(contains="service charge", booked_to_id=charges))
    office.do(RemoveBankRule(id=rule))
    with office.app.database.read() as connection:
        statement = select(E.command).where(E.company_id == office.company_id).order_by(E.n)
        names = list(connection.execute(statement).scalars())
    assert names[-4:] == ["ImportParties", "ImportItems", "SaveBankRule", "RemoveBankRule"]


def test_every_command_is_carried_out_by_some_test(seen: dict[str, int]) -> None:
    """Row 34: reflection over the catalogue: a command that nothing runs is one of which nothing is known.

    Some are sent by functions of the program, as signing in does; others over HTTP by their name.
    """
    names = {name for name, _ in _handled()}
    here = Path(__file__)
    paths = [path for room in ("tests", PRODUCT.name) for path in (CHECKOUT / room).rglob("*.py")]
    texts = [path.read_text("utf-8") for path in paths if path != here]
    called = (
        set(seen)
        | SENT_BY_THE_PROGRAM
        | {*("ImportParties", "ImportItems", "SaveBankRule", "RemoveBankRule")}
    )
    called |= {name for text in texts for name in re.findall(r"(?<!class )\b([A-Z]\w+)\(", text)}
    called |= {name for text in texts for name in re.findall(r'"([A-Z]\w+)"', text)}
    assert names <= called


def _handled() -> list[tuple[str, Any]]:
    return [(one.name, one) for feature in Catalogue().features for one in feature.commands]


def test_no_feature_writes_past_the_recorder() -> None:
    """Row 34: no feature makes an INSERT, UPDATE or DELETE; `Work` does, and it records.

    `sync` carries over what was recorded elsewhere and has tests of its own.
    """
    words = {"insert", "update", "delete"}
    found = []
    rooms = ("features", "sample", "desktop")
    for path in sorted(path for room in rooms for path in (PRODUCT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                found += [f"{_place(path)}: {one.name}" for one in node.names if one.name in words]
            if _writes(node):
                found.append(f"{_place(path)}: line {getattr(node, 'lineno', 0)}")
    assert found == []


def _writes(node: ast.AST) -> bool:
    """A statement in words that writes, handed to a connection."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
    first = node.args[0]
    if name not in {"text", "exec_driver_sql", "execute"} or not isinstance(first, ast.Constant):
        return False
    return bool(re.match(r"\s*(insert|update|delete|replace)\b", str(first.value), re.IGNORECASE))


def _place(path: Path) -> str:
    return str(path.relative_to(PRODUCT))

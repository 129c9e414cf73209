"""What features promise by their manifests: commands, sentences, tables and lists that keep the rules."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, UniqueConstraint

from rayafin_desktop.base.quantity import LARGEST
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.cli.messages import MESSAGES as CLI_MESSAGES
from rayafin_desktop.engine.commands import Command, from_json, schema, secret_fields, to_json
from rayafin_desktop.engine.entity import BOOK_TABLES, mapped_classes, metadata
from rayafin_desktop.engine.listing import Look, count, filtered, order_of, page, tab_counts
from rayafin_desktop.server.messages import MESSAGES as SERVER_MESSAGES
from tests.books import Office
from tests.house.tree import modules

CATALOGUE = Catalogue()
COMMANDS = [handled.command for handled in CATALOGUE.commands.values()]
QUERIES = list(CATALOGUE.queries.values())
# Held by no role: only signing in itself runs with it, the program when it parks what a limit stopped, and
# the server when it notes that a key was used, lets a device join, keeps what one sent or voids its numbers.
HELD_BY_NOBODY = {
    "user.sign_in",
    "approval.park",
    "approval.note",
    "api_key.note",
    "device.join",
    "sync_exception.file",
    "number.void",
}


def named(one: Any) -> str:
    return str(getattr(one, "name", None) or one.__name__)


# --- commands


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_has_a_permission_that_somebody_holds(command: type[Command[Any]]) -> None:
    roles = CATALOGUE.permissions.grants[command.permission]
    assert roles or command.permission in HELD_BY_NOBODY


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_says_what_it_does(command: type[Command[Any]]) -> None:
    assert command.__doc__
    assert not command.__doc__.startswith(f"{command.__name__}("), "dataclass made this one up"
    assert schema(command)["type"] == "object"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    Decimal: st.decimals(-LARGEST, LARGEST, places=6),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    UUID: st.uuids(),
    type(None): st.none(),
    Any: JSON,
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if hasattr(hint, "__metadata__"):
        return values(hint.__origin__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of([values(one) for one in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is ...:
            return st.lists(values(inner[0]), max_size=3).map(tuple)
        return st.tuples(*map(values, inner))
    if origin is frozenset:
        return st.frozensets(values(inner[0]), max_size=3)
    if origin is list:
        return st.lists(values(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=3)
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint, include_extras=True)
        return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})
    raise TypeError(f"no values for {hint!r}")


@pytest.mark.parametrize("command", COMMANDS, ids=named)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_command_survives_json(command: type[Command[Any]], data: st.DataObject) -> None:
    made = data.draw(values(command))
    body = to_json(made)
    assert body.pop("command") == command.__name__
    blanked = dict.fromkeys(secret_fields(command), "***")
    assert from_json(command, body) == replace(made, **blanked)


# --- sentences

CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_0-9]*")
IN_SQL = re.compile(r"RAISE(?:\(ABORT,| EXCEPTION) '([a-z_]+\.[a-z_]+)'")
REFUSALS = {
    "Problem", "NotAllowed", "NotFound", "Stale", "NeedsConfirmation", "NeedsApproval", "SignInRefused",
    "Busy", "Offline", "BookProblem",
}  # fmt: skip
# Method -> which of its arguments is the code.
METHODS = {"add": 0, "require": 1, "confirm": 1}


def is_catalogued(parts: tuple[str, ...]) -> bool:
    """Whether this module belongs to a feature of the catalogue or below; papers are billing's."""
    names = {feature.name for feature in FEATURES}
    if "paper" in parts:
        return "billing" in names
    return "features" not in parts or parts[parts.index("features") + 1] in names


def raised_codes() -> Iterator[tuple[str, str]]:
    """(place, code) of each refusal in the source that is written out."""
    for path, tree in modules():
        if not is_catalogued(path.parts):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for code in IN_SQL.findall(node.value):
                    yield f"{path}:{node.lineno}", code
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in REFUSALS | METHODS.keys():
                continue
            at = METHODS.get(name, 0)
            for argument in node.args[at : at + 1]:
                for part in ast.walk(argument):
                    value = part.value if isinstance(part, ast.Constant) else None
                    if isinstance(value, str) and CODE.fullmatch(value):
                        yield f"{path}:{node.lineno}", value


def has_sentence(code: str) -> bool:
    return (
        code in CATALOGUE.messages
        or code in CLI_MESSAGES
        or code in SERVER_MESSAGES
        or code.partition(".")[2] in {"not_found", "stale"}
    )


def test_every_refusal_has_a_sentence() -> None:
    found = list(raised_codes())
    assert len(found) > 100
    assert [f"{place} {code}" for place, code in found if not has_sentence(code)] == []


def test_sentences_are_sentences() -> None:
    wrong = [
        code
        for feature in FEATURES
        for code, sentence in feature.messages.items()
        if not CODE.fullmatch(code) or " " not in sentence or not re.match(r"[A-Z{0-9]", sentence)
    ]
    assert wrong == []


def test_no_two_features_say_the_same_code_differently() -> None:
    said = [code for feature in FEATURES for code in feature.messages]
    assert sorted(code for code in set(said) if said.count(code) > 1) == []


# --- tables


def tables() -> list[Table]:
    """The tables of the catalogue's features and of the engine."""
    own = {cls.mapping.table.name: cls for cls in mapped_classes()}
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in own or is_catalogued(tuple(own[table.name].__module__.split(".")))
    ]


def test_every_mapped_class_is_declared_by_its_feature() -> None:
    declared = {cls for feature in FEATURES for cls in feature.entities}
    mapped = {cls for cls in mapped_classes() if is_catalogued(tuple(cls.__module__.split(".")))}
    assert declared == mapped


def test_keys_and_links_of_a_company_carry_its_number() -> None:
    wrong = []
    for table in tables():
        if "company_id" not in table.c:
            continue
        if next(iter(table.primary_key.columns)).name != "company_id":
            wrong.append(f"{table.name}: primary key")
        unique = [c.columns for c in table.constraints if isinstance(c, UniqueConstraint)]
        unique += [index.columns for index in table.indexes]
        wrong += [
            f"{table.name}: {[c.name for c in columns]}"
            for columns in unique
            if next(iter(columns)).name != "company_id"
        ]
        wrong += [
            f"{table.name}: link to {key.referred_table.name}"
            for key in table.foreign_key_constraints
            if key.column_keys[0] != "company_id" and key.referred_table.name not in BOOK_TABLES
        ]
    assert wrong == []


def test_only_few_tables_are_without_a_company() -> None:
    shared = {table.name for table in tables() if "company_id" not in table.c}
    assert shared == BOOK_TABLES | {"book_facts"}


# --- lists

# Sorted anew at each look: people of one company, a handful, by a name that stands in another table.
SHORT = {
    "users",
    "sessions",  # of these people
    "api_keys",
    "agent_lookup",
    "approver_lookup",
    "colleague_lookup",
    "device_user_lookup",
    "member_code_lookup",
    "party_withholdings",
    "brokerage_bills",  # those that charges name
}


def test_every_list_runs_in_every_order_tab_and_search(office: Office) -> None:
    with office.app.read(office.owner) as read:
        for query in QUERIES:
            assert query.permission in CATALOGUE.permissions.grants, query.name
            everything = count(query, read, Look())
            assert set(tab_counts(query, read)) == set(query.tabs)
            for sort in query.sorts:
                for descending in (False, True):
                    rows = page(query, read, Look(sort=sort, descending=descending))
                    assert len(rows) == min(everything, 100), (query.name, sort)
            assert query.default_sort[0] in query.sorts
            for typed in ("abc", "%", "'\"", "\0", "x" * 500):
                count(query, read, Look(text=typed))
            if query.stats is not None:
                assert query.stats(read)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_the_default_order_of_a_list_comes_from_an_index(office: Office) -> None:
    sorted_by_hand = set()
    with office.app.read(office.owner) as read:
        for query in QUERIES:
            statement = filtered(query, read, Look()).order_by(*order_of(query, Look())).limit(100)
            sql = str(statement.compile(read.connection, compile_kwargs={"literal_binds": True}))
            plan = [row[3] for row in read.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            # (The right part of an order sorts among equals only: rows of the same moment, by id.)
            if any("TEMP B-TREE FOR ORDER BY" in line for line in plan):
                sorted_by_hand.add(query.name)
    assert sorted_by_hand <= SHORT

"""The manifest of a feature: everything the rest of the house needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .blockers import Blocker
from .commands import Command, Handled
from .entity import Row
from .listing import ListQuery
from .messages import Messages
from .permissions import Grants
from .report import Report, ReportParameter
from .settings import Setting
from .work import Happening, Reaction, Read, Work

# A gate looks at a command before its handler and raises to stop it (approval, lock).
Gate = Callable[[Command[Any], Work], None]
# An inspection looks at what a command has done, before anything of it is kept, and raises to stop it:
# (command, its result, the work). What went through it cannot have gone past it, whoever asked for it.
Inspection = Callable[[Command[Any], Any, Work], None]


@dataclass(frozen=True, slots=True)
class Reacts:
    """A function that runs, in the same transaction, when a lower feature announces something."""

    happening: type[Happening]
    reaction: Reaction


def reacts(happening: type[Happening], reaction: Reaction) -> Reacts:
    return Reacts(happening, reaction)


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken invariant, with the evidence (`rayafin verify`)."""

    check: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Check:
    """An invariant over a company's rows (rules.md 2.12); answers what is wrong, nothing if all is well.

    `of_book=True` runs it for the book itself (company 0) too.
    """

    name: str
    run: Callable[[Read], Sequence[Fault]]
    of_book: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document the customer gets on paper: `rayafin pdf KIND NUMBER`."""

    kind: str
    title: str
    permission: str
    render: Callable[[Read, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a feature promises, made of its own parts; read by the catalogue only."""

    name: str
    entities: Sequence[type[Row]] = ()
    commands: Sequence[Handled] = ()
    reactions: Sequence[Reacts] = ()
    gates: Sequence[Gate] = ()
    inspections: Sequence[Inspection] = ()
    queries: Sequence[ListQuery] = ()
    # What `FormScreen.load` and `PeekSection.query` name, where it is no list: (read, id) -> record or rows.
    records: Mapping[str, Callable[[Read, UUID], Any]] = field(default_factory=dict)
    screens: Sequence[Any] = ()
    settings: Sequence[Setting[Any]] = ()
    documents: Sequence[Document] = ()
    reports: Sequence[Report] = ()
    report_parameters: Sequence[ReportParameter] = ()
    importers: Mapping[str, Any] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    blockers: Sequence[Blocker] = ()
    grants: Grants = field(default_factory=dict)
    messages: Messages = field(default_factory=dict)

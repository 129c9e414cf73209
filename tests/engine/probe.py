"""A feature of the tests: commands that do in a Work whatever a test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from rayafin_desktop.application import App
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.engine.commands import Command, Secret, handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import EVERYONE, Actor
from rayafin_desktop.engine.settings import SettingValue
from rayafin_desktop.engine.work import Happening, Work
from rayafin_desktop.features.parties.model import Party

T = TypeVar("T")
STEPS: dict[str, Callable[[Work], Any]] = {}


@dataclass(frozen=True, kw_only=True)
class Step(Command[Any]):
    """Runs a function that `in_work` keeps under `token`; the secrets must not be seen again."""

    permission: ClassVar[str] = "probe.step"
    token: str
    secret: Secret = ""
    other_secret: Secret | None = None


@dataclass(frozen=True, kw_only=True)
class WriteNote(Command[int]):
    """A new setting value; answers its version. For other processes, which cannot pass functions."""

    permission: ClassVar[str] = "probe.note"
    key: str


@dataclass(frozen=True, kw_only=True)
class Rang(Happening):
    """A bell; its reaction adds a party, then refuses if `fails`."""

    code: str
    fails: bool = False


class ReactionFailedError(Exception):
    """What the failing reaction raises."""


def step(command: Step, work: Work) -> Any:
    return STEPS[command.token](work)


def write_note(command: WriteNote, work: Work) -> int:
    return work.new(SettingValue, key=command.key, value=1).version


def answer_bell(happening: Rang, work: Work) -> None:
    new_party(work, happening.code)
    if happening.fails:
        raise ReactionFailedError


PROBE = Feature(
    name="probe",
    commands=(handles(Step, step), handles(WriteNote, write_note)),
    reactions=(reacts(Rang, answer_bell),),
    grants={"probe.step": EVERYONE, "probe.note": EVERYONE},
)
CATALOGUE = Catalogue([*FEATURES, PROBE])


def in_work(
    app: App,
    actor: Actor,
    do: Callable[[Work], T],
    *,
    confirmed: frozenset[str] = frozenset(),
    secret: str = "",
) -> T:
    """Run `do` as one command and answer what it returned."""
    token = str(new_id())
    STEPS[token] = do
    try:
        command = Step(token=token, secret=secret, other_secret=secret or None)
        result: T = app.execute(command, actor, confirmed=confirmed).result
        return result
    finally:
        del STEPS[token]


def new_party(work: Work, code: str, **values: Any) -> Party:
    """A party with the least it needs."""
    return work.new(Party, **({"code": code, "name": f"Party {code}", "currency": "INR"} | values))

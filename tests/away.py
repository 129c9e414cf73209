"""A server and a device in one book: operations built by hand and carried out through `App.replay`."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.operation import Device, Operation, TakenNumber
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.billing.rules import SeriesKind
from rayafin_desktop.features.billing.series import all_series
from rayafin_desktop.features.devices.commands import InviteDevice, JoinDevice
from rayafin_desktop.features.payments.voiding import VoidNumbers
from tests.books import Office

R = TypeVar("R")


@dataclass
class Away:
    """A device of an office that was away since `seen`; `do` replays what it has done there."""

    office: Office
    id: UUID
    prefix: str
    seen: int
    adjusted: list[Problem] = field(default_factory=list)

    def do(
        self,
        command: Command[R],
        *numbers: TakenNumber,
        today: date | None = None,
        confirmed: frozenset[str] = frozenset(),
        seen: int | None = None,
        saw: dict[tuple[str, str], dict[str, Any]] | None = None,
    ) -> R:
        """Replay one command; its adjustments are in `adjusted` afterwards."""
        operation = Operation(
            new_id(),
            Device(self.id, self.prefix),
            self.office.clock.now(),
            today or self.office.clock.today(),
            self.seen if seen is None else seen,
            is_replay=True,
            numbers=list(numbers),
            saw=saw or {},
        )
        kept: list[Any] = []
        outcome = self.office.app.replay(
            command,
            self.office.owner,
            operation,
            confirmed=confirmed,
            keep=lambda _work, result: kept.append(result),
        )
        self.adjusted = operation.adjustments
        return outcome.result

    @property
    def codes(self) -> list[str]:
        """The codes of the last command's adjustments."""
        return [one.code for one in self.adjusted]

    def series(self, kind: SeriesKind = SeriesKind.INVOICE) -> UUID:
        with self.office.app.read(self.office.owner) as read:
            return next(
                one.id for one in all_series(read).values() if one.kind is kind and one.device == self.prefix
            )

    def number(self, n: int, *, year: str = "26-27") -> TakenNumber:
        """The n-th invoice number of the device's own series."""
        return TakenNumber(self.series(), year, n, f"{self.prefix}/{year}/{n:04}")

    def look(self) -> None:
        """The device hears of everything up to now."""
        self.seen = change_number(self.office)


_count = itertools.count(1)


def change_number(office: Office) -> int:
    """The company's change number."""
    seen: list[int] = []

    def keep(work: Any, _result: Any) -> None:
        seen.append(work.change_n)

    nothing = VoidNumbers(prefix="", operation_id=new_id(), reason="test", numbers=())
    office.app.replay(nothing, the_book(office.company_id), None, confirmed=frozenset(), keep=keep)
    return seen[0]


def away(office: Office) -> Away:
    """A device joins the office's company and goes away."""
    user_id = office.owner.user_id
    assert user_id is not None
    code = office.do(InviteDevice(user_id=user_id)).code
    joined = office.app.execute(
        JoinDevice(code=code, device_id=new_id(), name=f"Laptop {next(_count)}"), the_book(office.company_id)
    ).result
    assert joined.device_id is not None
    return Away(office, joined.device_id, joined.prefix, change_number(office))

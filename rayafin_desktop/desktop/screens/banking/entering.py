"""Payments entered from lines of the bank: the page begins with what the bank says, and the line finds it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.banking.matching import LegChosen, MatchBankLine

from ..payment.reading import SeenAtBank
from .reading import sure_leg


class PaymentsEntered(QObject):
    """The lines a payment page was opened for; each matches by itself once its payment is posted.

    `back` is the page to come back to, `refused` is told what goes wrong.
    """

    def __init__(
        self, parent: QObject, workspace: Workspace, back: str, refused: Callable[[Exception], object]
    ) -> None:
        super().__init__(parent)
        self._workspace, self._back, self._refused = workspace, back, refused
        self._lines: set[UUID] = set()

    def may_enter(self, line: Any) -> bool:
        """Whether the person may enter what this line tells of."""
        return self._workspace.may("payment.receive" if line.amount_minor > 0 else "payment.pay")

    def enter(self, line: Any, *, comes_in: bool | None = None) -> None:
        """Open the page for a line; with `comes_in` only if that is the way the money went."""
        came_in = line.amount_minor > 0
        if not self.may_enter(line):
            return
        if comes_in is not None and comes_in is not came_in:
            self._workspace.say(
                tr("This money went out: press P.") if comes_in else tr("This money came in: press R.")
            )
            return
        self._lines.add(line.id)
        seen = SeenAtBank(
            amount=to_major(abs(line.amount_minor), currency_digits(line.currency)),
            currency=line.currency,
            dated_on=line.booked_on,
            account_id=line.account_id,
            account_name=line.account_name,
            reference=line.reference or line.who,
        )
        page = "payment.receive" if came_in else "payment.pay"
        self._workspace.open(page, id=line.id, seen=seen, back=self._back)

    def find(self) -> None:
        """Match the lines whose payment has been posted meanwhile, each to the one entry it surely means."""
        for line_id in tuple(self._lines):
            self._workspace.read(
                partial(sure_leg, line_id=line_id),
                partial(self._match, line_id),
                owner=self,
                slot=f"entered {line_id}",
            )

    def _match(self, line_id: UUID, leg: LegChosen | None) -> None:
        if leg is None or line_id not in self._lines:
            return
        self._lines.discard(line_id)
        self._workspace.execute(
            MatchBankLine(bank_line_id=line_id, legs=(leg,)),
            lambda _: self._workspace.say(tr("Matched with the bank's line")),
            failed=self._refused,
            owner=self,
        )

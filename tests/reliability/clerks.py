"""What other processes do here: real business through the door, each result told only after its commit.

A clerk writes one line for each command that has returned: what it made, its number, and its amount in minor
units. Whatever stands in such a line must be in the book for ever, however the clerk ended.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, event

from rayafin_desktop.application import App, Clock, open_book
from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy

Tell = Callable[[str], object]
PRICES = ("49.50", "120.00", "7.25", "999.99", "18.00")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a clerk works: the book, as whom, for which customer, on which day of business."""

    location: str
    actor: Actor
    party_id: UUID
    day: date

    def open(self) -> App:
        """The book, on the desk's day whatever the machine's clock says."""
        return open_book(self.location, clock=Clock(today=lambda: self.day))


def business(app: App, desk: Desk) -> Iterator[str]:
    """Invoices without end, every second followed by a receipt; each step answers the line to tell."""
    turn = 0
    while True:
        line = LineContent(
            description=f"Jute bags {turn}",
            quantity=Decimal(1 + turn % 3),
            unit_price=Decimal(PRICES[turn % len(PRICES)]),
        )
        invoice = IssueInvoice(party_id=desk.party_id, issued_on=desk.day, lines=(line,))
        posted = app.execute(invoice, desk.actor).result
        yield f"invoice {posted.number} {posted.total_minor}"
        if turn % 2:
            receipt = ReceivePayment(
                party_id=desk.party_id,
                amount=Decimal("60.00"),
                dated_on=desk.day,
                strategy=Strategy.FIFO,
            )
            received = app.execute(receipt, desk.actor).result
            yield f"payment {received.number} {received.allocated_minor + received.advance_minor}"
        turn += 1


def work(desk: Desk, tell: Tell, most: int = sys.maxsize) -> None:
    """Do `most` steps of business, telling each."""
    app = desk.open()
    steps = business(app, desk)
    for _ in range(most):
        tell(next(steps))
    app.close()


def in_pipe(desk: Desk, told: Any, most: int = sys.maxsize) -> None:
    """Business in a process started by multiprocessing, told through its pipe."""
    work(desk, lambda line: told.send_bytes(line.encode()), most)
    told.close()


def processes() -> Any:
    """How to start clerks fast: from a server that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.clerks"])
    return context


def backups_in_pipe(location: str, folder: str, told: Any) -> None:
    """Backups until killed, each told by name and digest after it has returned."""
    app = open_book(location)
    while True:
        made = back_up(app.database, Path(folder), utc_now())
        told.send_bytes(f"{made.path.name} {made.sha256}".encode())


def migrate_in_pipe(location: str, deadly: int, told: Any) -> None:
    """Open a book of an older revision, and be killed before the `deadly`-th statement, 0 for never.

    Tells how many statements there were, if it lives.
    """
    count = 0

    def before(*_: object) -> None:
        nonlocal count
        count += 1
        if count == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", before)
    open_book(location).close()
    told.send_bytes(str(count).encode())
    told.close()

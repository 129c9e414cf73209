"""What another process does in the tests of recurring documents: make what is due."""

from __future__ import annotations

from datetime import date
from multiprocessing.connection import Connection

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.recurring.issuing import IssueRecurring


def make_what_is_due(location: str, actor: Actor, until: date, told: Connection, go: Connection) -> None:
    """Wait for the word, then make what is due; tells how many documents that were."""
    app = open_book(location)
    told.send_bytes(b"ready")
    go.recv_bytes()
    result = app.execute(IssueRecurring(until=until), actor).result
    told.send_bytes(str(len(result.made)).encode())
    app.close()
    told.close()

"""What another process does in the numbering story: post invoices as fast as it can."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from multiprocessing.connection import Connection
from uuid import UUID

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.posting import IssueInvoice


def post_invoices(
    location: str, actor: Actor, party_id: UUID, on: date, count: int, told: Connection
) -> None:
    """Post `count` invoices; tells each number after its command has returned."""
    app = open_book(location)
    line = LineContent(description="Jute bags", quantity=Decimal(2), unit_price=Decimal("49.50"))
    for _ in range(count):
        posted = app.execute(IssueInvoice(party_id=party_id, issued_on=on, lines=(line,)), actor).result
        told.send_bytes(posted.number.encode())
    app.close()
    told.close()

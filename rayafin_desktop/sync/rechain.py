"""Going on as a new device: what was not sent yet is linked anew behind a fresh beginning."""

from __future__ import annotations

import zlib
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from rayafin_desktop.engine.operation import FIRST_LINK, parsed
from rayafin_desktop.engine.sharing import PENDING, operation_text, operations, sharing


def rechain(connection: Connection, company_id: int, device_id: UUID, prefix: str) -> int:
    """Make this book the new device's; answers how many operations still wait.

    Their ids stay: the server knows by them what it has received already under the old device. The numbers
    they gave out stay in them too, though they are of another device's series; the server gives new ones.
    """
    c, s = operations.c, sharing.c
    waiting = connection.execute(
        select(operations).where(c.company_id == company_id, c.state == PENDING).order_by(c.n)
    ).all()
    connection.execute(delete(operations).where(c.company_id == company_id, c.state == PENDING))
    link = FIRST_LINK
    for n, row in enumerate(waiting, start=1):
        message = replace(parsed(operation_text(row.text)), n=n, previous=link)
        link = message.link
        values = {
            **row._mapping,
            "device_id": device_id,
            "n": n,
            "link": link,
            "text": zlib.compress(message.text().encode(), 3),
        }
        connection.execute(insert(operations), values)
    connection.execute(
        update(sharing)
        .where(s.company_id == company_id)
        .values(
            device_id=device_id,
            prefix=prefix,
            operation_n=len(waiting),
            operation_link=link,
            acknowledged_n=0,
        )
    )
    return len(waiting)

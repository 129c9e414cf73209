"""Short builders for tests of messages: goods, places and parties that messages name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.model import Commodity, Location
from rayafin_desktop.features.messages.capturing import Captured, CaptureMessages
from rayafin_desktop.features.messages.queries import MessageReading, message_reading
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office


@dataclass(frozen=True)
class Desk:
    """A company that trades cotton of Rajkot and Guntur."""

    office: Office
    cotton: UUID
    rajkot: UUID
    guntur: UUID

    def party(self, name: str, **values: Any) -> UUID:
        return self.office.do(SaveParty(name=name, state="24", **values))

    def capture(self, text: str, **values: Any) -> Captured:
        return self.office.do(CaptureMessages(text=text, **values))

    def one(self, text: str, **values: Any) -> UUID:
        """The id of a message that was pasted alone."""
        (made,) = self.capture(text, **values).message_ids
        return made

    def reading(self, message_id: UUID) -> MessageReading:
        return self.office.ask(message_reading, message_id)

    def read(self, text: str, **values: Any) -> MessageReading:
        return self.reading(self.one(text, **values))


def desk_of(office: Office) -> Desk:
    cotton = _insert(
        office, Commodity, code="COTTON", name="Cotton", unit=TradeUnit.BALE, price_unit=TradeUnit.CANDY,
        package_kg=Decimal(170), tolerance_percent=Decimal(5),
    )  # fmt: skip
    rajkot, guntur = (
        _insert(office, Location, code=name[:3].upper(), name=name) for name in ("Rajkot", "Guntur")
    )
    return Desk(office, cotton, rajkot, guntur)


def _insert(office: Office, cls: type[Commodity] | type[Location], **values: Any) -> UUID:
    row = cls(
        company_id=office.company_id,
        id=new_id(cls.mapping.kind),
        created_at=office.clock.now(),
        updated_at=office.clock.now(),
        **values,
    )
    with office.app.database.write() as connection:
        connection.execute(
            cls.mapping.table.insert().values({name: getattr(row, name) for name in cls.mapping.fields})
        )
    return row.id

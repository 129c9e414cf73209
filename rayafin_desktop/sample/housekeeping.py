"""What a sample leaves out because nobody wants it in a book to look around in: for trying every model.

Devices, keys, codes and an erasure have random contents; a sample must be the same book for the same seed.
"""

from __future__ import annotations

from uuid import UUID

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.ids import free_id
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.access.model import SessionKind
from rayafin_desktop.features.access.resets import IssuePasswordReset
from rayafin_desktop.features.access.second_factor import EnrolSecondFactor
from rayafin_desktop.features.access.sessions import OpenSession
from rayafin_desktop.features.api_keys.keys import CreateApiKey
from rayafin_desktop.features.billing.model import NumberSeries
from rayafin_desktop.features.billing.numbering import format_number
from rayafin_desktop.features.billing.rules import SeriesKind
from rayafin_desktop.features.billing.sources import seller_of
from rayafin_desktop.features.devices.commands import InviteDevice, JoinDevice
from rayafin_desktop.features.devices.exceptions import FileException
from rayafin_desktop.features.devices.model import ExceptionKind
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.voiding import VoidedLine, VoidNumbers
from rayafin_desktop.features.privacy.erasing import ErasePersonalData
from rayafin_desktop.features.privacy.model import Subject

from .founding import PASSWORD
from .office import Office


def keep_house(office: Office) -> None:
    """Use every model that daily business does not: sessions, second factors, keys, devices, an erasure."""
    owner, book = office.people.owner, the_book(office.people.owner.company_id)
    if owner.user_id is None:
        raise TypeError("the owner of a sample is a person")
    session = OpenSession(user_id=owner.user_id, what=SessionKind.WINDOW, label="doctor")
    office.do(session, the_book())
    office.do(EnrolSecondFactor(current_password=PASSWORD), owner)
    office.do(IssuePasswordReset(user_id=owner.user_id), owner)
    office.do(CreateApiKey(name="doctor"), owner)
    code = office.do(InviteDevice(user_id=owner.user_id), owner).code
    device_id = free_id()
    prefix = office.do(JoinDevice(code=code, device_id=device_id, name="doctor"), book).prefix
    operation_id = free_id()
    office.do(
        FileException(
            device_id=device_id,
            operation_id=operation_id,
            operation_n=1,
            user_id=owner.user_id,
            parked="SaveParty",
            body={"name": "doctor"},
            kind=ExceptionKind.REFUSED,
            problems=(("party.name_missing", "name", {}),),
            made_at=office.clock.now(),
        ),
        book,
    )
    who = office.do(SaveParty(name="Somebody to be forgotten"), owner)
    office.do(
        ErasePersonalData(subject=Subject.PARTY, id=who),
        owner,
        confirmed=frozenset({f"personal.erase:{who}"}),
    )
    office.do(_voiding(office, prefix, operation_id), book)


def _voiding(office: Office, prefix: str, operation_id: UUID) -> VoidNumbers:
    """The first invoice number of the device, of an operation that was refused."""
    with office.app.read(office.people.owner) as read:
        own = read.all(NumberSeries, NumberSeries.c.device == prefix)
        series = next(one for one in own if one.kind is SeriesKind.INVOICE)
        year = fiscal_year_of(office.clock.day, seller_of(read).first_month)
    number = format_number(series.template, 1, office.clock.day, year, prefix)
    line = VoidedLine(series_id=series.id, year=year.label, n=1, number=number)
    return VoidNumbers(prefix=prefix, operation_id=operation_id, reason="party.name_missing", numbers=(line,))

"""Who asks for it is forgotten: what the person wrote goes, that there was a message stays."""

from __future__ import annotations

from rayafin_desktop.features.messages.model import TradeMessage
from rayafin_desktop.features.privacy.erasing import ErasePersonalData
from rayafin_desktop.features.privacy.model import Subject
from tests.books import Office

from .desk import desk_of

TEXT = "Offer 300 bls S-6 29mm @ 61,500/candy ex gin Rajkot. Regards, Mahesh of Balaji Ginning"


def test_a_message_of_an_erased_party_says_nothing_of_it(office: Office) -> None:
    desk = desk_of(office)
    balaji = desk.party("Balaji Ginning")
    made = desk.one(TEXT, sender="Balaji Ginning")
    office.do(ErasePersonalData(subject=Subject.PARTY, id=balaji), confirmed={f"personal.erase:{balaji}"})
    message: TradeMessage = office.ask(lambda read: read.get(TradeMessage, made))
    assert (message.text, message.sender) == ("", "")
    assert (message.kind, message.commodity) == ("offer", "COTTON")
    assert "Mahesh" not in str(message.parsed)
    assert [fault for one in office.app.verify() for fault in one.faults] == []

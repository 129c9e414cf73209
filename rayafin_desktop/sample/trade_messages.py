"""The sample's inbox: a chat of the last morning, some of it decided about, the rest waiting."""

from __future__ import annotations

from datetime import date

from rayafin_desktop.features.messages.capturing import CaptureMessages
from rayafin_desktop.features.messages.deciding import DiscardMessage, SaveMessageAsOffer
from rayafin_desktop.features.messages.model import MessageSource
from rayafin_desktop.features.messages.queries import message_reading

from .office import Office

_GROUP = "Gujarat cotton and dal"
# Time, who wrote, what. Names are those of the sample's partners, written as traders write them.
_CHAT = (
    ("8:17 am", "Girnarja", "Good morning 🙏"),
    ("8:19 am", "Girnarja Cotton Ginners",
     "Offer 300 bls S-6 29mm mic 3.7-4.5 RD 75+ trash 3.5 max @ 61,500/candy ex gin Rajkot, pymt 15 days"),
    ("8:25 am", "Kadivan Ginning Industries",
     "200 gathan S-6 bechna hai, 61,200 candy, Kadi, 7 din payment, lifting 10 din me"),
    ("8:36 am", "Tejovan dal", "50 ton chana desi chahiye Latur pahunch, nami 10 max, bhav batao"),
    ("8:45 am", "Malhargad Agro Trading", "tur 40 MT Akola 7,250/qtl, CD 1%, 5 days, valid till 5 pm"),
    ("8:57 am", "Lakshyani Spg", "bid 60,900 for 400 bales S-6 29mm, LC at sight, Coimbatore"),
    ("9:10 am", "Indrasar Soya Products",
     "Soya DOC 46 protein 60 MT ex plant Indore 38,200 pmt, sand silica 2.5 max, advance payment"),
    ("9:14 am", "Yavatkund", "H-4 28mm 150 bls Yavatmal 59,800/cdy spot pymt"),
    ("9:20 am", "Harivela bhai", "party 61,000 candy last, 300 bls, 10 din"),
    ("9:26 am", "Devkamal Exports",
     "WTB 1,000 MT yellow maize, FOB Mundra, moist 14 max, aflatoxin 20ppb max, Dec shpt, LC at sight"),
    ("9:35 am", "Girnarja", "call me after 5"),
)  # fmt: skip
_SAVED = ("Girnarja Cotton Ginners", "Malhargad Agro Trading", "Indrasar Soya Products")
_DISCARDED = "Yavatkund"


def leave_messages(office: Office, day: date) -> None:
    """Paste the morning's chat; the broker saves three offers of it and discards one message."""
    broker = office.people.broker
    chat = "\n".join(f"[{at}, {day:%d/%m/%Y}] {who}: {text}" for at, who, text in _CHAT)
    captured = office.do(CaptureMessages(text=chat, source=MessageSource.WHATSAPP, chat=_GROUP), broker)
    for id_ in captured.message_ids:
        found = office.ask(message_reading, id_)
        reading = found.reading
        if found.sender == _DISCARDED:
            office.do(DiscardMessage(id=id_, reason="Sold already"), broker)
        elif found.sender in _SAVED and reading.kind and reading.terms and reading.party_id:
            office.do(
                SaveMessageAsOffer(
                    message_id=id_,
                    kind=reading.kind,
                    side=reading.side,
                    party_id=reading.party_id,
                    terms=reading.terms,
                    valid_until=reading.valid_until,
                ),
                broker,
            )
    phoned = "Need 500 bales S-6 29mm trash 3 max for Ahmedabad, January lifting, rate?"
    office.do(
        CaptureMessages(text=phoned, source=MessageSource.PHONE, sender="Omkarana Textiles Ltd"), broker
    )

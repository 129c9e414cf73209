"""What people read when an offer or a negotiation is refused."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "offer.wrong_side": "An offer is a seller's and a bid a buyer's. Choose the other kind, or the other side.",
    "offer.broker_is_party": "Party and broker are the same. Leave the broker out.",
    "offer.lots_of_a_buyer": "Lots belong to who sells. Take them out of this bid.",
    "offer.lot_of_another": "Lot {lot} is another party's or another commodity's. Choose one of this seller.",
    "offer.lot_twice": "This lot is in the offer already. Put the packages into one line.",
    "offer.packages_missing": "Say how many packages of the lot are offered.",
    "offer.valid_until_passed": "The offer would have ended before it was made. Give a later time.",
    "offer.not_open": "{number} is closed. Repeat it to deal on it again.",
    "offer.expired": "{number} has expired. Ask whether it still holds, then repeat it.",
    "offer.answered": "{number} is being negotiated or partly sold. Counter there instead of changing it.",
    "offer.nothing_left": "Nothing is left of {number}.",
}

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
    "offer.reason_missing": "Say why.",
    "negotiation.offer_missing": "Name the negotiation, or the offer and who answers it.",
    "negotiation.same_party": "Buyer and seller would be the same. Choose who is on the other side.",
    "negotiation.agreed": "{number} was agreed with this party already. Look at the contract.",
    "negotiation.not_open": "This negotiation is over. A new counter begins it again.",
    "negotiation.already_open": "There is another open negotiation about {number} with this party.",
    "offer.time_unread": "Write the time as 17:00.",
    "offer.quality_unread": "{text} cannot be read as a limit. Write it as: Staple min 29; Trash max 3.5",
    "round.missing": "Say which round is accepted.",
    "round.nothing_said": "Say what is wanted otherwise: price, quantity, a term, or in words.",
    "round.more_than_left": "Only {left} {unit} can be taken.",
    "round.not_newest": "Somebody has answered meanwhile: round {newest} is the newest. Look at it first.",
    "round.expired": "This round of {number} has expired. Ask whether it still holds, and note it as a counter.",
    "round.own_side": "Who made the last proposal for {number} cannot accept it. The other side can.",
    "round.says_otherwise": "The round says {said}. Counter to change it.",
    "offer.nothing_left": "Nothing is left of {number}.",
}

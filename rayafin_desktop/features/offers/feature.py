"""Offers: what parties want to sell and buy, and the rounds in which they are negotiated."""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import BROKER, EVERYONE, OWNER, grant

from . import saving
from .messages import MESSAGES
from .model import Negotiation, NegotiationRound, Offer, OfferLimit, OfferLot
from .queries import OFFER_ROWS, offer_detail
from .settings import SETTINGS

FEATURE = Feature(
    name="offers",
    entities=(
        Offer,
        OfferLimit,
        OfferLot,
        Negotiation,
        NegotiationRound,
    ),
    commands=(
        handles(saving.SaveOffer, saving.save_offer),
        handles(saving.RepeatOffer, saving.repeat_offer),
    ),
    queries=(OFFER_ROWS,),
    records={"offer_detail": offer_detail},
    settings=SETTINGS,
    grants={"offer.read": EVERYONE, "offer.save": grant(OWNER, BROKER)},
    messages=MESSAGES,
)

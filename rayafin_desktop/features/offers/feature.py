"""Offers: what parties want to sell and buy, and the rounds in which they are negotiated."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import Negotiation, NegotiationRound, Offer, OfferLimit, OfferLot

FEATURE = Feature(
    name="offers",
    entities=(
        Offer,
        OfferLimit,
        OfferLot,
        Negotiation,
        NegotiationRound,
    ),
    grants={"offer.read": EVERYONE},
)

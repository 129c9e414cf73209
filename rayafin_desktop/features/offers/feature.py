"""Offers: what parties want to sell and buy, and the rounds in which they are negotiated.

Promises that rounds are only added, that only the newest one is accepted, by the other side and while it
stands, that a contract and what it takes of an offer are one transaction, and that nothing is filled in that
nobody said.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import BROKER, EVERYONE, OWNER, grant

from . import accepting, closing, entering, negotiating, saving
from .checks import CHECKS
from .messages import MESSAGES
from .model import Negotiation, NegotiationRound, Offer, OfferLimit, OfferLot
from .queries import OFFER_ROWS, offer_detail, offer_talks
from .screens import SCREENS
from .settings import SETTINGS
from .talks import NEGOTIATION_ROWS, negotiation_steps, negotiation_thread

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
        handles(entering.EnterOffer, entering.enter_offer),
        handles(saving.RepeatOffer, saving.repeat_offer),
        handles(closing.WithdrawOffer, closing.withdraw_offer),
        handles(closing.RejectOffer, closing.reject_offer),
        handles(negotiating.StartNegotiation, negotiating.start_negotiation),
        handles(negotiating.CounterOffer, negotiating.counter_offer),
        handles(negotiating.RejectNegotiation, negotiating.reject_negotiation),
        handles(negotiating.WithdrawNegotiation, negotiating.withdraw_negotiation),
        handles(negotiating.ExpireOffers, negotiating.expire_offers),
        handles(accepting.AcceptRound, accepting.accept_round),
    ),
    queries=(OFFER_ROWS, NEGOTIATION_ROWS),
    records={
        "offer_detail": offer_detail,
        "offer_form": entering.offer_form,
        "offer_talks": offer_talks,
        "negotiation_thread": negotiation_thread,
        "negotiation_steps": negotiation_steps,
    },
    screens=SCREENS,
    settings=SETTINGS,
    checks=CHECKS,
    grants={
        "offer.read": EVERYONE,
        "offer.save": grant(OWNER, BROKER),
        "offer.negotiate": grant(OWNER, BROKER),
        "offer.accept": grant(OWNER, BROKER),
    },
    messages=MESSAGES,
)

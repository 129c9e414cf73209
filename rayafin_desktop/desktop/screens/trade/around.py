"""What stands around an offer while it is typed: who fits, how its party stands, what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.work import Read

from . import reading
from .measures import apart, said_moment, said_price, said_quantity, said_window
from .saving import OFFERED, terms_of
from .seen import Around, Fit, Refused

if TYPE_CHECKING:
    from rayafin_desktop.features.offers.context import LastTrade

    from .offer_form import OfferForm

MATTERS = frozenset(
    {
        "party_id", "commodity_id", "variety", "quantity", "price", "basis", "origin_id", "destination_id",
        "delivery_from", "delivery_to", "payment_type", "payment_days", "limits", "grade", "tax_term",
    }
)  # fmt: skip
"""Fields whose change asks for the matches anew."""


def around(
    read: Read, values: Mapping[str, Any], kind: str, formats: Formats, offer_id: UUID | None = None
) -> Around:
    """Everything beside the form; what the person may not see stays empty."""
    from rayafin_desktop.features.offers.context import offer_context

    party, goods = values.get("party_id"), values.get("commodity_id")
    whose = party if isinstance(party, UUID) and read.actor.may("partner.read") else None
    where = values.get("origin_id")
    place = where if isinstance(where, UUID) else None
    context = offer_context(read, whose, goods if isinstance(goods, UUID) else None, location_id=place)
    fits: tuple[Fit, ...] = ()
    refused: tuple[Refused, ...] = ()
    brokerage = None
    if kind in OFFERED and isinstance(values.get("commodity_id"), UUID):
        try:
            terms = terms_of(values)
        except ValueError:
            terms = None
        if terms is not None:
            fits, refused = reading.fits(read, terms, kind, party, formats, offer_id)
            brokerage = reading.brokerage_if_closed(read, terms, kind, party)
    return Around(
        fits=fits,
        refused=refused,
        last=reading.last_of(context, formats),
        trades_this_year=context.trades_this_year,
        standing=context.standing,
        undelivered_minor=context.undelivered_minor,
        last_trade=_last_trade(context.last_trade, formats),
        brokerage_minor=brokerage,
    )


def _last_trade(found: LastTrade | None, formats: Formats) -> str:
    """ "Rajkot: last trade ₹61,500 / candy"."""
    if found is None:
        return ""
    price = said_price(found.price, TradeUnit(str(found.price_unit)), found.currency, formats)
    words = tr("last trade {price}", price=price)
    return f"{found.place}: {words}" if found.place else words


def offer_text(values: Mapping[str, Any], form: OfferForm, formats: Formats) -> str:
    """The offer in one line, as it is written into a chat."""
    titles = {
        key: edit.text()
        for key in ("commodity_id", "origin_id", "destination_id")
        if hasattr(edit := form.inputs[key], "text")
    }
    quantity, price = values.get("quantity"), values.get("price")
    parts = [
        said_quantity(quantity.value, quantity.unit, formats) if quantity else "",
        " ".join(filter(None, (titles["commodity_id"], values.get("variety") or ""))),
        values.get("limits") or "",
        f"@ {said_price(price.value, price.unit, price.currency, formats)}" if price else "",
        _combo(form, "basis"),
        titles["origin_id"],
        tr("to {place}", place=titles["destination_id"]) if titles["destination_id"] else "",
        said_window(values.get("delivery_from"), values.get("delivery_to"), formats),
        _combo(form, "payment_type"),
        tr("{days} days", days=values["payment_days"]) if values.get("payment_days") else "",
    ]
    until = values.get("valid_until")
    if until is not None:
        parts.append(tr("firm until {time}", time=apart(said_moment(until, until.date(), formats))))
    return ", ".join(filter(None, parts))


def _combo(form: OfferForm, key: str) -> str:
    box: Any = form.inputs[key]
    return str(box.currentText()) if box.value() else ""


def difference(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """How far one price is from another; None where one is not known."""
    return None if first is None or second is None else first - second

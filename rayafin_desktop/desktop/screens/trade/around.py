"""What stands around an offer while it is typed: who fits, how its party stands, what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.work import Read

from . import reading
from .measures import said_moment, said_price, said_quantity, said_window
from .saving import OFFERED, terms_of
from .seen import Around

if TYPE_CHECKING:
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
    party = values.get("party_id")
    standing, undelivered, last, year = None, 0, (), 0
    if isinstance(party, UUID):
        if read.actor.may("partner.read"):
            from rayafin_desktop.features.partners.queries import partner_standing

            standing = partner_standing(read, party)
            undelivered = reading.undelivered_minor(read, party)
        last = reading.last_of(read, party, formats)
        year = reading.trades_this_year(read, party)
    fits, refused = (), ()
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
        last=last,
        trades_this_year=year,
        standing=standing,
        undelivered_minor=undelivered,
        brokerage_minor=brokerage,
    )


def offer_text(values: Mapping[str, Any], form: OfferForm, formats: Formats) -> str:
    """The offer in one line, as it is written into a chat."""
    from datetime import date

    titles = {
        key: edit.text()
        for key in ("commodity_id", "origin_id", "destination_id")
        if (edit := form.inputs[key]) is not None and hasattr(edit, "text")
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
        parts.append(tr("firm until {time}", time=said_moment(until, date.today(), formats)))
    return ", ".join(filter(None, parts))


def _combo(form: OfferForm, key: str) -> str:
    box: Any = form.inputs[key]
    return str(box.currentText()) if box.value() else ""


def difference(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """How far one price is from another; None where one is not known."""
    return None if first is None or second is None else first - second

"""Fields of the head that are rarely needed: another currency, another place of delivery."""

from __future__ import annotations

from collections.abc import Callable

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.billing.content import ShipTo
from rayafin_desktop.features.parties.queries import AddressRow, PartyDetail

CURRENCIES = (
    "INR", "USD", "EUR", "GBP", "AED", "SAR", "QAR", "OMR", "KWD", "BHD", "SGD", "HKD", "CNY", "JPY", "KRW",
    "THB", "MYR", "IDR", "VND", "PHP", "BDT", "LKR", "NPR", "PKR", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK",
    "DKK", "PLN", "CZK", "HUF", "RON", "TRY", "EGP", "KES", "NGN", "ZAR", "BRL", "MXN", "ILS", "IRR",
)  # fmt: skip
"""What is offered; a customer's own currency may be another."""


class CurrencyEdit(LookupEdit):
    """A currency by its three letters. Empty follows the customer, whose currency is then shown behind."""

    def __init__(self) -> None:
        super().__init__(self._offer, tr("currency"))
        self.setMaxLength(3)

    def code(self) -> str:
        """The currency chosen by hand, empty while the customer's is followed."""
        return str(self.value() or "")

    def choose(self, code: str) -> None:
        """Choose by code; empty follows the customer."""
        self.set_value(Suggestion(code, code) if code else None)

    def _offer(self, text: str, show: Callable[[list[Suggestion]], object]) -> None:
        wanted = text.strip().upper()
        show([Suggestion(code, code) for code in CURRENCIES if code.startswith(wanted)])


class ShipToEdit(LookupEdit):
    """Where goods go: one of the customer's further addresses. Empty is the customer's own."""

    def __init__(self) -> None:
        super().__init__(self._offer, tr("address"))
        self._addresses: tuple[AddressRow, ...] = ()
        self._stored: ShipTo | None = None
        self.setPlaceholderText(tr("The customer's address"))

    def show_addresses(self, party: PartyDetail | None) -> None:
        """Offer what a customer has."""
        self._addresses = () if party is None else tuple(party.shipping_addresses)

    def show_stored(self, ship_to: ShipTo | None) -> None:
        """Show what a document says."""
        self._stored = ship_to
        title = "" if ship_to is None else ship_to.name or ship_to.address.partition("\n")[0] or ship_to.state
        self.set_value(None if ship_to is None else Suggestion("stored", title))

    def ship_to(self) -> ShipTo | None:
        """Where goods go; None for the customer's own address."""
        chosen = self.suggestion()
        if chosen is None:
            return None
        if isinstance(chosen.row, AddressRow):
            return _ship_to(chosen.row)
        return self._stored

    def _offer(self, text: str, show: Callable[[list[Suggestion]], object]) -> None:
        wanted = text.casefold()
        found = [
            Suggestion(
                str(one.line_no), one.label, note=", ".join(filter(None, (one.city, one.state))), row=one
            )
            for one in self._addresses
        ]
        show([one for one in found if wanted in f"{one.title} {one.note}".casefold()])


def _ship_to(address: AddressRow) -> ShipTo:
    town = " ".join(filter(None, (address.postal_code, address.city)))
    return ShipTo(
        name=address.label,
        address="\n".join(filter(None, (address.address_1, address.address_2, town))),
        state=address.state,
        country=address.country,
        to_buyer=True,
    )

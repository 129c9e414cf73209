"""What a tax decision is made of: the two ends of a supply, and the answer with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rayafin_desktop.base.errors import Params, Problem

from .categories import TaxCategory


class Registration(StrEnum):
    """How a party stands towards the tax office."""

    REGULAR = "REGULAR"
    UNREGISTERED = "UNREGISTERED"
    COMPOSITION = "COMPOSITION"
    SEZ = "SEZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country (ISO 3166-1) and, in India, a state by its GST code."""

    country: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxParty:
    """One end of a supply: where it is and what it is registered as.

    `tax_id` is compact (GSTIN, VAT number), empty when there is none.
    """

    place: Place
    tax_id: str = ""
    registration: Registration = Registration.REGULAR

    @property
    def is_registered(self) -> bool:
        return bool(self.tax_id) and self.registration is not Registration.UNREGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Who supplies whom with what.

    `ship_to` is where goods end up when that is not the buyer's own address;
    `shipped_to_buyer` says the buyer itself receives them there, rather than a third person on its
    order. `export_with_payment` charges IGST on an export or SEZ supply to be refunded; without it
    the supplier holds a letter of undertaking. `is_intermediary` marks a broker's or agent's fee.
    `chosen_place` is a place of supply set by hand, a GST state code or a country.
    """

    supplier: TaxParty
    buyer: TaxParty
    on: date
    is_service: bool = False
    ship_to: Place | None = None
    shipped_to_buyer: bool = False
    export_with_payment: bool = False
    reverse_charge: bool = False
    is_intermediary: bool = False
    chosen_place: str = ""


class Levy(StrEnum):
    """Which heads a taxed line bears."""

    NONE = "NONE"
    VAT = "VAT"
    INTRA_STATE = "INTRA_STATE"
    UNION_TERRITORY = "UNION_TERRITORY"
    INTER_STATE = "INTER_STATE"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the "why" line; the sentence is looked up by code like that of an error."""

    code: str
    params: Params = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How a supply is taxed.

    `place_of_supply` is a GST state code in India, else a country. `category` replaces the category
    of every line's tax code; None leaves it. `problems` forbid posting, `warnings` do not.
    """

    levy: Levy
    place_of_supply: str = ""
    category: TaxCategory | None = None
    reasons: tuple[Reason, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

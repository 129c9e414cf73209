"""Cost centres of the sample company."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from rayafin_desktop.features.ledger.cost_centres import SaveCostCentre

from .office import Office

OFFICE, GODOWN, FIELD = "HO", "GDN", "FLD"
_NAMES = {OFFICE: "Head office", GODOWN: "Godown, Rajkot", FIELD: "Buying in the field"}


def make_centres(office: Office) -> Mapping[str, UUID]:
    """The cost centres by code."""
    return {
        code: office.do(SaveCostCentre(code=code, name=name), office.people.accountant)
        for code, name in _NAMES.items()
    }

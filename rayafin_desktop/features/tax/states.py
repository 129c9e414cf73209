"""What the GST asks of a state: codes no longer given out, and who levies which half of the tax."""

from __future__ import annotations

from types import MappingProxyType

from ..companies.gst_states import STATES

# Codes of old documents: Daman and Diu joined 26 on 26-01-2020, undivided Andhra Pradesh became 37.
FORMER_STATES = MappingProxyType({"25": "26", "28": "37"})

# UTGST Act 2017 s.2(8). Delhi, Puducherry and Jammu and Kashmir have legislatures and levy SGST.
_UNION_TERRITORIES = frozenset({"04", "26", "31", "35", "38", "97"})


def current_state(code: str) -> str:
    """The code in use today for a state code, or an empty string when there is no such state.

    Accepts the longer forms in which places are written, `"27-Maharashtra"` and a GSTIN.
    """
    short = code.strip()[:2]
    short = FORMER_STATES.get(short, short)
    return short if short in STATES else ""


def levies_utgst(state: str) -> bool:
    """Whether the second half of an intra-state tax is UTGST rather than SGST."""
    return state in _UNION_TERRITORIES

"""Indian states and union territories by their GST code, the first two digits of every GSTIN."""

from __future__ import annotations

from types import MappingProxyType

OTHER_COUNTRIES = "96"
"""The place of supply of everything that leaves India."""

STATES = MappingProxyType(
    {
        "01": "Jammu and Kashmir",
        "02": "Himachal Pradesh",
        "03": "Punjab",
        "04": "Chandigarh",
        "05": "Uttarakhand",
        "06": "Haryana",
        "07": "Delhi",
        "08": "Rajasthan",
        "09": "Uttar Pradesh",
        "10": "Bihar",
        "11": "Sikkim",
        "12": "Arunachal Pradesh",
        "13": "Nagaland",
        "14": "Manipur",
        "15": "Mizoram",
        "16": "Tripura",
        "17": "Meghalaya",
        "18": "Assam",
        "19": "West Bengal",
        "20": "Jharkhand",
        "21": "Odisha",
        "22": "Chhattisgarh",
        "23": "Madhya Pradesh",
        "24": "Gujarat",
        "26": "Dadra and Nagar Haveli and Daman and Diu",
        "27": "Maharashtra",
        "29": "Karnataka",
        "30": "Goa",
        "31": "Lakshadweep",
        "32": "Kerala",
        "33": "Tamil Nadu",
        "34": "Puducherry",
        "35": "Andaman and Nicobar Islands",
        "36": "Telangana",
        "37": "Andhra Pradesh",
        "38": "Ladakh",
        OTHER_COUNTRIES: "Other countries",
        "97": "Other territory",
    }
)

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

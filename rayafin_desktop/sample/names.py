"""Invented names of parties, people, places and goods. No house or person of these names is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_HOUSES = (
    "Kesarvan", "Tulsivan", "Dhruvanya", "Sonparva", "Maniratha", "Ambuvira", "Girivara", "Suvarnaka",
    "Navrupa", "Shantiraj", "Vajrakund", "Pushpalok", "Harivela", "Jeevanta", "Malhargad", "Ratnadeep",
    "Omkarana", "Vrindapur", "Chandrakosh", "Bhuvantara", "Lakshyani", "Tejovan", "Indrasar", "Arunvati",
    "Devkamal",
)  # fmt: skip
_TRADES = (
    "Cotton Mills", "Spinners", "Ginning Works", "Textiles", "Agro Trading", "Oil Mills", "Exports",
    "Weaving House", "Fibres", "Commodities", "Knitwear", "Seeds and Grains",
)  # fmt: skip
# City, GST code of its state, first digits of its postal codes.
CITIES = (
    ("Rajkot", "24", "3600"), ("Surat", "24", "3950"), ("Ahmedabad", "24", "3800"),
    ("Mumbai", "27", "4000"), ("Akola", "27", "4440"), ("Nagpur", "27", "4400"),
    ("Indore", "23", "4520"), ("Khargone", "23", "4510"), ("Coimbatore", "33", "6410"),
    ("Tiruppur", "33", "6416"), ("Guntur", "37", "5220"), ("Adilabad", "36", "5040"),
    ("Ludhiana", "03", "1410"), ("Bathinda", "03", "1510"), ("Sirsa", "06", "1250"),
    ("Bhilwara", "08", "3110"), ("Kolkata", "19", "7000"), ("Davangere", "29", "5770"),
)  # fmt: skip
_STREETS = (
    "Market Yard",
    "Station Road",
    "Mill Compound",
    "Ring Road",
    "Cotton Exchange Lane",
    "Industrial Estate",
)
CONTACTS = (
    "Meera Joshi", "Kabir Anand", "Farah Qureshi", "Rohan Desai", "Ila Menon", "Samir Pathak", "Tara Bose",
    "Nikhil Rao", "Leela Fernandes", "Arjun Saini",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goods:
    """An item for sale: `price` per unit in rupees before tax, and about what one sale takes of it."""

    code: str
    name: str
    hsn: str
    unit: str
    tax_code: str
    price: Decimal
    usual_quantity: int
    is_service: bool = False


def _goods(
    code: str, name: str, hsn: str, unit: str, tax_code: str, price: str, quantity: int, service: bool = False
) -> Goods:
    return Goods(code, name, hsn, unit, tax_code, Decimal(price), quantity, service)


GOODS = (
    _goods("COT-S6", "Raw cotton, Shankar-6, 29 mm", "5201", "bale", "GST5", "25850", 12),
    _goods("COT-MCU5", "Raw cotton, MCU-5, 32 mm", "5201", "bale", "GST5", "28400", 8),
    _goods("COT-J34", "Raw cotton, J-34", "5201", "bale", "GST5", "24100", 10),
    _goods("YRN-30", "Cotton yarn, 30s combed", "5205", "kg", "GST5", "268.50", 600),
    _goods("YRN-40", "Cotton yarn, 40s carded", "5205", "kg", "GST5", "291.25", 450),
    _goods("LINT", "Cotton linters, first cut", "1404", "kg", "GST5", "46.80", 1200),
    _goods("SEED-C", "Cotton seed", "1207", "qtl", "GST5", "3120", 40),
    _goods("CAKE-C", "Cotton seed oil cake", "2306", "qtl", "NIL", "2840", 35),
    _goods("OIL-C", "Cotton seed oil, refined", "1512", "kg", "GST5", "118.40", 700),
    _goods("CASTOR", "Castor seed", "1207", "qtl", "GST5", "6240", 18),
    _goods("CUMIN", "Cumin seed, 99 %", "0909", "kg", "GST5", "214.00", 500),
    _goods("GUAR", "Guar gum, food grade", "1302", "kg", "GST5", "142.75", 400),
    _goods("WHEAT", "Wheat, unbranded, in bulk", "1001", "qtl", "NIL", "2585", 60),
    _goods("BAG-HD", "Woven sacks, polypropylene", "6305", "nos", "GST18", "21.40", 1500),
    _goods("BROK", "Brokerage on sale of goods", "996111", "lump", "GST18", "18500", 1, True),
    _goods("TEST", "Fibre testing", "998346", "nos", "GST18", "640", 20, True),
    _goods("STORE", "Storage in godown, per month", "996729", "lump", "GST18", "7200", 2, True),
)


@dataclass(frozen=True, slots=True)
class House:
    """A party to be: its name, place and a street of it."""

    name: str
    city: str
    state: str
    postal_code: str
    street: str


def houses() -> Iterator[House]:
    """Different houses without end, always in the same order."""
    number = 0
    while True:
        turn, place = divmod(number, len(_HOUSES) * len(_TRADES))
        round_, at = divmod(place, len(_HOUSES))
        root, trade = _HOUSES[at], _TRADES[(at + round_) % len(_TRADES)]
        city, state, postal = CITIES[(number * 7) % len(CITIES)]
        street = f"{number % 90 + 1} {_STREETS[number % len(_STREETS)]}"
        name = f"{root} {trade}" + (f" {turn + 1}" if turn else "")
        yield House(name, city, state, f"{postal}{number % 80 + 10:02d}", street)
        number += 1

"""The commodities, clauses and allowances a trade desk starts with; each can be changed afterwards.

Limits are what tests of the trade usually show, not what a contract asks for; they tell a reading from a
slip. Price bands are wide on purpose: they tell 61,500 a candy from 61,500 a quintal, nothing more.
HSN headings are those of the First Schedule of the Customs Tariff Act 1975. Tax codes are those of loose
goods for trade (notifications 1/2017 and 2/2017 CTR as amended): packed and labelled cereals, pulses and
rice bear 5 % instead. Where the rate turns on the use of the goods there is none, and somebody must say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rayafin_desktop.base.units import TradeUnit

from .rules import AllowanceBasis, Better, Direction, TermKind


class ParameterSeed(NamedTuple):
    """What is measured, and how it is shown."""

    name: str
    unit: str
    better: Better
    decimals: int


_HIGHER, _LOWER, _WITHIN = Better.HIGHER, Better.LOWER, Better.WITHIN

PARAMETERS: Mapping[str, ParameterSeed] = {
    "staple_mm": ParameterSeed("Staple length", "mm", _HIGHER, 1),
    "micronaire": ParameterSeed("Micronaire", "", _WITHIN, 1),
    "strength_gpt": ParameterSeed("Strength", "g/tex", _HIGHER, 1),
    "rd": ParameterSeed("Reflectance Rd", "", _HIGHER, 1),
    "plus_b": ParameterSeed("Yellowness +b", "", _LOWER, 1),
    "uniformity_pct": ParameterSeed("Uniformity index", "%", _HIGHER, 1),
    "short_fibre_pct": ParameterSeed("Short fibre index", "%", _LOWER, 1),
    "trash_pct": ParameterSeed("Trash", "%", _LOWER, 1),
    "moisture_pct": ParameterSeed("Moisture", "%", _LOWER, 1),
    "test_weight_kg_hl": ParameterSeed("Test weight", "kg/hl", _HIGHER, 1),
    "protein_pct": ParameterSeed("Protein", "%", _HIGHER, 1),
    "broken_pct": ParameterSeed("Broken", "%", _LOWER, 1),
    "foreign_matter_pct": ParameterSeed("Foreign matter", "%", _LOWER, 2),
    "damaged_pct": ParameterSeed("Damaged", "%", _LOWER, 1),
    "weevilled_pct": ParameterSeed("Weevilled", "%", _LOWER, 1),
    "shrivelled_pct": ParameterSeed("Shrivelled", "%", _LOWER, 1),
    "admixture_pct": ParameterSeed("Admixture", "%", _LOWER, 1),
    "aflatoxin_ppb": ParameterSeed("Aflatoxin", "ppb", _LOWER, 0),
    "oil_pct": ParameterSeed("Oil content", "%", _HIGHER, 1),
    "ffa_pct": ParameterSeed("Free fatty acid", "%", _LOWER, 2),
    "sand_silica_pct": ParameterSeed("Sand and silica", "%", _LOWER, 2),
    "fibre_pct": ParameterSeed("Fibre", "%", _LOWER, 1),
    "grain_length_mm": ParameterSeed("Grain length", "mm", _HIGHER, 2),
    "size_mm": ParameterSeed("Size", "mm", _HIGHER, 1),
    "csp": ParameterSeed("Count strength product", "", _HIGHER, 0),
    "count_ne": ParameterSeed("Count", "Ne", _WITHIN, 1),
    "polarisation_pct": ParameterSeed("Polarisation", "%", _HIGHER, 1),
    "icumsa": ParameterSeed("Colour", "ICUMSA", _LOWER, 0),
    "curcumin_pct": ParameterSeed("Curcumin", "%", _HIGHER, 1),
    "volatile_oil_pct": ParameterSeed("Volatile oil", "%", _HIGHER, 1),
    "viscosity_cps": ParameterSeed("Viscosity", "cps", _HIGHER, 0),
}


class CommoditySeed(NamedTuple):
    """One commodity: the parameters as `code least most`, the varieties as `NAME: other, names`."""

    code: str
    name: str
    unit: TradeUnit
    price_unit: TradeUnit
    package_unit: TradeUnit
    package_kg: str
    price_low: str
    price_high: str
    hsn: str
    tax_code: str
    allowance: str
    parameters: str
    varieties: str = ""


BALE, CANDY, QTL, MT, KG, BAG = (
    TradeUnit.BALE, TradeUnit.CANDY, TradeUnit.QTL, TradeUnit.MT, TradeUnit.KG, TradeUnit.BAG,
)  # fmt: skip
COTTON_TABLE, GRAIN_TABLE = "Cotton, usual", "Grain, usual"

_GRAIN = "moisture_pct 6 16; foreign_matter_pct 0 5; damaged_pct 0 8; weevilled_pct 0 8"
_CEREAL = f"{_GRAIN}; test_weight_kg_hl 60 85; shrivelled_pct 0 10"
_PULSE = f"{_GRAIN}; broken_pct 0 10; admixture_pct 0 6"
_OILSEED = "moisture_pct 4 14; foreign_matter_pct 0 6; damaged_pct 0 8; oil_pct {}; ffa_pct 0 5"

COMMODITIES: Sequence[CommoditySeed] = (
    CommoditySeed(
        "COTTON", "Cotton lint", BALE, CANDY, BALE, "170", "35000", "120000", "5201", "GST5", COTTON_TABLE,
        "staple_mm 22 34; micronaire 2.5 6; strength_gpt 22 35; rd 60 85; plus_b 5 13; trash_pct 0 5; "
        "moisture_pct 6 9.5; uniformity_pct 75 88; short_fibre_pct 3 15",
        "SHANKAR-6: S-6, S6, Sankar-6, Shankar 6; MCU-5: MCU5; DCH-32: DCH32; J-34: J34; "
        "J-34 RG: J34RG, J-34 roller gin; J-34 SG: J34SG, J-34 saw gin; H-4: H4; BUNNY: Brahma; V-797: V797; "
        "BENGAL DESHI: Bengal desi; SUVIN; MECH-1: Mech; LRA: LRA-5166; NHH-44: NHH44",
    ),
    CommoditySeed(
        "COTTONSEED", "Cotton seed", QTL, QTL, BAG, "60", "2000", "6500", "1207", "GST5", GRAIN_TABLE,
        "moisture_pct 5 14; oil_pct 14 24; ffa_pct 0 6; foreign_matter_pct 0 6",
    ),
    CommoditySeed(
        "YARN", "Cotton yarn", KG, KG, BAG, "50", "120", "650", "5205", "GST5", "",
        "count_ne 6 100; csp 1500 3500; moisture_pct 5 9",
        "30S CARDED: 30s KH, 30s carded hosiery; 30S COMBED: 30s CH, 30s combed hosiery; 40S COMBED: 40s CH; "
        "20S CARDED: 20s KW; 10S OE: 10s open end",
    ),
    CommoditySeed(
        "WHEAT", "Wheat", QTL, QTL, BAG, "50", "1600", "4500", "1001", "NIL", GRAIN_TABLE,
        f"{_CEREAL}; protein_pct 8 15; broken_pct 0 8",
        "LOKWAN: Lok-1, Lokwan; SHARBATI: Sharbati, MP Sharbati; MILL QUALITY: mill wheat; DURUM: Malwa raj; "
        "GW-496: GW496",
    ),
    CommoditySeed(
        "MAIZE", "Maize", QTL, QTL, BAG, "50", "1200", "3800", "1005", "NIL", GRAIN_TABLE,
        f"{_CEREAL}; broken_pct 0 8; aflatoxin_ppb 0 100", "YELLOW: yellow corn; WHITE: white corn",
    ),
    CommoditySeed(
        "BARLEY", "Barley", QTL, QTL, BAG, "50", "1200", "4200", "1003", "NIL", GRAIN_TABLE,
        f"{_CEREAL}; protein_pct 8 14", "MALT: malting; FEED",
    ),
    CommoditySeed(
        "RICE", "Rice", QTL, QTL, BAG, "50", "1800", "16000", "1006", "NIL", GRAIN_TABLE,
        "moisture_pct 8 15; broken_pct 0 100; foreign_matter_pct 0 3; damaged_pct 0 6; grain_length_mm 4 9",
        "BASMATI-1121: 1121; BASMATI-1509: 1509; PUSA BASMATI: PB-1, Pusa; SONA MASOORI: Sona Masuri; "
        "IR-64: IR64, parmal; PR-11: PR11; SWARNA; PONNI; SHARBATI RICE: Sharbati",
    ),
    CommoditySeed(
        "PADDY", "Paddy", QTL, QTL, BAG, "40", "1400", "7000", "1006", "NIL", GRAIN_TABLE,
        "moisture_pct 8 22; foreign_matter_pct 0 5; damaged_pct 0 8; admixture_pct 0 10; shrivelled_pct 0 8",
        "BASMATI-1121: 1121; BASMATI-1509: 1509; COMMON: parmal; SWARNA",
    ),
    CommoditySeed(
        "BAJRA", "Bajra (pearl millet)", QTL, QTL, BAG, "50", "1200", "4500", "1008", "NIL", GRAIN_TABLE,
        _CEREAL, "GREEN; HYBRID",
    ),
    CommoditySeed(
        "JOWAR", "Jowar (sorghum)", QTL, QTL, BAG, "50", "1400", "7000", "1007", "NIL", GRAIN_TABLE,
        _CEREAL, "MALDANDI: M-35-1; HYBRID; WHITE",
    ),
    CommoditySeed(
        "CHANA", "Chana (chickpea)", QTL, QTL, BAG, "50", "3500", "12000", "0713", "NIL", GRAIN_TABLE,
        f"{_PULSE}; size_mm 4 14", "DESI; KABULI: dollar chana; KANTEWALA: kanta; ANNIGERI: annegiri",
    ),
    CommoditySeed(
        "TUR", "Tur (pigeon pea)", QTL, QTL, BAG, "50", "4500", "16000", "0713", "NIL", GRAIN_TABLE, _PULSE,
        "LEMON: lemon tur; ARUSHA; RED: lal tur; WHITE; MARUTI: Gulbarga",
    ),
    CommoditySeed(
        "MOONG", "Moong (green gram)", QTL, QTL, BAG, "50", "4500", "13000", "0713", "NIL", GRAIN_TABLE,
        _PULSE, "CHAMKI: shining; MOGAR; BOLD",
    ),
    CommoditySeed(
        "URAD", "Urad (black gram)", QTL, QTL, BAG, "50", "4500", "14000", "0713", "NIL", GRAIN_TABLE, _PULSE,
        "FAQ; SQ: special quality",
    ),
    CommoditySeed(
        "MASOOR", "Masoor (lentil)", QTL, QTL, BAG, "50", "4000", "11000", "0713", "NIL", GRAIN_TABLE, _PULSE,
        "CRIMSON: red lentil; NIPPER; DESI: choti masoor",
    ),
    CommoditySeed(
        "SOYBEAN", "Soybean", QTL, QTL, BAG, "60", "2800", "10000", "1201", "GST5", GRAIN_TABLE,
        f"{_OILSEED.format('16 24')}; protein_pct 32 44", "YELLOW; BLACK",
    ),
    CommoditySeed(
        "SOYA_DOC", "Soya de-oiled cake", MT, MT, BAG, "50", "22000", "85000", "2304", "", "",
        "protein_pct 40 52; moisture_pct 8 13; sand_silica_pct 0 3; fibre_pct 3 8; oil_pct 0 2",
        "HI PRO: high protein, hipro; NORMAL",
    ),
    CommoditySeed(
        "MUSTARD_SEED", "Mustard seed", QTL, QTL, BAG, "50", "3500", "10000", "1205", "GST5", GRAIN_TABLE,
        _OILSEED.format("33 45"), "42 CONDITION: 42 pct, condition; BLACK; YELLOW: sarson peeli",
    ),
    CommoditySeed(
        "GROUNDNUT", "Groundnut", QTL, QTL, BAG, "50", "3500", "14000", "1202", "GST5", GRAIN_TABLE,
        f"{_OILSEED.format('40 52')}; aflatoxin_ppb 0 100; size_mm 4 12",
        "BOLD; JAVA; TJ; G-20: G20; IN SHELL: unshelled",
    ),
    CommoditySeed(
        "SESAME", "Sesame seed", QTL, QTL, BAG, "50", "7000", "26000", "1207", "GST5", GRAIN_TABLE,
        f"{_OILSEED.format('42 56')}; admixture_pct 0 6",
        "WHITE: natural white; BLACK: Z black; HULLED; RED; CRUSHING",
    ),
    CommoditySeed(
        "CASTOR_SEED", "Castor seed", QTL, QTL, BAG, "75", "3500", "10000", "1207", "GST5", GRAIN_TABLE,
        _OILSEED.format("44 52"), "SMALL; BOLD",
    ),
    CommoditySeed(
        "GUAR_SEED", "Guar seed", QTL, QTL, BAG, "100", "3000", "14000", "", "", GRAIN_TABLE,
        "moisture_pct 5 14; foreign_matter_pct 0 5; damaged_pct 0 8",
    ),
    CommoditySeed(
        "GUAR_GUM_SPLITS", "Guar gum splits", QTL, QTL, BAG, "50", "5000", "32000", "", "", "",
        "moisture_pct 5 13; protein_pct 2 8; foreign_matter_pct 0 2; viscosity_cps 2000 8000",
    ),
    CommoditySeed(
        "SUGAR", "Sugar", QTL, QTL, BAG, "50", "2600", "6000", "1701", "GST5", "",
        "moisture_pct 0 0.5; polarisation_pct 98 100; icumsa 20 1200", "S-30: S30; M-30: M30; L-31: L31; RAW",
    ),
    CommoditySeed(
        "JEERA", "Jeera (cumin seed)", QTL, QTL, BAG, "55", "10000", "75000", "0909", "GST5", GRAIN_TABLE,
        "moisture_pct 5 12; foreign_matter_pct 0 5; volatile_oil_pct 1 4; admixture_pct 0 5",
        "SINGAPORE: Singapore quality; EUROPEAN: Europe quality; GULF",
    ),
    CommoditySeed(
        "TURMERIC", "Turmeric", QTL, QTL, BAG, "70", "4500", "24000", "0910", "GST5", GRAIN_TABLE,
        "moisture_pct 6 14; curcumin_pct 1 7; foreign_matter_pct 0 3; damaged_pct 0 6",
        "NIZAMABAD FINGER: Nizam finger; NIZAMABAD BULB; ERODE FINGER: Erode; SALEM FINGER: Salem; "
        "SANGLI RAJAPURI: Rajapore, Rajapuri",
    ),
)  # fmt: skip


class ClauseSeed(NamedTuple):
    """One clause as contracts in Gujarat have it."""

    code: str
    name: str
    kind: TermKind
    text: str
    days: int | None = None
    percent: str = ""
    in_working_days: bool = False
    is_standard: bool = True


CLAUSES: Sequence[ClauseSeed] = (
    ClauseSeed(
        "LIFT-8", "Lifting within 8 days", TermKind.DELIVERY,
        "The buyer lifts the goods within 7 to 8 days of the contract.", days=8,
    ),
    ClauseSeed(
        "STORAGE-15", "Storage after 15 days", TermKind.DELIVERY,
        "Storage is charged to the buyer for goods that lie more than 15 days after the contract.", days=15,
    ),
    ClauseSeed(
        "PASSING-2", "Passing within 2 working days", TermKind.PASSING,
        "The buyer passes the goods by sample at the seller's place within 2 working days of being told "
        "that they are ready. Goods that are not passed or refused by then are taken as passed.",
        days=2, in_working_days=True,
    ),
    ClauseSeed(
        "WEIGHT-2WB", "Average of two weighbridges", TermKind.WEIGHT,
        "The weight is the average of the weighbridges at loading and at unloading.",
    ),
    ClauseSeed(
        "TARE-50", "Tare of 50 kg for 100 bales", TermKind.WEIGHT,
        "50 kg are deducted as tare for every 100 bales.",
    ),
    ClauseSeed(
        "SHORTAGE-50", "Shortage of 50 kg allowed", TermKind.WEIGHT,
        "A shortage of up to 50 kg a lorry is the buyer's; what is short beyond it is made good.",
    ),
    ClauseSeed(
        "PREPAID", "Payment before dispatch", TermKind.PAYMENT,
        "The goods are paid before they leave, by RTGS, letter of credit or bank guarantee.", days=0,
    ),
    ClauseSeed(
        "CD-15", "Cash discount of 15 days", TermKind.PAYMENT,
        "For payment before dispatch the seller allows a cash discount of 15 days at 15 % a year.",
        days=15, percent="15",
    ),
    ClauseSeed(
        "CREDIT-15", "Payment within 15 days", TermKind.PAYMENT,
        "The goods are paid within 15 days of delivery.", days=15, is_standard=False,
    ),
    ClauseSeed(
        "CLAIM-15", "Quality claim within 15 working days", TermKind.CLAIM,
        "A claim about quality is made in writing within 15 working days of delivery, with a sample drawn "
        "by both sides.", days=15, in_working_days=True,
    ),
    ClauseSeed(
        "ARBITRATION", "Arbitration", TermKind.GENERAL,
        "What the parties cannot settle between them goes to the arbitration of the trade association named "
        "in the contract.",
    ),
)  # fmt: skip


class StepSeed(NamedTuple):
    """A line of an allowance table."""

    parameter: str
    direction: Direction
    step: str
    basis: AllowanceBasis
    rate: str
    counts_part: bool
    reject_at: str


_ABOVE, _BELOW = Direction.ABOVE, Direction.BELOW
_WEIGHT, _PRICE, _MONEY = (
    AllowanceBasis.WEIGHT_PERCENT, AllowanceBasis.PRICE_PERCENT, AllowanceBasis.PER_PRICE_UNIT,
)  # fmt: skip

ALLOWANCES: Mapping[str, Sequence[StepSeed]] = {
    COTTON_TABLE: (
        StepSeed("moisture_pct", _ABOVE, "1", _WEIGHT, "1", True, "2"),
        StepSeed("trash_pct", _ABOVE, "1", _WEIGHT, "1", True, "2"),
        StepSeed("staple_mm", _BELOW, "0.5", _MONEY, "300", False, "1.5"),
        StepSeed("micronaire", _BELOW, "0.1", _MONEY, "100", False, "0.5"),
        StepSeed("micronaire", _ABOVE, "0.1", _MONEY, "100", False, "0.5"),
        StepSeed("strength_gpt", _BELOW, "1", _MONEY, "150", False, "3"),
        StepSeed("rd", _BELOW, "1", _MONEY, "100", False, "4"),
    ),
    GRAIN_TABLE: (
        StepSeed("moisture_pct", _ABOVE, "1", _WEIGHT, "1", True, "3"),
        StepSeed("foreign_matter_pct", _ABOVE, "1", _WEIGHT, "1", True, "3"),
        StepSeed("damaged_pct", _ABOVE, "1", _PRICE, "0.5", True, "3"),
        StepSeed("weevilled_pct", _ABOVE, "1", _PRICE, "1", True, "3"),
        StepSeed("broken_pct", _ABOVE, "1", _PRICE, "0.25", True, "5"),
        StepSeed("test_weight_kg_hl", _BELOW, "1", _PRICE, "0.5", False, "4"),
    ),
}

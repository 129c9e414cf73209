"""The fifteen messages of the design, each field exactly: what is there, and nothing else."""

from datetime import date
from typing import Any

import pytest

from rayafin_desktop.features.messages.parsing import parse_message

THURSDAY = date(2026, 1, 15)

EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    (
        "Need 500 bls S-6 29mm mic 3.8-4.5 RD 76+ trash max 3.5 ex gin Rajkot side. rate?",
        {
            "kind": "enquiry",
            "side": "buy",
            "commodity": "COTTON",
            "variety": "SHANKAR-6",
            "quantity": {"value": "500", "unit": "BALE"},
            "qty_kg_est": "85000",
            "price": {"basis": "EX_GIN"},
            "quality": {
                "micronaire": {"min": "3.8", "max": "4.5"},
                "rd": {"min": "76"},
                "trash_pct": {"max": "3.5"},
                "staple_mm": {"min": "29", "max": "29"},
            },
            "location": {"origin": "Rajkot"},
        },
    ),
    (
        (
            "OFFER: 300 bales MCU-5 32mm, 31 strength, moist 8.5 max, 61500/cdy ex-gin Guntur, pymt 15 dys, "
            "lifting 10 din me"
        ),
        {
            "kind": "offer",
            "side": "sell",
            "commodity": "COTTON",
            "variety": "MCU-5",
            "quantity": {"value": "300", "unit": "BALE"},
            "qty_kg_est": "51000",
            "price": {
                "amount": "61500",
                "per": "CANDY",
                "basis": "EX_GIN",
                "currency": "INR",
                "currency_inferred": True,
            },
            "quality": {
                "strength_gpt": {"min": "31", "max": "31"},
                "moisture_pct": {"max": "8.5"},
                "staple_mm": {"min": "32", "max": "32"},
            },
            "location": {"origin": "Guntur"},
            "delivery": {"to": "2026-01-25"},
            "payment": {"days": 15, "type": "CREDIT"},
            "value_est": "8819896.5",
        },
    ),
    (
        "Bid 60800 firm till 5pm today for 300 bls Guntur lot",
        {
            "kind": "bid",
            "side": "buy",
            "quantity": {"value": "300", "unit": "BALE"},
            "qty_kg_est": "51000",
            "price": {
                "amount": "60800",
                "type": "FIRM",
                "per": "CANDY",
                "per_inferred": True,
                "currency": "INR",
                "currency_inferred": True,
            },
            "location": {"origin": "Guntur"},
            "validity": {"until": "2026-01-15T17:00"},
            "value_est": "8719507.43",
        },
    ),
    (
        "61200 last. 200 bls only. spot pymt",
        {
            "kind": "counter",
            "quantity": {"value": "200", "unit": "BALE"},
            "qty_kg_est": "34000",
            "price": {
                "amount": "61200",
                "type": "LAST",
                "per": "CANDY",
                "per_inferred": True,
                "currency": "INR",
                "currency_inferred": True,
            },
            "payment": {"type": "SPOT"},
            "value_est": "5851248.41",
        },
    ),
    (
        (
            "Done ✅ Lakshmi Spg Mills buys 200 bales from Balaji Ginning @61,200 candy ex gin, "
            "brokerage 0.5% from seller, 7 days, lorry Monday"
        ),
        {
            "kind": "deal",
            "quantity": {"value": "200", "unit": "BALE"},
            "qty_kg_est": "34000",
            "price": {
                "amount": "61200",
                "per": "CANDY",
                "basis": "EX_GIN",
                "currency": "INR",
                "currency_inferred": True,
            },
            "delivery": {"from": "2026-01-19"},
            "payment": {"days": 7, "days_inferred": True, "type": "CREDIT", "type_inferred": True},
            "brokerage": {"pct": "0.5", "payer": "SELLER"},
            "parties": {"buyer": "Lakshmi Spg Mills", "seller": "Balaji Ginning"},
            "value_est": "5851248.41",
            "brokerage_est": "29256.24",
        },
    ),
    (
        "J-34 RG 27.5-28.5mm mic 4+ 1000 maund Sirsa @ 4,490/maund spot, 10 gadi ready",
        {
            "kind": "offer",
            "side": "sell",
            "commodity": "COTTON",
            "variety": "J-34 RG",
            "quantity": {"value": "1000", "unit": "MAUND", "lorries": 10},
            "qty_kg_est": "37324.2",
            "price": {
                "amount": "4490",
                "per": "MAUND",
                "basis": "SPOT",
                "currency": "INR",
                "currency_inferred": True,
            },
            "quality": {"micronaire": {"min": "4"}, "staple_mm": {"min": "27.5", "max": "28.5"}},
            "location": {"origin": "Sirsa"},
            "value_est": "4490000",
            "warnings": [{"code": "message.lorries_do_not_fit", "field": "quantity.lorries"}],
        },
    ),
    (
        (
            "bechna hai: 2 gadi chana desi, 25 MT each, 5850/qtl FOR Delhi, "
            "moisture 10% max, 7 din payment, CD 1%"
        ),
        {
            "kind": "offer",
            "side": "sell",
            "commodity": "CHANA",
            "variety": "DESI",
            "quantity": {"value": "50", "unit": "MT", "lorries": 2},
            "qty_kg_est": "50000",
            "price": {
                "amount": "5850",
                "per": "QTL",
                "basis": "FOR",
                "currency": "INR",
                "currency_inferred": True,
            },
            "quality": {"moisture_pct": {"max": "10"}},
            "location": {"destination": "Delhi"},
            "payment": {"days": 7, "discount_pct": "1", "type": "CREDIT"},
            "value_est": "2925000",
        },
    ),
    (
        "soya 46 hi protein DOC 30 t Indore plant, buyer at 37,800 pmt ex plant, Feb FH",
        {
            "kind": "bid",
            "side": "buy",
            "commodity": "SOYA_DOC",
            "quantity": {"value": "30", "unit": "MT"},
            "qty_kg_est": "30000",
            "price": {
                "amount": "37800",
                "per": "MT",
                "basis": "EX_PLANT",
                "currency": "INR",
                "currency_inferred": True,
            },
            "quality": {"protein_pct": {"min": "46", "max": "46"}},
            "location": {"origin": "Indore"},
            "delivery": {"from": "2026-02-01", "to": "2026-02-15"},
            "value_est": "1134000",
        },
    ),
    (
        (
            "SELL 5,000 MT (+/-5%) Indian yellow corn, CIF Haiphong USD 248/MT, shpt Feb/Mar 2026, "
            "LC at sight, moist 14 max, aflatoxin 20ppb max"
        ),
        {
            "kind": "offer",
            "side": "sell",
            "commodity": "MAIZE",
            "variety": "YELLOW",
            "quantity": {"value": "5000", "unit": "MT", "tolerance_pct": "5", "min": "4750", "max": "5250"},
            "qty_kg_est": "5000000",
            "price": {"amount": "248", "currency": "USD", "per": "MT", "basis": "CIF"},
            "quality": {"moisture_pct": {"max": "14"}, "aflatoxin_ppb": {"max": "20"}},
            "location": {"origin": "India", "destination": "Haiphong"},
            "delivery": {"from": "2026-02-01", "to": "2026-03-31"},
            "payment": {"type": "LC", "days": 0},
            "value_est": "1240000",
        },
    ),
    (
        "WTB 2x40HC raw cotton S6 1-1/8 NCL 3.7-4.9 28.5gpt min, CNF Chittagong, indicate c/lb",
        {
            "kind": "enquiry",
            "side": "buy",
            "commodity": "COTTON",
            "variety": "SHANKAR-6",
            "quantity": {"value": "2", "unit": "FCL", "container": "40HC"},
            "price": {"basis": "CNF", "currency": "USC", "per": "LB"},
            "quality": {
                "staple_mm": {"min": "28.575", "max": "28.575"},
                "strength_gpt": {"min": "28.5"},
                "micronaire": {"min": "3.7", "max": "4.9"},
            },
            "location": {"destination": "Chittagong"},
        },
    ),
    (
        "ICE Mar +950 on, Brazil M 1-1/8 3.5-4.9, 500t, Apr/May shpt CIF Mundra",
        {
            "kind": "offer",
            "kind_inferred": True,
            "side": "sell",
            "side_inferred": True,
            "commodity": "COTTON",
            "variety": "Brazil M",
            "quantity": {"value": "500", "unit": "MT"},
            "qty_kg_est": "500000",
            "price": {"type": "ON_CALL", "basis": "CIF"},
            "quality": {
                "staple_mm": {"min": "28.575", "max": "28.575"},
                "micronaire": {"min": "3.5", "min_inferred": True, "max": "4.9", "max_inferred": True},
            },
            "location": {"origin": "Brazil", "destination": "Mundra"},
            "delivery": {"from": "2026-04-01", "to": "2026-05-31"},
            "references": [{"market": "ICE", "contract": "MAR", "value": "950"}],
        },
    ),
    (
        "rate cut kar do 200 rs, party 58,300 me lene ko taiyar, 400 bale Yavatmal 30mm, kal subah tak jawab",
        {
            "kind": "counter",
            "side": "buy",
            "side_inferred": True,
            "quantity": {"value": "400", "unit": "BALE"},
            "qty_kg_est": "68000",
            "price": {
                "amount": "58300",
                "per": "CANDY",
                "per_inferred": True,
                "currency": "INR",
                "currency_inferred": True,
            },
            "quality": {"staple_mm": {"min": "30", "max": "30"}},
            "location": {"origin": "Yavatmal"},
            "validity": {"until": "2026-01-16", "part_text": "kal subah"},
            "requested_cut": "200",
            "value_est": "11147966.74",
        },
    ),
    (
        "Cancel pls. Kadi lot 150 bls trash 4.6 came in lab, buyer rejecting",
        {
            "kind": "rejection",
            "quantity": {"value": "150", "unit": "BALE"},
            "qty_kg_est": "25500",
            "quality": {"trash_pct": {"min": "4.6", "max": "4.6"}},
            "location": {"origin": "Kadi"},
            "reason": "QUALITY",
        },
    ),
    (
        (
            "Lot 27/A 100 bales pr no 12451-12550 tested: 2.5SL 29.2 mic 4.1 str 29.8 RD 77.4 +b 8.6 "
            "trash 2.9 moist 7.8"
        ),
        {
            "kind": "test_report",
            "quantity": {"value": "100", "unit": "BALE"},
            "qty_kg_est": "17000",
            "quality": {
                "staple_mm": {"min": "29.2", "max": "29.2"},
                "micronaire": {"min": "4.1", "max": "4.1"},
                "strength_gpt": {"min": "29.8", "max": "29.8"},
                "rd": {"min": "77.4", "max": "77.4"},
                "plus_b": {"min": "8.6", "max": "8.6"},
                "trash_pct": {"min": "2.9", "max": "2.9"},
                "moisture_pct": {"min": "7.8", "max": "7.8"},
            },
            "lot": "27/A",
            "press": {"from": "12451", "to": "12550", "count_est": "100"},
        },
    ),
    (
        "Basmati 1121 steam, 1 FCL 25 kg PP bags, USD 1,015 FOB Mundra, 3% broken max, validity 3 days",
        {
            "kind": "offer",
            "kind_inferred": True,
            "side": "sell",
            "side_inferred": True,
            "commodity": "RICE",
            "variety": "BASMATI-1121 STEAM",
            "quantity": {"packing": "25 kg PP", "value": "1", "unit": "FCL"},
            "price": {"amount": "1015", "currency": "USD", "basis": "FOB", "per": "MT", "per_inferred": True},
            "quality": {"broken_pct": {"max": "3"}},
            "location": {"place": "Mundra"},
            "validity": {"until": "2026-01-18"},
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[str(n) for n in range(1, 16)])
def test_an_example_is_read_exactly(text: str, expected: dict[str, Any]) -> None:
    found = parse_message(text, THURSDAY).to_json()
    for doubt in found.get("warnings", []):
        del doubt["params"], doubt["text"]
    assert found == expected

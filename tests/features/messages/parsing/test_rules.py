"""Each rule of reading, with variants in several languages: what is stated is read, nothing else is there."""

from datetime import date, datetime
from typing import Any

import pytest

from rayafin_desktop.features.messages.parsing import MAX_CHARS, WARNING_SENTENCES, Lexicon, parse_message

THURSDAY = date(2026, 1, 15)


def read(text: str) -> dict[str, Any]:
    return parse_message(text, THURSDAY).to_json()


def at(fields: dict[str, Any], path: str) -> Any:
    value: Any = fields
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("need 300bls S6", "300", "BALE"),
        ("need 300 gathan S-6", "300", "BALE"),
        ("૩૦૦ ગાંસડી જોઈએ", "300", "BALE"),
        ("३०० गांठ चाहिए कपास गांठ", "300", "BALE"),
        ("500 quintal wheat lena hai", "500", "QTL"),
        ("50 kwintal gehu chahiye", "50", "QTL"),
        ("500t maize required", "500", "MT"),
        ("do gadi chana chahiye", "2", "LORRY"),
        ("paanch sau gathan cotton chahiye", "500", "BALE"),
        ("1.5 lakh kg yarn required", "150000", "KG"),
        ("14,40,000 kg rice required", "1440000", "KG"),
        ("need 3x40HC cotton", "3", "FCL"),
        ("need 2 containers rice", "2", "FCL"),
        ("katta 400 moong chahiye", "400", "BAG"),
        ("5 gadi gehu 25 ton har gadi, bechna hai", "125", "MT"),
    ],
)
def test_quantities(text: str, value: str, unit: str) -> None:
    found = read(text)
    assert (at(found, "quantity.value"), at(found, "quantity.unit")) == (value, unit)


@pytest.mark.parametrize(
    ("text", "amount", "per", "currency"),
    [
        ("S6 100 bls @61.5k", "61500", "CANDY", "INR"),
        ("S6 100 bls ₹61,500/-", "61500", "CANDY", "INR"),
        ("S6 100 bls Rs. 61500 per candy", "61500", "CANDY", "INR"),
        ("S6 100 bls 61 hazar", "61000", "CANDY", "INR"),
        ("S6 100 bls sadhe 61 hazar", "61500", "CANDY", "INR"),
        ("શંકર ૬ ૧૦૦ ગાંસડી ભાવ ૬૧,૫૦૦ ખાંડી", "61500", "CANDY", "INR"),
        ("चना 25 टन 5,850 रुपये प्रति क्विंटल", "5850", "QTL", "INR"),
        ("wheat 50 quintal bechna 2,620 quintal", "2620", "QTL", "INR"),
        ("maize 100 MT 2250", "2250", "QTL", "INR"),
        ("maize 100 MT 2250 per 100 kg", "2250", "QTL", "INR"),
        ("soya doc 100 MT 37,800 pmt", "37800", "MT", "INR"),
        ("S6 200 MT 82.5 c/lb CNF Jakarta", "82.5", "LB", "USC"),
        ("rice IR64 500 MT USD 385 FOB Kakinada", "385", "MT", "USD"),
        ("maize 1000 MT $248/MT CIF Haiphong", "248", "MT", "USD"),
    ],
)
def test_prices(text: str, amount: str, per: str, currency: str) -> None:
    found = read(text)
    assert (at(found, "price.amount"), at(found, "price.per"), at(found, "price.currency")) == (
        amount,
        per,
        currency,
    )


def test_what_a_rule_filled_is_marked() -> None:
    price = read("maize 100 MT 2250")["price"]
    assert price == {
        "amount": "2250", "amount_inferred": True, "per": "QTL", "per_inferred": True,
        "currency": "INR", "currency_inferred": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("jeera unjha 4550/20kg", "22750"),
        ("kapas 1450 per 20 kg", "7250"),
        ("sugar 1900 per 50 kg", "3800"),
        ("wheat 2600/100kg", "2600"),
        ("groundnut 1210.50 / 20 kilo", "6052.5"),
    ],
)
def test_a_price_of_so_many_kilos_is_kept_per_quintal(text: str, amount: str) -> None:
    price = read(text)["price"]
    assert (price["amount"], price["per"]) == (amount, "QTL")
    assert price.get("amount_inferred", False) is ("100kg" not in text)


def test_tons_beside_a_price_in_dollars_are_goods() -> None:
    fields = read("rice ir64 parboiled, 25000 mt, fob kakinada 385 usd")
    assert fields["quantity"] == {"value": "25000", "unit": "MT"}
    assert (fields["price"]["amount"], fields["price"]["currency"]) == ("385", "USD")


def test_the_months_behind_an_exchange_are_of_it() -> None:
    fields = read("ICE mar 64.25 -0.30, may 65.8")
    assert [(one["contract"], one["value"]) for one in fields["references"]] == [
        ("MAR", "64.25"), ("MAY", "65.8")
    ]  # fmt: skip
    assert "delivery" not in fields


def test_a_section_of_the_tax_law_is_no_weight() -> None:
    assert "quantity" not in read("TDS 194Q certificate bhejo")
    assert read("chana 194 q 5850")["quantity"] == {"value": "194", "unit": "QTL"}


def test_seed_cotton_counted_in_bales_is_cotton() -> None:
    fields = read("કપાસ ગાંસડી 200, 29 મીમી, 61000 ખાંડી, કડી, રોકડ 7 દિવસ")
    assert (fields["commodity"], fields["quantity"]) == ("COTTON", {"value": "200", "unit": "BALE"})
    assert fields["quality"] == {"staple_mm": {"min": "29", "max": "29"}}
    assert "commodity" not in read("kapas 50 qtl 7400")


def test_numbers_in_english_words() -> None:
    assert read("sixty one thousand per candy for 100 bales shankar 6")["price"]["amount"] == "61000"
    assert read("S6 60.5k candy 150 bls")["price"]["amount"] == "60500"


def test_a_staple_in_inches_is_no_day_of_the_month_behind_it() -> None:
    fields = read("82.50 c/lb CFR Chittagong S-6 1-1/8 Mar shipment 200 MT")
    assert fields["delivery"] == {"from": "2026-03-01", "to": "2026-03-31"}
    assert fields["quality"] == {"staple_mm": {"min": "28.575", "max": "28.575"}}


def test_measurements_before_their_words() -> None:
    quality = read("S-6 29mm+ 3.8/4.6 mic 8% moisture 3% trash 76 RD 29 GPT, 61500")["quality"]
    assert quality == {
        "staple_mm": {"min": "29"},
        "micronaire": {"min": "3.8", "max": "4.6"},
        "moisture_pct": {"min": "8", "max": "8"},
        "trash_pct": {"min": "3", "max": "3"},
        "rd": {"min": "76", "max": "76"},
        "strength_gpt": {"min": "29", "max": "29"},
    }


def test_an_oil_content_is_no_second_price() -> None:
    assert read("sarson 41 ke bhav 6050 alwar mandi")["price"]["amount"] == "6050"


def test_lots_of_so_many_tons_are_counted_together() -> None:
    assert read("masoor crimson 6350 mundra 25mt x 4 containers")["quantity"]["value"] == "100"
    truck = read("Total 5 trucks x 20MT = 100MT wheat @2580 del Bangalore")["quantity"]
    assert truck == {"value": "100", "unit": "MT", "lorries": 5}
    assert read("bales 300, candy rate 60,500, 170kg avg")["quantity"] == {"value": "300", "unit": "BALE"}


@pytest.mark.parametrize("text", ["rice bran doc 13500 raipur", "mustard doc 22000 kota", "DDGS maize 27500"])
def test_meal_of_other_seeds_is_neither_soya_nor_the_seed(text: str) -> None:
    assert "commodity" not in read(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("firm bid 2,230 for 10 loads maize Pune delivery within 5 days", {"destination": "Pune"}),
        ("cotton 100 bales 61000 latur delivery by 31 jan", {"origin": "Latur"}),
        ("100 bales @ 61k ready delivery kadi", {"origin": "Kadi"}),
        ("61000 bid for Gujarat S6 29 mm", {"origin": "Gujarat"}),
    ],
)
def test_where_a_delivery_is(text: str, place: dict[str, str]) -> None:
    assert read(text)["location"] == place


def test_looking_for_a_buyer_is_selling_and_a_refusal_no_bid() -> None:
    assert read("Any buyer for 300 bales MCU-5? price 62.5k, place Guntur")["side"] == "sell"
    assert read("Seller not agree at 60500, wants 60900")["kind"] == "rejection"
    assert read("58.5 final karo") == {}


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("sell 200 bls S6, sorry 250 bls, 61,000 candy", "quantity.value", "250"),
        ("61000 .. sorry 61300 for S6 200 bls", "price.amount", "61300"),
        ("Quantity 300 nahi 200 bales only. rate same 60100", "quantity.value", "200"),
        ("S6 200 bls price 61300 not 61500", "price.amount", "61300"),
    ],
)
def test_a_figure_that_was_taken_back_does_not_count(text: str, path: str, value: str) -> None:
    assert at(read(text), path) == value


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Not below 61000 sir, 300 bales ready Guntur", {"min": "61000"}),
        ("59300 se kam nahi degi. 200 gaanth hai bas", {"min": "59300"}),
        ("200 bales chahiye, 60500 se upar nahi", {"max": "60500"}),
    ],
)
def test_a_price_may_be_a_bound(text: str, bound: dict[str, str]) -> None:
    price = read(text)["price"]
    assert {key: price[key] for key in ("min", "max", "amount") if key in price} == bound
    assert all(price[f"{key}_inferred"] for key in bound)


@pytest.mark.parametrize(
    "text",
    [
        "Regards\nSuresh Shah\nShah Cotton Co\nM: 9898012345 / 0281-2456789",
        "Regards, Suresh Shah 98980 12345",
        "call Mahesh 94250 55443",
    ],
)
def test_a_signature_says_nothing_of_goods(text: str) -> None:
    assert not {"commodity", "price", "quantity"} & read(text).keys()


def test_a_telephone_is_no_second_price() -> None:
    assert (
        read("Offer\n100 bls Bunny\n30 mm\n60800\nRegards, Suresh 98980 12345")["price"]["amount"] == "60800"
    )
    assert "amount" not in read("cotton 100 bales 61500 60800").get("price", {})


def test_bare_figures_of_cotton() -> None:
    quality = read("Any offer S6 28.5-29 mic 3.6-4.2 1000 bales?")["quality"]
    assert (quality["staple_mm"]["min"], quality["staple_mm"]["max"]) == ("28.5", "29")
    assert read("Offer 300 bls S6 29mm 3.8+ RD 75+ @ 58500/cdy")["quality"]["micronaire"]["min"] == "3.8"
    assert read("s6 60.2 me 150 bls de do")["price"]["amount"] == "60200"
    assert "staple_mm" not in read("S6 30 bales 61000").get("quality", {})


def test_a_day_and_a_month_behind_by() -> None:
    assert read("500 bales S6 @ 59900/candy, lifting by 25/1")["delivery"] == {"to": "2026-01-25"}


def test_counts_grade_groundnuts_and_kabuli() -> None:
    assert read("groundnut bold 50/60 usd 1450 fob mundra 2 fcl")["grade"] == "50/60"
    assert read("kabuli chana 42-44 count 9800 indore 10 ton")["grade"] == "42/44"
    assert "grade" not in read("groundnut java 60/70, 80/90 rate batao")
    assert "grade" not in read("groundnut 40-50 bags 6200 rajkot")


def test_a_landed_price_is_delivered_there() -> None:
    fields = read("Buy 300 bales 28mm 58000 landed coimbatore, 30 days")
    assert (fields["price"]["basis"], fields["location"]) == ("DELIVERED", {"destination": "Coimbatore"})


def test_a_price_of_a_maund_beside_bales() -> None:
    fields = read("6150 maund me 100 gaanth de do")
    assert (fields["price"]["amount"], fields["price"]["per"]) == ("6150", "MAUND")
    assert fields["quantity"] == {"value": "100", "unit": "BALE"}


def test_days_of_credit_have_a_short_word() -> None:
    assert read("S6 100 bls 60500 candy 20 days cr")["payment"] == {"days": 20, "type": "CREDIT"}


@pytest.mark.parametrize(
    "text",
    [
        "maize 100 MT 99",
        "S6 100 bls 5",
        "kapas 1450 per 60 kg",
        "cotton 100 bales 800/tola",
        "wheat 50 MT 2600 2700",
    ],
)
def test_a_number_that_fits_nothing_stays_unread(text: str) -> None:
    assert at(read(text), "price.amount") is None


@pytest.mark.parametrize(
    ("text", "name", "bounds"),
    [
        ("S6 mic 3.8-4.5", "micronaire", {"min": "3.8", "max": "4.5"}),
        ("S6 3.8 to 4.2 mike", "micronaire", {"min": "3.8", "max": "4.2"}),
        ("S6 mic 4+", "micronaire", {"min": "4"}),
        ("S6 trash max 3.5", "trash_pct", {"max": "3.5"}),
        ("S6 trash 3.5% max", "trash_pct", {"max": "3.5"}),
        ("S6 trash below 3", "trash_pct", {"max": "3"}),
        ("S6 trash nil", "trash_pct", {"max": "0"}),
        ("S6 29mm", "staple_mm", {"min": "29", "max": "29"}),
        ('S6 1-5/32"', "staple_mm", {"min": "29.36875", "max": "29.36875"}),
        ("चना नमी 10% तक", "moisture_pct", {"max": "10"}),
        ("ચણા ભેજ ૧૧ સુધી", "moisture_pct", {"max": "11"}),
        ("चना ओलावा 10 टक्के", "moisture_pct", {"min": "10", "max": "10"}),
        ("सरसों तेल 42% ऊपर", "oil_pct", {"min": "42"}),
        ("rice 5% broken max", "broken_pct", {"max": "5"}),
        ("chana fm 1% max", "foreign_matter_pct", {"max": "1"}),
        ("wheat moisture min 7 max 9", "moisture_pct", {"min": "7", "max": "9"}),
        ("wheat black tip 2% max", "black_tip_pct", {"max": "2"}),
    ],
)
def test_quality(text: str, name: str, bounds: dict[str, str]) -> None:
    assert at(read(text), f"quality.{name}") == bounds


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("No trash limit. need 100 bls S6", "quality.trash_pct"),
        ("S6 100 bls 61500, not for Rajkot", "location"),
        ("S6 100 bls 61500, udhar nahi", "payment"),
        ("100 bls S6 61500, LC nahi chalega", "payment"),
        ("200 bls S6 61500 no gst", "price.tax"),
        ("chana nahi chahiye", "side"),
        ("bajra nahi bechna", "side"),
    ],
)
def test_what_is_denied_is_absent(text: str, path: str) -> None:
    assert at(read(text), path) is None


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("bechna hai 100 gathan", "offer", "sell"),
        ("૧૦૦ ગાંસડી વેચવાની છે", "offer", "sell"),
        ("१०० गाठी विकायच्या आहेत", "offer", "sell"),
        ("WTB 100 MT maize", "enquiry", "buy"),
        ("100 MT maize pahije", "enquiry", "buy"),
        ("100 ટન મકાઈ જોઈએ છે", "enquiry", "buy"),
        ("need 100 MT maize at 2200/qtl", "bid", "buy"),
        ("buyer at 2200/qtl maize 100 MT", "bid", "buy"),
        ("counter bid 61000 100 bls", "counter", "buy"),
        ("61000 last 100 bls", "counter", None),
        ("offer withdrawn 100 bls Kadi", "withdrawal", None),
        ("sauda pakka 100 bls 61000", "deal", None),
        ("rejected, trash 5% 100 bls", "rejection", None),
        ("HVI mic 4.1 str 29 lot 12", "test_report", None),
        ("aaj ka bhav: chana 5,850 qtl Indore", "price_info", None),
    ],
)
def test_kind_and_side(text: str, kind: str, side: str | None) -> None:
    found = read(text)
    assert found.get("kind") == kind
    if side is not None:
        assert found.get("side") == side


@pytest.mark.parametrize(
    ("text", "delivery"),
    [
        ("S6 100 bls 61000, lifting 10 din me", {"to": "2026-01-25"}),
        ("S6 100 bls 61000, delivery FH Feb", {"from": "2026-02-01", "to": "2026-02-15"}),
        ("S6 100 bls 61000, Feb LH", {"from": "2026-02-16", "to": "2026-02-28"}),
        ("S6 100 bls 61000, Apr/May shpt", {"from": "2026-04-01", "to": "2026-05-31"}),
        ("S6 100 bls 61000, Dec/Jan shipment", {"from": "2026-12-01", "to": "2027-01-31"}),
        ("S6 100 bls 61000, delivery 20 Jan to 5 Feb", {"from": "2026-01-20", "to": "2026-02-05"}),
        ("S6 100 bls 61000, delivery by 31/01/26", {"to": "2026-01-31"}),
        ("S6 100 bls 61000, lifting 25 tak", {"to": "2026-01-25"}),
        ("S6 100 bls 61000, lorry Monday", {"from": "2026-01-19"}),
        ("S6 100 bls 61000, kal loading", {"from": "2026-01-16"}),
    ],
)
def test_delivery(text: str, delivery: dict[str, str]) -> None:
    assert read(text)["delivery"] == delivery


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("S6 100 bls 61000 valid till 5pm", "2026-01-15T17:00"),
        ("S6 100 bls 61000 kal subah 11 baje tak jawab", "2026-01-16T11:00"),
        ("S6 100 bls 61000 aaj 4 baje tak jawab do", "2026-01-15T16:00"),
        ("S6 100 bls 61000 validity 3 days", "2026-01-18"),
        ("S6 100 bls 61000 valid till Monday", "2026-01-19"),
    ],
)
def test_validity(text: str, until: str) -> None:
    assert at(read(text), "validity.until") == until


def test_hours_count_from_now() -> None:
    found = parse_message(
        "S6 100 bls 61000 valid 2 hours", THURSDAY, now=datetime.fromisoformat("2026-01-15T10:30")
    ).to_json()
    assert found["validity"] == {"hours": "2", "until": "2026-01-15T12:30", "until_inferred": True}


@pytest.mark.parametrize(
    ("text", "payment"),
    [
        ("S6 100 bls 61000 payment 15 dys", {"days": 15, "type": "CREDIT"}),
        ("S6 100 bls 61000 7 din udhar", {"days": 7, "type": "CREDIT"}),
        ("S6 100 bls 61000 पेमेंट 10 दिन", {"days": 10, "type": "CREDIT"}),
        ("S6 100 bls 61000 nakad", {"type": "CASH"}),
        ("S6 100 bls 61000 LC at sight", {"type": "LC", "days": 0}),
        ("S6 100 bls 61000 LC 90 days", {"type": "LC", "days": 90}),
        ("S6 100 bls 61000 DA 60", {"type": "DA", "days": 60}),
        ("S6 100 bls 61000 CAD", {"type": "CAD"}),
        ("S6 100 bls 61000, 20% advance", {"advance_pct": "20", "type": "ADVANCE"}),
        ("S6 100 bls 61000 7 din payment CD 1%", {"days": 7, "discount_pct": "1", "type": "CREDIT"}),
    ],
)
def test_payment(text: str, payment: dict[str, Any]) -> None:
    assert read(text)["payment"] == payment


@pytest.mark.parametrize(
    ("text", "where", "basis"),
    [
        ("S6 100 bls 61000 ex gin Rajkot", {"origin": "Rajkot"}, "EX_GIN"),
        ("chana 25 MT 5850/qtl FOR Delhi", {"destination": "Delhi"}, "FOR"),
        ("chana 25 MT 5850/qtl Delhi pahunch", {"destination": "Delhi"}, "DELIVERED"),
        ("maize 100 MT USD 248/MT CIF Haiphong", {"destination": "Haiphong"}, "CIF"),
        ("rice 100 MT USD 400 FOB Mundra", {"place": "Mundra"}, "FOB"),
        ("चना 25 टन 5850 क्विंटल लातूर", {"origin": "Latur"}, None),
        ("S6 100 bls 61000 ex gin Vadvani", {"origin": "Vadvani"}, "EX_GIN"),
    ],
)
def test_places(text: str, where: dict[str, str], basis: str | None) -> None:
    found = read(text)
    assert (found["location"], at(found, "price.basis")) == (where, basis)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Nahar Spinning buys 100 bls from Om Ginning @61000",
            {"buyer": "Nahar Spinning", "seller": "Om Ginning"},
        ),
        ("sold 100 bls to Welspun India at 61000", {"buyer": "Welspun India"}),
        (
            "deal 100 bls 61000, buyer Arvind Ltd, seller Jay Ambe Cotton",
            {"buyer": "Arvind Ltd", "seller": "Jay Ambe Cotton"},
        ),
        ("लक्ष्मी जिनिंग ने अरविंद मिल को 200 गांठ बेची 61200", {"seller": "लक्ष्मी जिनिंग", "buyer": "अरविंद मिल"}),
    ],
)
def test_parties(text: str, parties: dict[str, str]) -> None:
    assert read(text)["parties"] == parties


@pytest.mark.parametrize(
    ("text", "brokerage"),
    [
        ("sold 100 bls 61000 brokerage 0.5% from seller", {"pct": "0.5", "payer": "SELLER"}),
        (
            "sold 100 bls 61000 dalali 100 rs per candy dono",
            {"amount": "100", "per": "CANDY", "payer": "BOTH"},
        ),
        (
            "sold 100 bls 61000, brokerage Rs.10/qtl from buyer",
            {"amount": "10", "per": "QTL", "payer": "BUYER"},
        ),
    ],
)
def test_brokerage(text: str, brokerage: dict[str, str]) -> None:
    assert read(text)["brokerage"] == brokerage


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chana 37 t 10 gadi 5850/qtl", "lorries_do_not_fit"),
        ("pr no 1001-1100, 120 bales, mic 4 tested", "press_count_differs"),
        ("wheat 50 MT moisture min 9 max 7", "min_above_max"),
        ("S6 100 bls 61000 delivery by 5 Jan", "window_past"),
        ("chana 25 MT 58500/qtl", "price_implausible"),
        ("S6 100 bls trash 45", "quality_implausible"),
        ("S6 100 bls, mic 3.8, mic 4.2", "quality_contradicts"),
        ("sell 100 bls S6 61000/candy or 62000/candy", "several_prices"),
        ("x" * (MAX_CHARS + 1), "too_long"),
    ],
)
def test_doubts_are_told(text: str, code: str) -> None:
    doubts = parse_message(text, THURSDAY).warnings
    assert f"message.{code}" in {one.code for one in doubts}
    assert all(one.code in WARNING_SENTENCES and "{" not in one.sentence() for one in doubts)


def test_a_contradiction_leaves_the_field_empty() -> None:
    assert (
        "quality" not in read("wheat 50 MT moisture min 9 max 7")
        or not read("wheat 50 MT moisture min 9 max 7")["quality"]
    )


@pytest.mark.parametrize(
    ("text", "commodity"),
    [
        ("soyabeen 50 MT sell", "SOYBEAN"),
        ("groundnutt 50 MT sell", "GROUNDNUT"),
        ("mustrad 50 MT sell", "MUSTARD_SEED"),
        ("turmeic 50 MT sell", "TURMERIC"),
    ],
)
def test_typing_mistakes(text: str, commodity: str) -> None:
    assert read(text).get("commodity") == commodity


def test_names_of_the_book_are_known() -> None:
    lexicon = Lexicon().with_names(
        parties=["khodal co"], locations=["Vadvani"], varieties={"GTHH 49": "COTTON"}
    )
    found = parse_message(
        "bought 100 bls gthh 49 from khodal co vadvani 61000", THURSDAY, lexicon=lexicon
    ).to_json()
    assert found["variety"] == "GTHH 49"
    assert found["parties"] == {"seller": "khodal co"}
    assert found["location"] == {"origin": "Vadvani"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ok",
        "👍🌹",
        "Good morning all",
        "Happy Diwali to all",
        "Meeting at 5pm tomorrow in Rajkot office",
        "Payment received 5,00,000 from Patel Traders",
        "مرحبا بالجميع",
        "明天见",
        "9825012345",
        "https://example.com/x?61500",
    ],
)
def test_talk_says_nothing(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Payment of Rs 12,50,000 done by RTGS today against bill no 455",
        "S6 100 bls ex gin Kadi freight 2500/MT",
        "S6 100 bls discount 500 per candy",
        "S6 100 bls hamali 5 rs per bale",
        "weight slip gross 32,450 tare 12,300",
        "2 lakh rs advance given",
        "Sensex up 450 points at 81,200",
    ],
)
def test_other_money_is_no_price(text: str) -> None:
    price = read(text).get("price", {})
    assert not price.keys() & {"amount", "min", "max", "per", "currency"}


@pytest.mark.parametrize(
    "text", ["cotton seed oil 10 tons", "castor meal 50 MT", "toor dal 50 bags", "turmeric powder 10 MT need"]
)
def test_goods_made_of_others_are_not_those(text: str) -> None:
    assert "commodity" not in read(text)


def test_oil_of_a_seed_is_measured() -> None:
    found = read("mustard oil 42% 50 MT 6900 Alwar")
    assert (found["commodity"], found["quality"]) == ("MUSTARD_SEED", {"oil_pct": {"min": "42", "max": "42"}})


@pytest.mark.parametrize(
    "text",
    [
        "sell 200 bls S6, 250 bls, 61,000 candy",
        "S6 29mm @61500, 28mm @60400",
        "chana 50 MT, tur 25 MT sell",
    ],
)
def test_what_is_named_twice_stays_empty(text: str) -> None:
    parsed = parse_message(text, THURSDAY)
    doubted = {one.field for one in parsed.warnings}
    assert doubted
    for path in doubted - {"quality.staple_mm"}:
        found = at(parsed.to_json(), path)
        assert found is None or "amount" not in found


@pytest.mark.parametrize(
    "text", ["the broker has broken no stack", "a simple machine starts", "contains the result of a track"]
)
def test_ordinary_words_are_not_misspelt_ones(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "amount"),
    [("kapas 1450 per 20 kg", "7250"), ("castor seed 1280/20kg Deesa 15 ton ready", "6400")],
)
def test_a_price_per_20_kg_is_the_same_money_per_quintal(text: str, amount: str) -> None:
    read_of_it = read(text)
    assert (at(read_of_it, "price.amount"), at(read_of_it, "price.per")) == (amount, "QTL")


def test_a_range_per_20_kg_keeps_both_ends() -> None:
    read_of_it = read("Unjha jeera today 4300-4700 per 20 kg arrivals 8000 bags")
    assert (at(read_of_it, "price.min"), at(read_of_it, "price.max")) == ("21500", "23500")


def test_a_late_fee_is_no_price() -> None:
    assert at(read("GST return ki last date 20 Jan hai, late fee 50 rs per day"), "price") is None

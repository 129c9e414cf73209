"""Reading banks' files: real ones of many banks, hostile ones, and every amount to the cent."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.banking.csv_statement import CsvColumns, read_csv
from rayafin_desktop.features.banking.reading import read_statement
from rayafin_desktop.features.banking.statements import (
    Statement,
    StatementLine,
    Unreadable,
    identities,
    sums_problem,
)


def bank_files(corpus: Path) -> list[Path]:
    folder = corpus / "bank"
    return [one for one in sorted(folder.rglob("*")) if one.suffix in (".sta", ".txt", ".xml", ".ofx")]


def test_real_files_of_banks_are_read_or_refused_with_a_reason(corpus: Path) -> None:
    """Several of them are deliberately malformed; none may crash the reader or be guessed at."""
    read: dict[str, int] = {}
    refused: set[str] = set()
    for path in bank_files(corpus):
        try:
            found = read_statement(path.read_bytes())
        except Unreadable:
            refused.add(path.name)
            continue
        read[path.name] = sum(len(one.lines) for one in found.statements)
    assert len(read) > 30
    assert sum(read.values()) > 150
    assert "invalid_statement.sta" in refused
    assert read["sepa_mt9401.sta"] == 97
    assert read["february_30.sta"] == 1


def test_whole_statements_of_a_real_bank_add_up(corpus: Path) -> None:
    content = (corpus / "bank/mt940/betterplace/sepa_mt9401.sta").read_bytes()
    statements = read_statement(content).statements
    whole = [one for one in statements if sums_problem(one) is None]
    assert len(whole) == len(statements) - 2, "the bank's file itself lacks a line in two of them"


def test_camt_says_who_paid_what_for(corpus: Path) -> None:
    [statement] = read_statement((corpus / "bank/camt/camt053.v2.with-party-ids.xml").read_bytes()).statements
    [line] = statement.lines
    assert statement.account == "NL26VAYB8060476890"
    assert (statement.currency, statement.opening_minor) == ("EUR", 1815)
    assert line.amount_minor == 885
    assert line.counterparty
    assert line.booked_on == date(2014, 12, 31)


def test_ofx_of_both_versions(corpus: Path) -> None:
    [xml] = read_statement((corpus / "bank/ofx/stmtrs.ofx").read_bytes()).statements
    assert [(one.booked_on, one.amount_minor, one.bank_id) for one in xml.lines] == [
        (date(2005, 10, 4), -20_000, "00002"),
        (date(2005, 10, 20), -30_000, "00003"),
    ]
    assert xml.closing_minor == 20_029
    sgml = (
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR"
        "<BANKACCTFROM><BANKID>1<ACCTID>2</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT"
        "<DTPOSTED>20261120120000<TRNAMT>12,50<FITID>7<NAME>Lyon &amp; Fils</STMTTRN></BANKTRANLIST>"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
    [old] = read_statement(sgml.encode()).statements
    assert [(one.amount_minor, one.counterparty) for one in old.lines] == [(1250, "Lyon & Fils")]


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document>&b;</Document>',
        b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><Document/>',
        b"<a>" * 200 + b"</a>" * 200,
        b'<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY x SYSTEM "file:///etc/passwd">]><OFX>&x;</OFX>',
    ],
)
def test_markup_that_reaches_out_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_statement(content)
    assert refused.value.problem.code == "statement.unsafe_xml"


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode(errors="replace")))
def test_nonsense_is_refused_and_never_crashes(content: bytes) -> None:
    with suppress(Unreadable):
        found = read_statement(content)
        assert found.format in ("CSV", "MT940", "OFX", "camt.052", "camt.053", "camt.054")


INDIAN = """Account Number,:,50100012345678
Statement from,01/11/2026,to,30/11/2026

Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance
02/11/2026,"NEFT CR-KAVERI SPINNING MILLS-INV/26-27/0001",N306261234,02/11/2026,,"6,47,500.00","7,47,500.00"
03/11/2026,SERVICE CHARGE,,03/11/2026,118.00,,"7,47,382.00"
,,,,118.00,"6,47,500.00",
"""


def test_an_indian_banks_csv_is_read_below_its_address() -> None:
    found = read_csv(INDIAN, CsvColumns(currency="INR"))
    [statement] = found.statements
    assert [(one.booked_on, one.amount_minor) for one in statement.lines] == [
        (date(2026, 11, 2), 64_750_000),
        (date(2026, 11, 3), -11_800),
    ]
    assert (statement.opening_minor, statement.closing_minor) == (10_000_000, 74_738_200)
    assert sums_problem(statement) is None
    assert [one.params["n"] for one in found.problems] == [7], (
        "the line of sums is no movement, and said to be none"
    )


def test_a_german_csv_with_comma_and_newest_first() -> None:
    content = (
        "Buchungstag;Verwendungszweck;Betrag;Saldo\n"
        "03.11.2026;Gebühr;-1.234,56;8.765,44\n02.11.2026;Eingang;1.000,00;10.000,00\n"
    )
    [statement] = read_csv(content, CsvColumns(currency="EUR", decimal_comma=True)).statements
    assert [one.amount_minor for one in statement.lines] == [100_000, -123_456]
    assert (statement.opening_minor, statement.closing_minor) == (900_000, 876_544)


def test_headings_may_be_named_by_hand() -> None:
    columns = CsvColumns(currency="INR", booked_on="Wann", amount="Wieviel", text="Was")
    [statement] = read_csv("Wann,Was,Wieviel\n2026-11-02,Rent,(450.00)\n", columns).statements
    assert [(one.amount_minor, one.text) for one in statement.lines] == [(-45_000, "Rent")]


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(-(10**9), 10**9).filter(bool)), max_size=20))
def test_amounts_survive_a_csv_to_the_cent(moves: list[tuple[int, int]]) -> None:
    rows = "".join(f"2026-11-{day:02d},{Decimal(minor).scaleb(-2)},x\n" for day, minor in moves)
    [statement] = read_csv(f"Date,Amount,Description\n{rows}", CsvColumns(currency="INR")).statements
    assert [one.amount_minor for one in statement.lines] == [minor for _, minor in moves]


def movement(day: int, minor: int, text: str = "", bank_id: str = "") -> StatementLine:
    return StatementLine(booked_on=date(2026, 11, day), amount_minor=minor, text=text, bank_id=bank_id)


def test_equal_movements_of_one_day_are_two_and_the_same_two_again() -> None:
    lines = [movement(2, -1000, "TEA"), movement(2, -1000, "TEA"), movement(3, -1000, "TEA")]
    first, again = identities("a", lines), identities("a", lines[:2])
    assert len(set(first)) == 3
    assert first[:2] == again


def test_a_statement_that_lost_a_line_is_noticed() -> None:
    statement = Statement(
        account="1", currency="INR", opening_minor=100, closing_minor=300, lines=(movement(2, 150),)
    )
    problem = sums_problem(statement)
    assert problem is not None
    assert problem.params["difference_minor"] == 50

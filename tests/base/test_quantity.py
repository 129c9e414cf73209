"""Quantities, prices and rates: stored exactly or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.quantity import LARGEST, from_scaled, plain, to_scaled


@given(st.decimals(-LARGEST, LARGEST, places=6))
def test_six_decimals_survive_storing(value: Decimal) -> None:
    stored = to_scaled(value)
    assert -(2**63) < stored < 2**63
    assert from_scaled(stored) == value
    assert to_scaled(from_scaled(stored)) == stored


@given(st.decimals(-LARGEST, LARGEST, places=6))
def test_plain_text_reads_back_and_is_one_text_per_value(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert text == plain(from_scaled(to_scaled(value)))


@pytest.mark.parametrize(
    ("value", "text"), [("1200", "1200"), ("0.50", "0.5"), ("-0.00", "0"), ("0E+3", "0"), ("1E+3", "1000")]
)
def test_plain_text(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    "value", ["0.0000001", "1000000000000", "-1000000000000", "NaN", "Infinity", "1E+50"]
)
def test_what_no_column_keeps_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|range"):
        to_scaled(Decimal(value))

"""Which passwords pass, and how long a lockout lasts."""

import unicodedata
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.access.lockout import lock_length
from rayafin_desktop.features.access.rules import (
    commission_problems,
    normalised_email,
    normalised_password,
    password_problems,
)

WORDS = ["asha.shah@rayafintraders.in", "Asha Shah", "Rayafin Traders"]


def codes(password: str, shortest: int = 15) -> list[str]:
    return [problem.code for problem in password_problems(password, words=WORDS, shortest=shortest)]


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "morning coffee under a mango tree",
        "purple Zebra kicks 9 lamps",
        "9xK2mQ7vL4pW8tR",
        "सुबह की चाय और किताब",
        "quiet-umbrella-vortex",
        "x" + "Kp9-rT2vLm_4wQz" * 2,
    ],
)
def test_long_passwords_of_one_s_own_pass(password: str) -> None:
    assert codes(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "password1234567",
        "PasswordPassword",
        "P@ssw0rd P@ssw0rd 1!",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "123456789012345",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "abcdefghijklmnop",
        "zyxwvutsrqponmlk",
        "AshaShah2026!!!",
        "asha.shah@rayafintraders.in",
        "RayafinTraders2026!",
        "Mumbai Mumbai 2026",
        "letmeinletmeinletmein",
        "!!!!!!!!!!!!!!!!!!!!",
        "iloveyou iloveyou 99",
    ],
)
def test_names_common_words_and_runs_are_refused(password: str) -> None:
    assert codes(password) == ["password.easy_to_guess"]


def test_length_counts_characters_after_normalisation() -> None:
    typed_apart = unicodedata.normalize("NFD", "é" * 8 + "ñvkqwz")
    assert len(typed_apart) > 15
    assert codes(typed_apart) == ["password.too_short"]
    assert codes("kv9-Tr2mLw", shortest=10) == []
    assert codes("vK9-rT2m" * 33) == ["password.too_long"]


@given(st.text(min_size=1, max_size=60))
def test_checking_never_fails_and_judges_equal_texts_alike(password: str) -> None:
    assert codes(password) == codes(unicodedata.normalize("NFD", password))
    assert normalised_password(password) == normalised_password(unicodedata.normalize("NFD", password))


def test_addresses_are_compared_without_case_and_spaces() -> None:
    assert normalised_email("  Asha@Example.COM ") == "asha@example.com"


def test_the_lock_begins_at_the_fifth_failure_and_doubles_to_fifteen_minutes() -> None:
    lengths = [lock_length(failures) for failures in range(1, 13)]
    seconds = [None if length is None else length // timedelta(seconds=1) for length in lengths]
    assert seconds == [None, None, None, None, 30, 60, 120, 240, 480, 900, 900, 900]
    assert lock_length(10**6) == timedelta(minutes=15)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_commission_is_0_to_100_percent_with_six_decimals(percent: Decimal) -> None:
    fine = percent.is_finite() and 0 <= percent <= 100 and percent == round(percent, 6)
    assert (not list(commission_problems(percent))) == fine

"""How passwords are kept."""

import pytest

from rayafin_desktop.features.access.passwords import hash_password, needs_rehash, password_fits

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


def test_the_same_password_fits_and_another_does_not() -> None:
    stored = hash_password("correct horse battery staple", KEY)
    assert stored.startswith("bc1$$2b$")
    assert password_fits("correct horse battery staple", stored, KEY)
    assert not password_fits("correct horse battery staples", stored, KEY)


def test_every_byte_counts_beyond_the_72nd() -> None:
    stored = hash_password("a" * 72 + "b", KEY)
    assert not password_fits("a" * 72 + "c", stored, KEY)
    assert not password_fits("a" * 72, stored, KEY)
    assert password_fits("a" * 72 + "b", stored, KEY)


def test_a_nul_does_not_cut_a_password_short() -> None:
    assert not password_fits("secret\0one", hash_password("secret\0two", KEY), KEY)


def test_letters_typed_in_another_form_are_the_same() -> None:
    assert password_fits("Mu\u0308ller", hash_password("M\u00fcller", KEY), KEY)


def test_a_hash_is_worth_nothing_with_another_book_s_key() -> None:
    assert not password_fits("correct horse", hash_password("correct horse", KEY), OTHER_KEY)


@pytest.mark.parametrize("stored", ["", "plain", "$2b$04$abcdefghijklmnopqrstuv"])
def test_without_a_hash_nothing_fits(stored: str) -> None:
    assert not password_fits("", stored, KEY)
    assert not password_fits(stored, stored, KEY)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("x", KEY) != hash_password("x", KEY)


def test_a_hash_of_another_cost_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = hash_password("x", KEY)
    assert not needs_rehash(stored)
    monkeypatch.setenv("RAYAFIN_BCRYPT_ROUNDS", "5")
    assert needs_rehash(stored)


def test_the_shipped_cost_is_twelve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAYAFIN_BCRYPT_ROUNDS")
    assert hash_password("x", KEY).startswith("bc1$$2b$12$")


@pytest.mark.parametrize(
    "password",
    [
        "x" * 64,
        "🔑🦜🌶️🚲 " * 16,
        "पासवर्ड" * 30,
        "a" * 256,
    ],
)
def test_long_ones_and_emoji_verify_to_the_last_character(password: str) -> None:
    stored = hash_password(password, KEY)
    assert password_fits(password, stored, KEY)
    assert not password_fits(password[:-1], stored, KEY)
    assert len(password) >= 64

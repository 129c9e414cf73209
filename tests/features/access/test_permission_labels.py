"""Every permission has words of its own, in English and in Arabic."""

from collections import Counter

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.desktop.wording.catalogue import set_language, tr
from rayafin_desktop.features.access.permission_labels import PERMISSION_LABELS


def test_no_permission_is_without_words_and_no_words_without_permission() -> None:
    assert set(PERMISSION_LABELS) == set(Catalogue().permissions.grants)


def test_no_two_permissions_read_alike() -> None:
    said = Counter(label.words for label in PERMISSION_LABELS.values())
    assert [words for words, times in said.items() if times > 1] == []
    assert all(words[0].isupper() and "_" not in words for words in said)


def test_they_are_said_in_arabic() -> None:
    set_language("ar")
    said = {text for label in PERMISSION_LABELS.values() for text in (label.area, label.words)}
    silent = {text for text in said if tr(text).isascii()}
    set_language("en")
    assert silent == set()

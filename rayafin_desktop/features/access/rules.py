"""The password policy and the lockout: values in, problems or dates out.

The policy follows NIST SP 800-63B section 3.1.1 and OWASP ASVS 6.2: length and a blocklist decide; there
are no composition rules and no expiry, and every character, spaces included, counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.permissions import Role

from .common_words import COMMON_WORDS, KEYBOARD_ROWS

SHORTEST_PASSWORD = 15  # characters, for a password that stands alone
SHORTEST_WITH_SECOND_FACTOR = 10  # for one that an authenticator app stands beside
LONGEST_PASSWORD = 256
# What must be left of a password, in all and in different characters, without everything guessable.
_FEWEST_OWN = 6
_FEWEST_DIFFERENT = 5
# So many different words make a phrase strong even where each word is common.
_WORDS_OF_A_PHRASE = 4
_LEET = str.maketrans("013457@$!", "oieastasi")


def normalised_password(password: str) -> str:
    """The password as it is hashed: Unicode NFC, so that the same letters typed elsewhere are equal."""
    return unicodedata.normalize("NFC", password)


def normalised_email(email: str) -> str:
    """The e-mail address as it is stored and compared: NFC, trimmed, lower case."""
    return unicodedata.normalize("NFC", email).strip().casefold()


def password_problems(
    password: str, *, words: Iterable[str] = (), field: str = "password", shortest: int = SHORTEST_PASSWORD
) -> Iterator[Problem]:
    """What is wrong with a new password.

    `words` are what an attacker would try first for this person: name, e-mail, company. `shortest` is in
    characters after NFC.
    """
    text = normalised_password(password)
    if len(text) < shortest:
        yield Problem("password.too_short", field, {"shortest": shortest})
    elif len(text) > LONGEST_PASSWORD:
        yield Problem("password.too_long", field, {"longest": LONGEST_PASSWORD})
    elif not _is_own(text, words):
        yield Problem("password.easy_to_guess", field)


def _is_own(password: str, words: Iterable[str]) -> bool:
    """Whether enough is left without known words, keyboard runs and repetitions."""
    text = _folded(password)
    personal = {_folded(part) for word in words for part in re.findall(r"\w{3,}", word)}
    taken = 0
    for word in sorted(personal | _COMMON, key=len, reverse=True):
        if word in text:
            text = text.replace(word, " ")
            taken += len(word) >= 4
    if taken >= _WORDS_OF_A_PHRASE:
        return True
    text = _without_runs(text)
    text = re.sub(r"(.{1,6}?)\1+", r"\1", text)
    own = re.sub(r"[\W_]", "", text)
    return len(own) >= _FEWEST_OWN and len(set(own)) >= _FEWEST_DIFFERENT


def _folded(text: str) -> str:
    """Lower case with the usual look-alike digits and signs read as letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LEET)


_COMMON = frozenset(_folded(word) for word in COMMON_WORDS)
_RUNS = tuple(_folded(row) for row in (*KEYBOARD_ROWS, *(row[::-1] for row in KEYBOARD_ROWS)))


def _without_runs(text: str) -> str:
    """Take out runs of four and more along the keyboard, the alphabet or the digits, either way."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and any(text[at : end + 1] in row for row in _RUNS):
            end += 1
        if end - at >= 4:
            at = end
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)


def commission_problems(percent: Decimal) -> Iterator[Problem]:
    """A commission rate is 0 to 100 percent with at most six decimals."""
    if not percent.is_finite() or not 0 <= percent <= 100:
        yield Problem("member.commission_out_of_range", "commission_percent")
    elif percent != percent.quantize(Decimal("0.000001")):
        yield Problem("member.commission_too_fine", "commission_percent")


def branch_problems(role: Role, branch_id: UUID | None) -> Iterator[Problem]:
    """An owner works in all branches: somebody must see the whole."""
    if role == Role.OWNER and branch_id is not None:
        yield Problem("member.owner_in_branch", "branch_id")


# What stays with owners: who has one of these could give himself everything else.
OWNERS_ONLY = frozenset(
    {"user.manage", "role.change", "company.create", "company.change", "approval.rules", "branch.save"}
)
# What nobody loses: reading is what an auditor is for.
NEVER_TAKEN = frozenset({"user.change_own_password", "second_factor.own", "session.end", "company.read"})


def role_change_problems(
    role: Role, permission: str, *, granted: bool | None, proposed: Mapping[str, frozenset[Role]]
) -> Iterator[Problem]:
    """What is wrong with giving a role a permission or taking it away (None: back to what is proposed)."""
    if permission not in proposed:
        yield Problem("role.permission_unknown", "permission", {"permission": permission})
        return
    if role is Role.OWNER:
        yield Problem("role.owner_fixed", "role")
    noun = permission.partition(".")[0]
    if granted is True:
        if permission in OWNERS_ONLY or not proposed[permission]:
            yield Problem("role.owners_only", "permission", {"permission": permission})
        if role is Role.AUDITOR and role not in proposed[permission] and not _only_reads(permission):
            yield Problem("role.auditor_only_reads", "permission", {"permission": permission})
    kept = permission in NEVER_TAKEN or (noun == "audit" and role is Role.AUDITOR)
    if granted is False and role in proposed[permission] and kept:
        yield Problem("role.never_taken", "permission", {"permission": permission})


def _only_reads(permission: str) -> bool:
    verb = permission.rpartition(".")[2]
    return verb in {"read", "see", "see_all", "export", "choose"} or verb.startswith(("read_", "see_"))


# Invitations
INVITE_DAYS = 7
RESET_HOURS = 24  # a code for a new password
MOST_INVITES = 20  # waiting at once, of one company
MOST_ATTEMPTS = 5
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is mistaken for another
CODE_LENGTH = 16


def new_invite_code(chosen: Callable[[str], str]) -> str:
    """A code of four groups of four letters, 78 bits; `chosen` picks one letter (`secrets.choice`)."""
    letters = "".join(chosen(_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code as it is hashed, however it was typed."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


# Sessions
def session_idle(minutes: int) -> timedelta:
    """How long a session may show no sign of life, from the setting: 5 minutes to a day."""
    return timedelta(minutes=min(max(minutes, 5), 1440))


def session_hours(hours: int) -> int:
    """After how many hours a session ends whatever happens, from the setting: 1 to 24."""
    return min(max(hours, 1), 24)

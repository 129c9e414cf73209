"""The settings of the person at this computer, as the page shows them."""

from __future__ import annotations

from typing import Any

from rayafin_desktop.desktop.preferences import LOCK_MINUTES, SYNC_MINUTES, preferences
from rayafin_desktop.desktop.wording import LANGUAGES, tr

from .setting_line import SettingSpec

SECTION = "This computer"
ELSEWHERE = "Lists and people"

_OWN: tuple[tuple[str, str, str, tuple[tuple[Any, str], ...]], ...] = (
    (
        "mode",
        "Colours",
        "Light, dark, or what the system shows at the moment.",
        (("light", "Light"), ("dark", "Dark"), ("system", "System")),
    ),
    (
        "contrast",
        "Contrast",
        "High contrast draws edges and text in full strength, without tints.",
        (("system", "System"), ("high", "High"), ("normal", "Normal")),
    ),
    (
        "text_scale",
        "Size of text",
        "Grows text, rows and buttons. Ctrl and + or - do the same.",
        ((0.9, "90 %"), (1.0, "100 %"), (1.15, "115 %"), (1.3, "130 %")),
    ),
    (
        "profile",
        "Keyboard",
        "Adds the keys you know from another program; the usual ones go on working.",
        (("rayafin", "Rayafin"), ("tally", "Tally"), ("quickbooks", "QuickBooks")),
    ),
    (
        "language",
        "Language",
        "Words of the window. Arabic and Persian run from right to left.",
        tuple(LANGUAGES.items()),
    ),
)
_ELSEWHERE = (
    ("users", "Users", "Who works here, and as what.", "user.read"),
    ("roles", "Roles", "What each role may see and do.", "user.read"),
    ("tax_codes", "Tax codes", "Rates, and from when they hold.", "tax.see"),
    ("number_series", "Number series", "How invoices and credit notes are numbered.", "number_series.see"),
    ("devices", "Devices", "Copies of this company on other machines, and how they join.", "device.read"),
    ("units", "Units", "What quantities are counted in.", "item.read"),
    ("commission_plans", "Commission plans", "Who earns how much, and when.", "commission.read"),
)


def own_settings() -> list[SettingSpec]:
    """Look, text, keys, language and lock; they hold on this computer for every book."""
    chosen = preferences()
    own = [
        SettingSpec(name, SECTION, label, effect, getattr(chosen, name), choices)
        for name, label, effect, choices in _OWN
    ]
    minutes = tuple((n, tr("After {count} minutes", count=n) if n else "Never") for n in LOCK_MINUTES)
    effect = "Without a hand on it, the window asks for the password again."
    own.append(SettingSpec("lock_minutes", SECTION, "Lock the window", effect, chosen.lock_minutes, minutes))
    often = tuple((n, tr("{count} min", count=n)) for n in SYNC_MINUTES)
    effect = "How often a book that follows a server sends and fetches by itself. Sync now works at any time."
    own.append(SettingSpec("sync_minutes", SECTION, "Sync every", effect, chosen.sync_minutes, often))
    effect = "You sign in with it, in every company of this book."
    own.append(
        SettingSpec(
            "password", SECTION, "Password", effect, opens="user.own_password", verb="Change password"
        )
    )
    effect = "Password, authenticator app, and where you are signed in."
    own.append(SettingSpec("account", SECTION, "My account", effect, opens="account", verb="Open"))
    return own


def other_places() -> list[tuple[SettingSpec, str]]:
    """What is set on a page of its own, with the permission it needs."""
    return [
        (SettingSpec(page, ELSEWHERE, label, effect, opens=page), permission)
        for page, label, effect, permission in _ELSEWHERE
    ]

"""Passwords of office databases, for as long as the program runs: never in the preferences, never on disk."""

from __future__ import annotations

_known: dict[str, str] = {}


def without(location: str) -> str:
    """A location as it may be shown and kept; its password is remembered until the program ends."""
    if "://" not in location:
        return location
    from rayafin_desktop.engine.office import split_password

    shown, said = split_password(location)
    if said:
        _known[shown] = said
    return shown


def complete(location: str) -> str:
    """The location with the password given for it earlier, where there was one."""
    shown = without(location)
    password = _known.get(shown)
    if password is None:
        return shown
    from rayafin_desktop.engine.office import joined

    return joined(shown, password)


def forget() -> None:
    """Forget all of them."""
    _known.clear()

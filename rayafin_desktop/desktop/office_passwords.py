"""Passwords of office databases, for as long as the program runs: never in the preferences, never on disk."""

from __future__ import annotations

_known: dict[str, str] = {}


def without(location: str) -> str:
    """A location as it may be shown and kept; its password is remembered until the program ends."""
    if "://" not in location:
        return location
    from sqlalchemy.engine import URL, make_url

    url = make_url(location).difference_update_query(["password"])
    said = make_url(location).query.get("password") or url.password
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    shown = bare.render_as_string()
    if said:
        _known[shown] = str(said)
    return shown


def complete(location: str) -> str:
    """The location with the password given for it earlier, or else the one of the environment."""
    shown = without(location)
    password = _known.get(shown)
    if password is None:
        return shown
    from sqlalchemy.engine import make_url

    return make_url(shown).set(password=password).render_as_string(hide_password=False)


def forget() -> None:
    """Forget all of them."""
    _known.clear()

"""Who asks: from the token of a request to an actor, as the book knows him at this moment.

`signed_in` and `bearer_of` are there for every router. Whatever runs in the name of somebody gets his
company from here and from nowhere else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.permissions import Actor, the_book
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.api_keys.keys import NoteApiKeyUse, company_of, holder_of

from .problems import NotSignedIn, Sentences
from .rates import Rates
from .settings import ServerSettings
from .tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What every request of one server shares; `of(request)` answers it."""

    app: App
    settings: ServerSettings
    tokens: Tokens
    rates: Rates
    sentences: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who asks. `read_only` is a key that carries out no command, whatever its holder may do."""

    actor: Actor
    read_only: bool = False


def of(request: Request) -> Server:
    """The server this request came to."""
    server: Server = request.app.state.server
    return server


def bearer_of(request: Request) -> str:
    """The token of the request, whatever kind of token it is; NotSignedIn (`token.missing`) without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn("token.missing")
    return token.strip()


def address_of(request: Request) -> str:
    """The address the request came from. No header is asked: anybody can write one."""
    return request.client.host if request.client else "unknown"


def sign_in_counted(request: Request) -> None:
    """A dependency: count an attempt to sign in from this address; TooMany when there were too many."""
    server = of(request)
    server.rates.count(server.settings.sign_in_rate, "address", address_of(request))


@contextmanager
def reading(request: Request) -> Iterator[Read]:
    """A read scope of the company of whoever asks; `read.actor` is he, with the permissions of now."""
    server = of(request)
    asking = _claimed(request, server)
    with server.app.read(asking.actor) as read:
        _require_user(read)
        yield read


def contact_of(request: Request) -> Contact:
    """Who asks, for a command; NotAllowed (`token.read_only`) for a key that may only read."""
    server = of(request)
    asking = _claimed(request, server)
    if asking.read_only:
        raise NotAllowed("token.read_only")
    with server.app.read(asking.actor) as read:
        _require_user(read)
        return dataclasses.replace(asking, actor=read.actor)


def _claimed(request: Request, server: Server) -> Contact:
    """Who the token says is asking; what he may do is not known yet."""
    token = bearer_of(request)
    company_key = company_of(token)
    if company_key is not None:
        return _key_holder(server, company_key, token)
    claims = server.tokens.read(token)
    server.rates.count(server.settings.token_rate, "token", str(claims.session_id))
    return Contact(
        actor=Actor(
            user_id=claims.user_id,
            name="",
            company_id=claims.company_key,
            member_id=claims.member_id,
            session_id=claims.session_id,
        )
    )


def _key_holder(server: Server, company_key: int, token: str) -> Contact:
    with server.app.read(the_book(company_key)) as read:
        holder = holder_of(read, token)
    if holder is None:
        raise NotSignedIn("token.invalid")
    server.rates.count(server.settings.token_rate, "token", str(holder.key_id))
    if holder.use_is_old:
        only = dataclasses.replace(holder.actor, permissions=frozenset({NoteApiKeyUse.permission}))
        server.app.execute(NoteApiKeyUse(key_id=holder.key_id), only)
    return Contact(actor=holder.actor, read_only=holder.read_only)


def _require_user(read: Read) -> None:
    """Give the actor his name; NotSignedIn when his account is closed."""
    user_id = read.actor.user_id
    user = None if user_id is None else read.find(User, id=user_id)
    if user is None or not user.is_active:
        raise NotSignedIn("token.invalid")
    read.actor = dataclasses.replace(read.actor, name=user.name)


def current_contact(request: Request) -> Contact:
    """A dependency: who asks."""
    return contact_of(request)


CurrentContact = Annotated[Contact, Depends(current_contact)]
Bearer = Annotated[str, Depends(bearer_of)]
SignInCounted = Annotated[None, Depends(sign_in_counted)]

"""Signing in over HTTP: a password once, then a short access token, and a refresh token good for one use."""

from __future__ import annotations

import dataclasses
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from rayafin_desktop.engine.permissions import Actor, the_book
from rayafin_desktop.features.access.model import SessionKind, User
from rayafin_desktop.features.access.sessions import EndSession, OpenedSession, OpenSession, refresh_session
from rayafin_desktop.features.access.sign_in import actor_for, enterable_companies, prove, sign_in
from rayafin_desktop.features.companies.commands import own_company

from . import door
from .problems import NotSignedIn
from .tokens import Claims

router = APIRouter(prefix="/auth", tags=["auth"])
_Text = Annotated[str, Field(max_length=300)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Credentials(_Strict):
    """Who signs in, and where. `code` is that of the second factor, for whoever has one."""

    email: _Text
    password: _Text = Field(repr=False)
    company: Annotated[str, Field(max_length=40, description="the company's code; else the last one")] = ""
    code: Annotated[str, Field(max_length=40, repr=False)] = ""
    label: Annotated[str, Field(max_length=200, description="the program, as its user knows it")] = ""


class RefreshRequest(_Strict):
    """A refresh token, which is used up by this."""

    refresh_token: _Text = Field(repr=False)


class TokenPair(BaseModel):
    """The tokens of a session: `access_token` for `expires_in` seconds, `refresh_token` to get the next."""

    access_token: str = Field(repr=False)
    refresh_token: str = Field(repr=False)
    token_type: str = "Bearer"  # noqa: S105 - the word of the standard
    expires_in: int


class Enterable(BaseModel):
    """A company the user may enter."""

    id: UUID
    code: str
    name: str
    currency: str
    role: str


class Me(BaseModel):
    """Who is signed in, where, and what he may do there."""

    user_id: UUID
    name: str
    email: str
    company_id: UUID
    company_code: str
    company_name: str
    currency: str
    role: str
    branch_id: UUID | None
    permissions: list[str]
    companies: list[Enterable]


class Proof(_Strict):
    """The password once more, and the code of the second factor for whoever has one."""

    password: _Text = Field(repr=False)
    code: Annotated[str, Field(max_length=40, repr=False)] = ""


class Proved(BaseModel):
    """For some minutes the session may do what asks for the password again."""

    proved: bool = True


class SignedOut(BaseModel):
    """The session is over."""

    signed_out: bool = True


@router.post("/token", summary="Sign in", operation_id="sign_in")
def sign_in_for_tokens(request: Request, given: Credentials, _counted: door.SignInCounted) -> TokenPair:
    """Tokens for e-mail, password and company. Unknown address and wrong password are answered alike."""
    server = door.of(request)
    actor = sign_in(server.app, given.email, given.password, given.company or None, code=given.code)
    opened = server.app.execute(
        OpenSession(
            user_id=_user_of(actor), what=SessionKind.API, label=given.label, company_key=actor.company_id
        ),
        dataclasses.replace(
            actor, company_id=0, permissions=frozenset({OpenSession.permission}), fixed=True, member_id=None
        ),
    ).result
    return _tokens(server, opened, actor)


@router.post("/refresh", summary="Exchange the refresh token", operation_id="refresh")
def refresh(request: Request, given: RefreshRequest, _counted: door.SignInCounted) -> TokenPair:
    """The next tokens. A refresh token that comes a second time was stolen: its session ends."""
    server = door.of(request)
    opened = refresh_session(server.app, given.refresh_token)
    actor = actor_for(server.app, opened.user_id, opened.company_key)
    return _tokens(server, opened, actor)


@router.post("/sign-out", summary="Sign out", operation_id="sign_out")
def sign_out(request: Request, contact: door.CurrentContact) -> SignedOut:
    """End the session: neither of its tokens holds any longer."""
    actor = contact.actor
    if actor.session_id is None:
        raise NotSignedIn("token.invalid")
    door.of(request).app.execute(EndSession(session_id=actor.session_id), actor)
    return SignedOut()


@router.post("/prove", summary="Give the password again", operation_id="prove")
def prove_again(
    request: Request, contact: door.CurrentContact, given: Proof, _counted: door.SignInCounted
) -> Proved:
    """For commands that were refused with `session.prove_again`. Wrong passwords count as at signing in."""
    prove(door.of(request).app, contact.actor, given.password, code=given.code)
    return Proved()


@router.get("/me", summary="Who is signed in", operation_id="me")
def me(request: Request) -> Me:
    """The user, the company, the role and the permissions it comes to at this moment."""
    with door.reading(request) as read:
        actor = read.actor
        user = read.get(User, _user_of(actor))
        company = own_company(read)
    with door.of(request).app.read(the_book()) as book:
        companies = enterable_companies(book, user.id)
    return Me(
        user_id=user.id,
        name=user.name,
        email=user.email,
        company_id=company.id,
        company_code=company.code,
        company_name=company.name,
        currency=company.currency,
        role=actor.role.value if actor.role else "",
        branch_id=actor.branch_id,
        permissions=sorted(actor.permissions),
        companies=[
            Enterable(id=one.id, code=one.code, name=one.name, currency=one.currency, role=one.role.value)
            for one in companies
        ],
    )


def _tokens(server: door.Server, opened: OpenedSession, actor: Actor) -> TokenPair:
    if actor.member_id is None:
        raise NotSignedIn("token.invalid")
    claims = Claims(
        user_id=opened.user_id,
        member_id=actor.member_id,
        session_id=opened.id,
        company_key=actor.company_id,
    )
    return TokenPair(
        access_token=server.tokens.made(claims),
        refresh_token=opened.refresh_token,
        expires_in=server.tokens.seconds,
    )


def _user_of(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise NotSignedIn("token.invalid")
    return actor.user_id

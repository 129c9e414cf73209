"""Commands: the only way to change a book, as values that round-trip to JSON.

A command is a frozen, keyword-only dataclass with a class-level permission. The window, the command
line, an HTTP body, an import row and a parked approval all make the same one. JSON is read and written
by pydantic; amounts are exact: a JSON float is refused wherever a Decimal is expected.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar, cast, get_args, get_type_hints

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.quantity import plain, to_scaled

if TYPE_CHECKING:
    from .work import Work

R_co = TypeVar("R_co", covariant=True)
Result = TypeVar("Result")
C = TypeVar("C", bound="Command[Any]")


def _no_float(value: object) -> object:
    if isinstance(value, float | bool):
        raise ValueError("write amounts as text, not as a floating-point number")
    if isinstance(value, str):
        return value.strip()
    return value


def _storable(value: Decimal) -> Decimal:
    to_scaled(value)
    return value


# An exact decimal: an amount in major units, a quantity, a rate. Text or whole numbers in JSON; at most
# twelve digits before the point and six after it, which is what columns keep.
Exact = Annotated[
    Decimal,
    BeforeValidator(_no_float),
    AfterValidator(_storable),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "description": 'an exact decimal, as text: "12.50"'}),
]
Amount = Exact


@dataclass(frozen=True, slots=True)
class _SecretMarker:
    """Marker class of `Secret`."""


# A password or token: reaches the handler, never the audit log, the outbox or a log file.
Secret = Annotated[str, _SecretMarker()]


class Offline(StrEnum):
    """What becomes of a command on a device that keeps a copy of a shared book (sync.md, rules 7 to 12)."""

    # Carried out here at once and again on the server, which may refuse or adjust it with a reason.
    ORDINARY = "ordinary"
    # Money or paper has changed hands: the server never refuses it for what others did meanwhile.
    FACT = "fact"
    # Only the server can do it: people and their rights, devices, what must not differ anywhere.
    SERVER = "server"
    # About this device alone, such as counting a sign-in; the server never hears of it.
    LOCAL = "local"


@dataclass(frozen=True, kw_only=True)
class Command(Generic[R_co]):
    """The base of all commands; `R_co` is what its handler returns."""

    permission: ClassVar[str]
    offline: ClassVar[Offline] = Offline.ORDINARY
    # What is gone after it must be gone from the file's free space too (`Database.scrub`).
    leaves_no_trace: ClassVar[bool] = False
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", arbitrary_types_allowed=False)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # Set before `@dataclass` looks, which then leaves it alone: a traceback shows no password.
        cls.__repr__ = _shown  # type: ignore[assignment, method-assign]


def _shown(command: Command[Any]) -> str:
    """The repr of a command, secrets blanked."""
    hidden = secret_fields(type(command))
    fields = (
        f"{f.name}={'***' if f.name in hidden else repr(getattr(command, f.name))}"
        for f in dataclasses.fields(command)
    )
    return f"{type(command).__name__}({', '.join(fields)})"


Handler = Callable[[Any, "Work"], Any]


@dataclass(frozen=True, slots=True)
class Handled:
    """A command class and the function that carries it out."""

    command: type[Command[Any]]
    handler: Handler

    @property
    def name(self) -> str:
        return self.command.__name__


def handles(command: type[Command[Result]], handler: Callable[[C, Work], Result]) -> Handled:
    """Tie a command to its handler, for a feature's manifest; mypy checks that results agree."""
    return Handled(command, handler)


_adapters: dict[type[Command[Any]], TypeAdapter[Any]] = {}
_secrets: dict[type[Command[Any]], frozenset[str]] = {}


def adapter(command: type[Command[Any]]) -> TypeAdapter[Any]:
    """The JSON reader, writer and schema of a command class."""
    found = _adapters.get(command)
    if found is None:
        found = _adapters[command] = TypeAdapter(command)
    return found


def secret_fields(command: type[Command[Any]]) -> frozenset[str]:
    """The fields of a command that must never be recorded."""
    found = _secrets.get(command)
    if found is None:
        hints = get_type_hints(command, include_extras=True)
        found = _secrets[command] = frozenset(
            f.name for f in dataclasses.fields(command) if _holds_secret(hints[f.name])
        )
    return found


def _holds_secret(hint: Any) -> bool:
    """Whether a type is or contains a `Secret`: `Secret | None`, a tuple of lines with one."""
    if any(isinstance(marker, _SecretMarker) for marker in getattr(hint, "__metadata__", ())):
        return True
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return any(_holds_secret(inner) for inner in get_type_hints(hint, include_extras=True).values())
    return any(_holds_secret(inner) for inner in get_args(hint))


def from_json(command: type[C], body: Mapping[str, Any]) -> C:
    """A command from parsed JSON; every wrong field becomes a problem (`command.invalid`)."""
    try:
        # Lax mode: JSON has no dates, ids or decimals, so their texts must be taken.
        return cast("C", adapter(command).validate_python(dict(body)))
    except ValidationError as error:
        raise RuleBroken(
            Problem(
                "command.invalid",
                ".".join(str(part) for part in found["loc"]),
                {"why": found["msg"].removeprefix("Value error, ")},
            )
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        ) from None


def to_json(command: Command[Any]) -> dict[str, Any]:
    """The command as plain JSON values, secrets blanked; what is parked, sent and recorded."""
    body: dict[str, Any] = adapter(type(command)).dump_python(command, mode="json")
    for name in secret_fields(type(command)):
        body[name] = "***"
    return {"command": type(command).__name__, **body}


def recorded(command: Command[Any]) -> bytes:
    """The command as compact JSON bytes, secrets blanked; written to the outbox."""
    hidden = secret_fields(type(command))
    body = adapter(type(command)).dump_json(command, exclude=set(hidden) or None, exclude_defaults=True)
    return b'{"command":"' + type(command).__name__.encode() + b'","with":' + body + b"}"


def schema(command: type[Command[Any]]) -> dict[str, Any]:
    """JSON schema of the command's fields, for `rayafin commands` and the API."""
    return adapter(command).json_schema()

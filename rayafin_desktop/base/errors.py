"""Every refusal the product can give, as one small tree.

An error carries a code (`noun.fault`) and parameters; the sentence a person reads is looked up by
code in `engine.messages`, so that the same refusal reads the same in the window, on the command
line and over HTTP. `status` is the HTTP status the server answers with.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule, tied to the field of the command it is about.

    `field` is a dotted path into the command (`"lines.2.quantity"`), empty when the problem is
    about the whole. `code` is `noun.fault`.
    """

    code: str
    field: str = ""
    params: Params = dataclasses.field(default_factory=dict, hash=False)


class RayafinError(Exception):
    """The root of all expected refusals; anything else that escapes is a bug."""

    status: ClassVar[int] = 500

    def __init__(self, code: str, params: Params | None = None, *, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = dict(params or {})
        self.field = field
        # A command that keeps what is to be known of the refusal, once it has taken everything back.
        self.afterwards: object | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The refusal as a list of problems, so that every shell can render it the same way."""
        return (Problem(self.code, self.field, self.params),)

    def __str__(self) -> str:
        if not self.params:
            return self.code
        return f"{self.code} ({', '.join(f'{k}={v}' for k, v in self.params.items())})"


class RuleBroken(RayafinError):
    """The input breaks domain rules; all problems at once."""

    status = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = tuple(problems)
        if not self._problems:
            raise ValueError("RuleBroken needs at least one problem")
        first = self._problems[0]
        super().__init__(first.code, first.params, field=first.field)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    def __str__(self) -> str:
        return "; ".join(f"{p.field or '-'}: {p.code}" for p in self._problems)


class NotAllowed(RayafinError):
    """The actor lacks the permission."""

    status = 403


class NotFound(RayafinError):
    """No such row in this company. Another company's row is answered in exactly the same way."""

    status = 404


class Stale(RayafinError):
    """Someone else saved first; reload and look again."""

    status = 409


class NeedsConfirmation(RayafinError):
    """A warning a person may confirm: send the command again with `key` among its confirmations."""

    status = 409

    def __init__(self, code: str, key: str, params: Params | None = None, *, field: str = "") -> None:
        super().__init__(code, params, field=field)
        self.key = key


class NeedsApproval(RayafinError):
    """The command was parked and waits for somebody else's approval."""

    status = 202


class SignInRefused(RayafinError):
    """Wrong user or password, inactive account, or locked out for a while."""

    status = 401


class Busy(RayafinError):
    """The database is locked by another process for longer than we are willing to wait."""

    status = 503


class Offline(RayafinError):
    """The server or database cannot be reached; nothing was done."""

    status = 503


class BookProblem(RayafinError):
    """The book itself cannot be used: corrupt, newer than this program, read-only, disk full."""

    status = 503


class Problems:
    """Collects problems while a handler checks its command, then raises them all together."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, code: str, field: str = "", **params: object) -> None:
        self._found.append(Problem(code, field, params))

    def extend(self, problems: Iterable[Problem]) -> None:
        self._found.extend(problems)

    def require(self, condition: object, code: str, field: str = "", **params: object) -> bool:
        """Note a problem unless `condition` is true; answers whether it was."""
        if not condition:
            self.add(code, field, **params)
        return bool(condition)

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self) -> None:
        if self._found:
            raise RuleBroken(self._found)

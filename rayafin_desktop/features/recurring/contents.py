"""A document's content as JSON and back, by the reader and writer commands are sent with."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ..billing.content import InvoiceContent


@cache
def _adapter() -> TypeAdapter[InvoiceContent]:
    return TypeAdapter(InvoiceContent)


def to_stored(content: InvoiceContent) -> dict[str, Any]:
    """The content as plain JSON values, what is left at its default left out."""
    stored: dict[str, Any] = _adapter().dump_python(content, mode="json", exclude_defaults=True)
    return stored


def from_stored(stored: Any) -> InvoiceContent:
    """The content again."""
    return _adapter().validate_python(stored)

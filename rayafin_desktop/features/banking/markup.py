"""XML from outside, read without ever following it anywhere.

A document type is refused outright: without one there are no entities to expand and nothing to fetch, and no
bank sends one.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from .statements import Unreadable

_MOST_DEPTH = 100


def parsed(content: bytes) -> Element:
    """The root of a document, names of tags without their namespaces.

    Unreadable (`statement.malformed`, `statement.unsafe_xml`).
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise Unreadable("statement.unsafe_xml")
        builder.start(name.rpartition("}")[2], {key.rpartition("}")[2]: v for key, v in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("}")[2])

    def refuse(*_: Any) -> None:
        raise Unreadable("statement.unsafe_xml")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, ParseError, LookupError, AssertionError) as error:
        raise Unreadable("statement.malformed", why=str(error)) from error


def text(element: Element | None, path: str = "") -> str:
    """The text at a path below an element, folded; empty where there is none."""
    found = element if element is None or not path else element.find(path)
    return " ".join((found.text or "").split()) if found is not None else ""

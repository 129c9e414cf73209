"""The page at /docs: the OpenAPI document to read, with nothing fetched from elsewhere.

It is written by the server itself, so that it works without a network and needs no script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
body{color:#1b1f24;background:#fff}
h2{margin-top:2rem;border-bottom:1px solid #d5d9de;padding-bottom:.3rem}
details{border:1px solid #d5d9de;border-radius:6px;margin:.4rem 0;padding:.4rem .7rem}
summary{cursor:pointer}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{overflow:auto;background:#f4f5f7;padding:.6rem;border-radius:6px;max-height:30rem}
.get,.post{display:inline-block;width:3.4rem;font-weight:600}.get{color:#1a6b3c}.post{color:#8a4b00}
table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}
@media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e8eb}pre{background:#1f242a}
details,h2{border-color:#363c44}.get{color:#6fcf97}.post{color:#f2b36b}}
"""


def page(document: Mapping[str, Any]) -> str:
    """The document as HTML; every text escaped."""
    by_tag: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["server"])[0]
            by_tag.setdefault(tag, []).append(_operation(document, method, path, operation))
    info = document["info"]
    about = "".join(f"<p>{escape(part)}</p>" for part in info.get("description", "").split("\n\n"))
    parts = "".join(
        f'<h2 id="{escape(tag)}">{escape(tag)}</h2>{"".join(ones)}' for tag, ones in by_tag.items()
    )
    contents = " · ".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in by_tag)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>{about}"
        f'<p>For programs: <a href="openapi.json">openapi.json</a></p><p>{contents}</p>{parts}</html>'
    )


def _operation(document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(one['name'])}</code></td><td>{escape(one['in'])}"
        f"{', required' if one.get('required') else ''}</td><td>{_brief(one['schema'])}</td></tr>"
        for one in operation.get("parameters", [])
    )
    table = f"<table>{rows}</table>" if rows else ""
    body = ""
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        body = f"<p>Body</p><pre>{_pretty(document, schema)}</pre>"
    answers = "".join(
        f"<tr><td>{escape(status)}</td><td>{escape(one['description'])}</td></tr>"
        for status, one in sorted(operation["responses"].items())
    )
    good = operation["responses"].get("200", {}).get("content", {}).get("application/json")
    answer = f"<p>Answer</p><pre>{_pretty(document, good['schema'])}</pre>" if good else ""
    about = escape(operation.get("description", "")).replace("\n\n", "</p><p>")
    return (
        f'<details><summary><span class="{method}">{method.upper()}</span> <code>{escape(path)}</code> '
        f"{escape(operation.get('summary', ''))}</summary><p>{about}</p>{table}{body}"
        f"{answer}<table>{answers}</table></details>"
    )


def _brief(schema: Mapping[str, Any]) -> str:
    words = schema.get("format") or schema.get("type", "")
    text = " or ".join(words) if isinstance(words, list) else str(words)
    if "enum" in schema:
        text += ": " + ", ".join(str(one) for one in schema["enum"])
    return escape(text)


def _pretty(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """A schema with the records it refers to put in, one level deep."""
    return escape(json.dumps(_put_in(document, schema, 2), indent=1, ensure_ascii=False))


def _put_in(document: Mapping[str, Any], schema: Any, depth: int) -> Any:
    if isinstance(schema, list):
        return [_put_in(document, one, depth) for one in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str) and depth:
        name = reference.rpartition("/")[2]
        return _put_in(document, document["components"]["schemas"][name], depth - 1)
    return {key: _put_in(document, one, depth) for key, one in schema.items()}

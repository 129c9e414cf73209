"""`queries` and `show`: the lists that screens show, as rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .opening import signed_in
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, natural


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    queries = commands.add_parser("queries", help="the lists there are")
    add_globals(queries, first=False)
    queries.set_defaults(carry_out=list_queries)

    show = commands.add_parser("show", help="the rows of a list")
    show.add_argument("name", metavar="NAME", help="as `rayafin queries` names it")
    show.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="repeatable")
    show.add_argument("--tab", default="", help="only the rows of this tab of the screen")
    show.add_argument("--find", default="", metavar="TEXT", help="what one would type into the filter")
    show.add_argument("--sort", default="", metavar="FIELD", help="as `rayafin queries` names it")
    show.add_argument("--descending", action="store_true", help="the last first")
    show.add_argument("--limit", type=natural, default=100, metavar="N", help="at most so many (100)")
    add_globals(show, first=False)
    show.set_defaults(carry_out=show_rows)


def list_queries(_options: Options, terminal: Terminal) -> int:
    """`queries`: needs no book."""
    from rayafin_desktop.catalogue import Catalogue

    found = sorted(Catalogue().queries.items())
    rows = [
        {"name": name, "permission": one.permission, "tabs": [*one.tabs], "sorts": [*one.sorts]}
        for name, one in found
    ]
    if terminal.as_json:
        terminal.json(rows)
        return 0
    texts = [
        [str(r["name"]), str(r["permission"]), ", ".join(r["tabs"]), ", ".join(r["sorts"])] for r in rows
    ]
    terminal.table(["list", "permission", "tabs", "sorted by"], texts, [False] * 4)
    return 0


def show_rows(options: Options, terminal: Terminal) -> int:
    """`show`: as JSON every column as it is kept; for a person without ids, amounts in major units."""
    where = tuple(_condition(given) for given in options.where)
    from rayafin_desktop.engine.listing import Look, count, page

    look = Look(
        tab=options.tab,
        text=options.find,
        sort=options.sort,
        descending=options.descending,
        where=where,
    )
    with signed_in(options) as (app, actor):
        query = app.catalogue.query(options.name)
        _require_known(options, query.tabs, query.sorts)
        with app.read(actor) as read:
            rows = [values_of(row) for row in page(query, read, look, limit=options.limit)]
            total = count(query, read, look)
            currency = _company_currency(read)
    if terminal.as_json:
        terminal.json(rows)
    elif rows:
        heads = [name for name in rows[0] if not _is_id(name, rows)]
        terminal.table(
            [name.removesuffix("_minor").replace("_", " ") for name in heads],
            [[_text(row, name, currency) for name in heads] for row in rows],
            [_is_figure(name, rows) for name in heads],
        )
    terminal.say(f"{len(rows)} of {total} rows")
    return 0


def values_of(row: Any) -> dict[str, Any]:
    """A row of a list by column; lists answer rows of the database or records made of them."""
    if dataclasses.is_dataclass(row):
        return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    return {str(name): value for name, value in row._mapping.items()}


def _condition(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise WrongUsage("cli.bad_where", {"given": given})
    return name.strip(), value


def _require_known(options: Options, tabs: Any, sorts: Any) -> None:
    from rayafin_desktop.base.errors import NotFound

    for given, known in ((options.tab, tabs), (options.sort, sorts)):
        if given and given not in known:
            raise NotFound("query.no_such_field", {"name": options.name, "field": given})


def _company_currency(read: Any) -> str:
    from rayafin_desktop.features.companies.commands import own_company

    return str(own_company(read).currency)


def _is_id(name: str, rows: Sequence[dict[str, Any]]) -> bool:
    from uuid import UUID

    return name in ("id", "key", "version") or any(isinstance(row[name], UUID) for row in rows)


def _is_figure(name: str, rows: Sequence[dict[str, Any]]) -> bool:
    return any(isinstance(row[name], int | Decimal) and not isinstance(row[name], bool) for row in rows)


def _text(row: dict[str, Any], name: str, currency: str) -> str:
    """A value as a person reads it on a terminal, the same in every locale."""
    from rayafin_desktop.base.money import currency_digits, to_major
    from rayafin_desktop.base.quantity import plain

    value = row[name]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("_minor") and isinstance(value, int):
        return f"{to_major(value, currency_digits(str(row.get('currency') or currency))):f}"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)

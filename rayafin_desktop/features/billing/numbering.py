"""Document numbers: how a series writes them, and when it must not give one out.

A number is taken at posting only (rules.md 2.3). A format is plain text with tokens in braces:

* `{n}` the running number, `{n:05}` padded to five digits; exactly one of these;
* `{fy}` the label of the financial year, `26-27` or `2026`; `{yy}` `{yyyy}` `{mm}` of the document's day;
* `{device}` the prefix of the device that posts, which keeps offline devices apart.
"""

from __future__ import annotations

import re
from datetime import date

from rayafin_desktop.base.dates import FiscalYear
from rayafin_desktop.base.errors import Problem

# CGST Rule 46(b): at most 16 characters, letters, digits, hyphen and slash.
GST_LENGTH = 16
_GST_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]*")
LONGEST = 40

_TOKEN = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<width>0[1-9]))?\}")
_TOKENS = frozenset({"n", "fy", "yy", "yyyy", "mm", "device"})
LARGEST_NUMBER = 999_999_999


def format_number(template: str, n: int, on: date, year: FiscalYear, device: str = "") -> str:
    """The `n`-th number of a series on a day: `INV/{fy}/{n:05}` gives `INV/26-27/00012`."""

    def written(token: re.Match[str]) -> str:
        match token["name"]:
            case "n":
                return str(n).zfill(int(token["width"] or 0))
            case "fy":
                return year.label
            case "yy":
                return f"{on.year % 100:02d}"
            case "yyyy":
                return str(on.year)
            case "mm":
                return f"{on.month:02d}"
            case _:
                return device

    return _TOKEN.sub(written, template)


def for_device(template: str, prefix: str) -> str:
    """A format with a place for the device: `RCT/{fy}/{n}` becomes `RCT/{device}/{fy}/{n}`.

    Nothing changes without a prefix, or where the format shows the device already.
    """
    if not prefix or "{device}" in template:
        return template
    head = re.match(r"[A-Za-z0-9]+([/-])", template)
    if head is None:
        return "{device}/" + template
    return f"{head[0]}{{device}}{head[1]}{template[head.end() :]}"


def template_problems(template: str, *, rolls_yearly: bool, field: str = "template") -> list[Problem]:
    """What is wrong with a format.

    A series that starts again every year must show the year, or its numbers would repeat.
    """
    tokens = [match["name"] for match in _TOKEN.finditer(template)]
    rest = _TOKEN.sub("", template)
    if "{" in rest or "}" in rest or not set(tokens) <= _TOKENS:
        return [Problem("series.unknown_token", field, {"template": template})]
    problems = []
    if tokens.count("n") != 1:
        problems.append(Problem("series.needs_one_counter", field))
    if rolls_yearly and not {"fy", "yy", "yyyy"} & set(tokens):
        problems.append(Problem("series.needs_year", field))
    if len(template) > LONGEST:
        problems.append(Problem("series.too_long", field, {"limit": LONGEST}))
    return problems


def number_problems(number: str, country: str, field: str = "") -> list[Problem]:
    """What is wrong with a finished number in the law of `country`; India: CGST Rule 46(b)."""
    limit = LONGEST
    if country == "IN":
        limit = GST_LENGTH
        if number and not _GST_NUMBER.fullmatch(number):
            return [Problem("number.wrong_characters", field, {"number": number})]
    if not number:
        return [Problem("number.missing", field)]
    if len(number) > limit:
        return [Problem("number.too_long", field, {"number": number, "length": len(number), "limit": limit})]
    return []


def is_out_of_order(on: date, last_on: date | None) -> bool:
    """Whether a document of this day would get a number after one that is dated later."""
    return last_on is not None and on < last_on

"""Terms of offers and rounds, checked as `commodities` does, problems tied to the fields of the command."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from typing import Any

from rayafin_desktop.base.errors import Problems, RuleBroken
from rayafin_desktop.engine.work import Read

from ..commodities.terms import TermsContent
from ..commodities.terms_reading import resolved_terms


def checked_terms(
    read: Read,
    terms: TermsContent,
    problems: Problems,
    *,
    within: str = "terms.",
    outside: Container[str] = (),
) -> dict[str, Any]:
    """The columns of `TradeTerms`; what is wrong goes to `problems`, its field put `within` the command's.

    Fields in `outside` are the command's own.
    """
    found = Problems()
    values = resolved_terms(read, terms, found)
    try:
        found.raise_if_any()
    except RuleBroken as refused:
        problems.extend(
            one if one.field in outside else dataclasses.replace(one, field=f"{within}{one.field}")
            for one in refused.problems
        )
    return values

"""What the companies feature announces to the features above it."""

from __future__ import annotations

from dataclasses import dataclass

from rayafin_desktop.engine.work import Happening

from .model import Company


@dataclass(frozen=True, kw_only=True)
class CompanyCreated(Happening):
    """A company was made; announced in its own Work, so that features can lay out its masters.

    The ledger seeds its chart of accounts, tax its codes, billing its number series.
    """

    company: Company


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Happening):
    """The company's particulars are about to be saved; a feature above may refuse them by raising."""

    before: Company
    after: Company

"""Transactions of one company for sync's own bookkeeping, behind the same walls as everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from rayafin_desktop.engine.tenancy import THE_BOOK, enter

from ..application import App


@contextmanager
def reading(app: App, company_key: int = THE_BOOK) -> Iterator[Connection]:
    """One snapshot of a company; of all of them for the book itself."""
    with app.database.read() as connection:
        enter(connection, (company_key,))
        yield connection


@contextmanager
def writing(app: App, company_key: int) -> Iterator[Connection]:
    """A write transaction of a company, for what is no part of its books: operations, contacts, digests."""
    with app.database.write() as connection:
        enter(connection, (company_key,))
        yield connection

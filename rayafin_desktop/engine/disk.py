"""Files that must not be lost: a finished one gets its name and replaces none, faults get our words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rayafin_desktop.base.errors import BookProblem

from .database import refuse_existing

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def disk_errors_told() -> Iterator[None]:
    """Turn what the system says of a disk into the product's own; also a decorator.

    Raises BookProblem: `book.disk_full`, `book.read_only`, `book.disk_error`; other OSErrors as they come.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise BookProblem("book.disk_full", {"path": "this disk"}) from error
        if error.errno in _CLOSED:
            raise BookProblem("book.read_only", {"path": error.filename or "this folder"}) from error
        if error.errno == errno.EIO:
            raise BookProblem("book.disk_error", {"why": error.strerror}) from error
        raise


@disk_errors_told()
def give_name(unfinished: Path, target: Path) -> None:
    """Give a finished file its name; `book.exists` if there is such a file, even one of this very moment.

    A rename would silently replace it on everything but Windows; a link is made or it is not.
    """
    try:
        os.link(unfinished, target)
    except FileExistsError as error:
        raise BookProblem("book.exists", {"path": str(target)}) from error
    except OSError:
        # FAT and some shares know no links: the name is looked for a moment before it is given.
        refuse_existing(target)
        unfinished.rename(target)
    else:
        unfinished.unlink()

"""What differs from one kind of document to another, for the editor that they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read

from .document_paper import ReadPdf
from .keeper import SaveCommand
from .lines import EditorLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """What an editor asks and says of its kind of document; the words are in the person's language.

    Contents, sheets, details and lines are the feature's own: an editor hands them from one of these
    functions to the next and reads what all have in common.
    """

    record: str
    party_form: str
    new_title: str
    draft_title: str
    posted_words: Callable[[str], str]
    blank: Callable[[date], Any]
    begin: Callable[[Any], Any]
    read_desk: Callable[[Read], Any]
    work_out: Callable[[Read, Any, str], Any]
    read_stored: Callable[[Read, UUID, str], Any]
    content_of: Callable[[Any, Any], Any]
    content_of_line: Callable[[Any], Any]
    line_of_stored: Callable[[Any, int], EditorLine]
    party_name: Callable[[Any], str]
    save: SaveCommand
    post: Callable[[UUID, int | None], Command[Any]]
    pdf: ReadPdf
    taxes_of: Callable[[Any], Sequence[tuple[str, str, int]]] = lambda line: line.taxes
    prints: bool = True

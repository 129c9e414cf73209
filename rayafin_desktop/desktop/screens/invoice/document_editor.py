"""The page of one sales document: typing, keeping, working out. What kind it is, a subclass says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.wording import language, tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import InvoiceContent
from rayafin_desktop.features.billing.drafting import content_of
from rayafin_desktop.features.parties.queries import party_detail

from . import reading
from .body import EditorBody
from .document_paper import DocumentPaper
from .editor_header import DocumentHeader
from .keeper import DraftKeeper, MakeCommand
from .lines import content_of_line, heads_label, line_of_stored
from .side_panel import POSTING, ReadPdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the book is asked about a kind of document, and told."""

    read_desk: Callable[[Read], reading.Desk]
    read_stored: Callable[[Read, UUID, str], reading.Stored]
    work_out: Callable[[Read, InvoiceContent, str, UUID | None], reading.Sheet]
    pdf: ReadPdf
    save: MakeCommand
    posts: bool = True


class DocumentEditor(EditorBody):
    """Without `id` in `show_params` a new draft."""

    key = ""
    nav_key = ""
    kind = "invoice"
    """What changes of the stored document are called in `Workspace.touched`."""

    def __init__(self, workspace: Workspace, header: DocumentHeader, door: Door, title: str) -> None:
        super().__init__(workspace, header, door.pdf, posts=door.posts)
        self.door = door
        self.title = title
        self._base = InvoiceContent(issued_on=datetime.now(UTC).date())
        self.stored: reading.Stored | None = None
        self.sheet: reading.Sheet | None = None
        self._confirmed: frozenset[str] = frozenset()
        self._showing = self._posting = self._tried = self._refused = False
        self._working = self._stale = False
        self.keeper = DraftKeeper(workspace, self._worth_keeping, door.save)
        self.paper = DocumentPaper(workspace, self.keeper, self, door.pdf)
        self._connect()
        workspace.read(door.read_desk, self._begin, owner=self, slot="desk")

    def _connect(self) -> None:
        self.head.changed.connect(self._changed)
        self.head.customer_missing.connect(self._create_customer)
        self.foot.changed.connect(self._changed)
        self.grid.lines.lines_changed.connect(self._changed)
        self.grid.lines.undo.undoTextChanged.connect(self._show_last_change)
        self.grid.rows_refused.connect(lambda why: self.banner.say(why, "neg"))
        self.band.customer_asked.connect(self._open_customer)
        self.keeper.saved.connect(self._kept)
        self.keeper.refused.connect(self._not_kept)
        header, workspace = self.header, self._workspace
        header.crumb_chosen.connect(lambda _: self.leave())
        header.save_asked.connect(self.save)
        header.post_asked.connect(self.post)
        header.print_asked.connect(lambda: self.paper.print(self.title))
        header.pdf_asked.connect(lambda: self.paper.save(self.title))
        workspace.formats_changed.connect(self._formats_changed)
        workspace.touched.connect(self._touched)
        self.shortcuts = install(
            self,
            "form",
            {
                "save": self.save,
                "primary": self._primary,
                "print": lambda: self.paper.print(self.title),
                "preview": self.toggle_side,
                **({"posting": lambda: self.show_side(POSTING)} if self.door.posts else {}),
            },
        )

    # What a kind of document says of itself

    def _show_fixed(self, stored: reading.Stored) -> None:
        """Show a stored document that only shows."""
        raise NotImplementedError

    def _show_stored_draft(self, stored: reading.Stored) -> None:
        """Show a stored document that is typed on."""
        raise NotImplementedError

    def _post_kept(self) -> None:
        """Bring the kept draft on its way."""
        raise NotImplementedError

    def _terms_days(self, sheet: reading.Sheet) -> int | None:
        """The customer's terms, as the due day is told to follow them."""
        return sheet.party.payment_terms_days if sheet.party is not None else None

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the stored document `id`."""
        if "id" in params and not (self.keeper.dirty and str(params["id"]) == str(self.record_id)):
            self._read(UUID(str(params["id"])))

    @property
    def record_id(self) -> UUID | None:
        """The stored document that is shown; None before the first save."""
        return self.keeper.id

    def close_page(self) -> None:
        """Keep what was typed last, and let go."""
        self.keeper.leave()
        self._workspace.formats_changed.disconnect(self._formats_changed)
        self._workspace.touched.disconnect(self._touched)

    def leave(self) -> None:
        """Back to the list; asks only when something typed could not be kept."""
        if self._refused or (self.keeper.dirty and not self.keeper.by_itself):
            text = tr("What was typed last could not be saved. It is lost when you leave.")
            go = self._go_to_list
            ask(self, tr("Leave all the same"), text, go, danger=True)
        else:
            self._go_to_list()

    def _go_to_list(self) -> None:
        self._workspace.open(self.nav_key)

    @property
    def locked(self) -> bool:
        """Whether the document can only be looked at."""
        raise NotImplementedError

    # Reading

    def _begin(self, desk: reading.Desk) -> None:
        self.looks.tax_codes = desk.tax_codes
        self.head.set_today(desk.today)
        if self.stored is not None:
            return
        self.looks.digits = currency_digits(desk.currency)
        self._base = InvoiceContent(
            issued_on=desk.today, terms=desk.terms, prices_include_tax=desk.prices_include_tax
        )
        self.head.begin(self._base)
        self.head.show_number(desk.next_number, to_come=True)
        if self.keeper.dirty:
            self.keeper.touch()  # somebody typed already
        self._work_out()

    def _read(self, id_: UUID) -> None:
        door = self.door

        def stored(read: Read) -> reading.Stored:
            return door.read_stored(read, id_, language())

        self._workspace.read(stored, self._show_stored, owner=self, slot="stored")

    def _show_stored(self, stored: reading.Stored) -> None:
        document = stored.detail.document
        self.stored = stored
        self.keeper.begin(document.id, document.version)
        base = content_of(document, stored.detail.lines)
        if document.currency == self._workspace.formats.currency:
            base = replace(base, rate=None)
        # The customer's own currency is its own again as soon as another customer is chosen.
        own = stored.party.currency if stored.party else self._workspace.formats.currency
        if not self.locked and document.currency == own:
            base = replace(base, currency="")
        self._base = base
        self._showing = True
        self.looks.digits = currency_digits(document.currency)
        name = stored.party.name if stored.party and not self.locked else document.buyer_name
        self.head.show_content(self._base, name)
        self.head.show_addresses(stored.party)
        self.foot.notes.set_value(document.notes)
        self.grid.lines.set_lines(
            [
                line_of_stored(one, self.looks.digits, stored.sources.get(one.line_no))
                for one in stored.detail.lines
            ]
        )
        self.set_locked(self.locked)
        self._showing = False
        if self.locked:
            self._show_fixed(stored)
        else:
            self._show_stored_draft(stored)
        self.side.show_history(stored.history)
        self.side.show_paper(document.id)

    # Typing

    def content(self) -> InvoiceContent:
        """The document as it stands on the page."""
        lines = tuple(content_of_line(line) for line in self.grid.lines.lines())
        return replace(self.head.content(self._base), notes=self.foot.notes.value(), lines=lines)

    def _worth_keeping(self) -> InvoiceContent | None:
        if self.locked or self.head.typing_problems():
            return None
        content = self.content()
        nothing = content.party_id is None and not content.lines and not content.notes
        return None if nothing and self.keeper.id is None else content

    def _changed(self) -> None:
        self.fit_lines()
        if self._showing or self.locked:
            return
        self._confirmed = frozenset()
        self._touch()
        self._work_out()

    def _touch(self) -> None:
        self.keeper.touch()

    def _work_out(self) -> None:
        # One sheet at a time: what is typed while it is worked out makes the next one, and no other.
        self._stale = self._working
        if self._working:
            return
        self._working = True
        content, work_out, id_ = self.content(), self.door.work_out, self.keeper.id

        def sheet(read: Read) -> reading.Sheet:
            return work_out(read, content, language(), id_)

        self._workspace.read(sheet, self._worked_out, owner=self, slot="sheet", failed=self._not_worked_out)

    def _worked_out(self, sheet: reading.Sheet) -> None:
        self._working = False
        if self._stale:
            self._work_out()
        else:
            self._show_sheet(sheet)

    def _not_worked_out(self, error: Exception) -> None:
        self._working = False
        self._workspace.refused.emit(error)

    def _show_sheet(self, sheet: reading.Sheet) -> None:
        if self.locked:
            return
        self.sheet = sheet
        worked, fields = sheet.worked, sheet.worked.fields
        self.looks.digits = currency_digits(fields["currency"])
        codes = (draft.tax_code_id for draft in worked.drafts)
        self.looks.tax_labels = {
            code: heads_label([(one.head.value, one.rate) for one in treatment.heads], "")
            for code, treatment in dict(zip(codes, worked.sheet.treatments, strict=True)).items()
        }
        self.head.show_addresses(sheet.party)
        self.head.follow(
            worked.sheet.due_on,
            self._terms_days(sheet),
            worked.sheet.decision.place_of_supply,
            fields["currency"],
        )
        self.grid.pricing = sheet.pricing
        self.head.show_number(sheet.next_number, to_come=True)
        self.band.show_credit(sheet.credit, sheet.adds_minor, self._workspace.formats)
        self.side.show_legs(sheet.legs)
        self.foot.words.setText(sheet.words if fields["total_minor"] else "")
        self.grid.show_derived()
        self._show_sums()
        self._show_problems()

    def _show_problems(self, *, focus: bool = False) -> None:
        sheet = self.sheet
        found = () if sheet is None else sheet.problems
        if sheet is not None and self._tried:
            found += sheet.open_points
        typed = self.head.typing_problems() if self._tried else {}
        self.problems.show(found, typed, count=self._tried, focus=focus)

    def _show_sums(self) -> None:
        if self.locked and self.stored is not None:
            self.foot.show_document(self._workspace.formats, self.stored.detail)
        elif self.sheet is not None:
            self.foot.show_worked(self._workspace.formats, self.sheet.worked)

    def _show_last_change(self, text: str) -> None:
        self.hints.set_position(tr("Last change: {text}", text=text) if text else "")

    # Keeping and posting

    def save(self) -> None:
        """Keep the draft now."""
        if not self.locked and self.grid.settle():
            self.keeper.save(self._say_saved)

    def _say_saved(self) -> None:
        if self.keeper.id is not None:
            self._workspace.say(tr("Draft saved"))

    def _kept(self) -> None:
        self._refused = False
        self.header.show_saved(datetime.now(UTC))
        if self.keeper.id is not None:
            self.side.show_paper(self.keeper.id)

    def _not_kept(self, error: Exception) -> None:
        self._refused = True
        self._posting = False
        self.header.set_saved(tr("Not saved"))
        self.header.post.setEnabled(True)
        self._take_refusal(error)

    def post(self) -> None:
        """Keep the draft, then bring it on its way; a question or a problem comes back here."""
        if self.locked or self._posting or not self.grid.settle():
            return
        self._tried = True
        if self.head.typing_problems():
            self._show_problems(focus=True)
            return
        self._posting = True
        self.header.post.setEnabled(False)
        self.keeper.save(self._go_on_kept)

    def _go_on_kept(self) -> None:
        if self.keeper.id is None:
            self._posting = False
            self.header.post.setEnabled(True)
            self._show_problems(focus=True)
            return
        self._post_kept()

    def _not_posted(self, error: Exception) -> None:
        self._posting = False
        self.header.post.setEnabled(True)
        self._take_refusal(error)

    def _take_refusal(self, error: Exception) -> None:
        workspace = self._workspace
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self._confirmed_again()

            ask(self, self._all_the_same(), text, again)
        elif isinstance(error, RayafinError):
            self.problems.show(error.problems, {}, count=True, focus=True)
        else:
            workspace.refused.emit(error)

    def _confirmed_again(self) -> None:
        self.post()

    def _all_the_same(self) -> str:
        return tr("Post all the same")

    def _primary(self) -> None:
        if not self.locked:
            self.post()

    # Going elsewhere

    def _create_customer(self, text: str) -> None:
        def made(party_id: UUID) -> None:
            self._workspace.read(
                lambda read: party_detail(read, party_id), chosen, owner=self, slot="customer"
            )

        def chosen(party: Any) -> None:
            self.head.customer.set_value(party.id, party.name)
            self.head.issued_on.setFocus(Qt.FocusReason.TabFocusReason)

        self._workspace.create("customer.form", made, name=text)

    def _open_customer(self) -> None:
        self._workspace.open("party.form", id=self.head.customer.value())

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if self.locked and self.keeper.id in touched.get(self.kind, ()):
            self._read(self.keeper.id)  # type: ignore[arg-type]
        elif not self.locked and "party" in touched:
            self._work_out()

    def _formats_changed(self) -> None:
        self.grid.lines.formats = self._workspace.formats
        self.grid.viewport().update()
        self._show_sums()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

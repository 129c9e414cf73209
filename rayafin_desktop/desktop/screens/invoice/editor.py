"""The page of one document with lines: a draft that keeps itself, or a posted one that only shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.base.errors import NeedsApproval, NeedsConfirmation, RayafinError
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.printing import has_printer
from rayafin_desktop.desktop.wording import language, tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.parties.queries import party_detail

from .body import EditorBody, Parts
from .document_kind import DocumentKind
from .document_paper import DocumentPaper
from .keeper import DraftKeeper
from .lines import EditorLine, LineLooks, heads_label
from .side_panel import POSTING


class DocumentEditor(EditorBody):
    """Without `id` in `show_params` a new draft. `kind` says what differs between documents."""

    key = ""
    nav_key = ""

    def __init__(self, workspace: Workspace, kind: DocumentKind, looks: LineLooks, parts: Parts) -> None:
        super().__init__(workspace, looks, parts)
        self.kind = kind
        self.title = kind.new_title
        self._base = kind.blank(datetime.now(UTC).date())
        self.stored: Any = None
        self.sheet: Any = None
        self._confirmed: frozenset[str] = frozenset()
        self._showing = self._posting = self._tried = self._refused = False
        self._working = self._stale = False
        self.keeper = DraftKeeper(workspace, self._worth_keeping, kind.save)
        self.paper = DocumentPaper(workspace, self.keeper, self, kind.pdf)
        self._connect()
        workspace.read(kind.read_desk, self._begin, owner=self, slot="desk")

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
                "posting": lambda: self.show_side(POSTING),
            },
        )

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
        self.waits.let_go()
        self._workspace.formats_changed.disconnect(self._formats_changed)
        self._workspace.touched.disconnect(self._touched)

    def leave(self) -> None:
        """Back to the list; asks only when something typed could not be kept."""
        if self._refused or (self.keeper.dirty and not self.keeper.by_itself):
            text = tr("What was typed last could not be saved. It is lost when you leave.")
            ask(self, tr("Leave all the same"), text, lambda: self._workspace.open(self.nav_key), danger=True)
        else:
            self._workspace.open(self.nav_key)

    @property
    def locked(self) -> bool:
        """Whether the document can only be looked at."""
        return self.stored is not None and self.stored.detail.document.state is not DocumentState.DRAFT

    # Reading

    def _begin(self, desk: Any) -> None:
        self.looks.tax_codes = desk.tax_codes
        self.begin(desk)
        self.head.set_today(desk.today)
        if self.stored is not None:
            return
        self.looks.digits = currency_digits(desk.currency)
        self._base = self.kind.begin(desk)
        self.head.begin(self._base)
        self.head.show_number(desk.next_number, to_come=True)
        if self.keeper.dirty:
            self.keeper.touch()  # somebody typed already
        self._work_out()

    def begin(self, desk: Any) -> None:
        """What a kind of document takes from its desk besides."""

    def _read(self, id_: UUID) -> None:
        def stored(read: Read) -> Any:
            return self.kind.read_stored(read, id_, language())

        self._workspace.read(stored, self._show_stored, owner=self, slot="stored")

    def _show_stored(self, stored: Any) -> None:
        document = stored.detail.document
        self.stored = stored
        self.keeper.begin(document.id, document.version)
        base = self.kind.content_of(document, stored.detail.lines)
        if document.currency == self._workspace.formats.currency:
            base = replace(base, rate=None)
        # The customer's own currency is the customer's again as soon as another one is chosen.
        own = stored.party.currency if stored.party else self._workspace.formats.currency
        if not self.locked and document.currency == own:
            base = replace(base, currency="")
        self._base = base
        self._showing = True
        self.looks.digits = currency_digits(document.currency)
        name = stored.party.name if stored.party and not self.locked else self.kind.party_name(document)
        self.head.show_content(self._base, name)
        self.head.show_party(stored.party)
        self.foot.notes.set_value(document.notes)
        self.grid.lines.set_lines([self.editor_line(stored, one) for one in stored.detail.lines])
        self.set_locked(self.locked)
        self._showing = False
        if self.locked:
            self._show_posted(stored)
        else:
            self._show_stored_draft(stored)
        self.side.show_history(stored.history)
        self.side.show_paper(document.id)

    def editor_line(self, stored: Any, line: Any) -> EditorLine:
        """A stored line as the grid shows it."""
        return self.kind.line_of_stored(line, self.looks.digits)

    def _show_stored_draft(self, stored: Any) -> None:
        self.title = self.kind.draft_title
        self.header.title.setText(self.title)
        self.header.show_draft()
        self.waits.show_for(stored.detail.document.id)
        self.header.show_saved(stored.detail.document.updated_at)
        self._work_out()

    def _show_posted(self, stored: Any) -> None:
        document = stored.detail.document
        self.title = document.number or ""
        self.header.title.setText(self.title)
        self.header.show_document(stored.detail)
        self.head.show_number(self.title, to_come=False)
        self.head.follow(document.due_on, document.terms_days, document.place_of_supply, document.currency)
        self.looks.tax_labels = {
            line.tax_code_id: heads_label(
                [(head, Decimal(rate)) for head, rate, _ in self.kind.taxes_of(line)], ""
            )
            for line in stored.detail.lines
        }
        self.grid.show_derived()
        self.banner.hide()
        self.waits.show_for(None)
        self.band.show_document(stored.detail, self._workspace.formats)
        self.side.show_legs(stored.legs)
        self.foot.words.setText(stored.words)
        self._show_sums()

    # Typing

    def content(self) -> Any:
        """The document as it stands on the page."""
        lines = tuple(self.kind.content_of_line(line) for line in self.grid.lines.lines())
        return replace(self.head.content(self._base), notes=self.foot.notes.value(), lines=lines)

    def _worth_keeping(self) -> Any:
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
        self.touch()
        self._work_out()

    def touch(self) -> None:
        """Something was typed: keep it."""
        self.keeper.touch()

    def work_out(self, read: Read, content: Any, id_: UUID | None) -> Any:
        """The content worked out; `id_` is the draft it is kept as."""
        return self.kind.work_out(read, content, language())

    def _work_out(self) -> None:
        # One sheet at a time: what is typed while it is worked out makes the next one, and no other.
        self._stale = self._working
        if self._working:
            return
        self._working = True
        content, id_ = self.content(), self.keeper.id

        def sheet(read: Read) -> Any:
            return self.work_out(read, content, id_)

        self._workspace.read(sheet, self._worked_out, owner=self, slot="sheet", failed=self._not_worked_out)

    def _worked_out(self, sheet: Any) -> None:
        self._working = False
        if self._stale:
            self._work_out()
        else:
            self._show_sheet(sheet)

    def _not_worked_out(self, error: Exception) -> None:
        self._working = False
        self._workspace.refused.emit(error)

    def _show_sheet(self, sheet: Any) -> None:
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
        self.head.show_party(sheet.party)
        self.head.follow(
            worked.sheet.due_on,
            self.terms_days(sheet),
            worked.sheet.decision.place_of_supply,
            fields["currency"],
        )
        self.head.show_number(sheet.next_number, to_come=True)
        self.show_standing(sheet)
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

    def terms_days(self, sheet: Any) -> int | None:
        """The party's terms, as the due day is told to follow them."""
        return sheet.party.payment_terms_days if sheet.party is not None else None

    def show_standing(self, sheet: Any) -> None:
        """What a person should know of the party before posting."""

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
        """Keep the draft, then post it; a question or a problem comes back here."""
        if self.locked or self._posting or not self.grid.settle():
            return
        self._tried = True
        if self.head.typing_problems():
            self._show_problems(focus=True)
            return
        self._posting = True
        self.header.post.setEnabled(False)
        self.keeper.save(self._post_kept)

    def _post_kept(self) -> None:
        if self.keeper.id is None:
            self._posting = False
            self.header.post.setEnabled(True)
            self._show_problems(focus=True)
            return
        command = self.kind.post(self.keeper.id, self.keeper.version)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._not_posted
        )

    def _posted(self, posted: Any) -> None:
        self._posting = False
        self._workspace.say(self.kind.posted_words(posted.number))
        self._read(posted.id)
        if self.kind.prints and has_printer():
            self.paper.print(self.title)

    def _not_posted(self, error: Exception) -> None:
        self._posting = False
        self.header.post.setEnabled(True)
        self._take_refusal(error)

    def _take_refusal(self, error: Exception) -> None:
        workspace = self._workspace
        if isinstance(error, NeedsConfirmation):
            key = error.key
            text = "\n".join(filter(None, (*workspace.sentences(error), self.more_words(key))))

            def again() -> None:
                self._confirmed |= {key}
                self.confirmed_again()

            ask(self, self.all_the_same(), text, again)
        elif isinstance(error, NeedsApproval):
            self.waits.show_for(self.keeper.id)
            workspace.say(workspace.sentences(error)[0])
        elif isinstance(error, RayafinError):
            self.problems.show(error.problems, {}, count=True, focus=True)
        else:
            workspace.refused.emit(error)

    def confirmed_again(self) -> None:
        """Do once more what had to be asked about."""
        self.post()

    def all_the_same(self) -> str:
        """What the button of a question says."""
        return tr("Post all the same")

    def more_words(self, key: str) -> str:
        """What stands below a question, by its key."""
        return ""

    def _primary(self) -> None:
        if not self.locked:
            self.post()
        else:
            self.primary_when_posted()

    def primary_when_posted(self) -> None:
        """What Ctrl+Enter does with a posted document."""

    # Going elsewhere

    def _create_customer(self, text: str) -> None:
        def made(party_id: UUID) -> None:
            self._workspace.read(
                lambda read: party_detail(read, party_id), chosen, owner=self, slot="customer"
            )

        def chosen(party: Any) -> None:
            self.head.customer.set_value(party.id, party.name)
            self.head.issued_on.setFocus(Qt.FocusReason.TabFocusReason)

        self._workspace.create(self.kind.party_form, made, name=text)

    def _open_customer(self) -> None:
        self._workspace.open("party.form", id=self.head.customer.value())

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        ours = self.keeper.id in touched.get(self.kind.record, ())
        if ours and (self.locked or "ticket" in touched):
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

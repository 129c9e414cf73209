"""A new receipt or payment: from the amount to what it settles, with the entry shown before it is posted."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RayafinError
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.keys import install, shortcut
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.parties.queries import party_detail
from rayafin_desktop.features.payments.commands import PaySupplier, Received, ReceivePayment
from rayafin_desktop.features.payments.content import PaymentContent
from rayafin_desktop.features.payments.kinds import PaymentKind

from . import reading
from .lines import line_of
from .payment_body import PaymentBody
from .standing import standing
from .withheld import Kept, Spread
from .words import words_of

Meaning = Literal["", "invoice", "bill", "party"]
_NOT_YET = frozenset({"payment.amount_missing", "payment.account_missing"})
"""Problems of a payment that is not typed to its end; told only when it is to be posted."""


class NewPaymentPage(PaymentBody):
    """A new receipt, or a payment to a supplier. `show_params` takes `party_id`, `invoice_id` and `bill_id`;
    where a list opens the page for one of its rows, `meaning` says what the row's `id` is. `seen` is what a
    line of the bank says of it, `back` the page to go back to once it is posted.
    """

    nav_key = "payments"

    def __init__(self, workspace: Workspace, kind: PaymentKind, meaning: Meaning = "") -> None:
        super().__init__(workspace, words_of(kind))
        self._meaning: Meaning = meaning
        self.key = self.words.page
        self.title = self.words.title
        self.desk: reading.Desk | None = None
        self.payer: reading.Payer | None = None
        self.sheet: reading.Sheet | None = None
        self._instructed: tuple[UUID, ...] = ()
        self._confirmed: frozenset[str] = frozenset()
        self._tried = self._posting = self._prints = False
        self._working = self._post_after = False
        self._back = ""
        self._connect()
        workspace.read(reading.read_desk, self._begin, owner=self, slot="desk")

    def _connect(self) -> None:
        workspace, head, panel = self._workspace, self.head, self.panel
        head.changed.connect(self._changed)
        head.payer_changed.connect(self._payer_chosen)
        head.amount_typed.connect(self._amount_typed)
        head.missing.connect(self._create_customer)
        panel.changed.connect(self._given_by_hand)
        panel.fill_asked.connect(lambda _: self._work_out())
        panel.told.connect(workspace.say)
        panel.table.passed.connect(lambda: self.post_button.setFocus(Qt.FocusReason.TabFocusReason))
        panel.lines.undo.undoTextChanged.connect(self._show_last_change)
        self.header.crumb_chosen.connect(lambda _: self.leave())
        self.post_button.clicked.connect(lambda: self.post(prints=True))
        self.plain_post.clicked.connect(lambda: self.post(prints=False))
        workspace.formats_changed.connect(self._formats_changed)
        workspace.touched.connect(self._touched)
        self.shortcuts = install(
            self, "form", {"primary": lambda: self.post(prints=True), "preview": self.toggle_side}
        )
        self.shortcuts += [
            shortcut(self, keys, run)
            for keys, run in (("Ctrl+Z", panel.undo), ("Ctrl+Shift+Z", panel.redo), ("Ctrl+Y", panel.redo))
        ]

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Begin with a party and a document to pay first, or with what the bank says."""
        self._back = str(params.get("back", self._back))
        seen = params.get("seen")
        if isinstance(seen, reading.SeenAtBank) and self.head.amount.value() is None:
            self.head.prefill(seen)
            self._amount_typed()
            self._changed()
        row = params.get("id")
        document = params.get("invoice_id") or params.get("bill_id")
        document = document or (row if self._meaning in ("invoice", "bill") else None)
        party = params.get("party_id") or (row if self._meaning == "party" else None)
        if document is not None:
            id_, side = UUID(str(document)), self.words.side
            self._workspace.read(
                lambda read: reading.party_of_document(read, side, id_),
                lambda party_id: self._begin_with(party_id, (id_,)),
                owner=self,
                slot="document",
            )
        elif party is not None:
            self._begin_with(UUID(str(party)), ())

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.formats_changed.disconnect(self._formats_changed)
        self._workspace.touched.disconnect(self._touched)

    def leave(self) -> None:
        """Back to the list; the page stays open as it is."""
        if self.payer is not None and self.content() is not None:
            self._workspace.say(tr("Not posted yet. Alt+Left leads back to it."))
        self._workspace.open("payments")

    @property
    def ready(self) -> bool:
        """Whether everything asked of the book has been answered."""
        return self.desk is not None

    # Customer

    def _begin(self, desk: reading.Desk) -> None:
        self.desk = desk
        self.head.begin(desk)

    def _begin_with(self, party_id: UUID | None, invoices: tuple[UUID, ...]) -> None:
        if party_id is not None:
            self._instructed = invoices
            self._read_payer(party_id)

    def _payer_chosen(self) -> None:
        self._instructed = ()
        if self.payer is not None and self.words.kind is PaymentKind.PAYMENT:
            self.head.forget_tax()
        id_ = self.head.payer_id()
        if id_ is None:
            self._show_no_payer()
        elif self.payer is None or id_ != self.payer.id:
            self._read_payer(id_)

    def _read_payer(self, id_: UUID) -> None:
        self._workspace.read(
            lambda read: reading.read_payer(read, id_, self.words.side),
            self._show_payer,
            owner=self,
            slot="payer",
        )

    def _show_payer(self, payer: reading.Payer) -> None:
        self.payer = payer
        if self.head.payer_id() != payer.id:
            self.head.show_payer(payer.id, payer.name)
        self._show_items()
        self._show_advances()
        if self._instructed:
            named = {item.id: item.open_minor for item in payer.items if item.id in self._instructed}
            self.panel.lines.give_all(named, tr("as chosen"))
            self.head.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _show_no_payer(self) -> None:
        self.payer, self.sheet = None, None
        self.show_panel(False)
        self.advance_note.hide()
        self.side.show_waiting(self.words.waiting)
        self.side.show_facts(())

    def _show_items(self) -> None:
        payer, currency = self.payer, self.currency()
        if payer is None:
            return
        payable = [line_of(item) for item in payer.items if item.currency == currency]
        others = len(payer.items) - len(payable)
        nothing = self.words.owes_nothing.replace("{name}", payer.name)
        if others:
            nothing = tr("What is open is in another currency. Choose it under Currency.")
        self.panel.follows = self.head.amount.value() is None
        self.panel.set_best()
        self.panel.show_lines(payable, nothing)
        self.show_panel(True)

    def _show_advances(self) -> None:
        payer = self.payer
        if payer is None or not payer.advances:
            self.advance_note.hide()
            return
        first = payer.advances[0]
        amount = self._workspace.formats.money(first.advance_minor, first.currency, sign=True)
        self.advance_note.say(
            tr("{amount} of {number} is still on account.", amount=amount, number=first.number), "info"
        )
        self.advance_note.set_actions(
            (tr("Allocate it"), lambda: self._workspace.open("payment", id=first.id, allocate=True))
        )

    def _create_customer(self, text: str) -> None:
        def made(party_id: UUID) -> None:
            self._workspace.read(lambda read: party_detail(read, party_id), chosen, owner=self, slot="made")

        def chosen(party: Any) -> None:
            self.head.payer.set_value(party.id, party.name)
            self.head.amount.setFocus(Qt.FocusReason.TabFocusReason)

        self._workspace.create(self.words.form, made, name=text)

    # Amounts

    def currency(self) -> str:
        """The currency of the money."""
        return self.head.currency_code(self.payer.currency if self.payer is not None else "")

    def content(self) -> PaymentContent | None:
        """The payment as it stands on the page; None without a party or without any amount."""
        if self.payer is None:
            return None
        currency = self.currency()
        content = replace(
            self.head.content(self.payer.id, currency),
            allocations=self.panel.lines.allocations(self.words.side),
        )
        return content if self.head.total_minor(currency) else None

    def _amount_typed(self) -> None:
        followed = self.panel.follows
        self.panel.follows = self.head.amount.value() is None and not self.head.amount.text().strip()
        if followed and not self.panel.follows:
            # The invoices ticked before are those the payer named.
            self._instructed = tuple(line.id for line in self.panel.lines.lines() if line.given_minor)
            self.panel.set_best()

    def _given_by_hand(self) -> None:
        if self.panel.follows:
            currency = self.currency()
            if self._keeps_tax():
                self.head.forget_tax()
            also = self.head.total_minor(currency) - self._received_minor(currency)
            minor = self.panel.lines.given_minor() - also
            self.head.show_amount(to_major(minor, currency_digits(currency)) if minor > 0 else None)
        self._changed()

    def _received_minor(self, currency: str) -> int:
        return to_minor(self.head.amount.value() or Decimal(0), currency_digits(currency))

    def _changed(self) -> None:
        self._confirmed = frozenset()
        currency = self.currency()
        self.head.show_currency(currency)
        lines = self.panel.lines.lines()
        if self.payer is not None and any(line.currency != currency for line in lines):
            self._show_items()
        if self.panel.follows and lines and self.head.amount.value() is None:
            self._follow(currency)
        self.panel.set_available(self.head.total_minor(currency), currency)
        self._work_out()

    def _follow(self, currency: str) -> None:
        """The amount is what the ticked invoices add up to, until somebody types one."""
        minor = self.panel.lines.given_minor()
        if minor:
            self.panel.set_by_hand()
            self.head.show_amount(to_major(minor, currency_digits(currency)))

    def _work_out(self) -> None:
        payer, content = self.payer, self.content()
        if payer is None or content is None:
            self.sheet, self._working = None, False
            self.side.show_waiting(self.words.waiting)
            self.side.show_facts(())
            if payer is not None and not self.panel.by_hand:
                self.panel.show_fill({}, "")
            return
        panel, kind, keeps_tax = self.panel, self.words.kind, self._keeps_tax()
        spread = Spread(
            strategy=panel.strategy,
            by_hand=panel.by_hand,
            instructed=self._instructed,
            gross_minor=panel.lines.given_minor() if panel.follows else None,
        )

        def sheet(read: Read) -> reading.Sheet:
            return reading.work_out(read, payer, content, kind, spread, keeps_tax=keeps_tax)

        self._working = True
        self._workspace.read(sheet, self._show_sheet, owner=self, slot="sheet", failed=self._no_sheet)

    def _no_sheet(self, error: Exception) -> None:
        self._working = self._post_after = False
        self._workspace.refused.emit(error)

    def _keeps_tax(self) -> bool:
        """Whether the tax to withhold is proposed: of what we pay, until somebody types another."""
        return self.words.kind is PaymentKind.PAYMENT and not self.head.tax_typed

    def _show_kept(self, kept: Kept) -> None:
        due = kept.due
        why = "" if due is None else self._workspace.sentence(Problem(due.reason, "", due.params))
        self.head.show_withheld(kept.content, why)
        currency = self.currency()
        self.panel.set_available(self.head.total_minor(currency), currency)

    def _show_sheet(self, sheet: reading.Sheet) -> None:
        self.sheet, self._working = sheet, False
        self.head.show_rate(sheet.rate_found)
        if sheet.kept is not None and self._keeps_tax():
            self._show_kept(sheet.kept)
        if sheet.fill is not None:
            fill = sheet.fill
            amounts = {part.document_id: part.amount_minor for part in fill.parts}
            why = self._workspace.sentence(Problem(fill.reason, "", fill.params))
            self.panel.show_fill(amounts, why)
        if sheet.legs:
            self.side.show_legs(sheet.legs)
        else:
            self.side.show_waiting(tr("Nothing can be posted yet. See what is marked."))
        if self.payer is not None and sheet.legs:
            self.side.show_facts(*standing(self.payer, sheet, self._workspace.formats, self.words.owes))
        else:
            self.side.show_facts(())
        self._show_problems()
        if self._post_after:
            self._post_after = False
            self.post(prints=self._prints)

    # Problems

    def _show_problems(self, found: tuple[Problem, ...] | None = None, *, focus: bool = False) -> None:
        problems = found if found is not None else self.sheet.problems if self.sheet is not None else ()
        if not self._tried:
            problems = tuple(one for one in problems if one.code not in _NOT_YET)
        others = self.panel.refuse(problems, self._workspace.sentence)
        fields = dict(self.head.typing_problems()) if self._tried else {}
        rest: list[str] = []
        for problem in others:
            text = self._workspace.sentence(problem)
            if problem.field in self.head.boxes:
                fields.setdefault(problem.field, text)
            elif text not in rest:
                rest.append(text)
        self.head.show_errors(fields)
        if rest:
            self.banner.say("\n".join(rest), "neg")
        else:
            self.banner.hide()
        count = len(fields) + len(self.panel.lines.refusals) + len(rest) if self._tried else 0
        one, many = tr("Fix 1 problem to post"), tr("Fix {count} problems to post", count=count)
        self.count.setText("" if not count else one if count == 1 else many)
        self.count.setVisible(bool(count))
        if focus:
            self._focus_first(fields)

    def _focus_first(self, fields: dict[str, str]) -> None:
        for key, one in self.head.boxes.items():
            if key in fields:
                one.input.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.panel.lines.refusals:
            self.panel.table.move_to(min(self.panel.lines.refusals))
            self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_last_change(self, text: str) -> None:
        shown = text and self.panel.by_hand
        self.header.set_saved(tr("Last change: {text}", text=text) if shown else "")

    # Posting

    def post(self, *, prints: bool) -> None:
        """Post what stands on the page; problems and questions come back here."""
        if self._posting or not self.panel.table.settle():
            return
        self._tried, self._prints = True, prints
        if self._working and self._keeps_tax():
            # What is to be withheld is being worked out: nothing is posted without it.
            self._post_after = True
            return
        content = self.content()
        if content is None or self.head.typing_problems():
            missing = () if content is not None else (Problem("payment.amount_missing", "amount"),)
            self._show_problems(missing, focus=True)
            return
        self._posting = True
        self._offer_posting(False)
        fields = {one.name: getattr(content, one.name) for one in dataclasses.fields(PaymentContent)}
        command = ReceivePayment if self.words.kind is PaymentKind.RECEIPT else PaySupplier
        self._workspace.execute(
            command(**fields),
            self._posted,
            owner=self,
            confirmed=self._confirmed,
            failed=self._not_posted,
        )

    def _posted(self, received: Received) -> None:
        self._posting = self._tried = False
        self._offer_posting(True)
        self._workspace.say(tr("Payment {number} posted", number=received.number))
        if self._back and not self._prints:
            self._workspace.open(self._back)
        else:
            self._workspace.open("payment", id=received.payment_id, print=self._prints)
        self._workspace.close(self)

    def _not_posted(self, error: Exception) -> None:
        self._posting = False
        self._offer_posting(True)
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self.post(prints=self._prints)

            ask(self, tr("Post all the same"), text, again)
        elif isinstance(error, RayafinError):
            self._show_problems(tuple(error.problems), focus=True)
        else:
            self._workspace.refused.emit(error)

    def _offer_posting(self, offered: bool) -> None:
        for button in (self.plain_post, self.post_button):
            button.setEnabled(offered)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if (
            self.payer is not None
            and {"invoice", "bill", "payment", "party"} & set(touched)
            and not self._posting
        ):
            self._workspace.read(
                lambda read, id_=self.payer.id: reading.read_payer(read, id_, self.words.side),  # type: ignore[misc]
                self._refresh_payer,
                owner=self,
                slot="payer",
            )

    def _refresh_payer(self, payer: reading.Payer) -> None:
        if self.payer is not None and payer != self.payer:
            self._show_payer(payer)

    def _formats_changed(self) -> None:
        self.panel.lines.formats = self._workspace.formats
        self.panel.table.viewport().update()
        self._work_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

"""How things stand: the customer's credit before posting, what is paid of the invoice after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.components.avatar import Glyph
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.painting import RTL, mirrored, painter_on, rounded
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import direction, tr
from rayafin_desktop.features.billing.queries import InvoiceDetail
from rayafin_desktop.features.billing.rules import CreditStanding, DocumentState, DocumentStatus
from rayafin_desktop.features.purchases.queries import BillDetail

_BAR = 108


def _apart(figure: str) -> str:
    """A figure that keeps its own order inside a sentence that runs from right to left."""
    return f"\u2068{figure}\u2069" if direction() == RTL else figure


def _made_of(standing: CreditStanding, formats: Formats) -> list[str]:
    """What besides receivables uses the limit up, or makes room."""
    parts = (
        (standing.orders_minor, "{amount} on order"),
        (standing.drafts_minor, "{amount} in drafts"),
        (standing.advances_minor, "{amount} paid ahead"),
    )
    return [tr(text, amount=_apart(formats.whole_money(minor))) for minor, text in parts if minor]


class UsedBar(QWidget):
    """A share of a whole, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._role: Role = "pos_solid"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, role: Role) -> None:
        """Show another share; the bar stops at the whole."""
        self._share, self._role = max(0.0, min(1.0, share)), role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(grown(_BAR), 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rounded(painter, whole, 3, "track")
        used = QRectF(0, 0, whole.width() * self._share, whole.height())
        rounded(painter, mirrored(used, whole, self.layoutDirection() == RTL), 3, self._role)


class StandingBand(Card):
    """Hidden where there is nothing to say. `customer_asked` by its link."""

    customer_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, ground="sunken", edge="border")
        self.over = "This invoice goes {amount} over"
        self._glyph = Glyph("shield-check", "pos")
        self._used = ElidedLabel("", BASE, REGULAR, "text2", tabular=True)
        self._used.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.bar = UsedBar()
        self.verdict = Label("", SMALL, SEMIBOLD, "warn", tabular=True)
        self.link = Button(tr("Open customer"), "link")
        self.link.clicked.connect(self.customer_asked)
        self._about = Label(tr("Credit limit"), SMALL, MEDIUM)
        self.column.addLayout(
            row(
                self._glyph, self._about, self._used, self.bar, None,
                self.verdict, self.link, spacing=10, margins=(12, 5, 12, 5),
            )
        )  # fmt: skip
        self.hide()

    def show_credit(self, standing: CreditStanding | None, adds_minor: int, formats: Formats) -> None:
        """What the customer owes, of how much, and what posting would add; company's minor units."""
        limit = standing.limit_minor if standing is not None else None
        if standing is None or limit is None:
            self.hide()
            return
        after = standing.open_minor + adds_minor
        over = after > limit
        used = tr(
            "{used} used of {limit}",
            used=_apart(formats.whole_money(standing.open_minor)),
            limit=_apart(formats.whole_money(limit)),
        )
        self._used.setText(" · ".join((used, *_made_of(standing, formats))))
        share = 1.0 if not limit else after / limit
        self.bar.set_share(share, "warn_solid" if over else "pos_solid")
        if over:
            self.verdict.setText(tr(self.over, amount=_apart(formats.whole_money(after - limit))))
        else:
            self.verdict.setText(
                tr("{amount} left after this", amount=_apart(formats.whole_money(limit - after)))
            )
        self.verdict.set_tone("warn" if over else "text2")
        if standing.days_late > 0 and not over:
            days = tr("oldest {days} days overdue", days=standing.days_late)
            self.verdict.setText(f"{self.verdict.text()} · {days}")
        self._glyph.set_glyph("triangle-alert" if over else "shield-check", "warn" if over else "pos")
        self._tell(tr("Credit limit"))

    def show_document(self, detail: InvoiceDetail | BillDetail, formats: Formats) -> None:
        """Of a posted document: what is paid of its total, and what is open until when."""
        document = detail.document
        if document.state is not DocumentState.POSTED:
            self.hide()
            return

        def money(minor: int) -> str:
            return _apart(formats.money(minor, document.currency, sign=True))

        late = detail.status is DocumentStatus.OVERDUE
        paid, total = document.settled_minor, document.total_minor
        self._used.setText(tr("{paid} of {total}", paid=money(paid), total=money(total)))
        self.bar.set_share(paid / total if total else 1.0, "pos_solid")
        day = _apart(formats.date(document.due_on))
        due = tr("{amount} open, due {day}", amount=money(document.open_minor), day=day)
        self.verdict.setText(due if document.open_minor else "")
        self.verdict.set_tone("neg" if late else "text2")
        self._glyph.set_glyph("banknote", "neg" if late else "text2")
        self._tell(tr("Paid"))

    def show_share(
        self, done_minor: int, total_minor: int, verdict: str, money: Callable[[int], str], about: str
    ) -> None:
        """How much of a whole is done, such as invoiced of an order."""
        paid, total = _apart(money(done_minor)), _apart(money(total_minor))
        self._used.setText(tr("{paid} of {total}", paid=paid, total=total))
        self.bar.set_share(done_minor / total_minor if total_minor else 0.0, "pos_solid")
        self.verdict.setText(verdict)
        self.verdict.set_tone("text2")
        self._glyph.set_glyph("receipt-text", "text2")
        self._tell(about)

    def show_words(self, words: str) -> None:
        """Something else that is good to know; nothing hides the band."""
        self.bar.hide()
        self.link.hide()
        self._about.hide()
        self._used.setText(words)
        self._used.setToolTip(words)
        self.verdict.setText("")
        self._glyph.set_glyph("info", "warn")
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _tell(self, about: str) -> None:
        self._about.setText(about)
        self.bar.show()
        self._about.show()
        self.setAccessibleName(f"{about}: {self._used.text()}. {self.verdict.text()}")
        self.show()

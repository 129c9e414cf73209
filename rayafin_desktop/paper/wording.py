"""The printed words of documents in English, Hindi, Arabic and Persian."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Every label a document may carry, in one language. `{page}` and `{pages}` are filled in."""

    bill_to: str = "Bill to"
    ship_to: str = "Ship to"
    number: str = "Number"
    date: str = "Date"
    due: str = "Due"
    place_of_supply: str = "Place of supply"
    reference: str = "Reference"
    item: str = "Item"
    code: str = "HSN/SAC"
    quantity: str = "Qty"
    unit: str = "Unit"
    price: str = "Rate"
    discount: str = "Discount"
    tax: str = "Tax"
    amount: str = "Amount"
    taxable: str = "Taxable value"
    tax_summary: str = "Tax summary"
    total_tax: str = "Total tax"
    subtotal: str = "Subtotal"
    round_off: str = "Round off"
    total: str = "Total"
    paid: str = "Paid"
    balance_due: str = "Balance due"
    in_words: str = "Amount in words"
    pay_to: str = "Pay to"
    scan_to_pay: str = "Scan to pay"
    notes: str = "Notes"
    terms: str = "Terms"
    signature_for: str = "For {firm}"
    signatory: str = "Authorised signatory"
    carried_forward: str = "Carried forward"
    brought_forward: str = "Brought forward"
    page: str = "Page {page} of {pages}"
    tax_id: str = "Tax ID"
    receipt: str = "Receipt"
    received_from: str = "Received from"
    paid_by: str = "Paid by"
    amount_received: str = "Amount received"
    for_document: str = "For"
    document_total: str = "Document total"
    allocated: str = "Paid now"
    left_over: str = "Kept as advance"
    after: str = "Left to pay"
    payment_advice: str = "Payment advice"
    paid_to: str = "Paid to"
    amount_paid: str = "Amount paid"
    refund: str = "Refund"
    money: str = "Money"
    withheld: str = "Tax withheld"
    charges: str = "Bank charges"
    agreed_discount: str = "Discount"
    collected: str = "Tax collected (TCS)"
    written_off: str = "Written off"
    credits: str = "Credit notes used"


_ENGLISH = Wording()

_HINDI = Wording(
    bill_to="बिल प्राप्तकर्ता",
    ship_to="माल प्राप्तकर्ता",
    number="संख्या",
    date="दिनांक",
    due="देय तिथि",
    place_of_supply="आपूर्ति का स्थान",
    reference="संदर्भ",
    item="विवरण",
    code="HSN/SAC",
    quantity="मात्रा",
    unit="इकाई",
    price="दर",
    discount="छूट",
    tax="कर",
    amount="राशि",
    taxable="कर योग्य मूल्य",
    tax_summary="कर सारांश",
    total_tax="कुल कर",
    subtotal="उप-योग",
    round_off="पूर्णांकन",
    total="कुल योग",
    paid="भुगतान प्राप्त",
    balance_due="शेष देय",
    in_words="राशि शब्दों में",
    pay_to="भुगतान हेतु खाता",
    scan_to_pay="भुगतान के लिए स्कैन करें",
    notes="टिप्पणी",
    terms="शर्तें",
    signature_for="कृते {firm}",
    signatory="अधिकृत हस्ताक्षरकर्ता",
    carried_forward="आगे ले जाया गया",
    brought_forward="पिछले पृष्ठ से लाया गया",
    page="पृष्ठ {page} / {pages}",
    tax_id="कर पहचान संख्या",
    receipt="रसीद",
    received_from="प्राप्त हुआ",
    paid_by="भुगतान माध्यम",
    amount_received="प्राप्त राशि",
    for_document="दस्तावेज़",
    document_total="दस्तावेज़ की राशि",
    allocated="अभी भुगतान",
    left_over="अग्रिम के रूप में रखा",
    after="शेष",
    payment_advice="भुगतान सूचना",
    paid_to="भुगतान प्राप्तकर्ता",
    amount_paid="भुगतान राशि",
    refund="वापसी",
    money="धनराशि",
    withheld="काटा गया कर",
    charges="बैंक शुल्क",
    agreed_discount="छूट",
    collected="संगृहीत कर (TCS)",
    written_off="बट्टे खाते में",
    credits="प्रयुक्त क्रेडिट नोट",
)

_ARABIC = Wording(
    bill_to="فاتورة إلى",
    ship_to="الشحن إلى",
    number="الرقم",
    date="التاريخ",
    due="الاستحقاق",
    place_of_supply="مكان التوريد",
    reference="المرجع",
    item="الصنف",
    code="الرمز",
    quantity="الكمية",
    unit="الوحدة",
    price="السعر",
    discount="الخصم",
    tax="الضريبة",
    amount="المبلغ",
    taxable="المبلغ الخاضع للضريبة",
    tax_summary="ملخص الضريبة",
    total_tax="إجمالي الضريبة",
    subtotal="المجموع",
    round_off="تقريب",
    total="الإجمالي",
    paid="المدفوع",
    balance_due="الرصيد المستحق",
    in_words="المبلغ كتابةً",
    pay_to="الدفع إلى",
    scan_to_pay="امسح للدفع",
    notes="ملاحظات",
    terms="الشروط",
    signature_for="عن {firm}",
    signatory="المفوّض بالتوقيع",
    carried_forward="يُرحّل إلى الصفحة التالية",
    brought_forward="مُرحّل من الصفحة السابقة",
    page="صفحة {page} من {pages}",
    tax_id="الرقم الضريبي",
    receipt="سند قبض",
    received_from="استلمنا من",
    paid_by="طريقة الدفع",
    amount_received="المبلغ المستلم",
    for_document="المستند",
    document_total="إجمالي المستند",
    allocated="المدفوع الآن",
    left_over="يُحفظ كدفعة مقدمة",
    after="المتبقي",
    payment_advice="إشعار دفع",
    paid_to="دفعنا إلى",
    amount_paid="المبلغ المدفوع",
    refund="ردّ مبلغ",
    money="النقد",
    withheld="ضريبة مستقطعة",
    charges="رسوم البنك",
    agreed_discount="خصم",
    collected="ضريبة محصّلة",
    written_off="مشطوب",
    credits="إشعارات دائنة مستخدمة",
)

_PERSIAN = Wording(
    bill_to="خریدار",
    ship_to="تحویل‌گیرنده",
    number="شماره",
    date="تاریخ",
    due="سررسید",
    place_of_supply="محل تحویل",
    reference="مرجع",
    item="شرح کالا",
    code="کد کالا",
    quantity="مقدار",
    unit="واحد",
    price="بهای واحد",
    discount="تخفیف",
    tax="مالیات",
    amount="مبلغ",
    taxable="مبلغ مشمول مالیات",
    tax_summary="خلاصه مالیات",
    total_tax="جمع مالیات",
    subtotal="جمع",
    round_off="گرد کردن",
    total="جمع کل",
    paid="پرداخت‌شده",
    balance_due="مانده قابل پرداخت",
    in_words="مبلغ به حروف",
    pay_to="واریز به حساب",
    scan_to_pay="برای پرداخت اسکن کنید",
    notes="توضیحات",
    terms="شرایط",
    signature_for="از طرف {firm}",
    signatory="امضای مجاز",
    carried_forward="نقل به صفحه بعد",
    brought_forward="نقل از صفحه قبل",
    page="صفحه {page} از {pages}",
    tax_id="شناسه مالیاتی",
    receipt="رسید دریافت",
    received_from="دریافت از",
    paid_by="روش پرداخت",
    amount_received="مبلغ دریافتی",
    for_document="بابت",
    document_total="مبلغ سند",
    allocated="پرداخت کنونی",
    left_over="نگه‌داری به عنوان پیش‌پرداخت",
    after="مانده",
    payment_advice="اعلامیه پرداخت",
    paid_to="پرداخت به",
    amount_paid="مبلغ پرداختی",
    refund="بازپرداخت",
    money="وجه",
    withheld="مالیات کسرشده",
    charges="کارمزد بانک",
    agreed_discount="تخفیف",
    collected="مالیات وصول‌شده",
    written_off="سوخت‌شده",
    credits="یادداشت‌های بستانکار",
)

_WORDINGS = {"en": _ENGLISH, "hi": _HINDI, "ar": _ARABIC, "fa": _PERSIAN}
LANGUAGES = tuple(_WORDINGS)


def wording(language: str) -> Wording:
    """The labels in a language (`en`, `hi`, `ar`, `fa`, or a locale such as `ar_AE`), else English."""
    return _WORDINGS.get(language.replace("-", "_").split("_")[0], _ENGLISH)

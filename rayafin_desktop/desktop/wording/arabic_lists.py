"""Arabic for the sidebar, the lists and their panels, and the home page."""

from __future__ import annotations

from collections.abc import Mapping

ARABIC_LISTS: Mapping[str, str] = {
    # sidebar and keys
    "Banking": "البنوك",
    "Anywhere": "في كل مكان",
    "Lists": "القوائم",
    "Forms": "النماذج",
    "Allocation": "التخصيص",
    "Colours: light": "الألوان: فاتحة",
    "Colours: dark": "الألوان: داكنة",
    "Colours: system": "الألوان: كما في النظام",
    "> commands": "> الأوامر",
    "@ people": "@ الأشخاص",
    "# documents": "# المستندات",
    "= sum": "= حساب",
    "↑↓ move": "↑↓ تحريك",
    "Enter open": "Enter فتح",
    "Tab more": "Tab المزيد",
    # nouns after "New"
    "company": "شركة",
    "member": "عضو",
    "number series": "سلسلة أرقام",
    "party": "طرف",
    "password": "كلمة مرور",
    "receipt": "مقبوض",
    "tax code": "رمز ضريبة",
    "unit": "وحدة",
    "user": "مستخدم",
    # lists and their panels
    "Nothing under “{tab}”": "لا شيء تحت «{tab}»",
    "The other {many} stand under “{tab}”.": "بقية {many} تحت «{tab}».",
    "Show “{tab}”": "عرض «{tab}»",
    "Details": "التفاصيل",
    "Rates": "الأسعار",
    "Statement": "الكشف",
    "Sums": "المجاميع",
    "In other currencies": "بعملات أخرى",
    "Name, words or reference": "الاسم أو النص أو المرجع",
    "Name or e-mail": "الاسم أو البريد الإلكتروني",
    "Partly used": "مستخدم جزئيًا",
    "Used": "مستخدم",
    "Payable": "المستحق",
    "Take a statement of your bank in; each line then finds its entry, or is booked from here.": (
        "أدخل كشف بنكك؛ عندها يجد كل سطر قيده أو يُرحّل من هنا."
    ),
    # home
    "1 document waits for your approval": "مستند واحد ينتظر موافقتك",
    "{count} documents wait for your approval": "{count} مستندات تنتظر موافقتك",
    "Nothing of them is posted before you decide": "لا يُرحّل منها شيء قبل قرارك",
    "Decide": "البتّ",
    "1 bill is overdue": "فاتورة شراء واحدة متأخرة",
    "{count} bills are overdue": "{count} فواتير شراء متأخرة",
    "1 recurring document is due": "مستند متكرر واحد مستحق",
    "{count} recurring documents are due": "{count} مستندات متكررة مستحقة",
    "It is made when you say so": "يُنشأ عندما تطلب ذلك",
    # forms of items and parties
    "Else the country's": "وإلا ما في البلد",
    "For purchases": "للمشتريات",
    "For sales": "للمبيعات",
    "Made from the name": "يُؤخذ من الاسم",
    "Prices and tax": "الأسعار والضريبة",
    "Printed on documents where this code charges no tax.": (
        "يُطبع على المستندات التي لا يفرض فيها هذا الرمز ضريبة."
    ),
    "Reason for no tax": "سبب عدم الضريبة",
}

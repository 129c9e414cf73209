"""Arabic words of bills, debit notes and expenses."""

ARABIC_PURCHASES = {
    "Bill or expense": "فاتورة مشتريات أو مصروف",
    "A supplier's bill starts as a draft; posted, it stands in the ledger and waits to be paid.": (
        "تبدأ فاتورة المورّد مسودةً؛ وبعد ترحيلها تُسجّل في الدفاتر وتنتظر السداد."
    ),
    "A taxi, a stamp, the electricity: entered in one line, paid at once or later.": (
        "أجرة أو طابع أو كهرباء: تُدخل في سطر واحد وتُدفع فورًا أو لاحقًا."
    ),
    "Amount includes tax": "المبلغ شامل الضريبة",
    "As printed on their bill": "كما طُبع على فاتورتهم",
    "Bill": "فاتورة مشتريات",
    "Bill draft": "مسودة فاتورة مشتريات",
    "Bill lines": "سطور فاتورة المشتريات",
    "Bill {number} posted": "رُحّلت فاتورة المشتريات {number}",
    "Booked on": "تاريخ القيد",
    "Can be taken back": "المتاح للإرجاع",
    "Claim": "استرداد",
    "Claim the tax back": "خصم ضريبة المدخلات",
    "Composition supplier": "مورّد بنظام مبسّط",
    "Debit note": "إشعار مدين",
    "Debit note {number} posted": "رُحّل الإشعار المدين {number}",
    "Debit notes": "إشعارات مدينة",
    "Delete this draft? It has no number, so none will be missed.": (
        "حذف هذه المسودة؟ ليس لها رقم فلن يُفقد رقم."
    ),
    "Document": "المستند",
    "Empty for other expenses.": "اتركه فارغًا للمصروفات الأخرى.",
    "Empty when it is not paid yet; then the supplier is needed.": (
        "اتركه فارغًا إن لم يُدفع بعد؛ عندئذ يلزم المورّد."
    ),
    "Expense account": "حساب المصروف",
    "Expenses": "المصروفات",
    "Files": "الملفات",
    "Freight and charges": "نقل ورسوم",
    "How far the tax on a supplier's bill may be corrected by hand, for each head of tax.": (
        "مدى تصحيح الضريبة يدويًا على فاتورة المورّد لكل نوع ضريبة."
    ),
    "Needed to claim the tax back.": "مطلوب لخصم الضريبة.",
    "New bill": "فاتورة مشتريات جديدة",
    "New expense": "مصروف جديد",
    "No": "لا",
    "No bills yet": "لا توجد فواتير مشتريات بعد",
    "No debit notes": "لا توجد إشعارات مدينة",
    "No expenses yet": "لا توجد مصروفات بعد",
    "No supplier yet": "لا مورّد بعد",
    "Notes on this bill": "ملاحظات على هذه الفاتورة",
    "Number, their number or supplier": "الرقم أو رقمهم أو المورّد",
    "Once there are a supplier and a line, what will be posted stands here.": (
        "يظهر هنا ما سيُرحّل بعد اختيار مورّد وإدخال سطر."
    ),
    "Open a posted bill and take back from it, in whole or line by line.": (
        "افتح فاتورة مرحّلة وأرجع منها كلها أو سطرًا سطرًا."
    ),
    "Open supplier": "فتح المورّد",
    "Our number": "رقمنا",
    "Paid from": "مدفوع من",
    "Post bill": "ترحيل الفاتورة",
    "Post debit note": "ترحيل الإشعار المدين",
    "Reason for other tax": "سبب اختلاف الضريبة",
    "Received on": "تاريخ الاستلام",
    "Returned, short weight, price agreed later …": "مرتجع، نقص وزن، سعر اتُّفق عليه لاحقًا …",
    "Reverse charge: {amount} of tax is owed by us, not to the supplier.": (
        "احتساب عكسي: ضريبة قدرها {amount} مستحقة علينا لا للمورّد."
    ),
    "Say how much of a line goes back, or take back all that remains.": (
        "حدّد كم يُرجع من السطر، أو أرجع كل المتبقي."
    ),
    "Self-invoice": "فاتورة ذاتية",
    "Self-invoices": "فواتير ذاتية",
    "Take back all that remains": "إرجاع كل المتبقي",
    "Take back now": "الإرجاع الآن",
    "Take back now, line {n}": "الإرجاع الآن، السطر {n}",
    "Tax as printed may differ by": "فرق الضريبة المسموح عن المطبوع",
    "Tax code": "رمز الضريبة",
    "Taxi, stamps, repairs …": "أجرة، طوابع، إصلاحات …",
    "The document keeps its number; its entry is reversed on its own day.": (
        "يحتفظ المستند برقمه؛ ويُعكس قيده في يومه."
    ),
    "The paper is drawn as soon as there is a supplier or a line.": "تُرسم الورقة متى وُجد مورّد أو سطر.",
    "Their number": "رقمهم",
    "There is no such account. Press F4 to choose one": "لا يوجد هذا الحساب. اضغط F4 للاختيار",
    "Void bill": "إلغاء الفاتورة",
    "Void debit note": "إلغاء الإشعار المدين",
    "Void expense": "إلغاء المصروف",
    "Why it differs": "سبب الاختلاف",
    "Yes": "نعم",
    "Yes or no: can the tax of this line be claimed back?": "نعم أو لا: هل تُخصم ضريبة هذا السطر؟",
    "bill": "فاتورة مشتريات",
    "bills": "فواتير مشتريات",
    "debit note": "إشعار مدين",
    "debit notes": "إشعارات مدينة",
    "expense": "مصروف",
    "expenses": "مصروفات",
    "the tax is claimed back": "تُخصم الضريبة",
    "the tax is part of the cost": "الضريبة جزء من التكلفة",
    "{head} as printed": "{head} كما طُبعت",
}

"""Arabic words of the invoice editor and its credit notes."""

ARABIC_INVOICE = {
    "A discount is between 0 and 100 percent": "الخصم بين 0 و100 في المائة",
    "A rate is not below zero. Enter the quantity with a minus instead": (
        "السعر لا يقل عن صفر. أدخل الكمية بالسالب بدلًا من ذلك"
    ),
    "Beside it": "بجانبها",
    "Can be credited": "المتاح للإشعار",
    "Charges": "رسوم إضافية",
    "Credit all that remains": "إشعار بكل المتبقي",
    "Credit note": "إشعار دائن",
    "Credit note {number} posted": "رُحّل الإشعار الدائن {number}",
    "Credit now": "إشعار الآن",
    "Credit now, line {n}": "إشعار الآن، السطر {n}",
    "Disc": "خصم",
    "Discount": "الخصم",
    "Discount on lines": "خصم على السطور",
    "Discount, %": "الخصم، %",
    "Discount, charges and more": "خصم ورسوم وغيرها",
    "Draft saved": "حُفظت المسودة",
    "Exchange rate": "سعر الصرف",
    "Fix 1 problem to post": "أصلح مشكلة واحدة للترحيل",
    "Fix {count} problems to post": "أصلح {count} مشكلات للترحيل",
    "Invoice draft": "مسودة فاتورة",
    "Invoice lines": "سطور الفاتورة",
    "Invoice {number} posted": "رُحّلت الفاتورة {number}",
    "Last change: {text}": "آخر تغيير: {text}",
    "Leave all the same": "المغادرة رغم ذلك",
    "Net {days}": "صافي {days}",
    "No printer is set up on this computer. Save the PDF instead.": (
        "لا توجد طابعة على هذا الجهاز. احفظ ملف PDF بدلًا من ذلك."
    ),
    "Not saved": "غير محفوظة",
    "Nothing was pasted. Row {n}: {why}": "لم يُلصق شيء. الصف {n}: {why}",
    "Once there are a customer and a line, what will be posted stands here.": (
        "يظهر هنا ما سيُرحّل بعد اختيار عميل وإدخال سطر."
    ),
    "Open customer": "فتح العميل",
    "Post all the same": "ترحيل رغم ذلك",
    "Post credit note": "ترحيل الإشعار الدائن",
    "Posting": "القيد",
    "Rates include tax": "الأسعار شاملة الضريبة",
    "Record payment": "تسجيل دفعة",
    "Returned, damaged, price agreed later …": "مرتجع، تالف، سعر متفق عليه لاحقًا …",
    "Reverse charge": "احتساب عكسي",
    "Round off": "تقريب",
    "Save PDF": "حفظ PDF",
    "Say how much of a line is credited, or credit all that remains.": (
        "حدّد كمية السطر في الإشعار، أو أصدر إشعارًا بكل المتبقي."
    ),
    "Supplied on": "تاريخ التوريد",
    "The audit log is open to owners, accountants and auditors.": (
        "سجل التدقيق متاح للمالك والمحاسب والمدقق."
    ),
    "The paper is drawn as soon as there is a customer or a line.": (
        "تظهر المعاينة بعد اختيار عميل أو إدخال سطر."
    ),
    "There is no such tax code. Press F4 to choose one": "لا يوجد رمز ضريبة كهذا. اضغط F4 للاختيار",
    "This invoice goes {amount} over": "تتجاوز هذه الفاتورة الحد بمقدار {amount}",
    "To a special zone (SEZ)": "إلى منطقة اقتصادية خاصة",
    "What was typed last could not be saved. It is lost when you leave.": (
        "تعذر حفظ آخر ما كُتب، ويضيع عند المغادرة."
    ),
    "new item in line {n}": "صنف جديد في السطر {n}",
    "place": "مكان",
    "{amount} left after this": "يتبقى {amount} بعدها",
    "{amount} open, due {day}": "{amount} مستحقة في {day}",
    "{count} times": "{count} مرات",
    "{currency} in {base}": "{currency} مقابل {base}",
    "{paid} of {total}": "{paid} من {total}",
    "{tax} included": "{tax} مشمولة",
    "{used} used of {limit}": "استُخدم {used} من {limit}",
}

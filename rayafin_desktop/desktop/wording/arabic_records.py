"""Arabic words of what the books keep: customers, items, documents, and the lists and forms of them."""

ARABIC_RECORDS = {
    # What stands in an empty field
    "Given out": "يُعطى تلقائيًا",
    "No limit": "بلا حد",
    "Per unit, before tax": "لكل وحدة قبل الضريبة",
    # Customers and suppliers
    "Supplier": "مورد",
    "Name, code, tax number, phone": "الاسم أو الرمز أو الرقم الضريبي أو الهاتف",
    "No customers yet": "لا عملاء بعد",
    "A customer is whoever you send invoices to. Begin with one, or import a list.": (
        "العميل هو كل من ترسل إليه فواتير. ابدأ بواحد أو استورد قائمة."
    ),
    "No suppliers yet": "لا موردين بعد",
    "A supplier is whoever sends you bills. Begin with one, or import a list.": (
        "المورد هو كل من يرسل إليك فواتير. ابدأ بواحد أو استورد قائمة."
    ),
    "GSTIN in India, VAT number in Europe. Its form and check digits are looked at.": (
        "رقم GSTIN في الهند ورقم ضريبة القيمة المضافة في أوروبا. تُفحص صيغته وأرقام التحقق فيه."
    ),
    "Address, second line": "العنوان، السطر الثاني",
    "In India the two figures of the GST state code; read from the GSTIN if left empty.": (
        "في الهند رقما رمز الولاية في GST، ويُقرآن من GSTIN إن تُرك الحقل فارغًا."
    ),
    # Items and units
    "Service": "خدمة",
    "Name, code or HSN": "الاسم أو الرمز أو HSN",
    "No items yet": "لا أصناف بعد",
    "An item is what you buy and sell, with its unit, price and tax. Documents also take free text.": (
        "الصنف هو ما تشتريه وتبيعه بوحدته وسعره وضريبته. وتقبل المستندات نصًا حرًا أيضًا."
    ),
    "No units": "لا وحدات",
    "A unit is what quantities are counted in.": "الوحدة هي ما تُعدّ به الكميات.",
    "Prices": "الأسعار",
    "The code of a unit, such as kg or bale.": "رمز وحدة، مثل kg أو bale.",
    "On documents": "على المستندات",
    "Printed below the name.": "يُطبع تحت الاسم.",
    "Unique Quantity Code of Indian returns, such as KGS.": "رمز الكمية في الإقرارات الهندية، مثل KGS.",
    "Recommendation 20 code for European e-invoices, such as KGM.": (
        "رمز التوصية 20 للفواتير الإلكترونية الأوروبية، مثل KGM."
    ),
    # Invoices and their numbers
    "Number, invoice or customer": "الرقم أو الفاتورة أو العميل",
    "Quantity": "الكمية",
    "No invoices yet": "لا فواتير بعد",
    "An invoice starts as a draft and gets its number when it is posted.": (
        "تبدأ الفاتورة مسودةً وتأخذ رقمها عند ترحيلها."
    ),
    "No credit notes": "لا إشعارات دائنة",
    "Open a posted invoice and credit it, in whole or line by line.": (
        "افتح فاتورة مرحّلة وأصدر لها إشعارًا دائنًا، كاملًا أو سطرًا سطرًا."
    ),
    "The invoice keeps its number; its entry is reversed on its own day.": (
        "تحتفظ الفاتورة برقمها، ويُعكس قيدها في يومها."
    ),
    "Starts again every financial year": "يبدأ من جديد كل سنة مالية",
    "Device prefix": "بادئة الجهاز",
    "For a device that posts while offline: its own series, such as A1.": (
        "لجهاز يرحّل دون اتصال: سلسلة خاصة به، مثل A1."
    ),
    "Next number": "الرقم التالي",
    "Only to go on from another program's numbers.": "فقط لمتابعة أرقام برنامج آخر.",
    # Documents
    "No documents yet": "لا مستندات بعد",
    "Drop a file on an invoice, a customer, an item or a payment: papers stay with it.": (
        "أفلت ملفًا على فاتورة أو عميل أو صنف أو دفعة: تبقى الأوراق معه."
    ),
}

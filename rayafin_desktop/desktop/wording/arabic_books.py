"""Arabic words of the books' own screens: purposes of accounts, taxes, settings, audit, people."""

ARABIC_BOOKS = {
    # What a key does, where the same English word is a state elsewhere
    "Open (key)": "فتح",
    # Reports
    "Trial balance": "ميزان المراجعة",
    "Every account with its balance at the end of a day. Debits and credits must agree.": (
        "كل حساب برصيده في نهاية يوم. يجب أن تتساوى المدين والدائن."
    ),
    "Document numbers": "أرقام المستندات",
    "Every number given out and what became of it. None may be missing.": (
        "كل رقم صُرف وما آل إليه. يجب ألا ينقص منها شيء."
    ),
    # Purposes of accounts
    "What the program posts here by itself. Each purpose has one account.": (
        "ما يرحّله البرنامج هنا من نفسه. لكل غرض حساب واحد."
    ),
    "For a bank account that is kept in a foreign currency.": "لحساب بنكي بعملة أجنبية.",
    "Undeposited": "أموال لم تودع",
    "Customer advance": "دفعات مقدمة من العملاء",
    "Supplier advance": "دفعات مقدمة للموردين",
    "Sales returns": "مردودات المبيعات",
    "Sales allowance": "مسموحات المبيعات",
    "Purchase returns": "مردودات المشتريات",
    "Freight out": "نقل صادر",
    "Freight in": "نقل وارد",
    "Discount allowed": "خصم ممنوح",
    "Bad debt": "ديون معدومة",
    "Stock": "المخزون",
    "Commission expense": "مصروف العمولات",
    "Commission accrued": "عمولات مستحقة",
    "Commission recoverable": "عمولات قابلة للاسترداد",
    "Brokerage income": "إيراد السمسرة",
    "Brokerage accrued": "سمسرة مستحقة",
    "Output CGST": "CGST على المبيعات",
    "Output SGST": "SGST على المبيعات",
    "Output UTGST": "UTGST على المبيعات",
    "Output IGST": "IGST على المبيعات",
    "Output cess": "رسم إضافي على المبيعات",
    "Input CGST": "CGST على المشتريات",
    "Input SGST": "SGST على المشتريات",
    "Input UTGST": "UTGST على المشتريات",
    "Input IGST": "IGST على المشتريات",
    "Input cess": "رسم إضافي على المشتريات",
    "RCM payable CGST": "CGST مستحق بالاحتساب العكسي",
    "RCM payable SGST": "SGST مستحق بالاحتساب العكسي",
    "RCM payable UTGST": "UTGST مستحق بالاحتساب العكسي",
    "RCM payable IGST": "IGST مستحق بالاحتساب العكسي",
    "RCM payable cess": "رسم إضافي مستحق بالاحتساب العكسي",
    "RCM payable VAT": "ضريبة قيمة مضافة مستحقة بالاحتساب العكسي",
    "RCM input CGST": "CGST مدخلات بالاحتساب العكسي",
    "RCM input SGST": "SGST مدخلات بالاحتساب العكسي",
    "RCM input UTGST": "UTGST مدخلات بالاحتساب العكسي",
    "RCM input IGST": "IGST مدخلات بالاحتساب العكسي",
    "RCM input cess": "رسم إضافي مدخلات بالاحتساب العكسي",
    "RCM input VAT": "ضريبة مدخلات بالاحتساب العكسي",
    "Output VAT": "ضريبة القيمة المضافة على المبيعات",
    "Input VAT": "ضريبة القيمة المضافة على المشتريات",
    "Output sales tax": "ضريبة المبيعات",
    "TDS receivable": "ضريبة مستقطعة منا",
    "TDS payable": "ضريبة استقطعناها",
    "TCS receivable": "ضريبة محصّلة منا",
    "TCS payable": "ضريبة حصّلناها",
    "FX gain": "أرباح فروق العملة",
    "FX loss": "خسائر فروق العملة",
    "Capital": "رأس المال",
    "Opening equity": "حقوق الملكية الافتتاحية",
    "Retained earnings": "الأرباح المحتجزة",
    # Tax
    "Taxed (S)": "خاضع (S)",
    "Zero rated (Z)": "بنسبة صفر (Z)",
    "Exempt (E)": "معفى (E)",
    "Reverse charge (AE)": "احتساب عكسي (AE)",
    "Intra-Community supply (K)": "توريد داخل الاتحاد (K)",
    "Export (G)": "تصدير (G)",
    "Outside the scope (O)": "خارج النطاق (O)",
    "Canary Islands, IGIC (L)": "جزر الكناري، IGIC (L)",
    "Ceuta and Melilla, IPSI (M)": "سبتة ومليلية، IPSI (M)",
    "Split payment (B)": "دفع مجزأ (B)",
    "GST": "ضريبة GST",
    "GST, nil rated": "GST بنسبة صفر",
    "GST, exempt": "GST معفى",
    "Outside GST": "خارج GST",
    "GST, reverse charge": "GST احتساب عكسي",
    "GST, composition scheme": "GST نظام التركيب",
    "GST export, with payment": "تصدير GST مع الدفع",
    "GST export, without payment": "تصدير GST دون دفع",
    "GST special economic zone, with payment": "منطقة اقتصادية خاصة مع الدفع",
    "GST special economic zone, without payment": "منطقة اقتصادية خاصة دون دفع",
    "GST, no supply": "GST بلا توريد",
    "tax codes": "رموز الضريبة",
    "rate": "نسبة",
    "No tax codes": "لا رموز ضريبة",
    "Remove this tax code? Documents that bear it stay as they are.": (
        "إزالة رمز الضريبة هذا؟ تبقى المستندات التي تحمله كما هي."
    ),
    "A tax code says how goods and services are taxed, and since when at which rate.": (
        "يحدد رمز الضريبة كيف تُفرض الضريبة على السلع والخدمات ومنذ متى وبأي نسبة."
    ),
    "Documents dated before this day keep the rate they had.": (
        "تحتفظ المستندات المؤرخة قبل هذا اليوم بنسبتها."
    ),
    "parties": "أطراف",
    "Withhold nothing from this party any more? What was withheld stays in the books.": (
        "إيقاف الاستقطاع من هذا الطرف؟ يبقى ما استُقطع في الدفاتر."
    ),
    "Name the brokers, contractors and suppliers whose payments tax is kept back from; the payment page "
    "then proposes the amount.": (
        "سمِّ الوسطاء والمقاولين والموردين الذين تُستقطع الضريبة من دفعاتهم؛ عندها تقترح صفحة الدفع المبلغ."
    ),
    "A section says at which rate tax is kept back from payments, since when and above which sum.": (
        "تحدد المادة نسبة الضريبة المستقطعة من الدفعات ومنذ متى وفوق أي مبلغ."
    ),
    # Settings
    "Credit limits": "حدود الائتمان",
    "Largest attachment (MB)": "أكبر مرفق (ميغابايت)",
    "Files above this size are refused. Attachments are part of the book and of every backup.": (
        "تُرفض الملفات الأكبر من هذا. المرفقات جزء من الدفتر ومن كل نسخة احتياطية."
    ),
    "A rate is good for": "صلاحية سعر الصرف",
    "Days after its own for which an exchange rate is used, over week-ends and holidays. Older ones count "
    "as missing, and a document then needs a rate of its own.": (
        "أيام بعد يومه يُستعمل فيها سعر الصرف، في العطل ونهايات الأسبوع. الأقدم منها يُعد ناقصًا، "
        "ويحتاج المستند عندها إلى سعر خاص."
    ),
    "Tax registration": "التسجيل الضريبي",
    "A company under the composition scheme charges no tax; one in a special economic zone charges "
    "integrated tax on everything it sells into the country.": (
        "الشركة في نظام التركيب لا تفرض ضريبة؛ والتي في منطقة اقتصادية خاصة تفرض الضريبة المتكاملة "
        "على كل ما تبيعه داخل البلاد."
    ),
    "Regular": "عادي",
    "Composition scheme": "نظام التركيب",
    "Special economic zone": "منطقة اقتصادية خاصة",
    "Not registered": "غير مسجل",
    "Pay integrated tax on exports": "دفع الضريبة المتكاملة على الصادرات",
    "Charge integrated tax on exports and claim it back. Without, a letter of undertaking is needed.": (
        "فرض الضريبة المتكاملة على الصادرات واستردادها. دونها يلزم خطاب تعهد."
    ),
    "Sales prices include tax": "أسعار البيع شاملة الضريبة",
    "What new invoices assume; each invoice can be switched.": (
        "ما تفترضه الفواتير الجديدة؛ ويمكن تغييره في كل فاتورة."
    ),
    "Round tax": "تقريب الضريبة",
    "Once for all lines of one rate, as the European standard wants, or on every line.": (
        "مرة لكل سطور النسبة الواحدة كما يطلب المعيار الأوروبي، أو في كل سطر."
    ),
    "Once per rate": "مرة لكل نسبة",
    "On every line": "في كل سطر",
    "Round each tax to the whole unit": "تقريب كل ضريبة إلى وحدة كاملة",
    "Round every head of tax on a document to the rupee.": "تقريب كل بند ضريبي في المستند إلى الروبية.",
    "Round withheld tax to the rupee": "تقريب الضريبة المستقطعة إلى الروبية",
    "Tax withheld at source is rounded to the whole unit, half up.": (
        "تُقرّب الضريبة المستقطعة من المنبع إلى وحدة كاملة، والنصف إلى أعلى."
    ),
    "Round invoices to the whole unit": "تقريب الفواتير إلى وحدة كاملة",
    "Round the total to the nearest rupee, euro or pound; the difference has a line of its own.": (
        "تقريب الإجمالي إلى أقرب روبية أو يورو أو جنيه؛ وللفرق سطر خاص."
    ),
    "Terms printed on invoices": "الشروط المطبوعة على الفواتير",
    "Stands below the totals of every new invoice; each invoice can change it.": (
        "تظهر تحت مجاميع كل فاتورة جديدة؛ ويمكن تغييرها في كل فاتورة."
    ),
    "Up to so much of a document may be written off while receiving or paying; more needs the right to.": (
        "حتى هذا القدر من المستند يجوز شطبه عند القبض أو الدفع؛ وما زاد يحتاج إلى صلاحية."
    ),
    "{fy} is the financial year and {n:05} the running number in it, with five digits.": (
        "{fy} السنة المالية و{n:05} الرقم المتسلسل فيها بخمس خانات."
    ),
    "With each payment, in proportion": "مع كل دفعة وبنسبتها",
    "When the invoice is posted; payable once it is paid": "عند ترحيل الفاتورة؛ وتُستحق عند دفعها",
    # Lists of the books
    "document": "مستند",
    "documents": "مستندات",
    "The file is taken off its record. The audit log keeps that it was there.": (
        "يُنزع الملف عن سجله. ويحفظ سجل التدقيق أنه كان هناك."
    ),
    "entry": "قيد",
    "entries": "قيود",
    "Last entry dated": "تاريخ آخر قيد",
    "Who, what, a number or a name": "من أو ماذا أو رقم أو اسم",
    "Field": "الحقل",
    "Old": "السابق",
    "Nothing happened yet": "لم يحدث شيء بعد",
    "Everything anybody changes is written here. The log cannot be edited or switched off.": (
        "يُكتب هنا كل ما يغيّره أي شخص. لا يمكن تعديل السجل ولا إيقافه."
    ),
    "sign-in": "دخول",
    "sign-ins": "عمليات دخول",
    "Sign-in": "الدخول",
    "E-mail or name": "البريد أو الاسم",
    "Locked out": "محظور",
    "series": "سلسلة",
    "credit note": "إشعار دائن",
    "credit notes": "إشعارات دائنة",
    "items": "أصناف",
    "units": "وحدات",
    "users": "مستخدمون",
    "Active users": "المستخدمون النشطون",
    "No password yet": "لا كلمة مرور بعد",
    "Access": "الوصول",
    "Failed attempts since": "محاولات فاشلة منذ",
    "The user can no longer enter this company. What he posted stays under his name.": (
        "لن يستطيع المستخدم دخول هذه الشركة. ويبقى ما رحّله باسمه."
    ),
    "You work alone here": "تعمل هنا وحدك",
    "Add the people who work in this company; each gets a role that says what he may do.": (
        "أضف من يعمل في هذه الشركة؛ لكل منهم دور يحدد ما يُسمح له به."
    ),
    "The owner may do everything; the auditor only reads.": "للمالك كل شيء؛ والمدقق يقرأ فقط.",
    "Percent of the invoice amount this person earns, 0 to 100.": (
        "نسبة ما يكسبه هذا الشخص من مبلغ الفاتورة، من 0 إلى 100."
    ),
    "At least 15 characters; four or five random words are easy to keep": (
        "15 حرفًا على الأقل؛ أربع أو خمس كلمات عشوائية يسهل حفظها"
    ),
    "Present password": "كلمة المرور الحالية",
    # Company
    "bank details": "بيانات البنك",
    "Printed as a code on invoices, so that the customer can pay by phone.": (
        "يُطبع رمزًا على الفواتير ليدفع العميل بهاتفه."
    ),
    "A short name for lists and file names.": "اسم قصير للقوائم وأسماء الملفات.",
    "Sets currency, financial year, tax forms and number format; all but the first two can be "
    "changed later.": (
        "يحدد العملة والسنة المالية والنماذج الضريبية وشكل الأرقام؛ ويمكن تغيير ما عدا الأولين لاحقًا."
    ),
    "Printed on documents instead of the name where it differs.": (
        "يُطبع على المستندات بدل الاسم إن اختلف عنه."
    ),
    "For example en_IN or de_DE": "مثل en_IN أو de_DE",
    "Decides with the customer's state which GST applies.": "يحدد مع ولاية العميل أي GST تُطبق.",
    "Remove this rate? Posted documents keep the rate they were posted at.": (
        "إزالة هذا السعر؟ تحتفظ المستندات المرحّلة بسعرها."
    ),
    "A rate says what one unit of a foreign currency is worth on a day. New documents in that currency "
    "begin with it; without one they ask.": (
        "السعر قيمة وحدة من عملة أجنبية في يوم. تبدأ به المستندات الجديدة بتلك العملة؛ ودونه تسأل عنه."
    ),
    "At the end of a month, open amounts in foreign currency are brought to the day's rate. The next day "
    "takes that back by itself.": (
        "في نهاية الشهر تُحوَّل المبالغ المفتوحة بالعملة الأجنبية إلى سعر اليوم، "
        "ويُعكس ذلك تلقائيًا في اليوم التالي."
    ),
    # Banking
    "What the movement is: bank charges, interest, rent.": "طبيعة الحركة: رسوم بنكية أو فائدة أو إيجار.",
    "Once every line of the bank is matched and no difference is left, that is kept here.": (
        "عند مطابقة كل سطور البنك دون فرق تُحفظ التسوية هنا."
    ),
    "Remove this rule? What it booked stays.": "إزالة هذه القاعدة؟ يبقى ما قيّدته.",
    "A rule books lines that say the same every month, such as charges and interest, by itself.": (
        "تقيّد القاعدة تلقائيًا السطور المتكررة كل شهر مثل الرسوم والفوائد."
    ),
    "MT940, camt, OFX and CSV files of your bank are taken in on the page Reconcile.": (
        "تُدخل ملفات MT940 وcamt وOFX وCSV من بنكك في صفحة التسوية."
    ),
}

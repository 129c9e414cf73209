"""Arabic words of what stands around the daily work: start, home, company, settings, audit, documents."""

ARABIC_OFFICE = {
    # Pages
    "Home": "الرئيسية",
    "Credit notes": "إشعارات دائنة",
    "Commission settlements": "تسويات العمولات",
    "Commission plans": "خطط العمولات",
    "Chart of accounts": "دليل الحسابات",
    "Journal": "دفتر اليومية",
    "Company": "الشركة",
    "Users": "المستخدمون",
    "Roles": "الأدوار",
    "Tax codes": "رموز الضريبة",
    "Number series": "سلاسل الترقيم",
    "Units": "الوحدات",
    "Audit log": "سجل التدقيق",
    "Sign-ins": "عمليات الدخول",
    # Start
    "Books, billing, payments and commissions. Everything stays on this computer.": (
        "دفاتر وفواتير ومدفوعات وعمولات. كل شيء يبقى على هذا الجهاز."
    ),
    "Books opened here": "دفاتر فُتحت هنا",
    "How would you like to begin?": "كيف تود أن تبدأ؟",
    "Or begin with": "أو ابدأ بـ",
    "Version {version}": "الإصدار {version}",
    "New book": "دفتر جديد",
    "A company of your own, in three steps": "شركتك الخاصة في ثلاث خطوات",
    "Open a book": "فتح دفتر",
    "A file, or an office database": "ملف أو قاعدة بيانات مكتبية",
    "Restore a backup": "استعادة نسخة احتياطية",
    "Into a new file; nothing is overwritten": "في ملف جديد دون استبدال شيء",
    "Sample company": "شركة نموذجية",
    "120 days of trade to look around in": "120 يومًا من التجارة للاطلاع عليها",
    "The file is not there": "الملف غير موجود",
    "Office database": "قاعدة بيانات مكتبية",
    "no backup yet": "لا نسخة احتياطية بعد",
    "backup of today": "نسخة احتياطية اليوم",
    "backup a day ago": "نسخة احتياطية أمس",
    "backup {days} days ago": "نسخة احتياطية قبل {days} يومًا",
    "Take off this list; the book stays": "إزالة من القائمة مع بقاء الدفتر",
    "Take off the list": "إزالة من القائمة",
    "Choose the file": "اختيار الملف",
    "Opening the book…": "جارٍ فتح الدفتر…",
    "Making the book": "جارٍ إنشاء الدفتر",
    "Making the sample company": "جارٍ إنشاء الشركة النموذجية",
    "Checking and restoring the backup": "جارٍ فحص النسخة واستعادتها",
    "The country sets currency, financial year, tax and number format.": (
        "يحدد البلد العملة والسنة المالية والضريبة وتنسيق الأرقام."
    ),
    "Currency and financial year stay as they are once something is posted.": (
        "تبقى العملة والسنة المالية كما هي بعد أول ترحيل."
    ),
    "The owner may do everything, and lets the others in.": "للمالك كل الصلاحيات وهو يُدخل الآخرين.",
    "Owner": "المالك",
    "Next": "التالي",
    "Create book": "إنشاء الدفتر",
    "My company": "شركتي",
    "Company name": "اسم الشركة",
    "Country": "البلد",
    "State": "الولاية",
    "Emirate": "الإمارة",
    "Region": "المنطقة",
    "Tax number": "الرقم الضريبي",
    "Currency": "العملة",
    "Financial year begins in": "تبدأ السنة المالية في",
    "File": "الملف",
    "E-mail": "البريد الإلكتروني",
    "The same password again": "كلمة المرور مرة أخرى",
    "Decides which tax applies": "يحدد الضريبة المطبقة",
    "Can follow later": "يمكن إضافته لاحقًا",
    "Stays as it is once posted": "لا تتغير بعد الترحيل",
    "All of the company is in this file": "كل الشركة في هذا الملف",
    "You sign in with it": "تدخل به",
    "At least 15 characters; four or five words": "15 حرفًا على الأقل؛ أربع أو خمس كلمات",
    "The two passwords differ": "كلمتا المرور مختلفتان",
    "There is a file of this name already. Choose another name.": "يوجد ملف بهذا الاسم. اختر اسمًا آخر.",
    "Everything of a company is in one file, or in one office database.": (
        "كل ما يخص الشركة في ملف واحد أو قاعدة بيانات مكتبية واحدة."
    ),
    "Kind of book": "نوع الدفتر",
    "Address": "العنوان",
    "A password in the address is used once and not kept.": (
        "تُستخدم كلمة المرور في العنوان مرة واحدة ولا تُحفظ."
    ),
    "All files": "كل الملفات",
    "Browse (F4)": "استعراض (F4)",
    "Restore backup": "استعادة النسخة",
    "Backup": "النسخة الاحتياطية",
    "Backups": "النسخ الاحتياطية",
    "New file": "ملف جديد",
    "Restored book": "دفتر مستعاد",
    "Choose the backup file": "اختر ملف النسخة الاحتياطية",
    "The backup is checked first. It goes into a new file, so nothing can be lost.": (
        "تُفحص النسخة أولًا ثم توضع في ملف جديد، فلا يضيع شيء."
    ),
    "This book is read-only here. Copy it to a folder you may write to, then open the copy.": (
        "هذا الدفتر للقراءة فقط هنا. انسخه إلى مجلد يمكنك الكتابة فيه ثم افتح النسخة."
    ),
    "This is the sample company. Sign in again as {email} with the password {password}": (
        "هذه شركة نموذجية. ادخل مجددًا باسم {email} وكلمة المرور {password}"
    ),
    "Change password": "تغيير كلمة المرور",
    # Home
    "Good morning": "صباح الخير",
    "Good afternoon": "مساء الخير",
    "Good evening": "مساء الخير",
    "Receivable": "الذمم المدينة",
    "Received this month": "المقبوض هذا الشهر",
    "Bank and cash": "البنك والصندوق",
    "Receive payment": "قبض دفعة",
    "Needs you": "بانتظارك",
    "Collect first": "حصّل أولًا",
    "Latest invoices": "أحدث الفواتير",
    "View all": "عرض الكل",
    "{count} customers owe": "{count} عميل مدين",
    "{count} invoices late": "{count} فاتورة متأخرة",
    "{count} payments": "{count} دفعة",
    "in {count} accounts": "في {count} حسابات",
    "1 day": "يوم واحد",
    "{days} days": "{days} يومًا",
    "{count} invoices are overdue": "{count} فاتورة متأخرة",
    "{amount} in total": "المجموع {amount}",
    "1 customer owes": "عميل واحد مدين",
    "1 invoice late": "فاتورة واحدة متأخرة",
    "1 payment": "دفعة واحدة",
    "in 1 account": "في حساب واحد",
    "1 invoice is overdue": "فاتورة واحدة متأخرة",
    "1 customer is over the credit limit": "عميل واحد تجاوز حد الائتمان",
    "1 commission waits for approval": "عمولة واحدة بانتظار الموافقة",
    "1 draft is not posted yet": "مسودة واحدة لم تُرحّل بعد",
    "1 invoice falls due this week": "فاتورة واحدة تستحق هذا الأسبوع",
    "Collect": "تحصيل",
    "{count} customers are over their credit limit": "{count} عميل تجاوز حد الائتمان",
    "New invoices will ask before they are posted": "ستُطلب موافقة قبل ترحيل فواتير جديدة",
    "Review": "مراجعة",
    "{count} commissions wait for approval": "{count} عمولة بانتظار الموافقة",
    "Earned, and not yet confirmed": "مستحقة ولم تُؤكد بعد",
    "Approve": "موافقة",
    "{count} drafts are not posted yet": "{count} مسودة لم تُرحّل بعد",
    "They have no number, and nothing is in the books": "بلا رقم ولا أثر لها في الدفاتر",
    "Finish": "إكمال",
    "{count} invoices fall due this week": "{count} فاتورة تستحق هذا الأسبوع",
    "Show": "عرض",
    "Nothing waits for you.": "لا شيء بانتظارك.",
    "Nobody is late.": "لا أحد متأخر.",
    "No customer yet": "لا عميل بعد",
    "No invoice yet. The first one is a key away: N, then I.": "لا فواتير بعد. الأولى على بُعد زر: N ثم I.",
    # Company
    "Particulars": "البيانات",
    "Change particulars": "تغيير البيانات",
    "Bank details": "بيانات البنك",
    "Change bank details": "تغيير بيانات البنك",
    "Logo": "الشعار",
    "No logo": "لا شعار",
    "Choose logo": "اختيار الشعار",
    "Take logo away": "إزالة الشعار",
    "Logo changed": "تغيّر الشعار",
    "PNG or JPEG, up to 1 MB. It stands at the head of every document.": (
        "PNG أو JPEG حتى 1 ميغابايت. يظهر في رأس كل مستند."
    ),
    "Nothing here yet": "لا شيء هنا بعد",
    "Name": "الاسم",
    "Legal name": "الاسم القانوني",
    "Code": "الرمز",
    "Phone": "الهاتف",
    "Website": "الموقع",
    "Numbers and dates": "الأرقام والتواريخ",
    "Bank": "البنك",
    "Account holder": "صاحب الحساب",
    "Account number": "رقم الحساب",
    "April": "أبريل",
    "January": "يناير",
    # Settings
    "This computer": "هذا الجهاز",
    "Lists and people": "القوائم والأشخاص",
    "Search settings": "بحث في الإعدادات",
    "Sections": "الأقسام",
    "No setting matches “{text}”.": "لا إعداد يطابق “{text}”.",
    "{setting} changed": "تغيّر: {setting}",
    "On": "مفعّل",
    "Only the owner can change this.": "لا يغيّره إلا المالك.",
    "Colours": "الألوان",
    "Light, dark, or what the system shows at the moment.": "فاتح أو داكن أو كما يعرض النظام الآن.",
    "Light": "فاتح",
    "Dark": "داكن",
    "System": "النظام",
    "Contrast": "التباين",
    "High contrast draws edges and text in full strength, without tints.": (
        "التباين العالي يرسم الحواف والنص بكامل القوة دون ظلال لونية."
    ),
    "High": "عالٍ",
    "Normal": "عادي",
    "Size of text": "حجم النص",
    "Grows text, rows and buttons. Ctrl and + or - do the same.": (
        "يكبّر النص والصفوف والأزرار، مثل Ctrl مع + أو -."
    ),
    "Keyboard": "لوحة المفاتيح",
    "Adds the keys you know from another program; the usual ones go on working.": (
        "يضيف مفاتيح تعرفها من برنامج آخر، وتبقى المعتادة تعمل."
    ),
    "Language": "اللغة",
    "Words of the window. Arabic and Persian run from right to left.": (
        "كلمات النافذة. العربية والفارسية من اليمين إلى اليسار."
    ),
    "Lock the window": "قفل النافذة",
    "Without a hand on it, the window asks for the password again.": (
        "تطلب النافذة كلمة المرور مجددًا إن تُركت."
    ),
    "After {count} minutes": "بعد {count} دقيقة",
    "Never": "أبدًا",
    "You sign in with it, in every company of this book.": "تدخل بها إلى كل شركات هذا الدفتر.",
    # Roles, audit, documents
    "All roles": "كل الأدوار",
    "See as this role": "عرض كهذا الدور",
    "Choose a role to see only what it may do, and the pages it has.": (
        "اختر دورًا لترى ما يُسمح له به وصفحاته."
    ),
    "{role} sees: {pages}": "{role}: {pages}",
    "What": "ماذا",
    "Accountant": "محاسب",
    "Cashier": "أمين صندوق",
    "Broker": "وسيط",
    "Auditor": "مدقق",
    "Verify chain": "التحقق من السلسلة",
    "Verifying every entry…": "جارٍ التحقق من كل قيد…",
    "Everything anybody changes is written here. Nobody can edit this log or switch it off.": (
        "يُكتب هنا كل تغيير. لا أحد يستطيع تعديل السجل أو إيقافه."
    ),
    "All {count} entries fit together: nothing was changed, removed or slipped in. Head {hash}…": (
        "القيود كلها متماسكة ({count}): لم يتغير شيء ولم يُحذف ولم يُدس. الرأس {hash}…"
    ),
    "The log does not hold: {count} faults. Keep this book as it is and restore a backup.": (
        "السجل غير سليم: {count} خلل. أبقِ هذا الدفتر كما هو واستعد نسخة احتياطية."
    ),
    "Record history": "تاريخ السجل",
    "History of {record}": "تاريخ {record}",
    "Nothing happened to it yet.": "لم يحدث له شيء بعد.",
    "When": "متى",
    "Who": "من",
    "Record": "السجل",
    "Changes": "التغييرات",
    "Reason": "السبب",
    "To add a file, drop it on a row of Customers, Invoices, Payments or Items, or on an open invoice.": (
        "لإضافة ملف أسقطه على صف في العملاء أو الفواتير أو المدفوعات أو الأصناف، أو على فاتورة مفتوحة."
    ),
    "No program opens this kind of file. Save a copy instead.": (
        "لا برنامج يفتح هذا النوع. احفظ نسخة بدلًا من ذلك."
    ),
    "Saved {name}": "حُفظ {name}",
    "{name} attached": "أُرفق {name}",
    "Drop the file on a row, or on an open invoice.": "أسقط الملف على صف أو على فاتورة مفتوحة.",
}

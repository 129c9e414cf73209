"""Arabic words of periods: locks, exceptions, closing months and years, opening balances."""

ARABIC_PERIODS = {
    # Months
    "Jan": "يناير",
    "Feb": "فبراير",
    "Mar": "مارس",
    "Apr": "أبريل",
    "May": "مايو",
    "Jun": "يونيو",
    "Jul": "يوليو",
    "Aug": "أغسطس",
    "Sep": "سبتمبر",
    "Oct": "أكتوبر",
    "Nov": "نوفمبر",
    "Dec": "ديسمبر",
    "January": "يناير",
    "February": "فبراير",
    "March": "مارس",
    "April": "أبريل",
    "June": "يونيو",
    "July": "يوليو",
    "August": "أغسطس",
    "September": "سبتمبر",
    "October": "أكتوبر",
    "November": "نوفمبر",
    "December": "ديسمبر",
    # Locks
    "Periods and locks": "الفترات والأقفال",
    "Locks by area and month": "الأقفال حسب المجال والشهر",
    "Area": "المجال",
    "Everything": "الكل",
    "Tax filed": "الضريبة المقدَّمة",
    "Years closed": "السنوات المقفلة",
    "Closed for ever": "مقفل نهائيًا",
    "Close for ever": "إقفال نهائي",
    "Closed for ever until": "مقفل نهائيًا حتى",
    "Locked until": "مقفل حتى",
    "as everything": "مثل الكل",
    "Set a lock": "ضبط قفل",
    "Set this lock": "ضبط هذا القفل",
    "Set": "ضُبط",
    "Stands": "قائم",
    "Standing": "القائمة",
    "Moved": "نُقل",
    "hard lock": "قفل نهائي",
    "lock": "قفل",
    "locks": "أقفال",
    "History of locks": "سجل الأقفال",
    "No locks": "لا أقفال",
    "Every lock that was ever set stands here with its reason.": "كل قفل ضُبط يومًا مسجل هنا مع سببه.",
    "Nothing of the area can be posted on or before this day. Empty takes the lock away.": (
        "لا يُرحَّل شيء من هذا المجال في هذا اليوم أو قبله. اتركه فارغًا لرفع القفل."
    ),
    "It can be moved forward, never back, and no exception opens it.": (
        "يمكن تقديمه إلى الأمام فقط، ولا يفتحه أي استثناء."
    ),
    "Financial year {label}": "السنة المالية {label}",
    "Financial years": "السنوات المالية",
    "Financial year": "السنة المالية",
    "{first} to {last}": "{first} إلى {last}",
    "Year before": "السنة السابقة",
    "Year after": "السنة التالية",
    "Year": "السنة",
    "Next part": "الجزء التالي",
    # Exceptions
    "Lock exceptions": "استثناءات الأقفال",
    "New exception": "استثناء جديد",
    "All exceptions": "كل الاستثناءات",
    "Running exceptions": "الاستثناءات السارية",
    "Running": "سارٍ",
    "Ended": "انتهى",
    "Ends": "ينتهي",
    "Ends in": "ينتهي بعد",
    "End now": "إنهاء الآن",
    "Given": "مُنح",
    "To": "إلى",
    "exception": "استثناء",
    "exceptions": "استثناءات",
    "For this person": "لهذا الشخص",
    "Or everybody of this role": "أو لكل من له هذا الدور",
    "Opens from": "يفتح من",
    "1 hour": "ساعة",
    "4 hours": "4 ساعات",
    "3 days": "3 أيام",
    "7 days": "7 أيام",
    "Everything opens all locks but that of filed tax.": "«الكل» يفتح كل الأقفال إلا قفل الضريبة المقدَّمة.",
    "No exceptions": "لا استثناءات",
    "An exception opens locked days to one person or role, for one area and some hours.": (
        "يفتح الاستثناء أيامًا مقفلة لشخص أو دور واحد، لمجال واحد ولساعات معدودة."
    ),
    "Nobody can post through this exception any more.": "لن يستطيع أحد الترحيل بهذا الاستثناء بعد الآن.",
    "Nobody is let through. A lock holds for everybody.": "لا أحد مستثنى. القفل يسري على الجميع.",
    # Closing
    "Close a month or year": "إقفال شهر أو سنة",
    "Close a month": "إقفال شهر",
    "Close a year": "إقفال سنة",
    "Close {name}": "إقفال {name}",
    "Close all the same": "الإقفال رغم ذلك",
    "{name} is closed": "تم إقفال {name}",
    "year {label}": "سنة {label}",
    "Month": "الشهر",
    "Before": "السابق",
    "After": "التالي",
    "What to close": "ما الذي يُقفل",
    "What was found": "ما وُجد",
    "What closing does": "ما يفعله الإقفال",
    "{count} in the way": "{count} تمنع الإقفال",
    "{count} worth a look": "{count} تستحق النظر",
    "Nothing in the way": "لا شيء يمنع",
    "None found": "لم يوجد شيء",
    "Something stands in the way.": "هناك ما يمنع الإقفال.",
    "The year is not over yet.": "لم تنته السنة بعد.",
    "Everything up to {day} is locked.": "كل شيء حتى {day} مقفل.",
    "Everything up to {day} is locked. Payments, mail and files of old invoices go on; reversals land on the "
    "first open day.": (
        "يُقفل كل شيء حتى {day}. وتستمر مدفوعات الفواتير القديمة ورسائلها وملفاتها، "
        "وتقع القيود العكسية في أول يوم مفتوح."
    ),
    "Income and expenses are carried to retained earnings by an entry of {day}. After that nothing is posted "
    "into the year; only the owner can reopen it.": (
        "تُرحَّل الإيرادات والمصروفات إلى الأرباح المحتجزة بقيد بتاريخ {day}. "
        "بعد ذلك لا يُرحَّل شيء في السنة، ولا يعيد فتحها إلا المالك."
    ),
    "The result stands on retained earnings, and nothing is posted up to {day}.": (
        "النتيجة في الأرباح المحتجزة، ولا يُرحَّل شيء حتى {day}."
    ),
    "Profit": "الربح",
    "Profit of the year": "ربح السنة",
    "Loss of the year": "خسارة السنة",
    "Closing report": "تقرير الإقفال",
    "Year closing": "إقفال السنة",
    "The balances a financial year was closed with, and the hashes that prove them.": (
        "الأرصدة التي أُقفلت بها السنة المالية، والبصمات التي تثبتها."
    ),
    "Closed": "مقفل",
    "Closed years": "السنوات المقفلة",
    "Closed until": "مقفلة حتى",
    "Closing": "الإقفال",
    "closing": "إقفال",
    "closings": "إقفالات",
    "Audit log entry": "قيد سجل التدقيق",
    "No year is closed yet": "لم تُقفل سنة بعد",
    "Closing a year carries its result to retained earnings and locks its days.": (
        "إقفال السنة يرحّل نتيجتها إلى الأرباح المحتجزة ويقفل أيامها."
    ),
    "Reopen year": "إعادة فتح السنة",
    "Reopened": "أعيد فتحها",
    "Reopened by": "أعاد فتحها",
    "Reopened because": "سبب إعادة الفتح",
    "reopening": "إعادة فتح",
    "The closing entry is reversed on the last day of the year.": "يُعكس قيد الإقفال في آخر يوم من السنة.",
    # What stands in the way
    "Invoices not posted": "فواتير غير مرحَّلة",
    "Bills not posted": "فواتير شراء غير مرحَّلة",
    "Post them, date them later, or delete them.": "رحّلها أو أخّر تاريخها أو احذفها.",
    "Post them, book them later, or delete them.": "رحّلها أو سجلها لاحقًا أو احذفها.",
    "Payments with money left": "مدفوعات بقي منها مال",
    "Allocate it, or leave it as an advance.": "خصّصه أو اتركه دفعة مقدمة.",
    "Months out of balance": "أشهر غير متوازنة",
    "The book is damaged. Run the check of the whole book, and restore a backup.": (
        "الدفتر تالف. افحص الدفتر كله واستعد نسخة احتياطية."
    ),
    "Cash below zero": "نقد تحت الصفر",
    "More was paid out than was there: a receipt is missing, or a date is wrong.": (
        "دُفع أكثر مما كان موجودًا: ينقص إيصال أو هناك تاريخ خاطئ."
    ),
    "Tax not filed": "ضريبة لم تُقدَّم",
    "File the return, then lock tax up to the last day.": "قدّم الإقرار ثم أقفل الضريبة حتى آخر يوم.",
    "Bank movements not in the books": "حركات بنكية ليست في الدفاتر",
    "Match them, book them, or leave them out with a reason.": "طابقها أو سجلها أو استبعدها مع ذكر السبب.",
    "Bank accounts not reconciled": "حسابات بنكية لم تُسوَّ",
    "Reconcile them up to the last day.": "سوِّها حتى آخر يوم.",
    # Vouchers
    "Empty is the first open day.": "إن تُرك فارغًا فأول يوم مفتوح.",
    "Reverses itself on": "يُعكس تلقائيًا في",
    "Duplicate": "تكرار",
    # Opening balances
    "Opening balances": "الأرصدة الافتتاحية",
    "Post opening balances": "ترحيل الأرصدة الافتتاحية",
    "Opening balances posted": "رُحِّلت الأرصدة الافتتاحية",
    "Balances at the end of": "الأرصدة في نهاية",
    "What to enter": "ما الذي تدخله",
    "Accounts": "الحسابات",
    "Open invoices": "فواتير مفتوحة",
    "Open bills": "فواتير شراء مفتوحة",
    "Dated": "بتاريخ",
    "Stays on opening equity": "يبقى في حقوق الملكية الافتتاحية",
    "What customers owe and suppliers are owed comes as open documents, so that it ages.": (
        "ما على العملاء وما للموردين يُدخل كمستندات مفتوحة كي تُحسب أعماره."
    ),
    "This is not a day. Write it like 21 12 26.": "هذا ليس يومًا. اكتبه هكذا: 21 12 26.",
    "Recurring documents due": "مستندات متكررة مستحقة",
    "Make them or skip them: once the period is closed they cannot bear their day.": (
        "أنشئها أو تجاوزها: بعد إقفال الفترة لا يمكن أن تحمل تاريخها."
    ),
    "Tickets waiting for approval": "طلبات تنتظر الموافقة",
    "Decide them: what is approved later cannot be posted on a closed day.": (
        "ابتّ فيها: ما يُوافق عليه لاحقًا لا يُرحّل في يوم مقفل."
    ),
    "Currencies not revalued": "عملات لم يُعد تقييمها",
    "Revalue the last day: what is open in other currencies stands at old rates.": (
        "أعد تقييم اليوم الأخير: المفتوح بعملات أخرى مقيّد بأسعار قديمة."
    ),
}

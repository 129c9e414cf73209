"""Arabic words of aging, statements, reminders and tax returns."""

ARABIC_STATEMENTS = {
    # Reminders
    "Reminders": "التذكيرات",
    "overdue invoice": "فاتورة متأخرة",
    "overdue invoices": "فواتير متأخرة",
    "Sent reminders": "التذكيرات المرسلة",
    "reminder": "تذكير",
    "reminders": "تذكيرات",
    "Days late": "أيام التأخير",
    "Reminded": "ذُكِّر في",
    "Sent": "مرسل",
    "All overdue": "كل المتأخر",
    "To remind of": "للتذكير به",
    "Remind all that are due": "تذكير كل من حان تذكيره",
    "Everybody on the list Due is reminded one level higher than last time. "
    "The letters come as one document.": (
        "يُذكَّر كل من في قائمة المستحق بدرجة أعلى من المرة السابقة، وتأتي الرسائل في مستند واحد."
    ),
    "Remind this customer": "تذكير هذا العميل",
    "Print letter": "طباعة الرسالة",
    "Number, customer or code": "رقم أو عميل أو رمز",
    "Number or customer": "رقم أو عميل",
    "Nobody is overdue": "لا أحد متأخر",
    "When an invoice is a week past its due date, it comes up here, ready to be reminded of.": (
        "متى مضى أسبوع على استحقاق فاتورة ظهرت هنا جاهزة للتذكير بها."
    ),
    "No reminders yet": "لا تذكيرات بعد",
    "What you remind of stays here, with its letter.": "ما تُذكّر به يبقى هنا مع رسالته.",
    "Friendly": "ودّي",
    "Firm": "حازم",
    "Final": "نهائي",
    "Letter": "رسالة",
    "Message": "رسالة",
    "Level": "الدرجة",
    "Open then": "المفتوح حينها",
    "Overdue then": "المتأخر حينها",
    "The reminder names everything of this customer that is overdue.": (
        "يذكر التذكير كل ما تأخر على هذا العميل."
    ),
    "{count} reminders recorded": "سُجّل {count} من التذكيرات",
    # Settings
    "Aging and reminders": "أعمار الديون والتذكيرات",
    "Aging buckets": "فئات أعمار الديون",
    "The last day of each bucket, in days after the due date, such as 30, 60, 90.": (
        "آخر يوم من كل فئة، بالأيام بعد تاريخ الاستحقاق، مثل 30, 60, 90."
    ),
    "Remind after": "التذكير بعد",
    "So many days after the due date a document comes onto the list of reminders.": (
        "بعد هذا العدد من الأيام من الاستحقاق يظهر المستند في قائمة التذكيرات."
    ),
    "Remind again after": "التذكير مجددًا بعد",
    "So many days after a reminder its documents come onto the list again, one level higher.": (
        "بعد هذا العدد من الأيام من التذكير تعود مستنداته إلى القائمة بدرجة أعلى."
    ),
    "Friendly reminder": "تذكير ودّي",
    "Firm reminder": "تذكير حازم",
    "Final reminder": "تذكير نهائي",
    "Number of a reminder": "رقم التذكير",
    "What follows the salutation. {party}, {company}, {total}, {count}, {days}, {oldest} are filled in.": (
        "ما يلي التحية. تُملأ {party} و{company} و{total} و{count} و{days} و{oldest}."
    ),
    # Aging
    "Receivables": "الذمم المدينة",
    "Payables": "الذمم الدائنة",
    "Receivables by age": "الذمم المدينة حسب العمر",
    "Payables by age": "الذمم الدائنة حسب العمر",
    "Who owes how much, and for how long, at the end of any day.": "من عليه كم ومنذ متى، في نهاية أي يوم.",
    "Whom you owe how much, and for how long, at the end of any day.": (
        "لمن عليك كم ومنذ متى، في نهاية أي يوم."
    ),
    "Recorded": "المسجل",
    "All that is known today": "كل ما هو معروف اليوم",
    "Only what was recorded by that day": "ما سُجّل حتى ذلك اليوم فقط",
    "By party": "حسب الطرف",
    "Document by document": "مستندًا مستندًا",
    "Not due": "غير مستحق",
    "Over 90": "أكثر من 90",
    "Credits": "إشعارات دائنة",
    "Other entries": "قيود أخرى",
    "Advances": "دفعات مقدمة",
    "Bucket": "الفئة",
    "In its currency": "بعملته",
    "Advances are money received that pays no invoice yet; they stand on their own account.": (
        "الدفعات المقدمة أموال مقبوضة لا تسدد فاتورة بعد، ولها حسابها."
    ),
    "Advances are money paid that settles no bill yet; they stand on their own account.": (
        "الدفعات المقدمة أموال مدفوعة لا تسدد فاتورة مورد بعد، ولها حسابها."
    ),
    # Statement
    "Statement of account": "كشف حساب",
    "One customer's or supplier's account, as it is sent: documents, payments, balance.": (
        "حساب عميل أو مورد كما يُرسل: المستندات والدفعات والرصيد."
    ),
    "Allocations": "التخصيصات",
    "Not shown": "غير معروضة",
    "What each payment pays": "ما تسدده كل دفعة",
    "Charged": "المستحق",
    "Closing balance": "الرصيد الختامي",
    # Tax returns
    "GSTR-1": "GSTR-1",
    "GSTR-3B": "GSTR-3B",
    "VAT return": "إقرار ضريبة القيمة المضافة",
    "Tax withheld and collected at source": "الضريبة المقتطعة والمحصلة عند المنبع",
    "Outward supplies of a month or quarter in the tables of the return.": (
        "توريدات شهر أو ربع سنة في جداول الإقرار."
    ),
    "Tax owed, credit claimed and what is to be paid, in the rows of the return.": (
        "الضريبة المستحقة والمطالب بخصمها وما يُدفع، في سطور الإقرار."
    ),
    "The nine boxes of a VAT return, with the documents behind each.": (
        "الخانات التسع لإقرار ضريبة القيمة المضافة والمستندات خلف كل منها."
    ),
    "TDS and TCS of a period by section and party, withheld by you and from you.": (
        "ضرائب المنبع لفترة حسب المادة والطرف، ما اقتطعته وما اقتُطع منك."
    ),
    "JSON": "JSON",
    "As this report": "كهذا التقرير",
    "As the GSTN's tools read it": "كما تقرؤه أدوات GSTN",
    "The return": "الإقرار",
    "With the documents behind": "مع المستندات خلفه",
    "Taxable": "الخاضع",
    "SGST/UTGST": "SGST/UTGST",
    "Value": "القيمة",
    "Place": "المكان",
    "Supplies": "التوريدات",
    "Row": "السطر",
    "Box": "الخانة",
    "Value excl. VAT": "القيمة دون الضريبة",
    "VAT": "ض.ق.م",
    "Credit brought forward and reversals under rules 42 and 43 are entered on the portal.": (
        "الرصيد المرحّل وعمليات الرد وفق القاعدتين 42 و43 تُدخل في البوابة."
    ),
    "Entries without a document on the tax accounts (payments, set-offs) are in no table.": (
        "القيود بلا مستند على حسابات الضريبة (دفعات ومقاصات) ليست في أي جدول."
    ),
    "Revaluation": "إعادة التقييم",
}

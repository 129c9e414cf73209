"""Arabic words of people working together: approvals, disputes, branches, invitations, roles."""

ARABIC_PEOPLE = {
    # Approvals
    "ticket": "طلب",
    "tickets": "طلبات",
    "Ticket": "الطلب",
    "Anything that is posted": "كل ما يُرحَّل",
    "Sales invoice": "فاتورة مبيعات",
    "Purchase bill": "فاتورة مشتريات",
    "Debit note": "إشعار مدين",
    "Receipt": "سند قبض",
    "Reversal of a receipt": "عكس سند قبض",
    "Reversal of a payment": "عكس دفعة",
    "Write-off": "شطب",
    "Transfer between cash and bank": "تحويل بين الصندوق والبنك",
    "Journal voucher": "قيد يومية",
    "Payment of commission": "دفع عمولة",
    "Void or reversal": "إلغاء أو عكس",
    "Party": "الطرف",
    "Asked by": "بطلب من",
    "Asked": "طُلب في",
    "Waits": "قيد الانتظار",
    "Withdrawn": "مسحوب",
    "Out of date": "لم يعد صالحًا",
    "Expired": "منتهي",
    "For me to decide": "بانتظار قراري",
    "Waiting": "قيد الانتظار",
    "I asked for": "طلباتي",
    "Decided": "تم البت فيها",
    "I asked for, still waiting": "طلباتي التي ما زالت تنتظر",
    "Number, party or person": "الرقم أو الطرف أو الشخص",
    "Withdraw": "سحب",
    "Why it waits": "سبب الانتظار",
    "Limit": "الحد",
    "Decided by": "قرار من",
    "Nothing waits": "لا شيء ينتظر",
    "What is above a limit waits here until somebody else has approved it.": (
        "ما يتجاوز حدًا ينتظر هنا حتى يوافق عليه شخص آخر."
    ),
    "Who asked for it reads this. Nothing is posted.": "يقرؤه صاحب الطلب، ولا يُرحَّل شيء.",
    "Approval rules": "قواعد الموافقة",
    "rule": "قاعدة",
    "rules": "قواعد",
    "Above": "ما فوق",
    "Approvers exempt": "المعتمدون معفيون",
    "Days": "الأيام",
    "New rule": "قاعدة جديدة",
    "Remove": "إزالة",
    "Take this rule away? What waits under it already goes on waiting.": (
        "إزالة هذه القاعدة؟ ما ينتظر بموجبها يبقى منتظرًا."
    ),
    "Nothing has to wait": "لا شيء يحتاج إلى انتظار",
    "A rule says above which amount somebody else must look at a document before it is posted.": (
        "تحدد القاعدة المبلغ الذي يجب أن ينظر شخص آخر في المستند إذا تجاوزه قبل ترحيله."
    ),
    "approval rule": "قاعدة موافقة",
    "In the company's currency. What is above this amount waits.": (
        "بعملة الشركة. ما يتجاوز هذا المبلغ ينتظر."
    ),
    "Owners": "المالكون",
    "Who may approve": "من يحق له الموافقة",
    "Accountants": "المحاسبون",
    "Cashiers": "أمناء الصندوق",
    "Brokers": "الوسطاء",
    "And this person": "وهذا الشخص",
    "Approvals needed": "الموافقات المطلوبة",
    "Waits for days": "مدة الانتظار بالأيام",
    "Approvers need not ask for their own": "المعتمدون لا يطلبون موافقة",
    "Otherwise nobody, not even the owner, posts above the limit alone.": (
        "وإلا فلا أحد، ولا المالك، يرحّل وحده ما يتجاوز الحد."
    ),
    "{kind}, ticket {number}": "{kind}، الطلب {number}",
    "Above the limit of {limit} ({rule}). Asked for by {maker} on {day}.": (
        "يتجاوز الحد {limit} ({rule}). طلبه {maker} في {day}."
    ),
    "nobody": "لا أحد",
    "Can be approved by {names} until {day}.": "يمكن أن يوافق عليه {names} حتى {day}.",
    "and {count} more lines": "و{count} من البنود الأخرى",
    "{given} of {needed} approvals.": "{given} من {needed} موافقات.",
    "Reason: {reason}": "السبب: {reason}",
    "Dr": "مدين",
    "Cr": "دائن",
    "It could not be carried out:": "تعذّر التنفيذ:",
    "{n} of {count}": "{n} من {count}",
    "Approved. {count} more must approve.": "تمت الموافقة. ما زالت {count} موافقات مطلوبة.",
    "Ticket {number} approved and posted": "تمت الموافقة على الطلب {number} وترحيله",
    "Approve all the same": "الموافقة رغم ذلك",
    "Waits for approval of {names} until {day}. Asked for by {maker}; "
    "after a change it must be asked for again.": (
        "بانتظار موافقة {names} حتى {day}. طلبها {maker}؛ وبعد أي تعديل يجب طلبها من جديد."
    ),
    "Open ticket": "فتح الطلب",
    "Asked for": "طُلب",
    "Document": "المستند",
    "Narration": "البيان",
    "Flag": "علامة",
    # Disputes
    "dispute": "نزاع",
    "disputes": "نزاعات",
    "Dispute": "النزاع",
    "Disputed": "متنازع عليه",
    "Quality": "الجودة",
    "Quantity or weight": "الكمية أو الوزن",
    "Delivery": "التسليم",
    "Billed twice": "فوتر مرتين",
    "Something else": "سبب آخر",
    "Opened": "فُتح",
    "Opened by": "فتحه",
    "Settle by": "يُسوّى قبل",
    "Settled": "تمت تسويتها",
    "Past the deadline": "تجاوزت المهلة",
    "Document or party": "المستند أو الطرف",
    "New dispute": "نزاع جديد",
    "Add note or proposal": "إضافة ملاحظة أو اقتراح",
    "What is claimed": "موضوع المطالبة",
    "Nobody disagrees": "لا اعتراض من أحد",
    "When a customer does not accept an invoice, note it here: it is marked in the lists and gets "
    "no reminders until it is settled.": (
        "إذا لم يقبل عميل فاتورة فسجّل ذلك هنا: تُعلَّم في القوائم ولا تُرسل لها تذكيرات حتى تُسوّى."
    ),
    "Disputed amount": "المبلغ المتنازع عليه",
    "Empty for the whole document.": "اتركه فارغًا للمستند كله.",
    "note": "ملاحظة",
    "Proposal": "اقتراح",
    "What was said": "ما قيل",
    "Proposed amount": "المبلغ المقترح",
    "What the party would get credited; empty for a remark.": "ما سيُقيَّد للطرف؛ اتركه فارغًا للملاحظة.",
    "The number of the posted credit note, where one was agreed.": "رقم الإشعار الدائن المرحَّل إن اتُّفق عليه.",
    "What was agreed": "ما اتُّفق عليه",
    "Settled by a credit note": "سُوّي بإشعار دائن",
    "Paid after all": "دُفع في النهاية",
    # Branches
    "Branch": "الفرع",
    "Branches": "الفروع",
    "branch": "فرع",
    "branches": "فروع",
    "New branch": "فرع جديد",
    "All branches": "كل الفروع",
    "One place, no branches": "مكان واحد بلا فروع",
    "A branch has documents and people of its own; who works in one sees nothing of the others.": (
        "للفرع مستنداته وموظفوه؛ ومن يعمل في فرع لا يرى شيئًا من غيره."
    ),
    "Its own GSTIN, where the branch is registered apart.": "رقمه الضريبي الخاص إن كان مسجلًا على حدة.",
    "Who works in a branch sees and writes only what is of that branch.": (
        "من يعمل في فرع يرى ويكتب ما يخص ذلك الفرع فقط."
    ),
    # Invitations
    "Invitations": "الدعوات",
    "invitation": "دعوة",
    "invitations": "دعوات",
    "Add from another company": "إضافة من شركة أخرى",
    "Invited by": "دعاه",
    "Runs out": "تنتهي في",
    "Redeemed": "استُخدمت",
    "Ended": "أُنهيت",
    "Ran out": "انتهت مدتها",
    "Invite": "دعوة",
    "New code": "رمز جديد",
    "Revoke": "إلغاء الدعوة",
    "The code no longer opens an account.": "لن يفتح الرمز حسابًا بعد ذلك.",
    "Nobody is invited": "لم يُدعَ أحد",
    "Invite somebody by e-mail address. You get a code, shown once, that opens the account.": (
        "ادعُ شخصًا بعنوان بريده. تحصل على رمز يُعرض مرة واحدة ويفتح الحساب."
    ),
    "You get a code to hand over; with it the account is opened.": "تحصل على رمز تسلّمه، وبه يُفتح الحساب.",
    "Code for {email}": "رمز {email}",
    "Code: {code}": "الرمز: {code}",
    "Hand this code over yourself; no mail is sent. It opens one account, within seven days, and is "
    "shown only now: on the sign-in card choose “I have an invitation”.": (
        "سلّم هذا الرمز بنفسك، فلا يُرسل بريد. يفتح حسابًا واحدًا خلال سبعة أيام ويُعرض الآن فقط: "
        "في بطاقة الدخول اختر «لدي دعوة»."
    ),
    "Copy code": "نسخ الرمز",
    "Code copied": "نُسخ الرمز",
    # Roles
    "Give permission": "منح الصلاحية",
    "Take permission away": "سحب الصلاحية",
    "A click on a tick changes it; what was changed is set in bold.": (
        "انقر على علامة لتغييرها؛ وما غُيّر يظهر بخط عريض."
    ),
}

"""Arabic words of money that goes out, of refunds, write-offs, transfers and cash and bank accounts."""

ARABIC_PAYMENTS = {
    # Paying a supplier
    "Pay supplier": "الدفع لمورّد",
    "Pay bill": "دفع الفاتورة",
    "To": "إلى",
    "Choose whom we pay": "اختر من ندفع له",
    "Amount paid": "المبلغ المدفوع",
    "Out of": "من حساب",
    "Discount received": "خصم مكتسب",
    "Post and print advice": "ترحيل وطباعة الإشعار",
    "Print advice": "طباعة الإشعار",
    "Who is paid?": "لمن ندفع؟",
    "Choose the supplier, and what is open stands here, ready to be ticked.": (
        "اختر المورّد فتظهر هنا فواتيره المفتوحة جاهزة للتأشير."
    ),
    "What will be posted stands here once supplier and amount are known.": (
        "يظهر هنا ما سيُرحّل متى عُرف المورّد والمبلغ."
    ),
    "Open bills": "فواتير الموردين المفتوحة",
    "Bill": "فاتورة مورّد",
    "We owe": "علينا",
    "Nothing is owed to {name}. What is paid is kept as an advance.": (
        "لا شيء مستحق لـ {name}. ما يُدفع يُحفظ دفعة مقدمة."
    ),
    "What is left over is kept as an advance to the supplier.": "يُحفظ الباقي دفعة مقدمة لدى المورّد.",
    "Lower an amount, or pay more.": "خفّض مبلغًا أو ادفع أكثر.",
    "Enter an amount above zero, or leave it out.": "أدخل مبلغًا أكبر من الصفر أو اتركه.",
    "Section": "المادة",
    "TCS": "TCS",
    "Also settled": "يسوّى أيضًا",
    "On top": "فوق المبلغ",
    "As the account or supplier": "كعملة الحساب أو المورّد",
    "194H": "194H",
    "194C": "194C",
    # Allocating
    "It settles nothing yet.": "لا يسوّي شيئًا بعد.",
    "Nothing is open.": "لا شيء مفتوح.",
    "{amount} allocated to 1 document": "خُصّص {amount} لمستند واحد",
    "{amount} allocated to {count} documents": "خُصّص {amount} لعدد {count} مستندات",
    "All of it is allocated. Clear another line first, or type an amount here.": (
        "خُصّص المبلغ كله. أفرغ سطرًا آخر أولًا أو اكتب مبلغًا هنا."
    ),
    "Tick it first: what is left of it after the payment is written off.": (
        "أشّر عليه أولًا: يُشطب ما يبقى منه بعد الدفع."
    ),
    "{amount} is written off.": "يُشطب {amount}.",
    "What is open is in another currency. Choose it under Currency.": (
        "المفتوح بعملة أخرى. اخترها في خانة العملة."
    ),
    "Open document": "فتح المستند",
    "Document": "المستند",
    "Still open": "لا يزال مفتوحًا",
    "pays along": "يدفع معه",
    # What became of it
    "Paid out": "المدفوع",
    "Arrived": "وصل",
    "Written off": "مشطوب",
    "Notes used": "إشعارات مستخدمة",
    "Pay back": "ردّ المبلغ",
    "Pay back {number}": "ردّ {number}",
    "Refund": "ردّ",
    "Refund received": "ردّ مقبوض",
    "refund": "ردّ",
    "Receipt": "قبض",
    "Receipts": "المقبوضات",
    "receipts": "مقبوضات",
    "payment": "دفعة",
    "reversal": "عكس",
    "Party": "الطرف",
    "On account": "تحت الحساب",
    "Without money": "بلا نقد",
    "Paid this month": "مدفوع هذا الشهر",
    "Customers' advances": "دفعات العملاء المقدمة",
    "Advances to suppliers": "دفعات مقدمة للموردين",
    "Number, reference or party": "الرقم أو المرجع أو الطرف",
    "Files": "الملفات",
    "Record what comes in and goes out, and see at once which documents are settled.": (
        "سجّل ما يدخل وما يخرج لترى فورًا ما سُوّي من المستندات."
    ),
    "The documents it paid are open again from that day.": "تُفتح المستندات المدفوعة به من ذلك اليوم.",
    # Notes and write-offs
    "Set-off": "مقاصة",
    "Set off": "مقاصة",
    "set-off": "مقاصة",
    "The party's open documents are settled as far as the note reaches; no money moves.": (
        "تُسوّى مستندات الطرف المفتوحة بقدر الإشعار دون حركة نقد."
    ),
    "Write-off": "شطب",
    "Write off": "شطب",
    "write-off": "شطب",
    "Take write-off back": "إلغاء الشطب",
    "All that is open": "كل المفتوح",
    "All that is left": "كل الباقي",
    "The tax of the invoice is not reduced.": "لا تُخفَّض ضريبة الفاتورة.",
    "Insolvent": "معسر",
    "Paid after all": "دُفع في النهاية",
    "The invoice is open again from that day; then receive the money as usual.": (
        "تُفتح الفاتورة من ذلك اليوم، ثم يُقبض المبلغ كالمعتاد."
    ),
    # Transfers
    "Transfer": "تحويل",
    "Transfers": "التحويلات",
    "transfer": "تحويل",
    "Transferred": "محوّل",
    "Arrives": "يصل",
    "Another currency": "عملة أخرى",
    "The same amount": "المبلغ نفسه",
    "Rate of what leaves": "سعر ما يخرج",
    "As the balance stands": "كما في الرصيد",
    "Rate of what arrives": "سعر ما يصل",
    "What left for it": "ما خرج مقابله",
    "What will be posted stands here once both accounts and the amount are known.": (
        "يظهر هنا ما سيُرحّل متى عُرف الحسابان والمبلغ."
    ),
    # Cash and bank
    "Cash and bank": "النقد والبنوك",
    "account": "حساب",
    "accounts": "حسابات",
    "Wallet": "محفظة",
    "Last movement": "آخر حركة",
    "never": "أبدًا",
    "All together": "المجموع",
    "Name, code or bank": "الاسم أو الرمز أو البنك",
    "No cash or bank account": "لا حساب نقدي أو بنكي",
    "Every payment goes through one of them.": "تمرّ كل دفعة بأحدها.",
    "At the bank": "لدى البنك",
    "Branch": "الفرع",
    "Account holder": "صاحب الحساب",
    "Account number": "رقم الحساب",
    "IFSC": "IFSC",
    "IBAN": "IBAN",
    "BIC": "BIC",
    "Opening balance": "الرصيد الافتتاحي",
    "When it is made": "عند الإنشاء",
    # Settings
    "Number of a receipt": "رقم سند القبض",
    "Number of a payment": "رقم سند الصرف",
    "Number of a refund": "رقم الردّ",
    "Number of a set-off": "رقم المقاصة",
    "Number of a write-off": "رقم الشطب",
    "Number of a transfer": "رقم التحويل",
    "Small difference that may be let go": "فرق صغير يجوز التغاضي عنه",
    "rate of {day}": "سعر {day}",
    "For another currency; left empty, the rate of the day": "لعملة أخرى؛ إن تُرك فارغًا فسعر اليوم",
}

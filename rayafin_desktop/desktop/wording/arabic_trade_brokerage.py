"""Arabic words of brokerage, its bills, and claims."""

ARABIC_TRADE_BROKERAGE = {
    # Brokerage
    "Brokerage": "السمسرة",
    "charge": "استحقاق",
    "charges": "استحقاقات",
    "Charge": "الاستحقاق",
    "Due since": "مستحق منذ",
    "Weight, kg": "الوزن بالكيلوغرام",
    "Contract amended": "عُدّل العقد",
    "Delivery taken back": "استُرجع التسليم",
    "Claim settled": "سُوّيت المطالبة",
    "Contract ended": "انتهى العقد",
    "Contract goes on": "استؤنف العقد",
    "Rate is": "نوع السعر",
    "Percent of the value": "نسبة من القيمة",
    "Billed": "مفوتر",
    "Due from buyers": "مستحق على المشترين",
    "Due from sellers": "مستحق على البائعين",
    "Billed, not paid": "مفوتر ولم يُدفع",
    "Contract, party, lorry or bill": "العقد أو الطرف أو الشاحنة أو الفاتورة",
    "Bill a party": "إصدار فاتورة لطرف",
    "Bill all that is due": "إصدار فواتير كل المستحق",
    "Bill this party": "إصدار فاتورة لهذا الطرف",
    "Contract date": "تاريخ العقد",
    "In all by then": "المجموع حتى حينه",
    "All steps": "كل الخطوات",
    "No brokerage yet": "لا سمسرة بعد",
    "Contracts between a buyer and a seller earn brokerage when they are made or delivered, as each of "
    "them says. What is due shows here and is billed from here.": (
        "تستحق العقود بين مشترٍ وبائع سمسرةً عند إبرامها أو تسليمها كما ينص كل منها. "
        "ويظهر المستحق هنا وتصدر فاتورته من هنا."
    ),
    "Brokerage bills": "فواتير السمسرة",
    "Brokerage bill": "فاتورة سمسرة",
    "brokerage bill": "فاتورة سمسرة",
    "brokerage bills": "فواتير سمسرة",
    "Number or party": "الرقم أو الطرف",
    "Contracts and lorries": "العقود والشاحنات",
    "No brokerage bills": "لا فواتير سمسرة",
    "Bill a party from the list of brokerage; its invoice shows here, with contracts and lorries.": (
        "أصدر فاتورة لطرف من قائمة السمسرة؛ فتظهر فاتورته هنا مع العقود والشاحنات."
    ),
    "Due until": "المستحق حتى",
    "Empty for all that is due, of all its contracts.": "اتركه فارغًا لكل المستحق من عقوده جميعًا.",
    "Date of the bill": "تاريخ الفاتورة",
    "Date of the bills": "تاريخ الفواتير",
    "One bill for each party and currency; empty for all that is due.": (
        "فاتورة لكل طرف وعملة؛ اتركه فارغًا لكل المستحق."
    ),
    "Brokerage follows allowances": "السمسرة تتبع الخصومات",
    "Allowances for quality, and what a claim is settled for, lower the value brokerage is reckoned on. "
    "Contracts that have a charge already keep what they began with.": (
        "تخفض خصومات الجودة وما تُسوّى به المطالبة القيمةَ التي تُحسب عليها السمسرة. "
        "والعقود التي لها استحقاق تبقى على ما بدأت به."
    ),
    "A sub-broker has earned his share": "يستحق السمسار الفرعي حصته",
    "Bills that are posted already keep what held for them.": "تبقى الفواتير المرحّلة على ما كان ساريًا لها.",
    "With each payment of the brokerage bill, in proportion": "مع كل دفعة من فاتورة السمسرة بالتناسب",
    "When the brokerage bill is paid in full": "عند سداد فاتورة السمسرة كاملة",
    "When the brokerage bill is posted; payable once it is paid": (
        "عند ترحيل فاتورة السمسرة؛ وتُدفع بعد سدادها"
    ),
    "Brokerage statement": "كشف السمسرة",
    "What each party owes of brokerage, with every contract, lorry and bill.": (
        "ما على كل طرف من سمسرة مع كل عقد وشاحنة وفاتورة."
    ),
    "Brokerage earned": "السمسرة المكتسبة",
    "What was earned by party, commodity or month, and what of it is due, billed and paid.": (
        "المكتسب حسب الطرف أو السلعة أو الشهر، وما استحق منه وما فُوتر وما دُفع."
    ),
    # Claims
    "Claims": "المطالبات",
    "Claim number": "رقم المطالبة",
    "claim": "مطالبة",
    "claims": "مطالبات",
    "Raised": "رُفعت في",
    "Claimed by": "المطالِب",
    "us": "نحن",
    "Against": "ضد",
    "Late delivery": "تأخر التسليم",
    "Claims until": "المطالبات حتى",
    "Claimed": "المطلوب",
    "Proposed": "المقترح",
    "Proposed by": "اقترحه",
    "Due soon": "قريبة الموعد",
    "In arbitration": "في التحكيم",
    "Invoiced back": "فوترة عكسية",
    "Due in 3 days": "خلال 3 أيام",
    "Claimed and open": "مطالبات مفتوحة",
    "Claim, contract, party, lorry or lot": "المطالبة أو العقد أو الطرف أو الشاحنة أو الدفعة",
    "New claim": "مطالبة جديدة",
    "Propose an amount": "اقتراح مبلغ",
    "Add note": "إضافة ملاحظة",
    "Take to arbitration": "إحالة إلى التحكيم",
    "To arbitration": "إلى التحكيم",
    "Settled by an allowance": "سُوّيت بخصم",
    "Settled by invoicing back": "سُوّيت بفوترة عكسية",
    "Arbitration": "التحكيم",
    "arbitration": "تحكيم",
    "proposal": "اقتراح",
    "Case": "القضية",
    "Credit or debit note": "إشعار دائن أو مدين",
    "Test and weights": "الفحص والأوزان",
    "No claims": "لا مطالبات",
    "When a lorry comes short or a lot misses its limits, raise the claim here: the contract's deadline is "
    "counted from the delivery and the test is kept as it was.": (
        "إذا نقص وزن شاحنة أو خالفت دفعة حدودها فارفع المطالبة هنا: "
        "تُحسب مهلة العقد من التسليم ويُحفظ الفحص كما كان."
    ),
    "The lorry the claim is about; its days count from its delivery.": (
        "الشاحنة موضوع المطالبة؛ وتُحسب الأيام من تسليمها."
    ),
    "The lot whose latest test is held against the contract's limits.": (
        "الدفعة التي يُقارن آخر فحص لها بحدود العقد."
    ),
    "Without tax.": "بلا ضريبة.",
    "Without tax. Empty for what the test or the weights come to by the contract.": (
        "بلا ضريبة. اتركه فارغًا لما يبلغه الفحص أو الأوزان بموجب العقد."
    ),
    "Empty for the days of the settings.": "اتركه فارغًا لأيام الإعدادات.",
    "Why it comes late": "سبب التأخر",
    "Needed past the contract's deadline for claims.": "مطلوب بعد انقضاء مهلة المطالبات في العقد.",
    "Arbitration body": "هيئة التحكيم",
    "Empty for the one the contract names.": "اتركه فارغًا للهيئة المذكورة في العقد.",
    "Agreed allowance": "الخصم المتفق عليه",
    "Without tax; empty for the latest proposal. On a sale or purchase of our own a credit or debit note is "
    "posted.": "بلا ضريبة؛ اتركه فارغًا لآخر اقتراح. وفي بيعنا أو شرائنا يُرحَّل إشعار دائن أو مدين.",
    "To invoice back: what the goods cost per price unit of the contract on that day.": (
        "للفوترة العكسية: ثمن البضاعة لكل وحدة سعر في العقد ذلك اليوم."
    ),
    "Holidays of the trade": "عطل السوق",
    "Days that are no working days beside Sundays, as 2027-01-26, parted by commas.": (
        "أيام ليست أيام عمل سوى الأحد، مثل 2027-01-26، تفصلها فواصل."
    ),
    "Saturdays are no working days": "السبت ليس يوم عمل",
    "They do not count for the days in which a claim can be raised or has to be settled.": (
        "لا تُحسب من الأيام التي تُرفع فيها المطالبة أو تجب تسويتها."
    ),
    "Working days to settle a claim": "أيام العمل لتسوية مطالبة",
    "After these a claim is overdue, unless another day is agreed for it.": (
        "تتأخر المطالبة بعدها ما لم يُتفق لها على يوم آخر."
    ),
}

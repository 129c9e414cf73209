"""Arabic words of commodities, places, contract terms and partners."""

ARABIC_TRADE_MASTERS = {
    "#": "#",
    # Units and measures
    "bales": "بالات",
    "bags": "أكياس",
    "candy": "كاندي",
    "quintal": "قنطار",
    "tonne": "طن",
    "kg": "كغم",
    "maund": "مَند",
    "pound": "رطل",
    "container": "حاوية",
    "lorry": "شاحنة",
    "Higher": "الأعلى",
    "Lower": "الأدنى",
    "Within": "ضمن الحدود",
    "Better": "الأفضل",
    # Commodities
    "Commodities": "السلع",
    "Commodity": "السلعة",
    "commodity": "سلعة",
    "commodities": "سلع",
    "New commodity": "سلعة جديدة",
    "Commodity saved": "حُفظت السلعة",
    "No commodities yet": "لا سلع بعد",
    "A commodity is what offers and contracts are about: its units, what is measured of it, its "
    "varieties. The usual ones of the Indian trade are made in one step, with places and clauses.": (
        "السلعة هي موضوع العروض والعقود: وحداتها وما يُقاس منها وأصنافها. تُنشأ السلع المعتادة في التجارة "
        "الهندية بخطوة واحدة مع الأماكن والشروط."
    ),
    "Set up the trade desk": "إعداد مكتب التداول",
    "Make the usual commodities, places, clauses and allowance tables, and an item for each commodity? "
    "What is there already stays as it is.": (
        "هل تُنشأ السلع والأماكن والشروط وجداول السماح المعتادة وصنف لكل سلعة؟ يبقى الموجود كما هو."
    ),
    "Traded in": "تُتداول بـ",
    "Priced per": "تُسعّر لكل",
    "Comes in": "تُعبّأ في",
    "Tolerance": "التفاوت المسموح",
    "Tolerance, %": "التفاوت المسموح، %",
    "Price from": "السعر من",
    "Plausible price from": "السعر المعقول من",
    "One weighs about, kg": "وزن الواحدة تقريبًا، كغم",
    "Not known": "غير معروف",
    "Price unit weighs, kg": "وزن وحدة السعر، كغم",
    "Exact": "دقيق",
    "Only where contracts agree another weight than the exact one.": (
        "فقط حيث تتفق العقود على وزن غير الوزن الدقيق."
    ),
    "For estimates alone; money comes from the weighbridge.": "للتقدير فقط؛ أما المبالغ فمن وزن القبّان.",
    "As messages are read by: COTTON, SOYA_DOC.": "كما تُقرأ به الرسائل: COTTON وSOYA_DOC.",
    "HSN": "HSN",
    "Billing": "الفوترة",
    "Item on bills": "الصنف في الفواتير",
    "Its HSN and tax code are those of the bill.": "رمزه الجمركي ورمز ضريبته هما ما يظهر في الفاتورة.",
    "Tax by date": "الضريبة بحسب التاريخ",
    "Parameter": "المعيار",
    "Usual": "المعتاد",
    "Usually from": "عادةً من",
    "Codes as messages are read by: staple_mm, moisture_pct": (
        "رموز تُقرأ بها الرسائل: staple_mm وmoisture_pct"
    ),
    "Varieties": "الأصناف",
    "Variety": "الصنف",
    "Also called": "أسماء أخرى",
    "Other names people write, parted by commas": "أسماء أخرى يكتبها الناس تفصلها فواصل",
    # Places and freight
    "Places": "الأماكن",
    "places": "أماكن",
    "New place": "مكان جديد",
    "No places yet": "لا أماكن بعد",
    "Stations, ports, warehouses and mills that goods come from and go to.": (
        "المحطات والموانئ والمستودعات والمصانع التي تأتي منها البضائع وتذهب إليها."
    ),
    "Station": "المحطة",
    "Stations": "المحطات",
    "Port": "ميناء",
    "Ports": "الموانئ",
    "Warehouse": "مستودع",
    "Mill": "مصنع",
    "Maund, kg": "المَند، كغم",
    "What a maund weighs here; empty for 37.3242 kg.": "وزن المَند هنا؛ فارغ يعني 37.3242 كغم.",
    "Made of the name": "من الاسم",
    "In India the two digits of the GST state: 24 Gujarat, 27 Maharashtra.": (
        "في الهند رقما الولاية في ضريبة السلع والخدمات: 24 غوجارات، 27 ماهاراشترا."
    ),
    "Code, name or other name": "الرمز أو الاسم أو اسم آخر",
    "Other names in messages, parted by commas.": "أسماء أخرى في الرسائل تفصلها فواصل.",
    "Freight rates": "أجور الشحن",
    "Freight rate": "أجرة الشحن",
    "freight rate": "أجرة شحن",
    "freight rates": "أجور شحن",
    "New freight rate": "أجرة شحن جديدة",
    "No freight rates yet": "لا أجور شحن بعد",
    "What carriage of a tonne costs from one place to another. Prices delivered and ex gin are "
    "compared by it.": "كلفة نقل الطن من مكان إلى آخر. بها تُقارن الأسعار المسلَّمة وأسعار المحلج.",
    "From place": "من مكان",
    "To place": "إلى مكان",
    "Per tonne": "لكل طن",
    "Days on the road": "أيام الطريق",
    "Empty: today.": "فارغ: اليوم.",
    "Take this rate out? The rate before it holds again.": "هل تُزال هذه الأجرة؟ تسري الأجرة السابقة من جديد.",
    # Clauses and allowances
    "Contract clauses": "شروط العقود",
    "Clause": "الشرط",
    "clause": "شرط",
    "clauses": "شروط",
    "New clause": "شرط جديد",
    "No clauses yet": "لا شروط بعد",
    "Terms that contracts print and the desk reckons with: passing, weighing, payment, claims.": (
        "شروط تُطبع في العقود ويحسب بها المكتب: الاجتياز والوزن والدفع والمطالبات."
    ),
    "Passing": "الاجتياز",
    "Weight": "الوزن",
    "General": "عام",
    "Standard": "قياسي",
    "Percent": "النسبة",
    "Text": "النص",
    "Working days": "أيام عمل",
    "Calendar days": "أيام التقويم",
    "Counted in": "تُحسب بـ",
    "In every new contract": "في كل عقد جديد",
    "As contracts print it.": "كما يُطبع في العقود.",
    "Code, name or text": "الرمز أو الاسم أو النص",
    "Allowance tables": "جداول السماح",
    "Allowance table": "جدول السماح",
    "allowance table": "جدول سماح",
    "allowance tables": "جداول سماح",
    "Allowance table saved": "حُفظ جدول السماح",
    "New allowance table": "جدول سماح جديد",
    "No allowance tables yet": "لا جداول سماح بعد",
    "What a lot that misses its limits costs: for each step beyond, so much of the weight or the "
    "price; too far beyond, it fails.": (
        "كلفة الدفعة التي تخالف حدودها: لكل درجة زائدة قدر من الوزن أو السعر؛ وإن زادت كثيرًا رُفضت."
    ),
    "Allowances": "السماح",
    "Allowed": "المسموح",
    "Each": "لكل",
    "In": "بـ",
    "Side": "الجهة",
    "% of the weight": "% من الوزن",
    "% of the price": "% من السعر",
    "Money per price unit": "مبلغ لكل وحدة سعر",
    "Part of a step": "جزء الدرجة",
    "Fails beyond": "تُرفض بعد",
    "moisture_pct above, each 1, allowed 1 % of the weight: 1 % for each percent over the limit": (
        "moisture_pct فوق، لكل 1، المسموح 1 % من الوزن: 1 % عن كل نقطة فوق الحد"
    ),
    "None": "لا شيء",
    "Write a whole number": "اكتب عددًا صحيحًا",
    # Partners
    "Partners": "الشركاء",
    "Partner": "الشريك",
    "partner": "شريك",
    "partners": "شركاء",
    "New partner": "شريك جديد",
    "Partner saved": "حُفظ الشريك",
    "No partners yet": "لا شركاء بعد",
    "A partner is a customer or supplier the trade desk deals with: its roles, its KYC papers and "
    "certificates, its banks, and whether it is blocked.": (
        "الشريك عميل أو مورد يتعامل معه مكتب التداول: أدواره ووثائق التحقق منه وشهاداته ومصارفه وحظره."
    ),
    "Name, code or other name": "الاسم أو الرمز أو اسم آخر",
    "Other names in messages, parted by commas: Balaji Kadi, BGP.": (
        "أسماء أخرى في الرسائل تفصلها فواصل: Balaji Kadi، BGP."
    ),
    "Buyer": "مشترٍ",
    "Seller": "بائع",
    "Ginner": "صاحب محلج",
    "Trader": "تاجر",
    "Exporter": "مصدّر",
    "Transporter": "ناقل",
    "Laboratory": "مختبر",
    "KYC": "التحقق",
    "KYC to do": "تحقق ينتظر",
    "KYC required": "التحقق مطلوب",
    "Not required": "غير مطلوب",
    "Nothing on file": "لا وثائق",
    "Rejected": "مرفوض",
    "To be looked at": "ينتظر النظر",
    "Verified": "متحقَّق منه",
    "Verify": "تحقّق",
    "Reject": "رفض",
    "Papers until": "الوثائق حتى",
    "Paper": "الوثيقة",
    "Holds until": "سارٍ حتى",
    "Expiring in 30 days": "ينتهي خلال 30 يومًا",
    "Not yet": "ليس بعد",
    "Room left": "المتبقي من الحد",
    "Counts against the limit": "يُحسب من الحد",
    "Blocked": "محظور",
    "Blocked because": "سبب الحظر",
    "Blocked: {reason}": "محظور: {reason}",
    "Block partner": "حظر الشريك",
    "Deal with again": "التعامل من جديد",
    "Deal with this partner again? Why it was blocked stays in its history.": (
        "هل يُتعامل مع هذا الشريك من جديد؟ يبقى سبب الحظر في سجله."
    ),
    "It is shown wherever the partner is named; the partner is offered nothing any more.": (
        "يظهر حيثما ذُكر الشريك، ولا يُعرض عليه شيء بعد ذلك."
    ),
    "Bank accounts": "الحسابات المصرفية",
    "An account that stays as it is stays verified": "الحساب الذي لا يتغير يبقى متحقَّقًا منه",
    "In the name of": "باسم",
    "Primary": "الأساسي",
    "Add a KYC paper": "إضافة وثيقة تحقق",
    "Add a certificate": "إضافة شهادة",
    "KYC papers": "وثائق التحقق",
    "KYC paper": "وثيقة تحقق",
    "New KYC paper": "وثيقة تحقق جديدة",
    "No KYC papers yet": "لا وثائق تحقق بعد",
    "Papers that prove who a partner is. Somebody who may verify looks at each; those that end are "
    "told 30 days before.": (
        "وثائق تثبت هوية الشريك. ينظر في كل منها من له صلاحية التحقق، ويُنبَّه إلى ما ينتهي قبل 30 يومًا."
    ),
    "Partner or number": "الشريك أو الرقم",
    "You have looked at this paper and it holds?": "هل نظرت في هذه الوثيقة وهي صحيحة؟",
    "Remove paper": "إزالة الوثيقة",
    "Take this paper off its partner? The audit log keeps that it was there.": (
        "هل تُزال هذه الوثيقة عن شريكها؟ يحفظ سجل المراجعة أنها كانت هناك."
    ),
    "Of an Aadhaar number the last four digits only.": "من رقم آدهار الأرقام الأربعة الأخيرة فقط.",
    "Empty: without end.": "فارغ: بلا نهاية.",
    "Certificates": "الشهادات",
    "Certificate": "الشهادة",
    "certificate": "شهادة",
    "certificates": "شهادات",
    "New certificate": "شهادة جديدة",
    "No certificates yet": "لا شهادات بعد",
    "What partners are certified for: food safety, organic, Better Cotton. Those that end are told "
    "30 days before.": (
        "ما يحمله الشركاء من شهادات: سلامة الغذاء والعضوي والقطن الأفضل. يُنبَّه إلى ما ينتهي قبل 30 يومًا."
    ),
    "Partner, name or number": "الشريك أو الاسم أو الرقم",
    "Called": "التسمية",
    "Needed where it is of no kind in the list.": "مطلوبة حين لا يكون النوع في القائمة.",
    "Issued by": "جهة الإصدار",
    "Issued on": "تاريخ الإصدار",
    "You have checked this certificate with who issued it?": "هل راجعت هذه الشهادة لدى من أصدرها؟",
    "Remove certificate": "إزالة الشهادة",
    "Take this certificate off its partner? The audit log keeps that it was there.": (
        "هل تُزال هذه الشهادة عن شريكها؟ يحفظ سجل المراجعة أنها كانت هناك."
    ),
    "PAN": "PAN",
    "GSTIN": "GSTIN",
    "Aadhaar": "آدهار",
    "Udyam": "أوديام",
    "IEC": "IEC",
    "Licence": "رخصة",
    "Cancelled cheque": "شيك ملغى",
    "Proof of address": "إثبات العنوان",
    "FSSAI": "FSSAI",
    "APEDA": "APEDA",
    "GOTS": "GOTS",
    "Better Cotton": "القطن الأفضل",
    "ISO 9001": "ISO 9001",
    "ISO 22000": "ISO 22000",
    "Organic": "عضوي",
    "APMC licence": "رخصة APMC",
    "Papers are verified by somebody else": "يتحقق من الوثائق شخص آخر",
    "Whoever entered a KYC paper or a certificate cannot also say that it holds.": (
        "من أدخل وثيقة تحقق أو شهادة لا يقرر بنفسه أنها صحيحة."
    ),
}

"""Arabic words of offers, negotiations and matching."""

ARABIC_TRADE_OFFERS = {
    # Offers
    "offer": "عرض",
    "offers": "عروض",
    "Offer": "عرض بيع",
    "Bid": "عرض شراء",
    "Enquiry": "استفسار",
    "Said": "قيل",
    "Stands until": "سارٍ حتى",
    "Countered": "قوبل بعرض",
    "Part taken": "أُخذ بعضه",
    "Expiring today": "تنتهي اليوم",
    "Bids": "عروض الشراء",
    "Enquiries": "الاستفسارات",
    "Number, party, commodity or variety": "الرقم أو الطرف أو السلعة أو الصنف",
    "New offer": "عرض جديد",
    "Offer saved": "حُفظ العرض",
    "Said by": "القائل",
    "In words": "بنصه",
    "No offers yet": "لا عروض بعد",
    "Note what sellers offer and buyers bid, as it was said. What stands is matched with the other "
    "side, negotiated in rounds, and becomes a contract when both agree.": (
        "دوّن ما يعرضه البائعون وما يطلبه المشترون كما قيل. يُطابَق القائم منها مع الطرف الآخر، ويُتفاوض عليه "
        "في جولات، ويصير عقدًا حين يتفق الطرفان."
    ),
    "Empty for our own firm.": "فارغ لشركتنا.",
    "Their broker": "وسيطهم",
    "More or less": "زيادة أو نقصًا",
    "Packing": "التعبئة",
    "Staple min 29; Micronaire 3.8-4.5; Trash max 3.5": "Staple min 29; Micronaire 3.8-4.5; Trash max 3.5",
    "One limit after another, parted by semicolons.": "حدّ بعد آخر، تفصل بينها فواصل منقوطة.",
    "Plus GST": "تضاف ضريبة GST",
    "GST included": "شامل ضريبة GST",
    "How firm": "مدى ثباته",
    "Firm price": "سعر ثابت",
    "Last": "أخير",
    "Nett": "صافٍ",
    "On call": "عند الطلب",
    "Empty for the company's.": "فارغ لعملة الشركة.",
    "Time": "الوقت",
    "17:00": "17:00",
    "Why it is withdrawn": "سبب السحب",
    "Why it is rejected": "سبب الرفض",
    # Negotiations
    "negotiation": "مفاوضة",
    "negotiations": "مفاوضات",
    "Negotiations": "المفاوضات",
    "Negotiation saved": "حُفظت المفاوضة",
    "Offered by": "العارض",
    "With": "مع",
    "Gap": "الفرق",
    "Round": "الجولة",
    "Rounds": "الجولات",
    "Last said": "آخر قول",
    "Open negotiations": "مفاوضات جارية",
    "Offer, party or commodity": "العرض أو الطرف أو السلعة",
    "Accept": "قبول",
    "Counter": "عرض مقابل",
    "Walk away": "انسحاب",
    "Nothing is negotiated": "لا مفاوضات",
    "Counter an offer with another price, quantity or term: each round is kept, with who said it.": (
        "قابِل عرضًا بسعر أو كمية أو شرط آخر: تُحفظ كل جولة مع قائلها."
    ),
    "Who speaks": "المتكلم",
    "Empty for who did not speak last.": "فارغ لمن لم يكن آخر متكلم.",
    "New price": "السعر الجديد",
    "New quantity": "الكمية الجديدة",
    "Empty to leave it.": "اتركه فارغًا ليبقى كما هو.",
    "Quantity taken": "الكمية المأخوذة",
    "Empty for all of it; less leaves the rest open.": "فارغ لأخذها كلها؛ والأقل يُبقي الباقي معروضًا.",
    "Notes of the contract": "ملاحظات العقد",
    # Settings
    "Offers stand until": "تسري العروض حتى",
    "The time of day, as 17:00, up to which an offer of that day stands when it does not say otherwise.": (
        "وقت من اليوم، مثل 17:00، يسري حتى حلوله عرض ذلك اليوم ما لم يقل غير ذلك."
    ),
    "The desk's clock": "ساعة المكتب",
    "How far it is ahead of world time, as +05:30. Empty follows the company's country.": (
        "مقدار تقدمها على التوقيت العالمي، مثل ‎+05:30. وتتبع بلد الشركة إن تُركت فارغة."
    ),
    "Interest on days of credit": "فائدة أيام الأجل",
    "Percent a year. Prices at different terms of payment are compared with it.": (
        "بالمئة سنويًا. بها تُقارن الأسعار باختلاف شروط الدفع."
    ),
    "Least part that matches": "أقل جزء يطابق",
    "Percent. An offer of less than this part of what is wanted is no match; 100 wants the whole.": (
        "بالمئة. ما كان أقل من هذا الجزء من المطلوب لا يطابق؛ و100 تطلب الكل."
    ),
}

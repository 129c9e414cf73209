"""Arabic words of quotes, orders, price lists, recurring documents and credit limits."""

ARABIC_SALES = {
    # Quotes and orders
    "{amount} to invoice": "{amount} لم يُفوتر بعد",
    "{number} changed": "عُدّل {number}",
    "A draft is made, with the order's prices, discounts and taxes. Nothing is posted yet.": (
        "تُنشأ مسودة بأسعار الطلب وخصوماته وضرائبه. لا يُرحّل شيء بعد."
    ),
    "A quote is an offer with a last day. It becomes an order word for word, and then an invoice.": (
        "عرض السعر عرض له يوم أخير. يصبح طلبًا كما هو، ثم فاتورة."
    ),
    "Accepted": "مقبول",
    "An order is what a customer has agreed to buy. Invoices are made of it, in whole or in part.": (
        "الطلب ما وافق العميل على شرائه. تُنشأ منه الفواتير كليًا أو جزئيًا."
    ),
    "assigned when sent": "يُعطى عند الإرسال",
    "assigned when taken on": "يُعطى عند قبول الطلب",
    "Change": "تعديل",
    "Clear all": "مسح الكل",
    "Close order": "إغلاق الطلب",
    "Closed": "مغلق",
    "Days a quote holds": "أيام سريان العرض",
    "Days to deliver an order": "أيام تسليم الطلب",
    "Declined": "مرفوض",
    "Delete this draft? It has no number, so none will be missed.": (
        "حذف هذه المسودة؟ ليس لها رقم، فلن يُفقد رقم."
    ),
    "Deliver by": "التسليم حتى",
    "Delivery late": "تسليم متأخر",
    "Expired": "منتهي",
    "Go on all the same": "المتابعة رغم ذلك",
    "Invoice an order": "فوترة طلب",
    "Invoice drafted": "أُنشئت مسودة الفاتورة",
    "Invoice now": "فوترة الآن",
    "Invoice now, line {n}": "فوترة الآن، السطر {n}",
    "Invoiced": "مفوتر",
    "Make invoice": "إنشاء فاتورة",
    "Make order": "إنشاء طلب",
    "Mark as accepted": "وضع علامة مقبول",
    "Mark as declined": "وضع علامة مرفوض",
    "Mark as sent": "وضع علامة مُرسل",
    "New order": "طلب جديد",
    "New quote": "عرض سعر جديد",
    "No orders yet": "لا طلبات بعد",
    "No quotes yet": "لا عروض أسعار بعد",
    "Numbers of quotes": "أرقام عروض الأسعار",
    "Numbers of sales orders": "أرقام طلبات البيع",
    "Offered": "معروض",
    "order": "طلب",
    "Order draft": "مسودة طلب",
    "Order made": "أُنشئ الطلب",
    "Order taken on": "قُبل الطلب",
    "Ordered": "مطلوب",
    "orders": "طلبات",
    "Part invoiced": "مفوتر جزئيًا",
    "quote": "عرض سعر",
    "Quote draft": "مسودة عرض سعر",
    "Quote marked as sent": "وُضعت علامة مُرسل على العرض",
    "quotes": "عروض أسعار",
    "Quotes": "عروض الأسعار",
    "Quotes and orders": "العروض والطلبات",
    "Reopen order": "إعادة فتح الطلب",
    "Sales orders": "طلبات البيع",
    "Say how much of a line is invoiced.": "حدد كم يُفوتر من السطر.",
    "Sent": "مُرسل",
    "Take the order on": "قبول الطلب",
    "To invoice": "للفوترة",
    "Valid until": "سارٍ حتى",
    "What a new order assumes; each order can say another day.": (
        "ما يفترضه الطلب الجديد؛ ولكل طلب أن يحدد يومًا آخر."
    ),
    "What a new quote assumes; each quote can say another last day.": (
        "ما يفترضه العرض الجديد؛ ولكل عرض أن يحدد يومًا أخيرًا آخر."
    ),
    "What is not invoiced yet is let go and no longer counts against the customer's credit.": (
        "ما لم يُفوتر يُترك ولا يُحسب بعد ذلك من ائتمان العميل."
    ),
    "Written as a number series: {n:04} is the running number, {fy} the financial year.": (
        "تُكتب كتسلسل أرقام: {n:04} الرقم الجاري و{fy} السنة المالية."
    ),
    # Price lists
    "0 for any quantity; more than one line makes quantity breaks.": (
        "0 لأي كمية؛ وأكثر من سطر يصنع شرائح كمية."
    ),
    "5 raises every price by 5 percent, -5 lowers it. The old list ends the day before.": (
        "5 ترفع كل سعر 5 في المائة و-5 تخفضه. تنتهي القائمة القديمة في اليوم السابق."
    ),
    "A price list says what items cost from a day on, by quantity if need be. Customers without one of "
    "their own buy by the default list.": (
        "تحدد قائمة الأسعار ثمن الأصناف من يوم معين، وحسب الكمية. من ليست له قائمة يشتري بالقائمة الافتراضية."
    ),
    "All prices": "كل الأسعار",
    "Change, %": "التغيير، %",
    "Coming": "قادمة",
    "Empty: the default list. A newer list of the same code takes its place by itself.": (
        "فارغ: القائمة الافتراضية. وتحل القائمة الأحدث بالرمز نفسه محلها تلقائيًا."
    ),
    "From quantity": "من كمية",
    "In force": "سارية",
    "Lists of one code follow one another by date.": "قوائم الرمز الواحد تتتابع حسب التاريخ.",
    "New list from this one": "قائمة جديدة من هذه",
    "New price list": "قائمة أسعار جديدة",
    "No price lists": "لا قوائم أسعار",
    "No prices": "لا أسعار",
    "price": "سعر",
    "Price list": "قائمة الأسعار",
    "price list": "قائمة أسعار",
    "price list of the customer": "قائمة أسعار العميل",
    "Price lists": "قوائم الأسعار",
    "price lists": "قوائم أسعار",
    "Price of the item": "سعر الصنف",
    "prices": "أسعار",
    "Prices are rounded half up to so many decimals.": "تُقرّب الأسعار إلى هذا العدد من المنازل.",
    "Prices include tax": "الأسعار شاملة الضريبة",
    "Remove price": "إزالة السعر",
    "Set a price": "تحديد سعر",
    "Set the price of an item in one of the price lists.": "حدد سعر صنف في إحدى قوائم الأسعار.",
    "Take this price out of its list? Documents keep what they have.": (
        "إزالة هذا السعر من قائمته؟ تحتفظ المستندات بما فيها."
    ),
    "The company's": "عملة الشركة",
    "Used on documents whose rates include tax, and on no others.": (
        "تُستخدم في المستندات التي أسعارها شاملة الضريبة دون غيرها."
    ),
    "With tax": "شاملة الضريبة",
    # Recurring documents
    "2 with weekly is every second week.": "2 مع أسبوعي تعني كل أسبوعين.",
    "31 is the last day, in February the 28th or 29th.": "31 هو اليوم الأخير، وفي فبراير 28 أو 29.",
    "As a draft": "كمسودة",
    "As the first one": "كالأول",
    "At most so many times": "عدد المرات على الأكثر",
    "Daily": "يومي",
    "Day of the month": "يوم الشهر",
    "Delete": "حذف",
    "Delete this? What it made stays.": "حذف هذا؟ ما أنشأه يبقى.",
    "Due now": "مستحق الآن",
    "Ended": "انتهى",
    "Every": "كل",
    "First on": "الأول في",
    "How often": "التكرار",
    "Made": "أُنشئ",
    "Made so far": "ما أُنشئ حتى الآن",
    "Make it": "الإنشاء",
    "Make now": "إنشاء الآن",
    "Make what is due": "إنشاء المستحق",
    "Monthly": "شهري",
    "Nothing recurs yet": "لا شيء يتكرر بعد",
    "Open an invoice in the list and choose Repeat: rent, retainers and subscriptions are then made by "
    "themselves, each once.": (
        "افتح فاتورة في القائمة واختر تكرار: يُنشأ الإيجار والأتعاب والاشتراكات تلقائيًا، كل منها مرة واحدة."
    ),
    "Pause": "إيقاف مؤقت",
    "Paused": "موقوف",
    "Posted at once": "ترحيل فورًا",
    "Quarterly": "ربع سنوي",
    "Recurring": "المتكررة",
    "recurring document": "مستند متكرر",
    "recurring documents": "مستندات متكررة",
    "Repeat": "تكرار",
    "Schedule": "الجدول",
    "Skip the next one": "تخطي التالي",
    "Skip the next one? Nothing is made on that day, and it is not asked for again.": (
        "تخطي التالي؟ لا يُنشأ شيء في ذلك اليوم ولا يُطلب ثانية."
    ),
    "Waiting": "في الانتظار",
    "Weekly": "أسبوعي",
    "What has an open question, such as a credit limit, is made as a draft in any case.": (
        "ما فيه سؤال مفتوح، كحد الائتمان، يُنشأ كمسودة على أي حال."
    ),
    "Within a week": "خلال أسبوع",
    "Yearly": "سنوي",
    # Credit and the editor
    "{amount} in drafts": "{amount} في مسودات",
    "{amount} on order": "{amount} قيد الطلب",
    "{amount} paid ahead": "{amount} مدفوع مقدمًا",
    "address": "عنوان",
    "Advances give credit": "الدفعات المقدمة تزيد الائتمان",
    "Ask before a customer goes over the credit limit": "السؤال قبل تجاوز العميل حد الائتمان",
    "Counts from the due day of the oldest open invoice; 0 stops nobody.": (
        "تُحسب من استحقاق أقدم فاتورة مفتوحة؛ و0 لا يوقف أحدًا."
    ),
    "Credit counts open orders": "الائتمان يحسب الطلبات المفتوحة",
    "Credit counts other drafts": "الائتمان يحسب المسودات الأخرى",
    "currency": "عملة",
    "Days overdue before a customer is stopped": "أيام التأخر قبل إيقاف العميل",
    "Invoices that are drafted and not posted yet use the limit up.": (
        "الفواتير المسودة غير المرحّلة تستهلك الحد."
    ),
    "last {price}": "آخر سعر {price}",
    "oldest {days} days overdue": "أقدمها متأخرة {days} يومًا",
    "Posting and ordering then need a confirmation.": "عندها يحتاج الترحيل وقبول الطلب إلى تأكيد.",
    "Printed below the totals": "تُطبع تحت المجاميع",
    "Printed terms": "الشروط المطبوعة",
    "Refuse instead of asking": "الرفض بدلًا من السؤال",
    "Ship to": "الشحن إلى",
    "Terms, days": "المهلة، أيام",
    "The customer's address": "عنوان العميل",
    "This goes {amount} over": "يتجاوز الحد بمقدار {amount}",
    "What a customer has paid ahead makes room under the limit.": (
        "ما دفعه العميل مقدمًا يوسع المجال تحت الحد."
    ),
    "What is ordered and not invoiced yet uses the limit up.": "ما طُلب ولم يُفوتر يستهلك الحد.",
    "Who may not override the credit limit cannot post or order over it; others are still asked.": (
        "من لا يحق له تجاوز الحد لا يرحّل ولا يقبل طلبًا فوقه؛ ويُسأل الآخرون."
    ),
}

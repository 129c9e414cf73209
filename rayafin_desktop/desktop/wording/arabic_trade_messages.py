"""Arabic words of the inbox of trade messages."""

ARABIC_TRADE_MESSAGES = {
    "Messages": "الرسائل",
    "message": "رسالة",
    "messages": "رسائل",
    "Came in": "وردت في",
    "Read as": "قُرئت على أنها",
    "Commodity": "السلعة",
    "Message text": "نص الرسالة",
    "To be asked": "ما يجب السؤال عنه",
    "About it": "عنها",
    "Sender": "المرسل",
    "Came by": "وردت عبر",
    "Offer": "عرض",
    "Bid": "طلب شراء بسعر",
    "Enquiry": "استفسار",
    "Counter": "عرض مقابل",
    "Deal": "صفقة",
    "Rejection": "رفض",
    "Withdrawal": "سحب",
    "Test report": "تقرير فحص",
    "Price information": "معلومات أسعار",
    "Pasted": "ملصقة",
    "WhatsApp": "واتساب",
    "Telephone": "هاتف",
    "Saved": "محفوظة",
    "Discarded": "مستبعدة",
    "Come today": "وردت اليوم",
    "Saved today": "حُفظت اليوم",
    "Discarded today": "استُبعدت اليوم",
    "Words of the message, or who sent it": "كلمات من الرسالة أو اسم مرسلها",
    "Paste message": "لصق رسالة",
    "Discard": "استبعاد",
    "Back to the inbox": "إعادة إلى الوارد",
    "Why discarded": "سبب الاستبعاد",
    "No messages": "لا رسائل",
    "Paste what a trader wrote, or a whole chat: the desk reads the offers out of it, and saves none of them "
    "before you say so.": (
        "الصق ما كتبه تاجر أو محادثة كاملة: تُقرأ العروض منها، ولا يُحفظ شيء منها قبل أن تأمر بذلك."
    ),
    "Message or chat": "رسالة أو محادثة",
    "As it was copied or exported; a chat becomes one entry for each message.": (
        "كما نُسخت أو صُدّرت؛ وتصير المحادثة قيدًا لكل رسالة."
    ),
    "Where the text does not say it.": "حيث لا يذكره النص.",
}

"""The words of a contract note: labels, units, bases and payments, in English, Hindi and Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractWording:
    """Labels of a contract note. Codes are those of the trade: `CANDY`, `EX_GIN`, `CREDIT`."""

    comma: str = ", "
    semicolon: str = "; "
    title: str = "Contract note"
    confirmation: str = "Sale confirmation"
    purchase: str = "Purchase confirmation"
    seller: str = "Seller"
    buyer: str = "Buyer"
    sellers_broker: str = "Seller's broker"
    buyers_broker: str = "Buyer's broker"
    number: str = "Contract"
    date: str = "Date"
    revision: str = "Revision"
    order: str = "Order number"
    through: str = "Through"
    copies: Mapping[str, str] = field(
        default_factory=lambda: {"BUYER": "Buyer's copy", "SELLER": "Seller's copy", "HOUSE": "Office copy"}
    )
    goods: str = "Goods"
    quantity: str = "Quantity"
    price: str = "Price"
    value: str = "Estimated value"
    crop: str = "crop {year}"
    per: str = "per {unit}"
    tolerance: str = "{percent}% more or less"
    range: str = "{least} to {most} {unit}"
    estimated: str = "Estimated; what is paid follows from the weight delivered."
    basis: str = "Basis"
    tax: str = "Tax"
    packing: str = "Packing"
    loads: str = "Lorries"
    origin: str = "From"
    destination: str = "To"
    delivery: str = "Delivery"
    until: str = "by {day}"
    since: str = "from {day}"
    between: str = "{first} to {last}"
    payment: str = "Payment"
    days: str = "{days} days"
    advance: str = "{percent}% in advance"
    discount: str = "{percent}% discount for cash"
    passing: str = "Passing"
    within: str = "within {days} days"
    claims: str = "Claims"
    working_days: str = "within {days} working days"
    arbitration: str = "Arbitration"
    weight: str = "Weight basis"
    exactly: str = "1\u00a0{unit} = {kg}\u00a0kg, exact"
    agreed: str = "1\u00a0{unit} = {kg}\u00a0kg, as agreed"
    nominal: str = "1\u00a0{unit} counts {kg}\u00a0kg for estimates"
    quality: str = "Quality"
    parameter: str = "Parameter"
    at_least: str = "At least"
    at_most: str = "At most"
    allowance: str = "Allowance beyond the limit"
    lots: str = "Lots"
    lot: str = "Lot"
    gin: str = "Gin"
    press: str = "Press numbers"
    packages: str = "Packages"
    test: str = "Test"
    results: Mapping[str, str] = field(
        default_factory=lambda: {
            "UNTESTED": "not tested yet",
            "PASSED": "passed",
            "ALLOWANCE": "with allowance",
            "FAILED": "failed",
        }
    )
    brokerage: str = "Brokerage"
    pays: Mapping[str, str] = field(
        default_factory=lambda: {"BUY": "Payable by the buyer", "SELL": "Payable by the seller"}
    )
    percent_of_value: str = "{rate}% of the goods' value"
    money_per: str = "{amount} per {unit}"
    lump: str = "{amount} in all"
    on_delivery: str = "due on delivery"
    on_contract: str = "due with the contract"
    about: str = "about {amount}"
    plus_tax: str = "tax on it extra"
    clauses: str = "Terms and conditions"
    notes: str = "Notes"
    digest: str = "Digest of this contract (SHA-256)"
    digest_note: str = "Who holds a note with the same digest holds the same contract."
    confirmed: str = "Confirmed {day}"
    sign: str = "Sign and return, please"
    cancelled: str = "Cancelled"
    defaulted: str = "Not fulfilled"
    revised: str = "Revision {n}; earlier notes are void"
    units: Mapping[str, str] = field(
        default_factory=lambda: {
            "BALE": "bale", "CANDY": "candy", "QTL": "quintal", "MT": "tonne", "KG": "kg",
            "MAUND": "maund", "BAG": "bag", "LB": "pound", "FCL": "container", "LORRY": "lorry",
        }
    )  # fmt: skip
    many: Mapping[str, str] = field(
        default_factory=lambda: {
            "BALE": "bales", "CANDY": "candies", "QTL": "quintals", "MT": "tonnes", "KG": "kg",
            "MAUND": "maunds", "BAG": "bags", "LB": "pounds", "FCL": "containers", "LORRY": "lorries",
        }
    )  # fmt: skip
    bases: Mapping[str, str] = field(
        default_factory=lambda: {
            "EX_GIN": "Ex gin", "EX_WAREHOUSE": "Ex warehouse", "EX_PLANT": "Ex plant",
            "FOR": "Free on rail (FOR)", "DELIVERED": "Delivered", "SPOT": "Spot", "FOB": "FOB", "CIF": "CIF",
            "CNF": "CNF", "CPT": "CPT", "ICE": "On call, ICE",
        }
    )  # fmt: skip
    payments: Mapping[str, str] = field(
        default_factory=lambda: {
            "CASH": "Cash", "SPOT": "Spot", "CREDIT": "Credit", "ADVANCE": "In advance",
            "LC": "Letter of credit", "BG": "Bank guarantee", "CAD": "Cash against documents",
            "DP": "Documents against payment", "DA": "Documents against acceptance", "TT": "Bank transfer",
        }
    )  # fmt: skip
    taxes: Mapping[str, str] = field(
        default_factory=lambda: {"PLUS_GST": "GST extra", "INCL_GST": "GST included"}
    )
    weight_step: str = "{rate}% of the weight for each {step}"
    price_step: str = "{rate}% of the price for each {step}"
    money_step: str = "{rate} per {unit} for each {step}"
    part_of: str = "or part of it"
    over: str = "above"
    under: str = "below"
    reject: str = "rejected beyond {distance}"
    rejected: str = "none; the lot may be rejected"


_ENGLISH = ContractWording()

_HINDI = ContractWording(
    title="सौदा पत्र",
    confirmation="बिक्री पुष्टि",
    purchase="खरीद पुष्टि",
    seller="विक्रेता",
    buyer="क्रेता",
    sellers_broker="विक्रेता का दलाल",
    buyers_broker="क्रेता का दलाल",
    number="सौदा",
    date="दिनांक",
    revision="संशोधन",
    order="आदेश संख्या",
    through="द्वारा",
    copies={"BUYER": "क्रेता की प्रति", "SELLER": "विक्रेता की प्रति", "HOUSE": "कार्यालय प्रति"},
    goods="माल",
    quantity="मात्रा",
    price="भाव",
    value="अनुमानित मूल्य",
    crop="फसल {year}",
    per="प्रति {unit}",
    tolerance="{percent}% कम या अधिक",
    range="{least} से {most} {unit}",
    estimated="अनुमानित; भुगतान वास्तविक वज़न के अनुसार होगा।",
    basis="शर्त",
    tax="कर",
    packing="पैकिंग",
    loads="गाड़ियाँ",
    origin="कहाँ से",
    destination="कहाँ तक",
    delivery="सुपुर्दगी",
    until="{day} तक",
    since="{day} से",
    between="{first} से {last}",
    payment="भुगतान",
    days="{days} दिन",
    advance="{percent}% अग्रिम",
    discount="नकद पर {percent}% छूट",
    passing="पासिंग",
    within="{days} दिन में",
    claims="दावा",
    working_days="{days} कार्य दिवस में",
    arbitration="मध्यस्थता",
    weight="वज़न का आधार",
    exactly="1\u00a0{unit} = {kg}\u00a0किग्रा, ठीक",
    agreed="1\u00a0{unit} = {kg}\u00a0किग्रा, तय अनुसार",
    nominal="अनुमान के लिए 1\u00a0{unit} = {kg}\u00a0किग्रा",
    quality="गुणवत्ता",
    parameter="मापदंड",
    at_least="कम से कम",
    at_most="अधिक से अधिक",
    allowance="सीमा से आगे कटौती",
    lots="लॉट",
    lot="लॉट",
    gin="जिनिंग",
    press="प्रेस नंबर",
    packages="नग",
    test="जाँच",
    results={"UNTESTED": "जाँच बाकी", "PASSED": "पास", "ALLOWANCE": "कटौती सहित", "FAILED": "फेल"},
    brokerage="दलाली",
    pays={"BUY": "क्रेता द्वारा देय", "SELL": "विक्रेता द्वारा देय"},
    percent_of_value="माल के मूल्य का {rate}%",
    money_per="{amount} प्रति {unit}",
    lump="कुल {amount}",
    on_delivery="सुपुर्दगी पर देय",
    on_contract="सौदे पर देय",
    about="लगभग {amount}",
    plus_tax="कर अलग",
    clauses="नियम और शर्तें",
    notes="टिप्पणी",
    digest="इस सौदे का डाइजेस्ट (SHA-256)",
    digest_note="जिसके पत्र पर यही डाइजेस्ट है, उसके पास यही सौदा है।",
    confirmed="{day} को पुष्टि",
    sign="कृपया हस्ताक्षर कर लौटाएँ",
    cancelled="रद्द",
    defaulted="पूरा नहीं हुआ",
    revised="संशोधन {n}; पहले के पत्र अमान्य",
    units={
        "BALE": "गाँठ", "CANDY": "खंडी", "QTL": "क्विंटल", "MT": "टन", "KG": "किग्रा", "MAUND": "मन",
        "BAG": "बोरी", "LB": "पाउंड", "FCL": "कंटेनर", "LORRY": "गाड़ी",
    },
    many={
        "BALE": "गाँठें", "CANDY": "खंडी", "QTL": "क्विंटल", "MT": "टन", "KG": "किग्रा", "MAUND": "मन",
        "BAG": "बोरी", "LB": "पाउंड", "FCL": "कंटेनर", "LORRY": "गाड़ियाँ",
    },
    bases={
        "EX_GIN": "एक्स जिन", "EX_WAREHOUSE": "एक्स गोदाम", "EX_PLANT": "एक्स प्लांट", "FOR": "FOR",
        "DELIVERED": "पहुँच", "SPOT": "हाज़िर", "FOB": "FOB", "CIF": "CIF", "CNF": "CNF", "CPT": "CPT",
        "ICE": "ICE",
    },
    payments={
        "CASH": "नकद", "SPOT": "हाज़िर", "CREDIT": "उधार", "ADVANCE": "अग्रिम", "LC": "साख पत्र (LC)",
        "BG": "बैंक गारंटी", "CAD": "दस्तावेज़ पर नकद", "DP": "DP", "DA": "DA", "TT": "बैंक अंतरण",
    },
    taxes={"PLUS_GST": "GST अलग", "INCL_GST": "GST सहित"},
    weight_step="हर {step} पर वज़न का {rate}%",
    price_step="हर {step} पर भाव का {rate}%",
    money_step="हर {step} पर {rate} प्रति {unit}",
    part_of="या उसका भाग",
    over="ऊपर",
    under="नीचे",
    reject="{distance} से आगे अस्वीकार",
    rejected="कोई नहीं; लॉट अस्वीकार हो सकता है",
)  # fmt: skip

_ARABIC = ContractWording(
    comma="، ",
    semicolon="؛ ",
    title="مذكرة عقد",
    confirmation="تأكيد بيع",
    purchase="تأكيد شراء",
    seller="البائع",
    buyer="المشتري",
    sellers_broker="وسيط البائع",
    buyers_broker="وسيط المشتري",
    number="العقد",
    date="التاريخ",
    revision="المراجعة",
    order="رقم الطلب",
    through="بواسطة",
    copies={"BUYER": "نسخة المشتري", "SELLER": "نسخة البائع", "HOUSE": "نسخة المكتب"},
    goods="البضاعة",
    quantity="الكمية",
    price="السعر",
    value="القيمة التقديرية",
    crop="محصول \u200e{year}\u200e",
    per="لكل {unit}",
    tolerance="{percent}% زيادة أو نقصًا",
    range="{least} إلى {most} {unit}",
    estimated="تقديرية؛ يُدفع على أساس الوزن المُسلَّم.",
    basis="الأساس",
    tax="الضريبة",
    packing="التعبئة",
    loads="الشاحنات",
    origin="من",
    destination="إلى",
    delivery="التسليم",
    until="حتى {day}",
    since="ابتداءً من {day}",
    between="{first} إلى {last}",
    payment="الدفع",
    days="{days} يومًا",
    advance="{percent}% مقدمًا",
    discount="خصم نقدي {percent}%",
    passing="الفحص",
    within="خلال {days} يومًا",
    claims="المطالبات",
    working_days="خلال {days} يوم عمل",
    arbitration="التحكيم",
    weight="أساس الوزن",
    exactly="1\u00a0{unit} = {kg}\u00a0كغ بالضبط",
    agreed="1\u00a0{unit} = {kg}\u00a0كغ كما اتُّفق",
    nominal="تُحتسب 1\u00a0{unit} بوزن {kg}\u00a0كغ للتقدير",
    quality="الجودة",
    parameter="المعيار",
    at_least="الحد الأدنى",
    at_most="الحد الأقصى",
    allowance="السماح عند تجاوز الحد",
    lots="الدفعات",
    lot="الدفعة",
    gin="المحلج",
    press="أرقام الكبس",
    packages="الطرود",
    test="الفحص",
    results={
        "UNTESTED": "لم تُفحص بعد", "PASSED": "مقبولة", "ALLOWANCE": "مع سماح", "FAILED": "غير مقبولة",
    },
    brokerage="العمولة",
    pays={"BUY": "يدفعها المشتري", "SELL": "يدفعها البائع"},
    percent_of_value="{rate}% من قيمة البضاعة",
    money_per="{amount} لكل {unit}",
    lump="{amount} إجمالًا",
    on_delivery="تُستحق عند التسليم",
    on_contract="تُستحق مع العقد",
    about="نحو {amount}",
    plus_tax="تُضاف الضريبة عليها",
    clauses="الشروط والأحكام",
    notes="ملاحظات",
    digest="بصمة هذا العقد (SHA-256)",
    digest_note="من يحمل مذكرة بالبصمة نفسها يحمل العقد نفسه.",
    confirmed="أُكّد في {day}",
    sign="يُرجى التوقيع والإعادة",
    cancelled="ملغى",
    defaulted="لم يُنفَّذ",
    revised="المراجعة {n}؛ المذكرات السابقة لاغية",
    units={
        "BALE": "بالة", "CANDY": "كاندي", "QTL": "قنطار", "MT": "طن", "KG": "كغ", "MAUND": "من",
        "BAG": "كيس", "LB": "رطل", "FCL": "حاوية", "LORRY": "شاحنة",
    },
    many={
        "BALE": "بالة", "CANDY": "كاندي", "QTL": "قنطار", "MT": "طن", "KG": "كغ", "MAUND": "من",
        "BAG": "كيس", "LB": "رطل", "FCL": "حاوية", "LORRY": "شاحنة",
    },
    bases={
        "EX_GIN": "تسليم المحلج", "EX_WAREHOUSE": "تسليم المستودع", "EX_PLANT": "تسليم المصنع",
        "FOR": "FOR", "DELIVERED": "تسليم الموقع", "SPOT": "فوري", "FOB": "FOB", "CIF": "CIF", "CNF": "CNF",
        "CPT": "CPT", "ICE": "ICE",
    },
    payments={
        "CASH": "نقدًا", "SPOT": "فوري", "CREDIT": "آجل", "ADVANCE": "مقدمًا", "LC": "اعتماد مستندي",
        "BG": "ضمان بنكي", "CAD": "نقدًا مقابل المستندات", "DP": "مستندات مقابل الدفع",
        "DA": "مستندات مقابل القبول", "TT": "تحويل بنكي",
    },
    taxes={"PLUS_GST": "تُضاف GST", "INCL_GST": "شامل GST"},
    weight_step="{rate}% من الوزن لكل {step}",
    price_step="{rate}% من السعر لكل {step}",
    money_step="{rate} لكل {unit} عن كل {step}",
    part_of="أو جزء منه",
    over="فوق",
    under="تحت",
    reject="تُرفض بعد {distance}",
    rejected="لا سماح؛ يجوز رفض الدفعة",
)  # fmt: skip

_WORDINGS = {"en": _ENGLISH, "hi": _HINDI, "ar": _ARABIC}


def contract_wording(language: str) -> ContractWording:
    """The words in a language (`en`, `hi`, `ar`, or a locale such as `ar_AE`), else English."""
    return _WORDINGS.get(language.replace("-", "_").split("_")[0], _ENGLISH)

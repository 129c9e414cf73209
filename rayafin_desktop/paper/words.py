"""Amounts in words, as invoices and cheques carry them.

English counts in lakh and crore for South Asian currencies and in millions otherwise; Hindi always in
lakh and crore. Arabic and Persian numerals come from num2words.

>>> amount_in_words(273985300, "INR", "en")
'Twenty-seven lakh thirty-nine thousand eight hundred fifty-three rupees only'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from num2words import num2words

from ..base.money import currency_digits

_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = _SMALL_NUMBERS.split()
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LAKH_CURRENCIES = frozenset({"INR", "NPR", "PKR", "BDT", "LKR", "BTN"})
_LAKH_SCALE = ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand"), (100, "hundred"))
_MILLION_SCALE = (
    (10**18, "quintillion"), (10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"),
    (10**6, "million"), (1000, "thousand"), (100, "hundred"),
)  # fmt: skip

_HINDI_NUMBERS = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस "
    "चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस "
    "इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन "
    "सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर "
    "पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सतासी अट्ठासी नवासी नब्बे "
    "इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_HINDI = _HINDI_NUMBERS.split()
_HINDI_SCALE = ((10**7, "करोड़"), (10**5, "लाख"), (1000, "हज़ार"), (100, "सौ"))


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a currency's major and minor units are called, one and many."""

    one: str
    many: str
    minor_one: str = ""
    minor_many: str = ""


_RUPEE = _Unit("rupee", "rupees", "paisa", "paise")
_ENGLISH_UNITS = {
    "INR": _RUPEE,
    "NPR": _RUPEE,
    "PKR": _RUPEE,
    "LKR": _Unit("rupee", "rupees", "cent", "cents"),
    "BDT": _Unit("taka", "taka", "poisha", "poisha"),
    "USD": _Unit("dollar", "dollars", "cent", "cents"),
    "CAD": _Unit("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AUD": _Unit("Australian dollar", "Australian dollars", "cent", "cents"),
    "SGD": _Unit("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "EUR": _Unit("euro", "euros", "cent", "cents"),
    "GBP": _Unit("pound", "pounds", "penny", "pence"),
    "CHF": _Unit("franc", "francs", "centime", "centimes"),
    "AED": _Unit("dirham", "dirhams", "fils", "fils"),
    "SAR": _Unit("riyal", "riyals", "halala", "halalas"),
    "QAR": _Unit("riyal", "riyals", "dirham", "dirhams"),
    "OMR": _Unit("rial", "rials", "baisa", "baisa"),
    "KWD": _Unit("dinar", "dinars", "fils", "fils"),
    "BHD": _Unit("dinar", "dinars", "fils", "fils"),
    "JOD": _Unit("dinar", "dinars", "fils", "fils"),
    "IRR": _Unit("rial", "rials", "dinar", "dinars"),
    "EGP": _Unit("pound", "pounds", "piastre", "piastres"),
    "TRY": _Unit("lira", "lira", "kurus", "kurus"),
    "ZAR": _Unit("rand", "rand", "cent", "cents"),
    "KES": _Unit("shilling", "shillings", "cent", "cents"),
    "CNY": _Unit("yuan", "yuan", "fen", "fen"),
    "JPY": _Unit("yen", "yen"),
}
_HINDI_UNITS = {
    "INR": _Unit("रुपया", "रुपये", "पैसा", "पैसे"),
    "NPR": _Unit("रुपया", "रुपये", "पैसा", "पैसे"),
    "USD": _Unit("डॉलर", "डॉलर", "सेंट", "सेंट"),
    "EUR": _Unit("यूरो", "यूरो", "सेंट", "सेंट"),
}
_PERSIAN_UNITS = {
    "IRR": _Unit("ریال", "ریال", "دینار", "دینار"),
    "AFN": _Unit("افغانی", "افغانی", "پول", "پول"),
    "USD": _Unit("دلار", "دلار", "سنت", "سنت"),
    "EUR": _Unit("یورو", "یورو", "سنت", "سنت"),
    "AED": _Unit("درهم", "درهم", "فلس", "فلس"),
}

# Arabic counts nouns in five shapes: one, two, 3 to 10, 11 to 99, and after round hundreds.
_ArabicNoun = tuple[str, str, str, str, str]
_DIRHAM: _ArabicNoun = ("درهم", "درهمان", "دراهم", "درهمًا", "درهم")
_RIYAL: _ArabicNoun = ("ريال", "ريالان", "ريالات", "ريالًا", "ريال")
_DINAR: _ArabicNoun = ("دينار", "ديناران", "دنانير", "دينارًا", "دينار")
_FILS: _ArabicNoun = ("فلس", "فلسان", "فلوس", "فلسًا", "فلس")
_CENT: _ArabicNoun = ("سنت", "سنتان", "سنتات", "سنتًا", "سنت")
_HALALA: _ArabicNoun = ("هللة", "هللتان", "هللات", "هللة", "هللة")
_BAISA: _ArabicNoun = ("بيسة", "بيستان", "بيسات", "بيسة", "بيسة")
_ARABIC_UNITS: dict[str, tuple[_ArabicNoun, _ArabicNoun]] = {
    "AED": (_DIRHAM, _FILS),
    "SAR": (_RIYAL, _HALALA),
    "QAR": (_RIYAL, _DIRHAM),
    "OMR": (_RIYAL, _BAISA),
    "KWD": (_DINAR, _FILS),
    "BHD": (_DINAR, _FILS),
    "JOD": (_DINAR, _FILS),
    "IQD": (_DINAR, _FILS),
    "EGP": (("جنيه", "جنيهان", "جنيهات", "جنيهًا", "جنيه"), ("قرش", "قرشان", "قروش", "قرشًا", "قرش")),
    "USD": (("دولار", "دولاران", "دولارات", "دولارًا", "دولار"), _CENT),
    "EUR": (("يورو", "يورو", "يورو", "يورو", "يورو"), _CENT),
}


def amount_in_words(minor: int, currency: str, language: str) -> str:
    """Integer minor units in words in `en`, `hi`, `ar` or `fa`; other languages get English.

    A currency without a name in the language is called by its ISO code.
    """
    major, rest = divmod(abs(minor), 10 ** currency_digits(currency))
    if language == "hi":
        text = _hindi_amount(major, rest, currency)
    elif language == "ar":
        text = _arabic_amount(major, rest, currency)
    elif language == "fa":
        text = _persian_amount(major, rest, currency)
    else:
        text = _english_amount(major, rest, currency)
    if minor < 0:
        minus = {"hi": "ऋण", "ar": "ناقص", "fa": "منفی"}.get(language)
        text = f"{minus} {text}" if minus else f"Minus {text[0].lower()}{text[1:]}"
    return text


def _counted(
    major: int, rest: int, currency: str, units: Mapping[str, _Unit], spell: Callable[[int], str]
) -> list[str]:
    """Major and minor units, each counted in words; a minor unit without a name as a fraction."""
    unit = units.get(currency, _Unit(currency, currency))
    parts = []
    if major or not rest or not unit.minor_one:
        parts.append(f"{spell(major)} {unit.one if major == 1 else unit.many}")
    if rest and unit.minor_one:
        parts.append(f"{spell(rest)} {unit.minor_one if rest == 1 else unit.minor_many}")
    elif rest:
        parts.append(f"{rest}/{10 ** currency_digits(currency)}")
    return parts


def _english_amount(major: int, rest: int, currency: str) -> str:
    scale = _LAKH_SCALE if currency in _LAKH_CURRENCIES else _MILLION_SCALE
    parts = _counted(major, rest, currency, _ENGLISH_UNITS, lambda number: _english(number, scale))
    text = " and ".join(parts) + " only"
    return text[0].upper() + text[1:]


def _english(number: int, scale: tuple[tuple[int, str], ...]) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    size, name = next(step for step in scale if number >= step[0])
    count, rest = divmod(number, size)
    return f"{_english(count, scale)} {name}" + (f" {_english(rest, scale)}" if rest else "")


def _hindi_amount(major: int, rest: int, currency: str) -> str:
    return " और ".join(_counted(major, rest, currency, _HINDI_UNITS, _hindi)) + " मात्र"


def _hindi(number: int) -> str:
    if number < 100:
        return _HINDI[number]
    size, name = next(step for step in _HINDI_SCALE if number >= step[0])
    count, rest = divmod(number, size)
    return f"{_hindi(count)} {name}" + (f" {_hindi(rest)}" if rest else "")


def _arabic_amount(major: int, rest: int, currency: str) -> str:
    main, sub = _ARABIC_UNITS.get(currency, ((currency,) * 5, ("",) * 5))
    parts = []
    if major or not rest or not sub[0]:
        parts.append(_arabic_counted(major, main))
    if rest:
        # The minor unit stays in figures: half of those nouns are feminine and would bend the number.
        parts.append(
            f"{rest} {_arabic_form(rest, sub)}" if sub[0] else f"{rest}/{10 ** currency_digits(currency)}"
        )
    return f"فقط {' و'.join(parts)} لا غير"


def _arabic_counted(number: int, noun: _ArabicNoun) -> str:
    if number == 1:
        return f"{noun[0]} واحد"
    if number == 2:
        return noun[1]
    words = str(num2words(number, lang="ar")).replace(" و ", " و").replace("اً", "ًا")
    return f"{words} {_arabic_form(number, noun)}"


def _arabic_form(number: int, noun: _ArabicNoun) -> str:
    last = number % 100
    if 3 <= last <= 10:
        return noun[2]
    return noun[3] if last >= 11 else noun[4]


def _persian_amount(major: int, rest: int, currency: str) -> str:
    return " و ".join(_counted(major, rest, currency, _PERSIAN_UNITS, _persian)) + " فقط"


def _persian(number: int) -> str:
    return str(num2words(number, lang="fa"))

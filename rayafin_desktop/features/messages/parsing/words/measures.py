"""Units of trade, multipliers, number words, currencies, packing."""

from __future__ import annotations

UNITS: dict[str, str] = {
    "BALE": "bale, bales, bls, bl, blz, bals, bael, baels, balse, gathan, gathane, gaathan, "
    "ganth, gaanth, ganthe, gaanthe, gath, gaath, gathdi, gathri, "
    "gansdi, gaansdi, ganthan, gatan, gathi, gathe, गांठ, गाँठ, गांठें, गठान, गठाने, "
    "गाठी, गाठ, गठाण, बेल, बेल्स, ગાંસડી, ગાસડી, ગાંઠ, બેલ, fp bales, f p bales, "
    "pressed bales",
    "CANDY": "candy, candies, cdy, cdys, candi, cndy, cdi, candys, khandi, khandy, kandi, "
    "khandee, cand, खंडी, खंडि, कैंडी, कँडी, केंडी, ખાંડી, કેન્ડી, કેંડી",
    "QTL": "qtl, qtls, quintal, quintals, qntl, qntls, qunital, qunintal, quental, qt, qtal, "
    "qnt, q, ql, kuintal, kwintal, kvintal, kuntal, kuntel, "
    "क्विंटल, क्विन्टल, कुंटल, कुन्तल, कुंतल, क्वि, ક્વિન્ટલ, ક્વિંટલ, કવિન્ટલ",
    "MT": "mt, mts, t, ton, tons, tonne, tonnes, tn, tns, metric ton, metric tons, "
    "metric tonne, metric tonnes, m ton, m tons, m t, mtons, tan, टन, ટન, "
    "mton, मीट्रिक टन",
    "KG": "kg, kgs, kilo, kilos, kilogram, kilograms, kilogm, kgm, किलो, किग्रा, કિલો, कि ग्रा, किलोग्राम",
    "MAUND": "maund, maunds, mnd, mds, md, mann, maun, man, mans, mund, मन, मण, મણ, mana",
    "BAG": "bag, bags, bori, boriya, boriyan, bory, bora, bore, katta, katte, kattas, kata, "
    "guni, gunny bags, gunny, gunnies, pote, poti, sack, sacks, "
    "बोरी, बोरियां, बोरे, कट्टा, कट्टे, पोती, पोते, બોરી, કટ્ટા, ગુણી, ગુણ, બેગ, बैग, "
    "थैला, thela, thaila, jute bags, pp bags, bardan",
    "LB": "lb, lbs, pound, pounds, पाउंड",
    "FCL": "fcl, fcls, container, containers, cntr, cntrs, contr, ctr, ctrs, cont, conts, "
    "containr, box container, कंटेनर, કન્ટેનર, कन्टेनर",
    "LORRY": "lorry, lorries, lori, gadi, gaadi, gadiya, gadiyan, gaadiyan, gadian, gaddi, gadya, "
    "truck, trucks, trk, trks, truk, trak, truckload, truckloads, "
    "truck load, truck loads, lorry load, lorry loads, load, loads, vehicle, vehicles, "
    "trailer, trailers, गाड़ी, गाडी, गाड़ियां, गाड्या, ट्रक, ગાડી, ટ્રક, लॉरी, લોરી",
}
# A price's unit that says "per" itself.
PER_UNITS: dict[str, str] = {
    "MT": "pmt, p m t, per mt, pmton",
    "QTL": "pqtl, per 100 kg, per 100 kgs",
    "KG": "pkg price, per kilo",
    "CANDY": "pcandy, pcdy, p cdy",
    "LB": "plb",
}
CENTS_PER_LB = (
    "c lb, cts lb, cent lb, cents lb, cent per lb, cents per lb, cts per lb, usc lb, "
    "us c lb, us cents lb, usc per lb, us cents per lb, c per lb, cpp, cent pound, "
    "cents pound, cents per pound, us cts lb, ¢ lb, ¢ per lb"
)
PER = "per, pr, prati, har, each per, a, का एक, प्रति, પ્રતિ, hareek, dar per, / per"
CONTAINERS: dict[str, str] = {
    "40HC": "40 hc, 40 hq, 40 high cube, 40 ft hc, 40 ft hq, 40 feet hc, 40 hcs",
    "40FT": "40 ft, 40 feet, 40 foot, 40 fcl, 40 gp",
    "20FT": "20 ft, 20 feet, 20 foot, 20 fcl, 20 gp, 20 dc",
}
MULTIPLIERS: dict[int, str] = {
    100: "hundred, sau, so rupaye, सौ, શો, शे, sou",
    1000: "thousand, k, hazar, hajar, hazaar, hajaar, thsnd, thousands, हजार, हज़ार, હજાર",
    100000: "lakh, lakhs, lac, lacs, lkh, laakh, लाख, લાખ",
    10000000: "crore, crores, cr, crs, karod, karor, करोड़, કરોડ, कोटी, koti",
}
NUMBER_WORDS: dict[str, str] = {
    "21": "ikkis, इक्कीस",
    "22": "bais, बाईस",
    "24": "chaubis, चौबीस",
    "28": "atthais, अट्ठाईस",
    "29": "untis, उनतीस",
    "35": "paintis, पैंतीस",
    "45": "paintalis, पैंतालीस",
    "51": "ikyavan, इक्यावन",
    "52": "bavan, बावन",
    "55": "pachpan, पचपन, पंचावन, પંચાવન",
    "56": "chhappan, छप्पन",
    "57": "sattavan, सत्तावन",
    "58": "atthavan, अट्ठावन, अठ्ठावन",
    "59": "unsath, उनसठ",
    "61": "iksath, इकसठ, एकसष्ट, એકસઠ",
    "62": "basath, बासठ, बासष्ट, બાસઠ",
    "63": "tirsath, tresath, तिरसठ, ત્રેસઠ",
    "64": "chausath, chaunsath, चौसठ",
    "65": "painsath, पैंसठ, પાંસઠ",
    "75": "pachhattar, पचहत्तर",
    "1": "one, ek, एक, એક",
    "2": "two, do, don, be, दो, दोन, બે",
    "3": "three, teen, tin, tran, तीन, ત્રણ",
    "4": "four, char, chaar, चार, ચાર",
    "5": "five, panch, paanch, pach, पांच, पाच, પાંચ",
    "6": "six, chhe, chhah, cheh, छह, छः, सहा, છ, saha",
    "7": "seven, saat, sat, सात, સાત",
    "8": "eight, aath, आठ, આઠ",
    "9": "nine, nau, नौ, नऊ, નવ, nav",
    "10": "ten, das, dus, दस, दहा, દસ, daha",
    "11": "eleven, gyarah, ग्यारह",
    "12": "twelve, barah, baar, बारह, बारा, બાર",
    "15": "fifteen, pandrah, pandhra, पंद्रह, पंधरा, પંદર, pandar",
    "20": "twenty, bees, vees, vis, बीस, वीस, વીસ",
    "25": "pachis, pachees, पच्चीस, पंचवीस, પચીસ, pacchis",
    "30": "thirty, tees, trees, तीस, ત્રીસ",
    "40": "forty, chalis, chalees, चालीस, ચાલીસ",
    "50": "fifty, pachas, pachaas, पचास, पन्नास, પચાસ, pannas",
    "60": "sixty, saath, sath, साठ, સાઠ",
    "70": "seventy, sattar, सत्तर, સિત્તેર",
    "80": "eighty, assi, अस्सी",
    "90": "ninety, nabbe, नब्बे",
    "1.5": "dedh, डेढ़, दीड, દોઢ, dodh",
    "2.5": "dhai, adhai, ढाई, अढ़ाई, अडीच, અઢી, adhi, adich",
}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = ("thirteen", "fourteen", "sixteen", "seventeen", "eighteen", "nineteen")
for _word, _value in zip(_TEENS, (13, 14, 16, 17, 18, 19), strict=True):
    NUMBER_WORDS[str(_value)] = _word
for _ten, _name in enumerate(_TENS, start=2):
    for _one, _word in enumerate(_ONES, start=1):
        _value = 10 * _ten + _one
        _said = NUMBER_WORDS.get(str(_value))
        NUMBER_WORDS[str(_value)] = ", ".join(filter(None, (_said, f"{_name} {_word}")))
# Added to the number that follows, in units of its multiplier: `sadhe 61 hazar` = 61,500.
NUMBER_SHIFTS: dict[str, str] = {
    "0.5": "sadhe, saade, sade, साढ़े, साडे, સાડા, saadhe, sada",
    "0.25": "sawa, sava, सवा, સવા",
    "-0.25": "paune, paune, पौने, पावणे, પોણા",
}
CURRENCIES: dict[str, str] = {
    "INR": "inr, rs, rupees, rupee, rupaye, rupaiya, rupiya, rupya, rupay, rup, ₹, रु, रू, "
    "रुपये, रुपए, रुपया, रूपये, रुपयात, રૂપિયા, રૂપીયા, રૂ",
    "USD": "usd, us$, $, u s d, us dollar, us dollars, dollars, dlrs, usd$, डॉलर",
    "EUR": "eur, euro, euros, €",
    "AED": "aed, dirham, dirhams",
    "GBP": "gbp, £",
    "BDT": "bdt, taka bdt",
    "CNY": "cny, rmb, yuan",
    "USC": "usc, us cents, us cent, uscents, cents, cent, cts, ¢",
}
PACKINGS: dict[str, str] = {
    "PP": "pp, pp bags, pp bag, pp woven, p p",
    "JUTE": "jute, jute bags, jute bag, gunny bags, gunny, bardan, जूट, बारदान",
    "BOPP": "bopp",
    "NON-WOVEN": "non woven, nonwoven",
    "HDPE": "hdpe",
    "PAPER": "paper, kraft, paper bags, kraft paper",
    "BULK": "in bulk, bulk, loose, khula, खुला",
    "LOOSE": "loose packing",
    "JUMBO": "jumbo, jumbo bags, jumbo bag, fibc, big bags",
    "CARTON": "carton, cartons, vacuum cartons",
}

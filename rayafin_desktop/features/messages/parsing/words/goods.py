"""Goods: the 26 commodities with their varieties and grades, and the prices at which they are plausible."""

from __future__ import annotations

from . import word_set

COMMODITIES: dict[str, str] = {
    "COTTON": "cotton, raw cotton, cotton lint, lint, rui, ruyi, rooi, cotton bales, kapas bales, "
    "cottn, ctn, "
    "कापूस, कापुस, रुई, रूई, रुइ, कॉटन, कपास गांठ, કોટન, રૂ, रू, sarki vagar rui",
    "COTTONSEED": "cottonseed, cotton seed, cotton seeds, binola, banola, kapasia, kapasiya, "
    "kapashiya, sarki, "
    "बिनौला, बिनोला, सरकी, કપાસિયા, કપાસીયા",
    "YARN": "yarn, cotton yarn, sut, soot, yarns, dhaga, सूत, धागा, યાર્ન, સૂતર, सूतर, hosiery yarn",
    "WHEAT": "wheat, gehu, gehun, gehoon, gahu, gehu dana, gahun, ghau, ghaun, ghaav, gehoo, "
    "kanak, गेहूं, गेहुं, गेहू, "
    "गेहूँ, गहू, ઘઉં, ઘઊં",
    "MAIZE": "maize, corn, makka, makai, makki, makkai, maka, maize corn, मक्का, मकई, मक्की, मका, "
    "મકાઈ, yellow corn, "
    "yellow maize, white maize, white corn",
    "BARLEY": "barley, jau, jav, जौ, જવ",
    "RICE": "rice, chawal, chaval, chokha, tandul, tandool, चावल, तांदूळ, ચોખા",
    "PADDY": "paddy, dhan, dhaan, dangar, धान, ડાંગર",
    "BAJRA": "bajra, bajri, bajara, pearl millet, millet, बाजरा, बाजरी, બાજરી, બાજરો",
    "JOWAR": "jowar, juar, jwar, jawar, jwari, jowari, sorghum, ज्वार, ज्वारी, જુવાર",
    "CHANA": "chana, channa, chna, chickpea, chickpeas, gram, bengal gram, harbhara, harbara, "
    "chanaa, desi chana, "
    "chana desi, kabuli chana, चना, चणा, हरभरा, ચણા, काबुली चना, देसी चना, દેશી ચણા",
    "TUR": "tur, toor, तुअर, arhar, tuar, tuver, tuvar, toovar, pigeon pea, pigeon peas, तूर, तुर, अरहर, તુવેર",
    "MOONG": "moong, mung, mug, mag, green gram, mungbean, mung bean, moong beans, मूंग, मुंग, मूग, મગ",
    "URAD": "urad, udad, udid, urid, black matpe, black gram, adad, उड़द, उडद, उडीद, અડદ",
    "MASOOR": "masoor, masur, lentil, lentils, मसूर, મસૂર",
    "SOYBEAN": "soybean, soyabean, soya bean, soybeans, soya beans, soya, soyabeen, soyabin, "
    "bhatmas, soy, soya seed, "
    "सोयाबीन, सोया, સોયાબીન",
    "SOYA_DOC": "soya doc, soy doc, soyadoc, doc, d oc, soymeal, soya meal, soybean meal, "
    "soyabean meal, sbm, soyameal, "
    "soya deoiled cake, soya de oiled cake, de oiled cake, deoiled cake, soya khali, "
    "soya khal, soya extraction, "
    "सोया डीओसी, डीओसी, सोया खली, સોયા ડીઓસી",
    "MUSTARD_SEED": "mustard, mustard seed, mustard seeds, sarson, sarso, rai, raida, raydo, rayda, "
    "raya, rapeseed, "
    "rape seed, rmseed, rm seed, mohri, सरसों, सरसो, राई, रायडा, રાયડો, રાઈ, मोहरी",
    "GROUNDNUT": "groundnut, groundnuts, ground nut, peanut, peanuts, mungfali, moongfali, mungphali, "
    "moongphali, "
    "magfali, mugfali, magafali, shengdana, singdana, sing dana, gn, gnut, g nut, "
    "shengdane, bhuimug, groundnut kernels, "
    "peanut kernels, groundnut seed, मूंगफली, मुंगफली, शेंगदाणा, शेंगदाणे, भुईमूग, "
    "મગફળી, સીંગદાણા, સિંગદાણા",
    "SESAME": "sesame, sesame seed, sesame seeds, til, tal, tilli, sesamum, sesamum seed, तिल, "
    "तिल्ली, તલ, तीळ",
    "CASTOR_SEED": "castor, castor seed, castor seeds, castorseed, arandi, erandi, eranda, divela, "
    "diwela, diveli, "
    "अरंडी, एरंडी, એરંડા, એરંડો, દિવેલા",
    "GUAR_SEED": "guar, guar seed, guarseed, gwar, gawar, gavar, guwar, guar beans, ग्वार, गवार, ગવાર, ગુવાર",
    "GUAR_GUM_SPLITS": "guar gum splits, guar splits, guar gum split, guar gum, guargum, gwar gum, "
    "gum splits, guar dal, "
    "ग्वार गम, गवार गम, ગવાર ગમ, ગુવાર ગમ",
    "SUGAR": "sugar, chini, cheeni, shakkar, sakhar, khand, white sugar, raw sugar, चीनी, शक्कर, साखर, ખાંડ",
    "JEERA": "jeera, jira, zeera, cumin, cumin seed, cumin seeds, jiru, jeeru, jire, jeere, जीरा, "
    "जिरा, जिरे, જીરું, જીરૂ, "
    "જીરુ",
    "TURMERIC": "turmeric, haldi, haldee, halad, haridra, हल्दी, हळद, હળદર, haladar, હલ્દી",
}

# Names that say the commodity, too.
VARIETIES: dict[str, dict[str, str]] = {
    "COTTON": {
        "SHANKAR-6": "shankar 6, shanker 6, sankar 6, s 6, shankar six, sanker 6, shankr 6, shnkar 6, "
        "shankar, "
        "शंकर 6, संकर 6, શંકર 6, शंकर, એસ 6, एस 6",
        "MCU-5": "mcu 5, m c u 5, एमसीयू 5",
        "MCU-7": "mcu 7",
        "J-34": "j 34, j34, जे 34, જે 34",
        "DCH-32": "dch 32, dch, डीसीएच 32",
        "H-4": "h 4, hybrid 4, एच 4",
        "MECH-1": "mech 1, mech",
        "V-797": "v 797, v797, vagad, wagad, कल्याण 797, kalyan 797, વાગડ",
        "Y-1": "y 1",
        "LRA": "lra, lra 5166, l r a",
        "BUNNY-BRAHMA": "bunny brahma, bunny, bunni, brahma, banni, bunny bt, बन्नी, ब्रह्मा, बनी",
        "BENGAL-DESHI": "bengal deshi, bengal desi, b deshi, assam comilla, बंगाल देसी",
        "SUVIN": "suvin, सुविन",
        "NHH-44": "nhh 44, nh 44",
        "RCH": "rch 2, rch bt, rch",
        "GIZA": "giza 86, giza 94, giza 87, giza",
        "PIMA": "pima, supima, us pima",
        "JAYADHAR": "jayadhar, jaydhar",
        "F-414": "f 414",
        "AK": "ak 235, ak h 4",
    },
    "RICE": {
        "BASMATI-1121": "basmati 1121, 1121 basmati, 1121, pusa 1121, बासमती 1121, 1121 बासमती, બાસમતી 1121",
        "BASMATI-1509": "basmati 1509, 1509 basmati, 1509, pusa 1509, बासमती 1509",
        "BASMATI-1718": "basmati 1718, 1718 basmati, 1718, pusa 1718",
        "BASMATI-1401": "basmati 1401, 1401 basmati, 1401, pusa 1401, muchhal, muchhal 1401",
        "BASMATI-1692": "basmati 1692, 1692 basmati, 1692",
        "BASMATI": "basmati, basmati rice, traditional basmati, बासमती, બાસમતી",
        "PUSA": "pusa basmati, pusa",
        "SUGANDHA": "sugandha, sugandh, सुगंधा",
        "IR-64": "ir 64, ir64",
        "IR-36": "ir 36",
        "SWARNA": "swarna, स्वर्णा",
        "SONA-MASOORI": "sona masuri, sona masoori, sona mahsuri, sonamasuri, सोना मसूरी, સોના મસૂરી",
        "PONNI": "ponni, poni",
        "PARMAL": "parmal, permal, pr 11, pr 14, pr11, pr14, परमल",
        "KOLAM": "kolam, कोलम, કોલમ, surti kolam, wada kolam",
        "HMT": "hmt",
        "GUJARAT-17": "gujarat 17, guj 17, gujrat 17",
    },
    "WHEAT": {
        "LOKWAN": "lokwan, lokvan, lok 1, lok one, lokwan wheat, लोकवन, લોકવન, lokvan wheat",
        "SHARBATI": "sharbati wheat, sharbati gehu, mp sharbati, c 306, शरबती",
        "DURUM": "durum, durham, daudkhani, દાઉદખાની",
        "TUKDI": "tukdi, tukri, टुकड़ी, ટુકડી",
        "MILL": "mill quality wheat, mill quality, mill wheat, dara, dada, मिल क्वालिटी, दड़ा",
        "GW-496": "gw 496, 496",
        "PBW-343": "pbw 343",
        "HD-2967": "hd 2967",
        "HI-1544": "hi 1544, purna",
    },
    "CHANA": {
        "KABULI": "kabuli, kabli, kabuli chana, chana kabuli, dollar chana, dollar, काबुली, "
        "काबुली चना, કાબુલી, kabuli chick",
        "DESI": "desi chana, chana desi, deshi chana, chana deshi, देसी चना, दिल्ली चना, દેશી ચણા",
        "KANTEWALA": "kantewala, kante wala, kantawala, कांटेवाला, कांटावाला",
        "VISHAL": "vishal chana, vishal, विशाल",
        "ANNAGIRI": "annagiri, annigeri, अन्नागिरी",
    },
    "TUR": {
        "LEMON": "lemon tur, tur lemon, lemon toor, toor lemon, लेमन तूर",
        "ARUSHA": "arusha",
        "GAJRI": "gajri, gajari",
        "MARUTI": "maruti tur, tur maruti, maruti",
    },
    "MASOOR": {"CRIMSON": "crimson, crimson lentil, crimson lentils", "RICHLEA": "richlea"},
    "GROUNDNUT": {
        "BOLD": "bold groundnut, groundnut bold, bold peanut, bold peanuts, g 20, g20, "
        "bold singdana, singdana bold",
        "JAVA": "java, javas, java groundnut, जावा, જાવા",
        "TJ": "tj, tj 37, tj37",
    },
    "SUGAR": {
        "ICUMSA-45": "icumsa 45, ic 45, icumsa45",
        "ICUMSA-100": "icumsa 100, ic 100",
        "ICUMSA-150": "icumsa 150",
        "ICUMSA-600-1200": "icumsa 600 1200",
        "M-30": "m 30, m30 sugar, m30",
        "S-30": "s 30, s30 sugar, s30",
        "L-30": "l 30",
        "SS-30": "ss 30",
    },
    "TURMERIC": {
        "SALEM": "salem turmeric, salem haldi, salem halad, सेलम हळद, सेलम हल्दी",
        "NIZAMABAD": "nizamabad turmeric, nizamabad haldi, निजामाबाद हल्दी",
        "ERODE": "erode turmeric, erode haldi",
        "RAJAPURI": "rajapuri, rajapore, rajapuri haldi, rajapore turmeric, राजापुरी",
        "SANGLI": "sangli turmeric, sangli haldi, sangli halad",
    },
    "MAIZE": {
        "YELLOW": "yellow corn, yellow maize, pili makka, pili makai, पीली मक्का, પીળી મકાઈ",
        "WHITE": "white corn, white maize, safed makka, सफेद मक्का",
    },
    "SESAME": {
        "WHITE": "white til, white sesame, safed til, white sesame seed, white sesame seeds, "
        "सफेद तिल, સફેદ તલ, safed tal",
        "BLACK": "black til, black sesame, kala til, kala tal, black sesame seeds, काला तिल, કાળા તલ",
        "HULLED": "hulled sesame, hulled sesame seeds, hulled til",
        "NATURAL": "natural sesame, natural sesame seeds, natural sesame seed",
    },
    "SOYA_DOC": {
        "HI-PRO": "hi pro doc, hi pro soya doc, hi pro soymeal, hipro doc, hi pro, hipro, "
        "high pro, high pro doc",
        "NON-GMO": "non gmo soymeal, non gmo soya doc",
    },
    "SOYBEAN": {"YELLOW": "yellow soybean, yellow soyabean, yellow soya, pili soya"},
    "MOONG": {"PEDISHEVA": "pedisheva, pedishewa"},
    "URAD": {"SQ": "urad sq, sq urad", "FAQ": "urad faq, faq urad"},
    "JEERA": {
        "SINGAPORE-99": "singapore 99, singapore 99%, spore 99%, singapore quality 99%, "
        "singapore 99% jeera, singapore 99 jeera, singapore quality 99",
        "SINGAPORE-98": "singapore 98, singapore 98%",
        "EUROPE": "europe quality, europe quality jeera, european quality",
    },
}

# Behind the name of goods these name other goods, made of them: castor oil is not castor seed.
MADE_OF = word_set(
    """
    plate thali bread biscuit oil tel tail cake khal khali khol meal flour atta powder dal daal besan
    maida suji rava bran
    husk waste starch gluten refined ghee chips sheets cloth fabric garment bags poha papad namkeen
    puff snacks extract seedcake lecithin तेल खल आटा पाउडर दाल बेसन मैदा खोल तेलं भूसा पीठ डाळ
    """
)

# Adjectives that name a variety only beside a commodity which has it.
ADJECTIVES: dict[str, str] = {
    "YELLOW": "yellow, pili, pila, पीला, पीली, પીળી",
    "WHITE": "white, safed, सफेद, સફેદ, pandhra, पांढरा",
    "BLACK": "black, kala, kali, काला, કાળા",
    "RED": "red, lal, laal, लाल, લાલ",
    "GREEN": "green, hara, hari, हरा, લીલા",
    "DESI": "desi, deshi, देसी, देशी, દેશી",
    "BOLD": "bold, बोल्ड, બોલ્ડ, mota, मोटा",
    "HULLED": "hulled",
    "NATURAL": "natural",
    "LEMON": "lemon",
    "SHARBATI": "sharbati, sarbati",
    "SALEM": "salem",
    "NIZAMABAD": "nizamabad",
    "ERODE": "erode",
}
ADJECTIVE_OF: dict[str, frozenset[str]] = {
    "YELLOW": frozenset({"MAIZE", "SOYBEAN", "MUSTARD_SEED"}),
    "WHITE": frozenset({"MAIZE", "SESAME", "TUR", "JOWAR", "SUGAR"}),
    "BLACK": frozenset({"SESAME", "MUSTARD_SEED"}),
    "RED": frozenset({"TUR", "MASOOR", "SESAME", "JOWAR"}),
    "GREEN": frozenset({"MOONG"}),
    "DESI": frozenset({"CHANA", "TUR", "MOONG", "URAD", "BAJRA", "JOWAR", "MAIZE"}),
    "BOLD": frozenset({"GROUNDNUT", "MOONG", "CHANA", "MUSTARD_SEED"}),
    "HULLED": frozenset({"SESAME"}),
    "NATURAL": frozenset({"SESAME"}),
    "LEMON": frozenset({"TUR"}),
    "SHARBATI": frozenset({"WHEAT", "RICE"}),
    "SALEM": frozenset({"TURMERIC"}),
    "NIZAMABAD": frozenset({"TURMERIC"}),
    "ERODE": frozenset({"TURMERIC"}),
}

GRADES: dict[str, str] = {
    "RG": "rg, r g, roller ginned, roller gin",
    "SG": "sg, saw ginned, saw gin",
    "STEAM": "steam, steamed, स्टीम, સ્ટીમ",
    "SELLA": "sella, sela, सेला, સેલા, white sella, creamy sella",
    "GOLDEN SELLA": "golden sella, golden sela, गोल्डन सेला",
    "PARBOILED": "parboiled, par boiled, boiled",
    "RAW": "raw rice, raw white",
    "FAQ": "faq, f a q, fair average quality",
    "SQ": "sq",
    "FEED": "feed grade, feed quality",
    "MILLING": "milling quality, milling grade",
    "SORTEX": "sortex, sortex clean, sortexed, सोर्टेक्स",
    "MACHINE CLEAN": "machine clean, machine cleaned, m c clean",
    "SUPER FINE": "super fine, superfine",
    "FINGER": "finger, fingers, फिंगर, ફિંગર",
    "BULB": "bulb, bulbs, gattha, gatta",
    "DOUBLE POLISHED": "double polished, double polish, d p",
    "COMBED": "combed, cmbd, combed hosiery",
    "CARDED": "carded, cardd, carded hosiery",
    "OE": "oe, open end, open ended",
    "COMPACT": "compact, combed compact",
    "A": "a grade, grade a",
    "B": "b grade, grade b",
}
GRADE_OF: dict[str, frozenset[str]] = {
    "RG": frozenset({"COTTON"}),
    "SG": frozenset({"COTTON"}),
    "STEAM": frozenset({"RICE"}),
    "SELLA": frozenset({"RICE"}),
    "GOLDEN SELLA": frozenset({"RICE"}),
    "PARBOILED": frozenset({"RICE"}),
    "RAW": frozenset({"RICE"}),
    "FINGER": frozenset({"TURMERIC"}),
    "BULB": frozenset({"TURMERIC"}),
    "DOUBLE POLISHED": frozenset({"TURMERIC"}),
    "COMBED": frozenset({"YARN"}),
    "CARDED": frozenset({"YARN"}),
    "OE": frozenset({"YARN"}),
    "COMPACT": frozenset({"YARN"}),
}
# Universal upland grades; read only beside cotton, the word alone means too much else.
COTTON_GRADES = frozenset({"M", "SM", "SLM", "GM", "LM", "MIDDLING"})

# Rupees per unit at which a number may be a price (a wide band around the last years' prices).
INR_BANDS: dict[str, dict[str, tuple[int, int]]] = {
    "COTTON": {"CANDY": (40000, 95000), "MAUND": (3500, 9000), "QTL": (11000, 27000), "KG": (110, 270)},
    "COTTONSEED": {"QTL": (2000, 6000)},
    "YARN": {"KG": (120, 600)},
    "WHEAT": {"QTL": (1700, 4500), "MT": (17000, 45000), "KG": (17, 45)},
    "MAIZE": {"QTL": (1300, 3300), "MT": (13000, 33000), "KG": (13, 33)},
    "BARLEY": {"QTL": (1300, 3500), "MT": (13000, 35000)},
    "RICE": {"QTL": (1900, 16000), "MT": (19000, 160000), "KG": (19, 160)},
    "PADDY": {"QTL": (1500, 6500)},
    "BAJRA": {"QTL": (1500, 3800)},
    "JOWAR": {"QTL": (1800, 6500)},
    "CHANA": {"QTL": (3800, 16000), "KG": (38, 160)},
    "TUR": {"QTL": (4800, 15000), "KG": (48, 150)},
    "MOONG": {"QTL": (5000, 12500), "KG": (50, 125)},
    "URAD": {"QTL": (4800, 13000), "KG": (48, 130)},
    "MASOOR": {"QTL": (4300, 10000), "KG": (43, 100)},
    "SOYBEAN": {"QTL": (3400, 9500), "MT": (34000, 95000)},
    "SOYA_DOC": {"MT": (22000, 75000), "QTL": (2200, 7500)},
    "MUSTARD_SEED": {"QTL": (4000, 9500)},
    "GROUNDNUT": {"QTL": (4000, 16000), "MT": (60000, 160000), "KG": (40, 160)},
    "SESAME": {"QTL": (7000, 26000), "KG": (70, 260)},
    "CASTOR_SEED": {"QTL": (4300, 9500)},
    "GUAR_SEED": {"QTL": (3500, 11000)},
    "GUAR_GUM_SPLITS": {"QTL": (7000, 20000)},
    "SUGAR": {"QTL": (2600, 6000), "MT": (26000, 60000), "KG": (26, 60)},
    "JEERA": {"QTL": (14000, 70000), "KG": (140, 700)},
    "TURMERIC": {"QTL": (5500, 24000), "KG": (55, 240)},
}
# US dollars per tonne; US cents per pound for cotton.
USD_BANDS: dict[str, tuple[int, int]] = {
    "COTTON": (900, 3500),
    "YARN": (1500, 7000),
    "WHEAT": (150, 550),
    "MAIZE": (120, 450),
    "BARLEY": (120, 450),
    "RICE": (250, 2200),
    "PADDY": (150, 900),
    "BAJRA": (150, 600),
    "JOWAR": (150, 800),
    "CHANA": (400, 1800),
    "TUR": (400, 1800),
    "MOONG": (500, 1800),
    "URAD": (500, 1800),
    "MASOOR": (400, 1400),
    "SOYBEAN": (300, 1100),
    "SOYA_DOC": (250, 900),
    "MUSTARD_SEED": (400, 1200),
    "GROUNDNUT": (700, 2200),
    "SESAME": (900, 3200),
    "CASTOR_SEED": (500, 1500),
    "GUAR_SEED": (400, 1500),
    "GUAR_GUM_SPLITS": (900, 3000),
    "SUGAR": (300, 900),
    "JEERA": (1800, 9000),
    "TURMERIC": (800, 3500),
    "COTTONSEED": (200, 800),
}
USC_LB_BAND = (40, 160)

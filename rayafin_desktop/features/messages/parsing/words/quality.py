"""Quality words: what is measured, in which unit, and within which limits a number can be a measurement."""

from __future__ import annotations

QUALITIES: dict[str, str] = {
    "staple_mm": "staple, stpl, staple length, length, len, lngth, sl, uhml, uhm, 2.5 sl, 2.5% sl, "
    "2.5 span length, span length, "
    "2.5 staple, fibre length, resha, tar lambai, लंबाई, रेशा, स्टेपल, स्टैपल, સ્ટેપલ, લંબાઈ, तार",
    "micronaire": "मायक, मायक्रोनियर, मायक्रोनेअर, "
    "mic, mike, micro, micronaire, mick, micron, micronair, mice, miconaire, माइक, माईक, "
    "माइक्रोनेयर, माइक्रो, માઇક, "
    "માઈક, માઇક્રોનેર",
    "strength_gpt": "strength, str, strenth, strngth, g tex, gm tex, gms tex, grams tex, gtex, mazbuti, "
    "majbuti, "
    "bundle strength, मजबूती, स्ट्रेंथ, ताकत, સ્ટ્રેન્થ, મજબૂતી",
    "rd": "rd, r d, rd value, reflectance, आरडी, આરડી",
    "plus_b": "+b, plus b, yellowness",
    "trash_pct": "trash, trsh, tr, trash content, kachra, kachara, kachro, trs, ट्रैश, ट्रेश, कचरा, "
    "કચરો, ટ્રેશ, कचऱ्याचे",
    "moisture_pct": "mo, moisture, moist, mois, moistr, moi, moisture content, nami, nammi, bhej, olava, "
    "olawa, moister, moistur, "
    "मॉइस्चर, नमी, ओलावा, ભેજ, भेज, मॉइश्चर, મોઇશ્ચર",
    "oil_pct": "oil, oil content, tel, oil percent, तेल, તેલ",
    "ffa_pct": "ffa, f f a, एफएफए, free fatty acid",
    "protein_pct": "protein, pro, prot, protien, protine, प्रोटीन, પ્રોટીન, profat",
    "test_weight_kg_hl": "test weight, test wt, tw, hl weight, hectolitre weight, hectoliter weight, htl wt, "
    "hl wt, kg hl, "
    "kgs hl, bulk density",
    "broken_pct": "khanda, broken, brokens, brkn, broken grain, broken grains, tukda, tukra, kanki, kani, "
    "टुकड़ा, टूट, टुकडा, ટુકડા, tukde, "
    "broken percent",
    "foreign_matter_pct": "foreign matter, fm, f m, foreign matters, foreign material, foreign mattr, "
    "mitti kachra, "
    "extraneous matter, फॉरेन मैटर, kachra mitti",
    "aflatoxin_ppb": "aflatoxin, afla, aflatoxins, aflotoxin, alfatoxin, aflatoxin total, "
    "total aflatoxin, aflatoxin b1",
    "damaged_pct": "damaged, damage, dmg, damaged grain, damaged grains, damaged kernels, daagi, dagi, "
    "दागी, damge, डैमेज",
    "weevilled_pct": "weevilled, weeviled, weevil, ghun, घुन, weevilled grain, weevilled grains",
    "shrivelled_pct": "shrivelled, shriveled, shrivelled grain, shrivelled grains, shrunken",
    "immature_pct": "immature, immature grains, immature grain, immature seeds",
    "discoloured_pct": "discoloured, discolored, discolour, discolor, discoloured grains",
    "admixture_pct": "admixture, admix, milavat, mix, मिलावट",
    "purity_pct": "purity, pure, शुद्धता",
    "sand_silica_pct": "sand silica, sand and silica, sand & silica, sand, silica",
    "fibre_pct": "fibre, fiber, crude fibre, crude fiber",
    "gluten_pct": "gluten, wet gluten",
    "ash_pct": "ash, ash content",
    "fat_pct": "fat",
    "curcumin_pct": "curcumin, करक्यूमिन",
    "sfi_pct": "sfi, short fibre, short fiber, short fibre index",
    "ui_pct": "ui, uniformity, uniformity index, uniformity ratio, u ratio, ur",
    "elongation_pct": "elongation, elong, elg",
    "maturity_pct": "maturity",
    "splits_pct": "splits, split grains",
    "urease_pct": "urease, urease activity",
    "polarisation_pct": "polarisation, polarization, pol",
    "chalky_pct": "chalky, chalky grains",
    "karnal_bunt_pct": "karnal bunt",
    "lint_pct": "lint outturn, outturn, gin outturn",
}

# A number outside these limits is not that measurement.
LIMITS: dict[str, tuple[int, int]] = {
    "staple_mm": (15, 45),
    "micronaire": (2, 8),
    "strength_gpt": (10, 60),
    "rd": (40, 95),
    "trash_pct": (0, 30),
    "moisture_pct": (0, 40),
    "plus_b": (2, 25),
    "test_weight_kg_hl": (20, 100),
    "aflatoxin_ppb": (0, 500),
}

# Units that stand behind the number and already say what is measured.
QUALITY_UNITS: dict[str, str] = {
    "mm": "mm, m m, mm staple, मीमी, मि मी, एमएम, एम एम, એમએમ, मिमी, mili, millimeter",
    "gpt": "gpt, g tex, gm tex, gms tex, grams tex, gtex",
    "ppb": "ppb",
    "%": "%, percent, pct, per cent, pc, taka, takka, टक्के, टका, ટકા, प्रतिशत, परसेंट, फीसदी, per cents, prcnt",
    "kg/hl": "kg hl, kgs hl",
}

BOUNDS: dict[str, str] = {
    "max": "max, maximum, maxm, mx, upto, up to, not more than, no more than, not above, "
    "not exceeding, below, under, less than, "
    "within, se kam, se niche, se neeche, tak, at most, se jyada nahi, se zyada nahi, "
    "अधिकतम, से कम, तक, કરતા ઓછું, થી ઓછું, "
    "સુધી, पेक्षा कमी, पर्यंत, मैक्स, मैक्सिमम, મેક્સ, se kum, se andar, ke andar, "
    "se upar nahi, se oochu, thi ochhu, thi nichhe",
    "min": "min, minimum, minm, mini, above, over, at least, atleast, not less than, not below, "
    "se upar, upar, uper, ऊपर, ઉપર, पेक्षा जास्त, se zyada, se jyada, "
    "more than, and above, & above, plus, न्यूनतम, कम से कम, से ऊपर, से ज्यादा, "
    "ઓછામાં ઓછું, થી વધુ, थी उपर, किमान, मिनिमम, मिन, "
    "minimam, kam se kam, se adhik, से अधिक, se uper, thi upar, thi vadhu, se kam nahi, "
    "se niche nahi",
}
NIL = "nil, zero, none, शून्य, शुन्य, शून्य"
FREE_LIMIT = "no limit, koi limit nahi, limit nahi, no restriction, any, no bar"

"""Days, months, times of day and spans of time."""

from __future__ import annotations

MONTHS: dict[int, str] = {
    1: "jan, january, janvari, जनवरी, जानेवारी, જાન્યુઆરી",
    2: "feb, february, febuary, farvari, फरवरी, फेब्रुवारी, ફેબ્રુઆરી",
    3: "mar, march, मार्च, માર્ચ",
    4: "apr, april, aprl, अप्रैल, एप्रिल, એપ્રિલ",
    5: "may, मई, मे महिना, મે મહિનો",
    6: "jun, june, जून, જૂન",
    7: "jul, july, julai, जुलाई, जुलै, જુલાઈ",
    8: "aug, august, agast, अगस्त, ऑगस्ट, ઓગસ્ટ",
    9: "sep, sept, september, सितंबर, सप्टेंबर, સપ્ટેમ્બર",
    10: "oct, october, अक्टूबर, ऑक्टोबर, ઓક્ટોબર",
    11: "nov, november, नवंबर, नोव्हेंबर, નવેમ્બર",
    12: "dec, december, दिसंबर, डिसेंबर, ડિસેમ્બર",
}
WEEKDAYS: dict[int, str] = {
    0: "monday, mon, somvar, somwar, सोमवार, સોમવાર",
    1: "tuesday, tue, tues, mangalvar, mangalwar, मंगलवार, मंगळवार, મંગળવાર",
    2: "wednesday, wed, budhvar, budhwar, बुधवार, બુધવાર",
    3: "thursday, thu, thurs, thur, guruvar, guruwar, गुरुवार, ગુરુવાર",
    4: "friday, fri, shukravar, shukrawar, शुक्रवार, શુક્રવાર",
    5: "saturday, sat, shanivar, shaniwar, शनिवार, શનિવાર",
    6: "sunday, sun, ravivar, raviwar, itvar, itwar, रविवार, રવિવાર",
}
# Days from as_of. In an offer `kal` and `parso` look forward.
RELATIVE_DAYS: dict[int, str] = {
    0: "today, tdy, 2day, aaj, aj, aaje, आज, આજે, આજ",
    1: "tomorrow, tmrw, tmrow, tmw, tom, 2moro, kal, kale, kaal, udya, aavtikale, कल, काल, "
    "उद्या, કાલે, આવતીકાલે, આવતી કાલે, tomorow",
    2: "day after tomorrow, parso, parson, parsu, परसों, परसो, परवा, પરમદિવસે, parmdivase",
}
DAY_PARTS: dict[str, str] = {
    "MORNING": "morning, subah, subeh, savare, savar, sakali, सुबह, सकाळी, સવારે, सवेरे",
    "NOON": "noon, dopahar, dopaher, bapore, dupari, दोपहर, दुपारी, બપોરે",
    "EVENING": "evening, eve, sham, shaam, saanje, sanje, sandhyakali, शाम, संध्याकाळी, સાંજે",
    "NIGHT": "night, raat, raat ko, ratre, रात, रात्री, રાત્રે",
    "EOD": "eod, end of day, cob, close of business, closing, day end",
}
HALVES: dict[str, str] = {
    "FH": "fh, first half, 1h, 1st half, f h, 1 half, pehla pakhwada, पहला पखवाड़ा",
    "LH": "lh, sh, second half, last half, latter half, 2h, 2nd half, l h, 2 half, "
    "dusra pakhwada, दूसरा पखवाड़ा",
}
SPANS: dict[str, str] = {
    "day": "day, days, dys, dy, din, dino, dinon, divas, diwas, dives, d, दिन, दिनों, दिवस, "
    "દિવસ, दिवसात, દિવસમાં, dais, dayz",
    "week": "week, weeks, wk, wks, hafta, hafte, haptah, saptah, athvadiya, aathvade, हफ्ता, "
    "हफ्ते, सप्ताह, आठवडा, आठवड्यात, અઠવાડિયા, અઠવાડિયું",
    "month": "month, months, mahina, mahine, mahino, महीना, महीने, महिना, મહિના, મહિનો",
    "hour": "hour, hours, hr, hrs, ghanta, ghante, kalak, taas, tas, घंटा, घंटे, तास, કલાક",
    "minute": "minute, minutes, mins, minat, मिनट, મિનિટ",
}
AMPM: dict[str, str] = {"am": "am, a m", "pm": "pm, p m"}
O_CLOCK = (
    "baje, bje, baj, vagya, vagye, vajta, वाजता, वाजेपर्यंत, बजे, વાગ્યા, વાગ્યે, o clock, oclock, वाजे, hours sharp"
)
MONTH_END = (
    "month end, end of month, mahine ke end, monthend, end month, mahina end, महीने के अंत, mahine ke aakhir"
)
THIS_WEEK = "this week, is hafte, isi hafte, इस हफ्ते, आ અઠવાડિયે, ya aathvadyat"
NEXT_WEEK = "next week, agle hafte, agla hafta, अगले हफ्ते, આવતા અઠવાડિયે, pudhchya aathvadyat"
THIS_MONTH = "this month, is mahine, इस महीने, આ મહિને"
NEXT_MONTH = "next month, agle mahine, अगले महीने, આવતા મહિને, pudhcha mahina"
NEXT = "next, agle, agla, agli, coming, aavta, अगले, अगला, पुढच्या, આવતા"

FLAGS: dict[str, str] = {
    "oclock": O_CLOCK,
    "monthend": MONTH_END,
    "thisweek": THIS_WEEK,
    "nextweek": NEXT_WEEK,
    "thismonth": THIS_MONTH,
    "nextmonth": NEXT_MONTH,
    "next": NEXT,
    "ordinal": "st, nd, rd, th, tarikh, tareekh, taarikh, tarik, तारीख, तारखे, તારીખ, dt, dated",
}

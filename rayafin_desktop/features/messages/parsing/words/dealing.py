"""What a message wants: selling, buying, bidding, refusing; price, payment, delivery, brokerage, parties."""

from __future__ import annotations

from . import word_set

CUES: dict[str, str] = {
    "sell": "any buyer, any buyers, any buyer for, any buyers for, koi buyer, buyer hai kya, "
    "sell, selling, sale, we are sellers, we are seller, sellers of, seller of, "
    "mang raha, mang rahe, maang raha, maang rahe, मांग रहा, मांग रहे, maagto, magto, "
    "mange chhe, માંગે છે, मागतो, for sale, wts, want to sell, bechna, bechana, becho, "
    "bechenge, bech, bech rahe, bikau, bikri, bechvu, vechvu, vechvanu, vechvani, "
    "vechvi, vikne, vikayche, "
    "vikaycha, vikayla, vikri, vikraysathi, to sell, nikalna, nikalo, dena hai, dena he, "
    "dena hai, dena h, dene ko, deva chhe, devana, dyaycha, dyayche, apvanu, apvana, "
    "maal dena, "
    "बेचना, बेचने, बेचनी, बेचेंगे, बिकाऊ, बिक्री, देना है, विकायचे, विकायचा, विकायची, "
    "विकणे, विकणार, विक्री, विक्रीसाठी, द्यायचे, વેચવું, વેચવાનું, વેચવાની, વેચવાના, "
    "વેચવા, વેચાણ, આપવાનું, આપવાની, seling, sel, selling offer",
    "buy": "lega, lunga, loonga, lungi, le lunga, le lenge, utha lunga, uthana hai, लूंगा, ले लेंगे, "
    "we can take, can take, will take, would take, "
    "buy, buying, book, pl book, pls book, please book, book karo, book kar do, "
    "book kardo, khareedna, khareedni, khareed, khareedenge, we are buyers, "
    "we are buyer, buyers here, buyer here, buyers for, buyer for, buyers of, gheu, घेऊ, "
    "lenar, घेणार, wtb, want to buy, purchase, purchasing, lena, lene, leni, lenge, "
    "lena hai, lena he, lene hai, kharidna, kharidni, kharidi, kharid, kharidenge, levi, "
    "levanu, levani, levana, levu, "
    "kharidvu, kharedi, ghyayche, ghyaycha, ghyaychi, ghene, ghenar, to buy, खरीदना, "
    "खरीदनी, खरीदेंगे, खरीद, खरीदी, लेना, लेने, लेनी, लेंगे, घ्यायचे, घ्यायचा, घ्यायची, "
    "घेणे, खरेदी, લેવું, લેવાનું, લેવાની, લેવાના, લેવા, લેવી, ખરીદવું, ખરીદી, ખરીદવા, "
    "buyng",
    "need": "arrange, please arrange, kindly arrange, pls arrange, need quotation, quotation for, "
    "interested for, "
    "need, needed, require, required, requirement, reqd, reqmt, req, rqmt, rqd, "
    "reqirement, requirment, wanted, want, looking for, look for, in the market for, "
    "in need of, chahiye, chahie, chahiyen, chaiye, chahiye hai, "
    "chaie, chaahiye, chahte, chahte hai, de do, dedo, de dijiye, dijiye, dila do, "
    "dilao, bhej do, bhejo, bhejna, bhijwa do, bhijwao, भेजो, भेज दो, aapi do, aapjo, "
    "dya, दे दो, दीजिए, આપો, આપજો, द्या, joiye, joie, joiye che, joiye chhe, joiae, "
    "joye, joiyu, pahije, pahijet, havi, hava, have ahe, have aahe, havay, havet, wants, "
    "seeking, seek, sought, buyers wanted, zarurat, jarurat, jarur, jarurat hai, "
    "jaroorat, mangta, demand, enquiry for, enq, enquiry, "
    "inquiry, inq, query, चाहिए, चाहिये, चाहीए, जरूरत, ज़रूरत, आवश्यकता, मांग, पाहिजे, "
    "पाहिजेत, हवे, हवी, हवा आहे, हवे आहे, हवेत, હવે જોઈએ, જોઈએ, જોઇએ, જરૂર, જોઈએ છે, "
    "જોઈયે, જોઈએ છીએ, interested in, requires",
    "offer": "offer, offering, fresh arrival, fresh arrivals,  offers, offered, ofr, offr, ofer, "
    "we offer, available, avail, avl, avlbl, availble, availabe, in stock, stock, "
    "maal hai, maal ready, ready maal, ready hai, ready stock, ready, taiyar, tayar, "
    "taiyar hai, taiyaar, taiyar maal, upalabdh, uplabdh, "
    "firm offer, ऑफर, उपलब्ध, तैयार, तयार, ઓફર, ઉપલબ્ધ, તૈયાર, mal hai, maal padyo, "
    "mal ready, pending stock, padha hai, padya chhe, on offer, hajar maal, spot maal",
    "bid": "party ready at, party at, buyer ready, party taiyar, "
    "bid, bids, bidding, biding, buyer at, buyer @, buyer ka bhav, buyer ka rate, "
    "party lene ko, lene ko taiyar, lene ko tayar, lene ko ready, buying at, boli, "
    "my bid, our bid, firm bid, बोली, बिड, બીડ, buyers at, buyer bolta, buyer de raha, "
    "buyer bol raha, buyer ka offer, buyer idea, "
    "lene taiyar, levay taiyar, levaa taiyar, leva taiyar, ghenyas tayar, लेने को तैयार, "
    "લેવા તૈયાર, घ्यायला तयार, घेण्यास तयार, bid hai, buyer ready at",
    "counter": "can improve, can improve to, improve to, improved to, "
    "counter, can you do, can u do, cn u do, will you do, possible at, come down, "
    "come down to, coming down,  counter offer, countering, counter bid, revised, "
    "revise, revised offer, last, last price, last rate, final, final price, final rate, "
    "final offer, best price, cut kar do, cut kardo, kam karo, kam kar do, kam kardo, "
    "kam kijiye, thoda kam, kami karo, kam kara, ochha karo, "
    "ochhu karo, ochu karo, can do, can work, can accept, workable at, reduce, "
    "reduce by, rate cut, less karo, badhao, badha do, thoda badhao, increase by, "
    "aakhri, akhri, aakhari, chhellu, chhello bhav, shevtcha, आखिरी, अंतिम, कम करो, "
    "कम कर दो, कम कीजिए, कमी करा, कमी करो, ઓછા કરો, ઓછું કરો, છેલ્લો, शेवटचा, काउंटर, "
    "final bolo, discount do, if you can do, could do",
    "deal": "confirmation, deal confirmation, "
    "confirming sale, confirming purchase, sale confirmed, purchase confirmed, we sell, "
    "done, agreed, agree,  deal, deal done, dealt, confirmed, confirm, booked, booking, "
    "sold, bought, concluded, fixed, finalised, finalized, closed deal, sauda, "
    "soda pakka, sauda pakka, sauda ho gaya, sauda done, pakka, pakku, fix, "
    "ho gaya sauda, sauda nakki, nakki, done deal, "
    "deal confirm, kharid liya, bech diya, kharida, becha, vechi didhi, vechyu, lidhu, "
    "lidha, ghetla, ghetle, vikla, vikle, सौदा, सौदा पक्का, पक्का, डन, सौदा नक्की, "
    "नक्की, સોદો, સોદો પાકો, પાકો, પાક્કો, buys, sells, bika, bik gaya, purchased, "
    "सौदा हो गया, खरीदा, खरीदी, बेचा, बेची, बेचे, वेची, વેચી, વેચ્યા, ખરીદી લીધી, "
    "घेतल्या, विकल्या, sodo pako, sodo, sodo nakki, soda nakki",
    "rejection": "not agree, not agreed, not agreeing, not agree at, does not agree, "
    "nahi maan raha, fails, too high, too costly, too dear, no go, mehnga hai, mehenga hai, bahut mehnga, "
    "turned down, returned, "
    "reject, not accepting, refusing, refuse, refuses, not approved,  rejected, "
    "rejecting, rejection, rejects, not accepted, not acceptable, unacceptable, "
    "cannot accept, can't accept, cant accept, nahi chalega, nahin chalega, nahi lenge, "
    "nahi leni, nahi chahiye, nahin chahiye, nai chahiye, nako, nahi pahije, "
    "nathi joitu, nathi joito, na manjur, namanzoor, namanjur, manzoor nahi, "
    "not workable, no deal, "
    "fail, failed, cancel, cancelled, canceled, cancel kar do, cancel karo, रिजेक्ट, "
    "नामंजूर, नहीं चाहिए, नही चाहिए, नको, कैंसिल, रद्द, નામંજૂર, નથી જોઈતું, રદ, કેન્સલ, "
    "ના ચાલે, nahi jamega, not possible, not interested, pass karenge, buyer refused, "
    "refused, decline, declined, mana kar diya, मना, na joiye, na chahiye, na joie, "
    "na levu, ना जोईए, ना जोइए, na chale,  nakki nahi, nahi hoga, नहीं चलेगा, "
    "chalse nahi, nahi chale, नकार, not buying, not selling",
    "withdrawal": "withdraw, withdrawn, withdrawing, withdrawal, withdrew, offer withdrawn, "
    "offer cancelled, offer canceled, cancel offer, offer cancel, not available now, "
    "offer closed, no longer available, no more available, wapas, vapas, waapas, "
    "wapas le rahe, offer wapas, bid withdrawn, bid cancelled, cancel bid, वापस, पाछी, "
    "પાછી, પાછું, परत घेत, मागे, "
    "offer over, stock over, maal khatam, khatam, sold out, offer expired, hold offer, "
    "pull back, pulled back, offer hold, माल खत्म, parat gheto, not valid now, "
    "offer not valid, pacchi khenchi, pachhi khenchi, pachi khenchi",
    "test": "result, result of, tested, test report, test result, test results, lab report, lab result, hvi, "
    "hvi report, hvi result, hvi results, hvi test, lab test, test rpt, result aaya, "
    "report aayi, report aaya, report, results, tested result, टेस्ट रिपोर्ट, रिपोर्ट, "
    "लैब रिपोर्ट, ટેસ્ટ રિપોર્ટ, રિપોર્ટ, cci report, lab results, tested at, "
    "testing report",
    "lab": "lab, laboratory, in lab, sample, लैब, લેબ, testing",
    "info": "chala, chal raha, chali, market, mkt, markets, mandi, "
    "mandi bhav, bazar, bazaar, bajar, arrivals, arrival, "
    "aavak, aavk, aawak, avak, closed at, closing, close, opened, opening, opens, trend, "
    "steady, tezi, mandi rate, tej, tez, manda, bhav update, rate update, price update, "
    "rates today, aaj ka bhav, aaj ke bhav, "
    "aajno bhav, aajna bhav, aajcha bhav, aajche bhav, today rates, todays rates, "
    "today's rates, today's rate, todays rate, today rate, spot rate, spot rates, "
    "market rate, ruling, ruling at, traded, trading at, traded at, quoted at, quoting, "
    "up by, down by, firm market, weak market, unchanged, modal, modal price, मंडी, "
    "मंडी भाव, बाजार, आवक, तेजी, मंदी, "
    "आज का भाव, आज के भाव, आजचा भाव, आजचे भाव, આજનો ભાવ, આજના ભાવ, બજાર, આવક, તેજી, "
    "મંદી, bhav today, rate today, mandi me bhav, report market, upar, neeche bazar, "
    "prices, settled, settled at, settle, intl market, yard",
    "ask": "rate of, price of, rates for, rate for, price for, quotation, "
    "hai kya, maal hai kya, milega, milega kya, mil jayega, che ke, chhe ke, छे के, "
    "છે કે, है क्या, मिलेगा, मिलेगा क्या, आहे का, मिळेल, मिळेल का, મળશે, rate?, rate ?, "
    "price?, price ?, bhav?, bhav ?, rate kya, bhav kya, kya rate, "
    "kya bhav, kya rate hai, kya bhav hai, rate kya hai, bhav kya hai, rate pls, "
    "rate please, price pls, price please, pls quote, please quote, quote pls, "
    "quote please, quote, quote best, indicate, indication, send rate, send price, "
    "rate bhejo, rate batao, rate bolo, bhav batao, bhav bolo, "
    "bhav bhejo, best rate, best price pls, your best, rates?, offers?, any offer, "
    "any offers, any seller, any sellers, any stock, kitna, kitne me, kitne ka, "
    "shu bhav, su bhav, bhav shu, bhav su chhe, kay bhav, kay rate, bhav kay, "
    "bhav sanga, rate sanga, bhav kaho, bhav kejo, koi hai, kisi ke paas, kiske paas, "
    "price idea, advise price, advise rate, pls advise, pls offer, please offer, "
    "kindly offer, kindly quote, send offer, send offers, offer pls, offer karo, "
    "offer do, offer kare, offer bhejo, "
    "भाव क्या, क्या भाव, रेट क्या, रेट बताओ, भाव बताओ, भाव बताइए, रेट बताइए, भाव बोलो, "
    "काय भाव, भाव काय, भाव सांगा, शું ભાવ, ભાવ શું, શું ભાવ છે, ભાવ કહો, ભાવ જણાવો, "
    "ભાવ આપો, રેટ આપો, best offer, kisi k paas, how much, what price, what rate, batao, "
    "bataye, bataiye, बताओ, बताएं, batao rate, sanga, quotes",
    "reply": "reply, jawab, jawaab, javab, answer, revert, revert by, confirm by, जवाब, उत्तर, "
    "જવાબ, response, reply by",
}

BASES: dict[str, str] = {
    "EX_GIN": "ex gin, exgin, ex ginning, ex gin house, gin se, ex jin, ex gin price, gin par, "
    "ginning par, gin pe, gin delivery, एक्स जिन, જીન પર, જિન પર, एक्स जिनिंग, x gin, "
    "ex press, ex factory gin, gin pohch, ex gin del, जिनिंग पर, जिन पर",
    "EX_WAREHOUSE": "ex warehouse, ex w house, ex whse, ex wh, ex godown, ex go down, godown se, "
    "godown par, godown delivery, ex w h, ex store, ex cold storage, warehouse se, "
    "एक्स गोदाम, गोदाम से, ગોડાઉન, ex gdn, x godown, x warehouse, एक्स वेयरहाउस, "
    "godown pe, ex mandi godown",
    "EX_PLANT": "ex plant, ex mill, ex factory, ex fac, ex fact, ex works, exw, ex unit, "
    "ex refinery, plant se, mill se, ex solvent, एक्स मिल, एक्स प्लांट, x plant, x mill, "
    "ex rice mill, ex solvent plant, plant par, factory se, ex sugar mill",
    "FOR": "f o r, f.o.r, f.o.r., for destination, for basis",
    "DELIVERED": "delivered, dlvd, delvd, dlvrd, delivered at, door delivery, mill delivery, "
    "mill delivered, pahunch, pahuch, pahoch, pohch, pohoch, pahonch, pahunch me, "
    "pohnch, poch, पहुंच, पहुँच, पोहोच, પહોંચ, डिलीवर्ड, delivered mill, "
    "delivered price, pahunch rate, dap, ddp, del at, पोच",
    "SPOT": "spot",
    "FOB": "fob, f o b, fob port, एफओबी",
    "CIF": "cif, c i f, ciff, सीआईएफ",
    "CNF": "cnf, c n f, cfr, c & f, c&f, candf, c and f, cnf price, सीएनएफ",
    "CPT": "cpt",
}

PAYMENTS: dict[str, str] = {
    "CASH": "cash, cash payment, nakad, nagad, naqad, rokda, rokdo, rok, rokad, hard cash, "
    "cash pymt, नकद, नगद, रोख, रोकड़ा, રોકડા, રોકડ, રોકડું, कॅश, कैश, by cash, nagdi, "
    "nakdi, rokh, rokhine",
    "SPOT": "spot payment, spot pymt, spot pay, spot paymt, spot pmt, immediate payment, "
    "immediate pymt, immediate, on the spot payment, turant payment, turant, "
    "same day payment, same day pymt, same day rtgs, payment same day, तुरंत पेमेंट, "
    "तुरंत भुगतान, તરત પેમેન્ટ, spot cash, payment spot, payment immediate, hath o hath, "
    "तुरंत, "
    "turant bhugtan, spot rtgs, payment turant, pymt spot, lagech payment, लगेच पेमेंट",
    "CREDIT": "credit, udhar, udhaar, udhari, credit payment, baki, उधार, उधारी, ઉધાર, ઉધારી, "
    "क्रेडिट, ક્રેડિટ, on credit, crdt, udhaari, muddat, मुद्दत, મુદત, mudat",
    "ADVANCE": "advance, adv, advance payment, advance pymt, 100 advance, full advance, "
    "adv payment, advance pay, pehle payment, payment before dispatch, "
    "payment before lifting, payment before loading, payment before delivery, एडवांस, "
    "ऍडव्हान्स, એડવાન્સ, agau, अग्रिम, agaoo, advance me, peshgi, pura advance, advnce",
    "LC": "lc, l c, letter of credit, l/c, ilc, irrevocable lc, एलसी, એલસી, dlc, inland lc, fdlc",
    "BG": "bg, b g, bank guarantee, against bg",
    "CAD": "cad, c a d, cash against documents, against documents, against docs, "
    "payment against documents, cash against docs, against doc, against scan documents, "
    "against copy documents, doc ke against",
    "DP": "dp, d p, d/p, documents against payment",
    "DA": "da, d a, d/a, documents against acceptance",
    "TT": "tt, t t, t/t, telegraphic transfer, wire transfer",
}
PAYMENT_WORDS = (
    "cr, payment, pymt, pymnt, pmt, paymt, pay, payments, paymnt, pmnt, bhugtan, bhugtaan, "
    "paisa, paise, payment terms, pay terms, terms, term, peyment, pement, payement, "
    "pyment, "
    "भुगतान, पेमेंट, पैसे, पैसा, पेमेन्ट, ચુકવણી, પેમેન્ટ, પૈસા, chukavni, paisa milega, "
    "payment condition, nanu, nana, payment term, netpay, pymts, रक्कम"
)
CASH_DISCOUNT = (
    "cd, c d, cash discount, cash disc, katauti, kasar, vatav, वटाव, कटौती, વટાવ, discount, "
    "disc, सीडी, chhut, छूट, सूट"
)
AT_SIGHT = "at sight, sight, sight lc, on sight, atsight"

DELIVERY = (
    "delivery, dlvry, delv, dely, dlry, dlvy, dlv, del, delvry, deliver, delivry, "
    "lifting, lift, liftng, uthav, uthaav, uthana, uthavu, uthavavu, uthaao, uchal, "
    "loading, load karna, load, loding, lodging, shipment, shpt, shpmt, shipt, shipmt, "
    "shipping, ship, "
    "shipmnt, shipments, dispatch, despatch, dispach, dispatched, maal uthana, "
    "maal uthaana, lorry lagegi, gadi lagegi, gadi lagao, lorry placement, lift karna, "
    "uthega, uthayenge, lifting period, "
    "डिलीवरी, डिलिव्हरी, डिलीव्हरी, लोडिंग, उठाव, उठाना, उठान, उचल, लिफ्टिंग, શિપમેન્ટ, "
    "ડિલિવરી, ડીલીવરી, લોડિંગ, ઉપાડ, ઉપાડવાનું, upad, upaad, शिपमेंट, डिस्पैच, etd, "
    "laycan, bhejo, bhejna, भेजो, lorry, lifting time, delivery time, delivery period, "
    "rawangi, रवानगी, bharai, भराई, bharvanu, bharvani"
)
ARRIVAL = "arrival shipment, eta"
VALIDITY = (
    "valid, validity, valid till, valid upto, valid up to, valid until, good till, "
    "good until, open till, open until, firm till, firm until, firm upto, offer open, "
    "offer valid, offer till, expires, expiry, expire, "
    "वैध, मान्य, वैलिड, વેલિડ, offer good, holds till, tak valid, tak ka offer, "
    "hold till, holding till, validty, valid for, subject to reply, mudat, rate valid, "
    "offer validity, bid valid, firm for"
)
TILL = (
    "till, til, until, upto, up to, by, before, tak, tk, sudhi, paryant, latest, latest by, "
    "तक, पर्यंत, સુધી, se pehle, pehle, before end, not later than, untill, tal, "
    "on or before, परियंत, के पहले, पहले, par, ke andar, andar"
)
WITHIN = (
    "in, within, me, mein, main, mai, andar, ma, madhe, under, में, मे, के अंदर, अंदर, મા, "
    "માં, आत, मध्ये, ke andar, k andar, inside, in next, next"
)
AFTER = (
    "after, from, starting, start, onwards, se, ke baad, baad, bad, pachi, pachhi, nantar, "
    "के बाद, बाद, પછી, नंतर, w e f, wef, start from, onward"
)
TO = "to, till, upto, se, until, -, –, and, aur, thi"
FROM = "from, se, thi, ex, से, થી, पासून, between, frm, kadun, pasun"

ROLES: dict[str, str] = {
    "buyer": "buyer, buyers, purchaser, kharidar, kharidaar, khariddar, kharidnar, ghenara, "
    "lenewala, lene wala, lenar, lenare, levar, buyr, खरीदार, खरीददार, खरीदनार, ખરીદનાર, "
    "લેનાર, खरीदने वाला, buyer party, a c buyer, खरेदीदार, byr",
    "seller": "seller, sellers, selar, bechnewala, bechne wala, vikreta, vechnar, vikanara, "
    "supplier, shipper, विक्रेता, बेचने वाला, વેચનાર, विकणारा, seller party, slr, "
    "saller, सेलर, ginner",
    "both": "both, both sides, both side, dono, dono taraf, dono side, both parties, banne, "
    "banne taraf, donhi, दोनों, दोन्ही, બંને, બન્ને, each side, either side, dono se, "
    "bey, beu",
}
BROKERAGE = (
    "brokerage, brok, brkg, brokrage, brokrge, dalali, dalaali, dalalee, dallali, arhat, "
    "adat, aadat, commission, comm, comission, brkrg, brkge, दलाली, आढ़त, कमीशन, ब्रोकरेज, "
    "દલાલી, आडत, bkg, brokerge"
)
TAXES: dict[str, str] = {
    "PLUS_GST": "plus gst, + gst, +gst, gst extra, extra gst, gst alag, gst alag se, gst exclusive, "
    "excl gst, excluding gst, exclusive of gst, ex gst, plus tax, + tax, +tax, "
    "tax extra, gst additional, without gst, जीएसटी अलग, जीएसटी extra, जीएसटी अतिरिक्त, "
    "જીએસટી અલગ, gst vegalu, gst vegla, gst juda, gst judu, + 5 gst, gst applicable, "
    "extra tax, + जीएसटी, प्लस जीएसटी, जीएसटी वेगळा, + જીએસટી, जीएसटी एक्स्ट्रा, "
    "જીએસટી એક્સ્ટ્રા, gst upar, gst upar se, tax alag, + taxes, plus taxes, "
    "taxes extra, gst as applicable, + igst, plus igst",
    "INCL_GST": "incl gst, incl of gst, including gst, inclusive gst, inclusive of gst, gst incl, "
    "gst included, gst inclusive, with gst, gst sahit, gst ke saath, gst ke sath, "
    "gst saathe, gst samet, gst sathe, tax included, incl tax, including tax, tax paid, "
    "all inclusive, gst paid, जीएसटी सहित, જીએસટી સાથે, incl. gst, gst sah, जीएसटी सह, "
    "जीएसटी समेत, जीएसटी के साथ, tax incl, inclusive of all taxes, incl taxes",
}
_GST = "gst, जीएसटी, જીએસટી, tax, taxes, igst, जी एस टी"
_EXTRA = (
    "extra, alag, alag se, अलग, અલગ, अतिरिक्त, एक्स्ट्रा, એક્સ્ટ્રા, vegla, vegle, veglu, "
    "वेगळा, वेगळे, वेगळी, juda, judu, જુદો, excluded, exclusive, additional, upar, upar se, "
    "ऊपर से, on top, ka alag, alag hai"
)
_INCLUDED = (
    "incl, included, inclusive, sahit, सहित, સહિત, samet, समेत, saathe, sathe, સાથે, "
    "ke saath, ke sath, के साथ, sah, सह, paid, sakat"
)
TAXES["PLUS_GST"] += "".join(f", {tax} {word}" for tax in _GST.split(", ") for word in _EXTRA.split(", "))
TAXES["INCL_GST"] += "".join(f", {tax} {word}" for tax in _GST.split(", ") for word in _INCLUDED.split(", "))
PRICE_TYPES: dict[str, str] = {
    "FIRM": "firm, firm price, pakka rate, fix rate, firm bid, firm offer, फर्म, પાકો ભાવ, fixed price",
    "LAST": "last, last price, last rate, last bhav, final, final price, final rate, aakhri, "
    "akhri, aakhri rate, aakhri bhav, aakhari, chhello, chhellu, chhello bhav, आखिरी, "
    "अंतिम, છેલ્લો, છેલ્લો ભાવ, शेवटचा, shevtcha, फाइनल, ફાઈનલ, फायनल, lst",
    "NETT": "nett, net, net price, net rate, नेट, નેટ, nett price, net net",
    "ON_CALL": "on call, oncall, unfixed, buyer's call, buyers call, sellers call, on call basis",
}
PRICE_WORDS = (
    "rate, rates, price, prices, bhav, bhaav, bhao, bhaw, daam, dam, dar, kimat, keemat, "
    "at, @, rate hai, offer rate, asking, ask, price idea, idea, target, target price, "
    "rs, quote at, at rate, at price, bolta, bolte, bol rahe, kimmat, "
    "भाव, रेट, दाम, दर, कीमत, ભાવ, રેટ, કિંમત, किंमत, asking price, indication, "
    "indicative, parity, level, levels, offering at, offer at, offered at, sell at, "
    "selling at, buy at, offer price, dar ne, at the rate of, bhave, bhav se, rate se, "
    "भावाने, दराने, ભાવે, भाव से, हिसाब से, hisab se, prc"
)
NO = (
    "no, not, nahi, nahin, nai, nhi, nathi, nako, without, नहीं, नही, ना, નહીं, નથી, नाही, "
    "नको, dont, don't, do not, except, excluding, bina, vagar, naahi, નહીં, નહિ, બિના, વગર, "
    "chhod ke, other than, never, isn't, isnt, cannot, can't, नाहीत, barring"
)
# The ones that stand behind what they deny.
NO_BEHIND = (
    "nahi, nahin, nai, nhi, nathi, nako, नहीं, नही, નહીં, નથી, नाही, नको, નહિ, नाहीत, naahi, "
    "not required, not needed, not accepted, not wanted, not allowed, not ok, not possible, "
    "nahi chahiye, nahin chahiye, nai chahiye, नहीं चाहिए, नही चाहिए, nahi chalega, "
    "नहीं चलेगा, nathi joitu, nathi joito, નથી જોઈતું, nahi pahije, नाही पाहिजे, nahi chale, "
    "nahi lena, नको आहे, na joiye, na chahiye, na joie, na levu, ना जोईए, ना जोइए"
)
# The price should come down by so much.
CUT = (
    "cut, rate cut, kam, less, reduce, reduce by, rate kam, kam karo, kam kar do, kam kardo, "
    "cut kar do, cut kardo, bhav kam, kam kara, ochha, ochha karo, ochhu karo, discount do, "
    "कम, कम करो, कम कर दो, कमी करा, कमी, ઓછા, ઓછા કરો, kami, lower, lower by, come down, "
    "come down by, kam kijiye, thoda kam, kam ho, kam karna, less karo, neeche aao, ghatao, "
    "ghata do"
)
EXCHANGES: dict[str, str] = {
    "ICE": "ice, ny, nyf, ice futures, ice cotton, ny futures, icef, nybot, new york futures, "
    "cotton no 2, ice no 2",
    "MCX": "mcx, एमसीएक्स",
    "NCDEX": "ncdex, एनसीडीईएक्स, ncx",
    "CBOT": "cbot, chicago",
    "ZCE": "zce, czce, zhengzhou",
    "COTLOOK": "cotlook, cotlook a, a index, cotlook a index",
    "CCI": "cci, c c i, सीसीआई, cci price, cci rate",
    "KCC": "kcc",
    "MSP": "msp, एमएसपी",
    "NAFED": "nafed, नाफेड",
    "LIFFE": "liffe",
    "BMD": "bmd",
}
POINTS = "points, pts, point, pt, पॉइंट"
ON = "on, over, premium, prem, above"
OFF = "off, discount to, under"
BALANCE = (
    "balance, bal, baaki, baki, bacha, bacha hua, bache, remaining, pending, left, शेष, "
    "बाकी, बचा, બાકી, उरलेले, शिल्लक, shillak, bachelu, rest, baki maal, balance qty, "
    "baki rahi"
)
LOT = "lot, lots, lot no, lot number, lot nos, लॉट, લોટ, lot n, lot #, लॉट नं"
PRESS = (
    "pr no, pr nos, press no, press nos, press number, press numbers, p r no, bale no, "
    "bale nos, pr, press, प्रेस नं, प्रेस, પ્રેસ નં, pr number, bale numbers, bales no, "
    "bales nos, bales numbers, press running no, prn, p r nos, p no, pr n"
)
CONTRACT = (
    "contract no, contract number, cont no, sauda no, po no, po number, contract, "
    "invoice no, inv no, bill no, lr no, bilty no, ref no, ref, reference, order no, "
    "sauda number, deal no, challan no, gate pass no, phone, mob, mobile, mob no, mobile no, "
    "ph, ph no, phone no, call, whatsapp, contact, gstin, pan, pin, pincode, sr no, sl no, "
    "hsn, hsn code, lic no, fssai"
)
CROP = "crop, season, fasal, phasal, फसल, પાક, crop year, हंगाम, hangam, cy, ssn, saal, year crop, मौसम"
NEW_CROP = (
    "new crop, nayi fasal, nayi crop, naya crop, navi crop, नई फसल, नवा माल, નવો પાક, "
    "navo pak, new season, new arrival, naya maal, नया माल, નવો માલ, navo maal, nava maal"
)
OLD_CROP = (
    "old crop, purani fasal, purana crop, purani crop, juna crop, पुरानी फसल, जुना माल, "
    "જૂનો પાક, old season, purana maal, पुराना माल, juno maal, જૂનો માલ"
)
EACH = (
    "each, per lorry, per truck, per gadi, per container, per fcl, har gadi, har ek, hareek, "
    "har ek me, ek gadi me, प्रत्येक, हर एक, દરેક, darek, prati gadi, pratyeki, ea"
)
APPROX = (
    "approx, approximately, about, around, abt, appx, apprx, karib, lagbhag, aaspaas, "
    "lagbhag karib, लगभग, करीब, આશરે, આસપાસ, साधारण, andaje, ~, कोई"
)
TOLERANCE = (
    "tolerance, more or less, moreless, ±, plus minus, plus or minus, tol, mol, molo, molso, "
    "molco, kam jyada, kam zyada, kam ya zyada, vadhu ochhu, more less"
)
ONLY = "only, sirf, khali, matra, फक्त, सिर्फ, ફક્ત, bas, keval, केवल"
FREIGHT = (
    "freight, bhada, bhaada, kiraya, transport, bhadu, frt, भाड़ा, किराया, ભાડું, भाडे, "
    "freight charges, lorry freight"
)
BY_BUYER = (
    "buyer ka, buyer account, buyer's account, buyers account, by buyer, on buyer, "
    "a c buyer, buyer a c, buyer pays, buyer to pay, buyer dega, buyer bharega"
)
COMPANY_WORDS = word_set(
    """
    mill mills ginning gin ginners gining spg spinning spintex spinners textile textiles tex fibre
    fibres fibers yarns cotton cottons trader traders trading industries industry ind inds
    enterprise enterprises export exports exporters exim import imports impex agro agri agrotech
    foods food oil oils corp corporation company co pvt ltd limited llp inc bros brothers sons
    overseas international intl global commodities commodity grains seeds solvex solvent extraction
    proteins protein dal pulses rice roller flour feeds feed ginning-pressing pressing factory udyog
    bhandar stores store syndicate मिल मिल्स जिनिंग जीनिंग ट्रेडर्स ट्रेडिंग इंडस्ट्रीज कंपनी
    ब्रदर्स सन्स एक्सपोर्ट एक्सपोर्ट्स एग्रो टेक्सटाइल टेक्सटाइल्स स्पिनिंग कॉटन कोटन उद्योग भंडार
    ट्रेडींग इन्डस्ट्रीज spices associates group spinn knits weaving polymers products refinery
    sugars tradelink
    """
)

# Words that only say "here comes ...", each group under its tag.
FLAGS: dict[str, str] = {
    "payword": PAYMENT_WORDS,
    "cd": CASH_DISCOUNT,
    "sight": AT_SIGHT,
    "deliv": DELIVERY,
    "valid": VALIDITY,
    "till": TILL,
    "within": WITHIN,
    "after": AFTER,
    "to": TO,
    "from": FROM,
    "brok": BROKERAGE,
    "priceword": PRICE_WORDS,
    "no": NO,
    "nope": NO_BEHIND,
    "cut": CUT,
    "points": POINTS,
    "on": ON,
    "off": OFF,
    "bal": BALANCE,
    "lot": LOT,
    "press": PRESS,
    "ident": CONTRACT,
    "crop": CROP,
    "newcrop": NEW_CROP,
    "oldcrop": OLD_CROP,
    "each": EACH,
    "approx": APPROX,
    "tol": TOLERANCE,
    "only": ONLY,
    "freight": FREIGHT,
    "bybuyer": BY_BUYER,
}

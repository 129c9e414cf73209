"""Places: stations of the Indian trade, ports of the world, countries. The key is how we write it."""

from __future__ import annotations

# Written alike in Latin script; further spellings and scripts stand in SPELLINGS.
STATIONS = """
Rajkot, Gondal, Jasdan, Amreli, Babra, Savarkundla, Bhavnagar, Mahuva, Botad, Gadhada, Surendranagar, Wadhwan, Limbdi, Dhrangadhra,
Halvad, Morbi, Wankaner, Jamnagar, Jamjodhpur, Dhrol, Kalavad, Khambhalia, Junagadh, Keshod, Manavadar, Visavadar, Veraval, Porbandar,
Upleta, Dhoraji, Jetpur, Kadi, Kalol, Mehsana, Unjha, Visnagar, Vijapur, Patan, Harij, Sidhpur, Palanpur, Deesa, Dhanera, Tharad,
Himmatnagar, Idar, Modasa, Talod, Ahmedabad, Sanand, Bavla, Dholka, Viramgam, Gandhinagar, Dehgam, Mansa, Nadiad, Anand, Borsad,
Khambhat, Vadodara, Bodeli, Dabhoi, Karjan, Bharuch, Ankleshwar, Jambusar, Surat, Navsari, Vyara, Godhra, Dahod, Lunawada, Bhuj, Anjar,
Gandhidham, Rapar, Bhachau, Mandvi, Chotila, Thangadh, Vinchhiya, Paddhari, Tankara, Bhesan, Talaja, Palitana, Una, Kodinar,
Yavatmal, Wani, Pandharkawda, Ghatanji, Arvi, Wardha, Hinganghat, Nagpur, Umred, Katol, Amravati, Daryapur, Achalpur, Anjangaon, Akola,
Akot, Telhara, Murtizapur, Washim, Karanja, Mangrulpir, Buldhana, Khamgaon, Malkapur, Shegaon, Jalgaon, Chopda, Yawal, Raver, Bhusawal,
Jamner, Pachora, Chalisgaon, Dhule, Shirpur, Dondaicha, Nandurbar, Shahada, Nashik, Lasalgaon, Malegaon, Yeola, Aurangabad, Sillod,
Vaijapur, Paithan, Jalna, Parbhani, Manwat, Sailu, Gangakhed, Hingoli, Basmat, Nanded, Kinwat, Latur, Udgir, Osmanabad, Beed, Majalgaon,
Georai, Solapur, Barshi, Pandharpur, Sangli, Kolhapur, Ichalkaranji, Satara, Karad, Pune, Baramati, Ahmednagar, Rahuri, Mumbai, Bhiwandi,
Vashi, Thane, Panvel, Chandrapur, Warora, Gondia, Bhandara, Tumsar, Solapur,
Indore, Ujjain, Dewas, Ratlam, Mandsaur, Neemuch, Shajapur, Agar, Dhar, Kukshi, Badnawar, Manawar, Khargone, Sendhwa, Barwani, Anjad,
Khandwa, Burhanpur, Bhikangaon, Sanawad, Harda, Itarsi, Hoshangabad, Bhopal, Vidisha, Sehore, Ashta, Raisen, Sagar, Bina, Guna, Ashoknagar,
Gwalior, Dabra, Morena, Bhind, Shivpuri, Jabalpur, Katni, Satna, Rewa, Chhindwara, Saunsar, Betul, Narsinghpur, Kareli, Pipariya, Damoh,
Jaipur, Jodhpur, Bikaner, Nokha, Nagaur, Merta, Kota, Baran, Bundi, Ramganj, Bhawani Mandi, Jhalawar, Chittorgarh, Nimbahera, Bhilwara,
Gulabpura, Bijainagar, Kekri, Ajmer, Kishangarh, Beawar, Udaipur, Alwar, Bharatpur, Dausa, Sri Ganganagar, Hanumangarh, Pilibanga,
Sangaria, Goluwala, Raisinghnagar, Anupgarh, Suratgarh, Sadulshahar, Gharsana, Sumerpur, Pali, Sirohi, Jalore, Barmer, Churu, Sikar, Tonk,
Bhatinda, Abohar, Fazilka, Malout, Muktsar, Mansa Punjab, Budhlada, Sardulgarh, Talwandi Sabo, Rampura Phul, Maur, Gidderbaha, Ludhiana,
Amritsar, Jalandhar, Patiala, Rajpura, Khanna, Moga, Faridkot, Kotkapura, Ferozepur, Sangrur, Barnala, Jagraon, Sunam,
Sirsa, Ellenabad, Dabwali, Kalanwali, Fatehabad, Ratia, Tohana, Bhuna, Hisar, Adampur, Uklana, Barwala, Hansi, Narnaund, Jind, Narwana,
Uchana, Kaithal, Karnal, Taraori, Panipat, Kurukshetra, Ambala, Rohtak, Bhiwani, Siwani, Charkhi Dadri, Narnaul, Rewari, Palwal, Sonipat,
Delhi, Naya Bazar, Lawrence Road, Narela, Najafgarh, Gurgaon, Faridabad, Noida, Ghaziabad, Meerut, Hapur, Muzaffarnagar, Saharanpur,
Bareilly, Shahjahanpur, Kanpur, Lucknow, Agra, Mathura, Kosi, Hathras, Aligarh, Etawah, Jhansi, Lalitpur, Orai, Mahoba, Banda, Gorakhpur,
Varanasi, Prayagraj, Gonda, Bahraich, Sitapur,
Guntur, Narasaraopet, Chilakaluripet, Sattenapalle, Piduguralla, Macherla, Vijayawada, Nandigama, Jaggayyapeta, Tenali, Ongole, Nellore,
Kurnool, Adoni, Yemmiganur, Nandyal, Anantapur, Guntakal, Kadapa, Proddatur, Rajahmundry, Kakinada, Eluru, Tirupati, Duggirala,
Hyderabad, Secunderabad, Warangal, Jammikunta, Karimnagar, Peddapalli, Adilabad, Bhainsa, Nirmal, Asifabad, Mancherial, Khammam, Kothagudem,
Bhadrachalam, Nalgonda, Suryapet, Miryalaguda, Mahabubnagar, Gadwal, Nagarkurnool, Siddipet, Gajwel, Medak, Sangareddy, Zaheerabad,
Tandur, Vikarabad, Kesamudram, Nizamabad, Armoor,
Raichur, Sindhanur, Manvi, Bellary, Siruguppa, Hubli, Dharwad, Gadag, Lakshmeshwar, Haveri, Ranebennur, Byadgi, Davangere, Harihar,
Chitradurga, Hiriyur, Gulbarga, Yadgir, Shahapur, Bidar, Bijapur, Bagalkot, Belgaum, Bailhongal, Saundatti, Koppal, Gangavathi, Mysore,
Bangalore, Kottur, Hassan, Tumkur,
Coimbatore, Tirupur, Erode, Salem, Rajapalayam, Dindigul, Madurai, Theni, Virudhunagar, Aruppukottai, Sankarankovil, Karur, Namakkal,
Perambalur, Villupuram, Panruti, Cuddalore, Trichy, Tirunelveli, Udumalpet, Pollachi, Palladam, Sathyamangalam, Thanjavur,
Bhubaneswar, Balangir, Kesinga, Rayagada, Muniguda, Raipur, Durg, Bhatapara, Rajnandgaon, Dhamtari, Bilaspur, Patna, Gulabbagh, Purnia,
Begusarai, Khagaria, Ranchi, Siliguri, Burdwan, Kandla Port, Shapar, Lodhika, Metoda, Shapar Veraval, Bhanvad, Lathi, Dhari, Rajula,
Jafrabad, Liliya, Vallabhipur, Barvala, Dhandhuka, Ranpur, Sayla, Muli, Patdi, Dasada, Radhanpur, Bhabhar, Thara, Vav, Kheralu, Vadnagar
"""

PORTS = """
Mundra, Kandla, Pipavav, Hazira, Nhava Sheva, Tuticorin, Chennai, Ennore, Krishnapatnam, Vizag, Kolkata, Haldia, Cochin, Mangalore,
Haiphong, Ho Chi Minh, Cat Lai, Da Nang, Chittagong, Dhaka, Mongla, Benapole, Petrapole, Karachi, Port Qasim, Lahore, Colombo, Jakarta, Surabaya,
Semarang, Belawan, Port Klang, Penang, Singapore, Bangkok, Laem Chabang, Manila, Ningbo, Qingdao, Shanghai, Tianjin, Xiamen, Huangpu,
Nansha, Zhangjiagang, Dalian, Hong Kong, Keelung, Kaohsiung, Busan, Incheon, Tokyo, Yokohama, Kobe, Osaka, Mersin, Izmir, Iskenderun, Istanbul,
Ambarli, Gemlik, Alexandria, Damietta, Port Said, Jebel Ali, Dubai, Dammam, Jeddah, Riyadh, Hamad, Umm Qasr, Bandar Abbas, Sohar, Salalah,
Muscat, Kuwait, Bahrain, Aden, Hodeidah, Djibouti, Mombasa, Dar es Salaam, Durban, Beira, Nacala, Lagos, Apapa, Tema, Cotonou, Abidjan,
Dakar, Lome, Douala, Banjul, Conakry, Port Sudan, Casablanca, Rotterdam, Antwerp, Hamburg, Bremen, Felixstowe, London, Le Havre, Genoa,
Barcelona, Valencia, Piraeus, Odessa, Novorossiysk, Constanta, Santos, Paranagua, Houston, Galveston, Savannah, New York, Los Angeles,
Long Beach, Callao, Buenaventura, Kathmandu, Birgunj, Biratnagar, Yangon, Port Louis
"""

COUNTRIES = """
India, Brazil, Australia, Pakistan, Bangladesh, Vietnam, Indonesia, China, Turkey, Thailand, Malaysia, Egypt, Sudan, Tanzania, Mozambique,
Malawi, Myanmar, Canada, Russia, Ukraine, Argentina, Greece, Uzbekistan, Benin, Burkina Faso, Ivory Coast, Cameroon, Mali, Chad, Togo, Ethiopia,
Nigeria, Kenya, Nepal, Sri Lanka, Iran, Iraq, Saudi Arabia, Oman, Qatar, Israel, Mexico, Spain, Philippines, Japan, South Korea, Taiwan,
Afghanistan, Senegal, Ghana, Zambia, Uganda, South Africa, Peru
"""

STATES = """
Gujarat, Maharashtra, Madhya Pradesh, Rajasthan, Punjab, Haryana, Uttar Pradesh, Andhra Pradesh, Telangana, Karnataka, Tamil Nadu, Odisha,
Chhattisgarh, Bihar, West Bengal, Saurashtra, Kutch, Vidarbha, Marathwada, Khandesh, Kerala
"""

SPELLINGS: dict[str, str] = {
    "Rajkot": "राजकोट, રાજકોટ, rajkt", "Gondal": "गोंडल, ગોંડલ", "Amreli": "अमरेली, અમરેલી", "Bhavnagar": "bhavngr, भावनगर, ભાવનગર",
    "Surendranagar": "surendra nagar, सुरेंद्रनगर, સુરેન્દ્રનગર, srndrngr", "Morbi": "मोरबी, મોરબી", "Jamnagar": "जामनगर, જામનગર",
    "Junagadh": "junagarh, जूनागढ़, જૂનાગઢ, જુનાગઢ", "Kadi": "कडी, કડી", "Mehsana": "mahesana, मेहसाणा, મહેસાણા", "Unjha": "unja, ऊंझा, उंझा, ઊંઝા, ઉંઝા",
    "Patan": "पाटन, પાટણ", "Palanpur": "पालनपुर, પાલનપુર", "Deesa": "disa, डीसा, ડીસા", "Ahmedabad": "amdavad, ahemdabad, ahmadabad, अहमदाबाद, અમદાવાદ",
    "Vadodara": "baroda, वडोदरा, વડોદરા", "Surat": "सूरत, સુરત", "Bharuch": "भरूच, ભરૂચ", "Botad": "बोटाद, બોટાદ", "Jetpur": "जेतपुर, જેતપુર",
    "Gandhidham": "गांधीधाम, ગાંધીધામ", "Bhuj": "भुज, ભુજ", "Himmatnagar": "himatnagar, हिम्मतनगर, હિંમતનગર", "Jasdan": "જસદણ, जसदण",
    "Dhrangadhra": "ધ્રાંગધ્રા", "Halvad": "હળવદ", "Wankaner": "વાંકાનેર", "Savarkundla": "sawarkundla, savar kundla, સાવરકુંડલા",
    "Babra": "બાબરા", "Upleta": "ઉપલેટા", "Dhoraji": "ધોરાજી", "Limbdi": "limdi, લીંબડી", "Viramgam": "વિરમગામ", "Porbandar": "પોરબંદર",
    "Yavatmal": "yeotmal, yavatmaal, yawatmal, यवतमाल, यवतमाळ, યવતમાલ", "Wardha": "वर्धा", "Hinganghat": "हिंगणघाट", "Nagpur": "नागपुर, नागपूर, નાગપુર",
    "Amravati": "amaravati, amrawati, अमरावती", "Akola": "अकोला", "Akot": "अकोट", "Jalgaon": "जलगांव, जळगाव", "Dhule": "dhulia, धुले, धुळे",
    "Nashik": "nasik, नासिक, नाशिक", "Aurangabad": "sambhajinagar, chhatrapati sambhajinagar, औरंगाबाद", "Jalna": "जालना", "Parbhani": "परभणी",
    "Nanded": "नांदेड, नांदेड़", "Latur": "लातूर, लातुर", "Beed": "bid maharashtra, बीड", "Solapur": "sholapur, सोलापुर, सोलापूर", "Sangli": "सांगली",
    "Kolhapur": "कोल्हापुर, कोल्हापूर", "Pune": "poona, पुणे", "Mumbai": "bombay, मुंबई, મુંબઈ", "Ahmednagar": "nagar, अहमदनगर", "Khamgaon": "खामगांव, खामगाव",
    "Washim": "वाशिम", "Hingoli": "हिंगोली", "Buldhana": "buldana, बुलढाणा", "Shirpur": "शिरपुर",
    "Indore": "indor, इंदौर, इन्दौर, ઇન્દોર", "Ujjain": "उज्जैन", "Dewas": "देवास", "Ratlam": "रतलाम", "Mandsaur": "mandsour, मंदसौर", "Neemuch": "nimach, नीमच",
    "Khargone": "khargon, खरगोन", "Sendhwa": "sendhva, सेंधवा", "Khandwa": "खंडवा", "Burhanpur": "बुरहानपुर", "Bhopal": "भोपाल", "Vidisha": "विदिशा",
    "Sehore": "sihor, sehor, सीहोर", "Itarsi": "इटारसी", "Jabalpur": "जबलपुर", "Gwalior": "ग्वालियर", "Chhindwara": "छिंदवाड़ा", "Harda": "हरदा",
    "Jaipur": "जयपुर, જયપુર", "Jodhpur": "जोधपुर", "Bikaner": "बीकानेर", "Kota": "कोटा", "Alwar": "अलवर", "Bharatpur": "भरतपुर", "Nokha": "नोखा", "Merta": "मेड़ता, merta city",
    "Sri Ganganagar": "ganganagar, sriganganagar, shri ganganagar, sgnr, श्रीगंगानगर, गंगानगर", "Hanumangarh": "हनुमानगढ़", "Baran": "बारां",
    "Bhatinda": "bathinda, बठिंडा, भटिंडा", "Abohar": "अबोहर", "Malout": "मलोट", "Fazilka": "फाजिल्का", "Ludhiana": "लुधियाना", "Amritsar": "अमृतसर", "Mansa Punjab": "mansa pb",
    "Sirsa": "सिरसा", "Ellenabad": "ऐलनाबाद", "Fatehabad": "फतेहाबाद", "Hisar": "hissar, हिसार", "Karnal": "करनाल", "Kaithal": "कैथल", "Adampur": "आदमपुर", "Taraori": "tarawadi",
    "Delhi": "dilli, new delhi, दिल्ली, દિલ્હી", "Gurgaon": "gurugram", "Kanpur": "कानपुर", "Lucknow": "लखनऊ", "Agra": "आगरा", "Hapur": "हापुड़", "Jhansi": "झांसी",
    "Lalitpur": "ललितपुर", "Muzaffarnagar": "muzzafarnagar, मुजफ्फरनगर", "Prayagraj": "allahabad", "Varanasi": "banaras",
    "Guntur": "guntoor, गुंटूर, गुंटुर, ગુંટુર", "Vijayawada": "vijaywada, bezawada", "Adoni": "अदोनी", "Kurnool": "कर्नूल", "Anantapur": "anantpur",
    "Hyderabad": "hyd, हैदराबाद, હૈદરાબાદ", "Warangal": "वारंगल", "Adilabad": "आदिलाबाद", "Karimnagar": "करीमनगर", "Khammam": "खम्मम", "Nizamabad": "निजामाबाद",
    "Raichur": "रायचूर", "Bellary": "ballari", "Hubli": "hubballi", "Davangere": "davanagere", "Gulbarga": "kalaburagi", "Bijapur": "vijayapura", "Belgaum": "belagavi",
    "Bangalore": "bengaluru", "Mysore": "mysuru",
    "Coimbatore": "cbe, kovai, kovilpatti coimbatore, कोयंबटूर, कोयम्बटूर, કોઈમ્બતુર", "Tirupur": "tiruppur, तिरुपुर", "Erode": "इरोड", "Salem": "सेलम", "Trichy": "tiruchirappalli", "Rajapalayam": "rajapalyam",
    "Raipur": "रायपुर", "Patna": "पटना", "Gulabbagh": "gulab bagh, गुलाबबाग", "Odisha": "orissa", "Rajnandgaon": "राजनांदगांव",
    "Mundra": "मुंद्रा, મુન્દ્રા, mundra port", "Kandla": "deendayal port, कांडला, કંડલા", "Pipavav": "pipavav port, पीपावाव, પીપાવાવ", "Hazira": "हजीरा, હજીરા",
    "Nhava Sheva": "nhavasheva, jnpt, jnp, nava sheva, न्हावा शेवा, जेएनपीटी", "Tuticorin": "thoothukudi, तूतीकोरिन", "Chennai": "madras, चेन्नई", "Vizag": "visakhapatnam, vishakhapatnam",
    "Kolkata": "calcutta, कोलकाता", "Cochin": "kochi",
    "Haiphong": "hai phong, hph", "Ho Chi Minh": "hcmc, ho chi minh city, hochiminh, saigon", "Chittagong": "ctg, chattogram, chittagong port, चटगांव", "Karachi": "khi, कराची", "Colombo": "cmb",
    "Port Klang": "klang, port kelang", "Jebel Ali": "jebelali, jabel ali", "Dar es Salaam": "dar es salam", "Qingdao": "tsingtao", "Shanghai": "shanghai port",
    "Dubai": "दुबई", "Dhaka": "ढाका", "Hong Kong": "hongkong", "Apapa": "apapa lagos", "Kaohsiung": "kaoshiung",
    "India": "indian, भारत, hindustan, ભારત", "Brazil": "brazilian, ब्राजील", "Australia": "australian, aussie", "Pakistan": "pakistani, pak", "Bangladesh": "bangla, bdesh, बांग्लादेश",
    "Vietnam": "viet nam", "Turkey": "turkish, turkiye", "Egypt": "egyptian", "Tanzania": "tanzanian", "Myanmar": "burma, burmese", "Canada": "canadian", "Russia": "russian",
    "Ukraine": "ukrainian", "Argentina": "argentine, argentinian", "Greece": "greek cotton, greek", "Uzbekistan": "uzbek", "Ivory Coast": "cote divoire", "Sri Lanka": "srilanka", "Indonesia": "indonesian",
    "Sudan": "sudanese", "Mozambique": "moz", "China": "chinese", "Mexico": "mexican", "USA": "usa, american, united states, us cotton", "UAE": "uae, emirates",
    "Gujarat": "gujrat, guj, गुजरात, ગુજરાત", "Maharashtra": "maharastra, महाराष्ट्र", "Madhya Pradesh": "m p, मध्य प्रदेश, mp side, mp line", "Rajasthan": "raj, राजस्थान", "Punjab": "पंजाब",
    "Haryana": "हरियाणा", "Uttar Pradesh": "यूपी", "Andhra Pradesh": "andhra", "Telangana": "telengana", "Karnataka": "कर्नाटक", "Tamil Nadu": "tamilnadu, t n",
    "Saurashtra": "saurastra, सौराष्ट्र, સૌરાષ્ટ્ર", "Kutch": "kachchh, કચ્છ", "Vidarbha": "विदर्भ", "Marathwada": "मराठवाड़ा", "Khandesh": "खानदेश",
    "West Bengal": "bengal side", "Chhattisgarh": "cg side",
}  # fmt: skip

# Place names that are also ordinary words: read only behind a word that asks for a place.
ALSO_WORDS = frozenset(
    """una agar mali pali vav mansa chad raj nagar anand muli maur dhar banda kosi sagar guj pak dhari lathi unja wani khanna nirmal bid moz
    mandvi theni bina thara hamad m t""".split()  # noqa: SIM905
)

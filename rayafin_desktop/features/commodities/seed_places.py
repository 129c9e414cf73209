"""The stations, market towns and ports a trade desk starts with, by GST state code or country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .rules import LocationKind


class PlaceSeed(NamedTuple):
    """One place to make; `also` are other names, parted by commas."""

    name: str
    state: str
    country: str
    kind: LocationKind
    also: str


# Other names stand after a stroke.
_STATIONS: Mapping[str, str] = {
    "24": "Rajkot, Kadi, Gondal, Jamnagar, Amreli, Bhavnagar, Surendranagar, Mahuva, Himatnagar, Unjha, "
    "Deesa, Patan, Vijapur, Bodeli, Ahmedabad|Amdavad, Surat, Junagadh, Botad, Jasdan, Dhoraji, Morbi, "
    "Bharuch",
    "27": "Yavatmal|Yeotmal, Akola, Jalgaon, Nagpur, Latur, Amravati, Wardha, Jalna, Parbhani, Sangli, "
    "Nanded, Hinganghat, Washim, Dhule, Malkapur, Khamgaon, Solapur, Mumbai|Bombay, "
    "Chhatrapati Sambhajinagar|Aurangabad",
    "23": "Indore, Ujjain, Dewas, Khargone, Sendhwa, Neemuch, Mandsaur, Bhopal, Khandwa, Burhanpur, Ratlam, "
    "Vidisha, Itarsi, Katni",
    "08": "Sri Ganganagar|Ganganagar, Hanumangarh, Jodhpur, Kota, Bikaner, Alwar, Jaipur, Bharatpur, Merta",
    "06": "Sirsa, Hisar, Fatehabad, Karnal, Rewari, Adampur",
    "03": "Bathinda|Bhatinda, Abohar, Muktsar, Ludhiana, Khanna, Rajpura, Mansa",
    "07": "Delhi|New Delhi, Narela",
    "09": "Hapur, Kanpur, Agra, Hathras, Lalitpur, Barabanki",
    "10": "Gulabbagh|Purnea, Patna",
    "36": "Warangal, Adilabad, Hyderabad, Nizamabad, Khammam, Jammikunta",
    "37": "Guntur, Adoni, Kurnool, Nandyal",
    "29": "Raichur, Hubballi|Hubli, Gadag, Kalaburagi|Gulbarga, Ballari|Bellary, Davangere|Davanagere, "
    "Bengaluru|Bangalore",
    "33": "Coimbatore|Kovai, Rajapalayam, Dindigul, Erode, Salem, Tiruppur",
    "22": "Raipur, Rajnandgaon",
    "21": "Rayagada, Kesinga",
    "19": "Kolkata|Calcutta, Burdwan",
}
_PORTS: Mapping[str, str] = {
    "24": "Mundra, Kandla|Deendayal, Pipavav, Hazira",
    "27": "Nhava Sheva|JNPT, Mumbai Port|Bombay Port",
    "37": "Visakhapatnam|Vizag, Krishnapatnam, Kakinada",
    "33": "Chennai|Madras, Thoothukudi|Tuticorin",
    "19": "Haldia, Kolkata Port",
    "30": "Mormugao|Goa port",
}
_ABROAD: Mapping[str, str] = {
    "BD": "Chattogram|Chittagong, Mongla",
    "VN": "Haiphong|Hai Phong, Ho Chi Minh City|Cat Lai",
    "AE": "Jebel Ali|Dubai",
    "LK": "Colombo",
    "CN": "Qingdao|Tsingtao, Shanghai",
    "ID": "Jakarta|Tanjung Priok",
    "MY": "Port Klang",
    "TH": "Laem Chabang",
    "TR": "Mersin, Izmir",
    "SA": "Jeddah, Dammam",
    "BR": "Santos",
    "US": "Houston, Memphis",
}


def places() -> Iterator[PlaceSeed]:
    """All of them: stations and ports of India, ports abroad."""
    for state, names in _STATIONS.items():
        yield from _read(names, state, "IN", LocationKind.STATION)
    for state, names in _PORTS.items():
        yield from _read(names, state, "IN", LocationKind.PORT)
    for country, names in _ABROAD.items():
        yield from _read(names, "", country, LocationKind.PORT)


def _read(names: str, state: str, country: str, kind: LocationKind) -> Iterator[PlaceSeed]:
    for entry in names.split(","):
        name, _, also = entry.strip().partition("|")
        yield PlaceSeed(name, state, country, kind, also.replace("|", ", "))

"""Country profiles: what a new company starts with in each country.

Currencies are ISO 4217, countries ISO 3166 alpha-2. Countries without an entry here take currency and
locale from CLDR, a calendar year and the label "Tax number".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import get_territory_currencies


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """`tax_label` is what the national sales-tax number is called, `state_label` the region's name."""

    code: str
    name: str
    currency: str
    locale: str
    fiscal_year_first_month: int = 1
    tax_label: str = "Tax number"
    state_label: str = "State"


_VAT = "VAT number"

_PROFILES = (
    CountryProfile("IN", "India", "INR", "en_IN", 4, "GSTIN"),
    CountryProfile("GB", "United Kingdom", "GBP", "en_GB", 4, _VAT, "County"),
    CountryProfile("IE", "Ireland", "EUR", "en_IE", 1, _VAT, "County"),
    CountryProfile("DE", "Germany", "EUR", "de_DE", 1, "USt-IdNr.", "Land"),
    CountryProfile("AT", "Austria", "EUR", "de_AT", 1, "UID", "Land"),
    CountryProfile("CH", "Switzerland", "CHF", "de_CH", 1, "UID", "Canton"),
    CountryProfile("FR", "France", "EUR", "fr_FR", 1, "N° TVA", "Region"),
    CountryProfile("BE", "Belgium", "EUR", "nl_BE", 1, _VAT, "Province"),
    CountryProfile("NL", "Netherlands", "EUR", "nl_NL", 1, "Btw-id", "Province"),
    CountryProfile("LU", "Luxembourg", "EUR", "fr_LU", 1, "N° TVA", "Canton"),
    CountryProfile("ES", "Spain", "EUR", "es_ES", 1, "NIF-IVA", "Province"),
    CountryProfile("PT", "Portugal", "EUR", "pt_PT", 1, "NIF", "District"),
    CountryProfile("IT", "Italy", "EUR", "it_IT", 1, "Partita IVA", "Province"),
    CountryProfile("DK", "Denmark", "DKK", "da_DK", 1, "CVR-nr.", "Region"),
    CountryProfile("SE", "Sweden", "SEK", "sv_SE", 1, "Momsnr", "County"),
    CountryProfile("NO", "Norway", "NOK", "nb_NO", 1, "MVA-nr.", "County"),
    CountryProfile("FI", "Finland", "EUR", "fi_FI", 1, "ALV-numero", "Region"),
    CountryProfile("PL", "Poland", "PLN", "pl_PL", 1, "NIP", "Voivodeship"),
    CountryProfile("CZ", "Czechia", "CZK", "cs_CZ", 1, "DIČ", "Region"),
    CountryProfile("US", "United States", "USD", "en_US", 1, "EIN"),
    CountryProfile("CA", "Canada", "CAD", "en_CA", 1, "GST/HST number", "Province"),
    CountryProfile("AU", "Australia", "AUD", "en_AU", 7, "ABN"),
    CountryProfile("NZ", "New Zealand", "NZD", "en_NZ", 4, "GST number", "Region"),
    CountryProfile("AE", "United Arab Emirates", "AED", "en_AE", 1, "TRN", "Emirate"),
    CountryProfile("SA", "Saudi Arabia", "SAR", "ar_SA", 1, _VAT, "Region"),
    CountryProfile("IR", "Iran", "IRR", "fa_IR", 1, "Economic code", "Province"),
    CountryProfile("IL", "Israel", "ILS", "he_IL", 1, _VAT, "District"),
    CountryProfile("TR", "Türkiye", "TRY", "tr_TR", 1, "VKN", "Province"),
    CountryProfile("EG", "Egypt", "EGP", "ar_EG", 1, "Tax number", "Governorate"),
    CountryProfile("ZA", "South Africa", "ZAR", "en_ZA", 3, _VAT, "Province"),
    CountryProfile("KE", "Kenya", "KES", "en_KE", 1, "KRA PIN", "County"),
    CountryProfile("NG", "Nigeria", "NGN", "en_NG", 1, "TIN"),
    CountryProfile("SG", "Singapore", "SGD", "en_SG", 1, "GST number", "Region"),
    CountryProfile("MY", "Malaysia", "MYR", "en_MY", 1, "SST number"),
    CountryProfile("ID", "Indonesia", "IDR", "id_ID", 1, "NPWP", "Province"),
    CountryProfile("TH", "Thailand", "THB", "th_TH", 1, "Tax ID", "Province"),
    CountryProfile("VN", "Vietnam", "VND", "vi_VN", 1, "MST", "Province"),
    CountryProfile("CN", "China", "CNY", "zh_CN", 1, "USCC", "Province"),
    CountryProfile("HK", "Hong Kong", "HKD", "en_HK", 4, "BR number", "District"),
    CountryProfile("JP", "Japan", "JPY", "ja_JP", 4, "Invoice number", "Prefecture"),
    CountryProfile("KR", "South Korea", "KRW", "ko_KR", 1, "BRN", "Province"),
    CountryProfile("PK", "Pakistan", "PKR", "en_PK", 7, "STRN", "Province"),
    CountryProfile("BD", "Bangladesh", "BDT", "bn_BD", 7, "BIN", "Division"),
    CountryProfile("LK", "Sri Lanka", "LKR", "si_LK", 4, _VAT, "Province"),
    CountryProfile("NP", "Nepal", "NPR", "ne_NP", 7, "PAN", "Province"),
    CountryProfile("BR", "Brazil", "BRL", "pt_BR", 1, "CNPJ"),
    CountryProfile("MX", "Mexico", "MXN", "es_MX", 1, "RFC"),
)

PROFILES = {profile.code: profile for profile in _PROFILES}


@cache
def known_locales() -> frozenset[str]:
    """Every locale CLDR has, such as `en_IN`."""
    return frozenset(locale_identifiers())


@cache
def known_currencies() -> frozenset[str]:
    """Every ISO 4217 code CLDR has."""
    return frozenset(get_global("all_currencies"))


def country_profile(code: str) -> CountryProfile | None:
    """The profile of a country by its ISO 3166 alpha-2 code, or None when there is no such country."""
    found = PROFILES.get(code)
    if found is not None:
        return found
    name = Locale("en").territories.get(code)
    currencies = get_territory_currencies(code) if name and len(code) == 2 else []
    if not currencies:
        return None
    locale = f"en_{code}" if f"en_{code}" in known_locales() else "en_GB"
    return CountryProfile(code, str(name), currencies[-1], locale)


def countries() -> list[CountryProfile]:
    """The countries with a profile of their own, by name: what the form offers."""
    return sorted(PROFILES.values(), key=lambda profile: profile.name)

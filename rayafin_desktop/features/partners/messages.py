"""Sentences for what partners and their papers refuse."""

from __future__ import annotations

MESSAGES = {
    "partner_profile.not_found": "This partner was not found.",
    "partner_profile.stale": "Somebody changed this partner a moment ago. Look again before you save.",
    "kyc_record.not_found": "This paper was not found.",
    "kyc_record.stale": "Somebody changed this paper a moment ago. Look again before you save.",
    "certification.not_found": "This certificate was not found.",
    "certification.stale": "Somebody changed this certificate a moment ago. Look again before you save.",
    "partner.too_long": "At most {limit} characters.",
    "partner.role_twice": "A role stands in the list twice.",
    "partner.too_many_banks": "At most {limit} bank accounts.",
    "partner.primary_twice": "Only one account is the primary one.",
    "partner.bank_missing": "Write the name of the bank.",
    "partner.account_missing": "Write the account number.",
    "partner.account_twice": "This account stands in the list twice.",
    "partner.ifsc": "{ifsc} is no IFSC: four letters, a zero, six letters or digits.",
    "partner.reason_missing": "Say why. The reason is shown wherever the partner is named.",
    "partner.not_blocked": "This partner is not blocked.",
    "partner.no_profile": "This party is no partner of the desk yet. Save it as one first.",
    "partner.no_such_account": "This account is not there any more.",
    "partner.not_a_partner": "{code} is no partner of the desk.",
    "kyc_record.number": "This is no {kind} number.",
    "kyc_record.aadhaar": "Write the last four digits only: an Aadhaar number is not kept whole.",
    "kyc_record.other_party": "A paper stays with its partner. Enter it anew for another.",
    "kyc_record.expired": "It held until {day}. Enter the renewed paper.",
    "kyc_record.decided": "This was decided already.",
    "kyc_record.four_eyes": "You entered it yourself: somebody else must look at it.",
    "kyc_record.reason_missing": "Say why it does not hold.",
    "certification.name_missing": "Say what the certificate is called.",
    "certification.ends_before": "The certificate ends before it was issued.",
}

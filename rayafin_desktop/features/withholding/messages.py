"""Sentences for what withholding refuses, and for the reasons behind a tax."""

from __future__ import annotations

MESSAGES = {
    "withholding_section.not_found": "This section was not found.",
    "withholding_section.stale": "Somebody changed this section a moment ago. Look again before you save.",
    "party_withholding.not_found": "This party's withholding was not found.",
    "party_withholding.stale": "Somebody changed this party's withholding a moment ago. Look again before you save.",
    "withholding.code_missing": "The section needs a code.",
    "withholding.name_missing": "The section needs a name.",
    "withholding.code_taken": "There is already a section {taken}.",
    "withholding.rates_missing": "A section needs at least one rate.",
    "withholding.cites_missing": "Say which section of law is cited.",
    "withholding.rate_out_of_range": "A rate lies between 0 and 100 percent, with at most six decimals.",
    "withholding.threshold_negative": "A threshold is nothing or more.",
    "withholding.two_from_one_day": "Two rates begin on {from_on}. Keep one of them.",
    "withholding.party_taken": "This party falls under a section already. Change that entry.",
    "withholding.certificate_incomplete": "A certificate has a number, a rate and a last day.",
    "withholding.pan_malformed": "{pan} is not a PAN. It has five letters, four digits and a letter.",
    "withholding.below_threshold": "Nothing to withhold under {cites}: the year's payments stay below the threshold.",
    "withholding.due": "{rate} % under {cites}.",
    "withholding.without_pan": "{rate} % under {cites}: no PAN is known.",
    "withholding.by_certificate": "{rate} % under {cites}, by certificate.",
}

"""Words, years and keyboard rows that make a password easy to guess. Written for this product."""

from __future__ import annotations

KEYBOARD_ROWS = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop", "yxcvbnm",
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
)  # fmt: skip

_WORDS = """
password passwort passwd passcode passphrase secret secure security private hidden access account accounts
login logon signin signon user username users admin administrator root superuser system master owner manager
welcome hello letmein letme openup open sesame enter entry start begin default change changeme changeit
please test testing tester demo sample example temp temporary guest public shared office company business
firm trade trader traders trading broker brokers brokerage invoice invoices billing ledger books bookkeeping
accounting accountant finance financial money cash bank banking rupee rupees dollar dollars euro euros pound
rayafin desktop computer laptop keyboard internet network server database backup windows linux apple google
android iphone january february march april june july august september october november december monday
tuesday wednesday thursday friday saturday sunday spring summer autumn winter morning evening night today
tomorrow love lover iloveyou loveyou sweet sweetheart darling honey baby babygirl princess prince queen king
angel family mother father mummy daddy sister brother friend friends forever always never nothing something
anything dragon monkey tiger lion eagle falcon dolphin panther horse bird puppy kitty kitten chicken
elephant peacock football cricket soccer hockey baseball basketball tennis player champion winner legend
hero superman batman spiderman pokemon starwars matrix ninja samurai warrior hunter shadow ghost killer
phantom sunshine rainbow flower flowers lotus jasmine rose lily daisy garden river ocean mountain island
orange banana mango cherry pepper ginger coffee chocolate cookie cheese butter sugar spice india indian
bharat mumbai bombay delhi calcutta kolkata chennai bangalore hyderabad gujarat rajkot surat london berlin
paris dublin amsterdam dubai tehran america england germany france krishna ganesh shiva hanuman rama jesus
christ allah bismillah mohammed blessed faith heaven lord cotton wheat sugarcane castor cumin guar groundnut
soybean number numbers secret1 abc abcd qwerty azerty asdf zxcv one two three four five six seven eight nine
ten zero this that with your mine my me you the and for not very long short word words phrase new old again
first last strong stronger strongest simple easy hard difficult trustno trust noone
"""

COMMON_WORDS = frozenset(word for word in _WORDS.split() if len(word) > 2) | {
    str(year) for year in range(1940, 2041)
}

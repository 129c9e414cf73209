"""The words of the trade made ready for looking up, and what is near enough to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .normalise import normalise
from .tokens import tokenise
from .words import days, dealing, goods, measures, places, quality, word_set

Phrase = tuple[tuple[str, ...], dict[str, Any]]
SEPARATORS = frozenset("-./'")
# A misspelt word must have this many letters, and its first letter right.
_FUZZY_FROM = 5
_FUZZY_TWO = 9
# Names of places and varieties are near to too many other words.
_FUZZY_NAME = 7
_CACHE = 4096
_SOUGHT = frozenset(
    {
        "com",
        "unit",
        "q",
        "qunit",
        "pay",
        "payword",
        "role",
        "deliv",
        "basis",
        "place",
        "country",
        "bound",
        "brok",
        "month",
        "var",
    }
)


def elements(spelling: str) -> tuple[str, ...]:
    """A spelling as the words, numbers and signs it consists of, separators left out."""
    folded, _ = normalise(spelling.lower())
    return tuple(item.text for item in tokenise(folded) if item.text not in SEPARATORS and item.kind != "l")


class Lexicon:
    """All known phrases; `with_names` gives another one that knows the names of the book, too."""

    def __init__(
        self,
        parties: tuple[str, ...] = (),
        locations: tuple[str, ...] = (),
        varieties: Mapping[str, str] | None = None,
    ) -> None:
        self._parties = parties
        self._locations = locations
        self._varieties = dict(varieties or {})
        self._near = lru_cache(maxsize=_CACHE)(self._nearest)

    def with_names(
        self,
        parties: Iterable[str] = (),
        locations: Iterable[str] = (),
        varieties: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    ) -> Lexicon:
        """A lexicon with more names: of parties, places, and varieties with their commodity code."""
        more = varieties if isinstance(varieties, Mapping) else dict(varieties)
        return Lexicon(
            (*self._parties, *parties), (*self._locations, *locations), {**self._varieties, **more}
        )

    @cached_property
    def _tables(self) -> tuple[dict[str, list[Phrase]], dict[str, list[str]]]:
        """By first word all phrases, the longest first; by first letter the single words for misspellings."""
        phrases: dict[tuple[str, ...], dict[str, Any]] = {}
        for tag, value, spelling in _all_entries():
            _add(phrases, spelling, tag, value)
        for name in self._parties:
            _add(phrases, name, "party", name)
        for name in self._locations:
            _add(phrases, name, "place", name)
        for variety, commodity in self._varieties.items():
            _add(phrases, variety, "var", (commodity, variety))
        first: dict[str, list[Phrase]] = {}
        letters: dict[str, list[str]] = {}
        for words, tags in phrases.items():
            first.setdefault(words[0], []).append((words, tags))
            if (
                len(words) == 1
                and len(words[0]) >= _FUZZY_FROM
                and not words[0].isdigit()
                and _may_be_misspelt(tags)
            ):
                letters.setdefault(words[0][0], []).append(words[0])
        for several in first.values():
            several.sort(key=lambda phrase: -len(phrase[0]))
        return first, letters

    def phrases(self, word: str) -> list[Phrase]:
        """The phrases that begin with a word, the longest first."""
        return self._tables[0].get(word, [])

    def near(self, word: str) -> dict[str, Any] | None:
        """The tags of the one known word that this is a misspelling of, if there is one."""
        if len(word) < _FUZZY_FROM or word in COMMON_WORDS:
            return None
        return self._near(word)

    def _nearest(self, word: str) -> dict[str, Any] | None:
        candidates = self._tables[1].get(word[0])
        if not candidates:
            return None
        cutoff = 2 if len(word) >= _FUZZY_TWO else 1
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=cutoff, limit=2)
        if not found:
            return None
        tags = next(tags for words, tags in self.phrases(found[0][0]) if len(words) == 1)
        if len(found) > 1 and found[0][1] == found[1][1]:
            other = next(more for words, more in self.phrases(found[1][0]) if len(words) == 1)
            if other != tags:
                return None  # as near to two different things: no guess
        exact_wanted = "place" in tags or "country" in tags or ("var" in tags and "com" not in tags)
        if exact_wanted and (found[0][1] > 1 or len(word) < _FUZZY_NAME):
            return None
        return tags


def _add(phrases: dict[tuple[str, ...], dict[str, Any]], spelling: str, tag: str, value: Any) -> None:
    words = elements(spelling)
    if words:
        tags = phrases.setdefault(words, {})
        if tag == "cue":
            tags["cue"] = tags.get("cue", frozenset()) | {value}
        elif tag not in tags:
            tags[tag] = value


def _may_be_misspelt(tags: Mapping[str, Any]) -> bool:
    """Whether the word is one to look for when misspelt: it matters, and is unlike ordinary words."""
    return bool(tags.keys() & _SOUGHT) or bool(tags.get("cue", frozenset()) & {"sell", "buy", "need"})


def _spread(tag: str, table: Mapping[Any, str]) -> Iterable[tuple[str, Any, str]]:
    for value, spellings in table.items():
        for spelling in spellings.split(","):
            if spelling.strip():
                yield tag, value, spelling.strip()


def _flag(tag: str, spellings: str) -> Iterable[tuple[str, Any, str]]:
    return _spread(tag, {True: spellings})


def _all_entries() -> Iterable[tuple[str, Any, str]]:
    yield from _spread("com", goods.COMMODITIES)
    for commodity, varieties in goods.VARIETIES.items():
        for variety, spellings in varieties.items():
            yield from (("var", (commodity, variety), spelling.strip()) for spelling in spellings.split(","))
    yield from _spread("adj", goods.ADJECTIVES)
    yield from _spread("grade", goods.GRADES)
    for name in _names(places.STATIONS, places.STATES):
        yield "place", name, name
    for name in _names(places.PORTS):
        yield "place", name, name
    for name in _names(places.COUNTRIES):
        yield "country", name, name
    countries = {*_names(places.COUNTRIES), "USA", "UAE"}
    for name, spellings in places.SPELLINGS.items():
        tag = "country" if name in countries else "place"
        yield from ((tag, name, spelling.strip()) for spelling in spellings.split(","))
    yield from _trade_entries()
    yield from _time_entries()
    yield from _spread("q", quality.QUALITIES)
    yield from _spread("qunit", quality.QUALITY_UNITS)
    yield from _spread("bound", quality.BOUNDS)
    yield from _flag("nil", quality.NIL)
    yield from _flag("unbounded", quality.FREE_LIMIT)


def _names(*tables: str) -> Iterable[str]:
    for table in tables:
        yield from (name.strip() for name in table.replace("\n", " ").split(",") if name.strip())


def _trade_entries() -> Iterable[tuple[str, Any, str]]:
    yield from _spread("unit", measures.UNITS)
    yield from _spread("perunit", measures.PER_UNITS)
    yield from _flag("centslb", measures.CENTS_PER_LB)
    yield from _flag("per", measures.PER)
    yield from _spread("container", measures.CONTAINERS)
    yield from _spread("mult", measures.MULTIPLIERS)
    yield from _spread("numword", measures.NUMBER_WORDS)
    yield from _spread("shift", measures.NUMBER_SHIFTS)
    yield from _spread("cur", measures.CURRENCIES)
    yield from _spread("pack", measures.PACKINGS)
    yield from _spread("cue", dealing.CUES)
    yield from _spread("basis", dealing.BASES)
    yield from _spread("pay", dealing.PAYMENTS)
    yield from _spread("tax", dealing.TAXES)
    yield from _spread("ptype", dealing.PRICE_TYPES)
    yield from _spread("role", dealing.ROLES)
    yield from _spread("exch", dealing.EXCHANGES)
    for tag, spellings in dealing.FLAGS.items():
        yield from _flag(tag, spellings)


def _time_entries() -> Iterable[tuple[str, Any, str]]:
    yield from _spread("month", days.MONTHS)
    yield from _spread("weekday", days.WEEKDAYS)
    yield from _spread("relday", days.RELATIVE_DAYS)
    yield from _spread("part", days.DAY_PARTS)
    yield from _spread("half", days.HALVES)
    yield from _spread("span", days.SPANS)
    yield from _spread("ampm", days.AMPM)
    for tag, spellings in days.FLAGS.items():
        yield from _flag(tag, spellings)


# English words that are near to words of the trade, and never one of them.
COMMON_WORDS = word_set(
    """
    abort about above achar admin admit advanced advances advice after again agarwal agrees along
    also alter always america amount another answer anyone around asked bailey balaji balls banned
    banner bases beads because before being below better between bhai bhaiya bhejo binding board
    bring broke broker brokering brokers brother brought build building cable called came candle
    cannot canny caste castro catch cause chain chair chance change charge cheap check chose class
    clean clear closed coming conclude conform constant constants construct contain contained
    contains contra contracts contrast cores costs could count counted counters counts cover credits
    daily damages danger dates dealer dealing deals declared declines deeds dekho delve demands
    desai detail details dhanyavad didn dinesh dinner disclosed discounts discover discovered doing
    double drives during early either ended enough evening every exact expired extra family fatal
    father field figure filer first fixes floor follow form found friend friends front gains games
    ganesh gather getting given going grand great green group guess gujarati gupta habit hanuman
    hazard hello house human immediately indicated inform inquire insider issue items jai jalan
    jignesh joint joshi julia kamlesh kills kindly known kripya krupaya lakhani large larry later
    laugh leading leads learn least leave lengths light lighting likely limit limiting listing
    little loans local locating logging lokesh looks loser loved lower lunar machine machines macro
    mahesh major maker makes making marco marked marker match maybe means media meet meeting mehta
    message might miller minimal minute model money monte monthly moral morning mother moved movie
    mukesh music naked namaste named naresh needs never newer night north nothing number officers
    offices often order ordering other others paint paints paper paresh parse parsed parties parts
    party patel pause people person phone phones photo place placement plain plane plant please
    point posted power pranam press prime print prints profit profits proper province purify quite
    quota quoted raise rakesh ramesh ramram range reach read reads realised really reason received
    reduced reduction refinement reflected reflection regards repeating replay reports resort
    respects retention reuse reversed right round samjho sample seasonal second seems selection
    seller sent served shah share sharma sheet shells shift shifting shipped ships short should
    shree shukriya shyam simple since sirji skipping slight small smaller smart socks solid some
    sorry sound south space special spelling split stable stack staff stale stand start starts state
    stating stick still store story stuff style sugary super supplied suppliers supplies suresh
    table taken talks targets taste teams thakkar thank thanks their there these theta thing things
    think third those though three through throw times title today together total touch towards
    track trade trader traders trades trading train transform trends trick tried truck trunk trust
    truth under union until upper usual value verma video visit voice waits wanted waste watch water
    weather weight where which while white whole whose women words world worth would write wrong
    years yogesh young yours
    """
)

DEFAULT = Lexicon()

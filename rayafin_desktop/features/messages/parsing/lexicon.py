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
_FUZZY_TWO = 8
# Names of places and varieties are near to too many other words.
_FUZZY_NAME = 7
_CACHE = 4096


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
    return not tags.keys() <= {"numword", "shift", "prep", "with", "from", "grade", "adj", "pack"}


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
    about above after again along also always amount another answer anyone around asked because
    before being below better between board bring brother build cable called came candle cannot
    caste catch cause chain change chance charge check cheap class clean clear coming could count
    cover daily dealer dealing detail details didn dinner doing double during early either ended
    enough evening every exact extra family father field figure first floor follow form found friend
    friends front games gains getting given going grand great green group guess habit hello house
    human inform issue items joint kindly known large later laugh learn least leave light likely
    limit little local looks loved lower major makes maker making match maybe means media meet
    meeting message might minute money monthly morning mother moved movie music needs never night
    north nothing number offices often order other others paper parts party people phone photo place
    plain plane plant please point posted power press proper quite raise range reach read really
    reason received regards right round sample second seems seller selection sent served share sheet
    short should since small smart solid some sorry sound south space special staff stand start
    state still stick store story stuff style sugary super table taken talks taste thanks thank
    their there these thing things think third those though three through times title today together
    total touch towards trade trader traders trading train tried truck trust truth under union until
    upper usual value video visit voice wanted waste watch water weather weight where which while
    white whole whose women words world worth would write wrong years young yours bhai bhaiya sirji
    namaste ramram pranam dhanyavad shukriya kripya krupaya message bhejo dekho samjho party parties
    balaji shree jai hanuman ganesh mahesh ramesh suresh dinesh rakesh mukesh paresh naresh lokesh
    yogesh kamlesh jignesh sharma verma gupta agarwal patel shah mehta joshi desai thakkar lakhani
    jalan
    """
)

DEFAULT = Lexicon()

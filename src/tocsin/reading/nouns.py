"""The noun phrases of a sentence, cut where a determiner, a preposition, a verb or a mark begins something else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading.sentence import Sentence, once
from tocsin.reading.words import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    is_over,
    is_possessive,
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())
UNITS = frozenset(
    "second seconds minute minutes hour hours day days night nights week weeks weekend month months year years decade "
    "decades morning afternoon evening noon midnight dawn dusk".split()
)
_BEFORE_UNIT = frozenset("several few some many couple next last past previous following coming".split())
_CALENDAR = UNITS | DAYS | MONTHS
_OF_UNIT = DETERMINERS | _BEFORE_UNIT | UNITS | DAYS
_FIRST = frozenset("all both half such neither either".split())
"""Words that stand before a determiner ("all the", "both their")."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase, words `first` up to `stop`; `governor` is the preposition before it, "" where there is none."""

    first: int
    stop: int
    governor: str = ""
    is_time: bool = False


@once
def nouns(sentence: Sentence, first: int, stop: int) -> tuple[Noun, ...]:
    """The noun phrases that stand in a stretch of words, in order."""
    return tuple(_nouns(sentence, first, stop))


@once
def first_noun(sentence: Sentence) -> Noun | None:
    """The first noun phrase of a sentence."""
    return next(_nouns(sentence, 0, len(sentence.words)), None)


def _nouns(sentence: Sentence, first: int, stop: int) -> Iterator[Noun]:
    at = first
    while at < stop:
        if _breaks(sentence, at):
            at += 1
            continue
        end = at + 1
        while end < stop and not _breaks(sentence, end) and not _begins(sentence, at, end):
            end += 1
        yield Noun(at, end, _governor(sentence, at, first), _is_time(sentence, at, end))
        at = end


def reach(sentence: Sentence, found: tuple[Noun, ...], which: int, *, wide: bool = True) -> tuple[int, int]:
    """A noun phrase with those that hang on it: "of" phrases, and where it is `wide` those of place and company."""
    first, stop = found[which].first, found[which].stop
    for noun in found[which + 1 :]:
        joined = noun.governor == "of" or (wide and noun.governor in _HANGS and not noun.is_time)
        if not joined or noun.first != stop + 1:
            break
        stop = noun.stop
    return first, stop


_HANGS = frozenset("in at from for with near on to".split())


def listed(sentence: Sentence, found: tuple[Noun, ...], which: int) -> int:
    """Where a list that a noun phrase opens ends ("Britain, Canada and others"); its own end where it opens none."""
    stop = found[which].stop
    line = sentence.words
    last = stop
    for noun in found[which + 1 :]:
        between = [w.low for w in line[last : noun.first]]
        if noun.governor or noun.is_time or not between or not set(between) <= {",", "and", "or", "nor", "&"}:
            break
        last = noun.stop
        if set(between) & {"and", "or", "nor", "&"}:
            stop = last
    return stop


def _breaks(sentence: Sentence, at: int) -> bool:
    """Whether a word is part of no noun phrase."""
    line = sentence.words
    low = line[at].low
    if line[at].is_mark:
        return low not in {"'", "’", "-", "&", "/"}
    if low in _OPENS_FIGURE and _counts(sentence, at):
        return False
    if low in _LINKS:
        return True
    if low == "neither" and at + 1 < len(line) and sentence.group_of(at + 1) is not None:
        return True
    if is_over(line, at) or (at > 0 and is_over(line, at - 1)):
        return True
    if low in SUBORDINATORS or (low == "that" and not _points(sentence, at)):
        return True
    if sentence.group_of(at) is not None:
        return True
    if low in {"early", "late"}:
        return at + 1 < len(line) and line[at + 1].low in PREPOSITIONS
    return is_adverb(low) and not _modifies(sentence, at)


_LINKS = PREPOSITIONS | CONJUNCTIONS | RELATIVES
_BEFORE_NUMBER = frozenset("over about around between under up nearly almost only".split())
_MORE_OR_LESS = frozenset("more fewer less".split())
_OPENS_FIGURE = _BEFORE_NUMBER | _MORE_OR_LESS | {"at", "than", "to", "and"}


def _counts(sentence: Sentence, at: int) -> bool:
    """Whether a word belongs to a figure ("at least 12", "more than a dozen", "up to 20")."""
    line = sentence.words
    low = line[at].low
    after = line[at + 1].low if at + 1 < len(line) else ""
    before = line[at - 1].low if at else ""
    if low == "at":
        return after in {"least", "most"}
    if low == "than":
        return before in _MORE_OR_LESS and _is_number(after)
    if low == "to" and before == "up":
        return _is_number(after)
    if low == "and":
        return before[:1].isdigit() and after[:1].isdigit() and at > 1 and line[at - 2].low == "between"
    if low in _BEFORE_NUMBER:
        return _is_number(after) or (low == "up" and after == "to")
    return low in _MORE_OR_LESS and after == "than"


_NUMBERS = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand dozen dozens scores hundreds thousands half".split()
)


def _is_number(low: str) -> bool:
    return low[:1].isdigit() or low in _NUMBERS


_POINTING = DETERMINERS | PRONOUNS


def _points(sentence: Sentence, at: int) -> bool:
    """Whether "that" points at the noun behind it ("that night") and opens no clause."""
    clause = sentence.clause_of(at)
    following = sentence.words[at + 1].low if at + 1 < len(sentence.words) else ""
    return clause.first != at and following.isalpha() and following not in _POINTING


def _modifies(sentence: Sentence, at: int) -> bool:
    """Whether an adverb stands inside a noun phrase ("a clearly marked car", "the now closed road")."""
    line = sentence.words
    return at > 0 and line[at - 1].low in DETERMINERS and at + 1 < len(line) and not line[at + 1].is_mark


_ALONE = PRONOUNS - {"that", "none", "everyone", "those"} - DETERMINERS
_BEFORE_DAY = DETERMINERS | {"last", "next", "early", "late"}


def _begins(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a new noun phrase begins at a word although no other word parts the two."""
    line = sentence.words
    word, before = line[at], line[at - 1]
    if word.low in {"the", "a", "an"} or word.low in {"it", "he", "she", "they", "we", "i", "you"}:
        return before.low not in _FIRST
    if word.low in {"his", "her", "its", "their", "our", "my"}:
        return before.low not in _FIRST and not is_possessive(before.low)
    if before.low in _ALONE:
        return True
    if before.low in DAYS and (word.capital or word.low in DETERMINERS):
        return True
    if at + 1 < len(line) and line[at + 1].low in UNITS and _is_number(word.low) and before.low not in DETERMINERS:
        return before.low not in PREPOSITIONS and before.low not in _BEFORE_UNIT
    if word.low in DAYS and at > first and before.low not in _BEFORE_DAY:
        return not is_possessive(before.low)
    if before.low in UNITS and (word.capital or word.low in DETERMINERS):
        return True
    if _is_dated(sentence, first, at):
        return True
    if word.low in UNITS and not before.capital:
        return not _takes_unit(before.low)
    return False


_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d")
_OF_CLOCK = frozenset("a.m. p.m. am pm gmt utc hours local time".split())
_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_year_of(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a year ends right before a name or another phrase: "In 2019 Islamic State", "since 2024 the army"."""
    line = sentence.words
    named = line[at].capital or line[at].low in DETERMINERS
    return first > 0 and line[first - 1].low in _IN_YEAR and named and _YEAR.fullmatch(line[first].low) is not None


_IN_YEAR = frozenset("in since by until from during".split())
_ON_TIME = frozenset("on in at by since until till before after late early".split())


def _is_dated(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a time ends right before a word that is none ("on Friday gunmen", "at dawn rebels")."""
    line = sentence.words
    governor, last, word = line[first - 1].low if first else "", line[at - 1].low, line[at].low
    if word in _OF_CLOCK:
        return False
    if at == first + 1 and (_CLOCK.fullmatch(last) or _is_year_of(sentence, first, at)):
        return True  # "10:20 The mayor says"
    if governor not in _ON_TIME or word in _CALENDAR or is_possessive(last) or last == "second":
        return False
    if governor == "at" and last in DAYS:
        return False  # "at Friday prayers"
    goes_on = (last in MONTHS or last == ",") and word[:1].isdigit()
    return not goes_on and not line[at].is_mark and _is_time(sentence, first, at)


def _takes_unit(low: str) -> bool:
    """Whether a word belongs to the unit of time behind it ("several hours", "the third day", "an earlier week")."""
    counts = low in _OF_UNIT or low[0].isdigit() or is_possessive(low)
    return counts or low.endswith(("th", "st", "ous", "ier", "ing"))


def _governor(sentence: Sentence, at: int, first: int) -> str:
    """The preposition that a noun phrase hangs on, past adverbs and quotation marks."""
    line = sentence.words
    n = at - 1
    while n >= first and (line[n].low in '“”"' or (is_adverb(line[n].low) and line[n].low not in PREPOSITIONS)):
        n -= 1
    return line[n].low if n >= first and line[n].low in PREPOSITIONS else ""


def _is_time(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether a noun phrase names a time and nobody ("Friday", "March 7", "several hours")."""
    line = sentence.words
    words = [w.low for w in line[first:stop] if not w.is_mark]
    if not words:
        return False
    head = words[-1]
    if _CLOCK.fullmatch(words[0]) and set(words[1:]) <= _OF_CLOCK:
        return True
    if words in (["a", "second"], ["the", "second"]) and (
        verb := sentence.group_of(stop) if stop < len(line) else None
    ):
        return not verb.finite  # "a second exploded"
    if head in DAYS or head in UNITS or (head == "time" and words[0][0].isdigit()):
        return True
    months = [w for w in line[first:stop] if w.low in MONTHS and (w.low not in {"may", "march"} or w.capital)]
    return bool(months) and all(
        w in MONTHS or w[0].isdigit() or w in DETERMINERS or w in {"last", "next", "early", "late", "mid"}
        for w in words
    )

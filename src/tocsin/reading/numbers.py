"""Counts of people as a text gives them: low, best and high, each with its characters.

A number is its own low, best and high, also behind "about" or "some": no margin is invented. "At least
nine" is low 9; "more than 20" low 21; "up to 20" high 20, low 0; "fewer than ten" high 9, low 0; "between 40
and 45" low 40, high 45; "dozens" low 24, "scores" low 40, "hundreds" low 200, "thousands" low 2000,
"several" low 3, "multiple" and "a number of" low 2. Nobody is 0. Nothing is added up. Ages, dates, times,
ordinals, money and measures count nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tocsin.model import Span
from tocsin.reading import lists, setright
from tocsin.reading.people import NOUN, PEOPLE, names_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people: at least `low`, at most `high`, best `best`; None where not stated.

    `span` runs over hedge, figure and noun ("at least nine guards"), `figure` over hedge and figure;
    `noun` is what is counted, in lower case, empty where the figure stands alone. `sure` says
    that the noun is known to be people; else whoever uses the count must see it from the context.
    """

    span: Span
    figure: Span
    low: int
    best: int | None
    high: int | None
    noun: str = ""
    sure: bool = False


# ---- the figures

_UNITS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_PLURALS = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3, "many": 3, "numerous": 3,
    "multiple": 2, "a number of": 2, "tens": 20, "a handful": 3, "a few": 3, "a couple": 2, "millions": 2_000_000,
}  # fmt: skip

_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SPOKEN = (
    rf"(?:(?:{_TEN})(?:[-\s](?:{_UNIT}))?|(?:{_UNIT}))(?!\w)"
    rf"(?:[-\s](?:hundred|thousand|million)(?:\s(?:and\s)?(?:(?:{_TEN})(?:[-\s](?:{_UNIT}))?|(?:{_UNIT}))\b)?)*"
)
_DIGITS = r"(?:\d{1,3}(?:[,.\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:(?:[-\s](?:hundred|thousand|million))+|\s?dozen)?"
_ONE = (
    rf"(?:(?:half\s)?a\s(?:hundred(?:\s(?:thousand|million))?|thousand|million|dozen)|half\sa\sdozen|(?:{_SPOKEN})\s(?:dozen|score)|{_SPOKEN}|"
    rf"{_DIGITS})"
)
_VAGUE = (
    r"(?:(?:tens\sof\sthousands|hundreds\sof\sthousands|dozens|scores|hundreds|thousands|millions)"
    r"|several(?:\s(?:dozen|score|hundred|thousand))?|multiple|a\snumber\sof|(?:many|numerous)(?:\s(?:dozens|hundreds|thousands))?"
    r"|a\s(?:handful|few|couple)(?:\s(?:dozen|hundred|thousand))?)"
)
_FLOOR = (
    r"at\sleast|no\s(?:fewer|less)\sthan|not\s(?:fewer|less)\sthan|a\sminimum\sof|upwards?\sof|"
    r"as\smany\sas\sor\smore\sthan"
)
_PASSES = r"exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|(?:ha[sd]|have)\spassed"
"""Verbs by which a toll is more than a figure: "could exceed 30", "has passed 100"."""
_OVER = rf"more\sthan|over|above|greater\sthan|in\sexcess\sof|well\sover|upward\sof|{_PASSES}"
_UNDER = r"fewer\sthan|less\sthan|under|below"
_CEILING = r"up\sto|at\smost|no\smore\sthan|not\smore\sthan|as\smany\sas|a\smaximum\sof|anywhere\sup\sto"
_ABOUT = (
    r"about|around|some|roughly|approximately|nearly|almost|an\sestimated|approx\.?|close\sto|estimated(?:\sat)?|"
    r"reportedly|only|just|exactly|fully|another|all|the|these|those|its|his|her|their|our|an?\s(?:total|group|"
    r"crowd)\sof"
)
_BUT = (
    r"(?!\s(?:but(?!\s(?:\w+ed|left|hit|hurt|was|were|did|had)\b)|other\sthan|except|save|besides|apart\sfrom|bar)\b)"
)
_NOBODY = (
    rf"(?:nobody|no[\s-]?one|none(?:\sof\s(?:the|these|those|its|his|her|their|our)\b(?:\s{_ONE}\b)?)?){_BUT}|"
    rf"not\s(?:even\s)?(?:an?\ssingle|one|a)(?:\sof\s(?:the|these|those|its|his|her|their|our|them)\b(?:\s{_ONE}\b)?)?"
    r"(?=\s(?:\w+\s){0,1}?(?:people|persons?|soul|civilians?|deaths?|casualt(?:y|ies)|hostages?|soldiers?|policem[ae]n|"
    r"officers?|passengers?|residents?|child(?:ren)?|wom[ae]n|m[ae]n|workers?|guests?|was|were|has|had|died)\b)|"
    r"no(?:\s(?:other|more|further|single|such))?(?=\s(?!(?:than|one)\b)(?:(?!(?:of|on|about|among)\b)\w+\s){0,2}?(?:people|persons?|civilians?|deaths?|"
    r"casualt(?:y|ies)|"
    r"fatalit(?:y|ies)|injur(?:y|ies)|victims?|wounded|dead|hostages?|soldiers?|troops|police(?:men)?|officers?|"
    r"passengers?|"
    r"residents?|children|women|men|woman|man|child|staff|personnel|workers?|guests?|survivors?|losses|loss)\b)"
)

_FIGURE = re.compile(
    rf"""(?ix) (?<![\w.,$£€¥#№/:–\[-]) (?<!\bNo\.\s)
    (?: (?P<nobody>{_NOBODY})\b
      | (?P<between>between|from|anywhere\sfrom)\s(?P<least>{_ONE})\s(?:and|to)\s(?P<most>{_ONE})
      | (?:(?P<hedge>{_FLOOR}|{_OVER}|{_UNDER}|{_CEILING}|{_ABOUT})\s(?:(?:the|about|around|some)\s)?)?
        (?: (?P<left>{_ONE})(?:\s?(?:\bto|\bor|–|—)\s?|(?<=\d)\s?-\s?(?=\d))(?P<right>{_ONE})
          | (?P<vague>{_VAGUE})
          | (?P<single>{_ONE}) (?P<plus>\s?\+|\sor\smore\b|\sor\sso\b)? )
    ) (?![\w%°]|[.,:/]\d|[-–](?:\d|year|month|day|week|hour|minute|mile|km|kilomet|met|mm|foot|inch|pound|ton|point|
            storey|story|seat|man\b|member|strong|page|kilo))
    """
)
_HEDGES = tuple(
    (re.compile(f"(?ix:{pattern})"), kind)
    for pattern, kind in ((_FLOOR, "floor"), (_CEILING, "ceiling"), (_OVER, "over"), (_UNDER, "under"))
)


def _value(words: str) -> int:
    """The number that a figure's words spell ("14 thousand", "one hundred and two", "half a dozen")."""
    lowered = re.sub(r"[\s-]+", " ", words.lower()).strip()
    if lowered == "half a dozen":
        return 6
    total = current = 0
    for word in re.findall(r"\d[\d,.\s]*\d|\d|[a-z]+", lowered):
        if word[0].isdigit():
            current += int(re.sub(r"\D", "", word))
        elif word in _SCALES:
            of_all = (
                total and not current and word != "hundred"
            )  # "one thousand million" is a thousand of them, and not one more
            current = (total if of_all else max(current, 1)) * _SCALES[word]
            if word != "hundred":
                total, current = (0 if of_all else total) + current, 0
        elif word in {"dozen", "score"}:
            current = max(current, 1) * (12 if word == "dozen" else 20)
        else:
            current += _UNITS.get(word, 0) or _TENS.get(word, 0)
    return total + current


def _vague(words: str) -> int:
    """The least that vague words can mean."""
    lowered = re.sub(r"\s+", " ", words.lower())
    if lowered == "tens of thousands":
        return 20_000
    if lowered == "hundreds of thousands":
        return 200_000
    least = next((low for word, low in _PLURALS.items() if lowered.startswith(word)), 3)
    rest = lowered.rsplit(" ", 1)[-1]
    if scale := {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}.get(rest):
        return (3 if lowered.startswith(("several", "a few", "a handful")) else 2) * scale
    return _PLURALS.get(rest, least)


Figures = tuple[int, int | None, int | None]


def _figures(match: re.Match[str]) -> Figures:
    if match["nobody"]:
        return 0, 0, 0
    if match["between"]:
        return _range(_value(match["least"]), _value(match["most"]))
    hedge = match["hedge"]
    kind = next((k for pattern, k in _HEDGES if hedge and pattern.fullmatch(hedge)), "")
    if match["left"]:
        low, best, high = _range(_value(match["left"]), _value(match["right"]))
        return (low, best, high) if kind != "ceiling" else (0, None, high)
    if match["vague"]:
        return _vague(match["vague"]), None, None
    value = _value(match["single"])
    if match["plus"] and "so" not in match["plus"]:
        kind = "floor"
    if kind == "floor":
        return value, None, None
    if kind == "over":
        return value + 1, None, None
    if kind == "under":
        return 0, None, max(value - 1, 0)
    if kind == "ceiling":
        return 0, None, value
    return value, value, value


def _range(left: int, right: int) -> Figures:
    return (left, None, right) if left < right else (left, left, left)


# ---- what is counted

_NOT_PEOPLE = re.compile(
    rf"""(?ix) \s*[-–]?\s*(?: {lists.either("counted", *lists.names("counted"))}
    | (?:of\s)?(?:the\s)?(?:most|worst|deadliest|biggest|largest|first|last|main|key|such|possible|scenarios?) )\b"""
)
_NOUN_PHRASE = re.compile(
    rf"(?P<gap>(?:\s+of\s+(?:the|its|his|her|their|these|those|our|them)(?:\s+(?:{_ONE}))?)?(?:\s+|"
    rf"-)(?:more\s+)?(?:[A-Za-zÀ-ÿ][\w’'.-]*(?:,\s|\s+)){{0,3}}?)"
    rf"{NOUN.pattern}",
)
_STOPWORDS = re.compile(
    r"(?i)\b(?:and|or|but|were|was|are|is|have|has|had|who|which|that|when|while|after|before|in|on|at|by|from|for|"
    r"with|to|as|near|killed|wounded|injured|hurt|died|dead|missing|said|including|among|than|not|did|do|will|would|"
    r"could|the|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens)(?![\w-]))\b"
)
_OF_THEM = re.compile(
    (
        rf"\s+of\s+(?:them|us|those|whom|these)\b|\s+of\s+(?:the|its|his|her|their|these|those|"
        rf"our)(?:\s+{_ONE})?(?:\s+[A-Za-z’'-]+){{0,2}}?\s+(?:[a-z]+s|{PEOPLE})\b"
    ),
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"(?i)(?:\baged?\s(?:between\s)?(?:\d+(?:,\s|\sand\s|,?\sor\s|\sto\s))*|\bages\s(?:\d+(?:,\s|\sand\s))*)$"
)
_AT_THE_AGE = re.compile(
    r"(?i)\bages?\sof\s(?:between\s)?$|\bat\sage\s$|\b(?:most|all|some|many|few|none|half|two|three|both)\sof\s(?:them|whom|"
    r"these|those)\s(?:(?:is|are|was|were)\s)?$"
)
"""Before an age, however it is written: "at the age of sixty"; "most of them over 35", which counts no more people."""
_PERSON_BEFORE = re.compile(r"[a-zA-Zà-ÿ’']+,?\s\(?$|[a-zA-Z],\s$")
_YEAR = range(1900, 2100)
_YEAR_BEFORE = re.compile(
    r"(?i)\b(?:in|since|by|of|until|till|from|during|early|late|mid|before|after|and|to|between|year|circa|the|"
    r"\w+ber|january|february|march|april|may|june|july|august)[\s,-]*$"
)
_DATE_BEFORE = re.compile(
    r"(?i)(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|"
    r"apr|jun|jul|aug|sept?|oct|nov|dec)\.?|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?(?:\sthe)?)\s(?:the\s)?$"
)
_ASKED = re.compile(r"(?i)\b(?:how|so|as|too|all\sbut|all\sbut\s\w+\sof|every|one\sin)\s$")
_SOME_OF = re.compile(
    r"(?i)\b(?:half|thirds?|quarters?|members?|most|some|many|any|few|several|part|majority|all\sbut\s[\w-]+|per\s?cent|%)\sof\s"
    r"(?:(?:the|these|those|its|his|her|their|our)\s)?$"
)
"""Before a figure of which only a share is meant: "half of the 40 hostages"."""
_SHARE = re.compile(
    rf"(?i)\sof\s(?:the|its|their|those|these)\s{_ONE}\s(?:people\s|who\swere\s)?(?:wounded|injured|hurt|dead|killed)\b"
    r"(?!.{0,80}\b(?:died|succumbed)\b)"
)
"""Behind a figure of some of those whose number is what counts: "twelve of the 58 wounded are children"."""
_IS_HALF = re.compile(r"(?i)\sand\sa\s(?:half|quarter)\b")
_AGE_OF = re.compile(r"(?i)\b(?:an?|the|his|her|their|one)\s(?:[\w-]+\s){0,2}?[\w-]+\sof\s$")
_CHANGED = re.compile(
    r"(?i)\b(?:raise[sd]?|raising|rise[sn]?|rising|rose|revise[sd]?|revising|lower(?:s|ed|ing)?|increase[sd]?|climb(?:s|ed)?|"
    r"jump(?:s|ed)?|fell|falls?|drop(?:s|ped)?|cuts?|update[sd]?|grew|reduce[sd]?|correct(?:s|ed)?|went)\b[^.;\d]{0,60}$"
)
_COUNT_WORD = re.compile(r"(?i)\b(?:tolls?|numbers?|counts?|totals?|figures?|deaths|dead|casualties|fatalities)\b")
_DAY_BEFORE = re.compile(r"(?i)day,?\s$")
_DATE_AFTER = re.compile(
    r"(?i)\s?(?:st|nd|rd|th)?[\s,-]*(?:of\s)?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_NAMED_BEFORE = re.compile(
    r"(?i)(?:\b(?:number|no\.?|nos\.?|flight|route|highway|room|gate|platform|line|channel|section|article|chapter|"
    r"page|unit|block|zone|area|level|phase|terminal|boeing|airbus|brigade|battalion|ward|district|sector|building|"
    r"studio|mark|type|article|resolution|camp|extension|ext\.?|tel\.?|telephone|phone|mile|kilomet(?:er|re)|km|day|week|year|version|figure|table|ak|m|mi|"
    r"su|f|t|uh|ch|b)[\s-]|[$£€¥]|\b(?:usd|us\$|eur|gbp|rs\.?|sh)\s?)$"
)


@lru_cache(maxsize=64)
def find(text: str, span: Span) -> tuple[Count, ...]:
    """The counts of people in a stretch of a text, in order."""
    return tuple(_counts(text, span))


def _counts(text: str, span: Span) -> Iterator[Count]:
    past = span.start
    for match in _FIGURE.finditer(text, span.start, span.end):
        if match.start() < past or _is_beyond_all(match):
            continue
        start = _first_word(match)
        if _NONE_BADLY.match(text, match.end()) if match["nobody"] else _counts_nothing(text, match, span):
            continue
        low, best, high = _figures(match)
        if _is_change(text, match, span):
            low = best = high = _value(match["most"] or match["right"])
        end, noun, sure = _counted(text, match.end(), span.end)
        sure = sure or bool(match["nobody"])
        past = end
        figure = Span(start=start, end=match.end(), quote=text[start : match.end()], text=span.text)
        whole = Span(start=start, end=end, quote=text[start:end], text=span.text)
        yield Count(span=whole, figure=figure, low=low, best=best, high=high, noun=noun, sure=sure)


_PEOPLE_ON_EARTH = 10_000_000_000
_LONGEST_FIGURE = 160
"""Characters of a figure: "between one hundred and twenty thousand and one hundred and thirty thousand" is half of it,
and a number of thousands of digits cannot be written down again.
"""


def _is_beyond_all(match: re.Match[str]) -> bool:
    """Whether a number is more than there are people: an account, a telephone, a mischief; it counts nobody."""
    if len(match[0]) > _LONGEST_FIGURE:
        return not match["nobody"]
    return max(filter(None, _figures(match)), default=0) > _PEOPLE_ON_EARTH


_NONE_BADLY = re.compile(
    r"(?i)\s(?:seriously|critically|badly|gravely|severely|fatally|of\s(?:them|whom)\s(?:[a-z-]+s|men|women|police)\s?[,.;])"
)


def _is_change(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether two figures are an old and a new one, and no range: "the toll rose from 12 to 15", "rose by 4 to 19"."""
    before = text[span.start : match.start()]
    changes = _CHANGED.search(before[-80:]) is not None and _COUNT_WORD.search(before) is not None
    if match["between"]:
        return changes and match["between"].lower() == "from"
    return changes and match["left"] is not None and before.lower().endswith("by ") and " to " in match[0]


_DETERMINERS = re.compile(rf"(?i)(?:{_PASSES}|the|these|those|its|his|her|their|our|another|only|just|reportedly|all)$")


def _first_word(match: re.Match[str]) -> int:
    """Where the count begins: an article or a verb before the figure is no part of it."""
    hedge = match["hedge"]
    if hedge and _DETERMINERS.fullmatch(hedge):
        return match.start("left") if match["left"] else match.start("vague" if match["vague"] else "single")
    return match.start()


def _counts_nothing(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether the number is an age, a date, a time, money, a measure, a name or counts things."""
    before = text[max(span.start, match.start() - 40) : match.start()]
    after = text[match.end() : min(span.end, match.end() + 40)]
    words = match["single"] or ""
    if setright.is_set_aside(text, span.start, match.span()) or _ASKED.search(before):
        return True
    if (
        _SOME_OF.search(before)
        or _IS_HALF.match(after)
        or (not match["nobody"] and _SHARE.match(text, match.end(), span.end))
    ):
        return True
    aged = _AT_THE_AGE.search(before)
    if aged and (aged[0].lower().startswith("a") or match["hedge"]) and not _noun_follows(after):
        return True
    if _NOT_PEOPLE.match(after) or _NAMED_BEFORE.search(before) or _DATE_AFTER.match(after):
        return True
    if _CLOCK.fullmatch(words) and (words[0] == "0" or (_AT.search(before) and not _noun_follows(after))):
        return True
    if match["hedge"] is None and words.isdigit():
        of_day = _DAY_BEFORE.search(before) is not None and _noun_follows(after)
        if (_DATE_BEFORE.search(before) and not of_day) or _is_age(before, after, int(words)):
            return True
        if int(words) in _YEAR and (not _noun_follows(after) or _YEAR_BEFORE.search(before)):
            return True
    if words and not words.isdigit() and (of := _AGE_OF.search(before)) and names_one(of[0]):
        return not _noun_follows(after)  # "a girl of eight"
    return words.lower() == "one" and _is_pronoun(before, after)


_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_AT = re.compile(r"(?i)\b(?:at|by|until|since|from|before|after)\s$")


def _noun_follows(after: str) -> bool:
    found = _NOUN_PHRASE.match(after)
    return found is not None and not _STOPWORDS.search(found["gap"])


_OLDEST = 110


def _is_age(before: str, after: str, number: int) -> bool:
    if number > _OLDEST:
        return False
    if _AGE_BEFORE.search(before):
        return True
    if (of := _AGE_OF.search(before)) and names_one(of[0]) and not _noun_follows(after):
        return True  # "a girl of 12"
    return (
        before.endswith((", ", "("))
        and bool(re.match(r",|\)|;|\.|\sand\sher|$", after))
        and bool(_PERSON_BEFORE.search(before))
    )


_PRONOUN_AFTER = re.compile(
    r"(?i)\s(?:of\sthe\s(?:most|worst|dead|big|larg|main|first|last|few)|another|by\sone|day|night|thing|such|that|"
    r"who|which|is\b|in\b|on\b|at\b|side|way|point|reason|more\sstep)"
)
_PRONOUN_BEFORE = re.compile(r"(?i)\b(?:no|this|that|the|any|each|every|some|which|one|last|first|new|only|other)\s$")


def _is_pronoun(before: str, after: str) -> bool:
    """Whether "one" is no number ("one of the deadliest attacks", "no one", "one day")."""
    return bool(_PRONOUN_AFTER.match(after)) or bool(_PRONOUN_BEFORE.search(before))


def _counted(text: str, end: int, limit: int) -> tuple[int, str, bool]:
    """Where the counted noun ends, the noun, and whether it is known to be people."""
    partitive = _OF_THEM.match(text, end, limit)
    if partitive:
        noun = partitive[0].rsplit(None, 1)[-1].lower()
        return partitive.end(), noun, NOUN.fullmatch(noun) is not None
    found = _NOUN_PHRASE.match(text, end, limit)
    if found and not _STOPWORDS.search(found["gap"].strip()):
        return found.end(), text[found.end("gap") : found.end()].lower(), True
    return end, "", False

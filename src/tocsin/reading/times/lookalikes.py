"""What looks like a time and is none: "may be", Theresa May, a score of 3:2, 2000 people, water in spring."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.model import Span

_BEFORE = _AFTER = 20
_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class _Seen:
    """The words that may be a time, with what stands around them in their passage."""

    words: str
    before: str
    after: str


def is_time(match: re.Match[str], span: Span) -> bool:
    """Whether a match of `forms.TIME` in a passage is a time at all."""
    check = _CHECKS.get(str(match.lastgroup))
    if check is None:
        return True
    start, end = match.span()
    before = match.string[max(span.start, start - _BEFORE) : start]
    return check(_Seen(match[0], before, match.string[end : min(span.end, end + _AFTER)]))


_BARE_MONTH = re.compile(r"(?:March|May|MARCH|MAY|Mar|Sat|Sun|Dec|Oct|Jan|JAN)\.?")
_BEFORE_MONTH = re.compile(
    r"(?i)(?:\b(?:in|since|by|of|until|till|from|during|last|next|this|early|late|mid|the|and|to|between|before|after|"
    r"through|or|for|every|each|two|three|four|five|several|a|an)|['’]s|,|\()[\s-]$"
)
_BEFORE_MAY = re.compile(
    r"(?i)\b(?:in|since|by|of|until|till|from|during|last|next|this|early|late|mid|and|to|between|before|after)[\s-]$"
)
_VERB_AFTER = re.compile(
    r"\s(?i:be|have|not|well|also|yet|soon|still|only|never|take|come|go|strike|target|attack)\b|"
    r"\s(?:said|told|was|has|had|and\s[A-Z])"
)
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]+(?!\w)")
_NAME_BEFORE = re.compile(r"[A-Z][a-z]+\s$")
_SENTENCE_AFTER = re.compile(r"\s[a-z]|[.,;)'’]|$")


def _is_month(seen: _Seen) -> bool:
    """Whether a bare month is one, and no verb or name ("may be", "Theresa May")."""
    if not _BARE_MONTH.fullmatch(seen.words):
        named = _NAME_BEFORE.search(seen.before) and " " not in seen.words
        return not named or bool(_SENTENCE_AFTER.match(seen.after))
    may = seen.words.lower().startswith("may")
    if may and (_VERB_AFTER.match(seen.after) or not _BEFORE_MAY.search(seen.before)):
        return False
    return bool(_BEFORE_MONTH.search(seen.before)) and not _NAME_AFTER.match(seen.after)


_BEFORE_YEAR = re.compile(
    r"(?i)(?:\b(?:in|into|due|both|since|by|of|until|till|from|during|early|late|mid|before|after|and|to|between|year|circa|around|"
    r"about|through|back\sin|for|than|the|a|an|his|her|its|their|our|that|this)|['’]s|\(|,|-)[\s-]?$|"
    r"^$|[:;(\[]\s?$"
)
_THINGS_AFTER = re.compile(
    r"\s(?i:people|men|women|civilians|soldiers|troops|dead|killed|wounded|injured|residents|houses|homes|dollars|"
    r"euros|pounds|km|kilomet|miles|met(?:er|re)s|feet|tons?|tonnes|families|members|fighters|refugees|cases|votes|"
    r"GMT|UTC|hours|hrs|local)\b"
)
_ARTICLE_BEFORE = re.compile(r"(?i)\b(?:the|a|an|his|her|its|their|our|that|this|['’]s)\s$")
_MEASURE_BEFORE = re.compile(r"(?i)\b(?:about|around|than|for|to|and)\s$")


_NAMED_FOR_IT = re.compile(
    r"\s(?:(?i:organi[sz]ation|movement|brigades?)|Street|Square|Bridge|Avenue|Mosque|University|Hospital|Stadium|City)\b"
)
_PLACE_NAMED_FOR_IT = re.compile(r"\s(?:street|square|bridge|avenue|mosque|university|hospital|stadium|city)\b")
_OF_IT = re.compile(r"\b(?:Forces|Movement|Brigades?|Front|Organi[sz]ation|Square|Street)\sof\s(?:the\s)?$")


def _is_date(seen: _Seen) -> bool:
    """Whether a day is one, and no name that was taken from it ("the November 17 organization", "25 April Bridge")."""
    if re.search(r"\d{4}", seen.words):
        return True
    named = seen.words.lower().startswith("the ") or _ARTICLE_BEFORE.search(seen.before)
    place = named and _PLACE_NAMED_FOR_IT.match(seen.after)
    return not (place or _NAMED_FOR_IT.match(seen.after) or _OF_IT.search(seen.before))


_FOR_A_FEAST = re.compile(
    r"\s(?:markets?|trees?|shopping|shoppers|sales|cards?|gifts?|presents?|bonus(?:es)?|lights|decorations|"
    r"Island|Market)\b"
)


def _is_feast(seen: _Seen) -> bool:
    """Whether a feast is a day, and no thing that is made for it ("a Christmas market")."""
    return not _FOR_A_FEAST.match(seen.after)


def _is_year(seen: _Seen) -> bool:
    """Whether four digits are a year and no number of things."""
    if not seen.words[0].isdigit():
        return True
    if _THINGS_AFTER.match(seen.after):
        return False
    if _ARTICLE_BEFORE.search(seen.before):
        return bool(re.match(r"\s[a-zA-Z]", seen.after))
    if _MEASURE_BEFORE.search(seen.before):
        return not re.match(r"\s[a-z]+s\b", seen.after)
    return bool(_BEFORE_YEAR.search(seen.before))


_BEFORE_SEASON = re.compile(
    r"(?i)\b(?:in|into|during|over|through|throughout|since|by|until|this|last|next|every)\s(?:the\s)?$"
)
_NO_SEASON_AFTER = re.compile(r"\s(?:of\s(?!\d)|water|camp|school|offensive)")


def _is_season(seen: _Seen) -> bool:
    """Whether "fall" and "spring" are seasons here: with a year, "last", "this", "in the" or "of" before them."""
    if " " in seen.words and not seen.words.lower().startswith(("the ", "early fall", "late fall")):
        return True
    return bool(_BEFORE_SEASON.search(seen.before)) and not _NO_SEASON_AFTER.match(seen.after)


def _is_clock(seen: _Seen) -> bool:
    """Whether figures with a colon are a time of day, and no score, ratio or verse; "pre-dawn" is none either."""
    if re.search(r"(?i)-$|\bhigh\s$", seen.before):
        return False
    figures = re.fullmatch(r"(\d{1,2}):(\d\d)", seen.words)
    return figures is None or (int(figures[1]) < _HOURS and int(figures[2]) < _MINUTES)


def _is_window(seen: _Seen) -> bool:
    """Whether a stretch of days is counted from now, and is no mere duration."""
    return bool(re.search(r"(?i)next|coming|following|past|last|previous|within", seen.words))


def _is_step(seen: _Seen) -> bool:
    """Whether "N days before" counts from an event; "the year before last" and "years on end" do not."""
    return not re.match(r"\s(?:last|end)\b", seen.after) and not seen.words.lower().endswith("years on")


_CHECKS: dict[str, Callable[[_Seen], bool]] = {
    "date": _is_date,
    "feast": _is_feast,
    "month": _is_month,
    "year": _is_year,
    "season": _is_season,
    "clock": _is_clock,
    "window": _is_window,
    "step": _is_step,
}

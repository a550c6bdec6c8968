"""Whether "he" or "she" may be somebody: by what the text calls them, and by the pronoun that they had before."""

import re
from collections.abc import Iterable

from tocsin.model import Speaker

_HER = (
    r"(?:\w*(?:woman|wife)|mother|grandmother|widow|daughter|sister|aunt|niece|girl|girlfriend|lady|queen|princess|"
    r"duchess|baroness|nun|actress|heiress|countess|mayoress|she|her|hers|herself)"
)
_HIM = (
    r"(?:\w*(?<!wo)man(?<!\bhuman)(?<!\bgerman)|father|grandfather|widower|husband|son|imam|brother|uncle|nephew|boy|"
    r"boyfriend|king|prince|duke|baron|monk|sheikh|he|him|his|himself)"
)
_OF_HERS = re.compile(
    rf"\b(?:{_HER}|(?:Mrs|Ms|Miss|Madame|Mme|Lady|Queen|Princess|Sister|Mother|Dame)\b\.?(?=\s[A-Z]))"
)
_OF_HIS = re.compile(rf"\b(?:{_HIM}|(?:Mr|Sir|Lord|King|Prince|Father|Brother|Sheikh)\b\.?(?=\s[A-Z]))")
_ENDS = re.compile(r"(?!['’])\b")
_BEHIND = re.compile(r"(?i)\s(?:of|for|to|at|in|on|with|from|by|who|whose|near|against|about)\s|,")
_HERS, _HIS = frozenset({"she", "her"}), frozenset({"he", "him", "his"})


def may_be(pronoun: str, one: Speaker, before: Iterable[Speaker]) -> bool:
    """Whether a pronoun may mean a speaker: no "he" is a spokeswoman, nor whoever was "she" before."""
    other = _HERS if pronoun in _HIS else _HIS if pronoun in _HERS else frozenset()
    return not other or told(one, before) not in other


def are_one(pronoun: str, other: str) -> bool:
    """Whether two pronouns of whom nothing is known are one person's: "according to him", "he said"."""
    both = {pronoun.lower(), other.lower()}
    return both <= _HERS or both <= _HIS


def told(one: Speaker, before: Iterable[Speaker]) -> str:
    """The pronoun of a speaker, "he" or "she", where the text tells it; else nothing."""
    quotes = (m.quote for m in (one.mention.span, one.mention.basis) if m) if one.mention else ()
    for words in (one.role, one.name, *quotes):
        if found := of_words(words):
            return found
    same = [s for s in before if s.name == one.name]
    called = next(("she" if w in _HERS else "he" for s in same if (w := _words(s)) in _HERS | _HIS), "")
    return called or next((found for s in same if (found := of_words(s.role))), "")


def _words(one: Speaker) -> str:
    return one.mention.span.quote.lower() if one.mention else ""


def of_words(words: str) -> str:
    """What the head of some words tells: "a spokeswoman for the king" is "she"; nothing where it tells neither."""
    head = _BEHIND.split(words, maxsplit=1)[0]
    hers, his = _last(_OF_HERS, head), _last(_OF_HIS, head)
    return "" if hers == his else "she" if hers > his else "he"


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((m.end() for m in pattern.finditer(words) if _ENDS.match(words, m.end())), default=-1)

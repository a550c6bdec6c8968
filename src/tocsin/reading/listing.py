"""People who are told of one by one, and those who are told of in one breath: "a policeman and two children".

Those of one list are added up, since the text tells them apart only by what they are.
"""

import re
from collections.abc import Sequence

from tocsin.model import Span
from tocsin.reading.numbers import Count
from tocsin.reading.people import names_people

_ARTICLE = r"an?|another|the|his|her|its|their|our"
_SINGLE = re.compile(rf"(?i)\b(?P<one>{_ARTICLE})\s(?P<noun>[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 4
_ENDS = re.compile(
    r"(?i)\s*(?:$|[,.;:!?)”\"—–]|(?:in|at|on|near|by|outside|inside|during|while|when|who|whom|whose|that|with|from|of|after|before|as|"
    r"and|or|was|were|had|has|died|yesterday|today|overnight|last|late|early|dead|to|for|since|there|here|along|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
)
_MANY = re.compile(
    r"(?i)(?:[^s]s|men|women|children|people|police|troops|staff|personnel|crew|couple|family|household|pair|dead|wounded|injured|missing)$"
)
_NO_NOUN = re.compile(
    rf"(?i)(?:{_ARTICLE}|in|at|on|of|by|and|or|with|for|from|to|as|that|who|which|was|were|had|has|is)\b"
)
_OF_THEM = re.compile(r"(?i)\sof\s(?:them|whom|these|those)$")
_JOINED = re.compile(r",\s|,?\sand\s")


def singles(text: str, passage: Span, counts: Sequence[Count]) -> tuple[Count, ...]:
    """Whoever is told of by an article: "a nurse", "her driver". One is one, as a figure would say it."""
    found = []
    at = passage.start
    while match := _SINGLE.search(text, at, passage.end):
        at = match.end("one")
        noun = _noun(text, match, passage.end)
        if noun is None:
            continue
        start, end = match.start(), noun
        if any(start < c.span.end and c.span.start < end for c in counts):
            continue
        span = Span(start=start, end=end, quote=text[start:end], text=passage.text)
        figure = Span(start=start, end=match.end("one"), quote=match["one"], text=passage.text)
        found.append(
            Count(
                span=span, figure=figure, low=1, best=1, high=1, noun=text[match.start("noun") : end].lower(), sure=True
            )
        )
        at = end
    return tuple(found)


def _noun(text: str, match: re.Match[str], limit: int) -> int | None:
    """Where the noun ends that an article belongs to, if it is one person: the shortest that does not go on."""
    end = match.start("noun")
    for _ in range(_LONGEST):
        word = _WORD.match(text, end, limit)
        if word is None or _NO_NOUN.fullmatch(word[0]):
            return None
        end = word.end()
        if names_people(word[0]) and not _MANY.search(word[0]) and _ENDS.match(text, end, limit):
            return end
        if text[end : end + 1] != " ":
            return None
        end += 1
    return None


def summed(counted: Sequence[Count]) -> tuple[int, int | None, int | None]:
    """Low, best and high of several counts of different people; open where one of them is."""
    best, high = [c.best for c in counted], [c.high for c in counted]
    return (
        sum(c.low for c in counted),
        None if None in best else sum(n or 0 for n in best),
        None if None in high else sum(n or 0 for n in high),
    )


def within(text: str, passage: Span, span: Span, counts: Sequence[Count]) -> tuple[Count, ...]:
    """The members of a list that a stretch of a passage is, from its first word to its last; none, if it is no list."""
    inside = [
        c for c in (*counts, *singles(text, passage, counts))
        if c.noun and span.start <= c.span.start and c.span.end <= span.end
    ]  # fmt: skip
    if not inside:
        return ()
    first = min(inside, key=lambda c: c.span.start)
    found = together(text, first, inside)
    return found if found[0].span.start == span.start and found[-1].span.end == span.end else ()


def together(text: str, one: Count, others: Sequence[Count]) -> tuple[Count, ...]:
    """Those who are told of in one breath with a count, in their order, the count among them.

    Only a comma or "and" stands between two of them. Whoever is counted by what befell them ("two dead and nine hurt")
    is told of apart: who calls this has left those out.
    """
    order = sorted({*others, one}, key=lambda c: c.span.start)
    chain: list[Count] = []
    for each in order:
        if each is not one and _OF_THEM.search(each.span.quote):
            continue  # "15 people, three of them children": they are counted already
        goes_on = chain and _JOINED.fullmatch(text, chain[-1].span.end, each.span.start)
        if not goes_on and one in chain:
            break
        chain = [*chain, each] if goes_on else [each]
    return tuple(chain) if one in chain else (one,)

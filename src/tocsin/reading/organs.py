"""Whose police, ministry or army it is: the state that a body belongs to, where the text leaves no doubt of it.

"Quetta's police", "the Somali defence ministry" name their state; "the police" is of the one state that the text
speaks of. Where the text names several, or none that is well known, nobody is guessed and the body stays as written.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from tocsin.model import Actor, Mention, MentionKind, Span
from tocsin.reading import belonging, lexicon, lists
from tocsin.reading.story import Story
from tocsin.reading.stretch import within
from tocsin.reading.traces import Trace

_ARMED, _CIVIL = lists.either("organs", "armed"), lists.either("organs", "civil")
_ORGAN = re.compile(
    rf"""(?ix) ^(?:(?:the|a|an|its|his|her|their|our|two|three|one|some|several|local|senior|top|that|this)\s)*
    (?P<mod>(?:[\w’'.-]+\s){{0,5}}?)
    (?:(?P<armed>{_ARMED})|{_CIVIL})
    (?:['’]s?)?(?:\s(?:press|central))?(?:\s(?:office|service|headquarters|command))?(?:['’]s)?
    (?:\s(?:spokes\w+|chief|officers?|officials?|sources?|commander|communiqu\S+|bulletin|statement))?
    (?P<post>\s(?:of|in|at|for|on|from|near)\s.*)?$"""
)
_OF_ORGAN = re.compile(
    r"(?ix) ^(?:(?:the|an?|its)\s)?(?:[\w-]+\s){0,2}?"
    r"(?:spokes(?:man|woman|person)|communiqu\S+|statement|bulletin|head|chief|director)\s(?:of|for|from)\s(?P<rest>.+)$"
)
_NOT_OF_A_STATE = lists.pattern("organs", "of_no_state")
_DISPUTED = frozenset({"PS", "EH", "XK"})
"""Where the police and the army may be another state's."""
_OFTEN_ABROAD = lists.pattern("organs", "often_abroad")
_OURS = re.compile(r"(?i)(?:its|his|her|their|our|my)\s")


@cache
def bodies() -> dict[str, Actor]:
    """Every institution and every state by id: for whom a person may speak."""
    states = (lexicon.state(code) for code in lexicon.countries())
    return lexicon.institutions() | {state.id: state for state in states}


def is_organ(quote: str) -> bool:
    """Whether words are those of a body or an officer of some state: "the police", "a spokesman for the army"."""
    return _organ(quote) is not None


def _organ(quote: str) -> re.Match[str] | None:
    if _NOT_OF_A_STATE.search(quote):
        return None
    of = _OF_ORGAN.match(quote)
    found = (_ORGAN.match(of["rest"]) if of else None) or _ORGAN.match(quote)
    return found if found and belonging.is_of_the_body(found["mod"]) else None


def government(span: Span) -> Mention | None:
    """The state whose capital these words are, and nothing besides: "Damascus" where it speaks, hears or acts."""
    code = capitals().get(span.quote)
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=lexicon.state(code)) if code else None


@cache
def capitals() -> dict[str, str]:
    """The code of a country by the name of its capital; of two that share one, none."""
    every = [country.capital for country in lexicon.countries().values()]
    return {"Washington": "US"} | {
        country.capital: code for code, country in lexicon.countries().items() if every.count(country.capital) == 1
    }


def state_of(span: Span, story: Story, *, alone: bool = False) -> Mention | None:
    """A body's words with its state, and where that is told: in them, else in the text if it speaks of one state.

    `alone` asks for a state that the words themselves name. None where they are of no body, or the state is doubtful.
    """
    organ = _organ(span.quote)
    if organ is None:
        return None
    inside = within(story.traces, span.start, span.end)
    if organ["armed"] and _is_named_otherwise(span, organ, inside):
        return None
    found = _only(inside) if inside else None if alone else _in_view(span, organ, story)
    if found is None:
        return None
    basis = Span(start=found.start, end=found.end, quote=story.text[found.start : found.end], text=span.text)
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=lexicon.state(found.code), basis=basis)


def _is_named_otherwise(span: Span, organ: re.Match[str], inside: Sequence[Trace]) -> bool:
    """Whether an army bears a name that is no state's: "the Popular Army", and not "the Malian army"."""
    start = span.start + span.quote.find(organ["mod"])
    names = ((start + m.start(), start + m.end()) for m in re.finditer(r"[A-ZÀ-Þ][\w’'-]*", organ["mod"]))
    return any(not any(t.start <= a and b <= t.end + 2 for t in inside) for a, b in names)


def _only(known: Sequence[Trace]) -> Trace | None:
    return known[0] if len({t.code for t in known}) == 1 else None


def _in_view(span: Span, organ: re.Match[str], story: Story) -> Trace | None:
    """What speaks for the one state that a text speaks of, the last before a body's words; none for one in doubt."""
    if _OURS.match(span.quote) or _OFTEN_ABROAD.search(span.quote):
        return None
    code, known = story.foremost, story.foremost_traces
    if code is None or code in _DISPUTED or (organ["armed"] and len(known) == 1):
        return None
    return known[max(0, bisect_right(known, span.start, key=lambda t: t.end) - 1)]

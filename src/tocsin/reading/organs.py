"""Whose police, ministry or army it is: the state that a body belongs to, where the text leaves no doubt of it.

"Quetta's police", "the Somali defence ministry" name their state; "the police" is of the one state that the text
speaks of. Where the text names several, or none that is well known, nobody is guessed and the body stays as written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tocsin.model import ActorKind, Mention, MentionKind, Span
from tocsin.reading import gazetteer, lexicon, placing, senses
from tocsin.reading.gazetteer import Sort
from tocsin.reading.senses import Name
from tocsin.reading.story import Story

_ARMED = r"army|military|navy|air\sforce|armed\sforces|security\sforces|forces|troops|soldiers?|marines|general\sstaff"
_CIVIL = (
    r"police(?:m[ae]n|wom[ae]n)?|constabulary|gendarmer(?:ie|y)|gendarmes?|carabinieri|garda[ií]|coast\s?guard|"
    r"(?:vice-|deputy\s)?minister|ministry|government|authorities|officials?|prosecutors?|prosecution|"
    r"attorney\sgeneral|court|tribunal|judges?|magistrates?|jury|parliament|governor|prefect|prefecture|president|"
    r"presidency|prime\sminister|premier|chancellor|(?:home|foreign)\ssecretary|"
    r"(?:secret|security|intelligence|customs)\s(?:service|police|agency)|customs|investigators?|detectives?|"
    r"constables?|inspector|superintendent|sheriff|mayor|cabinet|commissioner"
)
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
_NOT_OF_A_STATE = re.compile(
    r"(?i)\b(?:rebels?|un|united\snations|u\.n\.|eu|european|nato|coalition|peacekeep\w+|militia\w*|opposition|exiled?|"
    r"former|ex-\w+|retired|compan\w+|airline|airport|universit\w+|hospital|church|school|union|party|club|group|"
    r"movement|front|islamic|liberation|shadow|embassy|consul\w*|high\scommission\w*|ambassador|mission|delegation|"
    r"african\sunion|hague|international|shipping|bank|hotel|port|red\scross|allied|foreign\stroops|foreign\sforces|occupation|faction|"
    r"private|military\spolice|brigades?|tribal|clan|sharia|self-styled|so-called|rival|breakaway|separatist)\b"
)
_ABROAD = re.compile(
    r"(?i)['’]?s?\s(?:\w+\s)?(?:embass(?:y|ies)|consul\w*|ambassadors?|high\scommission|missions?|nationals?|citizens?|"
    r"tourists?|diplomats?|newspapers?|journalists?|paper|magazine|broadcaster|agency)\b"
)
"""What is of a state and stands in another."""
_DISPUTED = frozenset({"PS", "EH", "XK"})
"""Where the police and the army may be another state's."""
_OFTEN_ABROAD = re.compile(r"(?i)\b(?:military|forces|troops|marines)\b")
"""Those under arms who are as often in a foreign country."""
_OURS = re.compile(r"(?i)(?:its|his|her|their|our|my)\s")


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that speak for a state (ISO 3166-1 alpha-2): its name, its people, or a place in it.

    `sure` says that nothing else bears the name; `place` that they are where something is, and no people's name.
    """

    start: int
    end: int
    code: str
    place: bool
    sure: bool


def is_organ(quote: str) -> bool:
    """Whether words are those of a body or an officer of some state: "the police", "a spokesman for the army"."""
    return _organ(quote) is not None


def _organ(quote: str) -> re.Match[str] | None:
    if _NOT_OF_A_STATE.search(quote):
        return None
    of = _OF_ORGAN.match(quote)
    return (_ORGAN.match(of["rest"]) if of else None) or _ORGAN.match(quote)


def traces(story: Story) -> tuple[Trace, ...]:
    """All words of a text that speak for a state, in order; not those in the name of a group, or of an embassy."""
    groups = [(h.start, h.end) for h in story.actors if any(a.kind is ActorKind.GROUP for a in h.items)]
    found = {
        (t.start, t.end): t
        for t in (*_places(story), *_peoples(story))
        if not any(a <= t.start and t.end <= b for a, b in groups) and not _ABROAD.match(story.text, t.end)
    }
    return tuple(found[at] for at in sorted(found))


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


@lru_cache(maxsize=4096)
def states_named(words: str) -> frozenset[str]:
    """The codes of all states in which something is called by these words, by themselves."""
    found = lexicon.tokens(words)
    areas = {code for hit in lexicon.area_matcher().find(words, found) for a in hit.items for code in a.countries}
    return frozenset(areas | {p.country for hit in gazetteer.find(words, found) for p in hit.places})


def _peoples(story: Story) -> Iterator[Trace]:
    for hit in story.demonyms:
        if len(hit.items) == 1:
            yield Trace(hit.start, hit.end, hit.items[0], place=False, sure=True)


def _places(story: Story) -> Iterator[Trace]:
    for name in story.names:
        sense = senses.settled(story.senses[name.start])
        if sense is None or sense.where.country is None:
            continue
        sure = _is_sure(name, sense.where.country)
        alone = sense.where.country in states_named(story.text[name.start : name.end])
        if alone and name.start in story.placed and (sure or not name.areas):
            yield Trace(name.start, name.end, sense.where.country, place=True, sure=sure)


_GREAT, _TOWN, _SHORTEST = 500_000, 15_000, 5


def _is_sure(name: Name, code: str) -> bool:
    """Whether a name is that of places of one country, or of a great city, and no plain word or person's name."""
    if name.areas:
        return {c for item in name.areas for c in item.countries} == {code}
    places = name.entry.places
    cities = [p for p in places if p.sort is Sort.CITY and p.people >= _TOWN]
    if name.entry.word or name.entry.people or name.key in placing.doubtful():
        return False
    alone = {p.country for p in places} == {code} and len(name.key) >= _SHORTEST
    return alone or (bool(cities) and cities[0].people >= _GREAT and cities[0].country == code)


def state_of(span: Span, story: Story, known: Sequence[Trace], *, alone: bool = False) -> Mention | None:
    """A body's words with its state, and where that is told: in them, else in the text if it speaks of one state.

    `alone` asks for a state that the words themselves name. None where they are of no body, or the state is doubtful.
    """
    organ = _organ(span.quote)
    if organ is None:
        return None
    inside = [t for t in known if span.start <= t.start and t.end <= span.end]
    if organ["armed"] and _is_named_otherwise(span, organ, inside):
        return None
    found = _only(inside) if inside else None if alone else _in_view(span, organ, known)
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


_MANY, _MOST = 3, 0.75


def _in_view(span: Span, organ: re.Match[str], known: Sequence[Trace]) -> Trace | None:
    """What speaks for the one state of a text, the last before a body's words: all of it, or three parts in four."""
    sure = [t for t in known if t.sure]
    if not any(t.place for t in sure):
        sure = list(known) if _only(known) else []
    weights = Counter(t.code for t in sure)
    places = {t.code for t in sure if t.place}
    if not places or _OURS.match(span.quote) or _OFTEN_ABROAD.search(span.quote):
        return None
    code, count = weights.most_common(1)[0]
    if len(weights) > 1 and (count < _MANY or count < _MOST * weights.total()):
        if len(places) > 1:
            return None
        (code,) = places
        count = weights[code]
    if code in _DISPUTED or any(t.code != code and not t.sure for t in known) or (organ["armed"] and count == 1):
        return None
    theirs = [t for t in sure if t.code == code]
    return next((t for t in reversed(theirs) if t.end <= span.start), theirs[0])

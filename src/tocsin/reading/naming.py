"""Whether words name a thing: the check behind every resolution, made from the tables again."""

import re

from tocsin.model import Actor, ActorKind, Resolved, Span, TimePrecision, When, Where
from tocsin.reading import gazetteer, lexicon, organs, times, traces
from tocsin.reading.days import WEEKDAYS
from tocsin.reading.gazetteer import fold


def names(quote: str, resolved: Resolved, *, basis: Span | None) -> bool:
    """Whether a quote, or the ground it rests on, names what it is resolved to."""
    if isinstance(resolved, When):
        return _fits_time(quote, resolved)
    if basis is not None:
        named = _names_one(basis.quote, resolved) or _names_one(quote, resolved)
        return named or _is_its_body(quote, resolved, basis)
    return _names_one(quote, resolved)


def _names_one(quote: str, resolved: Actor | Where | When) -> bool:
    if isinstance(resolved, Actor):
        return _names_actor(quote, resolved)
    return isinstance(resolved, Where) and _names_place(quote, resolved)


def _is_its_body(quote: str, resolved: Actor | Where, basis: Span) -> bool:
    """Whether words are those of a body of the state in which the place lies that they rest on ("police", "Quetta")."""
    if not isinstance(resolved, Actor) or resolved.kind is not ActorKind.STATE or not organs.is_organ(quote):
        return False
    return bool(traces.states_named(basis.quote) & set(resolved.home))


def _names_actor(quote: str, actor: Actor) -> bool:
    words = lexicon.tokens(quote)
    named = {each.id for hit in lexicon.actor_matcher().find(quote, words) for each in hit.items}
    if actor.id in named:
        return True
    if named & set(lexicon.groups()) and actor.kind is ActorKind.GROUP:
        return False
    if actor.kind is ActorKind.STATE:
        return actor.id in _states(quote)
    if actor.kind is ActorKind.PERSON:
        return same_words(actor.name.rsplit(None, 1)[-1], quote)
    return same_words(actor.name, quote)


def _states(quote: str) -> set[str]:
    words = lexicon.tokens(quote)
    codes = {code for hit in lexicon.demonym_matcher().find(quote, words) for code in hit.items}
    for hit in lexicon.area_matcher().find(quote, words):
        codes |= {code for area in hit.items for code in area.countries}
    codes |= {organs.capitals()[quote]} if quote in organs.capitals() else set()
    codes |= {
        c.country for hit in gazetteer.find(quote, words) for c in hit.cities[:3] if c.name == _capital(c.country)
    }
    return {f"country:{code}" for code in codes}


def _capital(code: str) -> str:
    country = lexicon.countries().get(code)
    return country.capital if country else ""


def _names_place(quote: str, place: Where) -> bool:
    if same_words(place.name, quote):
        return True
    words = lexicon.tokens(quote)
    for hit in gazetteer.find_areas(quote, words):
        if any(area.where.name == place.name for area in hit.items):
            return True
    return any(each.name == place.name for hit in gazetteer.find(quote, words) for each in hit.places)


_SINCE = re.compile(r"(?i)(?:ever\s)?since\s")


def _fits_time(quote: str, when: When) -> bool:
    """Whether a time can be what its words say: a stated date is that date, a weekday that weekday.

    What lasts "since 2014" begins with it, and goes on.
    """
    if (since := _SINCE.match(quote)) and when.last_day > when.first_day:
        when = When(start=when.first_day, end=when.first_day, precision=TimePrecision.DAY, anchor=when.anchor)
        quote = quote[since.end() :]
    whole = Span(start=0, end=len(quote), quote=quote, text="")
    for mention in times.find(quote, whole, published=None):
        if isinstance(mention.resolved, When):
            return mention.resolved.first_day <= when.first_day and when.last_day <= mention.resolved.last_day
    days_named = [WEEKDAYS[w] for w in re.findall(r"[a-z]+", quote.lower()) if w in WEEKDAYS and w.endswith("day")]
    if days_named and when.precision in {TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE}:
        return when.last_day.weekday() == days_named[-1] or when.first_day.weekday() == days_named[0]
    return True


_SMALL = frozenset("the a an of in and for de la le el al".split())
_WORDS = re.compile(r"[^\W_]+")


def _content_words(words: str) -> list[str]:
    return [w for w in _WORDS.findall(fold(words)) if w not in _SMALL]


def same_words(name: str, quote: str) -> bool:
    """Whether the words of a name all stand in a quote (small words, case and accents aside)."""
    wanted, there = _content_words(name), set(_content_words(quote))
    return bool(wanted) and all(word in there for word in wanted)


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, word beside word."""
    wanted = _WORDS.findall(fold(name))
    pattern = r"[\W_]+".join(map(re.escape, wanted))
    return bool(wanted) and re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", fold(text)) is not None


_NEAR = 4000


def stands_before(name: str, text: str, end: int) -> bool:
    """Whether a name stands in a text before a character; looked for from there back, since it mostly stands near."""
    near = _NEAR
    while near < end:
        start = max(text.rfind(" ", 0, end - near), 0)
        if stands_in(name, text[start:end]):
            return True
        near *= 4
    return stands_in(name, text[:end])


def is_known_as(name: str, quote: str) -> bool:
    """Whether a quote names the actor whose name this is ("ISIS-K" and "Islamic State – Khorasan Province")."""
    words = lexicon.tokens(quote)
    named = [each for hit in lexicon.actor_matcher().find(quote, words) for each in hit.items]
    if any(each.name == name or same_words(name, each.name) for each in named):
        return True
    return any(lexicon.state(code[len("country:") :]).name == name for code in _states(quote))


_PLURAL = re.compile(
    r"(?i)(?:\b(?:people|men|women|children|police|troops|staff|personnel|cattle|dead|wounded|others|they|them|these|"
    r"those)|[^s\W]s)$"
)
_SEVERAL = re.compile(
    r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|thirty|forty|fifty|several|many|some|"
    r"dozens?|scores?|hundreds?|thousands?|both|and)\b"
)


def is_one(quote: str) -> bool:
    """Whether words speak of one person: a singular noun or a name."""
    if _SEVERAL.search(quote):
        return False
    head = re.split(r"(?i)\s(?:of|in|at|from|with|who|on|for|near)\s|,", quote.strip())[0]
    proper = re.search(r"\b[A-Z][\w’'-]+$", head) is not None and not re.match(r"(?i)the\s", head)
    return proper or not _PLURAL.search(head)


_BARE = re.compile(r"[A-Z][a-z’'-]+(?:[\s-][A-Z][a-z’'-]+)?")


def is_bare(quote: str) -> bool:
    """Whether words are a name and nothing else, of one word or two: "Uri", "Port Harcourt"."""
    return _BARE.fullmatch(quote) is not None

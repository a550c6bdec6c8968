"""What is said of things to come: which statements, which places, which times."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from tocsin.model import Kind, Mention, PlacePrecision, Statement, When, Where

_SPOKEN = (Kind.WARNING, Kind.THREAT)
_VAGUE = (PlacePrecision.COUNTRY, PlacePrecision.WIDER)

_NUMBERS = {
    "couple of": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "seventy-two": 72,
}  # fmt: skip
_ONE = rf"(?:\d+|few|several|{'|'.join(_NUMBERS)})"
_COUNT = rf"(?:(?:{_ONE}(?: (?:to|or) |[-–]))?{_ONE})"
_NEAR = re.compile(
    r"\b(?:imminent(?:ly)?|in the near future|any (?:day|moment|time) now|at any (?:moment|time)|tonight|tomorrow|soon"
    rf"|(?:(?:over|within|in|for|during) )?the (?:next|coming) (?:{_COUNT} )?(?:hours?|days?|weeks?|weekend|month)"
    rf"|within (?:{_COUNT} )?(?:hours|days)|in (?:the )?coming (?:hours|days|weeks)"
    r"|this (?:evening|weekend|week)|next (?:week|weekend|month))\b(?! (?:after|as)\b)".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"(?i)(?:next|coming|within) (?:{_ONE}(?: (?:to|or) |[-–]))?(?P<count>{_ONE}) (?P<unit>hour|day|week)s?$"
)
_MOST = 1000
_UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_NOT = re.compile(r"(?:\b(?:no|not|never|without|neither|nor)|n['’]t)\b(?:\W+\w+){0,5}\W+$", re.IGNORECASE)
_ASIDE = re.compile(r"[,;(–—]\s*(?:(?:and|but)\s)?not\s[^,;()–—]{1,60}[,;)–—]", re.IGNORECASE)
"""What is put aside between commas ("in Sake, not in Goma, in the next three days"): its "not" reaches no further."""

_TOLD_FROM = re.compile(r"\d{4}-\d{2}-\d{2}$")

HOLDS = timedelta(hours=24)
"""How long a notice holds where no time is stated: the office's own choice, so that somebody looks again."""
LONGEST = timedelta(days=7)
"""The longest that a notice holds unless a person chose a longer time: the office's own choice, too."""


def ahead(held: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that speak of something still to come; firm ones alone, where there is one."""
    found = tuple(s for s in held if s.ahead)
    return tuple(s for s in found if not s.suggestion) or found


def places(statements: Iterable[Statement]) -> dict[Where, tuple[str, ...]]:
    """Each resolved place of a threat and the statements that name it; a country gives way to a place in it."""
    found: dict[Where, list[str]] = {}
    for statement in statements:
        for mention in (*statement.roles.place, *statement.roles.target):
            if isinstance(mention.resolved, Where):
                found.setdefault(mention.resolved, []).append(statement.id)
    fine = {place.country for place in found if place.precision not in _VAGUE}
    return {
        place: tuple(dict.fromkeys(ids))
        for place, ids in found.items()
        if place.precision is not PlacePrecision.COUNTRY or place.country not in fine
    }


def times(statements: Sequence[Statement], *, at: datetime) -> dict[Mention, tuple[str, ...]]:
    """Each time that a threat is said to fall in and that is not over, and the statements that name it.

    The time of a warning or a threat is mostly the day on which it was spoken. A day that is today or
    past is taken for that: "7 March" in a notice would tell its reader that the eighth is safe. What
    reaches beyond today, or is finer than a day, is a time of what is to come; so is today where the report was
    written before it.
    """
    found: dict[Mention, list[str]] = {}
    for statement in statements:
        for mention in statement.roles.time:
            when = mention.resolved
            if isinstance(when, When) and _is_coming(when, spoken=statement.kind in _SPOKEN, at=at):
                found.setdefault(mention, []).append(statement.id)
    return {mention: tuple(dict.fromkeys(ids)) for mention, ids in found.items()}


_ADVISES = re.compile(
    r"(?i)\b(?:avoid|(?:stay|keep)\s(?:away|clear|off|out|indoors|inside|at\shome)|shelter|leave|evacuate)\b"
)
_DANGERS = re.compile(
    r"(?i)\b(?:attack|bomb|plot|plan|target|threat|strike|kill|shoot|kidnap|abduct|hostage|terror|extremis|militant|gunm[ae]n|explo|"
    r"blast|violen|danger|armed|stab|poison)"
)
_DESCRIBES = re.compile(r"(?i),\s(?:which|who|whose|where|shut|\w+ed)\s[^,;]+,")
_MORE = re.compile(r"(?i),\s(?:which|that|possibly|perhaps|probably|likely|most)\s[^.;]+")
_UNTIL = re.compile(r"(?i)\b(?:until|till|through|up\sto)\s(?:(?:the|at\sleast|early|late|end\sof)\s){0,3}$")


def is_advice(statement: Statement) -> bool:
    """Whether a warning only says what to do ("avoid markets until Monday"), and of no danger what it is."""
    said = " ".join(span.quote for span in statement.content)
    return statement.kind is Kind.WARNING and _ADVISES.search(said) is not None and _DANGERS.search(said) is None


def is_end(mention: Mention, statements: Iterable[Statement]) -> bool:
    """Whether a time is only that until which something is advised or holds: nothing is feared of that day itself."""
    holding = [s for s in statements if mention in s.roles.time]
    before = [s.passage.quote[: max(0, mention.span.start - s.passage.start)] for s in holding]
    return all(s.kind is Kind.WARNING for s in holding) and all(map(_UNTIL.search, before))


def unsettled(mentions: Iterable[tuple[str, Mention]], *, kind: type) -> dict[str, tuple[str, ...]]:
    """The words of mentions that resolve to nothing of that kind, and the statements (by id) that hold them.

    That we could not settle which place or day is meant is no reason to say that none was named.
    """
    found: dict[str, list[str]] = {}
    for statement, mention in mentions:
        if not isinstance(mention.resolved, kind):
            found.setdefault(mention.span.quote, []).append(statement)
    return {quote: tuple(dict.fromkeys(ids)) for quote, ids in found.items()}


def near(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    """The words, outside of any time that was read, that say how near it is: "imminent", "the next 48 hours".

    Words with a "not" just before them are left out; what they deny is nobody's to guess.
    """
    found: dict[str, list[str]] = {}
    for statement in statements:
        for match in _nearness(statement):
            found.setdefault(" ".join(match[0].split()), []).append(statement.id)
    return {quote: tuple(dict.fromkeys(ids)) for quote, ids in found.items()}


def _nearness(statement: Statement) -> Iterator[re.Match[str]]:
    passage = statement.passage
    read = [(m.span.start - passage.start, m.span.end - passage.start) for m in statement.roles.time]
    for match in _NEAR.finditer(passage.quote):
        inside = any(match.start() < end and start < match.end() for start, end in read)
        if not inside and not _NOT.search(_ASIDE.sub(",", passage.quote[: match.start()])):
            yield match


def expires(statements: Sequence[Statement], *, at: datetime) -> datetime:
    """When a notice that rests on these ends: with the last time stated, and within a week; else after a day.

    A day ends when it has ended everywhere on Earth (12:00 UTC on the next). "The next three days" are counted from
    now, since nothing says on which day they were said first: a notice may hold too long, and none ends too soon.
    """
    ends = [_end(m.resolved) for m in times(statements, at=at) if isinstance(m.resolved, When)]
    ends += [at + max(HOLDS, min(lasts, LONGEST)) for s in statements if (lasts := _lasts(s))]
    end = min(max(ends), at + LONGEST) if ends else at + HOLDS
    return max(end, at + timedelta(hours=1)).astimezone(at.tzinfo)


def _lasts(statement: Statement) -> timedelta | None:
    """How long what a statement tells lasts from now ("in the next three days") where its own words say how many.

    What else its passage says to last is not the danger: "schools close for the next seven days".
    """
    opens, said = statement.passage.start, statement.passage.quote
    told = [(c.start - opens, _on(said, c.end - opens)) for c in statement.content]
    own = [
        m for m in _nearness(statement)
        if any(a <= m.start() and m.end() <= b and not _is_of_another(said[a:b], m.start() - a) for a, b in told)
    ]  # fmt: skip
    return max((lasts for m in own if (lasts := _counted(" ".join(m[0].split())))), default=None)


def _on(said: str, end: int) -> int:
    """Where what is told ends, with what says more of it behind a comma: "of attacks, which may come within hours"."""
    more = _MORE.match(said, end)
    return more.end() if more else end


def _is_of_another(said: str, at: int) -> bool:
    """Whether a place in what is said is in words that describe whoever speaks, before any danger is named."""
    aside = next((m for m in _DESCRIBES.finditer(said) if m.start() < at < m.end()), None)
    return aside is not None and _DANGERS.search(said, 0, aside.end()) is None


def _counted(words: str) -> timedelta | None:
    found = _PERIOD.search(words)
    if found is None:
        return None
    count = _NUMBERS.get(found["count"].lower()) or (int(found["count"][:4]) if found["count"].isdigit() else 0)
    return _UNITS[found["unit"].lower()] * min(count, _MOST) if count else None


def _is_coming(when: When, *, spoken: bool, at: datetime) -> bool:
    if isinstance(when.end, datetime):
        return when.end > at and not (spoken and when.start <= at)
    if when.last_day == at.date():
        return not spoken or _is_foretold(when)
    return when.last_day > at.date()


def _is_foretold(when: When) -> bool:
    """Whether a day came after that from which it was told ("dateline 2024-03-06"): nobody spoke on it by then."""
    told = _TOLD_FROM.search(when.anchor)
    return told is not None and date.fromisoformat(told[0]) < when.first_day


def _end(when: When) -> datetime:
    if isinstance(when.end, datetime):
        return when.end
    if when.end >= date.max - timedelta(days=2):
        return datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
    return datetime.combine(when.end + timedelta(days=1), time(12), tzinfo=UTC)

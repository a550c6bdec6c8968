"""What one statement tells of the event it is about, read off once and then compared."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.linking import words
from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Kind,
    Mention,
    MentionKind,
    Span,
    Stage,
    Statement,
    TimePrecision,
    When,
    Where,
)

EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING})
"""Kinds that tell of an event themselves; compared with one another, each with each."""

SPEECH = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION, Kind.TOLL, Kind.RESPONSE,
                    Kind.ASSESSMENT, Kind.UNKNOWN, Kind.MOTIVE})  # fmt: skip
"""Kinds that are about an event told elsewhere; each is put to the one event that fits best."""

AHEAD = frozenset({Kind.PLOT, Kind.THREAT, Kind.WARNING})
_SPOKEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION, Kind.WARNING, Kind.RESPONSE,
                     Kind.ASSESSMENT, Kind.UNKNOWN, Kind.MOTIVE, Kind.THREAT})  # fmt: skip
_SPEAKS_OF_PAST = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION, Kind.RESPONSE})
"""Where only a month or a year is given ("the January attack claimed by it"), it is the event's as well."""

_REMEMBERED = 20_000
_DRAWN: dict[tuple[str, When | None], "Sketch"] = {}

_CONTRAST = re.compile(r"\b(?:as|like|unlike)\s+in\s+(?:the\s+)?$", re.IGNORECASE)
_HAPPENED = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One statement as linking sees it.

    `id` is the statement's, worked out once; `start` is where its content begins. `time` is the event's, `said`
    the day of speaking; `where` holds the places of the event; `towards` the countries of those warned; `doers`
    who did or would do it; `about` what the content says; `known` when somebody came to know of it.
    """

    statement: Statement
    id: str
    start: int
    about: str
    ways: frozenset[str]
    targets: frozenset[str]
    several: bool
    points_back: bool
    time: When | None
    said: When | None
    where: tuple[Where, ...]
    towards: frozenset[str]
    doers: tuple[Actor, ...]
    published: When | None
    known: When | None

    @property
    def happened(self) -> bool:
        """Whether it tells, without a "may", that an event was carried out or tried."""
        s = self.statement
        sure = s.factuality.certainty is not Certainty.POSSIBLE and s.positive
        return sure and (s.stage in _HAPPENED or (s.kind is Kind.ATTACK and s.stage is None))

    @property
    def ahead(self) -> bool:
        """Whether it tells of something that may still come."""
        s = self.statement
        return s.kind in AHEAD and s.stage is not Stage.FOILED

    @property
    def is_event(self) -> bool:
        """Whether it tells of an event itself."""
        return self.statement.kind in EVENTS

    @property
    def is_anchor(self) -> bool:
        """Whether speech can be put to it: an event, or a claim, which tells of one by claiming it."""
        return self.is_event or self.statement.kind is Kind.CLAIM


def sketch(statement: Statement, published: When | None) -> Sketch:
    """The sketch of a statement of a report that was published then; drawn once, as long as both are what they were."""
    known = _DRAWN.get((statement.id, published))
    if known is not None and known.statement is statement:
        return known
    if len(_DRAWN) >= _REMEMBERED:
        _DRAWN.clear()
    drawn = _DRAWN[statement.id, published] = _draw(statement, published)
    return drawn


def _draw(statement: Statement, published: When | None) -> Sketch:
    about = " … ".join(span.quote for span in statement.content)
    thing = " ".join(m.span.quote for m in (*statement.roles.target, *statement.roles.instrument))
    times = [m.resolved for m in statement.roles.time if isinstance(m.resolved, When)]
    spoken = statement.kind in _SPOKEN
    own, said = (None, times[0] if times else None) if spoken else (times[0] if times else None, None)
    if spoken and len(times) > 1:
        own = times[1]
    if statement.kind in _SPEAKS_OF_PAST and said is not None and not is_fine(said):
        own = said
    return Sketch(
        statement=statement, id=statement.id, about=about,
        start=min((span.start for span in statement.content), default=statement.passage.start),
        ways=words.ways(f"{about} {thing}"), targets=words.targets(f"{about} {thing}"),
        several=_are_several(statement, about), points_back=words.points_back(about),
        time=own, said=said, where=_places(statement), towards=_towards(statement), doers=_doers(statement),
        published=published, known=_known(statement),
    )  # fmt: skip


def _known(statement: Statement) -> When | None:
    """When somebody came to know of it, where the text says."""
    held = statement.known.time if statement.known else None
    return held.resolved if held and isinstance(held.resolved, When) else None


def _are_several(statement: Statement, about: str) -> bool:
    """Whether it tells of several events or of none in particular; a warning of "attacks in Moscow" is one warning."""
    return _is_wide(statement) or (statement.kind is not Kind.WARNING and words.is_several(about))


def references(statement: Statement) -> tuple[Span, ...]:
    """The spans elsewhere on which its mentions of things and places rest ("this attack" → "two bombings").

    Actors rest elsewhere too, but who is meant by "the group" does not say which event is meant; nor does a time
    that counts from another ("four years earlier"), but where the reader took it over from that event whole. A place
    that the reader took over points to nothing: it is where the one act nearby was told, and often not of this one.
    """
    over = statement.cue or (statement.content[0] if statement.content else None)
    return tuple(
        m.basis for m in statement.roles.all()
        if m.basis is not None and (
            m.kind is MentionKind.THING
            or (m.kind is MentionKind.PLACE and m.span != over)
            or (m.kind is MentionKind.TIME and m.span == statement.cue)
        )
    )  # fmt: skip


_TELLING = 8


def verbatim(sketch: Sketch) -> str:
    """The words of a statement's sentence, where they are many and name a place, an actor or a figure; else "".

    "No group has claimed the attack" may be said of any; a sentence that names its event is copied, not coined again.
    """
    words = sketch.statement.passage.quote.split()
    names = bool(sketch.where or sketch.doers or sketch.statement.tolls)
    return " ".join(words).casefold() if names and len(words) >= _TELLING else ""


def days_apart(left: When, right: When) -> int:
    """Days between two intervals; 0 where they overlap."""
    gap = max(left.first_day, right.first_day) - min(left.last_day, right.last_day)
    return max(gap.days, 0)


def is_fine(when: When) -> bool:
    """Whether a time is known to the day or finer."""
    return when.precision in {TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.DAY}


def months(when: When | None) -> tuple[tuple[int, int], ...]:
    """The months that an interval touches, at most a year of them."""
    if when is None:
        return ()
    day = date(when.first_day.year, when.first_day.month, 1)
    out: list[tuple[int, int]] = []
    while day <= when.last_day and len(out) <= 12:  # noqa: PLR2004 (a year)
        out.append((day.year, day.month))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(out)


def _places(statement: Statement) -> tuple[Where, ...]:
    mentions = (*statement.roles.place, *statement.roles.target)
    found = [m.resolved for m in mentions if isinstance(m.resolved, Where) and not _is_contrast(m, statement)]
    return tuple(dict.fromkeys(found))


def _is_contrast(mention: Mention, statement: Statement) -> bool:
    """Whether a place is named for comparison only ("as in Russia, it claimed this attack")."""
    passage = statement.passage
    before = passage.quote[: max(mention.span.start - passage.start, 0)]
    return mention.span.within(passage) and bool(_CONTRAST.search(before))


def _towards(statement: Statement) -> frozenset[str]:
    roles = (*statement.roles.recipient, *statement.roles.target, *statement.roles.place)
    out: set[str] = set()
    for mention in roles:
        if _is_contrast(mention, statement):
            continue
        if isinstance(mention.resolved, Actor) and mention.resolved.kind is not ActorKind.GROUP:
            out.update(mention.resolved.home)
        if isinstance(mention.resolved, Where) and mention.resolved.country:
            out.add(mention.resolved.country)
    return frozenset(out)


def _doers(statement: Statement) -> tuple[Actor, ...]:
    if statement.kind in {Kind.WARNING, Kind.DENIAL, Kind.CONFIRMATION, Kind.TOLL, Kind.RESPONSE}:
        mentions: tuple[Mention, ...] = tuple(
            m for m in statement.roles.actor if isinstance(m.resolved, Actor) and m.resolved.kind is ActorKind.GROUP
        )
    else:
        mentions = statement.roles.actor
    if statement.kind is Kind.CLAIM and not mentions and statement.speakers:
        said = statement.speakers[-1].mention
        mentions = (said,) if said else ()
    return tuple(dict.fromkeys(m.resolved for m in mentions if isinstance(m.resolved, Actor)))


def _is_wide(statement: Statement) -> bool:
    """Whether its only places are wider than a country ("plots in Europe")."""
    places = _places(statement)
    return bool(places) and all(p.country is None for p in places)

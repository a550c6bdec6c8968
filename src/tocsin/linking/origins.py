"""Whom statements go back to: the innermost speaker's institution, else the first publisher of the text."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.linking.copies import clusters
from tocsin.model import Actor, ActorKind, Arrival, Kind, Mention, Origin, Report, Source, Statement, identity

Key = tuple[str, str]
_INNERMOST = "the innermost speaker is known by this name only"
_OWN_VOICE = "nobody is named, so the report itself vouches"


@dataclass(frozen=True, slots=True)
class _Back:
    """What a statement goes back to: a key that tells origins apart, a name, and why."""

    key: Key
    name: str
    because: str


def origins(
    statements: Sequence[Statement], *, reports: Mapping[str, Report], arrivals: Sequence[Arrival]
) -> tuple[Origin, ...]:
    """Every statement in exactly one origin; the origins in order of their first statement.

    The organs of one state speak with one voice here: two of its offices do not make two sources.
    """
    known = _actors(statements)
    voices = _publishers(reports, arrivals)
    publishers = {_plain(a.source.name): a.source for a in arrivals}
    echoes = _echoes(statements)
    found: dict[Key, _Back] = {}
    held: dict[Key, dict[str, None]] = defaultdict(dict)
    for statement in statements:
        source = echoes.get(statement.id, statement)
        back = _goes_back(source, known, voices, publishers)
        if source is not statement:
            back = _Back(back.key, back.name, f"an echo: it passes on what {back.name} said")
        found.setdefault(back.key, back)
        held[back.key].setdefault(statement.id)
    return tuple(
        Origin(id=identity("origin", *key), name=back.name, because=back.because, statements=tuple(held[key]))
        for key, back in found.items()
    )


def _goes_back(
    statement: Statement, known: Mapping[str, Actor], voices: Mapping[str, _Back], publishers: Mapping[str, Source]
) -> _Back:
    if not statement.speakers:
        return _own_voice(statement, voices)
    speaker = statement.speakers[-1]
    actor = speaker.mention.resolved if speaker.mention and isinstance(speaker.mention.resolved, Actor) else None
    if actor is not None:
        return _institution(actor, known)
    if speaker.mention and speaker.mention.candidates:
        return _one_of(speaker.mention, known) or _Back(("name", _plain(speaker.name)), speaker.name, _INNERMOST)
    name = _plain(speaker.name)
    if name in publishers:
        return _publisher(publishers[name], "it names this publisher as its source")
    if _is_nobody(speaker.name):
        return _own_voice(statement, voices)
    return _Back(("name", name), speaker.name, _INNERMOST)


def _own_voice(statement: Statement, voices: Mapping[str, _Back]) -> _Back:
    """Where nobody is named, only the report vouches, and all its copies are one."""
    own = _Back(("report", statement.report), f"report {statement.report[:12]}", _OWN_VOICE)
    return voices.get(statement.report, own)


def _institution(actor: Actor, known: Mapping[str, Actor]) -> _Back:
    """A person and an office go back to their institution, an organ of a state to the state, a branch to its movement.

    That is sourcing only: what a branch claims is never booked to its parent.
    """
    top, seen = actor, {actor.id}
    while top.part_of is not None and top.part_of not in seen:
        seen.add(top.part_of)
        kind = ActorKind.STATE if _is_state(top.part_of) else top.kind
        top = known.get(top.part_of, Actor(id=top.part_of, name=top.name, kind=kind))
    if top.kind is ActorKind.STATE:
        because = f"the innermost speaker, {actor.name}, speaks for the state" if top is not actor else ""
        return _Back(("actor", top.id), f"{top.name} officials", because or f"the innermost speaker is of {top.name}")
    return _Back(("actor", top.id), top.name, f"the innermost speaker is {actor.name}")


def _one_of(mention: Mention, known: Mapping[str, Actor]) -> _Back | None:
    """What all candidates go back to alike ("a branch of the Islamic State"); None where they differ."""
    backs = {_institution(c, known).key: _institution(c, known) for c in mention.candidates if isinstance(c, Actor)}
    if len(backs) != 1:
        return None
    (back,) = backs.values()
    return _Back(back.key, back.name, f"“{mention.span.quote}” belongs to {back.name}, whichever it is")


def _is_state(id_: str | None) -> bool:
    return id_ is not None and id_.startswith("country:")


def _publishers(reports: Mapping[str, Report], arrivals: Sequence[Arrival]) -> dict[str, _Back]:
    """What each report's own voice goes back to: the first publisher in its cluster of copies."""
    cluster = clusters(reports)
    size: dict[str, int] = defaultdict(int)
    first: dict[str, Arrival] = {}
    for root in cluster.values():
        size[root] += 1
    for arrival in sorted(arrivals, key=_when):
        if arrival.report in cluster:
            first.setdefault(cluster[arrival.report], arrival)
    out: dict[str, _Back] = {}
    for report, root in cluster.items():
        why = _OWN_VOICE
        if size[root] > 1:
            why = f"the report is one of {size[root]} copies of one text, first published there"
        arrived = first.get(root)
        if arrived is None:
            out[report] = _Back(("report", root), f"report {root[:12]}", why)
        else:
            out[report] = _publisher(arrived.source, why)
    return out


def _publisher(source: Source, why: str) -> _Back:
    return _Back(("publisher", source.family or source.id), source.family or source.name, why)


def _when(arrival: Arrival) -> tuple[str, str, str]:
    """The order of publication, then of receipt."""
    published = arrival.published.first_day.isoformat() if arrival.published else arrival.received.date().isoformat()
    return published, arrival.received.isoformat(), arrival.source.id


def _actors(statements: Sequence[Statement]) -> dict[str, Actor]:
    """All actors that a mention resolves to, by id."""
    out: dict[str, Actor] = {}
    for statement in statements:
        spoken: tuple[Mention, ...] = tuple(s.mention for s in statement.speakers if s.mention)
        for mention in (*spoken, *statement.roles.all()):
            for actor in (mention.resolved, *mention.candidates):
                if isinstance(actor, Actor):
                    out.setdefault(actor.id, actor)
    return out


_ECHO = re.compile(
    r"\b(?:repeat(?:ed|s|ing)?|echo(?:ed|es|ing)?|cit(?:ed|es|ing)|pass(?:ed|es|ing)? on|relay(?:ed|s|ing)?|"
    r"point(?:ed|s|ing)? to|referr?(?:ed|s|ing)? to)\b",
    re.IGNORECASE,
)


def _echoes(statements: Sequence[Statement]) -> dict[str, Statement]:
    """Warnings that only pass on another's, each with the one it passes on.

    A warning echoes where its sentence says so after naming it, and its report tells of a warning that another
    speaker gave; of several, the last told before it, else the next.
    """
    texts: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.kind is Kind.WARNING and s.speakers:
            texts[s.passage.text].append(s)
    out: dict[str, Statement] = {}
    for group in texts.values():
        echoing = {s.id for s in group if _echoing(s)}
        for s in group:
            others = [o for o in group if o.id not in echoing and _voice(o) != _voice(s)]
            if s.id in echoing and others:
                before = [o for o in others if o.passage.start <= s.passage.start]
                out[s.id] = max(before, key=_start) if before else min(others, key=_start)
    return out


def _echoing(statement: Statement) -> bool:
    """Whether the sentence says, after this warning begins, that it repeats or points to another."""
    return bool(_ECHO.search(statement.passage.quote, max(_start(statement) - statement.passage.start, 0)))


def _start(statement: Statement) -> int:
    spoken = (s.mention.span.start for s in statement.speakers if s.mention)
    return min((*spoken, *(span.start for span in statement.content)), default=statement.passage.start)


def _voice(statement: Statement) -> str:
    speaker = statement.speakers[-1]
    resolved = speaker.mention.resolved if speaker.mention else None
    return resolved.id if isinstance(resolved, Actor) else _plain(speaker.name)


_UNNAMED = re.compile(
    r"^(?:(?:a|an|the|two|three|four|five|several|some|many|other|senior|local|security|intelligence|government|police|military|"
    r"western|unnamed|anonymous|one|both|his|her|their)\s+)*(?:officials?|sources?|witness(?:es)?|people|residents?|"
    r"persons?|analysts?|experts?|he|she|they|it|man|woman|diplomats?|authorities|police|reports?|media|soldiers?|officers?)\b",
    re.IGNORECASE,
)


def _is_nobody(name: str) -> bool:
    return bool(_UNNAMED.match(name.strip()))


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.casefold().split()))

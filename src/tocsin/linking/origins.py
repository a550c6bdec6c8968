"""Whom statements go back to: the innermost speaker's institution, else the first publisher of the text."""

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tocsin.linking.copies import Copies
from tocsin.linking.echoes import echoes_among, may_echo, plain, repeats
from tocsin.model import Actor, ActorKind, Arrival, Mention, Origin, Report, Source, Statement, identity

Key = tuple[str, str]
Known = Callable[[str], Actor | None]
"""Gives the actor of an id, where one is known."""
_INNERMOST = "the innermost speaker is known by this name only"
_OWN_VOICE = "nobody is named, so the report itself vouches"


@dataclass(frozen=True, slots=True)
class _Back:
    """What a statement goes back to: a key that tells origins apart, a name, and why."""

    key: Key
    name: str
    because: str


NONE_BESIDES: Mapping[str, Actor] = MappingProxyType({})
"""No institutions but those that somebody mentions."""


def origins(
    statements: Sequence[Statement], *, reports: Mapping[str, Report], arrivals: Sequence[Arrival],
    institutions: Mapping[str, Actor] = NONE_BESIDES,
) -> tuple[Origin, ...]:  # fmt: skip
    """Every statement in exactly one origin; the origins in order of their first statement.

    The organs of one state speak with one voice here: two of its offices do not make two sources. `institutions`
    gives the actor of an id that nobody mentions: a spokesman's council, of whichever state it is.
    """
    whence = Whence(institutions=institutions)
    for report in sorted(reports):
        whence.report(report, reports[report].text)
    for arrival in arrivals:
        whence.arrive(arrival)
    for rank, statement in enumerate(statements):
        whence.put(statement, rank)
    whence.settle()
    return whence.origins(s.id for s in statements)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a statement stands among those of its origin."""

    rank: int
    back: _Back
    report: str
    silent: bool


@dataclass(slots=True)
class Whence:
    """Whom each statement goes back to, while statements, reports and arrivals come and go.

    What an answer was asked of (an actor, a publisher's name, a report's voice, the warnings of a text) is noted with
    it, and when one of these changes, it is worked out anew by `settle`, and nothing else.
    """

    institutions: Mapping[str, Actor] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)
    _said: dict[str, tuple[int, Statement]] = field(default_factory=dict)
    _placed: dict[str, _Placed] = field(default_factory=dict)
    _members: dict[Key, list[tuple[int, str]]] = field(default_factory=dict)
    _silent: Counter[Key] = field(default_factory=Counter)
    _known: dict[str, Actor] = field(default_factory=dict)
    _mentioned: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _warned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _came: dict[str, list[tuple[tuple[str, str, str], int, Arrival]]] = field(default_factory=lambda: defaultdict(list))
    _arrivals: int = 0
    _publishers: dict[str, Source] = field(default_factory=dict)
    _voices: dict[str, _Back] = field(default_factory=dict)
    _heeds: dict[str, frozenset[Key]] = field(default_factory=dict)
    _heeded: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    _stale: set[str] = field(default_factory=set)

    def put(self, statement: Statement, rank: int) -> None:
        """A statement stands; `rank` is its place in the order of recording."""
        name = statement.id
        self.drop(name)
        self._said[name] = rank, statement
        for actor in _actors((statement,)):
            insort(self._mentioned.setdefault(actor, []), (rank, name))
            self._meet(actor)
        if may_echo(statement):
            self._warned[statement.passage.text].add(name)
            self._stir(("text", statement.passage.text))
        self._stale.add(name)

    def drop(self, name: str) -> None:
        """A statement stands no longer."""
        if name not in self._said:
            return
        rank, statement = self._said.pop(name)
        for actor in _actors((statement,)):
            _take_out(self._mentioned[actor], (rank, name))
            self._meet(actor)
        if may_echo(statement):
            self._warned[statement.passage.text].discard(name)
            self._stir(("text", statement.passage.text))
        self._stale.add(name)

    def report(self, report: str, text: str) -> None:
        """One more report is there."""
        self._hear(self.copies.add(report, text))

    def arrive(self, arrival: Arrival) -> None:
        """One more arrival, after all others."""
        self._came[arrival.report].append((_when(arrival), self._arrivals, arrival))
        self._arrivals += 1
        name = plain(arrival.source.name)
        if self._publishers.get(name) != arrival.source:
            self._publishers[name] = arrival.source
            self._stir(("publisher", name))
        if arrival.report in self.copies.root:
            self._hear(self.copies.among(arrival.report))

    def settle(self) -> tuple[frozenset[str], frozenset[str]]:
        """Work out anew what may have changed: the reports of what goes back to another now, and statements.

        Those are what goes back to somebody who is called otherwise now, or spoke in their own voice for the first or
        the last time.
        """
        before: dict[Key, tuple[str, bool] | None] = {}
        reports: set[str] = set()
        echoes: dict[str, dict[str, Statement]] = {}
        for name in self._stale:
            old = self._placed.get(name)
            if old is not None:
                before.setdefault(old.back.key, self._heard(old.back.key))
                del self._placed[name]
                _take_out(self._members[old.back.key], (old.rank, name))
                self._silent[old.back.key] -= old.silent
            new = self._place(name, echoes) if name in self._said else None
            self._heed(name, frozenset() if new is None else new[1])
            if new is not None:
                key = new[0].back.key
                before.setdefault(key, self._heard(key))
                self._placed[name] = new[0]
                insort(self._members.setdefault(key, []), (new[0].rank, name))
                self._silent[key] += new[0].silent
            if old is None or new is None or old.back.key != new[0].back.key:
                reports.update(each.report for each in (old, new and new[0]) if each)
        self._stale.clear()
        called = (key for key, was in before.items() if self._heard(key) != was)
        return frozenset(reports), frozenset(name for key in called for _, name in self._members[key])

    def origins(self, names: Iterable[str]) -> tuple[Origin, ...]:
        """The origins of these statements, each with those of them that go back to it."""
        held: dict[Key, dict[str, None]] = {}
        for name in names:
            held.setdefault(self._placed[name].back.key, {})[name] = None
        found = ((key, self._first(key), statements) for key, statements in held.items())
        return tuple(
            Origin(id=identity("origin", *key), name=back.name, because=back.because, statements=tuple(statements))
            for key, back, statements in found
        )

    def own_voices(self, names: Iterable[str]) -> frozenset[str]:
        """Of the origins of these statements, those that speak in their own voice anywhere."""
        keys = {self._placed[name].back.key for name in names}
        return frozenset(identity("origin", *key) for key in keys if self._silent[key])

    def _place(self, name: str, echoes: dict[str, dict[str, Statement]]) -> tuple[_Placed, frozenset[Key]]:
        """Where a statement that stands belongs, and of what that was asked."""
        rank, statement = self._said[name]
        asked: set[Key] = set()
        source = statement
        if may_echo(statement):
            text = statement.passage.text
            asked.add(("text", text))
            if text not in echoes:
                echoes[text] = echoes_among(
                    [s for _, s in sorted((self._said[n] for n in self._warned[text]), key=_rank)]
                )
            source = echoes[text].get(name, statement)
        noted = _noting("actor", self._known, asked)
        back = _goes_back(
            source, lambda id_: noted(id_) or self.institutions.get(id_), _noting("voice", self._voices, asked),
            _noting("publisher", self._publishers, asked),
        )  # fmt: skip
        if source is not statement:
            how = "an echo: it passes on" if repeats(statement) else "it tells of a warning: counted with"
            back = _Back(back.key, back.name, f"{how} what {back.name} said")
        return _Placed(rank, back, statement.report, not statement.speakers), frozenset(asked)

    def _first(self, key: Key) -> _Back:
        return self._placed[self._members[key][0][1]].back

    def _heard(self, key: Key) -> tuple[str, bool] | None:
        """What an origin is called, and whether it speaks in its own voice; None where nothing goes back to it."""
        return (self._first(key).name, self._silent[key] > 0) if self._members.get(key) else None

    def _heed(self, name: str, asked: frozenset[Key]) -> None:
        was = self._heeds.pop(name, frozenset())
        for key in was - asked:
            self._heeded[key].discard(name)
        for key in asked - was:
            self._heeded[key].add(name)
        if asked:
            self._heeds[name] = asked

    def _stir(self, key: Key) -> None:
        self._stale |= self._heeded.get(key, set())

    def _meet(self, actor: str) -> None:
        """Know an actor as the first statement that stands has it."""
        mentioned = self._mentioned[actor]
        known = _actors((self._said[mentioned[0][1]][1],))[actor] if mentioned else None
        if known != self._known.get(actor):
            self._stir(("actor", actor))
        if known is None:
            self._known.pop(actor, None)
        else:
            self._known[actor] = known

    def _hear(self, cluster: Iterable[str]) -> None:
        """Whose voice each of these reports is, now that a copy or an arrival came."""
        for report in cluster:
            copies = self.copies.among(report)
            root, why = self.copies.root[report], _OWN_VOICE
            if len(copies) > 1:
                why = f"the report is one of {len(copies)} copies of one text, first published there"
            came = min((each for one in copies for each in self._came.get(one, ())), default=None, key=_order)
            own = _Back(("report", root), f"report {root[:12]}", why)
            voice = own if came is None else _publisher(came[2].source, why)
            if self._voices.get(report) != voice:
                self._voices[report] = voice
                self._stir(("voice", report))


def _noting(what: str, held: Mapping[str, Any], asked: set[Key]) -> Callable[[str], Any]:
    """Gives what is held under a name, None where nothing is, and notes that it was asked for."""

    def look(name: str) -> Any:
        asked.add((what, name))
        return held.get(name)

    return look


def _take_out(ranked: list[tuple[int, str]], one: tuple[int, str]) -> None:
    del ranked[bisect_left(ranked, one)]


def _rank(placed: tuple[int, Statement]) -> int:
    return placed[0]


def _order(came: tuple[tuple[str, str, str], int, Arrival]) -> tuple[tuple[str, str, str], int]:
    return came[:2]


def _goes_back(
    statement: Statement, known: Known, voices: Callable[[str], _Back | None],
    publishers: Callable[[str], Source | None],
) -> _Back:  # fmt: skip
    if not statement.speakers:
        return _own_voice(statement, voices)
    named = (s for s in reversed(statement.speakers) if not _is_nobody(s.name) or (s.mention and s.mention.resolved))
    speaker = next(named, statement.speakers[-1])
    actor = speaker.mention.resolved if speaker.mention and isinstance(speaker.mention.resolved, Actor) else None
    if actor is not None:
        return _institution(actor, known)
    if speaker.mention and speaker.mention.candidates:
        return _one_of(speaker.mention, known) or _Back(("name", plain(speaker.name)), speaker.name, _INNERMOST)
    name = plain(speaker.name)
    publisher = publishers(name)
    if publisher is not None:
        return _publisher(publisher, "it names this publisher as its source")
    if _is_nobody(speaker.name):
        return _own_voice(statement, voices)
    return _Back(("name", name), speaker.name, _INNERMOST)


def _own_voice(statement: Statement, voices: Callable[[str], _Back | None]) -> _Back:
    """Where nobody is named, only the report vouches, and all its copies are one."""
    own = _Back(("report", statement.report), f"report {statement.report[:12]}", _OWN_VOICE)
    return voices(statement.report) or own


def _institution(actor: Actor, known: Known) -> _Back:
    """A person and an office go back to their institution, an organ of a state to the state, a branch to its movement.

    That is sourcing only: what a branch claims is never booked to its parent.
    """
    top, seen = actor, {actor.id}
    while top.part_of is not None and top.part_of not in seen:
        seen.add(top.part_of)
        kind = ActorKind.STATE if _is_state(top.part_of) else top.kind
        top = known(top.part_of) or Actor(id=top.part_of, name=top.name, kind=kind)
    if top.kind is ActorKind.STATE:
        because = f"the innermost speaker, {actor.name}, speaks for the state" if top is not actor else ""
        return _Back(("actor", top.id), f"{top.name} officials", because or f"the innermost speaker is of {top.name}")
    return _Back(("actor", top.id), top.name, f"the innermost speaker is {actor.name}")


def _one_of(mention: Mention, known: Known) -> _Back | None:
    """What all candidates go back to alike ("a branch of the Islamic State"); None where they differ."""
    backs = {_institution(c, known).key: _institution(c, known) for c in mention.candidates if isinstance(c, Actor)}
    if len(backs) != 1:
        return None
    (back,) = backs.values()
    return _Back(back.key, back.name, f"“{mention.span.quote}” belongs to {back.name}, whichever it is")


def _is_state(id_: str | None) -> bool:
    return id_ is not None and id_.startswith("country:")


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


_UNNAMED = re.compile(
    r"^(?:(?:a|an|the|two|three|four|five|several|some|many|other|senior|local|security|intelligence|government|police|military|"
    r"western|unnamed|anonymous|one|both|his|her|their)\s+)*(?:officials?|sources?|witness(?:es)?|people|residents?|"
    r"persons?|analysts?|experts?|he|him|her|she|they|them|it|man|woman|diplomats?|authorities|police|reports?|media|soldiers?|officers?"
    r"|(?:its|his|her|their|we|our|you|i|who|which|that)$)\b",
    re.IGNORECASE,
)


def _is_nobody(name: str) -> bool:
    return bool(_UNNAMED.match(name.strip()))

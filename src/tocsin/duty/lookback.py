"""Accounts after the fact: what a report that looks back tells of warnings before an attack that has happened.

"Staff at the hall had been told of a risk" is no news of a danger where the same report speaks of what was known before
the attack there. In doubt it is one: whatever speaks of anything still to come, of now, or of elsewhere, stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tocsin.duty import wording
from tocsin.duty.exposure import tells
from tocsin.model import Actor, Certainty, Kind, PlacePrecision, Stage, Statement, When, Where

_TOLD = (
    r"(?:told|warned|informed|notified|alerted|advised|briefed|cautioned|received|given|passed|handed|shared|sent|issued"
    r"|provided|supplied|heard|known|learn(?:ed|t)|feared|obtained|conveyed|relayed)"
)
_HAD = re.compile(
    rf"(?i)\bhad\s(?:(?:also|already|earlier|previously|once|long|[a-z]+ly)\s){{0,2}}(?:been\s)?{_TOLD}\b"
)
_DEED = r"(?:attack|assault|bombing|shooting|massacre|blast|explosion|stabbing|siege|raid|killings?|strike)"
_BEFORE = re.compile(
    rf"(?i)\b(?:before|ahead\sof|prior\sto|(?:hours|days|weeks|months)\sbefore)\s"
    rf"(?:the|that|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'|’)s)\s(?:[\w-]+\s){{0,2}}?{_DEED}\b"
)
_SOMEWHERE = re.compile(
    r"(?i)\b(?:at|in|near|outside|inside|around|on)\s(?:an?|the|its|their|his|her)\s(?P<what>[\w-]+)"
)
_Place = tuple[str, str | None]
_SPEAKS_OF_IT = frozenset({Kind.WARNING, Kind.DENIAL, Kind.CONFIRMATION, Kind.UNKNOWN, Kind.ASSESSMENT, Kind.DUTY})
_FINE = frozenset({PlacePrecision.POINT, PlacePrecision.VENUE})
_FEARS = frozenset({Kind.WARNING, Kind.THREAT, Kind.PLOT})


def looking_back(statements: Iterable[Statement]) -> frozenset[str]:
    """The warnings, by id, that are told of after the fact alone, or of which it is open whether they were given.

    The latter tell nothing: "has not confirmed that it was warned". Of the former:

    Their report speaks of what was known "before the attack", and that attack is told flatly to have happened: in the
    same report, or in any at the same place. They themselves are told as past ("had been told", "before the attack"),
    of no other place and no later day, and neither they nor anything else in their report speaks of what may yet come.
    """
    every = tuple(statements)
    bare = frozenset(s.id for s in every if _is_left_open(s))
    back = {s.report for s in every if _speaks_of_before(s)}
    if not back:
        return bare
    reports: dict[str, list[Statement]] = defaultdict(list)
    for each in every:
        if each.report in back:
            reports[each.report].append(each)
    deeds = [s for s in every if _is_deed(s)]
    return bare | {s.id for told in reports.values() for s in _of_report(told, deeds)}


def speak_of_before(statements: Iterable[Statement]) -> bool:
    """Whether any speaks of what was known before an attack: else no deed that others tell of makes one look back."""
    return any(map(_speaks_of_before, statements))


def _speaks_of_before(statement: Statement) -> bool:
    return statement.kind in _SPEAKS_OF_IT and bool(_BEFORE.search(statement.passage.quote))


@dataclass(slots=True)
class LookingBack:
    """Which statements look back, while statements come and go.

    A report that speaks of what was known before an attack heeds the deeds at the places that it names of it.
    """

    _said: dict[str, Statement] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _deeds: dict[_Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    _heeding: dict[_Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _stale: set[str] = field(default_factory=set)

    def put(self, statement: Statement) -> None:
        """A statement stands."""
        self.drop(statement.id)
        self._said[statement.id] = statement
        self._told[statement.report].add(statement.id)
        self._count(statement, 1)

    def drop(self, name: str) -> None:
        """A statement stands no longer."""
        statement = self._said.pop(name, None)
        if statement is not None:
            self._told[statement.report].discard(name)
            self._count(statement, -1)

    def settle(self) -> frozenset[str]:
        """The reports for which a deed came or went at a place of which they look back."""
        found, self._stale = frozenset(self._stale), set()
        return found

    def among(self, reports: Iterable[str]) -> frozenset[str]:
        """Which statements of these reports look back (`looking_back`)."""
        told = {name: self._said[name] for report in set(reports) for name in self._told[report]}
        there = {place for s in told.values() if _BEFORE.search(s.passage.quote) for place in _places(s)}
        deeds = {name: self._said[name] for place in there for name in self._deeds.get(place, ())}
        return looking_back({**told, **deeds}.values())

    def _count(self, statement: Statement, one: int) -> None:
        for place in set(_places(statement)):
            if _BEFORE.search(statement.passage.quote):
                self._heeding[place][statement.report] += one
            if _is_deed(statement):
                (self._deeds[place].add if one > 0 else self._deeds[place].discard)(statement.id)
                self._stale.update(report for report, times in self._heeding[place].items() if times)


def _is_left_open(statement: Statement) -> bool:
    open_ = statement.kind is Kind.WARNING and statement.factuality.certainty is Certainty.UNKNOWN
    return open_ and not tells(statement) and not any(m.span != statement.cue for m in statement.roles.place)


def _of_report(told: Sequence[Statement], deeds: Sequence[Statement]) -> Iterable[Statement]:
    there = {place for s in told if _BEFORE.search(s.passage.quote) for place in _places(s)}
    done = [d for d in deeds if d.report == told[0].report or there & set(_places(d))]
    if not done or any(s.kind in _FEARS and wording.forward(s.passage.quote) for s in told):
        return
    last = max((day for d in done for day in _days(d)), default=None)
    of_it = there | {place for d in done for place in _places(d)}
    for s in told:
        if not _is_told_as_past(s) or not set(_places(s)) <= of_it or _is_elsewhere(s, of_it):
            continue
        if _is_of_others(s, of_it):
            continue
        if any(last is None or day > last for day in _days(s)):
            continue
        yield s


def _is_told_as_past(statement: Statement) -> bool:
    if statement.kind is not Kind.WARNING or statement.stage or not statement.positive:
        return False
    said = " ".join(span.quote for span in statement.content)
    return bool(_HAD.search(said) or _BEFORE.search(statement.passage.quote))


def _is_elsewhere(statement: Statement, of_it: Iterable[tuple[str, str | None]]) -> bool:
    """Whether its own words name some place by a word that no name of these has: "staff at the station"."""
    known = {word for name, _ in of_it for word in wording.words(name)}
    said = " ".join(span.quote for span in statement.content)
    return any(not known & set(wording.words(found["what"])) for found in _SOMEWHERE.finditer(said))


def _is_of_others(statement: Statement, of_it: Iterable[tuple[str, str | None]]) -> bool:
    """Whether somebody was told who may stand elsewhere ("schools"), or a whole town is named as its place."""
    known = {word for name, _ in of_it for word in wording.words(name)}
    for mention in statement.roles.recipient:
        said = set(wording.words(mention.span.quote))
        if not (isinstance(mention.resolved, Actor) or said & known or wording.are_there(mention.span.quote)):
            return True
    named = (m for m in (*statement.roles.place, *statement.roles.target) if m.span.within(statement.passage))
    wide = (m for m in named if m.span != statement.cue and isinstance(m.resolved, Where))
    return any(m.resolved.precision not in _FINE for m in wide if isinstance(m.resolved, Where))


def _is_deed(statement: Statement) -> bool:
    flat = statement.positive and statement.factuality.certainty is Certainty.CERTAIN and not statement.suggestion
    return statement.kind is Kind.ATTACK and statement.stage is Stage.ACCOMPLISHED and flat


def _places(statement: Statement) -> Iterable[tuple[str, str | None]]:
    """The places that it names or was given, by name and country."""
    mentions = (*statement.roles.place, *statement.roles.target)
    return [(m.resolved.name, m.resolved.country) for m in mentions if isinstance(m.resolved, Where)]


def _days(statement: Statement) -> Iterable[date]:
    return [m.resolved.last_day for m in statement.roles.time if isinstance(m.resolved, When)]

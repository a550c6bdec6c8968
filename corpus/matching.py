"""What was read against what is annotated: pairs of one kind whose contents overlap, and what the pairs agree on.

Two statements fit when they are of one kind and share at least half of the shorter content, in characters. Each is
paired once. There are as many pairs as can be; of those that fit, the more alike are tried first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import Marked, Written, days, place
from tocsin.model import Actor, ActorKind, Mention, Reading, Speaker, Statement, When, Where
from tocsin.reading import gazetteer
from tocsin.reading.lexicon import institutions

HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A statement as annotated, and as read."""

    wanted: Marked
    found: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One report's pairs, what was missed, and what was read that is not marked."""

    written: Written
    pairs: tuple[Pair, ...]
    missed: tuple[Marked, ...]
    false: tuple[Statement, ...]


def compare(written: Written, reading: Reading) -> Outcome:
    """Pair what was read with what is annotated.

    Suggestions are not counted: nothing is decided on them. The headline is not annotated, so what is read in
    the first line and fits nothing is not counted as false.
    """
    read = [s for s in reading.statements if not s.suggestion]
    matched = _pair(written.statements, read)
    taken = {id(s) for s in matched.values()}
    return Outcome(
        written=written,
        pairs=tuple(Pair(wanted=written.statements[n], found=matched[n]) for n in sorted(matched)),
        missed=tuple(w for n, w in enumerate(written.statements) if n not in matched),
        false=tuple(s for s in read if id(s) not in taken and s.passage.start >= written.headline),
    )


def shared(wanted: Marked, found: Statement) -> tuple[float, float]:
    """How much of the shorter content two statements share, and how much of both together: 0 to 1."""
    first = set(range(*wanted.content))
    second = {at for span in found.content for at in range(span.start, span.end)}
    both = len(first & second)
    return both / min(len(first), len(second)), both / len(first | second)


def _pair(wanted: Sequence[Marked], found: Sequence[Statement]) -> dict[int, Statement]:
    """As many pairs as can be: a pair gives way where both can be paired otherwise (Kuhn 1955)."""
    fits = [_fitting(one, found) for one in wanted]
    held: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for n in fits[one]:
            if n not in seen:
                seen.add(n)
                if n not in held or place(held[n], seen):
                    held[n] = one
                    return True
        return False

    for n in range(len(wanted)):
        place(n, set())
    return {one: found[n] for n, one in held.items()}


def _fitting(wanted: Marked, found: Sequence[Statement]) -> list[int]:
    """Which of those read fit one: those with its figures and its speakers first, then those with most in common."""
    good = [n for n, f in enumerate(found) if fits(wanted, f)]
    return sorted(good, key=lambda n: closeness(wanted, found[n]), reverse=True)


def fits(wanted: Marked, found: Statement) -> bool:
    """Whether both are of one kind and share at least half of the shorter content."""
    return found.kind == wanted.kind and shared(wanted, found)[0] >= HALF


def closeness(wanted: Marked, found: Statement) -> tuple[int, float]:
    """How close two are that fit: those with the same figures and speakers first, then those with most in common."""
    return -_apart(wanted.row, found), shared(wanted, found)[1]


def _apart(row: "Row", found: Statement) -> int:
    """In how many ways two statements differ, of figures, whom they count, and speakers."""
    same_count = "tolls" not in row or _same_count(row, found)
    return 2 * (not _same_figures(row, found)) + (not same_count) + (not _same_speakers(row, found))


# ---- what a pair agrees on

Row = dict[str, Any]
Test = Callable[[Row, Statement], bool]

_KEPT_IN = {"figures": "tolls", "counted": "tolls", "actor": "actors", "outermost": "speakers"}
"""The key of the annotation that holds a field, where it is named otherwise."""


def agreements(pair: Pair) -> dict[str, bool]:
    """For each field that the annotation holds, whether what was read says the same."""
    row = pair.wanted.row
    found = {name: same(row, pair.found) for name, same in _FIELDS.items() if _KEPT_IN.get(name, name) in row}
    return found | {
        f"role {role}": _same_role(role, row, pair.found) for role in _ROLES if role in row.get("roles", {})
    }


def said(pair: Pair, field: str) -> tuple[object, object]:
    """What the annotation and the reading say of a field, to be shown."""
    row, found = pair.wanted.row, pair.found
    if field.startswith("role "):
        role = field.removeprefix("role ")
        return row["roles"][role], _quotes(found, role)
    read: dict[str, object] = {
        "cue": found.cue and found.cue.quote, "stage": found.stage or "", "channel": found.channel or "",
        "polarity": found.factuality.polarity.value, "certainty": found.factuality.certainty.value,
        "speakers": [s.name for s in found.speakers], "outermost": [s.name for s in found.speakers[:1]],
        "figures": _figures_read(found), "counted": sorted(t.who.value for t in found.tolls),
        "time": [f"{w.first_day} to {w.last_day}" for w in _times(found)],
        "place": [f"{p.name}, {p.country}" for p in _places(found)],
        "actor": sorted(actors_of(found)),
    }  # fmt: skip
    return row[_KEPT_IN.get(field, field)], read[field]


def _same_speakers(row: Row, found: Statement) -> bool:
    """Whether the chain is as long and each is called by the same words, the one name within the other."""
    chain = row["speakers"]
    return len(chain) == len(found.speakers) and all(map(_same_name, chain, found.speakers))


def same_outermost(row: Row, found: Statement) -> bool:
    """Whether the outermost speaker is the same, or both have none."""
    if not row["speakers"] or not found.speakers:
        return not row["speakers"] and not found.speakers
    return _same_name(row["speakers"][0], found.speakers[0])


def _same_name(name: str, speaker: Speaker) -> bool:
    spelled = [speaker.name, f"{speaker.role} {speaker.name}"]
    if speaker.mention:
        spelled += [m.quote for m in (speaker.mention.span, speaker.mention.basis) if m]
    return any(_words(name) <= _words(other) or _words(other) <= _words(name) for other in spelled)


def _words(name: str) -> set[str]:
    found = set(re.findall(r"[\w-]+", name.casefold()))
    return found - {"the", "a", "an", "of", "s"} or found


Figure = tuple[str, str]


def _figures(row: Row) -> list[Figure]:
    """Each figure of an annotation: the effect, and low, best and high, "-" where not given."""
    return sorted((t["effect"], _bounds(t.get("low"), t.get("best"), t.get("high"))) for t in row.get("tolls", ()))


def _figures_read(found: Statement) -> list[Figure]:
    return sorted((t.effect.value, _bounds(t.low or None, t.best, t.high)) for t in found.tolls)


def _bounds(low: int | None, best: int | None, high: int | None) -> str:
    """A figure's bounds, spelled; a low of nothing is not given."""
    return "/".join("-" if n is None else str(n) for n in (low or None, best, high))


def _same_figures(row: Row, found: Statement) -> bool:
    return _figures(row) == _figures_read(found)


def _same_count(row: Row, found: Statement) -> bool:
    return sorted(t["who"] for t in row["tolls"]) == sorted(t.who for t in found.tolls)


def _times(found: Statement) -> list[When]:
    return [m.resolved for m in found.roles.time if isinstance(m.resolved, When)]


def _places(found: Statement) -> list[Where]:
    return [m.resolved for m in found.roles.place if isinstance(m.resolved, Where)]


def _quotes(found: Statement, role: str) -> list[str]:
    mentions: tuple[Mention, ...] = getattr(found.roles, role)
    return [m.span.quote for m in mentions]


def actors_of(found: Statement) -> set[str]:
    """The ids of all whom a statement names: those who take part, who speak, and the two ends of a tie.

    With a body or a person comes whatever it is of: the guidelines mark a ministry, a service, a minister as its state,
    and the organ of a group as the group. A branch of a group is never its parent.
    """
    ends = (found.relation.left, found.relation.right) if found.relation else ()
    mentions = (*found.roles.all(), *ends, *(s.mention for s in found.speakers if s.mention))
    return {each for m in mentions if isinstance(m.resolved, Actor) for each in _with_owner(m.resolved)}


def _with_owner(actor: Actor) -> list[str]:
    """The id of an actor, and of whatever a body or a person is part of, up to a state or a group."""
    ids, owner = [actor.id], actor.part_of if actor.kind in {ActorKind.INSTITUTION, ActorKind.PERSON} else None
    while owner and owner not in ids:
        ids.append(owner)
        body = institutions().get(owner)
        owner = body.part_of if body else None
    return ids


def _same_time(row: Row, found: Statement) -> bool:
    wanted = days(row["time"])
    return any((w.first_day, w.last_day) == wanted for w in _times(found))


def _same_place(row: Row, found: Statement) -> bool:
    """Whether one of the places read is the one annotated, by that name or by another that the table gives it."""
    name, country = place(row["place"])
    read = [p for p in _places(found) if (p.country or "") == country]
    if any(p.name.casefold() == name.casefold() for p in read):
        return True
    known = {(p.where.latitude, p.where.longitude) for p in gazetteer.named(name) if p.country == country}
    return any((p.latitude, p.longitude) in known for p in read)


def _same_cue(row: Row, found: Statement) -> bool:
    return found.cue is not None and bool(_words(row["cue"]) & _words(found.cue.quote))


def _same_role(role: str, row: Row, found: Statement) -> bool:
    """Whether everyone and everything annotated in a role is read in it, the one's words within the other's."""
    return all(any(q in r or r in q for r in _quotes(found, role)) for q in row["roles"][role])


_ROLES = ("actor", "target", "victim", "instrument", "recipient")
_FIELDS: dict[str, Test] = {
    "cue": _same_cue,
    "stage": lambda row, s: row["stage"] == (s.stage or ""),
    "polarity": lambda row, s: row["polarity"] == s.factuality.polarity,
    "certainty": lambda row, s: row["certainty"] == s.factuality.certainty,
    "channel": lambda row, s: row["channel"] == (s.channel or ""),
    "speakers": _same_speakers,
    "outermost": same_outermost,
    "figures": _same_figures,
    "counted": _same_count,
    "time": _same_time,
    "place": _same_place,
    "actor": lambda row, s: set(row["actors"]) <= actors_of(s),
}
"""Each field of an annotation, and whether what was read says the same."""

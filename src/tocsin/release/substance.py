"""What may be said and of what: statements into lines, each of which names the statements it draws on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tocsin.model import (
    Assessment,
    Certainty,
    Disclosure,
    Kind,
    Line,
    Mention,
    Polarity,
    Statement,
    Tlp,
    When,
    Where,
)

AHEAD = (Kind.WARNING, Kind.THREAT, Kind.PLOT)
ADVICE = (
    Line(text="Stay away from crowds and from the places named, where you can."),
    Line(text="If you run a place where people gather, review who comes in and how they can leave."),
    Line(text="Follow the local authorities. In an emergency call them first."),
)
"""Advice is form: it draws on no statement, and says nothing of where the warning comes from."""

_SURE = {
    Certainty.CERTAIN: "stated without a hedge",
    Certainty.PROBABLE: "called probable",
    Certainty.POSSIBLE: "called possible",
    Certainty.UNKNOWN: "of unknown certainty",
}


def disclosures(
    statements: Iterable[Statement], *, markings: Mapping[str, Tlp], clearance: Tlp
) -> tuple[Disclosure, ...]:
    """For every statement of the incident: told or kept back, by its report's marking and the clearance.

    A report without a marking is kept back: scope fails closed.
    """
    found = []
    for statement in statements:
        marking = markings.get(statement.report)
        if marking is None:
            told, because = False, "its report bears no marking"
        elif marking.reaches(clearance):
            told, because = True, f"marked TLP:{marking}, cleared for TLP:{clearance}"
        else:
            told, because = False, f"marked TLP:{marking}, cleared only for TLP:{clearance}"
        found.append(Disclosure(statement=statement.id, told=told, because=because))
    return tuple(found)


def below(told: Sequence[Statement], *, at: datetime) -> tuple[Line, ...]:
    """The lines below the tear line: what, where, when and how sure, without who says so.

    They rest only on statements that may be passed on to anyone. Where there are none, the lines say
    that something is known which cannot be described: silence about that would be the worse lie.
    """
    ahead = [s for s in told if s.kind in AHEAD and s.factuality.polarity is not Polarity.NEGATIVE]
    if not ahead:
        return (
            Line(text="We have been told of a danger to people near you that we cannot describe here."),
            *ADVICE,
        )
    return (*_what(ahead), *_where(ahead), *_when(ahead, at=at), *_sure(ahead), *ADVICE)


def above(told: Sequence[Statement], *, assessment: Assessment, kept_back: int) -> tuple[Line, ...]:
    """The lines above the tear line, for the recipient alone: who said what, word for word; who may be behind it."""
    lines = [_sourced(s) for s in told if s.kind in (*AHEAD, Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.UNKNOWN)]
    lines += _behind(assessment, told={s.id for s in told})
    if kept_back:
        lines.append(Line(text="Some of what we know is marked above your clearance and is kept back."))
    return tuple(lines)


def places(statements: Iterable[Statement]) -> dict[Where, tuple[str, ...]]:
    """Each resolved place of a threat, and the statements that name it."""
    found: dict[Where, list[str]] = {}
    for statement in statements:
        for mention in statement.roles.place:
            if isinstance(mention.resolved, Where):
                found.setdefault(mention.resolved, []).append(statement.id)
    return {place: tuple(dict.fromkeys(ids)) for place, ids in found.items()}


def window(statements: Iterable[Statement]) -> When | None:
    """The stated interval of what is to come that ends last, if one is stated."""
    times = [m.resolved for s in statements if s.kind in AHEAD for m in s.roles.time if isinstance(m.resolved, When)]
    return max(times, key=lambda when: when.last_day, default=None)


def day(when: When) -> str:
    """An interval in words that no reader can take for another: "7 March 2024", or both ends."""
    ends = [_date(when.first_day), _date(when.last_day)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _date(value: object) -> str:
    return f"{value:%d %B %Y}".lstrip("0")


def _what(ahead: Sequence[Statement]) -> tuple[Line, ...]:
    targets = _quoted(m for s in ahead for m in s.roles.target)
    ids = tuple(s.id for s in ahead if s.roles.target) if targets else tuple(s.id for s in ahead)
    words = (
        f"An attack is feared on: {', '.join(targets)}."
        if targets
        else "An attack is feared; its target is not stated."
    )
    return (Line(text=words, draws_on=ids),)


def _where(ahead: Sequence[Statement]) -> tuple[Line, ...]:
    found = places(ahead)
    if not found:
        return (Line(text="Where is not stated.", draws_on=tuple(s.id for s in ahead)),)
    names = ", ".join(dict.fromkeys(place.name for place in found))
    return (Line(text=f"Where: {names}.", draws_on=tuple(dict.fromkeys(i for ids in found.values() for i in ids))),)


def _when(ahead: Sequence[Statement], *, at: datetime) -> tuple[Line, ...]:
    when = window(ahead)
    if when is None or when.last_day < at.date():
        return (
            Line(
                text="When is not stated. That no time is stated does not mean that there is time.",
                draws_on=tuple(s.id for s in ahead),
            ),
        )
    ids = tuple(s.id for s in ahead if any(m.resolved == when for m in s.roles.time))
    return (
        Line(
            text=f"When: {day(when)}, as far as is known. The end of that time is not an all-clear.",
            draws_on=ids,
        ),
    )


def _sure(ahead: Sequence[Statement]) -> tuple[Line, ...]:
    by_word: dict[str, list[str]] = {}
    for statement in ahead:
        by_word.setdefault(_SURE[statement.factuality.certainty], []).append(statement.id)
    words = "; ".join(by_word)
    return (Line(text=f"How sure: {words}; not confirmed by us.", draws_on=tuple(s.id for s in ahead)),)


def _sourced(statement: Statement) -> Line:
    chain = ", quoting ".join(s.name for s in statement.speakers) or "the report, in its own voice"
    quoted = " … ".join(span.quote for span in statement.content)
    negative = ", negated" if statement.factuality.polarity is Polarity.NEGATIVE else ""
    head = f"{chain}: {statement.kind} ({_SURE[statement.factuality.certainty]}{negative})"
    return Line(text=f"{head}: “{quoted}”", draws_on=(statement.id,))


def _behind(assessment: Assessment, *, told: set[str]) -> list[Line]:
    lines = []
    for attribution in assessment.attributions:
        ids = tuple(s for standing in attribution.standings for s in standing.statements)
        if attribution.actor is None or not ids or not set(ids) <= told:
            continue
        statuses = ", ".join(standing.status for standing in attribution.standings)
        words = f"{attribution.actor.name}: {statuses}. Proposed likelihood: {attribution.likelihood}."
        lines.append(Line(text=words, draws_on=ids))
        lines.append(Line(text=f"Confidence in that judgement: {attribution.confidence}.", draws_on=ids))
    return lines or [Line(text="Who may be behind it is not known.")]


def _quoted(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(f"“{mention.span.quote}”" for mention in mentions))

"""Which incidents may still happen, and what is said of things to come."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.duty import wording
from tocsin.model import Certainty, Closing, Incident, Stage, Statement, When


def is_open(
    incident: Incident, statements: Mapping[str, Statement], closings: Iterable[Closing],
    *, part: Mapping[str, str] | None = None, looking_back: Container[str] = frozenset(),
) -> bool:  # fmt: skip
    """Whether an incident may still happen: something ahead is said of it, and nothing has ended it.

    It ends when it has happened, was foiled, or a person closes it. A window that lapsed ends nothing, nor
    does what is hedged, denied, said of some or most, or only suggested by a reader. Whatever is dated after
    an attack, or said to be one more, is still to come; a warning told after a plot was foiled speaks of what
    is left. Only statements count: `Incident.stage` is a summary, and summaries hide doubt. `part` says what more
    than wording joins, by statement: what is joined to a warning by wording alone does not end it. `looking_back` are
    told of after the fact (`duty.looking_back`): they keep nothing open.
    """
    if any(closing.incident in {incident.id, *incident.aliases} for closing in closings):
        return False
    return bool(ahead(unended(incident, statements, part=part, looking_back=looking_back), statements))


def turns_on_parts(incident: Incident, statements: Mapping[str, Statement]) -> bool:
    """Whether it decides anything how an incident is parted: something is ahead in it, and something may have ended."""
    ended = {Stage.ACCOMPLISHED, Stage.FOILED}
    held = [statements[s] for s in incident.statements if s in statements]
    return any(s.stage in ended for s in held) and any(s.ahead for s in held)


def unended(
    incident: Incident, statements: Mapping[str, Statement], *, part: Mapping[str, str] | None = None,
    looking_back: Container[str] = frozenset(),
) -> Incident:  # fmt: skip
    """The incident without those parts in which it happened or was foiled, and without accounts after the fact.

    It is one part where `part` is not given.
    """
    parts: dict[str | None, Incident] = {}
    for name in incident.statements:
        one = (part or {}).get(name)
        held = parts.get(one, replace(incident, statements=()))
        parts[one] = replace(held, statements=(*held.statements, name))
    ended = {s for each in parts.values() if _has_ended(each, statements) for s in each.statements}
    return replace(
        incident, statements=tuple(s for s in incident.statements if s not in ended and s not in looking_back)
    )


def _has_ended(incident: Incident, statements: Mapping[str, Statement]) -> bool:
    coming = ahead(incident, statements)
    held = [statements[s] for s in incident.statements if s in statements]
    return any(_happened(s, coming) or _foiled(s, held, coming) for s in held)


def ahead(incident: Incident, statements: Mapping[str, Statement]) -> tuple[Statement, ...]:
    """The statements of an incident that speak of something still to come, in order of recording."""
    held = (statements[s] for s in incident.statements if s in statements)
    return tuple(s for s in held if s.ahead)


def _happened(statement: Statement, coming: Sequence[Statement]) -> bool:
    if statement.stage is not Stage.ACCOMPLISHED or not _flat(statement):
        return False
    return not any(_is_beyond(s, statement) for s in coming)


def _is_beyond(coming: Statement, done: Statement) -> bool:
    """Whether what is to come cannot be what was done: it is dated later, or said to be one more."""
    ended, begun = [w.last_day for w in _days(done)], [w.first_day for w in _days(coming)]
    return bool(ended and begun and min(begun) > max(ended)) or wording.further(coming.passage.quote)


def _foiled(statement: Statement, held: Sequence[Statement], coming: Sequence[Statement]) -> bool:
    if statement.stage is not Stage.FOILED or not _flat(statement):
        return False
    place = held.index(statement)
    told_later = any(held.index(s) > place and s.report != statement.report for s in coming)
    return not told_later and not any(wording.further(s.passage.quote) for s in coming)


def _flat(statement: Statement) -> bool:
    """Said flatly: affirmed, of all of it, without a hedge, and no mere suggestion."""
    sure = statement.positive and statement.factuality.certainty is Certainty.CERTAIN
    return sure and not statement.suggestion and not any(wording.partial(span.quote) for span in statement.content)


def _days(statement: Statement) -> list[When]:
    return [m.resolved for m in statement.roles.time if isinstance(m.resolved, When)]

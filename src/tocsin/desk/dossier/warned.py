"""Who warned whom, by which channel, of what and when; who tells it otherwise; what is not known."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from tocsin import linking
from tocsin.desk.counted import many
from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Lines, Row, Table, Tone
from tocsin.model import (
    Bears,
    Incident,
    Kind,
    Mention,
    Publicity,
    Stage,
    Statement,
    TimePrecision,
    When,
)

_OF_WARNING = re.compile(r"\b(?:warn|alert|notif|notice|inform|told|tip|message)", re.IGNORECASE)
"""The words by which a denial or a judgement speaks of a warning, where no bearing says so."""

_TELLS_OTHERWISE = {Kind.DENIAL, Kind.CONFIRMATION, Kind.ASSESSMENT, Kind.DUTY}
_DAYS = {TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.DAY}
_QUOTES = 3


def warnings(shelf: Shelf) -> Table:
    """A row for each warning: what is told of one giver, recipient, channel and day stands together."""
    return Table(
        title="Who warned whom",
        columns=("who warned", "whom", "channel", "of what", "when", "before the attack", "goes back to"),
        rows=tuple(_warning(group, shelf) for group in _grouped(shelf.said, shelf)),
        empty="No report speaks of a warning.",
        note="Warnings that pass on another's words go back to one origin, and are one source.",
    )


def in_short(said: Iterable[Statement], shelf: Shelf) -> Lines:
    """A line for each warning: who warned whom, by which channel, when, and how long before, where that is known."""
    lines = []
    for group in _grouped(said, shelf):
        first = group[0]
        to = "; ".join(saying.once(_target(m) for s in group for m in s.roles.recipient)) or "whom is not stated"
        given = [saying.interval(m) for m in _given(first, shelf)]
        feared = [saying.interval(m) for m in _feared(first, shelf)]
        held = next((shelf.held_by[s.id] for s in group if s.id in shelf.held_by), None)
        length = lead(group, held, shelf)
        words = ", ".join((
            f"{_who_warned(first)} → {to}",
            saying.CHANNEL[first.channel] if first.channel else "channel not stated",
            given[0] if given else "day of telling not stated",
            *((f"of {' and '.join(feared)}",) if feared else ()),
            *((length.words,) if length.tone is Tone.PLAIN else ()),
        ))  # fmt: skip
        lines.append(Cell(words=words, on=shelf.on(s.id for s in group)))
    return tuple(lines)


def _grouped(said: Iterable[Statement], shelf: Shelf) -> list[list[Statement]]:
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in said:
        if statement.kind is Kind.WARNING and not statement.negative:
            groups.setdefault(_same(statement, shelf), []).append(statement)
    return sorted(groups.values(), key=lambda group: _order(group, shelf))


def accounts(shelf: Shelf) -> Table:
    """What is said against a warning or about it: that it never came, was too general, or was something else."""
    warned = {s.id for s in shelf.said if s.kind is Kind.WARNING}
    found = [s for s in shelf.said if _otherwise(s, warned)]
    rows = tuple(
        saying.row(
            saying.says(saying.speakers(s)),
            (Cell(words=saying.kind(s), tone=_tone(s)),),
            (Cell(words=f"“{saying.words_of(s)}”", on=shelf.on((s.id,))),),
            _times(s, shelf),
        )
        for s in sorted(found, key=lambda s: _order([s], shelf))
    )  # fmt: skip
    return Table(
        title="Competing accounts of what was told", columns=("who says so", "what it is", "what they say", "when"),
        rows=rows, empty="No report disputes a warning.",
        note="They cannot all be right, and none of them is chosen here.",
    )  # fmt: skip


def questions(shelf: Shelf) -> Table:
    """What the reports themselves say is not known."""
    rows = tuple(
        saying.row(
            (Cell(words=f"“{saying.quote(s)}”", on=shelf.on((s.id,))),),
            saying.says(saying.speakers(s)),
            (_about(s, shelf),),
        )
        for s in shelf.said
        if s.kind is Kind.UNKNOWN
    )  # fmt: skip
    return Table(
        title="What is not known", columns=("the reports say it is open", "who says so", "about"), rows=rows,
        empty="No report names an open question.",
    )  # fmt: skip


def lead(warning: Sequence[Statement], incident: Incident | None, shelf: Shelf) -> Cell:
    """How many days before the attack a warning was given; where its day is not stated, by what day it had been."""
    if incident is None:
        return Cell(words="not linked to an incident", tone=Tone.MISSING)
    if incident.stage is not Stage.ACCOMPLISHED:
        return Cell(words="no attack on record", tone=Tone.QUIET)
    if incident.time is None or incident.time.precision not in _DAYS:
        return Cell(words="the day of the attack is not known", tone=Tone.MISSING)
    given = [w for s in warning for w in _given(s, shelf)[:1] if w.precision in _DAYS]
    if given:
        return Cell(words=_length(incident.time.first_day - min(w.first_day for w in given)))
    told = [w.last_day for s in warning if (w := shelf.published.get(s.report)) is not None and w.precision in _DAYS]
    if told and min(told) < incident.time.first_day:
        return Cell(words=f"{_length(incident.time.first_day - min(told))} or more: a report of that day tells of it")
    return Cell(words="the day of the warning is not stated", tone=Tone.MISSING)


def _length(length: timedelta) -> str:
    number = abs(length.days)
    days = f"{number} {'day' if number == 1 else 'days'}"
    if number == 0:
        return "on the same day"
    return f"{days} before" if length.days > 0 else f"{days} after"


def _warning(group: list[Statement], shelf: Shelf) -> Row:
    first = group[0]
    ids = tuple(s.id for s in group)
    incident = next((shelf.held_by[s.id] for s in group if s.id in shelf.held_by), None)
    return saying.row(
        saying.says(_who_warned(first, whole=True)),
        saying.says(*saying.once(_target(m) for s in group for m in s.roles.recipient)),
        (_channel(first.channel),),
        _of_what(group, shelf),
        _times(first, shelf),
        (lead(group, incident, shelf),),
        saying.says(*saying.once(shelf.origin_of[i].name for i in ids if i in shelf.origin_of)),
    )  # fmt: skip


def _who_warned(statement: Statement, *, whole: bool = False) -> str:
    """Who gave a warning, or (`whole`) the chain down to them; whoever only tells that one was given did not warn."""
    if not linking.is_only_told(statement):
        return saying.speakers(statement) if whole else saying.speaker(statement)
    return f"somebody not named, as told by {saying.speakers(statement)}"


def _of_what(group: list[Statement], shelf: Shelf) -> Lines:
    """The first few tellings in their words, each with its statements, and how many more there are."""
    quotes: dict[str, list[str]] = {}
    for s in group:
        quotes.setdefault(f"“{saying.quote(s)}”", []).append(s.id)
    lines = [Cell(words=words, on=shelf.on(ids)) for words, ids in quotes.items()]
    rest = shelf.on(i for ids in list(quotes.values())[_QUOTES:] for i in ids)
    more = (Cell(words=f"and {many(len(rest), 'more telling')}", on=rest, tone=Tone.QUIET),) if rest else ()
    return (*lines[:_QUOTES], *more)


def _same(statement: Statement, shelf: Shelf) -> tuple[str, ...]:
    given, feared = _given(statement, shelf), _feared(statement, shelf)
    return (
        _who_warned(statement) if statement.speakers else f"report {shelf.report_of.get(statement.report, 0)}",
        ", ".join(sorted({_target(m).casefold() for m in statement.roles.recipient})),
        statement.channel or "",
        *(when.first_day.isoformat() for when in (*given[:1], *feared)),
    )


def _channel(channel: Publicity | None) -> Cell:
    return Cell(words=saying.CHANNEL[channel]) if channel else saying.NOT_STATED


def _target(mention: Mention) -> str:
    return str(getattr(mention.resolved, "name", "")) or mention.span.quote


def _times(statement: Statement, shelf: Shelf) -> Lines:
    given = [Cell(words=saying.interval(when)) for when in _given(statement, shelf)]
    lines = (
        *(given or (Cell(words="not stated when it was said", tone=Tone.MISSING),)),
        *(Cell(words=f"of {saying.interval(when)}") for when in _feared(statement, shelf)),
    )
    published, received = shelf.published.get(statement.report), shelf.received.get(statement.report)
    out = f"published {saying.interval(published)}" if published else "publication date not stated"
    knew = f"we knew {saying.moment(received, shelf.at)}" if received else "receipt not recorded"
    return (*lines, Cell(words=out, tone=Tone.QUIET), Cell(words=knew, tone=Tone.QUIET))


def _given(statement: Statement, shelf: Shelf) -> list[When]:
    """When it was said, the first day first: nothing was said after the day on which a report tells of it."""
    return [when for when in _resolved(statement) if not _is_later(when, statement, shelf)]


def _feared(statement: Statement, shelf: Shelf) -> list[When]:
    """The days that a warning was about, where it names days which had not come when its report was published."""
    return [when for when in _resolved(statement) if _is_later(when, statement, shelf)]


def _is_later(when: When, statement: Statement, shelf: Shelf) -> bool:
    published = shelf.published.get(statement.report)
    return statement.kind is Kind.WARNING and published is not None and when.last_day > published.last_day


def _resolved(statement: Statement) -> list[When]:
    times = (m.resolved for m in statement.roles.time if isinstance(m.resolved, When))
    return sorted(times, key=lambda when: when.first_day)


def _order(group: list[Statement], shelf: Shelf) -> tuple[str, int]:
    when = next(iter(_given(group[0], shelf)), None) or shelf.published.get(group[0].report)
    return (when.first_day.isoformat() if when else "9999", shelf.number_of.get(group[0].id, 0))


def _otherwise(statement: Statement, warned: set[str]) -> bool:
    if statement.kind is Kind.WARNING:
        return statement.negative
    if statement.kind not in _TELLS_OTHERWISE:
        return False
    bears = any(b.statement in warned and b.how is not Bears.RESTS_ON for b in statement.bears_on)
    return bears or bool(_OF_WARNING.search(saying.quote(statement)))


def _tone(statement: Statement) -> Tone:
    return Tone.LOUD if statement.negative else Tone.PLAIN


def _about(statement: Statement, shelf: Shelf) -> Cell:
    held = shelf.held_by.get(statement.id)
    return shelf.case(held.id) if held else Cell(words="no incident", tone=Tone.MISSING)

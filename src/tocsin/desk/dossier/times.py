"""The time line, which keeps apart when it happened, when it was published, when we knew, and what we did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Lines, Ref, Row, Table, Tone, What
from tocsin.model import Attempt, Certainty, DutyDecision, Kind, Notice, Statement, When

_EVENTS = {
    Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING, Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION,
    Kind.RESPONSE,
}  # fmt: skip
_ONE = 1
_LANES = ("day", "when it happened", "when it was published", "when we knew", "what this desk did")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One thing in one lane; `first` and `last` are the days it belongs to, None where they are not known."""

    lane: int
    first: date | None
    last: date | None
    label: str
    cell: Cell


def time_line(
    *, decisions: Iterable[DutyDecision], notices: Iterable[Notice], attempts: Iterable[Attempt], shelf: Shelf
) -> Table:
    """A row a day, or a coarser interval where the day is not known; what has no time stands last."""
    items = (*_happened(shelf), *_reported(shelf), *_done(decisions, notices, attempts, shelf))
    days: dict[tuple[date, date, str], list[_Item]] = {}
    undated: list[_Item] = []
    for item in items:
        if item.first is None or item.last is None:
            undated.append(item)
        else:
            days.setdefault((item.first, item.last, item.label), []).append(item)
    rows = [_row(Cell(words=key[2]), days[key]) for key in sorted(days)]
    if undated:
        rows.append(_row(Cell(words="time not known", tone=Tone.MISSING), undated))
    return Table(
        title="Time line", columns=_LANES, rows=tuple(rows), empty="Nothing is on the time line.",
        note="Three times are kept apart. A thing may have happened long before anybody published it, and been "
        "published before we knew. What was claimed, denied or warned of stands where that was said.",
    )  # fmt: skip


def _row(label: Cell, items: list[_Item]) -> Row:
    lanes = [tuple(dict.fromkeys(i.cell for i in items if i.lane == lane)) for lane in range(1, len(_LANES))]
    nothing: Lines = (Cell(words="–", tone=Tone.QUIET),)
    return Row(fields=((label,), *(lane or nothing for lane in lanes)))


def _happened(shelf: Shelf) -> Iterator[_Item]:
    """What is said to have happened or been said: tellings of one thing at one time stand as one."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for s in shelf.said:
        if s.kind in _EVENTS:
            incident = shelf.held_by.get(s.id)
            who = saying.speaker(s) if s.speakers else ""
            key = (_time(s), s.kind, s.stage, s.factuality.polarity, incident.id if incident else s.id, who)
            groups.setdefault(key, []).append(s)
    for group in groups.values():
        when = _time(group[0])
        cell = Cell(words=_words(group), on=shelf.on(s.id for s in group))
        yield _item(1, when, cell)


def _words(group: list[Statement]) -> str:
    first = group[0]
    stage = f", {saying.STAGE[first.stage]}" if first.stage else ""
    quoted = saying.brief(saying.words_of(first))
    more = f" (told {len(group)} times)" if len(group) > _ONE else ""
    who = f"{saying.speaker(first)}: " if first.speakers else ""
    return f"{saying.kind(first)}{stage}{_HEDGED.get(first.factuality.certainty, '')}: {who}“{quoted}”{more}"


_HEDGED = {
    Certainty.PROBABLE: ", called probable", Certainty.POSSIBLE: ", called possible",
    Certainty.UNKNOWN: ", open whether it is so",
}  # fmt: skip


def _reported(shelf: Shelf) -> Iterator[_Item]:
    for report in shelf.reports:
        ref = (Ref(what=What.REPORT, number=shelf.report_of[report.id]),)
        for arrival in shelf.arrivals[report.id]:
            title = report.title or "a report without a title"
            yield _item(
                2, arrival.published, Cell(words=f"{_clock(arrival.published)}{arrival.source.name}: {title}", on=ref)
            )
            moment = arrival.received.astimezone(shelf.at.tzinfo)
            words = f"{moment:%H:%M} we received it from {arrival.source.name}"
            yield _Item(
                lane=3,
                first=moment.date(),
                last=moment.date(),
                label=saying.day(moment),
                cell=Cell(words=words, on=ref),
            )


def _clock(when: When | None) -> str:
    start = when.start if when else None
    return f"{start:%H:%M} " if isinstance(start, datetime) else ""


def _done(
    decisions: Iterable[DutyDecision], notices: Iterable[Notice], attempts: Iterable[Attempt], shelf: Shelf
) -> Iterator[_Item]:
    told = {n.id: (n.recipient, number) for number, n in enumerate(notices, 1)}
    for decision in decisions:
        name = shelf.protected[decision.protected].name if decision.protected in shelf.protected else decision.protected
        on = shelf.on(i for f in decision.findings for i in f.statements)
        yield _act(decision.at, f"{decision.by.name} ruled for {name}: {saying.ruling(decision.ruling)}", on, shelf)
    for attempt in attempts:
        if attempt.notice in told:
            to, number = told[attempt.notice]
            on = (Ref(what=What.NOTICE, number=number),)
            yield _act(attempt.at, f"notice to {to} attempted by {attempt.contact.channel}", on, shelf)


def _act(at: datetime, words: str, on: tuple[Ref, ...], shelf: Shelf) -> _Item:
    moment = at.astimezone(shelf.at.tzinfo)
    day = moment.date()
    return _Item(lane=4, first=day, last=day, label=saying.day(day), cell=Cell(words=f"{moment:%H:%M} {words}", on=on))


def _item(lane: int, when: When | None, cell: Cell) -> _Item:
    if when is None:
        return _Item(lane=lane, first=None, last=None, label="", cell=cell)
    label = saying.day(when.first_day) if when.first_day == when.last_day else saying.interval(when)
    return _Item(lane=lane, first=when.first_day, last=when.last_day, label=label, cell=cell)


def _time(statement: Statement) -> When | None:
    times = [m.resolved for m in statement.roles.time if isinstance(m.resolved, When)]
    return min(times, key=lambda when: (when.last_day - when.first_day, when.first_day), default=None)

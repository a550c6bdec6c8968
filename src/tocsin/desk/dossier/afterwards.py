"""How dangers turned out, and whether whoever was warned had it in time: rows for a face."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median_low

from tocsin.desk.counted import many
from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import title
from tocsin.desk.dossier.values import Cell, Lines, Row, Table, Tone
from tocsin.desk.handover import span_of
from tocsin.desk.hindsight import Hindsight
from tocsin.model import Came, Heard, Lead, Tally

_TURNED = {
    Came.AVERTED: "averted",
    Came.IN_THE_WINDOW: "came in the window of our warning",
    Came.LATE: "came late, after the window of our warning",
    Came.ELSEWHERE: "came elsewhere than was warned of",
    Came.FALSE_ALARM: "false alarm",
    Came.MISSED: "came, and was missed: nobody was warned before",
    Came.UNKNOWN: "not known",
}
_FEW = 20
"""So few dangers that came tell nothing of how good a desk is."""
UNREPORTED = "no report on record is named that tells of it"
_NOTHING = (Cell(words="–", tone=Tone.QUIET),)


def dangers(found: Sequence[Hindsight], *, at: datetime) -> Table:
    """A row for each danger: how it turned out, when it began, how many had our warning by then."""
    return Table(
        title="How it turned out",
        columns=("danger", "turned out", "began", "had our warning before", "why, and what our record says against it"),
        rows=tuple(_danger(each, at=at) for each in found),
        empty="Nobody was warned of anything, and nothing was judged.",
        note="A person judges how it turned out: that a warning ran out and nothing came is no false alarm by itself.",
    )


def leads(found: Iterable[Hindsight], *, names: Mapping[str, str], at: datetime) -> Table:
    """A row for each who was, or should have been, warned: when, and how long before it began."""
    return Table(
        title="Who had our warning, and how long before",
        columns=("who", "had it before?", "we knew", "ruled to warn", "first sent", "first answered for", "in words"),
        rows=tuple(_lead(lead, names=names, at=at) for each in found for lead in each.leads),
        empty="Nobody in our care was exposed, by what we knew.",
        note="Told is said only where a person answered. Of a day without an hour only the least that can be said is.",
    )


def counted(tallies: Iterable[Tally], found: Iterable[Hindsight]) -> Iterator[str]:
    """What many dangers come to, in the measures of the weather services; never a share without its counts."""
    every = tuple(found)
    for tally in tallies:
        yield from _counted(tally)
        yield from _lead_times([h for h in every if h.exercise is tally.exercise])


def _danger(each: Hindsight, *, at: datetime) -> Row:
    had = [lead for lead in each.leads if lead.heard in {Heard.TOLD, Heard.PERHAPS}]
    doubt = sum(1 for lead in each.leads if lead.heard is None)
    told = sum(1 for lead in had if lead.heard is Heard.TOLD)
    some = f"{told} of {len(each.leads)} told" + (f", {len(had) - told} perhaps" if len(had) > told else "")
    return saying.row(
        (Cell(words=title(each.incident)), Cell(words=saying.short(each.incident.id), tone=Tone.QUIET)),
        turned_out(each, at=at),
        _began(each),
        (Cell(words=some + (f", {doubt} not known" if doubt else "")),) if each.began and each.leads else _NOTHING,
        _because(each),
    )


def turned_out(each: Hindsight, *, at: datetime) -> Lines:
    """How it turned out and who says so; that nobody judged it, where nobody did."""
    exercise = (Cell(words="exercise", tone=Tone.QUIET),) if each.exercise else ()
    if each.outcome is None:
        left = "NOT JUDGED" if each.ready else "may still come"
        return (Cell(words=left, tone=Tone.LOUD if each.ready else Tone.PLAIN), *exercise)
    who = f"judged by {each.outcome.by.name}, {saying.moment(each.outcome.at, at)}"
    return (Cell(words=_TURNED[each.outcome.came]), Cell(words=who, tone=Tone.QUIET), *exercise)


def _began(each: Hindsight) -> Lines:
    if each.began is None:
        return _NOTHING
    alone = (Cell(words=UNREPORTED, tone=Tone.MISSING),) if each.event is None else ()
    return (Cell(words=saying.interval(each.began)), *alone)


def _because(each: Hindsight) -> Lines:
    if each.outcome is None:
        return _NOTHING
    other = (Cell(words=f"OUR RECORD SAYS OTHERWISE: {words}", tone=Tone.LOUD) for words in each.against)
    return (Cell(words=each.because), *other)


def _lead(lead: Lead, *, names: Mapping[str, str], at: datetime) -> Row:
    def moment(value: datetime | None) -> Lines:
        return (Cell(words=saying.moment(value, at)),) if value else _NOTHING

    heard = "not known" if lead.heard is None else saying.HEARD[lead.heard]
    tone = Tone.PLAIN if lead.heard is Heard.TOLD else Tone.LOUD if lead.heard is Heard.NOT_TOLD else Tone.MISSING
    return saying.row(
        (Cell(words=names.get(lead.recipient, lead.recipient)),), (Cell(words=heard, tone=tone),),
        moment(lead.aware), moment(lead.ruled),
        moment(lead.sent), moment(lead.told), (Cell(words=lead.because),),
    )  # fmt: skip


def _counted(t: Tally) -> Iterator[str]:
    came = t.hits + t.close + t.misses
    judged = came + t.false_alarms
    yield (
        f"{'exercises' if t.exercise else 'warnings'}: {t.hits} in the window, {t.close} late or elsewhere, "
        f"{t.misses} missed, {many(t.false_alarms, 'false alarm')}; counted in no measure: {t.averted} averted, "
        f"{t.unknown} not known, {t.unjudged} not judged, {t.open} that may still come"
    )
    if not judged:
        return
    measures = (
        ("probability of detection", t.hits, t.hits + t.close, came),
        ("false alarm ratio", t.false_alarms, t.false_alarms + t.close, t.hits + t.close + t.false_alarms),
        ("critical success index", t.hits, t.hits + t.close, judged),
    )
    for name, least, most, of in measures:
        if of:
            close = f", or {most} with those late or elsewhere" if t.close else ""
            yield f"  {name}: {least} of {of}{close}"
    if came < _FEW:
        yield "  so few say little of how well we warn"


def _lead_times(some: Iterable[Hindsight]) -> Iterator[str]:
    every = [lead for h in some if h.outcome is not None and h.outcome.came.happened for lead in h.leads]
    told = sorted(lead.least for lead in every if lead.heard is Heard.TOLD and lead.least is not None)
    if told:
        yield (f"  lead time, of the {len(told)} of {len(every)} in its way who had answered before it came: "
               f"at least {span_of(told[0])}, in the middle {span_of(median_low(told))}")  # fmt: skip

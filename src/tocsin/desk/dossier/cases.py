"""The incidents: how far each has got, and who may be behind it, every rival beside the others."""

from collections.abc import Container, Iterable, Mapping

from tocsin import duty
from tocsin.desk.counted import many
from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf, title
from tocsin.desk.dossier.values import Case, Cell, Fact, Lines, Opinion, Ref, Row, Table, Tone, What
from tocsin.desk.outlook import outlook
from tocsin.model import (
    Assessment,
    Attribution,
    Closing,
    Imported,
    Incident,
    Kind,
    Person,
    Reassessment,
    Stage,
    When,
)
from tocsin.release import threat

_RIVALS = (
    "who", "how they stand to it", "likelihood", "confidence", "independent origins", "supporting", "contradicting",
    "why",
)  # fmt: skip


def cases(
    assessments: Iterable[Assessment],
    *,
    closings: tuple[Closing, ...],
    duties: Mapping[int, tuple[Ref, ...]],
    imported: tuple[Imported, ...],
    shelf: Shelf,
) -> tuple[Case, ...]:
    """Every incident of which more than one thing is said, may still happen, or asks for a decision."""
    of: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        of.setdefault(assessment.incident, []).append(assessment)
    return tuple(
        _case(
            number, incident, closings=closings, due=duties.get(number, ()), shelf=shelf, imported=imported,
            opinions=[a for name in (incident.id, *incident.aliases) for a in of.get(name, [])],
        )
        for number, incident in enumerate(shelf.cases, 1)
        if not alone(incident, due=duties, closings=closings, shelf=shelf)
    )  # fmt: skip


def single(*, duties: Container[int], closings: tuple[Closing, ...], shelf: Shelf) -> Table:
    """The incidents of which one thing is said and no more, and which will not happen any more."""
    rows = tuple(
        saying.row(
            (Cell(words=title(i), on=shelf.on(i.statements)),),
            (stage(i, closings=closings, shelf=shelf),),
            saying.says(saying.interval(i.time) if i.time else ""),
            saying.says(saying.place(i.place) if i.place else ""),
            of=Ref(what=What.INCIDENT, number=shelf.case_of[i.id]),
        )
        for i in shelf.cases
        if alone(i, due=duties, closings=closings, shelf=shelf)
    )  # fmt: skip
    return Table(
        title="Of which only one thing is said", columns=("incident", "stage", "when", "where"), rows=rows,
        empty="None.",
    )  # fmt: skip


def alone(incident: Incident, *, due: Container[int], closings: tuple[Closing, ...], shelf: Shelf) -> bool:
    """Whether one thing is said of an incident and no more, nothing is to come of it, and nobody judged who did it."""
    if len(incident.statements) > 1 or shelf.case_of[incident.id] in due:
        return False
    if shelf.judged & {incident.id, *incident.aliases}:
        return False
    return not duty.is_open(incident, shelf.by_id, closings, part=shelf.part, looking_back=shelf.looking_back)


def stage(incident: Incident, *, closings: tuple[Closing, ...], shelf: Shelf) -> Cell:
    """How far it has got, in the words of an officer: may still happen, happened, foiled, only threatened."""
    found = outlook(
        incident, statements=shelf.by_id, closings=closings, part=shelf.part, looking_back=shelf.looking_back
    )
    if found.words == saying.NOT_STATED.words:
        return saying.NOT_STATED
    return Cell(words=found.words, tone=Tone.LOUD if found.open or incident.stage is Stage.ACCOMPLISHED else Tone.PLAIN)


def _case(
    number: int, incident: Incident, *, opinions: list[Assessment], closings: tuple[Closing, ...],
    due: tuple[Ref, ...], imported: tuple[Imported, ...], shelf: Shelf,
) -> Case:  # fmt: skip
    said = shelf.statements(incident)
    reports = sorted({shelf.report_of[s.report] for s in said if s.report in shelf.report_of})
    known = shelf.known(said)
    facts = [
        Fact(label="when", lines=_when(incident, shelf)),
        Fact(label="where", lines=(_where(incident, shelf),)),
        Fact(label="we first knew", lines=saying.says(saying.moment(known, shelf.at) if known else "")),
        Fact(label="said in", lines=(
            Cell(words=many(len(said), "statement"), on=shelf.on(incident.statements)),
            Cell(words=many(len(reports), "report"), on=tuple(Ref(what=What.REPORT, number=n) for n in reports)),
        )),
    ]  # fmt: skip
    if due:
        facts.insert(
            0,
            Fact(label="to decide", lines=(Cell(words=many(len(due), "duty", "duties"), on=due, tone=Tone.LOUD),)),
        )
    facts += [_handed_over(i, shelf) for i in imported if {s.report for s in said} & set(i.reports)]
    return Case(
        number=number, id=saying.short(incident.id), title=title(incident),
        stage=stage(incident, closings=closings, shelf=shelf), facts=tuple(facts),
        opinions=tuple(
            _opinion(a, incident, shelf) for a in sorted(opinions, key=lambda a: isinstance(a.by, Person))
        ),
    )  # fmt: skip


def _handed_over(word: Imported, shelf: Shelf) -> Fact:
    """From which office reports of it came, and what that office decided: theirs, and nothing decided here."""
    head = Cell(words=f"by {word.office}, {saying.moment(word.at, shelf.at)}, for TLP:{word.clearance}")
    theirs = (Cell(words=f"theirs{'' if t.proved else ', unproved'}: {t.said}") for t in word.theirs)
    return Fact(label="handed over", lines=(head, *theirs))


def standing_rivals(assessments: Iterable[Assessment]) -> tuple[Attribution, ...]:
    """The rivals to go by: the program's last, each replaced by what a person last signed of the same actor."""
    proposed: tuple[Attribution, ...] = ()
    signed: dict[str | None, Attribution] = {}
    for assessment in sorted(assessments, key=lambda a: a.at):
        if isinstance(assessment.by, Person):
            signed |= {_actor(a): a for a in assessment.attributions}
        else:
            proposed = assessment.attributions
    named = {_actor(a) for a in proposed}
    return (
        *(signed.get(_actor(a), a) for a in proposed),
        *(a for who, a in signed.items() if who not in named),
    )


def _actor(a: Attribution) -> str | None:
    return a.actor.id if a.actor else None


def happening(incident: Incident, shelf: Shelf) -> Lines:
    """When and where, in few words, each with the statements that say so."""
    time = (_time(incident, shelf),) if incident.time else _told_of_time(incident, shelf)
    if not time and incident.place is None:
        return (Cell(words="neither is stated", tone=Tone.MISSING),)
    where = _where(incident, shelf) if incident.place else Cell(words="where is not stated", tone=Tone.MISSING)
    return (*(time or (Cell(words="when is not stated", tone=Tone.MISSING),)), where)


def _told_of_time(incident: Incident, shelf: Shelf) -> Lines:
    """The words in which a time is told that no day could be given to: that none was settled is not that none was said.

    Of what is to come they are those that a notice quotes, too; of what happened, those of its own statements.
    """
    said = tuple(s for s in shelf.statements(incident) if not s.suggestion)
    coming = () if incident.stage is Stage.ACCOMPLISHED else threat.ahead(said)
    told = coming or tuple(s for s in said if s.kind in _HAPPENED and not saying.negated(s))
    settled = threat.times(coming, at=shelf.at)
    own = ((s.id, m) for s in told for m in s.roles.time if m.basis is None)
    report = {s.id: s.report for s in told}
    loose: dict[str, dict[str, tuple[str, ...]]] = {}
    for quote, ids in (threat.near(coming) | threat.unsettled(own, kind=When)).items():
        loose.setdefault(_undated(shelf.published.get(report[i]) for i in ids), {})[f"“{quote}”"] = ids
    return (
        *(Cell(words=saying.named(mention), on=shelf.on(ids)) for mention, ids in settled.items()),
        *(
            Cell(words=f"{', '.join(quotes)}: {why}", on=shelf.on(i for ids in quotes.values() for i in ids))
            for why, quotes in loose.items()
        ),
    )


_HAPPENED = frozenset({Kind.ATTACK, Kind.TOLL})


def _undated(published: Iterable[When | None]) -> str:
    known = all(when is not None for when in published)
    return "no day is settled" if known else "no day is settled, since when it was published is not known"


def _when(incident: Incident, shelf: Shelf) -> Lines:
    if incident.time is None:
        return _told_of_time(incident, shelf) or saying.says()
    return (_time(incident, shelf), Cell(words=f"resolved against: {incident.time.anchor}", tone=Tone.QUIET))


def _time(incident: Incident, shelf: Shelf) -> Cell:
    if incident.time is None:
        return saying.NOT_STATED
    ids = [s.id for s in shelf.statements(incident) if any(m.resolved == incident.time for m in s.roles.time)]
    return Cell(words=saying.interval(incident.time), on=shelf.on(ids or incident.statements))


def _where(incident: Incident, shelf: Shelf) -> Cell:
    if incident.place is None:
        return saying.NOT_STATED
    ids = [s.id for s in shelf.statements(incident) if any(m.resolved == incident.place for m in s.roles.place)]
    return Cell(words=saying.place(incident.place), on=shelf.on(ids or incident.statements))


def moved(assessment: Assessment, incident: Incident) -> tuple[str, ...]:
    """The statements on which a person's assessment rests and which are no part of its incident any more, by id.

    A person's word stays where it was given when a correction or a judgement parts an incident; what it
    rested on may since be told of another, or not be told at all.
    """
    if not isinstance(assessment.by, Person):
        return ()
    rests = (i for a in assessment.attributions if a.signed for i in _rests_on(a))
    return tuple(dict.fromkeys(i for i in rests if i not in incident.statements))


def _rests_on(a: Attribution) -> tuple[str, ...]:
    return (*a.supporting, *a.contradicting, *(i for s in a.standings for i in s.statements))


def elsewhere(ids: Iterable[str], shelf: Shelf) -> Lines:
    """Where statements lie now that were part of an incident: a line for each incident that holds some of them."""
    held: dict[str, list[str]] = {}
    for id_ in ids:
        held.setdefault(shelf.held_by[id_].id if id_ in shelf.held_by else "", []).append(id_)
    return tuple(_elsewhere(group, shelf.case(name) if name else None, shelf) for name, group in held.items())


def _elsewhere(ids: list[str], now: Cell | None, shelf: Shelf) -> Cell:
    what = f"{many(len(ids), 'statement')} that it rests on {'is' if len(ids) == 1 else 'are'}"
    where = f"part of another incident now: {now.words}" if now else "part of no incident now"
    return Cell(words=f"JUDGE ANEW: {what} {where}", on=(*shelf.on(ids), *(now.on if now else ())), tone=Tone.LOUD)


def _opinion(assessment: Assessment, incident: Incident, shelf: Shelf) -> Opinion:
    gone = elsewhere(moved(assessment, incident), shelf)
    facts = [
        saying.fact("assessed", saying.moment(assessment.at, shelf.at)),
        *((Fact(label="rests on what is elsewhere now", lines=gone),) if gone else ()),
        Fact(label="what would change it", lines=saying.says(*assessment.would_change)),
        Fact(label="what changed", lines=saying.says(*assessment.changed) if assessment.changed
             else (Cell(words="nothing since the last assessment", tone=Tone.QUIET),)),
        Fact(label="due for reassessment", lines=tuple(line for d in assessment.due for line in _due(d, shelf))
             or (Cell(words="nothing", tone=Tone.QUIET),)),
    ]  # fmt: skip
    if assessment.note.strip():
        facts.append(saying.fact("note", assessment.note))
    return Opinion(
        by=saying.agent(assessment.by), signed=isinstance(assessment.by, Person),
        rivals=Table(
            title=f"Who may be behind it, as assessed by {saying.agent(assessment.by)}", columns=_RIVALS,
            rows=tuple(_rival(a, shelf) for a in assessment.attributions),
            empty="Nobody is spoken of, and the unknown is not assessed.",
            note="Likelihood says how probable it is that they did it. Confidence says how well founded the judgement "
            "is. They are two marks.",
        ),
        facts=tuple(facts),
    )  # fmt: skip


def _rival(a: Attribution, shelf: Shelf) -> Row:
    signed = Cell(words=f"signed by {a.signed.name}") if a.signed else Cell(words="proposed, unsigned", tone=Tone.QUIET)
    names = saying.once(shelf.origins[o].name if o in shelf.origins else saying.short(o) for o in a.origins)
    part = f"part of {a.actor.part_of}" if a.actor and a.actor.part_of else ""
    return saying.row(
        (Cell(words=a.actor.name), *(() if not part else (Cell(words=part, tone=Tone.QUIET),))) if a.actor
        else (Cell(words=saying.UNKNOWN_ACTOR),),
        tuple(Cell(words=s.status, on=shelf.on(s.statements)) for s in a.standings)
        or (Cell(words="no status", tone=Tone.MISSING),),
        (Cell(words=saying.likelihood(a.likelihood)), signed),
        (Cell(words=a.confidence),),
        (Cell(words=f"{len(names)}: {'; '.join(names)}" if names else "none",
              tone=Tone.PLAIN if names else Tone.MISSING),),
        _on(a.supporting, shelf),
        _on(a.contradicting, shelf),
        saying.says(a.because),
        why=shelf.on(_rests_on(a)),
    )  # fmt: skip


def _on(ids: tuple[str, ...], shelf: Shelf) -> Lines:
    on = shelf.on(ids)
    return (Cell(words=str(len(on)), on=on),) if on else (Cell(words="none", tone=Tone.QUIET),)


def _due(due: Reassessment, shelf: Shelf) -> Lines:
    held = shelf.by_id.get(due.statement)
    words = f"It was said by {saying.speakers(held)}: {saying.quoted(held)}" if held else "A statement no longer read"
    against = tuple(
        Cell(words=f"Against it, {saying.speakers(s)}: {saying.quoted(s)}", on=shelf.on((s.id,)))
        for i in due.against
        if (s := shelf.by_id.get(i)) is not None
    )
    return (
        Cell(words=f"REASSESS: {due.because}", tone=Tone.LOUD),
        Cell(words=words, on=shelf.on((due.statement,))),
        *against,
    )

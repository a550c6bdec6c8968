"""At a glance: each incident in the order of the questions that an officer asks first."""

from collections.abc import Iterable, Sequence

from tocsin.desk.dossier import saying, tolls, warned
from tocsin.desk.dossier.cases import alone, stage, standing_opinion
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Duty, Fact, Glance, Lines, Tone
from tocsin.model import Assessment, Certainty, Closing, Incident, Kind, Polarity, Statement

_INCIDENTS = 5
_LINES = 4
_TELLS = {Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING}
_HEDGED = {Certainty.PROBABLE: "; they call it probable", Certainty.POSSIBLE: "; they call it possible"}
_SAID = (
    ("claimed by", Kind.CLAIM),
    ("confirmed by", Kind.CONFIRMATION),
    ("denied by", Kind.DENIAL),
    ("accusations by", Kind.ACCUSATION),
)
_NOBODY = Cell(words="nobody, in what was read", tone=Tone.MISSING)


def glance(
    assessments: Sequence[Assessment], *, closings: tuple[Closing, ...], duties: Sequence[Duty], shelf: Shelf
) -> tuple[tuple[Glance, ...], str]:
    """The incidents that matter most, those to be decided on whatever their number; and how many more there are."""
    telling = [i for i in shelf.cases if not alone(i, closings=closings, shelf=shelf)]
    due = {ref.number for duty in duties for ref in duty.incident.on}
    shown = [i for n, i in enumerate(telling) if n < _INCIDENTS or shelf.case_of[i.id] in due]
    left = len(telling) - len(shown)
    return (
        tuple(
            _glance(i, assessments=assessments, closings=closings, duties=duties, shelf=shelf)
            for i in sorted(shown, key=lambda i: shelf.case_of[i.id])
        ),
        f"and {saying.many(left, 'more incident')}, below" if left else "",
    )


def _glance(
    incident: Incident, *, assessments: Iterable[Assessment], closings: tuple[Closing, ...],
    duties: Iterable[Duty], shelf: Shelf,
) -> Glance:  # fmt: skip
    said = [shelf.by_id[i] for i in incident.statements if i in shelf.by_id]
    number = shelf.case_of[incident.id]
    due = [d for d in duties if any(ref.number == number for ref in d.incident.on)]
    opinion = standing_opinion(a for a in assessments if a.incident == incident.id)
    figures = tolls.in_short(said, shelf)
    facts = (
        Fact(label="when", lines=saying.says(saying.interval(incident.time) if incident.time else "")),
        Fact(label="where", lines=saying.says(saying.place(incident.place) if incident.place else "")),
        Fact(label="who says so", lines=_sources(said, shelf)),
        *((Fact(label="killed and hurt", lines=figures),) if figures else ()),
        *(Fact(label=label, lines=_spoken(said, kind, shelf)) for label, kind in _SAID),
        Fact(label="who may be behind it", lines=_rivals(opinion, shelf)),
        Fact(label="warned before", lines=warned.in_short(said, shelf)),
        Fact(label="not known", lines=_open(said, shelf)),
        Fact(label="to decide", lines=_due(due)),
    )
    return Glance(incident=shelf.case(incident.id), stage=stage(incident, closings=closings, shelf=shelf), facts=facts)


def _sources(said: Iterable[Statement], shelf: Shelf) -> Lines:
    """Whom the account goes back to, an origin a line, with the best marks that it was given."""
    groups: dict[str, list[Statement]] = {}
    for s in said:
        if s.kind in _TELLS and s.factuality.polarity is not Polarity.NEGATIVE:
            origin = shelf.origin_of.get(s.id)
            groups.setdefault(origin.name if origin else saying.speaker(s), []).append(s)
    return _few(
        tuple(
            Cell(words=f"{name}: {_marks(group, shelf)}", on=shelf.on(s.id for s in group))
            for name, group in groups.items()
        )
    )


def _marks(group: list[Statement], shelf: Shelf) -> str:
    best = min(
        (s for s in group if s.id in shelf.grades),
        key=lambda s: (shelf.grades[s.id].credibility, shelf.grades[s.id].reliability),
        default=group[0],
    )
    return saying.marks(shelf.grades.get(best.id)) + _HEDGED.get(best.factuality.certainty, "")


def _spoken(said: Iterable[Statement], kind: Kind, shelf: Shelf) -> Lines:
    lines = []
    for s in said:
        if s.kind is kind:
            negated = "NEGATED, " if saying.negated(s) else ""
            words = f"{negated}{saying.speaker(s)}: “{saying.brief(saying.quote(s))}”"
            lines.append(Cell(words=words, on=shelf.on((s.id,))))
    return _few(tuple(lines))


def _rivals(opinion: Assessment | None, shelf: Shelf) -> Lines:
    if opinion is None:
        return (Cell(words="not assessed", tone=Tone.MISSING),)
    lines = tuple(
        Cell(
            words=f"{a.actor.name if a.actor else saying.UNKNOWN_ACTOR}: {saying.likelihood(a.likelihood)}; "
            f"confidence {a.confidence}",
            on=shelf.on(a.supporting),
        )
        for a in opinion.attributions
    )
    return (*lines, Cell(words=f"as assessed by {saying.agent(opinion.by)}", tone=Tone.QUIET))


def _open(said: Iterable[Statement], shelf: Shelf) -> Lines:
    lines = tuple(Cell(words=f"“{saying.quote(s)}”", on=shelf.on((s.id,))) for s in said if s.kind is Kind.UNKNOWN)
    return _few(lines) if lines else (Cell(words="no report names an open question", tone=Tone.QUIET),)


def _due(duties: list[Duty]) -> Lines:
    lines = tuple(Cell(words=f"{d.protected}: {d.clock.words}", on=(d.ref,), tone=d.clock.tone) for d in duties)
    return _few(lines) if lines else (Cell(words="nothing", tone=Tone.QUIET),)


def _few(lines: Lines) -> Lines:
    """The first few of these, and how many more there are; "nobody" where there are none."""
    if len(lines) <= _LINES + 1:
        return lines or (_NOBODY,)
    more = lines[_LINES:]
    refs = tuple(dict.fromkeys(ref for cell in more for ref in cell.on))
    return (*lines[:_LINES], Cell(words=f"and {len(more)} more", on=refs, tone=Tone.QUIET))

"""At a glance: each incident in the order of the questions that an officer asks first."""

from collections.abc import Iterable, Mapping, Sequence

from tocsin.desk.counted import many
from tocsin.desk.dossier import saying, tolls, warned
from tocsin.desk.dossier.cases import alone, elsewhere, happening, moved, stage, standing_rivals
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Duty, Fact, Glance, Lines, Ref, Tone
from tocsin.model import Actor, Assessment, Attribution, Certainty, Closing, Incident, Kind, Stage, Statement

_INCIDENTS, _DUE = 3, 4
_FEW, _NAMES = 3, 4
_OTHERS = 6
_WORDS, _MORE_WORDS = 60, 90
_TELLS = {Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING}
_HEDGED = {Certainty.PROBABLE: "; they call it probable", Certainty.POSSIBLE: "; they call it possible"}
_SPOKEN = {
    Kind.CLAIM: "claimed by",
    Kind.CONFIRMATION: "confirmed by",
    Kind.DENIAL: "denied by",
    Kind.ACCUSATION: "accused",
}
_NOTHING = Cell(words="nothing", tone=Tone.QUIET)


def glance(
    assessments: Sequence[Assessment], *, closings: tuple[Closing, ...], duties: Sequence[Duty], shelf: Shelf
) -> tuple[tuple[Glance, ...], tuple[Fact, ...]]:
    """The incidents that matter most, those to be decided on before others; and what there is beside them.

    However much waits, what most is said of stands among them: what must be decided may not hide what happened.
    """
    due = {ref.number for duty in duties for ref in duty.incident.on}
    telling = [i for i in shelf.cases if not alone(i, due=due, closings=closings, shelf=shelf)]
    waiting = [i for i in telling if shelf.case_of[i.id] in due][:_DUE]
    rest = [i for i in telling if shelf.case_of[i.id] not in due][: max(1, _INCIDENTS - len(waiting))]
    shown = (*waiting, *rest)
    return (
        tuple(_glance(i, assessments=assessments, closings=closings, duties=duties, shelf=shelf) for i in shown),
        (
            *_others([i for i in telling if i not in shown], closings=closings, duties=duties, shelf=shelf),
            *_passing(len(shelf.cases) - len(telling)),
            *_loose(shelf),
        ),
    )


def _glance(
    incident: Incident, *, assessments: Iterable[Assessment], closings: tuple[Closing, ...],
    duties: Iterable[Duty], shelf: Shelf,
) -> Glance:  # fmt: skip
    said = tuple(s for s in shelf.statements(incident) if not s.suggestion)
    number = shelf.case_of[incident.id]
    due = _duties(number, duties)
    opinions = [a for a in assessments if a.incident in {incident.id, *incident.aliases}]
    state = stage(incident, closings=closings, shelf=shelf)
    found = {
        "killed and hurt": tolls.in_short(said, shelf),
        **{label: _few(_spoken(said, kind, shelf)) for kind, label in _SPOKEN.items()},
        "warned": _few(warned.in_short(said, shelf)),
        "not known": _few(_open(said, shelf)),
    }
    facts = (
        *_due(due, coming=incident.stage is not Stage.ACCOMPLISHED and state.tone is Tone.LOUD),
        Fact(label="when and where", lines=happening(incident, shelf), run=True),
        Fact(label="who says so", lines=_few(_sources(said, shelf))),
        *_told(found, "killed and hurt", *_SPOKEN.values()),
        *_behind(standing_rivals(opinions), shelf),
        *_told(found, "warned", "not known"),
        *_reassess(opinions, incident, shelf),
        *_unsaid(found),
    )
    return Glance(incident=shelf.case(incident.id), stage=state, facts=facts)


def _told(found: dict[str, Lines], *labels: str) -> tuple[Fact, ...]:
    """A fact for each of these of which something was read; what was not is said in one line at the end."""
    apart = {"warned", "not known"}
    return tuple(Fact(label=name, lines=found[name], run=name not in apart) for name in labels if found[name])


def _unsaid(found: dict[str, Lines]) -> tuple[Fact, ...]:
    names = {
        "killed and hurt": "figures", "claimed by": "claim", "confirmed by": "confirmation", "denied by": "denial",
        "accused": "accusation", "warned": "warning", "not known": "open question",
    }  # fmt: skip
    absent = [f"no {names[label]}" for label, lines in found.items() if not lines]
    return (Fact(label="in what was read", lines=saying.says(", ".join(absent), tone=Tone.MISSING)),) if absent else ()


def _sources(said: Iterable[Statement], shelf: Shelf) -> Lines:
    """Whom the account goes back to, an origin a line, with the best marks that it was given.

    Whoever foretold it and told of it afterwards has two lines: that it came true confirms no warning.
    """
    groups: dict[tuple[str, bool], list[Statement]] = {}
    for s in said:
        if s.kind in _TELLS and not s.negative:
            origin = shelf.origin_of.get(s.id)
            name = origin.name if origin else saying.speaker(s)
            groups.setdefault((name, s.kind is Kind.ATTACK), []).append(s)
    lines = tuple(
        Cell(
            words=f"{name}{_of_which(name, groups, done=done)}: {_marks(group, shelf)}",
            on=shelf.on(s.id for s in group),
        )
        for (name, done), group in groups.items()
    )
    return lines or (Cell(words="nobody, in what was read", tone=Tone.MISSING),)


def _of_which(name: str, groups: Mapping[tuple[str, bool], object], *, done: bool) -> str:
    """Of which of the two an origin's marks are, where it tells of both: what was feared, and what was done."""
    if (name, not done) not in groups:
        return ""
    return ", of the attack" if done else ", of what was feared or planned"


def _marks(group: list[Statement], shelf: Shelf) -> str:
    best = min(
        (s for s in group if s.id in shelf.grades),
        key=lambda s: (shelf.grades[s.id].credibility, shelf.grades[s.id].reliability),
        default=group[0],
    )
    return saying.marks(shelf.grades.get(best.id)) + _hedges(group)


def _hedges(group: list[Statement]) -> str:
    """By which hedges they say it; that some of it is said flatly is not passed over."""
    hedged = [s.factuality.certainty for s in group if s.factuality.certainty in _HEDGED]
    if not hedged:
        return ""
    words = f"; they call it {' or '.join(sorted(set(hedged)))}"
    return words if len(hedged) == len(group) else f"{words} in {len(hedged)} of {len(group)} statements"


def _spoken(said: Iterable[Statement], kind: Kind, shelf: Shelf) -> Lines:
    """Who claims, confirms, denies or accuses: what one says again stands once."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for s in said:
        if s.kind is kind or (kind is Kind.DENIAL and s.kind in _TELLS and saying.negated(s)):
            groups.setdefault((_speech(s), saying.negated(s)), []).append(s.id)
    return tuple(
        Cell(words=f"NEGATED, {words}", on=shelf.on(ids), tone=Tone.LOUD)
        if negated
        else Cell(words=words, on=shelf.on(ids))
        for (words, negated), ids in sorted(groups.items(), key=lambda group: group[0][1])
    )


def _speech(s: Statement) -> str:
    """A claim or a confirmation is told by its names, an accusation by both sides, everything else by its words."""
    named = ", ".join(saying.once(m.resolved.name for m in s.roles.actor if isinstance(m.resolved, Actor)))
    hedge = _HEDGED.get(s.factuality.certainty, "")
    if saying.negated(s) or s.kind is Kind.DENIAL or (s.kind is Kind.ACCUSATION and not named):
        return f"{saying.speaker(s)}: “{saying.brief(saying.words_of(s), _WORDS)}”"
    if s.kind is Kind.ACCUSATION:
        return f"{saying.speaker(s)} → {named}{hedge}"
    if s.kind is Kind.CLAIM:
        return (saying.speaker(s) if s.speakers else named or saying.speaker(s)) + hedge
    return f"{saying.speaker(s)}{f', of {named}' if named else ''}{hedge}"


def _behind(rivals: tuple[Attribution, ...], shelf: Shelf) -> tuple[Fact, ...]:
    """The rivals by likelihood, the unknown always among them; and apart from that, how sure whoever assessed it is."""
    label = "who may be behind it"
    if not rivals:
        return (Fact(label=label, lines=(Cell(words="not assessed", tone=Tone.MISSING),)),)
    if all(a.actor is None for a in rivals):
        return (
            Fact(
                label=label,
                lines=(Cell(words="nobody was made out; what is quoted may name somebody", tone=Tone.MISSING),),
            ),
        )
    named = [a for a in rivals if a.actor is not None]
    shown = (*named[:_FEW], *(a for a in rivals if a.actor is None)) if len(rivals) > _FEW + 1 else rivals
    left = len(rivals) - len(shown)
    lines = tuple(
        Cell(words=f"{_name(a)}: {saying.likelihood(a.likelihood)}", on=shelf.on(a.supporting)) for a in shown
    )
    more = (Cell(words=f"and {many(left, 'more rival')}, below", tone=Tone.QUIET),) if left else ()
    return (
        Fact(label=label, lines=(*lines, *more), run=True),
        Fact(label="confidence in that", lines=_confidence(shown), run=True),
    )


def _confidence(rivals: tuple[Attribution, ...]) -> Lines:
    groups: dict[str, list[str]] = {}
    for a in rivals:
        groups.setdefault(str(a.confidence), []).append(_name(a))
    if len(groups) == 1:
        words = [f"{level}, of each" if len(rivals) > 1 else level for level in groups]
    else:
        words = [f"{level}: {', '.join(names)}" for level, names in groups.items()]
    signed = [f"{_name(a)} signed by {a.signed.name}" for a in rivals if a.signed]
    rest = "the rest proposed, unsigned" if signed else "proposed, unsigned"
    proposed = () if all(a.signed for a in rivals) else (rest,)
    return (*saying.says(*words), *(Cell(words=w, tone=Tone.QUIET) for w in (*signed, *proposed)))


def _name(a: Attribution) -> str:
    return a.actor.name if a.actor else saying.UNKNOWN_ACTOR


def _open(said: Iterable[Statement], shelf: Shelf) -> Lines:
    return tuple(
        Cell(words=f"“{saying.brief(saying.quote(s), _MORE_WORDS)}”", on=shelf.on((s.id,)))
        for s in said
        if s.kind is Kind.UNKNOWN
    )


def _short(s: Statement) -> str:
    """The beginning of its words, with that they are negated."""
    return f"{'NEGATED: ' if saying.negated(s) else ''}“{saying.brief(saying.words_of(s), _MORE_WORDS)}”"


def _reassess(opinions: list[Assessment], incident: Incident, shelf: Shelf) -> tuple[Fact, ...]:
    """The standing judgements that this incident speaks against, each in its own words, and those that it left."""
    due = {d.statement: d for a in sorted(opinions, key=lambda a: a.at) for d in a.due}
    lines = tuple(
        Cell(words=_short(held), on=shelf.on((d.statement, *d.against)))
        if (held := shelf.by_id.get(d.statement)) is not None
        else Cell(words=d.because, on=shelf.on(d.against))
        for d in due.values()
    )
    last = {a.by: a for a in sorted(opinions, key=lambda a: a.at)}.values()
    left = dict.fromkeys(id_ for a in last for id_ in moved(a, incident))
    lines = (*elsewhere(left, shelf), *lines)
    return (Fact(label="reassess", lines=_few(lines)),) if lines else ()


def _due(duties: list[Duty], *, coming: bool) -> tuple[Fact, ...]:
    """For whom something must be decided, those under one clock in one line."""
    clocks: dict[tuple[str, Tone], list[Duty]] = {}
    for d in duties:
        clocks.setdefault((d.clock.words, d.clock.tone), []).append(d)
    lines = tuple(
        Cell(words=f"{words}: {_names(group)}", on=tuple(d.ref for d in group), tone=tone)
        for (words, tone), group in clocks.items()
    )
    if lines or coming:
        return (Fact(label="to decide", lines=_few(lines) or (_NOTHING,)),)
    return ()


def _names(duties: list[Duty]) -> str:
    left = len(duties) - _NAMES
    more = f"; and {left} more" if left > 0 else ""
    return "; ".join(d.name for d in duties[:_NAMES]) + more


def _duties(number: int, duties: Iterable[Duty]) -> list[Duty]:
    return [d for d in duties if any(ref.number == number for ref in d.incident.on)]


def _others(
    incidents: list[Incident], *, closings: tuple[Closing, ...], duties: Sequence[Duty], shelf: Shelf
) -> tuple[Fact, ...]:
    """The incidents that are not shown at a glance, a few words each; none that is to be decided on is left out."""
    if not incidents:
        return ()
    lines = []
    for n, incident in enumerate(incidents):
        case, due = shelf.case(incident.id), _duties(shelf.case_of[incident.id], duties)
        words = f"{case.words}: {stage(incident, closings=closings, shelf=shelf).words}"
        if due:
            lines.append(Cell(words=f"{words}; {len(due)} to decide, {due[0].clock.words}", on=case.on, tone=Tone.LOUD))
        elif n < _OTHERS:
            lines.append(Cell(words=words, on=case.on))
    left = len(incidents) - len(lines)
    more = (Cell(words=f"and {many(left, 'more incident')}, below", tone=Tone.QUIET),) if left else ()
    return (Fact(label="other incidents", lines=(*lines, *more)),)


def _passing(number: int) -> tuple[Fact, ...]:
    if not number:
        return ()
    words = f"{many(number, 'incident')} of which only one thing is said, below"
    return (Fact(label="in passing", lines=(Cell(words=words, tone=Tone.QUIET),)),)


def _loose(shelf: Shelf) -> tuple[Fact, ...]:
    """What is said and tied to no incident: open questions in their words, the rest counted by kind."""
    loose = [s for s in shelf.said if s.id not in shelf.held_by]
    kinds: dict[str, list[str]] = {}
    for s in loose:
        if s.kind is not Kind.UNKNOWN:
            kinds.setdefault(saying.kind(s), []).append(s.id)
    questions = _few(_open(loose, shelf))
    counted = tuple(
        Cell(words=f"{kind} ×{len(ids)}" if len(ids) > 1 else kind, on=shelf.on(ids)) for kind, ids in kinds.items()
    )
    return (
        *((Fact(label="not known either", lines=questions),) if questions else ()),
        *((Fact(label="of no incident", lines=counted, run=True),) if counted else ()),
    )


def _few(lines: Lines) -> Lines:
    """The first few of these, and how many more there are."""
    if len(lines) <= _FEW + 1:
        return lines
    more = lines[_FEW:]
    refs: tuple[Ref, ...] = tuple(dict.fromkeys(ref for cell in more for ref in cell.on))
    return (*lines[:_FEW], Cell(words=f"and {len(more)} more", on=refs, tone=Tone.QUIET))

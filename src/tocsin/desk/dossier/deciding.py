"""What must be decided now, and what was decided: clocks, tests, rulings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Duty, Fact, Lines, Ref, Row, Table, Tests, Tone, What
from tocsin.desk.handover import span
from tocsin.model import (
    DutyDecision,
    DutyProposal,
    Finding,
    Met,
    Policy,
    Reopening,
    Stage,
    Waive,
)

_TONE = {Met.YES: Tone.PLAIN, Met.NO: Tone.LOUD, Met.UNKNOWN: Tone.MISSING}

_WEIGHED = "No answer decides anything. A person weighs each that is not no: tocsin weigh."


def to_decide(proposals: Iterable[DutyProposal], *, shelf: Shelf) -> tuple[Duty, ...]:
    """One duty for each incident and entry, the one due first at the head, with every policy's tests."""
    pairs: dict[tuple[str, str], list[DutyProposal]] = {}
    for proposal in proposals:
        if shelf.shows(proposal.incident):
            held = shelf.incident_of.get(proposal.incident)
            pairs.setdefault((held.id if held else proposal.incident, proposal.protected), []).append(proposal)
    return tuple(
        _duty(number, group, incident=incident, shelf=shelf)
        for number, ((incident, _), group) in enumerate(pairs.items(), 1)
    )


def decided(decisions: Sequence[DutyDecision], *, reopenings: Iterable[Reopening], shelf: Shelf) -> Table:
    """Every ruling: for whom, what, on which ground, by whom, in time or not, and whether another took its place.

    `decisions` are in the order of recording: the last on a proposal is the one that stands.
    """
    again, last, later = {r.decision: r for r in reopenings}, dict[str, str](), dict[str, DutyDecision]()
    for decision in decisions:
        if decision.proposal in last:
            later[last[decision.proposal]] = decision
        last[decision.proposal] = decision.id
    rows = tuple(
        saying.row(
            (shelf.case(d.incident),),
            saying.says(_who(d.protected, shelf)),
            _ruling(d, shelf),
            saying.says(d.by.name),
            (Cell(words=saying.moment(d.at, shelf.at)), _in_time(d)),
            _stands(again.get(d.id), later.get(d.id), shelf),
        )
        for d in decisions
        if shelf.shows(d.incident)
    )  # fmt: skip
    return Table(
        title="Decided", columns=("incident", "for whom", "ruling and ground", "by", "when", "stands"), rows=rows,
        empty="Nothing has been decided.",
    )  # fmt: skip


def clock(due: datetime, *, at: datetime, happened: bool) -> Cell:
    """How long is left, or by how much a decision is late."""
    late = at > due
    left = f"OVERDUE BY {span(at - due)}" if late else f"{span(due - at)} left"
    if happened:
        return Cell(words=f"UNDECIDED WHEN IT HAPPENED; {left}", tone=Tone.LOUD)
    return Cell(words=left, tone=Tone.LOUD if late else Tone.PLAIN)


def _duty(number: int, group: list[DutyProposal], *, incident: str, shelf: Shelf) -> Duty:
    first = min(group, key=lambda p: p.due)
    held = shelf.incident_of.get(incident)
    happened = held is not None and held.stage is Stage.ACCOMPLISHED
    entry = shelf.protected.get(first.protected)
    facts = [
        Fact(label="became aware", lines=saying.says(saying.moment(first.became_aware, shelf.at))),
        Fact(label="due", lines=saying.says(saying.moment(first.due, shelf.at))),
        Fact(label="where they are", lines=saying.says(saying.place(entry.place) if entry else "")),
        Fact(label="they read", lines=saying.says(", ".join(entry.languages) if entry else "")),
        Fact(label="who protects them", lines=saying.says(*(_protectors(first.protected, shelf)))),
    ]
    return Duty(
        number=number, name=entry.name if entry else first.protected, protected=_who(first.protected, shelf),
        facts=tuple(facts), incident=shelf.case(incident),
        clock=clock(first.due, at=shelf.at, happened=happened),
        tests=tuple(_tests(p, happened=happened, shelf=shelf) for p in group),
    )  # fmt: skip


def _tests(proposal: DutyProposal, *, happened: bool, shelf: Shelf) -> Tests:
    policy = shelf.policies.get(proposal.policy)
    name = f"{policy.title}, version {policy.version}" if policy else f"policy {saying.short(proposal.policy)}"
    hours = f"{policy.hours} hours; {policy.hours_source}" if policy else ""
    on = shelf.on(i for f in proposal.findings for i in f.statements)
    return Tests(
        id=saying.short(proposal.id), policy=name,
        proposes=Cell(words=f"Proposed, binds nobody: {saying.sentence(saying.ruling(proposal.proposes))} "
                      f"{saying.sentence(proposal.because)}", on=on),
        clock=(
            Fact(label="due", lines=(
                Cell(words=saying.moment(proposal.due, shelf.at)),
                clock(proposal.due, at=shelf.at, happened=happened),
            )),
            saying.fact("time allowed", hours),
        ),
        summary=_summary(proposal.findings, policy),
        table=Table(
            title=f"The tests of {name}", columns=("test", "met", "because", "rests on", "the rule's source"),
            rows=tuple(_finding(f, policy=policy, shelf=shelf) for f in proposal.findings),
            empty="This policy has no tests.",
        ),
        harms=Table(
            title="What the warning itself may do", columns=("harm", "answer", "because", "rests on", "its source"),
            rows=tuple(_harm(f, policy=policy, shelf=shelf) for f in proposal.harms),
            empty="Nothing was asked of what the warning itself may do.",
            note=_WEIGHED if proposal.harms else "",
        ),
    )  # fmt: skip


def _finding(finding: Finding, *, policy: Policy | None, shelf: Shelf) -> Row:
    rule = next((r for r in policy.rules if r.id == finding.rule), None) if policy else None
    checked = Cell(words="read and checked", tone=Tone.QUIET)
    if rule is None or not rule.verified:
        checked = Cell(words="NOT VERIFIED: nobody has checked this rule at its source", tone=Tone.LOUD)
    source = (Cell(words=rule.source, tone=Tone.QUIET),) if rule and rule.source.strip() else ()
    wording: Lines = (Cell(words=rule.text, tone=Tone.QUIET),) if rule and rule.text.strip() else ()
    row = saying.row(
        (Cell(words=finding.rule), *wording),
        (Cell(words=saying.MET[finding.met], tone=_TONE[finding.met]),),
        saying.says(finding.because),
        _rests(finding.statements, shelf),
        why=shelf.on(finding.statements),
    )  # fmt: skip
    return Row(fields=(*row.fields, (checked, *source)))


def _harm(finding: Finding, *, policy: Policy | None, shelf: Shelf) -> Row:
    """One thing that the warning itself may do: it decides nothing, and a person weighs it."""
    harm = next((h for h in policy.harms if h.id == finding.rule), None) if policy else None
    asked: Lines = (Cell(words=harm.question, tone=Tone.QUIET),) if harm else ()
    source: Lines = (Cell(words=harm.source, tone=Tone.QUIET),) if harm else (saying.NOT_STATED,)
    answer = {Met.YES: "yes", Met.NO: "no", Met.UNKNOWN: "unknown"}[finding.met]
    row = saying.row(
        (Cell(words=finding.rule), *asked),
        (Cell(words=answer, tone=Tone.PLAIN if finding.met is Met.NO else Tone.MISSING),),
        saying.says(finding.because),
        _rests(finding.statements, shelf),
        why=shelf.on(finding.statements),
    )  # fmt: skip
    return Row(fields=(*row.fields, source))


def _rests(ids: tuple[str, ...], shelf: Shelf) -> Lines:
    on = shelf.on(ids)
    if on:
        return (Cell(words="statements", on=on),)
    return (Cell(words="on no statement", tone=Tone.MISSING),)


def _summary(findings: tuple[Finding, ...], policy: Policy | None) -> str:
    counts = {met: [f.rule for f in findings if f.met is met] for met in Met}
    named = {met: f" ({', '.join(rules)})" if rules and met is not Met.YES else "" for met, rules in counts.items()}
    words = ", ".join(f"{len(counts[met])} {saying.MET[met]}{named[met]}" for met in Met)
    unverified = sum(1 for rule in policy.rules if not rule.verified) if policy else len(findings)
    return f"{words}; {unverified} of {len(findings)} rules not verified" if unverified else words


def _ruling(decision: DutyDecision, shelf: Shelf) -> Lines:
    policy = shelf.policies.get(decision.policy)
    on = shelf.on(i for f in decision.findings for i in f.statements)
    lines = [Cell(words=saying.ruling(decision.ruling), on=on)]
    if isinstance(decision.ruling, Waive):
        ground = decision.ruling.ground
        text = next((g.text for g in policy.grounds if g.id == ground), "") if policy else ""
        lines += [Cell(words=text, tone=Tone.QUIET)] if text else []
    lines.append(Cell(words=f"under {policy.title}" if policy else "under a policy no longer held", tone=Tone.QUIET))
    return tuple(lines)


def _in_time(decision: DutyDecision) -> Cell:
    if decision.at > decision.due:
        return Cell(words=f"LATE by {span(decision.at - decision.due)}", tone=Tone.LOUD)
    return Cell(words=f"{span(decision.due - decision.at)} before it was due", tone=Tone.QUIET)


def _stands(reopening: Reopening | None, later: DutyDecision | None, shelf: Shelf) -> Lines:
    if later is not None:
        by = f"superseded by the ruling of {later.by.name}, {saying.moment(later.at, shelf.at)}"
        return (Cell(words=by, tone=Tone.MISSING), Cell(words=saying.ruling(later.ruling), tone=Tone.QUIET))
    if reopening is None:
        return (Cell(words="stands"),)
    return (Cell(words=f"REOPENED: {reopening.because}", tone=Tone.LOUD),)


def _who(id_: str, shelf: Shelf) -> str:
    entry = shelf.protected.get(id_)
    return f"{entry.name} ({entry.kind})" if entry else f"{id_} (no longer in the register)"


def _protectors(id_: str, shelf: Shelf) -> tuple[str, ...]:
    entry = shelf.protected.get(id_)
    return tuple(f"{p.name}, {p.role}" for p in entry.protectors) if entry else ()


def duties_of(duties: Iterable[Duty]) -> Mapping[int, tuple[Ref, ...]]:
    """For each incident, by number, the duties that must be decided about it."""
    found: dict[int, tuple[Ref, ...]] = {}
    for duty in duties:
        for ref in duty.incident.on:
            found[ref.number] = (*found.get(ref.number, ()), Ref(what=What.DUTY, number=duty.number))
    return found

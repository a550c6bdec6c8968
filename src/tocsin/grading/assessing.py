"""One incident assessed: its rivals, what would change the view, what changed, what must be thought over again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tocsin.grading.attribution import attributions, rivals
from tocsin.grading.evidence import Evidence
from tocsin.grading.independence import Sources
from tocsin.grading.reassess import due
from tocsin.grading.standings import inquiry_into, standings
from tocsin.grading.who import UNNAMED_BRANCH
from tocsin.model import (
    Agent,
    Assessment,
    Attribution,
    Grade,
    Incident,
    Status,
)


def assess(
    incident: Incident, *, evidence: Evidence, grades: Mapping[str, Grade], previous: Assessment | None, by: Agent,
    at: datetime,
) -> Assessment:  # fmt: skip
    """The assessment that the published tables propose; nobody has signed it.

    `evidence` is of all statements in the record: those of the incident's reports tell which branch is meant, and
    standing assessments anywhere may be due for another look.
    """
    whence = evidence.sources
    held = tuple(evidence.statements[s] for s in incident.statements if s in evidence.statements)
    said = standings(inquiry_into(held, evidence))
    made = attributions(incident.id, rivals(said, sources=whence), grades=grades)
    return Assessment(
        incident=incident.id, attributions=made, would_change=_would_change(made, whence),
        changed=_changed(made, previous), due=due(incident, held, made, evidence.weak), by=by, at=at,
    )  # fmt: skip


def _would_change(made: Sequence[Attribution], whence: Sources) -> tuple[str, ...]:
    """What, if it came to be known, would change the view: for each rival, then for the unknown."""
    out: list[str] = []
    for each in made:
        if each.actor is not None:
            out += _for_rival(each, whence)
    if len(made) == 1:
        out.append("A claim of responsibility, or an accusation by an authority, by or against anybody.")
    else:
        out.append("A claim by somebody not named so far, with proof that only those who did it could have.")
    return tuple(dict.fromkeys(out))


def _for_rival(each: Attribution, whence: Sources) -> list[str]:
    name = each.actor.name if each.actor else ""
    held = {s.status: s.statements for s in each.standings}
    out: list[str] = []
    if Status.CONFIRMED in held:
        who = whence.listed(whence.independent(held[Status.CONFIRMED]))
        out.append(f"An independent confirmation of the part of {name} by someone other than {who}.")
        out.append(f"A withdrawal of the confirmation by {who}.")
    elif Status.CLAIMED in held:
        out.append(f"A confirmation of the claim by {name} from an authority independent of it.")
    else:
        out.append(f"A claim by {name}, or a finding on its part by an authority that has not yet spoken.")
    if Status.DENIED not in held and Status.DISOWNED not in held:
        out.append(f"A denial by {name}.")
    else:
        out.append(f"Evidence that the denial on behalf of {name} is untrue.")
    if each.actor and each.actor.id.endswith(UNNAMED_BRANCH):
        out.append(f"A statement that names which branch is meant by “{name}”.")
    return out


def _changed(made: Sequence[Attribution], previous: Assessment | None) -> tuple[str, ...]:
    """What differs from the assessment before, one sentence a change; likelihood and confidence each in its own."""
    if previous is None:
        return ()
    former = {_key(a): a for a in previous.attributions}
    out: list[str] = []
    for each in made:
        name, old = _name(each), former.pop(_key(each), None)
        if old is None:
            out.append(f"{name} is named for the first time.")
            continue
        had, has = ({s.status for s in a.standings} for a in (old, each))
        out += [f"{name} is now also {s.value}." for s in Status if s in has - had]
        out += [f"{name} is no longer {s.value}." for s in Status if s in had - has]
        if old.likelihood is not each.likelihood:
            out.append(f"That it was {name} went from {old.likelihood.value} to {each.likelihood.value}.")
        if old.confidence is not each.confidence:
            moved = f"from {old.confidence.value} to {each.confidence.value}"
            out.append(f"Confidence in what is said of {name} went {moved}.")
    out += [f"{_name(old)} is no longer named." for old in former.values()]
    return tuple(out)


def _key(each: Attribution) -> str:
    return each.actor.id if each.actor else ""


def _name(each: Attribution) -> str:
    return each.actor.name if each.actor else "somebody unknown"

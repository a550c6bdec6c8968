"""The rival attributions of an incident, unknown always among them, each with its grounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.grading.independence import Sources
from tocsin.grading.standings import Said
from tocsin.grading.tables import LIKELIHOOD, STEPS_DOWN, UNKNOWN, Ground, footing, lower
from tocsin.grading.who import are_kin
from tocsin.model import Actor, Attribution, Confidence, Grade, Likelihood, Reliability, Standing, Status

_BLAME = frozenset({Status.ACCUSED, Status.SUSPECTED})
_SOUND = frozenset({Reliability.A, Reliability.B})
_DENIED, _GAINSAID, _DISOWNED, _RIVAL = STEPS_DOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One actor and all that is said of its part."""

    actor: Actor
    said: tuple[Said, ...]
    sources: Sources

    @property
    def statuses(self) -> frozenset[Status]:
        """Every status that somebody gives it."""
        return frozenset(s.status for s in self.said if s.status is not None)

    @property
    def strongest(self) -> "Rival":
        """The same with the part of what supports it that founds it best, and all that is against it.

        What wording alone joins corroborates nothing: a claim in one report and a confirmation in another are one
        ground only where a day, a place, a name or a person joins the two.
        """
        part = self.sources.part
        parts = dict.fromkeys(part.get(s.statement.id) for s in self.said if not s.against)
        every = (
            replace(self, said=tuple(s for s in self.said if s.against or part.get(s.statement.id) == one))
            for one in parts
        )
        return min(every, key=lambda r: (list(Ground).index(ground(r)), -len(r.origins())), default=self)

    def ids(self, *, against: bool) -> tuple[str, ...]:
        """The statements for it, or against it."""
        return tuple(dict.fromkeys(s.statement.id for s in self.said if s.against is against))

    def origins(self, *statuses: Status) -> tuple[str, ...]:
        """The independent origins of what gives it these statuses; of all that supports it if none is named."""
        chosen = (s for s in self.said if (s.status in statuses if statuses else not s.against))
        return self.sources.independent(s.statement.id for s in chosen)

    def opposing(self) -> tuple[str, ...]:
        """The origins that speak against it, without its own denial."""
        own = {Status.DENIED, Status.DISOWNED}
        held = self.sources.independent(s.statement.id for s in self.said if s.against and s.status not in own)
        return tuple(o for o in held if o not in self.origins())


def rivals(said: Sequence[Said], *, sources: Sources) -> tuple[Rival, ...]:
    """The actors of whom something is said, in order of first naming."""
    named = {s.actor.id: s.actor for s in reversed(said)}
    order = dict.fromkeys(s.actor.id for s in said)
    return tuple(
        Rival(actor=named[id_], said=tuple(s for s in said if s.actor.id == id_), sources=sources) for id_ in order
    )


def attributions(incident: str, found: Sequence[Rival], *, grades: Mapping[str, Grade]) -> tuple[Attribution, ...]:
    """One attribution for each rival, the best founded first, and unknown last."""
    made = [_attribution(incident, r, found, grades=grades) for r in found]
    bands = list(Likelihood)
    ranked = sorted(made, key=lambda a: -bands.index(a.likelihood))
    return (*ranked, _unknown(incident, ranked))


def ground(rival: Rival) -> Ground:
    """The strongest ground that applies; copies of one origin never make two."""
    claimed = Status.CLAIMED in rival.statuses
    confirmed = rival.origins(Status.CONFIRMED)
    accusers = rival.origins(Status.ACCUSED_BY_AUTHORITIES)
    reporters = rival.origins(Status.REPORTED_AS_FACT)
    others = set(accusers) - set(rival.origins(Status.CLAIMED))
    rows = (
        (Ground.CONFIRMED_TWICE, len(confirmed) > 1),
        (Ground.CLAIMED_AND_CONFIRMED, claimed and bool(confirmed)),
        (Ground.CONFIRMED, bool(confirmed)),
        (Ground.CLAIMED_AND_ACCUSED, claimed and bool(others)),
        (Ground.REPORTED_TWICE, len(reporters) > 1),
        (Ground.ACCUSED_TWICE, len(accusers) > 1),
        (Ground.CLAIMED, claimed),
        (Ground.ACCUSED_BY_AUTHORITIES, bool(accusers)),
        (Ground.REPORTED, bool(reporters)),
        (Ground.ACCUSED, bool(rival.statuses & _BLAME)),
    )
    return next((name for name, applies in rows if applies), Ground.NAMED)


def _steps(rival: Rival, found: Sequence[Rival]) -> tuple[str, ...]:
    """Which steps down apply."""
    steps = []
    if Status.DISOWNED in rival.statuses:
        steps.append(_DISOWNED)
    elif Status.DENIED in rival.statuses and Status.CLAIMED not in rival.statuses:
        steps.append(_DENIED)
    if rival.opposing():
        steps.append(_GAINSAID)
    rival_confirmed = any(Status.CONFIRMED in r.statuses and not are_kin(r.actor, rival.actor) for r in found)
    if rival_confirmed and Status.CONFIRMED not in rival.statuses:
        steps.append(_RIVAL)
    return tuple(steps)


def _attribution(incident: str, rival: Rival, found: Sequence[Rival], *, grades: Mapping[str, Grade]) -> Attribution:
    best = rival.strongest
    why, steps = ground(best), _steps(rival, found)
    band = lower(LIKELIHOOD[why], sum(STEPS_DOWN[s] for s in steps))
    if Status.ACQUITTED in rival.statuses:
        band = Likelihood.VERY_UNLIKELY
    supporting, held = rival.ids(against=False), rival.origins()
    sound = any(grades[s].reliability in _SOUND for s in best.ids(against=False) if s in grades)
    well = footing(origins=len(best.origins()), against=bool(rival.ids(against=True)), sound=sound)
    return Attribution(
        incident=incident, actor=rival.actor, standings=_standings(rival), likelihood=band,
        confidence=well.confidence, supporting=supporting, contradicting=rival.ids(against=True), origins=held,
        because=_because(rival, best, found, why=why, steps=steps),
    )  # fmt: skip


def _standings(rival: Rival) -> tuple[Standing, ...]:
    out: dict[Status, dict[str, None]] = {}
    for said in rival.said:
        if said.status is not None:
            out.setdefault(said.status, {})[said.statement.id] = None
    return tuple(Standing(status=status, statements=tuple(out[status])) for status in Status if status in out)


def _because(
    rival: Rival, best: Rival, found: Sequence[Rival], *, why: Ground, steps: Iterable[str]
) -> str:  # fmt: skip
    """In words; `best` is the part of what supports the rival that is counted."""
    given = [status for status in Status if status in rival.statuses]
    by = [f"{status.value} ({rival.sources.listed(rival.origins(status))})" for status in given]
    rests = f"it rests on: {why.value}"
    if Status.CLAIMED in rival.statuses and Status.CONFIRMED not in rival.statuses:
        rests += ", and no authority has vouched for the claim"
    how = dict.fromkeys(s.because for s in rival.said if s.because)
    others = [r.actor.name for r in found if r.actor.id != rival.actor.id]
    counted = best.origins()
    count, worded = len(counted), [o for o in rival.origins() if o not in counted]
    parts = [
        "; ".join(by) or "named, with no status", rests, *(f"lower, for {s}" for s in steps), *how,
        f"{count} independent {'origin supports' if count == 1 else 'origins support'} it",
        *([f"not counted: {rival.sources.listed(worded)}, joined to it by wording alone"] if worded else []),
        f"also named: {', '.join(others)}" if others else "no rival is named",
    ]  # fmt: skip
    return "; ".join(parts)


def _unknown(incident: str, ranked: Sequence[Attribution]) -> Attribution:
    best = UNKNOWN[ranked[0].likelihood] if ranked else Likelihood.LIKELY
    because = "somebody whom no statement names" if ranked else "no statement says who did it"
    return Attribution(
        incident=incident, actor=None, standings=(), likelihood=best, confidence=Confidence.LOW,
        supporting=(), contradicting=(), origins=(), because=because,
    )  # fmt: skip

"""One case as it is exported: an incident with those statements, reports and judgements that its reader may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.model import (
    Arrival,
    Assessment,
    Certainty,
    Grade,
    Incident,
    Kind,
    Outlook,
    Report,
    Stage,
    Statement,
    Tlp,
    Toll,
    TollEffect,
    TollWho,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is handed over of one incident. `markings` holds the label of each report, `arrivals` how each came.

    `outlook` is missing where something of the incident is kept back: it was made with all of it in view.
    """

    incident: Incident
    statements: tuple[Statement, ...]
    reports: Mapping[str, Report]
    arrivals: Mapping[str, tuple[Arrival, ...]]
    markings: Mapping[str, Tlp]
    grades: Mapping[str, Grade] = field(default_factory=dict)
    assessments: tuple[Assessment, ...] = ()
    outlook: Outlook | None = None

    @property
    def marking(self) -> Tlp:
        """The most restricted label of anything in it."""
        return max((self.markings[s.report] for s in self.statements), key=list(Tlp).index, default=Tlp.CLEAR)

    @property
    def planned(self) -> bool:
        """Whether it has not happened, as far as is said: it is no row of an event data set."""
        return self.incident.stage not in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}

    @property
    def sources(self) -> tuple[str, ...]:
        """The publishers of its reports, once each."""
        names = (a.source.name for s in self.statements for a in self.arrivals.get(s.report, ()))
        return tuple(dict.fromkeys(names))

    def received(self, statement: Statement) -> datetime:
        """When its report first came."""
        return min(a.received for a in self.arrivals[statement.report])

    def tolls(self, effect: TollEffect) -> tuple[tuple[Statement, Toll], ...]:
        """The counts of one effect that somebody affirmed without a hedge, the latest report last.

        They count the whole: a count of attackers, of security or of civilians is one of some, and stands for all only
        where nobody else is counted. What nobody summed up is not summed up here.
        """
        found = [(s, t) for s in self.statements if affirmed(s) for t in s.tolls if t.effect is effect]
        whole = [(s, t) for s, t in found if t.who is TollWho.UNKNOWN]
        if not whole and len({t.who for _, t in found}) == 1:
            whole = found
        return tuple(sorted(whole, key=lambda pair: self.received(pair[0])))

    def of(self, *kinds: Kind) -> tuple[Statement, ...]:
        """Its statements of these kinds."""
        return tuple(s for s in self.statements if s.kind in kinds)


def affirmed(statement: Statement) -> bool:
    """Whether a statement says that it is so, and is not called doubtful by whoever says it."""
    return statement.positive and statement.factuality.certainty in {Certainty.CERTAIN, Certainty.PROBABLE}


def span(tolls: Iterable[tuple[Statement, Toll]]) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of several counts: the lowest, that of the latest report, the highest; None where unsaid."""
    counts = [toll for _, toll in tolls]
    if not counts:
        return None, None, None
    tops = [n for t in counts for n in (t.high, t.best, t.low) if n is not None]
    return min(t.low for t in counts), counts[-1].best, max(tops) if all(_bounded(t) for t in counts) else None


def _bounded(toll: Toll) -> bool:
    """Whether the text gives an upper end: "at least nine" gives none."""
    return toll.high is not None

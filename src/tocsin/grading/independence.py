"""Independence: how many origins really stand behind something, counted so that no report vouches for itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.model import Origin, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Whom every statement goes back to.

    `origin` maps a statement's id to its origin's; `names` an origin's id to its name; `own_voice` holds the
    origins that are publishers speaking for themselves, `reports` what each of them published. `part` maps a statement
    to what more than wording joins it to: one without stands with all others that have none.
    """

    origin: Mapping[str, str]
    names: Mapping[str, str]
    own_voice: frozenset[str]
    reports: Mapping[str, frozenset[str]]
    report: Mapping[str, str]
    part: Mapping[str, str]

    def independent(self, statements: Iterable[str]) -> tuple[str, ...]:
        """The independent origins of some statements, in their order.

        Two statements of one origin are one source. A publisher's own voice adds nothing to those whom only its own
        reports quote: what it knows, it may know from them.
        """
        held = [s for s in dict.fromkeys(statements) if s in self.origin]
        told: dict[str, set[str | None]] = {}
        for s in held:
            told.setdefault(self.origin[s], set()).add(self.report.get(s))
        return tuple(o for o in told if o not in self.own_voice or not self._quotes_only_itself(o, told))

    def _quotes_only_itself(self, origin: str, told: Mapping[str, Collection[str | None]]) -> bool:
        """Whether all others, of whom these reports tell, are told of in the reports of this one."""
        inside = self.reports.get(origin, frozenset())
        return len(told) > 1 and all(inside.issuperset(reports) for other, reports in told.items() if other != origin)

    def beside(self, statement: str, others: Iterable[str]) -> tuple[str, ...]:
        """Those of some statements that may corroborate one: those that more than wording joins to it."""
        return tuple(s for s in others if self.part.get(s) == self.part.get(statement))

    def listed(self, origins: Iterable[str]) -> str:
        """The names of origins, for a reason in words."""
        return ", ".join(dict.fromkeys(self.names[o] for o in origins if o in self.names)) or "nobody on record"


def sources(
    origins: Sequence[Origin], statements: Mapping[str, Statement], *, part: Mapping[str, str],
    own_voices: Collection[str] = (),
) -> Sources:  # fmt: skip
    """The sources of all statements that are in some origin; `own_voices` are heard in their own voice elsewhere."""
    own: set[str] = set(own_voices)
    reports: dict[str, set[str]] = defaultdict(set)
    for origin in origins:
        for id_ in origin.statements:
            if id_ in statements:
                reports[origin.id].add(statements[id_].report)
                if not statements[id_].speakers:
                    own.add(origin.id)
    return Sources(
        origin={s: o.id for o in origins for s in o.statements},
        names={o.id: o.name for o in origins},
        own_voice=frozenset(own),
        reports={o: frozenset(held) for o, held in reports.items()},
        report={id_: s.report for id_, s in statements.items()},
        part=part,
    )

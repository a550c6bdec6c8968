"""What assessments look at, put in order once for all incidents of a casebook."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.grading.independence import Sources, sources
from tocsin.grading.reassess import Weakness, weaknesses
from tocsin.grading.who import actors
from tocsin.model import Actor, Origin, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All statements, by id, whom each goes back to, and what was said of somebody's weakness.

    `named` are the actors that each report names, by their id; `institutions` those that a table knows, of which a
    person may be whom a report names without them: a spokesman of a council speaks for its state.
    """

    statements: Mapping[str, Statement]
    named: Mapping[str, Mapping[str, Actor]]
    sources: Sources
    weak: tuple[Weakness, ...]
    institutions: Mapping[str, Actor]


def evidence(
    statements: Mapping[str, Statement], origins: Sequence[Origin], *, part: Mapping[str, str] | None = None,
    own_voices: Collection[str] = (), weak: Sequence[Weakness] | None = None,
    institutions: Mapping[str, Actor] = MappingProxyType({}),
) -> Evidence:  # fmt: skip
    """The evidence of all statements in the record, and of the origins that they go back to.

    `part` says what more than wording joins (`linking.parts`); without it, whatever is of one incident. Where the
    statements are not all, but those of some reports, `own_voices` are origins that speak in their own voice elsewhere,
    and `weak` all assessments of weakness.
    """
    reports: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.values():
        reports[statement.report].append(statement)
    whence = sources(origins, statements, part=part or {}, own_voices=own_voices)
    return Evidence(
        statements=statements, named={report: actors(said) for report, said in reports.items()}, sources=whence,
        weak=weaknesses(statements) if weak is None else tuple(weak), institutions=institutions,
    )  # fmt: skip

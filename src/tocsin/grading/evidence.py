"""What assessments look at, put in order once for all incidents of a casebook."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tocsin.grading.independence import Sources, sources
from tocsin.grading.reassess import Weakness, weaknesses
from tocsin.model import Origin, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All statements, by id and by report, whom each goes back to, and what was said of somebody's weakness."""

    statements: Mapping[str, Statement]
    reports: Mapping[str, tuple[Statement, ...]]
    sources: Sources
    weak: tuple[Weakness, ...]


def evidence(
    statements: Mapping[str, Statement], origins: Sequence[Origin], *, part: Mapping[str, str] | None = None,
    own_voices: Collection[str] = (), weak: Sequence[Weakness] | None = None,
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
        statements=statements, reports={report: tuple(said) for report, said in reports.items()}, sources=whence,
        weak=weaknesses(statements) if weak is None else tuple(weak),
    )  # fmt: skip

"""How well the reader reads the annotated reports: `python -m tests.golden.reading.score [dev|test]`.

Prints precision, recall and their harmonic mean (F1) by kind and in all, and how far the pairs agree. `--show` lists
what was missed and what was read falsely in a report of the first half; of the second only totals are printed.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.golden.reading.annotated import HALVES, Annotated, Golden, half
from tests.golden.reading.matching import Outcome, Pair, agreements, compare, said
from tocsin import reading
from tocsin.model import Kind, Statement


@dataclass(frozen=True, slots=True)
class Mark:
    """How many were annotated, how many read, and how many of them are pairs."""

    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was read; 1 where nothing is annotated."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def outcome(golden: Golden) -> Outcome:
    """One report, read and compared."""
    return compare(golden, reading.read(golden.report, published=golden.when))


def mark(outcomes: Iterable[Outcome], kind: str | None = None) -> Mark:
    """The mark of some reports, of one kind or of all."""
    wanted = found = right = 0
    for each in outcomes:
        pairs = [p for p in each.pairs if kind in (None, p.wanted.kind)]
        right += len(pairs)
        wanted += len(pairs) + sum(kind in (None, w.kind) for w in each.missed)
        found += len(pairs) + sum(kind in (None, s.kind) for s in each.false)
    return Mark(wanted, found, right)


def agreed(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """For each field, how many pairs agree on it, of how many whose annotation holds it."""
    agree, of = Counter[str](), Counter[str]()
    for pair in (p for each in outcomes for p in each.pairs):
        fields = agreements(pair)
        of.update(fields.keys())
        agree.update(name for name, same in fields.items() if same)
    return {name: (agree[name], of[name]) for name in of}


# ---- what is printed


def table(outcomes: Sequence[Outcome], *, by_kind: bool) -> Iterator[str]:
    """The marks, and what the pairs agree on, a line each."""
    yield f"{'kind':14}{'annotated':>10}{'read':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    kinds = [k.value for k in Kind] if by_kind else []
    for name, one in [(k, mark(outcomes, k)) for k in kinds] + [("in all", mark(outcomes))]:
        figures = f"{one.precision:11.3f}{one.recall:8.3f}{one.f1:7.3f}"
        yield f"{name:14}{one.wanted:10}{one.found:7}{one.right:7}{figures}"
    yield ""
    yield f"{'of the pairs':17}{'agree':>7}{'of':>6}{'share':>8}"
    for name, (agree, of) in sorted(agreed(outcomes).items()):
        yield f"{name:17}{agree:7}{of:6}{agree / of:8.3f}"


def shown(each: Outcome, kind: str | None) -> Iterator[str]:
    """What was missed and what was read falsely in one report, and where pairs disagree."""
    yield f"\n== {each.golden.name}"
    text = each.golden.text
    for one in each.missed:
        if kind in (None, one.kind):
            yield from _missed(one, text)
    for statement in each.false:
        if kind in (None, statement.kind):
            yield from _false(statement)
    for pair in each.pairs:
        if kind in (None, pair.wanted.kind):
            yield from _differs(pair)


def _missed(one: Annotated, text: str) -> Iterator[str]:
    yield f"MISSED {one.kind}: {_line(one.row['content'])}"
    yield f"    cue {one.row['cue']!r}, speakers {one.row['speakers']}, stage {one.row['stage']!r}"
    yield f"    in: {_line(text[slice(*one.passage)])}"


def _false(statement: Statement) -> Iterator[str]:
    yield f"FALSE {statement.kind}: {_line(' … '.join(span.quote for span in statement.content))}"
    yield f"    because {statement.because} ({statement.score:.2f})"
    yield f"    in: {_line(statement.passage.quote)}"


def _differs(pair: Pair) -> Iterator[str]:
    apart = [name for name, same in agreements(pair).items() if not same]
    if apart:
        yield f"DIFFERS {pair.wanted.kind}: {_line(pair.wanted.row['content'])}   [{pair.found.because}]"
    for name in apart:
        annotated, read = said(pair, name)
        yield f"    {name}: annotated {annotated}, read {read}"


def _line(words: str) -> str:
    return " ".join(words.split())


def main(arguments: Sequence[str]) -> int:
    """Read a half, or both, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.reading.score", description=__doc__)
    parser.add_argument("half", nargs="?", choices=HALVES, help="one half; both where none is given")
    parser.add_argument("--show", metavar="NAME", help="list a dev report's faults: its id, a part of it, or all")
    parser.add_argument("--kind", choices=[k.value for k in Kind], help="list only this kind")
    given = parser.parse_args(arguments)
    if given.show and given.half == "test":
        parser.error("--show is for dev; the other half is there to measure and is not looked at")
    if given.kind and not given.show:
        parser.error("--kind goes with --show")
    halves = HALVES if given.half is None and not given.show else [given.half or "dev"]
    for name in halves:
        outcomes = [outcome(golden) for golden in half(name)]
        wanted = [o for o in outcomes if given.show and (given.show == "all" or given.show in o.golden.name)]
        if given.show and not wanted:
            parser.error(f"no report of {name} is named like {given.show!r}")
        lines = [line for each in wanted for line in shown(each, given.kind)]
        lines += ["", f"{name}: {len(outcomes)} reports", *table(outcomes, by_kind=name == "dev")]
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well a reader reads the corpus: `python -m corpus.score [train|dev|test] [--by FIELD] [--show NAME]`.

Prints precision, recall and their harmonic mean (F1) by kind and in all, and how far the pairs agree. `--show` lists
what was missed and what was read falsely; of the test part only totals are printed.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import SPLITS, Marked, Written, written
from corpus.matching import Outcome, Pair, agreements, compare, said, same_outermost
from tocsin import reading
from tocsin.model import Kind, Polarity, Statement


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


def outcome(one: Written, reader: reading.Reader | None = None) -> Outcome:
    """One report, read and compared."""
    return compare(one, reading.read(one.report, published=one.when, reader=reader))


def mark(outcomes: Iterable[Outcome], kind: str | None = None) -> Mark:
    """The mark of some reports, of one kind or of all."""
    wanted = found = right = 0
    for each in outcomes:
        pairs = [p for p in each.pairs if kind in (None, p.wanted.kind)]
        right += len(pairs)
        wanted += len(pairs) + sum(kind in (None, w.kind) for w in each.missed)
        found += len(pairs) + sum(kind in (None, s.kind) for s in each.false)
    return Mark(wanted, found, right)


def with_speaker(outcomes: Sequence[Outcome]) -> Mark:
    """The mark where a pair counts only if its outermost speaker is right too."""
    all_ = mark(outcomes)
    right = sum(same_outermost(p.wanted.row, p.found) for each in outcomes for p in each.pairs)
    return Mark(all_.wanted, all_.found, right)


_TURNED = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.TOLL})


def turned(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Of the claims, denials and tolls that were found, how many have the wrong polarity; and of how many."""
    pairs = [p for each in outcomes for p in each.pairs if p.found.kind in _TURNED]
    return sum(Polarity(p.wanted.row["polarity"]) is not p.found.factuality.polarity for p in pairs), len(pairs)


def agreed(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """For each field, how many pairs agree on it, of how many whose annotation holds it."""
    agree, of = Counter[str](), Counter[str]()
    for pair in (p for each in outcomes for p in each.pairs):
        fields = agreements(pair)
        of.update(fields.keys())
        agree.update(name for name, same in fields.items() if same)
    return {name: (agree[name], of[name]) for name in of}


# ---- what is printed


def table(outcomes: Sequence[Outcome], *, by_kind: bool = True) -> Iterator[str]:
    """The marks, and what the pairs agree on, a line each."""
    yield f"{'kind':26}{'annotated':>10}{'read':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    kinds = [k.value for k in Kind] if by_kind else []
    rows = [(k, mark(outcomes, k)) for k in kinds]
    yield from (_row(*row) for row in [*rows, ("in all", mark(outcomes)), ("with the speaker", with_speaker(outcomes))])
    wrong, of = turned(outcomes)
    yield f"polarity wrong among claims, denials and tolls: {wrong} of {of}"
    yield ""
    yield f"{'of the pairs':26}{'agree':>7}{'of':>6}{'share':>8}"
    for name, (agree, of) in sorted(agreed(outcomes).items()):
        yield f"{name:26}{agree:7}{of:6}{agree / of:8.3f}"


def _row(name: str, one: Mark) -> str:
    figures = f"{one.precision:11.3f}{one.recall:8.3f}{one.f1:7.3f}"
    return f"{name:26}{one.wanted:10}{one.found:7}{one.right:7}{figures}"


def grouped(outcomes: Iterable[Outcome], key: str) -> Iterator[str]:
    """The marks by a field of the reports: register, region, hand, hard ..."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        values = each.written.row.get(key) or ["none"]
        for value in values if isinstance(values, list) else [values]:
            groups[str(value)].append(each)
    for name in sorted(groups):
        yield _row(f"{name[:25]}", with_speaker(groups[name]))


def shown(each: Outcome, kind: str | None) -> Iterator[str]:
    """What was missed and what was read falsely in one report, and where pairs disagree."""
    yield f"\n== {each.written.name}"
    text = each.written.text
    for one in each.missed:
        if kind in (None, one.kind):
            yield from _missed(one, text)
    for statement in each.false:
        if kind in (None, statement.kind):
            yield from _false(statement)
    for pair in each.pairs:
        if kind in (None, pair.wanted.kind):
            yield from _differs(pair)


def _missed(one: Marked, text: str) -> Iterator[str]:
    yield f"MISSED {one.kind}: {_line(one.row['content'])}"
    yield f"    cue {one.row['cue']!r}, speakers {one.row['speakers']}, stage {one.row['stage']!r}"
    yield f"    in: {_line(text[slice(*one.passage)])}"


def _false(statement: Statement) -> Iterator[str]:
    yield f"FALSE {statement.kind}: {_line(' … '.join(span.quote for span in statement.content))}"
    yield f"    because {statement.because} ({statement.score:.2f}, {statement.reader})"
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
    """Read a part, or several, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m corpus.score", description=__doc__)
    parser.add_argument("split", nargs="?", choices=SPLITS, default="dev", help="one part; dev where none is given")
    parser.add_argument("--show", metavar="NAME", help="list a report's faults: its name, a part of it, or all")
    parser.add_argument("--kind", choices=[k.value for k in Kind], help="list only this kind")
    parser.add_argument("--by", metavar="FIELD", help="marks by register, region, hand, hard, damage, english")
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("--weights", metavar="FOLDER", help="an encoder that is not the one shipped")
    given = parser.parse_args(arguments)
    if given.show and given.split == "test":
        parser.error("--show is for train and dev; the other part is there to measure and is not looked at")
    reader = _reader(rules=given.rules, weights=given.weights)
    outcomes = [outcome(one, reader) for one in written(given.split)]
    wanted = [o for o in outcomes if given.show and (given.show == "all" or given.show in o.written.name)]
    lines = [line for each in wanted for line in shown(each, given.kind)]
    lines += ["", f"{given.split}: {len(outcomes)} texts", *table(outcomes)]
    lines += ["", *grouped(outcomes, given.by)] if given.by else []
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _reader(*, rules: bool, weights: str | None) -> reading.Reader | None:
    if rules:
        return reading.Rules()
    from tocsin.desk import network  # noqa: PLC0415 - the rules alone need none of it

    return network.both(Path(weights)) if weights else network.shipped()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

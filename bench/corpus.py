"""Our own corpus: what is read against what careful readers marked, every kind and field, by register.

DIR holds files as those of `corpus/dev` are. A pair of statements, one marked and one read, is of one kind and shares at
least half of the shorter content; suggestions do not count (`corpus.score`).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
from bench import reader
from corpus import score
from corpus.matching import Outcome
from tocsin.model import Kind


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Precision, recall and F1 in all, with the speaker, by kind and by register; wrong polarity; fields agreed on."""
    outcomes = _outcomes(data)
    yield "texts", len(outcomes), "texts"
    rows = [
        ("statements", score.mark(outcomes)),
        ("statements with the outermost speaker", score.with_speaker(outcomes)),
    ]
    rows += [(f"kind {kind}", score.mark(outcomes, kind)) for kind in Kind]
    registers = sorted({each.written.register for each in outcomes} - {""})
    rows += [(f"register {r}", score.mark(o for o in outcomes if o.written.register == r)) for r in registers]
    for name, one in rows:
        for what, value in (("precision", one.precision), ("recall", one.recall), ("F1", one.f1)):
            yield f"{name}: {what}", 100 * value, f"% of {one.wanted} marked, {one.found} read"
    wrong, of = score.turned(outcomes)
    yield "wrong polarity among claims, denials and tolls", 100 * wrong / max(1, of), f"% of {of} pairs"
    for field, (agree, pairs) in sorted(score.agreed(outcomes).items()):
        yield f"field {field}", 100 * agree / pairs, f"% of {pairs} pairs"


def worst(data: Path) -> Iterator[str]:
    """The reports with the most faults, each with what was missed, read falsely, or differs."""
    for each in sorted(_outcomes(data), key=lambda o: (-len(o.missed) - len(o.false), o.written.name)):
        if each.missed or each.false:
            yield " || ".join(line.strip() for line in score.shown(each, None))


def _outcomes(data: Path) -> Sequence[Outcome]:
    chosen = reader()
    return [score.outcome(one, chosen) for path in sorted(data.glob("*.toml")) for one in corpus.read(path).reports]

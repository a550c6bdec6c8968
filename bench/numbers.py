"""Figures of people, against our own corpus: low, best and high, what befell them, whom they were, and who counted.

DIR holds files as those of `corpus/dev` are. Twice: with the marked words given, where only the reading of a number is
measured; and end to end, where a figure counts if a toll that is no suggestion gives it in the right sentence.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from bench import reader
from bench.marks import Mark, figures_of, together
from corpus import Marked, Written
from tocsin import reading
from tocsin.model import Kind, Span, digest
from tocsin.reading import naming, numbers

Figure = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One toll of one sentence, marked or read."""

    sentence: int
    figure: Figure
    effect: str
    who: str
    speaker: str


LEVELS: dict[str, Callable[[Told], Hashable]] = {
    "figure": lambda t: (t.sentence, t.figure),
    "figure and effect": lambda t: (t.sentence, t.figure, t.effect),
    "figure, effect and whom": lambda t: (t.sentence, t.figure, t.effect, t.who),
    "figure, effect and who counted": lambda t: (t.sentence, t.figure, t.effect, t.speaker),
}


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """The share of marked words read as the figure that is marked; then precision, recall and F1 of what is told."""
    texts = [r for path in sorted(data.glob("*.toml")) for r in corpus.read(path).reports]
    given = [_given(one, m, toll) for one in texts for m in one.statements for toll in m.row.get("tolls", ())]
    yield "figures marked", len(given), "figures"
    yield "words given: the same low, best and high", 100 * sum(given) / max(1, len(given)), "%"
    both = [(marked(one), read(one)) for one in texts]
    for name, level in LEVELS.items():
        yield from figures_of(name, together(_mark(map(level, m), map(level, r)) for m, r in both))


def worst(data: Path) -> Iterator[str]:
    """Figures that were read and not marked, which is the worst; then those marked and not read."""
    texts = [r for path in sorted(data.glob("*.toml")) for r in corpus.read(path).reports]
    for name, ours in (("invented or misread", read), ("missed", marked)):
        other = marked if ours is read else read
        for one in texts:
            there = Counter(LEVELS["figure and effect"](t) for t in other(one))
            for told in ours(one):
                key = LEVELS["figure and effect"](told)
                if there[key]:
                    there[key] -= 1
                    continue
                sentence = " ".join(one.text[told.sentence :].split("\n")[0].split())[:160]
                yield f"{name}: {told.effect} {told.figure} || {one.name} || {sentence}"


def marked(one: Written) -> Sequence[Told]:
    """The tolls of a text as its marker gave them."""
    return [
        Told(
            sentence=m.passage[0], figure=(t.get("low") or None, t.get("best"), t.get("high")), effect=t["effect"],
            who=t["who"], speaker=_name(m.row["speakers"]),
        )
        for m in one.statements for t in m.row.get("tolls", ())
    ]  # fmt: skip


def read(one: Written) -> Sequence[Told]:
    """The tolls that are read in a text, suggestions apart."""
    found = reading.read(one.report, published=one.when, reader=reader()).statements
    return [
        Told(
            sentence=s.passage.start, figure=(t.low or None, t.best, t.high), effect=t.effect.value, who=t.who.value,
            speaker=_name([x.name for x in s.speakers]),
        )
        for s in found if s.kind is Kind.TOLL and not s.suggestion for t in s.tolls
    ]  # fmt: skip


def _given(one: Written, of: Marked, toll: corpus.Row) -> bool:
    """Whether the marked words, looked at by themselves, are read as what is marked."""
    start, end = of.passage
    at = one.text.find(toll["mention"], start, end)
    span = Span(start=start, end=end, quote=one.text[start:end], text=digest(one.text))
    here = [c for c in numbers.find(one.text, span) if at <= c.figure.start < at + len(toll["mention"])]
    wanted = (toll.get("low") or None, toll.get("best"), toll.get("high"))
    if not here and naming.is_one(toll["mention"]):
        return wanted == (1, 1, 1)
    return any((c.low or None, c.best, c.high) == wanted for c in here)


def _name(speakers: Sequence[str]) -> str:
    """The last word of the outermost speaker's name, which is what two spellings of one name share."""
    return speakers[0].split()[-1].casefold().strip(".,’'") if speakers else ""


def _mark(wanted: Iterator[object], found: Iterator[object]) -> Mark:
    ours, theirs = Counter(found), Counter(wanted)
    return Mark(theirs.total(), ours.total(), (ours & theirs).total())

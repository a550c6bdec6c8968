"""Times, beside TIMEX3 annotations: whether each is found, and whether it is given the right value.

The data is a folder of TimeML documents (`*.tml`, at any depth), each with its creation time in `DCT` and its body in
`TEXT`. A body is read as a report that was published on that day; the creation time itself is not scored.

The scores are those of TempEval-3 (UzZaman et al. 2013, SemEval-2013 Task 1, section 4, and the `evaluate_entities.py`
of its organisers). Strict is the same characters and relaxed any overlap, each mention in one pair at most. Value F1
is the share of right values among the relaxed matches, times relaxed F1; a value is right where the strings are equal.
The headline is over all types. The parts are scored each by itself: what is annotated as of the part against what is
found as of the part, so that a duration found where a date is annotated counts against both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from bench.timexes import Timex, as_timexes
from tocsin.reading import days, passages, times

PARTS = {
    "all": frozenset({"DATE", "TIME", "DURATION", "SET"}),
    "DATE and TIME": frozenset({"DATE", "TIME"}),
    "DURATION and SET": frozenset({"DURATION", "SET"}),
}
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_AROUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A body with its TIMEX3s, and the day it was created (None where that is not stated)."""

    name: str
    text: str
    created: date | None
    gold: tuple[Timex, ...]


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    read = [(document.gold, found(document)) for document in documents(data)]
    yield "documents", len(read), ""
    for part, types in PARTS.items():
        of_part = [(_of(gold, types), _of(ours, types)) for gold, ours in read]
        yield f"{part}: annotated", sum(len(gold) for gold, _ in of_part), "mentions"
        for figure, value in score(of_part).items():
            yield f"{part}: {figure}", value, "%"


def worst(data: Path) -> Iterator[str]:
    """What went wrong: first each wrong value, then what was missed, then what was one too many."""
    faults = [fault for document in documents(data) for fault in _faults(document)]
    yield from (line for _, line in sorted(faults, key=lambda fault: fault[0]))


def documents(data: Path) -> Iterator[Document]:
    """The TimeML documents of a folder, in the order of their paths."""
    for path in sorted(data.rglob("*.tml")):
        root = etree.parse(path).getroot()
        created, body = root.find("DCT/TIMEX3"), root.find("TEXT")
        if body is None:
            raise ValueError(f"{path.name} has no TEXT")
        day = _DAY.match(created.get("value", "")) if created is not None else None
        yield Document(
            name=path.stem,
            text=_text(body),
            created=date(*map(int, day.groups())) if day else None,
            gold=tuple(_annotated(body)),
        )


def _text(node: etree._Element) -> str:
    return "".join(str(piece) for piece in node.itertext())


def _annotated(body: etree._Element) -> Iterator[Timex]:
    """The TIMEX3s of a body, with their places in its text."""
    at = 0
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if node.tag == "TIMEX3":
                yield Timex(start=at, end=at + len(_text(node)), type=node.get("type", ""), value=node.get("value", ""))
            at += len(node.text or "")
        elif node is not body:
            at += len(node.tail or "")


def found(document: Document) -> tuple[Timex, ...]:
    """The times in a document as the product tells them, as TIMEX3s."""
    text, published = document.text, days.on(document.created, "given") if document.created else None
    cut = passages.split(text)
    lines = (times.of_dateline(text, p.dateline, published=published) for p in cut if p.dateline)
    dateline = next((when for when in lines if when), None)
    return tuple(
        timex
        for passage in cut
        for told in times.told(text, passage.span, published=published, dateline=dateline)
        for timex in as_timexes(told)
    )


def _of(timexes: Sequence[Timex], types: frozenset[str]) -> list[Timex]:
    return [timex for timex in timexes if timex.type in types]


def score(read: Sequence[tuple[Sequence[Timex], Sequence[Timex]]]) -> dict[str, float]:
    """The scores of pairs of annotated and found TIMEX3s, a pair a document, in per cent."""
    annotated, ours = sum(len(gold) for gold, _ in read), sum(len(found) for _, found in read)
    matched = [pair for gold, found in read for pair in matches(gold, found)]
    hits = {
        "strict": sum((g.start, g.end) == (f.start, f.end) for g, f in matched),
        "relaxed": len(matched),
        "value": sum(g.value == f.value for g, f in matched),
    }
    scores = {}
    for name, hit in hits.items():
        scores[f"{name} P"], scores[f"{name} R"] = _share(hit, ours), _share(hit, annotated)
        scores[f"{name} F1"] = _share(2 * hit, ours + annotated)
    return scores | {"right values among the relaxed matches": _share(hits["value"], len(matched))}


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def matches(gold: Sequence[Timex], ours: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs of an annotated and a found TIMEX3 that overlap, each in one pair: the same extent first, then the most."""
    free = {(timex.start, timex.end): timex for timex in ours}
    pairs, left = [], []
    for one in gold:
        same = free.pop((one.start, one.end), None)
        if same:
            pairs.append((one, same))
        else:
            left.append(one)
    for one in left:
        touching = [at for at in free if at[0] < one.end and one.start < at[1]]
        if touching:
            most = max(touching, key=lambda at: min(at[1], one.end) - max(at[0], one.start))
            pairs.append((one, free.pop(most)))
    return pairs


def _faults(document: Document) -> Iterator[tuple[int, str]]:
    ours = found(document)
    matched = matches(document.gold, ours)
    yield from ((0, _line(document, "value", g, f)) for g, f in matched if g.value != f.value)
    seen = {id(timex) for pair in matched for timex in pair}
    yield from ((1, _line(document, "missed", g, None)) for g in document.gold if id(g) not in seen)
    yield from ((2, _line(document, "too many", None, f)) for f in ours if id(f) not in seen)


def _line(document: Document, fault: str, gold: Timex | None, ours: Timex | None) -> str:
    text, at = document.text, gold or ours
    if at is None:
        raise ValueError("a fault is about a TIMEX3")
    before, behind = text[max(0, at.start - _AROUND) : at.start], text[at.end : at.end + _AROUND]
    words = " ".join(f"{before}[{text[at.start : at.end]}]{behind}".split())
    told = " -> ".join(f"{timex.type} {timex.value}" if timex else "nothing" for timex in (gold, ours))
    return f"{document.name} of {document.created}, {fault}: {told}: {words}"

"""From the corpus to what the encoder learns from: windows, and what stands in each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from corpus import Marked, Row, Written, find, nearest
from tocsin.reading import passages
from tocsin.reading.encoder.shape import CERTAINTIES, CHANNELS, EFFECTS, KINDS, MAPS, POINTERS, POLARITIES, STAGES, WHO
from tocsin.reading.encoder.windows import Window, cut

NOTHING = -100
"""A mark that is not told, so that nothing is learnt of it."""


@dataclass(slots=True)
class Anchor:
    """One statement as the encoder should see it: its token and kind, its parts and marks."""

    token: int
    kind: int
    points: list[int]
    begins: list[set[int]]
    within: list[set[int]]
    marks: list[int]


@dataclass(slots=True)
class Example:
    """One window and the statements whose anchor it answers for."""

    window: Window
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """One report's windows."""

    name: str
    examples: list[Example]
    written: Written


def stories(reports: Iterable[Written], tokenizer: Tokenizer) -> Iterator[Story]:
    """Every report as windows."""
    for written in reports:
        yield Story(name=written.name, examples=list(_examples(written, tokenizer)), written=written)


def frame(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of the tokens before and after a sentence."""
    return tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")


def _examples(written: Written, tokenizer: Tokenizer) -> Iterator[Example]:
    text = written.text
    sentences = [(p.span.start, p.span.end) for p in passages.split(text) if not p.furniture]
    encoded = tokenizer.encode_batch([text[a:b] for a, b in sentences], add_special_tokens=False)
    for number, ((start, end), tokens) in enumerate(zip(sentences, encoded, strict=True)):
        marked = [m for m in written.statements if start <= m.content[0] < end]
        for window in cut(tokens, start=start, sentence=number, frame=frame(tokenizer)):
            example = Example(window=window)
            for one in marked:
                if (anchor := _anchor(text, one, window, (start, end))) is not None:
                    example.anchors.append(anchor)
            yield example


def anchor_chars(text: str, one: Marked, sentence: tuple[int, int]) -> tuple[int, int]:
    """The characters of the cue, the one nearest to the content where it stands twice; else those of the content."""
    cue = one.row.get("cue")
    found = nearest(text, cue, sentence, one.content[0]) if cue else None
    return found or one.content


def _anchor(text: str, one: Marked, window: Window, sentence: tuple[int, int]) -> Anchor | None:
    cue = anchor_chars(text, one, sentence)
    tokens = _tokens(window, cue)
    if not tokens or tokens[0] not in window.own:
        return None
    points = [NOTHING if name.startswith(("count",)) and one.kind != "toll" else 0 for name in POINTERS]
    held = {"content": one.content, "cue": cue, "outer": None, "inner": None, "count": None}
    chain = one.row.get("speakers", ())
    named = [nearest(text, name, sentence, one.content[0]) for name in chain]
    if named:
        held["outer"] = named[0]
        points = [
            NOTHING if n.startswith("outer") and named[0] is None else p for n, p in zip(POINTERS, points, strict=True)
        ]
    if len(named) > 1:
        held["inner"] = named[-1]
        points = [
            NOTHING if n.startswith("inner") and named[-1] is None else p for n, p in zip(POINTERS, points, strict=True)
        ]
    tolls = one.row.get("tolls", ())
    if tolls:
        held["count"] = nearest(text, tolls[0]["mention"], sentence, cue[0])
    for number, name in enumerate(POINTERS):
        part, _, end = name.partition(" ")
        if (chars := held[part]) and (reach := _tokens(window, chars)):
            points[number] = reach[0] if end == "start" else reach[-1]
    begins: list[set[int]] = [set() for _ in MAPS]
    within: list[set[int]] = [set() for _ in MAPS]
    for number, role in enumerate(MAPS):
        for quote in one.row.get("roles", {}).get(role, ()):
            if (chars := nearest(text, quote, sentence, one.content[0])) and (reach := _tokens(window, chars)):
                begins[number].add(reach[0])
                within[number].update(range(reach[0], reach[-1] + 1))
    return Anchor(
        token=tokens[0], kind=KINDS.index(one.kind), points=points, begins=begins, within=within,
        marks=_marks(one.row, tolls),
    )  # fmt: skip


def _marks(row: Row, tolls: list[Row]) -> list[int]:
    return [
        STAGES.index(row.get("stage", "")),
        CERTAINTIES.index(row.get("certainty") or "certain"),
        POLARITIES.index(row.get("polarity") or "positive") if row.get("polarity") != "unknown" else NOTHING,
        CHANNELS.index(row.get("channel", "")),
        WHO.index(tolls[0]["who"]) if tolls else NOTHING,
        EFFECTS.index(tolls[0]["effect"]) if tolls else NOTHING,
        1,
    ]


def _tokens(window: Window, chars: tuple[int, int]) -> list[int]:
    """The tokens of a window that stand for some characters."""
    start, end = chars
    return [n for n, (a, b) in enumerate(window.chars) if a < b and a < end and start < b]


__all__ = ["Example", "Story", "find", "frame", "stories"]

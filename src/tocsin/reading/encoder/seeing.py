"""What the encoder sees in a text: statements with their parts and marks, each with a score from 0 to 1.

First every window is looked at, and each token is given a score of being where a statement of a kind hangs (its
anchor: the first token of the cue). Then each anchor is asked for its parts and marks, with the gist of the whole
report in view, and once more whether it is a statement at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.model import Kind
from tocsin.reading.encoder.network import Asked, Floats, Ints, Network
from tocsin.reading.encoder.shape import CERTAINTIES, CHANNELS, EFFECTS, KINDS, MAPS, POINTERS, POLARITIES, STAGES, WHO
from tocsin.reading.encoder.windows import Window, cut
from tocsin.reading.stretch import are_one, shared

Bools = NDArray[np.bool_]
Chars = tuple[int, int]
Reach = tuple[int, int]
"""The first and the last of some tokens."""

BATCH, PADDED = 128, 1.35
"""Tokens of a batch at most, unless one window has more, and how much longer than the shortest the longest may be."""
FIRST_LOOK, LEAST = 0.08, 0.1
"""Anchors below the first are not asked; what comes out below the second is not told."""
GOES_ON = -1.0
"""Down to which logit a part that has begun goes on: its first word is surer than its last."""
_STRETCHES = {"content": 101, "outer": 24, "inner": 24, "count": 24}
"""The parts that stand once, from a start to an end, and how many tokens each has at most."""
_WIDEST_CUE = 12
_EMPTY = frozenset("a an the this that these those his her its their our my of in on at by to for with and or".split())
"""Words that name nobody and nothing by themselves."""
_MARKS = (("stage", STAGES), ("certainty", CERTAINTIES), ("polarity", POLARITIES), ("channel", CHANNELS), ("who", WHO),
          ("effect", EFFECTS))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One statement as the encoder sees it, in characters of the text; `sure` gives the probability of each mark.

    `first` is how likely the first look took its anchor to be, `score` how likely the second did; `votes` sums the
    scores of all anchors that say the same.
    """

    kind: Kind
    first: float
    score: float
    votes: float
    cue: Chars
    content: Chars
    speakers: tuple[Chars, ...]
    count: Chars | None
    roles: dict[str, tuple[Chars, ...]]
    marks: dict[str, str]
    sure: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Looked:
    """One batch of windows, and what came of the first look."""

    windows: Sequence[Window]
    states: Floats
    mask: Floats
    logits: Floats


def see(text: str, sentences: Sequence[Chars], network: Network) -> tuple[tuple[Seen, ...], ...]:
    """For each sentence (its characters in the text) what is seen in it, the surest first."""
    found: list[list[Seen]] = [[] for _ in sentences]
    looked = [_look(batch, network) for batch in _batches(_windows(text, sentences, network))]
    if not looked:
        return tuple(() for _ in sentences)
    first = np.concatenate([one.states[:, 0] for one in looked])
    gist: Floats = first.mean(axis=0, dtype=np.float32)
    for one in looked:
        for sentence, seen in _tell(text, one, gist, network):
            found[sentence].append(seen)
    return tuple(tuple(_apart(seen)) for seen in found)


def _windows(text: str, sentences: Sequence[Chars], network: Network) -> list[Window]:
    tokens = network.tokens([text[a:b] for a, b in sentences])
    return [
        window
        for number, ((start, _), each) in enumerate(zip(sentences, tokens, strict=True))
        for window in cut(each, start=start, sentence=number, frame=network.frame)
    ]


def _batches(windows: Sequence[Window]) -> Iterator[Sequence[Window]]:
    """Windows of like length together, so that little is padded: small batches are no slower on a processor."""
    group: list[Window] = []
    for window in sorted(windows, key=lambda w: (len(w.ids), w.sentence)):
        wide = len(window.ids)
        if group and (wide * (len(group) + 1) > BATCH or wide > PADDED * len(group[0].ids)):
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _look(windows: Sequence[Window], network: Network) -> _Looked:
    longest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros((len(windows), longest), dtype=np.float32)
    for n, window in enumerate(windows):
        ids[n, : len(window.ids)] = window.ids
        mask[n, : len(window.ids)] = 1
    states, logits = network.look(ids, mask)
    return _Looked(windows, states, mask, logits)


def _tell(text: str, one: _Looked, gist: Floats, network: Network) -> Iterator[tuple[int, Seen]]:
    """What the anchors of a batch are, with the sentence of each."""
    own = np.zeros(one.mask.shape, dtype=bool)
    for n, window in enumerate(one.windows):
        own[n, window.own.start : window.own.stop] = True
    chance = _sigmoid(one.logits)
    row, token, kind = (np.asarray(x, dtype=np.int64) for x in np.nonzero((chance > FIRST_LOOK) & own[:, :, None]))
    if not len(row):
        return
    needed, row_in = np.unique(row, return_inverse=True)
    gists = np.broadcast_to(gist, (len(needed), len(gist))).astype(np.float32)
    scores, marks = network.tell(
        Asked(
            states=one.states[needed], mask=one.mask[needed], gist=gists, row=row_in.astype(np.int64), token=token,
            kind=kind,
        )
    )  # fmt: skip
    valid = _sigmoid(marks[:, -1])
    stands = np.flatnonzero(valid >= LEAST)
    if not len(stands):
        return
    windows = [one.windows[n] for n in row[stands]]
    parts = _parts(scores[stands], [len(w.ids) for w in windows], token[stands])
    for window, part, told, n in zip(windows, parts, _marked(marks[stands]), stands.tolist(), strict=True):
        anchor = _Anchor(KINDS[int(kind[n])], int(token[n]), float(chance[row[n], token[n], kind[n]]), float(valid[n]))
        yield window.sentence, _seen(text, window, anchor, part, told)


class _Anchor(NamedTuple):
    """Where a statement of a kind hangs, and how likely either look takes it to be one."""

    kind: Kind
    token: int
    first: float
    score: float


class _Marks(NamedTuple):
    """The likeliest value of each mark, and its probability."""

    told: dict[str, str]
    sure: dict[str, float]


class _Parts(NamedTuple):
    """The parts of a statement, in tokens, both ends included; None where it has none."""

    content: Reach
    cue_end: int
    outer: Reach | None
    inner: Reach | None
    counted: Reach | None
    roles: dict[str, list[Reach]]


def _seen(text: str, window: Window, anchor: _Anchor, parts: _Parts, marks: _Marks) -> Seen:
    speakers = [c for s in (parts.outer, parts.inner) if s and _names(text, c := _chars(text, window, *s))]
    count = parts.counted if anchor.kind is Kind.TOLL else None
    return Seen(
        kind=anchor.kind, first=anchor.first, score=anchor.score, votes=anchor.score,
        cue=_chars(text, window, anchor.token, parts.cue_end),
        content=_chars(text, window, *parts.content), speakers=tuple(speakers),
        count=_chars(text, window, *count) if count else None,
        roles=_roles(text, window, parts.roles),
        marks=marks.told, sure=marks.sure,
    )  # fmt: skip


def _parts(scores: Floats, sizes: Sequence[int], token: Ints) -> Iterator[_Parts]:
    """The parts of many anchors, told at once; `sizes` are the tokens of each one's window, `token` where it hangs."""
    at, last = np.arange(scores.shape[2]), np.array(sizes)[:, None] - 1
    points = np.where((at < last)[:, None], scores[:, : len(POINTERS)], -np.inf)
    start = {what: points[:, POINTERS.index(f"{what} start")] for what in _STRETCHES}
    found = {
        what: _stretches(start[what], points[:, POINTERS.index(f"{what} end")], widest=widest)
        for what, widest in _STRETCHES.items()
    }
    cue_ends = points[:, POINTERS.index("cue end")]
    named = {what: start[what].argmax(axis=1) > 0 for what in _STRETCHES}
    inside, maps = ((at > 0) & (at < last))[:, None], scores[:, len(POINTERS) :]
    begins = (maps[:, : len(MAPS)] > 0) & inside
    goes_on = (maps[:, len(MAPS) :] > GOES_ON) & ~begins & inside
    for n, hangs in enumerate(token.tolist()):
        outer, inner, count = (found[what][n] if named[what][n] else None for what in ("outer", "inner", "count"))
        yield _Parts(
            content=found["content"][n],
            cue_end=hangs + int(cue_ends[n, hangs : hangs + _WIDEST_CUE].argmax()),
            outer=outer, inner=inner, counted=count,
            roles=_spans(begins[n], goes_on[n]),
        )  # fmt: skip


def _stretches(start: Floats, end: Floats, *, widest: int) -> list[Reach]:
    """For each row the likeliest stretch that begins before it ends, and is no wider than that; never the frame."""
    wide = np.arange(start.shape[1] - 1)
    wide = wide[None, :] - wide[:, None]
    both = np.where((wide >= 0) & (wide < widest), start[:, 1:, None] + end[:, None, 1:], -np.inf)
    first, last = np.unravel_index(both.reshape(len(both), -1).argmax(axis=1), wide.shape)
    return list(zip((first + 1).tolist(), (last + 1).tolist(), strict=True))


def _roles(text: str, window: Window, spans: dict[str, list[Reach]]) -> dict[str, tuple[Chars, ...]]:
    """The parts of each role that name somebody or something."""
    found = {}
    for role, each in spans.items():
        named = [c for s in each if _names(text, c := _chars(text, window, *s))]
        if named:
            found[role] = tuple(named)
    return found


def _names(text: str, chars: Chars) -> bool:
    """Whether some words name somebody or something, and are not only "the"."""
    return not set(text[slice(*chars)].lower().split()) <= _EMPTY


def _spans(begins: Bools, goes_on: Bools) -> dict[str, list[Reach]]:
    """The stretches of each role that has any: each where one begins, and as far as it goes on."""
    found: dict[str, list[Reach]] = {}
    for role, first in zip(*(each.tolist() for each in np.nonzero(begins)), strict=True):
        more = goes_on[role, first + 1 :]
        length = int(more.argmin()) if not more.all() else len(more)
        found.setdefault(MAPS[role], []).append((first, first + length))
    return found


def _marked(marks: Floats) -> Iterator[_Marks]:
    """The marks of many anchors, told at once."""
    told, sure, left = list[list[str]](), list[list[float]](), 0
    for _, values in _MARKS:
        some = marks[:, left : left + len(values)]
        share = np.exp(some - some.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        told.append([values[best] for best in share.argmax(axis=1)])
        sure.append(share.max(axis=1).tolist())
        left += len(values)
    names = [name for name, _ in _MARKS]
    for values, chances in zip(zip(*told, strict=True), zip(*sure, strict=True), strict=True):
        yield _Marks(dict(zip(names, values, strict=True)), dict(zip(names, chances, strict=True)))


def _chars(text: str, window: Window, first: int, last: int) -> Chars:
    """The characters of some tokens, to the ends of their words."""
    start, end = window.chars[first][0], window.chars[last][1]
    low, high = window.chars[1][0], window.chars[-2][1]
    while start > low and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < high and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _apart(seen: Iterable[Seen]) -> list[Seen]:
    """The surest first, without what says the same again: one kind, and contents that share half of the shorter."""
    kept: list[Seen] = []
    for one in sorted(seen, key=lambda s: (-s.score, s.cue)):
        again = next((n for n, other in enumerate(kept) if _is_same(one, other)), None)
        if again is None:
            kept.append(one)
        else:
            kept[again] = replace(kept[again], votes=kept[again].votes + one.score)
    return kept


def _is_same(one: Seen, other: Seen) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.TOLL:
        return one.count == other.count or shared(one.cue, other.cue) > 0
    return are_one(one.content, other.content)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


__all__ = ["Chars", "Seen", "see"]

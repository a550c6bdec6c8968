"""What the encoder sees in a text: statements with their parts and marks, each with a score from 0 to 1.

First every window is looked at, and each token is given a score of being where a statement of a kind hangs (its
anchor: the first token of the cue). Then each anchor is asked for its parts and marks, with the gist of the whole
report in view, and once more whether it is a statement at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tocsin.model import Kind
from tocsin.reading.encoder.network import Asked, Floats, Network
from tocsin.reading.encoder.shape import CERTAINTIES, CHANNELS, EFFECTS, KINDS, MAPS, POINTERS, POLARITIES, STAGES, WHO
from tocsin.reading.encoder.windows import Window, cut

Chars = tuple[int, int]

BATCH, PADDED = 32, 1.1
"""Windows of a batch at most, and how much longer than the shortest the longest of them may be."""
FIRST_LOOK, LEAST = 0.08, 0.1
"""Anchors below the first are not asked; what comes out below the second is not told."""
GOES_ON = -1.0
"""Down to which logit a part that has begun goes on: its first word is surer than its last."""
_WIDEST, _LONGEST_NAME = 101, 24
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
        if group and (len(group) == BATCH or len(window.ids) > PADDED * len(group[0].ids)):
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
    for n in range(len(row)):
        if valid[n] >= LEAST:
            window = one.windows[int(row[n])]
            first = float(chance[row[n], token[n], kind[n]])
            anchor = (KINDS[int(kind[n])], int(token[n]), first)
            yield window.sentence, _seen(text, window, anchor, (scores[n], marks[n]))


def _seen(text: str, window: Window, anchor: tuple[Kind, int, float], told: tuple[Floats, Floats]) -> Seen:
    (kind, token, first), (scores, marks) = anchor, told
    points = {name: scores[n] for n, name in enumerate(POINTERS)}
    size = len(window.ids)
    content = _stretch(points["content start"], points["content end"], size)
    cue_end = token + int(np.argmax(points["cue end"][token : min(size - 1, token + 12)]))
    values, sure = _marked(marks)
    chain = [_optional(points[f"{who} start"], points[f"{who} end"], size) for who in ("outer", "inner")]
    speakers = [c for s in chain if s and _names(text, c := _chars(text, window, *s))]
    count = _optional(points["count start"], points["count end"], size) if kind is Kind.TOLL else None
    score = float(_sigmoid(marks[-1:])[0])
    return Seen(
        kind=kind, first=first, score=score, votes=score, cue=_chars(text, window, token, cue_end),
        content=_chars(text, window, *content), speakers=tuple(speakers),
        count=_chars(text, window, *count) if count else None,
        roles=_roles(text, window, scores),
        marks=values, sure=sure,
    )  # fmt: skip


def _stretch(start: Floats, end: Floats, size: int, *, widest: int = _WIDEST) -> tuple[int, int]:
    """The likeliest stretch that begins before it ends, and is no wider than that, in tokens."""
    first, last = start[1 : size - 1], end[1 : size - 1]
    both = first[:, None] + last[None, :]
    at = np.arange(size - 2)
    gone = (at[:, None] > at[None, :]) | (at[None, :] - at[:, None] >= widest)
    both = np.where(gone, -np.inf, both)
    a, b = np.unravel_index(int(np.argmax(both)), both.shape)
    return int(a) + 1, int(b) + 1


def _optional(start: Floats, end: Floats, size: int) -> tuple[int, int] | None:
    """The likeliest stretch, or none where the likeliest first token is the frame."""
    if int(np.argmax(start[: size - 1])) == 0:
        return None
    return _stretch(start, end, size, widest=_LONGEST_NAME)


def _roles(text: str, window: Window, scores: Floats) -> dict[str, tuple[Chars, ...]]:
    """The parts of each role that name somebody or something."""
    found = {}
    for role, spans in _spans(scores, len(window.ids)):
        named = [c for s in spans if _names(text, c := _chars(text, window, *s))]
        if named:
            found[role] = tuple(named)
    return found


def _names(text: str, chars: Chars) -> bool:
    """Whether some words name somebody or something, and are not only "the"."""
    return not set(text[slice(*chars)].lower().split()) <= _EMPTY


def _spans(scores: Floats, size: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for n, role in enumerate(MAPS):
        begins, within = scores[len(POINTERS) + n], scores[len(POINTERS) + len(MAPS) + n]
        spans: list[tuple[int, int]] = []
        at = 1
        while at < size - 1:
            if begins[at] <= 0:
                at += 1
                continue
            stop = at + 1
            while stop < size - 1 and within[stop] > GOES_ON and begins[stop] <= 0:
                stop += 1
            spans.append((at, stop - 1))
            at = stop
        if spans:
            yield role, spans


def _marked(marks: Floats) -> tuple[dict[str, str], dict[str, float]]:
    told, sure, left = {}, {}, 0
    for name, values in _MARKS:
        some = marks[left : left + len(values)]
        share = np.exp(some - some.max())
        share /= share.sum()
        best = int(np.argmax(share))
        told[name], sure[name] = values[best], float(share[best])
        left += len(values)
    return told, sure


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
        return one.count == other.count or _shared(one.cue, other.cue) > 0
    shorter = min(one.content[1] - one.content[0], other.content[1] - other.content[0])
    return 2 * _shared(one.content, other.content) >= shorter


def _shared(one: Chars, other: Chars) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


__all__ = ["Chars", "Seen", "see"]

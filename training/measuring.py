"""How well the heads find what is marked: a first look while they learn, in tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from tocsin.reading.encoder.shape import POINTERS
from training.batches import Batch, batches
from training.examples import Story
from training.heads import Anchors, Parts
from training.losses import LIKELY, gists, looked

_TOKENS, _LEAST = 4096, 0.05
"""Tokens of a batch, and how sure what is told at least is."""
_OUTER = POINTERS.index("outer start")


@dataclass(slots=True)
class _Told:
    """What stands at an anchor: the window, the kind, the content's tokens, the outermost speaker's first; how sure."""

    window: int
    kind: int
    content: tuple[int, int]
    speaker: int
    sure: float


@torch.no_grad()
def measure(told: Sequence[Story], anchors: Anchors, parts: Parts) -> dict[str, float]:
    """How well statements are found (kind, half of the content), at the threshold that does best; and their marks."""
    anchors.eval(), parts.eval()
    found: list[tuple[float, bool, bool]] = []
    wanted = content = polarity = certainty = 0
    for some in batches(told, tokens=_TOKENS, shuffle=None):
        one = some.on(next(anchors.parameters()).device)
        states, logits = looked(one, anchors)
        gist = gists(states, one.report)
        wanted += len(one.row)
        likely = ((logits > LIKELY) & (one.own[:, :, None] > 0)).nonzero()
        if len(likely):
            scores, marks = parts(states, one.mask, gist, likely[:, 0], likely[:, 1], likely[:, 2])
            found += _matched(one, _apart(_seen(likely, scores, marks)))
        if len(one.row):
            scores, marks = parts(states, one.mask, gist, one.row, one.token, one.kind)
            best = scores[:, : len(POINTERS)].argmax(-1)
            content += int(((best[:, 0] == one.points[:, 0]) & (best[:, 1] == one.points[:, 1])).sum())
            polarity += int((marks[:, 10:12].argmax(-1) == one.marks[:, 2]).sum())
            certainty += int((marks[:, 6:10].argmax(-1) == one.marks[:, 1]).sum())
    anchors.train(), parts.train()
    each = max(1, wanted)
    marked = {"content": content / each, "polarity": polarity / each, "certainty": certainty / each}
    return {**_best(found, wanted), **marked}


def _seen(likely: Tensor, scores: Tensor, marks: Tensor) -> list[_Told]:
    begin, end = scores[:, 0].argmax(-1), scores[:, 1].argmax(-1)
    outer, sure = scores[:, _OUTER].argmax(-1), torch.sigmoid(marks[:, -1].float())
    rows = zip(likely.tolist(), begin.tolist(), end.tolist(), outer.tolist(), sure.tolist(), strict=True)
    return [
        _Told(window=w, kind=k, content=(b, max(b, e)), speaker=o, sure=s)
        for (w, _, k), b, e, o, s in rows
        if s > _LEAST
    ]


def _apart(seen: Sequence[_Told]) -> Iterator[_Told]:
    """The surest first, without what says the same again."""
    kept: dict[tuple[int, int], list[_Told]] = {}
    for one in sorted(seen, key=lambda s: -s.sure):
        others = kept.setdefault((one.window, one.kind), [])
        if not any(_is_one(one.content, o.content) for o in others):
            others.append(one)
            yield one


def _matched(one: Batch, seen: Iterator[_Told]) -> Iterator[tuple[float, bool, bool]]:
    """How sure each is, whether it is right, and right in its outermost speaker too."""
    free: dict[tuple[int, int], list[tuple[tuple[int, int], int]]] = {}
    rows = zip(one.row.tolist(), one.kind.tolist(), one.points.tolist(), strict=True)
    for window, kind, points in rows:
        free.setdefault((window, kind), []).append(((points[0], points[1]), points[_OUTER]))
    for each in seen:
        there = free.get((each.window, each.kind), [])
        hit = next((o for o in there if _is_one(o[0], each.content)), None)
        if hit:
            there.remove(hit)
        yield each.sure, hit is not None, hit is not None and hit[1] in {each.speaker, -100}


def _is_one(left: tuple[int, int], right: tuple[int, int]) -> bool:
    both = min(left[1], right[1]) - max(left[0], right[0]) + 1
    return 2 * both >= min(left[1] - left[0], right[1] - right[0]) + 1


def _best(found: list[tuple[float, bool, bool]], wanted: int) -> dict[str, float]:
    found.sort(reverse=True)
    best, right, spoken = {"F": 0.0, "P": 0.0, "R": 0.0, "at": 0.0, "with speaker": 0.0}, 0, 0
    for n, (sure, hit, said) in enumerate(found, 1):
        right, spoken = right + hit, spoken + said
        if (f := 2 * right / (n + wanted)) > best["F"]:
            best = {"F": f, "P": right / n, "R": right / wanted, "at": sure, "with speaker": 2 * spoken / (n + wanted)}
    return best

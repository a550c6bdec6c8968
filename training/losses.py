"""What is wrong: the losses of all tasks, of one batch."""

import random

import torch
from torch import Tensor, nn

from tocsin.reading.encoder.shape import KINDS, MAPS, POINTERS
from training.batches import Batch
from training.examples import NOTHING
from training.heads import MARKS, Anchors, Parts


def gists(states: Tensor, report: Tensor) -> Tensor:
    """For each sentence the mean of its report's first states: what the report is about."""
    first = states[:, 0].float()
    count = int(report.max()) + 1
    total = first.new_zeros(count, first.shape[1]).index_add(0, report, first)
    many = first.new_zeros(count).index_add(0, report, first.new_ones(len(report)))
    return (total / many[:, None])[report]


LIKELY = -3.0
"""From which logit on an anchor is worth a second look."""
_SHARES = 4
"""In how many parts, by length, the windows of a batch go through the body, so that little of it is padding."""


def looked(one: Batch, anchors: Anchors) -> tuple[Tensor, Tensor]:
    """States and logits of a batch."""
    lengths, device = one.mask.sum(1).long(), one.ids.device
    states = torch.zeros(*one.ids.shape, anchors.body.size.width, device=device)
    logits = torch.full((*one.ids.shape, len(KINDS)), -9.0, device=device)
    for rows in lengths.argsort().chunk(1 if device.type == "cuda" else _SHARES):
        most = int(lengths[rows].max())
        with torch.autocast(device.type, dtype=torch.bfloat16):
            some = anchors(one.ids[rows, :most], one.mask[rows, :most])
        pad = (0, 0, 0, one.ids.shape[1] - most)
        states = states.index_copy(0, rows, nn.functional.pad(some[0].float(), pad))
        logits = logits.index_copy(0, rows, nn.functional.pad(some[1].float(), pad, value=-9.0))
    return states, logits


_FAR = 10_000
_bce = nn.functional.binary_cross_entropy_with_logits


def loss(one: Batch, anchors: Anchors, parts: Parts, chance: random.Random) -> Tensor:
    """What is wrong in one batch, all tasks together."""
    states, logits = looked(one, anchors)
    total = _first_look(one, logits)
    doubtful = _doubtful(one, logits.detach(), chance)
    beside = _beside(one, *doubtful).tolist()
    near, far = ([n for n, b in enumerate(beside) if (b >= 0) is wanted] for wanted in (True, False))
    order = torch.tensor([*near, *far], dtype=torch.long, device=states.device)
    of = torch.tensor([*range(len(one.row)), *(beside[n] for n in near)], dtype=torch.long, device=states.device)
    if not len(of) and not len(order):
        return total
    told = (one.row, one.token, one.kind)
    asked = [torch.cat([known, some[order]]) for known, some in zip(told, doubtful, strict=True)]
    with torch.autocast(states.device.type, dtype=torch.bfloat16):
        scores, marks = parts(states, one.mask, gists(states, one.report), *asked)
    scores, marks = scores.float(), marks.float()
    valid = torch.zeros(len(asked[0]), device=states.device)
    valid[: len(of)] = 1
    total = total + _bce(marks[:, -1], valid, reduction="sum") / max(1, len(of))
    if not len(of):
        return total
    return total + _parts(one, of, scores[: len(of)]) + _marks(one, of, marks[: len(of)])


def _first_look(one: Batch, logits: Tensor) -> Tensor:
    weight = one.own[:, :, None]
    wrong = _bce(logits, one.wanted, reduction="none", pos_weight=torch.tensor(4.0, device=logits.device))
    return (wrong * weight).sum() / one.wanted.sum().clamp(min=1)


def _parts(one: Batch, of: Tensor, scores: Tensor) -> Tensor:
    """What is wrong with where the parts of some anchors lie; `of` says which statement each is of."""
    points, total = one.points[of], scores.new_zeros(())
    for n in range(len(POINTERS)):
        told = (points[:, n] != NOTHING).sum().clamp(min=1)
        wrong = nn.functional.cross_entropy(scores[:, n], points[:, n], ignore_index=NOTHING, reduction="sum")
        total = total + wrong / told
    inside = one.mask[one.row[of]][:, None]
    first = len(POINTERS)
    for target, at in ((one.begins[of], first), (one.within[of], first + len(MAPS))):
        twice = torch.tensor(2.0, device=scores.device)
        wrong = _bce(scores[:, at : at + len(MAPS)], target, reduction="none", pos_weight=twice)
        total = total + (wrong * inside).sum() / target.sum().clamp(min=1)
    return total


def _marks(one: Batch, of: Tensor, marks: Tensor) -> Tensor:
    """What is wrong with the marks of some anchors."""
    wanted, total, left = one.marks[of], marks.new_zeros(()), 0
    for n, size in enumerate(MARKS[:-1]):
        told = (wanted[:, n] != NOTHING).sum().clamp(min=1)
        some = marks[:, left : left + size]
        wrong = nn.functional.cross_entropy(some, wanted[:, n], ignore_index=NOTHING, reduction="sum")
        total = total + wrong / told
        left += size
    return total


def _doubtful(one: Batch, logits: Tensor, chance: random.Random) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens that are no anchors and that the first look takes for some, and no more than are learnt from at once."""
    found = ((logits > LIKELY) & (one.wanted == 0) & (one.own[:, :, None] > 0)).nonzero()
    most = len(one.row) + 16
    if len(found) > most:
        found = found[torch.tensor(chance.sample(range(len(found)), most), device=found.device)]
    return found[:, 0], found[:, 1], found[:, 2]


def _beside(one: Batch, row: Tensor, token: Tensor, kind: Tensor) -> Tensor:
    """For each such token the statement of its kind in whose cue or content it lies, the nearest; else -1.

    Asked there the parts are those of that statement: a cue is not always where its marker saw it.
    """
    if not len(one.row) or not len(row):
        return torch.full_like(row, -1)
    first, last = (torch.where(one.points[:, n] > 0, one.points[:, n], one.token) for n in (0, 1))
    low, high = torch.minimum(one.token, first), torch.maximum(one.token, last)
    same = (one.row[None] == row[:, None]) & (one.kind[None] == kind[:, None])
    same &= (low[None] <= token[:, None]) & (token[:, None] <= high[None])
    apart = torch.where(same, (one.token[None] - token[:, None]).abs(), _FAR)
    best = apart.min(1)
    return torch.where(best.values < _FAR, best.indices, -1)

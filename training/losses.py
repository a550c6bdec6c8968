"""What is wrong: the losses of all tasks, of one batch."""

import random

import torch
from torch import Tensor, nn

from tocsin.reading.encoder.shape import KINDS, MAPS, POINTERS
from training.batches import Batch
from training.bert import WIDTH
from training.examples import NOTHING
from training.heads import MARKS, Anchors, Parts


def gists(states: Tensor, report: Tensor) -> Tensor:
    """For each sentence the mean of its report's first states: what the report is about."""
    first = states[:, 0].float()
    count = int(report.max()) + 1
    total = torch.zeros(count, first.shape[1]).index_add(0, report, first)
    many = torch.zeros(count).index_add(0, report, torch.ones(len(report)))
    return (total / many[:, None])[report]


LIKELY = -3.0
"""From which logit on an anchor is worth a second look."""
_SHARES = 4
"""In how many parts, by length, the windows of a batch go through the body, so that little of it is padding."""


def looked(one: Batch, anchors: Anchors) -> tuple[Tensor, Tensor]:
    """States and logits of a batch."""
    lengths = one.mask.sum(1).long()
    states = torch.zeros(*one.ids.shape, WIDTH)
    logits = torch.full((*one.ids.shape, len(KINDS)), -9.0)
    for rows in lengths.argsort().chunk(_SHARES):
        most = int(lengths[rows].max())
        with torch.autocast("cpu", dtype=torch.bfloat16):
            some = anchors(one.ids[rows, :most], one.mask[rows, :most])
        pad = (0, 0, 0, one.ids.shape[1] - most)
        states = states.index_copy(0, rows, nn.functional.pad(some[0].float(), pad))
        logits = logits.index_copy(0, rows, nn.functional.pad(some[1].float(), pad, value=-9.0))
    return states, logits


_bce = nn.functional.binary_cross_entropy_with_logits


def loss(one: Batch, anchors: Anchors, parts: Parts, chance: random.Random) -> Tensor:
    """What is wrong in one batch, all tasks together."""
    states, logits = looked(one, anchors)
    weight = one.own[:, :, None]
    total = (_bce(logits, one.wanted, reduction="none", pos_weight=torch.tensor(4.0)) * weight).sum() / max(
        1.0, float(one.wanted.sum())
    )
    false = _false(one, logits.detach(), chance)
    row = torch.cat([one.row, false[0]])
    if not len(row):
        return total
    token, kind = torch.cat([one.token, false[1]]), torch.cat([one.kind, false[2]])
    gist = gists(states, one.report)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, marks = parts(states, one.mask, gist, row, token, kind)
    scores, marks = scores.float(), marks.float()
    count = len(one.row)
    valid = torch.cat([torch.ones(count), torch.zeros(len(row) - count)])
    total = total + _bce(marks[:, -1], valid, reduction="sum") / max(1, count)
    if not count:
        return total
    for n in range(len(POINTERS)):
        if (one.points[:, n] != NOTHING).any():
            total = total + nn.functional.cross_entropy(scores[:count, n], one.points[:, n], ignore_index=NOTHING)
    inside = one.mask[one.row][:, None]
    first = len(POINTERS)
    for target, at in ((one.begins, first), (one.within, first + len(MAPS))):
        wrong = _bce(scores[:count, at : at + len(MAPS)], target, reduction="none", pos_weight=torch.tensor(2.0))
        total = total + (wrong * inside).sum() / max(1.0, float(target.sum()))
    left = 0
    for n, size in enumerate(MARKS[:-1]):
        told = one.marks[:, n] != NOTHING
        if told.any():
            total = total + nn.functional.cross_entropy(
                marks[:count, left : left + size], one.marks[:, n], ignore_index=NOTHING
            )
        left += size
    return total


def _false(one: Batch, logits: Tensor, chance: random.Random) -> tuple[Tensor, Tensor, Tensor]:
    """Anchors that are none: those that the first look takes for some, and a few by chance."""
    likely = (logits > LIKELY) & (one.wanted == 0) & (one.own[:, :, None] > 0)
    found = likely.nonzero()
    most = 2 * len(one.row) + 8
    if len(found) > most:
        found = found[torch.tensor(chance.sample(range(len(found)), most))]
    return found[:, 0], found[:, 1], found[:, 2]

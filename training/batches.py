"""Reports as tensors: some windows at a time, with what should be found in them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from tocsin.reading.encoder.shape import KINDS, MAPS, POINTERS
from training.examples import Example, Story
from training.heads import MARKS


@dataclass(slots=True)
class Batch:
    """Some reports' windows as tensors, with what should be found in them."""

    ids: Tensor
    mask: Tensor
    report: Tensor
    wanted: Tensor
    own: Tensor
    row: Tensor
    token: Tensor
    kind: Tensor
    points: Tensor
    begins: Tensor
    within: Tensor
    marks: Tensor

    def on(self, device: torch.device) -> "Batch":
        """The same on another device."""
        return Batch(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


MASK = 103
"""The id of [MASK] in the vocabulary of BERT."""
HIDDEN = 0.1
"""The share of tokens that are hidden while it learns, so that it learns the sentence and not the word."""


def batch(group: Sequence[Story], *, hide: random.Random | None = None) -> Batch:
    """The windows of some reports, padded to one length; where `hide` is given some tokens are hidden."""
    rows: list[Example] = [e for s in group for e in s.examples]
    report = [n for n, s in enumerate(group) for _ in s.examples]
    length = max(len(e.window.ids) for e in rows)
    ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length)
    wanted, own = torch.zeros(len(rows), length, len(KINDS)), torch.zeros(len(rows), length)
    anchors = [(n, a) for n, e in enumerate(rows) for a in e.anchors]
    begins, within = torch.zeros(len(anchors), len(MAPS), length), torch.zeros(len(anchors), len(MAPS), length)
    for n, example in enumerate(rows):
        window = example.window
        ids[n, : len(window.ids)] = torch.tensor(window.ids if hide is None else _hidden(window.ids, hide))
        mask[n, : len(window.ids)] = 1
        own[n, window.own.start : window.own.stop] = 1
        for anchor in example.anchors:
            wanted[n, anchor.token, anchor.kind] = 1
    for table, roles in ((begins, [a.begins for _, a in anchors]), (within, [a.within for _, a in anchors])):
        at = [(n, role, token) for n, each in enumerate(roles) for role in range(len(MAPS)) for token in each[role]]
        if at:
            table[tuple(torch.tensor(at).T)] = 1
    return Batch(
        ids, mask, torch.tensor(report), wanted, own,
        torch.tensor([n for n, _ in anchors], dtype=torch.long),
        torch.tensor([a.token for _, a in anchors], dtype=torch.long),
        torch.tensor([a.kind for _, a in anchors], dtype=torch.long),
        torch.tensor([a.points for _, a in anchors], dtype=torch.long).view(-1, len(POINTERS)),
        begins, within,
        torch.tensor([a.marks for _, a in anchors], dtype=torch.long).view(-1, len(MARKS)),
    )  # fmt: skip


def batches(told: Sequence[Story], *, tokens: int, shuffle: random.Random | None) -> Iterator[Batch]:
    """Reports in batches of about so many tokens."""
    order = list(told)
    if shuffle:
        shuffle.shuffle(order)
    group: list[Story] = []
    held = 0
    for story in order:
        size = sum(len(e.window.ids) for e in story.examples)
        if not size:
            continue
        if group and held + size > tokens:
            yield batch(group, hide=shuffle)
            group, held = [], 0
        group.append(story)
        held += size
    if group:
        yield batch(group, hide=shuffle)


def _hidden(ids: Sequence[int], chance: random.Random) -> list[int]:
    """The ids with some of them hidden, the frame never."""
    return [ids[0], *(MASK if chance.random() < HIDDEN else i for i in ids[1:-1]), ids[-1]]

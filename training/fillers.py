"""MUC-4's role fillers as tags of tokens: the encoder's second lesson, from messages of another age and continent."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tocsin.reading.encoder.shape import FILLERS
from tocsin.reading.encoder.windows import Window, cut
from training.examples import frame
from training.heads import Anchors
from training.muc import examples

_IDLE = 0.25
"""The share of windows without a filler that are learnt from."""
_WEIGHT = torch.tensor(3.0)


@dataclass(slots=True)
class Filled:
    """One window, and for each token and each of begin and within of each role 1 or 0."""

    window: Window
    wanted: Tensor


def windows(folder: Path, tokenizer: Tokenizer) -> list[Filled]:
    """The windows of the messages of a folder laid out as MUC-4's; the whole message is cut, not its sentences."""
    found = []
    for message in examples(folder):
        tokens = tokenizer.encode(message.text, add_special_tokens=False)
        for window in cut(tokens, start=0, sentence=0, frame=frame(tokenizer)):
            wanted = torch.zeros(len(window.ids), 2 * len(FILLERS))
            for mark in message.marked:
                inside = [n for n, (a, b) in enumerate(window.chars) if a < b and a < mark.end and mark.start < b]
                if inside:
                    at = FILLERS.index(mark.role)
                    wanted[inside[0], at] = 1
                    wanted[inside, len(FILLERS) + at] = 1
            found.append(Filled(window, wanted))
    return found


def lessons(told: Sequence[Filled], *, share: float, tokens: int, chance: random.Random) -> Iterator[list[Filled]]:
    """Some of the windows, in groups of about so many tokens: all that hold a filler, and few of the others."""
    some = [f for f in told if chance.random() < share * (1.0 if f.wanted.any() else _IDLE)]
    chance.shuffle(some)
    group: list[Filled] = []
    for one in some:
        group.append(one)
        if sum(len(f.window.ids) for f in group) >= tokens:
            yield group
            group = []
    if group:
        yield group


def loss(group: Sequence[Filled], anchors: Anchors) -> Tensor:
    """What is wrong with the tags of a group of windows."""
    longest = max(len(f.window.ids) for f in group)
    ids, mask = torch.zeros(len(group), longest, dtype=torch.long), torch.zeros(len(group), longest)
    wanted = torch.zeros(len(group), longest, 2 * len(FILLERS))
    for n, one in enumerate(group):
        size = len(one.window.ids)
        ids[n, :size], mask[n, :size], wanted[n, :size] = torch.tensor(one.window.ids), 1, one.wanted
    device = next(anchors.parameters()).device
    ids, mask, wanted = ids.to(device), mask.to(device), wanted.to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        tags = anchors.fillers(anchors.body(ids, mask))
    heavy = _WEIGHT.to(device)
    wrong = nn.functional.binary_cross_entropy_with_logits(tags.float(), wanted, reduction="none", pos_weight=heavy)
    return (wrong * mask[:, :, None]).sum() / wanted.sum().clamp(min=1)

"""`python -m training.fit --into FOLDER [--muc FOLDER]`: teach the encoder the corpus, and say how well it learns."""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from corpus import written
from training import fillers
from training.batches import batches
from training.bert import carried, load
from training.examples import Story, stories
from training.heads import Anchors, Parts
from training.losses import loss
from training.measuring import measure

EARLY, FULL, LATER = 2, 0.4, 0.08
"""In how many rounds how much of MUC-4 is taught beside the corpus, and how much after that."""
WARM, LAST = 0.06, 0.02
"""The share of steps in which the rate rises, and the share of it that is left at the end."""
QUICKER = 4
"""How much faster the heads learn than the body, which has learnt before."""


class Pupil:
    """The two networks and what teaches them."""

    def __init__(self, *, rate: float, steps: int, muc: bool) -> None:
        self.muc = muc
        self.anchors, self.parts = Anchors(0.1), Parts(0.1)
        weights, self.tokenizer = carried()
        load(self.anchors.body, weights)
        body = [p for p in self.anchors.body.parameters() if p.requires_grad]
        heads = [*self.anchors.score.parameters(), *self.anchors.fillers.parameters(), *self.parts.parameters()]
        self.taught = [*body, *heads]
        self.optimiser = torch.optim.AdamW(
            [{"params": body, "lr": rate}, {"params": heads, "lr": rate * QUICKER}], weight_decay=0.01, fused=True
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda n: min(1, n / (WARM * steps + 1)) * max(LAST, 1 - n / steps)
        )

    def learn(self, wrong: torch.Tensor) -> float:
        """One step against what was wrong."""
        self.optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(self.taught, 1.0)
        self.optimiser.step()
        self.schedule.step()
        return float(wrong.detach())

    def keep(self, into: Path) -> None:
        """Write the weights and the tokenizer."""
        into.mkdir(parents=True, exist_ok=True)
        torch.save(
            {"anchors": self.anchors.state_dict(), "parts": self.parts.state_dict(), "muc": self.muc},
            into / "weights.pt",
        )
        self.tokenizer.save(str(into / "tokenizer.json"), pretty=False)


def main() -> None:
    """Teach, and keep the weights after every round."""
    asked = _asked()
    chance = random.Random(asked.seed)  # noqa: S311 - the order of lessons is no secret
    torch.manual_seed(asked.seed)
    tokenizer = carried()[1]
    train, dev = list(stories(written("train"), tokenizer)), list(stories(written("dev"), tokenizer))
    filled = fillers.windows(asked.muc, tokenizer) if asked.muc else []
    statements = sum(len(e.anchors) for s in train for e in s.examples)
    _say(f"{len(train)} texts, {statements} statements; {len(filled)} windows of MUC-4")
    pupil = Pupil(rate=asked.rate, steps=asked.rounds * _lessons(train, filled, asked), muc=bool(filled))
    for number in range(asked.rounds):
        began = time.monotonic()
        wrong = _round(pupil, train, filled, number, asked, chance)
        pupil.keep(asked.into)
        told = {k: round(v, 3) for k, v in measure(dev, pupil.anchors, pupil.parts).items()}
        _say(f"round {number + 1}: loss {wrong:.3f}, {time.monotonic() - began:.0f} s, {json.dumps(told)}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--muc", type=Path, help="the folder of MUC-4, whose train part is learnt from")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--tokens", type=int, default=1536, help="tokens of one batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    return parser.parse_args()


def _lessons(train: Sequence[Story], filled: Sequence[fillers.Filled], asked: argparse.Namespace) -> int:
    """About how many steps a round takes."""
    some = sum(1 for _ in batches(train, tokens=asked.tokens, shuffle=None))
    told = sum(len(f.window.ids) for f in filled if f.wanted.any()) / asked.tokens
    return some + int(told * (EARLY * FULL + (asked.rounds - EARLY) * LATER) / asked.rounds)


def _round(  # noqa: PLR0917 - one round's whole matter
    pupil: Pupil,
    train: Sequence[Story],
    filled: Sequence[fillers.Filled],
    number: int,
    asked: argparse.Namespace,
    chance: random.Random,
) -> float:
    """One round through the corpus, with lessons of MUC-4 strewn in; the mean loss of the corpus."""
    share = FULL if number < EARLY else LATER
    beside = list(fillers.lessons(filled, share=share, tokens=asked.tokens, chance=chance))
    steps = list(batches(train, tokens=asked.tokens, shuffle=chance))
    summed = 0.0
    for n, one in enumerate(steps):
        summed += pupil.learn(loss(one, pupil.anchors, pupil.parts, chance))
        for group in beside[n * len(beside) // len(steps) : (n + 1) * len(beside) // len(steps)]:
            pupil.learn(fillers.loss(group, pupil.anchors))
    return summed / len(steps)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

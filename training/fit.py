"""`python -m training.fit --into FOLDER [--muc FOLDER]`: teach the encoder the corpus, and say how well it learns."""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from corpus import written
from training import fillers
from training.batches import batches
from training.bert import LARGE, SMALL, rounds
from training.carried import load, tokenizer, weights
from training.examples import Story, stories
from training.heads import Anchors, Parts
from training.losses import loss
from training.measuring import measure

EARLY, FULL, LATER = 2, 0.4, 0.15
"""In how many rounds how much of MUC-4 is taught beside the corpus, and how much after that."""
STEPPED = 0.4
"""After which share of the rounds the body learns in steps, as it is run (see `bert.Rounded`)."""
WARM, LAST = 0.06, 0.02
"""The share of steps in which the rate rises, and the share of it that is left at the end."""
SIZES = {"small": SMALL, "large": LARGE}
RATES = {"small": (6e-4, 2.4e-3), "large": (1e-4, 2e-3)}
"""How fast a body learns, which has learnt before, and how fast its heads."""


@dataclass(slots=True)
class Matter:
    """What is learnt from, and what it is measured with."""

    train: Sequence[Story]
    dev: Sequence[Story]
    filled: Sequence[fillers.Filled]


class Pupil:
    """The two networks, what teaches them, and the mean of what they were over the last steps, which is kept."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.size = SIZES[asked.size]
        self.anchors, self.parts = Anchors(asked.drop, self.size), Parts(asked.drop, self.size)
        load(self.anchors.body, weights(self.size))
        self.anchors.body.words.weight.requires_grad = asked.words
        self.anchors.to(asked.device), self.parts.to(asked.device)

    def begin(self, steps: int) -> None:
        """Before the first of so many steps."""
        body = [p for p in self.anchors.body.parameters() if p.requires_grad]
        heads = [*self.anchors.score.parameters(), *self.anchors.fillers.parameters(), *self.parts.parameters()]
        self.taught = [*body, *heads]
        self.mean = deepcopy(nn.ModuleList([self.anchors, self.parts]))
        self.steps = 0
        self.optimiser = torch.optim.AdamW(
            [{"params": body, "lr": self.asked.rate}, {"params": heads, "lr": self.asked.heads}],
            weight_decay=self.asked.decay,
            fused=True,
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda n: min(1, n / (WARM * steps + 1)) * max(LAST, 1 - n / steps)
        )

    def learn(self, wrong: torch.Tensor) -> torch.Tensor:
        """One step against what was wrong."""
        self.optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(self.taught, 1.0)
        self.optimiser.step()
        self.schedule.step()
        self._remember()
        return wrong.detach()

    @torch.no_grad()
    def _remember(self) -> None:
        self.steps += 1
        share = 1 - min(self.asked.average, (1 + self.steps) / (10 + self.steps))
        own = nn.ModuleList([self.anchors, self.parts]).parameters()
        pairs = [(m, p) for m, p in zip(self.mean.parameters(), own, strict=True) if p.requires_grad]
        torch._foreach_lerp_([m for m, _ in pairs], [p for _, p in pairs], share)

    def averaged(self) -> tuple[Anchors, Parts]:
        """The two networks as they were on average, with the ranges of inputs as they are now."""
        own = nn.ModuleList([self.anchors, self.parts])
        for mean, now in zip(self.mean.buffers(), own.buffers(), strict=True):
            mean.copy_(now)
        return self.mean[0], self.mean[1]

    def keep(self, into: Path) -> None:
        """Write the weights and the tokenizer."""
        into.mkdir(parents=True, exist_ok=True)
        anchors, parts = self.averaged()
        kept = {"size": self.size, "muc": bool(self.asked.muc)}
        kept |= {"anchors": anchors.state_dict(), "parts": parts.state_dict()}
        torch.save(kept, into / "weights.pt")
        tokenizer().save(str(into / "tokenizer.json"), pretty=False)


def main() -> None:
    """Teach, and keep the weights at the end."""
    asked = _asked()
    own = tokenizer()
    train, dev = list(stories(written("train"), own)), list(stories(written("dev"), own))
    filled = fillers.windows(asked.muc, own) if asked.muc else []
    teach(Matter(train, dev, filled), asked)


def teach(matter: Matter, asked: argparse.Namespace) -> None:
    """Teach, and keep the weights after every few rounds."""
    chance = random.Random(asked.seed)  # noqa: S311 - the order of lessons is no secret
    torch.manual_seed(asked.seed)
    statements = sum(len(e.anchors) for s in matter.train for e in s.examples)
    _say(f"{len(matter.train)} texts, {statements} statements; {len(matter.filled)} windows of MUC-4")
    pupil = Pupil(asked)
    pupil.begin(asked.rounds * _lessons(matter, asked))
    for number in range(asked.rounds):
        began = time.monotonic()
        for each in (pupil.anchors, pupil.mean[0]):
            rounds(each.body, on=number >= STEPPED * asked.rounds and not asked.whole)
        wrong = _round(pupil, matter, number, chance)
        line = f"round {number + 1}: loss {wrong:.3f}, {time.monotonic() - began:.0f} s"
        if (number + 1) % asked.every == 0 or number + 1 == asked.rounds:
            pupil.keep(asked.into)
            line += f", {json.dumps({k: round(v, 3) for k, v in measure(matter.dev, *pupil.averaged()).items()})}"
        _say(line)


def _asked() -> argparse.Namespace:
    asked = parser().parse_args()
    body, heads = RATES[asked.size]
    asked.rate, asked.heads = asked.rate or body, asked.heads or heads
    return asked


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--muc", type=Path, help="the folder of MUC-4, whose train part is learnt from")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=13)
    parser.add_argument("--tokens", type=int, default=2048, help="tokens of one batch")
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    parser.add_argument("--rate", type=float, help="how fast the body learns")
    parser.add_argument("--heads", type=float, help="how fast its heads do")
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--drop", type=float, default=0.15)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--words", action="store_true", help="let the table of words learn too")
    parser.add_argument("--whole", action="store_true", help="never in steps: to see what steps cost, not to be run")
    parser.add_argument("--every", type=int, default=5, help="after how many rounds it is measured and kept")
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"))
    return parser


def _lessons(matter: Matter, asked: argparse.Namespace) -> int:
    """About how many steps a round takes."""
    some = sum(1 for _ in batches(matter.train, tokens=asked.tokens, shuffle=None))
    told = sum(len(f.window.ids) for f in matter.filled if f.wanted.any()) / asked.tokens
    return some + int(told * (EARLY * FULL + (asked.rounds - EARLY) * LATER) / asked.rounds)


def _round(pupil: Pupil, matter: Matter, number: int, chance: random.Random) -> float:
    """One round through the corpus, with lessons of MUC-4 strewn in; the mean loss of the corpus."""
    asked = pupil.asked
    share = FULL if number < EARLY else LATER
    beside = list(fillers.lessons(matter.filled, share=share, tokens=asked.tokens, chance=chance))
    steps = sum(1 for _ in batches(matter.train, tokens=asked.tokens, shuffle=None))
    summed, given = torch.zeros((), device=asked.device), 0
    for n, one in enumerate(batches(matter.train, tokens=asked.tokens, shuffle=chance)):
        summed = summed + pupil.learn(loss(one.on(asked.device), pupil.anchors, pupil.parts, chance))
        due = (n + 1) * len(beside) // steps
        for group in beside[given:due]:
            pupil.learn(fillers.loss(group, pupil.anchors))
        given = max(given, due)
    return float(summed) / steps


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

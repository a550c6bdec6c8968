"""Which mentions are one event: what was learnt from the train split, put to the mentions at hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.coref import trees
from bench.coref.features import Learnt, tied
from bench.coref.joining import Floats, Stories, clusters
from bench.coref.mentions import Mention

LEARNT = Path(__file__).with_name("learnt.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """What was learnt: stems that tell one event, the trees, and how likely untied mentions are one.

    Mentions are joined down to `least` on average, documents to one story down to `story`.
    """

    learnt: Learnt
    forest: trees.Forest
    untied: float
    least: float
    story: float

    def events(self, mentions: Sequence[Mention], stories: Stories) -> list[int]:
        """The number of each mention's event."""
        return clusters(self.likely(mentions, stories), least=self.least)

    def likely(self, mentions: Sequence[Mention], stories: Stories) -> Floats:
        """How likely each two mentions are one event."""
        out = np.full((len(mentions), len(mentions)), self.untied)
        found = tied(mentions, stories=stories, learnt=self.learnt)
        if len(found.pairs):
            left, right = found.pairs.T
            out[left, right] = out[right, left] = self.forest.likely(found.seen)
        np.fill_diagonal(out, 0.0)
        return out

    def kept(self) -> dict[str, Any]:
        """The linker as JSON."""
        pairs = {f"{a} {b}": round(share, 3) for (a, b), share in sorted(self.learnt.items())}
        return {"learnt": pairs, "forest": self.forest.kept(), "untied": round(self.untied, 5), "least": self.least,
                "story": self.story}  # fmt: skip


def shipped() -> Linker:
    """The linker as it was learnt last."""
    kept: Mapping[str, Any] = json.loads(LEARNT.read_text("utf-8"))
    pairs = {(words.split(" ")[0], words.split(" ")[1]): share for words, share in kept["learnt"].items()}
    return Linker(learnt=pairs, forest=trees.read(kept["forest"]), untied=kept["untied"], least=kept["least"],
                  story=kept["story"])  # fmt: skip

"""The encoder's states over a statement, and how likely it tells by them what its report is mostly about."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from tocsin.model import Kind, Statement
from tocsin.reading.encoder.network import Floats
from tocsin.reading.encoder.windows import Tokens, cut


class States(Protocol):
    """Gives the states of a window; the same window has the same states, whatever else is looked at beside it."""

    @property
    def frame(self) -> tuple[int, int]:
        """The ids of the tokens that open and close a window."""
        ...

    def tokens(self, texts: Sequence[str]) -> Sequence[Tokens]:
        """The tokens of each text, without the frame."""
        ...

    def states(self, ids: Sequence[int]) -> Floats:
        """The state of each token of a window."""
        ...


def pooled(statement: Statement, network: States) -> Floats:
    """The mean state over a statement's content, and over its sentence: two rows.

    A sentence is read by itself, so nothing is needed of its report.
    """
    passage = statement.passage
    (tokens,) = network.tokens([passage.quote])
    rows, chars = list[Floats](), list[tuple[int, int]]()
    for window in cut(tokens, start=passage.start, sentence=0, frame=network.frame):
        states = network.states(window.ids)
        rows += [states[n] for n in window.own]
        chars += [window.chars[n] for n in window.own]
    every = np.array(rows, dtype=np.float32)
    within = [n for n, (a, b) in enumerate(chars) if any(a < c.end and c.start < b for c in statement.content)]
    content = every[within] if within else every
    return np.stack([content.mean(axis=0), every.mean(axis=0)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Main:
    """What was learnt of states: by which weights a statement tells what its report is mostly about.

    `usual` and `spread` are the mean and the deviation of the states, a row for the content and one for the sentence.
    """

    usual: Floats
    spread: Floats
    weights: Floats

    def odds(self, states: Floats, kind: Kind) -> float:
        """The log-odds, from what `pooled` gives."""
        return float(self.weights @ self.measured(states, kind))

    def measured(self, states: Floats, kind: Kind) -> Floats:
        """The states in one measure, then the kind, then 1."""
        even = (states - self.usual) / self.spread
        even *= math.sqrt(even.shape[1]) / (np.linalg.norm(even, axis=1, keepdims=True) + 1e-9)
        kinds = np.array([*(k is kind for k in Kind), True], dtype=np.float32)
        return np.concatenate([even.ravel(), kinds]).astype(np.float32)


__all__ = ["Main", "States", "pooled"]

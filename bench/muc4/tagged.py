"""Fillers from a tagger of tokens: for each token and role, whether a filler begins there and whether it lies in one."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from bench.muc4.fillers import PERP_ORG, Filler
from tocsin.desk import network
from tocsin.reading.encoder.network import Floats, Ints
from tocsin.reading.encoder.shape import FILLERS
from tocsin.reading.encoder.windows import Tokens, Window, cut

LIKELY = 0.75
"""From this likelihood on a token begins a filler, or lies in the name of an organisation."""
LIES_ON = 0.5
"""From this likelihood on a token lies in a filler of another role that begins before it."""


class Tagger(Protocol):
    """Whatever tags tokens: the encoder's network, where it was taught to."""

    @property
    def frame(self) -> tuple[int, int]:
        """The ids of the tokens that open and close a window."""
        ...

    def tokens(self, texts: Sequence[str]) -> Sequence[Tokens]:
        """The tokens of each text, without the frame."""
        ...

    def fillers(self, ids: Ints, mask: Floats) -> Floats:
        """For each token the logits that a filler of each role begins there, then that it lies in one."""
        ...


def tagger() -> Tagger | None:
    """The encoder that is shipped; None where its weights were not taught MUC-4's roles."""
    found = network.shipped().network
    return found if isinstance(found, network.Loaded) and found.fills else None


def marked(text: str, tagger: Tagger, *, likely: float = LIKELY) -> tuple[Filler, ...]:
    """The fillers that a tagger marks in a message, in order of the text."""
    windows = list(cut(tagger.tokens([text])[0], start=0, sentence=0, frame=tagger.frame))
    longest = max((len(w.ids) for w in windows), default=0)
    ids, mask = np.zeros((len(windows), longest), np.int64), np.zeros((len(windows), longest), np.float32)
    for n, window in enumerate(windows):
        ids[n, : len(window.ids)], mask[n, : len(window.ids)] = window.ids, 1
    if not windows:
        return ()
    chances = 1 / (1 + np.exp(-tagger.fillers(ids, mask)))
    found = {f: None for n, w in enumerate(windows) for f in _in(text, w, chances[n], likely)}
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.role)))


def _in(text: str, window: Window, chances: Floats, likely: float) -> Iterator[Filler]:
    """The fillers that begin in the tokens for which a window answers."""
    for number, role in enumerate(FILLERS):
        begins, within = chances[:, number], chances[:, len(FILLERS) + number]
        least = likely if role == PERP_ORG else min(likely, LIES_ON)
        for at in window.own:
            if begins[at] < likely or window.chars[at][0] == window.chars[at][1]:
                continue
            last = at
            while last + 2 < len(window.ids) and within[last + 1] >= least and begins[last + 1] < likely:
                last += 1
            start, end = _whole(text, window.chars[at][0], window.chars[last][1])
            if start < end:
                yield Filler(role=role, start=start, end=end)


_OPEN = re.compile(
    r"(?:(?:^|\s+)(?:OF|FROM|IN|BY|TO|WITH|FOR|ON|AT|AND|WHO|THE|AN?|HIS|HER|ITS|THEIR|NEW|SPECIAL))+$", re.IGNORECASE
)
"""Words at the end of a stretch that wait for a noun which was not marked."""


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole words of a stretch, without marks and blanks at its ends, nor words that wait for another."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    open_ = _OPEN.search(text[start:end])
    return start, start + open_.start() if open_ else end

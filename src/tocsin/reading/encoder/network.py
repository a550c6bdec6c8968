"""What the encoder needs of whatever runs it: a tokenizer and two networks, loaded elsewhere and handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.reading.encoder.windows import Tokens

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Anchors whose parts and marks are asked for.

    `states` and `mask` are of the windows that hold them, `gist` one vector a window; `row` says for each anchor which
    window, `token` which of its tokens, `kind` which kind.
    """

    states: Floats
    mask: Floats
    gist: Floats
    row: Ints
    token: Ints
    kind: Ints


class Network(Protocol):
    """Runs the encoder's two networks; the same input gives the same output."""

    @property
    def name(self) -> str:
        """The encoder's name and version, as statements carry it."""
        ...

    @property
    def frame(self) -> tuple[int, int]:
        """The ids of the tokens that open and close a window."""
        ...

    def tokens(self, texts: Sequence[str]) -> Sequence[Tokens]:
        """The tokens of each text, without the frame."""
        ...

    def look(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """States (windows x tokens x width) and logits of an anchor (windows x tokens x kinds)."""
        ...

    def tell(self, asked: Asked) -> tuple[Floats, Floats]:
        """For each anchor: scores (anchors x parts x tokens) and marks (anchors x values)."""
        ...

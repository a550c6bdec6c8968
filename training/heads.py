"""What stands on the body: anchors (where a statement of a kind hangs), and for each anchor its parts and its marks."""

import torch
from torch import Tensor, nn

from tocsin.reading.encoder.shape import (
    CERTAINTIES,
    CHANNELS,
    EFFECTS,
    FILLERS,
    KINDS,
    MAPS,
    POINTERS,
    POLARITIES,
    STAGES,
    WHO,
)
from training.bert import SMALL, Bert, Size

_PAIR, _HIDDEN = 32, 384
_RARE = -4.0
"""The bias to begin with of what is seldom so."""
MARKS = (len(STAGES), len(CERTAINTIES), len(POLARITIES), len(CHANNELS), len(WHO), len(EFFECTS), 1)
"""How many values each mark of an anchor has; the last is whether it is a statement at all."""


class Anchors(nn.Module):
    """Each token's logit to be the first of the cue of a statement of each kind."""

    def __init__(self, dropout: float, size: Size = SMALL) -> None:
        super().__init__()
        self.body = Bert(size, dropout)
        self.score = nn.Sequential(nn.Linear(size.width, size.width), nn.GELU(), nn.Linear(size.width, len(KINDS)))
        nn.init.constant_(self.score[-1].bias, _RARE)
        self.fillers = nn.Linear(size.width, 2 * len(FILLERS))
        nn.init.constant_(self.fillers.bias, _RARE)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States (batch x tokens x width) and logits (batch x tokens x kinds)."""
        states = self.body(ids, mask)
        return states, self.score(states)


class WithFillers(nn.Module):
    """The anchors, and beside them the logits of MUC-4's role fillers, where those were taught."""

    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.anchors = anchors

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States, logits of anchors, and logits of fillers (batch x tokens x twice the roles)."""
        states, logits = self.anchors(ids, mask)
        return states, logits, self.anchors.fillers(states)


class Parts(nn.Module):
    """For each anchor: where its parts begin and end, which tokens play which role, and its marks."""

    def __init__(self, dropout: float, size: Size = SMALL) -> None:
        super().__init__()
        self.width = width = size.width
        self.kind = nn.Embedding(len(KINDS), width)
        self.query = nn.Sequential(nn.Linear(3 * width, _HIDDEN), nn.GELU(), nn.Dropout(dropout))
        self.asks = nn.Linear(_HIDDEN, (len(POINTERS) + 2 * len(MAPS)) * _PAIR)
        self.keys = nn.Linear(width, (len(POINTERS) + 2 * len(MAPS)) * _PAIR)
        self.near = nn.Embedding(2 * REACH + 1, len(POINTERS) + 2 * len(MAPS))
        nn.init.normal_(self.near.weight, std=0.02)
        nn.init.normal_(self.kind.weight, std=0.1)
        self.attend = nn.Linear(_HIDDEN, width)
        self.marks = nn.Sequential(
            nn.Linear(_HIDDEN + 2 * width, _HIDDEN), nn.GELU(), nn.Dropout(dropout), nn.Linear(_HIDDEN, sum(MARKS))
        )

    def forward(  # noqa: PLR0917 - the inputs of a graph
        self, states: Tensor, mask: Tensor, gist: Tensor, row: Tensor, token: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores (anchors x parts x tokens) and marks (anchors x all values).

        `states` and `mask` are of the sentences; `gist` is one vector a sentence, of its whole report;
        `row`, `token` and `kind` say for each anchor which sentence, which token, which kind.
        """
        of = states[row]
        at = of[torch.arange(row.shape[0], device=row.device), token]
        query = self.query(torch.cat([at, self.kind(kind), gist[row]], dim=-1))
        parts = len(POINTERS) + 2 * len(MAPS)
        asks = self.asks(query).view(-1, parts, _PAIR)
        keys = self.keys(states).view(states.shape[0], states.shape[1], parts, _PAIR)[row]
        scores = torch.einsum("apd,atpd->apt", asks, keys) * _PAIR**-0.5
        apart = torch.arange(states.shape[1], device=row.device)[None] - token[:, None]
        scores = scores + self.near(apart.clamp(-REACH, REACH) + REACH).transpose(1, 2)
        gone = (1.0 - mask[row].to(scores.dtype))[:, None, :] * -1e4
        scores = scores + gone
        weight = torch.softmax((self.attend(query)[:, None] * of).sum(-1) * self.width**-0.5 + gone[:, 0], dim=-1)
        held = torch.softmax(scores[:, 0], -1) + torch.softmax(scores[:, 1], -1)
        around = (weight[:, :, None] * of).sum(1)
        ends = (held[:, :, None] * of).sum(1)
        return scores, self.marks(torch.cat([query, around, ends], dim=-1))


REACH = 48
"""How far from its anchor, in tokens, a part's place is told apart."""

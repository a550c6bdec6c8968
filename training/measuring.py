"""How well the heads find what is marked, token for token: a first look while they learn."""

from collections.abc import Sequence

import torch

from tocsin.reading.encoder.shape import POINTERS
from training.batches import batches
from training.examples import Story
from training.heads import Anchors, Parts
from training.losses import LIKELY, gists, looked


@torch.no_grad()
def measure(told: Sequence[Story], anchors: Anchors, parts: Parts) -> dict[str, float]:
    """How well the anchors, their kinds, contents and marks are found, at the threshold that does best."""
    anchors.eval(), parts.eval()
    scored: list[tuple[float, bool]] = []
    wanted = content = speaker = polarity = certainty = kept = 0
    for one in batches(told, tokens=4096, shuffle=None):
        states, logits = looked(one, anchors)
        wanted += len(one.row)
        likely = ((logits > LIKELY) & (one.own[:, :, None] > 0)).nonzero()
        gist = gists(states, one.report)
        if len(likely):
            _, marks = parts(states, one.mask, gist, likely[:, 0], likely[:, 1], likely[:, 2])
            both = torch.sigmoid(marks[:, -1])
            hit = one.wanted[likely[:, 0], likely[:, 1], likely[:, 2]] > 0
            scored += list(zip(both.tolist(), hit.tolist(), strict=True))
        if len(one.row):
            scores, marks = parts(states, one.mask, gist, one.row, one.token, one.kind)
            best = scores[:, : len(POINTERS)].argmax(-1)
            kept += len(one.row)
            content += int(((best[:, 0] == one.points[:, 0]) & (best[:, 1] == one.points[:, 1])).sum())
            speaker += int((best[:, 3] == one.points[:, 3]).sum())
            polarity += int((marks[:, 10:12].argmax(-1) == one.marks[:, 2]).sum())
            certainty += int((marks[:, 6:10].argmax(-1) == one.marks[:, 1]).sum())
    scored.sort(reverse=True)
    best_f = best_p = best_r = best_t = right = 0.0
    for n, (score, hit) in enumerate(scored, 1):
        right += hit
        f = 2 * right / (n + wanted)
        if f > best_f:
            best_f, best_p, best_r, best_t = f, right / n, right / wanted, score
    anchors.train(), parts.train()
    return {
        "anchor F": best_f, "P": best_p, "R": best_r, "at": best_t, "content": content / max(1, kept),
        "speaker": speaker / max(1, kept), "polarity": polarity / max(1, kept), "certainty": certainty / max(1, kept),
    }  # fmt: skip

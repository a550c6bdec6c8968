"""`python -m training.calibrate --weights FOLDER --name NAME`: how sure what both readers see is, fitted on dev.

Neither has learnt from dev. Writes `about.json` beside the weights and prints the reliability table, each fold told by
weights that were fitted on the others.
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus import Marked, Written, written
from corpus.matching import closeness, fits
from tocsin import reading
from tocsin.desk.network import Loaded
from tocsin.desk.reader import ABOUT
from tocsin.model import Report, Statement, When
from tocsin.reading import filling, passages, rules, surety, verify
from tocsin.reading.deciding import Candidate, candidates, in_passages
from tocsin.reading.passages import Passage
from tocsin.reading.roll import Heard
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.surety import Surety

FOLDS, RIDGE, TURNS = 5, 20.0, 30
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


@dataclass(frozen=True, slots=True)
class Told:
    """One candidate that the verifier lets pass: the story it is from, its features, and whether it is right."""

    story: str
    candidate: Candidate
    right: bool

    @property
    def features(self) -> surety.Features:
        """What speaks for it."""
        return self.candidate.features


@dataclass(slots=True)
class _Listening:
    """A reader that keeps every candidate of the passages it is given, with what it would say, and tells nothing."""

    network: Loaded
    heard: list[tuple[Candidate, Statement]] = field(default_factory=list)
    name: str = "listening@1"

    def propose(self, report: Report, *, passages: Sequence[Passage], published: When | None) -> tuple[Statement, ...]:
        whole = surety.view(in_passages(report, passages, self.network))

        def decide(scene: Scene) -> list[Draft]:
            found = candidates(scene, whole, self.network.name)
            self.heard += [(c, filling.statement(scene, c.draft, Heard())) for c in found]
            return [c.draft for c in found]

        rules.told(report, passages=passages, published=published, decide=decide)
        return ()


def told(texts: Iterable[Written], network: Loaded) -> list[Told]:
    """Every candidate of some texts that the verifier lets pass."""
    found = []
    for one in texts:
        found += _of(one, network)
    return found


def _of(one: Written, network: Loaded) -> list[Told]:
    listening = _Listening(network)
    reading.read(one.report, published=one.when, reader=listening)
    free, cut = list(one.statements), passages.split(one.text)
    out = []
    for each, said in sorted(listening.heard, key=lambda pair: -pair[0].draft.score):
        if verify.refuse(said, text=one.text, passages=cut) is None:
            hit = max((m for m in free if fits(m, said)), key=lambda m: closeness(m, said), default=None)
            if hit:
                free.remove(hit)
            right = hit is not None and _is_as_affirmed(hit, said)
            out.append(Told(one.name if one.single else one.case, each, right))
    return out


def _is_as_affirmed(wanted: Marked, found: Statement) -> bool:
    """Whether both are affirmed, or both are not: a claim read for "no group has claimed it" is not right."""
    return bool(wanted.row["polarity"] == found.factuality.polarity)


def fit(some: Sequence[Told]) -> Surety:
    """Logistic regression with a ridge, by Newton's method; each feature is measured by how far it spreads."""
    names = sorted({name for t in some for name in t.features})
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(some), len(names)))
    for n, each in enumerate(some):
        for name, value in each.features.items():
            x[n, at[name]] = value
    spread = x.std(axis=0)
    spread[spread == 0] = 1
    x /= spread
    y = np.array([t.right for t in some], dtype=float)
    ridge = RIDGE * np.diag([float(name != surety.ALWAYS) for name in names])
    weights = np.zeros(len(names))
    for _ in range(TURNS):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - y) + ridge @ weights
        bend = (x * (share * (1 - share))[:, None]).T @ x + ridge
        weights -= np.linalg.solve(bend, slope)
    return Surety(weights={name: round(float(w), 4) for name, w in zip(names, weights / spread, strict=True)})


def given(some: Sequence[Told]) -> list[tuple[float, bool]]:
    """How sure each is, by weights fitted on the other folds, and whether it is right; a story lies in one fold."""
    fold = {story: n % FOLDS for n, story in enumerate(sorted({t.story for t in some}))}
    found: list[tuple[float, bool]] = []
    for n in range(FOLDS):
        fitted = fit([t for t in some if fold[t.story] != n])
        found += [(t.candidate.sure(fitted), t.right) for t in some if fold[t.story] == n]
    return found


def reliability(told_: Sequence[tuple[float, bool]]) -> Iterable[str]:
    """Of what is given about so much, how much is right, as a table in Markdown."""
    yield "| given | statements | mean given | right |"
    yield "|---|---|---|---|"
    for low, high in pairwise(BINS):
        some = [(p, r) for p, r in told_ if low <= p < high]
        if some:
            mean, right = sum(p for p, _ in some) / len(some), sum(r for _, r in some) / len(some)
            yield f"| {low:.1f} to {min(high, 1):.1f} | {len(some)} | {mean:.2f} | {right:.2f} |"
    lost = -sum(math.log(max(1e-9, p if r else 1 - p)) for p, r in told_) / len(told_)
    yield f"\nLog loss {lost:.3f} over {len(told_)}."


def main() -> None:
    """Fit on dev and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--name", help="what statements say who read them; else taught@ and the weights' own digest")
    asked = parser.parse_args()
    some = told(written("dev"), Loaded(asked.weights))
    sys.stdout.write("\n".join(reliability(given(some))) + "\n")
    digest = hashlib.sha256((asked.weights / "anchors.onnx").read_bytes()).hexdigest()
    about = {"name": asked.name or f"taught@{digest[:8]}", "surety": dict(fit(some).weights)}
    (asked.weights / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""`python -m training.calibrate --weights FOLDER --name NAME`: how sure what both readers see is, fitted on dev.

Neither has learnt from dev. Writes `about.json` beside the weights and prints the reliability table, each fold told by
weights that were fitted on the others.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus import Written, written
from tocsin.desk.network import ABOUT, Loaded
from tocsin.reading import deciding, passages, rules
from tocsin.reading.deciding import Candidate, Surety, act_seen, candidates, in_passages
from tocsin.reading.scene import Draft, Scene

FOLDS, RIDGE, TURNS = 5, 1.0, 30
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


@dataclass(frozen=True, slots=True)
class Told:
    """One candidate: the case it is from, its features, and whether it is right."""

    case: str
    features: deciding.Features
    right: bool


def told(texts: Iterable[Written], network: Loaded) -> list[Told]:
    """Every candidate of some texts."""
    found = []
    for one in texts:
        found += _of(one, network)
    return found


def _of(one: Written, network: Loaded) -> list[Told]:
    cut = tuple(p for p in passages.split(one.text) if not p.furniture)
    seen = in_passages(one.report, cut, network)
    act, drafted = act_seen(seen), list[Candidate]()

    def decide(scene: Scene) -> list[Draft]:
        drafted.extend(some := candidates(scene, seen[scene.passage.span.start], network.name, act=act))
        return [c.draft for c in some]

    rules.told(one.report, passages=cut, published=one.when, decide=decide)
    free = list(one.statements)
    out = []
    for each in sorted(drafted, key=lambda c: -c.draft.score):
        hit = next((m for m in free if m.kind == each.draft.kind and _is_one(m.content, each.draft.content)), None)
        if hit:
            free.remove(hit)
        out.append(Told(one.case, each.features, hit is not None))
    return out


def _is_one(wanted: tuple[int, int], found: tuple[int, int]) -> bool:
    both = min(wanted[1], found[1]) - max(wanted[0], found[0])
    return 2 * both >= min(wanted[1] - wanted[0], found[1] - found[0])


def fit(some: Sequence[Told]) -> Surety:
    """Logistic regression with a ridge, by Newton's method."""
    names = sorted({name for t in some for name in t.features})
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(some), len(names)))
    for n, each in enumerate(some):
        for name, value in each.features.items():
            x[n, at[name]] = value
    y = np.array([t.right for t in some], dtype=float)
    weights = np.zeros(len(names))
    for _ in range(TURNS):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - y) + RIDGE * weights
        bend = (x * (share * (1 - share))[:, None]).T @ x + RIDGE * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return Surety(weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)})


def given(some: Sequence[Told]) -> list[tuple[float, bool]]:
    """How sure each is, by weights fitted on the other folds, and whether it is right; a case lies in one fold."""
    fold = {case: n % FOLDS for n, case in enumerate(sorted({t.case for t in some}))}
    found: list[tuple[float, bool]] = []
    for n in range(FOLDS):
        surety = fit([t for t in some if fold[t.case] != n])
        found += [(surety.of(t.features), t.right) for t in some if fold[t.case] == n]
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
    parser.add_argument("--name", default="encoder@1")
    asked = parser.parse_args()
    some = told(written("dev"), Loaded(asked.weights))
    sys.stdout.write("\n".join(reliability(given(some))) + "\n")
    about = {"name": asked.name, "surety": dict(fit(some).weights)}
    (asked.weights / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()

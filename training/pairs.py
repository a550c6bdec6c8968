"""`python -m training.pairs --weights FOLDER --into FOLDER`: the head that compares statements by the encoder's states.

Taught on the marked statements of the corpus, `train`, and on nothing else; numpy alone, some minutes on two cores.
First it learns from the states which statements tell what their case is mostly about, then what two statements of one
event share. The second lesson is given what the first says of cases that it did not learn from. Prints how well `dev`
is told.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Written, cases, stated
from tocsin.desk.network import Loaded
from tocsin.desk.pairs import write
from tocsin.linking import MEASURES, Alike, Head
from tocsin.linking.alike import names_of, words_of
from tocsin.linking.pairing import EVENTS, SPEECH
from tocsin.linking.sketch import Sketch, sketch
from tocsin.model import Statement
from tocsin.reading.encoder.pooling import Main, pooled

NAME = "pairs@1"
"""Beside the name of the encoder over whose states it was taught."""
FOLDS, TURNS, SEED = 4, 8, 0
MAIN_RIDGE, PAIR_RIDGE = 300.0, 1.0
OTHERS = 3
"""For each statement so many pairs with statements of other cases, half of them of a case in the same country."""

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A marked statement: its case, the label of its incident there, its sketch, its states."""

    case: str
    about: str
    country: str
    sketch: Sketch
    states: NDArray[np.float32]

    @property
    def statement(self) -> Statement:
        """The statement."""
        return self.sketch.statement


@dataclass(frozen=True, slots=True)
class Two:
    """Two statements, and whether they tell of one event."""

    left: Told
    right: Told
    one: bool


def told(reports: Iterable[Written], encoder: Loaded) -> list[Told]:
    """Every statement of some reports that linking compares."""
    found = []
    for written in reports:
        for number, statement in stated.statements(written).items():
            if statement.kind in EVENTS | SPEECH:
                marked = written.statements[number]
                country = marked.row.get("place", "").rpartition(", ")[2]
                found.append(
                    Told(case=written.case, about=marked.about, country=country, states=pooled(statement, encoder),
                         sketch=sketch(statement, written.when))
                )  # fmt: skip
    return found


def fit(x: Reals, y: Reals, *, share: Reals, ridge: float) -> Reals:
    """Logistic regression with a ridge, by Newton's method; `share` weighs the rows."""
    weights = np.zeros(x.shape[1])
    for _ in range(TURNS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (share * (p - y)) + ridge * weights
        bend = (x * (share * p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, slope)
    return weights


def pairs(some: Sequence[Told]) -> list[Two]:
    """Every pair of one case of which one tells of an event, and for each statement a few pairs with other cases."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in some:
        groups[each.case].append(each)
    found = [
        Two(a, b, a.about == b.about)
        for group in groups.values()
        for a, b in combinations(group, 2)
        if (a.sketch.is_anchor or b.sketch.is_anchor) and (a.about or b.about)
    ]
    return [*found, *_others(some, groups)]


def _others(some: Sequence[Told], groups: Mapping[str, Sequence[Told]]) -> Iterable[Two]:
    chance = random.Random(SEED)  # noqa: S311 - nothing is kept secret by it
    lands = {case: Counter(t.country for t in group if t.country).most_common(1) for case, group in groups.items()}
    there: dict[str, list[str]] = defaultdict(list)
    for case, most in lands.items():
        if most:
            there[most[0][0]].append(case)
    for one in (each for each in some for _ in range(OTHERS)):
        near = there[lands[one.case][0][0]] if lands[one.case] and chance.random() < 1 / 2 else list(groups)
        case = chance.choice(near)
        anchors = [t for t in groups[case] if one.sketch.is_anchor or t.sketch.is_anchor]
        alike = [t for t in anchors if t.statement.kind is one.statement.kind and chance.random() < 1 / 2]
        if case != one.case and anchors:
            yield Two(one, chance.choice(alike or anchors), one=False)


def counted(some: Sequence[Told], encoder: str) -> Head:
    """A head that has counted words and has learnt nothing."""
    quotes = {t.statement.passage.quote for t in some}
    stood = Counter(word for quote in quotes for word in words_of(quote) | names_of(quote))
    nothing = (0.0,) * len(MEASURES)
    return Head(name=f"{NAME} over {encoder}", by_all=nothing, by_words=nothing, stood=stood, sentences=len(quotes))


def are_main(some: Sequence[Told]) -> Reals:
    """Whether each tells what its case is mostly about."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in some:
        if each.about:
            counts[each.case][each.about] += 1
    most = {case: count.most_common(1)[0][0] for case, count in counts.items()}
    return np.array([float(t.about == most.get(t.case, "none")) for t in some])


def learn_main(some: Sequence[Told]) -> Main:
    """By which weights of its states a statement is main."""
    states = np.stack([t.states for t in some])
    blank = Main(usual=states.mean(0), spread=states.std(0) + 1e-6, weights=np.zeros(0, np.float32))
    x = np.stack([blank.measured(t.states, t.statement.kind) for t in some]).astype(np.float64)
    weights = fit(x, are_main(some), share=np.ones(len(x)), ridge=MAIN_RIDGE)
    return replace(blank, weights=weights.astype(np.float32))


def unlearnt(some: Sequence[Told]) -> dict[str, float]:
    """For each statement, by id, what is said of it by weights that have not learnt from its case."""
    fold = {case: n % FOLDS for n, case in enumerate(sorted({t.case for t in some}))}
    out: dict[str, float] = {}
    for n in range(FOLDS):
        taught = learn_main([t for t in some if fold[t.case] != n])
        out |= {t.statement.id: taught.odds(t.states, t.statement.kind) for t in some if fold[t.case] == n}
    return out


def measured(alike: Alike, two: Sequence[Two]) -> Reals:
    """The measures of some pairs."""
    texts: dict[str, dict[str, Sketch]] = defaultdict(dict)
    for each in (t for pair in two for t in (pair.left, pair.right)):
        texts[each.statement.passage.text][each.statement.id] = each.sketch
    shared = {text: alike.told(text, group.values()) for text, group in texts.items()}
    return np.array([alike.measures(p.left.sketch, p.right.sketch, shared) for p in two])


def learn_pairs(alike: Alike, two: Sequence[Two]) -> tuple[float, ...]:
    """By which weights two are one; a case counts by the root of its pairs."""
    many = Counter(p.left.case for p in two)
    share = np.array([many[p.left.case] ** -0.5 for p in two])
    one = np.array([float(p.one) for p in two])
    weights = fit(measured(alike, two), one, share=share * len(share) / share.sum(), ridge=PAIR_RIDGE)
    return tuple(round(float(w), 4) for w in weights)


def by_states(main: Main, some: Sequence[Told]) -> Callable[[Statement], float]:
    """What is said of each statement by its states."""
    said = {t.statement.id: main.odds(t.states, t.statement.kind) for t in some}
    return lambda statement: said[statement.id]


def area(one: NDArray[np.bool_], odds: Reals) -> float:
    """How often a pair that is one is given more than one that is not (the area under the curve)."""
    rank = np.empty(len(odds))
    rank[np.argsort(odds)] = np.arange(1, len(odds) + 1)
    ones = int(one.sum())
    return float((rank[one].sum() - ones * (ones + 1) / 2) / (ones * (len(one) - ones)))


def teach(some: Sequence[Told], encoder: str) -> tuple[Head, Main]:
    """The head and what it learnt of states, taught on some statements."""
    head, two, before = counted(some, encoder), pairs(some), unlearnt(some)
    by_all = learn_pairs(Alike(head, lambda s: before[s.id]), two)
    return replace(head, by_all=by_all, by_words=learn_pairs(Alike(head), two)), learn_main(some)


def of(split: str, encoder: Loaded) -> list[Told]:
    """Every statement of the reports of a split; single passages have no story."""
    return told((report for case in cases(split) if not case.single for report in case.reports), encoder)


def main() -> None:
    """Teach the head, write it, and say how well it tells dev."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the folder of the encoder's weights")
    parser.add_argument("--into", type=Path, required=True, help="the folder for what was learnt")
    asked = parser.parse_args()
    encoder = Loaded(asked.weights)
    head, learnt = teach(of("train", encoder), encoder.name)
    write(head, learnt, asked.into)
    some = of("dev", encoder)
    odds = np.array([learnt.odds(t.states, t.statement.kind) for t in some])
    sys.stdout.write(f"main, area under the curve: {area(are_main(some) > 0, odds):.3f} of {len(some)}\n")
    two = pairs(some)
    one_report = np.array([p.left.statement.passage.text == p.right.statement.passage.text for p in two])
    one = np.array([p.one for p in two])
    for name, main_of, weights in (("all", by_states(learnt, some), head.by_all), ("words", None, head.by_words)):
        odds = measured(Alike(head, main_of), two) @ np.array(weights)
        for what, which in (("one report", one_report), ("two reports", ~one_report)):
            sys.stdout.write(f"{name}, pairs of {what}: {area(one[which], odds[which]):.3f} of {which.sum()}\n")
    for name, *weights in zip(MEASURES, head.by_all, head.by_words, strict=True):
        sys.stdout.write("".join(f"{weight:+8.3f} " for weight in weights) + name + "\n")


if __name__ == "__main__":
    main()

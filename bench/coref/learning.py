"""`python -m bench.coref.learning --data DIR`: learn the linker from the train split, and nothing else.

The two thresholds are those that do best over the train split when each fifth of its topics is linked by what the
other four taught; where several do as well, it is the middle one.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.clusters import conll, grouped
from bench.coref import trees
from bench.coref.features import Tied, by, learn, tied
from bench.coref.joining import Floats, Stories, clusters
from bench.coref.linker import LEARNT, Linker
from bench.coref.mentions import Mention, load

FOLDS = 5
LEAST = tuple(round(0.1 + 0.025 * n, 3) for n in range(17))


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the train split: its mentions, its tied pairs as if its own stems had not been learnt, the key."""

    mentions: list[Mention]
    tied: Tied
    one: Floats


def main() -> None:
    """Learn, say how well, and write what was learnt beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    asked = parser.parse_args()
    mentions, documents = load(asked.data, "train")
    stories = Stories(documents)
    topics = list(_topics(mentions, stories))
    scores, linked = held_out(topics), stories_found(mentions, stories)
    for what, found in (("events", scores), ("stories", linked)):
        print(what, *(f"{least}: {100 * score:.1f}" for least, score in found.items()))
    linker = replace(_taught(topics), learnt=learn(mentions), least=middle(scores), story=middle(linked))
    LEARNT.write_text(json.dumps(linker.kept(), separators=(",", ":")) + "\n", "utf-8")


def middle(scores: Mapping[float, float]) -> float:
    """The threshold that scores best; the middle one of those that come within a tenth of a point of it."""
    best = [least for least, score in scores.items() if score >= max(scores.values()) - 0.001]
    return best[len(best) // 2]


def held_out(topics: Sequence[Topic]) -> dict[float, float]:
    """The CoNLL score over the topics at each threshold, each topic linked by what those of the other folds taught."""
    likely = []
    for fold in range(FOLDS):
        taught = _taught(_but(topics, fold))
        likely += [(t, _filled(t, taught)) for t in topics[fold::FOLDS]]
    return {least: _score(likely, least) for least in LEAST}


def stories_found(mentions: Sequence[Mention], stories: Stories) -> dict[float, float]:
    """How like the subtopics the stories found are at each threshold: the CoNLL score over documents."""
    key = {m.document: m.subtopic for m in mentions}
    steps = (round(0.01 * n, 2) for n in range(4, 30))
    return {least: conll(grouped(key), grouped(stories.found(least))) for least in steps}


def _but(topics: Sequence[Topic], fold: int) -> list[Topic]:
    return [t for n, t in enumerate(topics) if n % FOLDS != fold]


def _topics(mentions: Sequence[Mention], stories: Stories) -> Iterator[Topic]:
    groups = by(mentions, "topic")
    for name, group in groups.items():
        others = learn([m for other, some in groups.items() if other != name for m in some])
        found = tied(group, stories=stories, learnt=others)
        one = [float(group[n].chain == group[m].chain) for n, m in found.pairs]
        yield Topic(group, found, np.array(one))


def _taught(topics: Sequence[Topic]) -> Linker:
    seen, one = np.concatenate([t.tied.seen for t in topics]), np.concatenate([t.one for t in topics])
    pairs = sum(len(t.mentions) * (len(t.mentions) - 1) // 2 for t in topics)
    ones = sum(len(c) * (len(c) - 1) // 2 for t in topics for c in by(t.mentions, "chain").values())
    untied = (ones - float(one.sum())) / (pairs - len(one))
    return Linker(learnt={}, forest=trees.fit(seen, one), untied=untied, least=0.0, story=0.0)


def _filled(topic: Topic, linker: Linker) -> Floats:
    count = len(topic.mentions)
    out = np.full((count, count), linker.untied)
    left, right = topic.tied.pairs.T
    out[left, right] = out[right, left] = linker.forest.likely(topic.tied.seen)
    return out


def _score(likely: Iterable[tuple[Topic, Floats]], least: float) -> float:
    marked, found = {}, {}
    for topic, near in likely:
        for mention, number in zip(topic.mentions, clusters(near, least=least), strict=True):
            marked[mention.id], found[mention.id] = mention.chain, (mention.topic, number)
    return conll(grouped(marked), grouped(found))


if __name__ == "__main__":
    main()

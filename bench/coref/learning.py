"""`python -m bench.coref.learning --data DIR`: learn the linker from the train split, and nothing else.

The two thresholds are those that do best over the train split when each fifth of its topics is linked by what the
other four taught; where several do as well, the middle one.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
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
    """Learn, and write what was learnt beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    asked = parser.parse_args()
    mentions, documents = load(asked.data, "train")
    linker = learned(mentions, Stories(documents))
    LEARNT.write_text(json.dumps(linker.kept(), separators=(",", ":")) + "\n", "utf-8")


def learned(mentions: Sequence[Mention], stories: Stories) -> Linker:
    """The linker that some mentions teach."""
    topics = list(_topics(mentions, stories))
    held = [(t, linker) for n in range(FOLDS) for linker in [_taught(_but(topics, n))] for t in topics[n::FOLDS]]
    likely = [(t, _filled(t, linker)) for t, linker in held]
    scores = {least: _score(likely, least) for least in LEAST}
    print({least: round(100 * s, 2) for least, s in scores.items()})
    best = [least for least, s in scores.items() if s >= max(scores.values()) - 0.001]
    return replace(_taught(topics), learnt=learn(mentions), least=best[len(best) // 2], story=_story(mentions, stories))


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


def _story(mentions: Sequence[Mention], stories: Stories) -> float:
    """Where the stories found are most like the subtopics, by the mean of the three measures over documents."""
    key = {m.document: m.subtopic for m in mentions}
    scores = {
        least: conll(grouped(key), grouped({d: n for d, n in stories.found(least).items() if d in key}))
        for least in (round(0.01 * n, 2) for n in range(4, 30))
    }
    print({least: round(100 * s, 1) for least, s in scores.items()})
    return max(scores, key=lambda least: scores[least])


if __name__ == "__main__":
    main()

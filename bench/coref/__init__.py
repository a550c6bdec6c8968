"""Which mentions tell one event, across documents, against ECB+ with the mentions given.

DIR holds `docs*.jsonl` (documents as tokens) and `event-mentions-SPLIT.jsonl` (Cybulska and Vossen 2014, "Using a
sledgehammer to crack a nut? Lexical diversity and event coreference resolution"). Measured is the split that is not
`train`: `dev`, or whatever else lies there. MUC, B³, CEAFe and their mean, the CoNLL score, over all mentions at once,
single ones too, as in Barhom et al. 2019; beside them without single ones, as Cattan et al. 2021 ask for ("Realistic
evaluation principles for cross-document coreference resolution").

A topic is two stories much alike (two players arrested for drink-driving), the subtopics. Three settings, hardest first:
`no clusters given`, where the linker finds the stories itself; `by topic`, where it is told the topic of each document;
`by subtopic`, where it is told the story. The headline is `by topic`: to tell two alike stories apart is what an office
needs, and nobody tells it. Published systems are mostly measured on clusters found that come near the subtopics.

The yardstick is the same lemma of the head word within the clusters given.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from bench.clusters import Cluster, b_cubed, ceaf_e, conll, grouped, muc, without_singletons
from bench.coref import linker
from bench.coref.features import by
from bench.coref.joining import Stories
from bench.coref.mentions import Mention, load

Links = Mapping[str, Hashable]
"""For each mention, by id, whatever its event is called."""


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: the three measures and their mean in each setting, and what the lemma alone comes to."""
    mentions, stories = _loaded(data)
    key = grouped({m.id: m.chain for m in mentions})
    yield "mentions", len(mentions), "mentions"
    yield "chains", len(key), "chains"
    for name, cluster in settings(mentions, stories).items():
        for who, found in (
            ("linked", _linked(mentions, stories, cluster)),
            ("yardstick: lemma", _lemma(mentions, cluster)),
        ):
            yield from _figures(f"{name}, {who}", key, grouped(found))


def _figures(name: str, key: Sequence[Cluster], found: Sequence[Cluster]) -> Iterator[tuple[str, float, str]]:
    for measure in (muc, b_cubed, ceaf_e):
        yield f"{name}: {measure.__name__.replace('_', ' ')} F1", 100 * measure(key, found).f1, "%"
    yield f"{name}: CoNLL", 100 * conll(key, found), "%"
    yield f"{name}: CoNLL without single mentions", 100 * conll(*without_singletons(key, found)), "%"


def worst(data: Path) -> Iterator[str]:
    """Pairs of heads that are wrongly one, or wrongly two, by topic, with how many pairs of mentions each costs."""
    mentions, stories = _loaded(data)
    found = _linked(mentions, stories, settings(mentions, stories)["by topic"])
    cases: dict[str, int] = {}
    for group in by(mentions, "topic").values():
        for left, right in combinations(group, 2):
            one, said = left.chain == right.chain, found[left.id] == found[right.id]
            if one != said:
                where = "one story" if left.subtopic == right.subtopic else "two stories"
                heads = " / ".join(sorted((left.head, right.head)))
                case = f"topic {left.topic}, {'parted' if one else 'joined'} within {where}: {heads}"
                cases[case] = cases.get(case, 0) + 1
    yield from (f"{count:4} pairs, {case}" for case, count in sorted(cases.items(), key=lambda c: (-c[1], c[0])))


def settings(mentions: Sequence[Mention], stories: Stories) -> Mapping[str, Callable[[Mention], Hashable]]:  # noqa: ARG001 - every setting has the mentions
    """The document cluster of a mention in each setting."""
    found = stories.found(linker.shipped().story)
    return {
        "no clusters given": lambda m: found[m.document],
        "by topic": lambda m: m.topic,
        "by subtopic": lambda m: m.subtopic,
    }


def _loaded(data: Path) -> tuple[list[Mention], Stories]:
    names = (path.stem.removeprefix("event-mentions-") for path in sorted(data.glob("event-mentions-*.jsonl")))
    split = next((name for name in names if name != "train"), None)
    if split is None:
        raise FileNotFoundError(f"{data} holds no event-mentions but those of train")
    mentions, documents = load(data, split)
    return mentions, Stories(documents)


def _linked(mentions: Sequence[Mention], stories: Stories, cluster: Callable[[Mention], Hashable]) -> Links:
    taught, out = linker.shipped(), dict[str, Hashable]()
    for name in dict.fromkeys(map(cluster, mentions)):
        group = [m for m in mentions if cluster(m) == name]
        out |= {m.id: (name, number) for m, number in zip(group, taught.events(group, stories), strict=True)}
    return out


def _lemma(mentions: Sequence[Mention], cluster: Callable[[Mention], Hashable]) -> Links:
    return {m.id: (cluster(m), m.head) for m in mentions}

"""The linker of event mentions: what it sees, how it joins, and what it learns, on documents made up for it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import coref
from bench.coref import trees
from bench.coref.features import NAMES, learn, tied
from bench.coref.joining import Stories, clusters, merging
from bench.coref.learning import middle
from bench.coref.linker import shipped
from bench.coref.mentions import alike, load, sorts, stem, topic_of

STORIES = {
    "7_1ecb": "Fire broke out in the Larch Mill in Tarn on Monday . The blaze killed Ola Brandt .",
    "7_2ecb": "A fire in Tarn burned down the Larch Mill . Ola Brandt died in the fire .",
    "7_1ecbplus": "Sten Dahl opened fire at a bank in Kesk on Friday . Police arrested Dahl .",
    "7_2ecbplus": "Police in Kesk arrested Sten Dahl , who had robbed a bank .",
}
MARKED = (
    ("7_1ecb", 0, "fire", "a"), ("7_1ecb", 13, "blaze", "a"), ("7_1ecb", 14, "kill", "b"), ("7_2ecb", 1, "fire", "a"),
    ("7_2ecb", 12, "die", "b"), ("7_1ecbplus", 3, "fire", "c"), ("7_1ecbplus", 12, "arrest", "d"),
    ("7_2ecbplus", 3, "arrest", "d"), ("7_2ecbplus", 9, "rob", "e"),
)  # fmt: skip


def row(document: str, at: int, lemma: str, chain: str) -> dict[str, Any]:
    tokens = STORIES[document].split()
    starts = [0, *(n + 1 for n, t in enumerate(tokens) if t == ".")]
    number = max(n for n, s in enumerate(starts) if s <= at)
    return {
        "coref_chain": chain, "doc_id": f"{document}.xml", "topic_id": f"7{document[3:]}", "mention_head": tokens[at],
        "mention_head_lemma": lemma, "mention_head_pos": "VERB", "tokens_str": tokens[at], "tokens_number": [at],
        "mention_id": f"{document}.xml_{number}_{at - starts[number]}",
    }  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    documents = [{"doc": name, "split": "dev", "tokens": text.split()} for name, text in STORIES.items()]
    (tmp_path / "docs-train-dev.jsonl").write_text("\n".join(map(json.dumps, documents)), "utf-8")
    mentions = "\n".join(json.dumps(row(*m)) for m in MARKED)
    (tmp_path / "event-mentions-dev.jsonl").write_text(mentions, "utf-8")
    (tmp_path / "event-mentions-train.jsonl").write_text("", "utf-8")
    return tmp_path


def test_the_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(w) for w in ("explode", "exploded", "exploding", "explodes")}) == 1
    assert stem("kills") == stem("killing")
    assert stem("fire") != stem("fall")
    assert sorts("foil", "foil") & sorts("thwarted", "thwart")


def test_a_mention_knows_what_stands_about_it(data: Path) -> None:
    mentions, documents = load(data, "dev")
    blaze = next(m for m in mentions if m.head == "blaze")
    assert (blaze.document, blaze.sentence, blaze.topic, blaze.chain) == ("7_1ecb.xml", 1, "7", "a")
    assert set(blaze.about) == {stem(w) for w in ("killed", "Ola", "Brandt")}
    assert set(blaze.near) == {"ola", "brandt"}
    assert {m.document for m in mentions} == set(documents)
    assert mentions[0].days == {"monday"}
    assert mentions[0].again == 1


def test_alike_is_one_for_the_same_and_none_for_what_is_apart(data: Path) -> None:
    mentions, _ = load(data, "dev")
    assert alike(mentions[0].about, mentions[0].about) == pytest.approx(1)
    assert alike(mentions[0].about, {}) == 0


def test_documents_of_one_story_come_together_first(data: Path) -> None:
    mentions, documents = load(data, "dev")
    stories = Stories(documents)
    mill = stories.of("7_1ecb.xml", "7_2ecb.xml")
    assert mill[0] > stories.of("7_1ecb.xml", "7_1ecbplus.xml")[0]
    found = stories.found(0.1)
    assert {m.subtopic for m in mentions if found[m.document] == found["7_1ecb.xml"]} == {"7ecb"}


def test_average_linkage_joins_by_the_mean_and_stops() -> None:
    near = np.array([[0, 0.9, 0.2, 0], [0.9, 0, 0.6, 0], [0.2, 0.6, 0, 0], [0, 0, 0, 0]], dtype=float)
    assert clusters(near, least=0.5) == [0, 0, 2, 3]
    assert clusters(near, least=0.4) == [0, 0, 0, 3]
    assert merging(near)[0, 2] == pytest.approx(0.4)
    assert merging(near)[0, 3] == pytest.approx(0)


def test_pairs_without_a_tie_are_not_looked_at(data: Path) -> None:
    mentions, documents = load(data, "dev")
    found = tied(mentions, stories=Stories(documents), learnt={})
    heads = {tuple(sorted((mentions[n].head, mentions[m].head))) for n, m in found.pairs}
    assert ("fire", "fire") in heads
    assert ("arrest", "blaze") not in heads
    assert found.seen.shape == (len(found.pairs), len(NAMES))
    pair = learn(mentions)[tuple(sorted((stem("blaze"), stem("fire"))))]  # type: ignore[index]
    assert pair == pytest.approx(1 / 1.5)


def test_trees_learn_what_one_cut_cannot_tell() -> None:
    seen = np.array([[a, b] for a in (0.0, 1.0) for b in (0.0, 1.0)] * 200)
    both = (seen[:, 0] != seen[:, 1]).astype(float)
    seen[:, 0] += np.linspace(0, 0.4, len(seen))
    forest = trees.fit(seen, both)
    assert np.abs(forest.likely(seen) - both).max() < 0.2
    assert np.allclose(trees.read(json.loads(json.dumps(forest.kept()))).likely(seen), forest.likely(seen), atol=1e-2)


def test_the_middle_of_the_best_thresholds_is_taken() -> None:
    assert middle({0.1: 0.5, 0.2: 0.8, 0.3: 0.8005, 0.4: 0.8, 0.5: 0.2}) == 0.3


def test_what_was_learnt_fits_what_is_seen() -> None:
    taught = shipped()
    assert taught.forest.features.max() < len(NAMES)
    assert 0 < taught.untied < 0.1 < taught.least < 0.6


def test_the_bench_measures_what_is_not_for_training(data: Path) -> None:
    figures = {name: value for name, value, _ in coref.run(data)}
    assert figures["mentions"] == len(MARKED)
    assert figures["chains"] == 5
    assert figures["by subtopic, yardstick: lemma: b cubed F1"] == pytest.approx(200 * 20 / 27 / (1 + 20 / 27))
    assert figures["by topic, linked: CoNLL"] > figures["by topic, yardstick: lemma: CoNLL"]
    assert all("pairs, topic 7, " in line for line in coref.worst(data))


def test_a_topic_is_the_number_of_its_stories() -> None:
    assert [topic_of(name) for name in ("12ecb", "12ecbplus")] == ["12", "12"]

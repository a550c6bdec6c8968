"""Event mentions of ECB+ with what surrounds them, and the documents that they stand in."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from pathlib import Path
from typing import Any

from bench.coref.sketches import sketched
from bench.jsonlines import rows
from tocsin.linking.sketch import Sketch
from tocsin.linking.words import ways
from tocsin.reading import cues
from tocsin.reading.words import words as reading_words

Vector = Mapping[str, float]
"""Words with their weights, of length 1; empty where nothing is known."""

NEAR = 6
"""Words to either side that may be a mention's arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention: which, where, of which chain (the key), and the words about it, weighed.

    `head` is the lemma of its head word, `stem` what a verb and its noun have in common, `sorts` the lexicons of the
    reader and the ways of linking that know the word; `sentence` counts in the document; `about` are the words of its
    sentence, `left` and `right` those near it on either side, `names` the capitalised ones and `near` those of them that
    are near; `figures` the numbers near, `days` the days of the week in the sentence. `again` is how many mentions of
    its stem its document holds; `sketch` is what linking makes of it.
    """

    id: str
    document: str
    subtopic: str
    chain: str
    head: str
    stem: str
    text: str
    pos: str
    sorts: frozenset[str]
    sentence: int
    about: Vector
    left: Vector
    right: Vector
    names: Vector
    near: Vector
    figures: frozenset[str]
    days: frozenset[str]
    again: int
    sketch: Sketch

    @property
    def topic(self) -> str:
        """Its topic; a topic is two stories that are alike, the subtopics."""
        return topic_of(self.subtopic)


def topic_of(subtopic: str) -> str:
    """The number of a topic out of "12ecb" or "12ecbplus"."""
    return re.match(r"\d+", subtopic)[0]  # type: ignore[index]


def load(data: Path, split: str) -> tuple[list[Mention], dict[str, Vector]]:
    """The mentions of a split, and by name the documents that hold them, as all their words, names above all."""
    marked = list(rows(data, f"event-mentions-{split}.jsonl"))
    names = {row["doc_id"] for row in marked}
    texts = {doc: row["tokens"] for row in rows(data, "docs*.jsonl") if (doc := _named(row["doc"])) in names}
    whole = {doc: _counts(tokens) for doc, tokens in texts.items()}
    weigh = _Weigher(whole)
    starts: dict[str, set[int]] = defaultdict(set)
    for row in marked:
        starts[row["doc_id"]].add(max(0, row["tokens_number"][0] - int(row["mention_id"].rsplit("_", 1)[1])))
    bounds = {doc: _bounds(tokens, starts[doc]) for doc, tokens in texts.items()}
    again = Counter((row["doc_id"], stem(row["mention_head_lemma"])) for row in marked)
    mentions = [
        _mention(
            row,
            texts[row["doc_id"]],
            bounds[row["doc_id"]],
            weigh,
            again[row["doc_id"], stem(row["mention_head_lemma"])],
        )
        for row in marked
    ]
    return mentions, {doc: weigh(counts) for doc, counts in whole.items()}


def _named(doc: str) -> str:
    return doc if doc.endswith(".xml") else f"{doc}.xml"


def _bounds(tokens: Sequence[str], known: Iterable[int]) -> list[int]:
    """Where sentences begin: where the marks of the mentions say so, and behind every full stop; then the end."""
    return [*sorted({0, *known, *(n + 1 for n, t in enumerate(tokens) if t in {".", "?", "!"})}), len(tokens)]


_SMALL = frozenset(
    "a an the of to in on at by for with from as is was were be been being am are it its he she they his her their him "
    "them this that these those and or but not no n't 's ' has have had having will would could can may might must do "
    "does did who which what whom whose when where why how after before than then into over about up out off more most "
    "some any one two i you we us me my our your there here if so also just said says say".split()
)


def _tells(token: str) -> bool:
    return token.lower() not in _SMALL and any(c.isalnum() for c in token)


_SUFFIXES = ("ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ors",
             "or", "als", "al", "ied", "ies", "ed", "es", "s", "e", "y")  # fmt: skip
_SHORTEST = 3


def stem(word: str) -> str:
    """What is left of a word without its ending: "explode", "exploded", "exploding" and "explodes" are one."""
    low = word.lower()
    cut = next((low[: -len(s)] for s in _SUFFIXES if low.endswith(s) and len(low) - len(s) >= _SHORTEST), low)
    return cut[:-1] if len(cut) > _SHORTEST and cut[-1] == cut[-2] else cut


LEXICONS = ("foiling", "responding", "tolls", "threatening", "preparing", "denying", "confirming", "saying", "warning")


@cache
def sorts(*words: str) -> frozenset[str]:
    """The lexicons of the reader, by section, and the ways of attacking of linking, in which a word is known."""
    out: set[str] = set()
    for word in {w.lower() for w in words}:
        hits = cues.find(word, reading_words(word, 0, len(word)), len(word))
        out |= {f"{h.cue.lexicon} {h.cue.section}" for h in hits if h.cue.lexicon in LEXICONS}
        out |= ways(word)
    return frozenset(out)


class _Weigher:
    """Words by how few of the documents at hand hold them."""

    def __init__(self, texts: Mapping[str, Mapping[str, float]]) -> None:
        self.count = len(texts)
        self.holding = Counter(w for words in texts.values() for w in words)

    def __call__(self, counts: Mapping[str, float]) -> Vector:
        """Counts of words as a vector: a word twice is less than twice the word, a rare word more than a common one."""
        weights = {w: (1 + log(max(1.0, n))) * log((self.count + 1) / self.holding[w]) for w, n in counts.items()}
        length = sqrt(sum(x * x for x in weights.values()))
        return {w: x / length for w, x in weights.items()} if length else {}


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NAMED = 8.0
"""A capitalised word or a number counts so many times: names tell stories apart better than common words."""


def _counts(tokens: Sequence[str]) -> Mapping[str, float]:
    """The words of a document, and each two that stand side by side."""
    out: dict[str, float] = defaultdict(float)
    for n, token in enumerate(tokens):
        if _tells(token):
            out[stem(token)] += _NAMED if _is_name(token) else 1
            if n + 1 < len(tokens) and _tells(tokens[n + 1]):
                out[f"{stem(token)} {stem(tokens[n + 1])}"] += 1
    return out


def _is_name(token: str) -> bool:
    return token[:1].isupper() or token[:1].isdigit()


def _mention(row: dict[str, Any], tokens: Sequence[str], bounds: Sequence[int], weigh: _Weigher, again: int) -> Mention:
    own = row["tokens_number"]
    number = bisect_right(bounds, own[0]) - 1
    start, stop = bounds[number], bounds[number + 1]

    def bag(first: int, end: int) -> list[str]:
        return [tokens[n] for n in range(max(start, first), min(stop, end)) if n not in own and _tells(tokens[n])]

    near = bag(own[0] - NEAR, own[-1] + 1 + NEAR)
    within = [n for n in own if start <= n < stop]
    low = {t.lower() for t in tokens[start:stop]}
    return Mention(
        id=row["mention_id"], document=row["doc_id"], subtopic=row["topic_id"], chain=row["coref_chain"],
        head=row["mention_head_lemma"].lower(), stem=stem(row["mention_head_lemma"]), text=row["tokens_str"].lower(),
        pos=row["mention_head_pos"], sorts=sorts(row["mention_head"], row["mention_head_lemma"]), sentence=number, about=weigh(Counter(map(stem, bag(start, stop)))),
        left=weigh(Counter(map(stem, bag(own[0] - NEAR, own[0])))),
        right=weigh(Counter(map(stem, bag(own[-1] + 1, own[-1] + 1 + NEAR)))),
        names=weigh(Counter(stem(t) for t in bag(start + 1, stop) if _is_name(t))),
        near=weigh(Counter(stem(t) for t in near if _is_name(t))), again=again,
        figures=frozenset(t for t in near if t[0].isdigit()), days=frozenset(low & _DAYS),
        sketch=sketched(tokens[start:stop], [n - start for n in within]),
    )  # fmt: skip


def alike(one: Vector, other: Vector) -> float:
    """The cosine of two vectors, 0 to 1."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(x * long.get(w, 0.0) for w, x in short.items())

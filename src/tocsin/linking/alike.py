"""How likely two statements tell of one event, by a small learnt head: handed in, by whoever has one.

Two statements are weighed by the words that they and their reports share, the rarer the more, by how they lie to each
other, and, where the encoder reads, by how likely each tells what its report is mostly about and not something beside
it. The head knows no dates of events and no places: those are for the features.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tocsin.linking.sketch import Sketch
from tocsin.model import Statement, When

MEASURES = (
    "words of both reports", "names in both reports", "words of both", "words of both, one report", "one report",
    "one sentence", "thousands of characters between", "days between the reports", "main", "main by main",
    "main unlike", "main, one report", "main by main, one report", "main unlike, one report", "always",
)  # fmt: skip
"""What a pair is weighed by, in the order of a head's weights; "main" is 0 where no encoder reads."""
NAMES_KEPT = 12
"""So many of the rarest names of a report bring its events beside those of others."""
FEW_WORDS, FEW_NAMES = 500.0, 100.0
"""Some twenty words, and some three names, are held to be unseen: that two flashes share half of theirs says little."""
_SURE = 4.0
_FAR, _NO_DATE = 2.0, 400
_STEM = 8
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"(?<=[\w,;’'] )[A-Z][\w’'-]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words, each with the square of how rare it is, and the sum of these."""

    rare: Mapping[str, float]
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What was learnt: what each measure weighs, and in how many of so many sentences each word stood.

    `by_all` is for where an encoder reads, `by_words` for where words are all there is.
    """

    name: str
    by_all: tuple[float, ...]
    by_words: tuple[float, ...]
    stood: Mapping[str, int]
    sentences: int

    def weighed(self, words: Iterable[str]) -> Words:
        """Each word as rare as it was where the head learnt."""
        rare = {word: math.log(self.sentences / (self.stood.get(word, 0) + 0.5)) ** 2 for word in words}
        return Words(rare, sum(rare.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """In how many of a hundred such pairs both tell of one event, as a head takes it, with the head's name."""

    share: int
    by: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A head, and whatever gives the log-odds that a statement tells what its report is mostly about; None if nothing.

    `texts` remembers what it was told of, by text, and `contents` the words of each content: a casebook's reports are
    gone through once.
    """

    head: Head
    main: Callable[[Statement], float] | None = None
    texts: dict[str, "Shared"] = field(default_factory=dict)
    contents: dict[str, Words] = field(default_factory=dict)

    def told(self, text: str, sketches: Iterable[Sketch]) -> "Shared":
        """What the head needs of a text: the words and names of the sentences in which something is told."""
        quotes = frozenset(s.statement.passage.quote for s in sketches)
        known = self.texts.get(text)
        if known is None or known.quotes != quotes:
            words = frozenset[str]().union(*map(words_of, quotes))
            names = frozenset[str]().union(*map(names_of, quotes))
            known = self.texts[text] = Shared(quotes, self.head.weighed(words), self.head.weighed(names))
        return known

    def likeness(self, left: Sketch, right: Sketch, texts: Mapping[str, "Shared"]) -> Likeness:
        """How likely two statements tell of one event."""
        weights = self.head.by_all if self.main else self.head.by_words
        odds = sum(w * m for w, m in zip(weights, self.measures(left, right, texts), strict=True))
        by = self.head.name if self.main else f"{self.head.name}, words alone"
        return Likeness(share=round(100 / (1 + math.exp(-odds))), by=by)

    def measures(self, left: Sketch, right: Sketch, texts: Mapping[str, "Shared"]) -> tuple[float, ...]:
        """What the pair is weighed by, in the order of MEASURES."""
        main = self.main or (lambda _: 0.0)
        a, b = (max(-_SURE, min(_SURE, main(s.statement))) for s in (left, right))
        mains = (a + b, a * b, abs(a - b))
        alike = _share(self._content(left), self._content(right))
        one, other = left.statement.passage, right.statement.passage
        if one.text == other.text:
            between = min(abs(one.start - other.start) / 1000, _FAR)
            return 0.0, 0.0, alike, alike, 1.0, float(one == other), between, 0.0, *mains, *mains, 1.0
        near = _near(texts[one.text], texts[other.text])
        gap = math.log1p(_days(left.published, right.published))
        return *near, alike, 0.0, 0.0, 0.0, 0.0, gap, *mains, 0.0, 0.0, 0.0, 1.0

    def _content(self, sketch: Sketch) -> Words:
        if sketch.about not in self.contents:
            self.contents[sketch.about] = self.head.weighed(words_of(sketch.about))
        return self.contents[sketch.about]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """The words and the names of the sentences of a text in which something is told."""

    quotes: frozenset[str]
    words: Words
    names: Words

    @property
    def rarest(self) -> tuple[str, ...]:
        """Its rarest names."""
        return tuple(sorted(self.names.rare, key=lambda n: (-self.names.rare[n], n))[:NAMES_KEPT])


@lru_cache(maxsize=65536)
def _near(one: Shared, other: Shared) -> tuple[float, float]:
    """How much of their words, and of their names, two texts share: 0 to 1."""
    return _share(one.words, other.words, few=FEW_WORDS), _share(one.names, other.names, few=FEW_NAMES)


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The words of three letters and more, in lower case, cut to eight."""
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(text))


@lru_cache(maxsize=8192)
def names_of(text: str) -> frozenset[str]:
    """The words that a capital begins inside a sentence, in lower case."""
    return frozenset(name.lower() for name in _NAME.findall(text))


def _share(left: Words, right: Words, *, few: float = 0.0) -> float:
    """The cosine of two sets of words, each word as long as it is rare; `few` is how much nobody has seen of each."""
    both = sum(left.rare[word] for word in left.rare.keys() & right.rare.keys())
    return both / math.sqrt((few + left.size) * (few + right.size)) if both else 0.0


def _days(left: When | None, right: When | None) -> int:
    return abs((left.first_day - right.first_day).days) if left and right else _NO_DATE

"""What the words of a phrase say of its type: people, things, weapons, those who do it, given names."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.reading import lexicon, verbs, words

_WORD = re.compile(r"[A-Z0-9Ñ&.]+(?:['’-][A-Z0-9Ñ]+)*")
_TAIL = frozenset("of in on at who which that from with for to by near whose where belonging located , ;".split())
"""What opens the modifiers behind a noun."""


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tables.toml").read_text("utf-8"))


_SAME = frozenset("bus gas press premises headquarters news series congress mercedes barracks species".split())


@cache
def base(word: str) -> str:
    """A word in its singular, lower case, as the tables compare it."""
    low = word.lower().replace("’", "'").removesuffix("'s").strip(".")
    if low in _SAME or len(low) <= 3:
        return low
    if low.endswith("men"):
        return f"{low[:-3]}man"
    if low.endswith("ies"):
        return f"{low[:-3]}y"
    if low.endswith(("sses", "uses", "xes", "ches", "shes")) and not low.endswith(("houses", "causes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A word or phrase of a table: words `first` up to `stop`, and its type; `weak` where others say it better."""

    first: int
    stop: int
    type: str
    weak: bool


class Table:
    """Phrases with their types; the longest that begins at a word is found."""

    def __init__(self, types: Mapping[str, str], weak: str = "") -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in types.items():
            for phrase in phrases.split(";"):
                key = tuple(base(w) for w in phrase.split())
                self._by_first.setdefault(key[0], []).append((key, name))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._weak = {tuple(base(w) for w in phrase.split()) for phrase in weak.split(";") if phrase.strip()}

    def find(self, line: Sequence[str]) -> Iterator[Hit]:
        """What of the table stands in a line of words, each in its singular."""
        at = 0
        while at < len(line):
            row = next((r for r in self._by_first.get(line[at], ()) if tuple(line[at : at + len(r[0])]) == r[0]), None)
            if row:
                yield Hit(first=at, stop=at + len(row[0]), type=row[1], weak=row[0] in self._weak)
            at += len(row[0]) if row else 1

    def words(self) -> set[str]:
        """Every word of the table, in its singular."""
        return {word for rows in self._by_first.values() for key, _ in rows for word in key}

    def last(self, line: Sequence[str]) -> Hit | None:
        """What says the type of a noun phrase: the last strong hit up to the noun, else behind it, else a weak one."""
        hits = list(self.find(line))
        stop = noun_stop(line)
        strong = [h for h in hits if not h.weak]
        before = [h for h in strong if h.stop <= stop]
        return next(iter((*reversed(before), *strong, *reversed(hits))), None)


def noun_stop(line: Sequence[str]) -> int:
    """Where the modifiers behind the noun of a phrase begin."""
    return next((n for n, word in enumerate(line) if n and word in _TAIL), len(line))


def bases(phrase: str) -> list[str]:
    """The words of a phrase in their singular, without what stands in brackets; commas are kept."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", phrase.upper())
    return [m if m in ",;" else base(m) for m in re.findall(rf"{_WORD.pattern}|[,;]", bare)]


@cache
def people() -> Table:
    """Those to whom it is done, by type (slot 20)."""
    return Table(_tables()["people"]["types"])


@cache
def things() -> Table:
    """What it is done to, by type (slot 13)."""
    return Table(_tables()["things"]["types"], _tables()["things"]["weak"]["words"])


@cache
def weapons() -> Table:
    """With what, by type (slot 7)."""
    return Table(_tables()["weapons"]["types"])


@cache
def doers() -> Table:
    """Those who do it."""
    return Table({"doer": _tables()["doers"]["words"]})


_PARTICLES = frozenset("de del la las los y von van da dos e".split())
_LONGEST_NAME = 7


_LITTLE = (
    words.DETERMINERS, words.PREPOSITIONS, words.PRONOUNS, words.CONJUNCTIONS, words.ADVERBS, words.SUBORDINATORS,
    words.RELATIVES, words.BE, words.HAVE, words.DO, words.MODAL - {"will"},
)  # fmt: skip


@cache
def _ordinary() -> frozenset[str]:
    """Words that are no names: those of our tables, of Tocsin's, its verbs and its little words."""
    out: set[str] = set(verbs.table()) | set(_tables()["names"]["never"].split())
    for name in ("targets", "weapons", "offices"):
        for row in (row for rows in lexicon.table(name).values() for row in rows):
            out.update(re.findall(r"[a-z]+", " ".join((row["name"], row.get("plural") or "", *row["forms"])).lower()))
    for table in (people(), things(), weapons(), doers()):
        out.update(table.words())
    out.update(word for few in _LITTLE for word in few)
    return frozenset(base(word) for word in out) - given_names()


def is_name(phrase: str) -> bool:
    """Whether a phrase is the name of a person: none of its words is ordinary, or one behind a given name."""
    said = [base(w) for w in _WORD.findall(phrase.upper())]
    if not said or len(said) > _LONGEST_NAME or re.search(r"[,;:()\[\]-]{2}|[,;:]", phrase) or said[0] in _PARTICLES:
        return False
    plain = [w for w in said if not (w in _PARTICLES or w in given_names() or _is_odd(w))]
    return not plain or (said[0] in given_names() and len(said) > 1 and len(plain) == 1 and plain[0] not in _little())


@cache
def _little() -> frozenset[str]:
    """Words that stand in no name: articles, prepositions, verbs and the like."""
    return frozenset(w for few in _LITTLE for w in few) | frozenset(
        w for w in verbs.table() if w.endswith(("ed", "ing"))
    )


def _is_odd(word: str) -> bool:
    single = len(word) == 1 or word.endswith(".")
    return single or (len(word) > 2 and word.isalpha() and word not in _ordinary())


@cache
def given_names() -> frozenset[str]:
    """Given names, in lower case."""
    return frozenset(_tables()["names"]["given"].split())

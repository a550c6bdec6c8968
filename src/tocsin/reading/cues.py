"""The cue lexicons: words and phrases that betray each kind, as data, found in one pass.

A phrase is written in plain words. `~claim` stands for every form of the verb, `…` for up to four words, `a|b` for
either word, `(…)` for a part that may be missing.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.reading import verbs
from tocsin.reading.words import Word, words


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of a lexicon: its file, the section it stands in, and the phrase as written."""

    lexicon: str
    section: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands: characters of the text, and words of the sentence (`first` up to `stop`)."""

    start: int
    end: int
    first: int
    stop: int
    cue: Cue


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A lexicon as it is written."""
    return tomllib.loads((files("tocsin.reading") / "data" / "cues" / f"{name}.toml").read_text("utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The lexicons, in alphabetical order."""
    folder = files("tocsin.reading") / "data" / "cues"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def phrases(name: str, section: str) -> tuple[str, ...]:
    """The phrases of a section."""
    return tuple(line.strip() for line in lexicon(name).get(section, "").split(";") if line.strip())


@cache
def lemmas(name: str) -> frozenset[str]:
    """The verbs by which a lexicon's phrases begin ("opening" is the section of `saying` so named)."""
    if name == "opening":
        return frozenset(p[1:].split()[0] for p in phrases("saying", "opening"))
    return frozenset(p[1:].split()[0] for p in phrases(name, "verbs") if p.startswith("~"))


@cache
def plain(name: str, section: str) -> frozenset[str]:
    """The phrases of a section as a set of plain words."""
    return frozenset(phrases(name, section))


_GAP = r"(?:\s+[^\s.;:—]+){0,4}?"


@dataclass(frozen=True, slots=True)
class _Row:
    """A cue ready to be looked for behind its first word.

    `seconds` is what its second word begins with, by which most are told apart: empty where it has one word,
    None where any may follow.
    """

    cue: Cue
    pattern: re.Pattern[str]
    seconds: tuple[str, ...] | None


def _seconds(phrase: str) -> tuple[str, ...] | None:
    parts = phrase.split()[1:2]
    if not parts:
        return ()
    return None if parts[0] == "…" or parts[0].startswith("(") else tuple(_beginning(w) for w in _spelled(parts[0]))


def _beginning(written: str) -> str:
    """The first of the words that a phrase's part is taken for in a text."""
    return words(written, 0, len(written))[0].low


def _pattern(phrase: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The words by which a phrase can begin, and its pattern."""
    parts = phrase.split()
    optional = re.compile(r"\((.+)\)")
    first = _spelled(parts[0])
    pattern = rf"(?:{'|'.join(map(re.escape, first))})"
    for part in parts[1:]:
        maybe = optional.fullmatch(part)
        if part == "…":
            pattern += _GAP
        elif maybe:
            pattern += rf"(?:\s+(?:{'|'.join(map(re.escape, _spelled(maybe[1])))}))?"
        else:
            pattern += rf"\s+(?:{'|'.join(map(re.escape, _spelled(part)))})"
    return first, re.compile(pattern.replace("'", "['’]") + r"(?![\w-])", re.IGNORECASE)


def _spelled(part: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in part.split("|"):
        out += verbs.forms(word[1:]) if word.startswith("~") else [word]
    return tuple(out)


Index = dict[str, tuple[_Row, ...]]


@cache
def _index() -> Index:
    rows: dict[str, list[_Row]] = {}
    for name in names():
        for section, body in lexicon(name).items():
            if not isinstance(body, str) or section == "about":
                continue
            for phrase in phrases(name, section):
                starts, pattern = _pattern(phrase)
                row = _Row(Cue(name, section, phrase), pattern, _seconds(phrase))
                for start in starts:
                    rows.setdefault(start, []).append(row)
    return {start: tuple(sorted(found, key=lambda row: -len(row.cue.phrase))) for start, found in rows.items()}


def find(text: str, line: list[Word], end: int) -> tuple[Hit, ...]:
    """The cues in a sentence, in order; of one section only the longest at a place."""
    return tuple(_hits(text, line, end))


def _hits(text: str, line: list[Word], end: int) -> Iterable[Hit]:
    index = _index()
    for at, word in enumerate(line):
        rows = index.get(word.low)
        if rows is None:
            continue
        seen: set[tuple[str, str]] = set()
        second = line[at + 1].low if at + 1 < len(line) else ""
        for row in rows:
            if row.seconds and not second.startswith(row.seconds):
                continue
            cue = row.cue
            if (cue.lexicon, cue.section) in seen:
                continue
            match = row.pattern.match(text, word.start, end)
            if match:
                seen.add((cue.lexicon, cue.section))
                stop = at + 1
                while stop < len(line) and line[stop].start < match.end():
                    stop += 1
                yield Hit(match.start(), match.end(), at, stop, cue)

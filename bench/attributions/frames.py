"""Words that say what somebody says, thinks or wants, each with the frames in which it does: frames.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tocsin.reading.words import Word

Frames = frozenset[str]
NAMES = frozenset("that bare wh to ing thing thing_for thing_as thing_thing to_whom whom quote".split())
"""The frames that are no preposition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A word of one kind ("verb", "noun", "adjective") with the words behind it that belong to it, and its frames."""

    rest: tuple[str, ...]
    frames: Frames


@cache
def _table() -> dict[str, dict[str, tuple[Entry, ...]]]:
    """Every entry by its kind and its first word, the longest first; a word of several classes has all their frames."""
    rows = tomllib.loads((files("bench.attributions") / "frames.toml").read_text("utf-8"))
    out: dict[str, dict[str, tuple[Entry, ...]]] = {}
    for kind in ("verb", "noun", "adjective"):
        found: dict[tuple[str, ...], Frames] = {}
        for row in rows[kind]:
            for words in (*((w,) for w in row.get("words", "").split()), *_phrases(row.get("phrases", ""))):
                found[words] = found.get(words, frozenset()) | set(row["frames"].split())
        first: dict[str, list[Entry]] = {}
        for words, frames in sorted(found.items(), key=lambda pair: -len(pair[0])):
            first.setdefault(words[0], []).append(Entry(rest=words[1:], frames=frames))
        out[kind] = {word: tuple(entries) for word, entries in first.items()}
    return out


def _phrases(written: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in written.split(";") if phrase.strip()]


def of_verb(lemmas: frozenset[str], line: Sequence[Word], at: int) -> tuple[Entry, ...]:
    """The entries that a verb may be whose last word stands before `at`, the longest first."""
    found = [entry for lemma in sorted(lemmas) for entry in _table()["verb"].get(lemma, ())]
    here = [e for e in found if tuple(w.low for w in line[at : at + len(e.rest)]) == e.rest]
    return tuple(sorted(here, key=lambda e: -len(e.rest)))


def of_noun(low: str) -> Frames:
    """The frames of a noun in either number, none where it is no word of ours."""
    entries = _table()["noun"]
    for word in (low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("ies") + "y"):
        if word in entries:
            return entries[word][0].frames
    return frozenset()


def of_adjective(low: str) -> Frames:
    """The frames of an adjective, none where it is no word of ours."""
    entries = _table()["adjective"].get(low, ())
    return entries[0].frames if entries else frozenset()

"""The lists of words.toml."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import snowballstemmer


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("tocsin.release.leaks") / "words.toml").read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(str(_table()[name]).split())


@cache
def figures(name: str) -> dict[str, int]:
    """What each word of a table of figures stands for."""
    return {str(word): int(value) for word, value in _table()[name].items()}


@cache
def heaps() -> dict[str, tuple[int, int]]:
    """The least and the most that a heap holds."""
    return {str(word): (int(low), int(high)) for word, (low, high) in _table()["heaps"].items()}


@cache
def named(name: str) -> dict[str, int]:
    """The number of each month, weekday or ordinal by each of its names."""
    return {word: int(number) for number, row in _table()[name].items() for word in str(row).split()}


@cache
def stem(word: str) -> str:
    """A word without its ending (Snowball, English)."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def is_small(word: str) -> bool:
    """Whether it is one of the words between the others."""
    return word in listed("small")

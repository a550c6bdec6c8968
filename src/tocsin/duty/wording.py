"""What a sentence says in so many words: whole words and phrases, from words.toml, never parts of words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Phrase = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER = frozenset(
    "one two three four five six seven eight nine ten twelve twenty thirty forty few several couple".split()
)
_REACH = 6
"""How many words before a phrase a "no" or "not" still bears on it."""
_KEPT = 10_000
"""So many texts are remembered with what they say: the same few are asked of for everybody in our care."""


@lru_cache(_KEPT)
def words(text: str) -> Phrase:
    """The words of a text, in lower case, hyphens apart: "48-hour" is two."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(word.replace("’", "'") for word in _WORD.findall(plain))


def names(text: str, name: str) -> bool:
    """Whether a text names somebody, word for word: the whole name, or it as far as a bracket or comma.

    What is left before the bracket or comma counts only if it is two words or more: "Hall" names nobody.
    """
    said = tuple(word.removesuffix("'s") for word in words(text))
    short = words(re.split(r"[(,]", name, maxsplit=1)[0])
    forms = {words(name), short if len(short) > 1 else ()} - {()}
    return any(_at(said, tuple(word.removesuffix("'s") for word in form)) for form in forms)


def is_proper(text: str) -> bool:
    """Whether a text is a name, and not "the region" or "Somewhere": a capital or a figure past its first word.

    A single word counts by its own capital; an article before it does not.
    """
    left = [word for word in _WORD.findall(text) if word.casefold() not in {"the", "a", "an"}]
    capital = any(word[0].isupper() or word[0].isdigit() for word in (left[1:] or left))
    return capital and words(text) not in _phrases("vague")


@lru_cache(_KEPT)
def near(text: str) -> bool:
    """Whether a text says, without a "not" just before it, that something is near in time."""
    said = _without(words(text), _phrases("near", "but_not"))
    no = frozenset(_data()["near"]["negated_by"])
    starts = (start for phrase in _phrases("near") for start in _at(said, phrase))
    return any(not no & set(said[max(0, start - _REACH) : start]) for start in starts)


def further(text: str) -> bool:
    """Whether a text speaks of one more than there was: "further attacks", "a second bomb", "still at large"."""
    said = words(text)
    return any(_at(said, phrase) for phrase in _phrases("further"))


@lru_cache(_KEPT)
def forward(text: str) -> bool:
    """Whether a text speaks of what may yet come, of what holds now, or tells somebody what to do."""
    said = words(text)
    return near(text) or further(text) or any(_at(said, phrase) for phrase in _phrases("forward"))


def are_there(text: str) -> bool:
    """Whether a text names by their work alone those who were at a place or guard it: "staff", "the police"."""
    said = tuple(word for word in words(text) if word not in {"the", "its", "their", "some", "all"})
    return any(said[-len(phrase) :] == phrase and len(said) <= len(phrase) + 1 for phrase in _phrases("there"))


def partial(text: str) -> bool:
    """Whether a text begins by speaking of a part only: "most of these", "some", "one of the two"."""
    said = words(text)
    return any(said[: len(phrase)] == phrase for phrase in _phrases("partial"))


@lru_cache(_KEPT)
def harms_things(text: str) -> bool:
    """Whether a text speaks of harm to things."""
    said = words(text)
    return any(_at(said, phrase) for phrase in _phrases("property"))


@lru_cache(_KEPT)
def harms_people(text: str) -> bool:
    """Whether a text, once its harm to things is set aside, speaks of violence, or is aimed at people."""
    left = _without(words(text), _phrases("property"))
    violent = any(_at(left, phrase) for phrase in _phrases("body"))
    return violent or (speaks_of_people(text) and not harms_things(text))


@lru_cache(_KEPT)
def speaks_of_people(text: str) -> bool:
    """Whether a text names people, or what draws them: harm to things there is not harm to things alone."""
    return any(_at(words(text), phrase) for phrase in _phrases("people"))


def says(text: str, row: str) -> bool:
    """Whether a text says, without a "not" just before it, any phrase of a row that words.toml has for harms."""
    said = words(text)
    no = frozenset(_data()["near"]["negated_by"])
    starts = (start for phrase in _phrases(row) for start in _at(said, phrase))
    return any(not no & set(said[max(0, start - _REACH) : start]) for start in starts)


def _at(said: Phrase, phrase: Phrase) -> list[int]:
    """Where a phrase stands among the words."""
    if phrase[0] != "#" and phrase[0] not in said:
        return []  # nearly every phrase, and the tests of a duty try many
    last = len(said) - len(phrase)
    return [n for n in range(last + 1) if all(map(_fits, said[n : n + len(phrase)], phrase))]


def _fits(word: str, wanted: str) -> bool:
    return word == wanted or (wanted == "#" and (word.isdigit() or word in _NUMBER))


def _without(said: Phrase, phrases: Iterable[Phrase]) -> Phrase:
    """The words with every such phrase taken out, the longest first; a gap closes over nothing."""
    left = list(said)
    for phrase in sorted(phrases, key=len, reverse=True):
        for start in _at(tuple(left), phrase):
            left[start : start + len(phrase)] = ["\x00"] * len(phrase)
    return tuple(left)


@cache
def _phrases(row: str, column: str = "says") -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split()) for phrase in _data()[row][column])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("tocsin.duty") / "words.toml").read_text("utf-8"))

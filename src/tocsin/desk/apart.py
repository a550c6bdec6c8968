"""What was kept apart from a word, for whoever reads it: on record stand commitments."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from tocsin.casebook.port import APART, Book
from tocsin.model import Assessment

Word = TypeVar("Word", bound=Any)


def apart(word: Any, *, book: Book) -> Mapping[str, str]:
    """By field, what was kept apart from a word; of what was erased, when and why that was.

    Of an assessment's attributions the name is as "attributions.0.because".
    """
    return {name: str(book.told(value)) for name, value in _held(word)}


def read(word: Word, *, book: Book) -> Word:
    """A word as a person reads it. The word on record is another: its id and its signature are of commitments."""
    told: dict[str, Any] = {name: str(book.told(value)) for name, value in _own(word)}
    if isinstance(word, Assessment):
        told["attributions"] = tuple(read(each, book=book) for each in word.attributions)
    return replace(word, **told) if told else word


def _held(word: Any) -> Iterator[tuple[str, str]]:
    yield from _own(word)
    if isinstance(word, Assessment):
        for n, each in enumerate(word.attributions):
            yield from ((f"attributions.{n}.{name}", value) for name, value in _own(each))


def _own(word: Any) -> Iterator[tuple[str, str]]:
    for field in fields(word):
        value = getattr(word, field.name)
        if isinstance(value, str) and APART.fullmatch(value):
            yield field.name, value

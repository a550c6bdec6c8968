"""What was kept apart from a word, for whoever reads it: on record stand commitments."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from tocsin.casebook.port import APART, Book

Word = TypeVar("Word", bound=Any)


def apart(word: Any, *, book: Book) -> Mapping[str, str]:
    """By field, what was kept apart from a word; of what was erased, when and why that was."""
    held = {field.name: getattr(word, field.name) for field in fields(word)}
    return {n: str(book.told(v)) for n, v in held.items() if isinstance(v, str) and APART.fullmatch(v)}


def read(word: Word, *, book: Book) -> Word:
    """A word as a person reads it. The word on record is another: its id and its signature are of commitments."""
    found: Word = replace(word, **apart(word, book=book))
    return found

"""What a reader is told for whom there is no text in a language of theirs."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from tocsin.model import Line, Protected

WRITTEN = "en"
"""The one language in which notices are drawn up; a text in another must be supplied by a person."""


def lacking(protected: Protected) -> tuple[Line, ...]:
    """That no text is in a language they read: said in each of theirs that we have words for, and in English."""
    if WRITTEN in protected.languages:
        return ()
    theirs = tuple(Line(text=_sentences()[code]) for code in protected.languages if code in _sentences())
    wanted = ", ".join(protected.languages)
    said = f"This notice is in English only. You read: {wanted}. A text in it is lacking; a person must supply one."
    return (*theirs, Line(text=said))


def sentences() -> tuple[str, ...]:
    """Every sentence in which we say so."""
    return tuple(_sentences().values())


def written() -> frozenset[str]:
    """The languages (ISO 639-1) in which a reader is told at least that a warning is there."""
    return frozenset({WRITTEN, *_sentences()})


@cache
def _sentences() -> Mapping[str, str]:
    table = tomllib.loads((resources.files("tocsin.release") / "tongues.toml").read_text("utf-8"))
    return {code: row["text"] for code, row in table.items()}

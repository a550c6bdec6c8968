"""Words from outside, made fit to stand in a notice: one line, nothing unseen, no false tear line."""

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
"""Unseen, but letters of Persian and of many Indian scripts need them."""
_TEAR = re.compile(r"(?i)tear\W{0,3}line")
_PRONOUN = re.compile(r"(?i)(?:it|its|he|him|his|she|her|they|them|their|we|us|our|you|your|i|my|who|which|that|this)")
MOST = 300
"""The longest quotation in a notice, in characters: whoever reads it has seconds."""


def printable(text: str) -> str:
    """The text without what hides, reorders or breaks it: controls, bidi marks, halves of characters; line ends stay.

    What is left is fit for XML 1.0.
    """
    return "".join(c for c in text if c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in _UNSEEN)


def plain(text: str, *, most: int = MOST) -> str:
    """A quotation or a name on one line, cut where it is too long; it cannot be taken for a tear line."""
    line = _TEAR.sub("tear-line", " ".join(printable(text).split()))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def who(name: str) -> str:
    """A speaker by name; a pronoun that could not be told is nobody's name."""
    return f"somebody whom it calls “{name}”" if _PRONOUN.fullmatch(name.strip()) else name

"""Which language a text is in, where there is enough of it to tell."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tocsin.model import Unavailable

LETTERS = 24
"""Fewer letters than this tell nothing: names and headlines are taken for any language."""
CONFIDENCE = 0.5
"""A guess below this probability (py3langid's own, from 0 to 1) is no answer."""
SAMPLE = 10_000
"""Characters looked at, from the start."""
_ISO_639_1 = 2
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Hidden characters, which make strange words of any language."""


def identify(text: str) -> str | None:
    """The language in ISO 639-1; None where the text is too short, unsure, or in a language that has no such code.

    Raises:
        Unavailable: there is no room to unpack what tells languages apart.
    """
    found, confidence = likeliest(text)
    return found if confidence >= CONFIDENCE and len(found) == _ISO_639_1 else None


def likeliest(text: str) -> tuple[str, float]:
    """The likeliest language and its probability; probability 0 where the text has too few letters."""
    head = _UNSEEN.sub("", text[:SAMPLE])
    if sum(1 for c in head if c.isalpha()) < LETTERS:
        return "", 0.0
    found, confidence = _identifier().classify(head)
    return str(found), float(confidence)


@cache
def _identifier() -> LanguageIdentifier:
    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # py3langid unpacks its tables into a temporary file first
        what = f"it cannot be written to: {error.strerror or error}"
        now = "free some space there, or name another folder in TMPDIR; nothing was half-written"
        raise Unavailable(where="the folder for temporary files", what=what, now=now) from error

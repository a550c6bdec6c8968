"""Tokens put together again as they would be written."""

import re
from collections.abc import Sequence

_CLINGS = re.compile(r"[.,;:!?%)\]”]|n['’]t|['’](?:s|re|ve|ll|d|m)?", re.IGNORECASE)


def spelled(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence as it would be written, and where each of its words stands in it."""
    text, spans, before = "", [], ""
    for raw in words:
        word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(raw, raw)
        if text and not _CLINGS.fullmatch(word) and before not in {"“", "(", "[", "$", "€", "£"}:
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        before = word
    return text, spans

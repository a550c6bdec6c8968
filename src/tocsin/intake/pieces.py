"""The map from a report's text to its original, stretch by stretch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.model import Piece, Report, Span

MOST = 50_000
"""Beyond so many pieces neighbours are joined: the map grows coarser, and stays true."""


def original(report: Report, span: Span) -> tuple[Piece, ...]:
    """Where a span stands in the original: its pieces, cut to the span where they map letter by letter.

    Raises:
        ValueError: the span counts in another text than the report's.
    """
    if span.text != report.text_digest:
        raise ValueError("the span counts in another text")
    return tuple(_cut(p, span.start, span.end) for p in report.pieces if p.start < span.end and span.start < p.end)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if piece.end - piece.start != piece.original_end - piece.original_start:
        return piece
    left, right = max(piece.start, start), min(piece.end, end)
    shift = piece.original_start - piece.start
    return replace(piece, start=left, end=right, original_start=left + shift, original_end=right + shift)


def lines(decoded: str, *, part: str = "") -> tuple[str, tuple[Piece, ...]]:
    """The text of what was decoded, and its pieces: byte-order mark dropped, line ends LF, nothing else done."""
    start = 1 if decoded.startswith("\ufeff") else 0
    text = decoded[start:].replace("\r\n", "\n").replace("\r", "\n")
    return text, coarse(tuple(_stretches(decoded, start, part)))


def _stretches(decoded: str, start: int, part: str) -> Iterator[Piece]:
    """Letter by letter between CRLFs; a run of CRLFs is one piece, half as long as its original."""
    here, there = 0, start
    for found in re.finditer(r"(?:\r\n)+", decoded):
        if found.start() > there:
            yield _piece(here, found.start() - there, part, there, found.start())
            here += found.start() - there
        yield _piece(here, len(found[0]) // 2, part, found.start(), found.end())
        here, there = here + len(found[0]) // 2, found.end()
    if there < len(decoded):
        yield _piece(here, len(decoded) - there, part, there, len(decoded))


def _piece(start: int, length: int, part: str, left: int, right: int) -> Piece:
    return Piece(start=start, end=start + length, part=part, original_start=left, original_end=right)


def coarse(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, or, where there are more than MOST, as many neighbours joined as it takes."""
    each = -(-len(pieces) // MOST)
    if each <= 1:
        return tuple(pieces)
    runs = (pieces[i : i + each] for i in range(0, len(pieces), each))
    return tuple(piece for run in runs for piece in _joined(run))


def _joined(run: Sequence[Piece]) -> Sequence[Piece]:
    """One piece for several, unless it would by accident be as long as its original and read as letter by letter."""
    one = replace(run[0], end=run[-1].end, original_end=run[-1].original_end)
    accident = one.end - one.start == one.original_end - one.original_start
    return run if accident else (one,)

"""The text that was taken out of a page, aligned with the page's source, word by word and in order."""

import re
from array import array
from dataclasses import dataclass
from html import unescape

from tocsin.intake.pieces import coarse
from tocsin.model import Piece

_SOURCE = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|noscript|template|title)\b.*?(?:</(?P=raw)\s*>|\Z)
    | <[/!?a-z](?>[^"'<>]+|"[^"<]{0,2000}"|'[^'<]{0,2000}'|["'])*+>?
    | (?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)
    | (?P<text>[^<&]+|[<&])
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_WORD = re.compile(r"\S+")
NEAR = 20_000
"""How far on, in characters that are not blank, a single word is looked for."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The characters of a page that are not blank, and where in the source each begins and ends."""

    text: str
    starts: "array[int]"
    ends: "array[int]"


def aligned(text: str, source: str) -> tuple[Piece, ...]:
    """The pieces of `text`: letter by letter where the source spells it so, else stretch by stretch.

    Blanks are not compared, since a page's own mean nothing. A line is found whole, or else word by word; a
    word that is not in the source maps to what lies between its neighbours.
    """
    shown = _shown(source)
    places: list[int | None] = [None] * len(text)
    cursor = 0
    for line in re.finditer(r"[^\n]+", text):
        cursor = _place(line, shown=shown, places=places, cursor=cursor)
    return coarse(_pieces(text, source, shown, places))


def _shown(source: str) -> _Shown:
    letters: list[str] = []
    starts, ends = array("L"), array("L")
    for found in _SOURCE.finditer(source):
        if found["entity"]:
            spelled = unescape(found["entity"])
            spans = [(c, found.start(), found.end()) for c in spelled]
        elif found["text"]:
            spans = [(c, i, i + 1) for i, c in enumerate(found["text"], start=found.start())]
        else:
            continue
        for letter, start, end in spans:
            if not letter.isspace():
                letters.append(letter)
                starts.append(start)
                ends.append(end)
    return _Shown("".join(letters), starts, ends)


def _place(line: re.Match[str], *, shown: _Shown, places: list[int | None], cursor: int) -> int:
    """Find one line of the text among the shown characters, from the cursor on; give the cursor after it."""
    text = line.string
    solid = [i for i in range(line.start(), line.end()) if not text[i].isspace()]
    sought = "".join(text[i] for i in solid)
    at = shown.text.find(sought, cursor) if sought else -1
    if at >= 0:
        for offset, i in enumerate(solid):
            places[i] = at + offset
        return at + len(sought)
    for word in _WORD.finditer(text, line.start(), line.end()):
        at = shown.text.find(word[0], cursor, cursor + NEAR)
        if at >= 0:
            for offset in range(len(word[0])):
                places[word.start() + offset] = at + offset
            cursor = at + len(word[0])
    return cursor


def _pieces(text: str, source: str, shown: _Shown, places: list[int | None]) -> tuple[Piece, ...]:
    """Runs of characters that the source spells the same, and the stretches between."""
    pieces: list[Piece] = []
    here, there = 0, 0
    while here < len(text):
        place = places[here]
        end = here + 1
        if place is None:
            while end < len(text) and places[end] is None:
                end += 1
            following = places[end] if end < len(text) else None
            left, right = there, shown.starts[following] if following is not None else there
        else:
            left, right = shown.starts[place], shown.ends[place]
        _add(
            pieces,
            Piece(start=here, end=end, part="", original_start=left, original_end=max(left, right)),
            text,
            source,
        )
        here, there = end, max(left, right)
    return tuple(pieces)


def _add(pieces: list[Piece], piece: Piece, text: str, source: str) -> None:
    """Put a piece at the end, made one with the last where the source spells both as the text does."""
    last = pieces[-1] if pieces else None
    if last and last.original_end == piece.original_start and _same(last, text, source) and _same(piece, text, source):
        pieces[-1] = Piece(
            start=last.start, end=piece.end, part="",
            original_start=last.original_start, original_end=piece.original_end,
        )  # fmt: skip
    else:
        pieces.append(piece)


def _same(piece: Piece, text: str, source: str) -> bool:
    return text[piece.start : piece.end] == source[piece.original_start : piece.original_end]

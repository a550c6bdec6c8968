"""Tables on the terminal, without rules or colours that a log would choke on; where they are narrow, blocks instead."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.cli.visible import visible

WIDEST = 100
_NO_BREAK = (24, 14, 0)
"""Columns of so many letters at most are not broken if it is worth the lines: "in 4 h" is read at a glance."""
_WORTH = 1.25
_LOOKED_AT = 12
"""So many of the longest cells of a column say how wide it should be."""
_GAP = 2


class _Terminal(Console):
    """A console that leaves it to the command what becomes of a reader who went away."""

    def on_broken_pipe(self) -> None:
        """Whoever took the first lines of a pipe has what they wanted: this is no failure."""
        raise BrokenPipeError


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of a table and its rows, as they are filled in."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def terminal(width: int | None = None) -> Console:
    """Where a dossier or table is printed: as wide as asked, else as the terminal, else as a page of text."""
    if width is None and not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        width = WIDEST
    return _Terminal(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def table(*columns: str) -> Listing:
    """An empty table."""
    return Listing(columns)


def row(to: Listing, *cells: str) -> None:
    """A row; what would act upon a terminal is spelled out."""
    to.rows.append(tuple(map(visible, cells)))


def print_table(made: Listing) -> None:
    """Print it on stdout: as a table where no word need be broken, else each row as a block."""
    console = terminal()
    widths = fitted((made.columns, *made.rows), width=console.width, gap=_GAP)
    if widths is None:
        for cells in made.rows:
            console.print(_block(made.columns, cells), overflow="fold")
        return
    console.print(Text(_laid(made.columns, widths), style="bold"))
    for cells in made.rows:  # laid out here: rich takes a millisecond for each, and there may be twenty thousand
        console.file.write(_laid(cells, widths) + "\n")


def _laid(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One row, over as many lines as its tallest cell takes."""
    columns = [_wrapped(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    lines = (zip(line, widths, strict=True) for line in zip_longest(*columns, fillvalue=""))
    return "\n".join(
        (" " * _GAP).join(part + " " * (wide - cell_len(part)) for part, wide in line).rstrip() for line in lines
    )


def _wrapped(cell: str, width: int) -> list[str]:
    """The lines of a cell, broken between words."""
    found = []
    for line in cell.split("\n"):
        words: list[str] = []
        left = width
        for word in line.split(" "):
            if words and cell_len(word) > left:
                found.append(" ".join(words))
                words, left = [], width
            words.append(word)
            left -= cell_len(word) + 1
        found.append(" ".join(words))
    return found


def fitted(rows: Sequence[Sequence[str]], *, width: int, gap: int) -> tuple[int, ...] | None:
    """The width of each column of these rows, the head among them, such that no word is broken; None where none is so.

    What is left when each column has room for its longest word goes where the most lines are. There is none, either,
    where it would take more lines than each row as a block does: a column of single words is no column.
    """
    columns = tuple(zip(*rows, strict=True))
    least = [max(_longest(cell, by=None) for cell in column) for column in columns]
    most = [max(_longest(cell, by="\n") for cell in column) for column in columns]
    room = width - gap * len(columns)
    beside = max(1, width - max(map(cell_len, rows[0])) - gap)
    blocks = sum(1 + sum(_height(cell, beside) for cell in cells) for cells in rows[1:])
    found: list[tuple[int, tuple[int, ...]]] = []
    for longest in _NO_BREAK:
        whole = [high if high <= longest else low for low, high in zip(least, most, strict=True)]
        if sum(whole) <= room:
            widths = _shared(columns, whole, most, left=room - sum(whole))
            found.append((sum(max(map(_height, cells, widths)) for cells in rows[1:]), widths))
    fewest = min((lines for lines, _ in found), default=0)
    return next((widths for lines, widths in found if lines <= min(blocks, _WORTH * fewest)), None)


def _shared(
    columns: Sequence[Sequence[str]], least: Sequence[int], most: Sequence[int], *, left: int
) -> tuple[int, ...]:
    """These widths, and what is left given letter by letter to the column that takes the most lines."""
    widths = list(least)
    tall = [sorted(column, key=len)[-_LOOKED_AT:] for column in columns]
    heights = [_tallest(cells, wide) for cells, wide in zip(tall, widths, strict=True)]
    while left and (narrow := [n for n, wide in enumerate(widths) if wide < most[n]]):
        n = max(narrow, key=heights.__getitem__)
        widths[n] += 1
        left -= 1
        heights[n] = _tallest(tall[n], widths[n])
    return tuple(widths)


def _tallest(cells: Sequence[str], width: int) -> int:
    return max(_height(cell, width) for cell in cells)


def _longest(cell: str, *, by: str | None) -> int:
    """The longest word of a cell, or its longest line."""
    return max(map(cell_len, cell.split(by)), default=0)


@lru_cache(maxsize=10_000)
def _height(cell: str, width: int) -> int:
    """How many lines the words of a cell come to; notices to hundreds say the same."""
    return len(_wrapped(cell, width))


def _block(columns: Sequence[str], cells: Sequence[str]) -> Padding:
    """A row: its first cell, then each of the others behind the name of its column."""
    name = max(map(len, columns))
    grid = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    grid.add_column(width=name, style="dim")
    grid.add_column(overflow="fold")
    for column, cell in zip(columns, cells, strict=True):
        if cell:
            grid.add_row(column, Text(cell))
    return Padding(grid, (0, 0, 1, 0))

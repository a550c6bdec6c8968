"""Tables on the terminal, without rules or colours that a log would choke on."""

import os
import sys

from rich.console import Console
from rich.table import Table

from tocsin.cli.visible import visible

WIDEST = 100


class _Terminal(Console):
    """A console that leaves it to the command what becomes of a reader who went away."""

    def on_broken_pipe(self) -> None:
        """Whoever took the first lines of a pipe has what they wanted: this is no failure."""
        raise BrokenPipeError


def terminal(width: int | None = None) -> Console:
    """Where a dossier or table is printed: as wide as asked, else as the terminal, else as a page of text."""
    if width is None and not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        width = WIDEST
    return _Terminal(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def table(*columns: str) -> Table:
    """An empty table; ids are never broken over two lines."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column == "id")
    return made


def row(to: Table, *cells: str) -> None:
    """A row; what would act upon a terminal is spelled out."""
    to.add_row(*map(visible, cells))


def print_table(made: Table) -> None:
    """Print it on stdout."""
    terminal().print(made)

"""Tables on the terminal, without rules or colours that a log would choke on."""

from rich.table import Table

from tocsin.cli import screen
from tocsin.cli.visible import visible


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
    screen.terminal().print(made)

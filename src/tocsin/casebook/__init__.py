"""Casebook: what is kept. Acts go in, each with its ledger entry; words come out, as they stand now.

`open_casebook` gives the `Casebook` behind a URL, on SQLite or PostgreSQL. It is a Django app that needs no
settings module: Django is set up, unless somebody did so before, when the first casebook is opened. `Memory`
holds words for one sitting and keeps no record. Whoever needs no more than both offer asks for a `Book`.
"""

from typing import TYPE_CHECKING, Any

from tocsin.casebook.act import Act
from tocsin.casebook.memory import Memory
from tocsin.casebook.opening import open_casebook
from tocsin.casebook.outbox import Outbox
from tocsin.casebook.port import Book

if TYPE_CHECKING:
    from tocsin.casebook.book import Casebook

__all__ = ["Act", "Book", "Casebook", "Memory", "Outbox", "open_casebook"]


def __getattr__(name: str) -> Any:
    """`Casebook`, fetched when first asked for: Django must be set up before its tables are read."""
    if name != "Casebook":
        raise AttributeError(name)
    from tocsin.casebook.settings import ready  # noqa: PLC0415 - Django first

    ready()
    from tocsin.casebook import book  # noqa: PLC0415 - and then its tables

    return book.Casebook

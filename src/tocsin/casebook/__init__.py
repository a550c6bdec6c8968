"""Casebook: what is kept. Acts go in, each with its ledger entry; words come out, as they stand now.

`open_casebook` gives the `Book` behind a URL, on SQLite or PostgreSQL. It is a Django app that needs no
settings module: Django is set up, unless somebody did so before, when the first casebook is opened.
"""

from typing import TYPE_CHECKING, Any

from tocsin.casebook.act import Act
from tocsin.casebook.opening import open_casebook

if TYPE_CHECKING:
    from tocsin.casebook.book import Book
    from tocsin.casebook.outbox import Outbox

__all__ = ["Act", "Book", "Outbox", "open_casebook"]


def __getattr__(name: str) -> Any:
    """`Book` and `Outbox`, fetched when first asked for: Django must be set up before its tables are read."""
    if name not in {"Book", "Outbox"}:
        raise AttributeError(name)
    from tocsin.casebook.settings import ready  # noqa: PLC0415 - Django first

    ready()
    from tocsin.casebook import book, outbox  # noqa: PLC0415 - and then its tables

    return {"Book": book.Book, "Outbox": outbox.Outbox}[name]

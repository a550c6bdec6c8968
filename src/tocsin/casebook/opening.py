"""Opening a casebook: the database of a URL, its tables brought up to date."""

import os
from collections.abc import Callable
from time import sleep
from typing import TYPE_CHECKING

from tocsin.casebook.faults import told
from tocsin.casebook.settings import alias_of, file_of, ready, shown
from tocsin.model import Unavailable

if TYPE_CHECKING:
    from tocsin.casebook.book import Casebook


_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds to wait for another program that is making the same file: SQLite does not wait by itself while it does so."""


def open_casebook(url: str) -> "Casebook":
    """The casebook at a URL: sqlite:///file.db (made if it is not there), or postgresql://user@host/name.

    Raises:
        BadInput: this is no such URL.
        Unavailable: the folder, the file or the server is not there, or is something else.
    """
    where = shown(url)
    path = file_of(url)
    with told(where):
        ready()
        alias = alias_of(url)
        if path is not None and not os.path.isdir(path.parent):  # noqa: PTH112 - Path raises
            raise Unavailable(where=where, what="its folder is not there", now=f"make it: mkdir -p {path.parent}")
        from tocsin.casebook.book import Casebook  # noqa: PLC0415 - Django must be set up before its tables are read
        from tocsin.casebook.migrate import bring_up_to_date  # noqa: PLC0415 - the same

        _patiently(lambda: bring_up_to_date(alias))
    book = Casebook(alias=alias, where=where, path=path)
    book.catch_up()
    return book


def _patiently(work: Callable[[], None]) -> None:
    from django.db import OperationalError  # noqa: PLC0415 - the same

    for pause in _PAUSES:
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(pause)
    return work()

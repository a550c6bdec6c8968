"""Opening a casebook: the database of a URL, its tables brought up to date."""

import os
from typing import TYPE_CHECKING

from tocsin.casebook.faults import told
from tocsin.casebook.settings import alias_of, file_of, ready, shown
from tocsin.model import Unavailable

if TYPE_CHECKING:
    from tocsin.casebook.book import Casebook


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

        bring_up_to_date(alias)
    book = Casebook(alias=alias, where=where, path=path)
    book.catch_up()
    return book

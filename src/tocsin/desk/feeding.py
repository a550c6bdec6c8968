"""The public feed: what the record holds of alerts that were approved and went out."""

from collections.abc import Callable, Mapping
from datetime import datetime

from tocsin.casebook.port import Book
from tocsin.desk.noticing import released
from tocsin.desk.office import Office
from tocsin.model import Attempt, Notice, NoticeKind, Tlp
from tocsin.release import feed
from tocsin.release.drawing import PUBLIC


def published(book: Book) -> tuple[Notice, ...]:
    """The alerts to everybody that were approved by as many as are needed and then sent, in the order of the record.

    An attempt is enough: it may have gone out, and whoever has an alert must find its end.
    """
    tried = {attempt.notice for attempt in book.all(Attempt)}
    return tuple(
        notice
        for notice in book.all(Notice)
        if (notice.kind, notice.recipient, notice.marking) == (NoticeKind.ALERT, PUBLIC, Tlp.CLEAR)
        and notice.id in tried
        and released(notice, book=book)
    )


def public_feed(
    book: Book, *, office: Office, url: str, at: datetime, leaving: Callable[[Notice], str] | None = None
) -> Mapping[str, bytes]:
    """The feed and its alerts as files, by name; `url` is where they will lie, `leaving` signs an alert.

    Raises:
        BadInput: the address is none.
    """
    with book.transaction():
        return feed.feed(published(book), issuer=office.issuer, url=url, at=at, leaving=leaving or feed.body)

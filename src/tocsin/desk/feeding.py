"""The public feed: what the record holds of alerts that were approved and went out, and since when they lie there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.desk.versions import released
from tocsin.dispatch.channel import UNSIGNED
from tocsin.dispatch.feed import alone, publish
from tocsin.model import Attempt, Notice, NoticeKind, Publication, Tlp
from tocsin.release import feed
from tocsin.release.drawing import PUBLIC

NO_KEY = "unsigned, since the office names no key for its alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What was done: the alerts that lie in the feed now, those that we put there newly, and whether a file changed."""

    alerts: tuple[Publication, ...]
    new: tuple[Publication, ...]
    changed: bool


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


def write(
    book: Book, *, office: Office, folder: Path, url: str, at: datetime, leaving: Callable[[Notice], str] | None = None
) -> Fed:
    """Write the feed and its alerts into a folder, which will lie at `url`; `leaving` signs an alert.

    That an alert lies there goes on record once it does, and whether it bears our signature. Killed in between, the
    next look puts it down.

    Raises:
        BadInput: the address is none.
        Unavailable: the folder cannot be written to; the feed that was there still stands.
    """
    with alone(folder):
        with book.transaction():
            alerts = published(book)
            files = feed.feed(alerts, issuer=office.issuer, url=url, at=at, leaving=leaving or feed.body)
        changed = publish(files, folder=folder, index=feed.NAME)
        found = tuple(_lying(alerts, files, url=url, bare=UNSIGNED if leaving else NO_KEY, at=at))
        return Fed(alerts=found, new=tuple(_kept(found, book=book)), changed=changed)


def _lying(
    alerts: Iterable[Notice], files: Mapping[str, bytes], *, url: str, bare: str, at: datetime
) -> Iterator[Publication]:
    for alert in alerts:
        lies = files.get(feed.path(alert))
        if lies is not None:
            signed = lies != alert.body.encode()
            yield Publication(
                notice=alert.id, feed=url, signed=signed, because="" if signed else bare, by=TOCSIN, at=at
            )


def _kept(found: Iterable[Publication], *, book: Book) -> Iterator[Publication]:
    """Put down what the record does not say yet."""
    with book.transaction():
        for word in found:
            before = book.get(Publication, word.id)
            if before is None or (before.signed, before.because) != (word.signed, word.because):
                book.record(Act(kind="feed", subject=word.notice, words=(word,), by=TOCSIN, at=word.at))
                yield word

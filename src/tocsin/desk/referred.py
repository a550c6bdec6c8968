"""What CAP references of an alert name: the other alerts of ours about the incident."""

from collections.abc import Iterable
from datetime import datetime

from tocsin import release
from tocsin.casebook.port import Book
from tocsin.desk.current import find_incident
from tocsin.model import Attempt, NotFound, Notice, NoticeKind


def named(references: Iterable[str], *, besides: Notice, book: Book) -> tuple[Notice, ...]:
    """The other alerts of ours that CAP references name."""
    names = {reference.split(",")[1] for reference in references} - {besides.identifier}
    return tuple(n for n in book.all(Notice) if n.kind is NoticeKind.ALERT and n.identifier in names) if names else ()


def references_of(notice: Notice, *, book: Book, at: datetime) -> tuple[str, ...]:
    """What the next version of an alert refers to: all that was sent about the incident and holds, and itself."""
    if notice.kind is not NoticeKind.ALERT:
        return ()
    try:
        incident = find_incident(book, notice.incident)
        names = {incident.id, *incident.aliases}
    except NotFound:  # nothing that was said stands any more
        names = {notice.incident}
    sent = {a.notice for a in book.all(Attempt)}
    alerts = [n.body for n in book.all(Notice) if n.kind is NoticeKind.ALERT and n.incident in names and n.id in sent]
    own = release.referable((notice.body,), at=notice.sent)
    return tuple(dict.fromkeys((*release.referable(alerts, at=at), *own)))

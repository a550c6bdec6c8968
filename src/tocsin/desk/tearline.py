"""The tear line at the desk: nothing is approved that tells its readers what is kept back from them."""

from collections.abc import Iterable, Iterator

from tocsin.casebook.port import Book
from tocsin.desk.current import find_incident, markings, published_of, standing
from tocsin.desk.program import TOCSIN
from tocsin.dispatch.message import compose, subject
from tocsin.model import (
    Arrival,
    Attempt,
    BadInput,
    Contact,
    DutyDecision,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Register,
    Statement,
    Tlp,
)
from tocsin.release.issuer import Issuer
from tocsin.release.leaks import Leak, Surface, surfaces
from tocsin.release.revising import headline_over
from tocsin.release.tearline import Watch, frame, leaks_in, surfaces_of, watch

_SENDER = "desk@exercise.tocsin.example"
_MOST = 12
_UNNAMED = Issuer()
"""The issuer of an office that says nothing of itself."""


def guard(notice: Notice, *, book: Book, issuer: Issuer = _UNNAMED) -> None:
    """Refuse a notice that tells what is kept back, in any form in which it would leave.

    In whose name it goes out, the `issuer` says: their own name and number are no news to its readers.

    Raises:
        NotAllowed: it does; the message says of which statements, in which words, on which lines. Or it tells of a
            report that came under a stricter marking after it was drawn up.
    """
    for report, marking in _stricter(notice, book=book):
        what = f"it tells of report {report[:12]}, which is TLP:{marking} since it was drawn up"
        raise NotAllowed(where=f"notice {notice.id[:12]}", what=what, now="rule again: that draws up what may be told")
    found = leaks(notice, book=book, issuer=issuer)
    if found:
        drawn = notice.cancels and book.get(Notice, notice.id) is not None
        now = _IN_OTHER_WORDS.format(notice.revises[:12]) if drawn else _OUT
        raise refusal(found, where=f"notice {notice.id[:12]}", now=now)


def _stricter(notice: Notice, *, book: Book) -> Iterator[tuple[str, Tlp]]:
    """The reports that the lines of a notice tell of, and whose marking no longer lets them stand on that side."""
    if notice.cancels:  # it tells of none of them
        return
    labels = markings(book.all(Arrival))
    for lines, as_far in ((notice.above, notice.marking), (notice.below, Tlp.CLEAR)):
        told = {name for line in lines for name in line.draws_on}
        for report in sorted({s.report for s in book.some(Statement, keys=told)} if told else ()):
            if not labels[report].reaches(as_far):
                yield report, labels[report]


_OUT = "take these words out; to tell them, take a report that tells them and may be passed on (TLP:CLEAR)"
_IN_OTHER_WORDS = "tocsin cancel {} again, and tell its readers something else, or nothing; this one nobody can approve"


def refusal(found: Iterable[Leak], *, where: str, now: str = _OUT) -> NotAllowed:
    """Leaks as a refusal. It repeats no more of what is kept back than the draft itself does."""
    told = list(dict.fromkeys(map(str, found)))
    more = (f"and {len(told) - _MOST} more",) if len(told) > _MOST else ()
    return NotAllowed(
        where=where,
        what="it tells what is kept back from its readers\n  " + "\n  ".join((*told[:_MOST], *more)),
        now=now,
    )


def leaks(notice: Notice, *, book: Book, issuer: Issuer = _UNNAMED) -> tuple[Leak, ...]:
    """What a notice tells of what is kept back, as it stands and as each of its channels would send it."""
    seen = watching(notice, book=book, issuer=issuer)
    leaving = (*surfaces_of(notice), *(s for contact in notice.contacts for s in _leaving(notice, contact)))
    told = {_element(s) for s in _told(notice, book=book)}
    return leaks_in((s for s in leaving if _element(s) not in told), watch=seen)


def _told(notice: Notice, *, book: Book) -> Iterator[Surface]:
    """What the alert said that this one takes back: its area, which CAP has a cancellation bear, is out."""
    before = _takes_back(notice, book=book)
    if before is not None and before.kind is NoticeKind.ALERT:
        yield from surfaces(before.body, where="the text", media_type=before.media_type)


def _element(surface: Surface) -> tuple[str, str]:
    return surface.where.rpartition(", ")[2], surface.text


def _takes_back(notice: Notice, *, book: Book) -> Notice | None:
    """The notice that went out, and that this one says to hold no longer."""
    earlier = _earlier(notice, book=book) if notice.cancels else ()
    return next((each for each in earlier if not each.cancels), None)


def watching(notice: Notice, *, book: Book, issuer: Issuer = _UNNAMED) -> Watch:
    """What is looked for in a notice: all that its incident's reports say and that its readers may not learn."""
    from tocsin.reading.aliases import other_names  # noqa: PLC0415 - lists, which ask nothing of it, load no reader

    arrivals = book.all(Arrival)
    sources: dict[str, list[str]] = {}
    for arrival in arrivals:
        sources.setdefault(arrival.report, []).append(arrival.source.name)
    return watch(
        notice, statements=_about(notice, book=book), markings=markings(arrivals), names=other_names, sources=sources,
        published=published_of(book), frame=_frame(notice, book=book, issuer=issuer),
    )  # fmt: skip


def _frame(notice: Notice, *, book: Book, issuer: Issuer) -> tuple[str, ...]:
    """What stands in the notice whatever it tells, as the record has it."""
    before = _takes_back(notice, book=book)
    over = (headline_over(before),) if before is not None else ()
    entries = (entry for register in book.all(Register) for entry in register.entries)
    return frame(
        notice, issuer=issuer, decision=book.get(DutyDecision, notice.decision),
        recipient=(entry for entry in entries if entry.id == notice.recipient),
        earlier=_earlier(notice, book=book), over=over,
    )  # fmt: skip


def _earlier(notice: Notice, *, book: Book) -> Iterator[Notice]:
    """The versions that a notice revises, one after another, and those that it says it replaces."""
    seen = {notice.id}
    said = " ".join(line.text for line in notice.above)
    yield from (n for n in book.all(Notice) if n.recipient == notice.recipient and n.identifier in said)
    found = book.get(Notice, notice.revises) if notice.revises else None
    while found is not None and found.id not in seen:
        yield found
        seen.add(found.id)
        found = book.get(Notice, found.revises) if found.revises else None


def _about(notice: Notice, *, book: Book) -> tuple[Statement, ...]:
    """The statements of the notice's incident, and whatever else stands in their reports."""
    try:
        ids = set(find_incident(book, notice.incident).statements)
    except NotFound:
        ids = set()
    ids |= {d.statement for d in notice.disclosures}
    held = standing(book)
    reports = {s.report for s in held if s.id in ids}
    return tuple(s for s in held if s.report in reports)


def _leaving(notice: Notice, contact: Contact) -> Iterator[Surface]:
    """The texts of a notice as the channel of a contact sends it; the address itself is its owner's."""
    attempt = Attempt(notice=notice.id, contact=contact, number=1, by=TOCSIN, at=notice.sent)
    if contact.channel not in {"mail", "folder"}:
        yield Surface(where=f"{contact.channel}, title", text=subject(notice))
        return
    reader = Contact(channel=contact.channel, address="reader@exercise.tocsin.example")
    try:
        message = compose(notice, contact=reader, attempt=attempt, sender=_SENDER)
    except BadInput:  # it cannot leave so
        return
    yield from surfaces(message.as_bytes(), where=contact.channel, media_type="message/rfc822")

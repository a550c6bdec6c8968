"""Small acts for the tests of a casebook: reports, statements, links, notices, each as plain as can be."""

from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from tocsin import ledger
from tocsin.casebook import Act, Casebook
from tocsin.model import (
    Attempt,
    Certainty,
    Contact,
    Credibility,
    Delivery,
    Factuality,
    Grade,
    Judgement,
    Kind,
    Link,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Polarity,
    Program,
    Reading,
    Receipt,
    Reliability,
    Report,
    Span,
    Statement,
    Tlp,
    digest,
)

AT = datetime(2024, 3, 7, 18, 30, tzinfo=timezone(timedelta(hours=3)))
PROGRAM = Program(name="test", version="1")
ANNA = Person(name="Anna Example")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = ledger.public_hex(KEY)


def report(text: str) -> tuple[Report, bytes]:
    raw = text.encode()
    return Report(id=digest(raw), media_type="text/plain", title="", text=text, language="en"), raw


def statement(of: Report, *, start: int = 0, kind: Kind = Kind.ATTACK) -> Statement:
    span = Span(start=start, end=start + 1, quote=of.text[start], text=of.text_digest)
    certain = Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE)
    return Statement(report=of.id, passage=span, kind=kind, content=(span,), factuality=certain)


def act(*words: object, kind: str = "test", subject: str = "x", raw: dict[str, bytes] | None = None) -> Act:
    return Act(kind=kind, subject=subject, words=words, by=PROGRAM, at=AT, raw=raw or {})


def arrive(book: Casebook, text: str = "abcdefgh") -> Report:
    found, raw = report(text)
    book.record(act(found, kind="arrival", subject=found.id, raw={found.id: raw}))
    return found


def read(book: Casebook, of: Report, *found: Statement) -> None:
    book.record(act(Reading(report=of.id, reader="r@1", statements=found, unread=()), kind="reading"))


def grade(of: str, mark: Reliability, *, by: Person | Program) -> Grade:
    return Grade(statement=of, reliability=mark, credibility=Credibility.UNKNOWN, because="so", by=by, at=AT)


def link(left: str, right: str, judgement: Judgement, *, by: Person | Program = PROGRAM) -> Link:
    return Link(left=left, right=right, judgement=judgement, because="so", by=by, at=AT)


def notice(body: str, *contacts: Contact) -> Notice:
    return Notice(
        kind=NoticeKind.BRIEFING, incident="i", decision="d", recipient="r", contacts=contacts, language="en",
        status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline="h", above=(), below=(), disclosures=(),
        media_type="text/plain", body=body, sent=AT, expires=AT, identifier="n",
    )  # fmt: skip


def receipt(of: Attempt, outcome: Delivery) -> Receipt:
    return Receipt(
        attempt=of.id, notice=of.notice, channel=of.contact.channel, outcome=outcome, because="", by=PROGRAM, at=AT
    )


def lift(book: Casebook) -> None:
    """Take the triggers away, as somebody who owns the database could."""
    with connections[book.alias].cursor() as cursor:
        if connections[book.alias].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in ("entry", "body", "checkpoint", "personal"):
                cursor.execute(f"ALTER TABLE tocsin_{table} DISABLE TRIGGER USER")

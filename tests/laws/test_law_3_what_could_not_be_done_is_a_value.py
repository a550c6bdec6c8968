"""Law 3: what could not be done is a value with a reason; nothing is dropped and nothing is guessed in silence."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import by_heart as told
from tocsin import reading
from tocsin.casebook import Memory
from tocsin.desk.office import Office
from tocsin.desk.take import take
from tocsin.intake import Opened, open_bytes
from tocsin.model import (
    Mention,
    Reading,
    Refused,
    Report,
    Statement,
    Tlp,
    Unread,
    UnreadBecause,
    When,
)

AT = datetime(2024, 3, 23, 6, tzinfo=UTC)
SENTENCES = st.sampled_from(
    (
        *told.BANK,
        told.WEATHER,
        told.FOREIGN,
        "At least nine people were killed on Friday when a bomb went off in Quetta, officials said.",
        "“We did this,” the group said, and nobody believed it.",
        "Police said, without saying when, that a man had threatened to burn the mill.",
        "Dozens were hurt, some badly; how many is not known.",
        "Subscribe to our newsletter!",
        "SHARE THIS ARTICLE",
        "\ufffd\ufffd\ufffd lost \ufffd\ufffd to \ufffd\ufffd\ufffd damage \ufffd\ufffd",
        "\u202eevil\u202c text \x00 here",
        "...",
    )
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.builds("".join, st.lists(st.tuples(SENTENCES, st.sampled_from((" ", "\n", "\n\n"))).map("".join), max_size=6)),
)


def hand_in(data: bytes, name: str = "x") -> tuple[Opened | Refused, ...]:
    return open_bytes(data, name=name, source=None, published=None, received=AT, marking=Tlp.CLEAR)


NAMES = ("x", "x.txt", "x.html", "x.pdf", "x.eml", "x.jsonl", "x.zip")
OPENINGS = (b"", b"%PDF-1.7\n", b"<html><body>", b"From: a@b.example\nSubject: x\n\n", b'{"text": "', b"PK\x03\x04")


@given(st.binary(max_size=400), st.sampled_from(NAMES), st.sampled_from(OPENINGS))
def test_whatever_is_handed_in_gives_reports_or_a_refusal_with_its_reason(data: bytes, name: str, opens: bytes) -> None:
    found = hand_in(opens + data, name)
    assert found
    for item in found:
        if isinstance(item, Refused):
            assert item.where.startswith(name)
            assert item.what.strip()
            assert item.now.strip()
        else:
            assert item.report.text.strip()


@given(TEXTS)
@example("")
def test_every_character_lies_in_a_statement_or_in_what_was_not_read(text: str) -> None:
    report = Report(id="0" * 64, media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None)
    covered = {at for p in passages(found) for at in range(p[0], p[1])}
    assert [c for at, c in enumerate(text) if at not in covered and not c.isspace()] == []


def passages(found: Reading) -> list[tuple[int, int]]:
    return [(w.passage.start, w.passage.end) for w in (*found.statements, *found.unread)]


@given(TEXTS)
def test_every_quotation_is_exactly_what_stands_there(text: str) -> None:
    report = Report(id="0" * 64, media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None)
    spans = [s for w in found.statements for s in (w.passage, *w.content, *([w.cue] if w.cue else []))]
    spans += [u.passage for u in found.unread]
    for span in spans:
        assert text[span.start : span.end] == span.quote


@given(st.lists(SENTENCES, min_size=1, max_size=6, unique=True).map("\n\n".join))
@settings(max_examples=30)
def test_on_record_nothing_of_a_report_is_missing(text: str) -> None:
    (came,) = hand_in(text.encode())
    if isinstance(came, Refused):
        return
    book = Memory()
    take(came, book=book, office=Office(), at=AT)
    kept = book.get(Report, came.report.id)
    assert kept is not None
    words = (*book.all(Statement), *book.all(Unread))
    covered = {at for w in words for at in range(w.passage.start, w.passage.end)}
    assert [c for at, c in enumerate(kept.text) if at not in covered and not c.isspace()] == []
    assert {u.because for u in book.all(Unread)} <= set(UnreadBecause)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Friday a bomb went off in the market of Quetta, killing nine people, officials said.",
        "The embassy warned on Tuesday that gunmen plan to attack a concert in Nairobi at the weekend.",
    ],
)
def test_without_a_day_of_publication_a_day_of_the_week_stays_unresolved_and_says_so(sentence: str) -> None:
    report = Report(id="0" * 64, media_type="text/plain", title="", text=sentence, language="en")
    times = times_of(reading.read(report, published=None))
    assert times
    assert [m.span.quote for m in times if isinstance(m.resolved, When)] == []


def times_of(found: Reading) -> list[Mention]:
    return [m for s in found.statements for m in s.roles.time]

"""What every casebook must do, on SQLite and on PostgreSQL alike: keep, show, refuse, verify."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import Error, connections, transaction

from tests.ports.acts import ANNA, AT, KEY, PROGRAM, PUBLIC, act, arrive, grade, lift, link, read, report, statement
from tocsin import ledger
from tocsin.casebook import Casebook
from tocsin.model import (
    BadInput,
    Closing,
    Contact,
    Erased,
    Grade,
    Incident,
    Judgement,
    Link,
    NotAllowed,
    NotFound,
    Reading,
    RecordBroken,
    Reliability,
    Report,
    Statement,
    Unread,
    UnreadBecause,
    digest,
)


def test_what_is_recorded_is_read_back_and_verifies(book: Casebook) -> None:
    first = arrive(book)
    found = statement(first)
    read(book, first, found)
    assert book.all(Report) == (first,)
    assert book.all(Statement, parent=first.id) == (found,)
    assert book.get(Reading, first.id) == Reading(report=first.id, reader="r@1", statements=(found,), unread=())
    assert book.raw(first.id) == b"abcdefgh"
    assert [e.sequence for e in book.entries()] == [0, 1]
    assert book.entries()[0].at.isoformat() == AT.isoformat()
    assert digest(book.kept(book.entries()[1].body)) == book.entries()[1].body
    book.seal(KEY, origin="example.org/test", at=AT)
    verdict = book.verify(keys={PUBLIC})
    assert verdict.sound, verdict.failed
    assert "what is shown is what the entries give" in verdict.holds


def test_an_entry_returned_is_the_entry_kept(book: Casebook) -> None:
    found = book.record(act(kind="a"), act(kind="b", subject="é"))
    assert book.entries() == found


def test_the_same_body_twice_is_kept_once_and_entered_twice(book: Casebook) -> None:
    book.record(act(kind="a"), act(kind="b"))
    first, second = book.entries()
    assert first.body == second.body
    assert book.verify(keys=()).sound


def test_several_acts_stand_or_fall_together(book: Casebook) -> None:
    with pytest.raises(BadInput, match="has no place"):
        book.record(act(ANNA_CLOSES), act(Contact(channel="mail", address="a@example.org")))
    assert book.entries() == ()
    assert book.all(Closing) == ()
    with pytest.raises(NotFound):
        _arrive_and_stumble(book, over=NotFound())
    assert book.entries() == ()
    assert book.all(Report) == ()
    arrive(book)
    assert book.verify(keys=()).sound


def test_what_fails_beside_the_database_is_not_put_down_to_it(book: Casebook) -> None:
    refused = ConnectionRefusedError("the mail server")
    with pytest.raises(ConnectionRefusedError, match="the mail server"):
        _arrive_and_stumble(book, over=refused)
    assert book.entries() == ()


def _arrive_and_stumble(book: Casebook, *, over: Exception) -> None:
    with book.transaction():
        arrive(book)
        raise over


ANNA_CLOSES = Closing(incident="i", because="it is over", by=ANNA, at=AT)


def test_an_inner_failure_leaves_the_outer_transaction_whole(book: Casebook) -> None:
    with book.transaction():
        book.record(act(kind="before"))
        with pytest.raises(BadInput):
            book.record(act(kind="lost"), act(Contact(channel="mail", address="a@example.org")))
        book.record(act(kind="after"))
    assert [e.kind for e in book.entries()] == ["before", "after"]
    assert book.verify(keys=()).sound


def test_a_report_comes_with_its_bytes(book: Casebook) -> None:
    found, raw = report("abc")
    with pytest.raises(BadInput, match="without its bytes"):
        book.record(act(found))
    with pytest.raises(BadInput, match="not those of anything"):
        book.record(act(found, raw={found.id: raw + b"!"}))
    with pytest.raises(BadInput, match="not those of anything"):
        book.record(act(raw={found.id: raw}))
    book.record(act(found, raw={found.id: raw}))
    book.record(act(found, kind="again"))
    assert book.entries()[-1].kind == "again"


@pytest.mark.parametrize("text", ["half a pair: \ud83d", "a\ud800b"])
def test_a_text_that_cannot_be_spelled_is_refused(book: Casebook, text: str) -> None:
    bad = replace(ANNA_CLOSES, because=text)
    with pytest.raises(BadInput, match="no text can hold"):
        book.record(act(bad))
    assert book.entries() == ()


def test_nul_is_kept_in_a_text_and_refused_in_a_name(book: Casebook) -> None:
    odd = replace(ANNA_CLOSES, because="a\0b\u202e")
    book.record(act(odd))
    assert book.all(Closing) == (odd,)
    for bad in (act(kind="a\0"), act(subject="\0"), act(replace(ANNA_CLOSES, incident="\0"))):
        with pytest.raises(BadInput, match="nothing was recorded"):
            book.record(bad)
    with pytest.raises(BadInput, match="cannot be an id"):
        book.record(act(replace(ANNA_CLOSES, incident="i" * 5000)))


def test_a_second_reading_replaces_the_first_and_keeps_the_order(book: Casebook) -> None:
    first = arrive(book)
    one, two, three = (statement(first, start=n) for n in range(3))
    unread = Unread(report=first.id, passage=one.passage, because=UnreadBecause.NOTHING_FOUND)
    book.record(act(Reading(report=first.id, reader="r@1", statements=(one, two), unread=(unread,))))
    other = arrive(book, "zyxw")
    kept = statement(other)
    read(book, other, kept)
    better = replace(one, because="a better rule")
    read(book, first, three, better)
    assert book.all(Statement) == (better, kept, three)
    assert book.all(Unread) == ()
    assert book.get(Statement, two.id) is None


def test_two_reports_that_say_the_same_both_keep_it(book: Casebook) -> None:
    text = "the same text"
    one, raw = report(text)
    other = replace(one, id=digest(raw + b"\r"))
    book.record(act(one, other, raw={one.id: raw, other.id: raw + b"\r"}))
    read(book, one, statement(one))
    read(book, other, statement(other))
    assert statement(one).id == statement(other).id
    assert [s.report for s in book.all(Statement)] == [one.id, other.id]
    assert [s.report for s in book.find(statement(one).id[:10])] == [one.id, other.id]
    assert book.get(Statement, statement(one).id) == statement(one)


def test_a_later_link_supersedes_in_either_order_but_no_program_a_person(book: Casebook) -> None:
    book.record(act(link("a", "b", Judgement.SAME)))
    book.record(act(link("b", "a", Judgement.DIFFERENT)))
    assert [x.judgement for x in book.all(Link)] == [Judgement.DIFFERENT]
    person = link("a", "b", Judgement.SAME, by=ANNA)
    book.record(act(person))
    book.record(act(link("a", "b", Judgement.UNSURE)))
    assert {(x.by, x.judgement) for x in book.all(Link)} == {
        (ANNA, Judgement.SAME),
        (PROGRAM, Judgement.UNSURE),
    }


def test_what_people_said_is_told_from_what_the_program_said(book: Casebook) -> None:
    for word in (
        link("a", "b", Judgement.SAME),
        link("a", "b", Judgement.DIFFERENT, by=ANNA),
        link("c", "d", Judgement.SAME),
    ):
        book.record(act(word))
    assert [x.by for x in book.all(Link)] == [PROGRAM, ANNA, PROGRAM]
    assert [(x.by, x.judgement) for x in book.of_people(Link)] == [(ANNA, Judgement.DIFFERENT)]


def test_a_person_s_grade_stands_before_the_program_s(book: Casebook) -> None:
    book.record(act(grade("s", Reliability.F, by=PROGRAM), grade("t", Reliability.F, by=PROGRAM)))
    book.record(act(grade("s", Reliability.B, by=ANNA)))
    book.record(act(grade("s", Reliability.C, by=PROGRAM)))
    assert {g.statement: g.reliability for g in book.all(Grade)} == {"s": Reliability.B, "t": Reliability.F}
    found = book.get(Grade, "s")
    assert found is not None
    assert found.by == ANNA
    assert [g.by for g in book.all(Grade, parent="s")] == [ANNA]


def test_an_incident_takes_its_aliases_in_and_answers_to_them(book: Casebook) -> None:
    book.record(act(Incident(id="one", statements=("one",)), Incident(id="two", statements=("two",))))
    merged = Incident(id="one", statements=("one", "two"), aliases=("two",))
    book.record(act(merged))
    assert book.all(Incident) == (merged,)
    assert book.get(Incident, "two") == merged
    assert book.get(Incident, "three") is None


def test_ids_may_be_shortened_as_in_git(book: Casebook) -> None:
    book.record(
        act(
            Incident(id="abcd1111", statements=()),
            Incident(id="abcd2222", statements=()),
            Incident(id="abc%_xyz", statements=()),
        )
    )
    (found,) = book.find("abcd1")
    assert found.id == "abcd1111"
    with pytest.raises(NotFound, match=r"(?s)2 ids.*abcd1111 \(incident\); abcd2222 \(incident\)"):
        book.find("abcd")
    with pytest.raises(NotFound, match="too short"):
        book.find("abc")
    with pytest.raises(NotFound, match="no id"):
        book.find("ABCD1111")
    with pytest.raises(NotFound, match="no id"):
        book.find("abc__xyz")
    with pytest.raises(NotFound, match="this is the id of: incident; asked for is: report"):
        book.find("abcd1111", Report)
    assert book.find("abc%", Incident)[0].id == "abc%_xyz"


def test_a_whole_id_that_another_begins_with_is_no_doubt(book: Casebook) -> None:
    book.record(act(Incident(id="abcd", statements=()), Incident(id="abcde", statements=())))
    assert [i.id for i in book.find("abcd")] == ["abcd"]


def test_an_erased_body_leaves_its_digest_and_the_reason(book: Casebook) -> None:
    secret = "a name that must go"
    first = arrive(book, secret)
    read(book, first, statement(first))
    arrival, reading = book.entries()
    book.erase(first.id, because="asked by the person", by=ANNA, at=AT)
    assert book.raw(first.id) == Erased(digest=first.id, because="asked by the person")
    assert book.all(Report) == (first,)
    book.erase(arrival.body, because="the same", by=ANNA, at=AT)
    assert book.all(Report) == ()
    assert book.all(Statement) == (statement(first),)
    book.erase(reading.body, because="the same", by=ANNA, at=AT)
    assert book.all(Statement) == ()
    assert book.get(Reading, first.id) is None
    assert {e.digest for e in book.all(Erased)} == {first.id, arrival.body, reading.body}
    before = book.view_digest()
    book.rebuild()
    assert book.view_digest() == before
    verdict = book.verify(keys=())
    assert verdict.sound, verdict.failed
    assert sum("erased, because" in said for said in verdict.unproved) == 2
    with pytest.raises(NotAllowed, match="not taken again"):
        arrive(book, secret)


def test_what_may_not_be_erased(book: Casebook) -> None:
    first = arrive(book)
    with pytest.raises(NotAllowed, match="without a reason"):
        book.erase(first.id, because=" ", by=ANNA, at=AT)
    entry = book.erase(first.id, because="asked", by=ANNA, at=AT)
    with pytest.raises(NotAllowed, match="erased before"):
        book.erase(first.id, because="asked", by=ANNA, at=AT)
    with pytest.raises(NotAllowed, match="record of an erasure"):
        book.erase(entry.body, because="asked", by=ANNA, at=AT)
    with pytest.raises(NotFound):
        book.erase("0" * 64, because="asked", by=ANNA, at=AT)
    assert len(book.entries()) == 2


FORBIDDEN = {
    "either": [
        "UPDATE tocsin_entry SET kind = 'other' WHERE sequence = 0",
        "UPDATE tocsin_entry SET sequence = 7 WHERE sequence = 0",
        "DELETE FROM tocsin_entry WHERE sequence = 1",
        "DELETE FROM tocsin_entry",
        "DELETE FROM tocsin_body",
        "UPDATE tocsin_body SET content = NULL, because = 'quietly'",
        "UPDATE tocsin_body SET digest = 'other'",
        "UPDATE tocsin_body SET because = 'x'",
        "DELETE FROM tocsin_checkpoint",
        "UPDATE tocsin_checkpoint SET size = 0",
        "INSERT INTO tocsin_entry SELECT 0, at, by, kind, subject, body FROM tocsin_entry WHERE sequence = 1",
        "INSERT INTO tocsin_entry SELECT 9, at, by, kind, subject, body FROM tocsin_entry WHERE sequence = 1",
    ],
    "sqlite": [
        "UPDATE tocsin_body SET content = 'other'",
        "INSERT OR REPLACE INTO tocsin_entry SELECT 0, at, by, kind, 'new', body FROM tocsin_entry WHERE sequence = 0",
        "INSERT OR REPLACE INTO tocsin_body SELECT digest, NULL, 'x' FROM tocsin_body",
        "INSERT OR REPLACE INTO tocsin_checkpoint SELECT id, origin, 0, root, at, key, key FROM tocsin_checkpoint",
    ],
    "postgresql": [
        "UPDATE tocsin_body SET content = 'other'::bytea",
        "TRUNCATE tocsin_entry",
        "TRUNCATE tocsin_checkpoint",
        "TRUNCATE tocsin_body CASCADE",
    ],
}


def test_the_database_itself_refuses_to_change_the_record(book: Casebook) -> None:
    arrive(book)
    book.record(act(kind="second"))
    book.seal(KEY, origin="example.org/test", at=AT)
    before = book.entries(), book.checkpoints(), book.view_digest()
    refused = re.compile("append-only|follows the last one|kept already")
    for command in FORBIDDEN["either"] + FORBIDDEN[connections[book.alias].vendor]:
        with pytest.raises(Error) as raised, transaction.atomic(using=book.alias):
            connections[book.alias].cursor().execute(command)
        assert refused.search(str(raised.value)), command
        assert (book.entries(), book.checkpoints(), book.view_digest()) == before, command
    assert book.verify(keys={PUBLIC}).sound


TAMPERED = [
    ("UPDATE tocsin_entry SET subject = 'other' WHERE sequence = 1", "entries 0 to 2"),
    ("UPDATE tocsin_entry SET at = '2024-01-01T00:00:00+00:00' WHERE sequence = 3", "the head of the record"),
    ("DELETE FROM tocsin_entry WHERE sequence = 3", "the head of the record"),
    ("DELETE FROM tocsin_entry WHERE sequence = 2 OR sequence = 3", "checkpoint at 3, kept with the record"),
    ("DELETE FROM tocsin_entry WHERE sequence = 1", "entry 1"),
    ("UPDATE tocsin_body SET content = NULL, because = 'x' WHERE digest LIKE '%'", "entry 0"),
    ("UPDATE tocsin_checkpoint SET size = 2", "checkpoint at 2, kept with the record"),
    ("UPDATE tocsin_current SET body = REPLACE(body, 'Anna', 'Olga')", "the current view"),
    ("UPDATE tocsin_current SET parent = 'elsewhere'", "the current view"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "where"), TAMPERED)
def test_what_an_owner_of_the_database_changes_is_found(book: Casebook, statement: str, where: str) -> None:
    arrive(book)
    book.record(act(ANNA_CLOSES), act(kind="third"))
    book.seal(KEY, origin="example.org/test", at=AT)
    book.record(act(kind="fourth"))
    assert book.verify(keys={PUBLIC}).sound
    lift(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute(statement)
    found = [failure.where for failure in book.verify(keys={PUBLIC}).failed]
    assert where in found


def test_a_changed_record_is_not_sealed(book: Casebook) -> None:
    arrive(book)
    book.seal(KEY, origin="example.org/test", at=AT)
    lift(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute("UPDATE tocsin_entry SET subject = 'other'")
    with pytest.raises(RecordBroken):
        book.seal(KEY, origin="example.org/test", at=AT)
    assert len(book.checkpoints()) == 1


def test_checkpoints_are_kept_in_order_and_prove_growth(book: Casebook) -> None:
    first = book.seal(KEY, origin="example.org/test", at=AT)
    arrive(book)
    second = book.seal(KEY, origin="example.org/test", at=AT + timedelta(hours=1))
    assert book.checkpoints() == (first, second)
    assert (first.size, second.size) == (0, 1)
    assert ledger.check_seal(second, key=PUBLIC)

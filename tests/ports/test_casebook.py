"""What every casebook must do, on SQLite and on PostgreSQL alike."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import Error, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin import ledger
from tocsin.casebook import Act, Casebook, Memory, open_casebook
from tocsin.model import (
    Approval,
    Arrival,
    Attempt,
    BadInput,
    Certainty,
    Closing,
    Contact,
    Credibility,
    Delivery,
    Erased,
    Factuality,
    Grade,
    Incident,
    Judgement,
    Kind,
    Link,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Polarity,
    Program,
    Reading,
    Receipt,
    RecordBroken,
    Reliability,
    Report,
    Source,
    Span,
    Statement,
    Tlp,
    Unavailable,
    Unread,
    UnreadBecause,
    digest,
)

AT = datetime(2024, 3, 7, 18, 30, tzinfo=timezone(timedelta(hours=3)))
PROGRAM = Program(name="test", version="1")
ANNA = Person(name="Anna Example")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = ledger.public_hex(KEY)


@pytest.fixture
def book(casebook_url: str) -> Iterator[Casebook]:
    opened = open_casebook(casebook_url)
    yield opened
    opened.close()


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
    with pytest.raises(NotFound, match="no id"):
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
    for statement in FORBIDDEN["either"] + FORBIDDEN[connections[book.alias].vendor]:
        with pytest.raises(Error) as raised, transaction.atomic(using=book.alias):
            connections[book.alias].cursor().execute(statement)
        assert refused.search(str(raised.value)), statement
        assert (book.entries(), book.checkpoints(), book.view_digest()) == before, statement
    assert book.verify(keys={PUBLIC}).sound


def _lift(book: Casebook) -> None:
    """Take the triggers away, as somebody who owns the database could."""
    with connections[book.alias].cursor() as cursor:
        if connections[book.alias].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in ("entry", "body", "checkpoint"):
                cursor.execute(f"ALTER TABLE tocsin_{table} DISABLE TRIGGER USER")


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
    _lift(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute(statement)
    found = [failure.where for failure in book.verify(keys={PUBLIC}).failed]
    assert where in found


def test_a_changed_record_is_not_sealed(book: Casebook) -> None:
    arrive(book)
    book.seal(KEY, origin="example.org/test", at=AT)
    _lift(book)
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


def test_the_outbox_says_what_is_unsent_unknown_and_failed(book: Casebook) -> None:
    mail, folder, screen = (Contact(channel=c, address="a") for c in ("mail", "folder", "screen"))
    approved, silent = notice("text", mail, folder, screen), notice("not approved", mail)
    book.record(act(approved, silent))
    assert book.outstanding().unsent == ()
    book.record(act(Approval(notice=silent.id, body=digest("another text"), by=ANNA, at=AT)))
    assert book.outstanding().unsent == ()
    book.record(act(Approval(notice=approved.id, body=digest("text"), by=ANNA, at=AT)))
    assert book.outstanding().unsent == ((approved, mail), (approved, folder), (approved, screen))
    tries = [Attempt(notice=approved.id, contact=c, number=1, by=PROGRAM, at=AT) for c in (mail, folder)]
    book.record(act(*tries))
    assert book.outstanding().unsent == ((approved, screen),)
    assert book.outstanding().unknown == tuple(tries)
    book.record(act(receipt(tries[0], Delivery.FAILED), receipt(tries[1], Delivery.UNKNOWN)))
    assert book.outstanding().unknown == (tries[1],)
    assert book.outstanding().failed == (tries[0],)
    again = replace(tries[0], number=2)
    book.record(act(again))
    assert book.outstanding().failed == ()
    assert book.outstanding().unknown == (tries[1], again)
    book.record(act(receipt(again, Delivery.ACCEPTED), receipt(tries[1], Delivery.ACKNOWLEDGED)))
    assert book.outstanding().unknown == ()


def receipt(of: Attempt, outcome: Delivery) -> Receipt:
    return Receipt(
        attempt=of.id, notice=of.notice, channel=of.contact.channel, outcome=outcome, because="", by=PROGRAM, at=AT
    )


def _in_threads(book: Casebook, work: list[object], each) -> list[BaseException]:  # noqa: ANN001
    faults: list[BaseException] = []

    def run(item: object) -> None:
        try:
            each(item)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            faults.append(error)
        finally:
            book.close()

    threads = [threading.Thread(target=run, args=(item,)) for item in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_writers_at_once_leave_no_hole(book: Casebook) -> None:
    faults = _in_threads(book, list(range(4)), lambda n: [book.record(act(kind=f"{n}-{k}")) for k in range(5)])
    assert faults == []
    assert [e.sequence for e in book.entries()] == list(range(20))
    assert len({e.kind for e in book.entries()}) == 20
    assert book.verify(keys=()).sound


def test_two_senders_never_take_one_contact(book: Casebook) -> None:
    contact = Contact(channel="mail", address="a")
    to_send = notice("text", contact)
    book.record(act(to_send, Approval(notice=to_send.id, body=digest("text"), by=ANNA, at=AT)))
    taken: list[object] = []

    def send(sender: object) -> None:
        with book.transaction():
            for found, to in book.outstanding().unsent:
                attempt = Attempt(notice=found.id, contact=to, number=1, by=PROGRAM, at=AT)
                book.record(act(attempt, kind=f"sender {sender}"))
                taken.append(sender)

    assert _in_threads(book, [1, 2, 3], send) == []
    assert len(taken) == 1
    assert len(book.all(Attempt)) == 1


_DIES = """
import sys, time
from datetime import UTC, datetime
from tocsin.casebook import Act, open_casebook
from tocsin.model import Person, Closing
book = open_casebook(sys.argv[1])
at = datetime(2024, 3, 7, tzinfo=UTC)
by = Person(name="Anna Example")
closing = lambda n: Closing(incident=n, because="over", by=by, at=at)
book.record(Act(kind="kept", subject="x", words=(closing("kept"),), by=by, at=at))
with book.transaction():
    book.record(Act(kind="lost", subject="x", words=(closing("lost"),), by=by, at=at))
    print("inside", flush=True)
    time.sleep(60)
"""


def test_a_program_killed_inside_a_transaction_leaves_nothing_half_written(casebook_url: str) -> None:
    program = subprocess.Popen([sys.executable, "-c", _DIES, casebook_url], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert program.stdout is not None
    with program:
        assert program.stdout.readline() == "inside\n"
        os.kill(program.pid, signal.SIGKILL)
    book = open_casebook(casebook_url)
    assert [e.kind for e in book.entries()] == ["kept"]
    assert [c.incident for c in book.all(Closing)] == ["kept"]
    book.record(act(kind="next"))
    assert [e.sequence for e in book.entries()] == [0, 1]
    assert book.verify(keys=()).sound
    book.close()


def test_two_programs_may_open_a_new_casebook_at_once(casebook_url: str) -> None:
    code = "import sys; from tocsin.casebook import open_casebook; print(len(open_casebook(sys.argv[1]).entries()))"
    started = [
        subprocess.Popen([sys.executable, "-c", code, casebook_url], stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(2)
    ]
    assert [(p.communicate()[0], p.returncode) for p in started] == [("0\n", 0)] * 2


def test_a_view_of_another_version_is_folded_anew_on_opening(book: Casebook, casebook_url: str) -> None:
    arrive(book)
    before = book.view_digest()
    with connections[book.alias].cursor() as cursor:
        cursor.execute("UPDATE tocsin_head SET view = 0")
        cursor.execute("DELETE FROM tocsin_current")
    assert open_casebook(casebook_url).view_digest() == before


IDS = st.sampled_from(["a", "b", "c", "d"])
BY = st.sampled_from([PROGRAM, ANNA])
TEXTS = [report(text) for text in ("abcdef", "ghijkl", "mnopqr")]


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    of, _ = draw(st.sampled_from(TEXTS))
    starts = draw(st.lists(st.integers(0, 5), max_size=4))
    found = tuple(statement(of, start=start) for start in starts)
    return Reading(report=of.id, reader="r", statements=found, unread=())


WORDS = st.one_of(
    readings(),
    st.sampled_from([of for of, _ in TEXTS]),
    st.builds(link, IDS, IDS, st.sampled_from(Judgement), by=BY),
    st.builds(grade, IDS, st.sampled_from(Reliability), by=BY),
    st.builds(lambda i, t: Closing(incident=i, because=t, by=ANNA, at=AT), IDS, st.text(max_size=9)),
    st.builds(
        lambda i, also: Incident(id=i, statements=(i,), aliases=tuple(sorted(also - {i}))), IDS, st.frozensets(IDS)
    ),
    st.builds(
        lambda of, s: Arrival(report=of[0].id, source=Source(id=s, name=s, kind="k"), published=None, received=AT),
        st.sampled_from(TEXTS),
        IDS,
    ),
)  # fmt: skip
ACTS = st.builds(
    lambda kind, words: act(
        *words,
        kind=kind,
        raw={w.id: w.text.encode() for w in words if isinstance(w, Report)},
    ),
    st.sampled_from(["reading", "judgement", "arrival"]),
    st.lists(WORDS, max_size=5).map(tuple),
)


def _spelled(acts: list[Act]) -> bool:
    try:
        for each in acts:
            str(each).encode()
    except UnicodeEncodeError:
        return False
    return True


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=6).filter(_spelled))
def test_the_view_is_a_fold_of_the_record_byte_for_byte(book: Casebook, acts: list[Act]) -> None:
    book.record(*acts)
    before = book.view_digest()
    words = {word: book.all(word) for word in (Statement, Link, Grade, Incident, Closing, Arrival, Reading)}
    book.rebuild()
    assert book.view_digest() == before
    assert {word: book.all(word) for word in words} == words


@pytest.fixture
def memory() -> Memory:
    return Memory()


SHOWN = (Statement, Link, Grade, Incident, Closing, Arrival, Reading, Report)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=6).filter(_spelled))
def test_a_casebook_in_memory_shows_the_same_words(book: Casebook, memory: Memory, acts: list[Act]) -> None:
    book.record(*acts)
    memory.record(*acts)
    for word in SHOWN:
        assert memory.all(word) == book.all(word)
    for key in "abcd":
        assert memory.get(Incident, key) == book.get(Incident, key)
        assert memory.get(Grade, key) == book.get(Grade, key)
        assert memory.all(Grade, parent=key) == book.all(Grade, parent=key)


@pytest.mark.postgres
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=6).filter(_spelled))
def test_both_engines_keep_the_same_record_and_show_the_same_view(
    pair_of_books: tuple[Casebook, Casebook], acts: list[Act]
) -> None:
    one, other = pair_of_books
    assert one.record(*acts) == other.record(*acts)
    assert one.entries() == other.entries()
    assert one.view_digest() == other.view_digest()
    assert one.verify(keys=()).root == other.verify(keys=()).root


@pytest.fixture
def pair_of_books(tmp_path: object, postgres_url: str) -> Iterator[tuple[Casebook, Casebook]]:
    books = open_casebook(f"sqlite:///{tmp_path}/casebook.db"), open_casebook(postgres_url)
    yield books
    for each in books:
        each.close()


def test_a_database_that_is_gone_is_said_to_be_gone(book: Casebook, casebook_url: str) -> None:
    arrive(book)
    if book.path is not None:
        moved = book.path.rename(book.path.with_suffix(".away"))
        with pytest.raises(Unavailable, match="the file is gone"):
            book.record(act(kind="lost"))
        with pytest.raises(Unavailable, match="the file is gone"):
            book.all(Report)
        moved.rename(book.path)
    else:
        with pytest.raises(Unavailable):
            _record_while_cut_off(book, casebook_url)
    assert [e.kind for e in book.entries()] == ["arrival"]
    book.record(act(kind="next"))
    assert book.verify(keys=()).sound


def _record_while_cut_off(book: Casebook, url: str) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    with book.transaction():
        book.record(act(kind="lost"))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        book.record(act(kind="lost"))


def test_times_keep_their_zone(book: Casebook) -> None:
    for at in (AT, datetime(2024, 3, 7, 1, 2, 3, 456, tzinfo=UTC)):
        book.record(replace(act(kind="k"), at=at))
        assert book.entries()[-1].at.isoformat() == at.isoformat()

"""Casebooks in use: an outbox, writers at once, programs that die, databases that go away, two engines side by side."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ports.acts import (
    ANNA,
    AT,
    PROGRAM,
    act,
    arrive,
    grade,
    link,
    notice,
    receipt,
    report,
    statement,
)
from tocsin.casebook import Act, Casebook, Memory, open_casebook
from tocsin.desk.apart import read
from tocsin.dispatch.life import Lease
from tocsin.model import (
    Approval,
    Arrival,
    Attempt,
    Closing,
    Contact,
    Delivery,
    Grade,
    Incident,
    Judgement,
    Link,
    Notice,
    Reading,
    Reliability,
    Report,
    Source,
    Statement,
    Unavailable,
    digest,
)

LONG = AT + timedelta(days=1)


def approved(book: Casebook, *contacts: Contact, text: str = "text") -> Notice:
    """A notice that was approved in the same act."""
    found = notice(text, *contacts)
    book.record(act(found, Approval(notice=found.id, body=digest(text), by=ANNA, at=AT)))
    kept = book.get(Notice, found.id)
    assert kept is not None
    return kept


def first_try(to: Notice, contact: Contact) -> Attempt:
    """The first attempt on a channel, by the contact as it is on record."""
    contact = next(c for c in to.contacts if c.channel == contact.channel)
    return Attempt(notice=to.id, contact=contact, number=1, by=PROGRAM, at=AT)


def test_an_approval_queues_its_contacts_and_only_that_of_exactly_this_text(book: Casebook) -> None:
    mail, folder = Contact(channel="mail", address="a"), Contact(channel="folder", address="a")
    silent = notice("not approved", mail)
    book.record(act(silent, Approval(notice=silent.id, body=digest("another text"), by=ANNA, at=AT)))
    assert book.outbox.live() == ()
    found = approved(book, mail, folder)
    assert [(s.notice, s.rung, s.channel, s.outcome) for s in book.outbox.due(AT, within=LONG - AT, most=9)] == [
        (found.id, 0, "mail", Delivery.QUEUED), (found.id, 1, "folder", Delivery.QUEUED),
    ]  # fmt: skip
    assert book.outbox.due(AT - timedelta(seconds=1), within=LONG - AT, most=9) == ()


def test_what_is_queued_falls_with_the_approval(book: Casebook) -> None:
    def broken_off() -> None:
        with book.transaction():
            approved(book, Contact(channel="mail", address="a"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert book.outbox.live() == ()
    assert book.entries() == ()


def test_the_outbox_follows_attempts_and_receipts(book: Casebook) -> None:
    mail, folder = Contact(channel="mail", address="a"), Contact(channel="folder", address="a")
    found = approved(book, mail, folder)
    tries = [first_try(found, c) for c in (mail, folder)]
    book.record(act(*tries))
    assert {s.outcome for s in book.outbox.live()} == {Delivery.LEASED}
    book.record(act(receipt(tries[0], Delivery.FAILED), receipt(tries[1], Delivery.UNKNOWN)))
    assert [s.outcome for s in book.outbox.slots(found.id)] == [Delivery.FAILED, Delivery.UNKNOWN]
    again = replace(tries[0], number=2)
    book.record(act(again), act(receipt(again, Delivery.ACCEPTED), receipt(tries[1], Delivery.ACKNOWLEDGED)))
    assert book.outbox.live() == ()
    assert [(s.number, s.outcome) for s in book.outbox.slots(found.id)] == [
        (2, Delivery.ACCEPTED), (1, Delivery.ACKNOWLEDGED),
    ]  # fmt: skip


def test_the_outbox_comes_back_from_the_record_and_leases_stay(book: Casebook) -> None:
    mail, folder = Contact(channel="mail", address="a"), Contact(channel="folder", address="a")
    found = approved(book, mail, folder)
    book.record(act(attempt := first_try(found, mail)), act(receipt(attempt, Delivery.FAILED)))
    lease = Lease(key=attempt.key, number=1, holder="somebody", until=LONG)
    with book.transaction():
        book.outbox.lease([lease])
    before = book.outbox.slots(found.id)
    with book.transaction():
        book.outbox.put_off({before[1].key: LONG})
    book.rebuild()
    assert book.outbox.slots(found.id) == before
    assert book.outbox.leases([attempt.key]) == {attempt.key: lease}
    with book.transaction():
        book.outbox.release([attempt.key])
    assert book.outbox.leases([attempt.key]) == {}


def test_what_is_put_off_or_rests_is_not_due(book: Casebook) -> None:
    mail, folder = Contact(channel="mail", address="a"), Contact(channel="folder", address="a")
    found = approved(book, mail, folder)
    one, other = book.outbox.slots(found.id)
    with book.transaction():
        book.outbox.put_off({one.key: LONG})
        book.outbox.rest([other.key])
    assert book.outbox.due(AT, within=LONG - AT, most=9) == ()
    assert [s.key for s in book.outbox.due(LONG, within=LONG - AT, most=9)] == [one.key]


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
    to_send = approved(book, contact := Contact(channel="mail", address="a"))
    taken: list[object] = []

    def send(sender: object) -> None:
        with book.transaction():
            for slot in book.outbox.due(AT, within=LONG - AT, most=9):
                if slot.outcome is Delivery.QUEUED:
                    book.record(act(first_try(to_send, contact), kind=f"sender {sender}"))
                    taken.append(sender)

    assert _in_threads(book, [1, 2, 3], send) == []
    assert len(taken) == 1
    assert len(book.all(Attempt)) == 1


_DIES = """
import sys, time
from datetime import UTC, datetime, timedelta
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
        assert memory.all(word) == tuple(read(each, book=book) for each in book.all(word))
    for key in "abcd":
        assert memory.get(Incident, key) == book.get(Incident, key)
        found = book.get(Grade, key)
        assert memory.get(Grade, key) == (read(found, book=book) if found else None)
        assert memory.all(Grade, parent=key) == tuple(read(g, book=book) for g in book.all(Grade, parent=key))


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
    """One on each engine, with the same chance: else what is kept apart would be called otherwise in each."""
    books = open_casebook(f"sqlite:///{tmp_path}/casebook.db"), open_casebook(postgres_url)
    yield replace(books[0], chance=bytes), replace(books[1], chance=bytes)
    for each in books:
        each.close()


def test_another_file_in_the_place_of_the_casebook_is_opened_and_that_is_said(tmp_path: Path) -> None:
    """A dispatcher that stayed worked on in the file that was taken away, and never sent what the copy held."""
    book = open_casebook(f"sqlite:///{tmp_path}/casebook.db")
    arrive(book)
    book.backup(tmp_path / "copy.db")
    book.record(act(kind="later"))
    for name in ("casebook.db", "casebook.db-wal", "casebook.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "copy.db").rename(tmp_path / "casebook.db")
    with pytest.raises(Unavailable, match="another file lies in its place"):
        book.record(act(kind="lost"))
    assert [e.kind for e in book.entries()] == ["arrival"]
    assert book.copy_of() is not None
    book.record(act(kind="next"))
    book.close()
    assert [e.kind for e in open_casebook(f"sqlite:///{tmp_path}/casebook.db").entries()] == ["arrival", "next"]


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

"""Dispatch after dispatch to real servers that behave badly in turn: what is on record is what they were given."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.desk.test_delivery import MINUTE, NOON, drawn, outcomes
from tests.dispatch.conftest import NOTICE, Server, attempt, serve
from tests.dispatch.test_webhook import SECRET, Hook, hook
from tests.scene import entry, register
from tests.sitting import Sitting, office
from tocsin.casebook import open_casebook
from tocsin.desk import sending
from tocsin.dispatch import Channel, Retry, Sent, Smtp, Terms, Webhook
from tocsin.model import Attempt, Contact, Delivery, Notice, Receipt, Unavailable

__all__ = ["hook", "serve"]
"""Fixtures of the channels' tests: servers on this machine that keep what they are sent."""

ACCEPTED, REFUSED, FAILED, UNKNOWN = Delivery.ACCEPTED, Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN
TERMS = Terms(usual=Retry(first=MINUTE, longest=MINUTE, limit=6))


def mail(port: int) -> Smtp:
    return Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example", timeout=0.4)


def again_and_again(desk: Sitting, channel: Channel, *, terms: Terms = TERMS, times: int = 5) -> None:
    """Dispatch so often, three minutes apart."""
    for number in range(times):
        tuple(sending.dispatch(desk.book, channels={channel.name: channel}, at=NOON + 3 * number * MINUTE, terms=terms))


def texts(server: Server) -> list[Message]:
    return [message_from_bytes(text) for text in server.texts]


def hall(*addresses: str, channel: str = "mail") -> Any:
    """An office in which the hall has these contacts."""
    contacts = tuple(Contact(channel=channel, address=address) for address in addresses)
    return office(register=register(entry("hall", contacts=contacts)))


@pytest.mark.parametrize(
    ("script", "told", "given"),
    [
        pytest.param({"RCPT": ["451 4.2.1 later", "550 5.1.1 no"]}, [FAILED, REFUSED], 0, id="later, then never"),
        pytest.param({"text": ["452 full", "554 5.7.1 no"]}, [FAILED, REFUSED], 2, id="the text, later, then never"),
        pytest.param(
            {"greeting": ["421 busy"], "MAIL": ["450 wait"], "RCPT": ["450 wait", "550 no"]},
            [FAILED, FAILED, FAILED, REFUSED], 0, id="later at every step, then never",
        ),
        pytest.param({"text": [None, "554 no"]}, [UNKNOWN, REFUSED], 2, id="gone after the text, then never"),
        pytest.param({"text": [None, "451 wait"]}, [UNKNOWN, FAILED, ACCEPTED], 3, id="gone, later, taken"),
        pytest.param({"text": ["stall", None]}, [UNKNOWN, UNKNOWN, ACCEPTED], 3, id="silent, gone, taken"),
        pytest.param({"RCPT": ["stall", None, "421 bye"]}, [FAILED] * 3 + [ACCEPTED], 1, id="not so far as the text"),
        pytest.param({"greeting": ["554 no service here"]}, [REFUSED], 0, id="never at the door"),
    ],
)  # fmt: skip
def test_a_server_that_answers_otherwise_each_time(
    *, desk: Sitting, serve: Callable[..., Server], script: dict[str, Any], told: list[Delivery], given: int
) -> None:
    """What was refused or taken is not said again; each time is on record as what it was, under one key."""
    notice = drawn(desk)
    server = serve(**script)
    again_and_again(desk, mail(server.port))
    assert outcomes(desk) == told
    made = desk.book.all(Attempt)
    assert [a.number for a in made] == list(range(1, len(told) + 1))
    got = texts(server)
    assert len(got) == given
    assert {text["Message-ID"] for text in got} <= {f"<{made[0].key}@tocsin.example>"}
    assert len({text["X-Tocsin-Attempt"] for text in got}) == given
    assert desk.book.outbox.slots(notice.id)[0].live is False


@pytest.mark.parametrize("batch", [1, 4])
def test_one_recipient_who_is_turned_down_costs_the_others_nothing(
    desk: Sitting, serve: Callable[..., Server], batch: int
) -> None:
    """Four at one server: one is put off and then refused, one is refused, two are taken; one conversation a run."""
    desk.office = hall(*(f"{n}@house.example" for n in range(4)))
    drawn(desk)
    server = serve(RCPT=["", "451 later", "550 no", "", "550 no"])
    again_and_again(desk, mail(server.port), terms=replace(TERMS, batch=batch))
    found: dict[str, list[Delivery]] = {}
    for made in desk.book.all(Attempt):
        (receipt,) = desk.book.all(Receipt, parent=made.id)
        found.setdefault(made.key, []).append(receipt.outcome)
    assert sorted(found.values()) == sorted([[ACCEPTED], [FAILED, REFUSED], [REFUSED], [ACCEPTED]])
    assert len({text["Message-ID"] for text in texts(server)}) == len(server.texts) == 2
    assert server.conversations == 3, "one until it put somebody off, one for the rest of the run, one later"
    assert server.heard.count("QUIT") == 3


# ---- a casebook that is away


def test_a_casebook_that_is_away_in_mid_batch_leaves_nothing_in_doubt(
    kept: Sitting, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent before is answered for when it is back, and the rest is sent."""
    kept.office = hall(*(f"{n}@house.example" for n in range(3)))
    drawn(kept)
    monkeypatch.setattr(sending, "_PAUSES", (0.0, 0.0))
    book, server = kept.book, serve()
    away = {"told": 2, "settle": 1}

    def failing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **more: Any) -> Any:
            if server.texts and away[name]:
                away[name] -= 1
                raise Unavailable(where="the casebook", what="the server closed the connection", now="wait")
            return real(*args, **more)

        return called

    monkeypatch.setattr(type(book), "told", failing("told", type(book).told))
    monkeypatch.setattr(sending, "settle", failing("settle", sending.settle))
    again_and_again(kept, mail(server.port), terms=replace(TERMS, batch=3), times=1)
    assert away == {"told": 0, "settle": 0}
    assert outcomes(kept) == [ACCEPTED] * 3
    assert len(server.texts) == 3


def test_when_only_the_word_that_receipts_were_written_got_lost_they_are_not_written_again(
    kept: Sitting, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the commit, before its answer."""
    kept.office = hall(*(f"{n}@house.example" for n in range(3)))
    drawn(kept)
    monkeypatch.setattr(sending, "_PAUSES", (0.0,))
    real, lost = sending.settle, [True]

    def written(*args: Any, **more: Any) -> tuple[Receipt, ...]:
        found = real(*args, **more)
        if lost.pop() if lost else False:
            raise Unavailable(where="the casebook", what="the server closed the connection", now="wait")
        return found

    monkeypatch.setattr(sending, "settle", written)
    server = serve(RCPT=["", "450 later"])
    receipts = tuple(
        sending.dispatch(kept.book, channels={"mail": mail(server.port)}, at=NOON, terms=replace(TERMS, batch=3))
    )
    assert lost == []
    assert [r.outcome for r in receipts] == outcomes(kept) == [ACCEPTED, FAILED, ACCEPTED]
    assert [e.kind for e in kept.book.entries()][-2:] == ["attempt", "receipt"]  # type: ignore[attr-defined]


# ---- a disk that is full

MANY = 40
"""So many that their receipts need room that the file does not have."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Sitting]:
    """A desk whose casebook lies in a file that can be kept from growing."""
    book = open_casebook(f"sqlite:///{tmp_path}/casebook.db")
    yield Sitting(book=book, office=hall(*(f"{n}@house.example" for n in range(MANY))))
    book.close()


def room(desk: Sitting, pages: int | None) -> None:
    """Let the file grow by so many pages; without end where it is None."""
    with connections[desk.book.alias].cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA page_count")
        there = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {4294967294 if pages is None else there + pages}")


def test_with_a_full_disk_nothing_is_sent(small: Sitting, serve: Callable[..., Server]) -> None:
    drawn(small)
    server, terms = serve(), replace(TERMS, batch=MANY)
    room(small, 0)
    with pytest.raises(Unavailable, match="free some space"):
        tuple(sending.dispatch(small.book, channels={"mail": mail(server.port)}, at=NOON, terms=terms))
    room(small, None)
    assert (server.conversations, outcomes(small)) == (0, [])
    again_and_again(small, mail(server.port))
    assert outcomes(small) == [ACCEPTED] * MANY


@pytest.mark.parametrize("freed", [True, False])
def test_a_disk_that_fills_in_mid_batch(
    *, small: Sitting, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, freed: bool
) -> None:
    """Freed in time, all is answered for; not freed, what was sent is unknown, and is sent again under its key."""
    drawn(small)
    server = serve()
    pauses: list[float] = []

    class Filling(Taking):
        def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
            room(small, 0)
            return super().send(notice, contact=contact, attempt=attempt)

    def waited(pause: float) -> None:
        pauses.append(pause)
        if freed:
            room(small, None)

    monkeypatch.setattr(sending, "sleep", waited)
    channel, terms = Filling(mail(server.port)), replace(TERMS, batch=MANY)
    told = sending.dispatch(small.book, channels={"mail": channel}, at=NOON, terms=terms)
    if freed:
        assert [r.outcome for r in told] == [ACCEPTED] * MANY
    else:
        with pytest.raises(Unavailable, match="free some space"):
            tuple(told)
    assert len(pauses) == (1 if freed else 4)
    room(small, None)
    monkeypatch.undo()
    later = NOON + timedelta(minutes=6)
    for minutes in (0, 3):
        tuple(
            sending.dispatch(small.book, channels={"mail": mail(server.port)}, at=later + minutes * MINUTE, terms=terms)
        )
    given = Counter(text["Message-ID"] for text in texts(server))
    assert set(given.values()) == ({1} if freed else {2})
    assert Counter(outcomes(small)) == ({ACCEPTED: MANY} if freed else {UNKNOWN: MANY, ACCEPTED: MANY})


# ---- clocks that differ


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(hours=1), timedelta(days=400)])
def test_two_dispatchers_whose_clocks_differ_send_twice_only_what_is_told_as_unknown(
    kept: Sitting, casebook_url: str, serve: Callable[..., Server], ahead: timedelta
) -> None:
    """By the clock of one the other's lease has run out: it may send again, and the slow one does not settle it."""
    drawn(kept)
    server = serve()
    other = replace(kept, book=open_casebook(casebook_url))
    seen: list[list[Delivery]] = []

    class Slow(Taking):
        def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
            for minutes in (0, 2):  # it looks, finds it lapsed, and a pause later it sends
                at = NOON + ahead + minutes * MINUTE
                tuple(sending.dispatch(other.book, channels={"mail": mail(server.port)}, at=at, terms=TERMS))
                seen.append(outcomes(other))
            return super().send(notice, contact=contact, attempt=attempt)

    receipts = tuple(
        sending.dispatch(kept.book, channels={"mail": Slow(mail(server.port))}, at=NOON, terms=TERMS, holder="slow")
    )
    other.book.close()  # type: ignore[attr-defined]
    assert [r.outcome for r in receipts] == [ACCEPTED]
    if ahead > timedelta(days=1):
        assert seen == [[], []], "by that clock the notice ended while nobody looked: it is held, and nothing settled"
        assert len(server.texts) == 1
        assert not receipts[0].because.startswith("late")
        return
    assert seen == [[UNKNOWN], [UNKNOWN, ACCEPTED]]
    assert len(server.texts) == 2
    assert len({text["Message-ID"] for text in texts(server)}) == 1
    assert receipts[0].because.startswith("late, with token 1, which no longer held")
    first = next(a for a in kept.book.all(Attempt) if a.number == 1)
    assert [r.outcome for r in kept.book.all(Receipt, parent=first.id)] == [UNKNOWN, ACCEPTED]


class Taking:
    """A channel around another."""

    name = "mail"

    def __init__(self, real: Channel) -> None:
        self.real = real

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """As the other does it."""
        return self.real.send(notice, contact=contact, attempt=attempt)


# ---- webhooks


def webhook(timeout: float = 0.4) -> Webhook:
    return Webhook(secret=SECRET, private=True, clear=True, timeout=timeout)


def test_a_webhook_that_answers_late_gets_it_again_under_the_same_key(desk: Sitting, hook: Callable[..., Hook]) -> None:
    server = hook(delay=1.0)
    desk.office = hall(server.url(), channel="webhook")
    drawn(desk)
    again_and_again(desk, webhook(), times=1)
    server.delay = 0.0
    again_and_again(desk, webhook())
    assert outcomes(desk) == [UNKNOWN, ACCEPTED]
    headers = [found for found, _, _ in server.got]
    assert len({found["idempotency-key"] for found in headers}) == 1
    assert len({found["x-tocsin-attempt"] for found in headers}) == len(headers) == 2


def test_a_webhook_that_leads_to_a_private_address_is_refused_and_nobody_is_asked_there(
    desk: Sitting, hook: Callable[..., Hook]
) -> None:
    inner = hook()
    server = hook(status=307, headers={"Location": inner.url("/admin")})
    desk.office = hall(server.url(), channel="webhook")
    drawn(desk)
    again_and_again(desk, webhook())
    assert (outcomes(desk), len(server.got), inner.got) == ([REFUSED], 1, [])


@contextmanager
def answering(*answers: bytes) -> Iterator[int]:
    """A web server that says all this to whoever asks; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def answer() -> None:
            while True:
                try:
                    talk, _ = server.accept()
                except OSError:
                    return
                with talk:
                    talk.recv(65536)
                    talk.sendall(b"".join(answers))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


OK, BUSY, BROKEN = (f"HTTP/1.1 {code} x\r\nContent-Length: 0\r\n\r\n".encode() for code in (200, 503, 500))


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [((OK, OK), ACCEPTED), ((OK, BROKEN), ACCEPTED), ((BUSY, OK), FAILED), ((BROKEN, OK), UNKNOWN)],
)
def test_of_two_answers_the_first_counts_and_the_second_is_nobodys(
    answers: tuple[bytes, ...], outcome: Delivery
) -> None:
    """The next message is answered anew, and not by what was left over."""
    channel = webhook(2.0)
    with answering(*answers) as port:
        made = attempt(NOTICE, f"http://127.0.0.1:{port}/", channel="webhook")
        found = [channel.send(NOTICE, contact=made.contact, attempt=made).outcome for _ in range(2)]
    assert found == [outcome] * 2

"""Briefings sent to many recipients by SMTP, attempt and receipt on record, beside a bare smtplib loop to the same server.

Each recipient has a notice of their own, approved. Attempts and receipts are committed in batches of `BATCH`, which is the
bound that docs/delivery.md tells: so many attempts are unknown after a kill. The server (aiosmtpd) is a process of its own
and takes everything. The yardsticks are the mean of a run before and one after. --most N says how many recipients at most.
"""

import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import MOST
from bench.texts import disk
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.desk.program import TOCSIN
from tocsin.desk.sending import dispatch
from tocsin.dispatch import Smtp, Terms, compose
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Delivery,
    DutyDecision,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Tlp,
    Warn,
    digest,
)

BATCH = 100
SIZES = (1_000, 10_000)
SENDER = "desk@exercise.tocsin.example"
AT = datetime(2026, 1, 1, 18, tzinfo=UTC)
OFFICER, APPROVER = Person(name="Exercise Officer Vera Lind"), Person(name="Exercise Approver Jonas Achterberg")
TEXT = "EXERCISE\n\n" + "An attack is feared on a concert. Stay away from crowds, where you can.\n" * 20
_SERVER = """
import socket, sys
from aiosmtpd.controller import Controller
class Takes:
    async def handle_DATA(self, server, session, envelope):
        return "250 2.0.0 taken"
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = Controller(Takes(), hostname="127.0.0.1", port=port)
server.start()
print(port, flush=True)
sys.stdin.read()
server.stop()
"""


def run() -> Iterator[tuple[str, float, str]]:
    """The figures: name, value, unit."""
    largest = MOST.get()
    with _server() as port:
        for size in (size for size in SIZES if size <= largest):
            with TemporaryDirectory(dir=disk()) as folder:
                book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
                notices = _fill(book, size)
                before = _yardsticks(notices, port=port)
                took = _send(book, port=port, size=size)
                book.close()
                each, kept = (sum(both) / 2 for both in zip(before, _yardsticks(notices, port=port), strict=True))
            yield f"{size} recipients: sent, attempt and receipt on record", size / took, "per second"
            yield f"{size} recipients: yardstick, smtplib with a connection for each", size / each, "per second"
            yield f"{size} recipients: ratio", each / took, "times the yardstick"
            yield f"{size} recipients: yardstick, smtplib with one connection for all", size / kept, "per second"
            yield f"{size} recipients: ratio", kept / took, "times the yardstick"


@contextmanager
def _server() -> Iterator[int]:
    """The mail server, on a free port of this machine."""
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield int(process.stdout.readline() if process.stdout else "")
    finally:
        process.communicate("", timeout=30)


def _fill(book: Casebook, size: int) -> list[Notice]:
    """So many notices, each for one recipient, approved."""
    notices = []
    for first in range(0, size, 500):
        decisions, drawn, approvals = [], [], []
        for n in range(first, min(first + 500, size)):
            decision = DutyDecision(
                proposal=digest(f"p{n}"), incident=digest(f"i{n % 50}"), protected=f"entry-{n}", findings=(),
                ruling=Warn(), policy="p", became_aware=AT, due=AT, by=OFFICER, at=AT,
            )  # fmt: skip
            notice = Notice(
                kind=NoticeKind.BRIEFING, incident=decision.incident, decision=decision.id, recipient=f"entry-{n}",
                contacts=(Contact(channel="mail", address=f"entry-{n}@house.example"),), language="en",
                status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline="EXERCISE: threat of attack", above=(),
                below=(Line(text="Stay away."),), disclosures=(), media_type="text/plain", body=f"{TEXT}\nNumber {n}\n",
                sent=AT, expires=AT + timedelta(days=2), identifier=f"x{n}",
            )  # fmt: skip
            decisions.append(decision)
            drawn.append(notice)
            approvals.append(Approval(notice=notice.id, body=digest(notice.body), by=APPROVER, at=AT))
        book.record(Act(kind="bench", subject="b", words=(*decisions, *drawn, *approvals), by=TOCSIN, at=AT))
        notices += drawn
        print(f"  {len(notices)} of {size} approved", file=sys.stderr)
    return notices


def _yardsticks(notices: list[Notice], *, port: int) -> tuple[float, float]:
    """What both bare loops take: measured before and after, since company on the machine comes and goes."""
    return _bare(notices, port=port, reuse=False), _bare(notices, port=port, reuse=True)


def _bare(notices: list[Notice], *, port: int, reuse: bool) -> float:
    """What a loop takes that keeps no record: the same messages, composed before."""
    messages = [
        (n.contacts[0].address, compose(n, contact=n.contacts[0], attempt=_attempt(n), sender=SENDER).as_bytes())
        for n in notices
    ]
    began = time.perf_counter()
    client = smtplib.SMTP("127.0.0.1", port) if reuse else None
    for address, message in messages:
        if client is not None:
            client.sendmail(SENDER, [address], message)
        else:
            with smtplib.SMTP("127.0.0.1", port) as single:
                single.sendmail(SENDER, [address], message)
    if client is not None:
        client.quit()
    return time.perf_counter() - began


def _attempt(notice: Notice) -> Attempt:
    return Attempt(notice=notice.id, contact=notice.contacts[0], number=1, by=TOCSIN, at=AT)


def _send(book: Casebook, *, port: int, size: int) -> float:
    channel = Smtp(host="127.0.0.1", port=port, sender=SENDER)
    began = time.perf_counter()
    taken = sum(
        receipt.outcome is Delivery.ACCEPTED
        for receipt in dispatch(
            book, channels={"mail": channel}, at=AT + timedelta(minutes=1), terms=Terms(batch=BATCH)
        )
    )
    took = time.perf_counter() - began
    if taken != size:
        raise RuntimeError(f"{taken} of {size} were taken")
    return took

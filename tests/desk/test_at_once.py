"""Many people rule and approve at one moment: nothing is lost, and nobody approves what was superseded or not seen.

TOCSIN_RACERS says how many: two hundred in `make soak`, fewer here.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER
from tests.sitting import Postbox, Sitting
from tocsin.casebook import open_casebook
from tocsin.desk import noticing, people
from tocsin.model import (
    Approval,
    Cancellation,
    DutyDecision,
    Extension,
    NotAllowed,
    Notice,
    NoticeKind,
    Person,
    Unavailable,
    Warn,
    digest,
)

RACERS = int(os.environ.get("TOCSIN_RACERS", "24"))
TOGETHER = 40
"""How many hold a connection at once: a server lends a hundred."""
PATIENCE = 10


def patiently(act: Callable[..., Any], *args: Any, **more: Any) -> None:
    """Do it again where another was writing for too long: SQLite lets none wait in line, and the desk says so."""
    for _ in range(PATIENCE):
        with suppress(Unavailable):
            act(*args, **more)
            return
    act(*args, **more)


def test_rulings_and_approvals_of_one_moment_stand_one_after_the_other(kept: Sitting, casebook_url: str) -> None:
    kept.take(told.WARNED, at=day(7))
    proposal = kept.duty("hall")
    kept.rule(proposal, at=day(7, 12))
    gate = threading.Barrier(min(RACERS, TOGETHER), timeout=60)

    def race(number: int) -> str:
        book = open_casebook(casebook_url)
        me, at = Person(name=f"Exercise Officer {number}"), day(7, 13) + timedelta(seconds=number)
        seen = [n for n in book.all(Notice) if n.kind is NoticeKind.BRIEFING][-1]
        if number < TOGETHER:
            gate.wait()
        try:
            if number % 2:
                patiently(people.rule, proposal.id, ruling=Warn(), book=book, office=kept.office, by=me, at=at)
                return "ruled"
            patiently(noticing.approve, seen, read=digest(seen.body), book=book, office=kept.office, by=me, at=at)
        except NotAllowed as refused:
            return str(refused)
        else:
            return "approved"
        finally:
            book.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        done = list(pool.map(race, range(RACERS)))

    book = open_casebook(casebook_url)
    assert done.count("ruled") == RACERS // 2 == len(book.all(DutyDecision)) - 1, "no ruling is lost"
    assert all("superseded" in each for each in done if each not in {"ruled", "approved"})
    assert done.count("approved") == len(book.all(Approval)), "no approval is lost, and none is refused and kept"
    last = ""
    for _, words in book.acts(since=day(1)):
        for word in words:
            if isinstance(word, DutyDecision):
                last = word.id
            if isinstance(word, Approval):
                notice = book.get(Notice, word.notice)
                assert notice is not None
                assert word.body == digest(notice.body), "what was approved is what was read"
                assert notice.decision == last, "the ruling stood when its notice was approved"
    assert book.verify(keys=()).sound
    book.close()


def test_of_all_who_cancel_at_one_moment_one_does_and_nothing_it_took_back_is_approved_after(
    kept: Sitting, casebook_url: str
) -> None:
    """Some extend a notice, some approve what was drawn up from it, some cancel it."""
    kept.take(told.WARNED, at=day(7))
    notice = kept.warned("hall", at=day(7, 13), by=Postbox())
    noticing.extend(
        notice, until=notice.expires + timedelta(days=1), because="it goes on", book=kept.book, office=kept.office,
        by=OFFICER, at=day(7, 14),
    )  # fmt: skip
    gate = threading.Barrier(min(RACERS, TOGETHER), timeout=60)

    def race(number: int) -> str:
        book = open_casebook(casebook_url)
        who = Person(name=f"Exercise Officer {number}")
        at = day(7, 15) + timedelta(seconds=number)
        seen = [n for n in book.all(Notice) if n.revises == notice.id and not n.cancels][-1]
        if number < TOGETHER:
            gate.wait()
        try:
            if number % 3 == 0:
                patiently(noticing.cancel, notice, because="a hoax", book=book, office=kept.office, by=who, at=at)
            elif number % 3 == 1:
                patiently(noticing.approve, seen, read=digest(seen.body), book=book, office=kept.office, by=who, at=at)
            else:
                until = notice.expires + timedelta(days=2, seconds=number)
                patiently(
                    noticing.extend, notice, until=until, because="on", book=book, office=kept.office, by=who, at=at
                )
        except NotAllowed as refused:
            return str(refused)
        else:
            return ("cancelled", "approved", "extended")[number % 3]
        finally:
            book.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        done = list(pool.map(race, range(RACERS)))

    book = open_casebook(casebook_url)
    assert done.count("cancelled") == 1 == len(book.all(Cancellation)), done
    over = False
    for _, words in book.acts(since=day(7, 15)):
        over = over or any(isinstance(word, Cancellation) for word in words)
        assert not (over and any(isinstance(word, Approval | Extension) for word in words))
    assert len(book.all(Extension)) == done.count("extended") + 1, "no extension takes the place of another"
    box = Postbox()
    replace(kept, book=book).send(box, at=day(7, 18))
    assert box.sent == []
    assert book.verify(keys=()).sound
    book.close()

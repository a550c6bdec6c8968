"""A desk that rules and approves without end: `python -m tests.soak.desk CASEBOOK SEED MAIL WEB`.

It prints the id of each notice once its approval is on record, so that whoever kills it knows what must not be lost.
MAIL and WEB are the ports of the servers. Now and then a ruling is replaced by a newer one.
"""

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from tests.soak.post import NEVER
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.desk import noticing
from tocsin.model import (
    Contact,
    DutyDecision,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Tlp,
    Unavailable,
    Warn,
    digest,
    identity,
)

OFFICER = Person(name="Exercise Officer Vera Lind")
APPROVER = Person(name="Exercise Approver Jonas Achterberg")


def ruled(book: Casebook, number: int, *, mail: int, web: int, again: bool) -> Notice:
    """A ruling to warn and its notice, in one transaction, as the desk records them."""
    del mail
    at = datetime.now(UTC)
    decision = DutyDecision(
        proposal=identity("proposal", number), incident=identity("incident", number), protected=f"hall-{number}",
        findings=(), ruling=Warn(), policy=digest("policy"), became_aware=at, due=at + timedelta(hours=4), by=OFFICER,
        at=at,
    )  # fmt: skip
    name = NEVER if number % 9 == 0 else "desk"
    notice = Notice(
        kind=NoticeKind.BRIEFING, incident=decision.incident, decision=decision.id, recipient=decision.protected,
        contacts=(
            Contact(channel="mail", address=f"{name}-{number}@house.example"),
            Contact(channel="webhook", address=f"http://127.0.0.1:{web}/{name}/{number}"),
        ),
        language="en", status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline=f"EXERCISE: warning {number}",
        above=(), below=(Line(text="Stay away."),), disclosures=(), media_type="text/plain",
        body=f"EXERCISE {number}{', again' if again else ''}\n\nStay away.\n", sent=at,
        expires=at + timedelta(days=1), identifier=f"x-{number}-{at.isoformat()}",
    )  # fmt: skip
    with book.transaction():
        book.record(Act(kind="ruling", subject=decision.id, words=(decision,), by=OFFICER, at=at))
        book.record(Act(kind="notice", subject=decision.id, words=(notice,), by=OFFICER, at=at))
    return notice


def main() -> None:
    """Rule and approve until killed."""
    url, seed, mail, web = sys.argv[1], *map(int, sys.argv[2:])
    chance = random.Random(seed)  # noqa: S311 - a seed is wanted
    book = open_casebook(url)
    print("open", flush=True)  # noqa: T201 - this is what the killer reads
    number = len(book.all(Notice))
    while True:
        number += 1
        again = number > 1 and chance.random() < 0.2
        about = chance.randrange(1, number) if again else number
        try:
            notice = ruled(book, about, mail=mail, web=web, again=again)
            noticing.approve(notice, read=digest(notice.body), book=book, by=APPROVER, at=datetime.now(UTC))
        except Unavailable:  # others write, and it is told so: a person does it again
            continue
        print(notice.id, flush=True)  # noqa: T201 - the same
        time.sleep(chance.uniform(0, 0.15))


if __name__ == "__main__":
    main()

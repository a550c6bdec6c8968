"""A desk that rules and approves without end: `python -m tests.soak.desk CASEBOOK SEED WEB`.

It prints the id of each notice once its approval is on record, so that whoever kills it knows what must not be lost.
WEB is the port of the webhook's server. Now and then a ruling is replaced by a newer one.
"""

import random
import sys
import time
from datetime import UTC, datetime

from tests.soak.post import NEVER
from tests.soak.words import APPROVER, OFFICER, ruled
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.desk import noticing
from tocsin.desk.office import Office
from tocsin.model import Notice, Unavailable, digest


def rule(book: Casebook, number: int, *, web: int, again: bool) -> Notice:
    """A ruling to warn and its notice, in one transaction, as the desk records them."""
    at = datetime.now(UTC)
    name = NEVER if number % 5 == 0 else "desk"
    decision, notice = ruled(number, name=name, web=web, at=at, text=", again" if again else "")
    with book.transaction():
        book.record(Act(kind="ruling", subject=decision.id, words=(decision,), by=OFFICER, at=at))
        book.record(Act(kind="notice", subject=decision.id, words=(notice,), by=OFFICER, at=at))
    return notice


def main() -> None:
    """Rule and approve until killed."""
    url, seed, web = sys.argv[1], *map(int, sys.argv[2:])
    chance = random.Random(seed)  # noqa: S311 - a seed is wanted
    book = open_casebook(url)
    print("open", flush=True)  # noqa: T201 - this is what the killer reads
    number = len(book.all(Notice))
    while True:
        number += 1
        again = number > 1 and chance.random() < 0.2
        about = chance.randrange(1, number) if again else number
        try:
            notice = rule(book, about, web=web, again=again)
            noticing.approve(
                notice, read=digest(notice.body), book=book, by=APPROVER, at=datetime.now(UTC), office=Office()
            )
        except Unavailable:  # others write, and it is told so: a person does it again
            continue
        print(notice.id, flush=True)  # noqa: T201 - the same
        time.sleep(chance.uniform(0, 0.15))


if __name__ == "__main__":
    main()

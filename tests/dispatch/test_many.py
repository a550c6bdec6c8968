"""Two and eight dispatchers at once, as processes, at servers that count: once each, or more and told as unknown."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.dispatch.many import Watched, dispatchers, stopped_in_order, until_at_rest, warned
from tests.soak.harm import look
from tests.soak.post import serving
from tocsin.casebook import open_casebook
from tocsin.model import Attempt, Delivery, Receipt


@pytest.mark.parametrize("count", [2, 8])
def test_many_dispatchers_send_each_notice_once(count: int, casebook_url: str, tmp_path: Path) -> None:
    """Servers that take everything, leases that do not run out: nothing goes out twice, and nothing is in doubt."""
    book = open_casebook(casebook_url)
    with serving(Watched(random.Random(1), wild=0.0)) as post:  # noqa: S311 - a seed is wanted
        approved = warned(book, post, first=0, count=20)
        with dispatchers(count, url=casebook_url, folder=tmp_path, post=post, batch=3, lease=120) as running:
            for first in range(20, 60, 10):
                approved += warned(book, post, first=first, count=10)
            until_at_rest(book)
            stopped_in_order(running)
    assert set(Counter(each.key for each in post.taken).values()) == {1}
    assert len(post.taken) == 2 * len(approved) == len(book.all(Attempt)) == len(book.all(Receipt))
    assert {receipt.outcome for receipt in book.all(Receipt)} == {Delivery.ACCEPTED}
    told = [line for each in running for line in each.said if ": accepted" in line]
    assert len(told) == 2 * len(approved), "who sent it says so, and nobody else"
    assert sum(any(": accepted" in line for line in each.said) for each in running) > 1, "one did all the work"
    look(book, post, approved=set(approved))
    assert book.verify(keys=()).sound
    book.close()


@pytest.mark.parametrize("count", [2, 8])
def test_many_dispatchers_with_short_leases_and_bad_servers_send_nothing_twice_untold(
    count: int, casebook_url: str, tmp_path: Path
) -> None:
    """A lease is shorter than a stall, so that dispatchers take from each other what they have in hand."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown where it fails
    book = open_casebook(casebook_url)
    with serving(Watched(random.Random(seed), wild=0.3)) as post:  # noqa: S311 - the same
        approved = warned(book, post, first=0, count=6)
        with dispatchers(
            count, url=casebook_url, folder=tmp_path, post=post, batch=2, lease=1, timeout=1
        ) as running:  # fmt: skip
            until_at_rest(book)
            stopped_in_order(running)
    found = look(book, post, approved=set(approved))
    assert found["accepted"] == 12
    assert book.verify(keys=()).sound
    book.close()

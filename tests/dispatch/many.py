"""Many recipients, and dispatchers that are processes of their own, at servers on this machine that count."""

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.soak.harm import OFFICE, SECRET, Running
from tests.soak.post import Post
from tests.soak.words import APPROVER, OFFICER, ruled
from tocsin.casebook import Act, Casebook
from tocsin.model import Approval, DutyDecision, Notice, digest


@dataclass
class Watched(Post):
    """Servers that do something, once, when they have taken so many, before the dispatcher has its answer."""

    then: dict[int, Callable[[], None]] = field(default_factory=dict)
    happened: list[int] = field(default_factory=list)

    def take(self, attempt: str, key: str) -> None:
        """Count one, and do what is to be done now."""
        super().take(attempt, key)
        with self.lock:
            due = [number for number in self.then if number <= len(self.taken)]
            acts = [(number, self.then.pop(number)) for number in due]
        for number, act in acts:
            act()
            self.happened.append(number)


def warned(book: Casebook, post: Post, *, first: int, count: int) -> list[str]:
    """So many rulings with their notices, by mail and webhook, approved in one act; the ids of the notices."""
    at = datetime.now(UTC)
    words: list[DutyDecision | Notice | Approval] = []
    for n in range(first, first + count):
        decision, notice = ruled(n, name="desk", web=post.web_port, at=at)
        words += [decision, notice, Approval(notice=notice.id, body=digest(notice.body), by=APPROVER, at=at)]
    book.record(Act(kind="exercise", subject="exercise", words=tuple(words), by=OFFICER, at=at))
    return [word.id for word in words if isinstance(word, Notice)]


@contextmanager
def dispatchers(
    count: int, *, url: str, folder: Path, post: Post, batch: int, lease: int, timeout: float = 30
) -> Iterator[list[Running]]:  # fmt: skip
    """So many `tocsin dispatch --stay` at work on one casebook; those that are still there are killed at the end.

    `lease` is in seconds, and so is `timeout`, their patience with servers.
    """
    toml = OFFICE.format(url=url, mail=post.mail_port, secret=SECRET, batch=batch, lease=lease)
    (folder / "tocsin.toml").write_text(toml.replace("timeout = 1.0", f"timeout = {timeout}"))
    command = [sys.executable, "-m", "tocsin", "dispatch", "--stay", "--every", "0.1"]
    running = [Running(command, folder, "dispatching") for _ in range(count)]
    try:
        with ThreadPoolExecutor(count) as pool:
            tuple(pool.map(Running.start, running))
        until(lambda: all(any("dispatching" in line for line in each.said) for each in running))
        yield running
    finally:
        for each in running:
            with suppress(OSError, AssertionError):
                each.kill()


def until(true: Callable[[], object], *, patience: float = 90) -> None:
    """Wait until something is so.

    Raises:
        AssertionError: it is not, after so many seconds.
    """
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"not so after {patience:g} s"
        time.sleep(0.1)


def until_at_rest(book: Casebook, *, patience: float = 90) -> None:
    """Wait until nothing is left to do.

    Raises:
        AssertionError: there still is, after so many seconds.
    """
    end = time.monotonic() + patience
    while waiting := book.outbox.live():
        assert time.monotonic() < end, f"{len(waiting)} still wait: {waiting[:3]}"
        time.sleep(0.2)


def stopped_in_order(running: Sequence[Running]) -> None:
    """Stop them, and see that each ends as it should, and none broke.

    Raises:
        AssertionError: one did not.
    """
    codes = [each.end(signal.SIGTERM) for each in running]
    broke = [each.said[-12:] for each in running if any("Traceback" in line for line in each.said)]
    assert not broke, f"a dispatcher broke by itself: {broke}"
    assert codes == [0] * len(running)

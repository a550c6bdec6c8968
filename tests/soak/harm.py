"""Killing a desk and its dispatchers at random moments, and looking at what is left: nothing lost, nothing untold."""

import itertools
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.post import Post, serving
from tocsin.casebook import Casebook, open_casebook
from tocsin.model import Attempt, Delivery, GivenUp, Notice, Receipt

ROOT = Path(__file__).parents[2]
_ID = re.compile("[0-9a-f]{64}")
_POWER_CUT = 0.1  # of the kills, the share that takes the desk and all dispatchers at once
SECRET = "whsec_" + "QUJD" * 12
OFFICE = """
[office]
name = "Exercise desk"
casebook = "{url}"

[channels.mail]
host = "127.0.0.1"
port = {mail}
sender = "desk@tocsin.example"
timeout = 1.0

[channels.webhook]
secret = "{secret}"
private = true
clear = true
timeout = 1.0

[delivery]
lease_seconds = {lease}
batch = {batch}

[delivery.retry.usual]
first_seconds = 1
longest_seconds = 2
limit = 1000
"""


@dataclass
class Running:
    """A process that is killed and started again; `said` is every whole line that it ever printed."""

    command: list[str]
    folder: Path
    ready: str
    said: list[str] = field(default_factory=list)
    process: "subprocess.Popen[str] | None" = None
    _at_work: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Start it, and do not wait: it may be killed on its way too."""
        self._at_work = threading.Event()
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            self.command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        threading.Thread(target=self._listen, args=(self.process, self._at_work), daemon=True).start()

    def awaited(self) -> None:
        """Wait until it is at work.

        Raises:
            RuntimeError: it did not come so far in a minute.
        """
        if not self._at_work.wait(60):
            raise RuntimeError(f"{self.command} did not start: {self.said[-5:]}")

    def _listen(self, process: "subprocess.Popen[str]", ready: threading.Event) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):
                self.said.append(line.strip())
            if self.ready in line:
                ready.set()
        process.stdout.close()

    def kill(self) -> None:
        """Kill it, as a power cut does."""
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals) -> int:
        """Send it a signal, and wait until it is gone; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(60)
        time.sleep(0.05)  # the last lines are on their way to us
        return code


@dataclass
class Scene:
    """One casebook, its servers, a desk and its dispatchers."""

    url: str
    folder: Path
    seed: int
    dispatchers: int = 2
    batch: int = 1
    lease: int = 3
    tell: Callable[[str], None] = lambda _: None

    def run(self, kills: int, *, approvals: int = 0) -> Counter[str]:
        """Kill so often, and on until so much is approved; then let all come to rest and look. What was found, counted.

        On a slow machine a desk may be killed ten times before it has approved anything: nothing could be lost then.

        Raises:
            AssertionError: something was lost, sent twice untold, or the record does not hold.
        """
        chance = random.Random(self.seed)  # noqa: S311 - a seed is wanted
        open_casebook(self.url).close()
        with serving(Post(random.Random(self.seed + 1))) as post:  # noqa: S311 - the same
            desk, *others = self._processes(post)
            try:
                for each in (desk, *others):
                    each.start()
                for each in (desk, *others):
                    each.awaited()
                for number in itertools.count(1):
                    if number > kills and len(_approved(desk)) >= approvals:
                        break
                    assert number <= 20 * kills, f"{number - 1} kills, and only {len(_approved(desk))} were approved"
                    power_cut = chance.random() < _POWER_CUT
                    victims = (desk, *others) if power_cut else (chance.choice((desk, *others)),)
                    for victim in victims:
                        victim.awaited()
                    time.sleep(chance.uniform(0, 0.4))
                    for victim in victims:
                        victim.kill()
                    for victim in victims:
                        victim.start()
                    self._holds()
                    self.tell(f"kill {number} of {kills}, {len(post.taken)} taken")
                for each in (desk, *others):
                    each.awaited()
                desk.kill()
                post.wild = 0.0
                self._rest()
                codes = [each.end(signal.SIGTERM) for each in others]
            finally:
                for each in (desk, *others):
                    with suppress(OSError, AssertionError):
                        each.kill()
            assert codes == [0] * len(others), "a dispatcher did not stop in order"
            broke = [each.said[-12:] for each in (desk, *others) if any("Traceback" in line for line in each.said)]
            assert not broke, f"a process broke by itself: {broke}"
            return self._look(post, approved=_approved(desk))

    def _processes(self, post: Post) -> Iterator[Running]:
        toml = OFFICE.format(url=self.url, mail=post.mail_port, secret=SECRET, batch=self.batch, lease=self.lease)
        (self.folder / "tocsin.toml").write_text(toml)
        given = [str(self.seed), str(post.web_port)]
        yield Running([sys.executable, "-m", "tests.soak.desk", self.url, *given], self.folder, "open")
        for _ in range(self.dispatchers):
            command = [sys.executable, "-m", "tocsin", "dispatch", "--stay", "--every", "0.1"]
            yield Running(command, self.folder, "dispatching")

    def _holds(self) -> None:
        """The record verifies, view included, while the others go on."""
        book = open_casebook(self.url)
        verdict = book.verify(keys=())
        book.close()
        assert not verdict.failed, verdict.failed

    def _rest(self, patience: float = 120) -> None:
        """Wait until nothing is left to do."""
        book = open_casebook(self.url)
        until = time.monotonic() + patience
        while waiting := book.outbox.live():
            if time.monotonic() > until:
                raise AssertionError(f"after {patience:g} s {len(waiting)} still wait: {waiting[:3]}")
            time.sleep(0.3)
        book.close()

    def _look(self, post: Post, *, approved: set[str]) -> Counter[str]:
        book = open_casebook(self.url)
        found = look(book, post, approved=approved)
        book.rebuild()
        assert not book.outbox.live(), "the outbox that the record gives has something left to do"
        self._holds()
        book.close()
        return found


def _approved(desk: Running) -> set[str]:
    return {line for line in desk.said if _ID.fullmatch(line)}


def look(book: Casebook, post: Post, *, approved: set[str]) -> Counter[str]:
    """What came of everything that was approved.

    Raises:
        AssertionError: something was lost, or sent twice untold.
    """
    notices = {n.id: n for n in book.all(Notice)}
    attempts = {a.id: a for a in book.all(Attempt)}
    outcomes: dict[str, set[Delivery]] = {id_: set() for id_ in attempts}
    for receipt in book.all(Receipt):
        outcomes[receipt.attempt].add(receipt.outcome)
    assert approved <= notices.keys(), "an approval that was answered for is gone"
    assert not [a for a, known in outcomes.items() if not known], "an attempt was never answered for"
    taken = Counter(each.attempt for each in post.taken)
    assert taken.keys() <= attempts.keys(), "something was sent that is not on record"
    assert max(taken.values(), default=0) <= 1, "one attempt was made twice"
    given = {(g.notice, g.contact): g for g in book.all(GivenUp)}
    found: Counter[str] = Counter(approved=len(approved), attempts=len(attempts), taken=len(post.taken))
    for id_ in approved:
        for slot in book.outbox.slots(id_):
            mine = sorted((a for a in attempts.values() if a.key == slot.key), key=lambda a: a.number)
            sent = [a for a in mine if taken[a.id]]
            end = given.get((id_, notices[id_].contacts[slot.rung]))
            untold = [a for a in sent[:-1] if Delivery.UNKNOWN not in outcomes[a.id]]
            assert not untold, (
                f"{slot.key[:12]} was sent {len(sent)} times, and {len(untold)} are not on record as unknown"
            )
            assert sent or slot.outcome in {Delivery.REFUSED, Delivery.CANCELLED}, f"{slot.key[:12]} was lost: {slot}"
            if end is not None:
                assert end.outcome is Delivery.CANCELLED
                assert not [a for a in mine if a.at > end.at], "it was sent after it was cancelled"
            for attempt in mine:
                if {Delivery.ACCEPTED} <= outcomes[attempt.id]:
                    assert taken[attempt.id], "it is called accepted, and no server took it"
            found[slot.outcome.value] += 1
            found["sent twice, told"] += max(0, len(sent) - 1)
    kinds = Counter(entry.kind for entry in book.entries())
    found["late"] = kinds["late-receipt"]
    return found

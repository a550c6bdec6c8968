"""The life of notices on their way, played at random: dispatchers that die, answer late or lie, clocks, cancellations.

After every step: what is sent is on record first; nothing is sent twice that is not on record as unknown, nothing
after it was taken, answered, cancelled or expired; the outbox is what the record gives.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from tocsin.casebook import Act, Memory
from tocsin.casebook.outbox import Tray
from tocsin.desk import noticing, sending
from tocsin.desk.claiming import Held, claim, settle
from tocsin.desk.office import Office
from tocsin.desk.returning import take_back
from tocsin.dispatch import Retry, Sent, Terms
from tocsin.dispatch.bounces import Returned
from tocsin.dispatch.life import TAKEN, Lease, Slot
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Delivery,
    DutyDecision,
    GivenUp,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Receipt,
    Tlp,
    Warn,
    digest,
)

START = datetime(2024, 3, 7, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OFFICER = Person(name="Exercise Officer Vera Lind")
APPROVER = Person(name="Exercise Approver Jonas Achterberg")
RETRY = Retry(first=2 * MINUTE, longest=10 * MINUTE, limit=4)
ANSWERS = [Delivery.ACCEPTED, Delivery.FAILED, Delivery.UNKNOWN, Delivery.REFUSED]


class Recording(Memory):
    """A memory that knows its acts, as a record does."""

    def __init__(self) -> None:
        super().__init__()
        self.recorded: list[tuple[object, ...]] = []

    def record(self, *acts: Act) -> None:
        """Keep the words of each act in order."""
        super().record(*acts)
        self.recorded.extend(act.words for act in acts)


def before_it(attempt: Attempt, attempts: tuple[Attempt, ...]) -> list[Attempt]:
    """The earlier attempts under the same key."""
    return [a for a in attempts if a.key == attempt.key and a.number < attempt.number]


class Delivering(RuleBasedStateMachine):
    """One desk, any number of dispatchers, and the world outside."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.book = Recording()
        self.now = START
        self.terms = Terms(usual=RETRY)
        self.numbers = 0
        self.out: Counter[str] = Counter()
        self.order: list[Attempt] = []
        self.settled: set[str] = set()
        self.leased: dict[str, Lease] = {}

    @rule(ladder=st.booleans())
    def choose(self, *, ladder: bool) -> None:
        """The office sets how contacts are asked."""
        self.terms = Terms(usual=RETRY, escalate=15 * MINUTE if ladder else None, batch=1 + self.numbers % 3)

    @rule(contacts=st.integers(1, 3), hours=st.integers(1, 30), again=st.booleans())
    def approve(self, contacts: int, hours: int, *, again: bool) -> None:
        """A ruling, its notice and the approval; now and then it replaces an earlier one."""
        about = max(1, self.numbers) if again else self.numbers + 1
        self.numbers += 1
        decision = DutyDecision(
            proposal=f"p{about}", incident=f"i{about}", protected="hall", findings=(), ruling=Warn(), policy="p",
            became_aware=self.now, due=self.now, by=OFFICER, at=self.now + self.numbers * timedelta(microseconds=1),
        )  # fmt: skip
        body = f"text {self.numbers}"
        notice = Notice(
            kind=NoticeKind.BRIEFING, incident=decision.incident, decision=decision.id, recipient=f"hall {about}",
            contacts=tuple(Contact(channel="mail", address=f"{n}@house.example") for n in range(contacts)),
            language="en", status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline="h", above=(), below=(),
            disclosures=(), media_type="text/plain", body=body, sent=self.now,
            expires=self.now + timedelta(hours=hours), identifier=f"x{self.numbers}",
        )  # fmt: skip
        self.book.record(Act(kind="ruling", subject="r", words=(decision, notice), by=OFFICER, at=self.now))
        noticing.approve(notice, read=digest(body), book=self.book, by=APPROVER, at=self.now, office=Office())

    @rule(minutes=st.sampled_from([1, 4, 6, 20, 90, 700]))
    def wait(self, minutes: int) -> None:
        """Time goes by."""
        self.now += minutes * MINUTE

    @rule(minutes=st.sampled_from([1, 30, 600]))
    def clock_is_put_back(self, minutes: int) -> None:
        """Or does not."""
        self.now -= minutes * MINUTE

    @rule(target=held, holder=st.sampled_from(["one", "two"]))
    def take(self, holder: str) -> tuple[Held, ...]:
        """A dispatcher claims what is due: from here on it may die."""
        before = {a.id for a in self.book.all(Attempt)}
        self.leased = {
            k: v for k, v in self.book.outbox.lent.items() if self.now < v.until <= self.now + self.terms.lease
        }
        found = claim(self.book, holder=holder, terms=self.terms, at=self.now)
        for each in found:
            assert each.attempt.id not in before, "an attempt is made once"
            assert self.now < each.notice.expires, "what expired is not sent"
            assert not self.overtaken(each.notice), "what was overtaken is not sent"
            for earlier in before_it(each.attempt, self.book.all(Attempt)):
                assert self.book.all(Receipt, parent=earlier.id), "the attempt before was answered for, or is unknown"
            assert self.may_go(each.attempt), "it is sent while another holds it, or after it was taken"
        return found

    @rule(each=held, answer=st.sampled_from(ANSWERS), gone=st.booleans())
    def answer(self, each: tuple[Held, ...], answer: Delivery, *, gone: bool) -> None:
        """The dispatcher sends, now or much later, and answers; or dies after it sent."""
        results = []
        lent = dict(self.book.outbox.lent)
        for item in each:
            if item.attempt.id in self.settled:
                continue
            self.settled.add(item.attempt.id)
            if answer in {Delivery.ACCEPTED, Delivery.UNKNOWN}:
                self.out[item.attempt.id] += 1
                self.order.append(item.attempt)
            results.append((item, Sent(outcome=answer, because="the test says so")))
        if not results or gone:
            return
        said = settle(results, book=self.book, at=self.now)
        for item, _ in results:
            lease = lent.get(item.lease.key)
            held = lease is not None and replace(lease, until=item.lease.until) == item.lease and self.now < lease.until
            late = [r.because.startswith("late") for r in said if r.attempt == item.attempt.id]
            assert late[-1] is not held, "whoever holds the lease settles, and nobody else"

    @rule(which=st.integers(0, 50))
    def acknowledge(self, which: int) -> None:
        """Somebody answers by the link."""
        made = self.book.all(Attempt)
        if made:
            key = made[which % len(made)].key
            receipt, _ = sending.acknowledge_by_link(key, book=self.book, by=OFFICER, at=self.now)
            assert receipt.outcome is Delivery.ACKNOWLEDGED

    @rule(which=st.integers(0, 50), outcome=st.sampled_from([Delivery.REFUSED, Delivery.FAILED, Delivery.DELIVERED]))
    def comes_back(self, which: int, outcome: Delivery) -> None:
        """A server reports."""
        accepted = [r.attempt for r in self.book.all(Receipt) if r.outcome is Delivery.ACCEPTED]
        if accepted:
            each = Returned(attempt=accepted[which % len(accepted)], key="", outcome=outcome, because="it came back")
            list(take_back([each], book=self.book, at=self.now))

    @rule()
    def leases_are_lost(self) -> None:
        """They are no part of the record."""
        self.book.outbox.release(list(self.book.outbox.lent))

    @rule()
    def the_outbox_is_folded_anew(self) -> None:
        """As after an update of the program."""
        self.book.outbox = Tray(self._anew(), self.book.outbox.lent)

    # ---- what always holds

    @invariant()
    def nothing_is_sent_twice_untold(self) -> None:
        """Of all attempts under one key that went out, all but the last are unknown on record, or came back."""
        told: dict[str, set[Delivery]] = {}
        for receipt in self.book.all(Receipt):
            told.setdefault(receipt.attempt, set()).add(receipt.outcome)
        last: dict[str, Attempt] = {}
        for attempt in self.order:
            earlier = last.get(attempt.key)
            if earlier is not None and earlier.number < attempt.number:
                assert told.get(earlier.id, set()) & {Delivery.UNKNOWN, Delivery.FAILED}
            last[attempt.key] = attempt
        assert max(self.out.values(), default=0) <= 1

    @invariant()
    def the_record_allows_each_attempt(self) -> None:
        """The number grows by one, no attempt follows an end, and no contact is asked out of turn."""
        made: dict[str, list[Attempt]] = {}
        for attempt in self.book.all(Attempt):
            made.setdefault(attempt.key, []).append(attempt)
        for attempts in made.values():
            assert [a.number for a in attempts] == list(range(1, len(attempts) + 1))
            assert len(attempts) <= RETRY.limit
            assert self.book.all(Approval, parent=attempts[0].notice)

    @invariant()
    def an_end_is_an_end(self) -> None:
        """What was given up is looked at no more, unless a server said that it was taken."""
        ended = {(g.notice, g.contact) for g in self.book.all(GivenUp)}
        for notice in self.book.all(Notice):
            for slot in self.book.outbox.slots(notice.id):
                if (notice.id, notice.contacts[slot.rung]) in ended and slot.outcome not in TAKEN:
                    assert not slot.live or slot.outcome is Delivery.FAILED

    @invariant()
    def the_outbox_is_what_the_record_gives(self) -> None:
        """But for when it was looked at, when to look again, and what need not be looked at any more."""
        anew = self._anew()
        assert anew.keys() == self.book.outbox.held.keys()
        for key, slot in self.book.outbox.held.items():
            kept = replace(slot, due=START, seen=None, live=True)
            assert kept == replace(anew[key], due=START, seen=None, live=True)
            assert anew[key].live or not slot.live

    def overtaken(self, notice: Notice) -> bool:
        """Whether a newer ruling took the place of the one that a notice was drawn up for: told without the desk."""
        mine = next(d for d in self.book.all(DutyDecision) if d.id == notice.decision)
        return [d for d in self.book.all(DutyDecision) if d.proposal == mine.proposal][-1].id != mine.id

    def may_go(self, attempt: Attempt) -> bool:
        """Whether nobody else holds it, and no person said that it had come."""
        made = (a for a in self.book.all(Attempt) if a.key == attempt.key)
        answers = (r.outcome for a in made for r in self.book.all(Receipt, parent=a.id))
        return attempt.key not in self.leased and Delivery.ACKNOWLEDGED not in answers

    def teardown(self) -> None:
        """Let all come to rest: with a server that takes everything, nothing is left in doubt or forgotten."""
        self.now = max([self.now, *(a.at for a in self.book.all(Attempt)), *(r.at for r in self.book.all(Receipt))])
        rest = self.now + timedelta(hours=1)  # time enough for a lease and a pause
        due = [s for s in self.book.outbox.held.values() if s.live and s.number < RETRY.limit and not s.rung]
        wanted = {
            s.key for s in due
            if (n := self.book.get(Notice, s.notice)) and rest < n.expires and not self.overtaken(n)
        }  # fmt: skip
        self._rest()
        for key in wanted:
            slot = self.book.outbox.held[key]
            assert slot.outcome in TAKEN or slot.number >= RETRY.limit, f"it was not sent, and could have been: {slot}"
        silent = [a for a in self.book.all(Attempt) if not self.book.all(Receipt, parent=a.id)]
        held = {s.attempt for s in self.book.outbox.live()}
        assert [a for a in silent if a.id not in held] == [], "an attempt was never answered for"

    def _rest(self) -> None:
        for _ in range(400):
            while found := claim(self.book, holder="last", terms=self.terms, at=self.now):
                taken = [(each, Sent(outcome=Delivery.ACCEPTED, because="taken")) for each in found]
                settle(taken, book=self.book, at=self.now)
            if not self.book.outbox.live():
                break
            self.now += 5 * MINUTE  # what ended while nobody looked is held all the while (decision 0042)
        held = self.book.outbox.live()
        for slot in held:
            notice = self.book.get(Notice, slot.notice)
            assert notice is not None
            assert notice.expires <= self.now, "what holds was not sent"
            assert self.now - slot.since > 2 * self.terms.longest, "it was looked at, and is still held"
        for slot in self.book.outbox.held.values():
            if slot in held:
                continue
            assert slot.outcome is not Delivery.LEASED
            if slot.outcome is Delivery.QUEUED:
                assert slot.rung, "the first contact was forgotten"

    def _anew(self) -> dict[str, Slot]:
        """The slots that the record alone gives."""
        tray = Tray()
        for words in self.book.recorded:
            tray.fold(words, word_at=self.book.get)
        return tray.held


TestDelivering = Delivering.TestCase
TestDelivering.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

"""A month of a busy desk by a virtual clock: watches of twelve hours, and whoever is rung."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, policy
from tests.sitting import TESTS, Postbox, Sitting, office
from tocsin.casebook import Casebook, open_casebook
from tocsin.desk import people
from tocsin.desk.handover import Handover, handover
from tocsin.desk.ringing import ring
from tocsin.model import (
    Clock,
    Contact,
    Correction,
    CorrectionHow,
    DutyDecision,
    DutyProposal,
    NoDuty,
    Notice,
    Refer,
    Report,
    Ring,
    Ruling,
    Rung,
    Task,
    Waive,
    Warn,
)

STEP = timedelta(minutes=30)
START = day(1, 0)
MONTH = timedelta(days=30)
RINGS = (
    Ring(role="duty-officer", minutes=-60), Ring(role="duty-officer", minutes=0), Ring(role="head-of-watch", minutes=30)
)  # fmt: skip
ROLES = {role: (Contact(channel="pager", address=role),) for role in ("duty-officer", "head-of-watch")}
SENTENCES = (told.WARNED, told.REPEATED, told.FOILED, told.ELSEWHERE, told.MASKED)


@dataclass
class Month:
    """A desk whose people are sometimes late, sometimes wrong, and sometimes asleep."""

    desk: Sitting
    chance: random.Random
    at: datetime = START
    acts: Counter[str] = field(default_factory=Counter)
    pager: Postbox = field(default_factory=lambda: Postbox(name="pager"))
    rung: list[Rung] = field(default_factory=list)
    seen: list[tuple[datetime, int, tuple[Clock, ...]]] = field(default_factory=list)
    handed: list[tuple[Handover, list[int]]] = field(default_factory=list)

    def run(self) -> None:
        """Thirty days, half an hour at a time; the watch changes at eight and at twenty."""
        taken_over, mail = START, Postbox()
        while self.at <= START + MONTH:
            if (self.at.hour, self.at.minute) in {(8, 0), (20, 0)} or self.at == START + MONTH:
                self.hand_over(since=taken_over)
                taken_over = self.at
            if self.at < START + MONTH:
                for act, odds in ODDS.items():
                    if self.chance.random() < odds:
                        act(self)
                self.desk.send(mail, at=self.at)
                book, roster = self.desk.book, self.desk.office
                self.seen.append((self.at, sum(self.acts.values()), book.docket.clocks()))
                self.rung += ring(book, office=roster, channels={"pager": self.pager}, at=self.at)
            self.at += STEP

    def report(self) -> None:
        """A report comes in; most say again what is known."""
        self.acts["report"] += 1
        sentence = self.chance.choice(SENTENCES)
        source = self.chance.choice(("wire", "embassy", "courier"))
        self.desk.take(sentence, f"It rained {self.acts['report']} times.", at=self.at, source=source)

    def decide(self) -> None:
        """The officer rules on what is due first; one time in four that nobody need be told."""
        for proposal in self.desk.duties()[:1]:
            ruling: Ruling = Warn()
            if isinstance(proposal.proposes, Refer):  # nothing stands any more that a warning could tell
                ruling = NoDuty(criterion=TESTS[0], justification="It was taken back.")
            elif self.chance.random() < 1 / 4:
                ruling = Waive(ground="W1", justification="They know of it.", by=OFFICER)
            self.acts[type(ruling).__name__] += 1
            self.desk.rule(proposal, ruling, at=self.at)

    def approve(self) -> None:
        """Somebody approves what waits longest."""
        for notice in [n for n in map(self.notice, self.of(Task.APPROVE)) if self.at < n.expires][:1]:
            self.acts["approve"] += 1
            self.desk.approve(notice, at=self.at)

    def renew(self) -> None:
        """Somebody rules again on what runs out soon, or went out on a ruling that fell."""
        soon = [c for c in (*self.of(Task.RECALL), *self.of(Task.RENEW)) if c.due < self.at + timedelta(hours=6)]
        for clock in soon[:1]:
            made = next(d for d in self.desk.book.all(DutyDecision) if d.id == self.notice(clock).decision)
            proposal = self.desk.book.get(DutyProposal, made.proposal)
            assert proposal is not None
            self.acts["renew"] += 1
            falls = isinstance(proposal.proposes, Refer)
            taken_back = NoDuty(criterion=TESTS[0], justification="It was taken back.")
            self.desk.rule(proposal, taken_back if falls else None, at=self.at)

    def retract(self) -> None:
        """A report turns out to be false."""
        gone = {c.report for c in self.desk.book.all(Correction)}
        there = [r.id for r in self.desk.book.all(Report) if r.id not in gone]
        if there:
            self.acts["retract"] += 1
            self.desk.correct(self.chance.choice(there), CorrectionHow.RETRACTED, at=self.at)

    def close(self) -> None:
        """An incident comes to nothing."""
        for clock in self.of(Task.RENEW)[:1]:
            self.acts["close"] += 1
            people.close(
                clock.incident,
                because="it came to nothing",
                book=self.desk.book,
                by=OFFICER,
                at=self.at,
                required=False,
            )

    def hand_over(self, *, since: datetime) -> None:
        """The watch changes."""
        book = self.desk.book
        assert isinstance(book, Casebook)
        found = list(book.acts(since=since))
        made = handover(found, book=book, since=since, until=self.at)
        self.handed.append((made, [entry.sequence for entry, _ in found]))

    def of(self, task: Task) -> list[Clock]:
        """The clocks of one task."""
        return [c for c in self.desk.book.docket.clocks() if c.task is task]

    def notice(self, clock: Clock) -> Notice:
        """The notice that a clock is about."""
        found = self.desk.book.get(Notice, clock.about)
        assert found is not None
        return found


ODDS = {
    Month.report: 0.02, Month.decide: 0.08, Month.approve: 0.2, Month.renew: 0.04, Month.retract: 0.006,
    Month.close: 0.004,
}  # fmt: skip


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """The month, once."""
    book = open_casebook(f"sqlite:///{tmp_path_factory.mktemp('month')}/casebook.db")
    ringing = replace(policy(*TESTS), rings=RINGS)
    found = Month(Sitting(book=book, office=office(policies=(ringing,), roles=ROLES)), random.Random(2024))  # noqa: S311
    found.run()
    yield found
    book.close()


def test_it_was_a_busy_month(month: Month) -> None:
    assert all(month.acts[act] for act in "report Warn Waive NoDuty approve renew retract close".split())
    late = [d for d in month.desk.book.all(DutyDecision) if d.at > d.due]
    assert 0 < len(late) < len(month.desk.book.all(DutyDecision))
    assert {c.task for _, _, clocks in month.seen for c in clocks} == set(Task)


def test_what_runs_out_rings_each_role_once_for_each_step_and_at_once(month: Month) -> None:
    expected: dict[tuple[object, ...], datetime] = {}
    for at, _, clocks in month.seen:
        for clock in clocks:
            for role in ROLES:
                passed = [r.minutes for r in RINGS if r.role == role and clock.due + timedelta(minutes=r.minutes) <= at]
                if passed:
                    expected.setdefault((clock.about, clock.task, clock.due, role, max(passed)), at)
    assert {(r.about, r.task, r.due, r.role, r.minutes): r.at for r in month.rung} == expected
    assert len(month.rung) == len(expected) >= len(month.pager.sent)
    told = {
        (attempt.at, note.recipient, line.rpartition(" ")[2])
        for note, _, attempt in month.pager.sent for line in note.body.splitlines() if "tocsin show" in line
    }  # fmt: skip
    assert {(r.at, r.role, r.about[:12]) for r in month.rung} <= told, "each thing is named in a message of its moment"
    moments = [(attempt.at, note.recipient) for note, _, attempt in month.pager.sent]
    assert len(moments) == len(set(moments)), "and nobody gets two at once"


def test_what_was_done_in_time_rang_nobody_for_being_late(month: Month) -> None:
    for decision in month.desk.book.all(DutyDecision):
        rings = [r for r in month.rung if r.about == decision.proposal and r.task is Task.DECIDE and r.minutes >= 0]
        first = next(d for d in month.desk.book.all(DutyDecision) if d.proposal == decision.proposal)
        if first.at < first.due:
            assert not [r for r in rings if r.at < first.at]


def test_a_clock_goes_only_when_somebody_did_something(month: Month) -> None:
    for (_, acts, before), (_, acts_then, then) in zip(month.seen, month.seen[1:], strict=False):
        if acts == acts_then:
            assert before == then


def test_every_act_is_handed_over_once_and_every_ruling_is_named(month: Month) -> None:
    book = month.desk.book
    assert isinstance(book, Casebook)
    assert [n for _, numbers in month.handed for n in numbers] == list(range(len(book.entries())))
    decided = [line for made, _ in month.handed for line in made.done["decided"] if line.by == OFFICER.name]
    rulings = [line for line in decided if "before it was due" in line.what or "LATE" in line.what]
    assert len(rulings) == len(book.all(DutyDecision))
    assert sum("LATE" in line.what for line in rulings) == sum(d.at > d.due for d in book.all(DutyDecision))
    assert month.handed[-1][0].clocks == book.docket.clocks(renew_by=START + MONTH + timedelta(hours=12))


def test_a_ring_tells_nothing_of_the_threat(month: Month) -> None:
    for note, _, _ in month.pager.sent:
        for word in ("Moscow", "Petersburg", "concert", "hall", "school", "theatre", "embassy"):
            assert word not in note.body + note.headline

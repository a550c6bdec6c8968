"""One sitting at the desk, for tests: a casebook, an office that reads by heart, and the acts of its people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests import by_heart
from tests.scene import MOSCOW, OFFICER, PETERSBURG, entry, policy, register
from tocsin.casebook import Memory
from tocsin.casebook.docket import Scan
from tocsin.casebook.port import Book
from tocsin.desk import noticing, people, sending
from tocsin.desk.current import find_incident, live, standing
from tocsin.desk.duties import open_duties
from tocsin.desk.office import Office
from tocsin.desk.take import take
from tocsin.dispatch import Channel, Sent
from tocsin.model import (
    Attempt,
    Contact,
    CorrectionHow,
    Delivery,
    DutyDecision,
    DutyProposal,
    Incident,
    Judgement,
    Link,
    Notice,
    NoticeKind,
    Person,
    Receipt,
    Reliability,
    Reopening,
    Ruling,
    Statement,
    Tlp,
    Warn,
    digest,
)

APPROVER = Person(name="Exercise Approver Jonas Achterberg")
TESTS = ("credible", "impending", "harm", "location-exposed")


def office(**more: Any) -> Office:
    """An office with a hall and a school in Moscow and a theatre in Saint Petersburg in its care; 4 hours a duty."""
    settings: dict[str, Any] = {
        "name": "the test's office",
        "register": register(
            entry("hall", clearance=Tlp.AMBER),
            entry("school", MOSCOW, contacts=(Contact(channel="folder", address="school"),)),
            entry("theatre", PETERSBURG),
        ),
        "policies": (policy(*TESTS),),
        "reliability": {"wire": Reliability.B, "embassy": Reliability.B},
        "reader": by_heart.ByHeart(),
    }
    return Office(**{**settings, **more})


@dataclass
class Postbox:
    """A channel that keeps what it is given, and answers as it is told; a failing one is asked again."""

    name: str = "mail"
    answer: Delivery = Delivery.ACCEPTED
    sent: list[tuple[Notice, Contact, Attempt]] = field(default_factory=list)

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """Keep it, and answer."""
        self.sent.append((notice, contact, attempt))
        return Sent(outcome=self.answer, because=f"the test says {self.answer}")


@dataclass
class Sitting:
    """What is done at one desk; every act takes the moment at which it is done."""

    book: Book = field(default_factory=Memory)
    office: Office = field(default_factory=office)

    def take(self, *sentences: str, at: datetime, **more: Any) -> str:
        """A report of these sentences is taken; its id."""
        came = by_heart.opened(*sentences, received=more.pop("received", at), **more)
        take(came, book=self.book, office=self.office, at=at)
        return came.report.id

    def said(self, sentence: str) -> Statement:
        """The first statement that stands whose passage is this sentence."""
        return next(s for s in standing(self.book) if s.passage.quote == sentence)

    def incident(self, sentence: str) -> Incident:
        """The incident that holds what this sentence says."""
        wanted = self.said(sentence).id
        return next(i for i in live(self.book) if wanted in i.statements)

    def duties(self) -> tuple[DutyProposal, ...]:
        """What must be decided; the docket must say what the whole casebook says."""
        assert self.book.docket.clocks() == Scan(self.book).clocks()
        return open_duties(self.book)

    def duty(self, whom: str, sentence: str | None = None) -> DutyProposal:
        """The duty to one entry; of several, the one about the incident that holds what this sentence says."""
        found = [p for p in self.duties() if p.protected == whom]
        if sentence is not None:
            held = self.incident(sentence)
            found = [p for p in found if p.incident in {held.id, *held.aliases}]
        (one,) = found
        return one

    def rule(self, proposal: DutyProposal, ruling: Ruling | None = None, *, at: datetime, **more: Any) -> DutyDecision:
        """The officer rules; to warn, unless another ruling is given."""
        return people.rule(
            proposal.id, ruling=ruling or Warn(), book=self.book, office=self.office, by=OFFICER, at=at, **more
        )

    def notices(self, decision: DutyDecision) -> tuple[Notice, ...]:
        """What was drawn up for a ruling."""
        return self.book.all(Notice, parent=decision.id)

    def briefing(self, decision: DutyDecision) -> Notice:
        """The briefing that was drawn up for a ruling."""
        return next(n for n in self.notices(decision) if n.kind is NoticeKind.BRIEFING)

    def approve(self, notice: Notice, *, at: datetime) -> None:
        """The second signature."""
        noticing.approve(notice, read=digest(notice.body), book=self.book, by=APPROVER, at=at, office=self.office)

    def send(self, *channels: Channel, at: datetime) -> tuple[Receipt, ...]:
        """What is outstanding is sent."""
        return tuple(sending.dispatch(self.book, channels={c.name: c for c in channels}, at=at, holder="sitting"))

    def warned(self, whom: str, *, at: datetime, by: Channel) -> Notice:
        """Rule to warn somebody, approve the briefing and send it, a minute apart."""
        decision = self.rule(self.duty(whom), at=at)
        notice = self.briefing(decision)
        self.approve(notice, at=at + timedelta(minutes=1))
        self.send(by, at=at + timedelta(minutes=2))
        return notice

    def correct(
        self, report: str, how: CorrectionHow = CorrectionHow.RETRACTED, *, at: datetime,
        because: str = "it was made up", replacement: str | None = None,
    ) -> tuple[Reopening, ...]:  # fmt: skip
        """A report is retracted, corrected or superseded."""
        return people.correct(
            report, how=how, replacement=replacement, because=because, book=self.book, office=self.office,
            by=OFFICER, at=at,
        )  # fmt: skip

    def judge(self, left: str, right: str, judgement: Judgement, *, at: datetime) -> Link:
        """The officer judges two incidents or statements, by id."""
        return people.judge(
            left, right, judgement=judgement, because="I read both", book=self.book, office=self.office, by=OFFICER,
            at=at,
        )  # fmt: skip

    def holder(self, id_: str) -> Incident:
        """The incident that an id now leads to."""
        return find_incident(self.book, id_)

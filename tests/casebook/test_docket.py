"""The docket: what overtakes an alert, and an incident that threatens a great many at once."""

from dataclasses import replace
from datetime import timedelta

from tests.duty.test_docket import approved, notice, proposal, ruled
from tests.scene import AT, OFFICER, PROGRAM, policy
from tocsin.casebook import Act, open_casebook
from tocsin.casebook.docket import Scan, referred_to
from tocsin.model import (
    Closing,
    Incident,
    Notice,
    NoticeKind,
    Person,
    Reopening,
    Task,
    Warn,
    digest,
)

REFERENCE = "desk.example,a-1,2024-03-07T18:00:00+00:00"


def test_a_newer_alert_that_lacks_an_approval_overtakes_nothing() -> None:
    two = replace(policy("real"), approvers=2)
    decision = ruled(proposal(two.digest), Warn())
    alert = notice(decision, kind=NoticeKind.ALERT, references=(REFERENCE,))
    first = approved(alert)
    assert referred_to((decision, alert, first), policies=(two,)) == set()
    other = replace(first, by=Person(name="Exercise Deputy Mara Quell"))
    assert referred_to((decision, alert, first, other), policies=(two,)) == {REFERENCE}
    assert referred_to((decision, alert, first), policies=(replace(two, approvers=1),)) == {REFERENCE}


def test_an_incident_that_threatens_many_has_the_clocks_that_its_words_give(casebook_url: str) -> None:
    """More pairs than are wound at once; some ruled on, some with a notice, some approved, some reopened."""
    about = digest("incident")
    bare = proposal(policy("real").digest)
    many = [replace(bare, incident=about, protected=f"entry-{n}", due=AT + timedelta(minutes=n)) for n in range(520)]
    rulings = [replace(ruled(p, Warn()), incident=about, protected=p.protected) for p in many[::2]]
    notices = [replace(notice(d), incident=about, recipient=d.protected, decision=d.id) for d in rulings[::2]]
    approvals = [approved(n) for n in notices[::2]]
    again = [Reopening(decision=d.id, because="it was made up", by=PROGRAM, at=AT) for d in rulings[::5]]
    book = open_casebook(casebook_url)
    steps = ((Incident(id=about, statements=(about,), title="many"), *many), rulings, notices, approvals, again)
    for step in steps:
        book.record(Act(kind="test", subject=about, words=tuple(step), by=PROGRAM, at=AT))
    found = book.docket.clocks()
    assert found == Scan(book).clocks()
    assert {c.task for c in found} >= {Task.DECIDE, Task.APPROVE, Task.RENEW}
    assert len(book.all(Notice)) == 130
    over = Closing(incident=about, because="it is over", by=OFFICER, at=AT)
    book.record(Act(kind="closing", subject=about, words=(over,), by=OFFICER, at=AT))
    assert book.docket.clocks() == Scan(book).clocks()
    assert len(book.docket.clocks()) < len(found)
    book.close()


def test_a_notice_follows_its_ruling_where_incidents_are_joined_and_parted(casebook_url: str) -> None:
    """What is ruled of a joined incident is drawn up under the name of the whole, and may be parted again."""
    one, other = digest("one"), digest("other")
    asked = replace(proposal(policy("real").digest), incident=other)
    decision = replace(ruled(asked, Warn()), incident=other)
    drawn = replace(notice(decision), incident=one)
    book = open_casebook(casebook_url)
    both = Incident(id=one, statements=(one, other), title="one", aliases=(other,))
    two = (Incident(id=one, statements=(one,), title="one"), Incident(id=other, statements=(other,), title="other"))
    taken_in = Incident(id=other, statements=(), title="")
    steps = ((*two, asked), (both, taken_in), (decision,), (drawn,), (approved(drawn),), two)
    for holder, words in zip((other, one, one, one, one, other), steps, strict=True):
        book.record(Act(kind="test", subject=one, words=words, by=PROGRAM, at=AT))
        assert book.docket.clocks() == Scan(book).clocks()
        assert {c.incident for c in book.docket.clocks()} <= {holder}
    assert [(c.task, c.about, c.incident) for c in book.docket.clocks()] == [(Task.RENEW, drawn.id, other)]
    book.close()

"""What overtakes an alert: a newer one that as many people approved as its policy asks for."""

from dataclasses import replace

from tests.duty.test_docket import approved, notice, proposal, ruled
from tests.scene import policy
from tocsin.casebook.docket import referred_to
from tocsin.model import NoticeKind, Person, Warn

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

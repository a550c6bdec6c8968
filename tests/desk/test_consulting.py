"""Speaking with others about a duty: on record, and never a reason to wait."""

from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, PROGRAM
from tests.sitting import Sitting
from tocsin.desk.consulting import consult, owed
from tocsin.desk.why import lines, why
from tocsin.model import Consultation, Consulted, DutyProposal, NotAllowed, NotFound, Refer

AGENCY = "Exercise Agency, its duty desk"


def spoken(desk: Sitting, duty: DutyProposal, outcome: Consulted, **more: Any) -> Consultation:
    told_ = {
        "whom": AGENCY,
        "because": "They said so by telephone.",
        "by": OFFICER,
        "at": day(7, 15),
        "required": False,
        **more,
    }
    return consult(duty.id, outcome=outcome, book=desk.book, **told_)


@pytest.fixture
def owing(desk: Sitting) -> DutyProposal:
    desk.take(told.WARNED, at=day(7))
    return desk.duty("hall")


@pytest.mark.parametrize("outcome", [c for c in Consulted if c is not Consulted.SETTLED])
def test_no_answer_of_anybody_stops_a_clock_or_a_warning(
    desk: Sitting, owing: DutyProposal, outcome: Consulted
) -> None:
    before = desk.duties()
    spoken(desk, owing, outcome)
    assert desk.duties() == before
    assert desk.notices(desk.rule(owing, at=day(7, 16)))


def test_with_no_time_the_warning_goes_first_and_the_originator_is_told_after(
    desk: Sitting, owing: DutyProposal
) -> None:
    assert "where there is no time, warn first" in " ".join(owed(owing.id, book=desk.book))
    spoken(desk, owing, Consulted.UNREACHED)
    assert owed(owing.id, book=desk.book) == ()
    desk.rule(owing, at=day(7, 16))
    assert "tell them as soon as it can be done" in " ".join(owed(owing.id, book=desk.book))
    spoken(desk, owing, Consulted.TOLD, at=day(7, 17))
    assert "as soon as it can be done" not in " ".join(owed(owing.id, book=desk.book))


def test_an_objection_is_no_waiver(desk: Sitting, owing: DutyProposal) -> None:
    spoken(desk, owing, Consulted.OBJECTS)
    assert desk.duty("hall") == owing
    desk.rule(owing, at=day(7, 16))
    assert "objects, and it was ruled to warn" in " ".join(owed(owing.id, book=desk.book))


def test_a_dispute_stays_open_until_it_is_settled_and_the_clock_runs_meanwhile(
    desk: Sitting, owing: DutyProposal
) -> None:
    with pytest.raises(NotAllowed, match="no dispute is open"):
        spoken(desk, owing, Consulted.SETTLED)
    spoken(desk, owing, Consulted.DISPUTED)
    assert desk.duty("hall").due == owing.due
    assert "a dispute is open" in owed(owing.id, book=desk.book)[0]
    desk.rule(owing, Refer(question="Which of the two offices is right?"), at=day(7, 16))
    assert desk.duty("hall").due == owing.due
    spoken(desk, owing, Consulted.SETTLED, whom="Exercise heads of both offices", at=day(7, 17))
    assert "a dispute is open" not in " ".join(owed(owing.id, book=desk.book))


@pytest.mark.parametrize("outcome", [Consulted.PUBLIC, Consulted.NOT_PUBLIC])
def test_once_our_own_are_told_it_is_decided_what_all_others_are_told(
    desk: Sitting, owing: DutyProposal, outcome: Consulted
) -> None:
    assert "everybody else" not in " ".join(owed(owing.id, book=desk.book))
    desk.rule(owing, at=day(7, 16))
    assert "everybody else who is exposed" in " ".join(owed(owing.id, book=desk.book))
    spoken(desk, owing, outcome, at=day(7, 17))
    assert "everybody else" not in " ".join(owed(owing.id, book=desk.book))


@pytest.mark.parametrize("blank", ["", " ", "-", "12"])
def test_it_is_said_with_whom_and_in_words(desk: Sitting, owing: DutyProposal, blank: str) -> None:
    for field in ("whom", "because"):
        with pytest.raises(NotAllowed, match=f"--{field}"):
            spoken(desk, owing, Consulted.CONSENTS, **{field: blank})
    assert desk.book.all(Consultation) == ()


def test_a_program_speaks_with_nobody(desk: Sitting, owing: DutyProposal) -> None:
    with pytest.raises(NotAllowed, match="only a person"):
        spoken(desk, owing, Consulted.CONSENTS, by=PROGRAM)


def test_of_what_is_no_duty_nothing_is_said(desk: Sitting) -> None:
    with pytest.raises(NotFound):
        consult(
            "0" * 64,
            outcome=Consulted.PUBLIC,
            whom="all",
            because="so",
            book=desk.book,
            by=OFFICER,
            at=day(7),
            required=False,
        )


def test_why_tells_with_whom_it_was_spoken_of(desk: Sitting, owing: DutyProposal) -> None:
    spoken(desk, owing, Consulted.UNREACHED, because="Nobody took the telephone at 15:00 or 15:10.")
    decision = desk.rule(owing, at=day(7, 16))
    for word in (owing, decision):
        said = "\n".join(words for _, words in lines(why(word, book=desk.book)))
        assert f"unreached: {AGENCY}" in said
        assert "Nobody took the telephone" in said

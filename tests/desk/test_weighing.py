"""What a warning itself may do is asked, shown and weighed; nothing waits for it, and nobody is silent by it."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import enrol, keys
from tests.desk.test_personal import item
from tests.scene import OFFICER, PROGRAM, policy
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin.casebook import Casebook
from tocsin.casebook.port import APART
from tocsin.desk import personal
from tocsin.desk.consulting import owed
from tocsin.desk.handover import lines_of
from tocsin.desk.weighing import in_words, of_notice, unweighed, weigh
from tocsin.desk.why import lines, why
from tocsin.duty.harms import HARMS
from tocsin.model import DutyProposal, Harm, Met, NotAllowed, NotFound, Policy, Weighed, Weighing, digest

__all__ = ["keys"]

ROWS = tuple(Harm(id=h, test=h, question=f"{h}?", source="the test", verified=False) for h in HARMS)
BECAUSE = "Ülo Näkk's wife knows already."


def asking() -> Policy:
    return replace(policy(*TESTS), harms=ROWS, digest=digest("asking"))


@pytest.fixture
def careful(desk: Sitting) -> Sitting:
    """A desk whose policy asks of every harm; it owes the hall a decision."""
    desk.office = office(policies=(asking(),))
    desk.take(told.WARNED, at=day(7))
    return desk


def weighed(desk: Sitting, harm: str, how: Weighed = Weighed.ALL_THE_SAME, **more: object) -> Weighing:
    given = {"because": BECAUSE, "by": OFFICER, "at": day(7, 12), "required": False, **more}
    return weigh(desk.duty("hall").id, harm=harm, weighed=how, book=desk.book, **given)  # type: ignore[arg-type]


def test_a_warning_goes_out_though_nobody_weighed_anything(careful: Sitting) -> None:
    duty = careful.duty("hall")
    assert {f.rule for f in unweighed(duty.id, book=careful.book)} == {
        f.rule for f in duty.harms if f.met is not Met.NO
    }
    box = Postbox()
    careful.warned("hall", at=day(7, 13), by=box)
    assert box.sent


def test_what_is_not_weighed_is_owed_once_it_is_ruled_to_warn_and_no_longer_when_it_is(careful: Sitting) -> None:
    duty = careful.duty("hall")
    assert "not weighed" not in " ".join(owed(duty.id, book=careful.book))
    asked = [f.rule for f in unweighed(duty.id, book=careful.book)]
    weighed(careful, asked[0])
    careful.rule(duty, at=day(7, 13))
    (line,) = (each for each in owed(duty.id, book=careful.book) if "not weighed" in each)
    assert asked[0] not in line
    for harm in asked[1:]:
        assert harm in line
        weigh(
            duty.id, harm=harm, weighed=Weighed.ANOTHER_WAY, because="By her lawyer.", book=careful.book, by=OFFICER,
            at=day(7, 14), required=False,
        )  # fmt: skip
    assert "not weighed" not in " ".join(owed(duty.id, book=careful.book))


@pytest.mark.parametrize("how", Weighed)
def test_no_weighing_changes_what_is_proposed_or_when_it_is_due(careful: Sitting, how: Weighed) -> None:
    before = careful.book.docket.clocks(), careful.duties()
    for harm in HARMS:
        weighed(careful, harm, how)
    assert (careful.book.docket.clocks(), careful.duties()) == before
    assert careful.notices(careful.rule(careful.duty("hall"), at=day(7, 13)))


def test_whoever_approves_is_shown_each_harm_and_what_was_made_of_it(careful: Sitting) -> None:
    weighed(careful, "sets-off-panic")
    notice = careful.briefing(careful.rule(careful.duty("hall"), at=day(7, 13)))
    shown = dict(zip(HARMS, of_notice(notice, book=careful.book), strict=True))
    assert f"weighed by {OFFICER.name}, all-the-same: {BECAUSE}" in shown["sets-off-panic"]
    assert "endangers-others? unknown" in shown["endangers-others"]
    assert "NOT WEIGHED by anybody" in shown["endangers-others"]
    assert not any("panic" in line.text or "harm" in line.text for line in (*notice.above, *notice.below))
    assert "NOT WEIGHED" not in notice.body


def test_a_later_weighing_stands(careful: Sitting) -> None:
    weighed(careful, "sets-off-panic")
    weighed(careful, "sets-off-panic", Weighed.ANOTHER_WAY, because="By the steward.", at=day(7, 13))
    (line,) = (each for each in in_words(careful.duty("hall").id, book=careful.book) if "sets-off-panic" in each)
    assert "another-way: By the steward." in line
    assert BECAUSE not in line
    assert len(careful.book.all(Weighing)) == 2, "what was weighed before stays on record"


def test_what_cannot_be_weighed_is_refused(careful: Sitting) -> None:
    with pytest.raises(NotAllowed, match="it asks of no harm called"):
        weighed(careful, "credible")
    with pytest.raises(NotAllowed, match="not said why"):
        weighed(careful, "sets-off-panic", because=" .")
    with pytest.raises(NotAllowed, match="only a person"):
        weighed(careful, "sets-off-panic", by=PROGRAM)
    with pytest.raises(NotFound):
        weigh(
            "0" * 64, harm="sets-off-panic", weighed=Weighed.ALL_THE_SAME, because="So.", book=careful.book, by=OFFICER,
            at=day(7), required=False,
        )  # fmt: skip
    assert careful.book.all(Weighing) == ()


def test_why_and_the_hand_over_tell_it(careful: Sitting) -> None:
    made = weighed(careful, "sets-off-panic")
    duty = careful.duty("hall")
    said = "\n".join(words for _, words in lines(why(duty, book=careful.book)))
    assert "harm of the warning itself, endangers-others: unknown" in said
    assert (
        f"harm weighed, sets-off-panic: all-the-same, at {day(7, 12).isoformat()} by {OFFICER.name}: {BECAUSE}" in said
    )
    ((_, handed),) = lines_of(made, book=careful.book)
    assert handed == f"the harm of warning hall weighed (sets-off-panic), all-the-same: {BECAUSE}"


def test_its_words_lie_apart_and_go(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    kept.office = office(policies=(asking(),))
    kept.take(told.WARNED, at=day(7))
    made = weighed(kept, "sets-off-panic")
    assert APART.fullmatch(made.because)
    view = kept.book.view_digest()
    kept.book.rebuild()
    assert kept.book.view_digest() == view
    personal.erase(
        item(kept.book, BECAUSE).id, because="they asked", by=OFFICER, key=None, required=False, book=kept.book,
        at=day(8),
    )  # fmt: skip
    assert kept.book.verify(keys=()).sound
    assert "erased on" in " ".join(in_words(kept.duty("hall").id, book=kept.book))


def test_a_proposal_of_before_asks_of_nothing(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    (duty,) = (p for p in desk.book.all(DutyProposal) if p.protected == "hall")
    assert duty.harms == ()
    assert unweighed(duty.id, book=desk.book) == ()


def test_it_is_signed_where_there_is_a_key_and_the_record_proves_it(
    kept: Sitting, keys: dict[str, Ed25519PrivateKey]
) -> None:
    assert isinstance(kept.book, Casebook)
    kept.office = office(policies=(asking(),))
    kept.take(told.WARNED, at=day(7))
    enrol(kept, keys)
    for wrong, said in ((None, "did not sign it"), (keys[APPROVER.name], "not on record as")):
        with pytest.raises(NotAllowed, match=said):
            weighed(kept, "sets-off-panic", key=wrong)
    weighed(kept, "sets-off-panic", key=keys[OFFICER.name])
    verdict = kept.book.verify(keys=())
    assert verdict.sound
    assert "1 acts of people bear the signature of who they name" in verdict.holds

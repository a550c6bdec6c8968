"""What people judge at the desk: links, marks, assessments; their word stands beside ours or over it."""

from datetime import timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.looking import fact, strings
from tests.scene import OFFICER
from tests.sitting import Sitting
from tocsin.desk import people
from tocsin.desk.apart import read
from tocsin.desk.current import program_assessment
from tocsin.desk.dossier import dossier
from tocsin.desk.dossier.shelf import title
from tocsin.model import (
    Assessment,
    Confidence,
    Credibility,
    Grade,
    Judgement,
    Likelihood,
    Link,
    Met,
    NotAllowed,
    NotFound,
    Person,
    Reliability,
    Status,
)


def test_a_person_joins_two_incidents_and_the_older_id_stays(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.ELSEWHERE, at=day(7, 14))
    old, new = desk.incident(told.WARNED), desk.incident(told.ELSEWHERE)
    assert old.id != new.id
    link = desk.judge(old.id, new.id, Judgement.SAME, at=day(8))
    assert link.by == OFFICER
    assert desk.incident(told.ELSEWHERE).id == old.id
    assert desk.holder(new.id).id == old.id
    assert new.id in desk.incident(told.WARNED).aliases


@pytest.mark.parametrize("back", [Judgement.UNSURE, Judgement.DIFFERENT])
def test_what_a_person_joined_is_parted_by_the_same_names(desk: Sitting, back: Judgement) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.ELSEWHERE, at=day(7, 14))
    old, new = desk.incident(told.WARNED), desk.incident(told.ELSEWHERE)
    desk.judge(old.id, new.id, Judgement.SAME, at=day(8))
    desk.judge(old.id, new.id, back, at=day(8, 13))
    assert desk.incident(told.WARNED) == old
    assert desk.incident(told.ELSEWHERE) == new


def test_a_person_parts_what_the_program_joined_and_takes_it_back(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.HAPPENED, at=day(22, 21))
    one = desk.incident(told.WARNED)
    assert desk.incident(told.HAPPENED) == one
    warned, happened = desk.said(told.WARNED).id, desk.said(told.HAPPENED).id
    desk.judge(warned, happened, Judgement.DIFFERENT, at=day(23))
    assert desk.incident(told.HAPPENED).id != desk.incident(told.WARNED).id
    desk.judge(warned, happened, Judgement.UNSURE, at=day(24))
    assert desk.incident(told.HAPPENED) == desk.incident(told.WARNED)
    assert desk.incident(told.WARNED).id == one.id


def test_parting_what_happened_from_what_is_feared_opens_the_duty_again(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(22, 21))
    desk.take(told.WARNED, at=day(22, 22))
    assert desk.duties() == ()
    desk.judge(desk.said(told.WARNED).id, desk.said(told.HAPPENED).id, Judgement.DIFFERENT, at=day(22, 23))
    assert {p.protected for p in desk.duties()} == {"hall", "school"}
    assert desk.duty("hall").became_aware == day(22, 22)


def test_no_later_report_undoes_a_persons_word(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.HAPPENED, at=day(22, 21))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.HAPPENED).id, Judgement.DIFFERENT, at=day(23))
    desk.take(told.DEAD, told.CLAIMED, at=day(23, 14))
    assert desk.incident(told.WARNED).id != desk.incident(told.HAPPENED).id


def test_both_voices_on_a_pair_stay_on_record(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.HAPPENED, at=day(22, 21))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.HAPPENED).id, Judgement.DIFFERENT, at=day(23))
    found = {(isinstance(x.by, Person), x.judgement) for x in desk.book.all(Link)}
    assert {(True, Judgement.DIFFERENT), (False, Judgement.SAME)} <= found


def test_a_statement_is_not_linked_with_itself(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    only = desk.incident(told.WARNED).id
    with pytest.raises(NotAllowed, match="the same statement"):
        desk.judge(only, only, Judgement.SAME, at=day(8))
    with pytest.raises(NotFound, match="tocsin incidents lists them"):
        desk.judge(only, "0" * 64, Judgement.SAME, at=day(8))


def mark(desk: Sitting, sentence: str, marks: str, *, day_: int = 8) -> Grade:
    return people.mark(
        desk.said(sentence).id, reliability=Reliability(marks[0]), credibility=Credibility(marks[1]),
        because="I know the man", book=desk.book, office=desk.office, by=OFFICER, at=day(day_),
    )  # fmt: skip


def test_a_persons_marks_stand_over_the_programs(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    made = mark(desk, told.WARNED, "A2")
    assert desk.book.all(Grade) == (made,)
    desk.take(told.HAPPENED, at=day(22, 21))
    stands = next(g for g in desk.book.all(Grade) if g.statement == made.statement)
    assert stands == made
    again = mark(desk, told.WARNED, "C3", day_=23)
    assert next(g for g in desk.book.all(Grade) if g.statement == made.statement) == again


def test_marks_change_what_is_proposed(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    assert next(f for f in desk.duty("hall").findings if f.rule == "credible").met is Met.UNKNOWN
    mark(desk, told.WARNED, "A2")
    assert next(f for f in desk.duty("hall").findings if f.rule == "credible").met is Met.YES
    assert desk.duty("hall").because == "every test is met"
    mark(desk, told.WARNED, "E5", day_=9)
    proposal = desk.duty("hall")
    assert proposal.because.startswith("credible is not met")
    assert proposal.because.endswith("a person decides")


def test_marking_what_is_not_there_is_refused(desk: Sitting) -> None:
    with pytest.raises(NotFound, match="no such statement"):
        people.mark(
            "0" * 64, reliability=Reliability.A, credibility=Credibility.CONFIRMED, because="", book=desk.book,
            office=desk.office, by=OFFICER, at=day(8),
        )  # fmt: skip
    assert desk.book.all(Grade) == ()


def assess(desk: Sitting, actor: str | None) -> Assessment:
    return people.assess(
        desk.incident(told.HAPPENED).id, actor=actor, likelihood=Likelihood.VERY_LIKELY, confidence=Confidence.HIGH,
        note="I saw the film.", book=desk.book, by=OFFICER, at=day(24), required=False,
    )  # fmt: skip


def test_a_persons_assessment_is_signed_and_stands_beside_ours(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    before = program_assessment(desk.book, desk.incident(told.HAPPENED).id)
    made = assess(desk, "islamic-state")
    (signed,) = (a for a in made.attributions if a.signed)
    assert (signed.signed, signed.likelihood, signed.confidence) == (OFFICER, Likelihood.VERY_LIKELY, Confidence.HIGH)
    assert read(made, book=desk.book).note == "I saw the film."
    ours = program_assessment(desk.book, made.incident)
    assert ours == before
    assert all(a.signed is None for a in ours.attributions)
    assert set(desk.book.all(Assessment, parent=made.incident)) == {ours, made}


def test_after_a_person_has_signed_ours_goes_on_growing(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    made = assess(desk, "islamic-state")
    desk.take(told.CONFIRMED, told.ACCUSED, told.DENIED, at=day(25))
    ours = program_assessment(desk.book, made.incident)
    assert {a.actor.id for a in ours.attributions if a.actor} == {"islamic-state", "isis-k", "country:UA"}
    assert Status.CONFIRMED in {s.status for a in ours.attributions for s in a.standings}
    assert any(a == made for a in desk.book.all(Assessment, parent=made.incident))


def test_all_rivals_stay_in_view_and_what_was_signed_before_stays_signed(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    first = assess(desk, "islamic-state")
    both = assess(desk, None)
    assert [a.actor.id if a.actor else None for a in both.attributions] == ["islamic-state", None]
    assert {a.actor.id if a.actor else None for a in first.attributions if a.signed} == {"islamic-state"}
    assert all(a.signed == OFFICER for a in both.attributions)


def test_unknown_can_be_signed_and_nobody_who_is_not_named(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    (signed,) = (a for a in assess(desk, None).attributions if a.signed)
    assert signed.actor is None
    with pytest.raises(NotFound, match="they are islamic-state, unknown"):
        assess(desk, "somebody-else")


def test_every_act_of_a_person_bears_the_name_and_the_moment(kept: Sitting) -> None:
    kept.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    mark(kept, told.CLAIMED, "B3", day_=23)
    assess(kept, None)
    acts = {e.kind: (e.by, e.at) for e in kept.book.entries()}  # type: ignore[attr-defined]
    assert acts["grade"] == (OFFICER, day(23))
    assert acts["assessment"] == (OFFICER, day(24))
    assert day(24) - acts["arrival"][1] > timedelta(0)


def test_of_two_incidents_that_a_person_joined_the_program_thinks_one_thing(desk: Sitting) -> None:
    """What it thought of either before is on record, and is no opinion of what they are now; a person's stays."""
    desk.take(told.ELSEWHERE, at=day(7))
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    first, second = desk.incident(told.ELSEWHERE).id, desk.incident(told.HAPPENED).id
    assess(desk, None)
    people.judge(
        first, second, judgement=Judgement.SAME, because="one plan", book=desk.book, office=desk.office, by=OFFICER,
        at=day(25),
    )  # fmt: skip
    (case,) = dossier(desk.book, office=desk.office, at=day(26)).cases
    assert [opinion.signed for opinion in case.opinions].count(False) == 1
    assert [opinion.by for opinion in case.opinions if opinion.signed] == [OFFICER.name]


def test_who_did_a_thing_of_which_one_sentence_is_said_is_shown_as_a_person_sees_it(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(22, 21))
    assert dossier(desk.book, office=desk.office, at=day(26)).cases == ()
    assess(desk, None)
    (case,) = dossier(desk.book, office=desk.office, at=day(26)).cases
    assert [opinion.by for opinion in case.opinions if opinion.signed] == [OFFICER.name]


def test_a_persons_assessment_says_that_what_it_rests_on_lies_elsewhere_now(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    assess(desk, "islamic-state")
    before = dossier(desk.book, office=desk.office, at=day(25))
    assert not any("JUDGE ANEW" in words for words in strings(before))
    desk.judge(desk.said(told.HAPPENED).id, desk.said(told.CLAIMED).id, Judgement.DIFFERENT, at=day(25))
    after = dossier(desk.book, office=desk.office, at=day(26))
    (opinion,) = (o for case in after.cases for o in case.opinions if o.signed)
    claimed = title(desk.incident(told.CLAIMED))
    left = f"JUDGE ANEW: 1 statement that it rests on is part of another incident now: {claimed}"
    assert fact(opinion.facts, "rests on what is elsewhere now") == left
    assert any(fact(g.facts, "reassess") == left for g in after.glance)
    desk.judge(desk.said(told.HAPPENED).id, desk.said(told.CLAIMED).id, Judgement.UNSURE, at=day(27))
    again = dossier(desk.book, office=desk.office, at=day(28))
    assert not any("JUDGE ANEW" in words for words in strings(again))

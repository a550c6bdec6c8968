"""Who is blamed, claimed, confirmed, denied, and what would change it."""

import moscow
import pytest
from builder import AT, BY, IS, ISISK, MOSCOW, RU, SINAI, UA, US, Page, day
from desk import graded, of, statuses

from tocsin import grading
from tocsin.model import (
    Assessment,
    Certainty,
    Confidence,
    Credibility,
    Kind,
    Likelihood,
    Mention,
    MentionKind,
    Polarity,
    Reliability,
    Stage,
    Statement,
    Status,
)

TOLD = moscow.statements()
PLACE = (("Moscow", MOSCOW),)


def assessed(held: dict[str, Statement] | list[Statement], *pages: Page, of_: Statement) -> Assessment:
    """The assessment of the incident of a statement."""
    every = list(held.values()) if isinstance(held, dict) else held
    incidents, _, assessments, _ = graded(every, *pages)
    return assessments[next(i.id for i in incidents if of_.id in i.statements)]


@pytest.fixture(scope="module")
def hall() -> Assessment:
    return assessed(TOLD, moscow.PAGE, of_=TOLD["attack"])


def test_a_claim_by_an_unnamed_branch_goes_to_the_only_branch_named_and_says_so(hall: Assessment) -> None:
    branch = of(hall, ISISK)
    assert {Status.CLAIMED, Status.CONFIRMED} <= statuses(branch)
    assert "the only branch that the report names" in branch.because
    assert not any(a.actor and a.actor.id == IS.id for a in hall.attributions)


def test_the_confirmation_has_one_origin_and_no_rival_is_named(hall: Assessment) -> None:
    branch = of(hall, ISISK)
    assert "confirmed (United States officials)" in branch.because
    assert "no rival is named" in branch.because
    # what the report tells of plans in its own voice goes back to those who warned of them, and is no second origin
    assert (branch.likelihood, branch.confidence) == (Likelihood.VERY_LIKELY, Confidence.LOW)
    wanted = f"An independent confirmation of the part of {ISISK.name} by someone other than United States officials."
    assert wanted in hall.would_change


def test_a_claim_and_a_confirmation_that_only_wording_joins_are_not_one_ground(hall: Assessment) -> None:
    whole = of(hall, ISISK)
    (confirmed,) = (s.statements for s in whole.standings if s.status is Status.CONFIRMED)
    part = {s.id: "confirmed" if s.id in confirmed else "claimed" for s in TOLD.values()}
    incidents, _, assessments, _ = graded(list(TOLD.values()), moscow.PAGE, part=part)
    parted = of(assessments[next(i.id for i in incidents if TOLD["attack"].id in i.statements)], ISISK)
    assert (whole.likelihood, parted.likelihood) == (Likelihood.VERY_LIKELY, Likelihood.LIKELY)
    assert statuses(parted) == statuses(whole)
    assert "it rests on: confirmed by an authority, not claimed" in parted.because


def test_a_sound_source_that_only_wording_joins_makes_nobody_surer() -> None:
    pages = [
        Page(
            f"Islamic State gunmen struck a hall in Moscow on Friday, {name} wrote.",
            published=day(2024, 3, 22),
            source=name,
        )
        for name in ("tabloid", "gazette", "herald", "wire")
    ]
    held = [
        page.says(Kind.ATTACK, "gunmen struck a hall in Moscow", stage=Stage.ACCOMPLISHED, place=PLACE,
                  actor=(("Islamic State", IS),), time=(("Friday", day(2024, 3, 22)),))
        for page in pages
    ]  # fmt: skip
    found = []
    for part in ({}, {held[-1].id: "by wording"}):
        incidents, _, made, _ = graded(held, *pages, letters={"wire": Reliability.A}, part=part)
        assert len(incidents) == 1
        found.append(of(made[incidents[0].id], IS).confidence)
    assert found == [Confidence.HIGH, Confidence.MODERATE]


def test_unknown_is_among_the_rivals(hall: Assessment) -> None:
    assert of(hall, None).likelihood is Likelihood.VERY_UNLIKELY


def test_a_claim_that_nobody_vouches_for_is_claimed_only() -> None:
    bombing = of(assessed(TOLD, moscow.PAGE, of_=TOLD["bombings"]), ISISK)
    assert Status.CLAIMED in statuses(bombing)
    assert Status.CONFIRMED not in statuses(bombing)
    assert bombing.likelihood is Likelihood.ROUGHLY_EVEN
    assert bombing.confidence is Confidence.LOW


def test_weakness_and_the_attacks_abroad_are_shown_with_both_sides(hall: Assessment) -> None:
    (look,) = hall.due
    assert look.statement == TOLD["weaker"].id
    assert look.against == (TOLD["attack"].id, TOLD["again"].id)
    assert "outside its home territory (AF)" in look.because


def test_a_foiled_plot_makes_no_assessment_due() -> None:
    assert assessed(TOLD, moscow.PAGE, of_=TOLD["plots"]).due == ()


def branch_of(page: Page, quote: str) -> Mention:
    """A mention of an unnamed branch of the Islamic State."""
    return Mention(span=page.span(quote), kind=MentionKind.ACTOR, candidates=(ISISK, SINAI))


def test_a_branch_that_the_report_does_not_name_stays_unnamed_and_is_not_its_parent() -> None:
    page = Page("Gunmen struck a hall in Moscow. A branch of the Islamic State claimed the attack.")
    attack = page.says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, stage=Stage.ACCOMPLISHED)
    claim = page.says(Kind.CLAIM, "claimed the attack", by=(branch_of(page, "A branch of the Islamic State"),))
    found = assessed([attack, claim], page, of_=attack)
    (named,) = (a for a in found.attributions if a.actor)
    assert named.actor is not None
    assert named.actor.id == "islamic-state/branch-unnamed"
    assert named.actor.part_of == IS.id
    assert any("which branch" in sentence for sentence in found.would_change)


def test_a_parent_and_its_branch_are_two_attributions() -> None:
    page = Page("Gunmen struck a hall in Moscow. The Islamic State claimed the attack. US officials blamed ISIS-K.")
    attack = page.says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, stage=Stage.ACCOMPLISHED)
    claim = page.says(Kind.CLAIM, "claimed the attack", by=(("The Islamic State", IS),), place=(), time=())
    blame = page.says(Kind.ACCUSATION, "US officials blamed ISIS-K", by=(("US officials", US),),
                      actor=(("ISIS-K", ISISK),), place=PLACE)  # fmt: skip
    held = [attack, claim, blame]
    found = assessed(held, page, of_=attack)
    assert statuses(of(found, IS)) == {Status.CLAIMED}
    assert statuses(of(found, ISISK)) == {Status.ACCUSED_BY_AUTHORITIES}


def confirmed_by(speaker: tuple[str, object], **more: object) -> set[Status]:
    """The statuses of a claimant after somebody confirms its claim."""
    quote, actor = speaker
    page = Page(f"Gunmen struck a hall in Moscow. ISIS-K claimed the attack, and {quote} confirmed the claim.")
    attack = page.says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, stage=Stage.ACCOMPLISHED)
    claim = page.says(Kind.CLAIM, "ISIS-K claimed the attack", by=(("ISIS-K", ISISK),))
    said = page.says(Kind.CONFIRMATION, "confirmed the claim", by=((quote, actor),), **more)  # type: ignore[arg-type]
    return statuses(of(assessed([attack, claim, said], page, of_=attack), ISISK))


def test_only_an_authority_of_another_origin_confirms() -> None:
    assert Status.CONFIRMED in confirmed_by(("US officials", US))
    assert Status.CONFIRMED not in confirmed_by(("the Islamic State", IS))
    assert Status.CONFIRMED not in confirmed_by(("an analyst", None))


def test_a_hedge_or_a_refusal_confirms_nothing() -> None:
    assert Status.CONFIRMED not in confirmed_by(("US officials", US), certainty=Certainty.PROBABLE)
    assert Status.CONFIRMED not in confirmed_by(("US officials", US), polarity=Polarity.NEGATIVE)


def test_accused_and_denied_is_shown_from_both_sides() -> None:
    said = "Russia said Ukraine was behind the attack. Ukraine denied any part in the attack."
    page = Page(f"Gunmen struck a hall in Moscow. {said}")
    attack = page.says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, stage=Stage.ACCOMPLISHED)
    blame = page.says(Kind.ACCUSATION, "Ukraine was behind the attack", by=(("Russia", RU),), actor=(("Ukraine", UA),))
    denial = page.says(Kind.DENIAL, "denied any part in the attack", by=(("Ukraine denied", UA),),
                       polarity=Polarity.NEGATIVE)  # fmt: skip
    _, grades, assessments, _ = graded([attack, blame, denial], page)
    (found,) = assessments.values()
    kyiv = of(found, UA)
    assert statuses(kyiv) == {Status.ACCUSED_BY_AUTHORITIES, Status.DENIED}
    assert (kyiv.supporting, kyiv.contradicting) == ((blame.id,), (denial.id,))
    assert kyiv.likelihood is Likelihood.UNLIKELY
    assert grades[blame.id].credibility is Credibility.DOUBTFUL
    assert grades[denial.id].credibility is Credibility.DOUBTFUL


def test_a_denial_of_a_warning_blames_nobody() -> None:
    page = Page("Gunmen struck a hall in Moscow. Russia denied that it had been warned of the attack.")
    attack = page.says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, stage=Stage.ACCOMPLISHED)
    denial = page.says(Kind.DENIAL, "denied that it had been warned of the attack", by=(("Russia", RU),),
                       polarity=Polarity.NEGATIVE)  # fmt: skip
    found = assessed([attack, denial], page, of_=attack)
    assert [a.actor for a in found.attributions] == [None]


def test_what_changed_is_said_sentence_by_sentence() -> None:
    every = list(TOLD.values())
    fewer = [s for s in every if s.id != TOLD["confirmation"].id]
    before = assessed(fewer, moscow.PAGE, of_=TOLD["attack"])
    incidents, grades, _, origins = graded(every, moscow.PAGE)
    incident = next(i for i in incidents if TOLD["attack"].id in i.statements)
    after = grading.assess(incident, evidence=grading.evidence({s.id: s for s in every}, origins), grades=grades,
                           previous=before, by=BY, at=AT)  # fmt: skip
    assert f"{ISISK.name} is now also confirmed." in after.changed
    assert f"That it was {ISISK.name} went from likely to very likely." in after.changed
    again = grading.assess(incident, evidence=grading.evidence({s.id: s for s in every}, origins), grades=grades,
                           previous=after, by=BY, at=AT)  # fmt: skip
    assert again.changed == ()


def test_letters_come_from_the_desk_and_f_is_their_absence() -> None:
    _, grades, _, _ = graded(list(TOLD.values()), moscow.PAGE, letters={"harbour": Reliability.B})
    assert {g.reliability for g in grades.values()} == {Reliability.B}
    _, grades, _, _ = graded(list(TOLD.values()), moscow.PAGE)
    assert {g.reliability for g in grades.values()} == {Reliability.F}
    assert all("cannot be judged" in g.because for g in grades.values())


def test_a_statement_about_no_incident_cannot_be_judged() -> None:
    _, grades, _, _ = graded(list(TOLD.values()), moscow.PAGE)
    assert grades[TOLD["arm"].id].credibility is Credibility.UNKNOWN


def test_two_papers_with_their_own_eyes_give_the_first_mark() -> None:
    then = day(2024, 3, 22)
    eyes = "A hall in Moscow was stormed by men with rifles on Friday."
    pages = [Page("Gunmen struck a hall in Moscow on Friday.", source="post", published=then),
             Page(eyes, source="wire", published=then)]  # fmt: skip
    friday = (("on Friday", day(2024, 3, 22)),)
    held = [
        pages[0].says(Kind.ATTACK, "struck a hall in Moscow", place=PLACE, time=friday, stage=Stage.ACCOMPLISHED),
        pages[1].says(Kind.ATTACK, "A hall in Moscow was stormed", place=PLACE, time=friday, stage=Stage.ACCOMPLISHED),
    ]
    _, grades, _, _ = graded(held, *pages)
    assert {g.credibility for g in grades.values()} == {Credibility.CONFIRMED}

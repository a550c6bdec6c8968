"""The tear line: whatever a reader may not see changes not one letter of what stands below it, and shows nowhere."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.release.notices import HALL, WARNED, Drawn, drawn, halves, one, tree
from tests.release.plants import PLANTS, SECRET, Plant, named
from tests.scene import AT, OFFICER, assessment, decision, entry, incident
from tocsin.model import Attribution, Confidence, Finding, Likelihood, Met, Notice, Standing, Status, Tlp
from tocsin.release.substance import ADVICE, NOT_TO_BE_DESCRIBED

MARKINGS = [Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED, None]
"""None: a report that bears no marking at all is kept back like the strictest."""


def told(plant: Plant | None, marking: Tlp | None, *, clearance: Tlp = Tlp.CLEAR) -> Drawn:
    """The notices with a secret planted beside what everybody knows, or without one."""
    held = (WARNED, *(plant.statements if plant else ()))
    markings = {WARNED.report: Tlp.CLEAR} | ({SECRET: marking} if marking else {})
    about = incident(*held, **((plant.changes if plant else None) or {}))
    return drawn(
        *held, markings=markings, whom=replace(HALL, clearance=clearance), about=about,
        assessment=assessment(about, *(plant.rivals if plant else ())),
    )  # fmt: skip


def open_part(notice: Notice) -> str:
    """What anybody may come to see of a notice: an alert whole, a briefing below its line; and its headline."""
    text = halves(notice)[1] if notice.media_type == "text/plain" else notice.body
    return "\n".join((notice.headline, text, *(line.text for line in notice.below), str(notice.expires)))


@pytest.mark.parametrize("plant", PLANTS, ids=named)
@pytest.mark.parametrize("marking", MARKINGS, ids=str)
def test_a_secret_changes_nothing_below_the_line_nor_in_the_alert(plant: Plant, marking: Tlp | None) -> None:
    with_, without = told(plant, marking), told(None, marking)
    assert open_part(with_.briefing) == open_part(without.briefing)
    assert open_part(with_.alert) == open_part(without.alert)
    assert with_.alert.expires == without.alert.expires
    assert (with_.alert.below, with_.briefing.below) == (without.alert.below, without.briefing.below)


@pytest.mark.parametrize("plant", PLANTS, ids=named)
@pytest.mark.parametrize("marking", MARKINGS, ids=str)
def test_a_secret_shows_nowhere_to_whoever_may_not_see_it(plant: Plant, marking: Tlp | None) -> None:
    found = told(plant, marking)
    assert plant.words
    for notice in found.notices:
        shown = "\n".join((notice.body, notice.headline, notice.identifier, *(x.text for x in notice.above)))
        assert [word for word in plant.words if word.casefold() in shown.casefold()] == []
        assert not {s.id for s in plant.statements} & set(notice.draws_on)
        assert {s.id for s in plant.statements} <= set(notice.withholds)


@pytest.mark.parametrize("plant", PLANTS, ids=named)
def test_whoever_is_cleared_is_told_above_the_line_and_still_not_below(plant: Plant) -> None:
    found, without = told(plant, Tlp.RED, clearance=Tlp.RED), told(None, Tlp.RED)
    above, _ = halves(found.briefing)
    assert open_part(found.briefing) == open_part(without.briefing)
    assert open_part(found.alert) == open_part(without.alert)
    if plant.quoted:
        assert [word for word in plant.words if word not in above] == []
    assert found.briefing.marking is Tlp.RED


@pytest.mark.parametrize("plant", PLANTS, ids=named)
def test_a_plant_that_is_not_secret_is_seen(plant: Plant) -> None:
    """The check itself: with the secret marked for everybody, something of what anybody sees or is told differs."""
    found, without = told(plant, Tlp.CLEAR), told(None, Tlp.CLEAR)
    seen = [n.body for n in found.notices], [n.disclosures for n in found.notices]
    unseen = [n.body for n in without.notices], [n.disclosures for n in without.notices]
    assert seen != unseen
    assert not found.briefing.withholds or set(found.briefing.withholds) <= {s.id for s in (WARNED, *plant.statements)}


def test_at_least_twenty_secrets_are_planted() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS) >= 20


@given(st.sets(st.sampled_from(range(len(PLANTS))), min_size=1), st.sampled_from(MARKINGS))
def test_no_heap_of_secrets_changes_a_letter_either(chosen: set[int], marking: Tlp | None) -> None:
    plants = [PLANTS[n] for n in sorted(chosen)]
    heap = Plant(
        name="heap", statements=tuple(dict.fromkeys(s for p in plants for s in p.statements)), words=(),
        rivals=tuple(r for p in plants for r in p.rivals),
    )  # fmt: skip
    found, without = told(heap, marking), told(None, marking)
    assert [open_part(n) for n in found.notices] == [open_part(n) for n in without.notices]


def test_a_secret_that_was_recorded_first_shows_in_no_identifier_that_could_be_read() -> None:
    plant = PLANTS[0]
    held = (*plant.statements, WARNED)
    found = drawn(*held, markings={WARNED.report: Tlp.CLEAR, SECRET: Tlp.RED}, whom=HALL)
    without = told(None, None)
    assert halves(found.briefing)[1] == halves(without.briefing)[1]
    body = found.alert.body.replace(found.alert.identifier, without.alert.identifier)
    assert body == without.alert.body
    assert not any(s.id[:8] in notice.body for s in plant.statements for notice in found.notices)


def test_what_the_officer_weighed_is_told_to_nobody() -> None:
    finding = Finding(rule="credible", met=Met.YES, statements=(WARNED.id,), because="Ondrek of the Halcyon service")
    weighed = decision(incident(WARNED), HALL, findings=(finding,))
    for notice in drawn(WARNED, decision=weighed).notices:
        assert "Ondrek" not in notice.body
        assert "Halcyon" not in notice.body


def test_below_the_line_nobody_is_named_who_told_who_decided_or_who_else_was_told() -> None:
    whom = entry("lantern", clearance=Tlp.RED, groups=("venues",))
    found = drawn(WARNED, whom=whom)
    _, below = halves(found.briefing)
    for word in ("embassy", OFFICER.name, whom.name, "lantern", "house.example", "venues", "TLP", "AMBER", "clearance"):
        assert word.casefold() not in below.casefold()
        assert word.casefold() not in found.alert.body.casefold()


# --- what is left is enough to act on ------------------------------------------------------------------------


def test_below_the_line_stands_all_that_somebody_needs_who_has_nothing_else() -> None:
    _, below = halves(told(PLANTS[0], Tlp.RED).briefing)
    lines = [line for line in below.splitlines() if line]
    assert lines[0] == lines[-1] == "EXERCISE - EXERCISE - EXERCISE"
    assert "An attack is feared on: “large gatherings”." in lines
    assert "Where: Moscow." in lines
    assert any(line.startswith("When: ") and "8 March 2024 to 9 March 2024" in line for line in lines)
    assert any(line.startswith("How sure: ") for line in lines)
    assert [line.text for line in ADVICE if line.text not in lines] == []
    assert any(line.startswith("This holds until 10 March 2024, 12:00 (UTC+00:00)") for line in lines)


def test_where_all_is_secret_they_are_told_that_there_is_a_danger_and_what_to_do() -> None:
    found = drawn(WARNED, markings={WARNED.report: Tlp.RED})
    above, below = halves(found.briefing)
    assert NOT_TO_BE_DESCRIBED.text in below
    assert all(line.text in below for line in ADVICE)
    assert "Some of what we know is marked above your clearance and is kept back." in above
    assert "Moscow" not in found.briefing.headline + found.briefing.body.replace(HALL.name, "")


def test_the_public_alert_and_the_part_below_the_line_say_the_same() -> None:
    found = told(None, None)
    assert found.alert.below == found.briefing.below
    assert all(line.text in one(tree(found.alert), "description") for line in found.alert.below if line.draws_on)


# --- what stands above ---------------------------------------------------------------------------------------


def test_likelihood_is_told_only_to_whom_nothing_is_kept_back() -> None:
    """A band is weighed against every rival, so that it tells of those that may not be named."""
    front = next(p for p in PLANTS if p.name == "a rival that a secret strengthens").rivals[0].actor
    known = Attribution(
        incident="i", actor=front, standings=(Standing(status=Status.ACCUSED, statements=(WARNED.id,)),),
        likelihood=Likelihood.UNLIKELY, confidence=Confidence.LOW, supporting=(WARNED.id,), contradicting=(),
        origins=(), because="accused",
    )  # fmt: skip
    secret = PLANTS[0].statements
    about = incident(WARNED, *secret)
    markings = {WARNED.report: Tlp.CLEAR, SECRET: Tlp.RED}
    for clearance, whole in ((Tlp.AMBER, False), (Tlp.RED, True)):
        whom = replace(HALL, clearance=clearance)
        found = drawn(WARNED, *secret, whom=whom, markings=markings, about=about, assessment=assessment(about, known))
        above, _ = halves(found.briefing)
        assert "Known Front: accused." in above
        assert ("Proposed likelihood: unlikely." in above) is whole
        assert ("Confidence in that judgement: low." in above) is whole


def test_likelihood_and_confidence_never_share_a_line() -> None:
    plant = next(p for p in PLANTS if p.name == "a group that is blamed")
    lines = told(plant, Tlp.CLEAR).briefing.above
    assert any("likelihood" in line.text for line in lines)
    assert any("Confidence" in line.text for line in lines)
    assert not any("likelihood" in line.text.casefold() and "confidence" in line.text.casefold() for line in lines)


def test_every_statement_is_on_record_as_told_or_kept_back_with_its_reason() -> None:
    plant = PLANTS[0]
    for notice in told(plant, Tlp.AMBER, clearance=Tlp.GREEN).notices:
        by_statement = {d.statement: d for d in notice.disclosures}
        assert set(by_statement) == {WARNED.id, *(s.id for s in plant.statements)}
        assert by_statement[WARNED.id].told
        kept = by_statement[plant.statements[0].id]
        assert not kept.told
        assert "marked TLP:AMBER, cleared only for TLP:" in kept.because


def test_a_report_without_a_marking_is_kept_back_even_from_whoever_sees_everything() -> None:
    found = told(PLANTS[0], None, clearance=Tlp.RED)
    assert set(found.briefing.withholds) == {s.id for s in PLANTS[0].statements}
    assert found.briefing.sent == AT

"""What is proposed: to whom, in which words, by which clock, and until when a duty stays open."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene import (
    AT,
    CAUCASUS,
    KRASNOGORSK,
    MOSCOW,
    OBLAST,
    OFFICER,
    PETERSBURG,
    PROGRAM,
    RUSSIA,
    by_id,
    entry,
    incident,
    on,
    policy,
    register,
    says,
    town,
)
from tocsin import duty
from tocsin.duty.exposure import reaches
from tocsin.model import (
    Closing,
    DutyProposal,
    Kind,
    Met,
    NoDuty,
    PlacePrecision,
    Refer,
    Stage,
    Statement,
    Waive,
    Warn,
    Where,
)
from tocsin.model.spans import kilometres

POLICY = policy("credible", "impending", "location-exposed", hours=4)
HALL, SCHOOL = entry("hall", KRASNOGORSK), entry("school", MOSCOW)
PLACES = (MOSCOW, KRASNOGORSK, OBLAST, PETERSBURG, RUSSIA, CAUCASUS)


def proposed(*held: Statement, **more: Any) -> tuple[DutyProposal, ...]:
    settings: dict[str, Any] = {
        "statements": by_id(*held), "grades": {}, "register": register(HALL, SCHOOL), "policy": POLICY, "aware": {},
        "by": PROGRAM, "at": AT,
    }  # fmt: skip
    return duty.propose(incident(*held), **{**settings, **more})


def threat(*places: Where, **more: Any) -> Statement:
    sentence = more.pop("sentence", "Extremists plan imminent attacks on crowds.")
    return says(sentence, Kind.PLOT, stage=Stage.PLANNED, places=places, targets=["crowds"], **more)


# --- to whom -----------------------------------------------------------------------------------------------


def test_everybody_who_stands_in_the_way_and_nobody_else_gets_a_proposal() -> None:
    away = entry("theatre", PETERSBURG)
    found = proposed(threat(MOSCOW), register=register(HALL, away, SCHOOL))
    assert [proposal.protected for proposal in found] == ["hall", "school"]


def test_a_name_is_known_however_its_letters_are_put_together() -> None:
    cafe = entry("cafe", PETERSBURG, name="Café Lumière")
    apart = unicodedata.normalize("NFD", "They mean to bomb the CAFÉ Lumière in Moscow.")
    (found,) = proposed(threat(MOSCOW, sentence=apart), register=register(cafe))
    assert found.proposes == Warn()


def test_a_question_names_the_place_that_is_too_wide_and_who_may_be_there() -> None:
    (hall, _) = proposed(threat(RUSSIA))
    assert hall.proposes == Refer(question="Where in Russia is it to fall, and is Hall Concert House there?")
    assert "no place is said that a warning could tell to avoid" in hall.because


def test_a_question_about_a_threat_that_nobody_placed_asks_where() -> None:
    (hall, school) = proposed(threat())
    assert hall.proposes == Refer(question="Where is it to fall, and is Hall Concert House in its way?")
    assert isinstance(school.proposes, Refer)


def test_a_question_names_what_its_report_speaks_of_beside_the_threat() -> None:
    said = threat()
    beside = says("The mayor of Moscow was at the opera.", Kind.RESPONSE, places=[MOSCOW])
    (hall, _) = proposed(said, statements=by_id(said, beside))
    assert hall.proposes == Refer(question="Is it to fall in Moscow, and is Hall Concert House in its way?")
    placed = next(f for f in hall.findings if f.rule == "location-exposed")
    assert (placed.met, placed.statements) == (Met.UNKNOWN, (beside.id,))


def test_what_another_report_speaks_of_places_nothing() -> None:
    said = threat()
    elsewhere = says("The mayor of Moscow was at the opera.", Kind.RESPONSE, places=[MOSCOW], report="report-2")
    (hall, _) = proposed(said, statements=by_id(said, elsewhere))
    assert hall.proposes == Refer(question="Where is it to fall, and is Hall Concert House in its way?")


def test_a_place_said_of_the_incident_counts_with_doubt_where_the_threat_has_none() -> None:
    tried = says("A bomb in Moscow failed.", Kind.ATTACK, stage=Stage.ATTEMPTED, places=[MOSCOW], report="report-2")
    (hall, _) = proposed(threat(), tried)
    placed = next(f for f in hall.findings if f.rule == "location-exposed")
    assert placed.met is Met.UNKNOWN
    assert hall.proposes == Warn()


def test_a_region_is_sure_by_name_and_doubtful_by_distance() -> None:
    named = Where(
        name="Krasnogorsk", country="RU", latitude=55.8204, longitude=37.3302, precision=PlacePrecision.CITY,
        radius_km=15, within=("Moscow Oblast",),
    )  # fmt: skip
    by_name, by_distance = reaches(OBLAST, named), reaches(OBLAST, MOSCOW)
    assert by_name is not None
    assert by_name.sure
    assert by_distance is not None
    assert not by_distance.sure


@pytest.mark.parametrize(
    ("threat_to", "at"),
    [(RUSSIA, town("Tallinn", "EE", 59.437, 24.7535)), (CAUCASUS, MOSCOW), (PETERSBURG, MOSCOW), (MOSCOW, PETERSBURG)],
)
def test_what_is_known_to_be_elsewhere_is_not_reached(threat_to: Where, at: Where) -> None:
    assert reaches(threat_to, at) is None


def test_the_hall_is_nineteen_kilometres_from_moscow() -> None:
    distance = kilometres(MOSCOW, KRASNOGORSK)
    assert distance == pytest.approx(19, abs=1)
    assert kilometres(MOSCOW, town("Nowhere", "RU", None, None)) is None


@given(st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_a_wider_place_never_reaches_less_than_the_town_in_it(wide: Where, fine: Where) -> None:
    """Whoever a threat to Moscow reaches, a threat to Russia reaches too, if less surely."""
    for place in (KRASNOGORSK, PETERSBURG, MOSCOW):
        if fine.country == wide.country == "RU" and wide.precision is PlacePrecision.COUNTRY and reaches(fine, place):
            assert reaches(wide, place)


@given(st.lists(st.sampled_from(PLACES), max_size=3), st.permutations((HALL, SCHOOL, entry("theatre", PETERSBURG))))
def test_the_order_of_the_register_changes_nothing(places: list[Where], entries: list[Any]) -> None:
    found = proposed(threat(*places), register=register(*entries))
    usual = proposed(threat(*places), register=register(HALL, SCHOOL, entry("theatre", PETERSBURG)))
    assert {p.protected: p for p in found} == {p.protected: p for p in usual}


@given(st.lists(st.sampled_from(PLACES), max_size=3))
def test_a_program_never_proposes_a_waiver(places: list[Where]) -> None:
    for proposal in proposed(threat(*places)):
        assert not isinstance(proposal.proposes, Waive)
        assert proposal.by == PROGRAM


# --- the clock ---------------------------------------------------------------------------------------------


def test_the_clock_starts_with_the_first_report_that_speaks_of_it_and_runs_the_policys_hours() -> None:
    early, late = AT - timedelta(hours=3), AT - timedelta(hours=1)
    held = threat(MOSCOW), threat(MOSCOW, sentence="Crowds in Moscow are in danger.", report="report-2")
    for proposal in proposed(*held, aware={"report-1": late, "report-2": early}):
        assert (proposal.became_aware, proposal.due) == (early, early + timedelta(hours=4))
        assert proposal.at == AT


def test_a_report_whose_coming_is_not_on_record_starts_the_clock_now() -> None:
    for proposal in proposed(threat(MOSCOW)):
        assert (proposal.became_aware, proposal.due) == (AT, AT + timedelta(hours=4))


def test_reading_it_again_later_gives_no_more_time() -> None:
    aware = {"report-1": AT}
    first = proposed(threat(MOSCOW), aware=aware)
    second = proposed(threat(MOSCOW), aware=aware, at=AT + timedelta(days=2))
    assert [p.due for p in first] == [p.due for p in second]
    assert [p.id for p in first] == [p.id for p in second]


def test_each_policy_has_its_own_clock_and_its_own_proposal() -> None:
    slow = policy("credible", hours=48)
    (one, _), (other, _) = proposed(threat(MOSCOW)), proposed(threat(MOSCOW), policy=slow)
    assert one.id != other.id
    assert other.due - one.due == timedelta(hours=44)


# --- until when --------------------------------------------------------------------------------------------


def closing(about: str) -> Closing:
    return Closing(incident=about, because="They were arrested.", by=OFFICER, at=AT)


def test_it_stays_open_until_a_person_closes_it_by_any_of_its_names() -> None:
    said = threat(MOSCOW)
    about = incident(said, aliases=("an-older-name",))
    assert duty.is_open(about, by_id(said), ())
    assert duty.is_open(about, by_id(said), (closing("something-else"),))
    assert not duty.is_open(about, by_id(said), (closing(about.id),))
    assert not duty.is_open(about, by_id(said), (closing("an-older-name"),))


def test_no_day_that_passes_closes_it() -> None:
    said = threat(MOSCOW)
    long_after = datetime(2031, 1, 1, tzinfo=UTC)
    assert [p.protected for p in proposed(said, at=long_after)] == ["hall", "school"]


@pytest.mark.parametrize("stage", [Stage.ACCOMPLISHED, Stage.FOILED])
def test_a_summary_ends_nothing(stage: Stage) -> None:
    said = threat(MOSCOW)
    assert duty.is_open(incident(said, stage=stage), by_id(said), ())


def test_what_a_reader_only_suggests_ends_nothing() -> None:
    done = says("Gunmen struck.", Kind.ATTACK, stage=Stage.ACCOMPLISHED, report="report-2", suggestion=True)
    assert duty.is_open(incident(threat(MOSCOW), done), by_id(threat(MOSCOW), done), ())


@pytest.mark.parametrize("stage", [Stage.ACCOMPLISHED, Stage.FOILED])
def test_what_wording_alone_joins_to_a_threat_does_not_end_it(stage: Stage) -> None:
    feared = threat(MOSCOW)
    kind = Kind.ATTACK if stage is Stage.ACCOMPLISHED else Kind.PLOT
    done = says("Gunmen struck a hall.", kind, stage=stage, report="report-2")
    about, known = incident(feared, done), by_id(feared, done)
    assert not duty.is_open(about, known, ())
    assert not duty.is_open(about, known, (), part=dict.fromkeys(known, "one"))
    apart = {feared.id: "feared", done.id: "done"}
    assert duty.is_open(about, known, (), part=apart)
    assert not duty.is_open(about, known, (closing(about.id),), part=apart)
    assert duty.unended(about, known, part=apart).statements == (feared.id,)


def test_an_incident_of_which_nothing_is_said_any_more_is_not_open() -> None:
    said = threat(MOSCOW)
    assert not duty.is_open(incident(said), {}, ())
    assert duty.exposed(HALL, incident(said), {}) is None


# --- why ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("An attack is imminent.", Met.YES),
        ("An attack is not imminent.", Met.UNKNOWN),
        ("There is no sign that an attack is imminent.", Met.UNKNOWN),
        ("They will strike within the next 48 hours.", Met.YES),
        ("They will strike within 2 days.", Met.YES),
        ("They will strike within the 48-hour window.", Met.YES),
        ("They trained for forty hours.", Met.UNKNOWN),
        ("They may strike as soon as they can.", Met.UNKNOWN),
        ("They will strike.", Met.UNKNOWN),
    ],
)
def test_near_is_what_a_sentence_says_is_near(sentence: str, answer: Met) -> None:
    (hall, _) = proposed(threat(MOSCOW, sentence=sentence))
    assert {f.rule: f.met for f in hall.findings}["impending"] is answer


def test_doubt_is_named_in_the_reason_for_warning() -> None:
    (hall, _) = proposed(threat(MOSCOW))
    assert hall.proposes == Warn()
    assert hall.because == "nothing speaks against it; in doubt (credible), inform"


# --- what goes before what -----------------------------------------------------------------------------------


def test_a_test_that_is_not_met_is_told_before_anybody_is_asked_where() -> None:
    """The officer reads why no duty is seen, and not only that a place is missing, which settles nothing."""
    strict = policy("harm", "location-exposed")
    ruins = says("Vandals plan to damage property.", Kind.PLOT, stage=Stage.PLANNED, targets=["property"])
    (plain, _) = proposed(ruins, policy=policy("location-exposed"))
    assert isinstance(plain.proposes, Refer), "by the place alone a question is asked"
    (found, _) = proposed(ruins, policy=strict)
    assert isinstance(found.proposes, NoDuty)
    assert found.because.startswith("harm is not met")


def test_whoever_a_threat_names_is_to_be_warned_though_it_names_no_place_but_the_country() -> None:
    meant = threat(RUSSIA, sentence="They plan an attack on Hall Concert House in Russia.")
    hall, school = proposed(meant)
    assert hall.proposes == Warn(), "it is no question whether it is in the way"
    assert isinstance(school.proposes, Refer)


def test_the_coming_of_a_report_that_says_nothing_of_it_starts_no_clock() -> None:
    (found, _) = proposed(threat(MOSCOW), aware={"another": AT - timedelta(days=3)})
    assert found.became_aware == AT


# --- what ends it, to the day and to the report --------------------------------------------------------------


@pytest.mark.parametrize(("day", "open_"), [(22, False), (23, True)])
def test_what_was_feared_for_the_day_it_happened_is_over_and_what_is_feared_for_the_next_is_not(
    day: int, open_: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    feared = threat(MOSCOW, times=[on(date(2024, 3, day))])
    came = says(
        "Gunmen attacked a hall.", Kind.ATTACK, stage=Stage.ACCOMPLISHED, report="later", times=[on(date(2024, 3, 22))]
    )
    assert duty.is_open(incident(feared, came), by_id(feared, came), ()) is open_


def test_a_span_of_days_that_began_before_it_happened_may_be_the_same_and_one_that_began_after_its_end_is_not() -> None:
    came = says(
        "Gunmen attacked two halls.", Kind.ATTACK, stage=Stage.ACCOMPLISHED, report="later",
        times=[on(date(2024, 3, 20)), on(date(2024, 3, 22))],
    )  # fmt: skip
    for first, still in ((21, False), (23, True)):
        feared = threat(MOSCOW, times=[on(date(2024, 3, first)), on(date(2024, 3, 30))])
        assert duty.is_open(incident(feared, came), by_id(feared, came), ()) is still, first


@pytest.mark.parametrize(("report", "open_"), [("report-1", False), ("a day later", True)])
def test_only_another_report_says_that_something_is_left_of_a_plot_that_was_foiled(
    report: str, open_: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    foiled = says("Police foiled a plot to attack crowds in Moscow.", Kind.PLOT, stage=Stage.FOILED, places=[MOSCOW])
    warned = says("They warned of an attack on crowds in Moscow.", report=report, places=[MOSCOW], targets=["crowds"])
    assert duty.is_open(incident(foiled, warned), by_id(foiled, warned), ()) is open_

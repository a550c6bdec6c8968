"""The CAP alert: sound by its schema and by the rules that this does not hold, and an exercise unless authorised."""

import math
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.release.notices import AUTHORISED, HALL, WARNED, at_time, drawn, halves, one, texts, tree
from tests.release.rules import assert_sound
from tests.scene import (
    AT,
    CAUCASUS,
    IDAHO,
    KRASNOGORSK,
    MOSCOW,
    OBLAST,
    RUSSIA,
    mention,
    on,
    says,
    town,
)
from tocsin.model import (
    BadInput,
    Certainty,
    Kind,
    Mention,
    MentionKind,
    NoticeKind,
    NoticeStatus,
    PlacePrecision,
    Polarity,
    Span,
    Stage,
    Statement,
    Where,
)
from tocsin.release import Issuer
from tocsin.release.substance import ADVICE

MOSCOW_TIME = timezone(timedelta(hours=3))
PLACES = (MOSCOW, KRASNOGORSK, OBLAST, RUSSIA, CAUCASUS, IDAHO)


# --- form --------------------------------------------------------------------------------------------------


def test_an_alert_is_sound_by_the_published_schema_and_by_the_rules_it_does_not_hold() -> None:
    assert_sound(drawn(WARNED).alert)
    assert_sound(drawn(WARNED, issuer=AUTHORISED).alert)


issuers = st.sampled_from([Issuer(), AUTHORISED, replace(AUTHORISED, authorised=False, web="", contact="")])
zones = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=zones)  # noqa: DTZ001 - the zone is drawn
wide = st.builds(
    Where, name=st.text(min_size=1, max_size=200), country=st.sampled_from([None, "RU", "KE"]),
    latitude=st.none() | st.floats(), longitude=st.none() | st.floats(), precision=st.sampled_from(PlacePrecision),
    radius_km=st.none() | st.floats(), within=st.just(()),
)  # fmt: skip
spoken = st.builds(
    lambda places, targets, days, certainty, stage: says(
        "Something is feared.", places=places, targets=targets, certainty=certainty, stage=stage,
        times=[on(min(pair), max(pair)) for pair in days],
    ),
    st.lists(st.sampled_from(PLACES) | wide, max_size=3),
    st.lists(st.text(min_size=1, max_size=200), max_size=3),
    st.lists(st.tuples(*[st.dates(min_value=date(1999, 1, 1), max_value=date(2095, 1, 1))] * 2), max_size=2),
    st.sampled_from(Certainty),
    st.sampled_from([None, Stage.PLANNED, Stage.THREATENED]),
)  # fmt: skip


@given(spoken, issuers, moments)
def test_whatever_the_reports_say_the_alert_is_sound(said: Statement, issuer: Issuer, at: datetime) -> None:
    assert_sound(drawn(said, issuer=issuer, at=at).alert)


@given(moments)
def test_the_moments_of_an_alert_bear_no_z_and_no_fraction(at: datetime) -> None:
    root = tree(drawn(WARNED, at=at).alert)
    for name in ("sent", "effective", "expires"):
        (text,) = texts(root, name)
        assert len(text) == len("2024-03-07T18:00:00+03:00")
        assert "Z" not in text
        assert "." not in text
    assert datetime.fromisoformat(one(root, "sent")) == at.replace(microsecond=0)


# --- who stands behind it ------------------------------------------------------------------------------------


def test_an_alert_is_an_exercise_and_restricted_unless_an_authorised_issuer_stands_behind_it() -> None:
    alert = drawn(WARNED).alert
    root = tree(alert)
    assert alert.status is NoticeStatus.EXERCISE
    assert (one(root, "status"), one(root, "scope")) == ("Exercise", "Restricted")
    assert "not to be published" in one(root, "restriction")
    assert "Nothing in this alert is happening" in one(root, "note")
    assert one(root, "headline").startswith("EXERCISE: ")


def test_an_authorised_issuer_speaks_to_the_public_and_in_earnest() -> None:
    alert = drawn(WARNED, issuer=AUTHORISED).alert
    root = tree(alert)
    assert alert.status is NoticeStatus.ACTUAL
    assert (one(root, "status"), one(root, "scope")) == ("Actual", "Public")
    assert texts(root, "restriction") == texts(root, "note") == texts(root, "addresses") == []
    assert "xercise" not in one(root, "headline")
    assert (one(root, "sender"), one(root, "senderName")) == (AUTHORISED.sender, AUTHORISED.name)
    assert (one(root, "web"), one(root, "contact")) == (AUTHORISED.web, AUTHORISED.contact)


def test_nobody_is_authorised_by_a_word_that_only_looks_like_yes() -> None:
    for word in ("true", "yes", 1, None):
        with pytest.raises(BadInput, match="authorised must be true or false"):
            Issuer(authorised=word)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "faulty",
    [
        {"name": " "}, {"name": "A\nB"}, {"name": 7}, {"web": "warnings.example"}, {"web": "ftp://warnings.example"},
        {"contact": "call\nme"}, {"sender": "desk\u202eexample"},
    ],
)  # fmt: skip
def test_an_issuer_that_could_not_stand_in_an_alert_is_refused(faulty: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="issuer: "):
        Issuer(**faulty)  # type: ignore[arg-type]


# --- what it says ----------------------------------------------------------------------------------------------


def test_one_info_in_the_language_in_which_it_is_written() -> None:
    alert = drawn(WARNED, whom=replace(HALL, languages=("ru",))).alert
    root = tree(alert)
    assert alert.language == one(root, "language") == "en"
    written = " ".join((one(root, "headline"), one(root, "description"), one(root, "instruction")))
    assert written.isascii() or set(written) - set("“”…’") <= {chr(n) for n in range(128)}


def test_it_tells_people_what_to_do_and_nobody_to_judge() -> None:
    root = tree(drawn(WARNED).alert)
    assert texts(root, "responseType") == ["Avoid", "Monitor"]
    assert one(root, "instruction").splitlines() == [line.text for line in ADVICE]
    assert (one(root, "category"), one(root, "event")) == ("Security", "Threat of attack")


def test_it_says_whom_where_when_and_how_sure() -> None:
    description = one(tree(drawn(WARNED).alert), "description")
    assert "An attack is feared on: “large gatherings”." in description
    assert "Where: Moscow." in description
    assert "8 March 2024 to 9 March 2024" in description
    assert "The end of that time is not an all-clear." in description
    assert "called probable; not confirmed by us" in description


def test_every_line_that_is_no_advice_draws_on_statements_and_holds_their_words() -> None:
    other = says("Gunmen plan to strike.", Kind.PLOT, stage=Stage.PLANNED, places=[KRASNOGORSK], targets=["a school"])
    alert = drawn(WARNED, other).alert
    held = {s.id: s for s in (WARNED, other)}
    root = tree(alert)
    assert one(root, "description").splitlines() == [line.text for line in alert.below if line not in ADVICE]
    for line in alert.below:
        assert bool(line.draws_on) is (line not in ADVICE)
        assert set(line.draws_on) <= set(held)
        words = [m.span.quote for id_ in line.draws_on for m in held[id_].roles.all()]
        words += [held[id_].passage.quote for id_ in line.draws_on]
        assert all(any(part.split("”")[0] in said for said in words) for part in line.text.split("“")[1:])
    where = next(line for line in alert.below if line.text.startswith("Where"))
    assert set(where.draws_on) == set(held)


def test_the_area_is_where_the_places_are_and_a_country_is_no_circle() -> None:
    root = tree(drawn(says("They plan to strike.", places=[MOSCOW, KRASNOGORSK], targets=["crowds"])).alert)
    assert texts(root, "areaDesc") == ["Moscow, RU", "Krasnogorsk, RU"]
    assert texts(root, "circle") == ["55.7522,37.6156 15.0", "55.8204,37.3302 15.0"]
    root = tree(drawn(says("They plan to strike.", places=[RUSSIA], targets=["crowds"])).alert)
    assert (texts(root, "circle"), texts(root, "valueName"), texts(root, "value")) == ([], ["ISO 3166-1"], ["RU"])
    root = tree(drawn(says("They plan to strike.", places=[CAUCASUS], targets=["crowds"])).alert)
    assert (texts(root, "circle"), texts(root, "areaDesc")) == (["43.0000,45.0000 400.0"], ["Caucasus"])
    root = tree(drawn(says("They plan to strike.", places=[replace(CAUCASUS, radius_km=None)])).alert)
    assert (texts(root, "circle"), texts(root, "polygon"), texts(root, "areaDesc")) == ([], [], ["Caucasus"])


@pytest.mark.parametrize("latitude", [None, math.nan, math.inf, 91.0])
def test_a_point_that_is_none_is_not_drawn(latitude: float | None) -> None:
    alert = drawn(says("They plan to strike.", places=[town("Nowhere", "RU", latitude, 37.0)])).alert
    assert texts(tree(alert), "circle") == []
    assert_sound(alert)


def test_a_place_that_nobody_settled_is_told_in_the_words_it_was_told_in() -> None:
    """That we do not know where the hall stands must not read as if no hall had been named."""
    hall = mention("the Crane Street Palace", None)
    either = mention("Moscow", None, candidates=[MOSCOW, IDAHO])
    description = one(tree(drawn(says("They plan to strike.", places=[hall, either])).alert), "description")
    assert "Where: “the Crane Street Palace”, “Moscow” (which place is meant is not settled)." in description
    assert "Where is not stated" not in description


def test_a_time_that_nobody_settled_is_told_in_the_words_it_was_told_in() -> None:
    description = one(tree(drawn(at_time("in the coming days", None)).alert), "description")
    told = "When: “in the coming days” (reported on 7 March 2024; no day is settled), as far as is known."
    assert told in description
    assert "That no day is stated does not mean there is time." in description
    assert "When is not stated" not in description


def test_tomorrow_is_told_with_the_day_on_which_it_was_said_however_late_it_is_told() -> None:
    """A notice of 9 March must not make its reader wait for the tenth."""
    first = says("They mean to strike tomorrow.", places=[MOSCOW], report="of-the-seventh")
    second = says("They may strike tonight, or within days.", places=[MOSCOW], report="of-no-day")
    published = {"of-the-seventh": on(date(2024, 3, 7))}
    late = drawn(first, second, published=published, at=AT + timedelta(days=2))
    assert "“tomorrow” (reported on 7 March 2024; no day is settled); " in late.alert.body
    assert "“tonight”, “within days” (reported on a day that we do not know; no day is settled)" in late.alert.body
    above, below = halves(late.briefing)
    assert "warning (stated without a hedge; reported on 7 March 2024): “They mean to strike tomorrow.”" in above
    assert "“tomorrow” (reported on 7 March 2024" in below


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("An attack is imminent.", ["imminent"]),
        ("They mean to strike in the near future, over the next 48 hours.",
         ["in the near future", "over the next 48 hours"]),
        ("They may strike within days, or tonight.", ["within days", "tonight"]),
        ("They will strike in the coming days.", ["in the coming days"]),
        ("An attack is not thought to be imminent.", []),
        ("Gunmen may attack in Sake, not in Goma, in the next three days.", ["in the next three days"]),
        ("Gunmen will not, police in Goma said, attack in the next three days.", []),
        ("They planned it soon after the vote.", []),
        ("It wasn’t to come within hours.", []),
        ("They mean to strike.", []),
    ],
)  # fmt: skip
def test_how_near_it_is_said_to_be_is_told_in_the_reports_own_words(sentence: str, quotes: list[str]) -> None:
    """What is most worth knowing must not be lost because no calendar holds it."""
    when = next(line for line in drawn(says(sentence, places=[MOSCOW])).alert.below if line.text.startswith("When"))
    assert [part.split("”")[0] for part in when.text.split("“")[1:]] == quotes
    assert ("When is not stated" in when.text) is (not quotes)
    assert when.draws_on


def test_a_time_that_was_settled_is_not_told_again_as_if_it_were_not() -> None:
    sentence, quote = "They mean to strike over the next 48 hours.", "the next 48 hours"
    start = sentence.index(quote)
    named = Mention(
        span=Span(start=start, end=start + len(quote), quote=quote, text="t"), kind=MentionKind.TIME,
        resolved=on(date(2024, 3, 8), date(2024, 3, 9)),
    )  # fmt: skip
    said = says(sentence, Kind.PLOT, stage=Stage.PLANNED, places=[MOSCOW])
    description = one(tree(drawn(replace(said, roles=replace(said.roles, time=(named,)))).alert), "description")
    assert "When: “the next 48 hours” (8 March 2024 to 9 March 2024), as far as is known." in description


def test_what_is_not_stated_is_said_not_to_be() -> None:
    description = one(tree(drawn(says("Something is feared.")).alert), "description")
    assert "its target is not stated" in description
    assert "Where is not stated." in description
    assert "That no time is stated does not mean that there is time." in description


@pytest.mark.parametrize(
    ("certainty", "word"),
    [(Certainty.CERTAIN, "Likely"), (Certainty.PROBABLE, "Likely"), (Certainty.POSSIBLE, "Possible"),
     (Certainty.UNKNOWN, "Possible")],
)  # fmt: skip
def test_it_is_never_surer_than_the_reports(certainty: Certainty, word: str) -> None:
    said = says("Something is feared.", places=[MOSCOW], certainty=certainty)
    assert one(tree(drawn(said).alert), "certainty") == word
    doubtful = says("Something may be feared.", places=[MOSCOW], certainty=Certainty.POSSIBLE)
    assert one(tree(drawn(said, doubtful).alert), "certainty") == "Possible"


def test_what_is_denied_foiled_or_over_is_not_alerted_to() -> None:
    over = (
        says("They plan nothing.", Kind.PLOT, places=[KRASNOGORSK], polarity=Polarity.NEGATIVE),
        says("It was foiled.", Kind.PLOT, stage=Stage.FOILED, places=[KRASNOGORSK]),
        says("It happened.", Kind.ATTACK, stage=Stage.ACCOMPLISHED, places=[KRASNOGORSK]),
    )
    assert "Krasnogorsk" not in drawn(WARNED, *over).alert.body
    assert [n.kind for n in drawn(*over).notices] == [NoticeKind.BRIEFING]

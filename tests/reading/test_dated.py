"""When a thing was that no time in its own clause tells: by the hour in a log, the report, or what came after it."""

from datetime import date
from functools import partial

import pytest

from tests.reading import told
from tocsin.model import Kind, Statement, When
from tocsin.reading import days, naming
from tocsin.reading.asof import is_log

one = partial(told.one, published=days.on(date(2019, 6, 20), "stated"))
"""What is told in a report of a Thursday in June."""


def spans(statement: Statement) -> list[tuple[str, str]]:
    """The first and last day of each of its times that is known."""
    known = [m.resolved for m in statement.roles.time if isinstance(m.resolved, When)]
    return [(str(when.first_day), str(when.last_day)) for when in known]


def day(number: int) -> list[tuple[str, str]]:
    return [(f"2019-06-{number:02}", f"2019-06-{number:02}")]


# ---- what came before the rest of its sentence


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The airport reopened on Tuesday, two days after gunmen killed nine people in Quetta.", day(16)),
        ("The airport reopened on Tuesday, the day after gunmen killed nine people in Quetta.", day(17)),
        ("Three days after gunmen killed nine people in Quetta, the airport reopened.", day(17)),
        ("The airport reopened on Tuesday, days after gunmen killed nine people in Quetta.", []),
        ("The airport reopened in 2018, two days after gunmen killed nine people in Quetta.", []),
    ],
)
def test_an_act_is_as_long_before_the_rest_as_its_sentence_says(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert spans(one(sentence, Kind.ATTACK)) == wanted


# ---- what is told beside a day


@pytest.mark.parametrize(
    ("sentence", "kind", "holding", "wanted"),
    [
        ("The airport was closed on Tuesday after gunmen killed nine people in Quetta.", Kind.TOLL, "nine", day(18)),
        ("Gunmen stopped a bus near Quetta on Tuesday and shot two guards dead.", Kind.TOLL, "two", day(18)),
        ("By Tuesday the police had said nothing, and gunmen killed nine people.", Kind.TOLL, "nine", []),
        ("The minister said on Tuesday that gunmen had killed nine people.", Kind.TOLL, "nine", []),
    ],
)
def test_a_day_is_that_of_what_is_told_right_behind_it(
    sentence: str, kind: Kind, holding: str, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(sentence, kind, holding)) == wanted


# ---- what has lasted since


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Gunmen have killed nine people in Quetta since Monday.", [("2019-06-17", "2019-06-20")]),
        ("Gunmen have killed nine people in Quetta since January.", [("2019-01-01", "2019-06-30")]),
        ("Gunmen have killed nine people in Quetta since 2014.", [("2014-01-01", "2019-12-31")]),
        ("Nine people have been held by gunmen in Quetta since Monday.", day(17)),
    ],
)
def test_what_is_counted_since_a_time_goes_on_to_the_report(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert spans(one(sentence, Kind.TOLL)) == wanted


def test_the_verifier_lets_a_time_go_on_since_its_words_and_begin_with_none_but_them() -> None:
    since = days.year_of(2014, "stated", until=2019)
    assert since is not None
    assert naming.names("since 2014", since, basis=None)
    assert not naming.names("since 2015", since, basis=None)
    assert not naming.names("in 2014", since, basis=None)


# ---- the day of the report

LOG = """The day at the market

07.10 Two blasts were heard.

07.40 Police have closed the market in Quetta.

08.05 A bomb killed nine people in Quetta.

08.30 Trains are running again.
"""


def test_the_entries_of_a_log_are_of_its_day() -> None:
    assert spans(one(LOG, Kind.TOLL)) == day(20)


def test_a_log_has_more_than_a_few_hours_and_no_numbered_paragraphs() -> None:
    assert is_log(LOG)
    assert not is_log(LOG.replace("08.05 ", ""))
    assert not is_log("\n\n".join(f"2.1{n} It follows that nobody knew." for n in range(6)))
    assert not is_log("\n\n".join(f"20{n} was a bad year." for n in range(10, 16)))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Police have arrested two gunmen in Quetta.", day(20)),
        ("Two gunmen are in custody in Quetta over the bombing.", day(20)),
        ("Police arrested two gunmen in Quetta.", []),
        ("Police have arrested two gunmen in Quetta since Monday.", [("2019-06-17", "2019-06-20")]),
    ],
)
def test_a_response_that_is_told_as_of_now_is_of_the_day_of_the_report(
    sentence: str, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(sentence, Kind.RESPONSE)) == wanted


def test_without_the_day_of_the_report_nothing_is_dated_by_it() -> None:
    found = [s for s in told.read("Police have arrested two gunmen in Quetta.") if s.kind is Kind.RESPONSE]
    assert [spans(s) for s in found] == [[]]


# ---- the only day of a sentence


@pytest.mark.parametrize(
    ("sentence", "kind", "holding", "wanted"),
    [
        ("Gunmen on motorcycles killed nine villagers and carried off seven girls on Tuesday near Maradi.",
         Kind.ATTACK, "Gunmen", day(18)),
        ("A remote-controlled bomb hit a truck that carried policemen near Hangu on Tuesday.", Kind.ATTACK, "bomb",
         day(18)),
        ("A councillor was shot dead as he left a bakery in the south of the city on Tuesday.", Kind.TOLL, "", day(18)),
        ("Nine commuters were killed when men with pistols ran through a train in Johannesburg on Tuesday evening.",
         Kind.TOLL, "Nine", day(18)),
        ("A branch of a bank was wrecked on Tuesday by a car bomb; two guards were killed.", Kind.TOLL, "two", day(18)),
        ("A lorry tore the front off a block of flats near Dhahran on Tuesday night, killing 19 people.", Kind.TOLL,
         "19", day(18)),
    ],
)  # fmt: skip
def test_the_only_day_of_a_sentence_is_that_of_its_act_and_its_dead(
    sentence: str, kind: Kind, holding: str, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(sentence, kind, holding)) == wanted


@pytest.mark.parametrize(
    ("sentence", "kind", "holding"),
    [
        ("Police arrested a man on Tuesday over the bombing of a market in Kano.", Kind.ATTACK, "bombing"),
        ("A court on Tuesday sentenced nine men to death for the grenade attack on a rally.", Kind.ATTACK, "grenade"),
        (
            "The group rang a newspaper on Tuesday and disclaimed the train bombs that killed 43 people.",
            Kind.TOLL,
            "43",
        ),
        ("The ministry, in a statement on Tuesday, said that twelve officers had been killed.", Kind.TOLL, "twelve"),
        ("Gunmen killed nine villagers, the mayor said on Tuesday.", Kind.TOLL, "nine"),
        ("Gunmen killed nine villagers; a curfew was lifted on Tuesday.", Kind.TOLL, "nine"),
        ("Nine people were killed and 30 were still missing as of Tuesday.", Kind.TOLL, "Nine"),
        ("The second explosion in Quetta within two weeks killed nine people.", Kind.TOLL, "nine"),
    ],
)
def test_the_day_of_something_else_is_not(sentence: str, kind: Kind, holding: str) -> None:
    assert spans(one(sentence, kind, holding)) == []


# ---- the day of saying, and the day by when


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        ("The governor denied on Wednesday that soldiers had shot nine villagers on Monday.", Kind.DENIAL, day(19)),
        ("The rebels insisted on Wednesday that they had had no hand in the killing of a judge the night before.",
         Kind.DENIAL, day(19)),
        ("The Baloch Liberation Army said on Wednesday that its fighters had attacked a convoy on Monday.",
         Kind.CLAIM, day(19)),
        ("The governor denied that soldiers had shot nine villagers on Monday.", Kind.DENIAL, day(17)),
        ("The governor denied a part in the killing of June 17.", Kind.DENIAL, []),
    ],
)  # fmt: skip
def test_what_is_denied_or_claimed_has_the_day_of_saying(
    sentence: str, kind: Kind, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(sentence, kind)) == wanted


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        ("By Tuesday nine people had been killed.", Kind.TOLL, []),
        ("Gunmen killed nine people on Monday. By Tuesday 40 bodies had been found.", Kind.TOLL, day(17)),
        ("Nine people were killed by Tuesday's explosion in Quetta.", Kind.TOLL, day(18)),
    ],
)
def test_the_day_by_when_people_had_died_is_not_that_of_their_death(
    sentence: str, kind: Kind, wanted: list[tuple[str, str]]
) -> None:
    found = told.read(sentence, days.on(date(2019, 6, 20), "stated"))
    assert spans([s for s in found if s.kind is kind][-1]) == wanted


def test_an_act_since_which_something_is_so_has_its_own_day() -> None:
    assert spans(one("Since Monday's bombing in Quetta the road has been shut.", Kind.ATTACK)) == day(17)


def test_the_hours_of_a_log_may_be_of_twelve() -> None:
    assert is_log("\n\n".join(f"[{n}.05am]: Nobody has been let in." for n in range(6, 11)))


@pytest.mark.parametrize(
    ("sentence", "kind", "holding", "wanted"),
    [
        ("The front on Wednesday claimed the bombing of a fruit market the day before.", Kind.ATTACK, "bombing",
         day(18)),
        ("A court on Wednesday heard a witness of the bombing of a fruit market last Friday.", Kind.ATTACK, "bombing",
         day(14)),
        ("On Monday gunmen stopped a bus and abducted two officials; the rest got home on Tuesday.", Kind.TOLL, "two",
         day(17)),
        ("Nine people were shot dead at the Christmas market of Colmar on Tuesday night.", Kind.TOLL, "Nine", day(18)),
        ("A bulletin on Wednesday named two raids near Menaka; a road was cut on Tuesday.", Kind.ATTACK, "raids", []),
    ],
)  # fmt: skip
def test_of_several_days_the_one_behind_an_act_or_up_to_a_semicolon_is_its_own(
    sentence: str, kind: Kind, holding: str, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(sentence, kind, holding)) == wanted


# ---- the day of the sentence before


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen attacked the market hall of Oulu on Tuesday. Two women were shot dead.", day(18)),
        ("A bomb went off outside the courts of Quetta on Tuesday. The ministry said over ten guards were killed.",
         day(18)),
        ("A man with a parcel ran through the market hall of Oulu on Tuesday. Two women were shot dead.", []),
        ("The minister spoke to reporters in Quetta and said on Tuesday it was over. Two women were shot dead.", []),
        ("The court sentenced two men in Quetta on Tuesday. Two women were shot dead.", []),
        ("A road was cut on Monday and a bridge on Tuesday. Two women were shot dead.", []),
        ("A man with a knife ran through the market hall of Oulu on Tuesday.\n\nTwo women were shot dead.", []),
    ],
)  # fmt: skip
def test_the_dead_have_the_only_day_of_the_sentence_before(text: str, wanted: list[tuple[str, str]]) -> None:
    found = [s for s in told.read(text, days.on(date(2019, 6, 20), "stated"), suggested=True) if s.kind is Kind.TOLL]
    assert [spans(s) for s in found] == [wanted]


def test_a_day_of_the_sentence_before_says_where_it_stands() -> None:
    text = "Gunmen attacked the market hall of Oulu on Tuesday. Two women were shot dead."
    (time,) = one(text, Kind.TOLL).roles.time
    assert time.basis is not None
    assert time.basis.quote == "Tuesday"


@pytest.mark.parametrize(
    ("when", "wanted"), [("next Sunday", day(23)), ("on the coming Sunday", day(23)), ("in the next hours", [])]
)
def test_a_coming_weekday_is_the_day_of_a_danger_and_the_next_hours_are_none(
    when: str, wanted: list[tuple[str, str]]
) -> None:
    assert spans(one(f"The embassy warned of attacks in Kisumu {when}.", Kind.WARNING)) == wanted

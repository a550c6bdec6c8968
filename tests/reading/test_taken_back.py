"""What is taken back, lifted, went to nobody or belongs to another day or place: sentences of a hostile reader."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Polarity, Statement, TimePrecision, When, Where
from tocsin.reading.times.dates import easter

TODAY = When(start=date(2026, 3, 18), end=date(2026, 3, 18), precision=TimePrecision.DAY, anchor="given")


def figures(text: str) -> list[tuple[int | None, str]]:
    """Each figure told as said, and whether it is affirmed."""
    return [(t.best, s.factuality.polarity.value) for s in read(text, TODAY) for t in s.tolls]


def of(kind: Kind, text: str) -> list[Statement]:
    return [s for s in read(text, TODAY) if s.kind is kind]


def days(statement: Statement) -> list[str]:
    """The first day of each of its times."""
    return [m.resolved.first_day.isoformat() for m in statement.roles.time if isinstance(m.resolved, When)]


def places(statement: Statement) -> list[tuple[str, str | None]]:
    return [(m.resolved.name, m.resolved.country) for m in statement.roles.place if isinstance(m.resolved, Where)]


# ---- figures


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We wrote on Sunday that 22 people were killed in the shelling of Omdurman. The correct figure is 12.", []),
        ("In an earlier version of this article we said that nine soldiers were killed. In fact seven were.", []),
        ("We reported that nine people were killed. That was wrong.", []),
        ("The mayor said earlier that four people had been killed but corrected himself.", []),
        (
            "The police chief said that four people had been killed but later corrected himself: three were dead.",
            [(3, "positive")],
        ),
        ("The agency's report that nine people were killed in Lagos has been withdrawn.", []),
        ("The police said nine people were killed. In fact the town had been warned.", [(9, "positive")]),
        ("The mayor said that four people had been killed and thanked the firemen.", [(4, "positive")]),
        ("The report that the army had withdrawn said that nine soldiers were killed.", [(9, "positive")]),
    ],
)
def test_a_figure_that_its_teller_takes_back_is_not_told(text: str, wanted: list[tuple[int, str]]) -> None:
    assert figures(text) == wanted, shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "The army denies that rebels of the M23 killed 12 soldiers in Rutshuru.",
        "The army denies reports that rebels of the Allied Democratic Forces killed 60 villagers in Beni.",
    ],
)
def test_what_is_denied_of_a_group_by_its_full_name_is_denied(text: str) -> None:
    assert {polarity for _, polarity in figures(text)} == {"negative"}


def test_that_a_figure_was_wrong_takes_nothing_from_the_blast() -> None:
    text = "Earlier reports that nine people had been killed in the blast in Lagos were wrong, police said."
    (blast,) = of(Kind.ATTACK, text)
    assert blast.positive
    assert figures(text) == [(9, "negative")]


# ---- warnings


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The embassy lifted its warning of attacks on churches in Vienna.", ["The embassy"]),
        ("The warning of attacks on churches in Vienna was lifted on Monday.", []),
        ("The warning of an attack on markets, issued by the embassy on 1 December, has been lifted.", []),
        ("The service lowered the terror threat level from high to moderate on Friday.", ["The service"]),
        ("The ministry passed the warning of an attack on the hotel to nobody.", []),
        ("The agency sent its warning of an attack to no other service.", []),
    ],
)
def test_a_warning_that_was_lifted_or_went_to_nobody_is_none(text: str, by: list[str]) -> None:
    (found,) = of(Kind.WARNING, text)
    assert found.negative
    assert [s.name for s in found.speakers] == by
    assert found.roles.recipient == ()


@pytest.mark.parametrize(
    "text",
    [
        "The police passed the warning of a bombing to the hotel.",
        "The warning of an attack on markets, issued by the embassy on 1 December, remains in force.",
    ],
)
def test_a_warning_that_stands_is_one(text: str) -> None:
    assert [s.factuality.polarity for s in of(Kind.WARNING, text)] == [Polarity.POSITIVE]


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Muscat lowered the cyclone alert on Sunday.",
        "The wet-floor warning on Platform 2 has been withdrawn.",
        "Small-craft warnings have been lifted for the north coast.",
    ],
)
def test_a_warning_of_the_weather_that_is_lifted_is_none_of_ours(text: str) -> None:
    assert of(Kind.WARNING, text) == []


# ---- who did it, and whether


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("A man believed to be a member of no group stabbed two people in Vienna on Monday.", Polarity.POSITIVE),
        ("Al-Shabaab said it had not seen the aid workers abducted in Mandera.", Polarity.POSITIVE),
        ("The ministry has seen no evidence that militants killed the priest.", Polarity.NEGATIVE),
    ],
)
def test_a_not_belongs_to_its_own_words(text: str, polarity: Polarity) -> None:
    assert {s.factuality.polarity for s in of(Kind.ATTACK, text)} == {polarity}


def test_who_did_it_is_open_where_somebody_knows_nothing_of_it() -> None:
    assert of(Kind.ATTACK, "The Front said it had no knowledge of who bombed the bridge.") == []


def test_no_proof_of_a_link_accuses_nobody() -> None:
    text = "Two men died when a bomb exploded in Lagos.\n\nInvestigators found no sign of a link to any militant group."
    assert all(s.negative for s in of(Kind.ACCUSATION, text))


def test_what_is_expected_not_to_happen_is_judged_so() -> None:
    (found,) = of(Kind.ASSESSMENT, "Germany's BfV expects that the PKK will not attack in Germany.")
    assert found.negative


# ---- days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army said on Friday it had killed 40 fighters near Ménaka on Thursday.", "2026-03-12"),
        ("The army said late on Monday the rebels had bombed the market in Goma on Sunday.", "2026-03-15"),
        ("The governor told reporters on Tuesday gunmen killed nine people in Kaduna on Sunday.", "2026-03-15"),
        ("A bishop was kidnapped by gunmen in Jos on Ash Wednesday.", "2026-02-18"),
        ("A bomb killed nine people at a church in Jos on Easter Sunday 2019.", "2019-04-21"),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_deed(text: str, day: str) -> None:
    assert [days(s) for s in of(Kind.ATTACK, text)] == [[day]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The group told bus drivers that whoever travelled on Friday would be burned alive.", "2026-03-20"),
        ("Militants plan to attack churches on Easter Monday.", "2026-04-06"),
    ],
)
def test_a_threat_is_for_a_day_to_come(text: str, day: str) -> None:
    found = [*of(Kind.THREAT, text), *of(Kind.PLOT, text)]
    assert [days(s) for s in found] == [[day]]


def test_a_year_in_the_sentence_is_not_the_friday_before_it() -> None:
    text = "On Friday gunmen shot dead two soldiers in Ménaka. In 2024 JNIM said it had killed 100 soldiers there."
    assert [days(s) for s in of(Kind.TOLL, text) if s.tolls[0].best == 100] in ([[]], [["2024-01-01"]])


@pytest.mark.parametrize(
    ("year", "day"), [(1961, (4, 2)), (2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))]
)
def test_easter_is_when_the_almanac_has_it(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_the_east_of_a_country_is_no_feast() -> None:
    (found,) = of(Kind.ATTACK, "Two suicide bombers killed 27 people in Mubi, in north-eastern Nigeria, on Tuesday.")
    assert days(found) == ["2026-03-17"]


# ---- places


def test_a_name_that_goes_on_is_another_place() -> None:
    (found,) = of(Kind.ATTACK, "Militants killed four people in San Juan de Lurigancho, Lima, on Sunday.")
    assert ("San Juan", "PR") not in places(found)
    (other,) = of(Kind.ATTACK, "Gunmen shot three people in San Juan on Sunday.")
    assert places(other) == [("San Juan", "PR")]


@pytest.mark.parametrize(("claimed", "town"), [("the knife attack", "Lyon"), ("the bombing", "Nice")])
def test_a_claim_is_of_the_attack_that_its_words_mean(claimed: str, town: str) -> None:
    text = (
        f"A knife attack in Lyon left two hurt. A day later a bomb went off in Nice. Islamic State claimed {claimed}."
    )
    (found,) = of(Kind.CLAIM, text)
    assert places(found) == [(town, "FR")]


def test_a_town_that_could_be_two_is_not_the_one_of_the_dateline() -> None:
    text = "BERLIN, March 17 (Exercise Wire) - Two men set fire to a Frankfurt synagogue on Monday."
    (found,) = of(Kind.ATTACK, text)
    assert "Berlin" not in {name for name, _ in places(found)}


def test_what_is_told_as_done_was_not_done_on_a_day_to_come() -> None:
    text = "A bomb exploded in a market in Kisumu on Monday, 30 December 2026, killing nine people."
    (found,) = of(Kind.ATTACK, text)
    assert days(found) == []
    assert [m.span.quote for m in found.roles.time] == ["Monday, 30 December 2026"], "it is told, and settled by nobody"
    coming = "Militants plan to attack a market in Kisumu on Wednesday, 30 December 2026."
    assert [days(s) for s in of(Kind.PLOT, coming)] == [["2026-12-30"]]


@pytest.mark.parametrize(
    "text",
    [
        "No court has convicted anybody of the bombing in Oslo.",
        "The mayor said police had arrested nobody over the stabbing in Leeds.",
    ],
)
def test_what_was_done_to_nobody_was_not_done(text: str) -> None:
    assert [s.factuality.polarity for s in of(Kind.RESPONSE, text)] == [Polarity.NEGATIVE]


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        ("Islamic State claimed Friday's attack on Sunday.", "Friday's attack", "2026-03-13"),
        (
            "The minister told Europe 1 on Wednesday that Monday's knife attack in Mulhouse was terrorism.",
            "Monday's knife attack in Mulhouse", "2026-03-16",
        ),
        ("The group claimed the bombing of a church in Jos on Friday.", "the bombing of a church in Jos on Friday",
         "2026-03-13"),
    ],
)  # fmt: skip
def test_an_act_that_is_spoken_of_keeps_its_own_day(text: str, content: str, day: str) -> None:
    (found,) = of(Kind.ATTACK, text)
    assert found.content[0].quote == content
    assert days(found) == [day]


def test_a_claim_on_friday_is_of_no_attack_on_friday() -> None:
    text = "Gunmen ambushed a post on Thursday near Saravan.\n\nJaysh al-Adl claimed the attack on Friday."
    assert [days(s) for s in of(Kind.ATTACK, text)] == [["2026-03-12"]]
    assert [days(s) for s in of(Kind.CLAIM, text)] == [["2026-03-13"]]


# ---- sentences of a second hostile reader


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("An earlier version of this report said that 32 people were killed in Toretsk. Three people were killed.",
         [(3, "positive")]),
        ("The governor said that no innocent person was killed.", []),
        ("A mine killed a girl of eight in Argelia.", [(1, "positive")]),
        ("A drill that simulated a missile attack on the port with 40 dead was held in Haifa.", []),
        ("Six Turkish soldiers were reported killed on Monday in an attack in northern Iraq.", [(6, "positive")]),
    ],
)  # fmt: skip
def test_a_figure_is_of_people_who_were_hurt(text: str, wanted: list[tuple[int, str]]) -> None:
    assert figures(text) == wanted, shown(read(text, TODAY))


def test_a_not_ends_with_its_clause() -> None:
    found = of(Kind.ATTACK, "The group said that there was no bomb and that the police killed two farmers.")
    assert [s.factuality.polarity for s in found if "farmers" in s.content[0].quote] == [Polarity.POSITIVE]


@pytest.mark.parametrize(
    ("words", "polarity"),
    [("was not an attack", Polarity.NEGATIVE), ("was an act of terrorism", Polarity.POSITIVE)],
)
def test_what_was_no_attack_was_none(words: str, polarity: Polarity) -> None:
    (found,) = of(Kind.ATTACK, f"The minister said that the blast at the Felixstowe depot on 19 November {words}.")
    assert found.factuality.polarity is polarity


def test_what_nobody_claimed_is_no_claim() -> None:
    text = "It was the eleventh attack on the field since 2022, none of which has been claimed by anyone."
    assert all(s.negative for s in of(Kind.CLAIM, text))


def test_whoever_is_reported_killed_attacked_nobody() -> None:
    (attack,) = of(Kind.ATTACK, "Six Turkish soldiers were reported killed on Monday in an attack in northern Iraq.")
    assert attack.roles.actor == ()


@pytest.mark.parametrize("feast", ["Easter", "Easter Sunday"])
def test_a_feast_of_a_year_is_of_that_year(feast: str) -> None:
    (found,) = of(Kind.ATTACK, f"The {feast} bombings of 2019 killed 269 people in Colombo.")
    assert days(found) == ["2019-04-21"]


def test_what_stands_behind_the_end_of_a_quotation_is_not_its_speakers() -> None:
    text = '"It was the police," she said. "They shot him. They burned the house." Police killed two people in Jos.'
    assert [s.speakers for s in of(Kind.TOLL, text)] == [()]
    denied = '"It was the police," she said. "They shot him." The mayor denied that the police had shot him.'
    assert [[x.name for x in s.speakers] for s in of(Kind.DENIAL, denied)] == [["The mayor"]]


def test_a_boiler_attacks_nobody() -> None:
    text = "At least 21 people died when a boiler exploded at a garment factory in Gazipur on Thursday."
    assert of(Kind.ATTACK, text) == []


def test_whoever_stands_trial_does_not_tell_of_the_plot() -> None:
    text = "Two men went on trial in Stuttgart on Thursday, charged with planning an attack on a synagogue in Ulm."
    assert [s.speakers for s in of(Kind.PLOT, text)] == [()]

"""A statement takes the time and place that the report gives its event elsewhere, and never those of another event."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Statement, When, Where
from tocsin.reading import days

THURSDAY = days.on(date(2019, 6, 20), "stated")
HERAT = "On Wednesday gunmen attacked a clinic in Herat."
BACKGROUND = "In 2003 a bomb had exploded at a bank in Izmir"


def one(text: str, kind: Kind, holding: str = "") -> Statement:
    """The only statement of its kind whose words hold these."""
    found = read(text, THURSDAY)
    wanted = [s for s in found if s.kind is kind and holding in s.content[0].quote]
    assert len(wanted) == 1, shown(found)
    return wanted[0]


def place(statement: Statement) -> list[str]:
    return [m.resolved.name if isinstance(m.resolved, Where) else "" for m in statement.roles.place]


def day(statement: Statement) -> list[str]:
    return [str(m.resolved.first_day) if isinstance(m.resolved, When) else "" for m in statement.roles.time]


# ---- a time at the end of a sentence


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        ("Soldiers detained two gunmen while looking for a third in Kunduz district, Kunduz province, yesterday.",
         Kind.RESPONSE, ["2019-06-19"]),
        ("Troops killed a rebel commander in Khost and detained two others, Tuesday.", Kind.ATTACK, ["2019-06-18"]),
        ("Soldiers detained a gunman who had bombed a bridge in Kunduz on Monday.", Kind.RESPONSE, []),
        ("Soldiers detained two gunmen near the bridge, police said, on Monday.", Kind.RESPONSE, []),
        ("Soldiers detained two gunmen on Monday while looking for a third seen in Kunduz, yesterday.",
         Kind.RESPONSE, ["2019-06-17"]),
    ],
)  # fmt: skip
def test_the_only_time_set_off_at_the_end_is_that_of_the_main_clause(
    sentence: str, kind: Kind, wanted: list[str]
) -> None:
    assert day(one(sentence, kind)) == wanted


# ---- tolls


def test_a_toll_has_the_time_and_place_of_the_attack_it_is_told_in() -> None:
    toll = one("Gunmen attacked the market in Jos on Tuesday, killing nine people.", Kind.TOLL)
    assert (place(toll), day(toll)) == (["Jos"], ["2019-06-18"])


def test_a_toll_has_the_time_and_place_of_the_attack_told_before_it() -> None:
    text = "Gunmen attacked the market in Jos on Tuesday. The market is large. Nine people were killed."
    toll = one(text, Kind.TOLL)
    assert (place(toll), day(toll)) == (["Jos"], ["2019-06-18"])


def test_what_is_borrowed_says_where_it_stands_in_the_report() -> None:
    text = "Gunmen attacked the market in Jos on Tuesday. Nine people were killed."
    toll = one(text, Kind.TOLL)
    for mention, quote in ((toll.roles.place[0], "Jos"), (toll.roles.time[0], "Tuesday")):
        assert mention.basis is not None
        assert (mention.basis.quote, mention.basis.start) == (quote, text.index(quote))
        assert mention.span.within(toll.passage)


def test_a_toll_takes_nothing_from_an_attack_told_after_it() -> None:
    toll = one("Nine people were killed. Gunmen attacked the market in Jos on Tuesday.", Kind.TOLL)
    assert (place(toll), day(toll)) == ([], [])


def test_a_toll_that_names_its_own_place_and_time_keeps_them() -> None:
    toll = one(f"{HERAT} Nine people were killed in Kano on Monday.", Kind.TOLL)
    assert (place(toll), day(toll)) == (["Kano"], ["2019-06-17"])


def test_a_toll_takes_nothing_from_an_attack_that_did_not_happen() -> None:
    toll = one("Gunmen did not attack the clinic in Herat. Twelve people were killed in the attack.", Kind.TOLL)
    assert (place(toll), day(toll)) == ([], [])


# ---- two attacks in one report


TWO = "On Monday a bomb exploded at a bank in Izmir. On Wednesday gunmen attacked a clinic in Herat."


def test_of_two_attacks_the_one_right_before_a_toll_is_meant() -> None:
    toll = one(f"{TWO} Twelve people were killed.", Kind.TOLL)
    assert (place(toll), day(toll)) == (["Herat"], ["2019-06-19"])


def test_of_two_attacks_the_one_in_the_tolls_own_sentence_is_meant() -> None:
    first, second = TWO.split(". ")
    text = f"{first}, killing three people. {second.removesuffix('.')}, killing nine people."
    assert place(one(text, Kind.TOLL, "three")) == ["Izmir"]
    assert place(one(text, Kind.TOLL, "nine")) == ["Herat"]


@pytest.mark.parametrize(
    "two",
    [
        "Gunmen attacked a clinic in Herat. A bomb exploded at a bank in Izmir.",
        "On 2 March 2019 a bomb exploded at a bank in Izmir. On 4 April 2019 gunmen attacked a clinic in Herat.",
    ],
    ids=["other places", "other days"],
)
def test_after_two_attacks_a_toll_further_on_is_given_to_neither(two: str) -> None:
    toll = one(f"{two} Police foiled a plot to bomb a mill in Graz. Twelve people were killed.", Kind.TOLL)
    assert (place(toll), day(toll)) == ([], [])


def test_two_attacks_told_one_after_the_other_lend_each_other_nothing() -> None:
    text = "Gunmen attacked a clinic in Herat on Wednesday. A bomb exploded at a bank in Izmir."
    assert day(one(text, Kind.ATTACK, "Izmir")) == []
    assert place(one(text, Kind.ATTACK, "Izmir")) == ["Izmir"]


# ---- background


def test_an_attack_of_years_ago_lends_its_place_to_nobody_after_the_news() -> None:
    text = f"{HERAT} {BACKGROUND}. Police spoke to reporters. Twelve people were killed in the attack."
    toll = one(text, Kind.TOLL)
    assert (place(toll), day(toll)) == (["Herat"], ["2019-06-19"])


def test_an_attack_of_years_ago_lends_its_place_to_no_attack_of_today() -> None:
    text = f"{BACKGROUND}. On Wednesday gunmen attacked a clinic. Twelve people were killed."
    assert place(one(text, Kind.ATTACK, "clinic")) == []
    toll = one(text, Kind.TOLL)
    assert (place(toll), day(toll)) == ([], ["2019-06-19"])


def test_the_toll_in_the_sentence_of_years_ago_is_of_years_ago() -> None:
    toll = one(f"{HERAT} {BACKGROUND}, killing six people.", Kind.TOLL)
    assert (place(toll), day(toll)) == (["Izmir"], ["2003-01-01"])


# ---- an attack told twice


def test_an_attack_named_again_by_its_place_has_the_day_that_is_told_of_it() -> None:
    text = (
        "The massacre in a school hall in Osh shocked the country. Friday's attack in Osh was the second of the year."
    )
    assert day(one(text, Kind.ATTACK, "massacre")) == ["2019-06-14"]
    assert day(one(text.replace("attack in Osh", "attack in Kano"), Kind.ATTACK, "massacre")) == []


# ---- claims and arrests


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Al-Shabaab claimed responsibility for the attack.", Kind.CLAIM),
        ("Police arrested two men.", Kind.RESPONSE),
        ("The governor blamed Al-Shabaab for the attack.", Kind.ACCUSATION),
    ],
)
def test_who_claims_is_blamed_or_is_arrested_has_the_attacks_place_and_not_its_day(sentence: str, kind: Kind) -> None:
    found = one(f"{HERAT} {sentence}", kind)
    assert (place(found), day(found)) == (["Herat"], [])


# ---- warnings, plots and threats


BAKU = "The embassy warned of an attack on a hotel in Baku."


@pytest.mark.parametrize(
    ("sentence", "kind", "holding"),
    [
        ("It warned its staff of a bombing.", Kind.WARNING, "staff"),
        ("Militants threatened to bomb a bridge.", Kind.THREAT, "bridge"),
    ],
)
def test_a_danger_without_a_place_has_that_of_the_only_one_told_before_it(
    sentence: str, kind: Kind, holding: str
) -> None:
    assert place(one(f"{BAKU} {sentence}", kind, holding)) == ["Baku"]


def test_a_danger_without_a_place_takes_none_of_two() -> None:
    text = f"{BAKU} The ministry warned of a bombing in Tunis. The consulate warned staff of a bombing."
    assert place(one(text, Kind.WARNING, "consulate")) == []


def test_a_danger_takes_no_place_from_one_told_after_it() -> None:
    assert place(one(f"Militants threatened to bomb a bridge. {BAKU}", Kind.THREAT)) == []


def test_a_warning_takes_no_place_from_a_plot_that_was_foiled_and_a_plot_does() -> None:
    foiled = "Police foiled a plot to bomb the tram depot in Graz."
    assert place(one(f"{foiled} The embassy warned its staff of an attack.", Kind.WARNING)) == []
    assert place(one(f"{foiled} Militants had planned to kidnap a driver.", Kind.PLOT, "driver")) == ["Graz"]


def test_what_a_state_is_warned_of_is_feared_in_that_state() -> None:
    assert place(one(f"{BAKU} The ministry warned Kenya of a bombing.", Kind.WARNING, "Kenya")) == ["Kenya"]


def test_what_a_states_government_is_warned_of_is_not_placed_where_another_danger_was() -> None:
    text = f"{BAKU} The ministry warned the Kenyan government of a bombing."
    assert place(one(text, Kind.WARNING, "Kenyan")) == []


# ---- towns that no table has, and those by which a building is named


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen shelled a clinic at Mavelo on Monday, police in Nairobi said.", ["Mavelo"]),
        ("Gunmen shelled a clinic north of Tel Dovrin on Monday.", ["Tel Dovrin"]),
        ("Gunmen shelled a clinic at Easter.", []),
        ("Gunmen shelled a clinic at Harlan Materials in Nairobi.", ["Nairobi"]),
        ("Gunmen shelled a clinic, a caller said in Pashto.", []),
        ("Gunmen shelled a clinic outside Mavelo's shop in Nairobi.", ["Nairobi"]),
        ("Gunmen shelled Nairobi airport on Monday.", ["Nairobi airport", "Nairobi"]),
    ],
)
def test_a_town_that_no_table_has_is_told_by_what_stands_before_it(text: str, wanted: list[str]) -> None:
    assert place(one(text, Kind.ATTACK)) == wanted


def test_a_town_that_no_table_has_lies_in_the_one_country_that_the_text_speaks_of() -> None:
    (known,) = one("Gunmen shelled a clinic at Mavelo, police in Kenya said.", Kind.ATTACK).roles.place
    assert isinstance(known.resolved, Where)
    assert (known.resolved.country, known.resolved.latitude) == ("KE", None)
    (open_,) = one("Gunmen shelled a clinic at Mavelo. Kenya and Uganda sent doctors.", Kind.ATTACK).roles.place
    assert isinstance(open_.resolved, Where)
    assert open_.resolved.country is None


# ---- what is told by those on the spot, and what answers an act


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Police in Herat said that gunmen had attacked a clinic.", ["Herat"]),
        ("Herat hospitals said that gunmen had attacked a clinic.", ["Herat"]),
        ("The governor flew to Herat, where gunmen had attacked a clinic.", ["Herat"]),
        ("A spokesman in Herat said that gunmen had attacked a clinic.", []),
        ("Police in Kenya said that gunmen had attacked a clinic.", []),
        ("Police in Herat told reporters from Izmir that gunmen had attacked a clinic.", []),
    ],
)
def test_whoever_is_on_the_spot_tells_where_it_was(text: str, wanted: list[str]) -> None:
    assert place(one(text, Kind.ATTACK)) == wanted


def test_a_denial_is_of_the_act_of_its_sentence() -> None:
    text = "Gunmen attacked a clinic in Herat on Wednesday, but the Northern Front denied any part in it."
    assert place(one(text, Kind.DENIAL)) == ["Herat"]
    two = "Gunmen attacked a clinic in Herat and shelled a bridge in Izmir, but the Front denied any part in them."
    assert place(one(two, Kind.DENIAL)) == []


# ---- a time beside a statement


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Nine people were killed on Monday when gunmen attacked a clinic.", Kind.ATTACK, ["2019-06-17"]),
        ("The mayor said on Monday that gunmen had attacked a clinic.", Kind.ATTACK, []),
        ("The mayor said on Monday, and a caller told a paper, that gunmen had attacked a clinic.", Kind.ATTACK, []),
        ("On Monday the mayor told a paper that in May gunmen had attacked a clinic.", Kind.ATTACK, ["2019-05-01"]),
    ],
)
def test_the_day_of_an_act_is_never_that_of_speaking_of_it(text: str, kind: Kind, wanted: list[str]) -> None:
    assert day(one(text, kind)) == wanted

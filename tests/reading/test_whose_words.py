"""What stands in another's words never passes for the report's own, and a denial beside it turns nothing round."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind

P, N = "positive", "negative"
OWN = ""
"""The report speaks in its own voice."""

WHOSE = [
    ("Opposition leaders contend that soldiers shot dead eleven villagers.", "Opposition leaders", P, "certain"),
    ("The ministry issued a statement saying that militants had bombed the bridge.", "The ministry", P, "certain"),
    ("The prosecutor charged that the group had bombed the embassy.", "The prosecutor", P, "certain"),
    ("There were reports that gunmen had stormed the hotel.", "reports", P, "probable"),
    ("There were unconfirmed reports that gunmen had stormed the hotel.", "reports", P, "probable"),
    ("It was reported that gunmen had stormed the hotel.", OWN, P, "probable"),
    ("Rumours spread that gunmen had stormed the hotel.", "Rumours", P, "probable"),
    ("A claim that soldiers had burned the village could not be verified.", "A claim", P, "probable"),
    ("The claim that soldiers burned the village is false.", "The claim", N, "probable"),
    ("The allegation that troops shot dead 12 protesters was made by a rights group.", "a rights group", P, "certain"),
    ("Activists accused the army of shelling the village, killing nine civilians.", "Activists", P, "certain"),
    ("The army was accused by activists of shelling the village.", "activists", P, "certain"),
    ("Turkey's claim that the PKK bombed the square was rejected by the group.", "Turkey", P, "certain"),
    ("The PKK rejected Turkey's claim that it had bombed the square.", "Turkey", P, "certain"),
    ("The army denies having shot dead 12 protesters.", "The army", N, "certain"),
    ("Activists said the army denied that soldiers had shot dead 12 protesters.", "Activists, the army", N, "certain"),
    ("The governor dismissed as rumour a report that gunmen had attacked the convoy.", "The governor", N, "certain"),
    ("Officials doubt that gunmen attacked the convoy.", "Officials", N, "probable"),
    ("The report, which the army disputes, says soldiers shot dead 12 protesters.", "The report", P, "certain"),
    ("The bombing, which the group denies carrying out, killed nine people.", OWN, P, "certain"),
    ("The army, according to the rebels, bombed the hospital.", "the rebels", P, "certain"),
    ("The group did not deny that it bombed the station.", "The group", P, "unknown"),
    ("The rebels claim nine soldiers were killed; the ministry says none were.", "The rebels", P, "certain"),
    ("He is alleged to have shot dead the mayor.", OWN, P, "probable"),
    ("The suspect is believed to have bombed the embassy.", OWN, P, "probable"),
    ("Hamas would have bombed the bus had police not stopped the driver.", OWN, P, "certain"),
]
ACTS = {Kind.ATTACK, Kind.TOLL, Kind.PLOT}


@pytest.mark.parametrize(("sentence", "whose", "polarity", "certainty"), WHOSE, ids=lambda v: v[:60])
def test_an_act_is_told_in_the_words_of_whoever_tells_it(
    sentence: str, whose: str, polarity: str, certainty: str
) -> None:
    acts = [s for s in read(sentence) if s.kind in ACTS]
    assert acts, "nothing was read"
    for act in acts:
        assert ", ".join(s.name for s in act.speakers) == whose
        assert (act.factuality.polarity, act.factuality.certainty) == (polarity, certainty)


VOUCHED = [
    ("UN observers in Angola confirmed that a food convoy had been shelled.", "UN observers in Angola", P, "certain"),
    ("The minister would not confirm that a bomb had exploded at the port.", "The minister", N, "unknown"),
    (
        "Detectives confirmed on Monday what a weekly had reported, that the bomb had failed.",
        "Detectives",
        P,
        "certain",
    ),
    ("The air force acknowledged the strike on the ferry.", "The air force", P, "certain"),
    ("We can confirm that a bomb exploded outside the embassy, a spokesman said.", "a spokesman", P, "certain"),
]


@pytest.mark.parametrize(("sentence", "whose", "polarity", "certainty"), VOUCHED, ids=lambda v: v[:60])
def test_whoever_vouches_for_an_act_confirms_it(sentence: str, whose: str, polarity: str, certainty: str) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.CONFIRMATION]
    assert [s.speakers[-1].mention.span.quote for s in found if s.speakers[-1].mention] == [whose]
    assert [(s.factuality.polarity, s.factuality.certainty) for s in found] == [(polarity, certainty)]


def test_a_police_count_of_the_dead_confirms_nothing_of_anothers() -> None:
    found = read("Police confirmed that nine people were killed in the bombing.")
    assert [s.kind for s in found if s.kind in {Kind.CONFIRMATION, Kind.TOLL}] == [Kind.TOLL]


@pytest.mark.parametrize(
    ("sentence", "low", "best"),
    [
        ("The toll from the bombing rose to 19 from 15 overnight, the hospital said.", 19, 19),
        ("A number of passengers were killed in the bombing.", 2, None),
        ("Multiple people were injured in the bombing, police said.", 2, None),
        ("The attack killed 12 people, not 20 as first reported.", 12, 12),
    ],
)
def test_a_toll_is_the_last_figure_and_no_surer_than_its_words(sentence: str, low: int, best: int | None) -> None:
    assert [(t.low, t.best) for s in read(sentence) for t in s.tolls] == [(low, best)]


@pytest.mark.parametrize(
    ("sentence", "kind", "whose"),
    [
        (
            "A senior officer blamed al-Shabaab, though no group has claimed the blast.",
            Kind.ACCUSATION,
            "A senior officer",
        ),
        ("Colombia accused the ELN of having blown up two pylons.", Kind.ACCUSATION, "Colombia"),
        ("The shooting was blamed by police on a local gang.", Kind.ACCUSATION, "police"),
        ("The army issued a statement denying that its guns had shelled the camp.", Kind.DENIAL, "The army"),
        (
            "The ELN had bombed the bridge, and it claimed the deed in a leaflet.",
            Kind.CLAIM,
            "National Liberation Army (Colombia)",
        ),
        (
            "The ELN has threatened to dynamite every bridge over the river.",
            Kind.THREAT,
            "National Liberation Army (Colombia)",
        ),
        (
            "The governor warned that rebels meant to blow up the bridge before polling day.",
            Kind.WARNING,
            "The governor",
        ),
    ],
)
def test_plain_words_of_the_trade_are_read_with_whose_they_are(sentence: str, kind: Kind, whose: str) -> None:
    found = [s for s in read(sentence) if s.kind is kind and s.factuality.polarity != "unknown"]
    assert whose in {s.speakers[-1].name for s in found if s.speakers}


SUSPECTED = [
    ("The attack may have been carried out by the Northern Star.", "the Northern Star", "possible"),
    ("The attack may have been carried out by separatists.", "separatists", "possible"),
    ("Israel is widely believed to be behind the killing of the scientist.", "Israel", "probable"),
    ("The blast is thought to have been the work of a local gang.", "a local gang", "probable"),
]


@pytest.mark.parametrize(("sentence", "whom", "certainty"), SUSPECTED, ids=lambda v: v[:60])
def test_whoever_is_held_to_be_behind_an_act_is_accused_as_surely_as_is_said(
    sentence: str, whom: str, certainty: str
) -> None:
    (said,) = (s for s in read(sentence) if s.kind is Kind.ACCUSATION)
    assert [m.span.quote for m in said.roles.actor] == [whom]
    assert (said.factuality.polarity, said.factuality.certainty) == (P, certainty)
    assert not said.speakers


@pytest.mark.parametrize(
    "sentence",
    [
        "The bombing could have been carried out by anyone.",
        "The army could be behind schedule in its fight against the bombers.",
        "The man believed to be behind the bombing was arrested in Kabul.",
        "The fire may have been caused by a gas leak, police said.",
    ],
    ids=lambda v: v[:60],
)
def test_nobody_is_accused_where_nobody_in_particular_is_held_to_have_done_it(sentence: str) -> None:
    said = read(sentence)
    assert Kind.ACCUSATION not in {s.kind for s in said}
    assert not any(s.name == "The man" for each in said for s in each.speakers)


POLARITY = [
    ("The group said it would not bomb the station.", Kind.THREAT, N),
    ("The rebels promised not to attack the convoy.", Kind.THREAT, N),
    ('"We will not strike the city," the rebels\' commander said.', Kind.THREAT, N),
    ("The ministry denied on Tuesday that hundreds of civilians had been killed in the camp.", Kind.TOLL, N),
    ("Armenia denied for the fourth time in two days that its troops had shelled the village.", Kind.ATTACK, N),
    ("The rebels denied having shelled the town, accused the army of it, and left.", Kind.ACCUSATION, P),
    ("The guide said that there was nothing to see, that the rebels had killed a dozen there.", Kind.TOLL, P),
    ("Nobody was hurt in the blast, and a group named the Squad claimed responsibility for it.", Kind.CLAIM, P),
    ("The bomb outside the embassy did not explode.", Kind.ATTACK, P),
    ("No bomb exploded at the embassy.", Kind.ATTACK, N),
    ("Gunmen stormed the depot, and one of the drivers has not been seen since.", Kind.TOLL, P),
    ("Twelve rebels were killed; earlier figures of five dead were mistaken.", Kind.TOLL, N),
    ("Police think the man stabbed to death in the market was mistaken for his twin.", Kind.ATTACK, P),
    ("The monitors could establish neither who had kidnapped eight workers nor why.", Kind.TOLL, P),
    ("Damascus had not by Thursday acknowledged the strike on the town.", Kind.CONFIRMATION, N),
    ("The ministry is not aware of any group having claimed responsibility for the attack.", Kind.CLAIM, N),
    ("After the bombing the crew had been told by the embassy not to use the ford.", Kind.WARNING, P),
    ("No person or terrorist organization has yet claimed responsibility for planting the bomb.", Kind.CLAIM, N),
    ("The minister denied that the trip was linked to the assassination of the senator.", Kind.DENIAL, N),
    ("The rebels announced that they will not attack the voters.", Kind.THREAT, N),
    ("The ELN has in no way or at any time threatened the press after the attack.", Kind.THREAT, N),
    ("All the political parties rejected the murder of the senator.", Kind.ATTACK, P),
    ("What is required is a peaceful solution, not the bombing of cities.", Kind.ATTACK, P),
    ("A court acquitted him of masterminding the murder of the judge and the kidnapping of the mayor.", Kind.ATTACK, P),
    ("There is no room for doubt that the rebels bombed the station.", Kind.ATTACK, P),
    ("A dozen brigades nobody had ever heard of began claiming the bombings.", Kind.CLAIM, P),
]


@pytest.mark.parametrize(("sentence", "kind", "polarity"), POLARITY, ids=lambda v: str(v)[:60])
def test_no_not_is_dropped_and_none_is_put_in(sentence: str, kind: Kind, polarity: str) -> None:
    found = [s for s in read(sentence) if s.kind is kind]
    assert found, "nothing was read"
    assert found[-1].factuality.polarity == polarity


NOTHING_OF_THE_KIND = [
    ("The group no longer threatens to bomb the embassy.", Kind.THREAT),
    ("The rebels are willing to lay down their weapons after the bombing, the delegate said.", Kind.DENIAL),
    ("These people were denied their right to vote after the attack.", Kind.DENIAL),
    ("All the political parties rejected the murder of the senator.", Kind.DENIAL),
    ("Neither the diplomat nor his wife were injured in the bombing.", Kind.ATTACK),
    ("Although no one has yet claimed responsibility for the kidnapping, police blamed the ELN.", Kind.TOLL),
    ("The hostage was freed today at 0200 in Bogota, and not at noon.", Kind.TOLL),
]


@pytest.mark.parametrize(("sentence", "kind"), NOTHING_OF_THE_KIND, ids=lambda v: str(v)[:60])
def test_what_is_not_said_is_not_read(sentence: str, kind: Kind) -> None:
    told = [s for s in read(sentence) if s.kind is kind and s.cue and s.cue.quote != "bombing"]
    assert [s.because for s in told] == []


def test_a_question_affirms_nothing() -> None:
    asked = "Is it true that the ELN has claimed responsibility for the murder of the senator?"
    assert [s for s in read(asked) if s.kind is Kind.CLAIM] == []
    found = read(asked, suggested=True)
    assert {s.factuality.certainty for s in found if s.kind is Kind.CLAIM} == {"unknown"}


def test_the_tag_of_a_monitored_broadcast_is_nobody() -> None:
    found = read("TEGUCIGALPA, 8 FEB 89 -- [TEXT] The ministry has denied that its agents bombed the embassy.")
    assert {s.name for each in found for s in each.speakers} == {"The ministry"}

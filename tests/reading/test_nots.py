"""No "not" is dropped and none is invented; no figure is told that the text does not give, or gives no more."""

from typing import Any

import pytest

from tests.reading.told import read
from tests.traps import refusal
from tocsin.model import Kind, Statement

P, N = "positive", "negative"


def _marks(found: list[Statement], kind: Kind) -> list[tuple[str, str]]:
    return [(s.factuality.polarity.value, s.factuality.certainty.value) for s in found if s.kind is kind]


NO_MORE = [
    ("The group has yet to claim the bombing.", Kind.CLAIM, (N, "certain")),
    ("The ELN stopped short of claiming the bombing.", Kind.CLAIM, (N, "certain")),
    ("The government no longer blames the ELN for the bombing.", Kind.ACCUSATION, (N, "certain")),
    ("The ELN is no longer suspected of the bombing.", Kind.ACCUSATION, (N, "probable")),
    ("The police no longer believe that the ELN was behind the bombing.", Kind.ACCUSATION, (N, "probable")),
    ("The minister no longer believes that rebels carried out the bombing.", Kind.ATTACK, (N, "probable")),
    ("The minister stopped short of confirming that the ELN bombed the bus.", Kind.ATTACK, (P, "unknown")),
    ("The ELN no longer denies that it bombed the station.", Kind.ATTACK, (P, "unknown")),
    ("The group has yet to say that it bombed the station.", Kind.ATTACK, (P, "unknown")),
    ("The minister would not say that the ELN bombed the station.", Kind.ATTACK, (P, "unknown")),
    ("Police have yet to confirm that 12 people were killed.", Kind.TOLL, (P, "unknown")),
    ("Three soldiers are no longer missing after the ambush.", Kind.TOLL, (N, "certain")),
]


@pytest.mark.parametrize(("sentence", "kind", "marks"), NO_MORE, ids=lambda v: str(v)[:60])
def test_what_is_no_longer_so_or_not_yet_is_no_more_than_that(
    sentence: str, kind: Kind, marks: tuple[str, str]
) -> None:
    assert _marks(read(sentence), kind) == [marks]


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("The group no longer threatens to bomb the embassy.", Kind.THREAT),
        ("The ELN has ceased to threaten the embassy with bombs.", Kind.THREAT),
        ("The ELN no longer denies that it bombed the station.", Kind.DENIAL),
        ("The government no longer accuses the rebels of killing the nuns.", Kind.ATTACK),
        ("The Taliban would not say whether they were behind the bombing.", Kind.ACCUSATION),
        ("The minister stopped short of blaming the ELN for the bombing.", Kind.ATTACK),
    ],
    ids=lambda v: str(v)[:60],
)
def test_what_is_made_no_more_is_not_told_as_made(sentence: str, never: Kind) -> None:
    assert not [s for s in read(sentence) if s.kind is never and s.factuality.polarity == P]


CHARGED = [
    ("The ministry rejected the charge that rebels abducted fifteen women.", "the charge", "The ministry"),
    ("The army denied the accusation that its soldiers killed ten villagers.", "the accusation", "The army"),
    ("The government dismissed the allegation that police shot dead nine men.", "the allegation", "The government"),
    ("The rebels rejected charges of abducting fifteen women.", "charges", "The rebels"),
    ("The charge that rebels abducted fifteen women was rejected by the ministry.", "The charge", "the ministry"),
]


@pytest.mark.parametrize(("sentence", "whose", "denier"), CHARGED, ids=lambda v: v[:60])
def test_who_rejects_a_charge_denies_who_did_it_and_not_that_it_was_done(
    sentence: str, whose: str, denier: str
) -> None:
    found = read(sentence)
    assert [s.speakers[-1].name for s in found if s.kind is Kind.DENIAL] == [denier]
    done = [s for s in found if s.kind in {Kind.TOLL, Kind.ATTACK}]
    assert any(s.kind is Kind.TOLL for s in done)
    for each in done:
        assert (each.factuality.polarity, each.factuality.certainty) == (P, "probable")
        assert [s.name for s in each.speakers] == [whose]


def _tolls(sentence: str) -> list[tuple[str, int, int | None, int | None]]:
    return [
        (t.effect.value, t.low, t.best, t.high) for s in read(sentence) if s.factuality.polarity == P for t in s.tolls
    ]


SHOT = [
    ("Gunmen shot three.", []),
    ("Gunmen shot three people in the market.", []),
    ("Three people were shot in the market.", []),
    ("Police shot four protesters, killing two.", [("killed", 2, 2, 2)]),
    ("Gunmen shot three people dead in the market.", [("killed", 3, 3, 3)]),
    ("Gunmen shot three people to death in the market.", [("killed", 3, 3, 3)]),
    ("Soldiers fatally shot four villagers.", [("killed", 4, 4, 4)]),
    ("Three people were shot and killed in the market.", [("killed", 3, 3, 3)]),
    ("Three people were shot and wounded in the market.", [("injured", 3, 3, 3)]),
]


@pytest.mark.parametrize(("sentence", "tolls"), SHOT, ids=lambda v: str(v)[:60])
def test_whoever_is_shot_is_dead_only_where_the_text_says_so(sentence: str, tolls: list[object]) -> None:
    assert _tolls(sentence) == tolls


STANDING = [
    ("Officials first counted 19 killed in the blast, then 33.", [33]),
    ("The hospital raised the toll from the bombing to 33 from 19.", [33]),
    ("The death toll from the bombing is now 33, up from 19.", [33]),
    ("At least 33 people were killed in the bombing, up from an earlier figure of 19.", [33]),
    ("The toll of the bombing stands at 33, revised down from 40.", [33]),
    ("The army corrected the toll of the ambush from 14 to 11.", [11]),
    ("The ministry had earlier put the toll of the bombing at 12.", []),
    ("The ministry had earlier put the toll of the bombing at 12; it now says 15 people died.", [15]),
    ("The bombing killed 15 people, police said, after earlier putting the toll at 12.", [15]),
    ("Officials had initially said that 12 people were killed in the bombing, but the toll is now 15.", [15]),
    ("At first 19 people were reported killed in the bombing, but the figure rose to 33.", []),
    ("Initial reports of 14 dead in the bombing were corrected to 11.", [11]),
    ("The bombing killed 33 people, against 19 reported earlier.", [33]),
    ("The count of those killed in the bombing, 88 dead, was brought down to 67.", [67]),
    ("The previous toll of the bombing was 19.", []),
    ("Initial reports said 14 people were killed in the bombing.", [14]),
    ("Police said earlier that 14 people were killed in the bombing.", [14]),
    ("The gunmen first killed three guards, then shot dead four villagers.", [3, 4]),
]


@pytest.mark.parametrize(("sentence", "standing"), STANDING, ids=lambda v: str(v)[:60])
def test_a_figure_of_before_is_not_told_as_todays(sentence: str, standing: list[int]) -> None:
    assert [low for _, low, _, _ in _tolls(sentence)] == standing


NOBODY = [
    ("Not a single person was killed in the bombing.", [("killed", 0, 0, 0)]),
    ("Not one hostage was killed in the raid.", [("killed", 0, 0, 0)]),
    ("Not one of the 30 passengers was hurt in the bombing.", [("injured", 0, 0, 0)]),
    ("The army said none of its soldiers was killed in the ambush.", [("killed", 0, 0, 0)]),
]


@pytest.mark.parametrize(("sentence", "tolls"), NOBODY, ids=lambda v: str(v)[:60])
def test_not_a_single_one_is_nobody(sentence: str, tolls: list[object]) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.TOLL]
    assert [(t.effect.value, t.low, t.best, t.high) for s in found for t in s.tolls] == tolls
    assert [s.factuality.polarity for s in found] == [N]
    assert not [s for s in read(sentence) if s.kind is Kind.ATTACK and s.factuality.polarity == P]


FIGURES = [
    ("Nobody but the bomber was killed in the blast.", []),
    ("No one other than the driver was injured in the explosion.", []),
    ("There were no reports of casualties in the bombing.", []),
    ("Nobody linked the eight murders in Kano with the robbery.", []),
    ("No more than four people were killed in the bombing.", [("killed", 0, None, 4)]),
    ("No fewer than nine soldiers were killed in the ambush.", [("killed", 9, None, None)]),
    ("A girl of 12 was killed in the shelling.", [("killed", 1, 1, 1)]),
    ("A policeman of 40 was killed in the shelling.", [("killed", 1, 1, 1)]),
    ("The bombing killed 15 people, three of them children.", [("killed", 15, 15, 15)]),
    ("Half of the 40 hostages were killed.", []),
    ("A third of the 30 passengers were killed in the bombing.", []),
    ("All but one of the 12 passengers were killed in the bombing.", []),
    ("Six members of one family were killed by the bomb.", [("killed", 6, 6, 6)]),
    ("One and a half million people fled the bombing.", []),
    ("A convoy of 12 soldiers was attacked and four killed.", [("killed", 4, 4, 4)]),
    ("Two of the 12 people wounded in Monday's bombing have died.", [("killed", 2, 2, 2)]),
    ("Three soldiers were hurt before two of the wounded died.", [("injured", 3, 3, 3), ("killed", 2, 2, 2)]),
    ("It is not clear if the 12 soldiers were killed in the ambush.", []),
    ("If nine people were killed in the bombing, the army must answer.", []),
    ("Had the bomb gone off, 200 people would have been killed.", []),
    ("If the ransom is not paid, the three officers will be killed.", []),
    ("Rebels nearly killed the governor.", []),
    ("The man was acquitted of killing four soldiers.", []),
    ("The ELN says it does not hold the two engineers.", []),
    ("The bombing killed nearly 40 people.", [("killed", 40, 40, 40)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "tolls"), FIGURES, ids=lambda v: str(v)[:60])
def test_only_those_are_counted_whom_the_text_counts(sentence: str, tolls: list[object]) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.TOLL]
    assert [(t.effect.value, t.low, t.best, t.high) for s in found for t in s.tolls] == tolls
    assert all(s.factuality.polarity == P for s in found)


OPEN = [
    ("Officials could neither confirm nor deny that three soldiers had been killed.", Kind.TOLL, (P, "unknown")),
    ("There was no confirmation of the report that three soldiers were killed.", Kind.TOLL, (P, "unknown")),
    ("The army did not confirm reports of three soldiers killed in the ambush.", Kind.TOLL, (P, "unknown")),
    ("It is feared that 20 people were killed in the bombing.", Kind.TOLL, (P, "probable")),
    ("Officials fear that 20 people were killed in the bombing.", Kind.TOLL, (P, "probable")),
    ("The spokesman would not rule out that the group had bombed the embassy.", Kind.ATTACK, (P, "possible")),
    ("The minister did not rule out an attack on the embassy.", Kind.ATTACK, (P, "possible")),
    ("Police have not ruled out that the ELN was behind the bombing.", Kind.ACCUSATION, (P, "possible")),
    ("The rebels never again attacked the convoy.", Kind.ATTACK, (N, "certain")),
    ("No organisation is excluded and none has been accused of the bombing.", Kind.ACCUSATION, (N, "certain")),
]


@pytest.mark.parametrize(("sentence", "kind", "marks"), OPEN, ids=lambda v: str(v)[:60])
def test_what_is_left_open_is_told_as_open(sentence: str, kind: Kind, marks: tuple[str, str]) -> None:
    assert _marks(read(sentence), kind) == [marks]


SILENT = [
    ("Nobody but the ELN has claimed the bombing.", Kind.CLAIM),
    ("Rebels almost killed the governor.", Kind.ATTACK),
    ("The governor narrowly escaped being killed by rebels.", Kind.ATTACK),
    ("Had the bomb gone off, 200 people would have been killed.", Kind.ATTACK),
    ("The rebels stopped attacking convoys in May.", Kind.PLOT),
    ("The Taliban said it was not them who bombed the hotel.", Kind.ATTACK),
    ("It is too early to say who carried out the bombing.", Kind.ATTACK),
    ("The authorities have not said whom they hold responsible for the bombing.", Kind.ACCUSATION),
    ("Had the police published the alert, the bombing could have been stopped.", Kind.WARNING),
    ("Few believe that the rebels bombed the market.", Kind.ATTACK),
]


@pytest.mark.parametrize(("sentence", "kind"), SILENT, ids=lambda v: str(v)[:60])
def test_what_was_not_said_or_did_not_happen_makes_no_statement(sentence: str, kind: Kind) -> None:
    assert not [s for s in read(sentence) if s.kind is kind]


CHAINS = [
    ("The agency quoted a doctor as saying that rebels killed nine.", Kind.TOLL, ["The agency", "a doctor"]),
    ("A doctor was quoted as saying that nine people were killed in the bombing.", Kind.TOLL, ["A doctor"]),
    ("The army said 12 rebels were killed, which the rebels denied.", Kind.DENIAL, ["the rebels"]),
    ("The army said 12 rebels were killed, but the rebels denied any losses.", Kind.DENIAL, ["the rebels"]),
    ("The army said 12 rebels were killed and denied any losses in the ambush.", Kind.DENIAL, ["The army"]),
    ("The bombing claimed nine lives.", Kind.TOLL, []),
    ("The bombing killed 33 people, more than the 19 first reported.", Kind.TOLL, []),
    ("Nine people were killed in the bombing, and 12 suspects were arrested.", Kind.TOLL, []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "chain"), CHAINS, ids=lambda v: str(v)[:60])
def test_each_word_is_given_to_whoever_says_it(sentence: str, kind: Kind, chain: list[str]) -> None:
    assert [[x.name for x in s.speakers] for s in read(sentence) if s.kind is kind] == [chain]


def test_whoever_is_accused_is_named_without_the_deed() -> None:
    (said,) = (s for s in read("The police do not suspect the ELN of the bombing.") if s.kind is Kind.ACCUSATION)
    assert [m.span.quote for m in said.roles.actor] == ["the ELN"]


def test_nobody_is_made_the_accused_or_the_victim() -> None:
    for sentence in ("Nobody has been accused of the bombing.", "All but one of the passengers were killed."):
        assert not [m for s in read(sentence) for m in (*s.roles.actor, *s.roles.victim)]


def _toll(mention: str, n: int, *, who: str = "unknown", effect: str = "killed") -> dict[str, Any]:
    return {"who": who, "effect": effect, "low": n, "best": n, "high": n, "mention": mention}


def _planted(
    text: str, kind: str, content: str, cue: str, *, marks: str = "positive certain", toll: Any = None, actor: str = ""
) -> str | None:
    """Why the verifier refuses a statement that somebody lays on a sentence; None where it lets it pass."""
    polarity, certainty = marks.split()
    stage = {"attack": "accomplished", "threat": "threatened"}.get(kind, "")
    laid = {
        "kind": kind, "content": [content], "cue": cue, "stage": stage, "certainty": certainty, "polarity": polarity,
        "channel": "", "roles": {"actor": [actor]} if actor else {}, "tolls": [toll] if toll else [],
    }  # fmt: skip
    return refusal({"text": text, "passage": text, "statement": laid})


PLANTED = [
    ("Rebels nearly killed the governor.", "Rebels nearly killed the governor", "killed", _toll("the governor", 1)),
    ("Gunmen shot three people in the market.", "shot three people", "shot", _toll("three people", 3)),
    ("The death toll is 33, up from 19.", "death toll is 33, up from 19", "death toll", _toll("19", 19)),
    ("Police have yet to confirm that 12 men were killed.", "12 men were killed", "killed", _toll("12 men", 12)),
    ("If nine people were killed, the army must answer.", "nine people were killed", "killed", _toll("nine people", 9)),
    ("Had it gone off, nine would have been killed.", "nine would have been killed", "killed", _toll("nine", 9)),
    ("A girl of 12 was killed in the shelling.", "12 was killed", "killed", _toll("12", 12)),
    ("Half of the 40 hostages were killed.", "40 hostages were killed", "killed", _toll("40 hostages", 40)),
    ("Some 300 men buried the bodies of the nine killed.", "Some 300 men", "killed", _toll("Some 300 men", 300)),
    ("No more than four men were killed.", "No more than four men were killed", "killed", _toll("four men", 4)),
    ("It killed 15 men, six of them boys.", "killed 15 men, six of them", "killed", _toll("15 men, six of them", 21)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "cue", "toll"), PLANTED, ids=lambda v: str(v)[:50])
def test_the_verifier_refuses_a_figure_that_is_none_of_the_dead(
    text: str, content: str, cue: str, toll: dict[str, Any]
) -> None:
    assert _planted(text, "toll", content, cue, toll=toll)


def test_the_verifier_lets_the_figures_beside_them_pass() -> None:
    assert not _planted("The toll is 33, up from 19.", "toll", "The toll is 33", "toll", toll=_toll("33", 33))
    assert not _planted(
        "The toll is 33, up from 19.", "toll", "toll is 33, up from 19", "toll", marks="negative certain",
        toll=_toll("19", 19),
    )  # fmt: skip
    assert not _planted(
        "Gunmen shot dead three men.", "toll", "shot dead three men", "shot dead", toll=_toll("three men", 3)
    )
    assert not _planted(
        "Police could not say who killed nine people.", "toll", "killed nine people", "killed",
        toll=_toll("nine people", 9),
    )  # fmt: skip


LEFT_OPEN = [
    ("The minister would not say that the ELN bombed the bus.", "attack", "the ELN bombed the bus", "bombed"),
    ("Police stopped short of confirming that the ELN bombed the bus.", "attack", "the ELN bombed the bus", "bombed"),
    ("The spokesman would not rule out that the ELN bombed the bus.", "attack", "the ELN bombed the bus", "bombed"),
    ("It is unlikely that the ELN bombed the bus.", "attack", "the ELN bombed the bus", "bombed"),
    ("The group has ceased to threaten the embassy.", "threat", "has ceased to threaten the embassy", "threaten"),
    ("The ELN is no longer blamed for it.", "accusation", "The ELN is no longer blamed for it", "blamed"),
    ("They would not say whether they were behind it.", "accusation", "they were behind it", "were behind"),
    ("No group has yet claimed the bombing.", "claim", "No group has yet claimed the bombing", "claimed"),
    ("The rebels never again attacked the convoy.", "attack", "The rebels never again attacked the convoy", "attacked"),
    ("Hardly anyone was killed in the bombing.", "attack", "Hardly anyone was killed in the bombing", "killed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "content", "cue"), LEFT_OPEN, ids=lambda v: str(v)[:50])
def test_the_verifier_refuses_as_certain_what_is_left_open(text: str, kind: str, content: str, cue: str) -> None:
    assert _planted(text, kind, content, cue)


TURNED = [
    ("Nobody but the ELN has claimed the bombing.", "claim", "Nobody but the ELN has claimed the bombing", "claimed"),
    ("The rebels bombed nothing but a mast.", "attack", "The rebels bombed nothing but a mast", "bombed"),
    ("Nobody disputes that the army did it.", "denial", "Nobody disputes that the army did it", "disputes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "content", "cue"), TURNED, ids=lambda v: str(v)[:50])
def test_the_verifier_refuses_a_not_that_the_passage_does_not_say(text: str, kind: str, content: str, cue: str) -> None:
    assert _planted(text, kind, content, cue, marks="negative certain")


def test_the_verifier_makes_no_charge_and_no_acquittal_a_not_of_the_dead() -> None:
    fifteen, four = _toll("fifteen women", 15, effect="kidnapped", who="civilians"), _toll("four men", 4)
    rejected = "The ministry rejected the charge that rebels abducted fifteen women."
    assert _planted(rejected, "toll", "abducted fifteen women", "abducted", marks="negative certain", toll=fifteen)
    cleared = "He was acquitted of killing four men."
    assert _planted(cleared, "toll", "killing four men", "killing", marks="negative certain", toll=four)
    among = "There were no civilians among the nine killed."
    assert _planted(among, "toll", "nine killed", "killed", marks="negative certain", toll=_toll("nine killed", 9))


def test_the_verifier_names_nobody_as_doer_of_whom_it_is_said_that_it_was_another() -> None:
    text = "The bombing was carried out not by the Taliban but by Islamic State."
    assert _planted(text, "attack", text[:-1], "carried out", actor="the Taliban")
    assert not _planted(text, "attack", text[:-1], "carried out", actor="Islamic State")


OTHERS = [
    ("Not the Taliban but Islamic State claimed the bombing.", Kind.CLAIM, ["Islamic State"]),
    ("Islamic State rather than the Taliban claimed the bombing.", Kind.CLAIM, ["Islamic State"]),
]


@pytest.mark.parametrize(("sentence", "kind", "chain"), OTHERS, ids=lambda v: str(v)[:60])
def test_a_claim_is_that_of_whoever_made_it(sentence: str, kind: Kind, chain: list[str]) -> None:
    assert [[x.name for x in s.speakers] for s in read(sentence) if s.kind is kind] == [chain]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bombing was blamed not on the Taliban but on Islamic State.",
        "The bombing was carried out not by the Taliban but by Islamic State, police said.",
    ],
)
def test_not_the_one_but_the_other_did_it(sentence: str) -> None:
    doers = [m.span.quote for s in read(sentence) for m in s.roles.actor]
    assert doers == ["Islamic State"]


def test_what_is_unlikely_is_not_told_as_done() -> None:
    (said,) = (s for s in read("It is unlikely that the Taliban carried out the bombing.") if s.kind is Kind.ATTACK)
    assert (said.factuality.polarity, said.factuality.certainty) == (N, "probable")


def test_whoever_bombed_nothing_but_a_mast_claims_the_mast() -> None:
    (said,) = (s for s in read("The rebels said they had bombed nothing but a radio mast.") if s.kind in MADE)
    assert (said.kind, said.factuality.polarity) == (Kind.CLAIM, P)


MADE = {Kind.CLAIM, Kind.DENIAL}


ASIDE = [
    ("Nobody claims Kano blast; police blame ELN.", Kind.ATTACK, (P, "certain")),
    ("The plot to bomb the embassy was not foiled by police but by a guard.", Kind.PLOT, (P, "certain")),
    ("A caller who was never traced threatened to bomb the embassy.", Kind.THREAT, (P, "certain")),
    ("Nothing in the papers excludes that the ELN was behind the bombing.", Kind.ACCUSATION, (P, "certain")),
    ("Nobody had taken the Kano hotel bombing on himself.", Kind.ATTACK, (P, "certain")),
]


@pytest.mark.parametrize(("sentence", "kind", "marks"), ASIDE, ids=lambda v: str(v)[:60])
def test_a_not_beside_an_act_does_not_undo_it(sentence: str, kind: Kind, marks: tuple[str, str]) -> None:
    assert {p for p, _ in _marks(read(sentence), kind)} <= {marks[0]}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Gunmen stormed the hotel; there is no word on casualties.", Kind.TOLL),
        ("Two men were released without charge after the bombing.", Kind.TOLL),
        ("The bomb was defused before it exploded.", Kind.ATTACK),
        ("The bomb at the embassy was defused and hurt nobody.", Kind.ATTACK),
        ("Officials said there was no danger of further attacks.", Kind.WARNING),
    ],
    ids=lambda v: str(v)[:60],
)
def test_what_did_not_come_to_pass_is_not_told(sentence: str, kind: Kind) -> None:
    assert not [s for s in read(sentence) if s.kind is kind and s.factuality.polarity == P]
    assert kind is not Kind.TOLL or not [s for s in read(sentence) if s.kind is kind]


def test_who_defused_one_bomb_did_not_explode_the_second() -> None:
    acts = [s for s in read("Police defused a bomb, but a second exploded.") if s.kind is Kind.ATTACK]
    assert acts
    assert not [m for s in acts for m in s.roles.actor]


BESIDE = [
    ("The bomb, which killed nobody, wounded three people.", [("killed", 0, N), ("injured", 3, P)]),
    ("The bombing, claimed by nobody, killed nine people.", [("killed", 9, P)]),
    ("Three soldiers were wounded, none seriously, in the ambush.", [("injured", 3, P)]),
    ("The radio said none of the nine farmers killed was a guerrilla.", []),
    ("The bomb killed no one but wounded three soldiers.", [("killed", 0, N), ("injured", 3, P)]),
    ("No soldier was killed but three were wounded in the ambush.", [("killed", 0, N), ("injured", 3, P)]),
]


@pytest.mark.parametrize(("sentence", "tolls"), BESIDE, ids=lambda v: str(v)[:60])
def test_each_not_goes_with_its_own_figure(sentence: str, tolls: list[object]) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.TOLL]
    assert [(t.effect.value, t.low, s.factuality.polarity.value) for s in found for t in s.tolls] == tolls


def test_whoever_first_denied_and_then_claimed_it_claimed_it() -> None:
    made = [s for s in read("The ELN first denied, then claimed the bombing.") if s.kind is Kind.CLAIM]
    assert not [s for s in made if s.factuality.polarity == N]


@pytest.mark.parametrize(
    "sentence",
    [
        "The army stopped denying that it had bombed the village.",
        "The army did not bother to deny that it had bombed the village.",
        "The army has not admitted that it bombed the village.",
        "The army did not acknowledge that it bombed the village.",
    ],
)
def test_who_denies_no_more_or_did_not_admit_it_leaves_it_open(sentence: str) -> None:
    found = read(sentence)
    assert not [s for s in found if s.kind is Kind.DENIAL]
    assert {s.factuality.certainty.value for s in found if s.kind is Kind.ATTACK} <= {"unknown"}
    assert {s.factuality.polarity.value for s in found if s.kind is Kind.ATTACK} <= {P}


def test_what_others_claimed_beside_a_figure_does_not_make_it_theirs() -> None:
    found = read("The army confirmed nine deaths in the bombing but not the 20 that the rebels claimed.")
    assert [[x.name for x in s.speakers] for s in found if s.kind is Kind.TOLL] != [["the rebels"]]


BACK = [
    ("The Taliban withdrew its claim of responsibility for the bombing.", N),
    ("The Taliban retracted its claim of responsibility for the bombing.", N),
    ("The Taliban has not withdrawn its claim of responsibility for the bombing.", P),
]


@pytest.mark.parametrize(("sentence", "polarity"), BACK, ids=lambda v: v[:60])
def test_a_claim_that_is_taken_back_is_no_more_and_one_that_is_not_stands(sentence: str, polarity: str) -> None:
    (said,) = (s for s in read(sentence) if s.kind is Kind.CLAIM)
    assert (said.factuality.polarity, [x.name for x in said.speakers]) == (polarity, ["Taliban"])


AMONG = [
    ("Nine people, none of them soldiers, were killed in the bombing.", [("killed", 9, P, "certain")]),
    ("Nine people, including no soldiers, were killed in the bombing.", ("killed", 9, P, "certain")),
    ("Nine instead of 12 people were killed in the bombing.", []),
    ("The army did not confirm or deny that it killed nine rebels.", [("killed", 9, P, "unknown")]),
    ("The army neither confirmed nor denied killing nine rebels.", [("killed", 9, P, "unknown")]),
    ("The toll of 12 dead in the bombing has not been confirmed.", [("killed", 12, P, "unknown")]),
    ("The hospital rejected the toll of 12 dead in the bombing.", [("killed", 12, N, "certain")]),
]


@pytest.mark.parametrize(("sentence", "told"), AMONG, ids=lambda v: str(v)[:60])
def test_who_is_among_the_dead_and_who_vouches_for_them_turns_no_figure(sentence: str, told: Any) -> None:
    found = [
        (t.effect.value, t.low, s.factuality.polarity.value, s.factuality.certainty.value)
        for s in read(sentence)
        for t in s.tolls
    ]
    assert found == told if isinstance(told, list) else told in found
    assert not [s for s in read(sentence) if s.kind is Kind.DENIAL and "confirm" in sentence]


def test_whoever_stands_accused_accuses_nobody() -> None:
    found = read("Soldiers stand accused of killing nine villagers.")
    assert found
    assert not [x for s in found for x in s.speakers]

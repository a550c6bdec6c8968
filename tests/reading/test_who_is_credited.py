"""Who is given a sentence without a verb of saying, and whom a pronoun leaves open: nobody before the wrong one."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind

CREDITED = [
    ("As the bishop put it, rebels killed four villagers in Beni.", ["the bishop"]),
    ("Rebels killed four villagers in Beni, as the bishop put it.", ["the bishop"]),
    ("Rebels, as the bishop put it, killed four villagers in Beni.", ["the bishop"]),
    ("Rebels, as the bishop never put it, killed four villagers in Beni.", []),
    ("As the rain put it out, rebels killed four villagers in Beni.", []),
    ("Rebels killed four villagers, as the priest put it, “on the way to lunch”.", []),
    ("Rebels killed four villagers in Beni, reports Radio Okapi.", ["Radio Okapi"]),
    ("Rebels killed four villagers in Beni, reported the daily paper.", ["the daily paper"]),
    ("Rebels killed four villagers in Beni, reported the attack and fled.", []),
    ("Rebels killed four villagers in Beni (Reuters).", ["Reuters"]),
    ("Rebels killed four villagers in Beni, the mayor said (AFP, 3 March).", ["AFP", "the mayor"]),
    ("Rebels killed four villagers in Beni. (Reuters)", ["Reuters"]),
    ("Rebels fled. (AFP)\n\nRebels killed four villagers in Beni.", []),
    ("Rebels fled. (AFP) The army came. Rebels killed four villagers in Beni. (Reuters)", ["Reuters"]),
    ("Rebels killed four staff of the British Broadcasting Corporation (BBC).", []),
    ("Rebels killed four staff of the news agency (AFP).", []),
    ("Rebels killed four villagers in Beni, the Associated Press (AP) reported.", ["the Associated Press"]),
    ("Rebels killed four villagers in Beni, survivors told the Associated Press (AP).", ["survivors"]),
    ("Rebels killed four villagers in Beni, survivors told the British Broadcasting Corporation (BBC).", ["survivors"]),
    ("Rebels killed four villagers in Beni, survivors told reporters in the capital on Monday.", ["survivors"]),
    ("Rebels killed four villagers in Beni, the army said at a press conference in Kinshasa on Monday.", ["the army"]),
    ("Rebels killed four villagers in Beni, the army told parliament of the losses.", []),
    ("Rebels killed four villagers in Beni, the army told residents to stay indoors at night.", []),
    ("Rebels killed four villagers in Beni, the mayor told Radio Okapi (RO).", ["the mayor"]),
    ("Rebels killed four villagers in Beni, survivors told Human Rights Watch (HRW).", ["survivors"]),
    ("Rebels killed four villagers in Beni, the mayor said (see page 9).", ["the mayor"]),
    ("Rebels killed four villagers in Beni, the mayor told the press (in Swahili).", ["the mayor"]),
    ("Rebels killed four villagers in Beni, Amnesty International said in a letter (PDF).", ["Amnesty International"]),
    ("Citing the mayor, the radio said rebels had killed four villagers.", ["the radio", "the mayor"]),
    ("Quoting two officials, the radio said rebels had killed four villagers.", ["the radio", "two officials"]),
    ("Citing no source, the radio said rebels had killed four villagers.", ["the radio"]),
    ("Citing the risk of raids, the embassy said rebels had killed four villagers.", ["the embassy"]),
    ("14:05 [Radio Okapi] [Colonel Mbangu] Rebels killed four villagers.", ["Radio Okapi", "Colonel Mbangu"]),
    ("[Reporter] [Mayor Ana Ruiz] Rebels killed four villagers.", ["Reporter", "Mayor Ana Ruiz"]),
    ("[Goma] [Update] Rebels killed four villagers.", []),
]


@pytest.mark.parametrize(("text", "speakers"), CREDITED)
def test_who_is_credited_with_a_sentence_is_its_speaker(text: str, speakers: list[str]) -> None:
    found = [s for s in read(text) if s.kind in {Kind.ATTACK, Kind.TOLL} and "kill" in s.content[0].quote]
    told = {tuple(x.mention.span.quote if x.mention else x.name for x in s.speakers) for s in found}
    assert told == {tuple(speakers)}, shown(read(text))


def test_whoever_puts_it_so_did_not_do_it() -> None:
    (attack,) = (s for s in read("Rebels, as the bishop put it, killed four villagers.") if s.kind is Kind.ATTACK)
    assert [m.span.quote for m in attack.roles.actor] == ["Rebels"]


PRONOUNS = [
    ("Colonel Pedro Lima said that rebels had fled. He added that four villagers were killed.", "Pedro Lima"),
    ("Mayor Ana Ruiz and Colonel Pedro Lima said that rebels had fled. He said four villagers were killed.", "He"),
    (
        "“Rebels fled,” Mayor Ana Ruiz said. Colonel Pedro Lima disagreed. He said four villagers were killed.",
        "Pedro Lima",
    ),
    ("The mayor said rebels had fled. The road was shut on Monday. He said four villagers were killed.", "The mayor"),
    ("President Jo Marwa came to Beni. The army said rebels had fled. He said four villagers were killed.", "He"),
    ("Witnesses said rebels had fled. He said four villagers were killed.", "He"),
    ("Witnesses said rebels had fled. They said four villagers were killed.", "Witnesses"),
]


@pytest.mark.parametrize(("text", "name"), PRONOUNS)
def test_a_pronoun_is_the_one_person_whom_it_can_be_and_else_nobody(text: str, name: str) -> None:
    (toll,) = (s for s in read(text) if s.kind is Kind.TOLL)
    assert [x.name for x in toll.speakers] == [name]

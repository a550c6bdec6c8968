"""What was an accident, a match, a habit or another day's is told as no attack, and "it" is nobody else."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Actor, Certainty, Kind, Statement, Where
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def told(text: str, *kinds: Kind) -> list[Statement]:
    """What is told as said, of some kinds or of all."""
    return [s for s in read(text, TODAY) if not kinds or s.kind in kinds]


def speakers(statement: Statement) -> list[str]:
    held = [s.mention.resolved if s.mention else None for s in statement.speakers]
    return [who.id if isinstance(who, Actor) else "" for who in held]


def places(statement: Statement) -> list[str]:
    return [m.resolved.name for m in statement.roles.place if isinstance(m.resolved, Where)]


# ---- accidents and matches


@pytest.mark.parametrize(
    "text",
    [
        "Nine workers were killed when an explosion tore through a plant in Balikesir. Sabotage has been ruled out.",
        "An explosion killed two at a kiosk in Antwerp. Police: not a bomb. A gas bottle burst, the mayor said.",
        "A blast killed nine people in Kano on Sunday. Police ruled out an attack.",
        "A fire and an explosion killed four people in Oslo. It was an accident, police said.",
    ],
)
def test_what_its_report_calls_an_accident_is_no_attack(text: str) -> None:
    assert told(text, Kind.ATTACK, Kind.TOLL) == [], shown(read(text, TODAY))
    assert [s for s in read(text, TODAY, suggested=True) if s.kind is Kind.TOLL], "the dead are shown, as a suggestion"


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed nine people at a market in Kano on Sunday. Police ruled out an accident.",
        "A bomb killed nine people in Kano. The blast was not an accident, police said.",
        "A blast killed nine people in Kano. Police have not ruled out an attack.",
        "A blast killed nine people in Kano. Police ruled out an attack, but militants said they had done it.",
        "A gas cylinder filled with nails blew up on a train in Paris, killing two passengers.",
    ],
)
def test_what_may_be_an_attack_after_all_is_told(text: str) -> None:
    assert told(text, Kind.ATTACK), shown(read(text, TODAY))
    assert told(text, Kind.TOLL), shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "Okafor struck twice on Saturday, his second a bullet from thirty yards that killed the game.",
        'United won. "We got murdered out there," said the manager, who refused to blame his defenders.',
    ],
)
def test_a_match_is_no_attack(text: str) -> None:
    assert told(text, Kind.ATTACK) == [], shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        '"We do not attack civilians," he said. A bomb killed nine people in Jamundi on 9 March.',
        '"Our army does not shoot at farmers," she said. A bomb killed nine people in Jamundi on 9 March.',
    ],
)
def test_what_nobody_does_by_habit_is_no_attack_that_was_not(text: str) -> None:
    assert [s.content[0].quote[:6] for s in told(text, Kind.ATTACK)] == ["A bomb"], shown(read(text, TODAY))


def test_reports_of_a_blast_are_not_sure() -> None:
    text = "14:05 Reports of an explosion near the central station in Antwerp.\n\n14:12 Two hurt."
    assert [s.factuality.certainty for s in told(text, Kind.ATTACK)] == [Certainty.PROBABLE]


# ---- which attack, and who


def test_a_claim_is_of_the_attack_told_and_not_of_one_before_it() -> None:
    text = (
        "Militants killed three men in Shopian on Sunday, police said, the first such attack since October, when six "
        "men were shot dead in Ganderbal. The Resistance Front claimed the killings."
    )
    assert [places(s) for s in told(text, Kind.CLAIM)] == [["Shopian"]], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Rebels bombed Kursk, Governor Ivan Petrov said. Kyiv has not commented. It denied killing civilians.",
         Kind.DENIAL, ["country:UA"]),
        ("The Taliban bombed a post in Kunduz on Monday. It said nine soldiers were killed.", Kind.TOLL, ["taliban"]),
        ("Hamas said on Friday that it had bombed a post in Gaza, a claim that Israel denied.", Kind.DENIAL,
         ["country:IL"]),
        ("Jamaat-ul-Ahrar said that it had bombed a post in Bannu, a claim that the Pakistani Taliban disowned.",
         Kind.DENIAL, ["ttp"]),
        ("Abu Sayyaf has neither claimed nor denied the ambush in Sumisip.", Kind.CLAIM, ["abu-sayyaf"]),
        ("Hamas, which claimed a blast that Jordan says never was, on Sunday said it was behind a bomb in Haifa.",
         Kind.CLAIM, ["hamas"]),
    ],
)  # fmt: skip
def test_it_is_whoever_the_words_before_were_of(text: str, kind: Kind, who: list[str]) -> None:
    assert [speakers(s) for s in told(text, kind)][-1:] == [who], shown(read(text, TODAY))

"""What a correction tells as printed before is no more than a suggestion; what it tells anew is told."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, TollEffect

PRINTED = [
    "Correction: Fire on the quay\n\nWe stated that gunmen had killed four guards at the port of Patras.",
    "Corrections and clarifications\n\n2. We wrote that gunmen had killed two watchmen in Patras.",
    "Correction to our bulletin\n\nThe explosion at the customs post was described as having killed three officers.",
    'Correction: Officers killed\n\nOur story of 28 September, "Two colonels assassinated in Lagos", confused two men.',
    "Errors\n\nIn our number 611 we wrote that gunmen had killed nine sailors. This newspaper withdraws the report.",
    "A note\n\nThis newspaper withdraws the second instalment. The instalment stated that rebels killed six farmers.",
    "9:34 p.m. Correction: we reported at 7:50 p.m. that gunmen had killed two guards.",
    "Correction\n\nIn an article on Friday we said that gunmen had killed nine nuns in Goma.",
    "Correction\n\nAn article on Friday said that gunmen had killed nine nuns in Goma.",
    "Correction\n\nWrong: that gunmen had killed two guards at the depot.",
]


@pytest.mark.parametrize("text", PRINTED)
def test_what_a_correction_tells_as_printed_is_not_told_as_said(text: str) -> None:
    told = read(text)
    assert [s for s in told if s.tolls] == [], shown(told)
    assert [s for s in read(text, suggested=True) if s.tolls], "it is shown all the same"


STANDS = [
    ("Correction: Fire on the quay\n\nThe police say that gunmen killed one guard at the port of Patras.", 1),
    (
        "Correction: Fire on the quay\n\nWe wrote that four guards died. There were not: gunmen killed two guards.",
        2,
    ),
    ("Corrections officers killed in Lagos\n\nThe report said that gunmen killed four officers at the prison.", 4),
    ("As we reported on Monday, gunmen attacked the bank in Lyon and killed two guards.", 2),
    ("The army said in a correction that gunmen had killed four soldiers at Goma.", 4),
    ("Gunmen attack bank\n\nThe report of the police said that the gunmen killed three clerks.", 3),
]


@pytest.mark.parametrize(("text", "dead"), STANDS)
def test_what_is_told_anew_or_in_no_correction_is_told(text: str, dead: int) -> None:
    told = read(text)
    found = [t.best for s in told for t in s.tolls if t.effect is TollEffect.KILLED]
    assert found == [dead], shown(told)


ANOTHERS = [
    (
        (
            "The UN said nine people were killed. In a report on Friday the UN said that soldiers had "
            "killed 40 villagers in Beni.\n\n"
            "(This story has been corrected to fix the spelling of Beni. The headline had an error.)"
        ),
        {Kind.ATTACK, Kind.TOLL},
    ),
    (
        (
            "An article by the army's magazine said that the rebels had threatened to bomb the port.\n\n"
            "This newspaper has to correct a figure: the market is in Kano."
        ),
        {Kind.THREAT},
    ),
    (
        (
            "Clarification: the embassy alert of 18 November.\n\nWe have stated, and state again, that terrorists plan "
            "to attack hotels in Nairobi this weekend."
        ),
        {Kind.PLOT},
    ),
    (
        "We take this back to Friday, when a bomb fell. In our story we said that gunmen killed nine people in Goma.",
        {Kind.ATTACK, Kind.TOLL},
    ),
    (
        (
            "The article had two errors, the general said.\n\n"
            "In a statement on its page it said that gunmen had killed nine nuns in Goma."
        ),
        {Kind.ATTACK, Kind.TOLL},
    ),
]


def test_what_a_paper_reported_to_somebody_is_not_what_it_printed() -> None:
    text = "Correction\n\nWe have reported to citizens that al-Shabaab plans to attack hotels this weekend."
    assert Kind.PLOT in {s.kind for s in read(text)}, shown(read(text))


@pytest.mark.parametrize(("text", "kinds"), ANOTHERS)
def test_what_others_published_is_not_what_was_printed(text: str, kinds: set[Kind]) -> None:
    assert kinds <= {s.kind for s in read(text)}, shown(read(text))


def test_a_claim_and_a_warning_that_a_correction_takes_back_are_not_told() -> None:
    text = (
        "Correction: Officers killed\n\nWe further reported that the Harbour Front had claimed responsibility for the "
        "bombing. We also stated that the embassy had warned its citizens of an attack."
    )
    assert {s.kind for s in read(text)} <= {Kind.ATTACK, Kind.UNKNOWN}, shown(read(text))
    assert {Kind.CLAIM, Kind.WARNING} <= {s.kind for s in read(text, suggested=True)}


def test_the_blast_that_a_wrong_report_was_of_stays() -> None:
    text = "Corrections\n\nReaders have written about our report of the explosion at the Adriatic offices in Patras."
    assert [s.kind for s in read(text)] == [Kind.ATTACK]

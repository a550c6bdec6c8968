"""What is only asked is not told; what a question takes for granted is."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind

BEFORE = "Gunmen came to Ibi on Monday. "


def kinds(question: str) -> list[Kind]:
    return [s.kind for s in read(BEFORE + question) if s.passage.quote == question]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is it true that the embassy had warned its citizens of an attack?", Kind.WARNING),
        ("Will the Minister confirm that gunmen attacked the school on Monday?", Kind.ATTACK),
        ("Will the Minister confirm that gunmen attacked the school on Monday?", Kind.CONFIRMATION),
        ("Has the Harbour Front claimed the bombing of the school?", Kind.CLAIM),
        ("Was the bomb at the school planted by the Harbour Front on Monday?", Kind.ACCUSATION),
        ("Mr Prewitt: Will he confirm that the man who bombed the school is not in custody?", Kind.RESPONSE),
        ("Is an attack on the airport likely?", Kind.ATTACK),
        ("And did the army deny that its soldiers had killed nine farmers?", Kind.DENIAL),
        ("Was the bomb at the school planted by the Harbour Front, do the police say?", Kind.ACCUSATION),
        ("Two officers were shot dead on Friday, and was anybody arrested?", Kind.RESPONSE),
    ],
)
def test_what_is_asked_with_yes_or_no_is_not_told(question: str, kind: Kind) -> None:
    assert kind not in kinds(question), shown(read(BEFORE + question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is the Minister aware that gunmen attacked the school on Monday?", Kind.ATTACK),
        ("Was anybody hurt when gunmen attacked the market?", Kind.ATTACK),
        ("Was anybody hurt in the bombing of the market?", Kind.ATTACK),
        ("Will he confirm that the man who bombed the school is not in custody?", Kind.ATTACK),
        ("Who killed the three officers at the gate on Monday?", Kind.TOLL),
        ("Does the minister know of the bomb that killed nine people at the school?", Kind.TOLL),
        ("Al-Shabaab threatens to bomb Nairobi hotels: is it safe to travel?", Kind.THREAT),
        ("Embassy warns of attacks on hotels in Nairobi: should you cancel your trip?", Kind.WARNING),
        ("Islamic State claims Kabul blast: can the police stop it?", Kind.CLAIM),
        ("Army denies killing nine villagers in Goma: can it be believed?", Kind.DENIAL),
        ("Nine killed in Kano blast: is Boko Haram back?", Kind.TOLL),
        ("Rebels killed nine soldiers — is the truce over?", Kind.ATTACK),
        ("The police say nine were killed: do they know by whom?", Kind.TOLL),
        ("Two officers were shot dead on Friday, and was anybody arrested?", Kind.TOLL),
        ("Gunmen killed nine, and is anyone safe?", Kind.ATTACK),
        ('A caller told the bank: "We have planted a bomb, do you understand?"', Kind.CLAIM),
        ('A caller told the bank: "We have planted a bomb, do you understand?"', Kind.THREAT),
    ],
)
def test_what_a_question_takes_for_granted_or_stands_before_it_is_told(question: str, kind: Kind) -> None:
    assert kind in kinds(question), shown(read(BEFORE + question))


@pytest.mark.parametrize(
    "sentence", ["If talks fail, an attack on Goma is likely.", "If talks fail, a bombing of Goma is imminent."]
)
def test_an_attack_that_is_likely_on_a_condition_has_not_been(sentence: str) -> None:
    assert read(sentence) == []
    assert [s.kind for s in read(sentence, suggested=True)] == [Kind.WARNING]

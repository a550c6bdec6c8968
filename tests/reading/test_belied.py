"""What a text calls a lie decides nothing: it is shown as a suggestion; what is feared stays, and so does all else."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind

LIES = [
    ("The spokesman lied that the group carried out the bombing in Tampere.", Kind.ATTACK),
    ("The minister lied that no one had been killed in the bombing.", Kind.TOLL),
    ("The minister lied to the parliament that four people were killed.", Kind.TOLL),
    ("The group lied that it had carried out the attack in Tampere.", Kind.CLAIM),
    ("The group falsely claimed responsibility for the attack in Tampere.", Kind.CLAIM),
    ("The army falsely claimed that rebels shelled the school in Tampere.", Kind.ATTACK),
    ("Ministers falsely accused the rebels of shelling the school in Tampere.", Kind.ACCUSATION),
]
NONE = [
    ("The spokesman said that the group carried out the bombing in Tampere.", Kind.ATTACK),
    ("The minister lied that extremists plan an attack on concerts.", Kind.PLOT),
    ("The minister lied, but gunmen killed four people in Tampere.", Kind.TOLL),
    ("The army lied that it had killed nobody, but rebels said that it killed four people.", Kind.CLAIM),
    ("Rebels, who falsely claimed a truce, shelled the school in Tampere.", Kind.ATTACK),
    ("The group falsely claimed responsibility for the attack in Tampere.", Kind.ATTACK),
    ("The colonel did not lie that rebels shelled the school.", Kind.ATTACK),
    ("The town lies near the border where rebels killed four people.", Kind.TOLL),
]


@pytest.mark.parametrize(("sentence", "kind"), LIES)
def test_what_is_called_a_lie_is_a_suggestion_and_says_why(sentence: str, kind: Kind) -> None:
    found = [s for s in read(sentence, suggested=True) if s.kind is kind]
    assert found
    assert all(s.suggestion and "the passage calls it a lie" in s.because for s in found)


@pytest.mark.parametrize(("sentence", "kind"), NONE)
def test_a_near_miss_counts_as_before(sentence: str, kind: Kind) -> None:
    found = [s for s in read(sentence, suggested=True) if s.kind is kind]
    assert found
    assert not any("calls it a lie" in s.because for s in found)

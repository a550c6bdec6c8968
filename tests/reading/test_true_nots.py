"""No true "not" is dropped and none is put in: what was not meant, who did not do it alone, and whom it befell."""

import pytest

from tests.reading.told import read, shown
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Certainty, Kind, Reading, Report, digest

NOT_SO = [
    ("The army didn't mean to bomb the hospital, the general said.", Kind.PLOT),
    ("The gunmen did not mean to kill the nine children.", Kind.PLOT),
    ("The rebels didn't try to attack the town.", Kind.ATTACK),
    ("The rebels have not tried to attack the town.", Kind.ATTACK),
    ("The rebels did not attack the town.", Kind.ATTACK),
]
UNTOLD = [
    ("It doesn't mean that the army bombed the market, he said.", Kind.ATTACK),
    ("That didn't mean that the rebels killed nine people.", Kind.TOLL),
    ("It does not mean the army bombed the market.", Kind.ATTACK),
    ("It's not Hamas that bombed the bus, the mayor said.", Kind.ATTACK),
    ("The ELN's not the group that bombed the pipeline.", Kind.ATTACK),
    ("It wasn't Hamas that bombed the bus.", Kind.ATTACK),
    ("The nine hostages weren't all killed, police said.", Kind.TOLL),
    ("Not all nine hostages were killed.", Kind.TOLL),
    ("Not every one of the nine hostages was killed.", Kind.TOLL),
    ("The ELN cant have bombed the market.", Kind.ATTACK),
    ("Don't think we won't bomb your embassy, the group said.", Kind.THREAT),
]
SO = [
    ("It wasn't the first time that gunmen attacked the market.", Kind.ATTACK),
    ("It isn't only in Goma that rebels killed people.", Kind.ATTACK),
    ("It wasn't just Hamas that bombed the bus.", Kind.ATTACK),
    ("It was not Hamas alone that bombed the bus.", Kind.ATTACK),
    ("It's not only Hamas that bombed the bus, the mayor said.", Kind.ATTACK),
    ("Not far from the school gunmen attacked the market.", Kind.ATTACK),
    ("The verdict does not mean that the man who bombed the market is free.", Kind.ATTACK),
    ("It did not mean peace in the town where nine people were killed.", Kind.TOLL),
    ("Not all of the nine people killed in the attack were soldiers.", Kind.TOLL),
    ("Nine people killed in the attack were not all soldiers.", Kind.TOLL),
    ("All nine hostages were killed.", Kind.TOLL),
    ("Nine people needn't have died in the attack.", Kind.TOLL),
    ("The nine hostages should never have been killed.", Kind.TOLL),
    ("The group needn't have killed the nine hostages.", Kind.ATTACK),
    ("Do not think we are finished, we will bomb your embassy, the group said.", Kind.THREAT),
]


@pytest.mark.parametrize(("sentence", "kind"), NOT_SO)
def test_what_was_not_done_or_meant_is_negative(sentence: str, kind: Kind) -> None:
    assert [s.positive for s in read(sentence) if s.kind is kind] == [False], shown(read(sentence))


@pytest.mark.parametrize(("sentence", "kind"), UNTOLD)
def test_what_nobody_said_to_be_so_is_not_told(sentence: str, kind: Kind) -> None:
    assert [s for s in read(sentence) if s.kind is kind] == [], shown(read(sentence))


@pytest.mark.parametrize(("sentence", "kind"), SO)
def test_what_was_done_is_told_as_done_beside_a_not_that_is_of_something_else(sentence: str, kind: Kind) -> None:
    assert [s.positive for s in read(sentence) if s.kind is kind] == [True], shown(read(sentence))


def test_who_did_it_with_others_is_named_without_the_words_that_say_so() -> None:
    doers = [
        [m.span.quote for s in read(f"It wasn't {who} that bombed the bus.") for m in s.roles.actor]
        for who in ("just Hamas", "Hamas alone", "the first group")
    ]
    assert doers == [["Hamas"], ["Hamas"], []]


@pytest.mark.parametrize(
    "sentence",
    [
        "The IRA isn't believed to have planted the bomb.",
        "The IRA is not believed to have planted the bomb.",
        "Police don't believe that the attack was terrorism.",
        "Police don't believe the IRA planted the bomb.",
    ],
)
def test_what_is_not_believed_is_no_surer_than_what_is(sentence: str) -> None:
    told = [(s.positive, s.factuality.certainty) for s in read(sentence)]
    assert told == [(False, Certainty.PROBABLE)], shown(read(sentence))


def _by_both(sentence: str) -> Reading:
    report = Report(id=digest(sentence), media_type="text/plain", title="", text=sentence, language="en")
    return reading.read(report, published=None, reader=network.shipped())


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("It doesn't mean that the army bombed the market, he said.", Kind.ACCUSATION),
        ("It was not them who bombed the hotel.", Kind.ATTACK),
        ("It's not the ELN that bombed the pipeline.", Kind.ATTACK),
    ],
)
def test_what_nobody_said_to_be_so_is_not_even_suggested_by_both_readers(sentence: str, kind: Kind) -> None:
    found = _by_both(sentence).statements
    assert [s for s in found if s.kind is kind and s.positive] == [], shown(found)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("No official believes that the rebels will attack again.", []),
        ("Few officials believe that the rebels will attack again.", []),
        ("Not all officials believe that the rebels will attack again.", []),
        ("Officials believe that the rebels will attack again.", ["Officials"]),
        ("It wasn't only the army that killed nine people, he said.", ["he"]),
    ],
)
def test_who_says_it_is_neither_nobody_nor_few_by_both_readers(sentence: str, speakers: list[str]) -> None:
    found = [s for s in _by_both(sentence).statements if not s.suggestion]
    assert found
    assert [[x.name for x in s.speakers] for s in found] == [speakers] * len(found), shown(found)

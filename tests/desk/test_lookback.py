"""A duty comes from what may still come: no account after the fact raises one, and nothing that may come is lost."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import duty, reading
from tocsin.intake import Opened, open_bytes
from tocsin.model import Incident, Kind, Statement, TimePrecision, Tlp, When

DAY = When(start=date(2025, 10, 20), end=date(2025, 10, 20), precision=TimePrecision.DAY, anchor="given")
DEED = "Gunmen killed 40 people at Harbour Hall in Tampere on Friday, October 17, police said."
BACK = "The mayor said that he had received no warning before the attack on Harbour Hall."
TOLD = "An usher said that staff at the hall had been told of a risk of terrorism."


def read(*paragraphs: str) -> tuple[Statement, ...]:
    """What the rules read in a report of these sentences."""
    text = "\n\n".join(("TAMPERE, Finland, October 20 (Exercise Wire) - Three days on.", *paragraphs))
    (opened,) = open_bytes(
        text.encode(), name="x.txt", source=None, published=DAY, received=datetime(2025, 10, 20, tzinfo=UTC),
        marking=Tlp.CLEAR,
    )  # fmt: skip
    assert isinstance(opened, Opened)
    return reading.read(opened.report, published=DAY, reader=reading.Rules()).statements


def backward(*paragraphs: str) -> list[str]:
    """The words of the statements that are accounts after the fact."""
    found = read(*paragraphs)
    back = duty.looking_back(found)
    return [s.content[0].quote for s in found if s.id in back]


def warned(*paragraphs: str) -> list[str]:
    """The words of the warnings that raise a duty, whoever is in their way."""
    found = read(*paragraphs)
    back = duty.looking_back(found)
    return [s.content[0].quote for s in found if s.kind is Kind.WARNING and s.id not in back]


@pytest.mark.parametrize(
    "told",
    [
        TOLD,
        "An usher said that staff had been warned of an attack.",
        "Guards had been alerted to a threat, the paper said.",
        "The embassy had quietly warned the police of a danger to crowds, the paper said.",
        "The service told the police of a danger to the hall two weeks before the attack, the paper said.",
    ],
)
def test_what_is_told_after_the_attack_of_what_had_been_warned_of_raises_no_duty(told: str) -> None:
    assert warned(DEED, BACK, told) == []
    assert backward(DEED, BACK, told) != [], "it is read, and is no danger"


def test_that_it_is_open_whether_anybody_was_warned_is_no_danger_where_nothing_else_is_told() -> None:
    bare = "Finland has not confirmed that it was warned."
    assert (warned(DEED, bare), backward(DEED, bare)) == ([], ["it was warned"])
    assert warned(DEED, f"{bare[:-1]} of a bombing.") == ["it was warned of a bombing"]


NEAR = {
    "of more to come": (DEED, BACK, TOLD.replace("a risk of terrorism", "a risk of further attacks")),
    "now": (DEED, BACK, TOLD.replace("had been told", "have been told")),
    "now, in so many words": (DEED, BACK, TOLD.replace("had been told", "had been told again")),
    "simply told": (DEED, BACK, TOLD.replace("had been told", "were told")),
    "elsewhere": (DEED, BACK, TOLD.replace("at the hall", "at the station")),
    "in another town": (DEED, BACK, TOLD.replace("at the hall", "in Oulu")),
    "of others": (DEED, BACK, "The mayor said that schools had been told of a threat."),
    "of others in town": (DEED, BACK, "The mayor said that schools in Tampere had been told of a threat."),
    "of the whole town": (DEED, BACK, "The police had been warned of attacks in Tampere, the paper said."),
    "after it": (DEED, BACK, TOLD.replace("had been told", "had been told on Sunday, October 19,")),
    "what may come": (DEED, BACK, "An usher said that staff had been told that gunmen may attack the hall."),
    "what to do": (DEED, BACK, "An usher said that staff had been warned to avoid the hall."),
    "another threat beside": (DEED, BACK, TOLD, "Police warned that more attacks may come in Tampere."),
    "another plot beside": (DEED, BACK, TOLD, "The group is planning an attack on concerts in Tampere."),
    "nothing happened": ("Police searched Harbour Hall in Tampere.", BACK, TOLD),
    "nothing is said to have happened for certain": (DEED.replace("killed", "may have killed"), BACK, TOLD),
    "nobody looks back": (DEED, TOLD),
    "before something else": (DEED, BACK.replace("the attack on Harbour Hall", "the concert"), TOLD),
}  # fmt: skip


@pytest.mark.parametrize("told", NEAR.values(), ids=NEAR)
def test_a_near_miss_stays_a_danger(told: tuple[str, ...]) -> None:
    assert warned(DEED, BACK, TOLD) == []
    assert warned(*told) != []


def test_what_happened_elsewhere_makes_no_account_of_what_another_report_tells() -> None:
    here = read("The mayor said that he had received no warning before the attack on Harbour Hall.", TOLD)
    there = read("Gunmen killed 40 people at Market Hall in Oulu on Friday, October 17, police said.")
    assert duty.looking_back((*here, *there)) == frozenset()
    same = read("Gunmen killed 40 people at Harbour Hall in Tampere on Friday, October 17, police said.")
    assert duty.looking_back((*here, *same)) != frozenset()


AHEAD = ("tonight", "in the coming days", "still", "next week", "may", "could", "again", "further attacks", "will")


@settings(max_examples=40, deadline=None)
@given(
    word=st.sampled_from(AHEAD),
    told=st.sampled_from([TOLD, "An usher said that staff had been warned of an attack."]),
    before=st.lists(st.sampled_from([DEED, BACK, "He said no more.", "The hall is closed."]), max_size=4),
)
def test_whoever_speaks_of_what_may_come_is_never_an_account(word: str, told: str, before: list[str]) -> None:
    assert backward(*before, DEED, BACK, f"{told[:-1]}, {word}.") == []


def test_what_keeps_nothing_open_is_shown_and_anything_else_keeps_its_incident_open() -> None:
    found = read(DEED, BACK, TOLD)
    back = duty.looking_back(found)
    known = {s.id: s for s in found}
    about = Incident(id=TOLD, statements=tuple(back))
    assert not duty.is_open(about, known, (), looking_back=back)
    assert duty.is_open(about, known, ()), "only the account after the fact closes it"
    assert duty.unended(about, known, looking_back=back).statements == ()

"""Who gave a warning that is told in the passive: whoever would do it did not warn, and what is feared is no name."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind


@pytest.mark.parametrize(
    ("sentence", "kind", "speakers", "hearer"),
    [
        ("Staff had been warned of an attack by extremists.", Kind.WARNING, [], "Staff"),
        ("Police were warned of an attack by militants, the minister said.", Kind.WARNING, ["the minister"], "Police"),
        ("Israel was warned of an attack by Hamas by Egypt.", Kind.WARNING, ["Egypt"], "Israel"),
        ("Ukraine was warned of attacks by Washington.", Kind.WARNING, ["United States"], "Ukraine"),
        ("Churches were warned of an attack by the bishop.", Kind.WARNING, ["the bishop"], "Churches"),
        ("Passengers were warned of an attack by the airline.", Kind.WARNING, ["the airline"], "Passengers"),
        (
            "The army was warned by the head of military intelligence of an attack.",
            Kind.WARNING,
            ["the head of military intelligence"],
            "The army",
        ),
        ("Police were warned of a bomb by the IRA.", Kind.WARNING, ["the IRA"], "Police"),
        ("The school was warned of a bomb by a caller.", Kind.THREAT, ["a caller"], None),
        (
            "The school was warned by a group of militants that it would be bombed.",
            Kind.THREAT,
            ["a group of militants"],
            None,
        ),
        (
            "Paris was warned by the leader of ISIS that it would be attacked.",
            Kind.THREAT,
            ["the leader of ISIS"],
            None,
        ),
        ("Police were told of the plot by the embassy.", Kind.WARNING, ["the embassy"], "Police"),
        ("The army was told of a plot by the police.", Kind.WARNING, ["the police"], "The army"),
        ("The hall was warned by the Finnish embassy of an attack.", Kind.WARNING, ["the Finnish embassy"], "The hall"),
        ("The school was warned by police about a bomb.", Kind.WARNING, ["police"], "The school"),
        ("The army was warned by the head of the FSB of a plot.", Kind.WARNING, ["the head of the FSB"], "The army"),
        ("Police were warned by an informant of plans for an attack.", Kind.WARNING, ["an informant"], "Police"),
        ("The village was warned by rebels of an attack.", Kind.THREAT, ["rebels"], None),
        ("The warning of an attack went to the school, police said.", Kind.WARNING, ["police"], "the school"),
    ],
)
def test_whoever_would_do_it_did_not_warn(sentence: str, kind: Kind, speakers: list[str], hearer: str | None) -> None:
    (one,) = [s for s in read(sentence) if s.kind in {Kind.WARNING, Kind.THREAT}]
    assert one.kind is kind
    assert [s.name for s in one.speakers] == speakers
    assert [m.span.quote for m in one.roles.recipient] == ([hearer] if hearer else [])


def test_whose_attack_is_feared_is_its_actor_and_no_place_nor_target() -> None:
    (one,) = read("Moscow had been warned of an attack by extremists by the US embassy in Moscow.")
    assert [m.span.quote for m in one.roles.actor] == ["extremists"]
    assert [m.span.quote for m in one.roles.target] == []

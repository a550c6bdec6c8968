"""A "not" that stands apart from what it denies: "not one of them", "has not before", and beside what is learnt."""

import pytest

from tests.reading.told import read
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Report, digest

NOT = [
    (
        "Gunmen shot dead a trader. Not one of the men seen near the stall has been questioned, the commissioner said.",
        Kind.RESPONSE,
    ),
    ("Not one of the drivers was warned of the attack.", Kind.WARNING),
    ("Not a single suspect was arrested after the bombing, police said.", Kind.RESPONSE),
    ("The council has not before condemned an attack on the minority.", Kind.RESPONSE),
    ("The group has not since claimed the bombing.", Kind.CLAIM),
    ("Rebels have not as yet claimed the bombing.", Kind.CLAIM),
]
STILL = [
    (
        "Gunmen shot dead a trader. The men seen near the stall have been questioned, the commissioner said.",
        Kind.RESPONSE,
    ),
    ("The suspect, who was not a single man, was arrested after the bombing, police said.", Kind.RESPONSE),
    ("The council condemned an attack on the minority, which it had not visited before.", Kind.RESPONSE),
    ("The group, which was not known before, claimed the bombing.", Kind.CLAIM),
]


@pytest.mark.parametrize(("sentence", "kind"), NOT, ids=lambda v: str(v)[:60])
def test_a_not_that_stands_apart_is_not_dropped(sentence: str, kind: Kind) -> None:
    assert "positive" not in {s.factuality.polarity for s in read(sentence) if s.kind is kind and not s.suggestion}


@pytest.mark.parametrize(("sentence", "kind"), STILL, ids=lambda v: str(v)[:60])
def test_a_not_of_something_else_is_none_of_it(sentence: str, kind: Kind) -> None:
    assert {s.factuality.polarity for s in read(sentence) if s.kind is kind} == {"positive"}


def test_what_the_encoder_alone_affirms_beside_a_not_is_a_suggestion() -> None:
    text = "We do not find that the harbour master was told anything by anybody before the explosion."
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None, reader=network.shipped()).statements
    affirmed = [s for s in found if s.kind is Kind.WARNING and s.factuality.polarity == "positive"]
    assert affirmed
    assert all(s.suggestion for s in affirmed)

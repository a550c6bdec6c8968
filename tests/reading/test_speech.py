"""Whose words are whose: quotations that go on, stop for "she said", run over sentences, or hang on an -ing."""

from tests.reading.told import read
from tocsin.model import Kind


def test_what_somebody_adds_to_a_condemnation_is_theirs() -> None:
    found = read("The council condemned the raid on Tarn, saying that rebels had killed nine farmers there.")
    tolls = [s for s in found if s.kind is Kind.TOLL]
    assert [x.name for s in tolls for x in s.speakers] == ["The council"]


def test_words_after_she_said_are_hers_too() -> None:
    found = read("“On Monday,” the minister said, “gunmen killed nine farmers in Tarn.”")
    assert {x.name for s in found for x in s.speakers} == {"the minister"}
    assert all(s.speakers for s in found)

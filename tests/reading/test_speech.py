"""Whose words are whose: quotations that go on, stop for "she said", run over sentences, or hang on an -ing."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind
from tocsin.reading import hearing

HEARD = [
    ("“We shut the gate,” Ada Roe told reporters after the meeting in Tarn.", [("Ada Roe", ["We shut the gate"])]),
    ("“Perhaps,” the mayor said, “the bridge will hold.”", [("the mayor", ["Perhaps", "the bridge will hold"])]),
    ("“It was loud,” said Bo Lee, a nurse. “I ran.” The town slept.", [("Bo Lee", ["It was loud", "“I ran."])]),
    ("“I know two men. They ran,” Bo Lee said.", [("I", ["two men"]), ("Bo Lee", ["“I know two men.", "They ran"])]),
    ("“It was loud,” said Bo Lee. “I know two men. They ran.”",
     [("Bo Lee", ["It was loud", "“I know two men.", "They ran."]), ("I", ["two men"])]),
    ("“The mill is safe,” calmly inspecting the wheel, said Ada Roe, a miller.",
     [("Ada Roe", ["The mill is safe,” calmly inspecting the wheel"])]),
    ("The council condemned the raid, saying that the army had lied.",
     [("The council", ["the raid"]), ("The council", ["that the army had lied"])]),
    ("The mayor spoke of the demands that come with office.", [("The mayor", ["the demands that come with office"])]),
    ("The envoy said the ministry believes that the road is open.",
     [("The envoy", ["the ministry believes that the road is open"]), ("the ministry", ["that the road is open"])]),
    ("The mayor warned that the dam would burst.", [("The mayor", ["that the dam would burst"])]),
    ("According to Ada Roe, the mill burned.", [("Ada Roe", ["the mill burned"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HEARD, ids=[text[:40] for text, _ in HEARD])
def test_each_is_heard_with_all_of_its_words_and_no_others(text: str, wanted: list[tuple[str, list[str]]]) -> None:
    said = [(text[slice(*q.voice.who)], [text[a:b].strip(",") for a, b in q.words]) for q in hearing.heard(text)]
    assert said == wanted


def test_a_quotation_belongs_to_its_paragraph() -> None:
    text = "“It was loud,” said Bo Lee.\n\n“Nobody came,” Ada Roe said."
    assert [text[slice(*q.voice.who)] for q in hearing.heard(text)] == ["Bo Lee", "Ada Roe"]


def test_what_somebody_adds_to_a_condemnation_is_theirs() -> None:
    found = read("The council condemned the raid on Tarn, saying that rebels had killed nine farmers there.")
    tolls = [s for s in found if s.kind is Kind.TOLL]
    assert [x.name for s in tolls for x in s.speakers] == ["The council"]


def test_words_after_she_said_are_hers_too() -> None:
    found = read("“On Monday,” the minister said, “gunmen killed nine farmers in Tarn.”")
    assert {x.name for s in found for x in s.speakers} == {"the minister"}
    assert all(s.speakers for s in found)

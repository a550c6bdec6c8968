"""What somebody says, thinks or wants is heard in the frames that its word takes, and in no others."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bench.attributions import frames, heard
from tocsin.reading import verbs
from tocsin.reading.words import PREPOSITIONS

ROWS = tomllib.loads((Path(__file__).parent / "attributions.toml").read_text("utf-8"))["row"]
TABLE = tomllib.loads((files("bench.attributions") / "frames.toml").read_text("utf-8"))


def told(text: str) -> list[list[object]]:
    return [
        [text[slice(*q.voice.who)], text[slice(*q.cue)], [text[a:b].strip(",”") for a, b in q.words]]
        for q in heard(text)
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["frame"] for row in ROWS])
def test_a_frame_says_who_and_what(row: dict[str, Any]) -> None:
    assert told(row["text"]) == row["heard"]


@pytest.mark.parametrize("row", [r for r in ROWS if "beside" in r], ids=[r["frame"] for r in ROWS if "beside" in r])
def test_what_looks_alike_is_no_attitude(row: dict[str, Any]) -> None:
    assert told(row["beside"]) == []


def test_every_frame_is_known_and_every_verb_can_be_found() -> None:
    named = {frame for kind in ("verb", "noun", "adjective") for row in TABLE[kind] for frame in row["frames"].split()}
    assert named <= frames.NAMES | PREPOSITIONS
    firsts = {w for row in TABLE["verb"] for w in row.get("words", "").split()}
    firsts |= {p.split()[0] for row in TABLE["verb"] for p in row.get("phrases", "").split(";") if p.strip()}
    assert sorted(firsts - verbs.table().keys() - {"would", "have"}) == []


def test_a_word_of_several_classes_takes_the_frames_of_all() -> None:
    assert {"that", "to", "thing"} <= frames.of_verb(frozenset({"plan"}), (), 0)[0].frames


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
    said = [(text[slice(*q.voice.who)], [text[a:b].strip(",") for a, b in q.words]) for q in heard(text)]
    assert said == wanted


def test_a_quotation_belongs_to_its_paragraph() -> None:
    text = "“It was loud,” said Bo Lee.\n\n“Nobody came,” Ada Roe said."
    assert [text[slice(*q.voice.who)] for q in heard(text)] == ["Bo Lee", "Ada Roe"]

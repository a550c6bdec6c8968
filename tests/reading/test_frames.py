"""What somebody says, thinks or wants is heard in the frames that its word takes, and in no others."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tocsin.reading import frames, hearing, verbs
from tocsin.reading.words import PREPOSITIONS

ROWS = tomllib.loads((Path(__file__).parent / "frames.toml").read_text("utf-8"))["row"]
TABLE = tomllib.loads((files("tocsin.reading") / "data" / "frames.toml").read_text("utf-8"))


def told(text: str) -> list[list[object]]:
    return [
        [text[slice(*q.voice.who)], text[slice(*q.cue)], [text[a:b].strip(",”") for a, b in q.words]]
        for q in hearing.heard(text)
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

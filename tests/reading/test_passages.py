"""Passages: sentences, headings and furniture, with nothing lost."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import digest
from tocsin.reading.passages import split

FURNITURE = tomllib.loads((files("tocsin.reading") / "data" / "furniture.toml").read_text("utf-8"))["furniture"]
PIECES = st.sampled_from(
    [
        "The U.S. envoy left. ",
        "“No one came.” ",
        "GUNMEN STORMED THE MILL. ",
        "Mr. Otto V. Lindqvist spoke",
        "\n",
        "\n\n",
        "- item one\n",
        "Related Articles\n",
        "KABUL (Example) — ",
        "3.5 km away... ",
        "?! ",
        "a",
        " ",
        "\u2028",
        "\x00",
        "\ufffd",
        "\u200b",
        "é",
        "🔥",
    ]
)


def quotes(text: str) -> list[str]:
    return [p.span.quote for p in split(text)]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_every_character_that_is_not_blank_lies_in_exactly_one_passage(text: str) -> None:
    covered = [0] * len(text)
    for passage in split(text):
        for at in range(passage.span.start, passage.span.end):
            covered[at] += 1
    assert [n for n, c in zip(covered, text, strict=True) if not c.isspace() and n != 1] == []


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_a_passage_quotes_the_text_exactly_and_in_order(text: str) -> None:
    found = split(text)
    for passage in found:
        span = passage.span
        assert text[span.start : span.end] == span.quote
        assert span.text == digest(text)
        assert span.quote == span.quote.strip()
        if passage.dateline:
            assert passage.dateline.within(span)
    assert [p.span.start for p in found] == sorted(p.span.start for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_very_long_sentence_is_one_passage() -> None:
    text = "The list goes on, " * 20_000 + "and ends."
    assert quotes(text) == [text]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. envoy and Lt. Col. Otto V. Lindqvist met Mr. Abara at 7 p.m. on Friday.",
        "The shell fell 3.5 km from the U.N. post on Jan. 5, officials said.",
        "“Nobody came,” she said, “and nobody will.”",
        "He waited ... and then he left.",
        "No. 10 rejected the report by J. K. Odum.",
        "Asked “Who did it?” the guard said nothing.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert quotes(f"{sentence} The road was closed.") == [sentence, "The road was closed."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He left. “Nobody came.” The road was shut.", ["He left.", "“Nobody came.”", "The road was shut."]),
        ("Was it so? It was! They said so…", ["Was it so?", "It was!", "They said so…"]),
        ("It happened in the U.S. The police came.", ["It happened in the U.S.", "The police came."]),
        ("REBELS TOOK THE TOWN. MR. DIAZ FLED.", ["REBELS TOOK THE TOWN.", "MR. DIAZ FLED."]),
        ("They ended the attack.The group left at dawn.", ["They ended the attack.", "The group left at dawn."]),
        ("Two died on Monday. 12 were hurt.", ["Two died on Monday.", "12 were hurt."]),
        ("The road was shut. Nobody said why", ["The road was shut.", "Nobody said why"]),
    ],
)
def test_sentences_are_told_apart(text: str, parts: list[str]) -> None:
    assert quotes(text) == parts


def test_lines_broken_for_width_are_one_sentence() -> None:
    text = (
        "A bomb went off under a bus near the northern gate of the old\nmarket in the early morning, "
        "and the driver of a lorry that stood\nbeside it was hurt."
    )
    assert quotes(text) == [text]


def test_a_list_is_its_items() -> None:
    text = "Measures:\n- Roads are closed\n- Schools stay open\n• The port is shut"
    assert quotes(text) == ["Measures:", "- Roads are closed", "- Schools stay open", "• The port is shut"]


def test_the_first_line_without_a_stop_is_a_heading_and_a_sentence_is_not() -> None:
    heading, sentence = split("Blast shuts the harbour road\n\nA blast shut the harbour road on Monday.")
    assert (heading.heading, sentence.heading) == (True, False)
    assert (heading.paragraph, sentence.paragraph) == (0, 1)


@pytest.mark.parametrize("example", [e for group in FURNITURE for e in group["examples"]])
def test_furniture_is_marked(example: str) -> None:
    (passage,) = split(example)
    assert passage.furniture


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the blast.",
        "Read Admiral Odum's statement in full before judging him.",
        "Police photographed the scene.",
        "By Friday the rebels had left the town.",
        "Copyright lawyers were among the dead.",
        "Homes were burned.",
        "Search teams found two bodies.",
        "Subscribers to the fund were warned of a raid.",
        "Follow-up raids took place.",
        "Image of the attack spread.",
    ],
)
def test_a_report_that_opens_like_furniture_is_none(line: str) -> None:
    assert not any(p.furniture for p in split(line)), line


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("KABUL, Afghanistan (Jan. 25, 2013) —", "A patrol was hit."),
        ("MOSCOW, March 22 (Reuters) -", "A hall burned."),
        ("SAN SALVADOR, 14 FEB 90 (AFP) --", "THE MAYOR LEFT."),
        ("TULSA, Okla. —", "A man was held."),
        ("LONDON/PARIS (AFP) -", "Trains stopped."),
        ("QUETTA, Pakistan, May 7 -", "A cart blew up."),
    ],
)
def test_a_dateline_opens_its_passage(dateline: str, rest: str) -> None:
    (passage,) = split(f"{dateline} {rest}")
    assert passage.dateline is not None
    assert passage.dateline.quote == dateline
    assert passage.span.quote == f"{dateline} {rest}"


def test_a_dateline_may_stand_without_a_dash_or_on_a_line_of_its_own() -> None:
    (passage,) = split("KABUL, Afghanistan (March 6, 2011) In Kunduz, forces detained two men.")
    assert passage.dateline is not None
    assert passage.dateline.quote == "KABUL, Afghanistan (March 6, 2011)"
    alone, text = split("KABUL, Afghanistan (March 24, 2011) –\nForces detained two men.")
    assert alone.dateline is not None
    assert alone.dateline.quote == "KABUL, Afghanistan (March 24, 2011)"
    assert text.dateline is None


@pytest.mark.parametrize(
    "opening", ["UN troops - a hundred of them - left.", "NATO (ISAF) Forces left.", "MAYOR (64) Held After Blast"]
)
def test_an_ordinary_opening_is_no_dateline(opening: str) -> None:
    assert [p.dateline for p in split(opening)] == [None]


def test_control_characters_in_bulk_are_damage_and_a_stray_one_is_not() -> None:
    damaged, sound = split(
        "\x01\x02\ufffd\x03 ab\x04\n\nOne stray \x00 mark stands in this longer line of plain words."
    )
    assert (damaged.damaged, sound.damaged) == (True, False)

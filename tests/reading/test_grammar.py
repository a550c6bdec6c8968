"""Who does what to whom: the subject, the object and the doer are found whatever stands between them and the verb."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.model import digest
from tocsin.reading import grammar, nouns
from tocsin.reading.grammar import Reach
from tocsin.reading.passages import cut
from tocsin.reading.sentence import Sentence, parse
from tocsin.reading.words import Group

ROWS = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))["row"]
PARTS: dict[str, Callable[[Sentence, Group], Reach | None]] = {
    "subject": grammar.subject, "object": grammar.object_of, "agent": grammar.agent,
}  # fmt: skip


def parsed(text: str) -> Sentence:
    return parse(text, cut(text, 0, len(text), of=digest(text)))


def verb(sentence: Sentence, low: str) -> Group:
    return next(g for g in sentence.groups if sentence.words[g.head].low == low)


def quoted(sentence: Sentence, reach: Reach | None) -> str:
    chars = sentence.chars(*reach) if reach else None
    return sentence.text[slice(*chars)] if chars else ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['of']}: {row['sentence'][:50]} {row['verb']}")
def test_who_does_what_to_whom(row: dict[str, str]) -> None:
    sentence = parsed(row["sentence"])
    group = verb(sentence, row["verb"])
    asked = {part: row[part] for part in PARTS if part in row}
    assert {part: quoted(sentence, PARTS[part](sentence, group)) for part in asked} == asked


def test_the_rows_ask_something() -> None:
    assert all(PARTS.keys() & row.keys() for row in ROWS)
    assert len({(row["sentence"], row["verb"]) for row in ROWS}) == len(ROWS)
    assert len({row["of"] for row in ROWS}) >= 8


# ---- noun phrases


def phrases(text: str) -> list[tuple[str, str]]:
    sentence = parsed(text)
    found = nouns.nouns(sentence, 0, len(sentence.words))
    return [(quoted(sentence, (n.first, n.stop)), "time" if n.is_time else n.governor) for n in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "On Friday the guards of the mill saw at least 12 riders near the ford.",
            [("Friday", "time"), ("the guards", ""), ("the mill", "of"), ("at least 12 riders", ""),
             ("the ford", "near")],
        ),
        ("They waited several hours.", [("They", ""), ("several hours", "time")]),
        ("In July 2019 the sect left.", [("July 2019", "time"), ("the sect", "")]),
        ("The mayor of Gao met Abdi.", [("The mayor", ""), ("Gao", "of"), ("Abdi", "")]),
        ("The seventh day passed.", [("The seventh day", "time")]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_into_its_noun_phrases(text: str, wanted: list[tuple[str, str]]) -> None:
    assert phrases(text) == wanted


def test_a_list_ends_where_its_last_member_does_and_a_time_is_no_member() -> None:
    sentence = parsed("The mayor, the judge and two clerks, on Friday, left the court.")
    found = nouns.nouns(sentence, 0, len(sentence.words))
    assert quoted(sentence, (0, nouns.listed(sentence, found, 0))) == "The mayor, the judge and two clerks"
    apart = parsed("The mayor, Friday and all, left the court.")
    found = nouns.nouns(apart, 0, len(apart.words))
    assert quoted(apart, (0, nouns.listed(apart, found, 0))) == "The mayor"


@pytest.mark.parametrize(
    ("text", "word", "wide", "wanted"),
    [
        ("They praised the head of the port of Aden in a letter.", "the", False, "the head of the port of Aden"),
        ("They praised the head of the port of Aden in a letter.", "the", True,
         "the head of the port of Aden in a letter"),
        ("They praised the plot foiled by the guards.", "the", True, "the plot foiled by the guards"),
        ("They praised the plot that failed.", "the", True, "the plot"),
    ],
)  # fmt: skip
def test_a_noun_phrase_reaches_as_far_as_is_asked(text: str, word: str, wide: bool, wanted: str) -> None:  # noqa: FBT001
    sentence = parsed(text)
    at = next(n for n, w in enumerate(sentence.words) if w.low == word)
    assert quoted(sentence, grammar.behind(sentence, at, wide=wide)) == wanted


@pytest.mark.parametrize(
    ("text", "noun", "wanted"),
    [
        (
            "Police say the two attacks on churches in Jos were planned.",
            "attacks",
            "the two attacks on churches in Jos",
        ),
        ("It was a second bombing near the weir, and the mayor left.", "bombing", "a second bombing near the weir"),
        ("The raid on Tuesday surprised them.", "raid", "The raid on Tuesday"),
    ],
)
def test_the_phrase_about_a_noun_takes_its_article_and_where_it_was(text: str, noun: str, wanted: str) -> None:
    sentence = parsed(text)
    at = next(n for n, w in enumerate(sentence.words) if w.low == noun)
    assert quoted(sentence, grammar.phrase(sentence, at, at + 1)) == wanted

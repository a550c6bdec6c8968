"""Who speaks between commas, who admits a deed, and in whose words another is quoted whom a reader hears."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Report, Statement, digest
from tocsin.reading import days, passages, rules
from tocsin.reading.scene import Draft, Scene

TODAY = days.on(date(2026, 3, 18), "stated")


def names(statement: Statement) -> list[str]:
    return [s.mention.span.quote if s.mention else s.name for s in statement.speakers]


def heard(text: str, kind: Kind) -> list[list[str]]:
    """Who says each statement of a kind, in the words of the text."""
    return [names(s) for s in read(text, TODAY) if s.kind is kind]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("On Monday, police said, gunmen killed nine people in Goma.", ["police"]),
        ("In Goma, the army said on Tuesday, rebels killed nine people.", ["the army"]),
        ("In Goma, said the army, rebels killed nine people.", ["the army"]),
        ("If the report is right, the mayor said, gunmen killed nine people.", ["the mayor"]),
        ("Nine dead, the hospital says, in the bombing in Goma.", ["the hospital"]),
        ("Gunmen killed nine people in Goma, say police.", ["police"]),
        ("Police said, gunmen killed nine people in Goma.", ["Police"]),
        ("On Monday, police said nothing, and gunmen killed nine people in Goma.", []),
        ("On Monday, police reported a fire, and gunmen killed nine people in Goma.", []),
        ("Police said so, and gunmen killed nine people in Goma.", []),
        ("In Goma, the army said, all was calm; gunmen killed nine people in Beni.", []),
        ("Gunmen killed nine people, and on Monday, police said, all was calm.", []),
        ("A sniper pleaded guilty in Goma on Monday to killing nine people.", ["A sniper"]),
        ("A sniper pleaded guilty on Monday; gunmen killed nine people in Goma.", []),
        ("The army avers that gunmen killed nine people in Goma.", ["The army"]),
    ],
)
def test_whoever_is_set_in_says_what_stands_around_it_and_no_more(text: str, who: list[str]) -> None:
    assert heard(text, Kind.TOLL) == [who], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The army says it cannot prove that, and a man has told the paper that rebels killed nine people.", ["a man"]),
        ("The army says that it knows, and told the paper that rebels killed nine people in Goma.", ["The army"]),
        ("The army said that mobs came to Goma, and that rebels killed nine people there.", ["The army"]),
        ("According to a guard, all was calm; Moscow rejects the report that rebels killed nine people.", ["Moscow"]),
    ],
)
def test_whoever_speaks_behind_a_comma_speaks_for_themselves(text: str, who: list[str]) -> None:
    assert heard(text, Kind.TOLL) == [who], shown(read(text, TODAY))


def test_how_a_deed_was_claimed_does_not_claim_it() -> None:
    said = "Responsibility for the bombing was claimed by {} on Monday evening."
    assert heard(said.format("telephone"), Kind.CLAIM) == [[]]
    assert heard(said.format("Radio Free Goma"), Kind.CLAIM) == [["Radio Free Goma"]]


def test_no_deed_says_to_whom_it_is_attributed() -> None:
    said = "The attack on the mosque in Goma was attributed {}to the ADF on Monday."
    assert heard(said.format(""), Kind.ACCUSATION) == [[]]
    assert heard(said.format("by police "), Kind.ACCUSATION) == [["police"]]


def hears(text: str, who: str) -> list[list[str]]:
    """Who says a toll, where a reader hears only these words for its speaker."""

    def decide(scene: Scene) -> list[Draft]:
        at = text.index(who)
        return [replace(d, speakers=((at, at + len(who)),)) for d in scene.drafts if d.kind is Kind.TOLL]

    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return [names(s) for s in rules.told(report, passages=passages.split(text), published=TODAY, decide=decide)]


@pytest.mark.parametrize(
    ("text", "who", "chain"),
    [
        ("The police say they had a call from a man who said rebels killed nine people.", "a man", ["The police"]),
        (
            "The Minister of Security: A man told us that rebels killed nine people.",
            "A man",
            ["The Minister of Security"],
        ),
        ("A man had told them that rebels killed nine people, the mayor said.", "A man", ["the mayor"]),
        ("According to a guard, a man had said that rebels killed nine people.", "a man", ["a guard"]),
        ("Rebels killed nine people, according to the list that a doctor gave us.", "a doctor", []),
        ("A man who spoke, he said, for the Front told us that rebels killed nine people.", "A man", []),
    ],
)
def test_whoever_is_quoted_within_anothers_words_is_not_the_outermost(text: str, who: str, chain: list[str]) -> None:
    assert hears(text, who) == [[*chain, who]]

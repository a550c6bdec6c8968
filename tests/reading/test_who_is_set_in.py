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
        ("Police said, a bomb killed nine people, while doctors counted 14 dead.", [["Police"], []]),
        ("In Kano, say police, gunmen killed nine people, but residents put the dead at 40.",
         [["police"], ["residents"]]),
        ("By noon, witnesses said, all was calm, but in fact soldiers killed four more people at dusk.", [[]]),
        ("On Monday, rebels said, they will free the hostages, but police found nine of them dead on Friday.", [[]]),
        ("If it is attacked again, the army warned, it will shell Goma, and rebels killed two soldiers.", [[]]),
        ("When police came, neighbours said, the gunman had killed four, and police later found six bodies.",
         [["neighbours"], []]),
        ("For years, critics say, the police looked away, and last Friday gunmen killed nine pupils.", [[]]),
        ("In Paris, a prosecutor said, a man was charged, and in Lyon two officers were shot dead on Friday.", [[]]),
        ("Although there is no proof, police say, that rebels killed nine people, the mayor resigned.", [[]]),
        ("When gunmen, police said, opened fire, nine people were killed in Goma.", [[]]),
        ("Although it was calm at noon, police said, gunmen killed nine people in Goma.", [["police"]]),
        ("On Monday, police said, gunmen stormed the bank, and killed nine people.", [["police"]]),
        ("On Monday, police said, gunmen killed four people, and on Friday killed two more.", [["police"], ["police"]]),
        ("On Monday, police said, rebels came to Goma, and that they killed nine people.", [["police"]]),
        ("On Monday, police said, gunmen killed nine people, but not the guard.", [["police"]]),
    ],
)  # fmt: skip
def test_whoever_is_set_in_is_silent_where_somebody_else_does_something(text: str, who: list[list[str]]) -> None:
    assert heard(text, Kind.TOLL) == who, shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("In Kyiv, officials said, a missile fell, while Russia said it had struck an arms plant.", Kind.ATTACK,
         ["Russia"]),
        ("In his letter, the bomber said, God willed it, and the court sentenced him to death.", Kind.RESPONSE, []),
        ("Although the rebels never, he says, attacked the convoy, they were blamed for it.", Kind.ACCUSATION, []),
        ("Since the group has not, so far, claimed responsibility for the attack, police keep an open mind.",
         Kind.UNKNOWN, []),
    ],
)  # fmt: skip
def test_whoever_is_set_in_speaks_for_nobody_else(text: str, kind: Kind, who: list[str]) -> None:
    assert [said for said in heard(text, kind) if said != ["officials"]] == [who], shown(read(text, TODAY))


def test_what_a_verb_that_waits_behind_a_comma_does_is_no_speaker() -> None:
    said = "As the army has {}, it seems, reported nine deaths, gunmen killed four people in Goma."
    assert ["nine deaths"] not in heard(said.format("not"), Kind.TOLL)
    assert heard("In Goma, reported the army, gunmen killed four people.", Kind.TOLL) == [["the army"]]


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
    assert heard(said.format("Telegram"), Kind.CLAIM) == [[]]
    assert heard(said.format("Radio Free Goma"), Kind.CLAIM) == [["Radio Free Goma"]]
    assert heard(said.format("Hand of God"), Kind.CLAIM) == [["Hand of God"]]


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
        ("The mayor said the bridge was shut and rebels reported that nine people died in a bombing.", "rebels", []),
        ("The mayor said he was shocked, after a man had told us that rebels killed nine people.", "a man", []),
        (
            "The mayor said that all was calm and that a man told us that rebels killed nine people.",
            "a man",
            ["The mayor"],
        ),
        ("A man had told them that rebels killed nine people, the mayor said.", "A man", ["the mayor"]),
        ("According to a guard, a man had said that rebels killed nine people.", "a man", ["a guard"]),
        ("Rebels killed nine people, according to the list that a doctor gave us.", "a doctor", []),
        ("A man who spoke, he said, for the Front told us that rebels killed nine people.", "A man", []),
    ],
)
def test_whoever_is_quoted_within_anothers_words_is_not_the_outermost(text: str, who: str, chain: list[str]) -> None:
    assert hears(text, who) == [[*chain, who]]

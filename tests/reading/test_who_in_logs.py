"""Who speaks in logs, transcripts and broadcasts: by a label, by a figure that is reported, in mid-sentence."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Statement
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def names(statement: Statement) -> list[str]:
    return [s.mention.span.quote if s.mention else s.name for s in statement.speakers]


def heard(text: str, kind: Kind) -> list[list[str]]:
    """Who says each statement of a kind, in the words of the text."""
    return [names(s) for s in read(text, TODAY) if s.kind is kind]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("14:05 Red Cross: 6 dead in the blast in Goma.", ["Red Cross"]),
        ("0930 Police: bomb went off in the market in Kano, four killed.", ["Police"]),
        ("16:40 - Mayor: nine killed in the shelling of Goma.", ["Mayor"]),
        ("Interfax: A bomb killed nine people in Makhachkala on Monday.", ["Interfax"]),
        ("Army spokesman Jean Mulumba: rebels killed nine people in Goma.", ["Army spokesman Jean Mulumba"]),
        ("From the army: Rebels killed nine people in Goma on Monday.", ["the army"]),
        ("Statement by the company: an intruder killed two guards at the terminal in Bonny.", ["the company"]),
        ("14:05 Update: 6 dead in the blast in Goma.", []),
        ("From Goma: Rebels killed nine people in the market on Monday.", []),
        ("New York: two men were killed in a bombing on Monday.", []),
        ("Background: Rebels killed nine people in Goma on Monday.", []),
        ("Dear Editor: Rebels killed nine people in Goma on Monday.", []),
    ],
)
def test_a_label_names_a_speaker_where_it_names_somebody(text: str, who: list[str]) -> None:
    assert heard(text, Kind.TOLL) == [who], shown(read(text, TODAY))


def test_an_entry_of_a_log_ends_the_one_before() -> None:
    text = "14:05 Mayor: nine killed in the shelling of Goma. Four soldiers were wounded. 15:10 Two nurses were killed."
    assert heard(text, Kind.TOLL) == [["Mayor"], ["Mayor"], []], shown(read(text, TODAY))


def test_a_bodys_own_dead_in_a_table_are_not_its_words() -> None:
    text = "Police: 3 killed. Army: four killed. Civilians: 12 killed in the shelling of Goma."
    assert heard(text, Kind.TOLL) == [[], [], []], shown(read(text, TODAY))


def test_names_in_capitals_that_come_again_are_those_of_a_transcript() -> None:
    text = (
        "HOST: What happened?\n\nAMINA: The army bombed the market in Goma. A nurse was killed.\n\nHOST: Who says so?"
    )
    assert heard(text, Kind.TOLL) == [["AMINA"]], shown(read(text, TODAY))


def test_the_parts_of_a_form_speak_for_nobody() -> None:
    text = (
        "SUBJECT: Goma\n\nCOMMENT: Rebels killed nine people in Goma.\n\nCOMMENT: The army killed two nurses in Goma."
    )
    assert heard(text, Kind.TOLL) == [[], []], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("1420: ICRC reports six dead at the clinic in Goma after the shelling.", ["ICRC"]),
        ("Police report nine dead in Kano after a bombing.", ["Police"]),
        ("The army reported twenty-two dead in the shelling of Goma.", ["The army"]),
        ("The hospital confirmed at least nine deaths in the bombing of Goma.", ["The hospital"]),
        ("Two nurses reported kidnapped after the bombing in Goma were found dead.", []),
    ],
)
def test_whoever_reports_a_number_of_dead_says_it(text: str, who: list[str]) -> None:
    assert all(told == who for told in heard(text, Kind.TOLL)), shown(read(text, TODAY))
    assert heard(text, Kind.TOLL) or not who, shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Nine people, the mayor said, were killed in the shelling of Goma.", Kind.TOLL, ["the mayor"]),
        ("The shelling of Goma, a nurse said on Monday, killed nine people.", Kind.TOLL, ["a nurse"]),
        ("The hospital, Doctor Ali said, was bombed by the army.", Kind.ATTACK, ["Doctor Ali"]),
        ("The army, the rebels charged, bombed the market in Goma.", Kind.ATTACK, ["the rebels"]),
        ("The shelling of Goma, which the mayor said was heavy, killed nine people.", Kind.TOLL, []),
        ("Rebels, the mayor said, shelled Goma on Monday, but the army denied it.", Kind.DENIAL, ["the army"]),
    ],
)
def test_a_speaker_set_in_the_middle_says_what_goes_on_behind(text: str, kind: Kind, who: list[str]) -> None:
    assert heard(text, kind) == [who], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kigali radio, quoting an army spokesman, said rebels had killed nine people in Goma.", 2),
        ("Rebels killed nine people in Goma, the radio said, quoting the mayor.", 2),
        ("The newspaper reported on Wednesday, quoting an unnamed officer, that rebels had killed nine in Goma.", 2),
        ("The embassy, citing the risk of attacks, said rebels had killed nine people in Goma.", 1),
    ],
)
def test_whoever_is_quoted_in_passing_speaks_too(text: str, who: int) -> None:
    assert [len(told) for told in heard(text, Kind.ATTACK)] == [who], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The paper said, without naming a source, that rebels had killed nine people in Goma.", ["The paper"]),
        ("The mayor said on Monday, after a week of silence, that the army had killed nine in Goma.", ["The mayor"]),
        ("The mayor spoke on Monday, and that night rebels killed nine people in Goma.", []),
    ],
)
def test_a_speaker_is_heard_past_an_aside(text: str, who: list[str]) -> None:
    assert heard(text, Kind.TOLL) == [who], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Rebels who set fire to the mine in Goma said, in a letter to a paper, that they would do the same again.", 0),
        ("The rebels said, in a letter to a paper, that they might do the bombing of the mine in Goma.", 0),
        ("The rebels said, in a letter to a paper, that they did the bombing of the mine in Goma.", 1),
    ],
)
def test_whoever_would_do_it_has_not_said_that_he_did(text: str, claims: int) -> None:
    assert len(heard(text, Kind.CLAIM)) == claims, shown(read(text, TODAY))

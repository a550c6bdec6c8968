"""Who speaks in the record of a debate or an interview, whose turns run over paragraphs."""

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


DEBATE = """House of Assembly, Tuesday

The Minister of Security: Madam Speaker, I shall say what is known.

Gunmen killed nine people in Goma on Monday. The police say that rebels killed two nurses.

Mr Ndiaye (Goma North): Were people warned?

The Minister: They were. A guard was killed in Bukavu on Sunday.

{last}"""


def test_a_ministers_statement_is_theirs_to_its_last_paragraph() -> None:
    text = DEBATE.format(last="Two soldiers were wounded in Beni.")
    minister, later = "The Minister of Security", "The Minister"
    assert heard(text, Kind.TOLL) == [[minister], [minister, "The police"], [later], [later]], shown(read(text, TODAY))


def test_what_tells_of_the_sitting_itself_is_nobodys_speech() -> None:
    text = DEBATE.format(last="The sitting was suspended after a bomb killed two people in Beni.")
    assert heard(text, Kind.TOLL)[-1] == [], shown(read(text, TODAY))


def test_another_who_rises_ends_a_turn_though_no_table_has_their_office() -> None:
    text = DEBATE.format(last="Wyss Beat (S, BE): Thank you.\n\nA bomb killed two people in Beni.")
    assert heard(text, Kind.TOLL)[-1] == [], shown(read(text, TODAY))


def test_a_lone_label_above_a_speech_opens_a_turn() -> None:
    head = "The head of the Department of Justice"
    text = f"Question hour\n\n{head}:\n\nI will answer.\n\nGunmen killed nine people in Goma."
    assert heard(text, Kind.TOLL) == [[head]], shown(read(text, TODAY))


def test_whoever_rises_with_a_stop_and_a_dash_is_heard() -> None:
    text = "The MINISTER FOR HOME AFFAIRS.- Sir, I rise in sorrow.\n\nGunmen killed nine people in Goma on Monday."
    assert heard(text, Kind.TOLL) == [["The MINISTER FOR HOME AFFAIRS"]], shown(read(text, TODAY))


def test_i_and_we_are_whoever_has_the_floor() -> None:
    text = "The Minister of Security: I rise.\n\nI warn the people of Goma of attacks on churches this weekend."
    found = [s for s in read(text, TODAY) if s.kind is Kind.WARNING]
    assert [s.speakers[0].name for s in found] == ["The Minister of Security"], shown(found)


def test_a_story_in_which_an_office_is_quoted_once_goes_on_in_its_own_voice() -> None:
    text = (
        "Shots were heard in Goma on Monday, and the army spoke of it in a few lines.\n\n"
        "The Minister of Security: We regret it.\n\nGunmen killed nine people in Beni on Sunday."
    )
    assert heard(text, Kind.TOLL) == [[]], shown(read(text, TODAY))


def test_whom_a_letter_addresses_does_not_speak_in_it() -> None:
    text = "Dear Judge Okafor:\n\nI write about my son.\n\nGunmen killed nine people in Goma on Monday."
    assert heard(text, Kind.TOLL) == [[]], shown(read(text, TODAY))


def test_the_parts_of_a_notice_that_come_again_are_no_turns() -> None:
    text = (
        "SHELTER ADVICE: Stay in.\n\nGunmen killed nine people in Goma on Monday.\n\nROAD CLOSURES: None.\n\n"
        "SHELTER ADVICE: Stay in still.\n\nTwo nurses were killed in Goma on Sunday."
    )
    assert heard(text, Kind.TOLL) == [[], []], shown(read(text, TODAY))


def test_a_name_that_is_a_towns_too_speaks_among_others_who_take_turns() -> None:
    text = (
        "HOST: What happened?\n\nSTROUD: It was bad. Gunmen killed nine people in Goma.\n\nHOST: And?\n\n"
        "STROUD: I see smoke."
    )
    assert heard(text, Kind.TOLL) == [["STROUD"]], shown(read(text, TODAY))


def test_the_places_of_a_digest_take_no_turns() -> None:
    text = "GOMA: It was calm. Gunmen killed nine people on Sunday.\n\nKANO: It rained.\n\nGOMA: It is calm again."
    assert heard(text, Kind.TOLL) == [[]], shown(read(text, TODAY))


def test_what_stands_behind_a_question_is_no_words_of_whoever_asked() -> None:
    text = (
        "Q: Did you see it?\n\nA: I did.\n\nQ: What did you see?\n\nGunmen killed nine people in Goma.\n\n"
        "Q: And then?\n\nA: I ran."
    )
    assert heard(text, Kind.TOLL) == [["A"]], shown(read(text, TODAY))


SHOT = "Outside parliament, meanwhile, gunmen shot dead two guards on Friday.\n\nRebels killed nine people in Goma."
BEHIND_THE_RECORD = [
    (
        "Police Commissioner Ali: I will resign.\n\nA bomb killed nine people in Mogadishu on Friday, hours before the "
        "commissioner spoke.\n\nRebels shot dead two guards."
    ),
    f"Mr OKORO: I ask for time.\n\nMr BELLO: No.\n\nMr OKORO: Quite.\n\n{SHOT}",
    f"Mr OKORO: I ask for time.\n\nMr BELLO: No.\n\nMr OKORO: I have nothing to add to that.\n\n{SHOT}",
    (
        "The President: I call the representative of Sudan. My list is long.\n\nMr. Hassan (Sudan) said that rebels "
        "had killed nine people in El Fasher.\n\nMs. Cole (United Kingdom) said that soldiers had killed two nurses."
    ),
    (
        "KAMAL: They shot my brother.\n\nOMAR: I saw it.\n\nKAMAL: The soldiers came by night.\n\nKamal and Omar spoke "
        "to our reporter in Goma. Soldiers killed nine people there on Friday.\n\nRebels shot dead two guards."
    ),
    "CONTROL: Where are you?\n\nUNIT: At the gate.\n\nCONTROL: Copy.\n\nGunmen killed two police officers on Friday.",
    "THREAT: Raids.\n\nRISK: High.\n\nTHREAT: Theft.\n\nGunmen killed two guards in the raid. Nobody has claimed it.",
    "SPORTS: We won.\n\nNATIONAL: Rain.\n\nSPORTS: We lost.\n\nGunmen killed two guards in Goma.",
    "NAIROBI: Gunmen killed two guards.\n\nHARVEST: I like maize.\n\nNAIROBI: Gunmen killed nine people.",
]


@pytest.mark.parametrize("text", BEHIND_THE_RECORD, ids=lambda text: text[:20])
def test_what_the_report_tells_behind_a_record_is_its_own(text: str) -> None:
    by = heard(text, Kind.TOLL)
    assert by
    assert not [who for who in by if who not in ([], ["Mr. Hassan"], ["Ms. Cole"])], shown(read(text, TODAY))


def test_a_turn_goes_on_over_what_else_happened_while_somebody_still_says_i() -> None:
    text = (
        "Mr OKORO: I ask for time.\n\nMr BELLO: No.\n\nMr OKORO: I will be brief.\n\nMeanwhile, gunmen shot dead two "
        "guards on Friday.\n\nThe police said that rebels killed nine people in Goma.\n\nI thank the house."
    )
    assert heard(text, Kind.TOLL) == [["Mr OKORO"], ["Mr OKORO", "The police"]], shown(read(text, TODAY))


def test_an_answer_runs_over_paragraphs_to_the_next_question() -> None:
    text = (
        "HOST: What did you see?\n\nKAMAL: They came by night.\n\nSoldiers killed nine people in Goma.\n\n"
        "HOST: And then?\n\nKAMAL: The rest ran.\n\nRebels killed two nurses.\n\nI buried them."
    )
    assert heard(text, Kind.TOLL) == [["KAMAL"], ["KAMAL"]], shown(read(text, TODAY))


def test_a_statement_to_the_chair_is_the_ministers_though_it_says_i_but_once() -> None:
    text = "The Minister of Security: Madam Speaker, I rise.\n\nGunmen killed nine people in Goma on Monday."
    assert heard(text, Kind.TOLL) == [["The Minister of Security"]], shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "The minister met the rebel leader on Friday. He said he had ordered the bombing of the station.",
        "The ambassador met the warlord. He threatened to kill the hostages by noon.",
        "The general questioned the prisoner. He said that soldiers had shot dead nine villagers.",
        "The judge read out the letter. He threatened to bomb the court again.",
        "The commissioner took a call at noon. He threatened to bomb the station.",
        "The prime minister visited the wounded. He said he had bombed the bus, the lawyer of the accused said.",
    ],
)
def test_he_is_not_the_office_holder_of_the_sentence_before(text: str) -> None:
    office = text.split(" ", 2)[1]
    found = [s for s in read(text, TODAY, suggested=True) if s.content[0].start > text.index(". ")]
    assert found
    assert not [s for s in found if any(office in who.name for who in s.speakers)], shown(found)


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("A guard said that it was calm. The president went on television.", "He"),
        ("A guard said that it was calm. The president's office has closed.", "A guard"),
        ("A guard said that it was calm. The president was shot on Monday.", "A guard"),
        ("The health minister said that it was calm. The minister then flew home.", "The health minister"),
    ],
)
def test_he_is_nobody_who_spoke_before_another_office_came_up(before: str, who: str) -> None:
    text = f"{before} He says that rebels killed two nurses."
    found = [s for s in read(text, TODAY) if s.kind is Kind.TOLL]
    assert [s.speakers[0].name for s in found] == [who], shown(found)

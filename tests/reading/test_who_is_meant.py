"""Whom a pronoun, a surname alone or a plural of office means: the one whom the text named so, and nobody in doubt."""

import pytest

from tests.reading.told import read, shown
from tocsin.linking.origins import origins
from tocsin.model import Actor, Kind, Statement
from tocsin.reading.organs import bodies

SHE = "Jane Orr, a spokeswoman for the port, said rebels had killed nine people in Goma. "
HE = "John Kirby, a spokesman for the port, said rebels had killed nine people in Goma. "
US = "Two US officials said that rebels had killed nine people in Goma. "
LAST = [
    (SHE + "Two men were shot, she said.", "Jane Orr"),
    (SHE + "Two men were shot, he said.", "he"),
    (HE + "Two men were shot, he said.", "John Kirby"),
    (HE + "Two men were shot, she said.", "she"),
    ("The widow of a guard said rebels had killed nine people in Goma. Two men were shot, he said.", "he"),
    ("The queen's spokesman said rebels had killed nine people in Goma. Two men were shot, he said.", "spokesman"),
    ("Mrs Orr said rebels had killed nine people in Goma. Two men were shot, he said.", "he"),
    ("Peter King, a guard, said rebels had killed nine people in Goma. Two men were shot, she said.", "Peter King"),
    (SHE + "Her words are at odds with what John Kirby told reporters when he denied any part in it.", "John Kirby"),
    (SHE + "She told reporters that John Kirby was ill when she denied any part in it.", "Jane Orr"),
    (HE + "Juan Perez was shot in the attack, he said.", "John Kirby"),
    (HE + "Two men were shot, Kirby added.", "John Kirby"),
    (HE + "Two men were shot, Mr Kirby added.", "John Kirby"),
    (HE + "Two men were shot, Mrs Kirby added.", "Mrs Kirby"),
    (SHE + "Two men were shot, Ms Orr added.", "Jane Orr"),
    (HE + "Two men were shot, the Kirby family said.", "the Kirby family"),
    (HE + "A Jane Kirby fled. Two men were shot, Kirby added.", "Kirby"),
    (HE + "The Kirby Group fled. Two men were shot, Kirby added.", "Kirby"),
    (HE + "Two men were shot, Corby added.", "Corby"),
    ("Northern Wire said rebels had killed nine people in Goma. Two men were shot, Wire added.", "Wire"),
    ("Orr said rebels had killed nine people in Goma. Two men were shot, Orr added.", "Orr"),
]
WHOSE = [
    (US + "The officials blamed the Lakeshore Front for the attack.", "country:US"),
    (US + "The two officials blamed the Lakeshore Front for the attack.", "country:US"),
    (US + "The Russian officials blamed the Lakeshore Front for the attack.", "country:RU"),
    (US + "Local officials fled. The officials blamed the Lakeshore Front for the attack.", None),
    (US + "Two officials fled. The officials blamed the Lakeshore Front for the attack.", None),
    (US + "French officials fled. The officials blamed the Lakeshore Front for the attack.", None),
    (US + "The diplomats blamed the Lakeshore Front for the attack.", None),
    ("Three Turkish diplomats fled Oslo. The diplomats blamed the Lakeshore Front for the attack.", "country:TR"),
    ("Israel's investigators fled Oslo. The investigators blamed the Lakeshore Front for the attack.", "country:IL"),
    ("A foe of Israel met officers in Oslo. The officers blamed the Lakeshore Front for the attack.", None),
]
SENT = [
    ("Carlos Ruiz, the ambassador to the United States,", None),
    ("Carlos Ruiz, the Spanish ambassador to Mali,", "country:ES"),
    ("Carlos Ruiz, a spokesman for the State Department,", "state-department"),
    ("On Tuesday Carlos Ruiz, the head of the Federal Security Service,", "fsb"),
    ("Carlos Ruiz, a spokesman for Hamas,", "hamas"),
]


def last(text: str) -> Statement:
    """The last statement of a text."""
    return read(text)[-1]


@pytest.mark.parametrize(("text", "name"), LAST, ids=[text for text, _ in LAST])
def test_nobody_is_meant_by_words_that_do_not_fit_them(text: str, name: str) -> None:
    found = last(text)
    assert found.speakers[-1].name.endswith(name), shown([found])


@pytest.mark.parametrize(("text", "state"), WHOSE, ids=[text for text, _ in WHOSE])
def test_the_officials_are_those_of_whom_the_text_told_if_it_told_of_one_group(text: str, state: str | None) -> None:
    (found,) = (s for s in read(text) if s.kind is Kind.ACCUSATION)
    mention = found.speakers[-1].mention
    resolved = mention.resolved if mention else None
    assert (resolved.id if isinstance(resolved, Actor) else None) == state, shown([found])


@pytest.mark.parametrize(("who", "owner"), SENT, ids=[who for who, _ in SENT])
def test_a_person_is_of_whoever_their_office_belongs_to_and_not_of_whom_it_is_sent_to(
    who: str, owner: str | None
) -> None:
    found = last(f"{who} said rebels had killed nine people in Goma.")
    mention = found.speakers[-1].mention
    assert mention is not None
    assert isinstance(mention.resolved, Actor), shown([found])
    assert mention.resolved.part_of == owner


def test_two_offices_of_one_state_are_one_origin_though_neither_is_named_by_itself() -> None:
    found = read(
        "Carlos Ruiz, a spokesman for the State Department, said rebels had killed nine people in Goma. "
        "Ann Lee, a spokeswoman for the National Security Council, said rebels had killed three in Beni."
    )
    assert len({s.speakers[-1].name for s in found}) == 2
    assert len(origins(found, reports={}, arrivals=(), institutions=bodies())) == 1


BORNE = [
    ("The ministry denied a connection between the notice of March 7 and the attack.", False),
    ("The ministry denied that it had been warned of the attack.", False),
    ("The ministry denied any part in the attack.", True),
    ("The ministry denied the accusation that it had ignored a warning.", True),
]


@pytest.mark.parametrize(("text", "borne"), BORNE, ids=[text for text, _ in BORNE])
def test_who_denies_a_warning_contradicts_nobody_who_lays_the_blame(text: str, borne: bool) -> None:  # noqa: FBT001
    found = read("The mayor blamed the Lakeshore Front for the attack in Goma. " + text)
    denied = [s for s in found if s.kind is Kind.DENIAL]
    assert denied, shown(found)
    assert any(s.bears_on for s in denied) is borne, shown(found)


def test_a_council_with_a_secretary_is_not_that_of_the_united_nations() -> None:
    wanted = {"the secretary of the Security Council": False, "the president of the Security Council": True}
    for who, theirs in wanted.items():
        found = read(f"Rebels killed nine people in Goma, {who} said.")
        mentions = [s.speakers[-1].mention for s in found]
        assert all((m is not None and m.resolved is not None) is theirs for m in mentions), shown(found)

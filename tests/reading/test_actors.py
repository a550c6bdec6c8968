"""Actors: groups, states, institutions and persons; a branch is never its parent."""

import re

import pytest

from tocsin.model import Actor, ActorKind, Mention
from tocsin.reading import actors, lexicon, persons, story
from tocsin.reading.passages import cut


def found(text: str) -> tuple[Mention, ...]:
    told = story.tell(text)
    return actors.find(text, cut(text, 0, len(text), of=told.digest), story=told)


def ids(text: str) -> dict[str, str | None]:
    return {m.span.quote: m.resolved and m.resolved.id for m in found(text)}


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("Fighters of the Islamic State left.", "Islamic State", "islamic-state"),
        ("ISIS-K said so.", "ISIS-K", "isis-k"),
        ("The Islamic State of Khorasan said so.", "Islamic State of Khorasan", "isis-k"),
        ("The Islamic State in Afghanistan said so.", "Islamic State in Afghanistan", "isis-k"),
        ("Islamic State-Khorasanknown as such said so.", "Islamic State-Khorasan", "isis-k"),
        ("Cadres of the Communist Party of India (Maoist) left.", "Communist Party of India (Maoist)", "naxalites"),
        ("The Islamic State (Khorasan Province) said so.", "Islamic State (Khorasan Province)", "isis-k"),
        ("The Islamic State (its name for itself) said so.", "Islamic State", "islamic-state"),
        ("U.S. officials said so.", "U.S. officials", "country:US"),
        ("Russian officials said so.", "Russian officials", "country:RU"),
        ("a US official said so.", "US official", "country:US"),
        ("The Kremlin said so.", "The Kremlin", "country:RU"),
        ("Moscow denied it.", "Moscow", "country:RU"),
        ("The FSB said so.", "FSB", "fsb"),
        ("He was killed by an American drone strike.", "American", "country:US"),
        ("Colin Example, a terrorism analyst at the Soufan Group, said so.", "Colin Example", "person:colin-example"),
        ("Police spokesman Tomas Varga said so.", "Tomas Varga", "person:tomas-varga"),
        ("The mayor, Amara Diallo, said so.", "Amara Diallo", "person:amara-diallo"),
    ],
)
def test_an_actor_is_told(text: str, quote: str, actor: str) -> None:
    assert ids(text)[quote] == actor


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A branch of the Islamic State said so.", "A branch of the Islamic State"),
        ("The Islamic State's local branch said so.", "Islamic State's local branch"),
        ("ISIS-Atlantis said so.", "ISIS-Atlantis"),
    ],
)
def test_an_unnamed_branch_is_nobody_with_the_known_branches_and_never_the_parent(text: str, quote: str) -> None:
    mention = next(m for m in found(text) if m.span.quote == quote)
    assert mention.resolved is None
    assert mention.candidates
    assert all(c.part_of == "islamic-state" for c in mention.candidates)


@pytest.mark.parametrize("group", [g.actor for g in lexicon.groups().values() if g.actor.part_of], ids=lambda a: a.id)
def test_no_name_of_a_branch_is_read_as_its_parent(group: Actor) -> None:
    row = next(r for r in lexicon.table("groups")["group"] if r["id"] == group.id)
    for name in (row["name"], *row["aliases"]):
        resolved = [m.resolved.id for m in found(f"Yesterday {name} said so.") if m.resolved]
        assert group.part_of not in resolved, name


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen left.",
        "Two men left.",
        "Militants fled to the hills.",
        "The Russian novel was long.",
        "He gathered his things.",
    ],
)
def test_the_unnamed_are_no_actors(text: str) -> None:
    assert ids(text) == {}


def test_the_state_takes_no_verb_with_it() -> None:
    assert "United States" in ids("The United States provided details to Russian officials.")


def test_a_person_has_a_role_and_an_institution() -> None:
    text = "Colin Example, a terrorism analyst at the Soufan Group, said so."
    told = story.tell(text)
    (person,) = persons.find(text, cut(text, 0, len(text), of=told.digest), story=told)
    assert person.role == "a terrorism analyst at the Soufan Group"
    assert person.mention.resolved.kind is ActorKind.PERSON
    assert person.mention.resolved.part_of == "soufan-group"


def resolved(text: str, words: str) -> Mention | None:
    told = story.tell(text)
    at = [m.start() for m in re.finditer(re.escape(words), text)][-1]
    return actors.resolve_anaphora(text, cut(text, at, at + len(words), of=told.digest), story=told)


def test_the_group_is_the_one_named_last_and_says_where() -> None:
    mention = resolved(
        "Hamas spoke on Monday. ISIS-K has camps there. The rain fell. The group shelled a post.", "The group"
    )
    assert mention.resolved.id == "isis-k"
    assert mention.basis.quote == "ISIS-K"


def test_two_groups_in_one_sentence_leave_it_open() -> None:
    mention = resolved("ISIS-K and Hamas spoke. The group shelled a post.", "The group")
    assert mention.resolved is None
    assert {c.id for c in mention.candidates} == {"isis-k", "hamas"}


def test_the_groups_branch_looks_for_the_parent_and_the_branch_for_a_branch() -> None:
    text = "The Islamic State spoke. Then ISIS-K, the group's branch there, spoke."
    assert resolved(text, "the group").resolved.id == "islamic-state"
    assert (
        resolved("ISIS-K spoke. The Islamic State praised it. The branch grew.", "The branch").resolved.id == "isis-k"
    )


def test_an_unnamed_branch_leaves_the_group_open() -> None:
    mention = resolved("A branch of the Islamic State claimed it. The group was praised.", "The group")
    assert mention.resolved is None
    assert "islamic-state" not in {c.id for c in mention.candidates}


def test_without_a_group_before_it_there_is_nobody() -> None:
    assert resolved("The group left.", "The group").candidates == ()

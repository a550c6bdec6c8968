"""Who could not be reached is found before the night on which it matters."""

import pytest

from tests.scene import entry, register
from tocsin import duty
from tocsin.model import BadInput, Concern, Contact, Protected, Protector
from tocsin.release.tongues import written

MAIL, GATE = Contact(channel="mail", address="desk@lantern.org"), Contact(channel="screen", address="gate")
HOOK = Contact(channel="webhook", address="https://lantern.org/in")
HALL = entry("hall", contacts=(MAIL,), invented=False)


def found(*entries: Protected, channels: set[str] | None = None) -> tuple[Concern, ...]:
    return duty.concerns(register(*entries), channels=channels or {"mail", "screen"}, written={"en", "ru"})


def test_who_can_be_reached_in_a_language_of_theirs_is_no_concern() -> None:
    assert found(HALL) == ()


def test_a_channel_that_the_office_never_set_up_reaches_nobody() -> None:
    (one,) = found(entry("hall", contacts=(HOOK,)))
    assert (one.entry, one.grave) == ("hall", True)
    assert "set up no webhook" in one.what


def test_another_way_makes_it_less_than_grave() -> None:
    (one,) = found(entry("hall", contacts=(HOOK, MAIL)))
    assert not one.grave
    assert "another way" in one.now


def test_somebody_without_any_contact_is_named_as_one_whom_nothing_reaches() -> None:
    (one,) = found(entry("hall", contacts=()))
    assert (one.entry, one.grave) == ("hall", True)
    assert "neither it nor a protector has a contact" in one.what


def test_the_person_behind_the_protector_is_a_way() -> None:
    guard = Protector(name="Exercise Guard", role="guard", contacts=(GATE,))
    (one,) = found(entry("hall", contacts=(HOOK,), protectors=(guard,)))
    assert not one.grave


def test_a_protector_without_a_contact_protects_nobody_tonight() -> None:
    (one,) = found(entry("hall", protectors=(Protector(name="Exercise Guard", role="guard", contacts=()),)))
    assert "Exercise Guard (guard)" in one.what
    assert not one.grave


@pytest.mark.parametrize("domain", ["house.example", "example.com", "desk.test", "nowhere.invalid", "a.localhost"])
def test_nobody_lives_in_a_reserved_domain_but_the_invented(domain: str) -> None:
    there = (Contact(channel="mail", address=f"desk@{domain}"),)
    (one,) = found(entry("hall", contacts=there, invented=False))
    assert one.grave
    assert domain in one.what
    assert found(entry("hall", contacts=there, invented=True)) == ()


@pytest.mark.parametrize("domain", ["example-hall.org", "contest.org", "test.org", "invalid.fr"])
def test_a_domain_that_only_sounds_reserved_is_a_domain(domain: str) -> None:
    assert found(entry("hall", contacts=(Contact(channel="mail", address=f"desk@{domain}"),), invented=False)) == ()


def test_a_language_that_nobody_writes_is_told_and_is_not_grave() -> None:
    (one,) = found(entry("hall", languages=("yo", "ha"), contacts=(MAIL,)))
    assert "nobody here writes yo or ha" in one.what
    assert not one.grave
    assert found(entry("hall", languages=("yo", "ru"), contacts=(MAIL,))) == ()


def test_what_reaches_nobody_at_all_stands_first() -> None:
    assert [c.grave for c in found(entry("a", languages=("yo",)), entry("b", contacts=(HOOK,)))] == [True, False]


def test_we_have_words_in_english_and_more() -> None:
    assert {"en", "ru", "ar"} <= written()


ROW = """
[[protected]]
id = "{id}"
name = "Lantern Hall"
kind = "place"
languages = ["{language}"]
clearance = "amber"
place = {{ name = "Moscow", country = "RU", latitude = 55.75, longitude = 37.61, precision = "city" }}
contacts = [{{ channel = "mail", address = "{address}" }}]
"""
SOUND = {"id": "hall", "language": "ru", "address": "desk@hall.example"}


def test_every_row_that_is_unsound_is_named_at_once() -> None:
    toml = "".join(
        ROW.format(**{**SOUND, **change})
        for change in ({}, {"id": "b", "address": "desk@hall"}, {"id": "c", "language": "qq"}, {"id": "hall"})
    )
    told = duty.faults(toml, name="r.toml")
    assert [fault.where.split(" (")[0] for fault in told] == [f"r.toml, entry {n}" for n in (2, 3, 4)]
    assert "is no mail address" in told[0].what
    assert "two entries are called hall" in told[2].what
    with pytest.raises(BadInput, match="2 more entries are unsound"):
        duty.load_register(toml, name="r.toml")


@pytest.mark.parametrize("toml", ["", "protected = []", "[[protected", "protected = 3", "x = 1"])
def test_a_register_that_is_none_says_so(toml: str) -> None:
    (one,) = duty.faults(toml, name="r.toml")
    assert one.what
    assert one.now


def test_a_sound_register_has_no_fault() -> None:
    assert duty.faults(ROW.format(**SOUND), name="r.toml") == ()


@pytest.mark.parametrize("code", ["qq", "xx", "RU", "rus", "r", ""])
def test_what_is_no_code_of_a_language_is_refused(code: str) -> None:
    (one,) = duty.faults(ROW.format(**{**SOUND, "language": code}), name="r.toml")
    assert "languages" in one.what or "languages" in one.where

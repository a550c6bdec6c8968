"""The register of those in our care: what is wrong in it is found when it is read, and said so as to be mended."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import duty
from tocsin.model import BadInput, Contact, PlacePrecision, ProtectedKind, Register, Tlp, digest

EXAMPLE = Path(__file__).parents[2] / "examples" / "moscow-2024" / "register.toml"
HALL = """
[[protected]]
id = "lantern-hall"
name = "Lantern Hall"
kind = "place"
languages = ["ru", "en"]
clearance = "amber"
place = { name = "Moscow", country = "RU", latitude = 55.75, longitude = 37.61, precision = "city" }
contacts = [{ channel = "mail", address = "desk@lantern.example" }]
"""


def load(toml: str) -> Register:
    return duty.load_register(toml, name="register.toml")


def wrong(toml: str) -> BadInput:
    """What is said of a register that cannot be used: where, what and what now, each on one line and short."""
    with pytest.raises(BadInput) as found:
        load(toml)
    error = found.value
    for words in (error.where, error.what, error.now):
        assert words
        assert "\n" not in words
        assert len(words) < 400
    assert error.where.startswith("register.toml")
    return error


def test_the_smallest_register_is_read_whole() -> None:
    found = load(HALL)
    (hall,) = found.entries
    assert (hall.id, hall.name, hall.kind) == ("lantern-hall", "Lantern Hall", ProtectedKind.PLACE)
    assert hall.languages == ("ru", "en")
    assert hall.clearance is Tlp.AMBER
    assert (hall.place.name, hall.place.country, hall.place.precision) == ("Moscow", "RU", PlacePrecision.CITY)
    assert hall.place.radius_km == 15
    assert hall.contacts == (Contact(channel="mail", address="desk@lantern.example"),)
    assert not hall.invented
    assert (found.name, found.digest) == ("register.toml", digest(HALL))


def test_the_example_register_holds_invented_people_in_moscow_and_elsewhere() -> None:
    found = load(EXAMPLE.read_text("utf-8"))
    assert all(e.invented for e in found.entries)
    near = {e.id for e in found.entries if e.place.country == "RU" and e.place.name in {"Moscow", "Krasnogorsk"}}
    assert len(near) >= 4
    assert len(found.entries) - len(near) >= 3
    assert {e.clearance for e in found.entries} >= {Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER}
    assert any(e.languages == ("ru",) for e in found.entries)
    assert any(len(e.protectors) for e in found.entries)


def test_nobody_in_the_example_can_be_reached_by_mistake() -> None:
    for entry in load(EXAMPLE.read_text("utf-8")).entries:
        contacts = (*entry.contacts, *(c for p in entry.protectors for c in p.contacts))
        assert all(c.address.endswith(".example") for c in contacts)


def test_somebody_whom_only_a_protector_reaches_can_be_reached() -> None:
    (hall,) = load(
        HALL.replace('contacts = [{ channel = "mail", address = "desk@lantern.example" }]', "contacts = []")
        + 'protectors = [{ name = "Ann", role = "guard", contacts = [{ channel = "screen", address = "gate" }] }]\n'
    ).entries
    assert hall.contacts == ()
    assert hall.protectors[0].contacts == (Contact(channel="screen", address="gate"),)


def test_somebody_may_be_there_for_some_days_only() -> None:
    (hall,) = load(HALL + "stays = [{ first = 2024-03-08, last = 2024-03-10 }]\n").entries
    assert [(stay.first_day, stay.last_day) for stay in hall.stays] == [(date(2024, 3, 8), date(2024, 3, 10))]


@pytest.mark.parametrize("contacts", ["contacts = []", ""])
def test_somebody_without_a_contact_is_in_our_care_all_the_same(contacts: str) -> None:
    (hall,) = load(HALL.replace(MAIL, contacts)).entries
    assert hall.contacts == ()


def test_a_mistyped_contact_costs_that_contact_and_a_mistyped_row_that_row() -> None:
    other = HALL.replace("lantern-hall", "quay")
    bad = HALL.replace(
        MAIL, MAIL.replace("desk@lantern.example", "bad bad")[:-1] + ', { channel = "screen", address = "gate" }]'
    )
    found, (out,) = duty.sound_register(bad + other, name="register.toml")
    assert [e.id for e in found.entries] == ["lantern-hall", "quay"]
    assert found.entries[0].contacts == (Contact(channel="screen", address="gate"),)
    assert (out.entry, out.contact) == ("lantern-hall", True)
    assert "'bad bad' is no mail address" in str(out)
    assert "NOTHING GOES THAT WAY" in str(out)

    assert "THE LAST THAT THE RECORD HAS" not in str(out), "it has another"
    found, (out,) = duty.sound_register(HALL.replace("desk@lantern.example", "bad bad"), name="register.toml")
    assert (found.entries[0].contacts, out.last) == ((), True)
    assert "It has no other way: THE LAST THAT THE RECORD HAS is used" in str(out)

    found, (out,) = duty.sound_register(HALL.replace('"RU"', '"Russia"') + other, name="register.toml")
    assert [e.id for e in found.entries] == ["quay"]
    assert (out.entry, out.contact) == ("lantern-hall", False)
    assert "LANTERN-HALL IS LEFT OUT" in str(out)


def test_of_two_that_are_called_alike_the_first_stands_and_a_text_that_is_no_toml_is_left_out_whole() -> None:
    found, (out,) = duty.sound_register(HALL + HALL, name="register.toml")
    assert (len(found.entries), "and the first stands" in str(out)) == (1, True)
    found, (out,) = duty.sound_register("[[protected]\n", name="register.toml")
    assert (found.entries, out.everything) == ((), True)


MAIL = 'contacts = [{ channel = "mail", address = "desk@lantern.example" }]'
PLACE = 'place = { name = "Moscow", country = "RU", latitude = 55.75, longitude = 37.61, precision = "city" }'
ENTRY = "entry 1"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (MAIL, 'contacts = [{ channel = "pigeon", address = "loft" }]', "contact", "no channel is called 'pigeon'"),
        (MAIL, 'contacts = [{ channel = "mail", address = "desk" }]', "contact", "is no mail address"),
        (MAIL, 'contacts = [{ channel = "mail", address = "a@b" }]', "contact", "is no mail address"),
        (MAIL, 'contacts = [{ channel = "mail", address = "a@b.example, c@d.example" }]', "contact", "no mail address"),
        (MAIL, 'contacts = [{ channel = "mail", address = "a@b.example\\nBcc: c@d.example" }]', "contact", "control"),
        (MAIL, 'contacts = [{ channel = "folder", address = "../../etc" }]', "contact", "is no name of a folder"),
        (MAIL, 'contacts = [{ channel = "folder", address = ".hidden" }]', "contact", "is no name of a folder"),
        (MAIL, 'contacts = [{ channel = "screen", address = "  " }]', "contact", "missing or empty: address"),
        (MAIL, 'contacts = ["desk@lantern.example"]', "contact", "a table must stand here"),
        (MAIL, 'contacts = "desk@lantern.example"', ENTRY, "contacts is"),
        (MAIL, MAIL + '\nprotectors = ["Ann"]', "protector", "a table must stand here"),
        (MAIL, MAIL + '\nprotectors = [{ name = "Ann" }]', "protector", "missing or empty: role"),
        (MAIL, MAIL + "\ngroups = [1]", "groups", "must be a list of words"),
        (MAIL, MAIL + '\ninvented = "yes"', ENTRY, "invented is 'yes'"),
        (MAIL, MAIL + '\nstays = ["2024-03-08"]', "stay", "a table must stand here"),
        (MAIL, MAIL + "\nstays = [{ first = 2024-03-08 }]", "stay", "missing or empty: last"),
        (MAIL, MAIL + '\nstays = [{ first = "8 March", last = 2024-03-08 }]', "stay", "first is '8 March'"),
        (MAIL, MAIL + "\nstays = [{ first = 2024-03-10, last = 2024-03-08 }]", "stay", "these are no days"),
        (MAIL, MAIL + "\nstays = [{ first = 2024-03-08T10:00:00, last = 2024-03-09 }]", "stay", "these are no days"),
        (MAIL, MAIL + '\nsecret = "x"', ENTRY, "unknown: secret"),
        ('"RU"', '"UK"', "place", "'UK' is no country code"),
        ('"RU"', '"Russia"', "place", "'Russia' is no country code"),
        ('"RU"', '"ru"', "place", "'ru' is no country code"),
        (", latitude = 55.75, longitude = 37.61", "", "place", "it has no coordinates"),
        (", longitude = 37.61", "", "place", "half a point"),
        ("55.75", "95.0", "place", "latitude is 95.0"),
        ("37.61", "nan", "place", "longitude is nan"),
        ("37.61", '"37.61"', "place", "longitude is '37.61'"),
        ("37.61", "true", "place", "longitude is True"),
        ('precision = "city"', 'precision = "street"', "place", "'street' is not known here"),
        ('precision = "city"', 'precision = "city", radius_km = 0', "place", "how far it reaches"),
        ('precision = "city"', 'precision = "wider"', "place", "how far it reaches"),
        ('precision = "city"', 'precision = "city", radius_km = 1e9', "place", "radius_km is"),
        (PLACE, "", ENTRY, "missing or empty: place"),
        (PLACE, 'place = "Moscow"', ENTRY, "place is 'Moscow'"),
        ('"place"', '"venue"', "lantern-hall", "'venue' is not known here"),
        ('"amber"', '"orange"', "lantern-hall", "'ORANGE' is not known here"),
        ('"amber"', "3", ENTRY, "clearance is 3"),
        ('["ru", "en"]', "[]", "lantern-hall", "languages is []"),
        ('["ru", "en"]', '["Russian"]', "lantern-hall", "languages is"),
        ('["ru", "en"]', '["ru", 7]', "languages", "must be a list of words"),
        ('"lantern-hall"', '"Lantern Hall"', "Lantern Hall", "this id cannot be used"),
        ('"lantern-hall"', '"public"', "public", "this id cannot be used"),
        ('"Lantern Hall"', '""', ENTRY, "missing or empty: name"),
        (
            '"Lantern Hall"',
            '"Lantern\\u202eHall"',
            ENTRY,
            "name holds a control character, U+202E RIGHT-TO-LEFT OVERRIDE",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_says_where_and_what(old: str, new: str, where: str, what: str) -> None:
    assert old in HALL
    error = wrong(HALL.replace(old, new, 1))
    assert where in error.where
    assert what in error.what


def test_the_entry_that_is_wrong_is_the_one_that_is_named() -> None:
    second = HALL.replace("lantern-hall", "birch-school").replace('"RU"', '"XX"')
    assert "entry 2" in wrong(HALL + second).where


def test_two_entries_of_one_id_are_refused() -> None:
    assert "lantern-hall" in wrong(HALL + HALL).what


def test_what_is_no_toml_is_said_to_be_none() -> None:
    for text in ("[[protected", "\ufeff" + HALL, "a = " + "9" * 5000, "a = " + "[" * 2000):
        assert "this is not TOML" in wrong(text).what


def test_a_register_of_nobody_is_refused() -> None:
    assert "protected" in wrong("").what
    assert "nobody is in it" in wrong("protected = []").what
    assert wrong('protected = "everybody"').what
    assert "a table must stand here" in wrong("protected = [1]").what


def test_a_table_that_nobody_reads_is_refused() -> None:
    assert "unknown: contacts" in wrong(HALL + "\n[contacts]\n").what


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (Contact(channel="mail", address="a@b.example"), None),
        (Contact(channel="folder", address="night desk"), None),
        (Contact(channel="screen", address="gate"), None),
        (Contact(channel="sms", address="+70000000000"), "no channel"),
        (Contact(channel="mail", address="a b@c.example"), "no mail address"),
        (Contact(channel="screen", address="\t"), "no address"),
        (Contact(channel="screen", address="ga\u200bte"), "control character"),
    ],
)
def test_a_contact_that_nobody_could_be_reached_by_says_why(contact: Contact, why: str | None) -> None:
    said = duty.unreachable(contact)
    assert (said is None) is (why is None)
    assert why is None or why in str(said)


@given(st.text(max_size=60))
def test_no_text_whatever_is_taken_for_a_register(text: str) -> None:
    wrong(text)


KEYS = ("id", "name", "kind", "languages", "clearance", "place", "contacts")
ANYTHING = st.sampled_from(["1", "1.5", "true", '""', '"x"', "[]", "[[]]", "{}", "2024-03-07", "nan", "[{}]", '["é"]'])


@given(st.sampled_from(KEYS), ANYTHING)
def test_a_wrong_value_anywhere_is_refused_in_words(key: str, value: str) -> None:
    sound = {("id", '"x"'), ("name", '"x"'), ("contacts", "[]")}
    lines = [f"{key} = {value}" if line.startswith(f"{key} = ") else line for line in HALL.splitlines()]
    toml = "\n".join(lines)
    if (key, value) in sound:
        assert load(toml).entries
        return
    wrong(toml)

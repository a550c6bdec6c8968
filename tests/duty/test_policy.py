"""Policies as data: every rule has its source, no unknown rule gets in, and doubt never turns to silence."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import duty
from tocsin.duty.criteria import CRITERIA
from tocsin.duty.harms import HARMS
from tocsin.duty.tables import parse
from tocsin.model import BadInput, NotFound, Policy, digest

SHIPPED = ("icd-191", "organisation", "threat-to-life")
SMALL = """
id = "small"
title = "A small policy"
version = "1"
source = "the test"
hours = 4
hours_source = "the test's own choice"
needed = "all"
in_doubt = "warn"
speech_needs = "a named person"

[[rule]]
id = "near"
test = "impending"
text = "It is near."
source = "the test"
verified = false

[[waiver]]
id = "W1"
text = "They know of this very threat."
per = "recipient"
source = "the test"
verified = false
"""


HARM = """
[[harm]]
id = "{id}"
test = "{test}"
question = "Does it?"
source = "the test"
verified = false
"""


def load(toml: str) -> Policy:
    return duty.load_policy(toml, name="policy.toml")


def wrong(toml: str) -> BadInput:
    """What is said of a policy that cannot be used: where, what and what now."""
    with pytest.raises(BadInput) as found:
        load(toml)
    error = found.value
    assert error.where.startswith("policy.toml")
    for words in (error.where, error.what, error.now):
        assert words
        assert "\n" not in words
    return error


def text_of(name: str) -> str:
    return (resources.files("tocsin.duty") / "policies" / f"{name}.toml").read_text("utf-8")


def test_the_smallest_policy_is_read_whole() -> None:
    found = load(SMALL)
    assert (found.id, found.hours, found.digest) == ("small", 4, digest(SMALL))
    assert [(r.id, r.test, r.source, r.verified) for r in found.rules] == [("near", "impending", "the test", False)]
    assert [(g.id, g.source, g.verified) for g in found.grounds] == [("W1", "the test", False)]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_line_of_a_shipped_policy_has_its_source_and_says_whether_it_was_checked(name: str) -> None:
    tables = parse(text_of(name), name=name)
    rows = [row for kind in ("rule", "waiver", "harm", "definition", "practice") for row in tables.get(kind, ())]
    assert len(rows) >= 10
    for row in rows:
        assert row["source"].strip(), row["id"]
        assert isinstance(row["verified"], bool), row["id"]
        assert not row["verified"] or row["source"].startswith("https://"), row["id"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_hours_of_a_shipped_policy_are_nobodys_but_the_offices(name: str) -> None:
    found = duty.shipped_policy(name)
    assert found.hours > 0
    assert "own choice" in found.hours_source
    assert parse(text_of(name), name=name)["hours_verified"] is False


def test_the_directive_asks_all_six_things() -> None:
    found = duty.shipped_policy("icd-191")
    asked = [rule.test for rule in found.rules]
    assert sorted(asked) == sorted(["credible", "specific", "impending", "intentional", "harm", "victim-exposed"])


def test_the_directive_has_six_grounds_and_no_other() -> None:
    assert [ground.id for ground in duty.shipped_policy("icd-191").grounds] == ["W1", "W2", "W3", "W4", "W5", "W6"]


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("W1", "this very threat"),
        ("W2", "only reason"),
        ("W3", "reasonable grounds"),
        ("W4", "undue"),
        ("W5", "undue"),
        ("W6", "reasonable way"),
    ],
)
def test_a_ground_keeps_the_word_that_narrows_it(ground: str, words: str) -> None:
    found = {g.id: g.text.casefold() for g in duty.shipped_policy("icd-191").grounds}
    assert words in found[ground]


def test_an_organisation_waives_on_fewer_grounds_of_the_same_meaning() -> None:
    own = {g.id for g in duty.shipped_policy("organisation").grounds}
    assert own < {g.id for g in duty.shipped_policy("icd-191").grounds}
    assert own.isdisjoint({"W2", "W3", "W5"})


def test_every_test_is_asked_by_a_shipped_policy_and_explains_itself() -> None:
    asked = {rule.test for name in SHIPPED for rule in duty.shipped_policy(name).rules}
    assert asked == set(CRITERIA)
    assert all((test.__doc__ or "").strip() for test in CRITERIA.values())


def test_a_policy_that_is_not_shipped_names_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"(?s)policy 007.*icd-191, organisation"):
        duty.shipped_policy("007")


RULE = '[[rule]]\nid = "near"'


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('"impending"', '"looming"', "rule 1", "no test is called 'looming'"),
        (RULE, RULE + "\nweight = 3", "rule 1", "unknown: weight"),
        ('source = "the test"\nverified = false\n\n[[waiver]]', "verified = false\n\n[[waiver]]", "rule 1", "source"),
        ("verified = false\n\n[[waiver]]", "\n[[waiver]]", "rule 1", "missing or empty: verified"),
        ("verified = false\n\n[[waiver]]", 'verified = "no"\n\n[[waiver]]', "rule 1", "verified is 'no'"),
        ('"It is near."', '""', "rule 1", "missing or empty: text"),
        ('per = "recipient"', 'per = "threat"', "waiver 1", "per is 'threat'"),
        ('per = "recipient"\n', "", "waiver 1", "missing or empty: per"),
        ('"W1"', "1", "waiver 1", "id is 1"),
        ('needed = "all"', 'needed = "any"', "policy.toml", "needed is 'any'"),
        ('in_doubt = "warn"', 'in_doubt = "wait"', "policy.toml", "in_doubt is 'wait'"),
        ('speech_needs = "a named person"', 'speech_needs = "nobody"', "policy.toml", "speech_needs is 'nobody'"),
        ("hours = 4", "hours = -1", "policy.toml", "hours is -1"),
        ("hours = 4", "hours = 100000", "policy.toml", "hours is 100000"),
        ("hours = 4", 'hours = "four"', "policy.toml", "hours is 'four'"),
        ("hours = 4", "hours = true", "policy.toml", "hours is True"),
        ("hours = 4", "hours = 4.5", "policy.toml", "hours is 4.5"),
        ("hours = 4\n", "", "policy.toml", "missing or empty: hours"),
        ('hours_source = "the test\'s own choice"\n', "", "policy.toml", "missing or empty: hours_source"),
        ('title = "A small policy"', 'title = "A\\u0007 policy"', "policy.toml", "title holds a control character"),
        ('[[waiver]]\nid = "W1"', '[other]\nid = "W1"', "policy.toml", "unknown: other"),
        ("[[waiver]]", "[[definition]]", "definition 1", "unknown: per"),
        ("[[rule]]", "[rule]", "policy.toml", "rule is"),
    ],
)
def test_a_policy_that_cannot_be_used_says_where_and_what(old: str, new: str, where: str, what: str) -> None:
    assert old in SMALL
    error = wrong(SMALL.replace(old, new, 1))
    assert where in error.where
    assert what in error.what


def test_an_unknown_rule_is_told_which_tests_there_are() -> None:
    assert all(test in wrong(SMALL.replace('"impending"', '"looming"')).now for test in CRITERIA)


def test_a_policy_without_a_rule_is_refused() -> None:
    empty = SMALL[: SMALL.index("[[rule]]")]
    assert "missing or empty: rule" in wrong(empty).what
    assert "it has no rule" in wrong(f"rule = []\n{empty}").what


def test_a_rule_or_ground_that_stands_twice_is_refused() -> None:
    rule, waiver = SMALL.index("[[rule]]"), SMALL.index("[[waiver]]")
    assert "near stands twice" in wrong(SMALL + SMALL[rule:waiver]).what
    assert "W1 stands twice" in wrong(SMALL + SMALL[waiver:]).what


def test_a_policy_without_grounds_can_be_ruled_under_and_never_waived() -> None:
    assert load(SMALL[: SMALL.index("[[waiver]]")]).grounds == ()


def test_what_is_no_toml_is_said_to_be_none() -> None:
    assert "this is not TOML" in wrong("id = ").what


@given(st.text(max_size=60))
def test_no_text_whatever_is_taken_for_a_policy(text: str) -> None:
    wrong(text)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_policy_asks_what_the_warning_itself_may_do(name: str) -> None:
    assert [h.test for h in duty.shipped_policy(name).harms] == list(HARMS)
    assert all(h.question.endswith("?") for h in duty.shipped_policy(name).harms)


def test_a_question_of_harm_is_one_that_this_room_knows_and_bears_an_id_of_its_own() -> None:
    (found,) = load(SMALL + HARM.format(id="panic", test="sets-off-panic")).harms
    assert (found.id, found.question, found.verified) == ("panic", "Does it?", False)
    assert "no question of harm is called 'impending'" in wrong(SMALL + HARM.format(id="panic", test="impending")).what
    assert "near stands twice" in wrong(SMALL + HARM.format(id="near", test="sets-off-panic")).what


RELAYED = 'relay_minutes = 45\nrelay_source = "the test\'s own choice"\n'


def test_a_time_for_whoever_is_asked_to_pass_a_warning_on_is_the_policys_with_its_source() -> None:
    assert load(SMALL).relay_minutes is None, "then it is when the duty is due"
    found = load(RELAYED + SMALL)
    assert (found.relay_minutes, found.relay_source) == (45, "the test's own choice")
    for minutes in (0, 31 * 24 * 60 + 1):
        assert "relay_minutes" in wrong(RELAYED.replace("45", str(minutes)) + SMALL).what
    for half in RELAYED.splitlines():
        assert "go together" in wrong(f"{half}\n{SMALL}").what


@pytest.mark.parametrize("name", SHIPPED)
def test_no_policy_that_comes_with_us_sets_messengers_a_time_that_nobody_set(name: str) -> None:
    assert duty.shipped_policy(name).relay_minutes is None

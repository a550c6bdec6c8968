"""The one spelling of every word: there and back, held by the schema, and nothing else let in."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.words import any_word, moments, word
from tocsin import codec
from tocsin.model import (
    Arrival,
    BadInput,
    Checkpoint,
    DutyProposal,
    Erased,
    LedgerEntry,
    Link,
    Mention,
    Notice,
    Person,
    PlacePrecision,
    Program,
    Report,
    Span,
    Statement,
    Unread,
    Where,
    digest,
)

SCHEMA = Draft202012Validator(codec.schema())
COMPUTED = (Link, DutyProposal, Notice, Statement)


@pytest.mark.parametrize("kind", codec.WORDS, ids=codec.tag)
@settings(max_examples=15)
@given(data=st.data())
def test_every_word_comes_back_as_it_went(kind: type, data: st.DataObject) -> None:
    value = data.draw(word(kind))
    spelled = codec.canonical(value)
    assert codec.loads(spelled) == value
    assert codec.canonical(codec.loads(spelled)) == spelled


@pytest.mark.parametrize("kind", codec.WORDS, ids=codec.tag)
@settings(max_examples=8)
@given(data=st.data())
def test_the_schema_holds_for_every_word(kind: type, data: st.DataObject) -> None:
    spelled = json.loads(codec.canonical(data.draw(word(kind))))
    assert [error.message for error in SCHEMA.iter_errors(spelled)] == []


@given(any_word())
def test_a_spelling_is_one_line(value: Any) -> None:
    spelled = codec.canonical(value)
    assert "\n" not in spelled
    assert spelled == codec.canonical(codec.encode(value))


@given(any_word(), st.text(min_size=1, max_size=8))
def test_an_unknown_field_is_refused(value: Any, name: str) -> None:
    spelled = codec.encode(value)
    if name in spelled or name == "about":
        return
    with pytest.raises(BadInput, match="unknown fields"):
        codec.decode({**spelled, name: "x"})


@given(any_word(), st.data())
def test_a_missing_field_is_refused(value: Any, data: st.DataObject) -> None:
    spelled = codec.encode(value)
    rest = sorted(set(spelled) - {"type"} - codec.ADDED.get(type(value), {}).keys())
    if not rest:
        return
    gone = data.draw(st.sampled_from(rest))
    with pytest.raises(BadInput):
        codec.decode({key: item for key, item in spelled.items() if key != gone})


@pytest.mark.parametrize("kind", codec.ADDED, ids=codec.tag)
@given(data=st.data())
def test_a_word_of_an_older_record_is_read_without_what_was_added_since(kind: type, data: st.DataObject) -> None:
    value = data.draw(word(kind))
    added = codec.ADDED[kind]
    older = {key: item for key, item in codec.encode(value).items() if key not in added}
    assert {key: codec.encode(codec.decode(older))[key] for key in added} == added


@pytest.mark.parametrize("kind", COMPUTED, ids=codec.tag)
@given(data=st.data(), wrong=st.one_of(st.none(), st.integers(), st.just(""), st.just(digest("another"))))
def test_an_id_that_is_not_the_contents_own_is_refused(kind: type, data: st.DataObject, wrong: Any) -> None:
    spelled = codec.encode(data.draw(word(kind)))
    with pytest.raises(BadInput):
        codec.decode({**spelled, "id": wrong})


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(any_word(), _JSON, st.data())
def test_whatever_stands_in_a_field_gives_a_word_or_a_clear_refusal(
    value: Any, other: Any, data: st.DataObject
) -> None:
    spelled = codec.encode(value)
    key = data.draw(st.sampled_from(sorted(spelled)))
    try:
        found = codec.decode({**spelled, key: other})
    except BadInput:
        return
    assert dataclasses.is_dataclass(found)
    assert codec.loads(codec.canonical(found)) == found


@given(st.text(max_size=40))
def test_any_line_gives_a_word_or_a_clear_refusal(line: str) -> None:
    with pytest.raises(BadInput, match="codec"):
        codec.loads(line)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("", "not JSON"),
        ("[]", "no object"),
        ("{}", "no word is called"),
        ('{"type": []}', "no word is called"),
        ('{"type": "statements"}', "no word is called"),
        ('{"type": "person", "name": " "}', "a person has a name"),
        ('{"type": "person", "name": 3}', "stands where str must"),
        ('{"type": "person", "name": null}', "null where"),
        ('{"type": "person", "name": "A", "name": "B"}', "twice"),
        ('{"type": "person", "name": "\\ud800"}', "half a character"),
        ('{"type": "warn", "extra": 1}', "unknown fields"),
        ('{"type": "feature", "name": "n", "weight": true, "because": ""}', "stands where int must"),
        ('{"type": "feature", "name": "n", "weight": 1.5, "because": ""}', "stands where int must"),
        ('{"type": "piece", "start": NaN}', "no number"),
        ("[" * 100_000, "not JSON"),
        ('{"type": "finding", "rule": "r", "met": "perhaps", "statements": [], "because": ""}', "perhaps"),
        ('{"type": "finding", "rule": "r", "met": "no", "statements": "abc", "because": ""}', "list"),
    ],
)  # fmt: skip
def test_what_spells_no_word_is_refused_with_its_reason(line: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        codec.loads(line)


@pytest.mark.parametrize(
    "spelled", ["2024-03-07", "2024-03-07T10:00:00", "20240307T100000+0300", "2024-W10-4", "now", "", 5, None]
)
def test_a_moment_has_its_zone_and_one_form(spelled: Any) -> None:
    entry = codec.encode(
        LedgerEntry(sequence=0, at=_moment(), by=Person(name="A"), kind="k", subject="s", body=digest(""))
    )
    with pytest.raises(BadInput):
        codec.decode({**entry, "at": spelled})


def _moment() -> Any:
    from datetime import UTC, datetime  # noqa: PLC0415 - for this alone

    return datetime(2024, 3, 7, 12, tzinfo=UTC)


def test_a_number_too_great_or_endless_is_refused() -> None:
    where = codec.encode(
        Where(name="x", country=None, latitude=None, longitude=None, precision=PlacePrecision.CITY, radius_km=None)
    )
    for latitude in (10**400, float("inf"), float("nan")):
        with pytest.raises(BadInput):
            codec.decode({**where, "latitude": latitude})


def test_one_word_may_not_pass_for_another() -> None:
    entry = codec.encode(Erased(digest="d", because="b"))
    with pytest.raises(BadInput):
        codec.decode({**entry, "type": "checkpoint"})
    span = {"type": "toll", "start": 0, "end": 1, "quote": "a"}
    unread = {"type": "unread", "report": "r", "text": "t", "because": "refused", "detail": "", "proposed": ""}
    with pytest.raises(BadInput, match="stands where a span must"):
        codec.decode({**unread, "passage": span})


@given(word(Statement))
def test_what_a_statement_is_about_is_printed_and_not_read_back(statement: Statement) -> None:
    spelled = {**codec.encode(statement), "about": digest("incident")}
    assert [error.message for error in SCHEMA.iter_errors(spelled)] == []
    assert codec.decode(spelled) == statement


@given(word(Statement))
def test_a_statement_gives_its_texts_digest_once(statement: Statement) -> None:
    assert codec.canonical(statement).count(f'"text":"{statement.passage.text}"') == 1


@given(word(Mention))
def test_a_mention_lies_flat_upon_its_span(mention: Mention) -> None:
    spelled = codec.encode(mention)
    assert (spelled["start"], spelled["end"], spelled["quote"]) == (
        mention.span.start,
        mention.span.end,
        mention.span.quote,
    )
    assert "span" not in spelled


@given(moments)
def test_a_moment_keeps_its_offset(moment: Any) -> None:
    entry = LedgerEntry(sequence=0, at=moment, by=Program(name="p", version="1"), kind="", subject="", body="")
    assert codec.decode(codec.encode(entry)).at.utcoffset() == moment.utcoffset()


def test_every_word_has_its_own_type() -> None:
    tags = [codec.tag(kind) for kind in codec.WORDS]
    assert len(set(tags)) == len(tags)
    assert {Report, Arrival, Unread, Span, Checkpoint} <= set(codec.WORDS)

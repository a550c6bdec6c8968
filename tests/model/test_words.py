"""The words hold what they promise: frozen, slotted, keyword-only, and sound from the moment they are made."""

import dataclasses
import inspect
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.words import any_word, moments, names, spans, whens, word
from tocsin import model
from tocsin.codec import WORDS
from tocsin.model import (
    Attempt,
    BadInput,
    Contact,
    Credibility,
    DutyDecision,
    DutyProposal,
    Likelihood,
    Link,
    Mention,
    Notice,
    Person,
    RecordBroken,
    Reliability,
    Span,
    Statement,
    TimePrecision,
    Tlp,
    TocsinError,
    Toll,
    TollEffect,
    TollWho,
    Unavailable,
    Waive,
    When,
    digest,
    identity,
)

DAY = date(2024, 3, 7)
NOON = datetime(2024, 3, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_a_word_is_frozen_slotted_and_keyword_only(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in inspect.signature(kind).parameters.values())
    assert (kind.__doc__ or "").strip().splitlines()[0].endswith((".", ":", ";")) or kind.__doc__


@given(any_word())
def test_a_word_is_a_value(value: Any) -> None:
    twin = dataclasses.replace(value)
    assert twin == value
    assert hash(twin) == hash(value)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="starts before it ends"):
        Span(start=start, end=end, quote="", text="")


@given(spans("t"), spans("t"))
def test_what_lies_within_also_overlaps(one: Span, other: Span) -> None:
    assert not one.within(other) or one.overlaps(other)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.within(one)
    elsewhere = dataclasses.replace(one, text="another")
    assert not one.overlaps(elsewhere)
    assert not one.within(elsewhere)


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (NOON, NOON, TimePrecision.DAY),
        (DAY, DAY, TimePrecision.HOUR),
        (DAY, NOON, TimePrecision.MINUTE),
        (NOON.replace(tzinfo=None), NOON.replace(tzinfo=None), TimePrecision.HOUR),
        (DAY, DAY - timedelta(days=1), TimePrecision.DAY),
    ],
)
def test_an_interval_that_is_none_is_refused(start: date, end: date, precision: TimePrecision) -> None:
    with pytest.raises(ValueError, match=r".+"):
        When(start=start, end=end, precision=precision, anchor="stated")


@given(whens())
def test_an_interval_has_its_days(when: When) -> None:
    assert not isinstance(when.first_day, datetime)
    assert not isinstance(when.last_day, datetime)


@given(word(Mention))
def test_a_toll_runs_from_low_to_high(mention: Mention) -> None:
    for low, best, high in ((3, 2, None), (3, None, 2), (1, 5, 4), (-1, None, None)):
        with pytest.raises(ValueError, match="low, best, high"):
            Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=low, best=best, high=high, mention=mention)


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_nobody_has_no_name_and_silence_has_its_reasons(blank: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Person(name=blank)
    with pytest.raises(ValueError, match="justification"):
        Waive(ground="W1", justification=blank, by=Person(name="Vera Lind"))
    with pytest.raises(ValueError, match="ground"):
        Waive(ground=blank, justification="they know", by=Person(name="Vera Lind"))


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_no_two_tuples_share_an_identity(left: list[str], right: list[str]) -> None:
    assert (identity(*left) == identity(*right)) == (left == right)


@given(st.text(max_size=20))
def test_a_text_and_its_bytes_have_one_digest(text: str) -> None:
    assert digest(text) == digest(text.encode())


@given(word(Statement), st.text(max_size=5), st.booleans())
def test_a_statement_is_the_same_whoever_reads_it(statement: Statement, reader: str, suggestion: bool) -> None:  # noqa: FBT001 - drawn
    again = dataclasses.replace(
        statement, reader=reader, score=0.5, suggestion=suggestion, because="otherwise", tolls=()
    )
    assert again.id == statement.id
    more = Span(start=900, end=901, quote="", text=statement.passage.text)
    moved = dataclasses.replace(statement, content=(*statement.content, more))
    assert moved.id != statement.id


@given(word(Link))
def test_a_link_has_no_direction(link: Link) -> None:
    assert dataclasses.replace(link, left=link.right, right=link.left).id == link.id


@given(word(DutyProposal), moments)
def test_a_later_proposal_for_the_same_pair_and_policy_has_the_same_id(proposal: DutyProposal, at: datetime) -> None:
    assert dataclasses.replace(proposal, at=at, findings=(), because="otherwise").id == proposal.id
    assert dataclasses.replace(proposal, protected=proposal.protected + "x").id != proposal.id


@given(word(DutyDecision), names)
def test_two_people_never_take_one_decision(decision: DutyDecision, name: str) -> None:
    other = dataclasses.replace(decision, by=Person(name=f"{decision.by.name}{name}"))
    assert other.id != decision.id


@given(word(Notice), st.text(min_size=1, max_size=3))
def test_another_text_is_another_notice(notice: Notice, more: str) -> None:
    assert dataclasses.replace(notice, body=notice.body + more).id != notice.id
    assert set(notice.withholds) == {d.statement for d in notice.disclosures if not d.told}


@given(word(Attempt), word(Contact))
def test_an_attempt_is_known_by_notice_contact_and_number(attempt: Attempt, contact: Contact) -> None:
    again = dataclasses.replace(attempt, at=attempt.at + timedelta(hours=1))
    assert again.id == attempt.id
    assert (dataclasses.replace(attempt, contact=contact).id == attempt.id) == (contact == attempt.contact)


@given(st.sampled_from(Tlp), st.sampled_from(Tlp))
def test_a_marking_reaches_whoever_is_cleared_for_it_or_more(marking: Tlp, clearance: Tlp) -> None:
    order = [Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED]
    assert marking.reaches(clearance) == (order.index(marking) <= order.index(clearance))


def test_the_bands_of_likelihood_meet_and_never_reach_certainty() -> None:
    bands = [band.percent for band in Likelihood]
    assert bands[0][0] == 1
    assert bands[-1][1] == 99
    assert all(high == low for (_, high), (low, _) in itertools.pairwise(bands))


def test_the_two_admiralty_marks_share_no_letter() -> None:
    assert not {m.value for m in Reliability} & {m.value for m in Credibility}


def test_an_error_says_where_what_and_what_now() -> None:
    assert str(BadInput(where="r.toml", what="it is empty", now="fill it in")) == "r.toml: it is empty\n  fill it in"
    assert str(BadInput()) == "What came from outside cannot be used."
    assert {e.exit_code for e in (RecordBroken, Unavailable)} == {1}
    assert issubclass(BadInput, TocsinError)
    assert BadInput.exit_code == 2


def test_every_public_word_is_exported_once() -> None:
    assert len(set(model.__all__)) == len(model.__all__)
    assert list(model.__all__) == sorted(model.__all__, key=lambda name: (name[0].islower(), name))

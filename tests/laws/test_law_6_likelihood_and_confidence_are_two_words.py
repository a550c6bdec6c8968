"""Law 6: likelihood and confidence are two words and never one number; reliability and credibility are two marks."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scene import OFFICER
from tests.sessions import Act, Play, anything, assessed, session, taking
from tests.sitting import Sitting, office
from tocsin.codec import encode
from tocsin.desk import people
from tocsin.desk.current import standing
from tocsin.desk.dossier import dossier
from tocsin.desk.why import lines as why_lines
from tocsin.desk.why import why
from tocsin.model import (
    Assessment,
    Confidence,
    Credibility,
    DutyDecision,
    Grade,
    Likelihood,
    Notice,
    Reliability,
)

BANDS = "|".join(re.escape(band.value) for band in Likelihood)
LIKELY = re.compile(rf"\b(?:{BANDS}|likelihood|probability)\b|\d ?%", re.IGNORECASE)
CONFIDENT = re.compile(r"\bconfiden(?:ce|t)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[.;\n•]")
letters = st.fixed_dictionaries({source: st.sampled_from(Reliability) for source in ("wire", "courier", "embassy")})


def mixed(text: str) -> list[str]:
    """The sentences of a text in which both stand."""
    return [s for s in SENTENCE.split(text) if LIKELY.search(s) and CONFIDENT.search(s)]


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from strings(each)


@given(session(anything))
@settings(max_examples=30)
def test_nothing_that_is_shown_says_both_in_one_sentence(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    texts = list(strings(dossier(book, office=play.desk.office, at=play.at)))
    texts += [n.body for n in book.all(Notice)]
    for kind in (Assessment, Grade, DutyDecision):
        texts += [line for word in book.all(kind) for _, line in why_lines(why(word, book=book))]
    assert [s for text in texts for s in mixed(text)] == []


def test_a_sentence_with_both_would_be_found() -> None:
    assert mixed("It is very likely, with high confidence. So it is.")
    assert mixed("It is very likely. Confidence in that is high.") == []


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for each in value.values():
            yield from numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


@given(session(anything))
def test_four_fields_four_meanings_and_no_number_in_any(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    for assessment in play.desk.book.all(Assessment):
        spelled = encode(assessment)
        assert list(numbers(spelled)) == []
        for each in spelled["attributions"]:
            assert each["likelihood"] in set(Likelihood)
            assert each["confidence"] in set(Confidence)
    for grade in play.desk.book.all(Grade):
        spelled = encode(grade)
        assert spelled["reliability"] in set(Reliability)
        assert spelled["credibility"] in set(Credibility)
        assert list(numbers(spelled)) == []


@given(session(taking, most=5), letters)
def test_what_we_think_of_a_source_changes_no_mark_of_what_it_says(
    acts: list[Act], marks: dict[str, Reliability]
) -> None:
    plain, lettered = Play(Sitting(office=office(reliability={}))), Play(Sitting(office=office(reliability=marks)))
    plain.run(acts)
    lettered.run(acts)
    former = {g.statement: g for g in plain.desk.book.all(Grade)}
    for grade in lettered.desk.book.all(Grade):
        assert grade.credibility is former[grade.statement].credibility
    likelihoods = [[a.likelihood for a in x.attributions] for x in assessed(plain.desk)]
    assert [[a.likelihood for a in x.attributions] for x in assessed(lettered.desk)] == likelihoods


@given(session(taking, most=4), st.sampled_from(Likelihood), st.sampled_from(Confidence))
def test_a_person_signs_each_for_itself(acts: list[Act], likelihood: Likelihood, confidence: Confidence) -> None:
    play = Play(Sitting())
    play.run(acts)
    for ours in assessed(play.desk):
        made = people.assess(
            ours.incident, actor=None, likelihood=likelihood, confidence=confidence, note="I read it all.",
            book=play.desk.book, by=OFFICER, at=play.at, required=False,
        )  # fmt: skip
        (signed,) = (a for a in made.attributions if a.signed)
        assert (signed.likelihood, signed.confidence) == (likelihood, confidence)
        unsigned = next(a for a in ours.attributions if a.actor is None)
        assert replace(signed, likelihood=unsigned.likelihood, confidence=unsigned.confidence, signed=None,
                       because=unsigned.because) == unsigned  # fmt: skip


@given(session(taking, most=4), st.sampled_from(Reliability), st.sampled_from(Credibility))
def test_a_person_gives_each_mark_for_itself(
    acts: list[Act], reliability: Reliability, credibility: Credibility
) -> None:
    play = Play(Sitting())
    play.run(acts)
    for statement in standing(play.desk.book)[:1]:
        made = people.mark(
            statement.id, reliability=reliability, credibility=credibility, because="I know the man",
            book=play.desk.book, office=play.desk.office, by=OFFICER, at=play.at,
        )  # fmt: skip
        assert (made.reliability, made.credibility) == (reliability, credibility)
        assert play.desk.book.get(Grade, statement.id) == made

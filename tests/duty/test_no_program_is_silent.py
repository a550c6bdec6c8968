"""A search for a path by which a program decides silence: every public function of duty and desk is tried."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin.desk
from tests import by_heart as told
from tests.scene import (
    CAUCASUS,
    GROZNY,
    MOSCOW,
    OBLAST,
    PROGRAM,
    RUSSIA,
    by_id,
    entry,
    grade,
    incident,
    policy,
    register,
    says,
)  # fmt: skip
from tests.sitting import TESTS, Postbox, Sitting, office
from tocsin import duty
from tocsin.desk import noticing, people
from tocsin.duty.criteria import CRITERIA
from tocsin.duty.harms import HARMS
from tocsin.model import (
    Approval,
    Arrival,
    Cancellation,
    Certainty,
    Closing,
    Consultation,
    Consulted,
    Credibility,
    DutyDecision,
    DutyProposal,
    Extension,
    Harm,
    Incident,
    Judgement,
    Kind,
    Met,
    NoDuty,
    NotAllowed,
    Notice,
    Person,
    Polarity,
    Refer,
    Relay,
    Relayed,
    Reliability,
    Report,
    Stage,
    Statement,
    Submission,
    Waive,
    Warn,
    Weighed,
    Weighing,
    digest,
)  # fmt: skip

SIGNED = (DutyDecision, Closing, Cancellation, Approval, Submission, Extension, Consultation, Relay, Weighing, Waive)
WORDS = (Report, Arrival, Statement, Incident, DutyProposal, DutyDecision, Notice, Closing, Cancellation)
ASKING = replace(
    policy(*TESTS), digest=digest("asking"),
    harms=tuple(Harm(id=h, test=h, question="Does it?", source="the test", verified=False) for h in HARMS),
)  # fmt: skip
Function = Callable[..., Any]


def doors() -> Iterator[Function]:
    """Every public function that duty and the desk define."""
    for room in (duty, tocsin.desk):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(found.name)
            for name, made in inspect.getmembers(module, inspect.isfunction):
                if made.__module__ == found.name and not name.startswith("_"):
                    yield made


DOORS = tuple(doors())


def silences(value: object, depth: int = 0) -> Iterator[object]:
    """What a program silenced, anywhere in a value: a person's act that bears no person, a waiver that is proposed."""
    if isinstance(value, SIGNED) and not isinstance(value.by, Person):
        yield value
    if isinstance(value, DutyProposal) and isinstance(value.proposes, Waive):
        yield value
    if isinstance(value, DutyProposal) and isinstance(value.proposes, NoDuty):
        unmet = {f.rule for f in value.findings if f.met is Met.NO and f.statements}
        if value.proposes.criterion not in unmet:
            yield value
    if depth < 6 and is_dataclass(value):
        for field in fields(value):
            yield from silences(getattr(value, field.name, None), depth + 1)
    elif depth < 6 and isinstance(value, tuple | list | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from silences(each, depth + 1)


def a_desk() -> Sitting:
    """A desk that owes a hall and a school a decision, and told the theatre; each call gives its own."""
    return deepcopy(_a_desk())


@cache
def _a_desk() -> Sitting:
    found = Sitting(office=office(policies=(ASKING,)))
    found.take(told.WARNED, at=told.day(7))
    found.take(told.ELSEWHERE, at=told.day(7, 14))
    found.warned("theatre", at=told.day(7, 15), by=Postbox())
    return found


def hand(desk: Sitting) -> Mapping[str, tuple[Any, ...]]:
    """What may stand in for a parameter, by the parameter's name."""
    book, office = desk.book, desk.office
    at = (told.day(7, 13), told.day(7, 16), told.day(7, 20), told.day(30))
    proposal = desk.duty("hall")
    waiver = Waive(ground="W1", justification="They know of it.", by=Person(name="tocsin"))
    none = NoDuty(criterion="credible", justification="Nobody believes it.")
    ids = tuple(w.id for kind in WORDS for w in book.all(kind) if hasattr(w, "id"))
    notices = book.all(Notice)
    return {
        "by": (PROGRAM, "tocsin", None),
        "book": (book,),
        "office": (office,),
        "at": at, "until": at, "since": at,
        "ruling": (waiver, none, Refer(question="Which hall?"), Warn()),
        "proposal": (proposal, proposal.id),
        "incident": (desk.incident(told.WARNED), desk.incident(told.WARNED).id, *ids),
        "policy": office.policies,
        "register": (office.register,),
        "notice": notices,
        "decision": book.all(DutyDecision),
        "statements": ({s.id: s for s in book.all(Statement)},),
        "grades": ({},), "aware": ({},), "closings": ((),),
        "read": tuple(noticing.digest(n.body) for n in notices),
        "because": ("A program thinks that they know of it.", ""),
        "report": tuple(word for r in book.all(Report) for word in (r, r.id)),
        "judgement": tuple(Judgement),
        "outcome": tuple(Consulted),
        "whom": ("Exercise Agency",), "to": ("Exercise Liaison",), "confirms": ("", "Exercise Warden"),
        "step": tuple(Relayed), "weighed": tuple(Weighed),
        "harm": tuple(f.rule for f in proposal.harms), "facts": ((),),
        "reliability": tuple(Reliability), "credibility": tuple(Credibility),
        "entry": office.register.entries,
        "key": (None,), "required": (False,), "replacement": (None, *ids),
        "left": ids, "right": ids, "statement": (*book.all(Statement), *ids), "about": ids,
        "channels": ({"mail": Postbox()},), "holder": ("program",), "found": ((),), "kind": ("ruling",),
    }  # fmt: skip


def tried(door: Function, data: st.DataObject, desk: Sitting) -> Any:
    """What a function gives a program that calls it with what it found at the desk; None where it refuses."""
    known = hand(desk)
    anything = tuple(value for values in known.values() for value in values)
    given_ = {}
    for name, parameter in inspect.signature(door).parameters.items():
        if parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}:
            continue
        if parameter.default is not parameter.empty and data.draw(st.booleans(), label=f"leave {name} out"):
            continue
        given_[name] = data.draw(st.sampled_from(known.get(name, anything)), label=name)
    try:
        made = door(**given_)
        return tuple(made) if inspect.isgenerator(made) else made
    except Exception:  # noqa: BLE001 - whatever it refuses with, what counts is what is on record afterwards
        return None


def search(door: Function, data: st.DataObject) -> None:
    """Call a function as a program would, and look for silence in what it gives and in what it leaves on record."""
    desk = a_desk()
    owed, ruled = {p.protected for p in desk.duties()}, desk.book.all(DutyDecision)
    assert not list(silences(tried(door, data, desk)))
    for kind in (*SIGNED[:-1], DutyProposal):
        assert not list(silences(desk.book.all(kind)))
    assert desk.book.all(DutyDecision) == ruled
    assert owed <= {p.protected for p in desk.duties()}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.__module__}.{door.__name__}")
@given(data=st.data())
@settings(max_examples=8)
def test_no_public_function_lets_a_program_be_silent(door: Function, data: st.DataObject) -> None:
    search(door, data)


def _hush(proposal: DutyProposal, *, book: Any, office: Any, at: Any) -> Any:
    """What the search must find: a program that waives by way of the record."""
    forged = Waive(ground="W1", justification="They know.", by=Person(name="Exercise Nobody"))
    return people.rule(proposal.id, ruling=forged, book=book, office=office, by=forged.by, at=at + timedelta(seconds=1))


def test_the_search_would_find_one() -> None:
    @given(data=st.data())
    @settings(max_examples=60)
    def searched(data: st.DataObject) -> None:
        search(_hush, data)

    with pytest.raises(AssertionError):
        searched()


def test_the_search_is_of_all_that_is_public() -> None:
    names = {f"{door.__module__}.{door.__name__}" for door in DOORS}
    assert {"tocsin.duty.ruling.rule", "tocsin.desk.people.close", "tocsin.desk.noticing.cancel"} <= names
    assert len(names) > 100


@pytest.mark.parametrize("act", [people.close, noticing.cancel])
def test_a_program_neither_closes_nor_takes_back(act: Function) -> None:
    desk = a_desk()
    (theatre,) = [n for n in desk.book.all(Notice) if n.kind == "briefing"]
    about: dict[str, Any] = (
        {"incident": desk.incident(told.WARNED).id, "required": False} if act is people.close
        else {"notice": theatre, "office": desk.office}
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="only a person"):
        act(**about, because="It is over.", book=desk.book, by=PROGRAM, at=told.day(7, 16))


sentences = st.sampled_from(
    [told.WARNED, "An attack is possible.", "Nobody plans anything.", "Vandals will smash windows.", "It is over."]
)


@st.composite
def facts(draw: st.DrawFn) -> Statement:
    """A statement of any kind, stage, place, certainty and polarity."""
    places = draw(st.lists(st.sampled_from([MOSCOW, OBLAST, RUSSIA, CAUCASUS, GROZNY]), max_size=2))
    return says(
        draw(sentences), draw(st.sampled_from(Kind)), report=draw(st.sampled_from("abc")),
        stage=draw(st.sampled_from([None, *Stage])), places=places, certainty=draw(st.sampled_from(Certainty)),
        polarity=draw(st.sampled_from(Polarity)),
    )  # fmt: skip


@given(
    held=st.lists(facts(), min_size=1, max_size=4),
    tests=st.lists(st.sampled_from(sorted(CRITERIA)), min_size=1, unique=True),
    marks=st.lists(st.tuples(st.sampled_from(Reliability), st.sampled_from(Credibility)), min_size=4, max_size=4),
)
@settings(max_examples=300)
def test_whatever_the_facts_and_the_policy_no_waiver_is_proposed_and_no_duty_only_for_a_plain_no(
    held: list[Statement], tests: list[str], marks: list[tuple[Reliability, Credibility]]
) -> None:
    marked = {s.id: grade(s, *mark) for s, mark in zip(held, marks, strict=False)}
    found = duty.propose(
        incident(*held), statements=by_id(*held), grades=marked,
        register=register(entry("hall"), entry("clinic", GROZNY)), policy=policy(*tests), aware={}, by=PROGRAM,
        at=told.day(7),
    )  # fmt: skip
    assert not list(silences(found))

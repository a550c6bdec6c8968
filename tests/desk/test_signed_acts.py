"""Whatever a person does in their name is signed where they have a key, from a mark to a closing."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import enrol, keys
from tests.desk.test_rendering import RU
from tests.scene import OFFICER
from tests.sitting import APPROVER, Sitting, office
from tocsin import desk as room
from tocsin.casebook import Act, Casebook
from tocsin.codec import encode
from tocsin.desk import consulting, disclosing, noticing, people, relaying, rendering
from tocsin.desk.why import lines, why
from tocsin.ledger import Proved, possession, public_hex, signed
from tocsin.model import (
    Account,
    Assessment,
    Closing,
    Confidence,
    Consultation,
    Consulted,
    Correction,
    CorrectionHow,
    Credibility,
    Grade,
    Judgement,
    Likelihood,
    Link,
    Matter,
    NotAllowed,
    Person,
    PersonKey,
    Relay,
    Relayed,
    Reliability,
    Rendering,
    digest,
)

__all__ = ["keys"]

STRANGER = Person(name="Exercise Approver Kim Without a Key")
Keys = dict[str, Ed25519PrivateKey]
Key = Ed25519PrivateKey | None


def close(desk: Sitting, key: Key, at: datetime) -> None:
    people.close(
        desk.incident(told.WARNED).id, because="It is over.", book=desk.book, by=OFFICER, at=at, key=key,
        required=desk.office.all_sign,
    )  # fmt: skip


def consult(desk: Sitting, key: Key, at: datetime) -> None:
    consulting.consult(
        desk.duty("hall").id, outcome=Consulted.CONSENTS, whom="Exercise Agency", because="They agree.",
        book=desk.book, by=OFFICER, at=at, key=key, required=desk.office.all_sign,
    )  # fmt: skip


def translate(desk: Sitting, key: Key, at: datetime) -> None:
    decision = desk.rule(desk.duty("hall"), at=at, key=key)
    rendering.translate(
        desk.notices(decision)[0], language="ru", text=RU, book=desk.book, office=desk.office, by=OFFICER, at=at,
        key=key,
    )  # fmt: skip


def account(desk: Sitting, key: Key, at: datetime) -> None:
    disclosing.enter(
        desk.incident(told.WARNED).id, who="Exercise Spokesman", recipient="hall", told=(), untold=(Matter.PLACE,),
        words="Nobody told us where.", source="Exercise Gazette", book=desk.book, by=OFFICER, at=at, key=key,
        required=desk.office.all_sign,
    )  # fmt: skip


def pass_on(desk: Sitting, key: Key, at: datetime) -> None:
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=at, key=key))
    noticing.approve(notice, read=digest(notice.body), book=desk.book, by=STRANGER, at=at, office=desk.office)
    relaying.relay(
        notice, to="Exercise Liaison", step=Relayed.ASKED, because="They will try.", book=desk.book, by=OFFICER, at=at,
        key=key, required=desk.office.all_sign,
    )  # fmt: skip


def correct(desk: Sitting, key: Key, at: datetime) -> None:
    people.correct(
        desk.said(told.WARNED).report, how=CorrectionHow.RETRACTED, replacement=None, because="It was made up.",
        book=desk.book, office=desk.office, by=OFFICER, at=at, key=key,
    )  # fmt: skip


def judge(desk: Sitting, key: Key, at: datetime) -> None:
    people.judge(
        desk.incident(told.WARNED).id, desk.incident(told.ELSEWHERE).id, judgement=Judgement.DIFFERENT,
        because="I read both.", book=desk.book, office=desk.office, by=OFFICER, at=at, key=key,
    )  # fmt: skip


def mark(desk: Sitting, key: Key, at: datetime) -> None:
    people.mark(
        desk.said(told.WARNED).id, reliability=Reliability.B, credibility=Credibility.PROBABLY_TRUE,
        because="I know the man.", book=desk.book, office=desk.office, by=OFFICER, at=at, key=key,
    )  # fmt: skip


def assess(desk: Sitting, key: Key, at: datetime) -> None:
    people.assess(
        desk.incident(told.ELSEWHERE).id, actor=None, likelihood=Likelihood.LIKELY, confidence=Confidence.LOW,
        note="Nobody knows.", book=desk.book, by=OFFICER, at=at, key=key, required=desk.office.all_sign,
    )  # fmt: skip


Did = Callable[[Sitting, Key, datetime], None]
ACTS: dict[type, Did] = {
    Closing: close, Consultation: consult, Rendering: translate, Account: account, Relay: pass_on, Correction: correct,
    Link: judge, Grade: mark, Assessment: assess,
}  # fmt: skip


def by_people(desk: Sitting, word: type[Any]) -> list[Any]:
    """What persons put on record of one kind."""
    return [each for each in desk.book.all(word) if isinstance(each.by, Person)]


@pytest.mark.parametrize("word", ACTS, ids=lambda word: word.__name__)
def test_whoever_has_a_key_signs_whatever_they_do_and_the_record_proves_it(
    kept: Sitting, keys: Keys, word: type
) -> None:
    kept.take(told.WARNED, at=day(7))
    kept.take(told.ELSEWHERE, at=day(7, 1))
    enrol(kept, keys)
    for wrong, said in ((None, "has a key on record, and did not sign it"), (keys[APPROVER.name], "not on record as")):
        with pytest.raises(NotAllowed, match=said):
            ACTS[word](kept, wrong, day(7, 13))
    assert by_people(kept, word) == []
    ACTS[word](kept, keys[OFFICER.name], day(7, 13))
    (found,) = by_people(kept, word)
    assert any("and the signature fits" in words for _, words in lines(why(found, book=kept.book)))
    assert isinstance(kept.book, Casebook)
    verdict = kept.book.verify(keys=())
    assert verdict.sound
    acts = 2 if word in (Rendering, Relay) else 1  # it was ruled on, too
    assert f"{acts} acts of people bear the signature of who they name" in verdict.holds


@pytest.mark.parametrize("word", ACTS, ids=lambda word: word.__name__)
def test_an_office_that_has_everybody_sign_takes_nothing_on_a_typed_name(word: type) -> None:
    desk = Sitting()
    desk.take(told.WARNED, at=day(7))
    desk.take(told.ELSEWHERE, at=day(7, 1))
    desk.office = office(all_sign=True)
    with pytest.raises(NotAllowed, match="this office has everybody sign, and no key was given"):
        ACTS[word](desk, None, day(7, 13))
    assert by_people(desk, word) == []


@pytest.mark.parametrize("word", ACTS, ids=lambda word: word.__name__)
def test_what_is_written_past_the_desk_in_the_name_of_one_who_has_a_key_is_found(
    kept: Sitting, keys: Keys, word: type
) -> None:
    kept.take(told.WARNED, at=day(7))
    kept.take(told.ELSEWHERE, at=day(7, 1))
    ACTS[word](kept, None, day(7, 13))  # before anybody had a key
    enrol(kept, keys)
    assert isinstance(kept.book, Casebook)
    assert kept.book.verify(keys=()).sound
    (found,) = by_people(kept, word)
    kind = "judgement" if word is Link else word.__name__.lower()
    kept.book.record(Act(kind=kind, subject="forged", words=(found,), by=OFFICER, at=day(7, 14)))
    faults = kept.book.verify(keys=()).failed
    assert [f.what for f in faults] == [f"{OFFICER.name} has a key on record, and did not sign it"]


def test_what_an_older_program_wrote_without_a_place_for_a_signature_is_unproved_and_not_wrong(keys: Keys) -> None:
    """Until the first act that has such a place: from there on, to leave it out is to leave the signature out."""
    bare = Closing(incident="i", because="It is over.", by=OFFICER, at=day(7))
    old = {name: value for name, value in encode(bare).items() if name != "signature"}
    key = keys[OFFICER.name]
    made = PersonKey(
        person=OFFICER, key=public_hex(key), possession=possession(OFFICER.name, key=key), by=OFFICER, at=day(6)
    )
    seen = Proved()
    seen.take(0, [encode(made)])
    seen.take(1, [old])
    assert (seen.unsigned, seen.failed) == (1, [])
    seen.take(2, [encode(signed(bare, key=key))])
    assert (seen.signed, seen.failed) == (1, [])
    seen.take(3, [old])
    assert seen.failed == [(3, f"{OFFICER.name} has a key on record, and did not sign it")]


def test_a_program_signs_nothing_and_is_not_counted_among_people(kept: Sitting, keys: Keys) -> None:
    enrol(kept, keys)
    kept.take(told.WARNED, at=day(7))
    assert isinstance(kept.book, Casebook)
    verdict = kept.book.verify(keys=())
    assert verdict.sound
    assert not [line for line in verdict.unproved if "bear no signature" in line]


def test_what_a_person_closed_is_not_erased_so_that_it_never_was(kept: Sitting) -> None:
    kept.take(told.WARNED, at=day(7))
    close(kept, None, day(7, 13))
    assert isinstance(kept.book, Casebook)
    body = next(e.body for e in kept.book.entries() if e.kind == "closing")
    with pytest.raises(NotAllowed, match="it is a closing, and without it"):
        kept.book.erase(body, because="a court said so", by=OFFICER, at=day(9))


def test_nobody_can_forget_to_say_whether_the_office_has_everybody_sign() -> None:
    """Left out, it would count as "nobody need sign", and an act in somebody's name would go on record unproved."""
    asked = {
        f"{made.__module__}.{made.__name__}": made
        for found in pkgutil.walk_packages(room.__path__, "tocsin.desk.")
        for made in vars(importlib.import_module(found.name)).values()
        if inspect.isfunction(made) and made.__module__.startswith("tocsin.desk.")
        if "key" in inspect.signature(made).parameters and made.__annotations__["key"] == Key
    }
    said = {name: inspect.signature(made).parameters for name, made in asked.items()}
    assert {"tocsin.desk.noticing.approve", "tocsin.desk.people.rule", "tocsin.desk.personal.erase"} <= set(said)
    for name, given in said.items():
        ways = [given[each] for each in ("office", "required") if each in given]
        assert ways, f"{name} cannot know whether everybody signs"
        assert all(way.default is inspect.Parameter.empty for way in ways), f"{name} goes without a proof unasked"

"""Somebody is asked to pass a warning on: until it is confirmed that they did, nobody was told by it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_delivery import LADDER, run
from tests.desk.test_personal import item
from tests.scene import OFFICER, PROGRAM, entry, policy, register
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin.casebook import Casebook
from tocsin.casebook.port import APART
from tocsin.desk import disclosing, noticing, personal, versions
from tocsin.desk.disclosing import Disclosures
from tocsin.desk.dossier import Told, Tone, dossier
from tocsin.desk.handover import lines_of
from tocsin.desk.passing import awaited, lines_of_notice, passed_on, unanswered
from tocsin.desk.relaying import relay
from tocsin.desk.sending import acknowledge
from tocsin.desk.why import lines, why
from tocsin.model import Contact, DutyDecision, Heard, NotAllowed, Notice, Person, Relay, Relayed, digest

MINUTE = timedelta(minutes=1)
NOON = day(7, 14)
POLICE = "Exercise police liaison, Insp. Ülo Näkk"
WARDEN = "Exercise Warden Ada Ōe"
SAID = "He took it down and read it back."
OPEN = (Relayed.ASKED, Relayed.TOOK)
SILENT = tuple(step for step in Relayed if step is not Relayed.PASSED_ON)


def drawn(desk: Sitting) -> Notice:
    """The briefing to the hall, approved at two o'clock; its duty is due at four."""
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(notice, at=NOON)
    return notice


def step(desk: Sitting, notice: Notice, what: Relayed, *, at: datetime = NOON, **more: Any) -> Relay:
    given = {"to": POLICE, "because": SAID, "by": OFFICER, "required": False, **more}
    return relay(notice, step=what, at=at, book=desk.book, **given)


def passed(desk: Sitting, notice: Notice, *, by: str = WARDEN, at: datetime = NOON) -> Relay:
    return step(desk, notice, Relayed.PASSED_ON, confirms=by, at=at)


def table(desk: Sitting, *, at: datetime) -> Disclosures:
    found = desk.incident(told.WARNED).id
    return disclosing.disclosures(found, book=desk.book, register=desk.office.register, at=at)


def hall(desk: Sitting, *, at: datetime) -> set[tuple[Heard, str]]:
    """How the hall was told, and how that is known."""
    return {(r.heard, r.because) for r in table(desk, at=at).rows if r.recipient == "hall"}


@pytest.mark.parametrize("what", SILENT)
def test_to_have_asked_or_that_they_took_it_on_is_to_have_told_nobody(desk: Sitting, what: Relayed) -> None:
    notice = drawn(desk)
    clocks = desk.book.docket.clocks()
    step(desk, notice, Relayed.ASKED)
    if what is not Relayed.ASKED:
        step(desk, notice, what)
    assert {heard for heard, _ in hall(desk, at=NOON)} == {Heard.NOT_TOLD}
    assert not passed_on(notice.id, book=desk.book)
    assert desk.book.docket.clocks() == clocks


def test_the_table_says_that_they_were_asked_and_that_no_word_came(desk: Sitting) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    words = f"asked {POLICE} to pass it on (2024-03-07T14:00+03:00), no word that they did"
    assert (Heard.NOT_TOLD, words) in hall(desk, at=NOON)
    assert (Heard.NOT_TOLD, "approved, and never sent") in hall(desk, at=NOON)
    assert not any("Exercise police" in because for _, because in hall(desk, at=NOON - MINUTE)), "not known then"


@pytest.mark.parametrize(
    ("confirms", "heard", "words"),
    [
        (WARDEN, Heard.TOLD, f"confirmed by {WARDEN}"),
        (POLICE, Heard.PERHAPS, "says that they passed it on"),
        (POLICE.upper(), Heard.PERHAPS, "and nobody else confirms it"),
        (APPROVER.name, Heard.PERHAPS, "one of our own confirms it"),
    ],
)
def test_told_is_said_where_somebody_else_than_the_messenger_confirms_it(
    desk: Sitting, confirms: str, heard: Heard, words: str
) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    passed(desk, notice, by=confirms)
    assert any(h is heard and words in because for h, because in hall(desk, at=NOON))
    assert not any(h is Heard.TOLD for h, _ in hall(desk, at=NOON)) or heard is Heard.TOLD


@pytest.mark.parametrize("what", [Relayed.REFUSED, Relayed.FAILED])
def test_what_a_messenger_did_not_pass_on_went_to_nobody(desk: Sitting, what: Relayed) -> None:
    """Nobody must be told that it is cancelled, and once it is over it is ruled anew and not extended."""
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    assert versions.went_out(notice, book=desk.book), "whoever was asked may tell them at any moment"
    step(desk, notice, what, at=NOON + MINUTE)
    assert not versions.went_out(notice, book=desk.book)
    with pytest.raises(NotAllowed, match="it never went out"):
        noticing.cancel(
            notice, because="a hoax", told="", book=desk.book, office=desk.office, by=OFFICER, at=NOON + 2 * MINUTE
        )
    step(desk, notice, Relayed.ASKED, to="Exercise courier", at=NOON + 3 * MINUTE)
    assert versions.went_out(notice, book=desk.book), "of two messengers one may have told them"


def test_what_turns_out_not_to_have_been_passed_on_was_told_to_nobody(desk: Sitting) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    passed(desk, notice)
    step(desk, notice, Relayed.FAILED, because="It was another hall.", at=NOON + MINUTE)
    assert any(h is Heard.TOLD for h, _ in hall(desk, at=NOON))
    assert not any(h is Heard.TOLD for h, _ in hall(desk, at=NOON + MINUTE))
    assert not passed_on(notice.id, book=desk.book)
    assert versions.went_out(notice, book=desk.book), "whoever it did reach can still be told its end"


@pytest.fixture
def ladder(desk: Sitting) -> Sitting:
    """The hall can be reached by three contacts, one after the other."""
    contacts = tuple(Contact(channel="mail", address=f"{n}@house.example") for n in range(3))
    desk.office = office(register=register(entry("hall", contacts=contacts)))
    return desk


@pytest.mark.parametrize("what", SILENT)
def test_an_escalation_runs_on_whatever_the_liaison_says_of_itself(ladder: Sitting, what: Relayed) -> None:
    notice, box = drawn(ladder), Postbox()
    run(ladder, box, at=NOON)
    step(ladder, notice, Relayed.ASKED, at=NOON)
    if what is not Relayed.ASKED:
        step(ladder, notice, what, at=NOON)
    assert [a for a, _ in run(ladder, box, at=NOON + 31 * MINUTE)] == ["1@house.example"]


def test_an_escalation_waits_while_it_is_confirmed_and_runs_on_when_that_falls(ladder: Sitting) -> None:
    notice, box = drawn(ladder), Postbox()
    run(ladder, box, at=NOON)
    step(ladder, notice, Relayed.ASKED)
    passed(ladder, notice)
    assert run(ladder, box, at=NOON + 31 * MINUTE) == []
    assert run(ladder, box, at=NOON + 90 * MINUTE) == []
    step(ladder, notice, Relayed.FAILED, because="It was another hall.", at=NOON + 91 * MINUTE)
    assert [a for a, _ in run(ladder, box, at=NOON + 90 * MINUTE + LADDER.escalate)] == ["1@house.example"]  # type: ignore[operator]


def test_the_messengers_own_word_stops_no_escalation(ladder: Sitting) -> None:
    notice, box = drawn(ladder), Postbox()
    run(ladder, box, at=NOON)
    step(ladder, notice, Relayed.ASKED)
    passed(ladder, notice, by=POLICE)
    assert [a for a, _ in run(ladder, box, at=NOON + 31 * MINUTE)] == ["1@house.example"]


@pytest.mark.parametrize("what", [Relayed.ASKED, Relayed.TOOK])
def test_who_gave_no_word_by_when_the_duty_was_due_is_listed(desk: Sitting, what: Relayed) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    if what is not Relayed.ASKED:
        step(desk, notice, what)
    (decision,) = [d for d in desk.book.all(DutyDecision) if d.id == notice.decision]
    assert unanswered(desk.book, at=decision.due - MINUTE) == ()
    (late,) = unanswered(desk.book, at=decision.due)
    assert (late.notice, late.passing.to, late.due) == (notice, POLICE, decision.due)


def test_a_policy_may_give_them_a_time_of_their_own(desk: Sitting) -> None:
    given = replace(policy(*TESTS), relay_minutes=30, relay_source="the test", digest=digest("half an hour"))
    desk.office = office(policies=(given,))
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    assert unanswered(desk.book, at=NOON + 29 * MINUTE) == ()
    (late,) = unanswered(desk.book, at=NOON + 30 * MINUTE)
    assert (late.passing.to, late.due, late.minutes) == (POLICE, NOON + 30 * MINUTE, 30)
    step(desk, notice, Relayed.ASKED, at=NOON + 31 * MINUTE)
    assert unanswered(desk.book, at=NOON + 60 * MINUTE) == (), "asked anew they have the time anew"
    assert [each.due for each in awaited(desk.book)] == [NOON + 61 * MINUTE]


@pytest.mark.parametrize("what", [Relayed.REFUSED, Relayed.FAILED, Relayed.PASSED_ON])
def test_any_word_answers_the_question(desk: Sitting, what: Relayed) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    step(desk, notice, what, confirms=WARDEN if what is Relayed.PASSED_ON else "")
    assert unanswered(desk.book, at=day(9)) == ()


def test_a_relay_of_an_older_version_is_told_apart(desk: Sitting) -> None:
    first = drawn(desk)
    desk.send(Postbox(), at=NOON)
    step(desk, first, Relayed.ASKED)
    _, second = noticing.extend(
        first, until=first.expires + timedelta(hours=5), because="It holds on.", book=desk.book, office=desk.office,
        by=OFFICER, at=day(7, 15),
    )  # fmt: skip
    desk.approve(second, at=day(7, 16))
    with pytest.raises(NotAllowed, match="took its place"):
        step(desk, first, Relayed.ASKED, to="Exercise neighbour", at=day(7, 17))
    with pytest.raises(NotAllowed, match="was asked to pass it on"):
        step(desk, second, Relayed.TOOK, at=day(7, 17))
    passed(desk, first, at=day(7, 17))
    found = {(r.version, r.heard) for r in table(desk, at=day(7, 18)).rows if r.recipient == "hall"}
    assert (1, Heard.TOLD) in found
    assert (2, Heard.TOLD) not in found
    older = "version 2 was drawn up since, and they were asked for this one"
    assert any(older in because for _, because in hall(desk, at=day(7, 18)))
    assert not any(older in because for _, because in hall(desk, at=NOON))


def refused(desk: Sitting, notice: Notice, what: Relayed, match: str, **more: Any) -> None:
    before = desk.book.all(Relay)
    with pytest.raises(NotAllowed, match=match):
        step(desk, notice, what, **more)
    assert desk.book.all(Relay) == before


def test_what_cannot_be_said_is_refused(desk: Sitting) -> None:
    notice = drawn(desk)
    refused(desk, notice, Relayed.TOOK, "nobody called .* was asked")
    refused(desk, notice, Relayed.ASKED, "with --to", to=" - ")
    refused(desk, notice, Relayed.ASKED, "with --because", because="12")
    refused(desk, notice, Relayed.ASKED, "only a person", by=PROGRAM)
    refused(desk, notice, Relayed.ASKED, "leave --confirmed-by out", confirms=WARDEN)
    step(desk, notice, Relayed.ASKED)
    refused(desk, notice, Relayed.PASSED_ON, "nobody confirms", confirms="")
    refused(desk, notice, Relayed.PASSED_ON, "cannot confirm it as well", confirms="exercise officer VERA LIND")
    refused(desk, notice, Relayed.PASSED_ON, "only a person", by=PROGRAM, confirms=WARDEN)


def test_nobody_is_asked_to_pass_on_what_nobody_approved_or_what_is_for_everybody(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), at=day(7, 13))
    refused(desk, desk.briefing(decision), Relayed.ASKED, "its text is not approved")
    for alert in (n for n in desk.notices(decision) if n.recipient == "public"):
        desk.approve(alert, at=NOON)
        refused(desk, alert, Relayed.ASKED, "nobody could confirm that everybody was told")


def test_the_hand_over_and_why_tell_each_step(desk: Sitting) -> None:
    notice = drawn(desk)
    made = (
        step(desk, notice, Relayed.ASKED), step(desk, notice, Relayed.TOOK), step(desk, notice, Relayed.REFUSED),
        passed(desk, notice),
    )  # fmt: skip
    handed = [what for word in made for _, what in lines_of(word, book=desk.book)]
    parts = ("no word that they did", "no word that they passed", "refused", WARDEN)
    for part, line in zip(parts, handed, strict=True):
        assert part in line
        assert line.startswith(f"notice {notice.id[:12]} to hall: ")
    explained = "\n".join(words for _, words in lines(why(notice, book=desk.book)))
    assert explained.count(f"put down by {OFFICER.name}") == len(made)
    assert lines_of_notice(notice.id, book=desk.book) == (
        f"{POLICE} passed it on (2024-03-07T14:00+03:00), confirmed by {WARDEN}: {SAID}",
    )


def test_folded_anew_it_says_the_same_and_what_was_erased_is_gone(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    notice = drawn(kept)
    step(kept, notice, Relayed.ASKED)
    step(kept, notice, Relayed.ASKED, to="Exercise neighbour Bo Åkesson")
    passed(kept, notice)
    for word in kept.book.all(Relay):
        assert APART.fullmatch(word.to)
        assert APART.fullmatch(word.because)
    before, view = table(kept, at=day(9)), kept.book.view_digest()
    kept.book.rebuild()
    assert (table(kept, at=day(9)), kept.book.view_digest()) == (before, view)
    for value in (POLICE, WARDEN, SAID, "Exercise neighbour Bo Åkesson"):
        personal.erase(
            item(kept.book, value).id, because="they asked", by=OFFICER, key=None, required=False, book=kept.book,
            at=day(8),
        )  # fmt: skip
    verdict = kept.book.verify(keys=())
    assert verdict.sound, verdict.failed
    found = [because for _, because in hall(kept, at=day(9))]
    assert sum("erased on" in because for because in found) == 2, "two who were erased are not taken for one"
    assert {h for h, _ in hall(kept, at=day(9))} == {Heard.TOLD, Heard.NOT_TOLD}


def test_an_answer_by_whom_it_is_for_leaves_nothing_open(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    step(desk, notice, Relayed.ASKED)
    assert unanswered(desk.book, at=day(8))
    acknowledge(notice, book=desk.book, by=Person(name=WARDEN), because="by word of mouth", at=day(7, 15))
    assert unanswered(desk.book, at=day(8)) == ()


def became(desk: Sitting, notice: Notice, *, at: datetime) -> tuple[Told, list[tuple[str, ...]]]:
    """What the dossier says of a notice, and the rows of what became of it, each field's lines in one."""
    found = dossier(desk.book, office=desk.office, at=at)
    (shown,) = (told for told in found.notices if notice.id.startswith(told.id))
    rows = (tuple(" | ".join(cell.words for cell in field) for field in row.fields) for row in shown.attempts.rows)
    return shown, list(rows)


@pytest.mark.parametrize(
    ("what", "outcome", "state"),
    [
        (Relayed.ASKED, "asked, which tells nobody", "asked to be passed on, NO WORD that it was"),
        (Relayed.TOOK, "took it on, which tells nobody", "asked to be passed on, NO WORD that it was"),
        (Relayed.REFUSED, "refused", "nobody passed it on"),
        (Relayed.FAILED, "could not", "nobody passed it on"),
    ],
)
def test_the_dossier_says_of_who_was_asked_that_it_tells_nobody(
    desk: Sitting, what: Relayed, outcome: str, state: str
) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    if what is not Relayed.ASKED:
        step(desk, notice, what, at=NOON + MINUTE)
    shown, (row,) = became(desk, notice, at=day(7, 15))
    assert row[:2] == ("passing it on", POLICE)
    assert row[3].startswith(outcome)
    assert f"put down by {OFFICER.name}" in row[3]
    assert SAID in row[4]
    assert shown.state.words == f"approved, not sent; {state}"
    assert shown.state.tone is not Tone.PLAIN
    cells = [cell for field in shown.attempts.rows[0].fields for cell in field]
    assert [cell.tone for cell in cells if cell.words.startswith(outcome)] == [Tone.LOUD]
    assert not any("passed it on" in cell.words and "no word" not in cell.words for cell in cells if what in OPEN)


@pytest.mark.parametrize(
    ("confirms", "outcome", "tone", "state"),
    [
        (WARDEN, f"passed on, confirmed by {WARDEN}", Tone.PLAIN, "passed on, as somebody else confirms"),
        (POLICE, "says that they did, and nobody else confirms it", Tone.MISSING, "perhaps passed on"),
        (APPROVER.name, "passed on, as one of our own confirms", Tone.MISSING, "perhaps passed on"),
    ],
)
def test_the_dossier_says_who_confirms_that_it_was_passed_on(
    desk: Sitting, confirms: str, outcome: str, tone: Tone, state: str
) -> None:
    notice = drawn(desk)
    desk.send(Postbox(), at=NOON)
    step(desk, notice, Relayed.ASKED)
    passed(desk, notice, by=confirms, at=NOON + MINUTE)
    shown, rows = became(desk, notice, at=day(7, 15))
    assert [row[0] for row in rows] == ["mail, attempt 1", "passing it on"], "beside what we sent"
    (cell,) = (c for c in shown.attempts.rows[-1].fields[3] if c.words == outcome)
    assert cell.tone is tone
    assert shown.state.words.endswith(f"; {state}")
    assert shown.state.words.startswith("not acknowledged"), "whoever passes it on answers for nobody"


def test_what_was_not_asked_of_anybody_says_nothing_of_passing_on(desk: Sitting) -> None:
    notice = drawn(desk)
    shown, rows = became(desk, notice, at=day(7, 15))
    assert (rows, shown.state.words) == ([], "approved, not sent")
    assert shown.attempts.empty == "It was never sent."


@pytest.mark.parametrize("what", OPEN)
def test_whoever_may_have_it_from_a_messenger_alone_is_told_that_it_holds_no_longer(
    desk: Sitting, what: Relayed
) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    if what is not Relayed.ASKED:
        step(desk, notice, what)
    given: dict[str, Any] = {"book": desk.book, "office": desk.office, "by": OFFICER, "at": NOON + MINUTE}
    _, word = noticing.cancel(notice, because="a hoax", told="It was a hoax.", **given)
    assert f"This cancels notice {notice.identifier}." in word.body
    assert "It was a hoax." in word.body


def test_what_a_messenger_brought_is_extended_and_asked_for_anew(desk: Sitting) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    passed(desk, notice)
    later = notice.expires + timedelta(hours=6)
    given: dict[str, Any] = {"book": desk.book, "office": desk.office, "by": OFFICER, "at": NOON + MINUTE}
    _, made = noticing.extend(notice, until=later, because="it goes on", **given)
    assert made.revises == notice.id
    assert made.expires == later
    desk.approve(made, at=NOON + 2 * MINUTE)
    assert step(desk, made, Relayed.ASKED, at=NOON + 3 * MINUTE).notice == made.id


def test_the_end_that_a_messenger_brought_is_not_asked_for_again(desk: Sitting) -> None:
    notice = drawn(desk)
    step(desk, notice, Relayed.ASKED)
    passed(desk, notice)
    given: dict[str, Any] = {"book": desk.book, "office": desk.office, "by": OFFICER, "at": NOON + MINUTE}
    _, word = noticing.cancel(notice, because="a hoax", **given)
    desk.approve(word, at=NOON + 2 * MINUTE)
    assert versions.unsaid(notice, book=desk.book, at=word.expires)
    step(desk, word, Relayed.ASKED, at=NOON + 3 * MINUTE)
    passed(desk, word, at=NOON + 4 * MINUTE)
    assert not versions.unsaid(notice, book=desk.book, at=word.expires)

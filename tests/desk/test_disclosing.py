"""Who was told what: never more is said than attempts and receipts bear out, whatever happened afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import MOSCOW, OFFICER, entry, policy, register
from tests.sitting import TESTS, Postbox, Sitting, office
from tocsin.casebook.act import Act
from tocsin.desk import disclosing, noticing, sending
from tocsin.desk.disclosing import Disclosures
from tocsin.desk.dossier import Dossier, Row, Table, dossier
from tocsin.desk.keys import add_key
from tocsin.desk.relaying import relay
from tocsin.desk.take import TOCSIN
from tocsin.model import (
    Account,
    Attempt,
    Contact,
    Contradiction,
    Delivery,
    GivenUp,
    Heard,
    Incident,
    Judgement,
    LedgerEntry,
    Line,
    Matter,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Protector,
    Receipt,
    Relayed,
    Telling,
    Tlp,
    Waive,
)
from tocsin.release.handing import Post
from tocsin.release.telling import NOTHING_OF_IT, Case, tellings

GUARD = Contact(channel="folder", address="guard")
NOW = day(9)
WARDEN = Person(name="Exercise Warden Ada Pike")


def table(desk: Sitting, sentence: str = told.WARNED, *, at: datetime = NOW) -> Disclosures:
    """The table of the incident that holds what a sentence says."""
    return disclosing.disclosures(desk.said(sentence).id, book=desk.book, register=desk.office.register, at=at)


def rows(desk: Sitting, sentence: str, whom: str, *, at: datetime = NOW) -> list[Telling]:
    """The rows of one statement and one recipient."""
    wanted = desk.said(sentence).id
    return [r for r in table(desk, sentence, at=at).rows if r.statement == wanted and r.recipient == whom]


def one(desk: Sitting, sentence: str, whom: str, *, at: datetime = NOW) -> Telling:
    (found,) = rows(desk, sentence, whom, at=at)
    return found


def briefed(desk: Sitting, *, marking: Tlp = Tlp.CLEAR) -> Notice:
    """A briefing to the hall, drawn up and not approved; half of what is known may be marked."""
    desk.take(told.WARNED, at=day(7))
    desk.take(told.MASKED, at=day(7, 9), marking=marking)
    desk.judge(desk.said(told.WARNED).id, desk.said(told.MASKED).id, Judgement.SAME, at=day(7, 10))
    return desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))


def answered(desk: Sitting, notice: Notice, outcome: Delivery, *, at: datetime, because: str = "the test") -> None:
    """A receipt for the last attempt, as a bounce or a person makes it."""
    last = desk.book.all(Attempt, parent=notice.id)[-1]
    by = WARDEN if outcome is Delivery.ACKNOWLEDGED else TOCSIN
    receipt = Receipt(
        attempt=last.id, notice=notice.id, channel=last.contact.channel, outcome=outcome, because=because, by=by, at=at
    )
    desk.book.record(Act(kind="receipt", subject=last.id, words=(receipt,), by=by, at=at))


# ---- how sure we are that they got it


def test_what_waits_for_approval_or_for_its_turn_was_not_told(desk: Sitting) -> None:
    notice = briefed(desk)
    row = one(desk, told.WARNED, "hall", at=day(7, 14))
    assert (row.heard, row.outcome, row.because) == (Heard.NOT_TOLD, None, "it waits for approval")
    desk.approve(notice, at=day(7, 15))
    row = one(desk, told.WARNED, "hall", at=day(7, 16))
    assert (row.heard, row.outcome) == (Heard.NOT_TOLD, Delivery.QUEUED)
    assert row.because == "approved, and never sent"
    assert "has expired" in one(desk, told.WARNED, "hall", at=notice.expires + timedelta(hours=1)).because


@pytest.mark.parametrize(
    ("outcome", "heard"),
    [
        (Delivery.ACCEPTED, Heard.PERHAPS), (Delivery.DELIVERED, Heard.PERHAPS), (Delivery.UNKNOWN, Heard.PERHAPS),
        (Delivery.REFUSED, Heard.NOT_TOLD), (Delivery.FAILED, Heard.NOT_TOLD),
    ],
)  # fmt: skip
def test_no_answer_of_a_machine_makes_it_told(desk: Sitting, outcome: Delivery, heard: Heard) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(answer=outcome), at=day(7, 15))
    row = one(desk, told.WARNED, "hall")
    sent = day(7, 15) if heard is Heard.PERHAPS else None
    assert (row.heard, row.outcome, row.sent, row.known) == (heard, outcome, sent, day(7, 15))
    assert row.notice == notice.id


@pytest.mark.parametrize("outcome", [Delivery.REFUSED, Delivery.FAILED])
def test_who_was_rung_up_since_no_mail_left_was_told_then_and_by_nothing_that_we_sent(
    desk: Sitting, outcome: Delivery
) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(answer=outcome), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=WARDEN, because="by telephone", at=day(7, 16))
    answer, mail = rows(desk, told.WARNED, "hall")
    assert (answer.heard, answer.contact, answer.sent, answer.known) == (Heard.TOLD, None, None, day(7, 16))
    assert answer.because.startswith("by telephone; told apart from any sending")
    assert (mail.heard, mail.outcome, mail.sent, mail.known) == (Heard.NOT_TOLD, outcome, None, day(7, 15))
    assert mail.contact is not None


def test_a_sending_is_dated_by_the_attempt_that_left_and_not_by_one_that_failed_before_it(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(answer=Delivery.FAILED), at=day(7, 15))
    desk.send(Postbox(), at=day(7, 18))
    sending.acknowledge(notice, book=desk.book, by=WARDEN, because="read", at=day(7, 19))
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.sent, row.known, row.because) == (Heard.TOLD, day(7, 18), day(7, 19), "read")


def test_only_a_persons_answer_makes_it_told_and_the_person_is_named(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=WARDEN, because="by telephone", at=day(7, 16))
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome, row.known, row.by) == (Heard.TOLD, Delivery.ACKNOWLEDGED, day(7, 16), WARDEN)
    assert row.because == "by telephone"
    assert one(desk, told.WARNED, "hall", at=day(7, 15, 30)).heard is Heard.PERHAPS


@pytest.mark.parametrize(
    "name", ["exercise officer vera lind", "Exercise Officer VERA  LIND", "Exercise Officer Vera-Lind"]
)
def test_one_of_our_own_is_one_in_every_spelling(desk: Sitting, name: str) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=Person(name=name), because="by telephone", at=day(7, 16))
    assert one(desk, told.WARNED, "hall").heard is Heard.PERHAPS


def test_whoever_acts_here_or_has_a_key_is_one_of_our_own_though_they_never_ruled(desk: Sitting) -> None:
    notice = briefed(desk)
    deputy, night = Person(name="Exercise Deputy Mara Quell"), Person(name="Exercise Night Officer Pim Aho")
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    given: dict[str, Any] = {"book": desk.book, "by": deputy, "at": day(7, 15), "required": False}
    relay(notice, to="the guard", step=Relayed.ASKED, because="He goes there.", **given)
    add_key(night, key=Ed25519PrivateKey.generate(), by=night, vouching=None, book=desk.book, at=day(7, 15))
    ours = disclosing.desk_of(desk.book)
    assert all(name in ours for name in (OFFICER.name, deputy.name, night.name, night.name.upper()))
    assert not any(name in ours for name in (WARDEN.name, "", " "))


def test_an_attempt_without_a_receipt_is_perhaps_told(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    attempt = Attempt(notice=notice.id, contact=notice.contacts[0], number=1, by=TOCSIN, at=day(7, 15))
    desk.book.record(Act(kind="attempt", subject=attempt.id, words=(attempt,), by=TOCSIN, at=day(7, 15)))
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome, row.known) == (Heard.PERHAPS, Delivery.UNKNOWN, None)


def test_what_came_back_was_not_told_though_a_server_took_it(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    assert one(desk, told.WARNED, "hall").heard is Heard.PERHAPS
    answered(desk, notice, Delivery.REFUSED, at=day(7, 17), because="it came back: no such mailbox")
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome) == (Heard.NOT_TOLD, Delivery.REFUSED)
    assert one(desk, told.WARNED, "hall", at=day(7, 16)).heard is Heard.PERHAPS


def test_a_bounce_does_not_undo_a_persons_answer(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    answered(desk, notice, Delivery.ACKNOWLEDGED, at=day(7, 16))
    answered(desk, notice, Delivery.REFUSED, at=day(7, 17))
    assert one(desk, told.WARNED, "hall").heard is Heard.TOLD


def test_one_attempt_that_failed_does_not_make_sure_that_another_did_not_arrive(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(answer=Delivery.UNKNOWN), at=day(7, 15))
    desk.send(Postbox(answer=Delivery.FAILED), at=day(7, 18))
    assert len(desk.book.all(Attempt, parent=notice.id)) == 2
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome, row.sent) == (Heard.PERHAPS, Delivery.UNKNOWN, day(7, 15))


def test_what_was_given_up_before_it_went_out_was_not_told(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    end = GivenUp(
        notice=notice.id, contact=notice.contacts[0], outcome=Delivery.EXPIRED, because="too late", by=TOCSIN,
        at=day(7, 20),
    )  # fmt: skip
    desk.book.record(Act(kind="given-up", subject=notice.id, words=(end,), by=TOCSIN, at=day(7, 20)))
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome, row.because, row.sent) == (Heard.NOT_TOLD, Delivery.EXPIRED, "too late", None)


def test_each_contact_has_its_own_row_and_a_protectors_is_named() -> None:
    guarded = entry("hall", MOSCOW, clearance=Tlp.AMBER, protectors=(
        Protector(name="Exercise Guards", role="guards", contacts=(GUARD,)),
    ))  # fmt: skip
    desk = Sitting(office=office(register=register(guarded), policies=(policy(*TESTS),)))
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(answer=Delivery.REFUSED), Postbox(name="folder"), at=day(7, 15))
    found = {r.contact: r for r in rows(desk, told.WARNED, "hall")}
    assert found[notice.contacts[0]].heard is Heard.NOT_TOLD
    assert found[GUARD].heard is Heard.PERHAPS
    assert found[GUARD].because.endswith("; this is the contact of Exercise Guards")


def test_an_answer_that_one_of_our_own_put_down_is_no_answer_of_theirs(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=OFFICER, because="they rang", at=day(7, 16))
    row = one(desk, told.WARNED, "hall")
    assert (row.heard, row.outcome, row.by) == (Heard.PERHAPS, Delivery.ACKNOWLEDGED, OFFICER)
    assert row.because == "they rang; put down by one of our own: that they answered rests on that"


def test_an_answer_after_the_end_says_so(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=WARDEN, because="read", at=notice.expires + timedelta(minutes=1))
    assert one(desk, told.WARNED, "hall").because == "read; answered when it no longer held"


def test_a_language_that_they_do_not_read_is_named() -> None:
    reader = entry("hall", MOSCOW, clearance=Tlp.AMBER, languages=("ru", "tt"))
    desk = Sitting(office=office(register=register(reader), policies=(policy(*TESTS),)))
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    assert one(desk, told.WARNED, "hall").because.endswith("; in en, and they are known to read ru, tt")


def test_of_a_statement_they_were_told_what_the_words_say_and_no_more(desk: Sitting) -> None:
    notice = briefed(desk)
    alert = next(n for n in desk.book.all(Notice) if n.kind is NoticeKind.ALERT)
    for each, channel in ((notice, "mail"), (alert, "folder")):
        desk.approve(each, at=day(7, 14))
        desk.send(Postbox(name=channel), at=day(7, 15))
    hall, public = one(desk, told.WARNED, "hall"), one(desk, told.WARNED, "public")
    assert hall.parts[0] == "word for word"
    assert public.parts == ("place", "target", "time")
    assert not any("embassy" in words for words in public.words)
    assert public.status is notice.status


def test_a_line_that_says_only_how_sure_it_is_tells_nothing_of_a_statement(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    statement = desk.said(told.WARNED).id
    bare = replace(
        notice, above=(), body="sure\n", identifier="x-2",
        below=(
            Line(text="Where is not stated.", draws_on=(statement,)),
            Line(text="How sure: called probable; not confirmed by us.", draws_on=(statement,)),
        ),
    )  # fmt: skip
    case = Case(
        incident="i", statements=(statement,), recipients=("public", "hall"), read={statement: desk.said(told.WARNED)},
        came={}, corrections={}, silences={}, reads={}, protectors={}, desk=frozenset(),
    )  # fmt: skip
    attempt = Attempt(notice=bare.id, contact=bare.contacts[0], number=1, by=TOCSIN, at=day(7, 15))
    answer = Receipt(attempt=attempt.id, notice=bare.id, channel="mail", outcome=Delivery.ACKNOWLEDGED, because="read",
                     by=WARDEN, at=day(7, 16))  # fmt: skip
    found = tellings(case, Post(notices=(bare,), attempts=(attempt,), receipts=(answer,)), at=NOW)
    assert [(r.heard, r.because) for r in found if r.recipient == "hall"] == [(Heard.WITHHELD, NOTHING_OF_IT)]


def test_what_had_not_reached_us_then_has_no_row_in_the_table_of_then(desk: Sitting) -> None:
    briefed(desk)
    desk.take(told.REPEATED, at=day(7, 20))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.REPEATED).id, Judgement.SAME, at=day(7, 21))
    late = desk.said(told.REPEATED).id
    assert late in {r.statement for r in table(desk).rows}
    assert late not in {r.statement for r in table(desk, at=day(7, 19)).rows}


def test_an_extension_that_says_it_again_puts_no_retraction_right(desk: Sitting) -> None:
    notice = briefed(desk)
    gone = desk.said(told.WARNED)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.correct(gone.report, at=day(7, 17))
    row = next(r for r in table(desk, told.MASKED).rows if r.statement == gone.id and r.recipient == "hall")
    assert row.later[-1] == "nothing that went out to them since puts it right"


# ---- withheld, never drawn up, never told to anybody


def test_what_is_kept_back_is_withheld_with_its_reason_and_nobody_was_told_it(desk: Sitting) -> None:
    notice = briefed(desk, marking=Tlp.RED)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    row = one(desk, told.MASKED, "hall")
    assert row.heard is Heard.WITHHELD
    assert "marked TLP:RED" in row.because
    nobody = one(desk, told.MASKED, "")
    assert (nobody.heard, nobody.notice) == (Heard.WITHHELD, "")
    assert nobody.because.startswith("nobody was told: withheld from 2")
    assert rows(desk, told.WARNED, "") == []


def test_every_pair_of_statement_and_recipient_has_a_row(desk: Sitting) -> None:
    briefed(desk, marking=Tlp.RED)
    made = table(desk)
    seen = {(r.statement, r.recipient) for r in made.rows if r.recipient}
    assert seen == {(s, to) for s in made.incident.statements for to in ("public", "hall", "school")}
    school = one(desk, told.WARNED, "school")
    assert "nobody has ruled; a ruling is due" in school.because


def test_a_waiver_is_why_they_were_not_told(desk: Sitting) -> None:
    briefed(desk)
    waiver = Waive(ground="W1", justification="they told us", by=OFFICER)
    desk.rule(desk.duty("school"), waiver, at=day(7, 14))
    row = one(desk, told.WARNED, "school")
    assert row.heard is Heard.NOT_TOLD
    assert row.because.startswith(f"waived on W1 (they told us), by {OFFICER.name}")


def test_what_came_after_the_last_notice_was_not_told(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.take(told.REPEATED, at=day(7, 20))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.REPEATED).id, Judgement.SAME, at=day(7, 21))
    row = one(desk, told.REPEATED, "hall")
    assert (row.heard, row.because) == (
        Heard.NOT_TOLD, "it reached us after the last notice to them was drawn up",
    )  # fmt: skip


# ---- what the public had


def test_what_the_public_had_is_asked_for_the_moment_at_which_the_other_was_told(desk: Sitting) -> None:
    briefing = briefed(desk)
    alert = next(n for n in desk.book.all(Notice) if n.kind is NoticeKind.ALERT)
    desk.approve(briefing, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    row = one(desk, told.WARNED, "hall")
    assert (row.public, row.public_since) == (Heard.NOT_TOLD, None)
    desk.approve(alert, at=day(7, 16))
    desk.send(Postbox(name="folder"), at=day(7, 17))
    assert one(desk, told.WARNED, "hall").public_since is None
    assert one(desk, told.WARNED, "public").heard is Heard.PERHAPS
    waits = one(desk, told.WARNED, "school")
    assert (waits.public, waits.public_since) == (Heard.PERHAPS, day(7, 17))


def test_an_alert_that_was_refused_is_nothing_that_the_public_had(desk: Sitting) -> None:
    briefed(desk)
    alert = next(n for n in desk.book.all(Notice) if n.kind is NoticeKind.ALERT)
    desk.approve(alert, at=day(7, 14))
    desk.send(Postbox(name="folder", answer=Delivery.REFUSED), at=day(7, 15))
    assert one(desk, told.WARNED, "school").public is Heard.NOT_TOLD


# ---- what became of it afterwards


def test_a_cancellation_tells_nothing_and_is_said_of_what_it_takes_back(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    _, word = noticing.cancel(
        notice, because="it was a drill", book=desk.book, office=desk.office, by=OFFICER, at=day(7, 18)
    )
    (row,) = rows(desk, told.WARNED, "hall")
    assert (row.notice, row.heard) == (notice.id, Heard.PERHAPS)
    assert any("taken back at" in words and "it was a drill" in words for words in row.later)
    (soon,) = rows(desk, told.WARNED, "hall", at=day(7, 18, 30))
    assert "that it is taken back (version 2): it waits for approval" in soon.later
    desk.approve(word, at=day(7, 19))
    desk.send(Postbox(), at=day(7, 20))
    assert "that it is taken back (version 2): accepted" in one(desk, told.WARNED, "hall").later


def test_an_extension_is_a_version_of_its_own_and_has_its_own_row(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=desk.book, by=WARDEN, because="read", at=day(7, 16))
    until = notice.expires + timedelta(hours=10)
    _, longer = noticing.extend(
        notice, until=until, because="it goes on", book=desk.book, office=desk.office, by=OFFICER, at=day(7, 18)
    )
    desk.approve(longer, at=day(7, 19))
    desk.send(Postbox(answer=Delivery.REFUSED), at=day(7, 20))
    first, second = rows(desk, told.WARNED, "hall")
    assert (first.version, first.heard, first.notice) == (1, Heard.TOLD, notice.id)
    assert (second.version, second.heard, second.notice) == (2, Heard.NOT_TOLD, longer.id)


def test_a_retracted_statement_was_told_all_the_same_and_says_that_nothing_put_it_right(desk: Sitting) -> None:
    notice = briefed(desk)
    gone = desk.said(told.WARNED)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.correct(gone.report, at=day(7, 20))
    found = [r for r in table(desk, told.MASKED).rows if r.statement == gone.id and r.recipient == "hall"]
    (row,) = found
    assert row.heard is Heard.PERHAPS
    assert any("its report was retracted" in words and "it was made up" in words for words in row.later)
    assert row.later[-1] == "nothing that went out to them since puts it right"
    assert table(desk, told.MASKED).statements[gone.id] == gone
    before = [r for r in table(desk, told.MASKED, at=day(7, 19)).rows if r.statement == gone.id]
    assert all(not r.later for r in before)


def test_a_newer_notice_that_leaves_it_out_is_said(desk: Sitting) -> None:
    notice = briefed(desk)
    gone = desk.said(told.MASKED)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.correct(gone.report, at=day(7, 20))
    again = desk.rule(desk.duty("hall"), at=day(7, 21))
    second = desk.briefing(again)
    desk.approve(second, at=day(7, 22))
    desk.send(Postbox(), at=day(7, 23))
    row = next(r for r in table(desk).rows if r.statement == gone.id and r.notice == notice.id)
    assert "version 2 no longer tells it: accepted" in row.later
    assert "nothing that went out to them since puts it right" not in row.later


def test_all_of_an_incident_that_was_retracted_can_still_be_asked_for(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    gone = desk.said(told.WARNED)
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.correct(gone.report, at=day(7, 20))
    made = disclosing.disclosures(notice.incident, book=desk.book, register=desk.office.register, at=day(9))
    assert any(r.statement == gone.id and r.heard is Heard.PERHAPS for r in made.rows)


def test_incidents_that_become_one_afterwards_have_one_table_under_either_name(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    first = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(first, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.take(told.FOILED, at=day(7, 16))
    older, younger = desk.incident(told.WARNED).id, desk.incident(told.FOILED).id
    assert older != younger
    desk.judge(older, younger, Judgement.SAME, at=day(7, 17))
    by_old = disclosing.disclosures(older, book=desk.book, register=desk.office.register, at=day(9))
    by_young = disclosing.disclosures(younger, book=desk.book, register=desk.office.register, at=day(9))
    assert by_old == by_young
    assert {r.statement for r in by_old.rows} == {desk.said(told.WARNED).id, desk.said(told.FOILED).id}
    late = next(r for r in by_old.rows if r.statement == desk.said(told.FOILED).id and r.recipient == "hall")
    assert late.because == "it reached us after the last notice to them was drawn up"


def test_a_statement_that_moved_to_another_incident_takes_its_telling_along(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.MASKED).id, Judgement.DIFFERENT, at=day(7, 18))
    for sentence in (told.WARNED, told.MASKED):
        row = one(desk, sentence, "hall")
        assert (row.notice, row.heard) == (notice.id, Heard.PERHAPS)


def test_there_is_no_table_of_no_incident(desk: Sitting) -> None:
    with pytest.raises(NotFound, match="no such incident"):
        disclosing.disclosures("f" * 64, book=desk.book, register=desk.office.register, at=day(9))


# ---- the accounts of others


def account(desk: Sitting, *, who: str = "Exercise Hall spokesman", recipient: str = "hall", **more: object) -> Account:
    """An account is entered on the eighth."""
    given: dict[str, object] = {
        "told": (), "untold": (), "words": "Nobody told us where.", "source": "Exercise Gazette, 8 March", **more,
    }  # fmt: skip
    return disclosing.enter(
        desk.incident(told.WARNED).id, who=who, recipient=recipient, book=desk.book, register=desk.office.register,
        by=OFFICER, at=day(8), required=False, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def sent(desk: Sitting, *, acknowledged: bool) -> Notice:
    notice = briefed(desk, marking=Tlp.RED)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    if acknowledged:
        sending.acknowledge(notice, book=desk.book, by=WARDEN, because="read", at=day(7, 16))
    return notice


def disputes(desk: Sitting) -> tuple[Contradiction, ...]:
    return table(desk).contradictions


def test_an_account_against_what_was_acknowledged_is_a_contradiction_and_both_stand(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    before = table(desk).rows
    entered = account(desk, untold=(Matter.PLACE,))
    (found,) = disputes(desk)
    assert (found.account, found.against, found.matter, found.sure) == (entered.id, "", Matter.PLACE, True)
    assert found.says == "Exercise Hall spokesman: hall was not told the place"
    assert found.against_says.startswith("told (“Moscow”), first sent 2024-03-07T15:00+03:00; acknowledged")
    assert table(desk).rows == before
    assert table(desk).accounts == (entered,)


def test_against_what_a_server_took_it_is_open_for_we_do_not_know(desk: Sitting) -> None:
    sent(desk, acknowledged=False)
    account(desk, untold=(Matter.WARNING, Matter.PLACE))
    assert {(c.matter, c.sure) for c in disputes(desk)} == {(Matter.WARNING, False), (Matter.PLACE, False)}
    assert all(c.against_says.startswith("perhaps told") for c in disputes(desk))


def test_what_we_withheld_and_they_say_they_were_told_is_named_with_our_reason(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    account(desk, told=(Matter.TIME, Matter.ACTOR), words="They named the night and the gang.")
    found = {c.matter: c for c in disputes(desk)}
    assert set(found) == {Matter.TIME, Matter.ACTOR}
    assert found[Matter.TIME].against_says == "no statement on record names the time"


def test_an_account_that_agrees_contradicts_nothing(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    account(desk, told=(Matter.WARNING, Matter.PLACE), untold=(Matter.TIME, Matter.ACTOR))
    assert disputes(desk) == ()


def test_two_accounts_are_set_against_each_other_too(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    first = account(desk, who="Exercise Ministry", told=(Matter.PLACE,), words="We were told where.")
    second = account(desk, who="Exercise Service", untold=(Matter.PLACE,), words="It was general.")
    third = account(desk, who="Exercise Embassy", recipient="Exercise Ministry", told=(Matter.PLACE,), words="All.")
    against = {(c.account, c.against) for c in disputes(desk)}
    assert against == {(second.id, ""), (first.id, second.id), (third.id, "")}
    nobody = next(c for c in disputes(desk) if c.account == third.id)
    assert nobody.against_says == "our record has nothing told to anybody of that name"
    assert not nobody.sure


def test_an_account_of_one_notice_is_held_against_that_notice_alone(desk: Sitting) -> None:
    notice = sent(desk, acknowledged=True)
    account(desk, untold=(Matter.WARNING,), notice=notice.id)
    assert [c.sure for c in disputes(desk)] == [True]
    with pytest.raises(NotFound, match="not about this incident"):
        account(desk, untold=(Matter.WARNING,), notice="f" * 64)


def test_a_recipient_may_be_given_by_name_and_an_account_that_says_nothing_is_refused(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    assert account(desk, recipient="hall concert house", told=(Matter.WARNING,)).recipient == "hall"
    assert account(desk, recipient="The Public", told=(Matter.WARNING,), words="x").recipient == "public"
    for wrong in ({}, {"told": (Matter.TIME,), "untold": (Matter.TIME,)}, {"told": (Matter.TIME,), "words": " "}):
        with pytest.raises(NotAllowed):
            account(desk, **wrong)


def test_accounts_of_an_incident_that_was_taken_in_come_along_and_are_on_the_record(kept: Sitting) -> None:
    sent(kept, acknowledged=True)
    entered = account(kept, untold=(Matter.PLACE,))
    kept.take(told.FOILED, at=day(8, 13))
    kept.judge(kept.incident(told.WARNED).id, kept.incident(told.FOILED).id, Judgement.SAME, at=day(8, 14))
    assert table(kept).accounts == (entered,)
    entries: tuple[LedgerEntry, ...] = kept.book.entries()  # type: ignore[attr-defined]
    assert [e.subject for e in entries if e.kind == "account"] == [kept.book.all(Incident)[0].id]
    assert replace(entered) == kept.book.get(Account, entered.id)


# ---- as a dossier shows it


def dossier_of(desk: Sitting, *, at: datetime = NOW) -> Dossier:
    return dossier(desk.book, office=desk.office, at=at)


def cells(found: Table, row: Row, column: str) -> str:
    return "\n".join(cell.words for cell in row.fields[found.columns.index(column)])


def test_the_dossier_has_a_row_for_each_recipient_and_fate_with_what_it_rests_on(desk: Sitting) -> None:
    sent(desk, acknowledged=False)
    found = dossier_of(desk)
    made = {(cells(found.disclosed, r, "to"), cells(found.disclosed, r, "told?")): r for r in found.disclosed.rows}
    hall = made["Hall Concert House", "perhaps told\nword for word"]
    assert "accepted by the channel; whether it arrived is not known" in cells(found.disclosed, hall, "how we know")
    assert "Where: Moscow." in cells(found.disclosed, hall, "in which words")
    assert any(cell.on for cell in hall.fields[found.disclosed.columns.index("what")])
    assert "marked TLP:RED" in cells(found.disclosed, made["Hall Concert House", "withheld"], "how we know")
    assert ("NOBODY", "withheld") in made
    assert not any(told_.startswith("TOLD") for _, told_ in made)
    assert "Exercise: it warned nobody" in cells(found.disclosed, hall, "by")
    assert [cells(found.disclosed, r, "to") for r in found.disclosed.rows][-1] == "NOBODY"


def test_what_shares_a_fate_shares_a_row_however_many_parts_it_has(desk: Sitting) -> None:
    notice = briefed(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    found = dossier_of(desk).disclosed
    (hall,) = (r for r in found.rows if cells(found, r, "to") == "Hall Concert House")
    assert cells(found, hall, "what").count("“") == 2


def test_the_dossier_shows_an_account_beside_the_record_and_what_is_against_it(desk: Sitting) -> None:
    sent(desk, acknowledged=True)
    account(desk, untold=(Matter.PLACE,))
    found = dossier_of(desk)
    (row,) = found.others.rows
    assert cells(found.others, row, "what they say") == "“Nobody told us where.”\nnot told: place"
    assert cells(found.others, row, "against it").startswith("our record on the place: told (“Moscow”)")
    assert "TOLD\nword for word" in {cells(found.disclosed, r, "told?") for r in found.disclosed.rows}


def test_an_incident_of_which_nothing_was_ruled_has_no_rows(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    assert dossier_of(desk).disclosed.rows == ()
    assert {r.recipient for r in table(desk).rows} == {"public", "hall", "school", ""}

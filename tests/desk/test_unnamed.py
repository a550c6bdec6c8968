"""A warning that does not say by whom: in no word of it, on no way out, in no later version; and why is on record."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_rendering import LINGUIST, RU
from tests.dispatch.test_smtp import Keeper
from tests.scene import OFFICER
from tests.servers import mail_server
from tests.sitting import APPROVER, Postbox, Sitting, office
from tocsin.desk import noticing
from tocsin.desk.rendering import translate
from tocsin.desk.why import lines, why
from tocsin.dispatch import Folder, Smtp
from tocsin.dispatch.channel import UNNAMED
from tocsin.model import (
    Delivery,
    DutyDecision,
    NotAllowed,
    Notice,
    NoticeKind,
    Receipt,
    Tlp,
    WarnUnnamed,
)
from tocsin.release import Issuer

WHY = "Three people could have told us this, and our name would lead to one of them."
ISSUER = Issuer(
    name="Exercise Lantern Desk", sender="lantern.example", contact="+358 50 000 0000", web="https://lantern.example/"
)
OURS = ("lantern", "tocsin", "000 0000", OFFICER.name.casefold(), APPROVER.name.casefold())


@pytest.fixture
def secretive(desk: Sitting) -> Sitting:
    """A desk with a name of its own, to whom the warning came."""
    desk.office = office(issuer=ISSUER)
    desk.take(told.WARNED, at=day(7))
    return desk


def ruled(desk: Sitting) -> tuple[DutyDecision, Notice]:
    decision = desk.rule(desk.duty("hall"), WarnUnnamed(because=WHY), at=day(7, 13))
    (notice,) = desk.notices(decision)
    return decision, notice


def names_us(text: str) -> list[str]:
    """Which of our names stand in a text."""
    return [name for name in OURS if name in text.casefold()]


def test_the_briefing_names_nobody_and_no_alert_goes_with_it(secretive: Sitting) -> None:
    _, notice = ruled(secretive)
    assert (notice.kind, notice.unnamed) == (NoticeKind.BRIEFING, True)
    assert names_us(notice.body + notice.headline + notice.identifier) == []
    assert "From an office that gives no name" in notice.body
    assert "ask your police" in notice.body.partition("TEAR LINE")[2]
    assert "acknowledge" not in notice.body
    assert WHY not in notice.body


def test_with_our_name_the_same_ruling_names_us_and_alerts(secretive: Sitting) -> None:
    decision = secretive.rule(secretive.duty("hall"), at=day(7, 13))
    assert {n.kind for n in secretive.notices(decision)} == {NoticeKind.ALERT, NoticeKind.BRIEFING}
    assert "lantern" in names_us(secretive.briefing(decision).body)


def test_why_it_bears_no_name_is_on_record_and_told_at_the_desk(secretive: Sitting) -> None:
    decision, _ = ruled(secretive)
    assert any(WHY in words for _, words in lines(why(decision, book=secretive.book)))


def test_it_does_not_leave_by_a_way_that_names_us(secretive: Sitting) -> None:
    _, notice = ruled(secretive)
    secretive.approve(notice, at=day(7, 14))
    ours = Postbox()
    secretive.send(ours, at=day(7, 15))
    assert ours.sent == []
    (receipt,) = secretive.book.all(Receipt)
    assert receipt.outcome is Delivery.FAILED
    assert f"no channel called {UNNAMED}mail" in receipt.because


def test_it_leaves_by_the_way_that_is_set_up_for_it(secretive: Sitting) -> None:
    _, notice = ruled(secretive)
    secretive.approve(notice, at=day(7, 14))
    ours, other = Postbox(), Postbox(name=f"{UNNAMED}mail")
    secretive.send(ours, other, at=day(7, 15))
    assert ours.sent == []
    assert [n.id for n, _, _ in other.sent] == [notice.id]


def test_nothing_that_a_real_mail_server_gets_names_us(secretive: Sitting) -> None:
    _, notice = ruled(secretive)
    secretive.approve(notice, at=day(7, 14))
    keeper = Keeper()
    with mail_server(keeper) as port:
        mail = Smtp(host="127.0.0.1", port=port, sender="notice@quay.example", helo="quay.example",
                    name=f"{UNNAMED}mail")  # fmt: skip
        secretive.send(mail, at=day(7, 15))
    ((sender, _, raw),) = keeper.kept
    assert sender == "notice@quay.example"
    assert names_us(bytes(raw).decode()) == []
    assert "X-Tocsin" not in bytes(raw).decode()
    assert [r.outcome for r in secretive.book.all(Receipt)] == [Delivery.ACCEPTED]


def test_nothing_that_lies_in_a_folder_names_us(secretive: Sitting, tmp_path: Path) -> None:
    _, notice = ruled(secretive)
    secretive.approve(notice, at=day(7, 14))
    secretive.send(Folder(tmp_path, sender="notice@quay.example", name=f"{UNNAMED}mail"), at=day(7, 15))
    (path,) = (p for p in tmp_path.rglob("new/*"))
    assert names_us(path.read_text()) == []


def sent(desk: Sitting) -> Notice:
    _, notice = ruled(desk)
    desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(name=f"{UNNAMED}mail"), at=day(7, 15))
    return notice


def test_later_versions_and_the_word_that_it_is_over_name_nobody(secretive: Sitting) -> None:
    notice = sent(secretive)
    act: dict[str, Any] = {"book": secretive.book, "office": secretive.office, "by": OFFICER}
    _, longer = noticing.extend(
        notice, until=notice.expires + timedelta(days=1), because="it goes on", at=day(7, 16), **act
    )
    _, over = noticing.cancel(notice, because="a hoax", told="It was a hoax.", at=day(7, 17), **act)
    for made in (longer, over):
        assert made.unnamed
        assert names_us(made.body + made.headline + made.identifier) == []


def test_words_that_would_name_us_are_refused(secretive: Sitting) -> None:
    notice = sent(secretive)
    with pytest.raises(NotAllowed, match="it is not to name us, and would: Exercise Lantern Desk"):
        noticing.cancel(
            notice, because="a hoax", told="Exercise  Lantern desk was deceived.", book=secretive.book,
            office=secretive.office, by=OFFICER, at=day(7, 16),
        )  # fmt: skip


def test_a_translation_that_signs_with_our_name_is_refused(secretive: Sitting) -> None:
    _, notice = ruled(secretive)
    text = {**RU, "instruction": "Звоните: Exercise Lantern Desk."}
    desk: dict[str, Any] = {"book": secretive.book, "office": secretive.office, "by": LINGUIST, "at": day(7, 14)}
    with pytest.raises(NotAllowed, match="it is not to name us"):
        translate(notice, language="ru", text=text, **desk)
    ((_, made),) = translate(notice, language="ru", text=RU, **desk)
    assert made.unnamed
    assert names_us(made.body) == []


def test_what_is_said_of_us_in_the_report_does_not_slip_through(desk: Sitting) -> None:
    desk.office = office(issuer=replace(ISSUER, name="Moscow"))
    desk.take(told.WARNED, at=day(7))
    with pytest.raises(NotAllowed, match="it is not to name us, and would: Moscow"):
        ruled(desk)
    assert desk.book.all(DutyDecision) == ()


def test_nor_is_whoever_told_us_named_and_yet_as_much_is_told_as_they_may_see(desk: Sitting) -> None:
    desk.office = office(issuer=ISSUER)
    desk.take(told.WARNED, at=day(7), marking=Tlp.AMBER)
    _, notice = ruled(desk)
    assert "embassy" not in notice.body
    above, _, below = notice.body.partition("TEAR LINE")
    assert "Moscow" in above
    assert "Moscow" not in below
    assert notice.marking is Tlp.AMBER

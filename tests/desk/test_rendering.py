"""A notice in several languages, from texts that people supply: bound to what they render, searched, never stale."""

from datetime import datetime
from typing import Any

import pytest
from capvalidator import check_schema

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import THIRD, approve, cancel, extend, state
from tests.desk.test_tearline import drawn
from tests.release.notices import CAP, texts, tree
from tests.scene import OFFICER, entry, register
from tests.sitting import APPROVER, Postbox, Sitting, office
from tocsin.desk.rendering import dropped, renderings, translate
from tocsin.model import (
    BadInput,
    Delivery,
    DutyProposal,
    GivenUp,
    NotAllowed,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Rendering,
    Task,
    Tlp,
    Warn,
)
from tocsin.release import faults
from tocsin.release.briefing import TEAR

LINGUIST = Person(name="Exercise Linguist Ada Orlova")
RU = {
    "event": "Угроза нападения",
    "headline": "УЧЕНИЕ: угроза нападения, Москва",
    "description": "Опасаются нападения на большие собрания людей. Где: Москва. Когда: 8 марта 2024 года.",
    "instruction": "Не ходите туда, где собираются люди. Слушайте местные власти.",
}


@pytest.fixture
def russian(desk: Sitting) -> Sitting:
    """The same desk; those in the hall read Russian, and the warning came."""
    desk.office = office(register=register(entry("hall", clearance=Tlp.AMBER, languages=("ru", "en")), entry("school")))
    desk.take(told.WARNED, at=day(7))
    return desk


def ruled(desk: Sitting, *, at: datetime) -> tuple[Notice, Notice]:
    """The alert and the briefing to the hall."""
    found = desk.notices(desk.rule(desk.duty("hall"), at=at))
    return next(n for n in found if n.kind is NoticeKind.ALERT), next(n for n in found if n.kind is NoticeKind.BRIEFING)


def put(desk: Sitting, notice: Notice, *, at: datetime, by: Person = LINGUIST, **more: Any) -> list[Notice]:
    text, language = {**RU, **more.pop("text", {})}, more.pop("language", "ru")
    made = translate(notice, language=language, text=text, book=desk.book, office=desk.office, by=by, at=at)
    return [n for _, n in made]


def test_the_alert_has_one_info_a_language_and_is_as_sound_as_before(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    made = put(russian, alert, at=day(7, 13, 10))[0]
    assert check_schema(made.body.encode()).passed
    infos = list(tree(made).iter(f"{CAP}info"))
    assert [i.findtext(f"{CAP}language") for i in infos] == ["en", "ru"]
    assert infos[1].findtext(f"{CAP}headline") == RU["headline"]
    for name in ("urgency", "severity", "certainty", "expires", "effective", "category"):
        assert len({i.findtext(f"{CAP}{name}") for i in infos}) == 1
    assert {f.rule for f in faults(made.body)} <= {f.rule for f in faults(alert.body)}
    (kept,) = renderings(made, book=russian.book)
    assert kept.by == LINGUIST
    assert any(RU["headline"] == line.text for line in made.below), "the mail that brings it says it, too"


def test_a_recipient_who_reads_it_has_it_in_their_briefing_and_others_do_not(russian: Sitting) -> None:
    alert, briefing = ruled(russian, at=day(7, 13))
    _, made = put(russian, alert, at=day(7, 13, 10))
    assert (made.kind, made.recipient, made.revises) == (NoticeKind.BRIEFING, "hall", briefing.id)
    above, _, below = made.body.partition(TEAR)
    assert RU["headline"] in below
    assert RU["headline"] not in above
    assert briefing.below == made.below[: len(briefing.below)]


def test_who_reads_no_english_is_told_so_until_there_is_a_text(desk: Sitting) -> None:
    desk.office = office(register=register(entry("hall", languages=("ru",))))
    desk.take(told.WARNED, at=day(7))
    alert, briefing = ruled(desk, at=day(7, 13))
    assert "This notice is in English only" in briefing.body
    _, other = put(desk, alert, at=day(7, 13, 10), language="kk", text=RU)[0], briefing
    assert "This notice is in English only" in other.body, "a text that they do not read is none"
    made = put(desk, briefing, at=day(7, 13, 20))[0]
    assert "This notice is in English only" not in made.body
    assert RU["instruction"] in made.body


def test_a_language_that_is_added_voids_the_approval(russian: Sitting) -> None:
    alert, briefing = ruled(russian, at=day(7, 13))
    approve(russian, alert, at=day(7, 13, 5))
    approve(russian, briefing, at=day(7, 13, 5))
    made, told_hall = put(russian, alert, at=day(7, 13, 10))
    box, folder = Postbox(), Postbox(name="folder")
    assert russian.send(box, folder, at=day(7, 13, 20)) == ()
    stopped = {g.notice: (g.outcome, g.because) for g in russian.book.all(GivenUp)}
    for old, new in ((alert, made), (briefing, told_hall)):
        assert stopped[old.id] == (Delivery.CANCELLED, f"a language was added to it, as notice {new.id[:12]}")
        with pytest.raises(NotAllowed, match="a language was added to it"):
            approve(russian, old, by=THIRD, at=day(7, 13, 30))
    asked = {c.about for c in russian.book.docket.clocks() if c.task is Task.APPROVE}
    assert {made.id, told_hall.id} <= asked
    for new in (made, told_hall):
        approve(russian, new, at=day(7, 13, 40))
    russian.send(box, folder, at=day(7, 13, 50))
    assert {n.id for n, _, _ in (*box.sent, *folder.sent)} == {made.id, told_hall.id}
    assert state(russian, made, day(7, 14)) is NoticeState.RELEASED


def test_a_draft_that_was_replaced_is_not_asked_about(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    made = put(russian, alert, at=day(7, 13, 10))[0]
    asked = {c.about for c in russian.book.docket.clocks()}
    assert made.id in asked
    assert alert.id not in asked
    assert russian.duties() is not None


@pytest.mark.parametrize("by", [LINGUIST, OFFICER])
def test_nobody_approves_their_own_words_or_ruling_by_way_of_a_language(russian: Sitting, by: Person) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    made = put(russian, alert, at=day(7, 13, 10))[0]
    with pytest.raises(NotAllowed, match="nobody approves their own"):
        approve(russian, made, by=by, at=day(7, 13, 20))
    approve(russian, made, by=APPROVER, at=day(7, 13, 20))


def test_what_went_out_keeps_its_words_and_its_next_version_takes_the_language(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    approve(russian, alert, at=day(7, 13, 5))
    russian.send(Postbox(name="folder"), at=day(7, 13, 10))
    with pytest.raises(NotAllowed, match="it went out"):
        put(russian, alert, at=day(7, 13, 20))
    longer = extend(russian, alert, until=alert.expires.replace(hour=23), at=day(7, 14))
    made = put(russian, longer, at=day(7, 14, 10))[0]
    assert texts(tree(made), "msgType") == ["Update"]
    assert made.references == longer.references != ()
    approve(russian, made, at=day(7, 14, 20))
    russian.send(Postbox(name="folder"), at=day(7, 14, 30))
    assert state(russian, alert, day(7, 15)) is NoticeState.UPDATED
    again = extend(russian, made, until=made.expires.replace(minute=30), at=day(7, 15))
    assert [r.language for r in renderings(again, book=russian.book)] == ["ru"], "the same words stay in both"
    assert texts(tree(again), "language") == ["en", "ru"]


def test_no_old_text_is_left_under_new_words(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    made = put(russian, alert, at=day(7, 13, 10))[0]
    approve(russian, made, at=day(7, 13, 20))
    russian.send(Postbox(name="folder"), at=day(7, 13, 30))
    back = cancel(russian, made, at=day(7, 14), told="It was a hoax.")
    assert "Угроза" not in back.body
    assert "No text in: ru." in back.body
    assert [f for f in faults(back.body, earlier=(made.body,)) if f.rule == "languages-kept"] == []
    assert dropped((made,), (back,), book=russian.book) == ("ru",)
    over = {"headline": "УЧЕНИЕ: ОТМЕНЕНО", "description": "Это была ошибка.",
            "instruction": "Отмена не значит, что опасности нет."}  # fmt: skip
    said = put(russian, back, at=day(7, 14, 10), text=over)[0]
    assert "No text in" not in said.body
    assert said.cancels
    (proposal,) = (p for p in russian.book.all(DutyProposal) if p.protected == "hall")
    decision = russian.rule(proposal, Warn(), at=day(7, 15))
    fresh = russian.notices(decision)
    assert fresh
    assert all("Угроза" not in n.body for n in fresh)
    assert dropped((made,), fresh, book=russian.book) == ("ru",)


def test_the_same_language_again_takes_the_place_of_the_first_text(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    first = put(russian, alert, at=day(7, 13, 10))[0]
    with pytest.raises(NotAllowed, match="a language was added to it"):
        put(russian, alert, at=day(7, 13, 20))
    second = put(russian, first, at=day(7, 13, 20), text={"headline": "УЧЕНИЕ: угроза в Москве"})[0]
    assert texts(tree(second), "language") == ["en", "ru"]
    assert RU["headline"] not in second.body
    assert RU["headline"] not in [line.text for line in second.below]
    assert sum(line.text == RU["instruction"] for line in second.below) == 1


def test_numbers_and_places_that_do_not_agree_are_pointed_out(russian: Sitting) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    wrong = {"headline": "Учение: угроза", "description": "Где: Тверь. Когда: 77 марта 2024 года."}
    made = put(russian, alert, at=day(7, 13, 10), text=wrong)[0]
    (found,) = renderings(made, book=russian.book)
    assert "77 stands in 'ru' and not in the original" in found.doubts
    assert "Moscow is not seen in 'ru'" in found.doubts
    good = put(russian, made, at=day(7, 13, 20))[0]
    assert not [d for d in renderings(good, book=russian.book)[0].doubts if "Moscow" in d or d.startswith("77 ")]


@pytest.mark.parametrize("word", ["Lantern Quay", "Lan\u00adtern Quay"])
def test_a_leak_in_another_language_is_refused_and_nothing_is_kept(word: str) -> None:
    desk = Sitting()
    _, alert = drawn(desk)
    with pytest.raises((NotAllowed, BadInput), match=r"kept back|cannot be seen"):
        put(
            desk,
            alert,
            at=day(7, 13, 10),
            text={"description": f"Не ходите туда, где собираются люди, и особенно на {word}."},
        )
    assert desk.book.all(Rendering) == ()


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ({"headline": " "}, "ru", "it has no headline"),
        ({"instruction": "Stay away from crowds and from the places that are named here."}, "ru", "'ru' is declared"),
        ({}, "en-GB", "no tag of another language"),
        ({}, "Russian!", "no tag of another language"),
        ({"more": "x"}, "ru", "unknown: more"),
    ],
)
def test_a_text_that_is_not_sound_is_refused(russian: Sitting, text: dict[str, str], language: str, says: str) -> None:
    alert, _ = ruled(russian, at=day(7, 13))
    with pytest.raises(BadInput, match=says):
        put(russian, alert, at=day(7, 13, 10), text=text, language=language)
    assert russian.book.all(Rendering) == ()

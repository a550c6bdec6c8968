"""Nothing is approved that tells what is kept back; what really leaves is looked into as it lies there."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day, says
from tests.dispatch.test_smtp import Keeper
from tests.scene import MOSCOW, OFFICER, entry, register
from tests.servers import mail_server
from tests.sitting import APPROVER, Postbox, Sitting, office
from tocsin.casebook.act import Act
from tocsin.desk import noticing, tearline
from tocsin.desk.take import TOCSIN
from tocsin.dispatch import Channel, Folder, Smtp
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Judgement,
    Kind,
    Line,
    NotAllowed,
    Notice,
    NoticeKind,
    Stage,
    Tlp,
    digest,
)
from tocsin.release.issuer import Issuer
from tocsin.release.leaks import surfaces
from tocsin.release.tearline import leaks_in

SPELLINGS = (
    "Lantern Quay",
    "LANTERN QUAY",
    "L a n t e r n",
    "Lan\u00adtern",
    "L\u0430ntern",
    "Lantern-\nQuay",
    "L. Q.",
)


def drawn(desk: Sitting) -> tuple[Notice, Notice]:
    """A briefing and an alert about an incident of which the half is for nobody's eyes."""
    desk.take(told.WARNED, at=day(7))
    desk.take(told.MASKED, at=day(7, 9), marking=Tlp.RED)
    desk.judge(desk.said(told.WARNED).id, desk.said(told.MASKED).id, Judgement.SAME, at=day(7, 10))
    decision = desk.rule(desk.duty("hall"), at=day(7, 13))
    alert = next(n for n in desk.notices(decision) if n.kind is NoticeKind.ALERT)
    return desk.briefing(decision), alert


def put(desk: Sitting, notice: Notice) -> Notice:
    """A draft as a person might have left it, on the record."""
    desk.book.record(Act(kind="notice", subject=notice.decision, words=(notice,), by=TOCSIN, at=day(7, 13)))
    return notice


def approve(desk: Sitting, notice: Notice) -> None:
    noticing.approve(notice, read=digest(notice.body), book=desk.book, by=APPROVER, at=day(7, 14), office=desk.office)


def in_headline(notice: Notice, word: str) -> Notice:
    return replace(notice, headline=f"Threat to {' '.join(word.split())}")


def in_line(notice: Notice, word: str) -> Notice:
    line = Line(text=f"Stay away from {word} tonight.")
    return replace(notice, below=(*notice.below, line), body=_with(notice.body, line.text))


def in_text(notice: Notice, word: str) -> Notice:
    return replace(notice, body=_with(notice.body, f"Stay away from {word} tonight."))


def in_identifier(notice: Notice, word: str) -> Notice:
    return replace(notice, identifier=f"tocsin-{'-'.join(word.split())}")


def _with(body: str, line: str) -> str:
    """The text with a line more, in the place where people would put it."""
    if body.startswith("<?xml"):
        return body.replace("</description>", f"\n{line}</description>")
    return body.replace("This holds until", f"{line}\nThis holds until")


PLACES = {"headline": in_headline, "line": in_line, "text": in_text, "identifier": in_identifier}


def test_what_the_program_draws_up_is_approved_though_half_of_it_is_kept_back(desk: Sitting) -> None:
    for notice in drawn(desk):
        assert notice.withholds
        approve(desk, notice)
    assert len(desk.book.all(Approval)) == 2


@pytest.mark.parametrize("word", SPELLINGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_draft_that_tells_what_is_kept_back_is_refused_and_says_where(place: str, word: str) -> None:
    desk = Sitting()
    secret = None
    for clean in drawn(desk):
        secret = desk.said(told.MASKED)
        notice = put(desk, PLACES[place](clean, word))
        with pytest.raises(NotAllowed) as refused:
            approve(desk, notice)
        said = str(refused.value)
        assert secret.id[:12] in said
        assert "marked TLP:RED" in said
        assert "line " in said
        assert "take these words out" in said
    assert desk.book.all(Approval) == ()


def test_the_refusal_tells_no_more_than_the_draft_does(desk: Sitting) -> None:
    briefing, _ = drawn(desk)
    with pytest.raises(NotAllowed) as refused:
        approve(desk, put(desk, in_line(briefing, "L. Q.")))
    assert "“L. Q.”" in str(refused.value)
    assert "Lantern" not in str(refused.value)
    assert "Quay" not in str(refused.value)


NAMED = office(
    register=register(entry("hall", name="Lantern Quay Hall")),
    issuer=Issuer(name="Lantern Watch", sender="watch@lantern.example", contact="+7 495 010 20 30"),
)
"""An office of the name that stands in a report, and in its care whom that report threatens."""


def test_whom_a_report_names_that_is_kept_back_from_them_can_be_warned() -> None:
    """“Briefing for Lantern Quay Hall”, “From Lantern Watch”: they know that, and it tells them nothing."""
    desk = Sitting(office=NAMED)
    for notice in drawn(desk):
        assert notice.withholds
        noticing.approve(
            notice, read=digest(notice.body), book=desk.book, by=APPROVER, at=day(7, 14), office=desk.office
        )
    assert len(desk.book.all(Approval)) == 2


@pytest.mark.parametrize("words", ["Lantern Quay Hall", "the Quay of Lantern Watch", "Lantern"])
@pytest.mark.parametrize("place", PLACES)
def test_the_same_name_anywhere_else_is_still_a_leak(place: str, words: str) -> None:
    desk = Sitting(office=NAMED)
    for clean in drawn(desk):
        assert tearline.leaks(clean, book=desk.book, issuer=desk.office.issuer) == ()
        assert tearline.leaks(PLACES[place](clean, words), book=desk.book, issuer=desk.office.issuer)


@pytest.mark.parametrize("target", ["the briefing", "the notice board", "a link road"])
def test_no_word_of_our_own_form_stops_a_warning(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """“Briefing for”, “a number that you had before”, “follow a link”: they stand in every notice."""
    said = f"A driver heard that gunmen will strike {target} in Moscow soon."
    known = says(said, Kind.WARNING, stage=Stage.PLANNED, speaker=("A driver", None), places={"Moscow": MOSCOW},
                 targets=(target,))  # fmt: skip
    monkeypatch.setitem(told.BANK, said, (known,))
    desk = Sitting()
    desk.take(told.WARNED, at=day(6))
    desk.take(said, at=day(6, 9), marking=Tlp.RED)
    desk.judge(desk.said(told.WARNED).id, desk.said(said).id, Judgement.SAME, at=day(6, 10))
    for notice in desk.notices(desk.rule(desk.duty("hall"), at=day(7, 8))):
        assert notice.withholds
        desk.approve(notice, at=day(7, 9))
        words = target.removeprefix("the ").removeprefix("a ")
        assert tearline.leaks(in_line(notice, words), book=desk.book)


@pytest.mark.parametrize("act", ["cancel", "extend"])
def test_the_day_of_an_earlier_notice_may_be_told_though_a_report_that_is_kept_back_names_it(act: str) -> None:
    """Whoever got the warning of 7 March knows that it is of 7 March: its end must reach them."""
    desk = Sitting()
    desk.take(told.WARNED, at=day(6))
    desk.take(told.DATED, at=day(6, 9), marking=Tlp.RED)
    desk.judge(desk.said(told.WARNED).id, desk.said(told.DATED).id, Judgement.SAME, at=day(6, 10))
    decision = desk.rule(desk.duty("hall"), at=day(7, 8))
    box = Postbox()
    for notice in desk.notices(decision):
        desk.approve(notice, at=day(7, 9))
    desk.send(box, Postbox(name="folder"), at=day(7, 10))
    for notice in desk.notices(decision):
        if act == "cancel":
            _, made = noticing.cancel(
                notice, because="over", book=desk.book, office=desk.office, by=OFFICER, at=day(8, 7)
            )
        else:
            _, made = noticing.extend(
                notice, until=day(10), because="still", book=desk.book, office=desk.office, by=OFFICER, at=day(8, 7)
            )
        assert "7 March 2024" in made.body or "20240307" in made.body
        desk.approve(made, at=day(8, 7, 30))
        for word in ("on 7 March", "20240307"):
            assert tearline.leaks(in_text(made, word), book=desk.book, issuer=desk.office.issuer)


def test_what_the_recipient_may_see_stands_above_the_line_and_not_below_it(desk: Sitting) -> None:
    """An amber report is told to the hall, which is cleared so far: above the line. Below it, it is a leak."""
    desk.take(told.WARNED, at=day(7))
    desk.take(told.MASKED, at=day(7, 9), marking=Tlp.AMBER)
    desk.judge(desk.said(told.WARNED).id, desk.said(told.MASKED).id, Judgement.SAME, at=day(7, 10))
    briefing = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    assert "Lantern Quay" in briefing.body
    assert tearline.leaks(briefing, book=desk.book) == ()
    found = tearline.leaks(in_text(briefing, "Lantern Quay"), book=desk.book)
    assert found
    assert all("below the tear line" in leak.where for leak in found)


# --- what really leaves ---------------------------------------------------------------------------------------


def by_mail(notice: Notice) -> bytes:
    """A notice as a real mail server has it."""
    keeper = Keeper()
    with mail_server(keeper) as port:
        _send(Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example"), notice, "desk@house.example")
    ((_, _, content),) = keeper.kept
    return bytes(content)


def _send(channel: Channel, notice: Notice, address: str) -> None:
    contact = Contact(channel=channel.name, address=address)
    attempt = Attempt(notice=notice.id, contact=contact, number=1, by=TOCSIN, at=notice.sent)
    sent = channel.send(notice, contact=contact, attempt=attempt)
    assert sent.outcome.value == "accepted"


@pytest.mark.parametrize("place", ["headline", "line", "text"])
@pytest.mark.parametrize("word", ["Lantern Quay", "Lan\u00adtern", "L\u0430ntern"])
def test_a_real_mail_server_has_the_leak_and_the_search_finds_it_there(place: str, word: str) -> None:
    desk = Sitting()
    for clean in drawn(desk):
        raw = by_mail(PLACES[place](clean, word))
        found = _search(desk, clean, raw)
        assert {leak.statement for leak in found} == {desk.said(told.MASKED).id}
        assert any(("Subject" if place == "headline" else "part") in leak.where for leak in found)


def test_a_real_mail_server_has_nothing_of_it_when_nothing_is_planted() -> None:
    desk = Sitting()
    for clean in drawn(desk):
        assert _search(desk, clean, by_mail(clean)) == ()


def _search(desk: Sitting, notice: Notice, raw: bytes) -> tuple[Any, ...]:
    found = surfaces(raw, where="mail", media_type="message/rfc822")
    return leaks_in(found, watch=tearline.watching(notice, book=desk.book))


@pytest.mark.parametrize("planted", [True, False])
def test_the_files_of_a_folder_channel_are_searched_with_their_names(planted: bool, tmp_path: Path) -> None:  # noqa: FBT001
    desk = Sitting()
    for clean in drawn(desk):
        notice = in_line(clean, "Lantern Quay") if planted else clean
        _send(Folder(tmp_path), notice, "hall")
        (path,) = (tmp_path / "hall" / "new").iterdir()
        found = _search(desk, clean, path.read_bytes())
        named = surfaces(str(path.relative_to(tmp_path)), where="the file's name")
        assert leaks_in(named, watch=tearline.watching(clean, book=desk.book)) == ()
        assert bool(found) is planted
        path.unlink()


ELEMENTS = "sender note headline description instruction senderName areaDesc identifier restriction".split()


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element_of_the_alert_is_searched(element: str) -> None:
    desk = Sitting()
    _, alert = drawn(desk)
    planted = replace(alert, body=alert.body.replace(f"</{element}>", f" Lantern Quay</{element}>", 1))
    assert planted.body != alert.body
    found = tearline.leaks(planted, book=desk.book)
    assert any(leak.where == f"the text, {element}" for leak in found)


@pytest.mark.parametrize(
    "more",
    [
        "<parameter><valueName>layer</valueName><value>lantern_quay</value></parameter>",
        "<resource><resourceDesc>plan</resourceDesc><mimeType>image/png</mimeType><uri>LanternQuay.png</uri></resource>",
        "<!-- Lantern Quay -->",
        '<eventCode about="Lantern Quay"/>',
        "<contact>TGFudGVybiBRdWF5IGlzIHRoZSBwbGFjZQ==</contact>",
    ],
)  # fmt: skip
def test_what_is_put_into_an_alert_beside_its_own_elements_is_searched(more: str) -> None:
    desk = Sitting()
    _, alert = drawn(desk)
    planted = replace(alert, body=alert.body.replace("</info>", f"{more}</info>"))
    assert tearline.leaks(planted, book=desk.book)
    assert tearline.leaks(alert, book=desk.book) == ()


def test_what_stays_at_the_desk_tells_nothing_either(desk: Sitting, tmp_path: Path) -> None:
    """Receipts, attempts and their reasons are read by people who may not read the report."""
    briefing, alert = drawn(desk)
    for notice in (briefing, alert):
        approve(desk, notice)
    channels: list[Channel] = [Folder(tmp_path, name="mail"), Folder(tmp_path)]
    receipts = desk.send(*channels, at=day(7, 15))
    assert len(receipts) >= 2
    spoken = [Line(text=f"{r.notice} by {r.channel}: {r.outcome}, {r.because}") for r in receipts]
    for line in spoken:
        found = surfaces(line.text, where="a receipt")
        assert leaks_in(found, watch=tearline.watching(briefing, book=desk.book)) == ()


def test_what_nobody_can_look_into_is_not_called_clean() -> None:
    with pytest.raises(ValueError, match="nobody can look into image/png"):
        surfaces(b"\x89PNG", where="the picture", media_type="image/png")


@dataclass(frozen=True)
class Recalled:
    """A warning went out, its source asks for confidence since, and it is to be taken back."""

    desk: Sitting
    sent: tuple[Notice, ...]

    def back(self, *, tell: str = "") -> list[Notice]:
        """The words that it holds no longer."""
        desk, more = self.desk, {"because": "a hoax", "told": tell, "by": OFFICER, "at": day(7, 12)}
        return [noticing.cancel(n, book=desk.book, office=desk.office, **more)[1] for n in self.sent]

    def confided(self) -> None:
        """The report is TLP:RED from now on."""
        self.desk.take(told.WARNED, at=day(7, 11), marking=Tlp.RED)


@pytest.fixture
def recalled(desk: Sitting) -> Recalled:
    """The public and the hall were warned."""
    desk.take(told.WARNED, at=day(6))
    sent = desk.notices(desk.rule(desk.duty("hall"), at=day(7, 8)))
    for notice in sent:
        desk.approve(notice, at=day(7, 9))
    desk.send(Postbox(), Postbox(name="folder"), at=day(7, 10))
    return Recalled(desk, sent)


@pytest.mark.parametrize("cancelled_first", [True, False])
def test_what_was_told_before_it_became_secret_can_be_taken_back(recalled: Recalled, *, cancelled_first: bool) -> None:
    """Its readers could not be told that it holds no longer, since "CANCELLED: ... Moscow" names the town."""
    if cancelled_first:
        words = recalled.back(tell="It was a hoax.")
        recalled.confided()
    else:
        recalled.confided()
        words = recalled.back(tell="It was a hoax.")
    assert {word.kind for word in words} == {NoticeKind.ALERT, NoticeKind.BRIEFING}
    for word in words:
        for place in PLACES.values():
            assert tearline.leaks(place(word, "concerts in Moscow"), book=recalled.desk.book), "and nothing beside that"
        approve(recalled.desk, word)


def test_whoever_takes_it_back_tells_no_more_than_was_told_and_hears_of_it_at_once(recalled: Recalled) -> None:
    """Once it was on record, a word that could not go out stood in the way of another until its time was over."""
    recalled.confided()
    for tell in ("The American embassy was wrong.", "No extremists plan to bomb concerts."):
        with pytest.raises(NotAllowed, match="it tells what is kept back"):
            recalled.back(tell=tell)
    for word in recalled.back():
        approve(recalled.desk, word)

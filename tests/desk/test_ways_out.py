"""Every way out, with a real server at its end: what arrives there is searched, and a leak that is planted is found."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_tearline import PLACES, drawn
from tests.dispatch.test_services import service
from tests.dispatch.test_smtp import Keeper
from tests.dispatch.test_webhook import SECRET, Hook, hook
from tests.servers import mail_server
from tests.sitting import Sitting
from tocsin.desk import tearline
from tocsin.desk.program import TOCSIN
from tocsin.desk.ringing import words_of
from tocsin.dispatch import Channel, Folder, Screen, Services, Smtp, Webhook
from tocsin.model import Attempt, Contact, Delivery, Line, Notice, NoticeKind, Tlp
from tocsin.release import Issuer
from tocsin.release.feed import feed
from tocsin.release.leaks import Leak, Surface, surfaces
from tocsin.release.tearline import leaks_in

__all__ = ["hook", "service"]
"""Fixtures of the channels' tests: servers on this machine that keep what they are sent."""

WORDS = ("Lantern Quay", "L\u0430ntern", "Lan\u00adtern")
WAYS = ("mail", "folder", "webhook", "apprise", "screen")
UNSENT = {("identifier", way) for way in WAYS if way != "webhook"}
LINES_ALONE = {"apprise", "screen"}
"""What a way does not bring of a notice: its identifier; and of an alert all but its lines."""

Way = Callable[[Notice], tuple[Surface, ...]]


def sent(channel: Channel, notice: Notice, address: str) -> str:
    """Send a notice; what the desk keeps of it."""
    contact = Contact(channel=channel.name, address=address)
    attempt = Attempt(notice=notice.id, contact=contact, number=1, by=TOCSIN, at=notice.sent)
    found = channel.send(notice, contact=contact, attempt=attempt)
    assert found.outcome is Delivery.ACCEPTED, found
    return found.because


@pytest.fixture
def mailed() -> Iterator[tuple[Keeper, int]]:
    """What a mail server of this machine was given, and its port."""
    keeper = Keeper()
    with mail_server(keeper) as port:
        yield keeper, port


@pytest.fixture
def ways(
    tmp_path: Path, hook: Callable[..., Hook], service: tuple[str, list[bytes]], mailed: tuple[Keeper, int]
) -> dict[str, Way]:
    """By which way a notice goes to a server, and all that arrives there, with what the desk keeps of it."""
    hooked, (keeper, port), (url, got) = hook(), mailed, service

    def mail(notice: Notice) -> tuple[Surface, ...]:
        kept = sent(Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example"), notice, "d@house.example")
        sender, to, raw = keeper.kept.pop()
        envelope = surfaces(f"{sender} {to}", where="envelope")
        return (*surfaces(bytes(raw), where="mail", media_type="message/rfc822"), *envelope, *_kept(kept))

    def folder(notice: Notice) -> tuple[Surface, ...]:
        kept = sent(Folder(tmp_path), notice, "hall")
        (path,) = (tmp_path / "hall" / "new").iterdir()
        raw = path.read_bytes()
        path.unlink()
        name = surfaces(str(path.relative_to(tmp_path)), where="the file's name")
        return (*surfaces(raw, where="folder", media_type="message/rfc822"), *name, *_kept(kept))

    def webhook(notice: Notice) -> tuple[Surface, ...]:
        kept = sent(Webhook(secret=SECRET, clear=True, private=True), notice, hooked.url())
        headers, body, path = hooked.got.pop()
        head = "".join(f"{name}: {value}\n" for name, value in headers.items())
        return (
            *surfaces(body, where="webhook", media_type="application/json"),
            *surfaces(f"{head}\n", where="request", media_type="message/rfc822"),
            *surfaces(path, where="address"), *_kept(kept),
        )  # fmt: skip

    def apprise(notice: Notice) -> tuple[Surface, ...]:
        kept = sent(Services(urls={"duty": f"{url}/good"}), notice, "duty")
        return (*surfaces(got.pop(), where="apprise", media_type="application/json"), *_kept(kept))

    def screen(notice: Notice) -> tuple[Surface, ...]:
        out = io.StringIO()
        kept = sent(Screen(out), notice, "the officer on watch")
        return (*surfaces(out.getvalue(), where="screen"), *_kept(kept))

    return {"mail": mail, "folder": folder, "webhook": webhook, "apprise": apprise, "screen": screen}


def _kept(because: str) -> tuple[Surface, ...]:
    return surfaces(because, where="what the desk keeps")


def found_in(arrived: tuple[Surface, ...], notice: Notice, desk: Sitting) -> tuple[Leak, ...]:
    return leaks_in(arrived, watch=tearline.watching(notice, book=desk.book))


@pytest.mark.parametrize("way", WAYS)
def test_what_the_program_draws_up_arrives_without_a_leak(way: str, ways: dict[str, Way]) -> None:
    desk = Sitting()
    for notice in drawn(desk):
        arrived = ways[way](notice)
        assert any("Moscow" in surface.text for surface in arrived), "it did not arrive"
        assert found_in(arrived, notice, desk) == ()


@pytest.mark.parametrize("way", WAYS)
def test_a_planted_leak_is_found_where_it_arrives(way: str, ways: dict[str, Way]) -> None:
    desk = Sitting()
    planted = 0
    for clean, place, word in product(drawn(desk), PLACES, WORDS):
        leaks = found_in(ways[way](PLACES[place](clean, word)), clean, desk)
        lines_alone = way in LINES_ALONE and clean.kind is NoticeKind.ALERT
        if (place, way) in UNSENT or (place == "text" and lines_alone):
            assert leaks == (), (place, word)
            continue
        assert {leak.statement for leak in leaks} == {desk.said(told.MASKED).id}, (place, word)
        planted += 1
    assert planted >= 15


def in_feed(alert: Notice) -> tuple[Surface, ...]:
    """All that a consumer of the public feed gets: the names of its files, and what they hold."""
    files = feed(
        (alert,), issuer=Issuer(), url="https://warnings.example/feed/", at=alert.sent + timedelta(hours=1)
    )  # fmt: skip
    assert len(files) >= 2
    kinds = {".atom": "application/atom+xml", ".xml": "application/cap+xml"}
    held = (surfaces(data, where=name, media_type=kinds[Path(name).suffix]) for name, data in files.items())
    return (*(each for found in held for each in found), *surfaces(" ".join(files), where="the files' names"))


def test_the_feed_brings_no_leak_of_its_own_and_one_that_is_planted_is_found_in_it() -> None:
    desk = Sitting()
    _, alert = drawn(desk)
    assert any("Moscow" in surface.text for surface in in_feed(alert))
    assert found_in(in_feed(alert), alert, desk) == ()
    for element, word in product(("headline", "description", "instruction", "areaDesc"), WORDS):
        planted = replace(alert, body=alert.body.replace(f"</{element}>", f" {word}</{element}>", 1))
        leaks = found_in(in_feed(planted), alert, desk)
        assert {leak.statement for leak in leaks} == {desk.said(told.MASKED).id}, (element, word)


def test_rings_tell_nothing(ways: dict[str, Way]) -> None:
    desk = Sitting()
    briefing, _ = drawn(desk)
    clocks = desk.book.docket.clocks()[:2]
    headline, text = words_of(clocks, at=day(8))
    ring = replace(briefing, headline=headline, body=text, below=(Line(text=text),), above=(), marking=Tlp.CLEAR)
    for way in WAYS:
        assert found_in(ways[way](ring), briefing, desk) == (), way

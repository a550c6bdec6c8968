"""A consumer polls the feed over HTTP and follows an alert through its update and its cancellation."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import feedparser
import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import HOUR, approve, cancel, extend, sent
from tests.desk.test_tearline import drawn
from tests.release.keys import cert, key
from tests.sitting import Postbox, Sitting
from tocsin.casebook import Casebook
from tocsin.desk import feeding, tearline
from tocsin.desk.handover import lines_of
from tocsin.desk.why import lines, why
from tocsin.dispatch.channel import UNSIGNED
from tocsin.dispatch.feed import publish
from tocsin.model import NoticeKind, Publication, Unavailable
from tocsin.release import Signer
from tocsin.release.checks import parsed
from tocsin.release.checks.lint import moment, texts, triplet, triplets
from tocsin.release.feed import NAME
from tocsin.release.leaks import surfaces
from tocsin.release.tearline import leaks_in


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


@dataclass
class Consumer:
    """Somebody's reader of alerts: it polls, fetches what entries lead to, and keeps what holds by CAP's own rules."""

    url: str
    alerts: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def poll(self) -> None:
        """Fetch each entry that is new or whose `updated` moved."""
        with urlopen(self.url + NAME) as answer:  # noqa: S310 - a server of this test
            found = feedparser.parse(answer.read())
        assert not found.bozo
        for entry in found.entries:
            if self.seen.get(entry.id) != entry.updated:
                with urlopen(entry.links[0].href) as answer:  # noqa: S310 - the same
                    root = parsed(answer.read())
                self.seen[entry.id] = entry.updated
                self.alerts[triplet(root)] = root

    def holds(self, at: datetime) -> list[str]:
        """The identifiers of what it would show at a moment."""
        over = {one for root in self.alerts.values() for one in triplets(root)}
        return [
            texts(root, "identifier")[0] for key, root in self.alerts.items()
            if key not in over and texts(root, "msgType") != ["Cancel"]
            and all((moment(end) or at) > at for info in root.iterfind("{*}info") for end in texts(info, "expires"))
        ]  # fmt: skip


@pytest.fixture
def consumer(tmp_path: Path) -> Iterator[Consumer]:
    """A consumer of a folder that a web server hands out."""
    (tmp_path / "web").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "web")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Consumer(url=f"http://127.0.0.1:{server.server_address[1]}/")
    server.shutdown()
    server.server_close()


def write(desk: Sitting, consumer: Consumer, folder: Path, *, at: datetime) -> None:
    feeding.write(desk.book, office=desk.office, folder=folder, url=consumer.url, at=at)
    consumer.poll()


def test_a_consumer_follows_an_alert_through_update_and_cancellation(
    desk: Sitting, consumer: Consumer, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    first = sent(desk, kind=NoticeKind.ALERT)
    write(desk, consumer, web, at=day(7, 15))
    assert consumer.holds(day(7, 15)) == [first.identifier]

    second = extend(desk, first, until=first.expires + 24 * HOUR, at=day(8, 8))
    write(desk, consumer, web, at=day(8, 9))
    assert consumer.holds(day(8, 9)) == [first.identifier], "what nobody approved is not in the feed"
    approve(desk, second, at=day(8, 10))
    write(desk, consumer, web, at=day(8, 10))
    assert consumer.holds(day(8, 10)) == [first.identifier], "nor what was not sent"
    desk.send(Postbox(name="folder"), at=day(8, 11))
    write(desk, consumer, web, at=day(8, 11))
    assert consumer.holds(day(8, 11)) == [second.identifier]

    third = cancel(desk, second, at=day(9), told="It was a hoax.")
    approve(desk, third, at=day(9, 10))
    desk.send(Postbox(name="folder"), at=day(9, 11))
    write(desk, consumer, web, at=day(9, 11))
    assert consumer.holds(day(9, 11)) == []
    late = Consumer(url=consumer.url)
    late.poll()
    assert late.holds(day(9, 11)) == [], "nor does it hold for whoever comes only now"
    assert len(late.seen) == 3


def test_nothing_of_a_briefing_and_nothing_that_is_kept_back_is_in_the_feed(
    desk: Sitting, consumer: Consumer, tmp_path: Path
) -> None:
    briefing, alert = drawn(desk)
    for notice in (briefing, alert):
        approve(desk, notice, at=day(7, 14))
    desk.send(Postbox(), Postbox(name="folder"), at=day(7, 15))
    write(desk, consumer, tmp_path / "web", at=day(7, 16))
    files = [path for path in (tmp_path / "web").rglob("*") if path.is_file() and path.name != ".lock"]
    assert len(files) == 2
    for path in files:
        data = path.read_bytes()
        assert briefing.identifier.encode() not in data
        assert b"Briefing" not in data
        assert briefing.recipient.encode() not in path.name.encode()
        found = surfaces(data, where=path.name, media_type="application/atom+xml")
        named = surfaces(str(path.relative_to(tmp_path)), where="its name")
        assert leaks_in((*found, *named), watch=tearline.watching(alert, book=desk.book)) == ()
        for end in (b"</title>", b"</headline>"):
            data = data.replace(end, b" Lantern Quay" + end)
        planted = surfaces(data, where=path.name, media_type="application/atom+xml")
        assert leaks_in(planted, watch=tearline.watching(alert, book=desk.book)), "the search can find one here"


def test_a_desk_that_told_nobody_has_an_empty_feed(desk: Sitting, consumer: Consumer, tmp_path: Path) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.rule(desk.duty("hall"), at=day(7, 13))
    write(desk, consumer, tmp_path / "web", at=day(7, 14))
    assert consumer.seen == {}
    assert not (tmp_path / "web" / "cap").exists()


# ---- on record


def fed(desk: Sitting, folder: Path, *, at: datetime, **more: Any) -> feeding.Fed:
    return feeding.write(desk.book, office=desk.office, folder=folder, url="http://127.0.0.1/", at=at, **more)


def test_that_an_alert_lies_in_the_feed_goes_on_record_once(kept: Sitting, tmp_path: Path) -> None:
    assert isinstance(kept.book, Casebook)
    alert = sent(kept, kind=NoticeKind.ALERT)
    before = len(kept.book.entries())
    (lies,) = fed(kept, tmp_path / "web", at=day(7, 15)).new
    assert (lies.notice, lies.feed, lies.signed) == (alert.id, "http://127.0.0.1/", False)
    assert lies.because == "unsigned, since the office names no key for its alerts"
    again = fed(kept, tmp_path / "web", at=day(7, 16))
    assert (again.new, len(again.alerts), again.changed) == ((), 1, False)
    assert [(e.kind, e.subject) for e in kept.book.entries()[before:]] == [("feed", alert.id)]
    assert kept.book.all(Publication, parent=alert.id) == (lies,)
    assert kept.book.verify(keys=()).sound
    ((heading, line),) = lines_of(lies, book=kept.book)
    assert heading == "sending"
    assert line.endswith("in the feed at http://127.0.0.1/: UNSIGNED, SINCE THE OFFICE NAMES NO KEY FOR ITS ALERTS")
    explained = [words for _, words in lines(why(alert, book=kept.book))]
    assert f"in the feed at http://127.0.0.1/ since {lies.at.isoformat()}: {lies.because}" in explained


def test_a_signature_that_comes_later_is_put_down_too(desk: Sitting, tmp_path: Path) -> None:
    alert = sent(desk, kind=NoticeKind.ALERT)
    fed(desk, tmp_path / "web", at=day(7, 15))
    signer = Signer(key=key("office"), cert=cert("office"))
    (lies,) = fed(desk, tmp_path / "web", at=day(7, 16), leaving=signer.leaving).new
    assert (lies.signed, lies.because) == (True, "")
    assert desk.book.all(Publication, parent=alert.id) == (lies,)
    over = Signer(key=key("office"), cert=cert("office", days=1))
    (bare,) = fed(desk, tmp_path / "web", at=day(7, 17), leaving=over.leaving).new
    assert bare.because == UNSIGNED


def test_what_could_not_be_written_is_not_said_to_lie_there(desk: Sitting, tmp_path: Path) -> None:
    sent(desk, kind=NoticeKind.ALERT)
    (tmp_path / "web").write_text("a file where a folder must be")
    with pytest.raises(Unavailable):
        fed(desk, tmp_path / "web", at=day(7, 15))
    assert desk.book.all(Publication) == ()


def test_who_was_killed_before_it_was_put_down_puts_it_down_at_the_next_look(
    desk: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = sent(desk, kind=NoticeKind.ALERT)

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(feeding, "_kept", killed)
        with pytest.raises(KeyboardInterrupt):
            fed(desk, tmp_path / "web", at=day(7, 15))
    assert desk.book.all(Publication) == ()
    later = fed(desk, tmp_path / "web", at=day(7, 16))
    assert ([lies.notice for lies in later.new], later.changed) == ([alert.id], False)


# ---- the folder


def test_files_of_others_are_left_alone_and_old_alerts_go(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("ours")
    (tmp_path / "other.xml").write_text("theirs")
    assert publish({"feed.xml": b"1", "cap/a.xml": b"a"}, folder=tmp_path, index="feed.xml")
    assert publish({"feed.xml": b"2", "cap/b.xml": b"b"}, folder=tmp_path, index="feed.xml")
    names = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert names == ["cap/b.xml", "feed.xml", "index.html", "other.xml"]
    assert not publish({"feed.xml": b"2", "cap/b.xml": b"b"}, folder=tmp_path, index="feed.xml")


def test_a_disk_that_gives_way_leaves_the_feed_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish({"feed.xml": b"1", "cap/a.xml": b"a"}, folder=tmp_path, index="feed.xml")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left on device"):
        publish({"feed.xml": b"2", "cap/b.xml": b"b"}, folder=tmp_path, index="feed.xml")
    assert (tmp_path / "feed.xml").read_bytes() == b"1"
    assert (tmp_path / "cap" / "a.xml").read_bytes() == b"a"


def test_whoever_reads_meanwhile_never_finds_half_of_it(tmp_path: Path) -> None:
    big = {n: bytes([n]) * 300_000 for n in (65, 66)}
    publish({"feed.xml": big[65]}, folder=tmp_path, index="feed.xml")
    done = threading.Event()
    torn: list[int] = []

    def look() -> None:
        while not done.is_set():
            data = (tmp_path / "feed.xml").read_bytes()
            if data not in big.values():
                torn.append(len(data))

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(60):
        publish({"feed.xml": big[65 + n % 2]}, folder=tmp_path, index="feed.xml")
    done.set()
    reader.join()
    assert torn == []

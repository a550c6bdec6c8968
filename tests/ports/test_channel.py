"""What every channel must do: answer, keep addresses out of its reasons, and never raise for what lies outside."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.handlers import Sink

from tests.servers import mail_server
from tocsin.dispatch import Channel, Folder, Screen, Smtp
from tocsin.model import (
    Attempt,
    Contact,
    Delivery,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Program,
    Tlp,
)

AT = datetime(2024, 3, 7, 18, 30, tzinfo=UTC)
ADDRESS = "control-room@venue.example"
NOTICE = Notice(
    kind=NoticeKind.BRIEFING, incident="i", decision="d", recipient="r", contacts=(), language="en",
    status=NoticeStatus.EXERCISE, marking=Tlp.GREEN, headline="Threat to concerts", above=(),
    below=(Line(text="Stay away."),), disclosures=(), media_type="text/plain", body="Stay away.\n", sent=AT,
    expires=AT.replace(day=9), identifier="x",
)  # fmt: skip
BROKEN: dict[str, Callable[[Path], Channel]] = {
    "mail": lambda _: Smtp(host="127.0.0.1", port=1, sender="desk@tocsin.example", timeout=1),
    "folder": lambda path: Folder(path / "in the way"),
    "screen": lambda _: Screen(_closed()),
}


def _closed() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.fixture(params=["mail", "folder", "screen"])
def channel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Channel]:
    """Each channel that is shipped, working."""
    if request.param == "folder":
        yield Folder(tmp_path)
    elif request.param == "screen":
        yield Screen(io.StringIO())
    else:
        with mail_server(Sink()) as port:
            yield Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example", timeout=5)


def _attempt(notice: Notice, *, name: str, address: str = ADDRESS) -> Attempt:
    contact = Contact(channel=name, address=address)
    return Attempt(notice=notice.id, contact=contact, number=1, by=Program(name="tocsin", version="0"), at=AT)


def test_what_it_takes_is_accepted_and_not_called_delivered(channel: Channel) -> None:
    made = _attempt(NOTICE, name=channel.name)
    sent = channel.send(NOTICE, contact=made.contact, attempt=made)
    assert sent.outcome is Delivery.ACCEPTED
    assert sent.because.strip()
    assert ADDRESS not in sent.because


def test_the_same_attempt_may_be_made_twice(channel: Channel) -> None:
    made = _attempt(NOTICE, name=channel.name)
    outcomes = [channel.send(NOTICE, contact=made.contact, attempt=made).outcome for _ in range(2)]
    assert outcomes == [Delivery.ACCEPTED] * 2


def test_a_draft_is_refused(channel: Channel) -> None:
    draft = replace(NOTICE, status=NoticeStatus.DRAFT)
    made = _attempt(draft, name=channel.name)
    assert channel.send(draft, contact=made.contact, attempt=made).outcome is Delivery.REFUSED


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_outside_fails_with_a_reason(name: str, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file where a folder must be")
    channel = BROKEN[name](tmp_path)
    made = _attempt(NOTICE, name=name)
    sent = channel.send(NOTICE, contact=made.contact, attempt=made)
    assert sent.outcome is Delivery.FAILED
    assert "may be tried again" in sent.because
    assert ADDRESS not in sent.because

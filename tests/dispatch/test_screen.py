"""The screen."""

import io
from dataclasses import replace

from tocsin.dispatch import Screen
from tocsin.model import Attempt, Contact, Delivery, Notice, Program


def shown(notice: Notice, stream: io.StringIO) -> Delivery:
    contact = Contact(channel="screen", address="stage door")
    attempt = Attempt(notice=notice.id, contact=contact, number=1, by=Program(name="t", version="0"), at=notice.sent)
    return Screen(stream).send(notice, contact=contact, attempt=attempt).outcome


def test_the_whole_text_is_shown_under_its_status(notice: Notice) -> None:
    stream = io.StringIO()
    assert shown(notice, stream) is Delivery.ACCEPTED
    assert "[EXERCISE] TLP:AMBER" in stream.getvalue()
    assert notice.body.rstrip() in stream.getvalue()


def test_an_alert_is_shown_in_words_and_not_as_xml(alert: Notice) -> None:
    stream = io.StringIO()
    shown(alert, stream)
    assert "Avoid large gatherings." in stream.getvalue()
    assert "<alert>" not in stream.getvalue()


def test_nothing_in_a_notice_can_steer_the_terminal(notice: Notice) -> None:
    stream = io.StringIO()
    shown(replace(notice, body="safe\x1b[2J\u202eback\x07", headline="a\x1b]0;b"), stream)
    assert not set(stream.getvalue()) & set("\x1b\u202e\x07")
    assert "<1b>[2J<202e>back<7>" in stream.getvalue()


def test_a_closed_stream_fails(notice: Notice) -> None:
    stream = io.StringIO()
    stream.close()
    assert shown(notice, stream) is Delivery.FAILED

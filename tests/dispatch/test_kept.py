"""One conversation with a mail server for many messages: kept while it holds, and no message in it twice."""

import smtplib
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.handlers import Sink

from tests.dispatch.conftest import attempt
from tests.servers import mail_server
from tocsin.dispatch import Screen, Sent, Smtp
from tocsin.dispatch.channel import Channel, Keeping, kept
from tocsin.model import Delivery, Notice

ACCEPTED, REFUSED, FAILED, UNKNOWN = Delivery.ACCEPTED, Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN
ONE_BY_ONE = ["EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"]


def mail(port: int) -> Smtp:
    return Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example", timeout=0.5)


def send(channel: Channel, notice: Notice, number: int) -> Sent:
    """The notice to a recipient of its own."""
    made = attempt(notice, f"{number}@house.example")
    return channel.send(notice, contact=made.contact, attempt=made)


def three(port: int, notice: Notice) -> list[Sent]:
    with kept({"mail": mail(port)}) as ways:
        return [send(ways["mail"], notice, number) for number in range(3)]


def recipients(texts: list[bytes]) -> list[int]:
    return [int(message_from_bytes(text)["To"][0]) for text in texts]


def test_many_messages_are_one_conversation_and_it_ends_in_order(notice: Notice, serve: Callable[..., Any]) -> None:
    server = serve()
    assert [s.outcome for s in three(server.port, notice)] == [ACCEPTED] * 3
    assert (server.conversations, server.heard) == (1, ONE_BY_ONE)
    assert recipients(server.texts) == [0, 1, 2]


def test_without_a_block_each_message_is_a_conversation(notice: Notice, serve: Callable[..., Any]) -> None:
    server = serve()
    assert [send(mail(server.port), notice, n).outcome for n in range(2)] == [ACCEPTED] * 2
    assert server.conversations == 2


@pytest.mark.parametrize(
    ("script", "outcomes", "conversations", "taken"),
    [
        pytest.param({"RCPT": ["550 5.1.1 nobody"]}, [REFUSED, ACCEPTED, ACCEPTED], 1, [1, 2], id="refused"),
        pytest.param({"DATA": ["554 no"]}, [REFUSED, ACCEPTED, ACCEPTED], 1, [1, 2], id="no text wanted"),
        pytest.param({"RCPT": ["", "550 a", "550 b"]}, [ACCEPTED, REFUSED, ACCEPTED], 2, [0, 2], id="refused again"),
        pytest.param({"DATA": ["", "554 a", "554 b"]}, [ACCEPTED, REFUSED, ACCEPTED], 2, [0, 2], id="no text, again"),
        pytest.param(
            {"RCPT": ["", "550 enough for today"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="enough, said as refusal"
        ),
        pytest.param({"text": ["", "554 5.7.1 spam"]}, [ACCEPTED, REFUSED, ACCEPTED], 1, [0, 1, 2], id="spam"),
        pytest.param({"RCPT": ["550 no"], "RSET": "502 what"}, [REFUSED, ACCEPTED, ACCEPTED], 2, [1, 2], id="no RSET"),
        pytest.param({"RCPT": ["550 no"], "RSET": None}, [REFUSED, ACCEPTED, ACCEPTED], 2, [1, 2], id="gone at RSET"),
        pytest.param({"RCPT": ["", "450 later"]}, [ACCEPTED, FAILED, ACCEPTED], 2, [0, 2], id="put off"),
        pytest.param({"text": ["", "452 full"]}, [ACCEPTED, FAILED, ACCEPTED], 2, [0, 1, 2], id="text put off"),
        pytest.param({"text": ["", "421 bye"]}, [ACCEPTED, FAILED, ACCEPTED], 2, [0, 1, 2], id="closing after text"),
        pytest.param({"MAIL": ["", None]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="gone at MAIL"),
        pytest.param({"RCPT": ["", None]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="gone at RCPT"),
        pytest.param({"DATA": ["", None]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="gone at DATA"),
        pytest.param({"MAIL": ["", "stall"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="silent at MAIL"),
        pytest.param({"MAIL": ["", "421 bye"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="closing at MAIL"),
        pytest.param({"RCPT": ["", "421 bye"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="closing at RCPT"),
        pytest.param({"DATA": ["", "421 bye"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="closing at DATA"),
        pytest.param({"MAIL": ["", "452 enough"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="enough of us"),
        pytest.param({"MAIL": ["", "503 nested"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="one message a conversation"),
        pytest.param({"RCPT": ["", None, None]}, [ACCEPTED, FAILED, ACCEPTED], 3, [0, 2], id="gone twice"),
        pytest.param({"MAIL": ["", None, "553 no"]}, [ACCEPTED, REFUSED, ACCEPTED], 2, [0, 2], id="gone, refused"),
        pytest.param({"text": ["", None]}, [ACCEPTED, UNKNOWN, ACCEPTED], 2, [0, 1, 2], id="gone after the text"),
        pytest.param({"text": ["", "stall"]}, [ACCEPTED, UNKNOWN, ACCEPTED], 2, [0, 1, 2], id="silent after the text"),
        pytest.param({"text": ["250 a\r\n250 b"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="a line too many"),
        pytest.param({"text": ["250 a\r\n550 b"]}, [ACCEPTED] * 3, 2, [0, 1, 2], id="a no too many"),
        pytest.param({"text": ["", "???"]}, [ACCEPTED, UNKNOWN, ACCEPTED], 2, [0, 1, 2], id="not to be read"),
    ],
)
def test_what_becomes_of_one_message_is_not_laid_upon_the_next(
    *, notice: Notice, serve: Callable[..., Any], script: dict[str, Any], outcomes: list[Delivery], conversations: int,
    taken: list[int],
) -> None:  # fmt: skip
    """The texts that a server was given are each given once, whatever it answers."""
    server = serve(**script)
    sent = three(server.port, notice)
    assert [s.outcome for s in sent] == outcomes
    assert (server.conversations, recipients(server.texts)) == (conversations, taken)
    assert not any("house.example" in s.because for s in sent)


def test_a_server_that_was_restarted_meanwhile_gets_the_next_message(notice: Notice, silent_port: int) -> None:
    with kept({"mail": mail(silent_port)}) as ways:
        for number in range(3):
            with mail_server(Sink(), port=silent_port):
                outcomes = [send(ways["mail"], notice, number).outcome for _ in range(2)]
            assert outcomes == [ACCEPTED] * 2
        gone = send(ways["mail"], notice, 9)
    assert gone.outcome is FAILED
    assert "ConnectionRefusedError" in gone.because


@pytest.mark.parametrize("out", [False, True])
def test_who_is_broken_off_inside_a_message_leaves_no_half_of_it_to_the_next(
    *, notice: Notice, serve: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, out: bool
) -> None:
    """As by Ctrl-C, or by a fault of ours, when the server waits for the text, or has it."""
    server = serve()
    real, left = smtplib.SMTP.send, [True]

    def broken(client: smtplib.SMTP, given: str | bytes) -> None:
        text = isinstance(given, bytes)  # what is not, is a command
        if out or not text or not left:
            real(client, given)
        if text and left:
            left.pop()
            raise ZeroDivisionError

    monkeypatch.setattr(smtplib.SMTP, "send", broken)
    with kept({"mail": mail(server.port)}) as ways:
        with pytest.raises(ZeroDivisionError):
            send(ways["mail"], notice, 0)
        assert send(ways["mail"], notice, 1).outcome is ACCEPTED
    assert server.heard == ["EHLO", "MAIL", "RCPT", "DATA"] * 2 + ["QUIT"], "nothing more is said in the first"
    assert sorted(recipients(server.texts)) == ([0, 1] if out else [1])


def test_a_message_that_cannot_be_written_leaves_the_conversation_as_it_was(
    notice: Notice, serve: Callable[..., Any]
) -> None:
    server = serve()
    with kept({"mail": mail(server.port)}) as ways:
        broken = replace(notice, headline="a\nb")
        outcomes = [send(ways["mail"], each, 0).outcome for each in (notice, broken, notice)]
    assert outcomes == [ACCEPTED, REFUSED, ACCEPTED]
    assert (server.conversations, len(server.texts)) == (1, 2)


def test_a_channel_that_keeps_nothing_open_is_used_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    import sys  # noqa: PLC0415 - the stream as it is captured

    screen = Screen(sys.stdout)
    assert not isinstance(screen, Keeping)
    with kept({"screen": screen}) as ways:
        assert ways == {"screen": screen}
    assert capsys.readouterr().out == ""

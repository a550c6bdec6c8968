"""Mail, in real conversations with servers that behave well and badly."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from tests.servers import mail_server
from tocsin.dispatch import Sent, Smtp
from tocsin.model import Attempt, BadInput, Contact, Delivery, Notice, NoticeStatus, Program

ADDRESS = "desk@embassy.example"


def send(notice: Notice, port: int, *, address: str = ADDRESS, **more: Any) -> Sent:
    contact = Contact(channel="mail", address=address)
    attempt = Attempt(
        notice=notice.id, contact=contact, number=1, by=Program(name="tocsin", version="0"), at=notice.sent
    )
    mail = Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example", timeout=0.5, **more)
    return mail.send(notice, contact=contact, attempt=attempt)


class Keeper:
    """Keeps what a server that others wrote makes of our message."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802, ARG002
        """Called by the server for each message."""
        self.kept.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 2.0.0 taken"


def test_a_real_server_takes_it_and_has_the_exact_text(notice: Notice) -> None:
    keeper = Keeper()
    with mail_server(keeper) as port:
        sent = send(notice, port)
    assert sent.outcome is Delivery.ACCEPTED
    ((sender, recipients, content),) = keeper.kept
    assert (sender, recipients) == ("desk@tocsin.example", [ADDRESS])
    message = message_from_bytes(content, policy=default)
    assert message["X-Tocsin-Notice"] == notice.id
    assert message.get_content().replace("\r\n", "\n") == notice.body


def test_acceptance_is_never_called_delivered(notice: Notice, serve: Callable[..., Any]) -> None:
    sent = send(notice, serve().port)
    assert sent.outcome is Delivery.ACCEPTED
    assert "deliver" not in sent.because


@pytest.mark.parametrize(
    ("script", "outcome", "word"),
    [
        ({"RCPT": f"550 5.1.1 <{ADDRESS}>: no such user"}, Delivery.REFUSED, "550 5.1.1"),
        ({"RCPT": "500 what?"}, Delivery.REFUSED, "(500)"),
        ({"text": "599 never"}, Delivery.REFUSED, "(599)"),
        ({"RCPT": "499 some day"}, Delivery.FAILED, "may be tried again"),
        ({"MAIL": "553 no"}, Delivery.REFUSED, "sender"),
        ({"RCPT": f"450 4.2.1 {ADDRESS} is busy"}, Delivery.FAILED, "may be tried again"),
        ({"DATA": "451 later"}, Delivery.FAILED, "may be tried again"),
        ({"greeting": "421 closing"}, Delivery.FAILED, "may be tried again"),
        ({"text": "452 4.3.1 full"}, Delivery.FAILED, "may be tried again"),
        ({"text": f"554 5.7.1 {ADDRESS} looks like spam"}, Delivery.REFUSED, "554 5.7.1"),
        ({"text": "???"}, Delivery.UNKNOWN, "could not be read"),
        ({"text": None}, Delivery.UNKNOWN, "may have gone out"),
        ({"text": "stall"}, Delivery.UNKNOWN, "may have gone out"),
        ({"RCPT": None}, Delivery.FAILED, "may be tried again"),
        ({"RCPT": "stall"}, Delivery.FAILED, "may be tried again"),
        ({"greeting": "stall"}, Delivery.FAILED, "may be tried again"),
    ],
)
def test_each_way_of_failing_is_told_from_the_others(
    notice: Notice, serve: Callable[..., Any], script: dict[str, str | None], outcome: Delivery, word: str
) -> None:
    sent = send(notice, serve(**script).port)
    assert sent.outcome is outcome
    assert word in sent.because
    assert ADDRESS not in sent.because


def test_nobody_listens(notice: Notice, silent_port: int) -> None:
    sent = send(notice, silent_port)
    assert sent.outcome is Delivery.FAILED
    assert "ConnectionRefusedError" in sent.because


def test_without_encryption_nothing_is_sent_where_it_is_asked_for(notice: Notice, serve: Callable[..., Any]) -> None:
    server = serve()
    sent = send(notice, server.port, starttls=True)
    assert sent.outcome is Delivery.FAILED
    assert "offers no encryption, and none is sent in clear" in sent.because
    assert "MAIL" not in server.heard


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<x@y.example>", "a@b, c@d", "", "a b@c", "ä@b.example"])
def test_an_address_that_is_none_never_reaches_the_server(
    notice: Notice, serve: Callable[..., Any], address: str
) -> None:
    server = serve()
    sent = send(notice, server.port, address=address)
    assert sent.outcome is Delivery.REFUSED
    assert server.heard == []


def test_a_headline_with_a_line_break_is_refused(notice: Notice, serve: Callable[..., Any]) -> None:
    server = serve()
    sent = send(replace(notice, headline="All clear\r\nBcc: everyone@example"), server.port)
    assert sent.outcome is Delivery.REFUSED
    assert server.heard == []


def test_a_draft_is_not_sent(notice: Notice, serve: Callable[..., Any]) -> None:
    assert send(replace(notice, status=NoticeStatus.DRAFT), serve().port).outcome is Delivery.REFUSED


def test_lines_that_open_with_a_dot_arrive_whole(notice: Notice, serve: Callable[..., Any]) -> None:
    server = serve()
    plain = replace(notice, body="one\n.two\n..three\n.\nfour\n")
    assert send(plain, server.port).outcome is Delivery.ACCEPTED
    text = server.text.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
    arrived = message_from_bytes(text, policy=default).get_content()  # type: ignore[attr-defined]
    assert arrived.replace("\r\n", "\n") == plain.body


def test_a_sender_that_is_no_address_is_wrong_use() -> None:
    with pytest.raises(BadInput):
        Smtp(host="127.0.0.1", sender="nobody\nat all")


def test_a_password_is_never_shown() -> None:
    assert "hunter2" not in repr(Smtp(host="h", sender="a@b.example", user="u", password="hunter2"))


@pytest.mark.parametrize("port", [0, -1, 65_536, 89_250, "25"])
def test_a_port_that_there_is_not_is_refused_when_it_is_set_up(port: object) -> None:
    with pytest.raises(BadInput, match="port is"):
        Smtp(host="mail.example", sender="desk@house.example", port=port)  # type: ignore[arg-type]

"""Mail by SMTP (RFC 5321), step by step, so that each way of failing is told from the others."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tocsin.dispatch.channel import Sent, failed, kind_of, remarked
from tocsin.dispatch.message import address, compose
from tocsin.model import Attempt, BadInput, Contact, Delivery, Notice

_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_READY_FOR_DATA = 354
_CLOSING = 421
_PORTS = 65_536
_BROKEN = (OSError, smtplib.SMTPException, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server. `timeout` is in seconds, for each step of the conversation.

    With `starttls` the conversation is encrypted and the certificate checked, or nothing is sent. A
    server's acceptance is ACCEPTED and never delivered: it says nothing of the mailbox. What it says in words
    is not repeated, since servers put addresses into it; its codes are. `text` gives the text of an alert as it leaves.
    `helo` is what we call ourselves to the server, who writes it into the message; else it is this machine's name.
    """

    host: str
    sender: str
    port: int = 25
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0
    helo: str = ""
    name: str = "mail"
    link: Callable[[Notice, Attempt], str] | None = field(default=None, repr=False)
    text: Callable[[Notice], str] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        address(self.sender, what="the sender's address")
        if not isinstance(self.port, int) or not 0 < self.port < _PORTS:
            raise BadInput(where="mail", what=f"port is {self.port!r}", now="it is a number from 1 to 65535")

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """One conversation, one recipient."""
        with self.kept() as line:
            return line.send(notice, contact=contact, attempt=attempt)

    @contextmanager
    def kept(self) -> "Iterator[Conversation]":
        """A conversation that goes on from one notice to the next, until the end of the block."""
        line = Conversation(server=self)
        try:
            yield line
        finally:
            line.end()

    def composed(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> bytes:
        """The message for one attempt, as it goes over the line.

        Raises:
            BadInput: it cannot be written as mail.
        """
        link = self.link(notice, attempt) if self.link else ""
        text = self.text(notice) if self.text else ""
        message = compose(notice, contact=contact, attempt=attempt, sender=self.sender, link=link, text=text)
        return _dotted(message.as_bytes())

    def ready(self, client: smtplib.SMTP) -> Sent | None:
        """Connect, encrypt and log in; None when the server is ready for a sender.

        Raises:
            OSError, SMTPException, ValueError: it was not reached, or fell silent.
        """
        code, words = client.connect(self.host, self.port)
        if not _good(code):
            return _answered("the greeting", code, words)
        client.ehlo_or_helo_if_needed()
        if self.starttls:
            if not client.has_extn("starttls"):
                return failed("the mail server offers no encryption, and none is sent in clear")
            code, words = client.starttls(context=ssl.create_default_context())
            if not _good(code):
                return _answered("STARTTLS", code, words)
            client.ehlo_or_helo_if_needed()
        if self.user:
            try:
                client.login(self.user, self.password)
            except smtplib.SMTPAuthenticationError as error:
                return failed(f"the mail server refused our login ({error.smtp_code})")
        return None


@dataclass(slots=True, kw_only=True)
class Conversation:
    """One conversation with a mail server, opened with the first message and kept for those that follow.

    It is kept after what was taken and what was refused for good; anything else ends it, and the next message opens
    another. A conversation kept from before may have ended without our knowing, and a server may have had enough of
    it, in whatever words: what it turns down before the text is handed over once more in a new one, unless recipient
    or text were but put off. From the moment the text is on its way nothing is ever said again here.
    """

    server: Smtp
    client: smtplib.SMTP | None = None

    @property
    def name(self) -> str:
        """What contacts call the channel."""
        return self.server.name

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """One message to one recipient."""
        try:
            message = self.server.composed(notice, contact=contact, attempt=attempt)
        except BadInput as error:
            return Sent(outcome=Delivery.REFUSED, because=f"{error.where}: {error.what}")
        try:
            return remarked(self._sent(message, to=contact.address), notice, text=self.server.text)
        except BaseException:  # then nobody knows where the conversation stands
            self._drop()
            raise

    def _sent(self, message: bytes, *, to: str) -> Sent:
        """Hand it over in the conversation that is kept, or in a new one."""
        if self.client is not None:
            try:
                return self._hand_over(self.client, message, to=to, again=True)
            except _BROKEN:
                self._drop()
        client = self.client = smtplib.SMTP(local_hostname=self.server.helo or None, timeout=self.server.timeout)
        try:
            unready = self.server.ready(client)
            if unready is not None:
                self._drop()
                return unready
            return self._hand_over(client, message, to=to, again=False)
        except _BROKEN as error:
            self._drop()
            return failed(f"the mail server was not reached, or fell silent before the text: {kind_of(error)}")

    def end(self) -> None:
        """Take leave, if anybody is there."""
        if self.client is not None:
            with suppress(*_BROKEN):
                self.client.quit()
        self._drop()

    def _hand_over(self, client: smtplib.SMTP, message: bytes, *, to: str, again: bool) -> Sent:
        """Sender, recipient, text. From the moment the text is on its way, silence means unknown.

        Raises:
            OSError, SMTPException, ValueError: the server fell silent before the text; with `again` also where it
                turned the message down in words that may be about the conversation.
        """
        steps: tuple[tuple[str, Callable[[], tuple[int, bytes]]], ...] = (
            ("the sender", lambda: client.mail(self.server.sender)),
            ("the recipient", lambda: client.rcpt(to)),
            ("the text", lambda: client.docmd("DATA")),
        )
        for step, said in steps:
            code, words = said()
            if not (code == _READY_FOR_DATA if step == "the text" else _good(code)):
                put_off = 400 <= code <= 499 and code != _CLOSING and step != "the sender"  # noqa: PLR2004 - RFC 5321
                if again and not put_off:
                    raise smtplib.SMTPServerDisconnected("it may have had enough of this conversation")
                return self._turned_down(client, step, code, words)
        try:
            client.send(message)
            code, words = client.getreply()
        except _BROKEN as error:
            self._drop()
            because = f"the mail server fell silent after the text, so it may have gone out: {kind_of(error)}"
            return Sent(outcome=Delivery.UNKNOWN, because=because)
        if _good(code):
            return Sent(outcome=Delivery.ACCEPTED, because=f"the mail server took it ({_code(code, words)})")
        if code // 100 not in {4, 5}:
            self._drop()
            return Sent(outcome=Delivery.UNKNOWN, because="the mail server's answer to the text could not be read")
        return self._turned_down(client, "the text", code, words)

    def _turned_down(self, client: smtplib.SMTP, step: str, code: int, words: bytes) -> Sent:
        """What a refusal means for this message; the next one begins anew, here or in another conversation."""
        sent = _answered(step, code, words)
        with suppress(*_BROKEN):
            if sent.outcome is Delivery.REFUSED and _good(client.rset()[0]):
                return sent
        self.end()
        return sent

    def _drop(self) -> None:
        if self.client is not None:
            self.client.close()
        self.client = None


def _good(code: int) -> bool:
    return 200 <= code <= 299  # noqa: PLR2004 - RFC 5321, 4.2.1: a completion reply


def _answered(step: str, code: int, words: bytes) -> Sent:
    if 500 <= code <= 599:  # noqa: PLR2004 - RFC 5321, 4.2.1: a permanent refusal
        return Sent(outcome=Delivery.REFUSED, because=f"the mail server refused {step} ({_code(code, words)})")
    return failed(f"the mail server put off {step} ({_code(code, words)})")


def _code(code: int, words: bytes) -> str:
    found = _ENHANCED.match(words)
    return f"{code} {found[1].decode('ascii')}" if found else str(code)


def _dotted(message: bytes) -> bytes:
    """The text as DATA wants it: CRLF, leading dots doubled, a lone dot at the end (RFC 5321, 4.5.2)."""
    lines = message.removesuffix(b"\r\n").split(b"\r\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines) + b".\r\n"

"""Signed webhooks: a notice as JSON by POST, to an address that was looked at before anything is sent there.

Headers and signature are those of Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body. Nothing is
followed, and no proxy is looked for: a notice goes where the register says, or nowhere.
"""

import base64
import binascii
import hashlib
import hmac
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import time
from urllib.parse import SplitResult, urlsplit

from tocsin.codec import canonical
from tocsin.dispatch.channel import Sent, failed, kind_of, remarked
from tocsin.dispatch.message import subject, words
from tocsin.model import Attempt, BadInput, Contact, Delivery, Notice, NoticeKind, NoticeStatus

LARGEST = 2**20
"""Bytes of a notice that are posted, at most."""
_PREFIX = "whsec_"
_SHORTEST_SECRET = 24
_URL = re.compile(r"[!-\[\]-~]+")
_PORTS = {"https": 443, "http": 80}
_MOST_READ = 2**16

Address = IPv4Address | IPv6Address
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses that carry one of IPv4 through a translator (RFC 6052)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Webhooks that are signed with one secret, "whsec_" and at least 24 bytes in base64.

    `private` allows addresses of private networks and of this machine, `clear` allows http; neither is usual. `timeout`
    is in seconds, for the whole conversation. `link` gives the address at which a recipient may acknowledge,
    `text` the text of an alert as it leaves.
    """

    secret: str = field(repr=False)
    private: bool = False
    clear: bool = False
    timeout: float = 20.0
    link: Callable[[Notice, Attempt], str] | None = field(default=None, repr=False)
    text: Callable[[Notice], str] | None = field(default=None, repr=False)
    name: str = "webhook"

    def __post_init__(self) -> None:
        _key(self.secret)

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """One POST to one address."""
        if notice.status is NoticeStatus.DRAFT:
            return Sent(outcome=Delivery.REFUSED, because="it is a draft, and drafts are not sent")
        url = self._url(contact.address)
        text = self.text(notice) if self.text else notice.body
        body = payload(notice, attempt=attempt, text=text, link=self.link(notice, attempt) if self.link else "")
        if url is None or len(body) > LARGEST:
            because = "its address cannot be used, or is not https" if url is None else "it is too large to be posted"
            return Sent(outcome=Delivery.REFUSED, because=because)
        expired = threading.Event()
        try:
            found = self._resolve(url)
            if isinstance(found, Sent):
                return found
            sent = self._post(url, found, body, key=attempt.key, attempt=attempt.id, expired=expired)
            return remarked(sent, notice, text=self.text)
        except (OSError, UnicodeError) as error:
            return failed(f"it was not reached: {kind_of(error)}")

    def _url(self, address: str) -> SplitResult | None:
        """The address taken apart, where it may be used: https (or http where allowed), no user, no fragment."""
        try:
            url = urlsplit(address)
            sound = _URL.fullmatch(address) and url.hostname and url.port != 0 and "@" not in url.netloc
        except ValueError:
            return None
        allowed = {"https", "http"} if self.clear else {"https"}
        return url if sound and url.scheme in allowed and not url.fragment else None

    def _resolve(self, url: SplitResult) -> tuple[Address, ...] | Sent:
        """The addresses that may be connected to: looked up once, and every answer must be one we may go to."""
        port = url.port or _PORTS[url.scheme]
        answers = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
        found = [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]
        if not found:
            return failed("its name has no address")
        if not self.private and any(not is_public(each) for each in found):
            because = "it leads into a private network, and the office does not allow that"
            return Sent(outcome=Delivery.REFUSED, because=because)
        return tuple(dict.fromkeys(found))

    def _post(
        self, url: SplitResult, to: Sequence[Address], body: bytes, *, key: str, attempt: str, expired: threading.Event
    ) -> Sent:  # fmt: skip
        """From the moment the body is on its way, silence means unknown."""
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        with _connected(url, to, timeout=self.timeout, expired=expired) as connection:
            connection.putrequest("POST", path, skip_accept_encoding=True)
            for name, value in headers(body, key=key, attempt=attempt, secret=self.secret, at=int(time())).items():
                connection.putheader(name, value)
            try:
                connection.endheaders(body)
                answer = connection.getresponse()
                answer.read(_MOST_READ)
                if expired.is_set():
                    raise TimeoutError
            except (OSError, HTTPException, ValueError) as error:
                kind = "TimeoutError" if expired.is_set() else kind_of(error)
                because = f"no whole answer came after it was posted, so it may have arrived: {kind}"
                return Sent(outcome=Delivery.UNKNOWN, because=because)
        return _answered(answer.status)


def payload(notice: Notice, *, attempt: Attempt, text: str, link: str) -> bytes:
    """The body: what a recipient needs and nothing that is kept back from them, as canonical JSON."""
    told = {
        "type": "tocsin.notice", "key": attempt.key, "notice": notice.id, "identifier": notice.identifier,
        "kind": notice.kind.value, "status": notice.status.value, "marking": f"TLP:{notice.marking}",
        "subject": subject(notice), "language": notice.language, "sent": notice.sent.isoformat(),
        "expires": notice.expires.isoformat(), "media_type": notice.media_type, "body": text,
    }  # fmt: skip
    if notice.kind is NoticeKind.ALERT:
        told["text"] = words(notice.below)
    if link:
        told["acknowledge"] = link
    return canonical(told).encode("utf-8", "replace")


def headers(body: bytes, *, key: str, attempt: str, secret: str, at: int) -> dict[str, str]:
    """The headers of a webhook; `at` is in seconds since 1970. A second attempt has the same id."""
    signed = hmac.new(_key(secret), f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json", "Content-Length": str(len(body)), "User-Agent": "tocsin",
        "Connection": "close", "Idempotency-Key": key, "X-Tocsin-Attempt": attempt, "webhook-id": key,
        "webhook-timestamp": str(at), "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }  # fmt: skip


def _key(secret: str) -> bytes:
    """The bytes of a secret.

    Raises:
        BadInput: it is none. The message does not repeat it.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True) if secret.startswith(_PREFIX) else b""
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _SHORTEST_SECRET:
        what = f'it is no secret: "{_PREFIX}" and at least {_SHORTEST_SECRET} bytes in base64'
        now = 'python3 -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'
        raise BadInput(where="webhook, secret", what=what, now=now)
    return key


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet; those that carry another inside are judged by that, too."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inside is not None and not is_public(inside):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@contextmanager
def _connected(
    url: SplitResult, to: Sequence[Address], *, timeout: float, expired: threading.Event
) -> Iterator[HTTPConnection]:
    """A connection to exactly these addresses, the first that answers, as the named host; cut when its time is over."""
    port = url.port or _PORTS[url.scheme]
    raw = _reached(to, port, timeout=timeout)
    alarm = threading.Timer(timeout, _cut, (raw, expired))
    alarm.daemon = True
    alarm.start()
    connection = HTTPConnection(url.hostname or "", port, timeout=timeout)
    try:
        connection.sock = raw
        if url.scheme == "https":
            connection.default_port = _PORTS["https"]
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=url.hostname)
        yield connection
    finally:
        alarm.cancel()
        connection.close()
        raw.close()


def _reached(to: Sequence[Address], port: int, *, timeout: float) -> socket.socket:
    for address in to[:-1]:
        with suppress(OSError):
            return socket.create_connection((str(address), port), timeout=timeout)
    return socket.create_connection((str(to[-1]), port), timeout=timeout)


def _cut(connection: socket.socket, expired: threading.Event) -> None:
    expired.set()
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _answered(status: int) -> Sent:
    """What a status means (RFC 9110, 15): only some say for certain that nothing was taken."""
    if 200 <= status <= 299:  # noqa: PLR2004 - RFC 9110, 15.3
        return Sent(outcome=Delivery.ACCEPTED, because=f"the webhook took it ({status})")
    if status in {408, 425, 429, 503}:
        return failed(f"the webhook put it off ({status})")
    if 300 <= status <= 399:  # noqa: PLR2004 - RFC 9110, 15.4
        because = f"the webhook sends us elsewhere ({status}), and nobody goes there unasked"
        return Sent(outcome=Delivery.REFUSED, because=because)
    if 400 <= status <= 499:  # noqa: PLR2004 - RFC 9110, 15.5
        return Sent(outcome=Delivery.REFUSED, because=f"the webhook refused it ({status})")
    because = f"the webhook failed after it was posted ({status}), so it may have arrived"
    return Sent(outcome=Delivery.UNKNOWN, because=because)

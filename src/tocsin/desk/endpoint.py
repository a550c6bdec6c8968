"""The one way out for a reader that asks: one question to one endpoint, as a chat completion, and its answer back.

Nothing is followed, repeated, unpacked or taken from the environment but the key, and a proxy is not one of the things
that are looked for: the text of a report goes where it was told to go, or nowhere.
"""

import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tocsin.model import BadInput, TocsinError, Unavailable
from tocsin.reading import Question

WHERE = "the endpoint"
CONNECT = 10.0
"""Seconds to reach it."""
LARGEST = 2**20
"""Bytes of an answer that are taken into memory: some hundred times what a question can need."""
_KEY = re.compile(r"[!-~]+")
_URL = re.compile(r"[!-\[\]-~]+")
_TELLING = 16
"""From this length on a key does not stand in an answer by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, which model, and for how long.

    `patience` is in seconds: for a silence, and for everything from the connection to the last byte. `key` goes into
    one header and nowhere else.
    """

    base: SplitResult
    model: str
    key: str = field(default="", repr=False)
    patience: float = 300.0

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self.base.hostname or ""

    @property
    def stays(self) -> bool:
        """Whether what is asked stays on this machine."""
        return is_loopback(self.host)

    @property
    def clear(self) -> bool:
        """Whether the question, and the key, can be read on their way."""
        return self.base.scheme == "http" and not self.stays

    def ask(self, question: Question) -> str:
        """The text of the answer to a question.

        An endpoint that refuses a question which asks for JSON by name is asked once without: not all know the word.

        Raises:
            Unavailable: it cannot be reached, falls silent, breaks off, turns us away, or sends us elsewhere.
            BadInput: this question was refused, or its answer is no whole answer.
        """
        asked = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": question.instructions},
                {"role": "user", "content": question.passages},
            ],
            "temperature": 0,
            "stream": False,
        }
        status, body = self._post({**asked, "response_format": {"type": "json_object"}})
        if status in _NOT_UNDERSTOOD:
            status, body = self._post(asked)
        if status != _OK:
            raise _turned_down(status)
        answer = _content(body)
        if len(self.key) >= _TELLING and self.key in answer:
            raise BadInput(where=WHERE, what="the answer repeats the key, and is not kept", now="change the key")
        return answer

    def _post(self, asked: Mapping[str, Any]) -> tuple[int, bytes]:
        """The status and, where that is 200, the body."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity",
                   "User-Agent": "tocsin", "Connection": "close"}  # fmt: skip
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        expired = threading.Event()
        try:
            with self._connected(expired) as connection:
                path = f"{self.base.path.rstrip('/')}/chat/completions"
                connection.request("POST", path, body=json.dumps(asked).encode("ascii"), headers=headers)
                with connection.getresponse() as answer:
                    body = _body(answer) if answer.status == _OK else b""
        except (OSError, HTTPException) as error:
            raise self._failed(error, expired=expired) from error
        if expired.is_set():
            raise self._failed(TimeoutError(), expired=expired)
        return answer.status, body

    @contextmanager
    def _connected(self, expired: threading.Event) -> Iterator[HTTPConnection]:
        """A connection, which is cut when the patience is at its end."""
        port, wait = self.base.port, min(CONNECT, self.patience)
        if self.base.scheme == "https":
            context = ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(self.host, port, timeout=wait, context=context)
        else:
            connection = HTTPConnection(self.host, port, timeout=wait)
        with closing(connection):
            connection.connect()
            connection.sock.settimeout(self.patience)
            alarm = threading.Timer(self.patience, _cut, (connection.sock, expired))
            alarm.daemon = True
            alarm.start()
            try:
                yield connection
            finally:
                alarm.cancel()

    def _failed(self, error: Exception, *, expired: threading.Event) -> Unavailable:
        """What went wrong on the way, in our own words; never in those of the other side."""
        now = "see that it runs, and its address; then read again"
        if expired.is_set() or isinstance(error, TimeoutError):
            what = f"no whole answer came within {self.patience:g} seconds"
            return Unavailable(where=WHERE, what=what, now="read again with more --patience, or with a faster model")
        if isinstance(error, ConnectionRefusedError):
            return Unavailable(where=WHERE, what="nothing listens there", now=now)
        if isinstance(error, socket.gaierror):
            return Unavailable(where=WHERE, what="there is no such host", now=now)
        if isinstance(error, ssl.SSLCertVerificationError):
            what = f"its certificate does not hold ({error.verify_message})"
            return Unavailable(where=WHERE, what=what, now="nothing was sent; see its address and its certificate")
        return Unavailable(where=WHERE, what=f"the connection broke off ({type(error).__name__})", now=now)


def endpoint(url: str, *, model: str, key: str, in_clear: bool, patience: float) -> Endpoint:
    """The endpoint of an address: `/chat/completions` is added to it.

    Raises:
        BadInput: the address or the key cannot be used, or the way there could be listened to.
    """
    try:
        base = urlsplit(url)
        sound = _URL.fullmatch(url) and base.scheme in {"http", "https"} and base.hostname and base.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise BadInput(where="--endpoint", what="this is no address", now="write one like http://127.0.0.1:8080/v1")
    if "@" in base.netloc or base.query or base.fragment:
        what = "an address holds no name, password, question mark or fragment here"
        raise BadInput(where="--endpoint", what=what, now="put the key into TOCSIN_ENDPOINT_KEY")
    if key and not _KEY.fullmatch(key):
        what = "it holds blanks or characters that no key has"
        raise BadInput(where="TOCSIN_ENDPOINT_KEY", what=what, now="set it again, without quotation marks or line ends")
    found = Endpoint(base=base, model=model, key=key, patience=patience)
    if found.clear and not in_clear:
        what = f"the way to {found.host} is not encrypted, and reports would be sent along it"
        raise BadInput(where="--endpoint", what=what, now="write https://, or allow it with --in-clear")
    return found


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: localhost, or an address that never leaves it (RFC 6761, RFC 1122)."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


def _cut(connection: socket.socket, expired: threading.Event) -> None:
    """End a conversation from outside: whoever reads from it finds its end."""
    expired.set()
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


# ---- the answer

_OK = 200
_NOT_UNDERSTOOD = frozenset({400, 422})
_PIECE = 2**16


def _body(answer: HTTPResponse) -> bytes:
    """The whole body, or none of it."""
    if answer.getheader("Content-Encoding", "identity").strip().lower() != "identity":
        raise BadInput(where=WHERE, what="the answer is packed, though we asked for it plain", now="see its settings")
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            what = f"the answer is larger than {LARGEST // 2**20} MiB, and was not read to its end"
            raise BadInput(where=WHERE, what=what, now="read it again, or with another model")
    if answer.length:
        raise IncompleteRead(b"", answer.length)
    return b"".join(pieces)


def _turned_down(status: int) -> TocsinError:
    """What a status other than 200 means for whoever asked."""
    if status in {401, 403}:
        what, now = "it does not know us", "see TOCSIN_ENDPOINT_KEY, and what the key allows"
    elif 300 <= status <= 399:  # noqa: PLR2004 - RFC 9110, 15.4
        what, now = "it sends us elsewhere, and nobody goes there unasked", "name the place itself, if you trust it"
    elif status in {404, 405}:
        what, now = "there is no such place or model there", "the address mostly ends in /v1; see the model's name"
    elif status == 429:  # noqa: PLR2004 - RFC 6585, 4
        what, now = "it wants to be asked less often", "wait, then read again"
    elif 500 <= status <= 599:  # noqa: PLR2004 - RFC 9110, 15.6
        what, now = "it failed", "see its own log, then read again"
    else:
        what, now = "it refused this question", "read again with another model"
        return BadInput(where=WHERE, what=f"{what} (status {status})", now=now)
    return Unavailable(where=WHERE, what=f"{what} (status {status})", now=now)


_CUT_SHORT = {
    "length": ("the model stopped in the middle, at the length it may write", "let it write more, then read again"),
    "content_filter": ("the model's keeper held the answer back (content filter)", "read again with another model"),
}


def _content(body: bytes) -> str:
    """The text of the first choice, which must be whole."""
    try:
        choice = json.loads(body)["choices"][0]
        content, finished = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        what = "the answer is no chat completion, or is not whole"
        raise BadInput(where=WHERE, what=what, now="see that the address is that of an endpoint") from error
    if isinstance(finished, str) and finished in _CUT_SHORT:
        what, now = _CUT_SHORT[finished]
        raise BadInput(where=WHERE, what=what, now=now)
    if not isinstance(content, str) or not content.strip():
        raise BadInput(where=WHERE, what="the model answered with no text", now="read again with another model")
    return content

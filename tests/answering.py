"""An endpoint for tests: a real server on this machine that answers as it is told, and keeps what it was asked."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler, Mapping[str, Any]], None]
"""What is done with one question: the conversation, and the JSON that was sent."""


@dataclass
class Answering:
    """A server that runs: its address, and every question that reached it, with its path and headers."""

    url: str
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: nobody waits longer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The other side may leave whenever it likes."""


@contextmanager
def answering(answer: Answer, *, tls: ssl.SSLContext | None = None) -> Iterator[Answering]:
    """A server on a free port of 127.0.0.1, while the block runs."""

    class Conversation(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            at.asked.append(sent)
            at.paths.append(self.path)
            at.headers.append(dict(self.headers))
            self.over = at.over
            answer(self, sent)

        def log_message(self, *words: object) -> None:
            """Nothing is written to the terminal."""

    server = _Server(("127.0.0.1", 0), Conversation)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    at = Answering(url=f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield at
    finally:
        at.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


# ---- how it answers


def body(data: bytes, *, status: int = 200, **headers: str) -> Answer:
    """These bytes, whole."""

    def answer(to: Handler, _sent: Mapping[str, Any]) -> None:
        to.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(data)

    return answer


def completion(text: Any, *, finished: Any = "stop") -> bytes:
    """A chat completion that says this."""
    message = {"role": "assistant", "content": text}
    return json.dumps(
        {"object": "chat.completion", "choices": [{"message": message, "finish_reason": finished}]}
    ).encode()


def saying(text: Any, *, finished: Any = "stop") -> Answer:
    """The same answer to whatever is asked."""
    return body(completion(text, finished=finished))


def reading_by(sees: Callable[[str], list[dict[str, Any]]]) -> Answer:
    """A model that sees in each passage what `sees` says of its text, and answers in the form that was asked for."""

    def answer(to: Handler, sent: Mapping[str, Any]) -> None:
        rows = [json.loads(line) for line in sent["messages"][1]["content"].split("\n")[1:-1]]
        entries = [{"passage": row["passage"], **entry} for row in rows for entry in sees(row["text"])]
        saying(json.dumps({"statements": entries}))(to, sent)

    return answer


def silent(to: Handler, _sent: Mapping[str, Any]) -> None:
    """Takes the question and never says a word."""
    to.over.wait(5)  # type: ignore[attr-defined]


def dripping(to: Handler, _sent: Mapping[str, Any]) -> None:
    """Never silent for long, and not done for a long time."""
    to.send_response(200)
    to.send_header("Content-Length", "100000")
    to.end_headers()
    _drip(to, b" ")


def dripping_headers(to: Handler, _sent: Mapping[str, Any]) -> None:
    """The same, before it has come to the point."""
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    _drip(to, b"x")


def _drip(to: Handler, drop: bytes) -> None:
    for _ in range(100):
        if to.over.wait(0.02):  # type: ignore[attr-defined]
            return
        to.wfile.write(drop)


def endless(to: Handler, _sent: Mapping[str, Any]) -> None:
    """Fifty megabytes, as fast as they are taken."""
    to.send_response(200)
    to.end_headers()
    for _ in range(50 * 16):
        to.wfile.write(b" " * 2**16)


def cut_off(data: bytes, *, at: int) -> Answer:
    """A body that ends before the length that was announced."""

    def answer(to: Handler, _sent: Mapping[str, Any]) -> None:
        to.send_response(200)
        to.send_header("Content-Length", str(len(data)))
        to.end_headers()
        to.wfile.write(data[:at])
        to.close_connection = True

    return answer


def cut_off_chunk(to: Handler, _sent: Mapping[str, Any]) -> None:
    """A chunked body that ends in the middle of a chunk."""
    to.protocol_version = "HTTP/1.1"
    to.send_response(200)
    to.send_header("Transfer-Encoding", "chunked")
    to.end_headers()
    to.wfile.write(b'100\r\n{"choices": [')
    to.close_connection = True


def garbled(to: Handler, _sent: Mapping[str, Any]) -> None:
    """No HTTP at all."""
    to.wfile.write(b"220 mail.example ESMTP\r\n")

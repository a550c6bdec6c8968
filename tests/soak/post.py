"""A mail server and a web server that misbehave by a seed, and count what they took."""

import asyncio
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP

from tests.servers import mail_server

STALL = 1.6
"""Seconds for which they say nothing: more than the dispatchers' patience."""
NEVER = "never"
"""Addresses that begin so are turned down for good."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that a server took: of which attempt, under which key."""

    attempt: str
    key: str


@dataclass
class Post:
    """What both servers took; `wild` is how often they misbehave, between 0 and 1."""

    chance: random.Random
    wild: float = 0.3
    taken: list[Taken] = field(default_factory=list)
    mail_port: int = 0
    web_port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def mood(self, *moods: str) -> str:
        """How to behave this time: one of these, or well."""
        with self.lock:
            return self.chance.choice(moods) if self.chance.random() < self.wild else ""

    def take(self, attempt: str, key: str) -> None:
        """Count one."""
        with self.lock:
            self.taken.append(Taken(attempt, key))


@dataclass
class _Mail:
    post: Post

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take the recipient, or put it off, or turn it down, or hang up."""
        if address.startswith(NEVER):
            return "550 5.1.1 nobody of that name"
        mood = self.post.mood("later", "gone", "slow")
        if mood == "later":
            return "451 4.2.1 later"
        if mood == "gone":
            server.transport.abort()
        if mood == "slow":
            await asyncio.sleep(0.3)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802 - the same
        """Take the text, and say so, or not."""
        mood = self.post.mood("later", "gone", "stall", "slow")
        if mood == "later":
            return "451 4.3.0 later"
        message = message_from_bytes(envelope.content)
        self.post.take(message["X-Tocsin-Attempt"], message["Message-ID"].partition("@")[0].strip("<"))
        if mood == "gone":
            server.transport.abort()
        await asyncio.sleep({"stall": STALL, "slow": 0.3}.get(mood, 0))
        return "250 2.6.0 taken"


class _Web(BaseHTTPRequestHandler):
    post: Post
    timeout = 10

    def do_POST(self) -> None:
        """Take it, and answer well, late, twice, elsewhere, or not at all."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if f"/{NEVER}" in self.path:
            self._say(302, location=f"http://127.0.0.1:{self.post.web_port}/inside")
            return
        mood = self.post.mood("later", "late", "twice", "gone", "broken")
        if mood == "later":
            self._say(503)
            return
        self.post.take(self.headers["X-Tocsin-Attempt"], json.loads(body)["key"])
        if mood == "late":
            threading.Event().wait(STALL)
        if mood == "gone":
            self.close_connection = True
            return
        self._say(500 if mood == "broken" else 200)
        if mood == "twice":
            self._say(200)

    def _say(self, status: int, *, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def handle(self) -> None:
        """Whoever hung up is let go."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(post: Post) -> Iterator[Post]:
    """Both servers, on free ports of this machine."""
    web = ThreadingHTTPServer(("127.0.0.1", 0), type("Web", (_Web,), {"post": post}))
    web.daemon_threads = True
    web.handle_error = lambda *_: None  # type: ignore[method-assign]
    post.web_port = web.server_address[1]
    threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        with mail_server(_Mail(post)) as port:
            post.mail_port = port
            yield post
    finally:
        web.shutdown()
        web.server_close()

"""The page behind the links: opening it does nothing, since mail scanners open links; only the button acknowledges."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import click
from jinja2 import Environment, PackageLoader, Template

from tocsin.cli.moments import moment
from tocsin.cli.output import SHORT, say
from tocsin.cli.setting import Setting, casebook, config, legible, links, setting
from tocsin.desk import sending
from tocsin.dispatch.link import Links
from tocsin.model import BadInput, NotFound, Person, TocsinError, Unavailable

HOST = "127.0.0.1"
LONGEST_NAME = 100
_LARGEST = 4096
_OK = "200 OK"
_HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow"),
)

Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acks:
    """The WSGI application (PEP 3333): `clock` says when it is."""

    found: Setting
    links: Links
    clock: Callable[[], datetime] = lambda: moment(None)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        status, words = self._answer(environ)
        html = _page().render(office=self.found.office.name, **words)
        body = html.encode("utf-8")
        start(status, [*_HEADERS, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[str, dict[str, str]]:
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD", "POST"}:
            return "405 Method Not Allowed", {"said": "This page can only be opened and answered."}
        token = str(environ.get("PATH_INFO", "")).rpartition("/")[2]
        try:
            return self._told(token, name=_name(environ) if method == "POST" else None)
        except Unavailable:
            return "503 Service Unavailable", {"said": "The office cannot write it down just now. Try again soon."}
        except NotFound as error:
            return "404 Not Found", {"said": _sentence(error)}
        except TocsinError as error:
            return "400 Bad Request", {"said": _sentence(error)}

    def _told(self, token: str, *, name: str | None) -> tuple[str, dict[str, str]]:
        """The page for a token: the button, or, once a name was given, that it is on record."""
        at = self.clock()
        key = self.links.key_of(token, at=at)
        book = casebook(self.found)
        try:
            if name is None:
                before = sending.answer_to(key, book=book)
                if before is None:
                    return _OK, {"ask": f"{LONGEST_NAME}"}
                return _OK, {"said": f"Acknowledged by {before.by.name} at {before.at:%d %B %Y, %H:%M %Z}."}
            by = Person(name=legible(name, where="your name"))
            receipt, first = sending.acknowledge_by_link(key, book=book, by=by, at=at)
        finally:
            book.close()
        if first:
            say(f"{receipt.notice[:SHORT]}: acknowledged by {by.name}")
        return _OK, {"said": f"Thank you. It is on record: acknowledged by {receipt.by.name}."}


@cache
def _page() -> Template:
    return Environment(loader=PackageLoader("tocsin.cli"), autoescape=True).get_template("ack.html.j2")


def _name(environ: dict[str, Any]) -> str:
    """The name in a form.

    Raises:
        BadInput: the form is too long, or holds no name.
    """
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = -1
    if not 0 <= length <= _LARGEST:
        raise BadInput(where="the form", what="it is too long", now="open the link again")
    form = parse_qs(environ["wsgi.input"].read(length).decode("utf-8", "replace"), max_num_fields=4)
    name: str = form.get("name", [""])[0]
    if not name.strip() or len(name) > LONGEST_NAME:
        raise BadInput(where="your name", what="it is missing or too long", now="go back, and write it")
    return name


def _sentence(error: TocsinError) -> str:
    """An error as whoever opened the page reads it; what is told in it keeps its letters."""
    told = (f"{error.where}: {error.what}", error.now)
    return " ".join(f"{words[0].upper()}{words[1:].rstrip('.')}." for words in told if words)


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each request, so that one who stalls keeps nobody waiting."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Links are secrets: requests are not logged. Whoever says nothing for so many seconds is let go."""

    timeout = 10

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        """Say nothing."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True, help="0 takes a free one.")
@config
def serve_acks(*, port: int, configuration: Path | None) -> None:
    """Serve the page behind the acknowledgement links, on 127.0.0.1; a web server in front gives it TLS and a name."""
    found = setting(configuration)
    made = links(found)
    if made is None:
        now = 'set links = "https://HOST/PATH/" under [delivery]'
        raise NotFound(where="[delivery]", what="the office sends no links", now=now)
    application = Acks(found=found, links=made)
    casebook(found).close()
    try:
        server = make_server(HOST, port, application, server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        raise Unavailable(where=f"{HOST}:{port}", what=str(error.strerror), now="give another --port") from error
    with server:
        say(f"listening on http://{HOST}:{server.server_port}/; stop it with Ctrl-C")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever(poll_interval=0.2)
    sys.stderr.flush()

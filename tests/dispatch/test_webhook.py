"""Webhooks: signed as the standard says, to the address that was looked at, and to no other."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.dispatch.conftest import attempt
from tocsin.dispatch import Sent, Webhook
from tocsin.dispatch.webhook import LARGEST, is_public
from tocsin.model import BadInput, Delivery, Notice, NoticeStatus

RAW = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(RAW).decode()


@dataclass
class Hook:
    """A web server on this machine that keeps what it is sent, and answers as it is told."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    hang_up: bool = False
    answer: bytes = b""
    got: list[tuple[dict[str, str], bytes, str]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/hook", *, scheme: str = "http", host: str = "127.0.0.1") -> str:
        """Its address."""
        return f"{scheme}://{host}:{self.port}{path}"


@pytest.fixture
def hook() -> Iterator[Callable[..., Hook]]:
    servers: list[ThreadingHTTPServer] = []

    def start(*, tls: ssl.SSLContext | None = None, **told: Any) -> Hook:
        found = Hook(**told)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                found.got.append(({k.lower(): v for k, v in self.headers.items()}, body, self.path))
                time.sleep(found.delay)
                if found.hang_up:
                    self.close_connection = True
                    return
                self.send_response(found.status)
                for name, value in found.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found.answer)))
                self.end_headers()
                self.wfile.write(found.answer)

            def log_message(self, *_: object) -> None:
                pass

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        found.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return found

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def posted(notice: Notice, url: str, **more: Any) -> Sent:
    made = attempt(notice, url, channel="webhook")
    settings = {"secret": SECRET, "private": True, "clear": True, "timeout": 2.0, **more}
    return Webhook(**settings).send(notice, contact=made.contact, attempt=made)


def test_it_is_signed_over_id_time_and_body_and_says_which_notice(notice: Notice, hook: Callable[..., Hook]) -> None:
    server = hook()
    assert posted(notice, server.url("/hook?a=1")).outcome is Delivery.ACCEPTED
    ((headers, body, path),) = server.got
    key = attempt(notice, server.url("/hook?a=1"), channel="webhook").key
    assert path == "/hook?a=1"
    assert headers["webhook-id"] == headers["idempotency-key"] == key
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(RAW, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    told = json.loads(body)
    assert (told["body"], told["notice"], told["status"]) == (notice.body, notice.id, "Exercise")


def test_another_attempt_has_the_same_id(notice: Notice, hook: Callable[..., Hook]) -> None:
    server = hook(status=503)
    made = attempt(notice, server.url(), channel="webhook")
    channel = Webhook(secret=SECRET, private=True, clear=True)
    for number in (1, 2):
        channel.send(notice, contact=made.contact, attempt=replace(made, number=number))
    one, two = (headers for headers, _, _ in server.got)
    assert one["webhook-id"] == two["webhook-id"]
    assert one["x-tocsin-attempt"] != two["x-tocsin-attempt"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Delivery.ACCEPTED), (202, Delivery.ACCEPTED), (400, Delivery.REFUSED), (401, Delivery.REFUSED),
        (410, Delivery.REFUSED), (408, Delivery.FAILED), (429, Delivery.FAILED), (503, Delivery.FAILED),
        (500, Delivery.UNKNOWN), (502, Delivery.UNKNOWN), (504, Delivery.UNKNOWN),
    ],
)  # fmt: skip
def test_each_status_says_no_more_than_is_known(
    notice: Notice, hook: Callable[..., Hook], status: int, outcome: Delivery
) -> None:
    sent = posted(notice, hook(status=status).url())
    assert (sent.outcome, str(status) in sent.because) == (outcome, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(notice: Notice, hook: Callable[..., Hook], status: int) -> None:
    inner = hook()
    sent = posted(notice, hook(status=status, headers={"Location": inner.url("/admin")}).url())
    assert (sent.outcome, inner.got) == (Delivery.REFUSED, [])
    assert "127.0.0.1" not in sent.because


def test_who_answers_too_late_or_hangs_up_leaves_an_unknown(notice: Notice, hook: Callable[..., Hook]) -> None:
    for server in (hook(delay=1.0), hook(hang_up=True)):
        sent = posted(notice, server.url(), timeout=0.3)
        assert (sent.outcome, len(server.got)) == (Delivery.UNKNOWN, 1)


def test_who_drips_an_answer_is_cut_off(notice: Notice) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def drip() -> None:
            talk, _ = server.accept()
            with talk:
                for _ in range(100):
                    try:
                        talk.sendall(b"HTTP/1.1 200 OK\r\n" if _ == 0 else b"X-A: b\r\n")
                    except OSError:
                        return
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        start = time.monotonic()
        sent = posted(notice, f"http://127.0.0.1:{port}/", timeout=0.5)
        assert time.monotonic() - start < 3
        thread.join()
    assert sent.outcome is Delivery.UNKNOWN


def test_an_endless_answer_is_not_read_to_its_end(notice: Notice, hook: Callable[..., Hook]) -> None:
    assert posted(notice, hook(status=200, answer=b"x" * 2**22).url()).outcome is Delivery.ACCEPTED


def test_nobody_there_is_a_failure_that_names_no_address(notice: Notice, silent_port: int) -> None:
    sent = posted(notice, f"http://127.0.0.1:{silent_port}/hook")
    assert (sent.outcome, "127.0.0.1" in sent.because) == (Delivery.FAILED, False)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "169.254.1.1"],  # noqa: S104
)
def test_a_private_address_is_refused_unless_the_office_allows_it(
    notice: Notice, hook: Callable[..., Hook], host: str
) -> None:
    server = hook()
    sent = posted(notice, server.url(host=host), private=False)
    assert (sent.outcome, server.got) == (Delivery.REFUSED, [])
    assert "private network" in sent.because


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.9.9", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.9.9.9", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_no_address_of_a_private_network_passes_for_a_public_one(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_name_that_changes_its_mind_is_looked_up_once(
    notice: Notice, hook: Callable[..., Hook], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, real, asked = hook(), socket.getaddrinfo, []

    def turning(host: str, port: int, *args: Any, **more: Any) -> Any:
        if host != "turns.example":
            return real(host, port, *args, **more)
        asked.append(host)
        to = "192.0.2.1" if len(asked) > 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (to, port))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    assert posted(notice, server.url(host="turns.example")).outcome is Delivery.ACCEPTED
    assert (asked, server.got[0][0]["host"]) == (["turns.example"], f"turns.example:{server.port}")


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(_: str, port: int, *__: Any, **___: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (to, port)) for to in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert posted(notice, "https://both.example/", private=False).outcome is Delivery.REFUSED


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "https://u:p@a.example/", "https://a.example/#x", "https:///x", "https://a b/"]
)
def test_an_address_that_is_none_is_refused(notice: Notice, url: str) -> None:
    assert posted(notice, url).outcome is Delivery.REFUSED


def test_http_is_refused_unless_the_office_allows_it(notice: Notice, hook: Callable[..., Hook]) -> None:
    server = hook()
    assert (posted(notice, server.url(), clear=False).outcome, server.got) == (Delivery.REFUSED, [])


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!", base64.b64encode(RAW).decode()])
def test_a_weak_secret_is_no_secret_and_is_not_repeated(secret: str) -> None:
    with pytest.raises(BadInput) as caught:
        Webhook(secret=secret)
    assert "whsec_c2hvcnQ" not in str(caught.value)
    assert SECRET not in repr(Webhook(secret=SECRET))


def test_a_secret_of_the_least_length_that_the_office_is_told_of_is_one(
    notice: Notice, hook: Callable[..., Hook]
) -> None:
    server = hook()
    assert (
        posted(notice, server.url(), secret="whsec_" + base64.b64encode(RAW[:24]).decode()).outcome is Delivery.ACCEPTED
    )
    with pytest.raises(BadInput):
        Webhook(secret="whsec_" + base64.b64encode(RAW[:23]).decode())


def test_a_draft_is_posted_to_nobody(notice: Notice, hook: Callable[..., Hook]) -> None:
    server = hook()
    sent = posted(replace(notice, status=NoticeStatus.DRAFT), server.url())
    assert (sent.outcome, server.got) == (Delivery.REFUSED, [])


def test_what_is_as_large_as_may_be_is_posted_and_what_is_larger_is_not(
    notice: Notice, hook: Callable[..., Hook]
) -> None:
    server = hook()
    posted(notice, server.url(), text=lambda _: "x")
    ((_, body, _),) = server.got
    longest = LARGEST - len(body) + 1
    assert posted(notice, server.url(), text=lambda _: "x" * longest).outcome is Delivery.ACCEPTED
    over = posted(notice, server.url(), text=lambda _: "x" * (longest + 1))
    assert (over.outcome, len(server.got)) == (Delivery.REFUSED, 2)


def test_the_link_goes_along(notice: Notice, hook: Callable[..., Hook]) -> None:
    server = hook()
    posted(notice, server.url(), link=lambda *_: "https://acks.example/t")
    assert json.loads(server.got[0][1])["acknowledge"] == "https://acks.example/t"


def _certificate(folder: Path, *, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate that signs itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    path = folder / "cert.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, folder / "key.pem")
    return path, context


def test_over_tls_the_certificate_must_be_that_of_the_name(
    notice: Notice, hook: Callable[..., Hook], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, context = _certificate(tmp_path, name="localhost")
    server = hook(tls=context)
    untrusted = posted(notice, server.url(scheme="https", host="localhost"), clear=False)
    assert (untrusted.outcome, server.got) == (Delivery.FAILED, [])
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    assert posted(notice, server.url(scheme="https", host="localhost"), clear=False).outcome is Delivery.ACCEPTED
    other = posted(notice, server.url(scheme="https", host="127.0.0.1"), clear=False)
    assert (other.outcome, len(server.got)) == (Delivery.FAILED, 1)

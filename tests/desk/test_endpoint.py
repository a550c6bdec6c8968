"""The way out to an endpoint, tried on real servers that answer well, badly, slowly, by halves, or not at all."""

import ipaddress
import json
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests import answering as by
from tests.answering import answering
from tests.servers import held_port
from tocsin.codec import canonical
from tocsin.desk import endpoint as endpoints
from tocsin.desk.endpoint import Endpoint, endpoint
from tocsin.model import BadInput, Report, TocsinError, Unavailable, UnreadBecause, digest
from tocsin.reading import Asked, Question, read, unanswered

KEY = "a-key-that-nobody-may-see-4711"
QUESTION = Question(instructions="Say what it says.", passages='BEGIN\n“Ночь” \\ "quoted"\nEND')
TEXT = "Gunmen attacked a ferry pier at Lamu on Thursday. No group has claimed the attack.\n"
REPORT = Report(id=digest(TEXT), media_type="text/plain", title="", text=TEXT, language="en")


def to(url: str, *, key: str = KEY, patience: float = 5.0) -> Endpoint:
    return endpoint(url, model="parrot", key=key, in_clear=False, patience=patience)


def failure(answer: by.Answer, *, patience: float = 5.0, key: str = KEY) -> TocsinError:
    """What a question comes to at a server that answers so."""
    with answering(answer) as at, pytest.raises(TocsinError) as raised:
        to(at.url, patience=patience, key=key).ask(QUESTION)
    return raised.value


# ---- well


def test_a_question_goes_out_whole_and_its_answer_comes_back_whole() -> None:
    with answering(by.saying("Да, “so” it is.")) as at:
        assert to(at.url).ask(QUESTION) == "Да, “so” it is."
    (asked,) = at.asked
    assert at.paths == ["/v1/chat/completions"]
    assert [(m["role"], m["content"]) for m in asked["messages"]] == [
        ("system", QUESTION.instructions), ("user", QUESTION.passages),
    ]  # fmt: skip
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("parrot", 0, False)
    assert asked["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(("key", "header"), [(KEY, f"Bearer {KEY}"), ("", None)])
def test_the_key_goes_into_one_header_and_without_one_there_is_none(key: str, header: str | None) -> None:
    with answering(by.saying("x")) as at:
        to(at.url, key=key).ask(QUESTION)
    assert at.headers[0].get("Authorization") == header
    assert KEY not in json.dumps(at.asked)


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_does_not_know_the_word_json_is_asked_once_without_it(status: int) -> None:
    def answer(conversation: by.Handler, sent: Any) -> None:
        (by.body(b"", status=status) if "response_format" in sent else by.saying("x"))(conversation, sent)

    with answering(answer) as at:
        assert to(at.url).ask(QUESTION) == "x"
    assert len(at.asked) == 2


def test_a_chunked_answer_is_put_together() -> None:
    def answer(conversation: by.Handler, _sent: Any) -> None:
        conversation.protocol_version = "HTTP/1.1"
        conversation.send_response(200)
        conversation.send_header("Transfer-Encoding", "chunked")
        conversation.end_headers()
        whole = by.completion("in pieces")
        for piece in (whole[:7], whole[7:]):
            conversation.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        conversation.wfile.write(b"0\r\n\r\n")

    with answering(answer) as at:
        assert to(at.url).ask(QUESTION) == "in pieces"


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    with answering(by.saying("x")) as at:
        assert to(at.url).ask(QUESTION) == "x"


# ---- badly, slowly, by halves

WRONG: dict[str, tuple[by.Answer, type[TocsinError], str]] = {
    "no JSON": (by.body(b"Nothing happened."), BadInput, "no chat completion"),
    "HTML": (by.body(b"<!doctype html><h1>Welcome"), BadInput, "no chat completion"),
    "empty": (by.body(b""), BadInput, "no chat completion"),
    "no UTF-8": (by.body(b'{"choices": "\xff\xfe"}'), BadInput, "no chat completion"),
    "deep": (by.body(b"[" * 100_000), BadInput, "no chat completion"),
    "a list": (by.body(b"[1]"), BadInput, "no chat completion"),
    "no choices": (by.body(b'{"choices": []}'), BadInput, "no chat completion"),
    "choices of another type": (by.body(b'{"choices": ["x"]}'), BadInput, "no chat completion"),
    "no message": (by.body(b'{"choices": [{"message": null}]}'), BadInput, "no chat completion"),
    "no text": (by.saying(None), BadInput, "no text"),
    "blank text": (by.saying(" \n"), BadInput, "no text"),
    "text of another type": (by.saying([{"type": "text", "text": "x"}]), BadInput, "no text"),
    "stopped at its length": (by.saying('{"statements": []}', finished="length"), BadInput, "in the middle"),
    "held back": (by.saying('{"statements": []}', finished="content_filter"), BadInput, "content filter"),
    "packed": (by.body(b"\x1f\x8b", Content_Encoding="gzip"), BadInput, "packed"),
    "fifty megabytes": (by.endless, BadInput, "larger than 1 MiB"),
    "refused twice": (by.body(b"", status=400), BadInput, "refused this question (status 400)"),
    "too long": (by.body(b"", status=413), BadInput, "refused this question (status 413)"),
    "nothing": (by.body(b"", status=204), BadInput, "status 204"),
    "redirect": (by.body(b"", status=302, Location="http://127.0.0.1:9/v1"), Unavailable, "elsewhere"),
    "permanent redirect": (by.body(b"", status=308, Location="/v2"), Unavailable, "elsewhere"),
    "no key": (by.body(b"", status=401), Unavailable, "does not know us"),
    "forbidden": (by.body(b"", status=403), Unavailable, "does not know us"),
    "no such place": (by.body(b"", status=404), Unavailable, "no such place"),
    "too often": (by.body(b"", status=429, Retry_After="1"), Unavailable, "less often"),
    "failed": (by.body(b"", status=500), Unavailable, "failed (status 500)"),
    "overloaded": (by.body(b"", status=503), Unavailable, "failed (status 503)"),
    "cut off": (by.cut_off(by.completion("x" * 500), at=300), Unavailable, "broke off"),
    "cut off before all": (by.cut_off(by.completion("x"), at=0), Unavailable, "broke off"),
    "cut off in a chunk": (by.cut_off_chunk, Unavailable, "broke off"),
    "no HTTP": (by.garbled, Unavailable, "broke off"),
    "silent": (by.silent, Unavailable, "no whole answer came within 0.3 seconds"),
    "dripping": (by.dripping, Unavailable, "no whole answer came within 0.3 seconds"),
    "dripping headers": (by.dripping_headers, Unavailable, "no whole answer came within 0.3 seconds"),
}
wrong = pytest.mark.parametrize(("answer", "kind", "words"), WRONG.values(), ids=WRONG)


@wrong
def test_what_goes_wrong_says_where_what_and_what_now(answer: by.Answer, kind: type[TocsinError], words: str) -> None:
    error = failure(answer, patience=0.3 if "within" in words else 5.0)
    assert type(error) is kind
    assert error.where == "the endpoint"
    assert words in error.what
    assert error.now.strip()


@wrong
def test_a_report_that_nobody_answered_for_is_not_quiet(answer: by.Answer, kind: type[TocsinError], words: str) -> None:
    del kind
    with answering(answer) as at:
        asked = Asked(model="parrot", ask=to(at.url, patience=0.3 if "within" in words else 5.0).ask)
        found = read(REPORT, published=None, reader=asked)
    assert found.statements == ()
    assert [u.because for u in found.unread] == [UnreadBecause.REFUSED] * 2
    assert [words in u.detail for u in unanswered(found)] == [True, True]
    assert KEY not in canonical(found)


def test_a_redirect_is_not_followed() -> None:
    with answering(by.saying("x")) as other:
        error = failure(by.body(b"", status=307, Location=f"{other.url}/chat/completions"))
        assert other.asked == []
    assert isinstance(error, Unavailable)


def test_nothing_listening_is_said() -> None:
    with held_port() as port, pytest.raises(Unavailable, match="nothing listens there"):
        to(f"http://127.0.0.1:{port}").ask(QUESTION)


def test_no_more_is_taken_into_memory_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "LARGEST", 1000)
    with answering(by.saying("x" * 900)) as at, pytest.raises(BadInput, match="larger than"):
        to(at.url).ask(QUESTION)
    with answering(by.saying("x" * 500)) as at:
        assert to(at.url).ask(QUESTION) == "x" * 500


# ---- the key


ECHOES: dict[str, by.Answer] = {
    "in the body of a refusal": by.body(f"no such key: {KEY}".encode(), status=401),
    "in the reason of a failure": by.body(KEY.encode(), status=500),
    "in a header": by.body(b"", status=302, Location=f"http://127.0.0.1:9/{KEY}"),
    "in what is no JSON": by.body(KEY.encode()),
    "in the answer": by.saying(f"your key is {KEY}"),
    "in no HTTP": lambda conversation, _: conversation.wfile.write(KEY.encode() + b"\r\n"),
}


@pytest.mark.parametrize("answer", ECHOES.values(), ids=ECHOES)
def test_the_key_stands_in_no_error_whatever_the_endpoint_says(answer: by.Answer) -> None:
    error = failure(answer)
    assert KEY not in f"{error} {error!r} {error.args} {vars(error)}"
    with answering(answer) as at:
        found = read(REPORT, published=None, reader=Asked(model="parrot", ask=to(at.url).ask))
    assert KEY not in canonical(found)
    assert len(unanswered(found)) == 2


def test_the_key_is_not_shown_with_the_endpoint() -> None:
    assert KEY not in repr(to("http://127.0.0.1:1"))


@pytest.mark.parametrize("key", ["pa55 word", "pa55\nX-Other: 1", "pa55\0", "ключpa55", " pa55"])
def test_a_key_that_no_header_holds_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(BadInput) as raised:
        to("http://127.0.0.1:1", key=key)
    assert raised.value.where == "TOCSIN_ENDPOINT_KEY"
    assert "pa55" not in str(raised.value)


def test_a_key_of_a_word_does_not_spoil_an_answer_that_holds_the_word() -> None:
    with answering(by.saying("nonetheless")) as at:
        assert to(at.url, key="none").ask(QUESTION) == "nonetheless"


# ---- where it may go


@pytest.mark.parametrize(("host", "stays"), [
    ("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True),
    ("localhost.example", False), ("192.0.2.1", False), ("127.0.0.1.example", False),
    ("2130706433", False), ("127.1", False), ("", False), ("::ffff:192.0.2.1", False),
])  # fmt: skip
def test_which_hosts_are_this_machine(host: str, stays: bool) -> None:  # noqa: FBT001 - a row of the table
    assert endpoints.is_loopback(host) is stays


@pytest.mark.parametrize("url", [
    "127.0.0.1:8080", "ftp://127.0.0.1", "file:///etc/passwd", "http://", "http://:80", "http://127.0.0.1:99999",
    "http://127.0.0.1:0", "http://127.0.0.1 /v1", "http://127.0.0.1\n/v1", "http://127.0.0.1\\@far.example/v1",
    "http://exämple.example", "http://[::1", "",
])  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput) as raised:
        endpoint(url, model="parrot", key="", in_clear=True, patience=1)
    assert raised.value.where == "--endpoint"


@pytest.mark.parametrize(
    "url", ["https://user:pa55@far.example/v1", "https://far.example/v1?key=pa55", "https://far.example/v1#pa55"]
)
def test_an_address_holds_no_secret(url: str) -> None:
    with pytest.raises(BadInput, match="TOCSIN_ENDPOINT_KEY") as raised:
        to(url)
    assert "pa55" not in str(raised.value)


def test_a_way_that_can_be_listened_to_must_be_allowed() -> None:
    far = "http://far.example/v1"
    with pytest.raises(BadInput, match="--in-clear"):
        to(far)
    allowed = endpoint(far, model="parrot", key="", in_clear=True, patience=1)
    assert (allowed.clear, allowed.stays, allowed.host) == (True, False, "far.example")
    for url in ("https://far.example/v1", "http://127.0.0.1/v1", "http://[::1]:8080/v1", "http://LOCALHOST/v1"):
        assert not to(url).clear


# ---- encryption


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 that nobody has vouched for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    pem = tmp_path / "cert.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return pem


def _served(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_nobody_vouches_for_ends_it_before_anything_is_sent(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(by.saying("x"), tls=_served(certificate)) as at:
        with pytest.raises(Unavailable, match="certificate does not hold"):
            to(at.url).ask(QUESTION)
        assert at.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert to(at.url).ask(QUESTION) == "x"


@pytest.mark.parametrize("answer", [by.silent, by.dripping, by.dripping_headers])
def test_patience_ends_on_an_encrypted_line_too(
    answer: by.Answer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with answering(answer, tls=_served(certificate)) as at, pytest.raises(Unavailable, match=r"within 0\.3 seconds"):
        to(at.url, patience=0.3).ask(QUESTION)

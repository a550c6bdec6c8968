"""Alerts leave signed: what arrives by mail, in a folder and by webhook is verified, and says what was approved."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import capvalidator
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.dispatch.conftest import attempt
from tests.dispatch.test_smtp import Keeper
from tests.dispatch.test_webhook import SECRET, Hook, hook
from tests.release.keys import MADE, cert, key
from tests.release.notices import WARNED, drawn
from tests.servers import mail_server
from tocsin.dispatch import Channel, Folder, Smtp, Webhook
from tocsin.dispatch.channel import UNSIGNED
from tocsin.model import BadInput, Contact, Delivery, Notice
from tocsin.release import Signer, signer_of, verify
from tocsin.release.signing import same

__all__ = ["hook"]

DRAWN = drawn(WARNED)
SIGNER = Signer(key=key("office"), cert=cert("office"))

Way = Callable[[Notice], tuple[str, str]]


def sent(channel: Channel, notice: Notice, address: str) -> str:
    """It is taken; what is put down of that."""
    contact = Contact(channel=channel.name, address=address)
    made = attempt(notice, address, channel=channel.name)
    found = channel.send(notice, contact=contact, attempt=made)
    assert found.outcome is Delivery.ACCEPTED
    return found.because


def alert_in(mail: bytes) -> tuple[str, str]:
    """The alert that a mail brings, and the id that it names; a briefing where it brings none."""
    message = message_from_bytes(mail, policy=default)
    files = [part.get_content() for part in message.iter_attachments()]
    text = files[0].decode() if files else message.get_content().replace("\r\n", "\n")
    return text, message["X-Tocsin-Notice"]


@pytest.fixture
def mailed() -> Iterator[int]:
    """The port of a mail server that takes everything."""
    with mail_server(Keeper()) as port:
        yield port


@pytest.fixture(params=["mail", "folder", "webhook"])
def way(request: pytest.FixtureRequest, tmp_path: Path, hook: Callable[..., Hook]) -> Iterator[Way]:
    """By which way a notice goes to a real server or folder, with the office's signature, and what arrives there."""
    text = SIGNER.leaving
    if request.param == "mail":
        keeper = Keeper()
        with mail_server(keeper) as port:
            mail = Smtp(host="127.0.0.1", port=port, sender="desk@tocsin.example", text=text)

            def by_mail(notice: Notice) -> tuple[str, str]:
                sent(mail, notice, "public@house.example")
                return alert_in(keeper.kept.pop()[2])

            yield by_mail
    elif request.param == "folder":

        def by_folder(notice: Notice) -> tuple[str, str]:
            sent(Folder(tmp_path, text=text), notice, "public")
            (path,) = (tmp_path / "public" / "new").iterdir()
            return alert_in(path.read_bytes())

        yield by_folder
    else:
        hooked = hook()

        def by_webhook(notice: Notice) -> tuple[str, str]:
            sent(Webhook(secret=SECRET, clear=True, private=True, text=text), notice, hooked.url())
            told = json.loads(hooked.got.pop()[1])
            return told["body"], told["notice"]

        yield by_webhook


def test_an_alert_arrives_signed_and_says_what_was_approved(way: Way) -> None:
    text, named = way(DRAWN.alert)
    assert named == DRAWN.alert.id, "the notice that was approved, though its text now bears a signature"
    assert text != DRAWN.alert.body
    assert same(text, DRAWN.alert.body)
    assert capvalidator.check_signature(text.encode()).passed
    found = verify(text, trusted=(cert("office"),))
    assert found is not None
    assert found.by == "CN=Exercise office"


def test_a_briefing_arrives_as_it_was_approved(way: Way) -> None:
    briefing = next(n for n in DRAWN.notices if n is not DRAWN.alert)
    text, _ = way(briefing)
    assert text.strip() == briefing.body.strip()
    assert "Signature" not in text


def test_the_same_alert_always_leaves_as_the_same_text() -> None:
    again = Signer(key=key("office"), cert=cert("office"))
    assert again.leaving(DRAWN.alert) == SIGNER.leaving(DRAWN.alert)


def test_the_receipt_says_of_an_alert_that_could_not_be_signed_that_it_went_unsigned(
    tmp_path: Path, hook: Callable[..., Hook], mailed: int
) -> None:
    """Of an alert that was signed, of a briefing, and where the office signs none, it says nothing."""
    short = Signer(key=key("office"), cert=cert("office", days=1))
    late = replace(DRAWN.alert, sent=MADE + timedelta(days=2))
    briefing = next(n for n in DRAWN.notices if n is not DRAWN.alert)
    for text, notice, bare in (
        (short.leaving, late, True), (SIGNER.leaving, DRAWN.alert, False), (short.leaving, briefing, False),
        (None, late, False),
    ):  # fmt: skip
        ways: tuple[tuple[Channel, str], ...] = (
            (Folder(tmp_path, text=text), "public"),
            (Smtp(host="127.0.0.1", port=mailed, sender="desk@tocsin.example", text=text), "public@house.example"),
            (Webhook(secret=SECRET, clear=True, private=True, text=text), hook().url()),
        )
        for channel, address in ways:
            assert (UNSIGNED in sent(channel, notice, address)) is bare, channel.name


def test_of_an_alert_that_did_not_go_nothing_is_said_of_its_signature(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file where a folder must be")
    short = Signer(key=key("office"), cert=cert("office", days=1))
    late = replace(DRAWN.alert, sent=MADE + timedelta(days=2))
    made = attempt(late, "public", channel="folder")
    failed = Folder(tmp_path / "in the way", text=short.leaving).send(late, contact=made.contact, attempt=made)
    assert failed.outcome is Delivery.FAILED
    assert UNSIGNED not in failed.because


@pytest.mark.parametrize("days", [-1, 1])
def test_a_certificate_that_does_not_hold_then_signs_nothing_and_keeps_nothing_back(days: int) -> None:
    short = Signer(key=key("office"), cert=cert("office", days=1))
    late = replace(DRAWN.alert, sent=MADE + timedelta(days=1 if days > 0 else 0, seconds=days))
    assert short.leaving(late) == late.body


def pem(private: object) -> str:
    """A private key, written out."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()  # type: ignore[attr-defined]


CERT = cert("office").public_bytes(Encoding.PEM).decode()


def test_a_key_and_its_certificate_are_read_back() -> None:
    assert signer_of(pem(key("office")) + CERT, where="alerts.pem").leaving(DRAWN.alert) == SIGNER.leaving(DRAWN.alert)


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "does not hold an unlocked private key"), (CERT, "does not hold"), (pem(key("office")), "does not hold"),
     (pem(key("stranger")) + CERT, "another key's"), (pem(Ed25519PrivateKey.generate()) + CERT, "no RSA key")],
)  # fmt: skip
def test_what_is_no_key_with_its_certificate_is_refused(text: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        signer_of(text, where="alerts.pem")

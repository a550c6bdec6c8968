"""The office's signature: it holds where the alert is whole and the office's, and nowhere else."""

import re
from datetime import timedelta

import capvalidator
import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from signxml.signer import XMLSigner

from tests.release.keys import MADE, cert, key
from tests.release.notices import AUTHORISED, WARNED, drawn
from tests.release.rules import assert_sound
from tocsin.model import BadInput
from tocsin.release import certificate, faults, sign, verify
from tocsin.release.signing import same

DRAWN = drawn(WARNED, issuer=AUTHORISED).alert.body
SIGNED = sign(DRAWN, key("office"), cert("office"))
TRUSTED = (cert("office"),)


def test_a_signed_alert_is_sound_and_says_what_was_drawn() -> None:
    assert_sound(SIGNED)
    assert same(SIGNED, DRAWN)
    found = verify(SIGNED, trusted=TRUSTED)
    assert found is not None
    assert found.by == "CN=Exercise office"
    assert re.fullmatch(r"[0-9a-f]{64}", found.fingerprint)


def test_somebody_elses_verifier_finds_it_valid() -> None:
    assert capvalidator.check_signature(SIGNED.encode()).passed
    assert capvalidator.validate_cap_message(SIGNED.encode()).passed


def test_signing_again_gives_the_same_text() -> None:
    assert sign(DRAWN, key("office"), cert("office")) == SIGNED


def test_an_unsigned_alert_is_no_error() -> None:
    assert verify(DRAWN, trusted=TRUSTED) is None


@pytest.mark.parametrize("name", sorted({str(e.tag).partition("}")[2] for e in etree.fromstring(DRAWN.encode()).iter()
                                         if len(e) == 0}))  # fmt: skip
def test_one_changed_letter_anywhere_voids_it(name: str) -> None:
    root = etree.fromstring(SIGNED.encode())
    for element in root.iter(f"{{*}}{name}"):
        element.text = f"{element.text}x"
        break
    with pytest.raises(BadInput, match=r"does not fit the alert|did not hold"):
        verify(etree.tostring(root), trusted=TRUSTED)
    assert not same(etree.tostring(root), DRAWN)


@given(st.integers(0, len(SIGNED.encode()) - 1), st.integers(1, 255))
def test_no_changed_byte_gives_a_valid_alert_that_says_something_else(place: int, by: int) -> None:
    raw = bytearray(SIGNED.encode())
    raw[place] ^= by
    try:
        found = verify(bytes(raw), trusted=TRUSTED)
    except BadInput:
        return
    if found is not None:
        assert same(bytes(raw), DRAWN)
        return
    assert b"Signature" not in raw or bytes(raw).count(b'www.w3.org/2000/09/xmldsig#"') == 0


def test_what_was_added_or_taken_away_voids_it() -> None:
    for old, new in (("</info>", "<parameter/></info>"), ("<info>", "<info><!-- x --></info><info>"),
                     ("<scope>Public</scope>", "")):  # fmt: skip
        assert old in SIGNED
        with pytest.raises(BadInput, match="does not fit the alert"):
            verify(SIGNED.replace(old, new, 1), trusted=TRUSTED)


def test_nobody_elses_signature_counts() -> None:
    forged = sign(DRAWN, key("stranger"), cert("stranger"))
    with pytest.raises(BadInput, match="nobody whom you trust"):
        verify(forged, trusted=TRUSTED)
    assert verify(forged, trusted=(*TRUSTED, cert("stranger"))) is not None


def test_another_key_under_the_offices_certificate_does_not_count() -> None:
    """The certificate is public: who takes it over and signs with a key of their own is found out."""
    with pytest.raises(BadInput, match="another key's"):
        sign(DRAWN, key("stranger"), cert("office"))
    root = XMLSigner().sign(etree.fromstring(DRAWN.encode()), key=key("stranger"), cert=[cert("stranger")])
    spelled = etree.tostring(root).decode()
    theirs, ours = (re.search(r"<ds:X509Certificate>([^<]+)", text) for text in (spelled, SIGNED))
    assert theirs
    assert ours
    with pytest.raises(BadInput, match="does not fit the alert"):
        verify(spelled.replace(theirs[1], ours[1]), trusted=TRUSTED)


def test_a_signature_about_a_part_or_something_else_is_none() -> None:
    """Signature wrapping: what was signed is carried along, and other words are shown."""
    outer = etree.fromstring(DRAWN.replace("An attack is feared", "All is well").encode())
    for signature in etree.fromstring(SIGNED.encode()).iter("{http://www.w3.org/2000/09/xmldsig#}Signature"):
        outer.append(signature)
    with pytest.raises(BadInput, match="does not fit the alert"):
        verify(etree.tostring(outer), trusted=TRUSTED)
    wrapped = f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sent/>{SIGNED.partition("?>")[2]}</alert>'
    with pytest.raises(BadInput, match="not one, in the alert itself"):
        verify(wrapped, trusted=TRUSTED)
    part = etree.fromstring(DRAWN.encode())
    part.find("{*}info").set("Id", "part")  # type: ignore[union-attr] - there is one
    signed = XMLSigner().sign(part, key=key("office"), cert=[cert("office")], reference_uri="part")
    with pytest.raises(BadInput, match=r"about something else|does not fit"):
        verify(etree.tostring(signed), trusted=TRUSTED)


def test_two_signatures_are_none() -> None:
    root = etree.fromstring(SIGNED.encode())
    (one,) = root.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    root.append(etree.fromstring(etree.tostring(one)))
    with pytest.raises(BadInput, match="not one, in the alert itself"):
        verify(etree.tostring(root), trusted=TRUSTED)
    assert "one-signature" in {fault.rule for fault in faults(etree.tostring(root))}


def test_a_certificate_counts_only_for_what_was_sent_while_it_held() -> None:
    short = certificate(key("office"), name="Exercise office", at=MADE, days=30)
    with pytest.raises(BadInput, match="did not hold at '2024-03-07"):
        verify(sign(DRAWN, key("office"), short), trusted=(short,))
    later = certificate(key("office"), name="Exercise office", at=MADE + timedelta(days=90))
    with pytest.raises(BadInput, match="did not hold"):
        verify(sign(DRAWN, key("office"), later), trusted=(later,))


def test_a_signature_with_sha_1_does_not_count() -> None:
    weak = SIGNED.replace("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1")
    assert weak != SIGNED
    with pytest.raises(BadInput, match="does not fit the alert"):
        verify(weak, trusted=TRUSTED)


def test_only_an_alert_that_bears_none_is_signed() -> None:
    for other in (SIGNED, "<alert/>"):
        with pytest.raises(BadInput, match="only an alert that bears none"):
            sign(other, key("office"), cert("office"))
    with pytest.raises(BadInput, match="this is no XML"):
        sign("no", key("office"), cert("office"))
    with pytest.raises(BadInput, match="this is no XML"):
        verify(b"<alert", trusted=TRUSTED)


def test_an_entity_is_neither_fetched_nor_expanded() -> None:
    hostile = '<!DOCTYPE alert [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + SIGNED.partition("?>")[2]
    hostile = hostile.replace("An attack is feared", "&a;")
    with pytest.raises(BadInput):
        verify(hostile, trusted=TRUSTED)


@pytest.mark.parametrize("name", ["", " ", "x" * 65])
def test_a_certificate_needs_a_name(name: str) -> None:
    with pytest.raises(BadInput, match="give a name of 1 to 64 letters"):
        certificate(key("office"), name=name, at=MADE)


def test_a_certificate_signs_nothing_but_alerts() -> None:
    usage = cert("office").extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.key_cert_sign) == (True, False)

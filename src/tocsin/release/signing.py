"""The office's signature on an alert: XML-DSig, enveloped (CAP 1.2, 3.3.4.1), made and verified by signxml.

RSA with SHA-256 (PKCS #1 v1.5) and canonical XML 1.1: what every reader of CAP can verify, and the same
alert signed twice is the same text. What is signed is the alert without the blanks between its elements,
since there are readers that drop them before they verify.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature as WrongKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree
from signxml.algorithms import SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from tocsin.model import BadInput, Notice, NoticeKind, digest
from tocsin.release.checks.lint import CAP, SIGNATURE

_METHODS = frozenset(
    {SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
     SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512}
)  # fmt: skip
_CN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Whose signature stands under an alert: the certificate's subject and its SHA-256, in hexadecimal."""

    by: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The office's key for its alerts, and the certificate that its readers were given.

    Raises:
        BadInput: the certificate is another key's.
    """

    key: RSAPrivateKey = field(repr=False)
    cert: x509.Certificate

    def __post_init__(self) -> None:
        if self.key.public_key() != self.cert.public_key():
            raise BadInput(where="signature", what="the certificate is another key's", now="give the two that belong")

    def leaving(self, notice: Notice) -> str:
        """The text of a notice as it leaves: an alert with the office's signature, and anything else as it was drawn.

        An alert goes unsigned where the certificate does not hold at its moment: a warning is not kept back for that,
        and a signature that no reader may trust is worse than none. The same alert always gives the same text.
        """
        signs = notice.kind is NoticeKind.ALERT and _held(self.cert, notice.sent.isoformat())
        return _signed(notice.body, self) if signs else notice.body


@lru_cache(maxsize=32)
def _signed(xml: str, signer: Signer) -> str:
    """Signed once, though it goes to thousands."""
    return sign(xml, signer.key, signer.cert)


def signer_of(pem: str, *, where: str) -> Signer:
    """The signer whose RSA key, unlocked, and whose certificate stand in one PEM text.

    Raises:
        BadInput: one of the two is lacking, or they do not belong together.
    """
    try:
        key = load_pem_private_key(pem.encode(), password=None)
        cert = x509.load_pem_x509_certificate(pem.encode())
    except (ValueError, TypeError) as error:
        what = f"it does not hold an unlocked private key and a certificate: {str(error).partition('.')[0]}"
        raise BadInput(where=where, what=what, now=_MAKE) from error
    if not isinstance(key, RSAPrivateKey):
        raise BadInput(where=where, what="its key is no RSA key, which every reader of CAP can verify", now=_MAKE)
    return Signer(key=key, cert=cert)


_MAKE = "tocsin keys office --to FILE makes both"


def certificate(key: RSAPrivateKey, *, name: str, at: datetime, days: int = 3650) -> x509.Certificate:
    """A certificate of the office for its own key, signed with it; it holds from `at` for so many days.

    Whoever is to trust it gets it by another way than the alerts. Its number is a digest of the key and the moment.

    Raises:
        BadInput: the name is empty or longer than 64 characters.
    """
    if not 0 < len(name.strip()) <= _CN:
        raise BadInput(where="certificate", what=f"{name!r} cannot stand in it", now="give a name of 1 to 64 letters")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name.strip())])
    spelled = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    number = int(digest(spelled + at.isoformat().encode())[:39], 16) or 1
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(at)
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )


def sign(xml: str, key: RSAPrivateKey, cert: x509.Certificate) -> str:
    """An alert with the office's signature after its last element; what it says is not touched.

    Raises:
        BadInput: it is no alert, or is signed already; the key is not that of the certificate.
    """
    if key.public_key() != cert.public_key():
        raise BadInput(where="signature", what="the certificate is another key's", now="give the two that belong")
    root = _compact(xml)
    if root.tag != f"{CAP}alert" or root.find(f".//{SIGNATURE}") is not None:
        raise BadInput(where="signature", what="only an alert that bears none is signed", now="give the drawn alert")
    signed = XMLSigner().sign(root, key=key, cert=[cert])
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8").decode("utf-8")


def verify(xml: str | bytes, *, trusted: Sequence[x509.Certificate]) -> Signed | None:
    """Whose signature an alert bears; None where it bears none (no reader may refuse it for that, CAP 1.2, 3.3.4.1).

    Only a certificate that is `trusted` counts, and one that held when the alert says it was sent. What
    is signed must be the whole alert: a signature about a part of it, or about something else, is none.

    Raises:
        BadInput: the signature is wrong, is not by a trusted certificate, or is not about this alert.
    """
    root = _parsed(xml)
    signatures = list(root.iter(SIGNATURE))
    if not signatures:
        return None
    where = "signature"
    if len(signatures) > 1 or signatures[0].getparent() is not root:
        raise BadInput(where=where, what="it is not one, in the alert itself", now="take the alert for unsigned")
    named = [_certificate(e.text or "") for e in signatures[0].iter("{*}X509Certificate")]
    found = next((cert for cert in trusted if cert in named), None)
    if found is None:
        raise BadInput(where=where, what="it is by nobody whom you trust", now="ask the sender, by another way")
    sent = root.findtext(f"{CAP}sent") or ""
    if not _held(found, sent):
        raise BadInput(where=where, what=f"its certificate did not hold at {sent!r}", now="ask the sender")
    config = SignatureConfiguration(
        location="./", expect_references=1, signature_methods=_METHODS, verification_time=found.not_valid_before_utc
    )
    try:
        result = XMLVerifier().verify(root, x509_cert=found, expect_config=config)
    except (SignXMLException, WrongKey, etree.LxmlError, ValueError) as error:
        what = f"it does not fit the alert: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        raise BadInput(where=where, what=what, now="do not act on it; ask the sender") from error
    about = result[0].signed_xml if isinstance(result, list) else result.signed_xml
    if about is None or etree.tostring(about, method="c14n") != etree.tostring(_unsigned(root), method="c14n"):
        raise BadInput(where=where, what="it is about something else than this alert", now="do not act on it")
    return Signed(by=found.subject.rfc4514_string(), fingerprint=found.fingerprint(SHA256()).hex())


def same(one: str | bytes, other: str | bytes) -> bool:
    """Whether two alerts say the same, letter for letter, but for signatures and blanks between elements."""
    left, right = (etree.tostring(_unsigned(_compact(each)), method="c14n") for each in (one, other))
    return left == right


def _held(cert: x509.Certificate, sent: str) -> bool:
    try:
        at = datetime.fromisoformat(sent)
    except ValueError:
        return False
    return at.tzinfo is not None and cert.not_valid_before_utc <= at <= cert.not_valid_after_utc


def _certificate(text: str) -> x509.Certificate | None:
    pem = f"-----BEGIN CERTIFICATE-----\n{text.strip()}\n-----END CERTIFICATE-----\n"
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        return None


def _unsigned(root: etree._Element) -> etree._Element:
    copy = _parsed(etree.tostring(root))
    for signature in copy.findall(SIGNATURE):
        copy.remove(signature)
    return copy


def _compact(xml: str | bytes) -> etree._Element:
    return _parsed(xml, remove_blank_text=True)


def _parsed(xml: str | bytes, *, remove_blank_text: bool = False) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=remove_blank_text)
    try:
        return etree.fromstring(xml.encode("utf-8") if isinstance(xml, str) else xml, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(where="signature", what=f"this is no XML: {error}", now="give an alert") from error

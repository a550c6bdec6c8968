"""Links by which a recipient acknowledges: signed, expiring, each for one version of a notice and one contact."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tocsin.model import Attempt, BadInput, NotAllowed, Notice, NoticeKind

_VERSION = b"\x01"
_KEY, _TIME, _MAC = 32, 8, 32
_PURPOSE = b"tocsin acknowledgement links v1"
WHERE = "the link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How links are made and checked: `base` is what stands before the token, `secret` what they are signed with.

    A token is a version, the idempotency key (which is one version of a notice, one recipient, one channel and one
    address), the second at which it expires, and the HMAC-SHA256 over these. It says nothing of the notice.
    """

    base: str
    secret: bytes = field(repr=False)

    def to(self, notice: Notice, attempt: Attempt) -> str:
        """The link that goes out with an attempt and expires with the notice; "" for an alert, which is everybody's."""
        if notice.kind is NoticeKind.ALERT:
            return ""
        return self.base + self.token(attempt.key, expires=notice.expires)

    def token(self, key: str, *, expires: datetime) -> str:
        """The signed token for an idempotency key."""
        said = _VERSION + bytes.fromhex(key) + int(expires.timestamp()).to_bytes(_TIME, "big")
        return _spelled(said + self._mac(said))

    def key_of(self, token: str, *, at: datetime) -> str:
        """The idempotency key that a token was made for.

        Raises:
            BadInput: it is none of ours, or was changed.
            NotAllowed: it has expired.
        """
        broken = BadInput(where=WHERE, what="it is not whole, or none of ours", now="open it again from the message")
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise broken from error
        said, mac = raw[:-_MAC], raw[-_MAC:]
        whole = len(said) == 1 + _KEY + _TIME and said[:1] == _VERSION and _spelled(raw) == token
        if not whole or not hmac.compare_digest(mac, self._mac(said)):
            raise broken
        expires = datetime.fromtimestamp(int.from_bytes(said[-_TIME:], "big"), tz=UTC)
        if at >= expires:
            raise NotAllowed(where=WHERE, what="it has expired, as its notice has", now="call the office instead")
        return said[1 : 1 + _KEY].hex()

    def _mac(self, said: bytes) -> bytes:
        return hmac.new(self.secret, said, hashlib.sha256).digest()


def _spelled(raw: bytes) -> str:
    """The one spelling of a token: base64url without its filling (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def secret_of(private: bytes) -> bytes:
    """The secret for links that belongs to an office's private key, of which it tells nothing (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(private)

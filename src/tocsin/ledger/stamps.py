"""Time stamps by a third party over checkpoints (RFC 3161): what is asked for, and whether an answer holds."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.x509 import load_pem_x509_certificates

from tocsin.ledger.seal import note
from tocsin.model import BadInput, Checkpoint, Timestamp, Unavailable


def stamped(checkpoint: Checkpoint, *, certificates: bytes, ask: Callable[[bytes], bytes]) -> Timestamp:
    """The time stamp of an authority over a checkpoint's signed note, by SHA-256; `ask` carries request and answer.

    Raises:
        BadInput: the certificates are none, or the answer is refused or does not hold against them.
        Unavailable: the library for this is not installed, or the authority is not there.
    """
    client = _client()
    text = note(checkpoint)
    builder = client.TimestampRequestBuilder().data(text.encode()).hash_algorithm(client.HashAlgorithm.SHA256)
    request = builder.build()
    answer = ask(request.as_bytes())
    at = _checked(answer, text, certificates=certificates, nonce=request.nonce)
    return Timestamp(
        size=checkpoint.size, root=checkpoint.root, note=text, at=at, token=base64.b64encode(answer).decode()
    )


def stamped_at(stamp: Timestamp, *, certificates: bytes) -> datetime:
    """When the authority saw the note that a time stamp is over.

    Raises:
        BadInput: it does not hold against the certificates, or says another time than its token.
        Unavailable: the library for this is not installed.
    """
    try:
        answer = base64.b64decode(stamp.token, validate=True)
    except binascii.Error as error:
        raise _fault("its token is no base64") from error
    at = _checked(answer, stamp.note, certificates=certificates, nonce=None)
    if at != stamp.at or f"\n{stamp.size}\n" not in stamp.note:
        raise _fault("it says other than its token")
    return at


def _checked(answer: bytes, text: str, *, certificates: bytes, nonce: int | None) -> datetime:
    client = _client()
    try:
        response = client.decode_timestamp_response(answer)
        builder = client.VerifierBuilder(roots=list(load_pem_x509_certificates(certificates)), nonce=nonce)
        builder.build().verify_message(response, text.encode())
        at: datetime = response.tst_info.gen_time
    except (ValueError, client.VerificationError) as error:
        raise _fault(str(error) or type(error).__name__) from error
    return at


def _fault(why: str) -> BadInput:
    now = "see url and certificate under [timestamps]; the checkpoint itself stands"
    return BadInput(where="time stamp", what=f"it does not hold: {why}", now=now)


def _client() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        now = 'pip install "tocsin[timestamps]"'
        raise Unavailable(where="time stamp", what="what checks time stamps is not installed", now=now) from error
    return rfc3161_client

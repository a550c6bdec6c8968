"""Keys of an exercise office, made anew for each run of the tests."""

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tocsin.release import certificate

MADE = datetime(2024, 1, 1, tzinfo=UTC)


@cache
def key(_name: str) -> RSAPrivateKey:
    """The key of an office."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def cert(name: str, *, days: int = 3650) -> x509.Certificate:
    """The certificate of an office for its key."""
    return certificate(key(name), name=f"Exercise {name}", at=MADE, days=days)

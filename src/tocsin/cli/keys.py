"""Keys: `tocsin keys add | list | revoke` for people, `tocsin keys office` for the office's alerts."""

import os
from datetime import datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from tocsin.cli.output import SHORT, emit, say
from tocsin.cli.setting import PASSPHRASE, as_json, by, casebook, clock, config, person, person_key, setting, sign
from tocsin.cli.tables import print_table, row, table
from tocsin.desk.keys import add_key, keyring, revoke_key
from tocsin.model import BadInput, KeyRevoked, Person, PersonKey
from tocsin.release import certificate

_SHORTEST = 4


@click.group()
def keys() -> None:
    """People's keys, by which their rulings and approvals are proved; and the office's, for its alerts."""


@keys.command()
@click.argument("name", callback=lambda _c, _p, value: person(value))
@click.option("--to", "path", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="The file of the private key; one is made where there is none.")  # fmt: skip
@by
@sign
@clock
@config
def add(*, name: Person, path: Path, by: Person, key: Path | None, at: datetime, configuration: Path | None) -> None:
    """Put the key of NAME on record. A standing key vouches for it (--by, --sign), but for the very first.

    The private half never leaves its file. It is locked with the passphrase in TOCSIN_PASSPHRASE, or with one that is
    asked for at a terminal; without either it lies open, and the file is for its owner alone.
    """
    book = casebook(setting(configuration))
    vouching = person_key(key)
    private = person_key(path) if path.exists() else None
    made = private or Ed25519PrivateKey.generate()
    if private is None:
        _write(path, made)
    try:
        word = add_key(name, key=made, by=by, vouching=vouching, book=book, at=at)
    except BaseException:
        if private is None:
            path.unlink()
        raise
    say(f"{word.key[:SHORT]}: the key of {name.name} is on record; its private half is in {path}")


@keys.command(name="list")
@config
@as_json
def list_keys(*, configuration: Path | None, as_json: bool) -> None:
    """List the keys, since when they are on record, and which were revoked."""
    book = casebook(setting(configuration))
    standing = keyring(book).standing
    if as_json:
        for word in (*book.all(PersonKey), *book.all(KeyRevoked)):
            emit(word)
        return
    made = table("id", "person", "on record", "by", "stands")
    for each in book.all(PersonKey):
        revoked = book.get(KeyRevoked, each.key)
        stands = "yes" if each.key in standing else f"revoked: {revoked.because}" if revoked else "no"
        row(made, each.key[:SHORT], each.person.name, f"{each.at:%d %b %Y %H:%M %Z}", each.by.name, stands)
    print_table(made)


@keys.command()
@click.argument("key_id", metavar="KEY")
@click.option("--because", default="", help="Why, in writing.")
@by
@sign
@clock
@config
def revoke(
    *, key_id: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:
    """Revoke a key: what it signed before stands, and it proves nothing from here on. A standing key must sign this."""
    book = casebook(setting(configuration))
    if len(key_id) < _SHORTEST:
        now = "write at least four letters of it; tocsin keys list names them"
        raise BadInput(where=f"key {key_id}".strip(), what="this is too short for a key", now=now)
    fitting = [k for k in keyring(book).standing if k.startswith(key_id)] or [key_id]
    if len(fitting) > 1:
        raise BadInput(where=key_id, what=f"{len(fitting)} keys begin so", now="write more of it")
    word = revoke_key(fitting[0], because=because, by=by, vouching=person_key(key), book=book, at=at)
    say(f"{word.key[:SHORT]}: revoked by {by.name}")


@keys.command()
@click.option("--to", "path", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="The file of the key and its certificate; it must not be there yet.")  # fmt: skip
@click.option("--days", default=1095, show_default=True, type=click.IntRange(1, 3650), help="How long it is to hold.")
@clock
@config
def office(*, path: Path, days: int, at: datetime, configuration: Path | None) -> None:
    """Make the key with which the office signs its alerts (XML-DSig), and print the certificate that verifies them.

    Name the file as alert_key under [office]: every alert is then signed as it leaves. It lies open, since nobody sits
    by when alerts are sent, and is for its owner alone. Readers get the certificate by another way than the alerts.
    """
    private = generate_private_key(public_exponent=65537, key_size=3072)
    cert = certificate(private, name=setting(configuration).office.issuer.name[:64], at=at, days=days)
    shown = cert.public_bytes(Encoding.PEM)
    _put(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + shown)
    click.echo(shown.decode(), nl=False)
    say(f"{path}: the office's key for its alerts; its certificate holds until {cert.not_valid_after_utc:%d %b %Y}")
    say(f"SHA-256 of the certificate: {cert.fingerprint(SHA256()).hex()}")


def _write(path: Path, key: Ed25519PrivateKey) -> None:
    """Write a private key, for its owner alone, and never over anything.

    Raises:
        BadInput: it cannot be written there.
    """
    phrase = os.environ.get(PASSPHRASE, "")
    if not phrase and os.isatty(0):
        phrase = click.prompt("Passphrase (empty for none)", default="", hide_input=True, confirmation_prompt=True,
                              show_default=False, err=True)  # fmt: skip
    lock: KeySerializationEncryption = BestAvailableEncryption(phrase.encode()) if phrase else NoEncryption()
    _put(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    if not phrase:
        say(f"{path}: it is not locked; whoever reads this file can sign as you")


def _put(path: Path, pem: bytes) -> None:
    """Write a file that only its owner may read.

    Raises:
        BadInput: it cannot be written there.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        now = "give a path in a folder that is there, where nothing lies yet"
        raise BadInput(where=str(path), what=f"it cannot be written: {error.strerror}", now=now) from error
    with os.fdopen(handle, "wb") as file:
        file.write(pem)

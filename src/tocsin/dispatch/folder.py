"""A maildir for each recipient (tmp, new, cur): written whole, or not at all."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tocsin.dispatch.channel import Sent, failed, remarked
from tocsin.dispatch.message import compose
from tocsin.model import Attempt, BadInput, Contact, Delivery, Notice

NOWHERE = "localhost.invalid"
"""Stands in headers where a mailbox has a name and no host; never resolvable (RFC 6761)."""
SENDER = f"tocsin@{NOWHERE}"
_MAILBOX = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,199}")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that holds one maildir for each address.

    A file lies in `new` under its idempotency key, so a notice that is tried again is one message. That it lies
    there is ACCEPTED and not delivered: nobody has opened it yet. `text` gives the text of an alert as it leaves.
    """

    root: Path
    sender: str = SENDER
    name: str = "folder"
    link: Callable[[Notice, Attempt], str] | None = field(default=None, repr=False)
    text: Callable[[Notice], str] | None = field(default=None, repr=False)

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """Write one message file."""
        if not _MAILBOX.fullmatch(contact.address):
            return Sent(outcome=Delivery.REFUSED, because="the address cannot name a mailbox")
        named = contact if "@" in contact.address else replace(contact, address=f"{contact.address}@{NOWHERE}")
        try:
            link = self.link(notice, attempt) if self.link else ""
            text = self.text(notice) if self.text else ""
            mail = compose(notice, contact=named, attempt=attempt, sender=self.sender, link=link, text=text)
        except BadInput as error:
            return Sent(outcome=Delivery.REFUSED, because=f"{error.where}: {error.what}")
        try:
            fresh = deposit(mail.as_bytes(), maildir=self.root / contact.address, name=attempt.key)
        except OSError as error:
            return failed(f"the mailbox could not be written: {error.strerror}")
        because = "it lies in the mailbox" + ("" if fresh else ", as it did before")
        return remarked(Sent(outcome=Delivery.ACCEPTED, because=because), notice, text=self.text)


def deposit(message: bytes, *, maildir: Path, name: str) -> bool:
    """Put a message into a maildir under a name; False where it lies there already.

    Raises:
        OSError: it could not be written; then nothing of it is left behind.
    """
    for part in ("tmp", "new", "cur"):
        (maildir / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    if (maildir / "new" / name).exists() or any((maildir / "cur").glob(f"{name}*")):
        return False
    unfinished = maildir / "tmp" / name
    try:
        with unfinished.open("wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(maildir / "new" / name)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
    _settle(maildir / "new")
    return True


def _settle(folder: Path) -> None:
    """See that the new name itself is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
